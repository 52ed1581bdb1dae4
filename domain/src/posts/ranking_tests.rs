use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn candidate() -> impl Strategy<Value = Candidate> {
    (any::<u128>(), 0_u128..4, proptest::option::of(0.0..20_000.0), 0_i64..100, 0.01..1.0).prop_map(
        |(id, author, distance_m, days, text)| Candidate {
            id: PostId(Uuid::from_u128(id)),
            author: MemberId(Uuid::from_u128(author)),
            distance_m,
            renewed_at: NOW - TimeDelta::days(days),
            text,
        },
    )
}

proptest! {
    #[test]
    fn everybody_is_shown_once(all in proptest::collection::vec(candidate(), 0..60)) {
        let mut order = order(&all, NOW);
        order.sort_unstable();
        prop_assert_eq!(order, (0..all.len()).collect::<Vec<_>>());
    }

    #[test]
    fn no_page_is_one_members_while_there_are_others(
        all in proptest::collection::vec(candidate(), 0..120),
    ) {
        let order = order(&all, NOW);
        for page in order.chunks(PAGE) {
            let of = |author: MemberId| page.iter().filter(|at| all[**at].author == author).count();
            let crowded = page.iter().any(|at| of(all[*at].author) > OF_ONE_MAX);
            // With four members a page of twenty has eight too many, and then nobody else waits.
            let others = page.iter().map(|at| all[*at].author).collect::<std::collections::HashSet<_>>();
            prop_assert!(!crowded || others.len() * OF_ONE_MAX <= PAGE);
        }
    }

    #[test]
    fn the_order_hangs_on_nothing_else(
        all in proptest::collection::vec(candidate(), 0..40).prop_shuffle(),
    ) {
        let mut turned = all.clone();
        turned.reverse();
        let ids = |all: &[Candidate]| -> Vec<PostId> {
            order(all, NOW).into_iter().map(|at| all[at].id).collect()
        };
        prop_assert_eq!(ids(&all), ids(&turned));
    }

    #[test]
    fn nearer_and_newer_count_for_no_less(near in 0.0..50_000.0_f64, more in 0.0..50_000.0_f64, days in 0_i64..400) {
        prop_assert!(closeness(near) >= closeness(near + more));
        let fresh = |days: i64| freshness(NOW - TimeDelta::days(days), NOW);
        prop_assert!(fresh(days) >= fresh(days + 1) && fresh(0) <= 1.0);
    }
}

#[test]
fn halves_are_halves() {
    assert!((closeness(CLOSE_M) - 1.0).abs() < 1e-9);
    assert!((closeness(CLOSE_M + CLOSENESS_HALVES_M) - 0.5).abs() < 1e-9);
    assert!((freshness(NOW - TimeDelta::days(30), NOW) - 0.5).abs() < 1e-9);
}
