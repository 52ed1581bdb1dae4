//! Who of several nodes does what only one should do at a time.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0006_leases", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table leases (
    -- What is held, such as 'search:meilisearch'.
    name text primary key,
    -- The node that holds it.
    holder uuid not null,
    until timestamptz not null
);
";
