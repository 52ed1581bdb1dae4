//! Tills: a device at the counter that was paired by a link, and who stands there signed in.
//!
//! A device is no actor. Its secret is read by [`of_cookie`] alone, which makes a [`Counter`] of
//! it, and a counter is taken only by the verbs of this module; the request itself stays that of
//! a visitor. So nothing that is written for members, now or later, has to remember that there are
//! tills: what a stolen tablet reaches is what stands in [`crate::policy::till_may`] and the
//! fields of a counter, which nobody outside can fill in. An actor of its own would have to be
//! refused in every match over actors, and would be let in by the first that forgets it.
//!
//! A co-worker gets the same counter under their own sign-in: what is asked, what came in today,
//! and nothing of what the account holds.

mod counter;
pub mod error;
pub mod model;
mod pairing;
pub(in crate::ledger) mod store;
mod taking;

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub(in crate::ledger) use self::counter::works_at;
pub use self::counter::{By, Counter, at, is_due, leave, of_cookie, of_mine, used};
use self::error::TillError;
use self::model::{OFFER_LETTERS, OFFER_MINUTES, Offer, TILLS_MAX, Till, TillState, tidy_name};
pub use self::pairing::{look_at, pair};
pub use self::taking::{ask, charge, presented, refund, refund_left, stand, stop, today};
use super::accounts::model::Held;
use super::accounts::{held_by_me, letters};
use super::amount::Amount;
use super::currencies;
use super::currencies::model::Currency;
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, TriesKey, WriteTx};
use crate::error::Problem;
use crate::id::{AccountId, MemberId, TillId};
use crate::members::attempts::{DAY, Limit, hex, keyed};
use crate::members::codes;
use crate::members::model::Secret;
use crate::policy::{self, Action, Standing};

/// Devices that one member offers in a day.
const OFFERS: Limit = Limit { name: "till-offers", tries: 40, minutes: DAY };

/// Offers to make a device the till of an account, as its holder: what pairs it is told this once,
/// and holds for [`OFFER_MINUTES`]. Sent again under the same key, it is
/// [`TillError::AlreadyOffered`].
///
/// # Errors
/// [`TillError::NotFound`] for an account that is not the actor's, that has no till or is closed,
/// or whose place is somebody else's, [`TillError::Invalid`] for `name`,
/// [`TillError::AlreadyOffered`], [`TillError::TooManyTills`], [`TillError::TooMany`].
pub async fn offer(
    ctx: &Ctx,
    domain: &Domain,
    account: AccountId,
    (key, name): (Uuid, &str),
) -> Result<Offer, TillError> {
    let (held, me) = kept(ctx, domain.db.reader(), account).await?;
    if !counter::is_open(domain.db.reader(), &held).await? {
        return Err(TillError::NotFound);
    }
    let name = tidy_name(name).map_err(|problem| invalid("name", problem))?;
    let holder = held.holder.ok_or(TillError::NotFound)?;
    let secret = Secret::new(hex(&ctx.ids.secret()));
    let code = letters(ctx, OFFER_LETTERS);
    let till = Till {
        id: TillId(ctx.ids.next()),
        account,
        holder,
        name,
        state: TillState::Offered,
        offered_until: ctx.now + TimeDelta::minutes(OFFER_MINUTES),
        refund_limit: 0,
        paired_by: me,
        made_at: ctx.now,
        paired_at: None,
        used_at: None,
    };
    let tx = domain.db.write().await?;
    OFFERS.take(&tx, ctx, &me.to_string()).await?;
    if store::is_offered(tx.conn(), (account, key)).await? {
        return Err(TillError::AlreadyOffered);
    }
    let all = store::of_account(tx.conn(), account).await?;
    let stands = |it: &&Till| it.holds(ctx.now) || it.is_offered(ctx.now);
    if all.iter().filter(stands).count() >= TILLS_MAX {
        return Err(TillError::TooManyTills);
    }
    let hashes = (codes::hash(secret.reveal()), code_hash(tx.tries_key(), &code));
    store::insert(&tx, (&till, key), (&hashes.0, &hashes.1)).await?;
    note(&tx, ctx, (Act::TillOffered, &till)).await?;
    tx.commit().await?;
    Ok(Offer { till, secret, code })
}

/// The devices that are tills of an account or are offered now, the newest first, for its holder.
///
/// # Errors
/// [`TillError::NotFound`] for an account that is not the actor's, [`TillError::SignedOut`].
pub async fn of_account(
    ctx: &Ctx,
    domain: &Domain,
    account: AccountId,
) -> Result<Vec<Till>, TillError> {
    let db = domain.db.reader();
    kept(ctx, db, account).await?;
    let mut all = store::of_account(db, account).await?;
    all.retain(|it| it.holds(ctx.now) || it.is_offered(ctx.now));
    Ok(all)
}

/// The devices that I paired and that are tills, the newest first.
///
/// # Errors
/// [`TillError::SignedOut`], [`TillError::Denied`] under a mandate.
pub async fn of_member(ctx: &Ctx, domain: &Domain) -> Result<Vec<Till>, TillError> {
    let Actor::Member(me) = ctx.actor else { return Err(TillError::SignedOut) };
    policy::check_on(ctx, Action::KeepTills, Standing::PARTY)?;
    let mut all = store::of_member(domain.db.reader(), me.member).await?;
    all.retain(|it| it.holds(ctx.now));
    Ok(all)
}

/// Says what a till is called, and what it gives back in a day by itself, as a decimal: nothing
/// where it is empty.
///
/// # Errors
/// [`TillError::NotFound`], [`TillError::Invalid`] for `name` or `refundLimit`.
pub async fn change(
    ctx: &Ctx,
    domain: &Domain,
    id: TillId,
    (name, refund_limit): (&str, &str),
) -> Result<Till, TillError> {
    let tx = domain.db.write().await?;
    let was = mine(ctx, &tx, id).await?;
    let name = tidy_name(name).map_err(|problem| invalid("name", problem))?;
    let currency = currency_of(tx.conn(), was.account).await?;
    let limit = limit_of(refund_limit, &currency)?;
    store::change(&tx, id, (&name, limit)).await?;
    note(&tx, ctx, (Act::TillChanged, &was)).await?;
    tx.commit().await?;
    Ok(Till { name, refund_limit: limit, ..was })
}

/// A device is no till any more, at once.
///
/// # Errors
/// [`TillError::NotFound`].
pub async fn unpair(ctx: &Ctx, domain: &Domain, id: TillId) -> Result<Till, TillError> {
    let tx = domain.db.write().await?;
    let was = mine(ctx, &tx, id).await?;
    store::end(&tx, id, ctx.now).await?;
    note(&tx, ctx, (Act::TillUnpaired, &was)).await?;
    tx.commit().await?;
    Ok(Till { state: TillState::Ended, ..was })
}

/// Ends everything that somebody paired: they sign out everywhere, or are kept out.
pub(crate) async fn end_of_member(
    tx: &WriteTx,
    ctx: &Ctx,
    member: MemberId,
) -> Result<(), DbError> {
    for it in store::of_member(tx.conn(), member).await? {
        if it.state != TillState::Ended {
            store::end(tx, it.id, ctx.now).await?;
            noted(tx, ctx, (Act::TillUnpaired, &it)).await?;
        }
    }
    Ok(())
}

/// A till of an account of the actor's, which nobody else changes meanwhile.
async fn mine(ctx: &Ctx, tx: &WriteTx, id: TillId) -> Result<Till, TillError> {
    let was = store::lock(tx, id).await?.filter(|it| it.state != TillState::Ended);
    let was = was.ok_or(TillError::NotFound)?;
    kept(ctx, tx.conn(), was.account).await?;
    Ok(was)
}

/// An account about whose tills the actor decides: whoever pays from it.
async fn kept(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<(Held, MemberId), TillError> {
    let Actor::Member(me) = ctx.actor else { return Err(TillError::SignedOut) };
    let held = held_by_me(ctx, db, id).await?;
    policy::check_on(ctx, Action::KeepTills, Standing::PARTY)?;
    Ok((held, me.member))
}

async fn currency_of(db: &impl ConnectionTrait, of: AccountId) -> Result<Currency, TillError> {
    let held = super::accounts::store::by_id(db, of).await?.ok_or(TillError::NotFound)?;
    currencies::store::by_id(db, held.account.currency).await?.ok_or(TillError::NotFound)
}

/// What may be given back in a day; nothing where nothing was typed.
fn limit_of(typed: &str, currency: &Currency) -> Result<i64, TillError> {
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().all(|it| matches!(it, '0' | ',' | '.')) {
        return Ok(0);
    }
    let amount = Amount::parse(typed, currency.scale);
    Ok(amount.map_err(|_| invalid("refundLimit", Problem::OutOfRange))?.minor())
}

/// The digest of a code that is short enough to be guessed from a plain one.
fn code_hash(key: &TriesKey, code: &str) -> String {
    keyed(key, "till-code", code)
}

async fn note(tx: &WriteTx, ctx: &Ctx, what: (Act, &Till)) -> Result<(), TillError> {
    Ok(noted(tx, ctx, what).await?)
}

async fn noted(tx: &WriteTx, ctx: &Ctx, (act, it): (Act, &Till)) -> Result<(), DbError> {
    let held = super::accounts::store::by_id(tx.conn(), it.account).await?;
    let community = match held {
        Some(held) => currencies::store::by_id(tx.conn(), held.account.currency).await?,
        None => None,
    };
    let about = Note::new(act).of(community.map(|it| it.community)).to(it.account);
    audit::note(tx, ctx, about.with("till", it.id.to_string())).await
}

fn invalid(field: &'static str, problem: Problem) -> TillError {
    TillError::Invalid { field, problem }
}
