//! Who sees what of the board: nobody finds, counts or learns of what is not for them.

use std::collections::BTreeSet;

use koop_domain::listings::search::{FacetField, Reach};
use koop_domain::ports::SearchIndex;
use koop_domain::posts::model::Audience;
use koop_domain::posts::search::{PostAnswer, PostQuery, PostSort};
use koop_domain::posts::seeing::Eyes;

use crate::asking::near;
use crate::board::{
    HERE, THERE, ask, at_the_desk, board, known, member, neighbour, stranger, visitor,
};
use crate::street::now;

/// What everybody sees.
const PUBLIC: [&str; 6] = ["boodschappen", "soep", "brood", "fiets", "cafe", "band"];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    PUBLIC.iter().chain(more).copied().collect()
}

pub(crate) async fn an_audience_sees_what_is_meant_for_it(index: &dyn SearchIndex) {
    let sees = async |eyes: Eyes| ask(index, |q| q.eyes = eyes).await;
    sees(visitor()).await.only(&PUBLIC);
    sees(stranger()).await.only(&PUBLIC);
    sees(neighbour()).await.only(&with(&["boor", "borrel"]));
    sees(known()).await.only(&with(&["boor", "borrel", "oppas"]));
    sees(at_the_desk()).await.only(&with(&["boor", "borrel", "oppas", "formulier"]));
    // Who belongs elsewhere is a stranger here, however well they are known there.
    let elsewhere = BTreeSet::from([THERE]);
    let there = Eyes {
        communities: elsewhere.clone(),
        known: elsewhere.clone(),
        desks: elsewhere,
        ..stranger()
    };
    sees(there).await.only(&with(&["taal"]));
}

/// No word, filter, place or order opens what is not for these eyes.
pub(crate) async fn no_question_opens_what_is_not_for_these_eyes(index: &dyn SearchIndex) {
    let hidden = ["oppas", "boor", "borrel", "formulier", "oud", "taal"];
    for eyes in [visitor(), stranger()] {
        for post in board().into_iter().filter(|post| hidden.contains(&post.slug.as_str())) {
            let wishes: [&dyn Fn(&mut PostQuery); 6] = [
                &|q| q.text = Some(post.content.title.clone()),
                &|q| q.filter.topics = vec![post.topic],
                &|q| q.filter.community = Some(post.community),
                &|q| q.sort = PostSort::Soonest,
                &|q| q.filter.audience = Some(post.audience),
                &|q| q.near = near(0.0, 0.0, Some(Reach::Metres(5_000))),
            ];
            for wish in wishes {
                let heard = ask(index, |q| {
                    wish(q);
                    q.eyes = eyes.clone();
                });
                heard.await.must_not_have(&hidden);
            }
        }
        let heard = ask(index, |q| q.eyes = eyes.clone()).await;
        assert_eq!(heard.answer.total, 6);
        let topics = heard.answer.facets.iter().find(|it| it.field == FacetField::Topic).unwrap();
        let counted = |key: &str| topics.values.iter().any(|(value, _)| value == key);
        assert!(counted("groceries"));
        for key in ["childcare", "tools", "meeting", "paperwork", "language"] {
            assert!(!counted(key), "{key} is counted");
        }
    }
}

pub(crate) async fn whoever_is_turned_away_is_not_there(index: &dyn SearchIndex) {
    let eyes = Eyes { blocked: BTreeSet::from([member(1), member(3)]), ..known() };
    ask(index, |q| q.eyes = eyes.clone()).await.only(&["oppas", "brood", "fiets", "cafe", "band"]);
    ask(index, |q| (q.eyes, q.text) = (eyes.clone(), Some("boodschappen".to_owned())))
        .await
        .only(&[]);
}

/// What somebody said is nothing for them is in no list of theirs, on no page, and counted for
/// nothing; a list goes on where it was when they say so of one of its posts.
pub(crate) async fn what_is_nothing_for_them_is_not_there(index: &dyn SearchIndex) {
    let all = ask(index, |q| q.eyes = known()).await;
    let (first, rest) = all.answer.hits.split_first().unwrap();
    let eyes = Eyes { dismissed: BTreeSet::from([first.id]), ..known() };
    let heard = ask(index, |q| q.eyes = eyes.clone()).await;
    assert_eq!(heard.answer.total, all.answer.total - 1);
    assert!(heard.answer.hits.iter().all(|hit| hit.id != first.id));
    let counted = |answer: &PostAnswer| {
        let facet = answer.facets.iter().find(|it| it.field == FacetField::Subject).unwrap();
        facet.values.iter().map(|(_, count)| count).sum::<u64>()
    };
    assert_eq!(counted(&heard.answer), counted(&all.answer) - 1);
    let newest = ask(index, |q| (q.eyes, q.sort, q.first) = (known(), PostSort::Newest, 1)).await;
    let cursor = newest.answer.hits[0].cursor;
    let eyes = Eyes { dismissed: BTreeSet::from([newest.answer.hits[0].id]), ..known() };
    let next = ask(index, |q| {
        (q.eyes, q.sort, q.after) = (eyes.clone(), PostSort::Newest, Some(cursor));
    });
    assert_eq!(next.await.answer.hits.len(), rest.len());
}

pub(crate) async fn what_is_theirs_is_found_by_its_author(index: &dyn SearchIndex) {
    let own = |number| Eyes { member: Some(member(number)), ..Eyes::default() };
    ask(index, |q| q.eyes = own(2)).await.only(&with(&["oppas"]));
    ask(index, |q| q.eyes = own(7)).await.only(&with(&["formulier"]));
    // What has expired has come down for its author too.
    ask(index, |q| q.eyes = own(1)).await.only(&with(&["borrel"]));
}

pub(crate) async fn feeds_carry_what_is_public_and_nothing_else(index: &dyn SearchIndex) {
    let asked = async |least| {
        ask(index, |q| (q.eyes, q.filter.audience) = (at_the_desk(), Some(least))).await
    };
    asked(Audience::Public).await.only(&PUBLIC);
    asked(Audience::Community).await.only(&with(&["boor", "borrel"]));
    asked(Audience::Confirmed).await.only(&with(&["boor", "borrel", "oppas"]));
}

pub(crate) async fn what_has_expired_is_not_there(index: &dyn SearchIndex) {
    ask(index, |q| q.now = now() - chrono::TimeDelta::seconds(1)).await.must_have(&["oud"]);
    ask(index, |q| q.now = now()).await.must_not_have(&["oud"]);
    let later = ask(index, |q| q.now = now() + chrono::TimeDelta::days(30)).await;
    later.only(&[]);
    assert!(later.answer.facets.iter().all(|facet| facet.values.is_empty()));
}

/// Groceries and soup are offered from two doors of one cell: no circle and no order parts them.
pub(crate) async fn every_door_of_a_cell_is_the_same(index: &dyn SearchIndex) {
    for metres in (1..40).map(|step| step * 17) {
        let reach = Some(Reach::Metres(metres));
        let heard = ask(index, |q| q.near = near(130.0, 90.0, reach)).await;
        let has = |slug: &str| heard.slugs.iter().any(|found| found == slug);
        assert_eq!(has("boodschappen"), has("soep"), "within {metres} m");
        if has("soep") {
            let distance = |slug: &str| heard.hit(slug).distance_m;
            assert_eq!(distance("boodschappen"), distance("soep"));
        }
    }
    assert_eq!(HERE, board()[0].community);
}
