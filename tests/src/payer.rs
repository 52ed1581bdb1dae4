//! Pays as fast as it can, in the books of a database, and says on standard output what it was
//! answered, a line each, once it was: `key account other minor answer`. It goes on until it is
//! killed.
//!
//! Its arguments: the address of the database, the currency, the accounts, and a number from which
//! its keys count.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Utc;
use koop_domain::db::Db;
use koop_domain::id::{AccountId, CurrencyId};
use koop_domain::ledger::writer::Writer;
use koop_tests::paying::{payment, spoken};

/// How many pay at once.
const CALLERS: u64 = 32;

#[tokio::main]
async fn main() -> ExitCode {
    let Some(asked) = Asked::read() else { return ExitCode::FAILURE };
    let Ok(db) = Db::open(&asked.url).await else { return ExitCode::FAILURE };
    let (asked, next, writer) = (Arc::new(asked), Arc::new(AtomicU64::new(0)), Writer::default());
    let callers = (0..CALLERS).map(|_| {
        let (asked, next, writer, db) = (asked.clone(), next.clone(), writer.clone(), db.clone());
        tokio::spawn(async move {
            loop {
                let nth = asked.from + next.fetch_add(1, Ordering::Relaxed);
                let entry = payment(asked.currency, &asked.accounts, nth, now());
                let line = match writer.post(&db, entry.clone()).await {
                    Ok(told) => spoken(&entry, &told.outcome),
                    Err(_) => return,
                };
                // What is on its way through a pipe outlives whoever sent it.
                if writeln!(std::io::stdout().lock(), "{line}").is_err() {
                    return;
                }
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        let _ = caller.await;
    }
    ExitCode::SUCCESS
}

#[expect(clippy::disallowed_methods, reason = "a program of its own has the wall clock")]
fn now() -> chrono::DateTime<Utc> {
    Utc::now()
}

/// What is asked of it.
struct Asked {
    url: String,
    currency: CurrencyId,
    accounts: Vec<AccountId>,
    from: u64,
}

impl Asked {
    fn read() -> Option<Self> {
        let mut arguments = std::env::args().skip(1);
        let url = arguments.next()?;
        let currency = CurrencyId::parse(&arguments.next()?).ok()?;
        let accounts = arguments.next()?;
        let accounts = accounts.split(',').map(AccountId::parse).collect::<Result<_, _>>().ok()?;
        Some(Self { url, currency, accounts, from: arguments.next()?.parse().ok()? })
    }
}
