//! "Klopt dit nog?": whoever keeps a place says that it is still right, in one tap. Owners whose
//! hours grew old are asked by a letter; its link opens a page with one button, which needs no
//! signing in. Nobody is asked whose address was only imported: letters go to members.

mod store;

use chrono::TimeDelta;

use super::edit::{moment, shown_as};
use super::error::ListingError;
use super::keepers::{self, Keeper};
use super::model::{LifeState, Listing};
use super::opening_hours::ZONE;
use super::provenance::{FactGroup, OWNER};
use super::reports::{store as letters, write_to};
use super::{revise, store as listings_store};
use crate::areas::atlas::Atlas;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::id::ListingId;
use crate::jobs::Letter;
use crate::members::attempts::hex;
use crate::members::codes::hash;
use crate::members::model::Secret;
use crate::policy::{self, Action};
use crate::{Domain, areas, audit};

/// What such letters are called where it is kept when they went out.
const KIND: &str = "still_right";
/// An owner is asked about a place at most once in so many days.
pub const ASKED_DAYS: i64 = 90;
/// Hours that nobody confirmed in so many days are asked about: half of what they are sure for.
pub const OLD_DAYS: i64 = 182;
/// How long the link of a letter holds, in days.
pub const LINK_DAYS: i64 = 30;
/// How many owners are asked at once.
const ASKED_AT_ONCE: u64 = 50;

/// Says of a listing that I keep or look after that it is all still right.
///
/// # Errors
/// [`ListingError::Denied`], [`ListingError::NotFound`].
pub async fn confirm(ctx: &Ctx, domain: &Domain, id: ListingId) -> Result<Listing, ListingError> {
    policy::check_on(ctx, Action::EditListing, Keeper::Owner)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let current = held(&tx, id).await?;
    let (standing, _) = keepers::standing_in(ctx, tx.conn(), &current).await?;
    policy::check_on(ctx, Action::EditListing, standing)?;
    let groups = groups(&current);
    let listing = confirm_in(&tx, (ctx, &atlas), current, &groups, shown_as(standing)).await?;
    audit::acted(&tx, ctx, "confirmed", id).await?;
    tx.commit().await?;
    Ok(listing)
}

/// The listing that a letter asks about, if its link still holds. Looking uses nothing up.
///
/// # Errors
/// [`ListingError::NotFound`].
pub async fn look_at_link(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
) -> Result<Listing, ListingError> {
    policy::check(ctx, Action::AnswerLetter)?;
    let db = domain.db.reader();
    let of = store::of_link(db, &hash(link.reveal()), ctx.now).await?;
    let (id, member) = of.ok_or(ListingError::NotFound)?;
    if keepers::store::owner(db, id).await? != Some(member) {
        return Err(ListingError::NotFound);
    }
    listings_store::by_ids(db, [id]).await?.remove(&id).ok_or(ListingError::NotFound)
}

/// Says that a listing is still right, by the link of a letter to its owner.
///
/// # Errors
/// [`ListingError::NotFound`] when the link holds no more, or the place is somebody else's by now.
pub async fn confirm_by_link(
    ctx: &Ctx,
    domain: &Domain,
    link: &Secret,
) -> Result<Listing, ListingError> {
    policy::check(ctx, Action::AnswerLetter)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let hash = hash(link.reveal());
    let of = store::of_link(tx.conn(), &hash, ctx.now).await?;
    let (id, member) = of.ok_or(ListingError::NotFound)?;
    let current = held(&tx, id).await?;
    let still_theirs = keepers::store::owner(tx.conn(), id).await? == Some(member);
    if !still_theirs || !store::use_up(&tx, &hash, ctx.now).await? {
        return Err(ListingError::NotFound);
    }
    let groups = groups(&current);
    let listing = confirm_in(&tx, (ctx, &atlas), current, &groups, OWNER).await?;
    tx.commit().await?;
    Ok(listing)
}

/// Asks owners whose hours grew old whether they are still right, and forgets links that hold no
/// more. Answers how many were asked.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn ask_owners(ctx: &Ctx, domain: &Domain) -> Result<usize, ListingError> {
    policy::check(ctx, Action::KeepHouse)?;
    let since = |days| ctx.now - TimeDelta::days(days);
    let times = (since(OLD_DAYS), since(ASKED_DAYS));
    let found = store::to_ask(domain.db.reader(), times, ASKED_AT_ONCE).await?;
    let mut asked = 0;
    for (id, member) in found {
        let tx = domain.db.write().await?;
        let listing = held(&tx, id).await?;
        let last = letters::written_at(tx.conn(), (id, member), KIND).await?;
        let is_theirs = keepers::store::owner(tx.conn(), id).await? == Some(member);
        if !is_theirs || last.is_some_and(|last| last > since(ASKED_DAYS)) {
            continue;
        }
        // Hours that are fresh after all are looked at again when they may be old.
        letters::written(&tx, (id, member), KIND, ctx.now).await?;
        if is_old(ctx, &listing) {
            let link = hex(&ctx.ids.secret());
            let ends_at = ctx.now + TimeDelta::days(LINK_DAYS);
            store::insert(&tx, &hash(&link), (id, member), ends_at).await?;
            let letter = Letter::StillRight { place: listing.facts.name, link };
            write_to(&tx, ctx, member, letter).await?;
            asked += 1;
        }
        tx.commit().await?;
    }
    let tx = domain.db.write().await?;
    store::tidy(&tx, ctx.now).await?;
    tx.commit().await?;
    Ok(asked)
}

/// Whether a listing's hours were confirmed so long ago that it is time to ask.
#[must_use]
pub fn is_old(ctx: &Ctx, listing: &Listing) -> bool {
    let today = ctx.now.with_timezone(&ZONE).date_naive();
    let known = listing.provenance.get(&FactGroup::Hours).and_then(|it| it.confirmed_on);
    let runs = listing.facts.state == LifeState::Running;
    runs && known.is_none_or(|on| (today - on).num_days() >= OLD_DAYS)
}

/// The listing, as it is until the transaction ends.
pub(super) async fn held(tx: &WriteTx, id: ListingId) -> Result<Listing, ListingError> {
    listings_store::lock(tx, [id]).await?;
    let rows = listings_store::by_ids(tx.conn(), [id]).await?;
    rows.into_values().next().ok_or(ListingError::NotFound)
}

/// Somebody saw that groups of facts are right.
pub(super) async fn confirm_in(
    tx: &WriteTx,
    (ctx, atlas): (&Ctx, &Atlas),
    current: Listing,
    groups: &[FactGroup],
    editor: &str,
) -> Result<Listing, ListingError> {
    let Some(mut change) = revise::confirmed(&current, groups, editor, moment(ctx)) else {
        return Ok(current);
    };
    listings_store::save(tx, ctx, atlas, std::slice::from_mut(&mut change)).await?;
    Ok(change.listing)
}

/// What there is to confirm: that it exists, and every group that says anything.
fn groups(listing: &Listing) -> Vec<FactGroup> {
    let none = super::model::Facts::default();
    let says = |group: &FactGroup| {
        *group == FactGroup::State || revise::differs(*group, &none, &listing.facts)
    };
    FactGroup::ALL.into_iter().filter(says).collect()
}
