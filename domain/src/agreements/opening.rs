//! Replying to a post: an agreement opens with a first message.

use sea_orm::SqlErr;

use super::error::{AgreementError, invalid};
use super::kinds::AgreementState;
use super::model::{Agreement, MESSAGE_MAX, Message, Terms, Words};
use super::price::{Price, Priced};
use super::{about_name, saying, setting_apart, store, tidying};
use crate::alerts::{self, AlertKind};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AgreementId, MemberId, MessageId, PostId};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::posts::children::{self, Of};
use crate::posts::kinds::{Audience, Direction, Subject};
use crate::posts::model::{CAPACITY_MAX, Post};
use crate::posts::words;
use crate::profiles::model::ProfileKind;
use crate::{Domain, audit, posts, profiles};

/// Replies of one member in a day.
const REPLIES: Limit = Limit { name: "replies", tries: 30, minutes: DAY };

/// Replies to a post: opens an agreement with a first message, without a word about its price.
///
/// # Errors
/// As [`reply_at`].
pub async fn reply(
    ctx: &Ctx,
    domain: &Domain,
    post: PostId,
    message: &str,
    quantity: u32,
) -> Result<Agreement, AgreementError> {
    reply_at(ctx, domain, post, (message, quantity), None).await
}

/// Replies to a post at a price: that which it asks is agreed to by that, any other waits for the
/// owner's word. Of a price that is left out nobody says yes to what the post asks.
///
/// # Errors
/// [`AgreementError::NotFound`] for a post that the actor does not see, [`AgreementError::Own`],
/// [`AgreementError::Guarded`], [`AgreementError::Child`], [`AgreementError::Duplicate`],
/// [`AgreementError::Closed`],
/// [`AgreementError::Full`],
/// [`AgreementError::Invalid`] for `message`, `quantity` or `price.currency`,
/// [`AgreementError::TooMany`], [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn reply_at(
    ctx: &Ctx,
    domain: &Domain,
    post: PostId,
    (message, quantity): (&str, u32),
    price: Option<Price>,
) -> Result<Agreement, AgreementError> {
    let Actor::Member(me) = ctx.actor else { return Err(AgreementError::SignedOut) };
    policy::check(ctx, Action::Reply)?;
    let post = posts::by_id(ctx, domain, post).await?.ok_or(AgreementError::NotFound)?;
    if post.audience == Audience::Desk {
        // The desk chooses who does it.
        return Err(AgreementError::NotFound);
    }
    if is_own(ctx, &post) {
        return Err(AgreementError::Own);
    }
    let text = tidying::required("message", message.to_owned(), MESSAGE_MAX);
    let text = text.map_err(|(field, problem)| invalid(field)(problem))?;
    if quantity == 0 || quantity > post.capacity.min(CAPACITY_MAX) {
        return Err(invalid("quantity")(Problem::OutOfRange));
    }
    let tx = domain.db.write().await?;
    check_guarded(&tx, ctx, &post, me.member).await?;
    let Post { subject, topic, listing, .. } = post;
    if !children::may(tx.conn(), ctx, me, Of { subject, topic, listing }).await? {
        return Err(AgreementError::Child);
    }
    REPLIES.take(&tx, ctx, &me.member.to_string()).await?;
    let held = store::lock_post(&tx, post.id, ctx.now).await?;
    let (about, stands) = held.ok_or(AgreementError::NotFound)?;
    if store::is_blocked(tx.conn(), (post.author, me.member)).await? {
        return Err(AgreementError::NotFound);
    }
    if !stands {
        return Err(AgreementError::Closed);
    }
    let mut it = opened(ctx, &post, quantity);
    let asked = saying::asked(tx.conn(), &post, quantity).await?;
    setting_apart::check_reply(&tx, ctx, &post, price.as_ref()).await?;
    it.terms.priced = Priced::replied(price.as_ref(), asked);
    let taken = store::taken(&tx, (post.id, None), goes_for_good(about.subject)).await?;
    if taken + quantity > about.capacity {
        return Err(AgreementError::Full);
    }
    store::insert(&tx, &it).await.map_err(twice)?;
    let (by, hands) = (ctx.actor.hands(), ctx.actor.hands());
    store::note_step(&tx, (None, &it), ("reply", by), ctx.now).await?;
    let message = Message {
        id: MessageId(ctx.ids.next()),
        agreement: it.id,
        author: me.member,
        by: hands,
        is_mine: true,
        words: Words::Text(text.clone()),
        photo: None,
        at: ctx.now,
    };
    store::insert_message(&tx, &message, words::names(&text)).await?;
    let about = about_name(tx.conn(), &it, me.member).await?;
    alerts::tell(&tx, ctx, it.owner, AlertKind::Replied, about).await?;
    audit::acted(&tx, ctx, "replied", it.id).await?;
    tx.commit().await?;
    Ok(it)
}

/// The agreement that a reply opens.
pub(super) fn opened(ctx: &Ctx, post: &Post, quantity: u32) -> Agreement {
    let terms = Terms { terms: post.content.terms.clone(), ..Terms::default() };
    let replier = match ctx.actor {
        Actor::Member(me) => me.member,
        Actor::Visitor | Actor::Operator => post.author,
    };
    Agreement {
        id: AgreementId(ctx.ids.next()),
        post: post.id,
        community: post.community,
        owner: post.author,
        replier,
        by: ctx.actor.hands(),
        state: AgreementState::Proposed,
        is_loan: terms.are_of_a_loan(),
        moment: None,
        proposed_by: None,
        wanted: None,
        quantity,
        terms,
        due_on: None,
        returned: None,
        owner_done_at: None,
        replier_done_at: None,
        answered_at: None,
        created_at: ctx.now,
        changed_at: ctx.now,
        ended_at: None,
        reason: None,
        disputed_by: None,
        settled_by: None,
        revision: 1,
    }
}

/// Whether it is the actor's own post: theirs, or that of who they act for or with whose hands
/// they act.
fn is_own(ctx: &Ctx, post: &Post) -> bool {
    let Actor::Member(me) = ctx.actor else { return false };
    let hands = ctx.actor.hands();
    let by_theirs = me.under.is_some() && post.by.is_some() && post.by == hands;
    post.author == me.member || hands == Some(post.author) || by_theirs
}

/// Who asks for what puts them at another's mercy is answered by organisations only.
async fn check_guarded(
    tx: &WriteTx,
    ctx: &Ctx,
    post: &Post,
    me: MemberId,
) -> Result<(), AgreementError> {
    let is_help = (post.direction, post.subject) == (Direction::Request, Subject::Help);
    if !(is_help && post.topic.is_guarded()) {
        return Ok(());
    }
    let acting = profiles::acting(tx, ctx, me).await?;
    let is_organisation = acting.is_some_and(|it| it.kind == ProfileKind::Organisation);
    if is_organisation { Ok(()) } else { Err(AgreementError::Guarded) }
}

/// Whether what is done of a post is gone with it: a thing is given once, a hand is lent again.
pub(super) fn goes_for_good(subject: Subject) -> bool {
    matches!(subject, Subject::Item | Subject::Meal | Subject::Material)
}

/// The database keeps one open reply of a neighbour to a post.
fn twice(error: DbError) -> AgreementError {
    match error {
        DbError::Failed(failure)
            if matches!(failure.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            AgreementError::Duplicate
        }
        other => other.into(),
    }
}
