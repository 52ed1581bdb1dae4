//! The log of changes that every index follows, and what the indexes of this database share.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0002_changes",
    both: SQL,
    differing: Differing {
        sqlite: "insert into index_state (id, generation, floor)
            values (1, abs(random() % 9007199254740992), 0);",
        postgres: "insert into index_state (id, generation, floor)
            values (1, (random() * 9007199254740992)::bigint, 0);",
    },
};

const SQL: &str = "
create table changes (
    -- The number of the transaction that wrote it: PostgreSQL's own, on SQLite a count.
    seq bigint not null,
    kind text not null,
    id uuid not null,
    at timestamptz not null,
    primary key (seq, kind, id)
);

-- One row, drawn at birth, so that an index notices that it belongs to another database.
create table index_state (
    id integer primary key check (id = 1),
    -- Which filling of the database this is; an index of another one builds itself anew.
    generation bigint not null,
    -- The last change that is no longer kept.
    floor bigint not null
);
";
