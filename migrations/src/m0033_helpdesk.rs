//! The desk for help of a community: what somebody needs who told it by phone, and who was asked.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0033_helpdesk", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table needs (
    id uuid primary key,
    community_id uuid not null references communities (id) on delete cascade,
    -- Who needs it, where they are a member; they take it along when they leave.
    person_id uuid references members (id) on delete cascade,
    -- Else a first name and a telephone number, each sealed; a week after the end they go.
    first_name bytea,
    phone bytea,
    topic text not null check (length(topic) between 1 and 40),
    -- When it suits and in which languages, as JSON.
    availability text not null,
    languages text not null,
    -- The middle of a cell. Where the door is stands nowhere.
    latitude double precision not null check (latitude between -90 and 90),
    longitude double precision not null check (longitude between -180 and 180),
    radius_m integer not null check (radius_m between 1 and 100000),
    urgency text not null check (urgency in ('this_week', 'no_hurry')),
    -- What is to be done, in words; why is nobody's business.
    notes text not null check (length(notes) <= 300),
    state text not null check (state in ('open', 'suggested', 'assigned', 'done', 'dropped')),
    entered_at timestamptz not null,
    entered_by uuid references members (id) on delete set null,
    -- Who does it. Where they left meanwhile, it is open again.
    assigned_to uuid references members (id) on delete set null,
    assigned_at timestamptz,
    -- What stands at the desk for the two, where who needs it is a member.
    post_id uuid references posts (id) on delete set null,
    agreement_id uuid references agreements (id) on delete set null,
    closed_at timestamptz,
    revision integer not null check (revision >= 1),
    check (person_id is null or (first_name is null and phone is null)),
    check ((first_name is null) = (phone is null)),
    check ((state in ('done', 'dropped')) = (closed_at is not null)),
    check (assigned_to is null or state in ('assigned', 'done', 'dropped')),
    check (assigned_to is null or assigned_at is not null),
    check (assigned_to is null or person_id is null or assigned_to <> person_id)
);
create index needs_in on needs (community_id, state, entered_at);
create index needs_of on needs (person_id);
create index needs_by on needs (entered_by);
create index needs_assigned on needs (assigned_to, assigned_at);
create index needs_post on needs (post_id);
create index needs_agreement on needs (agreement_id);
create index needs_closed on needs (closed_at) where closed_at is not null;

-- Who was asked, and what they said.
create table need_asked (
    need_id uuid not null references needs (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    -- Of what they offered.
    post_id uuid references posts (id) on delete set null,
    asked_at timestamptz not null,
    answer boolean,
    answered_at timestamptz,
    primary key (need_id, member_id),
    check ((answer is null) = (answered_at is null))
);
create index need_asked_of on need_asked (member_id, asked_at);
create index need_asked_post on need_asked (post_id);
";
