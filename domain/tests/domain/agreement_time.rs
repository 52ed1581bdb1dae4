//! What time does to agreements, and what is told of how somebody keeps them, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{AgreementState as S, ThankYou};
use koop_domain::agreements::{messages, reliability, thank, thanks_to, wait};
use koop_domain::alerts::AlertKind;

use crate::agreements::{
    agreed, at, does, done, help, now, passes, replied, seen, street, told, yes,
};
use crate::communities::id;
use crate::harness::{House, on_both_databases};

on_both_databases! {
    silence_says_what_became_of_it;
    what_nobody_answers_runs_out;
    what_is_too_old_is_forgotten;
    every_step_is_written_down;
    reliability_is_what_was;
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
