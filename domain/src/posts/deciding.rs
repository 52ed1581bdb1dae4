//! What waits for a steward: posts that a list of words holds, and what was said of posts and
//! conversations. A steward sees just those words, and decides nothing of their own.

use std::collections::HashMap;

use super::error::{PostError, invalid};
use super::kinds::PostState;
use super::model::Post;
use super::reports::{PostReport, REASON_MAX, WAITING_MAX, Waiting};
use super::turning_away::{of_payment, said_of};
use super::{about, me, reading, store};
use crate::alerts::{self, AlertKind};
use crate::audit::model::{Act, Note};
use crate::communities;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::desk::{decider, people};
use crate::error::Problem;
use crate::id::{CommunityId, MemberId, PostId, PostReportId};
use crate::ledger::payments::purposes;
use crate::policy::{self, Action, Denied, Standing};
use crate::profiles::mandates::store::acts_for;
use crate::text::without_nul;
use crate::{Domain, areas, audit};

/// What waits in a community, but for what is by or about the actor.
///
/// # Errors
/// [`PostError::Denied`].
pub async fn waiting(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
) -> Result<Waiting, PostError> {
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, community).await?;
    policy::check_on(ctx, Action::DecidePosts, standing)?;
    let me = decider(ctx);
    let atlas = areas::atlas(ctx, domain).await?;
    let rows = store::in_review(db, community, me, WAITING_MAX).await?;
    let reviews = rows.into_iter().map(|row| reading::placed(row.post, &atlas)).collect();
    let reports = store::waiting_reports(db, community, me, WAITING_MAX).await?;
    Ok(Waiting { reviews, reports })
}

/// Decides about a post that waits to be looked at: it comes on the board, or it does not, for a
/// reason that its author reads.
///
/// # Errors
/// [`PostError::NotFound`] for one that does not wait, [`PostError::Denied`] for who does not look
/// after its community and for a case of one's own, [`PostError::Invalid`] for `reason`.
pub async fn decide_review(
    ctx: &Ctx,
    domain: &Domain,
    id: PostId,
    (accepted, reason): (bool, &str),
) -> Result<Post, PostError> {
    let reason = tidy(accepted, reason)?;
    let tx = domain.db.write().await?;
    let row = store::lock(&tx, id).await?.ok_or(PostError::NotFound)?;
    let mut post = row.post;
    may_decide(&tx, ctx, post.community, &[post.author]).await?;
    if post.state != PostState::Review {
        return Err(PostError::NotFound);
    }
    if accepted {
        (post.state, post.renewed_at) = (PostState::Open, ctx.now);
    } else {
        take_down(&tx, ctx, &mut post, reason.as_deref().unwrap_or_default()).await?;
    }
    post.revision += 1;
    store::save(&tx, ctx, &post).await?;
    let kind = if accepted { AlertKind::PostAccepted } else { AlertKind::PostRefused };
    alerts::tell(&tx, ctx, post.author, kind, about(id, &post.content.title)).await?;
    let note = Note::new(Act::PostReviewed).of(post.community).to(id);
    audit::note(&tx, ctx, note.with("accepted", accepted)).await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    tx.commit().await?;
    domain.counted.forget();
    Ok(reading::placed(post, &atlas))
}

/// Decides about what was said of a post or of a conversation. A post of which it is true comes off
/// the board; whoever said so is told what was decided, and its author why. What a payment was for
/// goes for both of the two.
///
/// # Errors
/// [`PostError::NotFound`] for one that does not wait, [`PostError::Denied`] for who does not look
/// after its community and for a case of one's own, [`PostError::Invalid`] for `reason`.
pub async fn decide_report(
    ctx: &Ctx,
    domain: &Domain,
    id: PostReportId,
    (upheld, reason): (bool, &str),
) -> Result<(), PostError> {
    let reason = tidy(false, reason)?.unwrap_or_default();
    let tx = domain.db.write().await?;
    let kept = store::report(tx.conn(), id).await?.ok_or(PostError::NotFound)?;
    let mut own: Vec<MemberId> = kept.by.into_iter().chain(kept.report.about).collect();
    if let Some(transfer) = kept.report.transfer {
        own.extend(purposes::parties(&tx, transfer).await?);
    }
    if let Some(request) = kept.report.request {
        own.extend(purposes::parties_of_request(&tx, request).await?);
    }
    may_decide(&tx, ctx, kept.report.community, &own).await?;
    let decided = store::decide(&tx, id, (upheld, &reason), (decider(ctx), ctx.now)).await?;
    if !kept.is_open || !decided {
        return Err(PostError::NotFound);
    }
    let title = kept.report.words.title.clone();
    if let Some(post) = kept.report.post.filter(|_| upheld && !kept.report.is_conversation) {
        let row = store::lock(&tx, post).await?.ok_or(PostError::NotFound)?;
        let mut post = row.post;
        if post.state != PostState::Removed {
            (post.state, post.outcome) = (PostState::Removed, None);
            post.closed_at = post.closed_at.or(Some(ctx.now));
            post.revision += 1;
            store::save(&tx, ctx, &post).await?;
            let words = about(post.id, &post.content.title);
            alerts::tell(&tx, ctx, post.author, AlertKind::PostRemoved, words).await?;
        }
    }
    if kept.report.is_purpose() {
        if upheld {
            take_words(&tx, ctx, &kept.report, kept.by).await?;
        }
        if let Some(by) = kept.by {
            let words = alerts::About { words: title.clone(), ..Default::default() };
            alerts::tell(&tx, ctx, by, AlertKind::ReportDecided, words).await?;
        }
    }
    if let (Some(by), Some(post)) = (kept.by, kept.report.post) {
        alerts::tell(&tx, ctx, by, AlertKind::ReportDecided, about(post, &title)).await?;
    }
    let note = Note::new(Act::PostReportDecided).of(kept.report.community).to(id);
    audit::note(&tx, ctx, note.with("upheld", upheld)).await?;
    if kept.by.is_none() {
        // Whoever said so has gone: their own words were kept for this alone.
        store::forget_own_words(&tx, id).await?;
    }
    tx.commit().await?;
    domain.counted.forget();
    Ok(())
}

/// Why posts of mine were taken off, in the words of who decided.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`].
pub async fn why(
    ctx: &Ctx,
    domain: &Domain,
    posts: &[PostId],
) -> Result<HashMap<PostId, String>, PostError> {
    let me = me(ctx)?;
    policy::check_on(ctx, Action::KeepPost, Standing::PARTY)?;
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::reasons(domain.db.reader(), me.member, posts).await?)
}

/// Takes away what a payment was for, or what somebody asks to be paid for.
async fn take_words(
    tx: &WriteTx,
    ctx: &Ctx,
    it: &PostReport,
    by: Option<MemberId>,
) -> Result<(), PostError> {
    if let Some(transfer) = it.transfer {
        purposes::blank(tx, ctx, transfer, by).await.map_err(of_payment)?;
    }
    if let Some(request) = it.request {
        purposes::blank_request(tx, ctx, request, by).await.map_err(of_payment)?;
    }
    Ok(())
}

/// Takes a post down, with the reason where its author finds it.
async fn take_down(
    tx: &WriteTx,
    ctx: &Ctx,
    post: &mut Post,
    reason: &str,
) -> Result<(), PostError> {
    (post.state, post.closed_at) = (PostState::Removed, Some(ctx.now));
    let id = PostReportId(ctx.ids.next());
    let said = PostReport { id, ..said_of(ctx, post) };
    store::insert_report(tx, &said, None).await?;
    store::decide(tx, id, (true, reason), (decider(ctx), ctx.now)).await?;
    Ok(())
}

/// Whether the actor looks after the community, and the case is not theirs: nor of somebody for
/// whom they act.
async fn may_decide(
    tx: &WriteTx,
    ctx: &Ctx,
    community: CommunityId,
    own: &[MemberId],
) -> Result<(), PostError> {
    let hands = people(ctx);
    let acts = acts_for(tx.conn(), (&hands, ctx.now), own.iter().copied()).await?;
    let is_party = !acts.is_empty() || own.iter().any(|it| hands.contains(it));
    let standing = communities::standing_in(ctx, tx.conn(), community).await?;
    // Whoever may not decide there does not learn whether it is a case of theirs.
    policy::check_on(ctx, Action::DecidePosts, standing)?;
    if is_party { Err(Denied { action: Action::DecidePosts }.into()) } else { Ok(()) }
}

fn tidy(is_optional: bool, reason: &str) -> Result<Option<String>, PostError> {
    let reason = without_nul(reason);
    let reason = reason.trim();
    match reason.chars().count() {
        0 if is_optional => Ok(None),
        0 => Err(invalid("reason", Problem::Empty)),
        count if count > REASON_MAX => Err(invalid("reason", Problem::TooLong)),
        _ => Ok(Some(reason.to_owned())),
    }
}
