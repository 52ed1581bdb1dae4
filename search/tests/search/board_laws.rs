//! Laws of the board over random posts and questions, held against the rule of the domain.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use koop_domain::geo::{self, Point};
use koop_domain::listings::search::{FacetField, Near, Reach};
use koop_domain::page::PAGE_MAX;
use koop_domain::ports::SearchIndex;
use koop_domain::posts::model::{Audience, Direction, Post, PostState, Subject, TermKind, Topic};
use koop_domain::posts::search::{PostQuery, PostSort};
use koop_domain::posts::seeing::Eyes;
use koop_search::embedded::EmbeddedIndex;
use proptest::prelude::*;
use proptest::sample::select;
use tokio::runtime::Runtime;

use crate::board::{HERE, THERE, filled, member, post, post_id, puts, term};
use crate::street::{POSITION, now, point};

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    Runtime::new().unwrap().block_on(work)
}

prop_compose! {
    fn one()(
        by in 1..6_u128,
        title in select(&["Fiets te leen", "Boodschappen doen", "Soep over", "Gezellig wandelen"][..]),
        topic in select(&[Topic::Bikes, Topic::Groceries, Topic::Cooked, Topic::Company][..]),
        subject in select(Subject::ALL),
        direction in select(Direction::ALL),
        audience in select(Audience::ALL),
        is_here in any::<bool>(),
        (north, east) in (-3_000.0..3_000.0_f64, -3_000.0..3_000.0_f64),
        (age, stands) in (0..100_i64, -3..20_i64),
        loan in any::<bool>(),
    ) -> Post {
        let mut one = post(1, "een", title, (by, topic));
        (one.subject, one.direction, one.audience) = (subject, direction, audience);
        one.community = if is_here { HERE } else { THERE };
        one.around.point = geo::cell(point(north, east));
        one.renewed_at = now() - TimeDelta::hours(age * 7);
        one.expires_at = now() + TimeDelta::days(stands);
        if loan {
            one.content.terms.push(term(TermKind::Loan));
        }
        one
    }
}

fn posts() -> impl Strategy<Value = Vec<Post>> {
    prop::collection::vec(one(), 0..60).prop_map(|mut all| {
        for (number, one) in (1..).zip(&mut all) {
            one.id = post_id(number);
        }
        all
    })
}

prop_compose! {
    pub(crate) fn eyes()(
        who in prop::option::of(1..8_u128),
        belongs in any::<[bool; 2]>(),
        knows in any::<[bool; 2]>(),
        helps in any::<[bool; 2]>(),
        blocked in prop::collection::btree_set(1..6_u128, 0..3),
        dismissed in prop::collection::btree_set(1..60_u128, 0..8),
    ) -> Eyes {
        let of = |flags: [bool; 2]| -> BTreeSet<_> {
            [HERE, THERE].into_iter().zip(flags).filter(|(_, it)| *it).map(|(id, _)| id).collect()
        };
        let Some(who) = who else { return Eyes::default() };
        let communities = of(belongs);
        let within = |ids: BTreeSet<_>| ids.intersection(&communities).copied().collect();
        Eyes {
            member: Some(member(who)),
            known: within(of(knows)),
            desks: within(of(helps)),
            blocked: blocked.into_iter().filter(|it| *it != who).map(member).collect(),
            communities,
            dismissed: dismissed.into_iter().map(post_id).collect(),
        }
    }
}

prop_compose! {
    fn questions()(
        eyes in eyes(),
        text in prop::option::of(select(&["fiets", "boodschap", "soep wandelen", "gratis"][..])),
        near in prop::option::of((-3_000.0..3_000.0_f64, prop::option::of(100..4_000_u32))),
        sort in select(
            &[PostSort::Best, PostSort::Nearest, PostSort::Newest, PostSort::Soonest][..]
        ),
        direction in prop::option::of(select(Direction::ALL)),
        subjects in prop::collection::vec(select(Subject::ALL), 0..3),
        audience in prop::option::of(select(Audience::ALL)),
    ) -> PostQuery {
        let mut query = PostQuery { first: PAGE_MAX, ..PostQuery::new(now()) };
        (query.eyes, query.sort) = (eyes, sort);
        query.text = text.map(str::to_owned);
        query.near = near.map(|(east, reach)| Near {
            point: point(0.0, east),
            reach: reach.map(Reach::Metres),
        });
        query.filter.direction = direction;
        query.filter.subjects = subjects;
        query.filter.audience = audience;
        query
    }
}

/// The same question answered the slow way, but for words.
fn answers(post: &Post, query: &PostQuery) -> bool {
    let (filter, near) = (&query.filter, query.near);
    let is_near = |near: Near| {
        near.radius_m().is_none_or(|most| near.point.distance_m(post.around.point) <= most)
    };
    query.eyes.see(post)
        && query.eyes.want(post.id)
        && post.stands_at(query.now)
        && filter.audience.is_none_or(|least| post.audience >= least)
        && filter.direction.is_none_or(|it| it == post.direction)
        && (filter.subjects.is_empty() || filter.subjects.contains(&post.subject))
        && near.is_none_or(is_near)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is found is what the rule lets them see, and without words all of that.
    #[test]
    fn nothing_is_found_but_what_these_eyes_see(all in posts(), query in questions()) {
        block_on(async {
            let answer = filled(&all).await.search_posts(&query).await.unwrap();
            let mut expected: Vec<_> =
                all.iter().filter(|it| answers(it, &query)).map(|it| it.id).collect();
            let mut found: Vec<_> = answer.hits.iter().map(|hit| hit.id).collect();
            found.sort_unstable();
            prop_assert!(found.iter().all(|id| expected.contains(id)), "{query:?}");
            if query.text.is_none() {
                expected.sort_unstable();
                prop_assert_eq!(&found, &expected);
            }
            prop_assert_eq!(answer.total, found.len() as u64);
            prop_assert!(answer.hits.iter().all(|hit| !hit.why.is_empty()));
            prop_assert!(answer.hits.iter().all(|hit| (0.0..=1.0).contains(&hit.score)));
            Ok(())
        })?;
    }

    /// Facets count no post that the rule hides, and each leaves its own filter out.
    #[test]
    fn facets_count_what_these_eyes_see(all in posts(), query in questions()) {
        let query = PostQuery { text: None, ..query };
        block_on(async {
            let answer = filled(&all).await.search_posts(&query).await.unwrap();
            let mut without = query.clone();
            without.filter.subjects.clear();
            for subject in Subject::ALL {
                let expected = all
                    .iter()
                    .filter(|it| it.subject == *subject && answers(it, &without))
                    .count() as u64;
                let facet = answer.facets.iter().find(|it| it.field == FacetField::Subject);
                let counted = facet.unwrap().values.iter().find(|(key, _)| key == subject.key());
                prop_assert_eq!(counted.map_or(0, |(_, count)| *count), expected);
            }
            Ok(())
        })?;
    }

    #[test]
    fn pages_of_the_board_are_one_list_cut(
        all in posts(),
        query in questions(),
        first in 1..9_u32,
    ) {
        block_on(async {
            let index = filled(&all).await;
            let ids = |answer: &koop_domain::posts::search::PostAnswer| {
                answer.hits.iter().map(|hit| hit.id).collect::<Vec<_>>()
            };
            let whole = ids(&index.search_posts(&query).await.unwrap());
            let mut cut = Vec::new();
            let mut page = PostQuery { first, ..query.clone() };
            loop {
                let answer = index.search_posts(&page).await.unwrap();
                cut.extend(ids(&answer));
                page.after = answer.hits.last().map(|hit| hit.cursor);
                prop_assert_eq!(answer.more, cut.len() < whole.len());
                if !answer.more {
                    break;
                }
            }
            prop_assert_eq!(cut, whole);
            Ok(())
        })?;
    }

    /// Forty probes from anywhere tell no two doors of a cell apart.
    #[test]
    fn probing_parts_no_two_doors_of_a_cell(
        doors in prop::collection::vec((0.0..0.003_f64, 0.0..0.005_f64), 2..5),
        probes in prop::collection::vec((-900.0..900.0_f64, -900.0..900.0_f64, 1..1_500_u32), 40),
    ) {
        let corner = Point { latitude: 52.362, longitude: 4.935 };
        let all: Vec<Post> = (1..).zip(&doors).map(|(number, (north, east))| {
            let door = Point {
                latitude: corner.latitude + north,
                longitude: corner.longitude + east,
            };
            let mut one = post(number, "een", "Soep over", (number, Topic::Cooked));
            one.around.point = geo::cell(door);
            one.renewed_at = now();
            one
        }).collect();
        let same = all.iter().all(|it| it.around.point == all[0].around.point);
        prop_assume!(same);
        block_on(async {
            let index = filled(&all).await;
            for (north, east, metres) in probes {
                let reach = Some(Reach::Metres(metres));
                let mut query = PostQuery::new(now());
                query.near = Some(Near { point: point(north, east), reach });
                let answer = index.search_posts(&query).await.unwrap();
                prop_assert!(answer.hits.is_empty() || answer.hits.len() == all.len());
                let distances: BTreeSet<_> = answer.hits.iter().map(|it| it.distance_m).collect();
                prop_assert!(distances.len() <= 1);
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_order_of_work_on_the_board_does_not_matter(
        all in posts(),
        query in questions(),
        cut in 0..60_usize,
    ) {
        block_on(async {
            let expected = filled(&all).await.search_posts(&query).await.unwrap();
            let index = EmbeddedIndex::in_memory().unwrap();
            let old: Vec<Post> = all.iter().cloned().map(|mut one| {
                one.content.title = "Oud".to_owned();
                one.audience = Audience::Public;
                one.state = PostState::Open;
                one
            }).collect();
            index.apply(puts(&old), POSITION).await.unwrap();
            let (front, back) = all.split_at(cut.min(all.len()));
            index.apply(puts(back), POSITION).await.unwrap();
            index.apply(puts(front), POSITION).await.unwrap();
            prop_assert_eq!(index.search_posts(&query).await.unwrap(), expected);
            Ok(())
        })?;
    }
}
