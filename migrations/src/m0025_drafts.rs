//! What somebody typed and has not sent off yet.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0025_drafts",
    both: SQL,
    differing: Differing { sqlite: "", postgres: POSTGRES },
};

const SQL: &str = "
create table drafts (
    -- Who finds it again: 'member:' and an id, or 'browser:' and the SHA-256 of what only that
    -- browser has.
    holder text not null check (length(holder) between 8 and 80),
    -- The path of the form.
    form text not null check (length(form) between 1 and 200),
    -- Whose it is; nobody's yet where it was typed before anybody signed in.
    member_id uuid references members (id) on delete cascade,
    -- Names and values, a JSON list of pairs.
    typed text not null check (length(typed) <= 65536),
    kept_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > kept_at),
    primary key (holder, form),
    -- What a member finds on every device is theirs.
    check (holder not like 'member:%' or member_id is not null)
);
create index drafts_of on drafts (member_id);
create index drafts_ended on drafts (ends_at);
";

const POSTGRES: &str = "
alter table drafts alter column holder type text collate \"C\";
alter table drafts alter column form type text collate \"C\";
";
