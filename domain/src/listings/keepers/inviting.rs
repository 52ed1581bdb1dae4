//! Whom an owner asks by mail to keep a place along. The letter goes to any address, and nothing
//! tells whether somebody here has it. Whoever accepts has shown that they read its mail, so a
//! letter that was passed on lets in nobody else.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::super::error::{ListingError, Problem};
use super::super::model::Listing;
use super::super::store as listings_store;
use super::coworkers::{KEEPERS_MAX, begin};
use super::{Keeper, store};
use crate::Domain;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::WriteTx;
use crate::id::{InvitationId, ListingId};
use crate::jobs::{self, Letter, Mail};
use crate::language::Language;
use crate::members;
use crate::members::attempts::{DAY, Limit, hex};
use crate::members::codes::hash;
use crate::members::model::{Email, Secret};
use crate::policy::{self, Action, Denied};

/// How long an invitation holds, in days.
pub const COWORKER_INVITATION_DAYS: i64 = 7;
/// How many letters somebody sends in a day.
const INVITES: Limit = Limit { name: "coworker-invites", tries: INVITES_A_DAY_MAX, minutes: DAY };
/// Letters to one address, whoever sends them.
const MAILS_TO: Limit = Limit { name: "coworker-mails-to", tries: 5, minutes: 60 };
/// How many letters somebody sends in a day, those that are sent again among them.
pub const INVITES_A_DAY_MAX: i32 = 20;

/// Somebody was asked by mail to keep a place along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoworkerInvitation {
    /// Which.
    pub id: InvitationId,
    /// Which place.
    pub listing: ListingId,
    /// Where it was mailed.
    pub email: Email,
    /// As what.
    pub keeper: Keeper,
    /// When it was mailed.
    pub created_at: DateTime<Utc>,
    /// Until when it holds.
    pub ends_at: DateTime<Utc>,
}

/// What a mailed link opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Which place.
    pub listing: Listing,
    /// As what.
    pub keeper: Keeper,
    /// To which address it was mailed, masked.
    pub to: String,
    /// Whether the actor has shown that they read its mail.
    pub is_mine: bool,
}

/// Asks somebody by mail to keep a place along: as editor, or at the till only. An earlier letter
/// to the same address holds no more.
///
/// # Errors
/// [`ListingError::Invalid`] for `email`, also when there are [`KEEPERS_MAX`] who keep it or are
/// asked to; for `role` when it is none that is let in; [`ListingError::TooMany`],
/// [`ListingError::Denied`].
pub async fn invite(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (email, keeper, language): (&str, Keeper, Language),
) -> Result<CoworkerInvitation, ListingError> {
    let invalid = |field, problem| ListingError::Invalid { field, problem };
    if !matches!(keeper, Keeper::Editor | Keeper::Till) {
        return Err(invalid("role", Problem::Unknown));
    }
    let tx = begin(ctx, domain, id).await?;
    let to = Email::read(email).map_err(|problem| invalid("email", problem))?;
    let waiting = store::invitations(tx.conn(), id, ctx.now).await?;
    let others = waiting.iter().filter(|it| it.email.key() != to.key()).count();
    if others + store::coworkers(tx.conn(), id).await?.len() >= KEEPERS_MAX {
        return Err(invalid("email", Problem::OutOfRange));
    }
    let invitation = send(&tx, ctx, id, (to, keeper, language)).await?;
    tx.commit().await?;
    Ok(invitation)
}

/// Sends a letter again, with a new link; the one before holds no more.
///
/// # Errors
/// [`ListingError::NotFound`] when it holds no more, [`ListingError::TooMany`],
/// [`ListingError::Denied`].
pub async fn invite_again(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (invitation, language): (InvitationId, Language),
) -> Result<CoworkerInvitation, ListingError> {
    let tx = begin(ctx, domain, id).await?;
    let waiting = store::invitations(tx.conn(), id, ctx.now).await?;
    let it = waiting.into_iter().find(|it| it.id == invitation).ok_or(ListingError::NotFound)?;
    let again = send(&tx, ctx, id, (it.email, it.keeper, language)).await?;
    tx.commit().await?;
    Ok(again)
}

/// Takes an invitation back.
///
/// # Errors
/// [`ListingError::NotFound`] when it holds no more, [`ListingError::Denied`].
pub async fn withdraw_invitation(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    invitation: InvitationId,
) -> Result<(), ListingError> {
    let tx = begin(ctx, domain, id).await?;
    if !store::end_invitation(&tx, id, invitation).await? {
        return Err(ListingError::NotFound);
    }
    Ok(tx.commit().await?)
}

/// Who was asked to keep a place along and has not come yet, the latest first; for its owner.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn invitations(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<Vec<CoworkerInvitation>, ListingError> {
    policy::check_on(ctx, Action::ShareListing, super::of(ctx, domain, id).await?)?;
    Ok(store::invitations(domain.db.reader(), id, ctx.now).await?)
}

/// The invitations that I sent, and those that were sent to me, the latest first.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn my_invitations(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<Vec<CoworkerInvitation>, ListingError> {
    let me = me(ctx)?;
    Ok(store::invitations_about(domain.db.reader(), me.member, ctx.now).await?)
}

/// What a mailed link opens. Looking uses nothing up.
///
/// # Errors
/// [`ListingError::NotFound`] when it holds no more.
pub async fn look_at_invitation(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
) -> Result<Opened, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let db = domain.db.reader();
    let found = of_link(ctx, db, link).await?.ok_or(ListingError::NotFound)?;
    let listing = listings_store::by_ids(db, [found.listing]).await?.remove(&found.listing);
    let listing = listing.ok_or(ListingError::NotFound)?;
    let is_mine = match ctx.actor {
        Actor::Member(me) => members::reads_mail_of(db, me.member, found.email.key()).await?,
        Actor::Visitor | Actor::Operator => false,
    };
    Ok(Opened { listing, keeper: found.keeper, to: found.email.masked(), is_mine })
}

/// Keeps a place along from now on, by a mailed link. Whoever keeps it as more already stays that.
/// Answers which place.
///
/// # Errors
/// [`ListingError::Invalid`] for `secret` when it holds no more or was mailed to an address that
/// is not mine, and out of range while there are [`KEEPERS_MAX`]; [`ListingError::Denied`] when
/// nobody is signed in.
pub async fn accept_invitation(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
) -> Result<Listing, ListingError> {
    let me = me(ctx)?;
    let wrong = || ListingError::Invalid { field: "secret", problem: Problem::Unknown };
    let tx = domain.db.write().await?;
    let id = of_link(ctx, tx.conn(), link).await?.ok_or_else(wrong)?.listing;
    listings_store::lock(&tx, [id]).await?;
    // Whose the place is stays so from here on.
    let found = of_link(ctx, tx.conn(), link).await?.ok_or_else(wrong)?;
    let is_mine = members::reads_mail_of(tx.conn(), me.member, found.email.key()).await?;
    // Whoever takes it away uses it: of two at once, one.
    if !is_mine || !store::end_invitation(&tx, id, found.id).await? {
        return Err(wrong());
    }
    let listing = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id).ok_or_else(wrong)?;
    let all = store::coworkers(tx.conn(), id).await?;
    // A row that stands for a profile is theirs as well: it never becomes less by a letter.
    let own = all.iter().find(|it| it.member == me.member).map_or(Keeper::Nobody, |it| it.keeper);
    let known = store::role(tx.conn(), id, me).await?.max(own);
    if known == Keeper::Nobody && all.len() >= KEEPERS_MAX {
        return Err(ListingError::Invalid { field: "secret", problem: Problem::OutOfRange });
    }
    if found.keeper > known {
        store::put(&tx, id, me.member, found.keeper, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(listing)
}

/// The invitation of a link, if it holds: whoever sent it still owns the place.
async fn of_link(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    link: &Secret,
) -> Result<Option<CoworkerInvitation>, ListingError> {
    let found = store::invitation_of_link(db, &hash(link.reveal()), ctx.now).await?;
    let Some((invitation, by)) = found else { return Ok(None) };
    let owns = store::role_of(db, invitation.listing, by).await? == Keeper::Owner;
    Ok(owns.then_some(invitation))
}

/// Writes an invitation down, and has its letter sent.
async fn send(
    tx: &WriteTx,
    ctx: &Ctx,
    id: ListingId,
    (to, keeper, language): (Email, Keeper, Language),
) -> Result<CoworkerInvitation, ListingError> {
    let me = me(ctx)?;
    INVITES.take(tx, ctx, &me.member.to_string()).await?;
    MAILS_TO.take(tx, ctx, to.key()).await?;
    let listing = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    let place = listing.ok_or(ListingError::NotFound)?.facts.name;
    let link = hex(&ctx.ids.secret());
    let invitation = CoworkerInvitation {
        id: InvitationId(ctx.ids.next()),
        listing: id,
        email: to,
        keeper,
        created_at: ctx.now,
        ends_at: ctx.now + TimeDelta::days(COWORKER_INVITATION_DAYS),
    };
    store::invite(tx, &invitation, hash(&link), me.member).await?;
    let letter = Letter::Coworker { link, place, is_editor: keeper == Keeper::Editor };
    let to = invitation.email.as_typed().to_owned();
    jobs::mail(tx, ctx, Mail { to, language, letter }).await?;
    Ok(invitation)
}

/// Letters come from a person, and are answered by one.
fn me(ctx: &Ctx) -> Result<Signed, ListingError> {
    policy::check(ctx, Action::KeepAccount)?;
    match ctx.actor {
        Actor::Member(me) => Ok(me),
        Actor::Visitor | Actor::Operator => Err(Denied { action: Action::KeepAccount }.into()),
    }
}
