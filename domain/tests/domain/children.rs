//! Members who are younger than sixteen, for whom a parent acts, on both databases.

use chrono::{Days, NaiveDate, TimeDelta};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{AgreementState, Move, Words};
use koop_domain::agreements::{self, messages, reply};
use koop_domain::communities::model::Role;
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::error::Problem;
use koop_domain::listings::keepers::{self, Added};
use koop_domain::listings::model::{Facts, Whereabouts};
use koop_domain::members;
use koop_domain::posts::error::PostError;
use koop_domain::posts::kinds::{Subject, Topic};
use koop_domain::posts::model::Draft;
use koop_domain::posts::{publish, renew};
use koop_domain::profiles::act_as;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{
    self, Deed, NewChild, NewRegistered, Registered, Wish, give, register, registered, write_down,
};

use crate::agreements::{GIFT, does, now, post, seen, yes};
use crate::communities::{PIET, person};
use crate::harness::{House, on_both_databases};
use crate::mandates::{Oost, deeds, oost, today};
use crate::posts::draft;

on_both_databases! {
    a_child_is_registered_together_with_a_parent;
    only_a_parent_posts_for_a_child_and_not_everything;
    only_a_parent_replies_and_agrees_for_a_child;
    a_child_lets_nobody_act_and_a_mandate_ends_before_they_are_sixteen;
    on_the_day_itself_it_is_forgotten;
}

/// In how many days the child of these tests becomes sixteen.
const AHEAD: u64 = 100;

fn sixteen_on(house: &House) -> NaiveDate {
    today(house) + Days::new(AHEAD)
}

/// A child whose parent is Joke.
async fn child(house: &House, oost: &Oost) -> Registered {
    let child = NewChild { sixteen_on: sixteen_on(house), parent: &oost.handle };
    registers(house, &oost.organiser, oost, Some(child)).await.unwrap()
}

async fn registers(
    house: &House,
    by: &Ctx,
    oost: &Oost,
    child: Option<NewChild<'_>>,
) -> Result<Registered, ProfileError> {
    let signed_on = today(house);
    let new = NewRegistered { name: "Sem", phone: "", note: "", signed_on, child };
    register(&now(house, by), &house.domain, oost.of, &new).await
}

/// The parent, for the child.
async fn parent(house: &House, oost: &Oost, child: &Registered) -> Ctx {
    act_as(&now(house, &oost.joke), &house.domain, child.who.profile).await.unwrap().0
}

/// The child's own hands, once they have a mail address.
fn own(house: &House, oost: &Oost, child: &Registered) -> Ctx {
    let Actor::Member(joke) = oost.joke.actor else { panic!("nobody is signed in") };
    let actor = Actor::Member(Signed { member: child.who.member, ..joke });
    Ctx { actor, ..now(house, &oost.joke) }
}

fn about(subject: Subject, topic: Topic) -> Draft {
    Draft { subject, topic, ..draft("Een springtouw") }
}

async fn a_child_is_registered_together_with_a_parent(house: &House) {
    let oost = oost(house).await;
    let sem = child(house, &oost).await;
    assert_eq!(sem.sixteen_on, Some(sixteen_on(house)));
    let all = registered(&oost.organiser, &house.domain, oost.of, (10, None)).await.unwrap();
    let told: Vec<_> = all.iter().map(|it| it.sixteen_on.is_some()).collect();
    assert_eq!(told.iter().filter(|it| **it).count(), 1, "Mrs De Wit is no child");
    let mandates = mandates::mine_now(&now(house, &oost.joke), &house.domain).await.unwrap();
    let held = mandates.iter().find(|it| it.giver.member == sem.who.member).unwrap();
    assert!(held.mandate.deeds.has(Deed::PostHelp) && held.mandate.deeds.has(Deed::Agree));
    assert_eq!(held.mandate.signed_on, Some(today(house)));
    assert!((held.mandate.ends_at - house.visitor().now).num_days() < AHEAD.cast_signed());
    let count = "select count(*) || '' from members";
    let before = house.text(count).await;
    for (sixteen_on, parent, field) in [
        (today(house), oost.handle.as_str(), "child.sixteenOn"),
        (today(house) + Days::new(6_000), oost.handle.as_str(), "child.sixteenOn"),
        (sixteen_on(house), "niemand", "child.parent"),
        (sixteen_on(house), "", "child.parent"),
        (sixteen_on(house), sem.who.handle.as_str(), "child.parent"),
    ] {
        let child = NewChild { sixteen_on, parent };
        let tried = registers(house, &oost.organiser, &oost, Some(child)).await;
        let is_told =
            matches!(&tried, Err(ProfileError::Invalid { field: told, .. }) if *told == field);
        assert!(is_told, "{field}: {tried:?}");
    }
    let (viewer, profiles) = members::viewer(&oost.organiser, &house.domain).await.unwrap();
    let own = NewChild { sixteen_on: sixteen_on(house), parent: &profiles[0].handle };
    let tried = registers(house, &oost.organiser, &oost, Some(own)).await;
    assert!(matches!(tried, Err(ProfileError::OwnCase)), "{} {tried:?}", viewer.id);
    assert_eq!(house.text(count).await, before, "nobody was registered by any of that");
}

async fn only_a_parent_posts_for_a_child_and_not_everything(house: &House) {
    let oost = oost(house).await;
    let sem = child(house, &oost).await;
    let (parent, own) = (parent(house, &oost, &sem).await, own(house, &oost, &sem));
    let rope = about(Subject::Item, Topic::Kids);
    let alone = publish(&own, &house.domain, rope.clone()).await;
    assert!(matches!(alone, Err(PostError::Child)), "{alone:?}");
    let post = publish(&parent, &house.domain, rope).await.unwrap();
    assert_eq!(post.author, sem.who.member);
    for (subject, topic) in [
        (Subject::Help, Topic::Groceries),
        (Subject::Skill, Topic::Music),
        (Subject::Meal, Topic::Baked),
    ] {
        let tried = publish(&parent, &house.domain, about(subject, topic)).await;
        assert!(matches!(tried, Err(PostError::Child)), "{subject:?} {tried:?}");
    }
    let renewed = renew(&own, &house.domain, post.id).await;
    assert!(matches!(renewed, Err(PostError::Child)), "{renewed:?}");
    renew(&parent, &house.domain, post.id).await.unwrap();
    // What Joke does for herself has nothing to do with it.
    let groceries = about(Subject::Help, Topic::Groceries);
    publish(&now(house, &oost.joke), &house.domain, groceries).await.unwrap();
}

async fn only_a_parent_replies_and_agrees_for_a_child(house: &House) {
    let oost = oost(house).await;
    let sem = child(house, &oost).await;
    let piet = person(house, PIET, oost.of, Role::Member).await;
    let (parent, own) = (parent(house, &oost, &sem).await, own(house, &oost, &sem));
    let lesson = post(house, (&piet, oost.of), ("offer", "skill"), (GIFT, 1)).await;
    let tried = reply(&parent, &house.domain, lesson, "Graag", 1).await;
    assert!(matches!(tried, Err(AgreementError::Child)), "{tried:?}");
    // The same lesson at a place where anybody walks in, and at somebody's home.
    at_place(house, &piet, Whereabouts::Fixed).await;
    let there = reply(&parent, &house.domain, lesson, "Graag", 1).await.unwrap();
    does(house, &parent, there.id, Move::Withdraw).await.unwrap();
    at_place(house, &piet, Whereabouts::AtHome).await;
    let tried = reply(&parent, &house.domain, lesson, "Graag", 1).await;
    assert!(matches!(tried, Err(AgreementError::Child)), "{tried:?}");
    let rope = post(house, (&piet, oost.of), ("offer", "item"), (GIFT, 1)).await;
    let alone = reply(&own, &house.domain, rope, "Graag", 1).await;
    assert!(matches!(alone, Err(AgreementError::Child)), "{alone:?}");
    let it = reply(&parent, &house.domain, rope, "Graag", 1).await.unwrap();
    assert!(seen(house, &piet, it.id).await.with_parent, "the other side is told");
    let text = Words::Text("Hallo?".to_owned());
    let wrote = messages::send(&own, &house.domain, it.id, text.clone()).await;
    assert!(matches!(wrote, Err(AgreementError::Child)), "{wrote:?}");
    messages::send(&parent, &house.domain, it.id, text).await.unwrap();
    let proposed = does(house, &piet, it.id, yes(house, 24)).await.unwrap();
    assert_eq!(proposed.state, AgreementState::Agreed);
    let said = agreements::act(&own, &house.domain, it.id, crate::agreements::done()).await;
    assert!(matches!(said, Err(AgreementError::Child)), "{said:?}");
    // Nobody is held: the ways out are their own.
    let reason = "Het kan toch niet".to_owned();
    let off = agreements::act(&own, &house.domain, it.id, Move::Cancel { reason }).await.unwrap();
    assert_eq!(off.state, AgreementState::Cancelled);
}

async fn a_child_lets_nobody_act_and_a_mandate_ends_before_they_are_sixteen(house: &House) {
    let oost = oost(house).await;
    let sem = child(house, &oost).await;
    let own = own(house, &oost, &sem);
    let last = sixteen_on(house) - TimeDelta::days(1);
    let wish = |until| Wish { handle: PIET_HANDLE, deeds: deeds([Deed::Agree]), until };
    let gave = give(&own, &house.domain, &wish(last)).await;
    assert!(matches!(gave, Err(ProfileError::Child)), "{gave:?}");
    let organiser = now(house, &oost.organiser);
    let about = (oost.of, sem.who.member);
    let wish = Wish { handle: &oost.handle, ..wish(sixteen_on(house)) };
    let long = write_down(&organiser, &house.domain, about, (&wish, today(house))).await;
    let is_told =
        matches!(long, Err(ProfileError::Invalid { field: "until", problem: Problem::OutOfRange }));
    assert!(is_told, "{long:?}");
}

/// Every post is of a place of somebody's from now on.
async fn at_place(house: &House, whose: &Ctx, whereabouts: Whereabouts) {
    let name = format!("Muziekkamer {whereabouts:?}");
    let facts = Facts { name, whereabouts, ..Facts::default() };
    let added = keepers::add(&now(house, whose), &house.domain, facts, true).await.unwrap();
    let Added::New(place) = added else { panic!("it is there already: {added:?}") };
    let id = place.id.0;
    let id = if house.is_postgres() { format!("'{id}'") } else { format!("x'{}'", id.simple()) };
    house.run(&format!("update posts set listing_id = {id}")).await;
}

const PIET_HANDLE: &str = "iemand";

async fn on_the_day_itself_it_is_forgotten(house: &House) {
    let oost = oost(house).await;
    let sem = child(house, &oost).await;
    let rows = "select count(*) || '' from children";
    members::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.text(rows).await, "1");
    house.clock.advance(TimeDelta::days(AHEAD.cast_signed()));
    let acting = act_as(&now(house, &oost.joke), &house.domain, sem.who.profile).await;
    assert!(matches!(acting, Err(ProfileError::Ended)), "who is sixteen decides themselves");
    let own = own(house, &oost, &sem);
    publish(&own, &house.domain, about(Subject::Item, Topic::Kids)).await.unwrap();
    members::tidy(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.text(rows).await, "0");
}
