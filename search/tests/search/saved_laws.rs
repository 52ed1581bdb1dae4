//! The law of kept questions: in memory their filters say of a post what the engine says of it.

use std::collections::BTreeSet;

use koop_domain::geo;
use koop_domain::id::PostId;
use koop_domain::listings::search::{Near, Reach};
use koop_domain::page::PAGE_MAX;
use koop_domain::ports::SearchIndex;
use koop_domain::posts::model::{Audience, Direction, Post, Subject, TermKind, Topic};
use koop_domain::posts::saved::model::Question;
use koop_domain::posts::search::{PostFilter, PostQuery};
use koop_domain::posts::seeing::Eyes;
use koop_search::embedded::EmbeddedIndex;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::board::{HERE, PLACE, THERE, filled, post, post_id, term};
use crate::board_laws::{block_on, eyes};
use crate::street::{EAST, JAVA, now, point};

/// A few of them meet often, and all have their turn.
fn topic() -> impl Strategy<Value = Topic> {
    prop_oneof![
        2 => select(&[Topic::Groceries, Topic::Tools, Topic::Cooked][..]),
        1 => select(Topic::ALL),
    ]
}

fn some<T: Clone + std::fmt::Debug>(
    of: &'static [T],
    most: usize,
) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![2 => Just(Vec::new()), 1 => subsequence(of, 0..=most)]
}

fn tags() -> impl Strategy<Value = Vec<String>> {
    some(&["ar", "en", "nl", "ti"], 3).prop_map(|all| all.into_iter().map(str::to_owned).collect())
}

fn seldom<T: Clone + std::fmt::Debug + 'static>(
    of: &'static [T],
) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.3, select(of))
}

prop_compose! {
    fn one()(
        (by, topic, is_here, is_at_place) in (1..6_u128, topic(), any::<bool>(), any::<bool>()),
        title in select(&["Fiets te leen", "Boodschappen doen", "Soep over"][..]),
        subject in select(Subject::ALL),
        direction in select(Direction::ALL),
        audience in select(Audience::ALL),
        terms in subsequence(TermKind::ALL, 0..=TermKind::ALL.len()),
        languages in tags(),
        areas in select(vec![vec![], vec![EAST], vec![JAVA, EAST]]),
        (north, east) in (-2_000.0..2_000.0_f64, -2_000.0..2_000.0_f64),
    ) -> Post {
        let mut one = post(1, "een", title, (by, topic));
        (one.subject, one.direction, one.audience) = (subject, direction, audience);
        one.community = if is_here { HERE } else { THERE };
        one.listing = is_at_place.then_some(PLACE);
        (one.areas, one.around.point) = (areas, geo::cell(point(north, east)));
        one.content.terms = terms.into_iter().map(term).collect();
        one.content.languages = languages;
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
    fn filters()(
        direction in seldom(Direction::ALL),
        subjects in some(Subject::ALL, 4),
        topics in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(topic(), 1..6)],
        terms in some(TermKind::ALL, 3),
        languages in tags(),
        audience in seldom(Audience::ALL),
        area in seldom(&[JAVA, EAST]),
        community in seldom(&[HERE, THERE]),
        listing in seldom(&[PLACE]),
    ) -> PostFilter {
        let (bounds, between) = (None, None);
        PostFilter {
            direction, subjects, topics, terms, languages, audience, area, community, listing,
            bounds, between,
        }
    }
}

prop_compose! {
    /// A list that somebody asks for and keeps.
    fn lists()(
        filter in filters(),
        near in prop::option::of((
            (-2_000.0..2_000.0_f64, -2_000.0..2_000.0_f64),
            prop::option::of(1..5_000_u32),
        )),
    ) -> PostQuery {
        let near = near.map(|((north, east), reach)| Near {
            point: point(north, east),
            reach: reach.map(Reach::Metres),
        });
        PostQuery { near, filter, ..PostQuery::new(now()) }
    }
}

/// What the engine finds for a kept question, with these eyes.
async fn found(index: &EmbeddedIndex, question: &Question, eyes: &Eyes) -> BTreeSet<PostId> {
    let near = question
        .near
        .map(|near| Near { point: near.point, reach: Some(Reach::Metres(near.within_m)) });
    let query = PostQuery {
        text: question.text.clone(),
        language: question.language,
        near,
        filter: question.filter(),
        first: PAGE_MAX,
        eyes: eyes.clone(),
        ..PostQuery::new(now())
    };
    let answer = index.search_posts(&query).await.unwrap();
    answer.hits.iter().map(|hit| hit.id).collect()
}

/// What the filters say in memory of the posts that these eyes see.
fn fitting(all: &[Post], question: &Question, eyes: &Eyes) -> BTreeSet<PostId> {
    let seen = all.iter().filter(|it| eyes.see(it) && eyes.want(it.id));
    seen.filter(|it| question.fits(it)).map(|it| it.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_kept_question_fits_what_the_engine_finds_for_it(
        all in posts(),
        list in lists(),
        eyes in eyes(),
    ) {
        let question = Question::from(list);
        block_on(async {
            let index = filled(&all).await;
            prop_assert_eq!(
                found(&index, &question, &eyes).await,
                fitting(&all, &question, &eyes)
            );
            Ok(())
        })?;
    }

    /// Of words the engine decides, and of nothing else: it finds no post that the filters refuse.
    #[test]
    fn words_are_left_to_the_engine_and_only_narrow_what_fits(
        all in posts(),
        list in lists(),
        eyes in eyes(),
        text in select(&["fiets", "bodschappen", "soep", "gereedschap"][..]),
    ) {
        let question = Question { text: Some(text.to_owned()), ..Question::from(list) };
        block_on(async {
            let index = filled(&all).await;
            let with_words = found(&index, &question, &eyes).await;
            let open = Question { text: question.text.clone(), ..Question::default() };
            let anywhere = found(&index, &open, &eyes).await;
            let fits = fitting(&all, &question, &eyes);
            // The best half of an answer is given where nothing has all the words: these are one.
            prop_assert_eq!(with_words, &fits & &anywhere);
            Ok(())
        })?;
    }
}
