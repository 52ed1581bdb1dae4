//! What is paid stays within its currency, and paying touches fewer rows.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step = Step {
    name: "m0051_within",
    both: SQL,
    differing: Differing { sqlite: SQLITE, postgres: POSTGRES },
};

/// Few alerts are about a post or an agreement, and few transfers of a hold: what is about none
/// stands in no index of them.
const SQL: &str = "
drop index alerts_post;
create index alerts_post on alerts (post_id) where post_id is not null;
drop index alerts_agreement;
create index alerts_agreement on alerts (agreement_id) where agreement_id is not null;
drop index transfers_hold;
create index transfers_hold on transfers (hold_id) where hold_id is not null;

-- What an account of another currency was refused is refused again, whoever asks.
delete from ledger_answers where not exists (select 1 from accounts a
    where a.id = ledger_answers.account_id and a.currency_id = ledger_answers.currency_id);
";

const SQLITE: &str = "
create trigger transfers_within before insert on transfers
when not exists (select 1 from accounts a
        where a.id = new.debit_id and a.currency_id = new.currency_id)
    or not exists (select 1 from accounts a
        where a.id = new.credit_id and a.currency_id = new.currency_id)
begin select raise(abort, 'a transfer stays within its currency'); end;
";

/// An account is looked up together with its currency, so that the row of the currency, which each
/// batch writes anew, is not looked up again for each transfer and each answer. The room that pages
/// of accounts keep lets a balance change without a change of any index.
const POSTGRES: &str = "
-- All that was ever paid is looked through once.
set local statement_timeout = 0;
alter table accounts add constraint accounts_within unique (id, currency_id);
alter table transfers
    drop constraint transfers_currency_id_fkey,
    drop constraint transfers_debit_id_fkey,
    drop constraint transfers_credit_id_fkey,
    add constraint transfers_debit_within
        foreign key (debit_id, currency_id) references accounts (id, currency_id),
    add constraint transfers_credit_within
        foreign key (credit_id, currency_id) references accounts (id, currency_id),
    drop constraint transfers_reverses_id_key,
    drop constraint transfers_levy_of_id_key;
create unique index transfers_reverses on transfers (reverses_id) where reverses_id is not null;
create unique index transfers_levy_of on transfers (levy_of_id) where levy_of_id is not null;
alter table ledger_answers
    drop constraint ledger_answers_currency_id_fkey,
    drop constraint ledger_answers_account_id_fkey,
    add constraint ledger_answers_within
        foreign key (account_id, currency_id) references accounts (id, currency_id)
        on delete cascade;
alter table accounts set (fillfactor = 80);
";
