//! Tables that somebody brings in: what their columns have, and what an edition did.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0017_tables", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Which column of a data set has what, as somebody said for its last edition.
create table import_columns (
    dataset text not null,
    field text not null,
    name text not null,
    primary key (dataset, field)
);

-- What an edition did to a listing, while it can be undone.
create table import_effects (
    batch_id uuid not null references import_batches (id) on delete cascade,
    listing_id uuid not null references listings (id) on delete cascade,
    -- The listing's revision before; 0 where the edition brought it in.
    before integer not null check (before >= 0),
    after integer not null check (after > before),
    primary key (batch_id, listing_id)
);
-- Whether what it does is written down for that.
alter table import_batches add column undoable boolean not null default false;
";
