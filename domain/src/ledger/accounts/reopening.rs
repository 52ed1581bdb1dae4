//! Who opens an account again has the limits of the one before: closing it sheds nothing, and wins
//! nothing either, also for who decides what new accounts may.

use sea_orm::{ConnectionTrait, DbErr};

use super::model::{Held, Holder};
use super::store;
use crate::db::{DbError, WriteTx, sql};
use crate::id::{CurrencyId, ProfileId};
use crate::ledger::account::{Account, AccountState};

/// Gives a new account the limits of the one before of the same holder, and, where they were
/// decided, with who and why. Who had none keeps those of the rules.
pub(super) async fn take_over(tx: &WriteTx, new: Held, holder: Holder) -> Result<(), DbError> {
    let before = store::closed_before(tx.conn(), new.account.currency, holder).await?;
    let Some(before) = before else { return Ok(()) };
    let account = Account { limits: before.account.limits, ..new.account };
    let is = Held { account, soft: before.soft, ..new };
    store::set_limits(tx, &is).await?;
    // Closing decides nothing about limits.
    let changes = store::changes(tx.conn(), before.account.id).await?;
    let decided = changes.into_iter().find(|it| it.state != AccountState::Closed);
    let Some(last) = decided else { return Ok(()) };
    store::insert_change(tx, &is, (last.by, &last.reason), last.at).await
}

/// Whether the own account of whoever is alone in a profile stands still.
pub(super) async fn stands_still(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    profile: ProfileId,
) -> Result<bool, DbErr> {
    let text = "select 1 from profile_members m \
        join profile_members o on o.member_id = m.member_id \
        join profiles p on p.id = o.profile_id and p.kind = 'person' \
        join accounts a on a.profile_id = p.id and a.currency_id = $1 and a.state = 'frozen' \
        where m.profile_id = $2 and not exists (select 1 from profile_members x \
            where x.profile_id = m.profile_id and x.member_id <> m.member_id) limit 1";
    let values = [currency.0.into(), profile.0.into()];
    Ok(db.query_one_raw(sql(db, text, values)).await?.is_some())
}
