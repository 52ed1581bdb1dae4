//! How a need goes on: the whole table of steps, and nothing outside it.
//!
//! | step      | who               | from                      | to        |
//! |-----------|-------------------|---------------------------|-----------|
//! | change    | the desk          | open, suggested           | the same  |
//! | ask       | the desk          | open, suggested           | suggested |
//! | answer    | who was asked     | open, suggested           | the same  |
//! | assign    | the desk          | open, suggested           | assigned  |
//! | give back | the desk          | assigned                  | open      |
//! | give back | who does it       | assigned                  | open      |
//! | finish    | the desk          | open, suggested, assigned | done      |
//! | finish    | who does it       | assigned                  | done      |
//! | drop      | the desk          | open, suggested, assigned | dropped   |
//!
//! What is done or dropped is forgotten by time ([`super::KEPT_DAYS`]). Where an agreement is about
//! it, the end of that is a step of who does it, and they take no other.

use super::model::NeedState;
use crate::agreements::model::AgreementState;
use crate::keyed::keyed;

keyed! {
    /// What is done with a need.
    pub enum Step {
        /// The desk writes down what is different.
        Change = "change",
        /// The desk asks neighbours.
        Ask = "ask",
        /// Who was asked says yes or no.
        Answer = "answer",
        /// The desk chooses somebody who said yes.
        Assign = "assign",
        /// Who would do it cannot after all.
        GiveBack = "give_back",
        /// It was done.
        Finish = "finish",
        /// It is not needed any more, or nobody was found.
        Drop = "drop",
    }

    /// Who takes a step.
    pub enum Party {
        /// Whoever coordinates help.
        Desk = "desk",
        /// Somebody who was asked.
        Asked = "asked",
        /// Who does it.
        Doer = "doer",
    }
}

/// How a need stands after a step; none where that step cannot be taken.
#[must_use]
pub fn next(state: NeedState, step: Step, party: Party) -> Option<NeedState> {
    use NeedState as S;
    let waits = matches!(state, S::Open | S::Suggested);
    match (party, step) {
        (Party::Desk, Step::Change) | (Party::Asked, Step::Answer) => waits.then_some(state),
        (Party::Desk, Step::Ask) => waits.then_some(S::Suggested),
        (Party::Desk, Step::Assign) => waits.then_some(S::Assigned),
        (Party::Desk, Step::Finish) => (!state.is_end()).then_some(S::Done),
        (Party::Desk, Step::Drop) => (!state.is_end()).then_some(S::Dropped),
        (Party::Desk | Party::Doer, Step::GiveBack) => (state == S::Assigned).then_some(S::Open),
        (Party::Doer, Step::Finish) => (state == S::Assigned).then_some(S::Done),
        (Party::Desk, Step::Answer) | (Party::Asked, _) => None,
        (Party::Doer, Step::Change | Step::Ask | Step::Answer | Step::Assign | Step::Drop) => None,
    }
}

/// What somebody can do with a need that stands so.
#[must_use]
pub fn steps(state: NeedState, party: Party) -> Vec<Step> {
    Step::ALL.iter().copied().filter(|step| next(state, *step, party).is_some()).collect()
}

/// The step that the end of an agreement is; none while it has not ended.
#[must_use]
pub fn after_agreement(ended: AgreementState) -> Option<Step> {
    use AgreementState as S;
    match ended {
        S::Done | S::Settled => Some(Step::Finish),
        S::Declined | S::Withdrawn | S::Expired | S::Cancelled => Some(Step::GiveBack),
        S::Proposed | S::Agreed | S::UnderWay | S::Out | S::Due | S::Disputed => None,
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
