//! Questions to the board that members keep, to be told of what is new.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0034_saved", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table saved_searches (
    id uuid primary key,
    member_id uuid not null references members (id) on delete cascade,
    name text not null check (length(name) between 1 and 80),
    -- What is asked, as JSON; of where from only the middle of a cell.
    question text not null,
    -- The hash of the same, by which the same question is known.
    print text not null,
    -- By which of the next columns it is found when something is new.
    scope text not null check (scope in ('area', 'near', 'community', 'own')),
    area_id uuid,
    community_id uuid references communities (id) on delete cascade,
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    created_at timestamptz not null,
    -- Nothing from before it is told.
    since timestamptz not null,
    paused_at timestamptz,
    -- How many alerts in a row its owner has not looked at.
    unlooked integer not null default 0 check (unlooked between 0 and 2),
    told_at timestamptz,
    unique (member_id, print),
    check (scope <> 'area' or area_id is not null),
    check (scope <> 'community' or community_id is not null),
    check (scope <> 'near' or latitude is not null),
    check ((latitude is null) = (longitude is null))
);
create index saved_searches_of on saved_searches (member_id, created_at, id);
create index saved_searches_area on saved_searches (area_id, id)
    where scope = 'area' and paused_at is null;
create index saved_searches_community on saved_searches (community_id, id);
create index saved_searches_near on saved_searches (latitude, longitude)
    where scope = 'near' and paused_at is null;
create index saved_searches_own on saved_searches (member_id, id)
    where scope = 'own' and paused_at is null;

-- Whom was told of which post, so that nobody is told of it twice.
create table saved_told (
    member_id uuid not null references members (id) on delete cascade,
    post_id uuid not null references posts (id) on delete cascade,
    told_at timestamptz not null,
    primary key (member_id, post_id)
);
create index saved_told_post on saved_told (post_id);
create index saved_told_at on saved_told (told_at);

-- Up to where the log of changes was looked through for them.
create table saved_looked (
    id integer primary key check (id = 1),
    seq bigint not null
);

-- Which kept question an alert answers.
alter table alerts add column search_id uuid references saved_searches (id) on delete set null;
create index alerts_search on alerts (search_id) where search_id is not null;
";
