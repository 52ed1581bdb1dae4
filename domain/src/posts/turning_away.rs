//! Looking away from a post or from somebody, and saying that something is not right.

use super::error::{PostError, invalid};
use super::model::{Post, ReportReason};
use super::reports::{About, Line, NOTE_MAX, PostReport, Words};
use super::seeing::Eyes;
use super::{me, reading, store};
use crate::agreements::names::shown;
use crate::ctx::{Ctx, Signed};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{
    AgreementId, MemberId, PaymentRequestId, PostId, PostReportId, ProfileId, TransferId,
};
use crate::ledger::payments::error::PaymentError;
use crate::ledger::payments::purposes::{self, Written};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::profiles::mandates::Named;
use crate::text::without_nul;
use crate::{Domain, profiles};

/// How often somebody reports something.
const REPORTED: Limit = Limit { name: "post-reports", tries: 20, minutes: DAY };
/// How often somebody turns away from something or somebody.
const TURNED_AWAY: Limit = Limit { name: "turned-away", tries: 200, minutes: DAY };

/// A post is nothing for me: I am not shown it again in lists, and nobody is told.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`], [`PostError::NotFound`] for one that I do not
/// see or that is mine, [`PostError::TooMany`].
pub async fn dismiss(ctx: &Ctx, domain: &Domain, id: PostId) -> Result<(), PostError> {
    let me = turning(ctx)?;
    let tx = domain.db.write().await?;
    TURNED_AWAY.take(&tx, ctx, &me.member.to_string()).await?;
    let (post, eyes) = seen(&tx, ctx, id).await?;
    if eyes.is_own(&post) {
        return Err(PostError::NotFound);
    }
    store::dismiss(&tx, (me.member, id), ctx.now).await?;
    Ok(tx.commit().await?)
}

/// I want to see nothing of somebody any more: their posts, messages and replies. They are not
/// told, and see nothing of me either.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`], [`PostError::NotFound`] for a profile that is
/// nobody's own, or mine, [`PostError::TooMany`].
pub async fn block(ctx: &Ctx, domain: &Domain, profile: ProfileId) -> Result<(), PostError> {
    let me = turning(ctx)?;
    let tx = domain.db.write().await?;
    TURNED_AWAY.take(&tx, ctx, &me.member.to_string()).await?;
    let other = profiles::store::person(tx.conn(), profile).await?;
    let other = other.filter(|it| *it != me.member).ok_or(PostError::NotFound)?;
    store::block(&tx, (me.member, other), ctx.now).await?;
    Ok(tx.commit().await?)
}

/// The same of whose post it is that I see, also where they post as an organisation.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`], [`PostError::NotFound`] for a post that I do
/// not see or that is mine, [`PostError::TooMany`].
pub async fn block_author(ctx: &Ctx, domain: &Domain, id: PostId) -> Result<(), PostError> {
    let me = turning(ctx)?;
    let tx = domain.db.write().await?;
    TURNED_AWAY.take(&tx, ctx, &me.member.to_string()).await?;
    let (post, eyes) = seen(&tx, ctx, id).await?;
    if eyes.is_own(&post) {
        return Err(PostError::NotFound);
    }
    store::block(&tx, (me.member, post.author), ctx.now).await?;
    Ok(tx.commit().await?)
}

/// I want to see somebody again.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`], [`PostError::NotFound`] for a profile that is
/// nobody's own.
pub async fn unblock(ctx: &Ctx, domain: &Domain, profile: ProfileId) -> Result<(), PostError> {
    let me = turning(ctx)?;
    let tx = domain.db.write().await?;
    let other = profiles::store::person(tx.conn(), profile).await?.ok_or(PostError::NotFound)?;
    store::unblock(&tx, (me.member, other)).await?;
    Ok(tx.commit().await?)
}

/// Whom I blocked, the latest first.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`].
pub async fn blocked(ctx: &Ctx, domain: &Domain) -> Result<Vec<Named>, PostError> {
    let me = turning(ctx)?;
    let db = domain.db.reader();
    let all: Vec<MemberId> = store::blocked_by(db, me.member).await?;
    let mut names = profiles::named(db, all.iter().copied()).await?;
    // Whoever blocks somebody learns no more of their name by it than the board told.
    Ok(all.iter().filter_map(|it| names.remove(it)).map(|it| shown(&it, false)).collect())
}

/// Says that something of a post, of what the other one wrote to me, or of what is paid for or asked
/// to be, is not right. The words
/// stand in it as they are now, and whoever decides sees nothing else. Said twice, it is said once.
///
/// # Errors
/// [`PostError::SignedOut`], [`PostError::Denied`], [`PostError::Invalid`] for `note`,
/// [`PostError::NotFound`] for what I do not see or what is mine, [`PostError::TooMany`].
pub async fn report(
    ctx: &Ctx,
    domain: &Domain,
    about: About,
    reason: ReportReason,
    note: Option<&str>,
) -> Result<PostReportId, PostError> {
    let me = turning(ctx)?;
    let note = note.map(|it| without_nul(it).trim().to_owned()).filter(|it| !it.is_empty());
    if note.as_ref().is_some_and(|it| it.chars().count() > NOTE_MAX) {
        return Err(invalid("note", Problem::TooLong));
    }
    let tx = domain.db.write().await?;
    REPORTED.take(&tx, ctx, &me.member.to_string()).await?;
    let said = match about {
        About::Post(id) => of_post(&tx, ctx, id).await?,
        About::Conversation(id) => of_conversation(&tx, me, id).await?,
        About::Purpose(id) => of_purpose(&tx, ctx, id).await?,
        About::RequestPurpose(id) => of_request(&tx, ctx, id).await?,
    };
    let already = match said.post {
        _ if said.is_purpose() => {
            store::said_of_payment(&tx, me.member, (said.transfer, said.request)).await?
        }
        Some(post) => store::said_already(&tx, me.member, (post, said.is_conversation)).await?,
        None => return Err(PostError::NotFound),
    };
    if let Some(id) = already {
        return Ok(id);
    }
    let id = PostReportId(ctx.ids.next());
    let report = PostReport { id, reason, note, created_at: ctx.now, ..said };
    store::insert_report(&tx, &report, Some(me.member)).await?;
    tx.commit().await?;
    Ok(id)
}

async fn of_post(tx: &WriteTx, ctx: &Ctx, id: PostId) -> Result<PostReport, PostError> {
    let (post, eyes) = seen(tx, ctx, id).await?;
    if eyes.is_own(&post) {
        return Err(PostError::NotFound);
    }
    Ok(said_of(ctx, &post))
}

/// A report about a post as it is now, with its words and no reason yet.
pub(super) fn said_of(ctx: &Ctx, post: &Post) -> PostReport {
    let (text, at) = (post.content.text.clone(), post.renewed_at);
    let line = Line { is_theirs: true, text, at, photo: None };
    PostReport {
        id: PostReportId(uuid::Uuid::nil()),
        community: post.community,
        post: Some(post.id),
        transfer: None,
        request: None,
        about: Some(post.author),
        is_conversation: false,
        words: Words { title: post.content.title.clone(), lines: vec![line] },
        reason: ReportReason::Other,
        note: None,
        created_at: ctx.now,
    }
}

async fn of_conversation(
    tx: &WriteTx,
    me: Signed,
    id: AgreementId,
) -> Result<PostReport, PostError> {
    let it = store::conversation(tx, id, me.member).await?.ok_or(PostError::NotFound)?;
    Ok(PostReport {
        id: PostReportId(uuid::Uuid::nil()),
        community: it.community,
        post: Some(it.post),
        transfer: None,
        request: None,
        about: Some(it.other),
        is_conversation: true,
        words: it.words,
        reason: ReportReason::Other,
        note: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
    })
}

/// What a payment of the actor's was for, whoever of the two wrote it.
async fn of_purpose(tx: &WriteTx, ctx: &Ctx, id: TransferId) -> Result<PostReport, PostError> {
    let found = purposes::written(tx, ctx, id).await.map_err(of_payment)?;
    let it = found.ok_or(PostError::NotFound)?;
    Ok(PostReport { transfer: Some(id), ..of_words(ctx, it) })
}

/// What the actor, or whoever has the link, is asked to pay for.
async fn of_request(
    tx: &WriteTx,
    ctx: &Ctx,
    id: PaymentRequestId,
) -> Result<PostReport, PostError> {
    let found = purposes::written_on_request(tx, ctx, id).await.map_err(of_payment)?;
    let it = found.ok_or(PostError::NotFound)?;
    Ok(PostReport { request: Some(id), ..of_words(ctx, it) })
}

fn of_words(ctx: &Ctx, it: Written) -> PostReport {
    let line = Line { is_theirs: true, text: it.words, at: it.at, photo: None };
    PostReport {
        id: PostReportId(uuid::Uuid::nil()),
        community: it.community,
        post: None,
        transfer: None,
        request: None,
        about: it.other,
        is_conversation: false,
        words: Words { title: it.name.unwrap_or_default(), lines: vec![line] },
        reason: ReportReason::Other,
        note: None,
        created_at: ctx.now,
    }
}

/// What it means to who reports, or decides.
pub(super) fn of_payment(error: PaymentError) -> PostError {
    match error {
        PaymentError::Db(error) => PostError::Db(error),
        PaymentError::Denied(denied) => PostError::Denied(denied),
        _ => PostError::NotFound,
    }
}

/// A post that the actor sees, and their eyes, as the transaction has them.
async fn seen(tx: &WriteTx, ctx: &Ctx, id: PostId) -> Result<(Post, Eyes), PostError> {
    let eyes = reading::eyes_in(ctx, tx.conn()).await?;
    let row = store::by_ids(tx.conn(), [id]).await?.pop();
    let row = row.filter(|row| reading::is_seen(row, &eyes, ctx)).ok_or(PostError::NotFound)?;
    Ok((row.post, eyes))
}

fn turning(ctx: &Ctx) -> Result<Signed, PostError> {
    let me = me(ctx)?;
    policy::check(ctx, Action::TurnAway)?;
    Ok(me)
}
