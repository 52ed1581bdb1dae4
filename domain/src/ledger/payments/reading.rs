//! What was paid, as one of the two sees it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;

use super::error::PaymentError;
use super::model::{Asked, Counterparty, Moved, Purse, SetApart};
use super::store::{self, Hold, Request, Row, Whose};
use super::{is_mine, not_there};
use crate::Domain;
use crate::agreements::names::initialled;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::{AccountId, TransferId};
use crate::ledger::accounts::{self, Held};
use crate::ledger::book::PaymentRequestState;
use crate::ledger::currencies;

/// A transfer, for the two whom it is between.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn by_id(ctx: &Ctx, domain: &Domain, id: TransferId) -> Result<Moved, PaymentError> {
    let db = domain.db.reader();
    let row = not_there(store::transfer(db, id).await?)?;
    for account in [row.transfer.debit, row.transfer.credit] {
        if is_mine(ctx, db, account).await? {
            return not_there(told(db, account, vec![row]).await?.pop());
        }
    }
    Err(PaymentError::NotFound)
}

/// Transfers as an account sees them.
pub(super) async fn told(
    db: &impl ConnectionTrait,
    account: AccountId,
    rows: Vec<Row>,
) -> Result<Vec<Moved>, PaymentError> {
    let other = |row: &Row| match row.transfer.debit == account {
        true => row.transfer.credit,
        false => row.transfer.debit,
    };
    let others = called(db, rows.iter().map(other).collect()).await?;
    let said = rows.iter().filter(|it| it.purpose.is_some()).map(|it| it.transfer.id);
    let said: Vec<_> = said.collect();
    let hidden = store::purposes::hidden(db, account, &said).await?;
    let told = rows.into_iter().filter_map(|row| {
        let other = others.get(&other(&row))?.clone();
        let Row { transfer, purpose, category, reversed_by } = row;
        let is_hidden = hidden.contains(&transfer.id);
        let purpose = purpose.filter(|_| !is_hidden);
        let is_out = transfer.debit == account;
        let balance_after = if is_out { transfer.debit_after } else { transfer.credit_after };
        Some(Moved {
            transfer,
            is_out,
            balance_after,
            other,
            purpose,
            is_hidden,
            category,
            reversed_by,
        })
    });
    Ok(told.collect())
}

/// Requests as an account sees them, one of the two, or nobody's. What is over is so before somebody
/// notes it.
pub(super) async fn asked(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    (of, rows): (Option<AccountId>, Vec<Request>),
) -> Result<Vec<Asked>, PaymentError> {
    let all = rows.iter().flat_map(|it| [Some(it.payee), it.payer]).flatten().collect();
    let others = called(db, all).await?;
    let told = rows.into_iter().filter_map(|row| {
        let is_over = row.state == PaymentRequestState::Waiting && row.expires_at <= ctx.now;
        let hides = row.is_hidden && row.payer.is_some() && row.payer == of;
        let is_hidden = hides && row.purpose.is_some();
        Some(Asked {
            id: row.id,
            code: row.code,
            to: others.get(&row.payee)?.clone(),
            from: row.payer.and_then(|it| others.get(&it)).cloned(),
            amount: row.amount,
            purpose: row.purpose.filter(|_| !is_hidden),
            is_hidden,
            state: if is_over { PaymentRequestState::Expired } else { row.state },
            expires_at: row.expires_at,
            created_at: row.created_at,
            transfer: row.transfer,
        })
    });
    Ok(told.collect())
}

/// Holds as one of the two sees them.
pub(super) async fn set_apart(
    db: &impl ConnectionTrait,
    rows: Vec<Hold>,
) -> Result<Vec<SetApart>, PaymentError> {
    let others = called(db, rows.iter().flat_map(|it| [it.payer, it.payee]).collect()).await?;
    let told = rows.into_iter().filter_map(|row| {
        Some(SetApart {
            id: row.id,
            from: others.get(&row.payer)?.clone(),
            to: others.get(&row.payee)?.clone(),
            agreement: row.agreement,
            amount: row.amount,
            captured: row.captured,
            state: row.state,
            disputed: row.disputed,
            expires_at: row.expires_at,
        })
    });
    Ok(told.collect())
}

/// The accounts of the profile as which the actor acts, those of its places after its own.
///
/// # Errors
/// [`PaymentError::SignedOut`], [`PaymentError::Denied`] under a mandate.
pub async fn purses(ctx: &Ctx, domain: &Domain) -> Result<Vec<Purse>, PaymentError> {
    whole(domain.db.reader(), accounts::mine(ctx, domain).await?).await
}

/// An account, for its holder and for who runs the community of its currency.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn purse(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<Purse, PaymentError> {
    let held = accounts::by_id(ctx, domain, id).await?;
    not_there(whole(domain.db.reader(), vec![held]).await?.pop())
}

/// Accounts that the actor was given, with what stands beside them.
async fn whole(db: &impl ConnectionTrait, all: Vec<Held>) -> Result<Vec<Purse>, PaymentError> {
    let mut holders = called(db, all.iter().map(|it| it.account.id).collect()).await?;
    let of: Vec<_> = all.iter().map(|it| it.account.currency).collect();
    let known = currencies::store::by_ids(db, &of).await?;
    let purse = |held: Held| {
        let holder = holders.remove(&held.account.id)?;
        let currency = known.iter().find(|it| it.id == held.account.currency)?.clone();
        Some(Purse { held, holder, currency })
    };
    Ok(all.into_iter().filter_map(purse).collect())
}

/// Whose an account is, as it is called to who is paid from it.
pub(in crate::ledger) async fn holder_of(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Counterparty>, PaymentError> {
    Ok(called(db, BTreeSet::from([id])).await?.remove(&id))
}

/// What whoever holds accounts is called; those of nobody are left out.
pub(in crate::ledger) async fn named(
    db: &impl ConnectionTrait,
    ids: BTreeSet<AccountId>,
) -> Result<BTreeMap<AccountId, String>, DbError> {
    let all = called(db, ids).await?.into_iter();
    Ok(all.filter_map(|(id, it)| Some((id, it.name?))).collect())
}

/// Whose accounts are, as they are called to who pays them: a place and an association by their
/// names, a person by a first name and an initial.
pub(super) async fn called(
    db: &impl ConnectionTrait,
    ids: BTreeSet<AccountId>,
) -> Result<BTreeMap<AccountId, Counterparty>, DbError> {
    let all = store::whose(db, ids).await?.into_iter();
    Ok(all.map(|it| (it.held.account.id, as_called(it))).collect())
}

/// Whose an account is, as they are called to who pays them.
pub(super) fn as_called(Whose { other, is_person, .. }: Whose) -> Counterparty {
    let name = other.name.as_deref().map(|name| match is_person {
        true => initialled(name),
        false => name.to_owned(),
    });
    Counterparty { name, ..other }
}
