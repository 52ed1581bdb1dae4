//! What members are told of payments, each once.

use crate::step::{Differing, Step};

pub(crate) const STEP: Step =
    Step { name: "m0043_payment_alerts", both: SQL, differing: Differing::NOTHING };

const SQL: &str = "
-- Up to which transfer and which answer of a currency members were told. What was before this is
-- told no more.
create table payment_alerts_read (
    currency_id uuid primary key references currencies (id) on delete cascade,
    number bigint not null check (number >= 0),
    answer bigint not null check (answer >= 0)
);
insert into payment_alerts_read (currency_id, number, answer)
    select id, last_number, last_answer from currencies;

-- Of which account, how much, by which transfer or request. The amount is written out when it is
-- read, in the reader's language.
alter table alerts add column account_id uuid references accounts (id) on delete cascade;
alter table alerts add column transfer_id uuid references transfers (id) on delete cascade;
alter table alerts add column request_id uuid references payment_requests (id) on delete cascade;
alter table alerts add column amount bigint;
create index alerts_account on alerts (account_id) where account_id is not null;
create index alerts_transfer on alerts (transfer_id) where transfer_id is not null;
create index alerts_request on alerts (request_id) where request_id is not null;

-- How somebody wants to hear that they were paid: in the house, unless they say otherwise.
alter table alert_wishes add column payments text not null default 'house'
    check (payments in ('mailed', 'house', 'never'));
";
