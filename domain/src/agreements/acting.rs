//! Doing something with an agreement: one step of the machine, in one transaction.

use super::error::{AgreementError, invalid};
use super::kinds::{AgreementState, MoveKind};
use super::machine::{self, Party};
use super::model::{Agreement, Move};
use super::opening::goes_for_good;
use super::store::Kept;
use super::{
    about_name, about_title, check_hands, facts, is_blocked, me, other, setting_apart, side, store,
    tidying,
};
use crate::alerts::{self, About, AlertKind};
use crate::audit::model::{Act, Note};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::desk::people;
use crate::error::Problem;
use crate::id::{AgreementId, MemberId};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action, Standing};
use crate::posts::children;
use crate::profiles::mandates::children_among;
use crate::profiles::mandates::store::acts_for;
use crate::{Domain, audit, communities, helpdesk, posts};

/// Steps of one member in a day.
const STEPS: Limit = Limit { name: "agreement-steps", tries: 200, minutes: DAY };

/// How many of those who look after a community are told that two of it differ.
const STEWARDS_MAX: u64 = 30;

/// Does something with an agreement.
///
/// # Errors
/// [`AgreementError::NotFound`] for one that is not the actor's (or, to settle, that is in no
/// community of which they are a steward), [`AgreementError::NotNow`],
/// [`AgreementError::TooEarly`], [`AgreementError::Full`], [`AgreementError::Blocked`],
/// [`AgreementError::Child`],
/// [`AgreementError::Closed`], [`AgreementError::Own`], [`AgreementError::Invalid`],
/// [`AgreementError::Rejected`] by the books, [`AgreementError::TooMany`],
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn act(
    ctx: &Ctx,
    domain: &Domain,
    id: AgreementId,
    it: Move,
) -> Result<Agreement, AgreementError> {
    let Actor::Member(signed) = ctx.actor else { return Err(AgreementError::SignedOut) };
    let kind = it.kind();
    if kind != MoveKind::Settle {
        me(ctx)?;
    }
    let it = tidying::tidy(it, ctx.now).map_err(|(field, problem)| invalid(field)(problem))?;
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(AgreementError::NotFound)?;
    let party = party(&tx, ctx, &kept.agreement, kind).await?;
    STEPS.take(&tx, ctx, &signed.member.to_string()).await?;
    if says_yes(kind) {
        check_hands(ctx, &kept, party)?;
        if !children::may_say_yes(tx.conn(), ctx, signed).await? {
            return Err(AgreementError::Child);
        }
    }
    if kind == MoveKind::Agree {
        check_child(&tx, ctx, &kept.agreement).await?;
    }
    let facts = facts(&kept, is_blocked(tx.conn(), &kept.agreement).await?);
    check_days(&kept.agreement, &it)?;
    setting_apart::check(&tx, ctx, (&kept, party), &it).await?;
    let next = machine::step(&kept.agreement, &facts, party, &it, ctx.now)?;
    let is_last = check_capacity(&tx, &kept, &next).await?;
    store::save(&tx, &kept.agreement, &next).await?;
    helpdesk::followed(&tx, ctx, &next).await?;
    if let Move::Agree { details, .. } = &it
        && let Some(place) = &details.place
    {
        let sealed = domain.seal.close(&id.to_string(), place, ctx.ids.secret());
        store::put_place(&tx, id, sealed.map_err(|_| AgreementError::Sealed)?).await?;
    }
    let by = (kind.key(), ctx.actor.hands());
    store::note_step(&tx, (Some(kept.agreement.state), &next), by, ctx.now).await?;
    audit::acted(&tx, ctx, "agreed", id).await?;
    if kind == MoveKind::Settle {
        let note = Note::new(Act::AgreementSettled).of(next.community).to(id);
        audit::note(&tx, ctx, note).await?;
    }
    tell(&tx, ctx, (&kept, &next), (kind, signed.member)).await?;
    if kind == MoveKind::Dispute {
        tell_stewards(&tx, ctx, &kept).await?;
    }
    if is_last {
        let about = About { agreement: None, ..about_title(&kept) };
        alerts::tell(&tx, ctx, next.owner, AlertKind::AllTaken, about).await?;
    }
    setting_apart::follow(&tx, ctx, (&kept, &next)).await?;
    tx.commit().await?;
    Ok(next)
}

/// What the actor is to an agreement, for a move: one of the two, or a steward who settles it.
async fn party(
    tx: &WriteTx,
    ctx: &Ctx,
    it: &Agreement,
    kind: MoveKind,
) -> Result<Party, AgreementError> {
    let Actor::Member(signed) = ctx.actor else { return Err(AgreementError::SignedOut) };
    let party = side(it, signed.member);
    if kind != MoveKind::Settle {
        return party.ok_or(AgreementError::NotFound);
    }
    let there = communities::standing_in(ctx, tx.conn(), it.community).await?;
    let standing = Standing { is_party: party.is_some(), ..there };
    if let Err(denied) = policy::check_on(ctx, Action::SettleAgreement, standing) {
        // That there is such an agreement is told to the two of it only.
        return Err(if party.is_some() { denied.into() } else { AgreementError::NotFound });
    }
    let both = [it.owner, it.replier];
    if !acts_for(tx.conn(), (&people(ctx), ctx.now), both).await?.is_empty() {
        return Err(policy::Denied { action: Action::SettleAgreement }.into());
    }
    Ok(Party::Steward(signed.member))
}

/// Nothing is agreed with a child that a parent could not have replied to: a post may be about
/// something else since.
async fn check_child(tx: &WriteTx, ctx: &Ctx, it: &Agreement) -> Result<(), AgreementError> {
    if children_among(tx.conn(), ctx, [it.owner, it.replier]).await?.is_empty() {
        return Ok(());
    }
    let about = posts::store::about_of(tx, it.post).await?.ok_or(AgreementError::NotFound)?;
    let is_in_public = children::is_in_public(tx.conn(), about).await?;
    let may = children::may_as_child(about.subject, about.topic, is_in_public);
    if may { Ok(()) } else { Err(AgreementError::Child) }
}

/// Whether a move says yes to something: to nobody does one say that for oneself.
fn says_yes(kind: MoveKind) -> bool {
    matches!(kind, MoveKind::Agree | MoveKind::HandOver | MoveKind::Complete | MoveKind::Prolong)
}

/// What comes back has a day for it, only what is lent does, and it is not prolonged to be sooner.
fn check_days(it: &Agreement, taken: &Move) -> Result<(), AgreementError> {
    let refused = match taken {
        Move::Agree { details, .. } => {
            let is_lent = it.is_loan || it.terms.may_be_lent();
            (details.due_on.is_some() && !is_lent).then_some(Problem::Unknown)
        }
        Move::Prolong { due_on } => {
            it.due_on.is_some_and(|was| *due_on <= was).then_some(Problem::OutOfRange)
        }
        _ => None,
    };
    refused.map_or(Ok(()), |problem| Err(invalid("dueOn")(problem)))
}

/// Not more is agreed than there is. Answers whether this was the last of it.
async fn check_capacity(
    tx: &WriteTx,
    kept: &Kept,
    next: &Agreement,
) -> Result<bool, AgreementError> {
    let was = &kept.agreement;
    let is_more = was.state == AgreementState::Proposed || next.quantity > was.quantity;
    if next.state != AgreementState::Agreed || !is_more {
        return Ok(false);
    }
    let for_good = goes_for_good(kept.about.subject);
    let taken = store::taken(tx, (next.post, Some(next.id)), for_good).await?;
    match (taken + next.quantity).cmp(&kept.about.capacity) {
        std::cmp::Ordering::Greater => Err(AgreementError::Full),
        std::cmp::Ordering::Equal => Ok(true),
        std::cmp::Ordering::Less => Ok(false),
    }
}

/// Whether what was agreed stands as it stood.
fn keeps_to(was: &Agreement, next: &Agreement) -> bool {
    was.state == AgreementState::Agreed
        && (was.moment, was.quantity, was.due_on) == (next.moment, next.quantity, next.due_on)
        && was.terms.expenses == next.terms.expenses
        && was.terms.priced.price == next.terms.priced.price
}

/// Tells those who look after the community that two of it differ, by the title of the post; none
/// of the two, and nobody who acts for one of them.
async fn tell_stewards(tx: &WriteTx, ctx: &Ctx, kept: &Kept) -> Result<(), DbError> {
    let it = &kept.agreement;
    let stewards = communities::store::stewards(tx.conn(), it.community, STEWARDS_MAX).await?;
    let both = [it.owner, it.replier];
    for member in stewards.into_iter().filter(|member| !both.contains(member)) {
        if !acts_for(tx.conn(), (&[member], ctx.now), both).await?.is_empty() {
            continue;
        }
        let about = About { agreement: None, ..about_title(kept) };
        alerts::tell(tx, ctx, member, AlertKind::DisputeWaits, about).await?;
    }
    Ok(())
}

/// Tells the other one what was done; what was settled, both.
async fn tell(
    tx: &WriteTx,
    ctx: &Ctx,
    (kept, next): (&Kept, &Agreement),
    (kind, me): (MoveKind, MemberId),
) -> Result<(), DbError> {
    let alert = match kind {
        MoveKind::Agree if next.proposed_by == Some(me) => AlertKind::MomentProposed,
        MoveKind::Agree if keeps_to(&kept.agreement, next) => AlertKind::MomentKept,
        MoveKind::Agree => AlertKind::Agreed,
        MoveKind::Prolong => AlertKind::Prolonged,
        MoveKind::Decline => AlertKind::Declined,
        MoveKind::Withdraw => AlertKind::Withdrawn,
        MoveKind::Cancel => AlertKind::Cancelled,
        MoveKind::HandOver => AlertKind::HandedOver,
        MoveKind::Complete => AlertKind::Done,
        MoveKind::Dispute => AlertKind::Disputed,
        MoveKind::Settle => {
            for member in [next.owner, next.replier] {
                alerts::tell(tx, ctx, member, AlertKind::Settled, about_title(kept)).await?;
            }
            return Ok(());
        }
    };
    let about = about_name(tx.conn(), next, me).await?;
    alerts::tell(tx, ctx, other(next, me), alert, about).await
}
