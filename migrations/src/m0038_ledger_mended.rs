//! Codes of accounts, by which they are paid, and what a review of the books asked for.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0038_ledger_mended",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

const SQL: &str = "
-- The short code by which an account is paid, made when it is first asked for.
create table account_codes (
    code text primary key check (length(code) = 6),
    account_id uuid not null unique references accounts (id) on delete cascade,
    made_at timestamptz not null
);

-- Whose holder left and settled with the fund, which stands in for them; who merely closed theirs is
-- still here.
alter table accounts add column settled boolean not null default false;
update accounts set settled = true
    where state = 'closed' and profile_id is null and kind not in ('fund', 'issuer');

-- What was asked as somebody typed it, under the secret of the house: other content under the same
-- id is told apart before anybody is looked up. It goes when whoever asked is forgotten.
alter table ledger_answers add column said text check (length(said) = 64);

-- Figures count what was paid in a year, and a history begins and ends at a day.
create index transfers_posted on transfers (currency_id, posted_at, number);
";

const SQLITE: &str = "
create table transfer_notes_mended (
    transfer_id uuid primary key references transfers (id) on delete cascade,
    -- Empty beside a category alone.
    purpose text not null check (length(purpose) <= 200),
    salt bytea not null check (length(salt) = 16),
    -- Which of the listing's or the community's kinds of things it was for.
    category text check (length(category) between 1 and 40),
    hidden_at timestamptz
);
insert into transfer_notes_mended (transfer_id, purpose, salt, category, hidden_at)
    select transfer_id, purpose, salt, category, hidden_at from transfer_notes;
drop table transfer_notes;
alter table transfer_notes_mended rename to transfer_notes;
";

const POSTGRES: &str = "
alter table transfer_notes drop constraint transfer_notes_purpose_check;
-- Empty beside a category alone.
alter table transfer_notes
    add constraint transfer_notes_purpose_check check (length(purpose) <= 200);
";
