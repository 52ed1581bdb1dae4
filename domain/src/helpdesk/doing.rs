//! Saying yes or no, choosing who does it, and ending it.

use super::error::{HelpdeskError, invalid};
use super::machine::{self, Party, Step};
use super::model::{Asked, Ended, Need, NeedState};
use super::store::{self, Kept};
use super::{about, acting_for, asking, committed, hold, me, neighbour, reading};
use crate::agreements;
use crate::agreements::error::AgreementError;
use crate::alerts::{self, About, AlertKind};
use crate::audit::model::{Act, Note};
use crate::communities;
use crate::communities::store::membership;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{MemberId, NeedId, SessionId};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::posts::at_desk::{self, AtDesk};
use crate::posts::model::Outcome;
use crate::{Domain, audit};

/// Steps of one member in a day.
const STEPS: Limit = Limit { name: "need-steps", tries: 200, minutes: DAY };

/// Says yes or no to what the desk asks. Another answer holds as long as nobody was chosen.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who was not asked, [`HelpdeskError::NotNow`] once somebody does
/// it or it ended, [`HelpdeskError::TooMany`], [`HelpdeskError::SignedOut`].
pub async fn answer(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
    yes: bool,
) -> Result<Asked, HelpdeskError> {
    let me = me(ctx)?.member;
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(HelpdeskError::NotFound)?;
    let (_, row) = asked_here(&tx, ctx, &kept, me).await?;
    STEPS.take(&tx, ctx, &me.to_string()).await?;
    machine::next(kept.state, Step::Answer, Party::Asked).ok_or(HelpdeskError::NotNow)?;
    if row.answer != Some(yes) {
        store::answer(&tx, (id, me), yes, ctx.now).await?;
        if let Some(by) = coordinates_still(&tx, &kept).await? {
            alerts::tell(&tx, ctx, by, AlertKind::NeedAnswered, about(&kept)).await?;
        }
    }
    let all = store::asked_for(tx.conn(), (me, id)).await?.into_iter().collect();
    let told = reading::asked_told(ctx, domain, all).await?.pop();
    tx.commit().await?;
    told.ok_or(HelpdeskError::NotFound)
}

/// Chooses who does it among those who said yes. With a member the two have an agreement from then
/// on, in which the actor acts under the member's mandate; of who was just named the neighbour may
/// read how they are reached.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::NotNow`],
/// [`HelpdeskError::Invalid`] for `member` who did not say yes or does not suit any more,
/// [`HelpdeskError::NoMandate`], [`HelpdeskError::TooMany`], [`HelpdeskError::SignedOut`].
pub async fn assign(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
    member: MemberId,
) -> Result<Need, HelpdeskError> {
    me(ctx)?;
    let tx = domain.db.write().await?;
    let (kept, me) = hold(&tx, ctx, id).await?;
    STEPS.take(&tx, ctx, &me.to_string()).await?;
    let state = machine::next(kept.state, Step::Assign, Party::Desk);
    let state = state.ok_or(HelpdeskError::NotNow)?;
    let asked = store::asked(tx.conn(), id).await?;
    let said_yes = asked.iter().any(|it| it.member == member && it.answer == Some(true));
    // Whoever left, was blocked or lost what they were trusted by since they said yes is not sent.
    if !said_yes || member == me || !still_suits(&tx, ctx, &kept, member).await? {
        return Err(invalid(("member", Problem::Unknown)));
    }
    let mut next = Kept {
        state,
        assigned_to: Some(member),
        assigned_at: Some(ctx.now),
        revision: kept.revision + 1,
        ..kept
    };
    if let Some(person) = next.person {
        let theirs = acting_for(ctx, tx.conn(), (next.community, person)).await?;
        let post = put_up(&tx, &theirs, &next).await?;
        let opened = agreements::assigned(&tx, &theirs, &post, member).await;
        let agreement = opened.map_err(refused)?;
        (next.post, next.agreement) = (Some(post.id), Some(agreement));
    }
    store::save(&tx, &next).await?;
    alerts::tell(&tx, ctx, member, AlertKind::NeedAssigned, about(&next)).await?;
    // Whom it was given to stands with the need, and goes with it; the log stays.
    let note = Note::new(Act::NeedAssigned).of(next.community).to(id);
    audit::note(&tx, ctx, note).await?;
    committed(tx, (ctx, domain), next).await
}

/// The desk closes a need, however it stands. What two agreed on about it goes on by itself.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::NotNow`]
/// once it ended, [`HelpdeskError::TooMany`], [`HelpdeskError::SignedOut`].
pub async fn close(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
    ended: Ended,
) -> Result<Need, HelpdeskError> {
    me(ctx)?;
    let tx = domain.db.write().await?;
    let (kept, me) = hold(&tx, ctx, id).await?;
    STEPS.take(&tx, ctx, &me.to_string()).await?;
    let step = match ended {
        Ended::Done => Step::Finish,
        Ended::Dropped => Step::Drop,
    };
    let state = machine::next(kept.state, step, Party::Desk).ok_or(HelpdeskError::NotNow)?;
    let next = end((&tx, ctx), kept, state).await?;
    let note = Note::new(Act::NeedClosed).of(next.community).to(id);
    audit::note(&tx, ctx, note.with("ended", ended.key())).await?;
    committed(tx, (ctx, domain), next).await
}

/// Says that it was done: who does it. Where there is an agreement its steps decide.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not do it, [`HelpdeskError::NotNow`],
/// [`HelpdeskError::TooMany`], [`HelpdeskError::SignedOut`].
pub async fn finish(ctx: &Ctx, domain: &Domain, id: NeedId) -> Result<(), HelpdeskError> {
    let me = me(ctx)?.member;
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(HelpdeskError::NotFound)?;
    asked_here(&tx, ctx, &kept, me).await?;
    STEPS.take(&tx, ctx, &me.to_string()).await?;
    check_own(&kept, me)?;
    let state = machine::next(kept.state, Step::Finish, Party::Doer);
    let next = end((&tx, ctx), kept, state.ok_or(HelpdeskError::NotNow)?).await?;
    if let Some(by) = coordinates_still(&tx, &next).await? {
        alerts::tell(&tx, ctx, by, AlertKind::NeedAnswered, about(&next)).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives a need back, which is open again: whoever does it, or the desk for them. Where there is an
/// agreement its steps decide.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who neither does it nor coordinates help there,
/// [`HelpdeskError::NotNow`], [`HelpdeskError::TooMany`], [`HelpdeskError::SignedOut`].
pub async fn give_back(ctx: &Ctx, domain: &Domain, id: NeedId) -> Result<(), HelpdeskError> {
    let me = me(ctx)?.member;
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(HelpdeskError::NotFound)?;
    let party = match super::coordinator(ctx, tx.conn(), kept.community).await {
        Ok(_) if kept.assigned_to != Some(me) => Party::Desk,
        Ok(_) | Err(HelpdeskError::NotFound) => {
            asked_here(&tx, ctx, &kept, me).await?;
            Party::Doer
        }
        Err(error) => return Err(error),
    };
    STEPS.take(&tx, ctx, &me.to_string()).await?;
    if party == Party::Doer {
        check_own(&kept, me)?;
    }
    if kept.agreement.is_some() {
        return Err(HelpdeskError::NotNow);
    }
    let state = machine::next(kept.state, Step::GiveBack, party).ok_or(HelpdeskError::NotNow)?;
    let next = given_back((&tx, ctx), kept, state).await?;
    if party == Party::Doer
        && let Some(by) = coordinates_still(&tx, &next).await?
    {
        alerts::tell(&tx, ctx, by, AlertKind::NeedAnswered, about(&next)).await?;
    }
    Ok(tx.commit().await?)
}

/// What the actor was asked for a need, while they belong to its community.
async fn asked_here(
    tx: &WriteTx,
    ctx: &Ctx,
    kept: &Kept,
    me: MemberId,
) -> Result<(Kept, store::AskedRow), HelpdeskError> {
    let found = store::asked_for(tx.conn(), (me, kept.id)).await?;
    let found = found.ok_or(HelpdeskError::NotFound)?;
    neighbour(ctx, tx.conn(), kept.community).await?;
    Ok(found)
}

/// Whoever does it takes its steps, unless there is an agreement that has steps of its own.
fn check_own(kept: &Kept, me: MemberId) -> Result<(), HelpdeskError> {
    let is_theirs = kept.assigned_to == Some(me);
    if is_theirs && kept.agreement.is_none() { Ok(()) } else { Err(HelpdeskError::NotNow) }
}

/// A need as it ended, with what was put up for it taken off.
pub(super) async fn end(
    (tx, ctx): (&WriteTx, &Ctx),
    kept: Kept,
    state: NeedState,
) -> Result<Kept, HelpdeskError> {
    let is_done = state == NeedState::Done;
    let outcome = if is_done { Outcome::Found } else { Outcome::NotNeeded };
    if let Some(post) = kept.post {
        at_desk::take_down(tx, ctx, post, outcome).await?;
    }
    let next = Kept { state, closed_at: Some(ctx.now), revision: kept.revision + 1, ..kept };
    store::save(tx, &next).await?;
    Ok(next)
}

/// A need that nobody does any more. Whoever gave it back is not chosen again without being asked,
/// and what is to be done does not stay with what was put up for them.
pub(super) async fn given_back(
    (tx, ctx): (&WriteTx, &Ctx),
    kept: Kept,
    state: NeedState,
) -> Result<Kept, HelpdeskError> {
    if let Some(post) = kept.post {
        at_desk::take_down(tx, ctx, post, Outcome::NotNeeded).await?;
        at_desk::forget_words(tx, ctx, post).await?;
    }
    if let Some(member) = kept.assigned_to {
        store::answer(tx, (kept.id, member), false, ctx.now).await?;
    }
    let next = Kept {
        state,
        assigned_to: None,
        assigned_at: None,
        post: None,
        agreement: None,
        revision: kept.revision + 1,
        ..kept
    };
    store::save(tx, &next).await?;
    Ok(next)
}

/// Tells whoever entered a need what became of it, unless they did that themselves. To what two
/// agree on it does not lead: that is not the desk's.
pub(super) async fn tell_desk(tx: &WriteTx, ctx: &Ctx, kept: &Kept) -> Result<(), HelpdeskError> {
    let by = coordinates_still(tx, kept).await?;
    let Some(by) = by.filter(|by| ctx.actor.hands() != Some(*by)) else { return Ok(()) };
    let about = About { agreement: None, ..about(kept) };
    Ok(alerts::tell(tx, ctx, by, AlertKind::NeedAnswered, about).await?)
}

/// Whoever entered a need, while they coordinate help in its community.
async fn coordinates_still(tx: &WriteTx, kept: &Kept) -> Result<Option<MemberId>, HelpdeskError> {
    let Some(by) = kept.entered_by else { return Ok(None) };
    let community = communities::store::by_id(tx.conn(), kept.community).await?;
    let membership = membership(tx.conn(), kept.community, by).await?;
    let Some((community, membership)) = community.zip(membership) else { return Ok(None) };
    let session = SessionId(uuid::Uuid::nil());
    let theirs = Actor::Member(Signed { member: by, session, operator: false, under: None });
    let standing = membership.in_force(community.agreements_version);
    Ok(policy::allows_on(theirs, Action::KeepNeeds, standing).then_some(by))
}

/// Whether somebody who said yes could be asked still. What they offer may have ended meanwhile.
async fn still_suits(
    tx: &WriteTx,
    ctx: &Ctx,
    kept: &Kept,
    member: MemberId,
) -> Result<bool, HelpdeskError> {
    if kept.topic.is_guarded() {
        let all = asking::all_suited(ctx, tx.conn(), kept).await?;
        return Ok(all.iter().any(|it| it.member == member));
    }
    let people: Vec<MemberId> = [kept.person, ctx.actor.hands()].into_iter().flatten().collect();
    Ok(store::may_be_sent(tx.conn(), (kept.community, member), &people).await?)
}

/// What stands at the desk for the two of an agreement.
async fn put_up(
    tx: &WriteTx,
    theirs: &Ctx,
    kept: &Kept,
) -> Result<crate::posts::model::Post, HelpdeskError> {
    let community = communities::store::by_id(tx.conn(), kept.community).await?;
    let community = community.ok_or(HelpdeskError::NotFound)?;
    let post = AtDesk {
        community: kept.community,
        language: community.settings.languages.first().copied(),
        topic: kept.topic,
        text: kept.notes.clone(),
        availability: kept.availability.clone(),
        languages: kept.languages.clone(),
        around: kept.around,
    };
    let post = at_desk::put_up(tx, theirs, post).await?;
    audit::acted(tx, theirs, "published", post.id).await?;
    Ok(post)
}

/// Of agreements nothing else goes wrong here: who suits was asked before.
fn refused(error: AgreementError) -> HelpdeskError {
    match error {
        AgreementError::Db(error) => HelpdeskError::Db(error),
        _ => invalid(("member", Problem::Unknown)),
    }
}
