//! Photos of places: whoever keeps a place adds them, tells what is to be seen on them, puts them
//! in order and takes them away. Those of posts and messages lie in the same files ([`Attached`]).
//!
//! A photo is a row; its pictures are files, named by what is in them. Files are written before the
//! row that names them and deleted after it, by the house, once nothing has named them for a day:
//! so there is never a row without its files, and a file that no row names is shown to nobody.

mod arriving;
pub(crate) mod attached;
pub mod entity;
pub mod error;
pub mod model;
mod moving;
mod store;
mod studio;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::arriving::{ARRIVING_MAX, Arrival};
pub use self::attached::{Attached, PhotoFile};
use self::error::MediaError;
pub use self::model::{Alt, FileName, Photo, PhotoSize, Picture, Unfit};
use self::model::{PHOTOS_MAX, UPLOAD_MAX_BYTES};
pub(crate) use self::moving::{bring_back, take_along};
pub use self::studio::Studio;
use crate::audit::model::{Act, Note};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::id::{ListingId, MemberId, PhotoId};
use crate::listings::keepers::{self, Keeper};
use crate::listings::model::{LifeState, Listing};
use crate::listings::{FIND_MAX, store as listings_store};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::{Domain, audit, changes};

/// Photos that one member sends in a day, those that were refused among them.
const UPLOADS: Limit = Limit { name: "photos", tries: UPLOADS_A_DAY_MAX, minutes: DAY };
/// How many photos one member sends in a day.
pub const UPLOADS_A_DAY_MAX: i32 = 60;
/// How long a file stays that nothing names, in hours: a photo that comes in has its files before
/// it has its row.
pub const UNNAMED_KEPT_HOURS: i64 = 24;
/// How long the photos of a place that is gone are kept, in days: some come back. Meanwhile nobody
/// sees them.
pub const GONE_KEPT_DAYS: i64 = 30;
/// How many photos a member is told of, as many as anybody adds.
const ADDED_MAX: u64 = 10_000;

/// A photo that comes in.
#[derive(Clone, Debug)]
pub struct NewPhoto {
    /// The file, as it was sent.
    pub bytes: Vec<u8>,
    /// What is to be seen, as it was typed.
    pub alt: String,
    /// Whether there is nothing to tell.
    pub decorative: bool,
}

/// A photo that I added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Which photo.
    pub photo: PhotoId,
    /// Of which place.
    pub listing: ListingId,
    /// What is to be seen on it.
    pub alt: Alt,
    /// When.
    pub at: DateTime<Utc>,
}

/// The photos of places, each place's in order. A place that is gone shows none.
///
/// # Errors
/// [`MediaError::Db`].
pub async fn of(
    ctx: &Ctx,
    domain: &Domain,
    listings: &[ListingId],
) -> Result<HashMap<ListingId, Vec<Photo>>, MediaError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let mut found: HashMap<ListingId, Vec<Photo>> = HashMap::new();
    for listings in listings.chunks(FIND_MAX) {
        for photo in store::shown(domain.db.reader(), listings).await? {
            found.entry(photo.listing).or_default().push(photo);
        }
    }
    Ok(found)
}

/// The first photo of each of these places, where they have one. A place that is gone shows none.
///
/// # Errors
/// [`MediaError::Db`].
pub async fn first_of(
    ctx: &Ctx,
    domain: &Domain,
    listings: &[ListingId],
) -> Result<HashMap<ListingId, Photo>, MediaError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let mut found = HashMap::new();
    for listings in listings.chunks(FIND_MAX) {
        let photos = store::first_shown(domain.db.reader(), listings).await?;
        found.extend(photos.into_iter().map(|photo| (photo.listing, photo)));
    }
    Ok(found)
}

/// What is in the file of a picture, a JPEG; none where no photo has it.
///
/// # Errors
/// [`MediaError::Files`].
pub async fn file(
    ctx: &Ctx,
    domain: &Domain,
    name: FileName,
) -> Result<Option<Vec<u8>>, MediaError> {
    policy::check(ctx, Action::ReadDirectory)?;
    if !store::is_shown(domain.db.reader(), name).await? {
        return Ok(None);
    }
    Ok(domain.files.get(name).await?)
}

/// The photos that I added, the latest first.
///
/// # Errors
/// [`MediaError::Denied`] when nobody is signed in.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Added>, MediaError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    Ok(store::added_by(domain.db.reader(), me.member, ADDED_MAX).await?)
}

/// A place that I keep, with its photos, to work on them.
///
/// # Errors
/// [`MediaError::NotFound`], [`MediaError::Denied`].
pub async fn kept(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<(Listing, Vec<Photo>), MediaError> {
    policy::check_on(ctx, Action::EditListing, Keeper::Owner)?;
    let db = domain.db.reader();
    let listing = listings_store::by_ids(db, [id]).await?.remove(&id);
    let listing = listing.filter(still_exists).ok_or(MediaError::NotFound)?;
    let (standing, _) = keepers::standing_in(ctx, db, &listing).await?;
    policy::check_on(ctx, Action::EditListing, standing)?;
    Ok((listing, store::of(db, id).await?))
}

/// A file of the actor's begins to come in, a photo or a table. Whoever receives it asks before
/// reading any of it, and keeps the answer until it is done with the file.
///
/// # Errors
/// [`MediaError::Arriving`] while [`ARRIVING_MAX`] of theirs come in.
pub fn arrive(ctx: &Ctx, domain: &Domain) -> Result<Arrival, MediaError> {
    domain.studio.arriving.begin(member(ctx))
}

/// Adds a photo behind those that a place has.
///
/// # Errors
/// [`MediaError::Unfit`], [`MediaError::Alt`], [`MediaError::Full`] at [`PHOTOS_MAX`],
/// [`MediaError::TooMany`], [`MediaError::NotFound`], [`MediaError::Denied`].
pub async fn add(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    new: NewPhoto,
) -> Result<Photo, MediaError> {
    // What can be known beforehand costs nobody the work.
    let (_, photos) = kept(ctx, domain, id).await?;
    if photos.len() >= PHOTOS_MAX {
        return Err(MediaError::Full { most: PHOTOS_MAX });
    }
    if new.bytes.len() > UPLOAD_MAX_BYTES {
        return Err(MediaError::Unfit(Unfit::TooHeavy));
    }
    let alt = Alt::read(&new.alt, new.decorative).map_err(MediaError::Alt)?;
    count_upload(ctx, domain).await?;
    let developed = domain.studio.develop(new.bytes).await?;
    let sizes = [0, 1, 2].map(|size| developed[size].picture);
    for it in developed {
        domain.files.put(it.picture.name, it.jpeg).await?;
    }
    let photo = Photo { id: PhotoId(ctx.ids.next()), listing: id, alt, sizes, added_at: ctx.now };
    let (tx, photos) = begin(ctx, domain, id).await?;
    if photos.len() >= PHOTOS_MAX {
        return Err(MediaError::Full { most: PHOTOS_MAX });
    }
    store::insert(&tx, &photo, photos.len() + 1, member(ctx)).await?;
    end(tx, ctx, id).await?;
    Ok(photo)
}

/// Tells what is to be seen on a photo.
///
/// # Errors
/// [`MediaError::Alt`], [`MediaError::NotFound`], [`MediaError::Denied`].
pub async fn set_alt(
    ctx: &Ctx,
    domain: &Domain,
    id: PhotoId,
    (typed, decorative): (&str, bool),
) -> Result<ListingId, MediaError> {
    let (tx, listing, _, _) = begin_at(ctx, domain, id).await?;
    let alt = Alt::read(typed, decorative).map_err(MediaError::Alt)?;
    store::set_alt(&tx, id, &alt).await?;
    end(tx, ctx, listing).await?;
    Ok(listing)
}

/// Moves a photo to a place among the others, counted from 1; beyond the last is the last. Those
/// between move up.
///
/// # Errors
/// [`MediaError::NotFound`], [`MediaError::Denied`].
pub async fn move_to(
    ctx: &Ctx,
    domain: &Domain,
    id: PhotoId,
    to: usize,
) -> Result<ListingId, MediaError> {
    let (tx, listing, from, count) = begin_at(ctx, domain, id).await?;
    let to = to.clamp(1, count);
    let between: Vec<(usize, usize)> = match from < to {
        true => (from..to).map(|place| (place + 1, place)).collect(),
        false => (to..from).rev().map(|place| (place, place + 1)).collect(),
    };
    let steps = [(from, 0)].into_iter().chain(between).chain([(0, to)]);
    for step in steps {
        store::put_at(&tx, listing, step).await?;
    }
    end(tx, ctx, listing).await?;
    Ok(listing)
}

/// Takes a photo away; those behind it move up.
///
/// # Errors
/// [`MediaError::NotFound`], [`MediaError::Denied`].
pub async fn remove(ctx: &Ctx, domain: &Domain, id: PhotoId) -> Result<ListingId, MediaError> {
    let (tx, listing, from, count) = begin_at(ctx, domain, id).await?;
    store::remove(&tx, id).await?;
    for place in from..count {
        store::put_at(&tx, listing, (place + 1, place)).await?;
    }
    end(tx, ctx, listing).await?;
    Ok(listing)
}

/// Deletes what nobody sees any more: the photos of places that are gone for long, and files that
/// nothing has named for a day. Answers how many files that were.
///
/// # Errors
/// [`MediaError`]; what is left is deleted the next time.
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, MediaError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    store::forget_gone(&tx, ctx.now - TimeDelta::days(GONE_KEPT_DAYS)).await?;
    tx.commit().await?;
    let before = ctx.now - TimeDelta::hours(UNNAMED_KEPT_HOURS);
    let mut deleted = 0;
    for begin in 0..=u8::MAX {
        let old = domain.files.put_before(begin, before).await?;
        for names in old.chunks(FIND_MAX) {
            let mut named = store::named(domain.db.reader(), names).await?;
            named.extend(attached::named(domain.db.reader(), names).await?);
            for name in names.iter().filter(|name| !named.contains(name)) {
                domain.files.delete(*name, before).await?;
                deleted += 1;
            }
        }
    }
    Ok(deleted)
}

/// Counts a photo that comes in, before it is known whether it fits: looking at it is the work.
async fn count_upload(ctx: &Ctx, domain: &Domain) -> Result<(), MediaError> {
    // Whoever acts for several sends no more than one.
    let Some(hands) = ctx.actor.hands() else { return Ok(()) };
    let tx = domain.db.write().await?;
    UPLOADS.take(&tx, ctx, &hands.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Begins to change the photos of a place that the actor keeps, which nobody else changes
/// meanwhile.
async fn begin(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
) -> Result<(WriteTx, Vec<Photo>), MediaError> {
    // Who may not, whoever they are to it, holds up no writer.
    policy::check_on(ctx, Action::EditListing, Keeper::Owner)?;
    let tx = domain.db.write().await?;
    listings_store::lock(&tx, [id]).await?;
    let listing = listings_store::by_ids(tx.conn(), [id]).await?.remove(&id);
    let listing = listing.filter(still_exists).ok_or(MediaError::NotFound)?;
    let (standing, community) = keepers::standing_in(ctx, tx.conn(), &listing).await?;
    policy::check_on(ctx, Action::EditListing, standing)?;
    // Whoever does not keep the place does it for the community.
    if standing.keeper < Keeper::Finder {
        audit::note(&tx, ctx, Note::new(Act::PhotosChanged).of(community).to(id)).await?;
    }
    let photos = store::of(tx.conn(), id).await?;
    Ok((tx, photos))
}

/// The same, to change one photo: its place, the how manieth it is, and how many there are.
async fn begin_at(
    ctx: &Ctx,
    domain: &Domain,
    id: PhotoId,
) -> Result<(WriteTx, ListingId, usize, usize), MediaError> {
    policy::check_on(ctx, Action::EditListing, Keeper::Owner)?;
    let listing = store::listing_of(domain.db.reader(), id).await?.ok_or(MediaError::NotFound)?;
    let (tx, photos) = begin(ctx, domain, listing).await?;
    // Somebody may have taken it away meanwhile.
    let at = photos.iter().position(|photo| photo.id == id).ok_or(MediaError::NotFound)?;
    Ok((tx, listing, at + 1, photos.len()))
}

/// Ends a change, which whoever keeps a copy of the place hears of.
async fn end(tx: WriteTx, ctx: &Ctx, listing: ListingId) -> Result<(), MediaError> {
    changes::append(&tx, ctx, &[listing]).await.map_err(DbError::from)?;
    audit::acted(&tx, ctx, "photos", listing).await?;
    Ok(tx.commit().await?)
}

fn member(ctx: &Ctx) -> Option<MemberId> {
    match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

fn still_exists(listing: &Listing) -> bool {
    !matches!(listing.facts.state, LifeState::Gone { .. })
}
