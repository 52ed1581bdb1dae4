//! Homes lie on the map where searches find them, no longer where their doors are.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0007_homes", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- The next start places every listing anew.
update atlas set assigned = version - 1 where version > 0;
";
