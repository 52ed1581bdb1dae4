//! Reading the board: what an actor sees of it, and of whose it is.

use std::collections::{BTreeSet, HashMap};

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;

use super::error::PostError;
use super::model::{Audience, Post, PostState};
use super::search::{PostAnswer, PostQuery};
use super::seeing::{DISMISSED_MAX, Eyes};
use super::{at_desk, me, question, store};
use crate::agreements::{names, taken_of};
use crate::areas::atlas::Atlas;
use crate::communities::model::Role;
use crate::communities::store::{by_ids as communities_by_ids, memberships};
use crate::ctx::{Actor, Ctx};
use crate::id::{CommunityId, MemberId, PostId, ProfileId};
use crate::policy::{self, Action};
use crate::profiles::mandates::{Deed, Named, Under};
use crate::{Domain, areas, attestations, profiles};

/// How many of one's own posts are told at most.
const MINE_MAX: u64 = 1_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What the engine answered, without what the actor may not see.
    pub answer: PostAnswer,
    /// The posts of its hits.
    pub posts: HashMap<PostId, Post>,
    /// How many can still take each of them.
    pub left: HashMap<PostId, u32>,
}

/// Whose a post is, as far as an actor is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// Whose.
    pub member: MemberId,
    /// As which profile: the member's own, or the organisation's or merchant's.
    pub profile: ProfileId,
    /// What they are called: a first name and an initial, unless they are known.
    pub name: String,
    /// Their short name, if they are known.
    pub handle: Option<String>,
    /// Whether the actor is told all of that.
    pub is_known: bool,
}

/// What the actor is, as far as it decides what they see of the board. Under a mandate it is what
/// the person is who gave it. It takes the same number of statements however many communities they
/// belong to.
///
/// # Errors
/// [`PostError::Denied`], [`PostError::Db`].
pub async fn eyes(ctx: &Ctx, domain: &Domain) -> Result<Eyes, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    eyes_in(ctx, domain.db.reader()).await
}

/// The same, as one transaction or reader sees it.
pub(super) async fn eyes_in(ctx: &Ctx, db: &impl ConnectionTrait) -> Result<Eyes, PostError> {
    let Actor::Member(me) = ctx.actor else { return Ok(Eyes::default()) };
    let sees = |under: Under| under.deeds.has(Deed::PostHelp) || under.deeds.has(Deed::Agree);
    if me.under.is_some_and(|under| !sees(under)) {
        // Who only keeps somebody's shop has no business on their board.
        return Ok(Eyes::default());
    }
    let mine = memberships(db, me.member).await?;
    let found = communities_by_ids(db, mine.iter().map(|it| it.community)).await?;
    let in_force = |id: CommunityId| {
        let version = found.iter().find(|it| it.id == id)?.agreements_version;
        let membership = mine.iter().find(|it| it.community == id)?;
        Some(membership.in_force(version).0 >= Role::Member)
    };
    let communities: BTreeSet<CommunityId> =
        mine.iter().map(|it| it.community).filter(|id| in_force(*id) == Some(true)).collect();
    let coordinates = |id: CommunityId| {
        let version = found.iter().find(|it| it.id == id).map(|it| it.agreements_version);
        let standing = mine.iter().find(|it| it.community == id).zip(version);
        let standing = standing.map(|(it, version)| it.in_force(version));
        standing.is_some_and(|it| policy::allows_on(ctx.actor, Action::KeepNeeds, it))
    };
    let mut blocked = store::blocked_around(db, me.member).await?;
    if let Some(under) = me.under {
        // A block holds for the hands as well, for whomever they act.
        blocked.extend(store::blocked_around(db, under.agent).await?);
    }
    Ok(Eyes {
        member: Some(me.member),
        known: attestations::known_where(db, me.member, &communities).await?,
        communities,
        desks: mine.iter().map(|it| it.community).filter(|id| coordinates(*id)).collect(),
        blocked,
        dismissed: store::dismissed_by(db, me.member, DISMISSED_MAX).await?,
    })
}

/// The post with an id, if the actor sees it.
///
/// # Errors
/// [`PostError::Db`].
pub async fn by_id(ctx: &Ctx, domain: &Domain, id: PostId) -> Result<Option<Post>, PostError> {
    Ok(find_many(ctx, domain, &[id]).await?.remove(&id))
}

/// The post with a slug, if the actor sees it. One that ended or was closed is seen by its author.
///
/// # Errors
/// [`PostError::Db`].
pub async fn by_slug(ctx: &Ctx, domain: &Domain, slug: &str) -> Result<Option<Post>, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    // Asked first, so that a hidden post takes no longer to not be shown than one that is not there.
    let eyes = eyes(ctx, domain).await?;
    let atlas = areas::atlas(ctx, domain).await?;
    let db = domain.db.reader();
    let found = store::by_slug(db, slug).await?;
    let seen = of_those_seen(db, found.into_iter().collect(), &eyes, ctx).await?.pop();
    Ok(seen.map(|row| placed(row.post, &atlas)))
}

/// The posts with these ids that the actor sees.
///
/// # Errors
/// [`PostError::Db`].
pub async fn find_many(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[PostId],
) -> Result<HashMap<PostId, Post>, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    let found = store::by_ids(domain.db.reader(), ids.iter().copied()).await?;
    let seen = seen(ctx, domain, found).await?;
    Ok(seen.into_iter().map(|it| (it.id, it)).collect())
}

/// The posts among these that stand on the board, also beyond their end: for the index, which asks
/// at each question what has ended. What is at a desk is in no index.
///
/// # Errors
/// [`PostError::Db`].
pub async fn for_index(
    ctx: &Ctx,
    domain: &Domain,
    ids: &[PostId],
) -> Result<HashMap<PostId, Post>, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    let atlas = areas::atlas(ctx, domain).await?;
    let found = store::by_ids(domain.db.reader(), ids.iter().copied()).await?;
    let stands = |it: &store::Row| {
        it.is_here && it.post.state == PostState::Open && it.post.audience != Audience::Desk
    };
    let stand = found.into_iter().filter(stands);
    Ok(stand.map(|it| (it.post.id, placed(it.post, &atlas))).collect())
}

/// Finds posts. The engine answers ids; the rows are read again, and what the actor may not see,
/// or does not want to, is dropped.
///
/// # Errors
/// [`PostError::Invalid`] for a question that cannot be asked, [`PostError::Index`] when the engine
/// does not answer.
pub async fn search(ctx: &Ctx, domain: &Domain, query: PostQuery) -> Result<Found, PostError> {
    let eyes = eyes(ctx, domain).await?;
    let query = question::tidy(PostQuery { eyes, ..query })?;
    let mut answer = domain.index.search_posts(&query).await?;
    let ids: Vec<PostId> = answer.hits.iter().map(|hit| hit.id).collect();
    let atlas = areas::atlas(ctx, domain).await?;
    let db = domain.db.reader();
    let mut rows = store::by_ids(db, ids.iter().copied()).await?;
    let eyes = &query.eyes;
    rows.retain(|it| it.is_here && it.post.stands_at(query.now));
    rows.retain(|it| eyes.see(&it.post) && eyes.want(it.post.id));
    let posts: HashMap<PostId, Post> =
        rows.into_iter().map(|it| (it.post.id, placed(it.post, &atlas))).collect();
    answer.hits.retain(|hit| posts.contains_key(&hit.id));
    let dropped = (ids.len() - answer.hits.len()) as u64;
    answer.total = answer.total.saturating_sub(dropped);
    let left = left_of(db, posts.values()).await?;
    Ok(Found { answer, posts, left })
}

/// How many can still take some posts: as many as they say, without what is agreed and what went
/// for good. What is called off is free again. One statement for all of them.
///
/// # Errors
/// [`PostError::Denied`], [`PostError::Db`].
pub async fn left(
    ctx: &Ctx,
    domain: &Domain,
    posts: &[Post],
) -> Result<HashMap<PostId, u32>, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    left_of(domain.db.reader(), posts).await
}

async fn left_of(
    db: &impl ConnectionTrait,
    posts: impl IntoIterator<Item = &Post> + Clone,
) -> Result<HashMap<PostId, u32>, PostError> {
    let ids: Vec<PostId> = posts.clone().into_iter().map(|it| it.id).collect();
    let taken = taken_of(db, &ids).await?;
    let left = |it: &Post| {
        let taken = taken.get(&it.id).copied().unwrap_or_default();
        (it.id, it.capacity.saturating_sub(taken))
    };
    Ok(posts.into_iter().map(left).collect())
}

/// All my posts in whatever state, the newest first.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Post>, PostError> {
    let me = me(ctx)?;
    policy::check_on(ctx, Action::KeepPost, policy::Standing::PARTY)?;
    let atlas = areas::atlas(ctx, domain).await?;
    let rows = store::of_author(domain.db.reader(), me.member, MINE_MAX).await?;
    Ok(rows.into_iter().map(|it| placed(it.post, &atlas)).collect())
}

/// Whose some posts are, as far as the actor is told: visitors are not at all, so that nothing
/// links the posts of one person.
///
/// # Errors
/// [`PostError::Db`].
pub async fn authors(
    ctx: &Ctx,
    domain: &Domain,
    posts: &[Post],
) -> Result<HashMap<PostId, Author>, PostError> {
    let eyes = eyes(ctx, domain).await?;
    if eyes.member.is_none() || posts.is_empty() {
        return Ok(HashMap::new());
    }
    let db = domain.db.reader();
    let public = store::public_profiles(db, posts.iter().filter_map(|it| it.profile)).await?;
    let people = profiles::named(db, posts.iter().map(|it| it.author)).await?;
    let author = |post: &Post| {
        let member = post.author;
        if let Some((profile, (name, handle))) =
            post.profile.and_then(|id| Some((id, public.get(&id)?)))
        {
            let (name, handle) = (name.clone(), Some(handle.clone()));
            return Some((post.id, Author { member, profile, name, handle, is_known: true }));
        }
        let it = people.get(&member)?;
        let is_known = eyes.is_own(post) || eyes.know(post.community);
        let Named { profile, name, handle, .. } = names::shown(it, is_known);
        let handle = is_known.then_some(handle);
        Some((post.id, Author { member, profile, name, handle, is_known }))
    };
    Ok(posts.iter().filter_map(author).collect())
}

/// The posts of some rows that the actor sees.
async fn seen(ctx: &Ctx, domain: &Domain, found: Vec<store::Row>) -> Result<Vec<Post>, PostError> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let atlas = areas::atlas(ctx, domain).await?;
    let eyes = eyes(ctx, domain).await?;
    let seen = of_those_seen(domain.db.reader(), found, &eyes, ctx).await?;
    Ok(seen.into_iter().map(|it| placed(it.post, &atlas)).collect())
}

/// The rows that somebody sees: beside what [`is_seen`] says, what stands at a desk and they do, or did
/// until a few days ago.
async fn of_those_seen(
    db: &impl ConnectionTrait,
    mut rows: Vec<store::Row>,
    eyes: &Eyes,
    ctx: &Ctx,
) -> Result<Vec<store::Row>, PostError> {
    let is_at_desk = |row: &store::Row| {
        let post = &row.post;
        let is_there = post.audience == Audience::Desk && post.state != PostState::Removed;
        is_there && row.is_here && !eyes.blocked.contains(&post.author)
    };
    let hidden = rows.iter().filter(|it| is_at_desk(it) && !is_seen(it, eyes, ctx));
    let hidden: Vec<PostId> = hidden.map(|it| it.post.id).collect();
    let theirs = match eyes.member {
        Some(member) if !hidden.is_empty() => {
            let since = ctx.now - TimeDelta::days(at_desk::READ_DAYS);
            store::assigned_to(db, member, &hidden, since).await?
        }
        _ => BTreeSet::new(),
    };
    rows.retain(|it| is_seen(it, eyes, ctx) || theirs.contains(&it.post.id));
    Ok(rows)
}

/// Whether somebody sees a post: one of their own also when it has ended, and when they belong to
/// its community no more.
pub(super) fn is_seen(row: &store::Row, eyes: &Eyes, ctx: &Ctx) -> bool {
    let stands = row.is_here && row.post.stands_at(ctx.now);
    eyes.see(&row.post) && (stands || eyes.is_own(&row.post))
}

/// A post with the areas in which it is shown.
pub(super) fn placed(post: Post, atlas: &Atlas) -> Post {
    Post { areas: atlas.around(post.around.point), ..post }
}
