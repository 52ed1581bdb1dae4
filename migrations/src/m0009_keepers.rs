//! Who keeps a listing.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0009_keepers", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table listing_keepers (
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    -- A finder brought the place in, and keeps it until somebody shows that it is theirs.
    role text not null check (role in ('owner', 'editor', 'till', 'finder')),
    since timestamptz not null,
    primary key (listing_id, member_id)
);
create index listing_keepers_of on listing_keepers (member_id, since);
-- A place has one owner, who lets others in.
create unique index listing_keepers_owner on listing_keepers (listing_id) where role = 'owner';
";
