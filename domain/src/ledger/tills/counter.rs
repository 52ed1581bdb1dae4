//! Who stands at a till: a device by its secret, or somebody signed in.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::error::TillError;
use super::model::{Till, has_till};
use super::{note, store};
use crate::Domain;
use crate::audit::model::Act;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::DbError;
use crate::id::{AccountId, MemberId, TillId};
use crate::ledger::account::AccountState;
use crate::ledger::accounts::model::Held;
use crate::ledger::accounts::{self, held_by_me, holder_of_listing};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::ledger::payments::model::Counterparty;
use crate::ledger::payments::{belongs, holder_of};
use crate::listings::keepers::{self, Keeper};
use crate::members::codes;
use crate::members::model::Secret;
use crate::policy::{self, Action, Standing};

/// When a device was last used is written down every so many minutes.
const USED_MINUTES: i64 = 10;

/// Who stands at a till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A device that was paired.
    Device(Till),
    /// Somebody signed in.
    Member {
        /// Who.
        member: MemberId,
        /// Whether they may pay from the account too, and see it.
        is_holder: bool,
    },
}

/// A till that is open: all that its verbs take, and nothing that anybody outside can make.
#[derive(Clone, Debug)]
pub struct Counter {
    held: Held,
    currency: Currency,
    holder: Counterparty,
    by: By,
}

impl Counter {
    /// Whose till it is, as it is called to who pays there.
    #[must_use]
    pub fn holder(&self) -> &Counterparty {
        &self.holder
    }

    /// What is paid with.
    #[must_use]
    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    /// Which account it takes for.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.held.account.id
    }

    /// Who stands there.
    #[must_use]
    pub fn by(&self) -> &By {
        &self.by
    }

    /// The device, where one stands there.
    #[must_use]
    pub fn device(&self) -> Option<&Till> {
        match &self.by {
            By::Device(till) => Some(till),
            By::Member { .. } => None,
        }
    }

    /// Which device, where one stands there.
    pub(in crate::ledger) fn till(&self) -> Option<TillId> {
        self.device().map(|it| it.id)
    }

    /// Under which name its tries are counted.
    pub(in crate::ledger) fn who(&self) -> String {
        match &self.by {
            By::Device(till) => till.id.to_string(),
            By::Member { member, .. } => member.to_string(),
        }
    }
}

/// The till that a device is, by the secret that it keeps: none where it is none any more, because
/// somebody unpaired it, it was not used for long, whoever paired it may no more, the place is
/// somebody else's, or whoever has it does not belong to the community any more.
///
/// # Errors
/// [`TillError::Db`].
pub async fn of_cookie(
    ctx: &Ctx,
    domain: &Domain,
    secret: &Secret,
) -> Result<Option<Counter>, TillError> {
    let db = domain.db.reader();
    let hash = codes::hash(secret.reveal());
    let found = store::by_hash(db, store::By::Secret(&hash)).await?;
    let Some(till) = found.filter(|it| it.holds(ctx.now)) else { return Ok(None) };
    let Some(held) = stands(db, &till).await? else { return Ok(None) };
    if !policy::till_may(Action::WorkTill) {
        return Ok(None);
    }
    whole(db, held, By::Device(till)).await.map(Some)
}

/// The till of an account, as somebody signed in stands at it: who may pay from it, and who works
/// at the till of the place. There is none of a place that is somebody else's by now, nor of who
/// does not belong to the community any more.
///
/// # Errors
/// [`TillError::NotFound`], [`TillError::SignedOut`], [`TillError::Denied`] under a mandate.
pub async fn at(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<Counter, TillError> {
    let Actor::Member(me) = ctx.actor else { return Err(TillError::SignedOut) };
    policy::check_on(ctx, Action::WorkTill, Standing::PARTY)?;
    let db = domain.db.reader();
    let held = accounts::store::by_id(db, id).await?.ok_or(TillError::NotFound)?;
    if !is_open(db, &held).await? {
        return Err(TillError::NotFound);
    }
    let is_holder = held_by_me(ctx, db, id).await.is_ok();
    let keeper = works_at(db, me, &held).await?;
    let standing = Standing { keeper, is_party: is_holder, ..Standing::NONE };
    if !policy::allows_on(ctx.actor, Action::WorkTill, standing) {
        return Err(TillError::NotFound);
    }
    whole(db, held, By::Member { member: me.member, is_holder }).await
}

/// The tills at which I stand: of my own accounts, and of places where I work.
///
/// # Errors
/// [`TillError::SignedOut`], [`TillError::Denied`] under a mandate.
pub async fn of_mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Counter>, TillError> {
    let Actor::Member(me) = ctx.actor else { return Err(TillError::SignedOut) };
    let own = accounts::mine(ctx, domain).await?;
    let mut ids: Vec<AccountId> = own.iter().map(|it| it.account.id).collect();
    for id in store::of_coworker(domain.db.reader(), me.member).await? {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let mut all = Vec::new();
    for id in ids {
        match at(ctx, domain, id).await {
            Ok(counter) => all.push(counter),
            Err(TillError::NotFound) => (),
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

/// What somebody is to the place whose till it is; of an account of an association or a shop that
/// keeps several, to the one at which they are most.
pub(in crate::ledger) async fn works_at(
    db: &impl ConnectionTrait,
    me: Signed,
    held: &Held,
) -> Result<Keeper, DbError> {
    let Some(holder) = held.holder else { return Ok(Keeper::Nobody) };
    if let Some(listing) = holder.listing {
        // Who works there now takes nothing for whoever had the place before.
        let is_theirs = holder_of_listing(db, listing).await? == Some(holder);
        let role = keepers::store::role(db, listing, me).await?;
        return Ok(if is_theirs { role } else { Keeper::Nobody });
    }
    let works = store::of_coworker(db, me.member).await?.contains(&held.account.id);
    Ok(if works { Keeper::Till } else { Keeper::Nobody })
}

/// Whether an account has a till now: it is open and of a kind that has one, the place for which it
/// is is still its holder's, and they belong to the community.
pub(super) async fn is_open(db: &impl ConnectionTrait, held: &Held) -> Result<bool, TillError> {
    let is_shut = held.account.state == AccountState::Closed || !has_till(held.account.kind);
    let Some(holder) = held.holder.filter(|_| !is_shut && !held.is_of_gone_place()) else {
        return Ok(false);
    };
    if let Some(listing) = holder.listing
        && holder_of_listing(db, listing).await? != Some(holder)
    {
        return Ok(false);
    }
    let currency = currencies::store::by_id(db, held.account.currency).await?;
    let currency = currency.ok_or(TillError::NotFound)?;
    Ok(belongs(db, currency.community, holder.profile).await?)
}

/// The account of a device, while all is as it was when it was paired: it has a till and the same
/// holder, and whoever paired it belongs to them.
pub(super) async fn stands(
    db: &impl ConnectionTrait,
    till: &Till,
) -> Result<Option<Held>, TillError> {
    let Some(held) = accounts::store::by_id(db, till.account).await? else { return Ok(None) };
    if held.holder != Some(till.holder) || !is_open(db, &held).await? {
        return Ok(None);
    }
    Ok(store::is_vouched_for(db, till).await?.then_some(held))
}

async fn whole(db: &impl ConnectionTrait, held: Held, by: By) -> Result<Counter, TillError> {
    let currency = currencies::store::by_id(db, held.account.currency).await?;
    let currency = currency.ok_or(TillError::NotFound)?;
    let holder = holder_of(db, held.account.id).await?.ok_or(TillError::NotFound)?;
    Ok(Counter { held, currency, holder, by })
}

/// Whether it is time to write down that a device was used.
#[must_use]
pub fn is_due(till: &Till, now: DateTime<Utc>) -> bool {
    till.used_at.is_none_or(|it| now - it >= TimeDelta::minutes(USED_MINUTES))
}

/// Writes down that a device was used: no part of the request that used it.
///
/// # Errors
/// [`DbError`].
pub async fn used(ctx: &Ctx, domain: &Domain, id: TillId) -> Result<(), DbError> {
    let tx = domain.db.write().await?;
    store::touch(&tx, id, ctx.now).await?;
    tx.commit().await
}

/// A device is no till any more, because whoever stands at it says so.
///
/// # Errors
/// [`TillError::NotFound`] for somebody signed in, who is no device.
pub async fn leave(ctx: &Ctx, domain: &Domain, counter: &Counter) -> Result<(), TillError> {
    let till = counter.device().ok_or(TillError::NotFound)?;
    let tx = domain.db.write().await?;
    store::end(&tx, till.id, ctx.now).await?;
    note(&tx, ctx, (Act::TillUnpaired, till)).await?;
    Ok(tx.commit().await?)
}
