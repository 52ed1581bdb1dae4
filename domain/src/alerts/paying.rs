//! Being told of payments: whoever is paid hears it as they want to.

use std::collections::BTreeSet;

use super::error::AlertError;
use super::model::{About, AlertKind, PaymentAlerts};
use super::{me, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{AlertId, MemberId};

/// How I want to hear that I was paid.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn payment_wishes(ctx: &Ctx, domain: &Domain) -> Result<PaymentAlerts, AlertError> {
    let me = me(ctx)?;
    let said = store::payment_wishes(domain.db.reader(), [me]).await?.remove(&me);
    Ok(said.unwrap_or(PaymentAlerts::House))
}

/// Says how I want to hear that I was paid, from now on.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn wish_payments(
    ctx: &Ctx,
    domain: &Domain,
    wish: PaymentAlerts,
) -> Result<(), AlertError> {
    let me = me(ctx)?;
    let tx = domain.db.write().await?;
    store::put_payment_wish(&tx, (me, wish), ctx.now).await?;
    Ok(tx.commit().await?)
}

/// Whether I have a part in an account to which anybody could pay.
///
/// # Errors
/// [`AlertError::SignedOut`], [`AlertError::Denied`].
pub async fn is_paid_at_all(ctx: &Ctx, domain: &Domain) -> Result<bool, AlertError> {
    Ok(store::has_account(domain.db.reader(), me(ctx)?).await?)
}

/// Tells members of payments, each as they want it, with a statement or two however many they are.
/// Answers how many alerts it were.
pub(crate) async fn tell_paid(
    tx: &WriteTx,
    ctx: &Ctx,
    told: Vec<(MemberId, AlertKind, About)>,
) -> Result<u64, DbError> {
    if told.is_empty() {
        return Ok(0);
    }
    let members: BTreeSet<MemberId> = told.iter().map(|it| it.0).collect();
    let wishes = store::payment_wishes(tx.conn(), members).await?;
    let new = |(member, kind, about): (MemberId, AlertKind, About)| {
        let wish = wishes.get(&member).copied().unwrap_or(PaymentAlerts::House);
        let is_for_them = kind.is_of_being_paid();
        if is_for_them && wish == PaymentAlerts::Never {
            return None;
        }
        let mailed = is_for_them && wish == PaymentAlerts::House;
        Some(store::New { id: AlertId(ctx.ids.next()), member, kind, about, mailed })
    };
    let all: Vec<store::New> = told.into_iter().filter_map(new).collect();
    store::insert(tx, &all, ctx.now).await?;
    Ok(all.len() as u64)
}
