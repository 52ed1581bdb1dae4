//! Photos of a post: whoever keeps it adds them, tells what is to be seen on them, puts them in
//! order and takes them away. Whoever sees the post sees them, for as long as they do.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::error::PostError;
use super::kinds::{Audience, PostState};
use super::model::Post;
use super::seeing::Eyes;
use super::{children, contacts, me, publishing, reading, store, words};
use crate::communities;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::desk::people;
use crate::id::{MemberId, MessageId, PhotoId, PostId};
use crate::media::attached::{self, POSTS};
use crate::media::error::MediaError;
use crate::media::{Alt, Attached, NewPhoto, PhotoFile, PhotoSize};
use crate::policy::{self, Action, Denied, Standing};
use crate::{Domain, audit};

/// How many photos a post has at most.
pub const PHOTOS_MAX: usize = 6;

/// The photos of posts that the actor was given, each post's in order.
///
/// # Errors
/// [`MediaError::Db`].
pub async fn of(
    ctx: &Ctx,
    domain: &Domain,
    posts: &[PostId],
) -> Result<HashMap<PostId, Vec<Attached>>, MediaError> {
    policy::check(ctx, Action::ReadBoard)?;
    let mut found: HashMap<PostId, Vec<Attached>> = HashMap::new();
    let all = attached::of(domain.db.reader(), POSTS, posts.iter().map(|id| id.0)).await?;
    for (post, photo) in all {
        found.entry(PostId(post)).or_default().push(photo);
    }
    Ok(found)
}

/// The first photo of each of the posts that the actor was given, where they have one.
///
/// # Errors
/// [`MediaError::Db`].
pub async fn first_of(
    ctx: &Ctx,
    domain: &Domain,
    posts: &[PostId],
) -> Result<HashMap<PostId, Attached>, MediaError> {
    policy::check(ctx, Action::ReadBoard)?;
    let all = attached::first_of(domain.db.reader(), posts.iter().map(|id| id.0)).await?;
    Ok(all.into_iter().map(|(post, photo)| (PostId(post), photo)).collect())
}

/// A post of mine with its photos, to work on them.
///
/// # Errors
/// [`MediaError::NotFound`] for one that is not mine or was taken off, [`MediaError::AtDesk`],
/// [`MediaError::Denied`].
pub async fn kept(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
) -> Result<(Post, Vec<Attached>), MediaError> {
    may_keep(ctx)?;
    let db = domain.db.reader();
    let row = store::by_ids(db, [id]).await?.pop().ok_or(MediaError::NotFound)?;
    let post = mine(ctx, row.post)?;
    Ok((post, photos_of(attached::of(db, POSTS, [id.0]).await?)))
}

/// What is in the file of a photo of a post in a size, where the actor sees the post now: its
/// author always does, and a steward while the post waits for them to decide about it.
///
/// # Errors
/// [`MediaError::Files`], [`MediaError::Db`].
pub async fn file(
    ctx: &Ctx,
    domain: &Domain,
    (post, photo): (PostId, PhotoId),
    size: PhotoSize,
) -> Result<Option<PhotoFile>, MediaError> {
    policy::check(ctx, Action::ReadBoard)?;
    let db = domain.db.reader();
    // Asked first, so that a hidden photo takes no longer to not be shown than one that is not.
    let eyes = reading::eyes_in(ctx, db).await.map_err(of_post)?;
    let Some(row) = store::by_ids(db, [post]).await?.pop() else { return Ok(None) };
    let Some((owner, found)) = attached::find(db, POSTS, photo).await? else { return Ok(None) };
    let sees = reading::is_seen(&row, &eyes, ctx)
        || eyes.is_own(&row.post)
        || judges(ctx, domain, &row.post).await?;
    if owner != post.0 || !sees {
        return Ok(None);
    }
    let is_public = reading::is_seen(&row, &Eyes::default(), ctx);
    attached::file(domain, &found, (size, is_public)).await
}

/// Adds a photo behind those that a post of mine has. Words that a list names, and every photo
/// where somebody is at another's mercy, have somebody look at the post again.
///
/// # Errors
/// [`MediaError::Unfit`], [`MediaError::Alt`], [`MediaError::Full`] at [`PHOTOS_MAX`],
/// [`MediaError::TooMany`], [`MediaError::NotFound`], [`MediaError::AtDesk`],
/// [`MediaError::Denied`].
pub async fn add(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
    new: NewPhoto,
) -> Result<Attached, MediaError> {
    // What can be known beforehand costs nobody the work.
    let (_, photos) = kept(ctx, domain, id).await?;
    check_hands(domain.db.reader(), ctx).await?;
    check_room(&photos)?;
    let mut photo = attached::receive(ctx, domain, new).await?;
    photo.alt = public(photo.alt);
    let (tx, post, photos) = begin(ctx, domain, id).await?;
    check_room(&photos)?;
    attached::insert(&tx, (POSTS, id.0), Some(photos.len() + 1), &photo).await?;
    look_at(&tx, ctx, post, &photo.alt).await?;
    end(tx, ctx, id).await?;
    Ok(photo)
}

/// Tells what is to be seen on a photo of a post of mine.
///
/// # Errors
/// [`MediaError::Alt`], [`MediaError::NotFound`], [`MediaError::AtDesk`],
/// [`MediaError::Denied`].
pub async fn set_alt(
    ctx: &Ctx,
    domain: &Domain,
    id: PhotoId,
    (typed, decorative): (&str, bool),
) -> Result<PostId, MediaError> {
    let (tx, post, _) = begin_at(ctx, domain, id).await?;
    let alt = public(Alt::read(typed, decorative).map_err(MediaError::Alt)?);
    attached::set_alt(&tx, id, &alt).await?;
    let of = post.id;
    look_at(&tx, ctx, post, &alt).await?;
    end(tx, ctx, of).await?;
    Ok(of)
}

/// Puts the photos of a post of mine in an order. Those that it does not name stay behind those
/// that it does, in the order in which they were.
///
/// # Errors
/// [`MediaError::NotFound`] for a post or a photo that is not there, [`MediaError::AtDesk`],
/// [`MediaError::Denied`].
pub async fn order(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
    first: &[PhotoId],
) -> Result<PostId, MediaError> {
    let (tx, _, photos) = begin(ctx, domain, id).await?;
    let was: Vec<PhotoId> = photos.iter().map(|it| it.id).collect();
    if first.iter().any(|it| !was.contains(it)) {
        return Err(MediaError::NotFound);
    }
    attached::arrange(&tx, id.0, &was, &attached::with_first(&was, first)).await?;
    end(tx, ctx, id).await?;
    Ok(id)
}

/// Moves a photo of a post of mine to a place among the others, counted from 1; beyond the last is
/// the last. Those between move up.
///
/// # Errors
/// [`MediaError::NotFound`], [`MediaError::AtDesk`], [`MediaError::Denied`].
pub async fn move_to(
    ctx: &Ctx,
    domain: &Domain,
    id: PhotoId,
    to: usize,
) -> Result<PostId, MediaError> {
    let (tx, post, photos) = begin_at(ctx, domain, id).await?;
    let was: Vec<PhotoId> = photos.iter().map(|it| it.id).collect();
    let mut wanted: Vec<PhotoId> = was.iter().copied().filter(|it| *it != id).collect();
    wanted.insert(to.clamp(1, was.len()) - 1, id);
    attached::arrange(&tx, post.id.0, &was, &wanted).await?;
    end(tx, ctx, post.id).await?;
    Ok(post.id)
}

/// Takes a photo of a post of mine away; those behind it move up.
///
/// # Errors
/// [`MediaError::NotFound`], [`MediaError::AtDesk`], [`MediaError::Denied`].
pub async fn remove(ctx: &Ctx, domain: &Domain, id: PhotoId) -> Result<PostId, MediaError> {
    let (tx, post, photos) = begin_at(ctx, domain, id).await?;
    let at = photos.iter().position(|it| it.id == id).ok_or(MediaError::NotFound)?;
    attached::remove(&tx, id).await?;
    for place in at + 1..photos.len() {
        attached::put_at(&tx, post.id.0, (place + 1, place)).await?;
    }
    end(tx, ctx, post.id).await?;
    Ok(post.id)
}

/// What looks like a phone number or an address is in no words for everybody.
fn public(alt: Alt) -> Alt {
    match alt {
        Alt::Words(words) => Alt::Words(contacts::masked(&words)),
        Alt::Decorative => Alt::Decorative,
    }
}

/// Has somebody look at a post whose photo has words that a list names.
async fn look_at(tx: &WriteTx, ctx: &Ctx, post: Post, alt: &Alt) -> Result<(), MediaError> {
    let is_looked_at = publishing::must_be_seen(&post) || words::names(alt.as_str());
    if post.state != PostState::Open || !is_looked_at {
        return Ok(());
    }
    let revision = post.revision + 1;
    let post = Post { state: PostState::Review, revision, ..post };
    Ok(store::save(tx, ctx, &post).await?)
}

/// Whether the actor decides about a post that waits for it: to be looked at, or because somebody
/// said something of it. Nobody does about one of their own.
async fn judges(ctx: &Ctx, domain: &Domain, post: &Post) -> Result<bool, MediaError> {
    let db = domain.db.reader();
    let people = people(ctx);
    if people.is_empty() || people.contains(&post.author) {
        return Ok(false);
    }
    let standing = communities::standing_in(ctx, db, post.community).await?;
    if policy::check_on(ctx, Action::DecidePosts, standing).is_err() {
        return Ok(false);
    }
    let waits = post.state == PostState::Review;
    Ok(waits || store::is_reported(db, post.id, &people).await?)
}

/// Whether what somebody said of a conversation about a post, and that waits for a decision, has
/// a message's photo in it; it is neither by nor about any of these people.
pub(crate) async fn is_in_report(
    db: &impl ConnectionTrait,
    post: PostId,
    not_of: &[MemberId],
    message: MessageId,
) -> Result<bool, DbError> {
    let said = store::waiting_contexts(db, (post, true), not_of).await?;
    Ok(said.iter().any(|it| it.lines.iter().any(|it| it.photo == Some(message))))
}

fn check_room(photos: &[Attached]) -> Result<(), MediaError> {
    let full = MediaError::Full { most: PHOTOS_MAX };
    if photos.len() < PHOTOS_MAX { Ok(()) } else { Err(full) }
}

fn may_keep(ctx: &Ctx) -> Result<(), MediaError> {
    Ok(policy::check_on(ctx, Action::KeepPost, Standing::PARTY)?)
}

/// A post that is the actor's and still theirs to work on. What stands at the desk is the desk's to
/// keep, also for whom it was written down.
fn mine(ctx: &Ctx, post: Post) -> Result<Post, MediaError> {
    let me = me(ctx).map_err(of_post)?;
    if post.author != me.member || post.state == PostState::Removed {
        return Err(MediaError::NotFound);
    }
    if post.audience == Audience::Desk { Err(MediaError::AtDesk) } else { Ok(post) }
}

fn photos_of(all: Vec<(uuid::Uuid, Attached)>) -> Vec<Attached> {
    all.into_iter().map(|(_, photo)| photo).collect()
}

/// Begins to change the photos of a post of the actor's, which nobody else changes meanwhile.
async fn begin(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
) -> Result<(WriteTx, Post, Vec<Attached>), MediaError> {
    // Who may not, whoever they are to it, holds up no writer.
    may_keep(ctx)?;
    check_hands(domain.db.reader(), ctx).await?;
    let tx = domain.db.write().await?;
    let row = store::lock(&tx, id).await?.ok_or(MediaError::NotFound)?;
    let post = mine(ctx, row.post)?;
    let photos = photos_of(attached::of(tx.conn(), POSTS, [id.0]).await?);
    Ok((tx, post, photos))
}

/// What is shown for a child, a parent shows.
async fn check_hands(db: &impl ConnectionTrait, ctx: &Ctx) -> Result<(), MediaError> {
    let me = me(ctx).map_err(of_post)?;
    if children::may_say_yes(db, ctx, me).await? {
        return Ok(());
    }
    Err(MediaError::Denied(Denied { action: Action::KeepPost }))
}

/// The same, to change one photo.
async fn begin_at(
    ctx: &Ctx,
    domain: &Domain,
    id: PhotoId,
) -> Result<(WriteTx, Post, Vec<Attached>), MediaError> {
    may_keep(ctx)?;
    let found = attached::find(domain.db.reader(), POSTS, id).await?;
    let (post, _) = found.ok_or(MediaError::NotFound)?;
    let (tx, post, photos) = begin(ctx, domain, PostId(post)).await?;
    // Somebody may have taken it away meanwhile.
    if photos.iter().any(|it| it.id == id) {
        Ok((tx, post, photos))
    } else {
        Err(MediaError::NotFound)
    }
}

async fn end(tx: WriteTx, ctx: &Ctx, post: PostId) -> Result<(), MediaError> {
    audit::acted(&tx, ctx, "photos", post).await?;
    Ok(tx.commit().await?)
}

/// Of posts is only asked whose they are and who sees them.
fn of_post(error: PostError) -> MediaError {
    match error {
        PostError::Denied(denied) => MediaError::Denied(denied),
        PostError::SignedOut => MediaError::Denied(Denied { action: Action::KeepPost }),
        PostError::Db(error) => MediaError::Db(error),
        _ => MediaError::NotFound,
    }
}
