//! Listings and their revisions.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0001_listings",
    both: SQL,
    differing: Differing { sqlite: "", postgres: POSTGRES },
};

/// Facts, provenance and source are JSON texts, read and written whole; what a statement
/// searches, sorts or checks by stands beside them in a column of its own.
const SQL: &str = "
create table listings (
    id uuid primary key,
    -- Its name in the address bar: given once, kept for ever, also after the listing is gone.
    slug text not null unique check (length(slug) between 1 and 80),
    -- How often it has changed, from 1.
    revision integer not null check (revision >= 1),
    kind text not null check (kind in ('shop', 'food', 'repair', 'second_hand', 'maker', 'farm',
        'market', 'culture', 'community', 'service')),
    -- The name folded by ourselves, so that both databases sort alike.
    name_key text not null,
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    state text not null check (state in ('running', 'moved', 'gone')),
    -- Whether it belongs to the invented demo neighbourhood.
    demo boolean not null,
    facts text not null,
    provenance text not null,
    -- The outside record it came from, if any.
    source text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((latitude is null) = (longitude is null))
);
create index listings_newest on listings (created_at, id) where state <> 'gone';
-- Counts what exists without reading it.
create index listings_census on listings (demo, state) where state <> 'gone';
create index listings_demo on listings (id) where demo;

-- What a listing was after each change, who changed it, and when.
create table listing_revisions (
    listing_id uuid not null references listings (id) on delete cascade,
    revision integer not null check (revision >= 1),
    actor text not null,
    request_id uuid not null,
    at timestamptz not null,
    -- The names of the groups of facts that changed, as a JSON list.
    changed text not null,
    -- The whole listing after the change, as JSON.
    body text not null,
    primary key (listing_id, revision)
);
";

/// Slugs and folded names are compared byte by byte, as SQLite does, whatever the server's locale.
const POSTGRES: &str = "
alter table listings
    alter column slug type text collate \"C\",
    alter column name_key type text collate \"C\";
";
