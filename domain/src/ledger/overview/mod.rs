//! What organisers see of a currency: its accounts, what is paid in a month, its fund, and who
//! has no part in it yet.

pub mod kept;
pub mod model;
mod store;

use std::collections::{BTreeSet, HashMap};

pub use self::model::{
    AccountFilter, AccountsQuery, House, Listed, MONTHS, Month, NAMED_MAX, Quiet, first_of,
    month_of, months_before,
};
pub(in crate::ledger) use self::store::deciders as called;
use super::currencies;
use super::currencies::error::CurrencyError;
use super::currencies::model::Currency;
use crate::Domain;
use crate::communities::standing_in;
use crate::ctx::Ctx;
use crate::id::{AccountId, CurrencyId, MemberId, ProfileId};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};

/// The accounts of a currency, by name; those of the community itself first. They are asked for
/// one more than fits a page, by which the next one is known. After an account that is not of the
/// currency there are none.
///
/// # Errors
/// [`CurrencyError::NotFound`], [`CurrencyError::Denied`].
pub async fn accounts(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
    query: &AccountsQuery,
) -> Result<Vec<Listed>, CurrencyError> {
    seen(ctx, domain, of, Action::SeeAccounts).await?;
    let first = query.first.clamp(1, PAGE_MAX + 1);
    let query = AccountsQuery { first, ..query.clone() };
    Ok(store::accounts(domain.db.reader(), of, &query).await?)
}

/// Some accounts of a currency by their ids, with their names, in no order.
///
/// # Errors
/// As [`accounts`].
pub async fn named(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
    ids: &BTreeSet<AccountId>,
) -> Result<Vec<Listed>, CurrencyError> {
    seen(ctx, domain, of, Action::SeeAccounts).await?;
    Ok(store::named(domain.db.reader(), of, ids).await?)
}

/// The accounts that are given something by two organisers: the fund, and those of organisations
/// and merchants, by name.
///
/// # Errors
/// As [`accounts`].
pub async fn giveable(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<Vec<Listed>, CurrencyError> {
    seen(ctx, domain, of, Action::SeeAccounts).await?;
    Ok(store::giveable(domain.db.reader(), of).await?)
}

/// The organisations of the community of a currency, by name: those to which somebody belongs who
/// belongs to it.
///
/// # Errors
/// As [`accounts`].
pub async fn organisations(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<Vec<(ProfileId, String)>, CurrencyError> {
    let currency = seen(ctx, domain, of, Action::SeeAccounts).await?;
    Ok(store::organisations(domain.db.reader(), currency.community).await?)
}

/// What was paid in each of the last [`MONTHS`] months, this one last. Where much was paid, it is
/// up to a minute old.
///
/// # Errors
/// As [`accounts`].
pub async fn months(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<Vec<Month>, CurrencyError> {
    let currency = seen(ctx, domain, of, Action::KeepCurrency).await?;
    let looked = &domain.books.looked;
    if let Some(months) = looked.months(&currency, ctx.now) {
        return Ok(months);
    }
    let months = store::months(domain.db.reader(), &currency, ctx.now).await?;
    looked.keep_months(&currency, ctx.now, &months);
    Ok(months)
}

/// What the community itself holds, and what goes round on paper.
///
/// # Errors
/// As [`accounts`].
pub async fn house(ctx: &Ctx, domain: &Domain, of: CurrencyId) -> Result<House, CurrencyError> {
    seen(ctx, domain, of, Action::KeepCurrency).await?;
    Ok(store::house(domain.db.reader(), of).await?)
}

/// Who belongs to the community and never paid or was paid, and who never put anything on its
/// board: how many, and the first [`NAMED_MAX`] by name. Where they are many, it is up to a minute
/// old.
///
/// # Errors
/// As [`accounts`].
pub async fn quiet(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
) -> Result<(Quiet, Quiet), CurrencyError> {
    let currency = seen(ctx, domain, of, Action::SeeAccounts).await?;
    let looked = &domain.books.looked;
    if let Some(both) = looked.quiet(of, ctx.now) {
        return Ok(both);
    }
    let db = domain.db.reader();
    let unpaid = store::without_payment(db, (currency.community, of)).await?;
    let both = (unpaid, store::without_post(db, currency.community).await?);
    looked.keep_quiet(of, ctx.now, &both);
    Ok(both)
}

/// What those are called who decided something about a currency; who has gone is left out.
///
/// # Errors
/// As [`accounts`].
pub async fn deciders(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
    ids: &BTreeSet<MemberId>,
) -> Result<HashMap<MemberId, String>, CurrencyError> {
    seen(ctx, domain, of, Action::KeepCurrency).await?;
    Ok(store::deciders(domain.db.reader(), ids).await?)
}

/// A currency about which the actor may know something.
async fn seen(
    ctx: &Ctx,
    domain: &Domain,
    of: CurrencyId,
    action: Action,
) -> Result<Currency, CurrencyError> {
    let currency = currencies::by_id(ctx, domain, of).await?;
    let standing = standing_in(ctx, domain.db.reader(), currency.community).await?;
    policy::check_on(ctx, action, standing)?;
    Ok(currency)
}
