//! The laws of kept questions.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use super::*;

proptest! {
    #[test]
    fn nobody_gets_the_same_alert_three_times_running(
        events in vec(prop_oneof![3 => Just(true), 1 => Just(false)], 0..60),
    ) {
        let mut unlooked = Unlooked::default();
        let mut running = 0;
        for is_found in events {
            if !is_found {
                unlooked = unlooked.looked();
                running = 0;
                prop_assert!(unlooked.speaks(), "who looked is told again");
            } else if unlooked.speaks() {
                unlooked = unlooked.told();
                running += 1;
                prop_assert!(running <= 2, "a third one running");
            } else {
                prop_assert_eq!(running, 2, "silent after two, and not before");
            }
        }
    }

    #[test]
    fn the_same_question_has_one_name_however_it_is_asked(
        subjects in subsequence(Subject::ALL.to_vec(), 0..=6),
        topics in subsequence(Topic::ALL.to_vec(), 0..=6),
        terms in subsequence(TermKind::ALL.to_vec(), 0..=5),
        turns in any::<[Index; 3]>(),
        language in select(Language::ALL.to_vec()),
    ) {
        fn turned<T: Clone>(list: &[T], by: Index) -> Vec<T> {
            let mut all = list.to_vec();
            if !all.is_empty() {
                all.rotate_left(by.index(list.len()));
                all.extend(list.first().cloned());
            }
            all
        }
        let one = Question { text: Some("Boormachine".into()), subjects, topics, terms, ..Question::default() };
        let other = Question {
            text: Some("  BOORMACHINE! ".into()),
            language,
            subjects: turned(&one.subjects, turns[0]),
            topics: turned(&one.topics, turns[1]),
            terms: turned(&one.terms, turns[2]),
            ..Question::default()
        };
        prop_assert_eq!(one.print(), other.print());
        let third = Question { text: Some("Boor".into()), ..other };
        prop_assert_ne!(one.print(), third.print());
    }

    #[test]
    fn a_kept_question_is_read_back_as_it_was(
        text in proptest::option::of(".{0,20}"),
        within_m in 1_u32..10_000,
        topics in subsequence(Topic::ALL.to_vec(), 0..=4),
    ) {
        let point = cell(Point { latitude: 52.361_73, longitude: 4.927_61 });
        let near = Some(NearCell { point, within_m });
        let it = Question { text, near, topics, ..Question::default() };
        let read: Question = serde_json::from_str(&serde_json::to_string(&it).unwrap()).unwrap();
        prop_assert_eq!(read, it);
    }
}

#[test]
fn a_place_is_told_by_its_smallest_name() {
    let area = AreaId(uuid::Uuid::from_u128(1));
    let community = CommunityId(uuid::Uuid::from_u128(2));
    let point = Point { latitude: 52.3615, longitude: 4.9275 };
    let near = NearCell { point, within_m: 500 };
    let all = Question {
        area: Some(area),
        near: Some(near),
        community: Some(community),
        ..Question::default()
    };
    assert_eq!(all.scope(), Scope::Area(area));
    assert_eq!(Question { area: None, ..all.clone() }.scope(), Scope::Near(point));
    let there = Question { area: None, near: None, ..all };
    assert_eq!(there.scope(), Scope::Community(community));
    assert_eq!(Question::default().scope(), Scope::Own);
}
