//! Who was asked by mail to keep a place together.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0024_coworkers",
    both: SQL,
    differing: Differing { sqlite: "", postgres: POSTGRES },
};

const SQL: &str = "
create table coworker_invitations (
    id uuid primary key,
    listing_id uuid not null references listings (id) on delete cascade,
    email text not null,
    email_key text not null,
    role text not null check (role in ('editor', 'till')),
    -- SHA-256 of the link's secret, in hexadecimal digits.
    link_hash text not null unique check (length(link_hash) = 64),
    -- The owner who invited: what they gave holds no longer than they are here.
    invited_by uuid not null references members (id) on delete cascade,
    created_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > created_at)
);
-- Of two letters to one address the later counts.
create unique index coworker_invitations_to on coworker_invitations (listing_id, email_key);
create index coworker_invitations_of on coworker_invitations (email_key);
create index coworker_invitations_by on coworker_invitations (invited_by);
create index coworker_invitations_ended on coworker_invitations (ends_at);
";

const POSTGRES: &str = "
alter table coworker_invitations alter column email_key type text collate \"C\";
";
