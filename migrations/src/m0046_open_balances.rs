//! Whether members of a community see each other's balances, and places by name.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0046_open_balances", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Nobody sees another's until the community decides so, from a day on.
alter table currency_rules add column open_balances boolean not null default false;
-- Whether a name is that of a place which somebody has shown to be theirs.
create index listings_name_key on listings (name_key);
";
