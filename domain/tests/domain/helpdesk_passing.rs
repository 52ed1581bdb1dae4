//! What becomes of a need: it is changed, called off, given back, closed and forgotten, on both
//! databases.

use chrono::TimeDelta;
use koop_domain::agreements::model::Move;
use koop_domain::alerts::{self, AlertKind};
use koop_domain::communities::leave;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{
    self, Ended, Need, NeedDraft, NeedState, Person, PersonDraft, SILENT_DAYS, TOLD_DAYS,
};
use koop_domain::posts;
use koop_domain::posts::error::PostError;
use koop_domain::posts::kinds::{Audience, Outcome};
use koop_domain::posts::model::{Draft, STANDS_DAYS};
use koop_domain::profiles::act_as;

use crate::agreements::{does, done, literal, now, passes, told, yes};
use crate::communities::id;
use crate::harness::{House, on_both_databases};
use crate::helpdesk::{Desk, PHONE, desk, groceries};
use crate::posts::draft;

on_both_databases! {
    a_change_asks_again_whoever_said_yes;
    what_a_member_needs_outlives_its_time_nowhere;
    what_two_call_off_is_open_again;
    who_gives_it_back_or_leaves_opens_it_again;
    what_stands_at_the_desk_is_the_desks_to_keep;
    time_forgets_how_somebody_is_reached_and_then_the_rest;
    the_longest_unanswered_come_first_page_by_page;
    what_nobody_ends_is_dropped_and_forgotten;
    what_stood_at_the_desk_goes_with_who_did_it;
}

async fn a_change_asks_again_whoever_said_yes(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (&desk.offering[0].0, &house.domain);
    let need = desk.named(house).await;
    desk.asks(house, &need, &[id(ana)]).await;
    helpdesk::answer(&now(house, ana), of, need.id, true).await.unwrap();
    let need = desk.now_is(house, &need).await;
    let same = NeedDraft { person: PersonDraft::Same, ..groceries(desk.oost.of) };
    let change = async |revision, draft| {
        helpdesk::change(&desk.joke(house), of, need.id, revision, draft).await
    };
    let stale = change(need.revision - 1, same.clone()).await;
    assert!(matches!(stale, Err(HelpdeskError::Conflict)), "{stale:?}");
    let need = change(need.revision, same.clone()).await.unwrap();
    assert_eq!(need.said_yes, 1, "nothing of it is different");
    let draft = NeedDraft { notes: "Vijf tassen.".to_owned(), ..same };
    let need = change(need.revision, draft.clone()).await.unwrap();
    assert_eq!((need.said_yes, need.notes.as_str()), (0, "Vijf tassen."));
    assert_eq!(told(house, ana).await.len(), 2, "they are asked again");
    let contact = helpdesk::contact(&desk.joke(house), of, need.id).await.unwrap();
    assert_eq!(contact.phone.as_deref(), Some(PHONE), "who it was");
    helpdesk::close(&desk.joke(house), of, need.id, Ended::Dropped).await.unwrap();
    let late = change(need.revision + 1, draft).await;
    assert!(matches!(late, Err(HelpdeskError::NotNow)), "{late:?}");
    let late = helpdesk::answer(&now(house, ana), of, need.id, true).await;
    assert!(matches!(late, Err(HelpdeskError::NotNow)), "{late:?}");
}

/// How often whoever coordinates was told of an answer or an end; to no agreement it leads.
async fn news(house: &House, desk: &Desk) -> usize {
    let (mine, _) = alerts::mine(&desk.joke(house), &house.domain, 100, None).await.unwrap();
    let some = mine.iter().filter(|it| it.kind == AlertKind::NeedAnswered);
    some.inspect(|it| assert!(it.agreement.is_none(), "{it:?}")).count()
}

/// How many posts say what is to be done in a need.
async fn words_in_posts(house: &House) -> i64 {
    house.number("select count(*) from posts where content like '%Twee tassen%'").await
}

async fn what_a_member_needs_outlives_its_time_nowhere(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    let given = desk.given_to(house, &need, &ana).await;
    let (agreement, wit) = (given.agreement.unwrap(), desk.oost.wit.who.profile);
    does(house, &ana, agreement, yes(house, 5)).await.unwrap();
    let (acting, _) = act_as(&desk.joke(house), of, wit).await.unwrap();
    does(house, &acting, agreement, yes(house, 5)).await.unwrap();
    house.clock.advance(TimeDelta::hours(8));
    let (acting, _) = act_as(&desk.joke(house), of, wit).await.unwrap();
    does(house, &acting, agreement, done()).await.unwrap();
    does(house, &ana, agreement, done()).await.unwrap();
    assert_eq!(desk.now_is(house, &need).await.state, NeedState::Done);
    assert_eq!(news(house, &desk).await, 2, "that she could, and that it was done");
    house.clock.advance(TimeDelta::days(29));
    helpdesk::tidy(&house.operator(), of).await.unwrap();
    assert_eq!(words_in_posts(house).await, 1);
    house.clock.advance(TimeDelta::days(2));
    helpdesk::tidy(&house.operator(), of).await.unwrap();
    assert_eq!((house.count("needs").await, words_in_posts(house).await), (0, 0));
    assert_eq!(house.count("agreements").await, 1, "what the two agreed on stays");
    let seen = crate::agreements::seen(house, &ana, agreement).await;
    assert_eq!(seen.agreement.id, agreement);
}

async fn what_two_call_off_is_open_again(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    let given = desk.given_to(house, &need, &ana).await;
    let agreement = given.agreement.unwrap();
    does(house, &ana, agreement, Move::Withdraw).await.unwrap();
    assert_eq!(news(house, &desk).await, 2, "that she could, and that she cannot after all");
    assert_eq!(words_in_posts(house).await, 0, "what is to be done goes with who did it");
    let open = desk.now_is(house, &need).await;
    assert_eq!((open.state, open.said_yes), (NeedState::Open, 0));
    assert!(open.agreement.is_none() && open.assigned_to.is_none());
    let again = helpdesk::assign(&desk.joke(house), of, need.id, id(&ana)).await;
    let Err(HelpdeskError::Invalid { field: "member", .. }) = again else { panic!("{again:?}") };
    // Another does it, and nothing comes of that: time opens it again.
    let bram = desk.offering[1].0.clone();
    desk.given_to(house, &need, &bram).await;
    passes(house, TimeDelta::days(15)).await;
    assert_eq!(desk.now_is(house, &need).await.state, NeedState::Open);
    assert_eq!(news(house, &desk).await, 4, "nothing came of it either");
    let standing = "select count(*) from posts where audience = 'desk' and state = 'open'";
    assert_eq!(house.number(standing).await, 0, "nothing stands at the desk any more");
}

async fn who_gives_it_back_or_leaves_opens_it_again(house: &House) {
    let desk = desk(house).await;
    let (ana, bram) = (desk.offering[0].0.clone(), desk.offering[1].0.clone());
    let of = &house.domain;
    let need = desk.named(house).await;
    desk.given_to(house, &need, &ana).await;
    helpdesk::give_back(&now(house, &ana), of, need.id).await.unwrap();
    assert_eq!(desk.now_is(house, &need).await.state, NeedState::Open);
    let gone = helpdesk::contact(&now(house, &ana), of, need.id).await;
    assert!(matches!(gone, Err(HelpdeskError::NotFound)), "{gone:?}");
    desk.given_to(house, &need, &bram).await;
    helpdesk::give_back(&desk.joke(house), of, need.id).await.unwrap();
    assert_eq!(desk.now_is(house, &need).await.state, NeedState::Open, "the desk heard of it");
    let carla = desk.offering[2].0.clone();
    desk.given_to(house, &need, &carla).await;
    leave(&now(house, &carla), of, desk.oost.of).await.unwrap();
    let left = helpdesk::contact(&now(house, &carla), of, need.id).await;
    assert!(matches!(left, Err(HelpdeskError::NotFound)), "{left:?}");
    house.run(&format!("delete from members where id = {}", literal(house, id(&carla).0))).await;
    let open = desk.now_is(house, &need).await;
    assert_eq!((open.state, open.assigned_to), (NeedState::Open, None));
    let before = news(house, &desk).await;
    assert_eq!(helpdesk::tidy(&house.operator(), of).await.unwrap(), 1);
    assert_eq!(news(house, &desk).await, before + 1);
    assert_eq!(house.text("select state from needs").await, "open");
}

async fn what_stands_at_the_desk_is_the_desks_to_keep(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    desk.given_to(house, &need, &ana).await;
    let (acting, _) = act_as(&desk.joke(house), of, desk.oost.wit.who.profile).await.unwrap();
    let post = posts::mine(&acting, of).await.unwrap().remove(0);
    assert_eq!(post.audience, Audience::Desk);
    let public = Draft { audience: Some(Audience::Public), ..draft("Boodschappen") };
    for refused in [
        posts::edit(&acting, of, post.id, post.revision, public).await,
        posts::renew(&acting, of, post.id).await,
        posts::close(&acting, of, post.id, Outcome::NotNeeded).await,
    ] {
        assert!(matches!(refused, Err(PostError::NotFound)), "{refused:?}");
    }
    // And nobody is asked whether it still stands, as they are of what they offer.
    house.clock.advance(TimeDelta::days(STANDS_DAYS - 1));
    posts::tidy(&house.operator(), of).await.unwrap();
    let asked = async |which: &str| {
        let asked = format!("select count(*) from posts where asked_at is not null and {which}");
        house.number(&asked).await
    };
    assert_eq!((asked("audience = 'desk'").await, asked("audience <> 'desk'").await), (0, 3));
}

async fn time_forgets_how_somebody_is_reached_and_then_the_rest(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.named(house).await;
    desk.given_to(house, &need, &ana).await;
    helpdesk::finish(&now(house, &ana), of, need.id).await.unwrap();
    house.clock.advance(TimeDelta::days(6));
    assert_eq!(helpdesk::tidy(&house.operator(), of).await.unwrap(), 0);
    assert!(helpdesk::contact(&now(house, &ana), of, need.id).await.is_ok());
    house.clock.advance(TimeDelta::days(2));
    let late = helpdesk::contact(&now(house, &ana), of, need.id).await;
    assert!(matches!(late, Err(HelpdeskError::NotFound)), "also before anybody tidied: {late:?}");
    assert_eq!(helpdesk::tidy(&house.operator(), of).await.unwrap(), 1);
    let need = helpdesk::open(&desk.joke(house), of, need.id).await.unwrap().unwrap();
    assert!(!need.has_contact && need.person == Person::Named { first_name: None });
    let late = helpdesk::contact(&desk.joke(house), of, need.id).await;
    assert!(matches!(late, Err(HelpdeskError::NotFound)), "{late:?}");
    house.clock.advance(TimeDelta::days(23));
    assert_eq!(helpdesk::tidy(&house.operator(), of).await.unwrap(), 1);
    assert_eq!(house.count("needs").await + house.count("need_asked").await, 0);
    let denied = helpdesk::tidy(&desk.joke(house), of).await;
    assert!(matches!(denied, Err(HelpdeskError::Denied(_))));
}

async fn the_longest_unanswered_come_first_page_by_page(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let mut all = Vec::new();
    for _ in 0..5 {
        all.push(desk.named(house).await);
        house.clock.advance(TimeDelta::hours(20));
    }
    helpdesk::close(&desk.joke(house), of, all[0].id, Ended::Done).await.unwrap();
    desk.given_to(house, &all[1], &ana).await;
    desk.asks(house, &all[2], &[id(&ana)]).await;
    helpdesk::answer(&now(house, &ana), of, all[2].id, true).await.unwrap();
    let order = [3, 4, 2, 1, 0].map(|nth| all[nth].id);
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = helpdesk::list(&desk.joke(house), of, desk.oost.of, 2, after).await.unwrap();
        found.extend(page.0.iter().map(|it| it.id));
        after = page.0.last().map(Need::cursor);
        if !page.1 {
            break;
        }
    }
    assert_eq!(found, order);
    let unanswered =
        async || helpdesk::unanswered(&desk.joke(house), of, desk.oost.of).await.unwrap();
    assert_eq!(unanswered().await, 0);
    house.clock.advance(TimeDelta::days(2));
    assert_eq!(unanswered().await, 1, "the others came later, or somebody said yes");
    let joke = desk.joke(house);
    assert!(desk.now_is(house, &all[3]).await.is_unanswered(joke.now));
    let other = koop_domain::page::Cursor::Offset { offset: 1, query: 1 };
    let wrong = helpdesk::list(&joke, of, desk.oost.of, 2, Some(other)).await;
    assert!(matches!(wrong, Err(HelpdeskError::Invalid { field: "after", .. })));
}

async fn what_nobody_ends_is_dropped_and_forgotten(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let (given, waits, of_wit) =
        (desk.named(house).await, desk.named(house).await, desk.of_wit(house).await);
    house.clock.advance(TimeDelta::days(10));
    desk.given_to(house, &given, &ana).await;
    house.clock.advance(TimeDelta::days(TOLD_DAYS - 1));
    assert!(helpdesk::contact(&now(house, &ana), of, given.id).await.is_ok());
    house.clock.advance(TimeDelta::days(1));
    let late = helpdesk::contact(&now(house, &ana), of, given.id).await;
    assert!(matches!(late, Err(HelpdeskError::NotFound)), "{late:?}");
    house.clock.advance(TimeDelta::days(SILENT_DAYS - 10 - TOLD_DAYS));
    assert_eq!(helpdesk::tidy(&house.operator(), of).await.unwrap(), 2);
    for (need, state) in
        [(&given, NeedState::Assigned), (&waits, NeedState::Dropped), (&of_wit, NeedState::Dropped)]
    {
        assert_eq!(desk.now_is(house, need).await.state, state);
    }
    assert_eq!(house.number("select count(*) from needs where phone is not null").await, 2);
    house.clock.advance(TimeDelta::days(10));
    helpdesk::tidy(&house.operator(), of).await.unwrap();
    let dropped = desk.now_is(house, &given).await;
    assert_eq!(dropped.state, NeedState::Dropped, "chosen later, it ends later");
    house.clock.advance(TimeDelta::days(7));
    helpdesk::tidy(&house.operator(), of).await.unwrap();
    assert_eq!(house.number("select count(*) from needs where phone is not null").await, 0);
}

async fn what_stood_at_the_desk_goes_with_who_did_it(house: &House) {
    let desk = desk(house).await;
    let (ana, of) = (desk.offering[0].0.clone(), &house.domain);
    let need = desk.of_wit(house).await;
    desk.given_to(house, &need, &ana).await;
    house.run(&format!("delete from members where id = {}", literal(house, id(&ana).0))).await;
    let standing = "select count(*) from posts where audience = 'desk' and state = 'open'";
    assert_eq!(house.number(standing).await, 1);
    // Also when another does it before anybody tidied.
    desk.given_to(house, &need, &desk.offering[1].0).await;
    assert_eq!(house.number(standing).await, 1);
    helpdesk::close(&desk.joke(house), of, need.id, Ended::Done).await.unwrap();
    assert_eq!(house.number(standing).await, 0);
}
