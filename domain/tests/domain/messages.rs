//! What two neighbours write to each other, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::messages::{self, TALK_DAYS, list, read, send, unread};
use koop_domain::agreements::model::{AgreementState as S, MESSAGE_MAX, Move, Words};
use koop_domain::alerts::{self, AlertKind};
use koop_domain::ctx::Ctx;
use koop_domain::id::AgreementId;

use crate::agreements::{agreed, does, help, now, replied, seen, street, told, yes};
use crate::harness::{House, on_both_databases};

on_both_databases! {
    what_is_written_is_read_and_counted;
    a_conversation_is_read_backwards;
    a_moment_is_proposed_in_it;
    words_have_bounds;
    after_a_while_there_is_nothing_to_say;
    an_answer_is_an_answer;
    everything_can_be_taken_along;
}

async fn says(house: &House, who: &Ctx, it: AgreementId, text: &str) {
    let ctx = now(house, who);
    send(&ctx, &house.domain, it, Words::Text(text.into())).await.unwrap();
}

async fn what_is_written_is_read_and_counted(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let (owner, replier) = (now(house, &street.owner), now(house, &street.replier));
    assert_eq!(unread(&owner, &house.domain).await.unwrap(), 1, "the reply");
    says(house, &street.replier, it.id, " Neem ik iets mee? ").await;
    assert_eq!(seen(house, &street.owner, it.id).await.unread, 2);
    let (all, more) = list(&owner, &house.domain, it.id, 10, None).await.unwrap();
    assert!(!more && all.iter().all(|it| !it.is_mine));
    assert_eq!(all[1].words, Words::Text("Neem ik iets mee?".into()));
    house.clock.advance(TimeDelta::seconds(1));
    assert!(alerts::unseen(&owner, &house.domain).await.unwrap() > 1);
    read(&now(house, &street.owner), &house.domain, it.id).await.unwrap();
    assert_eq!(unread(&owner, &house.domain).await.unwrap(), 0);
    let left = alerts::unseen(&owner, &house.domain).await.unwrap();
    assert_eq!(left, 1, "what is told of the post is not part of the conversation");
    house.clock.advance(TimeDelta::seconds(1));
    says(house, &street.owner, it.id, "Een doek.").await;
    assert_eq!(unread(&replier, &house.domain).await.unwrap(), 1);
    assert_eq!(unread(&owner, &house.domain).await.unwrap(), 0, "one's own are read");
}

async fn a_conversation_is_read_backwards(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    for nth in 1..5 {
        says(house, &street.replier, it.id, &format!("{nth}")).await;
    }
    let ctx = now(house, &street.owner);
    let (last, more) = list(&ctx, &house.domain, it.id, 3, None).await.unwrap();
    let texts = |all: &[koop_domain::agreements::model::Message]| -> Vec<Words> {
        all.iter().map(|it| it.words.clone()).collect()
    };
    let text = |it: &str| Words::Text(it.to_owned());
    assert!(more);
    assert_eq!(texts(&last), [text("2"), text("3"), text("4")]);
    let before = Some(last[0].id);
    let (first, more) = list(&ctx, &house.domain, it.id, 3, before).await.unwrap();
    assert!(!more);
    assert_eq!(texts(&first), [text("Graag donderdag"), text("1")]);
}

async fn a_moment_is_proposed_in_it(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let Move::Agree { from, until, .. } = yes(house, 24) else { unreachable!() };
    let moment = || Words::Moment { from, until };
    let ctx = now(house, &street.owner);
    send(&ctx, &house.domain, it.id, moment()).await.unwrap();
    assert!(told(house, &street.replier).await.contains(&AlertKind::MomentProposed));
    let agreed = does(house, &street.replier, it.id, yes(house, 24)).await.unwrap();
    assert_eq!(agreed.state, S::Agreed, "a yes to what the owner proposed is a yes");
    let Move::Agree { from, until, .. } = yes(house, 48) else { unreachable!() };
    let other = Words::Moment { from, until };
    send(&now(house, &street.replier), &house.domain, it.id, other).await.unwrap();
    let waits = seen(house, &street.owner, it.id).await.agreement;
    assert_eq!((waits.wanted, waits.moment), (Some((from, until)), agreed.moment));
    let back = Words::Moment { from: until, until: from };
    let back = send(&ctx, &house.domain, it.id, back).await;
    assert!(matches!(back, Err(AgreementError::Invalid { field: "until", .. })));
    does(house, &street.owner, it.id, Move::Cancel { reason: "Ziek".into() }).await.unwrap();
    let late = send(&now(house, &street.owner), &house.domain, it.id, moment()).await;
    assert!(matches!(late, Err(AgreementError::NotNow)));
}

async fn words_have_bounds(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    let ctx = now(house, &street.owner);
    for text in [" ".to_owned(), "é".repeat(MESSAGE_MAX + 1)] {
        let tried = send(&ctx, &house.domain, it.id, Words::Text(text)).await;
        assert!(matches!(tried, Err(AgreementError::Invalid { field: "text", .. })));
    }
    let longest = Words::Text("é".repeat(MESSAGE_MAX));
    send(&ctx, &house.domain, it.id, longest).await.unwrap();
}

async fn after_a_while_there_is_nothing_to_say(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    does(house, &street.owner, it.id, Move::Cancel { reason: "Ziek".into() }).await.unwrap();
    says(house, &street.replier, it.id, "Beterschap!").await;
    house.clock.advance(TimeDelta::days(TALK_DAYS + 1));
    let ctx = now(house, &street.owner);
    let late = send(&ctx, &house.domain, it.id, Words::Text("Nog?".into()));
    assert!(matches!(late.await, Err(AgreementError::NotNow)));
    let post = help(house, &street).await;
    let it = replied(house, &street.third, post).await;
    does(house, &street.owner, it.id, Move::Decline { reason: None }).await.unwrap();
    let ctx = now(house, &street.third);
    let no = send(&ctx, &house.domain, it.id, Words::Text("Hoezo?".into()));
    assert!(matches!(no.await, Err(AgreementError::NotNow)), "no is no");
}

async fn an_answer_is_an_answer(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    says(house, &street.replier, it.id, "Ben je er?").await;
    assert_eq!(seen(house, &street.owner, it.id).await.agreement.answered_at, None);
    house.clock.advance(TimeDelta::hours(2));
    says(house, &street.owner, it.id, "Ja!").await;
    let answered = seen(house, &street.owner, it.id).await.agreement;
    assert_eq!(answered.answered_at, Some(house.visitor().now));
    assert_eq!(answered.changed_at, house.visitor().now, "a word keeps it going");
}

async fn everything_can_be_taken_along(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    says(house, &street.owner, it.id, "Tot dan").await;
    for who in [&street.owner, &street.replier] {
        let ctx = now(house, who);
        let all = messages::of_member(&ctx, &house.domain).await.unwrap();
        assert_eq!(all.iter().map(|it| it.is_mine).filter(|mine| *mine).count(), 1);
        assert_eq!(all.len(), 2);
        let own = koop_domain::agreements::of_member(&ctx, &house.domain).await.unwrap();
        assert_eq!(own.len(), 1);
    }
    let third = now(house, &street.third);
    assert!(messages::of_member(&third, &house.domain).await.unwrap().is_empty());
    assert!(messages::of_member(&house.visitor(), &house.domain).await.is_err());
}
