//! "This is my business": who says so, and how it is shown.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0010_claims", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table listing_claims (
    id uuid primary key,
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    proof text not null check (proof in ('domain_email', 'letter', 'counter_code')),
    -- Open until it is shown; disputed when it is shown and somebody else has the place.
    state text not null check (state in ('open', 'disputed', 'confirmed', 'refused', 'withdrawn')),
    -- SHA-256 of the id and the code, once there is one.
    code_hash text check (length(code_hash) = 64),
    tries integer not null check (tries >= 0),
    created_at timestamptz not null,
    -- Until when the code holds.
    ends_at timestamptz not null,
    decided_at timestamptz,
    -- Who decided a dispute, and why.
    decided_by uuid references members (id) on delete set null,
    reason text,
    check ((state in ('open', 'disputed')) = (decided_at is null))
);
-- Nobody claims a place twice at once.
create unique index listing_claims_open on listing_claims (listing_id, member_id)
    where state in ('open', 'disputed');
create index listing_claims_waiting on listing_claims (created_at)
    where state in ('open', 'disputed');
create index listing_claims_of on listing_claims (member_id, created_at);
";
