//! Whose place was given to somebody else, and that they may appeal against it; why a change was
//! put back; and nothing that nobody reads: why a source was not believed.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0029_losses", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Somebody had a place, and it was decided that it is another's.
create table listing_losses (
    id uuid primary key,
    listing_id uuid not null references listings (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    -- For whom they kept it; none: for themselves.
    profile_id uuid references profiles (id) on delete set null,
    -- Whose claim was believed; none once the claimant has gone.
    claim_id uuid references listing_claims (id) on delete set null,
    decided_by uuid references members (id) on delete set null,
    reason text check (length(reason) between 1 and 500),
    lost_at timestamptz not null,
    -- A second person gave it back.
    returned_at timestamptz,
    -- Nobody decides a case of their own.
    check (decided_by is null or decided_by <> member_id)
);
create index listing_losses_about on listing_losses (listing_id);
create index listing_losses_of on listing_losses (member_id, lost_at);
create index listing_losses_for on listing_losses (profile_id);
create index listing_losses_claim on listing_losses (claim_id);
create index listing_losses_by on listing_losses (decided_by);

-- Who had their change put back reads why.
alter table listing_reverts add column reason text check (length(reason) between 1 and 500);
create index listing_reverts_at on listing_reverts (reverted_at);

alter table listing_differences drop column reason;

-- Appeals, of which a loss is a kind more: no database changes what a table checks.
create table appeals_more (
    id uuid primary key,
    kind text not null check (kind in ('claim', 'report', 'freeze', 'revert', 'loss')),
    claim_id uuid unique references listing_claims (id) on delete cascade,
    report_id uuid unique references listing_reports (id) on delete cascade,
    freeze_id uuid unique references freezes (id) on delete cascade,
    loss_id uuid unique references listing_losses (id) on delete cascade,
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
    check ((kind = 'loss') = (loss_id is not null)),
    check ((kind = 'revert') = (listing_id is not null)),
    check ((listing_id is null) = (revision is null)),
    check ((state = 'open') = (decided_at is null)),
    check (state = 'open' or answer is not null),
    -- A second person decides, and nobody a case of their own.
    check (decided_by is null or decided_by <> member_id),
    check (decided_by is null or first_decider is null or decided_by <> first_decider)
);
insert into appeals_more (id, kind, claim_id, report_id, freeze_id, listing_id, revision,
        member_id, reason, first_decider, state, created_at, decided_at, decided_by, answer)
    select id, kind, claim_id, report_id, freeze_id, listing_id, revision,
        member_id, reason, first_decider, state, created_at, decided_at, decided_by, answer
    from appeals;
drop table appeals;
alter table appeals_more rename to appeals;
create index appeals_waiting on appeals (created_at, id) where state = 'open';
create index appeals_of on appeals (member_id, created_at);
create index appeals_first on appeals (first_decider);
create index appeals_by on appeals (decided_by);
";
