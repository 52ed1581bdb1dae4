//! The desk: what an import would change, places that look alike, who was kept out and who was
//! put back, and appeals, which a second person decides.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step { name: "m0020_desk", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Whether it was shown before somebody decided: only then can it be accepted.
alter table listing_claims add column shown boolean not null default false;
update listing_claims set shown = true where state in ('disputed', 'confirmed');

-- Whose hands did it: the member's, or those of who acts for them. Nobody decides what they sent
-- for somebody else.
alter table listing_claims add column by_id uuid references members (id) on delete set null;
alter table listing_reports add column by_id uuid references members (id) on delete set null;
-- Before others could do it for them, everybody did it themselves.
update listing_claims set by_id = member_id;
update listing_reports set by_id = member_id;
create index listing_claims_hands on listing_claims (by_id);
create index listing_reports_hands on listing_reports (by_id);

-- What a source says since of a field that people here wrote. What is accepted becomes an edit,
-- and stands here no more; what is refused stays until the source says something else.
create table listing_differences (
    id uuid primary key,
    listing_id uuid not null references listings (id) on delete cascade,
    -- The field's key.
    field text not null check (length(field) between 1 and 40),
    -- Facts that say nothing else, as JSON.
    theirs text not null,
    -- Who publishes it, as it is shown.
    source text not null,
    state text not null check (state in ('open', 'refused')),
    created_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id) on delete set null,
    reason text check (length(reason) between 1 and 500),
    check ((state = 'open') = (decided_at is null)),
    unique (listing_id, field)
);
create index listing_differences_waiting on listing_differences (created_at, id)
    where state = 'open';
create index listing_differences_by on listing_differences (decided_by);

-- Pairs of places that look like one. Who says that they are two is not asked again.
create table duplicate_pairs (
    id uuid primary key,
    one_id uuid not null references listings (id) on delete cascade,
    other_id uuid not null references listings (id) on delete cascade,
    -- Why, a JSON list of codes.
    reasons text not null,
    state text not null check (state in ('open', 'unlike')),
    found_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id) on delete set null,
    check (one_id < other_id),
    check ((state = 'open') = (decided_at is null)),
    unique (one_id, other_id)
);
create index duplicate_pairs_waiting on duplicate_pairs (found_at, id) where state = 'open';
create index duplicate_pairs_other on duplicate_pairs (other_id);
create index duplicate_pairs_by on duplicate_pairs (decided_by);

-- Who is or was kept out for a while: of a community, or of the whole house.
create table freezes (
    id uuid primary key,
    member_id uuid not null references members (id) on delete cascade,
    community_id uuid references communities (id) on delete cascade,
    frozen_by uuid references members (id) on delete set null,
    reason text check (length(reason) between 1 and 500),
    frozen_at timestamptz not null,
    lifted_at timestamptz
);
create unique index freezes_of_community on freezes (member_id, community_id)
    where lifted_at is null and community_id is not null;
create unique index freezes_of_house on freezes (member_id)
    where lifted_at is null and community_id is null;
create index freezes_by on freezes (frozen_by);
create index freezes_of on freezes (member_id, frozen_at);
create index freezes_at on freezes (community_id);

-- Changes by which a listing was put back as it was.
create table listing_reverts (
    listing_id uuid not null references listings (id) on delete cascade,
    revision integer not null,
    back_to integer not null check (back_to >= 1 and back_to < revision),
    reverted_by uuid references members (id) on delete set null,
    reverted_at timestamptz not null,
    primary key (listing_id, revision)
);
create index listing_reverts_by on listing_reverts (reverted_by);

-- Who was refused may ask a second person, once.
create table appeals (
    id uuid primary key,
    kind text not null check (kind in ('claim', 'report', 'freeze', 'revert')),
    claim_id uuid unique references listing_claims (id) on delete cascade,
    report_id uuid unique references listing_reports (id) on delete cascade,
    freeze_id uuid unique references freezes (id) on delete cascade,
    listing_id uuid,
    revision integer,
    member_id uuid not null references members (id) on delete cascade,
    reason text not null check (length(reason) between 1 and 1000),
    -- Who decided first; nobody where the house did, or whoever did has gone.
    first_decider uuid references members (id) on delete set null,
    state text not null check (state in ('open', 'upheld', 'refused')),
    created_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id) on delete set null,
    answer text check (length(answer) between 1 and 500),
    foreign key (listing_id, revision)
        references listing_reverts (listing_id, revision) on delete cascade,
    unique (listing_id, revision, member_id),
    check ((kind = 'claim') = (claim_id is not null)),
    check ((kind = 'report') = (report_id is not null)),
    check ((kind = 'freeze') = (freeze_id is not null)),
    check ((kind = 'revert') = (listing_id is not null)),
    check ((listing_id is null) = (revision is null)),
    check ((state = 'open') = (decided_at is null)),
    check (state = 'open' or answer is not null),
    -- A second person decides, and nobody a case of their own.
    check (decided_by is null or decided_by <> member_id),
    check (decided_by is null or first_decider is null or decided_by <> first_decider)
);
create index appeals_waiting on appeals (created_at, id) where state = 'open';
create index appeals_of on appeals (member_id, created_at);
create index appeals_first on appeals (first_decider);
create index appeals_by on appeals (decided_by);
";
