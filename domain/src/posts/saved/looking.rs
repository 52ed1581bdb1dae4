//! Looking what is new on the board, and for whom.
//!
//! What is new is read from the log of changes, which the indexes follow too, and never further
//! than the index has come: nobody is told of what a list would not show them yet. Filters are
//! judged here, in memory, against the rows; only words are asked of the engine, once a question
//! that everything else fits, for stems, typos and the words of topics live in the engine and a
//! second copy of them would answer otherwise than the list does. That question is narrowed to the
//! topics and the cells of the posts in hand, so that its answer is about as short as they are few.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::TimeDelta;
use sea_orm::prelude::Uuid;

use super::super::kinds::{Audience, PostState, Topic};
use super::super::model::Post;
use super::super::search::{PostQuery, PostSort};
use super::super::seeing::Eyes;
use super::super::{reading, store as posts};
use super::error::SavedError;
use super::model::{SAVED_NEAR_MAX_M, SAVED_TOLD_DAYS, SavedSearch, matches, may_match};
use super::{eyes, store};
use crate::changes::{self, CHANGES_KEPT_DAYS, News};
use crate::ctx::Ctx;
use crate::geo::{Bounds, Point};
use crate::id::{AreaId, CommunityId, MemberId, PostId, SavedSearchId};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::ports::IndexPosition;
use crate::{Domain, alerts, areas};

/// How many batches of changes one round looks through; the rest waits for the next round.
const BATCHES_MAX: usize = 20;
/// How many kept questions are read at once.
const READ_MAX: u64 = 500;
/// The questions of how many members are judged and told together, in one transaction.
const MEMBERS_MAX: usize = 50;
/// How many pages of an answer about words are read; what is in none of them is not told of.
const WORDS_PAGES_MAX: usize = 10;
/// How much more than the cells of posts the box is in which they are looked for, in metres.
const WORDS_MORE_M: f64 = 50.0;
/// How far a degree north goes at least, in metres.
const DEGREE_M: f64 = 110_500.0;
/// The least that a degree east goes of what one north does, so that nothing divides by nothing.
const SHRINKS_MIN: f64 = 0.1;

/// What a batch of changes came to.
enum Batch {
    /// So many alerts, and there may be more to look through.
    Told(u64),
    /// There is nothing more now, or the index has not come so far.
    Waits,
}

/// Tells everybody who keeps a question what is new on the board and answers it: one alert a
/// question and round, of each post at most one to anybody, and none by a question whose last
/// alerts were not looked at. It goes on where the last round ended; what is cut off is looked
/// through again, and nobody is told twice. Answers how many alerts there were.
///
/// # Errors
/// [`SavedError::Denied`], [`SavedError::Index`], [`SavedError::Db`].
pub async fn look(ctx: &Ctx, domain: &Domain) -> Result<u64, SavedError> {
    policy::check(ctx, Action::KeepHouse)?;
    let mut told = 0;
    for _ in 0..BATCHES_MAX {
        match batch(ctx, domain).await? {
            Batch::Told(count) => told += count,
            Batch::Waits => break,
        }
    }
    let tx = domain.db.write().await?;
    store::forget_told(&tx, ctx.now - TimeDelta::days(SAVED_TOLD_DAYS)).await?;
    tx.commit().await?;
    Ok(told)
}

async fn batch(ctx: &Ctx, domain: &Domain) -> Result<Batch, SavedError> {
    let db = domain.db.reader();
    let mark = store::mark(db).await?;
    let head = changes::head(ctx, domain).await?;
    if mark == Some(head.seq) {
        return Ok(Batch::Waits);
    }
    // Whoever keeps their first question after this is told of nothing from before it.
    if !store::is_any(db).await? {
        return put_mark(domain, head.seq).await.map(|()| Batch::Waits);
    }
    let index = domain.index.position().await?;
    let last = match index {
        Some(it) if it.generation == head.generation => it.seq,
        // It is being built anew, and answers from what it held.
        Some(_) => return Ok(Batch::Waits),
        None => i64::MAX,
    };
    let from = IndexPosition { generation: head.generation, seq: mark.unwrap_or_default() };
    let Some(news) = changes::until(ctx, domain, from, last).await? else {
        // The log does not reach back so far: what is in it no more is no news.
        return put_mark(domain, head.seq).await.map(|()| Batch::Waits);
    };
    if news.position.seq == from.seq {
        return Ok(Batch::Waits);
    }
    let fresh = fresh(ctx, domain, &news).await?;
    let found = candidates(domain, &fresh).await?;
    let by_words = |it: &Candidate| it.saved.question.text.is_some();
    if index.is_none() && found.iter().any(by_words) {
        return Ok(Batch::Waits);
    }
    let told = tell(ctx, domain, &fresh, found).await?;
    put_mark(domain, news.position.seq).await?;
    Ok(Batch::Told(told))
}

async fn put_mark(domain: &Domain, seq: i64) -> Result<(), SavedError> {
    let tx = domain.db.write().await?;
    store::put_mark(&tx, seq).await?;
    Ok(tx.commit().await?)
}

/// The posts of some changes that stand on the board, and were written or renewed of late: a map
/// that is published anew has every post in the log.
async fn fresh(
    ctx: &Ctx,
    domain: &Domain,
    news: &News,
) -> Result<BTreeMap<PostId, Post>, SavedError> {
    let since = ctx.now - TimeDelta::days(CHANGES_KEPT_DAYS);
    let rows = posts::by_ids(domain.db.reader(), news.posts.iter().copied()).await?;
    let atlas = areas::atlas(ctx, domain).await?;
    let stand = rows.into_iter().filter(|it| {
        let post = &it.post;
        it.is_here
            && post.state == PostState::Open
            && post.stands_at(ctx.now)
            && post.audience != Audience::Desk
            && post.renewed_at >= since
    });
    Ok(stand.map(|it| (it.post.id, reading::placed(it.post, &atlas))).collect())
}

/// A kept question, and the posts that pass its filters.
struct Candidate {
    saved: SavedSearch,
    posts: BTreeSet<PostId>,
}

/// Who may be told of what, as far as filters say: community by community, so that of a region only
/// those questions are read that the new posts could answer.
async fn candidates(
    domain: &Domain,
    fresh: &BTreeMap<PostId, Post>,
) -> Result<Vec<Candidate>, SavedError> {
    let mut here: BTreeMap<CommunityId, Vec<&Post>> = BTreeMap::new();
    for post in fresh.values() {
        here.entry(post.community).or_default().push(post);
    }
    let mut all: BTreeMap<SavedSearchId, Candidate> = BTreeMap::new();
    for (community, posts) in here {
        let areas: BTreeSet<AreaId> = posts.iter().flat_map(|it| it.areas.clone()).collect();
        let bounds = around(&posts, f64::from(SAVED_NEAR_MAX_M));
        let reach = store::Reach { community, areas: &areas, bounds };
        let mut after = Uuid::nil();
        loop {
            let some = store::reached(domain.db.reader(), &reach, (after, READ_MAX)).await?;
            let Some(last) = some.last() else { break };
            after = last.id.0;
            let is_last = (some.len() as u64) < READ_MAX;
            for saved in some {
                let mine: Vec<PostId> =
                    posts.iter().filter(|it| may_match(&saved, it)).map(|it| it.id).collect();
                if mine.is_empty() || !saved.unlooked.speaks() {
                    continue;
                }
                let none = |saved| Candidate { saved, posts: BTreeSet::new() };
                all.entry(saved.id).or_insert_with(|| none(saved)).posts.extend(mine);
            }
            if is_last {
                break;
            }
        }
    }
    Ok(all.into_values().collect())
}

/// The box around some posts, and so many metres more on every side.
fn around(posts: &[&Post], more_m: f64) -> Bounds {
    let points = || posts.iter().map(|it| it.around.point);
    let least = |of: fn(Point) -> f64| points().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(Point) -> f64| points().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (south, north) = (least(|it| it.latitude), most(|it| it.latitude));
    let up = more_m / DEGREE_M;
    let furthest = (south.abs().max(north.abs()) + up).min(90.0);
    let right = up / furthest.to_radians().cos().max(SHRINKS_MIN);
    Bounds {
        south: (south - up).max(-90.0),
        west: (least(|it| it.longitude) - right).max(-180.0),
        north: (north + up).min(90.0),
        east: (most(|it| it.longitude) + right).min(180.0),
    }
}

/// Tells those who are to hear of it, some members at a time, so that the writer is held for a
/// moment only.
async fn tell(
    ctx: &Ctx,
    domain: &Domain,
    fresh: &BTreeMap<PostId, Post>,
    candidates: Vec<Candidate>,
) -> Result<u64, SavedError> {
    let mut of: BTreeMap<MemberId, Vec<Candidate>> = BTreeMap::new();
    for it in candidates {
        of.entry(it.saved.member).or_default().push(it);
    }
    let mut of: Vec<(MemberId, Vec<Candidate>)> = of.into_iter().collect();
    let mut told = 0;
    while !of.is_empty() {
        let some: Vec<_> = of.drain(..of.len().min(MEMBERS_MAX)).collect();
        let hits = judged(ctx, domain, fresh, some).await?;
        if !hits.is_empty() {
            told += write(ctx, domain, &hits).await?;
        }
    }
    Ok(told)
}

/// What is told of a question.
struct Hit {
    saved: SavedSearch,
    posts: Vec<PostId>,
}

/// What some members are to hear of, with their own eyes: each post by the first question of theirs
/// that it answers, the eldest first.
async fn judged(
    ctx: &Ctx,
    domain: &Domain,
    fresh: &BTreeMap<PostId, Post>,
    some: Vec<(MemberId, Vec<Candidate>)>,
) -> Result<Vec<Hit>, SavedError> {
    let db = domain.db.reader();
    let members: BTreeSet<MemberId> = some.iter().map(|(member, _)| *member).collect();
    let ids: BTreeSet<PostId> =
        some.iter().flat_map(|(_, all)| all).flat_map(|it| it.posts.iter().copied()).collect();
    let communities: BTreeSet<CommunityId> =
        ids.iter().filter_map(|id| fresh.get(id)).map(|it| it.community).collect();
    let eyes: HashMap<MemberId, Eyes> = eyes::of_many(db, &members, &communities).await?;
    let mut settled = store::settled(db, &members, &ids).await?;
    let mut hits = Vec::new();
    for (member, mut mine) in some {
        let Some(eyes) = eyes.get(&member) else { continue };
        mine.sort_by_key(|it| (it.saved.created_at, it.saved.id));
        for Candidate { saved, posts } in mine {
            let told = |id: &PostId| settled.contains(&(member, *id));
            let posts = posts.iter().filter(|id| !told(id)).filter_map(|id| fresh.get(id));
            let mut posts: Vec<&Post> = posts.filter(|it| matches(&saved, it, eyes)).collect();
            if !posts.is_empty() && saved.question.text.is_some() {
                let answer = by_words(ctx, domain, (&saved, eyes), &posts).await?;
                posts.retain(|it| answer.contains(&it.id));
            }
            if posts.is_empty() {
                continue;
            }
            let posts: Vec<PostId> = posts.iter().map(|it| it.id).collect();
            settled.extend(posts.iter().map(|id| (member, *id)));
            hits.push(Hit { saved, posts });
        }
    }
    Ok(hits)
}

/// Which of some posts, which pass the filters of a question, have its words: the engine is asked
/// the question, among posts of their topics in the box around them, the newest first.
async fn by_words(
    ctx: &Ctx,
    domain: &Domain,
    (saved, eyes): (&SavedSearch, &Eyes),
    posts: &[&Post],
) -> Result<BTreeSet<PostId>, SavedError> {
    let topics: BTreeSet<Topic> = posts.iter().map(|it| it.topic).collect();
    let mut filter = saved.question.filter();
    filter.topics = topics.into_iter().collect();
    filter.bounds = Some(around(posts, WORDS_MORE_M));
    let mut query = PostQuery {
        text: saved.question.text.clone(),
        language: saved.question.language,
        filter,
        sort: PostSort::Newest,
        first: PAGE_MAX,
        facets: false,
        eyes: eyes.clone(),
        ..PostQuery::new(ctx.now)
    };
    let asked: BTreeSet<PostId> = posts.iter().map(|it| it.id).collect();
    let mut found = BTreeSet::new();
    for _ in 0..WORDS_PAGES_MAX {
        let answer = domain.index.search_posts(&query).await?;
        found.extend(answer.hits.iter().map(|hit| hit.id).filter(|id| asked.contains(id)));
        query.after = answer.hits.last().map(|hit| hit.cursor);
        if !answer.more || query.after.is_none() || found.len() == asked.len() {
            break;
        }
    }
    Ok(found)
}

/// Writes alerts in one transaction. What somebody was told of meanwhile is told no more.
async fn write(ctx: &Ctx, domain: &Domain, hits: &[Hit]) -> Result<u64, SavedError> {
    let tx = domain.db.write().await?;
    let mut told = 0;
    for Hit { saved, posts } in hits {
        let Some(now) = store::lock(&tx, saved.member, saved.id).await? else { continue };
        if now.paused_at.is_some() || !now.unlooked.speaks() {
            continue;
        }
        if store::tell(&tx, saved.member, posts, ctx.now).await? == 0 {
            continue;
        }
        let only = match posts.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        alerts::tell_found(&tx, ctx, (saved.member, saved.id), (&now.name, only)).await?;
        let unlooked = now.unlooked.told();
        store::update(&tx, &SavedSearch { unlooked, told_at: Some(ctx.now), ..now }).await?;
        told += 1;
    }
    tx.commit().await?;
    Ok(told)
}
