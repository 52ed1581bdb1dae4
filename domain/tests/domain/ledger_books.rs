//! The books of one currency with some neighbours in them, and no holder.

use koop_domain::id::{AccountId, CurrencyId, TransferId};
use koop_domain::ledger::account::{Account, AccountKind, Limits};
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::{Book, Rules, TransferKind};
use koop_domain::ledger::command::{Ask, Command};
use koop_domain::ledger::journal::{Beside, Entry, Note, Outcome};
use koop_domain::ledger::writer::Writer;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::communities::community;
use crate::harness::House;

/// How many people have an account in the books of these tests.
pub(crate) const PEOPLE: u128 = 6;
pub(crate) const FUND: u128 = 100;
const LIMITS: Limits = Limits { min: Some(-10_000), max: Some(50_000) };

/// The books of one currency, and what was asked of them.
pub(crate) struct Books<'a> {
    pub(crate) house: &'a House,
    currency: CurrencyId,
    pub(crate) writer: Writer,
    rules: Rules,
}

pub(crate) fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(0xACC0_0000 + n))
}

impl<'a> Books<'a> {
    /// With a fund and some neighbours, all at nothing.
    pub(crate) async fn of(house: &'a House, levy_bp: u32) -> Self {
        let oost = community(house, "Oost").await;
        let currency = CurrencyId(Uuid::from_u128(0xC0));
        let blob = |id: Uuid| match house.is_postgres() {
            true => format!("'{id}'"),
            false => format!("x'{}'", id.simple()),
        };
        let zero = match house.is_postgres() {
            true => format!("'\\x{}'", "00".repeat(32)),
            false => format!("x'{}'", "00".repeat(32)),
        };
        let now = "'2026-01-01 00:00:00+00:00'";
        house
            .run(&format!(
                "insert into currencies (id, community_id, code, names, symbol, scale, kind, \
                 is_on, created_at, last_hash, last_at) values ({}, {}, 'LAT', '{{}}', 'L', 2, \
                 'mutual_credit', true, {now}, {zero}, {now})",
                blob(currency.0),
                blob(oost.id.0),
            ))
            .await;
        house
            .run(&format!(
                "insert into currency_rules (currency_id, version, effective_at, step, levy_bp, \
                 min_minor, max_minor, reason, decided_at) values ({}, 1, {now}, 1, {levy_bp}, \
                 -10000, 50000, 'Zo begonnen', {now})",
                blob(currency.0),
            ))
            .await;
        for n in (1..=PEOPLE).chain([FUND]) {
            let (kind, min, max) =
                if n == FUND { ("fund", "0", "null") } else { ("member", "-10000", "50000") };
            house
                .run(&format!(
                    "insert into accounts (id, currency_id, kind, state, min_minor, max_minor, \
                     opened_at) values ({}, {}, '{kind}', 'open', {min}, {max}, {now})",
                    blob(account(n).0),
                    blob(currency.0),
                ))
                .await;
        }
        let rules = Rules { is_on: true, step: 1, levy_bp, fund: Some(account(FUND)) };
        Self { house, currency, writer: Writer::default(), rules }
    }

    /// The same in memory, before anything was asked.
    pub(crate) fn blank(&self) -> Book {
        let mut book = Book::new(self.currency, self.rules.clone());
        for n in (1..=PEOPLE).chain([FUND]) {
            let (kind, limits) = match n {
                FUND => (AccountKind::Fund, Limits { min: Some(0), max: None }),
                _ => (AccountKind::Member, LIMITS),
            };
            let it = Account::opened(account(n), self.currency, kind, limits);
            book.accounts.insert(it.id, it);
        }
        book
    }

    pub(crate) fn entry(&self, of: AccountId, key: u128, ask: Ask) -> Entry {
        let command = Command { account: of, key: Uuid::from_u128(key), ask };
        let at = self.house.operator().now;
        Entry { currency: self.currency, command, at, beside: Beside::default() }
    }

    pub(crate) fn payment(&self, from: u128, to: u128, minor: i64, key: u128) -> Entry {
        let ask = Ask::Pay {
            id: TransferId(Uuid::from_u128(key)),
            to: account(to),
            amount: Amount::new(minor).unwrap(),
            kind: TransferKind::Payment,
            note: note("").digest(),
        };
        self.entry(account(from), key, ask)
    }

    pub(crate) async fn post(&self, entry: Entry) -> Outcome {
        self.writer.post(&self.house.domain.db, entry).await.unwrap().outcome
    }

    pub(crate) async fn balance(&self, n: u128) -> i64 {
        let db = self.house.domain.db.reader();
        let text = "select balance from accounts where id = $1";
        let values = [account(n).0.into()];
        let of = db.get_database_backend();
        let row = db.query_one_raw(Statement::from_sql_and_values(of, text, values)).await;
        row.unwrap().unwrap().try_get_by_index(0).unwrap()
    }
}

pub(crate) fn note(purpose: &str) -> Note {
    Note { purpose: purpose.to_owned(), salt: [7; 16], category: None }
}
