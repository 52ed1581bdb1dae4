//! Putting something on the board, and keeping it there.

use chrono::TimeDelta;

use super::children::{self, Of};
use super::error::{PostError, invalid};
use super::judging::{judge, words_of};
use super::kinds::{Audience, Direction, Outcome, PostState, Subject};
use super::model::{Around, Draft, POSTS_MAX, Post, STANDS_DAYS};
use super::seeing::Eyes;
use super::{asking, me, placing, reading, store, words};
use crate::areas::atlas::Atlas;
use crate::communities;
use crate::ctx::{Ctx, Signed};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{AreaId, CommunityId, PostId, ProfileId};
use crate::listings::keepers::{self, Keeper};
use crate::listings::slug;
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action, Standing};
use crate::profiles::model::ProfileKind;
use crate::{Domain, areas, audit, listings, profiles};

/// How often somebody puts something on the board.
const PUBLISHED: Limit = Limit { name: "posts", tries: 30, minutes: DAY };
/// How often somebody changes, renews or closes what is theirs.
const CHANGED: Limit = Limit { name: "post-changes", tries: 200, minutes: DAY };
/// How long a slug is before a piece of the id is put behind it.
const SLUG_MAX: usize = 60;
/// How many hexadecimal digits of the id tell namesakes apart.
const PIECE_DIGITS: usize = 8;
/// Renewing moves a post up at most once in so many hours.
const RENEWED_HOURS: i64 = 24;

/// Puts something on the board. Words that a list names have somebody look at it first.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`], [`PostError::Invalid`] with the field,
/// [`PostError::Contacts`] to ask before something is masked, [`PostError::Guarded`],
/// [`PostError::Child`],
/// [`PostError::NoCommunity`], [`PostError::NotFound`] for a listing that is not the actor's to
/// post for, [`PostError::TooMany`].
pub async fn publish(ctx: &Ctx, domain: &Domain, draft: Draft) -> Result<Post, PostError> {
    let me = me(ctx)?;
    let mut said = judge(ctx, &draft, None)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let around = shown_at(&tx, ctx, &atlas, &draft).await?;
    let eyes = reading::eyes_in(ctx, tx.conn()).await?;
    let here = atlas.around(around.point);
    let community = community_for(&tx, me, &eyes, (draft.community, &here)).await?;
    let standing = communities::standing_in(ctx, tx.conn(), community).await?;
    policy::check_on(ctx, Action::PublishPost, standing)?;
    asking::settle(&tx, ctx, (community, None), &mut said.content).await?;
    let profile = profile_for(&tx, ctx, me, &draft).await?;
    check_child(&tx, ctx, me, of_draft(&draft)).await?;
    PUBLISHED.take(&tx, ctx, &me.member.to_string()).await?;
    check_room(&tx, ctx, me).await?;
    let id = untimed(ctx);
    let post = Post {
        id,
        slug: free_slug(&tx, id, &said.content.title).await?,
        community,
        author: me.member,
        profile,
        listing: draft.listing,
        by: ctx.actor.hands(),
        direction: draft.direction,
        subject: draft.subject,
        topic: draft.topic,
        audience: said.audience,
        state: PostState::Open,
        outcome: None,
        content: said.content,
        around,
        areas: here,
        capacity: said.capacity,
        expires_at: said.expires_at,
        replies_until: draft.replies_until,
        created_at: ctx.now,
        renewed_at: ctx.now,
        closed_at: None,
        revision: 1,
        demo: false,
    };
    let state = if must_be_seen(&post) { PostState::Review } else { PostState::Open };
    let post = Post { state, ..post };
    store::insert(&tx, ctx, &post).await?;
    audit::acted(&tx, ctx, "published", id).await?;
    tx.commit().await?;
    domain.counted.forget();
    Ok(post)
}

/// Changes a post of mine: all that the draft says holds from now on. It keeps its community and
/// its name in the address bar; without another day it stands as long as before.
///
/// # Errors
/// As [`publish`], and [`PostError::NotFound`] for one that is not mine, is the desk's, or does not
/// stand any more,
/// [`PostError::Conflict`] when it is not at the revision that was changed.
pub async fn edit(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
    expected_revision: i32,
    draft: Draft,
) -> Result<Post, PostError> {
    let me = me(ctx)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let was = held(&tx, ctx, id).await?;
    if !matches!(was.state, PostState::Open | PostState::Review) {
        return Err(PostError::NotFound);
    }
    if was.revision != expected_revision {
        return Err(PostError::Conflict { current: Box::new(reading::placed(was, &atlas)) });
    }
    let mut said = judge(ctx, &draft, Some(&was))?;
    asking::settle(&tx, ctx, (was.community, Some(&was.content)), &mut said.content).await?;
    let around = shown_at(&tx, ctx, &atlas, &draft).await?;
    let profile = profile_for(&tx, ctx, me, &draft).await?;
    check_child(&tx, ctx, me, of_draft(&draft)).await?;
    let is_same = words_of(&was.content) == words_of(&said.content)
        && (was.direction, was.subject, was.topic) == (draft.direction, draft.subject, draft.topic);
    let state = was.state;
    let post = Post {
        profile: profile.or(was.profile),
        listing: draft.listing,
        by: ctx.actor.hands(),
        direction: draft.direction,
        subject: draft.subject,
        topic: draft.topic,
        audience: said.audience,
        state,
        content: said.content,
        around,
        areas: atlas.around(around.point),
        capacity: said.capacity,
        expires_at: said.expires_at,
        replies_until: draft.replies_until,
        revision: was.revision + 1,
        ..was
    };
    // Whoever looked at it looked at just these words.
    let state = match is_same {
        true => post.state,
        false if must_be_seen(&post) => PostState::Review,
        false => PostState::Open,
    };
    let post = Post { state, ..post };
    store::save(&tx, ctx, &post).await?;
    audit::acted(&tx, ctx, "edited", id).await?;
    tx.commit().await?;
    domain.counted.forget();
    Ok(post)
}

/// A post of mine still holds: it stands for [`STANDS_DAYS`] from now, also when it had ended or
/// was closed.
///
/// # Errors
/// [`PostError::NotFound`] for one that is not mine, is the desk's, was taken off, or whose moment
/// has passed, [`PostError::TooMany`], [`PostError::SignedOut`], [`PostError::Denied`].
pub async fn renew(ctx: &Ctx, domain: &Domain, id: PostId) -> Result<Post, PostError> {
    let me = me(ctx)?;
    let tx = domain.db.write().await?;
    let mut post = held(&tx, ctx, id).await?;
    let is_past = post
        .content
        .event
        .as_ref()
        .is_some_and(|it| it.recurs.is_none() && it.until <= ctx.now)
        || post.content.meal.as_ref().and_then(|it| it.pickup).is_some_and(|it| it.1 <= ctx.now);
    if post.state == PostState::Removed || is_past {
        return Err(PostError::NotFound);
    }
    let Post { subject, topic, listing, .. } = post;
    check_child(&tx, ctx, me, Of { subject, topic, listing }).await?;
    if !post.stands_at(ctx.now) {
        check_room(&tx, ctx, me).await?;
    }
    if post.state == PostState::Closed {
        // Closing is no way around whoever looks first.
        post.state = if must_be_seen(&post) { PostState::Review } else { PostState::Open };
        (post.outcome, post.closed_at) = (None, None);
    }
    let until = ctx.now + TimeDelta::days(STANDS_DAYS);
    post.expires_at = post.expires_at.max(until);
    if ctx.now - post.renewed_at >= TimeDelta::hours(RENEWED_HOURS) {
        post.renewed_at = ctx.now;
    }
    finish(tx, (ctx, domain), post, "renewed").await
}

/// Takes a post of mine off the board, and says what became of it.
///
/// # Errors
/// [`PostError::NotFound`] for one that is not mine, is the desk's, or was taken off already,
/// [`PostError::SignedOut`], [`PostError::Denied`].
pub async fn close(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
    outcome: Outcome,
) -> Result<Post, PostError> {
    me(ctx)?;
    let tx = domain.db.write().await?;
    let mut post = held(&tx, ctx, id).await?;
    if post.state == PostState::Removed {
        return Err(PostError::NotFound);
    }
    post.closed_at = post.closed_at.or(Some(ctx.now));
    (post.state, post.outcome) = (PostState::Closed, Some(outcome));
    finish(tx, (ctx, domain), post, "closed").await
}

/// Writes a post as it is from now on, and ends the transaction.
async fn finish(
    tx: WriteTx,
    (ctx, domain): (&Ctx, &Domain),
    mut post: Post,
    what: &'static str,
) -> Result<Post, PostError> {
    post.revision += 1;
    store::save(&tx, ctx, &post).await?;
    audit::acted(&tx, ctx, what, post.id).await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    tx.commit().await?;
    domain.counted.forget();
    Ok(reading::placed(post, &atlas))
}

/// Whether a steward looks at a post before others see it: for words on a list, and where somebody
/// is at another's mercy, for anybody may call themselves an organisation.
pub(super) fn must_be_seen(post: &Post) -> bool {
    let is_guarded = post.topic.is_guarded()
        && (post.direction, post.subject) == (Direction::Offer, Subject::Help);
    is_guarded || words_of(&post.content).iter().any(|(_, text)| words::names(text))
}

/// A post of mine, held until the transaction ends. What stands at the desk is the desk's to keep.
async fn held(tx: &WriteTx, ctx: &Ctx, id: PostId) -> Result<Post, PostError> {
    let me = me(ctx)?;
    CHANGED.take(tx, ctx, &me.member.to_string()).await?;
    let post = store::lock(tx, id).await?.ok_or(PostError::NotFound)?.post;
    if post.author != me.member || post.audience == Audience::Desk {
        return Err(PostError::NotFound);
    }
    policy::check_on(ctx, Action::KeepPost, Standing::PARTY)?;
    Ok(post)
}

/// Where it is shown: at the cell where somebody pointed, or at that of the listing they keep.
async fn shown_at(
    tx: &WriteTx,
    ctx: &Ctx,
    atlas: &Atlas,
    draft: &Draft,
) -> Result<Around, PostError> {
    let mut point = draft.place;
    if let Some(id) = draft.listing {
        if keepers::of_in(ctx, tx.conn(), id).await? < Keeper::Editor {
            return Err(PostError::NotFound);
        }
        let listing = listings::store::by_ids(tx.conn(), [id]).await?.remove(&id);
        let listing = listing.ok_or(PostError::NotFound)?;
        point = listing.facts.findable_point().unwrap_or(point);
    }
    if crate::geo::Point::new(point.latitude, point.longitude).is_err() {
        return Err(invalid("place", Problem::OutOfRange));
    }
    Ok(placing::around(atlas, point))
}

/// In which of the author's communities it stands.
async fn community_for(
    tx: &WriteTx,
    me: Signed,
    eyes: &Eyes,
    (asked, here): (Option<CommunityId>, &[AreaId]),
) -> Result<CommunityId, PostError> {
    if let Some(asked) = asked {
        let is_mine = eyes.communities.contains(&asked);
        return is_mine.then_some(asked).ok_or(PostError::NoCommunity);
    }
    let all = communities::store::by_ids(tx.conn(), eyes.communities.iter().copied()).await?;
    let place = |it: &&communities::model::Community| {
        here.iter().position(|area| Some(*area) == it.settings.area)
    };
    let around = all.iter().filter(|it| place(it).is_some()).min_by_key(|it| (place(it), it.id));
    if let Some(smallest) = around {
        return Ok(smallest.id);
    }
    let mine = communities::store::memberships(tx.conn(), me.member).await?;
    let mine = mine.iter().filter(|it| eyes.communities.contains(&it.community));
    let first = mine.min_by_key(|it| (it.since, it.community));
    Ok(first.ok_or(PostError::NoCommunity)?.community)
}

/// As which profile; what puts somebody at another's mercy only as an organisation.
async fn profile_for(
    tx: &WriteTx,
    ctx: &Ctx,
    me: Signed,
    draft: &Draft,
) -> Result<Option<ProfileId>, PostError> {
    let acting = profiles::acting(tx, ctx, me.member).await?;
    let is_organisation = acting.as_ref().is_some_and(|it| it.kind == ProfileKind::Organisation);
    let is_guarded = draft.topic.is_guarded()
        && (draft.direction, draft.subject) == (Direction::Offer, Subject::Help);
    if is_guarded && !is_organisation {
        return Err(PostError::Guarded);
    }
    Ok(acting.map(|it| it.id))
}

/// Who is younger than sixteen posts through a parent, and not everything.
async fn check_child(tx: &WriteTx, ctx: &Ctx, me: Signed, of: Of) -> Result<(), PostError> {
    let may = children::may(tx.conn(), ctx, me, of).await?;
    if may { Ok(()) } else { Err(PostError::Child) }
}

fn of_draft(draft: &Draft) -> Of {
    Of { subject: draft.subject, topic: draft.topic, listing: draft.listing }
}

/// Whether one more fits.
async fn check_room(tx: &WriteTx, ctx: &Ctx, me: Signed) -> Result<(), PostError> {
    let (count, ends) = store::standing(tx, me.member, ctx.now).await?;
    if count < POSTS_MAX {
        return Ok(());
    }
    let wait_s = ends.map_or(0, |at| (at - ctx.now).num_seconds().unsigned_abs());
    Err(PostError::TooMany { wait_s })
}

/// An id in which no time stands, as it does in others: what was put on the board in one second
/// would be told to be of one person.
fn untimed(ctx: &Ctx) -> PostId {
    let secret = ctx.ids.secret();
    let half = secret.first_chunk::<16>().copied().unwrap_or_default();
    PostId(uuid::Builder::from_random_bytes(half).into_uuid())
}

/// The title as an address has it, with a piece of the id, always: a bare one that is taken would
/// tell that a post of that name stands there which one may not see.
pub(super) async fn free_slug(tx: &WriteTx, id: PostId, title: &str) -> Result<String, PostError> {
    let words = slug::words(title);
    let base = slug::cut(&words, SLUG_MAX);
    let digits = id.0.simple().to_string();
    let piece = &digits[digits.len() - PIECE_DIGITS..];
    let short = if base.is_empty() { piece.to_owned() } else { slug::join(base, piece) };
    if store::is_taken(tx, &short).await? { Ok(slug::join(base, &digits)) } else { Ok(short) }
}
