//! What time does to agreements, and what is told of how somebody keeps them, on both databases.

use chrono::{NaiveDate, TimeDelta};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{AgreementState as S, Details, Move, ThankYou};
use koop_domain::agreements::{messages, reliability, thank, thanks_to, wait};
use koop_domain::alerts::AlertKind;

use crate::agreements::{
    LOAN, agreed, at, does, done, help, now, passes, post, replied, seen, street, told, yes,
};
use crate::communities::id;
use crate::harness::{House, on_both_databases};

on_both_databases! {
    silence_says_what_became_of_it;
    what_nobody_answers_runs_out;
    what_is_too_old_is_forgotten;
    every_step_is_written_down;
    reliability_is_what_was;
    what_is_lent_is_reminded_of_and_asked_about;
    where_two_met_goes_though_they_differ;
    what_stands_and_what_is_longer_is_told_so;
}

async fn silence_says_what_became_of_it(house: &House) {
    let street = street(house).await;
    let (one, other) = (agreed(house, &street).await, agreed(house, &street).await);
    passes(house, TimeDelta::hours(25)).await;
    assert_eq!(seen(house, &street.owner, one.id).await.agreement.state, S::UnderWay);
    does(house, &street.owner, one.id, done()).await.unwrap();
    passes(house, TimeDelta::hours(2)).await;
    let owner = told(house, &street.owner).await;
    let asked = |all: &[AlertKind]| all.iter().filter(|it| **it == AlertKind::HowWasIt).count();
    assert_eq!(asked(&owner), 1, "of the one they were not asked again");
    assert_eq!(asked(&told(house, &street.replier).await), 2);
    passes(house, TimeDelta::days(7)).await;
    assert_eq!(seen(house, &street.owner, one.id).await.agreement.state, S::Done);
    assert_eq!(seen(house, &street.owner, other.id).await.agreement.state, S::Expired);
    assert_eq!(wait(&house.operator(), &house.domain).await.unwrap(), 0, "and that is that");
}

async fn what_nobody_answers_runs_out(house: &House) {
    let street = street(house).await;
    let (one, other) = (help(house, &street).await, help(house, &street).await);
    let silent = replied(house, &street.replier, one).await;
    let gone = replied(house, &street.replier, other).await;
    let now_ = at(house.visitor().now);
    house
        .run(&format!(
            "update posts set state = 'closed', closed_at = {now_} where slug = '{other}'"
        ))
        .await;
    passes(house, TimeDelta::days(3)).await;
    assert_eq!(seen(house, &street.owner, gone.id).await.agreement.state, S::Expired);
    assert_eq!(seen(house, &street.owner, silent.id).await.agreement.state, S::Proposed);
    passes(house, TimeDelta::days(11)).await;
    assert_eq!(seen(house, &street.owner, silent.id).await.agreement.state, S::Expired);
    let late = does(house, &street.owner, silent.id, yes(house, 1)).await;
    assert!(matches!(late, Err(AgreementError::NotNow)));
}

async fn what_is_too_old_is_forgotten(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    does(house, &street.owner, it.id, done()).await.unwrap();
    does(house, &street.replier, it.id, done()).await.unwrap();
    passes(house, TimeDelta::days(366)).await;
    let ctx = now(house, &street.owner);
    let (left, _) = messages::list(&ctx, &house.domain, it.id, 10, None).await.unwrap();
    assert!(left.is_empty(), "messages go after twelve months");
    passes(house, TimeDelta::days(366)).await;
    assert_eq!(house.count("agreements").await, 0, "and what ended after twenty-four");
}

async fn every_step_is_written_down(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    passes(house, TimeDelta::hours(25)).await;
    does(house, &street.owner, it.id, done()).await.unwrap();
    does(house, &street.replier, it.id, done()).await.unwrap();
    assert_eq!(house.count("agreement_steps").await, 5);
    let path = "select count(*) from agreement_steps one join agreement_steps next \
        on next.agreement_id = one.agreement_id and next.nth = one.nth + 1 \
        where next.was = one.became";
    assert_eq!(house.number(path).await, 4, "each goes on where the last one ended");
    let time = "select count(*) from agreement_steps where move = 'time' and by_id is null";
    assert_eq!(house.number(time).await, 1);
}

async fn reliability_is_what_was(house: &House) {
    let street = street(house).await;
    let members = [id(&street.owner), id(&street.replier)];
    for nth in 0..3 {
        let post = help(house, &street).await;
        let it = replied(house, &street.replier, post).await;
        house.clock.advance(TimeDelta::hours(3));
        does(house, &street.owner, it.id, yes(house, 1)).await.unwrap();
        does(house, &street.owner, it.id, done()).await.unwrap();
        does(house, &street.replier, it.id, done()).await.unwrap();
        let kept = ThankYou { kept: Some(nth != 1), ..ThankYou::default() };
        thank(&now(house, &street.owner), &house.domain, it.id, kept).await.unwrap();
    }
    let ctx = now(house, &street.third);
    let all = reliability(&ctx, &house.domain, &members).await.unwrap();
    let (owner, replier) = (all[&members[0]], all[&members[1]]);
    assert_eq!((owner.replies_within_hours, owner.kept, owner.finished), (Some(4), 3, 3));
    assert_eq!((replier.replies_within_hours, replier.kept, replier.finished), (None, 2, 3));
    let visitor = reliability(&house.visitor(), &house.domain, &members).await.unwrap();
    assert!(visitor.is_empty(), "nobody is told of to a visitor");
    let words = thanks_to(&ctx, &house.domain, members[1]).await.unwrap();
    assert!(words.is_empty(), "what was not well is no thanks");
}

fn count(all: &[AlertKind], kind: AlertKind) -> usize {
    all.iter().filter(|it| **it == kind).count()
}

async fn what_is_lent_is_reminded_of_and_asked_about(house: &House) {
    let street = street(house).await;
    let drill = post(house, (&street.owner, street.of), ("offer", "item"), (LOAN, 2)).await;
    let out = replied(house, &street.replier, drill).await;
    does(house, &street.owner, out.id, yes(house, 2)).await.unwrap();
    let out = does(house, &street.owner, out.id, Move::HandOver).await.unwrap();
    assert_eq!(out.due_on, NaiveDate::from_ymd_opt(2026, 4, 23));
    let left = replied(house, &street.third, drill).await;
    does(house, &street.owner, left.id, yes(house, 2)).await.unwrap();
    passes(house, TimeDelta::hours(5)).await;
    let third = told(house, &street.third).await;
    assert_eq!(count(&third, AlertKind::HowWasIt), 1, "it was never handed over: {third:?}");
    assert_eq!(count(&told(house, &street.replier).await, AlertKind::Reminder), 0, "not yet");
    passes(house, TimeDelta::hours(43)).await;
    passes(house, TimeDelta::hours(1)).await;
    let replier = told(house, &street.replier).await;
    assert_eq!(count(&replier, AlertKind::Reminder), 1, "{replier:?}");
    assert_eq!(count(&replier, AlertKind::Due), 0, "{replier:?}");
}

async fn where_two_met_goes_though_they_differ(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let Move::Agree { from, until, .. } = yes(house, 2) else { unreachable!() };
    let details = Details { place: Some("Javastraat 12".into()), ..Details::default() };
    does(house, &street.owner, it.id, Move::Agree { from, until, details }).await.unwrap();
    let reason = "Hij kwam niet.".to_owned();
    does(house, &street.owner, it.id, Move::Dispute { reason }).await.unwrap();
    let placed = "select count(*) from agreements where place is not null";
    passes(house, TimeDelta::days(6)).await;
    assert_eq!(house.number(placed).await, 1);
    passes(house, TimeDelta::days(2)).await;
    assert_eq!(house.number(placed).await, 0);
}

async fn what_stands_and_what_is_longer_is_told_so(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let stands = yes(house, 24);
    does(house, &street.replier, it.id, yes(house, 48)).await.unwrap();
    does(house, &street.owner, it.id, stands).await.unwrap();
    let heard = told(house, &street.replier).await;
    assert_eq!(heard, [AlertKind::Agreed, AlertKind::MomentKept]);
    let drill = post(house, (&street.owner, street.of), ("offer", "item"), (LOAN, 1)).await;
    let lent = replied(house, &street.third, drill).await;
    does(house, &street.owner, lent.id, yes(house, 2)).await.unwrap();
    does(house, &street.owner, lent.id, Move::HandOver).await.unwrap();
    let due_on = house.visitor().now.date_naive() + TimeDelta::days(20);
    does(house, &street.owner, lent.id, Move::Prolong { due_on }).await.unwrap();
    let heard = told(house, &street.third).await;
    assert_eq!(heard, [AlertKind::Agreed, AlertKind::HandedOver, AlertKind::Prolonged]);
}
