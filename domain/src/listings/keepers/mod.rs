//! Who keeps a listing: whoever brought it in, until somebody shows that it is theirs; then its
//! owner, and whom the owner lets in.

mod adding;
mod coworkers;
mod door;
mod facts;
mod hours;
mod inviting;
pub mod proofs;
pub(crate) mod store;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, ListingId, MemberId};
use crate::policy::{self, Action, Standing};
use crate::{Domain, communities};

use super::error::ListingError;
use super::merging;
use super::model::{Listing, Whereabouts};

pub(crate) use self::adding::each_alike;
pub use self::adding::{ADDED_A_DAY_MAX, Added, add};
pub use self::coworkers::{
    Coworker, KEEPERS_MAX, coworkers, hand_over, leave, let_in, release, send_away,
};
pub use self::door::door;
pub use self::facts::{FactsEdit, PAUSE_DAYS_MAX, edit_facts, set_pace};
pub use self::hours::{
    DayHours, EXCEPTION_DAYS_MAX, HOLIDAYS_ASKED_DAYS, HOLIDAYS_ASKED_MAX, PAST_DAYS_KEPT,
    add_exception, close_today, close_until, coming_holidays, holidays_asked, open_on, open_today,
    remove_exception, set_hours,
};
pub use self::inviting::{
    COWORKER_INVITATION_DAYS, CoworkerInvitation, INVITES_A_DAY_MAX, Opened, accept_invitation,
    invitations, invite, invite_again, look_at_invitation, my_invitations, withdraw_invitation,
};

/// How many listings a member is told of, as many as anybody keeps.
pub const MINE_MAX: u32 = 10_000;
/// How many changes a member is told of, as many as anybody makes.
const EDITS_MAX: u64 = 10_000;

/// What somebody is to a listing, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keeper {
    /// Nobody in particular.
    Nobody,
    /// Works its till, and nothing else.
    Till,
    /// Brought it in; nobody has shown yet that it is theirs.
    Finder,
    /// Whom the owner lets edit it.
    Editor,
    /// Whose it is.
    Owner,
}

impl Keeper {
    /// All of them, the least first.
    pub const ALL: [Self; 5] = [Self::Nobody, Self::Till, Self::Finder, Self::Editor, Self::Owner];

    /// The key in the database, and in what is shown of who wrote a fact.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Till => "till",
            Self::Finder => "finder",
            Self::Editor => "editor",
            Self::Owner => "owner",
        }
    }

    /// The keeper of a key; nobody for an unknown one.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|keeper| keeper.key() == key).unwrap_or(Self::Nobody)
    }
}

/// What an actor is to a listing.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn of(ctx: &Ctx, domain: &Domain, id: ListingId) -> Result<Keeper, ListingError> {
    Ok(of_in(ctx, domain.db.reader(), id).await?)
}

/// The same, as one transaction or reader sees it.
pub(crate) async fn of_in(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: ListingId,
) -> Result<Keeper, DbError> {
    match ctx.actor {
        Actor::Member(me) => store::role(db, id, me).await,
        Actor::Visitor | Actor::Operator => Ok(Keeper::Nobody),
    }
}

/// What the actor is to a listing, and to the community that looks after it.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn standing(
    ctx: &Ctx,
    domain: &Domain,
    listing: &Listing,
) -> Result<Standing, ListingError> {
    Ok(standing_in(ctx, domain.db.reader(), listing).await?.0)
}

/// The same, as the transaction knows it, with the community.
pub(crate) async fn standing_in(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    listing: &Listing,
) -> Result<(Standing, Option<CommunityId>), DbError> {
    let keeper = of_in(ctx, db, listing.id).await?;
    communities::oversight(ctx, db, keeper, listing).await
}

/// A change that I made to a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which listing.
    pub listing: ListingId,
    /// The revision that it came to.
    pub revision: i32,
    /// When.
    pub at: DateTime<Utc>,
}

/// What I changed, the latest first.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn my_edits(ctx: &Ctx, domain: &Domain) -> Result<Vec<Edit>, ListingError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    let edits = store::edits_by(domain.db.reader(), me.member, EDITS_MAX).await?;
    let edit = |(listing, revision, at)| Edit { listing, revision, at };
    Ok(edits.into_iter().map(edit).collect())
}

/// A listing that the actor may edit, and what they are to it.
///
/// # Errors
/// [`ListingError::NotFound`], [`ListingError::Denied`].
pub async fn kept(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<(Keeper, Listing), ListingError> {
    let listing = super::store::by_ids(domain.db.reader(), [id]).await?.remove(&id);
    let listing = listing.ok_or(ListingError::NotFound)?;
    let standing = standing(ctx, domain, &listing).await?;
    policy::check_on(ctx, Action::EditListing, standing)?;
    Ok((standing.keeper, listing))
}

/// Whether a listing is somebody's.
///
/// # Errors
/// [`ListingError::Db`].
pub async fn is_owned(ctx: &Ctx, domain: &Domain, id: ListingId) -> Result<bool, ListingError> {
    policy::check(ctx, Action::ReadDirectory)?;
    Ok(store::owner(domain.db.reader(), id).await?.is_some())
}

/// Takes the places out of the directory that are at a member's own home and came from nobody else:
/// they tell where the member lives, and how to reach them.
pub(crate) async fn take_home_along(
    tx: &WriteTx,
    ctx: &Ctx,
    member: MemberId,
) -> Result<(), DbError> {
    let mut own = store::own(tx, member).await?;
    own.extend(merging::of_member(tx, member, &own).await?);
    let all = super::store::by_ids(tx.conn(), own).await?;
    let is_home =
        |it: &&Listing| it.facts.whereabouts == Whereabouts::AtHome && it.source.is_none();
    let homes: Vec<ListingId> = all.values().filter(is_home).map(|it| it.id).collect();
    if homes.is_empty() { Ok(()) } else { super::store::delete(tx, ctx, &homes).await }
}

/// The listings that I keep, as what, the latest first, at most [`MINE_MAX`].
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn mine(
    ctx: &Ctx,
    domain: &Domain,
    first: u32,
) -> Result<Vec<(Keeper, Listing)>, ListingError> {
    policy::check(ctx, Action::SeeKept)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    let db = domain.db.reader();
    let kept = store::kept_by(db, me, first.min(MINE_MAX).into()).await?;
    let ids = kept.iter().map(|(id, _)| *id);
    let mut rows: HashMap<ListingId, Listing> = super::store::by_ids(db, ids).await?;
    Ok(kept.into_iter().filter_map(|(id, keeper)| Some((keeper, rows.remove(&id)?))).collect())
}
