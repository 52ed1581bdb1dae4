//! Limits for all accounts of a kind: what was decided, and how far it is.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0050_group_limits", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- One decision about all accounts of a kind, which are changed some at a time. It goes with an
-- invented currency.
create table group_limits (
    id uuid primary key,
    currency_id uuid not null references currencies (id) on delete cascade,
    -- The id that the client made: sent again, it is the same decision.
    key uuid not null,
    kind text not null check (kind in ('member', 'household', 'organisation', 'merchant')),
    min_minor bigint not null check (min_minor <= 0),
    max_minor bigint check (max_minor >= 0),
    soft_min_minor bigint,
    soft_max_minor bigint,
    reason text not null check (length(reason) between 1 and 500),
    by_id uuid references members (id) on delete set null,
    at timestamptz not null,
    -- How many accounts there were.
    total bigint not null check (total >= 0),
    -- After which account it goes on.
    after_id uuid,
    changed bigint not null default 0 check (changed >= 0),
    left_out bigint not null default 0 check (left_out >= 0),
    done_at timestamptz,
    unique (currency_id, key)
);
create index group_limits_of on group_limits (currency_id, at);
create index group_limits_waiting on group_limits (at) where done_at is null;
create index group_limits_by on group_limits (by_id);
";
