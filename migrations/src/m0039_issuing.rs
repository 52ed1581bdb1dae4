//! What organisers decide about a currency by two, what organisations hand out of it in a month,
//! and what merchants hand in for euros.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0039_issuing", both: SQL, differing: Differing { sqlite: "", postgres: "" } };

const SQL: &str = "
-- What one organiser proposes and another confirms. All of it goes with an invented currency.
create table issue_proposals (
    id uuid primary key,
    currency_id uuid not null references currencies (id) on delete cascade,
    kind text not null check (kind in ('issue', 'destroy', 'paper_out', 'paper_in', 'budget')),
    -- Whose account it goes to or comes from.
    account_id uuid references accounts (id) on delete cascade,
    -- Whose budget it is, and from which month on (its first day).
    profile_id uuid references profiles (id) on delete cascade,
    from_month date,
    -- In minor units; a budget of nothing ends.
    amount bigint not null check (amount between 0 and 9007199254740991),
    -- How many notes of which value, on paper.
    notes bigint check (notes >= 1),
    note_value bigint check (note_value >= 1),
    reason text not null check (length(reason) between 1 and 500),
    state text not null check (state in ('waiting', 'confirmed', 'withdrawn')),
    proposed_by uuid references members (id) on delete set null,
    created_at timestamptz not null,
    -- Until when it can be confirmed.
    expires_at timestamptz not null,
    decided_by uuid references members (id) on delete set null,
    decided_at timestamptz,
    transfer_id uuid unique references transfers (id) on delete cascade,
    check ((kind = 'budget') = (account_id is null)),
    check ((kind = 'budget') = (profile_id is not null)),
    check ((kind = 'budget') = (from_month is not null)),
    check (kind = 'budget' or amount > 0),
    check ((kind in ('paper_out', 'paper_in')) = (notes is not null)),
    check ((notes is null) = (note_value is null)),
    check (notes is null or notes * note_value = amount),
    check ((state = 'waiting') = (decided_at is null)),
    check (state <> 'confirmed' or (kind = 'budget') = (transfer_id is null)),
    -- Two people, always.
    check (state <> 'confirmed' or proposed_by is null or decided_by is null
        or proposed_by <> decided_by)
);
create index issue_proposals_of on issue_proposals (currency_id, state, created_at);
create index issue_proposals_account on issue_proposals (account_id);
create index issue_proposals_profile on issue_proposals (profile_id);
create index issue_proposals_by on issue_proposals (proposed_by);
create index issue_proposals_decided on issue_proposals (decided_by);

-- An organisation that hands out a currency.
create table issue_budgets (
    id uuid primary key,
    currency_id uuid not null references currencies (id) on delete cascade,
    profile_id uuid not null references profiles (id) on delete cascade,
    created_at timestamptz not null,
    unique (currency_id, profile_id)
);
create index issue_budgets_profile on issue_budgets (profile_id);

-- How much it may hand out in a month, from a month on.
create table issue_budget_versions (
    budget_id uuid not null references issue_budgets (id) on delete cascade,
    from_month date not null,
    amount bigint not null check (amount between 0 and 9007199254740991),
    proposal_id uuid not null unique references issue_proposals (id) on delete cascade,
    primary key (budget_id, from_month)
);

-- How much it has handed out in a month: never more than it may.
create table issue_budget_months (
    budget_id uuid not null references issue_budgets (id) on delete cascade,
    month date not null,
    granted bigint not null check (granted >= 0),
    spent bigint not null default 0 check (spent >= 0),
    primary key (budget_id, month),
    check (spent <= granted)
);

-- What was handed out, by whom.
create table issue_handouts (
    transfer_id uuid primary key references transfers (id) on delete cascade,
    budget_id uuid references issue_budgets (id) on delete set null,
    month date not null,
    by_id uuid references members (id) on delete set null
);
create index issue_handouts_of on issue_handouts (budget_id, month);
create index issue_handouts_by on issue_handouts (by_id);

create table redemptions (
    id uuid primary key,
    -- The id that the client made, unique for the account.
    key uuid not null,
    currency_id uuid not null references currencies (id) on delete cascade,
    account_id uuid not null references accounts (id) on delete cascade,
    -- What is set apart for it.
    hold_id uuid not null unique references holds (id) on delete cascade,
    amount bigint not null check (amount > 0),
    -- What is paid for all of it, outside, by what one was worth when it was asked.
    euro_cents bigint not null check (euro_cents > 0),
    state text not null check (state in ('asked', 'approved', 'paid', 'refused', 'withdrawn')),
    asked_by uuid references members (id) on delete set null,
    asked_at timestamptz not null,
    -- Who approved or refused it, and why it was refused.
    decided_by uuid references members (id) on delete set null,
    decided_at timestamptz,
    reason text check (length(reason) between 1 and 500),
    -- Who wrote down that the euros were paid.
    paid_by uuid references members (id) on delete set null,
    paid_at timestamptz,
    transfer_id uuid unique references transfers (id) on delete cascade,
    check ((state in ('asked', 'withdrawn')) or decided_at is not null),
    check ((state = 'paid') = (paid_at is not null)),
    check ((state = 'paid') = (transfer_id is not null)),
    check (state <> 'refused' or reason is not null)
);
create unique index redemptions_once on redemptions (account_id, key);
create index redemptions_of on redemptions (currency_id, state, asked_at);
create index redemptions_asked on redemptions (asked_by);
create index redemptions_decided on redemptions (decided_by);
create index redemptions_paid on redemptions (paid_by);
";
