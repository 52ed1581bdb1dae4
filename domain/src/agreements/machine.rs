//! How an agreement goes on: every step that there is, and nothing beside it.
//!
//! | state | who | does | becomes |
//! | --- | --- | --- | --- |
//! | `proposed` | owner | agree, once replies are collected | `agreed` |
//! | | owner | agree, and the other has not named the same price | `proposed` with that price |
//! | | owner | decline | `declined` |
//! | | replier | agree | `proposed` with the moment they propose; `agreed` where it is the one that the owner proposed |
//! | | replier | withdraw | `withdrawn` |
//! | | time | 14 days without a word, or the post gone for 3 days | `expired` |
//! | `agreed` | either | agree to another moment or other terms | `agreed`, with that as their wish |
//! | | the other | agree to just that | `agreed`, and so it is |
//! | | who lends | hand over | `out` |
//! | | either | complete | `agreed`; by the second `done` |
//! | | either | cancel | `cancelled` |
//! | | either | dispute | `disputed` |
//! | | time | the moment begins, nothing is lent | `under_way` |
//! | | time | 7 days after the moment, and what is lent was never handed over | `done` where one of them said so, else `expired` |
//! | `under_way` | either | complete | `under_way`; by the second `done` |
//! | | either | cancel | `cancelled` |
//! | | either | dispute | `disputed` |
//! | | time | 7 days after the moment | `done` where one of them said so, else `expired` |
//! | `out` | either | complete | `out`; by the second `done` |
//! | | who lends | prolong | `out` |
//! | | either | dispute | `disputed` |
//! | | time | the day after it is due | `due` |
//! | `due` | either | complete | `due`; by the second `done` |
//! | | who lends | prolong | `out` |
//! | | either | dispute | `disputed` |
//! | | time | 7 days after one of them said that it is back | `done` |
//! | `disputed` | a steward | settle | `settled` |
//! | | either | complete | `disputed`; by the second `done` |
//!
//! `done`, `declined`, `withdrawn`, `expired`, `cancelled` and `settled` end it. Where one of the
//! two blocked the other, or the post was taken off the board, only the ways out are left:
//! decline, withdraw, complete, cancel, dispute and settle. Silence ends an agreement, and moves
//! nothing else: above all no money. Where something is paid ([`super::price`]), silence makes
//! nothing `done`: what one of them said waits for the other until what is set apart is over, and
//! then it is `expired`; and once one of them said that it was done, nobody cancels it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::agreeing::agree;
use super::kinds::{AgreementState, MoveKind};
use super::model::{Agreement, Moment, Move};
use super::price::{self, Payout};
use crate::id::MemberId;
use crate::listings::opening_hours::ZONE;

/// Who does something with an agreement. Time does what [`pass`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Whose post it is.
    Owner,
    /// Who replied.
    Replier,
    /// A steward of the community, who is neither of the two.
    Steward(MemberId),
}

/// Why only the ways out of an agreement are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// One of the two blocked the other.
    Blocked,
    /// The post was taken off the board.
    Removed,
}

/// What decides about an agreement and stands outside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether the owner of the post is who lends; else who replied.
    pub owner_lends: bool,
    /// Nobody is chosen before then.
    pub choosing_from: Option<DateTime<Utc>>,
    /// When the post went off the board, or will.
    pub post_ends_at: Option<DateTime<Utc>>,
    /// Why only the ways out are left, if that is so.
    pub held: Option<Held>,
}

/// Why a move is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The table has no such step.
    NotNow,
    /// Replies are collected until then.
    TooEarly(DateTime<Utc>),
    /// Only the ways out are left.
    Held(Held),
}

/// Without a word for so many days, a reply is over.
pub const SILENT_DAYS: i64 = 14;
/// So many days after its post went, a reply is over.
pub const POST_GONE_DAYS: i64 = 3;
/// So many days after it should be done, silence says what became of it.
pub const SILENCE_DAYS: i64 = 7;
/// For so many days something is lent when nobody says.
pub const LOAN_DAYS: u32 = 14;

/// What a party can do with an agreement now.
#[must_use]
pub fn moves(it: &Agreement, facts: &Facts, party: Party, now: DateTime<Utc>) -> Vec<MoveKind> {
    let all = MoveKind::ALL.iter().copied();
    all.filter(|kind| may(it, facts, party, *kind, now).is_ok()).collect()
}

/// Whether the table has a step.
///
/// # Errors
/// [`Refusal`].
fn may(
    it: &Agreement,
    facts: &Facts,
    party: Party,
    kind: MoveKind,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    use AgreementState as S;
    use MoveKind as M;
    use Party::{Owner, Replier, Steward};
    let is_known = match (kind, it.state, party) {
        (M::Agree, S::Proposed | S::Agreed, Owner | Replier) => true,
        (M::Decline, S::Proposed, Owner) => true,
        (M::Withdraw, S::Proposed, Replier) => true,
        (M::HandOver, S::Agreed, Owner | Replier) => it.is_loan && lends(facts, party),
        (M::Cancel, S::Agreed | S::UnderWay, Owner | Replier) => {
            it.terms.priced.price.is_none() || said(it).is_none()
        }
        (M::Prolong, S::Out | S::Due, Owner | Replier) => lends(facts, party),
        (M::Dispute, state, Owner | Replier) => state.is_in_force(),
        (M::Complete, state, Owner | Replier) => {
            (state.is_in_force() || state == S::Disputed) && done_at(it, party).is_none()
        }
        // Nobody settles a case of their own.
        (M::Settle, S::Disputed, Steward(who)) => ![it.owner, it.replier].contains(&who),
        _ => false,
    };
    if !is_known {
        return Err(Refusal::NotNow);
    }
    let goes_on = matches!(kind, M::Agree | M::HandOver | M::Prolong);
    if let Some(held) = facts.held.filter(|_| goes_on) {
        return Err(Refusal::Held(held));
    }
    let chooses = (kind, it.state, party) == (M::Agree, S::Proposed, Owner);
    match facts.choosing_from.filter(|from| chooses && now < *from) {
        Some(from) => Err(Refusal::TooEarly(from)),
        None => Ok(()),
    }
}

/// Takes a step; what a move says was tidied before.
///
/// # Errors
/// [`Refusal`], exactly where [`moves`] does not have its kind.
pub fn step(
    it: &Agreement,
    facts: &Facts,
    party: Party,
    taken: &Move,
    now: DateTime<Utc>,
) -> Result<Agreement, Refusal> {
    may(it, facts, party, taken.kind(), now)?;
    let mut next = it.clone();
    match taken {
        Move::Agree { from, until, details } => {
            agree(&mut next, (facts, party), ((*from, *until), details), now);
        }
        Move::Decline { reason } => {
            next.reason.clone_from(reason);
            enter(&mut next, AgreementState::Declined, now);
        }
        Move::Withdraw => enter(&mut next, AgreementState::Withdrawn, now),
        Move::Cancel { reason } => {
            next.reason = Some(reason.clone());
            enter(&mut next, AgreementState::Cancelled, now);
        }
        Move::HandOver => {
            next.due_on = Some(next.due_on.unwrap_or_else(|| due_on(it, now)));
            enter(&mut next, AgreementState::Out, now);
        }
        Move::Complete { returned, payout } => {
            complete(&mut next, party, (returned.as_ref(), *payout), now);
        }
        Move::Prolong { due_on } => {
            next.due_on = Some(*due_on);
            enter(&mut next, AgreementState::Out, now);
        }
        Move::Dispute { reason } => {
            next.reason = Some(reason.clone());
            next.disputed_by = Some(member(it, party));
            enter(&mut next, AgreementState::Disputed, now);
        }
        Move::Settle { reason, payout } => {
            next.reason = Some(reason.clone());
            next.terms.priced.payout = payout.filter(|_| next.terms.priced.price.is_some());
            next.settled_by = Some(member(it, party));
            enter(&mut next, AgreementState::Settled, now);
        }
    }
    if party == Party::Owner && it.answered_at.is_none() {
        next.answered_at = Some(now);
    }
    price::fix(it, &mut next, now);
    Ok(changed(next, now))
}

/// What somebody would like instead, or to begin with; nothing where no moment can be proposed any
/// more.
#[must_use]
pub fn propose(
    it: &Agreement,
    facts: &Facts,
    party: Party,
    moment: Moment,
    now: DateTime<Utc>,
) -> Option<Agreement> {
    let mut next = it.clone();
    match it.state {
        _ if facts.held.is_some() || matches!(party, Party::Steward(_)) => return None,
        AgreementState::Proposed => next.moment = Some(moment),
        AgreementState::Agreed => {
            next.wanted = Some(moment);
            next.terms.wanted = None;
        }
        _ => return None,
    }
    next.proposed_by = Some(member(it, party));
    Some(changed(next, now))
}

/// What time does to an agreement, if it does anything now: one step, after which there may be
/// another.
#[must_use]
pub fn pass(it: &Agreement, facts: &Facts, now: DateTime<Utc>) -> Option<Agreement> {
    use AgreementState as S;
    let (days, today) = (TimeDelta::days, now.with_timezone(&ZONE).date_naive());
    let is_past =
        |at: Option<DateTime<Utc>>, after: i64| at.is_some_and(|at| at + days(after) <= now);
    let (starts_at, ends_at) = it.moment.unzip();
    let said = said(it);
    // Silence pays nothing: what one of them said waits until what is set apart is over.
    let waits = it.terms.priced.held_until.filter(|_| said.is_some());
    let silence = if said.is_some() { S::Done } else { S::Expired };
    let becomes = match it.state {
        state if state.is_in_force() && is_past(it.terms.priced.held_until, 0) => Some(S::Expired),
        S::Proposed => {
            let is_silent = is_past(Some(it.changed_at), SILENT_DAYS);
            (is_silent || is_past(facts.post_ends_at, POST_GONE_DAYS)).then_some(S::Expired)
        }
        S::Agreed if it.is_loan && waits.is_some() => None,
        S::Agreed if it.is_loan => is_past(ends_at, SILENCE_DAYS).then_some(silence),
        S::Agreed => is_past(starts_at, 0).then_some(S::UnderWay),
        S::UnderWay | S::Due if waits.is_some() => None,
        S::UnderWay => is_past(ends_at, SILENCE_DAYS).then_some(silence),
        S::Out => it.due_on.is_some_and(|due| due < today).then_some(S::Due),
        S::Due => is_past(said, SILENCE_DAYS).then_some(S::Done),
        S::Done
        | S::Declined
        | S::Withdrawn
        | S::Expired
        | S::Cancelled
        | S::Disputed
        | S::Settled => None,
    }?;
    let mut next = it.clone();
    enter(&mut next, becomes, now);
    price::fix(it, &mut next, now);
    Some(changed(next, now))
}

/// When one of the two said that it was done.
fn said(it: &Agreement) -> Option<DateTime<Utc>> {
    it.owner_done_at.or(it.replier_done_at)
}

/// Whether a party is who lends.
fn lends(facts: &Facts, party: Party) -> bool {
    match party {
        Party::Owner => facts.owner_lends,
        Party::Replier => !facts.owner_lends,
        Party::Steward(_) => false,
    }
}

/// Who a party is.
pub(super) fn member(it: &Agreement, party: Party) -> MemberId {
    match party {
        Party::Owner => it.owner,
        Party::Replier => it.replier,
        Party::Steward(who) => who,
    }
}

fn done_at(it: &Agreement, party: Party) -> Option<DateTime<Utc>> {
    match party {
        Party::Owner => it.owner_done_at,
        Party::Replier => it.replier_done_at,
        Party::Steward(_) => None,
    }
}

fn changed(mut it: Agreement, now: DateTime<Utc>) -> Agreement {
    it.changed_at = now;
    it.revision += 1;
    it
}

/// Becomes another state: what was wished for instead is settled by that.
pub(super) fn enter(it: &mut Agreement, state: AgreementState, now: DateTime<Utc>) {
    use AgreementState as S;
    it.proposed_by = None;
    it.wanted = None;
    it.terms.wanted = None;
    // Of what is out or disputed one says anew that it was done.
    if matches!(state, S::Out | S::Disputed) {
        (it.owner_done_at, it.replier_done_at) = (None, None);
        it.terms.priced.payout = None;
    }
    it.state = state;
    it.ended_at = state.is_end().then_some(now);
}

fn complete(
    it: &mut Agreement,
    party: Party,
    (returned, payout): (Option<&String>, Option<Payout>),
    now: DateTime<Utc>,
) {
    match party {
        Party::Owner => it.owner_done_at = Some(now),
        Party::Replier => it.replier_done_at = Some(now),
        Party::Steward(_) => {}
    }
    price::complete(it, party, payout);
    if returned.is_some() && matches!(it.state, AgreementState::Out | AgreementState::Due) {
        it.returned = returned.cloned();
    }
    if it.owner_done_at.is_some() && it.replier_done_at.is_some() {
        enter(it, AgreementState::Done, now);
    }
}

/// When what is handed over now comes back, where nobody said.
fn due_on(it: &Agreement, now: DateTime<Utc>) -> NaiveDate {
    let from = it.moment.map_or(now, |(starts_at, _)| starts_at.max(now));
    let from = from.with_timezone(&ZONE).date_naive();
    let days = it.terms.loan_days().unwrap_or(LOAN_DAYS);
    from.checked_add_days(Days::new(days.into())).unwrap_or(from)
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
