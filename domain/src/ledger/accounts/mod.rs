//! Who holds an account in the books of a currency, and what organisers decide about it. The books
//! themselves know no holder.

mod codes;
mod decided;
mod deciding;
pub mod error;
mod grouping;
pub mod model;
mod reopening;
mod settling;
pub(in crate::ledger) mod store;

use sea_orm::ConnectionTrait;

pub use self::codes::{LETTERS as CODE_LETTERS, code, renew_code};
pub(in crate::ledger) use self::codes::{by_code, letters};
pub use self::decided::decided;
pub(in crate::ledger) use self::deciding::is_own;
pub use self::deciding::{close, freeze, set_limits, thaw};
use self::error::AccountError;
pub use self::grouping::{Grouped, go_on_with_groups, group_limits, set_group_limits};
use self::model::kind_of;
pub use self::model::{Decided, Held, Holder, LimitChange, LimitsDraft, Owned};
pub(crate) use self::settling::{settle_in, settle_profile};
use super::account::{Account, AccountKind, Limits};
use super::currencies;
use super::passes;
use super::payments;
use super::payments::error::PaymentError;
use super::rejected::Rejected;
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::{AccountId, CurrencyId, ListingId, MemberId};
use crate::listings::keepers::store::owned_by;
use crate::policy::{self, Action, Standing};
use crate::{Domain, profiles};

/// Whose account a place is paid to: that of the profile for which it is kept, else its own; none
/// while nobody has shown that it is theirs.
///
/// # Errors
/// [`DbError`].
pub async fn holder_of_listing(
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Option<Holder>, DbError> {
    Ok(match owned_by(db, listing).await? {
        None => None,
        Some((_, Some(profile))) => Some(Holder { profile, listing: None }),
        Some((owner, None)) => {
            let person = holder_of_member(db, owner).await?;
            person.map(|it| Holder { listing: Some(listing), ..it })
        }
    })
}

/// Whose account somebody is paid to in person.
///
/// # Errors
/// [`DbError`].
pub async fn holder_of_member(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<Option<Holder>, DbError> {
    let person = profiles::store::persons(db, [member]).await?.remove(&member);
    Ok(person.map(|it| Holder { profile: it.id, listing: None }))
}

/// As whom the actor holds accounts: the profile as which they act, else their own.
///
/// # Errors
/// [`AccountError::SignedOut`], [`AccountError::Denied`] under a mandate.
pub async fn my_holder(ctx: &Ctx, db: &impl ConnectionTrait) -> Result<Holder, AccountError> {
    let Actor::Member(me) = ctx.actor else { return Err(AccountError::SignedOut) };
    policy::check_on(ctx, Action::HoldAccount, Standing::PARTY)?;
    match ctx.acting_as {
        Some(profile) => Ok(Holder { profile, listing: None }),
        None => holder_of_member(db, me.member).await?.ok_or(AccountError::SignedOut),
    }
}

/// The account of a holder, which is opened where there is none: being paid is a way to get one.
/// Who may was asked before.
///
/// # Errors
/// [`AccountError::NotFound`] where there is no such currency or holder,
/// [`AccountError::Rejected`] while their own account stands still.
pub(in crate::ledger) async fn ensure(
    tx: &WriteTx,
    ctx: &Ctx,
    currency: CurrencyId,
    holder: Holder,
) -> Result<AccountId, AccountError> {
    if let Some(held) = store::of_holder(tx.conn(), currency, holder).await? {
        return Ok(held.account.id);
    }
    let profile = profiles::store::by_id(tx.conn(), holder.profile).await?;
    let profile = profile.ok_or(AccountError::NotFound)?;
    let kind = kind_of(profile.kind, holder.listing.is_some());
    // Nobody goes on by another of their accounts while theirs stands still.
    if reopening::stands_still(tx.conn(), currency, holder.profile).await? {
        return Err(AccountError::Rejected(Rejected::PayerFrozen));
    }
    let new = AccountId(ctx.ids.next());
    store::insert(tx, (new, ctx.now), (currency, kind), holder).await?;
    let held = store::of_holder(tx.conn(), currency, holder).await?;
    let held = held.ok_or(AccountError::NotFound)?;
    let id = held.account.id;
    if id == new {
        reopening::take_over(tx, held, holder).await?;
    }
    Ok(id)
}

/// An account that the actor may pay from: theirs, or that of the profile as which they act.
///
/// # Errors
/// [`AccountError::NotFound`], [`AccountError::SignedOut`], [`AccountError::Denied`].
pub(in crate::ledger) async fn held_by_me(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Held, AccountError> {
    let me = my_holder(ctx, db).await?;
    let held = store::by_id(db, id).await?.ok_or(AccountError::NotFound)?;
    let is_mine = held.holder.is_some_and(|it| it.profile == me.profile);
    if is_mine { Ok(held) } else { Err(AccountError::NotFound) }
}

/// Opens the account of the profile as which the actor acts; the one that there is, where there
/// is one.
///
/// # Errors
/// [`AccountError::NotFound`] for a currency that is not paid with, [`AccountError::SignedOut`],
/// [`AccountError::Denied`] for who does not belong to its community.
pub async fn open(ctx: &Ctx, domain: &Domain, currency: CurrencyId) -> Result<Held, AccountError> {
    let tx = domain.db.write().await?;
    let holder = my_holder(ctx, tx.conn()).await?;
    open_in(tx, ctx, (currency, holder)).await
}

/// Opens the account of a place, as its owner.
///
/// # Errors
/// As [`open`], and [`AccountError::NotFound`] for a place that is not the actor's.
pub async fn open_for_listing(
    ctx: &Ctx,
    domain: &Domain,
    (currency, listing): (CurrencyId, ListingId),
) -> Result<Held, AccountError> {
    let tx = domain.db.write().await?;
    let holder = my_listing(ctx, tx.conn(), listing).await?;
    open_in(tx, ctx, (currency, holder)).await
}

/// The accounts of the profile as which the actor acts, those of its places after its own.
///
/// # Errors
/// [`AccountError::SignedOut`], [`AccountError::Denied`] under a mandate.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Held>, AccountError> {
    let db = domain.db.reader();
    let holder = my_holder(ctx, db).await?;
    Ok(store::of_profile(db, holder.profile).await?)
}

/// Everything that is kept of my accounts in person, closed ones too, as I take it along.
///
/// # Errors
/// [`AccountError::SignedOut`], [`AccountError::Denied`] under a mandate.
pub async fn of_member(ctx: &Ctx, domain: &Domain) -> Result<Vec<Owned>, AccountError> {
    let Actor::Member(me) = ctx.actor else { return Err(AccountError::SignedOut) };
    policy::check(ctx, Action::KeepAccount)?;
    let db = domain.db.reader();
    let Some(holder) = holder_of_member(db, me.member).await? else { return Ok(Vec::new()) };
    let all = store::all_of_profiles(db, &[holder.profile]).await?;
    let ids: Vec<CurrencyId> = all.iter().map(|it| it.account.currency).collect();
    let known = currencies::store::by_ids(db, &ids).await?;
    let mut changes = store::changes_of_profile(db, holder.profile).await?;
    let mut owned = Vec::with_capacity(all.len());
    for held in all {
        let id = held.account.id;
        let of = known.iter().find(|it| it.id == held.account.currency);
        let of = of.ok_or(AccountError::NotFound)?;
        let (code, scale) = (of.code.clone(), of.scale);
        let changes = changes.remove(&id).unwrap_or_default();
        let along = payments::taken_along(ctx, db, id).await;
        let (moved, apart, asked) = along.map_err(unread)?;
        let passes = passes::taken_along(db, id).await?;
        owned.push(Owned { held, code, scale, changes, moved, apart, asked, passes });
    }
    Ok(owned)
}

/// What keeps what was paid from being read.
fn unread(error: PaymentError) -> AccountError {
    match error {
        PaymentError::Db(error) => AccountError::Db(error),
        _ => AccountError::NotFound,
    }
}

/// The accounts that a place is paid to, for whoever holds them.
///
/// # Errors
/// [`AccountError::NotFound`] for a place that is not the actor's, [`AccountError::SignedOut`].
pub async fn of_listing(
    ctx: &Ctx,
    domain: &Domain,
    listing: ListingId,
) -> Result<Vec<Held>, AccountError> {
    let db = domain.db.reader();
    let holder = my_listing(ctx, db, listing).await?;
    let mut all = store::of_profile(db, holder.profile).await?;
    all.retain(|it| it.holder == Some(holder));
    Ok(all)
}

/// An account, for its holder and for who runs the community of its currency.
///
/// # Errors
/// [`AccountError::NotFound`].
pub async fn by_id(ctx: &Ctx, domain: &Domain, id: AccountId) -> Result<Held, AccountError> {
    Ok(seen(ctx, domain.db.reader(), id).await?.0)
}

/// What was decided about an account, the latest first, for its holder and for who runs the
/// community of its currency.
///
/// # Errors
/// [`AccountError::NotFound`].
pub async fn limit_history(
    ctx: &Ctx,
    domain: &Domain,
    id: AccountId,
) -> Result<Vec<LimitChange>, AccountError> {
    let db = domain.db.reader();
    seen(ctx, db, id).await?;
    Ok(store::changes(db, id).await?)
}

/// Opens an account of the community's own, in the transaction that makes its currency. A fund
/// owes nothing until organisers let it.
pub(in crate::ledger) async fn open_house(
    tx: &WriteTx,
    ctx: &Ctx,
    (currency, kind): (CurrencyId, AccountKind),
) -> Result<(), DbError> {
    let limits = Limits { min: Some(0), max: None };
    let account = Account::opened(AccountId(ctx.ids.next()), currency, kind, limits);
    store::insert_house(tx, &account, ctx.now).await
}

/// As whom the actor holds the account that a place is paid to.
async fn my_listing(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    listing: ListingId,
) -> Result<Holder, AccountError> {
    let me = my_holder(ctx, db).await?;
    let holder = holder_of_listing(db, listing).await?;
    holder.filter(|it| it.profile == me.profile).ok_or(AccountError::NotFound)
}

async fn open_in(
    tx: WriteTx,
    ctx: &Ctx,
    (currency, holder): (CurrencyId, Holder),
) -> Result<Held, AccountError> {
    let known = currencies::store::by_id(tx.conn(), currency).await?;
    let known = known.filter(|it| it.is_on).ok_or(AccountError::NotFound)?;
    let standing = standing_in(ctx, tx.conn(), known.community).await?;
    policy::check_on(ctx, Action::HoldAccount, standing)?;
    let id = ensure(&tx, ctx, currency, holder).await?;
    let held = store::by_id(tx.conn(), id).await?.ok_or(AccountError::NotFound)?;
    tx.commit().await?;
    Ok(held)
}

/// An account that is the actor's, or of whose currency they run the community; with whether it
/// is the former.
async fn seen(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<(Held, bool), AccountError> {
    let held = store::by_id(db, id).await?.ok_or(AccountError::NotFound)?;
    if held.holder.is_some() && held_by_me(ctx, db, id).await.is_ok() {
        return Ok((held, true));
    }
    let currency = currencies::store::by_id(db, held.account.currency).await?;
    let currency = currency.ok_or(AccountError::NotFound)?;
    let standing = standing_in(ctx, db, currency.community).await?;
    let may = policy::allows_on(ctx.actor, Action::SeeAccounts, standing);
    if may { Ok((held, false)) } else { Err(AccountError::NotFound) }
}
