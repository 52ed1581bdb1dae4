//! What a payment says it is for, hidden by one of the two, and reported.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0045_purposes",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- On the side of which account what a payment was for is not shown: the words are kept.
create table hidden_purposes (
    transfer_id uuid not null references transfers (id) on delete cascade,
    account_id uuid not null references accounts (id) on delete cascade,
    hidden_at timestamptz not null,
    primary key (transfer_id, account_id)
);
create index hidden_purposes_account on hidden_purposes (account_id);
";

const SQLITE: &str = "
create table post_reports_mended (
    id uuid primary key,
    community_id uuid not null references communities (id) on delete cascade,
    post_id uuid references posts (id) on delete cascade,
    -- Whose words they are.
    about_id uuid references members (id) on delete cascade,
    -- Who says so; nobody, once they have gone.
    member_id uuid references members (id) on delete set null,
    -- The kind of what it is about: a post, a conversation, or what a payment was for.
    about text not null check (about in ('post', 'conversation', 'purpose')),
    -- The words as they were, as JSON.
    context text not null,
    reason text not null
        check (reason in ('unsafe', 'fraud', 'hurtful', 'forbidden', 'advertising', 'other')),
    note text check (length(note) between 1 and 1000),
    state text not null check (state in ('open', 'upheld', 'refused')),
    created_at timestamptz not null,
    decided_at timestamptz,
    decided_by uuid references members (id) on delete set null,
    answer text check (length(answer) between 1 and 500),
    left_at timestamptz,
    -- Of which payment they are.
    transfer_id uuid references transfers (id) on delete cascade,
    check ((state = 'open') = (decided_at is null)),
    check (decided_by is null or member_id is null or decided_by <> member_id),
    check (decided_by is null or about_id is null or decided_by <> about_id)
);
insert into post_reports_mended (id, community_id, post_id, about_id, member_id, about, context,
        reason, note, state, created_at, decided_at, decided_by, answer, left_at)
    select id, community_id, post_id, about_id, member_id, about, context,
        reason, note, state, created_at, decided_at, decided_by, answer, left_at
    from post_reports;
drop table post_reports;
alter table post_reports_mended rename to post_reports;
create index post_reports_waiting on post_reports (community_id, state, created_at);
create index post_reports_post on post_reports (post_id);
create index post_reports_about on post_reports (about_id);
create index post_reports_of on post_reports (member_id, created_at);
create index post_reports_by on post_reports (decided_by);
create index post_reports_left on post_reports (left_at) where left_at is not null;
create index post_reports_transfer on post_reports (transfer_id);
";

const POSTGRES: &str = "
alter table post_reports drop constraint post_reports_about_check;
alter table post_reports
    add constraint post_reports_about_check check (about in ('post', 'conversation', 'purpose'));
-- Of which payment they are.
alter table post_reports add column transfer_id uuid references transfers (id) on delete cascade;
create index post_reports_transfer on post_reports (transfer_id);
";
