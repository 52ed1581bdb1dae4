//! Two listings of one place made one, and what is needed to have them back.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0021_merges", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Whether it belongs to a listing that was merged into another: the other's own record has the
-- word, as long as a data set holds it.
alter table source_records add column joined boolean not null default false;

create table listing_merges (
    id uuid primary key,
    survivor_id uuid not null references listings (id) on delete cascade,
    lost_id uuid not null references listings (id) on delete cascade,
    merged_by uuid references members (id) on delete set null,
    merged_at timestamptz not null,
    -- How both were and what went along, as JSON; nothing once it cannot be undone any more.
    trail text,
    undone_at timestamptz,
    undone_by uuid references members (id) on delete set null,
    check (survivor_id <> lost_id),
    check (undone_at is not null or undone_by is null)
);
-- A listing is merged into one other at a time; its slug leads there.
create unique index listing_merges_lost on listing_merges (lost_id) where undone_at is null;
create index listing_merges_of on listing_merges (lost_id);
create index listing_merges_survivor on listing_merges (survivor_id);
create index listing_merges_latest on listing_merges (merged_at, id);
create index listing_merges_by on listing_merges (merged_by);
create index listing_merges_undone_by on listing_merges (undone_by);

-- Who kept the two before.
create table listing_merge_keepers (
    merge_id uuid not null references listing_merges (id) on delete cascade,
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    role text not null check (role in ('owner', 'editor', 'till', 'finder')),
    since timestamptz not null,
    -- For whom; none: for themselves.
    profile_id uuid references profiles (id) on delete set null,
    primary key (merge_id, listing_id, member_id)
);
create index listing_merge_keepers_of on listing_merge_keepers (member_id);
create index listing_merge_keepers_for on listing_merge_keepers (profile_id);
create index listing_merge_keepers_at on listing_merge_keepers (listing_id);
";
