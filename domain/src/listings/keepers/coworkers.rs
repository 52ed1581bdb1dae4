//! Whom an owner lets in at once, and how a place changes hands. People are named by the short
//! name of their own profile, which they tell themselves: letting in by a mail address would say
//! who is a member. Who has no short name yet is asked by mail, in `inviting`.

use super::super::error::{ListingError, Problem};
use super::super::store as listings_store;
use super::{Keeper, store};
use crate::Domain;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::WriteTx;
use crate::id::{ListingId, MemberId};
use crate::policy::{self, Action, Denied};

/// How many people keep one place, its owner among them.
pub const KEEPERS_MAX: usize = 30;

/// Somebody who keeps a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coworker {
    /// Who.
    pub member: MemberId,
    /// Their name, as others see it.
    pub name: String,
    /// The short name of their own profile.
    pub handle: String,
    /// What they are to the place.
    pub keeper: Keeper,
}

/// Who keeps a place, the owner first; for who keeps it.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn coworkers(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<Vec<Coworker>, ListingError> {
    policy::check_on(ctx, Action::EditListing, super::of(ctx, domain, id).await?)?;
    Ok(store::coworkers(domain.db.reader(), id).await?)
}

/// Lets somebody in: as editor, or at the till only. Whoever is in already is that from now on.
///
/// # Errors
/// [`ListingError::Invalid`] for `handle` when nobody is called so, when it is the owner's own or
/// when there are [`KEEPERS_MAX`] who keep it or are asked to; for `role` when it is none that is let in.
pub async fn let_in(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (handle, keeper): (&str, Keeper),
) -> Result<(), ListingError> {
    let invalid = |field, problem| Err(ListingError::Invalid { field, problem });
    if !matches!(keeper, Keeper::Editor | Keeper::Till) {
        return invalid("role", Problem::Unknown);
    }
    let tx = begin(ctx, domain, id).await?;
    let Some(member) = store::of_handle(tx.conn(), &tidy(handle)).await? else {
        return invalid("handle", Problem::Unknown);
    };
    let all = store::coworkers(tx.conn(), id).await?;
    let there = all.iter().find(|it| it.member == member);
    if there.is_some_and(|it| it.keeper == Keeper::Owner) {
        return invalid("handle", Problem::Unknown);
    }
    let asked = store::invitations(tx.conn(), id, ctx.now).await?.len();
    if there.is_none() && all.len() + asked >= KEEPERS_MAX {
        return invalid("handle", Problem::OutOfRange);
    }
    store::put(&tx, id, member, keeper, ctx.now).await?;
    Ok(tx.commit().await?)
}

/// Lets somebody in no more; a letter that was sent to them before does not either.
///
/// # Errors
/// [`ListingError::NotFound`] when they are not in; the owner hands over or goes instead.
pub async fn send_away(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    handle: &str,
) -> Result<(), ListingError> {
    let tx = begin(ctx, domain, id).await?;
    let member = inside(&tx, id, handle).await?;
    store::put(&tx, id, member, Keeper::Nobody, ctx.now).await?;
    store::void_invitations(&tx, id, member).await?;
    Ok(tx.commit().await?)
}

/// Makes somebody who is in the owner; whoever was it edits from now on.
///
/// # Errors
/// [`ListingError::NotFound`] when they are not in, [`ListingError::Denied`] when nobody is the
/// owner who hands over.
pub async fn hand_over(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    handle: &str,
) -> Result<(), ListingError> {
    let tx = begin(ctx, domain, id).await?;
    let member = inside(&tx, id, handle).await?;
    // A place never has two owners, not even for the blink of a transaction.
    if let Some(owner) = store::owner(tx.conn(), id).await? {
        store::put(&tx, id, owner, Keeper::Editor, ctx.now).await?;
    }
    store::put(&tx, id, member, Keeper::Owner, ctx.now).await?;
    // Whom the old owner asked is not whom the new one would ask.
    store::end_invitations(&tx, id).await?;
    Ok(tx.commit().await?)
}

/// Gives a place up: nobody keeps it any more, until somebody shows again that it is theirs.
///
/// # Errors
/// [`ListingError::Denied`] for who is not the owner.
pub async fn release(ctx: &Ctx, domain: &Domain, id: ListingId) -> Result<(), ListingError> {
    let tx = begin(ctx, domain, id).await?;
    store::clear(&tx, id).await?;
    Ok(tx.commit().await?)
}

/// Keeps a place no more. The owner hands it over or gives it up instead.
///
/// # Errors
/// [`ListingError::NotFound`] for who does not keep it, [`ListingError::Denied`] for its owner.
pub async fn leave(ctx: &Ctx, domain: &Domain, id: ListingId) -> Result<(), ListingError> {
    policy::check(ctx, Action::KeepAccount)?;
    let denied = || ListingError::from(Denied { action: Action::ShareListing });
    let Actor::Member(Signed { member, .. }) = ctx.actor else { return Err(denied()) };
    let tx = domain.db.write().await?;
    listings_store::lock(&tx, [id]).await?;
    match store::own_role(tx.conn(), id, member).await? {
        Keeper::Nobody => return Err(ListingError::NotFound),
        Keeper::Owner => return Err(denied()),
        Keeper::Till | Keeper::Finder | Keeper::Editor => {}
    }
    store::put(&tx, id, member, Keeper::Nobody, ctx.now).await?;
    Ok(tx.commit().await?)
}

/// Holds the place, and asks whether the actor shares it out.
pub(super) async fn begin(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<WriteTx, ListingError> {
    // Who may not, whatever they are to it, holds up no writer.
    policy::check_on(ctx, Action::ShareListing, Keeper::Owner)?;
    let tx = domain.db.write().await?;
    listings_store::lock(&tx, [id]).await?;
    policy::check_on(ctx, Action::ShareListing, super::of_in(ctx, tx.conn(), id).await?)?;
    Ok(tx)
}

/// Somebody who is in, and is not the owner.
async fn inside(tx: &WriteTx, id: ListingId, handle: &str) -> Result<MemberId, ListingError> {
    let handle = tidy(handle);
    let all = store::coworkers(tx.conn(), id).await?;
    let inside = all.into_iter().find(|it| it.handle == handle && it.keeper != Keeper::Owner);
    Ok(inside.ok_or(ListingError::NotFound)?.member)
}

/// A short name as people type it.
fn tidy(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}
