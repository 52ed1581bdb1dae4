//! Currencies: what a community pays with, by which rules, and what its figures say.

pub mod error;
pub mod kept;
pub mod model;
mod ruling;
pub(in crate::ledger) mod store;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, SqlErr};

use self::error::CurrencyError;
use self::model::CURRENCIES_MAX;
pub use self::model::{Currency, CurrencyDraft, CurrencyEdit, Figures, Meter, RulesDraft, Ruling};
use self::ruling::ruling;
pub use self::ruling::{change_rules, rulings, withdraw_rules};
use super::account::AccountKind;
use super::accounts;
use super::book::CurrencyKind;
use crate::audit::model::{Act, Note};
use crate::communities::{self, communities_where, standing_in};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, CurrencyId};
use crate::policy::{self, Action};
use crate::{Domain, audit};

/// Makes a currency. It is off, and has its first rules, a fund, and an issuer where it is issued.
///
/// # Errors
/// [`CurrencyError::Invalid`] with the field, [`CurrencyError::Duplicate`] for `code`,
/// [`CurrencyError::TooMany`], [`CurrencyError::NotFound`], [`CurrencyError::Denied`].
pub async fn create(
    ctx: &Ctx,
    domain: &Domain,
    draft: CurrencyDraft,
) -> Result<Currency, CurrencyError> {
    let (draft, rules) = draft.tidy(ctx.now)?;
    let tx = domain.db.write().await?;
    let community = communities::store::lock(&tx, draft.community).await?;
    let community = community.ok_or(CurrencyError::NotFound)?;
    may_keep(ctx, tx.conn(), community.id).await?;
    let theirs = store::of_communities(tx.conn(), &[community.id]).await?;
    if theirs.len() >= CURRENCIES_MAX {
        return Err(CurrencyError::TooMany);
    }
    let currency = Currency {
        id: CurrencyId(ctx.ids.next()),
        community: community.id,
        code: draft.code,
        names: draft.names,
        advice: draft.advice,
        symbol: draft.symbol,
        scale: draft.scale,
        kind: draft.kind,
        euro_cents: draft.euro_cents,
        is_on: false,
        demo: community.demo,
        created_at: ctx.now,
        last_number: 0,
        revision: 1,
    };
    store::insert(&tx, &currency).await.map_err(twice)?;
    store::insert_ruling(&tx, currency.id, &ruling(ctx, 1, rules)).await?;
    accounts::open_house(&tx, ctx, (currency.id, AccountKind::Fund)).await?;
    if currency.kind == CurrencyKind::Issued {
        accounts::open_house(&tx, ctx, (currency.id, AccountKind::Issuer)).await?;
    }
    note(&tx, ctx, &currency, Note::new(Act::CurrencyMade)).await?;
    tx.commit().await?;
    Ok(currency)
}

/// Changes what a currency is called, its symbol, and what was written about it.
///
/// # Errors
/// [`CurrencyError::Invalid`] with the field, [`CurrencyError::Conflict`],
/// [`CurrencyError::NotFound`], [`CurrencyError::Denied`].
pub async fn edit(
    ctx: &Ctx,
    domain: &Domain,
    (id, expected_revision): (CurrencyId, i32),
    edit: CurrencyEdit,
) -> Result<Currency, CurrencyError> {
    let edit = edit.tidy()?;
    let tx = domain.db.write().await?;
    let was = kept(&tx, ctx, id).await?;
    if was.revision != expected_revision {
        return Err(CurrencyError::Conflict);
    }
    let fields = edit.differing(&was);
    if fields.is_empty() {
        return Ok(was);
    }
    let CurrencyEdit { names, advice, symbol, euro_cents } = edit;
    let is = Currency { names, advice, symbol, euro_cents, revision: was.revision + 1, ..was };
    if !store::update(&tx, &is).await? {
        return Err(CurrencyError::Conflict);
    }
    note(&tx, ctx, &is, Note::new(Act::CurrencyEdited).with("fields", fields)).await?;
    tx.commit().await?;
    Ok(is)
}

/// Switches a currency on or off. While it is off nobody pays with it, and what is held stays.
///
/// # Errors
/// [`CurrencyError::Conflict`], [`CurrencyError::NotFound`], [`CurrencyError::Denied`].
pub async fn switch(
    ctx: &Ctx,
    domain: &Domain,
    (id, expected_revision): (CurrencyId, i32),
    is_on: bool,
) -> Result<Currency, CurrencyError> {
    let tx = domain.db.write().await?;
    let was = kept(&tx, ctx, id).await?;
    if was.revision != expected_revision {
        return Err(CurrencyError::Conflict);
    }
    if was.is_on == is_on {
        return Ok(was);
    }
    let is = Currency { is_on, revision: was.revision + 1, ..was };
    if !store::update(&tx, &is).await? {
        return Err(CurrencyError::Conflict);
    }
    let act = if is_on { Act::CurrencySwitchedOn } else { Act::CurrencySwitchedOff };
    note(&tx, ctx, &is, Note::new(act)).await?;
    tx.commit().await?;
    Ok(is)
}

/// A currency.
///
/// # Errors
/// [`CurrencyError::NotFound`], also for one that is off, but for who runs its community.
pub async fn by_id(ctx: &Ctx, domain: &Domain, id: CurrencyId) -> Result<Currency, CurrencyError> {
    let db = domain.db.reader();
    let found = store::by_id(db, id).await?;
    seen(ctx, db, found.into_iter().collect()).await?.pop().ok_or(CurrencyError::NotFound)
}

/// Several of them; those that the actor may not know are left out.
///
/// # Errors
/// [`CurrencyError::Db`].
pub async fn by_ids(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[CurrencyId],
) -> Result<HashMap<CurrencyId, Currency>, CurrencyError> {
    let db = domain.db.reader();
    let found = store::by_ids(db, ids).await?;
    Ok(seen(ctx, db, found).await?.into_iter().map(|it| (it.id, it)).collect())
}

/// The currency with a code.
///
/// # Errors
/// As [`by_id`].
pub async fn by_code(ctx: &Ctx, domain: &Domain, code: &str) -> Result<Currency, CurrencyError> {
    let db = domain.db.reader();
    let found = store::by_code(db, code.trim()).await?;
    seen(ctx, db, found.into_iter().collect()).await?.pop().ok_or(CurrencyError::NotFound)
}

/// The currencies of a community, the oldest first; those that are off for who runs it only.
///
/// # Errors
/// [`CurrencyError::Db`].
pub async fn of_community(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
) -> Result<Vec<Currency>, CurrencyError> {
    let db = domain.db.reader();
    let found = store::of_communities(db, &[community]).await?;
    seen(ctx, db, found).await
}

/// The currencies that the actor can pay with: those that are on in the communities to which they
/// belong, the oldest first.
///
/// # Errors
/// [`CurrencyError::SignedOut`].
pub async fn all_of_mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Currency>, CurrencyError> {
    let Actor::Member(_) = ctx.actor else { return Err(CurrencyError::SignedOut) };
    let db = domain.db.reader();
    let mine = communities_where(ctx, db, Action::HoldAccount).await?.unwrap_or_default();
    let mut found = store::of_communities(db, &mine).await?;
    found.retain(|it| it.is_on);
    Ok(found)
}

/// The currencies of the house that are paid with, the oldest first: whoever sees a place may know
/// with what it is paid.
pub(crate) async fn on(domain: &Domain) -> Result<Vec<Currency>, DbError> {
    store::on(domain.db.reader()).await
}

/// Whether the actor sees the balances of others in a currency: where its community decided that
/// its members do, and they are one.
///
/// # Errors
/// The database does not answer.
pub(in crate::ledger) async fn sees_balances(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    of: &Currency,
) -> Result<bool, DbError> {
    if !store::are_balances_open(db, of.id, ctx.now).await? {
        return Ok(false);
    }
    let standing = standing_in(ctx, db, of.community).await?;
    Ok(policy::allows_on(ctx.actor, Action::HoldAccount, standing))
}

/// What a currency does; of one in which much was paid, as it was up to a minute ago.
///
/// # Errors
/// As [`by_id`].
pub async fn figures(ctx: &Ctx, domain: &Domain, id: CurrencyId) -> Result<Figures, CurrencyError> {
    let currency = by_id(ctx, domain, id).await?;
    let figures = match domain.books.counted.fresh(&currency, ctx.now) {
        Some(figures) => figures,
        None => {
            let figures = store::figures(domain.db.reader(), id, ctx.now).await?;
            domain.books.counted.keep(&currency, ctx.now, &figures);
            figures
        }
    };
    let meter = currency.euro_cents.map(|it| Meter::of(figures.volume, currency.scale, it));
    Ok(Figures { meter, ..figures })
}

/// Takes the invented currencies away, with everything that was paid in them.
///
/// # Errors
/// [`CurrencyError::Denied`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<(), CurrencyError> {
    policy::check(ctx, Action::KeepDemo)?;
    let tx = domain.db.write().await?;
    store::delete_demo(&tx).await?;
    Ok(tx.commit().await?)
}

/// Marks the currencies of an invented community as invented too.
pub(crate) async fn mark_demo_in(tx: &WriteTx, of: CommunityId) -> Result<(), DbError> {
    store::mark_demo(tx, of).await
}

/// Takes the invented currencies away, and everything that was paid in them: nobody else's books
/// ever lose a line.
pub(crate) async fn remove_demo_in(tx: &WriteTx) -> Result<(), DbError> {
    store::delete_demo(tx).await
}

/// Those that the actor may know: what is off is seen by who runs its community.
async fn seen(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    mut all: Vec<Currency>,
) -> Result<Vec<Currency>, CurrencyError> {
    policy::check(ctx, Action::ReadDirectory)?;
    if all.iter().any(|it| !it.is_on)
        && let Some(mine) = communities_where(ctx, db, Action::KeepCurrency).await?
    {
        all.retain(|it| it.is_on || mine.contains(&it.community));
    }
    Ok(all)
}

async fn may_keep(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    community: CommunityId,
) -> Result<(), CurrencyError> {
    let standing = standing_in(ctx, db, community).await?;
    Ok(policy::check_on(ctx, Action::KeepCurrency, standing)?)
}

/// A currency that the actor keeps, as it is until the transaction ends.
async fn kept(tx: &WriteTx, ctx: &Ctx, id: CurrencyId) -> Result<Currency, CurrencyError> {
    let currency = store::lock(tx, id).await?.ok_or(CurrencyError::NotFound)?;
    match may_keep(ctx, tx.conn(), currency.community).await {
        // That it is there is not for everybody to know.
        Err(CurrencyError::Denied(_)) if !currency.is_on => Err(CurrencyError::NotFound),
        may => may.map(|()| currency),
    }
}

async fn note(tx: &WriteTx, ctx: &Ctx, about: &Currency, note: Note) -> Result<(), DbError> {
    let note = note.of(about.community).to(about.id).with("code", about.code.as_str());
    audit::note(tx, ctx, note).await
}

/// The database keeps one currency of a code.
fn twice(error: DbError) -> CurrencyError {
    match error {
        DbError::Failed(failure)
            if matches!(failure.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            CurrencyError::Duplicate { field: "code" }
        }
        other => other.into(),
    }
}
