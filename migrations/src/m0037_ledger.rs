//! The books of local currencies. No person stands in a transfer: only accounts do, and what was
//! written beside one stands apart and can go.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0037_ledger",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
create table currencies (
    id uuid primary key,
    -- What was paid stays written when a community goes; it is emptied, not deleted.
    community_id uuid not null references communities (id) on delete restrict,
    -- Names of three letters are states'; ours are words of their own.
    code text not null unique check (length(code) between 2 and 12),
    -- JSON objects from language to text: its name, and what the community wrote of benefits and
    -- taxes.
    names text not null,
    advice text not null default '{}',
    symbol text not null check (length(symbol) between 1 and 8),
    scale integer not null check (scale between 0 and 4),
    kind text not null check (kind in ('mutual_credit', 'time', 'issued')),
    -- What one of it is worth, in euro cents; none: the community does not say.
    euro_cents bigint check (euro_cents between 1 and 100000),
    -- Whether it is paid with: off until a community switches it on.
    is_on boolean not null,
    demo boolean not null default false,
    created_at timestamptz not null,
    -- The last transfer: what comes next has the number after it, and its hash.
    last_number bigint not null default 0 check (last_number >= 0),
    last_hash bytea not null check (length(last_hash) = 32),
    last_at timestamptz not null,
    -- How much was asked of the books and answered.
    last_answer bigint not null default 0 check (last_answer >= 0),
    -- The sum of all balances. There is but one that it may be.
    balance_sum bigint not null default 0 check (balance_sum = 0),
    revision integer not null default 1 check (revision >= 1)
);
create index currencies_in on currencies (community_id);

-- The rules of a currency, version by version, each from a day on.
create table currency_rules (
    currency_id uuid not null references currencies (id) on delete cascade,
    version integer not null check (version >= 1),
    effective_at timestamptz not null,
    -- The smallest step of an amount, in minor units.
    step bigint not null check (step between 1 and 1000000),
    -- What the fund receives of each payment, in hundredths of a percent.
    levy_bp integer not null check (levy_bp between 0 and 10000),
    -- What a new account may owe and hold, in minor units.
    min_minor bigint not null check (min_minor <= 0),
    max_minor bigint check (max_minor >= 0),
    soft_min_minor bigint check (soft_min_minor between min_minor and 0),
    soft_max_minor bigint check (soft_max_minor >= 0 and soft_max_minor <= max_minor),
    decided_by uuid references members (id) on delete set null,
    reason text not null check (length(reason) between 1 and 500),
    decided_at timestamptz not null,
    primary key (currency_id, version)
);
create index currency_rules_by on currency_rules (decided_by);

create table accounts (
    id uuid primary key,
    currency_id uuid not null references currencies (id),
    kind text not null check (kind in
        ('member', 'household', 'organisation', 'merchant', 'fund', 'issuer')),
    -- Whose it is; nobody, once they have left: the account stays, and says nothing of them.
    profile_id uuid references profiles (id) on delete set null,
    -- For which place of theirs, where it is kept by somebody in person. It stays their account
    -- for a place when the place goes.
    listing_id uuid references listings (id) on delete set null,
    at_place boolean not null default false,
    state text not null check (state in ('open', 'frozen', 'closed')),
    -- Between what the balance stays, in minor units; none: without end.
    min_minor bigint check (min_minor <= 0),
    max_minor bigint check (max_minor >= 0),
    soft_min_minor bigint check (soft_min_minor <= 0),
    soft_max_minor bigint check (soft_max_minor >= 0),
    -- Everything that it ever received and paid.
    received bigint not null default 0 check (received >= 0),
    paid bigint not null default 0 check (paid >= 0),
    balance bigint not null default 0,
    -- What is set apart of it for others, and by others for it.
    reserved bigint not null default 0 check (reserved >= 0),
    expected bigint not null default 0 check (expected >= 0),
    -- The number of the last reversal or settlement that moved it: they alone go beyond a limit.
    reversal_number bigint,
    opened_at timestamptz not null,
    moved_at timestamptz,
    check (at_place or listing_id is null),
    check (balance = received - paid),
    check (balance between -9007199254740991 and 9007199254740991),
    check (state <> 'closed' or (balance = 0 and reserved = 0 and expected = 0)),
    check (kind <> 'issuer' or (min_minor is null and max_minor is null)),
    check (kind <> 'fund' or max_minor is null),
    check (kind in ('fund', 'issuer') or min_minor is not null)
);
create unique index accounts_once on accounts (currency_id, profile_id)
    where not at_place and state <> 'closed';
create unique index accounts_at_place on accounts (currency_id, profile_id, listing_id)
    where at_place and state <> 'closed';
create unique index accounts_house on accounts (currency_id, kind)
    where kind in ('fund', 'issuer') and state <> 'closed';
create index accounts_in on accounts (currency_id, kind);
create index accounts_profile on accounts (profile_id);
create index accounts_listing on accounts (listing_id);

-- What was decided about an account: what could be done with it and between what it stayed, since
-- when, by whom and why.
create table account_limits (
    account_id uuid not null references accounts (id) on delete cascade,
    nth integer not null check (nth >= 1),
    state text not null check (state in ('open', 'frozen', 'closed')),
    min_minor bigint check (min_minor <= 0),
    max_minor bigint check (max_minor >= 0),
    soft_min_minor bigint,
    soft_max_minor bigint,
    by_id uuid references members (id) on delete set null,
    reason text not null check (length(reason) between 1 and 500),
    at timestamptz not null,
    primary key (account_id, nth)
);
create index account_limits_by on account_limits (by_id);

create table holds (
    id uuid primary key,
    payer_id uuid not null references accounts (id),
    payee_id uuid not null references accounts (id),
    agreement_id uuid references agreements (id) on delete set null,
    amount bigint not null check (amount > 0),
    captured bigint not null default 0 check (captured between 0 and amount),
    state text not null check (state in ('standing', 'captured', 'released', 'expired')),
    disputed boolean not null default false,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    check (payer_id <> payee_id),
    check ((state = 'standing') = (ended_at is null)),
    check (state <> 'captured' or captured = amount),
    check (state <> 'standing' or captured < amount)
);
create index holds_payer on holds (payer_id, state);
create index holds_payee on holds (payee_id, state);
create index holds_agreement on holds (agreement_id);
create index holds_over on holds (expires_at) where state = 'standing';

create table transfers (
    id uuid primary key,
    currency_id uuid not null references currencies (id),
    number bigint not null check (number >= 1),
    debit_id uuid not null references accounts (id),
    credit_id uuid not null references accounts (id),
    amount bigint not null check (amount between 1 and 9007199254740991),
    kind text not null check (kind in ('payment', 'levy', 'reversal', 'issue', 'destroy',
        'handout', 'redemption', 'paper_in', 'paper_out', 'settlement')),
    -- Once: nothing is taken back twice.
    reverses_id uuid unique references transfers (id),
    levy_of_id uuid unique references transfers (id),
    hold_id uuid references holds (id),
    posted_at timestamptz not null,
    note_digest bytea not null check (length(note_digest) = 32),
    hash bytea not null check (length(hash) = 32),
    -- What the two held or owed after it, so that a statement reads no more than it shows.
    debit_after bigint not null,
    credit_after bigint not null,
    check (debit_id <> credit_id),
    check ((kind = 'reversal') = (reverses_id is not null)),
    check ((kind = 'levy') = (levy_of_id is not null))
);
create unique index transfers_number on transfers (currency_id, number);
create index transfers_debit on transfers (debit_id, number);
create index transfers_credit on transfers (credit_id, number);
create index transfers_hold on transfers (hold_id);

-- What was written beside a transfer, and its salt. It goes when somebody is forgotten.
create table transfer_notes (
    transfer_id uuid primary key references transfers (id) on delete cascade,
    purpose text not null check (length(purpose) between 1 and 200),
    salt bytea not null check (length(salt) = 16),
    -- Which of the listing's or the community's kinds of things it was for.
    category text check (length(category) between 1 and 40),
    hidden_at timestamptz
);

create table payment_requests (
    id uuid primary key,
    -- The code in its link.
    code text not null unique check (length(code) between 6 and 16),
    -- Who is asked; nobody in particular: whoever has the link.
    payer_id uuid references accounts (id),
    payee_id uuid not null references accounts (id),
    amount bigint not null check (amount > 0),
    purpose text check (length(purpose) between 1 and 200),
    state text not null check (state in
        ('waiting', 'accepted', 'declined', 'taken_back', 'expired')),
    expires_at timestamptz not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    transfer_id uuid unique references transfers (id),
    check (payer_id is null or payer_id <> payee_id),
    check ((state = 'waiting') = (ended_at is null)),
    check ((state = 'accepted') = (transfer_id is not null))
);
create index payment_requests_payer on payment_requests (payer_id, state);
create index payment_requests_payee on payment_requests (payee_id, state);
create index payment_requests_over on payment_requests (expires_at) where state = 'waiting';

-- The first answer to each command, refusals included, under the id that the client made.
create table ledger_answers (
    account_id uuid not null references accounts (id) on delete cascade,
    key uuid not null,
    currency_id uuid not null references currencies (id),
    -- In which order the books of the currency answered: 1, 2, 3.
    nth bigint not null check (nth >= 1),
    -- The digest of what was asked, so that other content is told apart.
    asked bytea not null check (length(asked) = 32),
    -- What came of it, as JSON.
    answer text not null,
    at timestamptz not null,
    primary key (account_id, key)
);
create unique index ledger_answers_order on ledger_answers (currency_id, nth);
";

/// Transfers stand for good, but those of the demo; a balance goes beyond its limit and further
/// from zero by a reversal, by what the fund settles with who leaves, or by an issuer only.
const SQLITE: &str = "
create trigger transfers_stay before update on transfers
begin select raise(abort, 'a transfer never changes'); end;
create trigger transfers_remain before delete on transfers
when not exists (select 1 from currencies c where c.id = old.currency_id and c.demo)
begin select raise(abort, 'a transfer never goes'); end;
create trigger accounts_limit before update of balance on accounts
when new.kind <> 'issuer' and (
    (new.balance < new.min_minor and new.balance < old.balance)
    or (new.balance > new.max_minor and new.balance > old.balance))
    and not exists (select 1 from transfers t where t.currency_id = new.currency_id
        and t.number = new.reversal_number
        and t.kind in ('reversal', 'settlement')
        and new.reversal_number > coalesce(old.reversal_number, 0)
        and (t.debit_id = new.id or t.credit_id = new.id))
begin select raise(abort, 'beyond the limit of the account'); end;
";

const POSTGRES: &str = "
create function transfers_stay() returns trigger language plpgsql as $$
begin
    if tg_level = 'ROW' and tg_op = 'DELETE' then
        if exists (select 1 from currencies c where c.id = old.currency_id and c.demo) then
            return old;
        end if;
    end if;
    raise exception 'a transfer never changes' using errcode = 'check_violation';
end $$;
create trigger transfers_stay before update or delete on transfers
for each row execute function transfers_stay();
create trigger transfers_whole before truncate on transfers
for each statement execute function transfers_stay();
create function accounts_limit() returns trigger language plpgsql as $$
begin
    if exists (select 1 from transfers t where t.currency_id = new.currency_id
        and t.number = new.reversal_number
        and t.kind in ('reversal', 'settlement')
        and new.reversal_number > coalesce(old.reversal_number, 0)
        and (t.debit_id = new.id or t.credit_id = new.id)) then
        return new;
    end if;
    raise exception 'beyond the limit of the account' using errcode = 'check_violation';
end $$;
create trigger accounts_limit before update of balance on accounts for each row
when (new.kind <> 'issuer' and (
    (new.balance < new.min_minor and new.balance < old.balance)
    or (new.balance > new.max_minor and new.balance > old.balance)))
execute function accounts_limit();
";
