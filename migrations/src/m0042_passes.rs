//! Cards with which people pay who have no telephone.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0042_passes", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table passes (
    id uuid primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    -- The hash of what stands in its code; nothing once it has ended.
    secret_hash text unique check (length(secret_hash) = 64),
    pin_hash text,
    -- Wrong PINs in a row.
    wrong_pins integer not null default 0 check (wrong_pins between 0 and 3),
    -- In minor units.
    day_limit bigint not null check (day_limit > 0),
    state text not null check (state in ('active', 'blocked', 'ended')),
    reason text check (length(reason) between 1 and 500),
    made_by uuid references members (id) on delete set null,
    made_at timestamptz not null,
    used_at timestamptz,
    check ((state = 'ended') = (secret_hash is null))
);
create index passes_account on passes (account_id);
create index passes_by on passes (made_by);

-- What each paid on which day.
create table pass_payments (
    transfer_id uuid primary key references transfers (id) on delete cascade,
    pass_id uuid not null references passes (id) on delete cascade,
    amount bigint not null check (amount > 0),
    day date not null
);
create index pass_payments_day on pass_payments (pass_id, day);
";
