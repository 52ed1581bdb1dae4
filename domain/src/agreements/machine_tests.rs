//! The laws of the machine: every state has a way out, nothing goes outside the table, and what
//! the database holds is never broken by a path through it.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::agreements::model::{Details, Expenses, Terms};
use crate::id::{AgreementId, CommunityId, PostId};
use crate::posts::model::{Term, TermKind};

const OWNER: MemberId = MemberId(Uuid::from_u128(1));
const REPLIER: MemberId = MemberId(Uuid::from_u128(2));
const STEWARD: MemberId = MemberId(Uuid::from_u128(3));
const PARTIES: [Party; 3] = [Party::Owner, Party::Replier, Party::Steward(STEWARD)];

fn start() -> DateTime<Utc> {
    "2026-04-20T08:00:00Z".parse().unwrap()
}

fn fresh(kinds: &[TermKind]) -> Agreement {
    let term = |kind: &TermKind| Term {
        kind: *kind,
        days: None,
        words: None,
        amount: None,
        currency: None,
    };
    let terms = Terms { terms: kinds.iter().map(term).collect(), ..Terms::default() };
    Agreement {
        id: AgreementId(Uuid::from_u128(9)),
        post: PostId(Uuid::from_u128(8)),
        community: CommunityId(Uuid::from_u128(7)),
        owner: OWNER,
        replier: REPLIER,
        by: Some(REPLIER),
        state: AgreementState::Proposed,
        is_loan: terms.are_of_a_loan(),
        moment: None,
        proposed_by: None,
        wanted: None,
        quantity: 1,
        terms,
        due_on: None,
        returned: None,
        owner_done_at: None,
        replier_done_at: None,
        answered_at: None,
        created_at: start(),
        changed_at: start(),
        ended_at: None,
        reason: None,
        disputed_by: None,
        settled_by: None,
        revision: 1,
    }
}

/// A move of a kind, at a time.
fn of_kind(kind: MoveKind, now: DateTime<Utc>, (hours, with_details): (i64, bool)) -> Move {
    let day = |days: u64| (now + TimeDelta::hours(hours)).date_naive() + Days::new(days);
    let reason = || "Het regende.".to_owned();
    match kind {
        MoveKind::Agree => Move::Agree {
            from: now + TimeDelta::hours(hours),
            until: now + TimeDelta::hours(hours + 2),
            details: Details {
                place: None,
                quantity: with_details.then_some(2),
                expenses: with_details
                    .then(|| Expenses { amount: "4.50".into(), how: "contant".into() }),
                due_on: with_details.then(|| day(3)),
                price: None,
            },
        },
        MoveKind::Decline => Move::Decline { reason: None },
        MoveKind::Withdraw => Move::Withdraw,
        MoveKind::Cancel => Move::Cancel { reason: reason() },
        MoveKind::HandOver => Move::HandOver,
        MoveKind::Complete => Move::Complete { returned: Some("schoon".into()), payout: None },
        MoveKind::Prolong => Move::Prolong { due_on: day(5) },
        MoveKind::Dispute => Move::Dispute { reason: reason() },
        MoveKind::Settle => Move::Settle { reason: reason(), payout: None },
    }
}

/// What the database's own rules say, and what they cannot say.
fn holds(it: &Agreement) -> Result<(), TestCaseError> {
    use AgreementState as S;
    if let Some((from, until)) = it.moment {
        prop_assert!(from < until);
    }
    if let Some((from, until)) = it.wanted {
        prop_assert!(from < until);
        prop_assert_eq!(it.state, S::Agreed);
        prop_assert!(it.proposed_by.is_some());
    }
    prop_assert!(!it.state.is_in_force() || it.moment.is_some());
    prop_assert!(!matches!(it.state, S::Out | S::Due) || (it.is_loan && it.due_on.is_some()));
    prop_assert_eq!(it.state.is_end(), it.ended_at.is_some());
    prop_assert!(it.settled_by.is_none_or(|who| who != OWNER && who != REPLIER));
    prop_assert_eq!(it.settled_by.is_some(), it.state == S::Settled);
    prop_assert!(it.state != S::Disputed || it.disputed_by.is_some());
    prop_assert!((1..=100).contains(&it.quantity));
    Ok(())
}

/// The table once more, as pairs of states that a step leads from and to.
fn is_in_table(from: AgreementState, kind: Option<MoveKind>, to: AgreementState) -> bool {
    use AgreementState as S;
    use MoveKind as M;
    let table: &[(S, Option<M>, &[S])] = &[
        (S::Proposed, Some(M::Agree), &[S::Proposed, S::Agreed]),
        (S::Proposed, Some(M::Decline), &[S::Declined]),
        (S::Proposed, Some(M::Withdraw), &[S::Withdrawn]),
        (S::Proposed, None, &[S::Expired]),
        (S::Agreed, Some(M::Agree), &[S::Agreed]),
        (S::Agreed, Some(M::HandOver), &[S::Out]),
        (S::Agreed, Some(M::Complete), &[S::Agreed, S::Done]),
        (S::Agreed, Some(M::Cancel), &[S::Cancelled]),
        (S::Agreed, Some(M::Dispute), &[S::Disputed]),
        (S::Agreed, None, &[S::UnderWay, S::Done, S::Expired]),
        (S::UnderWay, Some(M::Complete), &[S::UnderWay, S::Done]),
        (S::UnderWay, Some(M::Cancel), &[S::Cancelled]),
        (S::UnderWay, Some(M::Dispute), &[S::Disputed]),
        (S::UnderWay, None, &[S::Done, S::Expired]),
        (S::Out, Some(M::Complete), &[S::Out, S::Done]),
        (S::Out, Some(M::Prolong), &[S::Out]),
        (S::Out, Some(M::Dispute), &[S::Disputed]),
        (S::Out, None, &[S::Due]),
        (S::Due, Some(M::Complete), &[S::Due, S::Done]),
        (S::Due, Some(M::Prolong), &[S::Out]),
        (S::Due, Some(M::Dispute), &[S::Disputed]),
        (S::Due, None, &[S::Done]),
        (S::Disputed, Some(M::Settle), &[S::Settled]),
        (S::Disputed, Some(M::Complete), &[S::Disputed, S::Done]),
    ];
    table.iter().any(|(was, by, become_)| (*was, *by) == (from, kind) && become_.contains(&to))
}

/// What happens on a walk: somebody tries something, proposes a moment, or time passes.
#[derive(Clone, Debug)]
enum Try {
    Move(Party, MoveKind, (i64, bool)),
    /// Says yes to what the other proposed.
    Accept(Party),
    Propose(Party, i64),
    Wait(i64),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let party = || prop::sample::select(PARTIES.to_vec());
    let one = prop_oneof![
        6 => (party(), prop::sample::select(MoveKind::ALL.to_vec()), (1_i64..300, any::<bool>()))
            .prop_map(|(who, kind, how)| Try::Move(who, kind, how)),
        2 => party().prop_map(Try::Accept),
        1 => (party(), 1_i64..300).prop_map(|(who, hours)| Try::Propose(who, hours)),
        3 => (1_i64..400).prop_map(Try::Wait),
    ];
    prop::collection::vec(one, 0..40)
}

fn facts() -> impl Strategy<Value = Facts> {
    let held =
        prop::sample::select(vec![None, None, None, Some(Held::Blocked), Some(Held::Removed)]);
    (any::<bool>(), prop::option::of(0_i64..200), prop::option::of(0_i64..2_000), held).prop_map(
        |(owner_lends, choosing, ends, held)| Facts {
            owner_lends,
            choosing_from: choosing.map(|hours| start() + TimeDelta::hours(hours)),
            post_ends_at: ends.map(|hours| start() + TimeDelta::hours(hours)),
            held,
        },
    )
}

fn terms() -> impl Strategy<Value = Vec<TermKind>> {
    prop::sample::select(vec![
        vec![TermKind::Gift],
        vec![TermKind::Loan],
        vec![TermKind::Gift, TermKind::Loan],
        vec![TermKind::Swap, TermKind::Loan],
    ])
}

proptest! {
    #[test]
    fn a_walk_stays_in_the_table_and_breaks_nothing(
        kinds in terms(), facts in facts(), tries in tries(),
    ) {
        let (mut it, mut now) = (fresh(&kinds), start());
        for step_ in tries {
            let was = it.clone();
            let (kind, next) = match step_ {
                Try::Wait(hours) => {
                    now += TimeDelta::hours(hours);
                    (None, pass(&it, &facts, now))
                }
                Try::Propose(who, hours) => {
                    let moment = (now + TimeDelta::hours(hours), now + TimeDelta::hours(hours + 1));
                    let next = propose(&it, &facts, who, moment, now);
                    if let Some(next) = next {
                        prop_assert_eq!(next.state, was.state);
                        prop_assert!(facts.held.is_none());
                        holds(&next)?;
                        it = next;
                    }
                    continue;
                }
                Try::Move(who, kind, how) => {
                    let taken = of_kind(kind, now, how);
                    let next = step(&it, &facts, who, &taken, now);
                    let is_told = moves(&it, &facts, who, now).contains(&kind);
                    prop_assert_eq!(is_told, next.is_ok());
                    (Some(kind), next.ok())
                }
                Try::Accept(who) => {
                    let Some((from, until)) = it.wanted.or(it.moment) else { continue };
                    let taken = Move::Agree { from, until, details: Details::default() };
                    (Some(MoveKind::Agree), step(&it, &facts, who, &taken, now).ok())
                }
            };
            let Some(next) = next else { continue };
            prop_assert!(is_in_table(was.state, kind, next.state), "{was:?} {kind:?} {next:?}");
            prop_assert!(!was.state.is_end(), "what ended stays as it is");
            prop_assert_eq!(next.revision, was.revision + 1);
            if next.state == AgreementState::Done {
                let both = next.owner_done_at.is_some() && next.replier_done_at.is_some();
                prop_assert!(both || kind.is_none(), "done needs both, or time");
            }
            holds(&next)?;
            it = next;
        }
    }

    #[test]
    fn where_one_blocked_the_other_only_the_ways_out_are_left(
        kinds in terms(), tries in tries(), held in prop::sample::select(vec![Held::Blocked, Held::Removed]),
    ) {
        let (mut it, mut now) = (fresh(&kinds), start());
        for step_ in tries {
            match step_ {
                Try::Wait(hours) => {
                    now += TimeDelta::hours(hours);
                    it = pass(&it, &Facts::default(), now).unwrap_or(it);
                }
                Try::Move(who, kind, how) => {
                    let taken = of_kind(kind, now, how);
                    it = step(&it, &Facts::default(), who, &taken, now).unwrap_or(it);
                }
                Try::Accept(_) | Try::Propose(..) => {}
            }
            let facts = Facts { held: Some(held), ..Facts::default() };
            for who in PARTIES {
                let left = moves(&it, &facts, who, now);
                let goes_on = [MoveKind::Agree, MoveKind::HandOver, MoveKind::Prolong];
                prop_assert!(!left.iter().any(|kind| goes_on.contains(kind)));
            }
            let is_left = PARTIES.iter().any(|who| !moves(&it, &facts, *who, now).is_empty());
            prop_assert!(it.state.is_end() || is_left, "{:?} has no way out", it.state);
        }
    }

    #[test]
    fn from_anywhere_an_end_is_reached(kinds in terms(), facts in facts(), tries in tries()) {
        let (mut it, mut now) = (fresh(&kinds), start());
        for step_ in tries {
            match step_ {
                Try::Wait(hours) => {
                    now += TimeDelta::hours(hours);
                    it = pass(&it, &facts, now).unwrap_or(it);
                }
                Try::Move(who, kind, how) => {
                    it = step(&it, &facts, who, &of_kind(kind, now, how), now).unwrap_or(it);
                }
                Try::Accept(_) | Try::Propose(..) => {}
            }
        }
        // Each says what is left to say, of which completing, declining and settling end it.
        for _ in 0..4 {
            for who in PARTIES {
                for kind in [MoveKind::Decline, MoveKind::Complete, MoveKind::Settle] {
                    it = step(&it, &facts, who, &of_kind(kind, now, (1, false)), now).unwrap_or(it);
                }
            }
        }
        prop_assert!(it.state.is_end(), "{:?} is not left", it.state);
    }
}

#[test]
fn nobody_else_can_do_anything() {
    let now = start();
    for state in AgreementState::ALL {
        let moment = Some((now, now + TimeDelta::hours(1)));
        let it = Agreement { state: *state, moment, ..fresh(&[TermKind::Loan]) };
        let steward = moves(&it, &Facts::default(), Party::Steward(STEWARD), now);
        let is_disputed = *state == AgreementState::Disputed;
        assert_eq!(steward, if is_disputed { vec![MoveKind::Settle] } else { Vec::new() });
        for party in [OWNER, REPLIER] {
            let own = moves(&it, &Facts::default(), Party::Steward(party), now);
            assert!(own.is_empty(), "nobody settles a case of their own: {state:?}");
        }
    }
}

#[test]
fn the_owner_agrees_at_once_and_the_replier_proposes() {
    let (facts, now) = (Facts::default(), start());
    let taken = of_kind(MoveKind::Agree, now, (24, false));
    let proposed = step(&fresh(&[TermKind::Gift]), &facts, Party::Replier, &taken, now).unwrap();
    assert_eq!(proposed.state, AgreementState::Proposed);
    assert_eq!(proposed.proposed_by, Some(REPLIER));
    let other = of_kind(MoveKind::Agree, now, (48, false));
    let agreed = step(&proposed, &facts, Party::Owner, &other, now).unwrap();
    assert_eq!(agreed.state, AgreementState::Agreed);
    assert_eq!(agreed.moment, Some((now + TimeDelta::hours(48), now + TimeDelta::hours(50))));
    assert_eq!((agreed.proposed_by, agreed.answered_at), (None, Some(now)));
    let early = Facts { choosing_from: Some(now + TimeDelta::hours(1)), ..facts };
    let refused = step(&proposed, &early, Party::Owner, &other, now);
    assert_eq!(refused, Err(Refusal::TooEarly(now + TimeDelta::hours(1))));
}

#[test]
fn another_moment_holds_once_the_other_says_yes_to_it() {
    let (facts, now) = (Facts::default(), start());
    let first = of_kind(MoveKind::Agree, now, (24, false));
    let agreed = step(&fresh(&[TermKind::Gift]), &facts, Party::Owner, &first, now).unwrap();
    let later = of_kind(MoveKind::Agree, now, (48, true));
    let wished = step(&agreed, &facts, Party::Replier, &later, now).unwrap();
    assert_eq!((wished.moment, wished.quantity), (agreed.moment, 1), "what stands, stands");
    assert_eq!(wished.proposed_by, Some(REPLIER));
    let own = step(&wished, &facts, Party::Replier, &later, now).unwrap();
    assert_eq!(own.moment, agreed.moment, "nobody says yes to their own wish");
    let yes = of_kind(MoveKind::Agree, now, (48, false));
    let accepted = step(&wished, &facts, Party::Owner, &yes, now).unwrap();
    assert_eq!(accepted.moment, wished.wanted);
    assert_eq!((accepted.wanted, accepted.proposed_by), (None, None));
    assert_eq!(accepted.quantity, 2);
    assert_eq!(accepted.terms.expenses.map(|it| it.amount), Some("4.50".to_owned()));
    let kept = step(&wished, &facts, Party::Owner, &first, now).unwrap();
    assert_eq!((kept.moment, kept.wanted, kept.quantity), (agreed.moment, None, 1));
}

#[test]
fn what_is_lent_goes_out_is_due_and_comes_back() {
    let (facts, now) = (Facts { owner_lends: true, ..Facts::default() }, start());
    let taken = of_kind(MoveKind::Agree, now, (1, false));
    let agreed = step(&fresh(&[TermKind::Loan]), &facts, Party::Owner, &taken, now).unwrap();
    let not_theirs = step(&agreed, &facts, Party::Replier, &Move::HandOver, now);
    assert_eq!(not_theirs, Err(Refusal::NotNow), "who borrows hands nothing over");
    let out = step(&agreed, &facts, Party::Owner, &Move::HandOver, now).unwrap();
    assert_eq!(out.due_on, NaiveDate::from_ymd_opt(2026, 5, 4), "two weeks when nobody says");
    assert_eq!(pass(&out, &facts, now + TimeDelta::days(14)), None, "it is due at the day's end");
    let then = now + TimeDelta::days(15);
    let due = pass(&out, &facts, then).unwrap();
    assert_eq!(due.state, AgreementState::Due);
    let said = Move::Complete { returned: Some("schoon".into()), payout: None };
    let back = step(&due, &facts, Party::Owner, &said, then).unwrap();
    assert_eq!((back.state, back.returned.as_deref()), (AgreementState::Due, Some("schoon")));
    assert!(pass(&back, &facts, then + TimeDelta::days(6)).is_none());
    let done = pass(&back, &facts, then + TimeDelta::days(7)).unwrap();
    assert_eq!(done.state, AgreementState::Done);
}
