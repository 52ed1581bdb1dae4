//! Putting something on the board and keeping it there, on both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::id::CommunityId;
use koop_domain::posts::error::PostError;
use koop_domain::posts::kinds::{
    Audience, Direction, Outcome, PostState, Subject, TermKind, Topic,
};
use koop_domain::posts::model::{Content, Draft, Meal, POSTS_MAX, Post, STANDS_DAYS, Term};
use koop_domain::posts::{self, Wanted, by_id, close, edit, find_many, mine, publish, renew};

use crate::communities::{PIET, community, outsider, person};
use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;

on_both_databases! {
    somebody_offers_help_in_one_go;
    what_breaks_a_rule_names_its_field_and_leaves_nothing;
    contact_details_are_asked_about_and_masked;
    who_belongs_nowhere_is_told_so;
    an_edit_keeps_the_address_and_sees_another_edit;
    it_is_renewed_and_closed;
    nobody_else_keeps_it;
    what_puts_somebody_at_anothers_mercy_is_an_organisations;
    there_is_a_most;
    time_closes_and_forgets;
    what_five_ask_for_is_told_to_everybody;
}

/// The door of somebody in the Dapperbuurt.
pub(crate) const DOOR: Point = Point { latitude: 52.361_73, longitude: 4.927_61 };

/// Groceries that are brought, for nothing, for everybody of the community.
pub(crate) fn draft(title: &str) -> Draft {
    Draft {
        direction: Direction::Offer,
        subject: Subject::Help,
        topic: Topic::Groceries,
        audience: Some(Audience::Community),
        content: Content {
            title: title.to_owned(),
            text: "Ik ga toch al elke donderdag.".to_owned(),
            terms: vec![gift()],
            languages: vec!["nl".to_owned()],
            availability: Vec::new(),
            reach_m: Some(1_500),
            meal: None,
            material: None,
            event: None,
        },
        place: DOOR,
        community: None,
        listing: None,
        capacity: 1,
        expires_on: None,
        replies_until: None,
        mask_contacts: false,
    }
}

fn gift() -> Term {
    Term { kind: TermKind::Gift, days: None, words: None, amount: None, currency: None }
}

/// The same person, now.
pub(crate) fn now(house: &House, ctx: &Ctx) -> Ctx {
    Ctx { now: house.visitor().now, ..ctx.clone() }
}

pub(crate) async fn two(house: &House) -> (CommunityId, Ctx, Ctx) {
    let of = community(house, "Oost").await.id;
    let one = person(house, HANNEKE, of, Role::Member).await;
    house.run("delete from jobs").await;
    let other = person(house, PIET, of, Role::Member).await;
    house.run("delete from jobs").await;
    (of, one, other)
}

async fn put(house: &House, who: &Ctx, title: &str) -> Post {
    publish(&now(house, who), &house.domain, draft(title)).await.unwrap()
}

async fn somebody_offers_help_in_one_go(house: &House) {
    let (of, one, other) = two(house).await;
    let post = put(house, &one, "  Boodschappen   doen ").await;
    assert!(post.slug.starts_with("boodschappen-doen-"), "{}", post.slug);
    assert_eq!(post.community, of);
    assert_eq!((post.state, post.revision), (PostState::Open, 1));
    assert_eq!(post.expires_at, post.created_at + TimeDelta::days(STANDS_DAYS));
    assert_ne!(post.around.point, DOOR);
    let read = by_id(&other, &house.domain, post.id).await.unwrap().unwrap();
    assert_eq!(read, post, "it comes back as it was written");
    let again = put(house, &other, "Boodschappen doen").await;
    assert!(again.slug.starts_with("boodschappen-doen-"), "{}", again.slug);
    let log = "select count(*) || '' from changes where kind = 'post'";
    assert_eq!(house.text(log).await, "2");
}

async fn what_breaks_a_rule_names_its_field_and_leaves_nothing(house: &House) {
    let (_, one, _) = two(house).await;
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut it = draft("Boodschappen doen");
        change(&mut it);
        it
    };
    let drafts = [
        ("title", with(&|it| it.content.title = " ".to_owned())),
        ("text", with(&|it| it.content.text = "x".repeat(4_001))),
        ("category", with(&|it| it.topic = Topic::Baked)),
        ("audience", with(&|it| it.audience = Some(Audience::Desk))),
        ("capacity", with(&|it| it.capacity = 0)),
        ("reachM", with(&|it| it.content.reach_m = Some(0))),
        ("terms", with(&|it| it.content.terms.clear())),
        ("languages", with(&|it| it.content.languages = vec!["Nederlands".to_owned()])),
        ("place", with(&|it| it.place = Point { latitude: 91.0, longitude: 0.0 })),
        ("expiresOn", with(&|it| it.expires_on = Some(one.now.date_naive() - TimeDelta::days(2)))),
        ("repliesUntil", with(&|it| it.replies_until = Some(one.now - TimeDelta::hours(1)))),
        ("event", with(&|it| (it.subject, it.topic) = (Subject::Event, Topic::Meeting))),
    ];
    for (field, draft) in drafts {
        match publish(&one, &house.domain, draft).await {
            Err(PostError::Invalid { field: broken, .. }) => assert_eq!(broken, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(house.count("posts").await, 0);
    assert_eq!(house.count("changes where kind = 'post'").await, 0);
}

async fn contact_details_are_asked_about_and_masked(house: &House) {
    let (_, one, _) = two(house).await;
    let mut it = draft("Bel 06-12345678");
    it.content.text = "Javastraat 12, ik ben er om 18.00 uur".to_owned();
    match publish(&one, &house.domain, it.clone()).await {
        Err(PostError::Contacts { fields }) => assert_eq!(fields, ["title", "text"]),
        other => panic!("{other:?}"),
    }
    assert_eq!(house.count("posts").await, 0);
    it.mask_contacts = true;
    let post = publish(&one, &house.domain, it).await.unwrap();
    assert_eq!(post.content.title, "Bel •••");
    assert_eq!(post.content.text, "•••, ik ben er om 18.00 uur");
    assert!(!post.slug.contains("06"), "{}", post.slug);
    let mut it = draft("So\0ep voor\0 vier");
    it.content.text = "\0 Een grote pan\0".to_owned();
    (it.subject, it.topic) = (Subject::Meal, Topic::Cooked);
    it.content.meal = Some(Meal { portions: Some(4), ..Meal::default() });
    let soup = publish(&one, &house.domain, it).await.unwrap();
    assert_eq!((soup.content.title.as_str(), soup.capacity), ("Soep voor vier", 4));
    assert_eq!(soup.content.text, "Een grote pan");
}

async fn who_belongs_nowhere_is_told_so(house: &House) {
    let (of, ..) = two(house).await;
    let nobody = outsider(house, "ver@voorbeeld.nl").await;
    let refused = publish(&nobody, &house.domain, draft("Boodschappen")).await;
    assert!(matches!(refused, Err(PostError::NoCommunity)), "{refused:?}");
    let asked = Draft { community: Some(of), ..draft("Boodschappen") };
    let refused = publish(&nobody, &house.domain, asked).await;
    assert!(matches!(refused, Err(PostError::NoCommunity)), "{refused:?}");
    let refused = publish(&house.visitor(), &house.domain, draft("Boodschappen")).await;
    assert!(matches!(refused, Err(PostError::SignedOut)), "{refused:?}");
}

async fn an_edit_keeps_the_address_and_sees_another_edit(house: &House) {
    let (_, one, _) = two(house).await;
    let post = put(house, &one, "Boodschappen doen").await;
    let next = draft("Boodschappen doen op donderdag");
    let edited = edit(&one, &house.domain, post.id, 1, next.clone()).await.unwrap();
    assert_eq!((&edited.slug, edited.revision), (&post.slug, 2));
    assert_eq!(edited.content.title, "Boodschappen doen op donderdag");
    match edit(&one, &house.domain, post.id, 1, next).await {
        Err(PostError::Conflict { current }) => assert_eq!(*current, edited),
        other => panic!("{other:?}"),
    }
}

async fn it_is_renewed_and_closed(house: &House) {
    let (_, one, other) = two(house).await;
    let post = put(house, &one, "Boodschappen doen").await;
    house.clock.advance(TimeDelta::days(STANDS_DAYS + 1));
    let (later, others) = (now(house, &one), now(house, &other));
    assert!(by_id(&others, &house.domain, post.id).await.unwrap().is_none(), "it has ended");
    assert!(by_id(&later, &house.domain, post.id).await.unwrap().is_some(), "but for its author");
    let renewed = renew(&later, &house.domain, post.id).await.unwrap();
    assert_eq!(renewed.renewed_at, later.now);
    assert!(by_id(&others, &house.domain, post.id).await.unwrap().is_some());
    let closed = close(&later, &house.domain, post.id, Outcome::Found).await.unwrap();
    assert_eq!((closed.state, closed.outcome), (PostState::Closed, Some(Outcome::Found)));
    assert!(by_id(&others, &house.domain, post.id).await.unwrap().is_none());
    let back = renew(&later, &house.domain, post.id).await.unwrap();
    assert_eq!((back.state, back.outcome, back.closed_at), (PostState::Open, None, None));
}

async fn nobody_else_keeps_it(house: &House) {
    let (of, one, other) = two(house).await;
    let steward = person(house, "steward@voorbeeld.nl", of, Role::Steward).await;
    let post = put(house, &one, "Boodschappen doen").await;
    for who in [&other, &steward, &house.visitor(), &house.operator()] {
        let edited = edit(who, &house.domain, post.id, 1, draft("Iets anders")).await;
        assert!(edited.is_err(), "{edited:?}");
        assert!(renew(who, &house.domain, post.id).await.is_err());
        assert!(close(who, &house.domain, post.id, Outcome::Nobody).await.is_err());
    }
    assert_eq!(mine(&one, &house.domain).await.unwrap(), [post]);
    assert!(mine(&other, &house.domain).await.unwrap().is_empty());
}

async fn what_puts_somebody_at_anothers_mercy_is_an_organisations(house: &House) {
    let (_, one, _) = two(house).await;
    for topic in [Topic::Childcare, Topic::PersonalCare, Topic::Paperwork, Topic::Keys] {
        let offered = Draft { topic, ..draft("Oppassen op woensdag") };
        let refused = publish(&one, &house.domain, offered).await;
        assert!(matches!(refused, Err(PostError::Guarded)), "{refused:?}");
    }
}

async fn there_is_a_most(house: &House) {
    let (_, one, _) = two(house).await;
    let mut put_up = 0;
    let refused = loop {
        match publish(&now(house, &one), &house.domain, draft("Boodschappen")).await {
            Ok(_) => put_up += 1,
            Err(error) => break error,
        }
        // So many a day, and so many in all.
        house.clock.advance(TimeDelta::hours(2));
    };
    assert!(matches!(refused, PostError::TooMany { wait_s } if wait_s > 0), "{refused:?}");
    assert_eq!(put_up, POSTS_MAX);
}

async fn time_closes_and_forgets(house: &House) {
    let (_, one, other) = two(house).await;
    let post = put(house, &one, "Boodschappen doen").await;
    house.clock.advance(TimeDelta::days(STANDS_DAYS - 2));
    let told = "alerts where kind = 'post_ending'";
    posts::tidy(&house.operator(), &house.domain).await.unwrap();
    posts::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count(told).await, 1, "asked once");
    house.clock.advance(TimeDelta::days(40));
    posts::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(mine(&one, &house.domain).await.unwrap()[0].state, PostState::Closed);
    house.clock.advance(TimeDelta::days(posts::KEPT_DAYS + 1));
    posts::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("posts").await, 0);
    assert!(find_many(&other, &house.domain, &[post.id]).await.unwrap().is_empty());
    let denied = posts::tidy(&one, &house.domain).await;
    assert!(matches!(denied, Err(PostError::Denied(_))));
}

#[test]
fn an_empty_title_says_that_it_is_empty() {
    let content = Content { title: " ".to_owned(), ..draft("x").content };
    let broken = content.tidy(Subject::Help, chrono::DateTime::UNIX_EPOCH);
    assert_eq!(broken, Err(("title", Problem::Empty)));
}

async fn what_five_ask_for_is_told_to_everybody(house: &House) {
    let of = community(house, "Oost").await.id;
    let asked = || async { posts::wanted(&house.visitor(), &house.domain).await.unwrap() };
    for nth in 1..=5 {
        let one = person(house, &format!("buur{nth}@voorbeeld.nl"), of, Role::Member).await;
        house.run("delete from jobs").await;
        assert_eq!(asked().await, [], "fewer than five are not told, however often they ask");
        for title in ["Brood", "Melk"] {
            let ask = Draft { direction: Direction::Request, ..draft(title) };
            publish(&now(house, &one), &house.domain, ask).await.unwrap();
            put(house, &one, title).await;
        }
    }
    let (subject, topic, count) = (Subject::Help, Topic::Groceries, 5);
    assert_eq!(asked().await, [Wanted { subject, topic, count }], "and what is offered is not");
}
