//! What a community needs to begin: tables that wait at its desk, whose an edition is, and how many
//! posters hang.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0022_launch", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- A table that somebody brought to the desk of a community, until it is published or forgotten.
create table table_drafts (
    id uuid primary key,
    community_id uuid not null references communities (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    dataset text not null check (length(dataset) between 1 and 255),
    -- Whose list it is, as it will be shown.
    publisher text not null check (length(publisher) between 1 and 80),
    licence text not null check (length(licence) <= 80),
    -- What was said of its columns, a JSON object from field to column.
    columns text not null,
    -- The table itself: what a page brings is two million bytes at most.
    content text not null check (length(content) <= 4000000),
    created_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > created_at),
    -- The next one takes its place.
    unique (community_id, member_id)
);
create index table_drafts_ended on table_drafts (ends_at);
create index table_drafts_by on table_drafts (member_id);

-- For which community an edition was brought in, and by whom; none: for the whole house, by the
-- operator.
alter table import_batches add column community_id uuid
    references communities (id) on delete set null;
alter table import_batches add column member_id uuid references members (id) on delete set null;
-- When it was begun to be taken out again.
alter table import_batches add column undone_at timestamptz;
create index import_batches_of on import_batches (community_id, id);
create index import_batches_by on import_batches (member_id, id);
create index import_batches_dataset on import_batches (dataset, id);

-- How many posters hang, as whoever hung them says.
create table community_posters (
    community_id uuid primary key references communities (id) on delete cascade,
    posters integer not null check (posters between 0 and 10000),
    updated_at timestamptz not null
);
";
