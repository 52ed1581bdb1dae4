//! Being told what is new on the board and answers a kept question, on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use chrono::TimeDelta;
use koop_domain::alerts::{Alert, AlertKind};
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::geo::Point;
use koop_domain::id::PostId;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::page::Cursor;
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::kinds::{Audience, Outcome};
use koop_domain::posts::model::{Draft, Post};
use koop_domain::posts::saved::{look, look_at, mine, pause};
use koop_domain::posts::search::{PostAnswer, PostHit, PostQuery};
use koop_domain::posts::{self, block_author, by_id, close, dismiss, edit, publish, renew};
use koop_domain::{Domain, alerts, changes};

use crate::communities::{community, id, outsider, person};
use crate::harness::{House, killed_after, on_both_databases};
use crate::posts::{DOOR, draft, now, two};
use crate::posts_seeing::confirm;
use crate::saved::{help, kept, near};

on_both_databases! {
    what_is_new_is_told_once;
    several_posts_are_one_alert;
    nobody_is_told_of_a_post_twice;
    two_alerts_that_nobody_looked_at_are_enough;
    whoever_sees_a_post_is_told_of_it_and_nobody_else;
    what_is_turned_away_from_is_not_told;
    what_stood_there_before_is_no_news;
    what_is_renewed_is_news_to_who_was_not_told;
    words_are_the_engines;
    nobody_is_told_of_what_the_index_has_not_got;
    what_is_cut_off_goes_on;
    only_the_house_looks;
}

async fn put(house: &House, who: &Ctx, title: &str) -> Post {
    house.clock.advance(TimeDelta::seconds(1));
    publish(&now(house, who), &house.domain, draft(title)).await.unwrap()
}

async fn looks(house: &House) -> u64 {
    house.clock.advance(TimeDelta::minutes(1));
    // PostgreSQL tells of a change once every older transaction of the server has ended, those of
    // other tests included.
    let last = house.number("select coalesce(max(seq), 0) from changes").await;
    while changes::head(&house.operator(), &house.domain).await.unwrap().seq < last {
        tokio::task::yield_now().await;
    }
    look(&house.operator(), &house.domain).await.unwrap()
}

/// What somebody was told of kept questions, the latest first.
async fn told(house: &House, who: &Ctx) -> Vec<Alert> {
    let (mut all, _) = alerts::mine(&now(house, who), &house.domain, 100, None).await.unwrap();
    all.retain(|it| it.kind == AlertKind::Found);
    all
}

async fn what_is_new_is_told_once(house: &House) {
    let (_, one, other) = two(house).await;
    let it = kept(house, &one, "Hulp in huis", help(house)).await;
    assert_eq!(looks(house).await, 0, "nothing is new");
    let post = put(house, &other, "Boodschappen doen").await;
    put(house, &one, "Van mijzelf").await;
    assert_eq!(looks(house).await, 1);
    let all = told(house, &one).await;
    let [alert] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((alert.about.as_str(), alert.post), ("Hulp in huis", Some(post.id)));
    assert_eq!((alert.search, alert.agreement), (Some(it.id), None));
    assert_eq!(looks(house).await, 0);
    let now_kept = mine(&one, &house.domain).await.unwrap();
    assert_eq!(now_kept[0].told_at, Some(alert.at));
    assert!(told(house, &other).await.is_empty(), "who keeps nothing");
}

async fn several_posts_are_one_alert(house: &House) {
    let (_, one, other) = two(house).await;
    let it = kept(house, &one, "Hulp", help(house)).await;
    for at in 0..4 {
        put(house, &other, &format!("Boodschappen nummer {at}")).await;
    }
    assert_eq!(looks(house).await, 1);
    let all = told(house, &one).await;
    assert_eq!((all.len(), all[0].post, all[0].search), (1, None, Some(it.id)));
}

async fn nobody_is_told_of_a_post_twice(house: &House) {
    let (_, one, other) = two(house).await;
    let first = kept(house, &one, "Hulp", help(house)).await;
    house.clock.advance(TimeDelta::seconds(1));
    kept(house, &one, "Dichtbij", near(house, DOOR, None)).await;
    let post = put(house, &other, "Boodschappen doen").await;
    assert_eq!(looks(house).await, 1, "by one of the two");
    assert_eq!(told(house, &one).await[0].search, Some(first.id), "the eldest");
    // It changes, and stands there again.
    let it = draft("Boodschappen brengen");
    edit(&now(house, &other), &house.domain, post.id, 1, it).await.unwrap();
    assert_eq!(looks(house).await, 0);
    house.clock.advance(TimeDelta::days(3));
    renew(&now(house, &other), &house.domain, post.id).await.unwrap();
    assert_eq!(looks(house).await, 0);
}

async fn two_alerts_that_nobody_looked_at_are_enough(house: &House) {
    let (_, one, other) = two(house).await;
    let it = kept(house, &one, "Hulp", help(house)).await;
    let round = async |at: u32| {
        put(house, &other, &format!("Boodschappen nummer {at}")).await;
        looks(house).await
    };
    assert_eq!((round(1).await, round(2).await), (1, 1));
    assert_eq!((round(3).await, round(4).await), (0, 0), "it fell silent");
    look_at(&now(house, &one), &house.domain, it.id).await.unwrap();
    assert_eq!(looks(house).await, 0, "what came meanwhile was looked at");
    assert_eq!((round(5).await, round(6).await, round(7).await), (1, 1, 0));
    let alert = told(house, &one).await.remove(0);
    alerts::see(&now(house, &one), &house.domain, Some(&[alert.id])).await.unwrap();
    assert_eq!((round(8).await, round(9).await, round(10).await), (1, 1, 0), "an alert was seen");
    alerts::see(&now(house, &other), &house.domain, None).await.unwrap();
    assert_eq!(round(11).await, 0, "another one's eyes are not theirs");
}

async fn whoever_sees_a_post_is_told_of_it_and_nobody_else(house: &House) {
    let (of, one, other) = two(house).await;
    let known = person(house, "bekend@voorbeeld.nl", of, Role::Member).await;
    confirm(house, &known, of).await;
    let west = community(house, "West").await.id;
    let stranger = person(house, "west@voorbeeld.nl", west, Role::Organiser).await;
    confirm(house, &stranger, west).await;
    let nowhere = outsider(house, "nergens@voorbeeld.nl").await;
    let everybody = [&other, &known, &stranger, &nowhere];
    for who in everybody {
        kept(house, who, "Dichtbij", near(house, DOOR, None)).await;
    }
    for audience in [Audience::Public, Audience::Community, Audience::Confirmed] {
        house.clock.advance(TimeDelta::seconds(1));
        let it = Draft { audience: Some(audience), ..draft("Boodschappen doen") };
        let post = publish(&now(house, &one), &house.domain, it).await.unwrap();
        looks(house).await;
        for who in everybody {
            let sees = by_id(&now(house, who), &house.domain, post.id).await.unwrap().is_some();
            let all = told(house, who).await;
            let is_told = all.iter().any(|it| it.post == Some(post.id));
            assert_eq!(is_told, sees, "{audience:?} {:?}", who.actor);
            alerts::see(&now(house, who), &house.domain, None).await.unwrap();
        }
    }
    let count = |all: Vec<Alert>| all.len();
    assert_eq!(count(told(house, &known).await), 3);
    assert_eq!(count(told(house, &other).await), 2);
    assert_eq!(count(told(house, &stranger).await), 1);
    // Without a place a question is about one's own communities.
    kept(house, &stranger, "Waar ook", help(house)).await;
    let far = Point { latitude: 52.40, longitude: 5.10 };
    let it = Draft { audience: Some(Audience::Public), place: far, ..draft("Ver weg helpen") };
    house.clock.advance(TimeDelta::seconds(1));
    publish(&now(house, &one), &house.domain, it).await.unwrap();
    assert_eq!(looks(house).await, 0);
}

async fn what_is_turned_away_from_is_not_told(house: &House) {
    let (of, one, other) = two(house).await;
    let third = person(house, "derde@voorbeeld.nl", of, Role::Member).await;
    kept(house, &one, "Hulp", help(house)).await;
    kept(house, &third, "Hulp", help(house)).await;
    let post = put(house, &other, "Boodschappen doen").await;
    dismiss(&now(house, &third), &house.domain, post.id).await.unwrap();
    assert_eq!(looks(house).await, 1);
    assert!(told(house, &third).await.is_empty(), "it is nothing for them");
    block_author(&now(house, &one), &house.domain, post.id).await.unwrap();
    let mine = put(house, &one, "Van wie blokkeerde").await;
    put(house, &other, "Van wie geblokkeerd is").await;
    let gone = put(house, &other, "Alweer weg").await;
    close(&now(house, &other), &house.domain, gone.id, Outcome::Found).await.unwrap();
    assert_eq!(looks(house).await, 1, "the third one hears of both");
    assert_eq!(told(house, &one).await.len(), 1);
    let theirs = told(house, &third).await;
    assert_eq!((theirs.len(), theirs[0].post), (1, None));
    assert_ne!(mine.author, id(&third));
}

async fn what_stood_there_before_is_no_news(house: &House) {
    let (_, one, other) = two(house).await;
    let before = put(house, &other, "Stond er al").await;
    house.clock.advance(TimeDelta::seconds(1));
    let it = kept(house, &one, "Hulp", help(house)).await;
    assert_eq!(looks(house).await, 0);
    let words = draft("Stond er al, maar anders");
    edit(&now(house, &other), &house.domain, before.id, 1, words).await.unwrap();
    assert_eq!(looks(house).await, 0, "other words make it no news");
    pause(&now(house, &one), &house.domain, it.id, true).await.unwrap();
    put(house, &other, "Kwam in de pauze").await;
    assert_eq!(looks(house).await, 0);
    house.clock.advance(TimeDelta::seconds(1));
    pause(&now(house, &one), &house.domain, it.id, false).await.unwrap();
    assert_eq!(looks(house).await, 0);
    put(house, &other, "Kwam erna").await;
    assert_eq!(looks(house).await, 1);
}

async fn what_is_renewed_is_news_to_who_was_not_told(house: &House) {
    let (_, one, other) = two(house).await;
    let before = put(house, &other, "Stond er al").await;
    house.clock.advance(TimeDelta::days(2));
    kept(house, &one, "Hulp", help(house)).await;
    house.clock.advance(TimeDelta::days(2));
    renew(&now(house, &other), &house.domain, before.id).await.unwrap();
    assert_eq!(looks(house).await, 1);
    assert_eq!(told(house, &one).await[0].post, Some(before.id));
}

/// An engine that has read the log up to somewhere, and finds the posts that it was told.
struct Words {
    found: Vec<PostId>,
    seq: AtomicI64,
    asked: std::sync::Mutex<Vec<PostQuery>>,
}

#[async_trait]
impl SearchIndex for Words {
    async fn search(&self, _: &ListingQuery) -> Result<Answer, IndexError> {
        Ok(Answer::default())
    }

    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        self.asked.lock().unwrap().push(query.clone());
        let hit = |id: &PostId| PostHit {
            id: *id,
            distance_m: None,
            why: Vec::new(),
            score: 1.0,
            cursor: Cursor::Offset { offset: 1, query: query.fingerprint() },
        };
        let hits: Vec<PostHit> = self.found.iter().map(hit).collect();
        Ok(PostAnswer { total: hits.len() as u64, hits, ..PostAnswer::default() })
    }

    async fn suggest(&self, _: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        Ok(Vec::new())
    }

    async fn apply(&self, _: Vec<IndexChange>, _: IndexPosition) -> Result<(), IndexError> {
        Ok(())
    }

    async fn clear(&self, _: IndexPosition) -> Result<(), IndexError> {
        Ok(())
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Ok(Some(IndexPosition { generation: 1, seq: self.seq.load(Ordering::Relaxed) }))
    }
}

/// The same house with another engine, which has read everything.
async fn with_words(house: &House, found: Vec<PostId>) -> (Domain, Arc<Words>) {
    let head = changes::head(&house.operator(), &house.domain).await.unwrap();
    house.run("update index_state set generation = 1").await;
    let words = Arc::new(Words {
        found,
        seq: AtomicI64::new(head.seq),
        asked: std::sync::Mutex::default(),
    });
    (Domain { index: words.clone(), ..house.domain.clone() }, words)
}

async fn words_are_the_engines(house: &House) {
    let (_, one, other) = two(house).await;
    let query = PostQuery { text: Some("bodschapen".into()), ..near(house, DOOR, Some(1_000)) };
    kept(house, &one, "Boodschappen", query).await;
    let post = put(house, &other, "Boodschappen doen").await;
    let none = put(house, &other, "Een kastje ophangen").await;
    assert_eq!(looks(house).await, 0, "an engine that has read nothing is waited for");
    let (domain, words) = with_words(house, vec![post.id]).await;
    assert_eq!(look(&house.operator(), &domain).await.unwrap(), 1);
    assert_eq!(told(house, &one).await[0].post, Some(post.id), "and not of {:?}", none.id);
    let asked = words.asked.lock().unwrap().clone();
    let [asked] = asked.as_slice() else { panic!("once a question: {asked:?}") };
    assert_eq!(asked.text.as_deref(), Some("bodschapen"));
    assert_eq!(asked.eyes.member, Some(id(&one)), "with whose eyes it is");
    assert!(asked.filter.bounds.is_some_and(|it| it.contains(post.around.point)));
    assert_eq!(asked.filter.topics, [post.topic]);
}

async fn nobody_is_told_of_what_the_index_has_not_got(house: &House) {
    let (_, one, other) = two(house).await;
    kept(house, &one, "Hulp", help(house)).await;
    let (domain, words) = with_words(house, Vec::new()).await;
    put(house, &other, "Boodschappen doen").await;
    let looks = async || look(&house.operator(), &domain).await.unwrap();
    assert_eq!(looks().await, 0, "a list would not show it yet");
    house.run("update index_state set generation = 2").await;
    words.seq.store(i64::MAX >> 1, Ordering::Relaxed);
    assert_eq!(looks().await, 0, "it is being built anew");
    house.run("update index_state set generation = 1").await;
    assert_eq!(looks().await, 1);
    assert!(words.asked.lock().unwrap().is_empty(), "without words nobody is asked");
}

async fn what_is_cut_off_goes_on(house: &House) {
    let (of, one, other) = two(house).await;
    let third = person(house, "derde@voorbeeld.nl", of, Role::Member).await;
    for who in [&one, &third] {
        kept(house, who, "Hulp", help(house)).await;
    }
    put(house, &other, "Boodschappen doen").await;
    let house_ctx = house.operator();
    for steps in (1..400).step_by(7) {
        if killed_after(steps, look(&house_ctx, &house.domain)).await.is_some() {
            break;
        }
        for who in [&one, &third] {
            assert!(told(house, who).await.len() <= 1);
        }
    }
    looks(house).await;
    assert_eq!((told(house, &one).await.len(), told(house, &third).await.len()), (1, 1));
}

async fn only_the_house_looks(house: &House) {
    let (_, one, _) = two(house).await;
    for who in [&one, &house.visitor()] {
        let denied = look(who, &house.domain).await;
        assert_eq!(denied.unwrap_err().kind(), Kind::Denied);
    }
    assert!(posts::eyes(&one, &house.domain).await.is_ok());
}
