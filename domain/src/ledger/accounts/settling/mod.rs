//! Who leaves settles with the fund, and nothing in the books says any more who they were.

mod store;

use std::collections::BTreeSet;

use sea_orm::DbErr;

use super::model::Held;
use super::store::all_of_profiles;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{CurrencyId, MemberId, ProfileId, TransferId};
use crate::ledger::account::AccountState;
use crate::ledger::chain;
use crate::ledger::command::{Ask, Command};
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::ledger::passes;
use crate::ledger::rejected::Rejected;
use crate::ledger::tills;
use crate::profiles;

/// Settles the accounts of those who leave the house, in the transaction that forgets them, before
/// their profiles go: theirs in person, those of their places, and those of profiles to which
/// nobody else belongs. What was written beside what they paid and were paid goes too.
pub(crate) async fn settle_in(
    tx: &WriteTx,
    ctx: &Ctx,
    members: &[MemberId],
) -> Result<(), DbError> {
    // All that they belong to is held first, in the order of the ids: of two who leave a household
    // at once the second waits, and finds that nobody else belongs to it.
    for profile in store::profiles_of_all(tx.conn(), members).await? {
        profiles::store::lock(tx, profile).await?;
    }
    settle(tx, ctx, &store::only_of(tx.conn(), members).await?).await
}

/// The same of a profile that ends. Nobody walks away from what it owes, from what stands still,
/// or from a quarrel: who leaves the house may, and all others bear it.
///
/// # Errors
/// [`Rejected::AccountNotEmpty`], [`Rejected::PayerFrozen`] or [`Rejected::HoldDisputed`].
pub(crate) async fn settle_profile(
    tx: &WriteTx,
    ctx: &Ctx,
    profile: ProfileId,
) -> Result<Result<(), Rejected>, DbError> {
    profiles::store::lock(tx, profile).await?;
    let all = all_of_profiles(tx.conn(), &[profile]).await?;
    // Held, so that it is still so when it is settled.
    for currency in currencies_of(&all) {
        crate::ledger::currencies::store::lock(tx, currency).await?;
    }
    let all = all_of_profiles(tx.conn(), &[profile]).await?;
    let refused = match all.iter().find_map(refused) {
        None if store::has_disputed(tx.conn(), profile).await? => Some(Rejected::HoldDisputed),
        refused => refused,
    };
    if let Some(why) = refused {
        return Ok(Err(why));
    }
    settle(tx, ctx, &[profile]).await.map(Ok)
}

/// Why a profile keeps an account.
fn refused(it: &Held) -> Option<Rejected> {
    match it.account.state {
        AccountState::Closed => None,
        AccountState::Frozen => Some(Rejected::PayerFrozen),
        AccountState::Open => {
            (it.account.balance().minor() < 0).then_some(Rejected::AccountNotEmpty)
        }
    }
}

async fn settle(tx: &WriteTx, ctx: &Ctx, profiles: &[ProfileId]) -> Result<(), DbError> {
    for profile in profiles {
        // Nobody is paid in between: an account opened meanwhile would be nobody's.
        profiles::store::lock(tx, *profile).await?;
    }
    let all = all_of_profiles(tx.conn(), profiles).await?;
    let before = store::last_numbers(tx.conn(), &currencies_of(&all)).await?;
    // Before the books are held, for it may be much.
    for it in &all {
        store::forget_words(tx, it.account.id, 0).await?;
    }
    let open = all.iter().filter(|it| it.account.state != AccountState::Closed);
    let entries: Vec<Entry> = open.map(|it| entry(ctx, it)).collect();
    // All at once: the books are held in the order of their ids.
    for said in post_in(tx, &entries).await? {
        match said {
            // Who runs the community was first.
            Ok(_) | Err(Rejected::PayerClosed) => (),
            Err(it) => {
                let why = format!("an account cannot be settled: {}", it.key());
                return Err(DbErr::Custom(why).into());
            }
        }
    }
    for it in &all {
        // And what came in between.
        let after = before.get(&it.account.currency).copied().unwrap_or_default();
        store::forget_words(tx, it.account.id, after).await?;
        // After the books, as whoever takes money by them holds the books first.
        passes::store::end_all(tx, it.account.id).await?;
        tills::store::forget_all(tx, it.account.id).await?;
        store::forget(tx, it.account.id).await?;
    }
    Ok(())
}

/// The currencies of some accounts, in the order of their ids.
fn currencies_of(all: &[Held]) -> BTreeSet<CurrencyId> {
    all.iter().map(|it| it.account.currency).collect()
}

fn entry(ctx: &Ctx, it: &Held) -> Entry {
    let id = TransferId(ctx.ids.next());
    let ask = Ask::Settle { id, note: chain::note_digest(None, &[]) };
    let command = Command { account: it.account.id, key: id.0, ask };
    Entry { currency: it.account.currency, command, at: ctx.now, beside: Beside::default() }
}
