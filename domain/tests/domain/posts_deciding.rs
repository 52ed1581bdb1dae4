//! What waits for a steward on the board, and who decides it, on both databases.

use koop_domain::alerts::{self, AlertKind};
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::posts::error::PostError;
use koop_domain::posts::kinds::{Outcome, PostState, ReportReason};
use koop_domain::posts::{
    self, About, by_id, decide_report, decide_review, edit, publish, report, waiting,
};

use crate::communities::{community, person};
use crate::harness::{House, on_both_databases};
use crate::posts::{draft, now, two};

on_both_databases! {
    listed_words_wait_and_are_not_thrown_away;
    closing_is_no_way_around_the_list;
    what_is_reported_is_seen_as_it_was;
    nobody_decides_elsewhere_or_for_themselves;
}

async fn told(house: &House, who: &Ctx) -> Vec<AlertKind> {
    let (all, _) = alerts::mine(&now(house, who), &house.domain, 20, None).await.unwrap();
    all.into_iter().map(|it| it.kind).collect()
}

async fn listed_words_wait_and_are_not_thrown_away(house: &House) {
    let (of, one, other) = two(house).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let post = publish(&one, &house.domain, draft("Wiet wieden in de tuin")).await.unwrap();
    assert_eq!(post.state, PostState::Review);
    assert!(by_id(&other, &house.domain, post.id).await.unwrap().is_none());
    let queue = waiting(&steward, &house.domain, of).await.unwrap();
    assert_eq!(queue.reviews, std::slice::from_ref(&post));
    let open = decide_review(&steward, &house.domain, post.id, (true, "")).await.unwrap();
    assert_eq!(open.state, PostState::Open);
    assert!(by_id(&other, &house.domain, post.id).await.unwrap().is_some());
    assert_eq!(told(house, &one).await, [AlertKind::PostAccepted]);
    // The same words are not looked at twice; other words are.
    let same = edit(&one, &house.domain, post.id, open.revision, draft("Wiet wieden in de tuin"));
    let same = same.await.unwrap();
    assert_eq!(same.state, PostState::Open);
    let worse = edit(&one, &house.domain, post.id, same.revision, draft("Wiet te koop")).await;
    assert_eq!(worse.unwrap().state, PostState::Review);
    let empty = decide_review(&steward, &house.domain, post.id, (false, " ")).await;
    assert!(matches!(empty, Err(PostError::Invalid { field: "reason", .. })), "{empty:?}");
    decide_review(&steward, &house.domain, post.id, (false, "Dat mag niet")).await.unwrap();
    assert!(told(house, &one).await.contains(&AlertKind::PostRefused));
    let why = posts::why(&one, &house.domain, &[post.id]).await.unwrap();
    assert_eq!(why.get(&post.id).map(String::as_str), Some("Dat mag niet"));
}

async fn closing_is_no_way_around_the_list(house: &House) {
    let (_, one, other) = two(house).await;
    let post = publish(&one, &house.domain, draft("Wiet te koop")).await.unwrap();
    posts::close(&one, &house.domain, post.id, Outcome::Nobody).await.unwrap();
    let back = posts::renew(&one, &house.domain, post.id).await.unwrap();
    assert_eq!(back.state, PostState::Review);
    assert!(by_id(&other, &house.domain, post.id).await.unwrap().is_none());
}

async fn what_is_reported_is_seen_as_it_was(house: &House) {
    let (of, one, other) = two(house).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let post = publish(&one, &house.domain, draft("Snel geld verdienen")).await.unwrap();
    let about = About::Post(post.id);
    let note = Some("Dit is oplichterij");
    let id = report(&other, &house.domain, about, ReportReason::Fraud, note).await.unwrap();
    let again = report(&other, &house.domain, about, ReportReason::Other, None).await.unwrap();
    assert_eq!(again, id, "said twice is said once");
    edit(&one, &house.domain, post.id, 1, draft("Boodschappen doen")).await.unwrap();
    let queue = waiting(&steward, &house.domain, of).await.unwrap();
    assert_eq!(queue.reports[0].words.title, "Snel geld verdienen");
    decide_report(&steward, &house.domain, id, (true, "Oplichterij")).await.unwrap();
    assert!(by_id(&other, &house.domain, post.id).await.unwrap().is_none());
    assert_eq!(told(house, &one).await, [AlertKind::PostRemoved]);
    assert_eq!(told(house, &other).await, [AlertKind::ReportDecided]);
    let twice = decide_report(&steward, &house.domain, id, (true, "Oplichterij")).await;
    assert!(matches!(twice, Err(PostError::NotFound)), "{twice:?}");
}

async fn nobody_decides_elsewhere_or_for_themselves(house: &House) {
    let (of, one, other) = two(house).await;
    let elsewhere = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", elsewhere, Role::Organiser).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let own = publish(&steward, &house.domain, draft("Wiet wieden")).await.unwrap();
    assert!(waiting(&steward, &house.domain, of).await.unwrap().reviews.is_empty());
    let post = publish(&one, &house.domain, draft("Wiet wieden")).await.unwrap();
    for (who, id) in [(&steward, own.id), (&stranger, post.id), (&other, post.id), (&one, post.id)]
    {
        let refused = decide_review(who, &house.domain, id, (true, "")).await;
        assert!(matches!(refused, Err(PostError::Denied(_))), "{refused:?}");
    }
    for who in [&stranger, &other, &house.visitor()] {
        let refused = waiting(who, &house.domain, of).await;
        assert!(matches!(refused, Err(PostError::Denied(_))), "{refused:?}");
    }
}
