//! The books looked through, written out and played again.

pub mod error;
pub mod lines;
pub mod model;
pub mod playing;
mod store;

use std::io::Write;

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use self::error::HistoryError;
use self::lines::Line;
use self::model::{Checker, Fault};
use self::playing::{Levies, Played};
use super::account::AccountKind;
use super::journal::{Beside, Entry, post_in};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::CurrencyId;
use crate::policy::{self, Action};

/// How many transfers are posted in one transaction.
const BATCH: usize = 250;

/// What was found of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its code.
    pub code: String,
    /// How many transfers agree with everything else, or the first row that does not.
    pub found: Result<u64, Fault>,
}

/// Recomputes balances, sums and the chain of every currency from the rows alone, as they stand at
/// one moment, while others pay.
///
/// # Errors
/// [`HistoryError::Denied`], [`HistoryError::Db`]; what disagrees is a [`Fault`].
pub async fn verify(ctx: &Ctx, domain: &Domain) -> Result<Vec<Checked>, HistoryError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.snapshot().await?;
    let mut all = Vec::new();
    for currency in store::currencies(&tx).await? {
        let found = check(&tx, &currency).await?;
        all.push(Checked { code: currency.code, found });
    }
    Ok(all)
}

async fn check(
    tx: &DatabaseTransaction,
    currency: &store::Kept,
) -> Result<Result<u64, Fault>, HistoryError> {
    let (of, mut checker) = (currency.head.id, Checker::default());
    let mut after = 0;
    loop {
        let rows = store::transfers(tx, (of, after)).await?;
        let Some((last, ..)) = rows.last() else { break };
        after = last.number;
        for (transfer, named, written) in &rows {
            if let Err(fault) = checker.transfer(transfer, (*named, written.as_ref())) {
                return Ok(Err(fault));
            }
        }
    }
    let mut after = Uuid::nil();
    loop {
        let rows = store::holds(tx, (of, after)).await?;
        let Some(last) = rows.last() else { break };
        after = last.id.0;
        for hold in &rows {
            if let Err(fault) = checker.hold(hold) {
                return Ok(Err(fault));
            }
        }
    }
    let mut after = Uuid::nil();
    loop {
        let rows = store::accounts(tx, (of, after)).await?;
        let Some(last) = rows.last() else { break };
        after = last.counted.id.0;
        for row in &rows {
            if let Err(fault) = checker.account(&row.counted) {
                return Ok(Err(fault));
            }
        }
    }
    Ok(checker.end(&currency.head))
}

/// Writes the books of a currency as lines of JSON: its rules, its accounts, and its transfers in
/// the order of their numbers. Answers how many transfers.
///
/// # Errors
/// [`HistoryError::Currency`], [`HistoryError::Denied`], [`HistoryError::Io`].
pub async fn export(
    ctx: &Ctx,
    domain: &Domain,
    code: &str,
    out: &mut (impl Write + Send),
) -> Result<u64, HistoryError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.snapshot().await?;
    let of = named(&tx, code).await?;
    put(out, &Line::Currency { code: code.to_owned() })?;
    for (from, rules) in store::rules(&tx, of).await? {
        put(out, &Line::of_rules(from, &rules))?;
    }
    let mut after = Uuid::nil();
    loop {
        let rows = store::accounts(&tx, (of, after)).await?;
        let Some(last) = rows.last() else { break };
        after = last.counted.id.0;
        for row in &rows {
            put(out, &Line::of_account(row))?;
        }
    }
    let (mut after, mut many) = (0, 0);
    loop {
        let rows = store::transfers(&tx, (of, after)).await?;
        let Some((last, ..)) = rows.last() else { break };
        after = last.number;
        for (transfer, ..) in &rows {
            put(out, &Line::of_transfer(transfer))?;
            many += 1;
        }
    }
    Ok(many)
}

fn put(out: &mut impl Write, line: &Line) -> Result<(), std::io::Error> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

async fn named(tx: &DatabaseTransaction, code: &str) -> Result<CurrencyId, HistoryError> {
    let all = store::currencies(tx).await?;
    let found = all.into_iter().find(|it| it.code == code);
    found.map(|it| it.head.id).ok_or_else(|| HistoryError::Currency { code: code.to_owned() })
}

/// Posts the accounts and transfers of lines into the books of a currency, by its own rules and
/// limits, as if they were asked now. An account that is not there is opened, and is nobody's.
/// Posted again, the same lines change nothing, and neither do the books' own: what stands in them
/// counts as accepted, and other content under the id of a transfer that there is is refused.
///
/// # Errors
/// [`HistoryError::Currency`], [`HistoryError::Denied`], [`HistoryError::Db`]: what was posted
/// before stays posted.
pub async fn replay_into(
    ctx: &Ctx,
    domain: &Domain,
    code: &str,
    lines: &[Line],
) -> Result<Played, HistoryError> {
    policy::check(ctx, Action::KeepHouse)?;
    let of = {
        let tx = domain.db.snapshot().await?;
        named(&tx, code).await?
    };
    let mut levies = Levies::default();
    let moved = lines.iter().filter_map(|line| match line {
        Line::Transfer(it) => (!levies.has(it)).then_some(it),
        _ => None,
    });
    let moved: Vec<_> = moved.collect();
    let mut played = Played::default();
    for batch in moved.chunks(BATCH) {
        let tx = domain.db.write().await?;
        let accounts = batch.iter().flat_map(|it| [it.debit, it.credit]).collect();
        super::store::open_nobodys(&tx, of, accounts, AccountKind::Member, ctx.now).await?;
        let there = super::store::posted(&tx, batch.iter().map(|it| it.id)).await?;
        let mut entries = Vec::with_capacity(batch.len());
        for it in batch {
            if let Some(was) = there.get(&it.id) {
                played.count(&playing::again(it, of, *was));
                continue;
            }
            match playing::command(it) {
                Ok(command) => {
                    let beside = Beside::default();
                    entries.push(Entry { currency: of, command, at: ctx.now, beside });
                }
                Err(why) => played.count(&Err(why)),
            }
        }
        for outcome in post_in(&tx, &entries).await? {
            played.count(&outcome);
        }
        tx.commit().await?;
    }
    Ok(played)
}
