//! Being let into a profile is an offer until it is accepted; who chose as whom they act is told
//! when that is gone; a certificate that two communities saw stands there twice; and indexes for
//! what is read in order.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0027_offers",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- Who may belong to a profile once they say yes; until then they are nothing to it.
create table profile_offers (
    profile_id uuid not null references profiles (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    part text not null check (part in ('owner', 'member')),
    offered_by uuid references members (id) on delete set null,
    offered_at timestamptz not null,
    primary key (profile_id, member_id),
    -- Nobody lets themselves in.
    check (offered_by is null or offered_by <> member_id)
);
create index profile_offers_of on profile_offers (member_id, offered_at);
create index profile_offers_by on profile_offers (offered_by);

-- Who made a profile: only that counts among how many somebody may have. Of an older one, its only
-- owner.
alter table profiles add column founded_by uuid references members (id) on delete set null;
create index profiles_founded on profiles (founded_by);
update profiles set founded_by = (
    select pm.member_id from profile_members pm
    where pm.profile_id = profiles.id and pm.part = 'owner' and not exists (
        select 1 from profile_members o where o.profile_id = pm.profile_id and o.part = 'owner'
            and o.member_id <> pm.member_id)
) where kind <> 'person';

-- As whom the pages of a session act. The id alone: when the profile is gone, the session still
-- says that somebody meant it, so that nothing is done as oneself by mistake.
drop index sessions_acting;
alter table sessions add column acting uuid;
update sessions set acting = acting_as where acting_as is not null;
alter table sessions drop column acting_as;
alter table sessions rename column acting to acting_as;

-- Whose letter lets nobody in any more, because the owner sent them away since. It stands in the
-- owner's list until it ends: else its going would tell whose address it is.
alter table coworker_invitations add column void boolean not null default false;

-- The desk reads these by page.
drop index mandates_of;
create index mandates_of on mandates (community_id, given_at, id);
drop index registered_members_of;
create index registered_members_of on registered_members (community_id, registered_at, member_id);
-- What was done in somebody's name.
create index audit_log_behalf on audit_log (for_id, id) where for_id is not null;
";

/// What one community saw of somebody stands beside what another did; an address is one.
const SQLITE: &str = "
create table attestations_seen (
    member_id uuid not null references members (id) on delete cascade,
    kind text not null check (kind in ('address', 'vog')),
    community_id uuid not null references communities (id) on delete cascade,
    since timestamptz not null,
    -- Until when it counts; none: until it is taken back.
    ends_at timestamptz,
    -- Which organisation saw it.
    organisation text check (length(organisation) between 1 and 80),
    -- Who wrote it down.
    noted_by uuid references members (id) on delete set null,
    primary key (member_id, kind, community_id),
    check ((kind = 'vog') = (organisation is not null)),
    check ((kind = 'vog') = (ends_at is not null)),
    check (noted_by is null or noted_by <> member_id)
);
insert into attestations_seen
        (member_id, kind, community_id, since, ends_at, organisation, noted_by)
    select member_id, kind, community_id, since, ends_at, organisation, noted_by from attestations;
drop table attestations;
alter table attestations_seen rename to attestations;
create index attestations_of on attestations (community_id, kind);
create index attestations_noted on attestations (noted_by);
create unique index attestations_address on attestations (member_id) where kind = 'address';
";

const POSTGRES: &str = "
alter table attestations drop constraint attestations_pkey;
alter table attestations add primary key (member_id, kind, community_id);
create unique index attestations_address on attestations (member_id) where kind = 'address';
";
