//! Devices that stand at a counter and are a till, and what was asked at tills.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0044_tills", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
create table tills (
    id uuid primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    -- Whose the account was when the device was offered: it is a till of theirs, and of nobody
    -- who comes after them.
    profile_id uuid not null references profiles (id) on delete cascade,
    listing_id uuid references listings (id) on delete cascade,
    name text not null check (length(name) between 1 and 60),
    state text not null check (state in ('offered', 'paired', 'ended')),
    -- The hashes of what stands in the link and of the code beside it, until one was used.
    link_hash text unique check (length(link_hash) = 64),
    code_hash text unique check (length(code_hash) = 64),
    offered_until timestamptz not null,
    -- The hash of what the device keeps.
    secret_hash text unique check (length(secret_hash) = 64),
    -- What it gives back in a day by itself, in minor units.
    refund_limit bigint not null default 0 check (refund_limit >= 0),
    paired_by uuid not null references members (id) on delete cascade,
    made_at timestamptz not null,
    paired_at timestamptz,
    used_at timestamptz,
    ended_at timestamptz,
    check ((state = 'offered') = (link_hash is not null)),
    check ((state = 'offered') = (code_hash is not null)),
    check ((state = 'paired') = (secret_hash is not null))
);
create index tills_account on tills (account_id);
create index tills_profile on tills (profile_id);
create index tills_listing on tills (listing_id);
create index tills_by on tills (paired_by);

-- What was asked at a till, or taken there from a card; on no device: by somebody signed in.
create table till_takings (
    id uuid primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    till_id uuid references tills (id) on delete set null,
    request_id uuid unique references payment_requests (id) on delete cascade,
    transfer_id uuid unique references transfers (id) on delete cascade,
    at timestamptz not null,
    check ((request_id is null) <> (transfer_id is null))
);
create index till_takings_account on till_takings (account_id, at);
create index till_takings_till on till_takings (till_id);

-- What a device gave back by itself, on which day.
create table till_refunds (
    transfer_id uuid primary key references transfers (id) on delete cascade,
    till_id uuid not null references tills (id) on delete cascade,
    amount bigint not null check (amount > 0),
    day date not null
);
create index till_refunds_day on till_refunds (till_id, day);
";
