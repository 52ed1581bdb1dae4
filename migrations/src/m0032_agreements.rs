//! Agreements between two neighbours, what they write to each other, and what members are told.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0032_agreements", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table agreements (
    id uuid primary key,
    post_id uuid not null references posts (id) on delete cascade,
    community_id uuid not null references communities (id) on delete cascade,
    -- Whose post it is.
    owner_id uuid not null references members (id) on delete cascade,
    -- Who replied.
    replier_id uuid not null references members (id) on delete cascade,
    -- Whose hands replied: the replier's, or those of who acts for them.
    by_id uuid references members (id) on delete set null,
    state text not null check (state in ('proposed', 'agreed', 'under_way', 'out', 'due', 'done',
        'declined', 'withdrawn', 'expired', 'cancelled', 'disputed', 'settled')),
    -- Whether something is lent in it, which is handed over and comes back.
    is_loan boolean not null default false,
    starts_at timestamptz,
    ends_at timestamptz,
    -- Whose turn it is to say yes to that: the other one of who proposed it.
    proposed_by uuid references members (id) on delete set null,
    -- A moment that was proposed instead of the one that stands.
    wanted_starts_at timestamptz,
    wanted_ends_at timestamptz,
    -- Where they meet, sealed: only the two of them read it, and a week after the end it goes.
    place bytea,
    quantity integer not null default 1 check (quantity between 1 and 100),
    -- On what terms and with what expenses, as JSON.
    terms text not null,
    due_on date,
    -- In which state something came back, in words.
    returned text check (length(returned) between 1 and 500),
    owner_done_at timestamptz,
    replier_done_at timestamptz,
    -- When the owner answered first.
    answered_at timestamptz,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- When it ended, in whatever way.
    ended_at timestamptz,
    reminded_at timestamptz,
    -- Why it was cancelled, declined or disputed, or how it was settled, in words.
    reason text check (length(reason) between 1 and 500),
    disputed_by uuid references members (id) on delete set null,
    settled_by uuid references members (id) on delete set null,
    revision integer not null check (revision >= 1),
    check (owner_id <> replier_id),
    check ((starts_at is null) = (ends_at is null)),
    check (ends_at > starts_at),
    check ((wanted_starts_at is null) = (wanted_ends_at is null)),
    check (wanted_ends_at > wanted_starts_at),
    check (state not in ('agreed', 'under_way', 'out', 'due') or starts_at is not null),
    check (state not in ('out', 'due') or is_loan),
    check (state <> 'due' or due_on is not null),
    check ((state in ('done', 'declined', 'withdrawn', 'expired', 'cancelled', 'settled'))
        = (ended_at is not null)),
    -- Nobody settles a case of their own.
    check (settled_by is null or (settled_by <> owner_id and settled_by <> replier_id))
);
-- One open reply of a neighbour to a post.
create unique index agreements_once on agreements (post_id, replier_id) where ended_at is null;
create index agreements_owner on agreements (owner_id, changed_at);
create index agreements_replier on agreements (replier_id, changed_at);
create index agreements_post on agreements (post_id, state);
create index agreements_in on agreements (community_id, state);
create index agreements_by on agreements (by_id);
create index agreements_proposed on agreements (proposed_by);
create index agreements_disputed_by on agreements (disputed_by);
create index agreements_settled_by on agreements (settled_by);
create index agreements_waiting on agreements (changed_at) where ended_at is null;
create index agreements_placed on agreements (ended_at) where place is not null;

-- Every step, so that no path is undocumented.
create table agreement_steps (
    agreement_id uuid not null references agreements (id) on delete cascade,
    nth integer not null check (nth >= 1),
    was text,
    became text not null,
    -- What was done.
    move text not null check (length(move) between 1 and 40),
    -- Who did it; nobody: time passed.
    by_id uuid references members (id) on delete set null,
    at timestamptz not null,
    primary key (agreement_id, nth)
);
create index agreement_steps_by on agreement_steps (by_id);

-- What one wrote of the other once it was done, and the other's one reply to it.
create table thanks (
    agreement_id uuid not null references agreements (id) on delete cascade,
    by_id uuid not null references members (id) on delete cascade,
    to_id uuid not null references members (id) on delete cascade,
    words text check (length(words) between 1 and 500),
    -- Whether the other one came as was agreed.
    kept boolean,
    -- What only stewards read.
    private text check (length(private) between 1 and 1000),
    reply text check (length(reply) between 1 and 500),
    at timestamptz not null,
    primary key (agreement_id, by_id),
    check (by_id <> to_id)
);
create index thanks_by on thanks (by_id);
create index thanks_to on thanks (to_id, at);

create table messages (
    id uuid primary key,
    agreement_id uuid not null references agreements (id) on delete cascade,
    author_id uuid not null references members (id) on delete cascade,
    by_id uuid references members (id) on delete set null,
    kind text not null check (kind in ('text', 'moment')),
    words text check (length(words) between 1 and 4000),
    starts_at timestamptz,
    ends_at timestamptz,
    -- Whether a list of words has somebody look at it.
    flagged boolean not null default false,
    at timestamptz not null,
    check ((kind = 'text') = (words is not null)),
    check ((kind = 'moment') = (starts_at is not null)),
    check ((starts_at is null) = (ends_at is null)),
    check (ends_at > starts_at)
);
create index messages_of on messages (agreement_id, at, id);
create index messages_author on messages (author_id, at);
create index messages_by on messages (by_id);
create index messages_at on messages (at);

-- Until when each of the two has read.
create table agreement_reads (
    agreement_id uuid not null references agreements (id) on delete cascade,
    member_id uuid not null references members (id) on delete cascade,
    read_at timestamptz not null,
    primary key (agreement_id, member_id)
);
create index agreement_reads_of on agreement_reads (member_id);

create table alerts (
    id uuid primary key,
    member_id uuid not null references members (id) on delete cascade,
    kind text not null check (length(kind) between 1 and 40),
    post_id uuid references posts (id) on delete cascade,
    agreement_id uuid references agreements (id) on delete cascade,
    -- A name or a title that its sentence has in it.
    about text not null default '' check (length(about) <= 200),
    at timestamptz not null,
    seen_at timestamptz,
    -- When a mail told of it, or was to; none: it waits for the next one.
    mailed_at timestamptz
);
create index alerts_of on alerts (member_id, at, id);
create index alerts_unseen on alerts (member_id) where seen_at is null;
create index alerts_unmailed on alerts (member_id, at) where mailed_at is null and seen_at is null;
create index alerts_post on alerts (post_id);
create index alerts_agreement on alerts (agreement_id);
create index alerts_at on alerts (at);

-- How somebody wants to be told; who never said is told at once.
create table alert_wishes (
    member_id uuid primary key references members (id) on delete cascade,
    mails text not null check (mails in ('at_once', 'weekly', 'never')),
    -- The hash of the secret in the one button that ends them.
    stop_hash text unique,
    written_at timestamptz,
    changed_at timestamptz not null
);
";
