//! Who leaves settles with the fund, and nothing in the books says any more who they were.

use sea_orm::DbErr;

use super::model::Held;
use super::store;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{MemberId, ProfileId, TransferId};
use crate::ledger::account::AccountState;
use crate::ledger::chain;
use crate::ledger::command::{Ask, Command};
use crate::ledger::journal::{Beside, Entry, post_in};
use crate::profiles;

/// Settles the accounts of somebody who leaves the house, in the transaction that forgets them,
/// before their profiles go: theirs in person, those of their places, and those of profiles to
/// which nobody else belongs. What was written beside what they paid and were paid goes too.
pub(crate) async fn settle_in(tx: &WriteTx, ctx: &Ctx, member: MemberId) -> Result<(), DbError> {
    for profile in store::only_of(tx.conn(), member).await? {
        settle_profile(tx, ctx, profile).await?;
    }
    Ok(())
}

/// The same of a profile that ends.
pub(crate) async fn settle_profile(
    tx: &WriteTx,
    ctx: &Ctx,
    profile: ProfileId,
) -> Result<(), DbError> {
    // Nobody is paid in between: an account opened meanwhile would be nobody's.
    profiles::store::lock(tx, profile).await?;
    let all = store::all_of_profile(tx.conn(), profile).await?;
    let open = all.iter().filter(|it| it.account.state != AccountState::Closed);
    let entries: Vec<Entry> = open.map(|it| entry(ctx, it)).collect();
    for said in post_in(tx, &entries).await? {
        said.map_err(|it| DbErr::Custom(format!("an account cannot be settled: {}", it.key())))?;
    }
    for it in &all {
        store::forget(tx, it.account.id).await?;
    }
    Ok(())
}

fn entry(ctx: &Ctx, it: &Held) -> Entry {
    let id = TransferId(ctx.ids.next());
    let ask = Ask::Settle { id, note: chain::note_digest(None, &[]) };
    let command = Command { account: it.account.id, key: id.0, ask };
    Entry { currency: it.account.currency, command, at: ctx.now, beside: Beside::default() }
}
