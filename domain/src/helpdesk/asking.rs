//! Whom to ask, and asking them.

use std::collections::{BTreeSet, HashMap};

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;

use super::error::{HelpdeskError, invalid};
use super::machine::{self, Party, Step};
use super::model::{ASK_MAX, Need, Offer, Suggestion};
use super::store::{self, AskedRow, Kept};
use super::suggesting::{LOAD_DAYS, SUGGESTED_MAX, Suited, Wanted, suited};
use super::{about, committed, coordinator, hold};
use crate::alerts::{self, AlertKind};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{MemberId, NeedId, PostId};
use crate::members::attempts::{DAY, Limit};
use crate::profiles::mandates::children_among;
use crate::{Domain, audit, posts, profiles};

/// How often one member asks for needs.
const ASKS: Limit = Limit { name: "need-asks", tries: 200, minutes: DAY };

/// Who was asked for a need, the first first, and then whom one might ask, the best first.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::SignedOut`].
pub async fn suggestions(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
) -> Result<Vec<Suggestion>, HelpdeskError> {
    super::me(ctx)?;
    let db = domain.db.reader();
    let kept = store::by_id(db, id).await?.ok_or(HelpdeskError::NotFound)?;
    coordinator(ctx, db, kept.community).await?;
    let asked = store::asked(db, id).await?;
    let all = all_suited(ctx, db, &kept).await?;
    let why: HashMap<MemberId, &Suited> = all.iter().map(|it| (it.member, it)).collect();
    let already: BTreeSet<MemberId> = asked.iter().map(|it| it.member).collect();
    let of_asked = |it: &AskedRow| {
        let suits = why.get(&it.member);
        let post = it.post.or(suits.map(|it| it.post));
        let why = suits.map(|it| it.why.clone()).unwrap_or_default();
        (it.member, post, why, Some(it.answer))
    };
    let others = all.iter().filter(|it| !already.contains(&it.member)).take(SUGGESTED_MAX);
    let others = others.map(|it| (it.member, Some(it.post), it.why.clone(), None));
    let rows: Vec<_> = asked.iter().map(of_asked).chain(others).collect();
    let people = profiles::named(db, rows.iter().map(|it| it.0)).await?;
    let offers: Vec<PostId> = rows.iter().filter_map(|it| it.1).collect();
    let offers = posts::find_many(ctx, domain, &offers).await?;
    // What whoever coordinates does not see on the board is not told to them here either.
    let offer = |id: PostId| {
        let post = offers.get(&id).filter(|it| it.stands_at(ctx.now))?;
        let (title, slug) = (post.content.title.clone(), post.slug.clone());
        Some(Offer { post: id, title, slug })
    };
    let told = |(member, post, why, answer): (MemberId, Option<PostId>, _, Option<_>)| {
        Some(Suggestion {
            member: people.get(&member)?.clone(),
            offer: post.and_then(offer),
            why,
            asked: answer.is_some(),
            answer: answer.flatten(),
        })
    };
    Ok(rows.into_iter().filter_map(told).collect())
}

/// Asks some of those who are suggested. Who was asked already is not asked twice.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::NotNow`],
/// [`HelpdeskError::Invalid`] for `members` when there are none, or one who is not suggested,
/// [`HelpdeskError::Full`] when more than [`ASK_MAX`] would be asked at once,
/// [`HelpdeskError::TooMany`], [`HelpdeskError::SignedOut`].
pub async fn ask(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
    members: &[MemberId],
) -> Result<Need, HelpdeskError> {
    super::me(ctx)?;
    let tx = domain.db.write().await?;
    let (kept, me) = hold(&tx, ctx, id).await?;
    ASKS.take(&tx, ctx, &me.to_string()).await?;
    let state = machine::next(kept.state, Step::Ask, Party::Desk).ok_or(HelpdeskError::NotNow)?;
    if members.is_empty() {
        return Err(invalid(("members", Problem::Empty)));
    }
    let asked = store::asked(tx.conn(), id).await?;
    let already: BTreeSet<MemberId> = asked.iter().map(|it| it.member).collect();
    let new: BTreeSet<MemberId> =
        members.iter().copied().filter(|it| !already.contains(it)).collect();
    let all = all_suited(ctx, tx.conn(), &kept).await?;
    let posts: HashMap<MemberId, PostId> = all.iter().map(|it| (it.member, it.post)).collect();
    if !new.iter().all(|it| posts.contains_key(it)) {
        return Err(invalid(("members", Problem::Unknown)));
    }
    let standing = asked.iter().filter(|it| it.answer != Some(false)).count();
    if standing + new.len() > ASK_MAX {
        return Err(HelpdeskError::Full);
    }
    for member in &new {
        let Some(post) = posts.get(member) else { continue };
        store::ask(&tx, (id, *member), *post, ctx.now).await?;
        alerts::tell(&tx, ctx, *member, AlertKind::NeedAsked, about(&kept)).await?;
    }
    let next = Kept { state, revision: kept.revision + 1, ..kept };
    store::save(&tx, &next).await?;
    if !new.is_empty() {
        let note = Note::new(Act::NeedAsked).of(next.community).to(id);
        audit::note(&tx, ctx, note.with("count", new.len() as u64)).await?;
    }
    committed(tx, (ctx, domain), next).await
}

/// All who suit a need now, the best first. Whoever coordinates it asks others, not themselves.
pub(super) async fn all_suited(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    kept: &Kept,
) -> Result<Vec<Suited>, HelpdeskError> {
    let people: Vec<MemberId> = [kept.person, ctx.actor.hands()].into_iter().flatten().collect();
    let since = ctx.now - TimeDelta::days(LOAD_DAYS);
    let mut candidates = store::candidates(db, (kept, &people), (ctx.now, since)).await?;
    // No child is sent to anybody's home.
    let children = children_among(db, ctx, candidates.iter().map(|it| it.member)).await?;
    candidates.retain(|it| !children.contains(&it.member));
    let wanted = Wanted {
        topic: kept.topic,
        point: kept.around.point,
        languages: kept.languages.clone(),
        availability: kept.availability.clone(),
    };
    Ok(suited(&wanted, &candidates))
}
