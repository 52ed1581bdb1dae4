//! What two neighbours write to each other about what they agree on. Nobody else reads it; what
//! one of them reports is all that a steward ever sees.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;

use super::error::{AgreementError, invalid};
use super::kinds::AgreementState;
use super::machine::{self, Party};
use super::model::{Agreement, Message, Words};
use super::{
    about_name, check_hands, facts, hold, is_blocked, me, other, photos, side, store, tidying,
};
use crate::alerts::{self, AlertKind};
use crate::ctx::Ctx;
use crate::id::{AgreementId, MessageId};
use crate::media::Attached;
use crate::media::attached;
use crate::members::attempts::{DAY, Limit};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};
use crate::posts::children;
use crate::posts::words;
use crate::{Domain, audit};

/// So many days after the end one can still write to the other, as about an umbrella that was
/// left.
pub const TALK_DAYS: i64 = 30;
/// Messages of one member in a day.
const MESSAGES: Limit = Limit { name: "messages", tries: 300, minutes: DAY };

/// Writes to the other. A moment is proposed along with it.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::Blocked`], [`AgreementError::NotNow`] once it
/// ended without an agreement or for [`TALK_DAYS`], and for a moment when none can be proposed any
/// more; [`AgreementError::Invalid`] for `text`, `from` or `until`, [`AgreementError::TooMany`],
/// [`AgreementError::Own`], [`AgreementError::Child`], [`AgreementError::SignedOut`],
/// [`AgreementError::Denied`].
pub async fn send(
    ctx: &Ctx,
    domain: &Domain,
    of: AgreementId,
    words: Words,
) -> Result<Message, AgreementError> {
    me(ctx)?;
    let words = tidying::tidy_words(words, ctx.now);
    let words = words.map_err(|(field, problem)| invalid(field)(problem))?;
    say(ctx, domain, of, words, None).await
}

/// Writes words that are tidy, with a photo whose files lie there.
pub(super) async fn say(
    ctx: &Ctx,
    domain: &Domain,
    of: AgreementId,
    words: Words,
    photo: Option<Attached>,
) -> Result<Message, AgreementError> {
    let signed = me(ctx)?;
    let tx = domain.db.write().await?;
    let (kept, party, me) = hold(&tx, ctx, of).await?;
    if !children::may_say_yes(tx.conn(), ctx, signed).await? {
        return Err(AgreementError::Child);
    }
    MESSAGES.take(&tx, ctx, &me.to_string()).await?;
    let was = &kept.agreement;
    check_open(tx.conn(), was, ctx).await?;
    let facts = facts(&kept, false);
    let mut next = match words {
        Words::Moment { from, until } => {
            check_hands(ctx, &kept, party)?;
            let next = machine::propose(was, &facts, party, (from, until), ctx.now);
            next.ok_or(AgreementError::NotNow)?
        }
        Words::Text(_) => was.clone(),
    };
    if !was.state.is_end() {
        next.changed_at = ctx.now;
    }
    if party == Party::Owner {
        next.answered_at = next.answered_at.or(Some(ctx.now));
    }
    store::save(&tx, was, &next).await?;
    let (id, by) = (MessageId(ctx.ids.next()), ctx.actor.hands());
    let at = ctx.now;
    let message = Message { id, agreement: of, author: me, by, is_mine: true, words, photo, at };
    let (kind, flagged) = match &message.words {
        Words::Text(text) => (AlertKind::Message, words::names(text)),
        Words::Moment { .. } => (AlertKind::MomentProposed, false),
    };
    store::insert_message(&tx, &message, flagged).await?;
    if let Some(photo) = &message.photo {
        attached::insert(&tx, (attached::MESSAGES, id.0), None, photo).await?;
    }
    if kind == AlertKind::MomentProposed {
        let step = (Some(was.state), &next);
        store::note_step(&tx, step, ("propose", by), ctx.now).await?;
    }
    let about = about_name(tx.conn(), was, me).await?;
    alerts::tell(&tx, ctx, other(was, me), kind, about).await?;
    audit::acted(&tx, ctx, "wrote", of).await?;
    tx.commit().await?;
    Ok(message)
}

/// Whether the two can write to each other now.
pub(super) async fn check_open(
    db: &impl ConnectionTrait,
    it: &Agreement,
    ctx: &Ctx,
) -> Result<(), AgreementError> {
    if is_blocked(db, it).await? {
        return Err(AgreementError::Blocked);
    }
    if is_open(it, ctx) { Ok(()) } else { Err(AgreementError::NotNow) }
}

/// Whether the agreement is one in which the two can still write to each other.
fn is_open(it: &Agreement, ctx: &Ctx) -> bool {
    use AgreementState as S;
    match (it.state, it.ended_at) {
        (S::Declined | S::Withdrawn, _) => false,
        (_, Some(ended_at)) => ctx.now <= ended_at + TimeDelta::days(TALK_DAYS),
        (_, None) => true,
    }
}

/// The last messages of an agreement, the earliest of them first, and whether there are earlier
/// ones; before one of them, those that came before it.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn list(
    ctx: &Ctx,
    domain: &Domain,
    of: AgreementId,
    first: u32,
    before: Option<MessageId>,
) -> Result<(Vec<Message>, bool), AgreementError> {
    let me = me(ctx)?.member;
    let db = domain.db.reader();
    let kept = store::by_id(db, of).await?.ok_or(AgreementError::NotFound)?;
    side(&kept.agreement, me).ok_or(AgreementError::NotFound)?;
    let first = first.clamp(1, PAGE_MAX) as usize;
    let mut all = store::messages(db, (of, me), (first as u64 + 1, before)).await?;
    let more = all.len() > first;
    all.truncate(first);
    all.reverse();
    photos::put_to(db, &mut all).await?;
    Ok((all, more))
}

/// I have read what was written until now, and seen what I was told of the agreement.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn read(ctx: &Ctx, domain: &Domain, of: AgreementId) -> Result<(), AgreementError> {
    let tx = domain.db.write().await?;
    let (_, _, me) = hold(&tx, ctx, of).await?;
    store::put_read(&tx, (of, me), ctx.now).await?;
    alerts::seen_of(&tx, ctx, (me, of)).await?;
    Ok(tx.commit().await?)
}

/// How many messages to me I have not read.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn unread(ctx: &Ctx, domain: &Domain) -> Result<u64, AgreementError> {
    let me = me(ctx)?.member;
    Ok(store::all_unread(domain.db.reader(), me).await?)
}

/// All messages of my conversations, to take along, the earliest first.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn of_member(ctx: &Ctx, domain: &Domain) -> Result<Vec<Message>, AgreementError> {
    policy::check(ctx, Action::KeepAccount)?;
    let me = me(ctx)?.member;
    let mut all = store::messages_of(domain.db.reader(), me).await?;
    photos::put_to(domain.db.reader(), &mut all).await?;
    Ok(all)
}
