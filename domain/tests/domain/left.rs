//! How much of a post is left, how much there is of all, and what is told of when, on both
//! databases.

use chrono::{TimeDelta, Timelike};
use koop_domain::agreements::model::Move;
use koop_domain::agreements::reply;
use koop_domain::alerts::AlertKind;
use koop_domain::communities::model::Role;
use koop_domain::id::PostId;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::members::model::Secret;
use koop_domain::posts::kinds::ReportReason;
use koop_domain::posts::model::{Post, told_at};
use koop_domain::posts::reports::About;
use koop_domain::posts::{
    self, COUNTED_S, LEFT_DAYS, by_id, counts, decide_report, dismiss, eyes, left, publish, waiting,
};
use koop_domain::{agreements, members};
use proptest::prelude::*;

use crate::agreements::{
    GIFT, Street, agreed, does, done, help, now, post, replied, street, told, yes,
};
use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::posts::{draft, two};

on_both_databases! {
    what_is_taken_is_not_left_and_is_again_once_called_off;
    what_was_eaten_is_not_left_again;
    the_last_of_it_is_told_as_that;
    stewards_are_told_of_a_dispute_and_nobody_of_the_two_twice;
    it_is_counted_once_a_minute;
    what_is_dismissed_is_known_to_whoever_asks_an_engine;
    an_id_tells_no_time;
    the_words_of_who_left_go_once_it_is_decided;
    the_words_of_who_left_go_after_a_while_at_the_latest;
}

async fn left_of(house: &House, street: &Street, id: PostId) -> u32 {
    let post = by_id(&now(house, &street.third), &house.domain, id).await.unwrap().unwrap();
    left(&house.visitor(), &house.domain, &[post]).await.unwrap()[&id]
}

async fn what_is_taken_is_not_left_and_is_again_once_called_off(house: &House) {
    let street = street(house).await;
    let drill = post(house, (&street.owner, street.of), ("offer", "item"), (GIFT, 3)).await;
    assert_eq!(left_of(house, &street, drill).await, 3);
    let ctx = now(house, &street.replier);
    let it = reply(&ctx, &house.domain, drill, "Twee graag", 2).await.unwrap();
    assert_eq!(left_of(house, &street, drill).await, 3, "nothing is agreed yet");
    does(house, &street.owner, it.id, yes(house, 24)).await.unwrap();
    assert_eq!(left_of(house, &street, drill).await, 1);
    let reason = "Het kan niet".to_owned();
    does(house, &street.replier, it.id, Move::Cancel { reason }).await.unwrap();
    assert_eq!(left_of(house, &street, drill).await, 3);
    assert!(left(&house.visitor(), &house.domain, &[]).await.unwrap().is_empty());
}

async fn what_was_eaten_is_not_left_again(house: &House) {
    let street = street(house).await;
    for (subject, after) in [("meal", 0), ("help", 1)] {
        let it = post(house, (&street.owner, street.of), ("offer", subject), (GIFT, 1)).await;
        let agreement = replied(house, &street.replier, it).await;
        does(house, &street.owner, agreement.id, yes(house, 24)).await.unwrap();
        assert_eq!(left_of(house, &street, it).await, 0);
        does(house, &street.owner, agreement.id, done()).await.unwrap();
        does(house, &street.replier, agreement.id, done()).await.unwrap();
        assert_eq!(left_of(house, &street, it).await, after, "{subject}");
    }
}

async fn the_last_of_it_is_told_as_that(house: &House) {
    let street = street(house).await;
    let two = post(house, (&street.owner, street.of), ("offer", "item"), (GIFT, 2)).await;
    let one = replied(house, &street.replier, two).await;
    does(house, &street.owner, one.id, yes(house, 24)).await.unwrap();
    let is_told = async || told(house, &street.owner).await.contains(&AlertKind::AllTaken);
    assert!(!is_told().await, "one is left");
    let other = replied(house, &street.third, two).await;
    does(house, &street.owner, other.id, yes(house, 24)).await.unwrap();
    assert!(is_told().await);
    assert!(!told(house, &street.owner).await.contains(&AlertKind::PostEnding));
}

async fn stewards_are_told_of_a_dispute_and_nobody_of_the_two_twice(house: &House) {
    let street = street(house).await;
    let organiser = person(house, "organisator@voorbeeld.nl", street.of, Role::Organiser).await;
    let it = agreed(house, &street).await;
    let reason = "Niemand kwam".to_owned();
    does(house, &street.replier, it.id, Move::Dispute { reason }).await.unwrap();
    for who in [&street.steward, &organiser] {
        assert_eq!(told(house, who).await, [AlertKind::DisputeWaits]);
    }
    assert!(told(house, &street.third).await.is_empty(), "neighbours are not told");
    let owner = told(house, &street.owner).await;
    assert!(owner.contains(&AlertKind::Disputed) && !owner.contains(&AlertKind::DisputeWaits));
    // A steward who is one of the two hears of it as one of the two.
    let second = person(house, "tweede@voorbeeld.nl", street.of, Role::Steward).await;
    let offer = post(house, (&second, street.of), ("offer", "item"), (GIFT, 1)).await;
    let it = replied(house, &street.replier, offer).await;
    does(house, &second, it.id, yes(house, 24)).await.unwrap();
    let reason = "Het was stuk".to_owned();
    does(house, &street.replier, it.id, Move::Dispute { reason }).await.unwrap();
    assert!(!told(house, &second).await.contains(&AlertKind::DisputeWaits));
}

async fn it_is_counted_once_a_minute(house: &House) {
    let street = street(house).await;
    let all = async || {
        let counts = counts(&house.visitor(), &house.domain, None).await.unwrap();
        counts.counts.iter().map(|it| it.count).sum::<u64>()
    };
    assert_eq!(all().await, 0);
    help(house, &street).await;
    assert_eq!(all().await, 0, "what another node put up is not counted yet");
    house.clock.advance(TimeDelta::seconds(COUNTED_S - 1));
    assert_eq!(all().await, 0);
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(all().await, 1);
    publish(&now(house, &street.owner), &house.domain, draft("Boodschappen")).await.unwrap();
    assert_eq!(all().await, 2, "what was put up here is counted at once");
}

async fn what_is_dismissed_is_known_to_whoever_asks_an_engine(house: &House) {
    let (_, one, other) = two(house).await;
    let post = publish(&one, &house.domain, draft("Boodschappen doen")).await.unwrap();
    assert!(eyes(&other, &house.domain).await.unwrap().want(post.id));
    dismiss(&other, &house.domain, post.id).await.unwrap();
    let theirs = eyes(&other, &house.domain).await.unwrap();
    assert!(!theirs.want(post.id) && theirs.see(&post), "its page is there still");
    assert!(eyes(&one, &house.domain).await.unwrap().want(post.id));
    // A list goes on where it was, though something was taken out of it.
    let query = |eyes| posts::search::PostQuery {
        eyes,
        ..posts::search::PostQuery::new(house.visitor().now)
    };
    let before = posts::seeing::Eyes { dismissed: Default::default(), ..theirs.clone() };
    assert_eq!(query(before).fingerprint(), query(theirs).fingerprint());
}

async fn an_id_tells_no_time(house: &House) {
    let (_, one, _) = two(house).await;
    let made: Vec<Post> = {
        let mut made = Vec::new();
        for title in ["Eerste klus", "Tweede klus", "Derde klus"] {
            made.push(publish(&one, &house.domain, draft(title)).await.unwrap());
        }
        made
    };
    for post in &made {
        assert_eq!(post.id.0.get_version_num(), 4, "a seventh version would have the time in it");
    }
}

/// A conversation that the replier reported, of which both wrote a line.
async fn reported(house: &House, street: &Street) -> koop_domain::id::PostReportId {
    let it = agreed(house, street).await;
    let text = |it: &str| agreements::model::Words::Text(it.to_owned());
    let owner = now(house, &street.owner);
    agreements::messages::send(&owner, &house.domain, it.id, text("Rot op")).await.unwrap();
    let about = About::Conversation(it.id);
    let ctx = now(house, &street.replier);
    let note = Some("Dit is niet aardig");
    posts::report(&ctx, &house.domain, about, ReportReason::Hurtful, note).await.unwrap()
}

async fn leaves(house: &House, street: &Street) {
    house.run("update sessions set created_at = (select max(created_at) from sessions)").await;
    let ctx = now(house, &street.replier);
    members::delete_me(&ctx, &house.domain, &Secret::new("")).await.unwrap();
}

/// The words of who reported, in what is kept of it.
async fn own_words(house: &House) -> bool {
    let text = house.text("select context || coalesce(note, '') from post_reports").await;
    assert!(text.contains("Rot op"), "what it is about stands there: {text}");
    text.contains("donderdag") || text.contains("aardig")
}

async fn the_words_of_who_left_go_once_it_is_decided(house: &House) {
    let street = street(house).await;
    let report = reported(house, &street).await;
    leaves(house, &street).await;
    assert!(own_words(house).await, "they are needed to decide");
    let steward = now(house, &street.steward);
    let queue = waiting(&steward, &house.domain, street.of).await.unwrap();
    assert_eq!(queue.reports.len(), 1);
    decide_report(&steward, &house.domain, report, (true, "Dat mag niet")).await.unwrap();
    assert!(!own_words(house).await);
}

async fn the_words_of_who_left_go_after_a_while_at_the_latest(house: &House) {
    let street = street(house).await;
    reported(house, &street).await;
    leaves(house, &street).await;
    posts::tidy(&house.operator(), &house.domain).await.unwrap();
    assert!(own_words(house).await);
    house.clock.advance(TimeDelta::days(LEFT_DAYS));
    posts::tidy(&house.operator(), &house.domain).await.unwrap();
    assert!(!own_words(house).await);
}

proptest! {
    #[test]
    fn who_does_not_know_somebody_is_told_of_days_alone(second in 1_700_000_000_i64..1_900_000_000) {
        let at = chrono::DateTime::from_timestamp(second, 123_000).unwrap();
        prop_assert_eq!(told_at(at, true), at);
        let told = told_at(at, false);
        let (local, was) = (told.with_timezone(&ZONE), at.with_timezone(&ZONE));
        prop_assert_eq!(local.date_naive(), was.date_naive());
        prop_assert_eq!((local.hour(), local.minute(), local.second()), (0, 0, 0));
        prop_assert_eq!(told_at(told, false), told);
    }
}
