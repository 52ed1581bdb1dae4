use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn any_state() -> impl Strategy<Value = NeedState> {
    prop::sample::select(NeedState::ALL)
}

/// The table as the page of docs has it: each path, and nothing else.
fn documented() -> BTreeSet<(NeedState, Party, Step, NeedState)> {
    use NeedState::{Assigned, Done, Dropped, Open, Suggested};
    use Party::{Asked, Desk, Doer};
    let mut all = BTreeSet::new();
    for waits in [Open, Suggested] {
        all.insert((waits, Desk, Step::Change, waits));
        all.insert((waits, Desk, Step::Ask, Suggested));
        all.insert((waits, Asked, Step::Answer, waits));
        all.insert((waits, Desk, Step::Assign, Assigned));
    }
    for stands in [Open, Suggested, Assigned] {
        all.insert((stands, Desk, Step::Finish, Done));
        all.insert((stands, Desk, Step::Drop, Dropped));
    }
    all.insert((Assigned, Desk, Step::GiveBack, Open));
    all.insert((Assigned, Doer, Step::GiveBack, Open));
    all.insert((Assigned, Doer, Step::Finish, Done));
    all
}

#[test]
fn every_path_is_documented_and_every_documented_path_is_there() {
    let mut found = BTreeSet::new();
    for state in NeedState::ALL.iter().copied() {
        for party in Party::ALL.iter().copied() {
            for step in Step::ALL.iter().copied() {
                found.extend(next(state, step, party).map(|to| (state, party, step, to)));
            }
        }
    }
    assert_eq!(found, documented());
}

#[test]
fn the_desk_alone_can_end_whatever_has_not_ended() {
    for state in NeedState::ALL.iter().copied().filter(|it| !it.is_end()) {
        let ends = steps(state, Party::Desk).into_iter();
        let ends = ends.filter_map(|it| next(state, it, Party::Desk)).filter(|it| it.is_end());
        assert_eq!(ends.count(), 2, "{state:?}");
    }
}

#[test]
fn an_agreement_that_ends_takes_a_step_and_one_that_goes_on_takes_none() {
    for state in AgreementState::ALL.iter().copied() {
        let step = after_agreement(state);
        assert_eq!(step.is_some(), state.is_end(), "{state:?}");
        if let Some(step) = step {
            assert!(next(NeedState::Assigned, step, Party::Doer).is_some());
        }
    }
}

proptest! {
    #[test]
    fn what_is_offered_can_be_done_and_nothing_else(
        state in any_state(),
        party in prop::sample::select(Party::ALL),
        step in prop::sample::select(Step::ALL),
    ) {
        prop_assert_eq!(steps(state, party).contains(&step), next(state, step, party).is_some());
    }

    #[test]
    fn whatever_is_tried_a_need_never_leaves_its_end(
        tried in prop::collection::vec(
            (prop::sample::select(Party::ALL), prop::sample::select(Step::ALL)), 0..40,
        ),
    ) {
        let mut state = NeedState::Open;
        for (party, step) in tried {
            let was = state;
            state = next(state, step, party).unwrap_or(state);
            prop_assert!(!was.is_end() || state == was);
            // Nobody does anything before the desk chose them.
            let chosen = step == Step::Assign && party == Party::Desk;
            prop_assert!(state != NeedState::Assigned || was == state || chosen);
        }
    }
}
