//! Being told of payments: whoever is paid hears it as they want to.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;

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

/// Tells members of payments, each as they want it, in the transaction in which it happens.
pub(crate) async fn tell_paid(
    tx: &WriteTx,
    ctx: &Ctx,
    told: Vec<(MemberId, AlertKind, About)>,
) -> Result<(), DbError> {
    wished(tx.conn(), ctx, told).await?.write(tx, ctx).await?;
    Ok(())
}

/// What members are told of payments, each as they want it.
pub(crate) struct Wished(Vec<store::New>);

/// Which of these members want to be told.
pub(crate) async fn wished(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    told: Vec<(MemberId, AlertKind, About)>,
) -> Result<Wished, DbError> {
    let members: BTreeSet<MemberId> = told.iter().map(|it| it.0).collect();
    let wishes = store::payment_wishes(db, members).await?;
    let new = |(member, kind, about): (MemberId, AlertKind, About)| {
        let wish = wishes.get(&member).copied().unwrap_or(PaymentAlerts::House);
        let is_for_them = kind.is_of_being_paid();
        if is_for_them && wish == PaymentAlerts::Never {
            return None;
        }
        let mailed = is_for_them && wish == PaymentAlerts::House;
        Some(store::New { id: AlertId(ctx.ids.next()), member, kind, about, mailed })
    };
    Ok(Wished(told.into_iter().filter_map(new).collect()))
}

impl Wished {
    /// Tells them, with a statement however many they are. Answers how many alerts it were.
    pub(crate) async fn write(&self, tx: &WriteTx, ctx: &Ctx) -> Result<u64, DbError> {
        store::insert(tx, &self.0, ctx.now).await?;
        Ok(self.0.len() as u64)
    }
}
