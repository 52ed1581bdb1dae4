//! What members are told, in the house and by mail, on both databases.

use chrono::TimeDelta;
use koop_domain::agreements::messages::send;
use koop_domain::agreements::model::{Details, Move, Words};
use koop_domain::alerts::model::KEPT_DAYS;
use koop_domain::alerts::{
    self, AlertKind, Mails, due, mine, newest, see, stop, unseen, wish, wishes,
};
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::jobs::{self, Job, Letter, ToldInLetter};

use crate::agreements::{agreed, does, help, now, passes, replied, street, told, yes};
use crate::communities::id;
use crate::harness::{House, on_both_databases};

on_both_databases! {
    alerts_are_seen_once;
    the_list_of_alerts_goes_on;
    the_house_brings_what_is_new_and_nobody_else_reads_it;
    one_conversation_is_one_alert;
    mails_come_at_once_but_not_all_the_time;
    what_is_told_again_is_mailed_again;
    a_mail_says_no_word_of_a_message;
    the_moment_goes_along_and_where_they_meet_does_not;
    the_letter_of_the_week;
    one_button_ends_them;
    nothing_is_lost_while_the_mail_server_is_away;
    the_two_are_reminded_once;
    old_alerts_go;
}

/// The mails about alerts that wait, taken.
async fn mails(house: &House) -> Vec<Job> {
    due(&house.operator(), &house.domain).await.unwrap();
    let mut all = jobs::take(&house.operator(), &house.domain).await.unwrap();
    for job in &all {
        jobs::done(&house.operator(), &house.domain, job.id).await.unwrap();
    }
    all.retain(|it| matches!(it.mail.letter, Letter::Alerts { .. }));
    all
}

fn letter(job: &Job) -> (&[ToldInLetter], u64, bool, &str) {
    match &job.mail.letter {
        Letter::Alerts { alerts, more, is_weekly, stop } => (alerts, *more, *is_weekly, stop),
        other => panic!("no alerts in {other:?}"),
    }
}

async fn says(house: &House, who: &Ctx, it: koop_domain::id::AgreementId, text: &str) {
    send(&now(house, who), &house.domain, it, Words::Text(text.into())).await.unwrap();
}

async fn alerts_are_seen_once(house: &House) {
    let street = street(house).await;
    agreed(house, &street).await;
    let ctx = now(house, &street.owner);
    let (all, more) = mine(&ctx, &house.domain, 10, None).await.unwrap();
    assert!(!more && all.len() == 2, "{all:?}");
    assert!(all.iter().all(|it| it.member == id(&street.owner) && it.seen_at.is_none()));
    let replied = all.iter().find(|it| it.kind == AlertKind::Replied).unwrap();
    assert_eq!((replied.about.as_str(), replied.agreement.is_some()), ("Iemand", true));
    let third = now(house, &street.third);
    assert_eq!(see(&third, &house.domain, Some(&[replied.id])).await.unwrap(), 0, "not theirs");
    assert_eq!(see(&ctx, &house.domain, Some(&[replied.id])).await.unwrap(), 1);
    assert_eq!(unseen(&ctx, &house.domain).await.unwrap(), 1);
    assert_eq!(see(&ctx, &house.domain, None).await.unwrap(), 1);
    assert_eq!(see(&ctx, &house.domain, None).await.unwrap(), 0);
    for nobody in [house.visitor(), house.operator()] {
        let tried = mine(&nobody, &house.domain, 10, None).await;
        assert_eq!(tried.unwrap_err().kind(), Kind::Denied);
        assert!(unseen(&nobody, &house.domain).await.is_err());
        assert!(see(&nobody, &house.domain, None).await.is_err());
        assert!(wishes(&nobody, &house.domain).await.is_err());
        assert!(wish(&nobody, &house.domain, Mails::Never).await.is_err());
    }
}

async fn the_list_of_alerts_goes_on(house: &House) {
    let street = street(house).await;
    for _ in 0..5 {
        let post = help(house, &street).await;
        replied(house, &street.replier, post).await;
    }
    let ctx = now(house, &street.owner);
    let (first, more) = mine(&ctx, &house.domain, 3, None).await.unwrap();
    assert!(more);
    let (rest, more) = mine(&ctx, &house.domain, 3, Some(first[2].cursor())).await.unwrap();
    assert!(!more);
    let mut ids: Vec<_> = first.iter().chain(&rest).map(|it| it.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5);
    let other = koop_domain::page::Cursor::Offset { offset: 1, query: 1 };
    let wrong = mine(&ctx, &house.domain, 3, Some(other)).await;
    assert_eq!(wrong.unwrap_err().kind(), Kind::Invalid);
}

async fn the_house_brings_what_is_new_and_nobody_else_reads_it(house: &House) {
    let street = street(house).await;
    let before = house.visitor().now;
    house.clock.advance(TimeDelta::seconds(1));
    agreed(house, &street).await;
    let two = [id(&street.owner), id(&street.replier)];
    let all = newest(&house.operator(), &house.domain, &two, before).await.unwrap();
    assert_eq!(all.len(), 3);
    let one = newest(&house.operator(), &house.domain, &two[..1], before).await.unwrap();
    assert!(one.len() < 3 && one.iter().all(|it| it.member == two[0]), "{one:?}");
    assert!(newest(&house.operator(), &house.domain, &[], before).await.unwrap().is_empty());
    let since = house.visitor().now + TimeDelta::seconds(1);
    assert!(newest(&house.operator(), &house.domain, &two, since).await.unwrap().is_empty());
    for ctx in [house.visitor(), now(house, &street.steward)] {
        assert!(newest(&ctx, &house.domain, &two, before).await.is_err());
        assert!(due(&ctx, &house.domain).await.is_err());
        let tried = koop_domain::agreements::wait(&ctx, &house.domain).await;
        assert_eq!(tried.unwrap_err().kind(), Kind::Denied);
    }
}

async fn one_conversation_is_one_alert(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    for _ in 0..4 {
        says(house, &street.replier, it.id, "Hallo?").await;
    }
    let all = told(house, &street.owner).await;
    assert_eq!(all.iter().filter(|it| **it == AlertKind::Message).count(), 1, "{all:?}");
}

async fn mails_come_at_once_but_not_all_the_time(house: &House) {
    let street = street(house).await;
    let ctx = now(house, &street.owner);
    assert_eq!(wishes(&ctx, &house.domain).await.unwrap(), Mails::AtOnce, "who never said");
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let first = mails(house).await;
    assert_eq!(first.len(), 1);
    let (told, more, is_weekly, _) = letter(&first[0]);
    assert_eq!((told[0].kind.as_str(), told.len(), more, is_weekly), ("replied", 1, 0, false));
    assert_eq!(first[0].mail.to.to_lowercase(), crate::members::HANNEKE.to_lowercase());
    does(house, &street.owner, it.id, yes(house, 24)).await.unwrap();
    let other = mails(house).await;
    assert_eq!(other.len(), 1, "the other is told");
    says(house, &street.replier, it.id, "Top").await;
    assert!(mails(house).await.is_empty(), "not twice within the hour");
    house.clock.advance(TimeDelta::minutes(61));
    let later = mails(house).await;
    assert_eq!(later.len(), 1);
    let kinds: Vec<&str> = letter(&later[0]).0.iter().map(|it| it.kind.as_str()).collect();
    assert!(kinds.contains(&"message") && kinds.contains(&"all_taken"), "{kinds:?}");
    assert!(mails(house).await.is_empty(), "nothing is told twice");
}

async fn what_is_told_again_is_mailed_again(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    says(house, &street.replier, it.id, "Hallo?").await;
    assert_eq!(mails(house).await.len(), 2, "each of the two");
    house.clock.advance(TimeDelta::minutes(61));
    assert!(mails(house).await.is_empty(), "nothing is new");
    says(house, &street.replier, it.id, "Ben je er nog?").await;
    let all = mails(house).await;
    assert_eq!(all.len(), 1, "though the first was never seen");
    assert_eq!(
        letter(&all[0]).0.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(),
        ["message"]
    );
}

async fn a_mail_says_no_word_of_a_message(house: &House) {
    let street = street(house).await;
    let it = agreed(house, &street).await;
    says(house, &street.replier, it.id, "Mijn bel is de groene").await;
    let all = mails(house).await;
    assert_eq!(all.len(), 2);
    let written = serde_json::to_string(&all.iter().map(|it| &it.mail).collect::<Vec<_>>());
    let written = written.unwrap();
    assert!(!written.contains("groene") && !written.contains("donderdag"), "{written}");
}

async fn the_moment_goes_along_and_where_they_meet_does_not(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    let from = house.visitor().now + TimeDelta::hours(24);
    let place = Some("Bij de groene bel".to_owned());
    let details = Details { place, ..Details::default() };
    let said = Move::Agree { from, until: from + TimeDelta::hours(2), details };
    does(house, &street.owner, it.id, said).await.unwrap();
    let all = mails(house).await;
    let told: Vec<_> = all.iter().flat_map(|it| letter(it).0).collect();
    let along: Vec<_> =
        told.iter().filter_map(|it| Some((&it.kind, it.calendar.as_ref()?))).collect();
    let [(kind, calendar)] = along[..] else { panic!("one moment: {told:?}") };
    assert_eq!(kind, AlertKind::Agreed.key());
    let read = koop_domain::agreements::calendar(&street.owner, &house.domain, it.id).await;
    assert_eq!(Some(calendar), read.unwrap().as_ref(), "the same as on the page");
    assert!(!calendar.contains("groene"));
}

async fn the_letter_of_the_week(house: &House) {
    let street = street(house).await;
    wish(&now(house, &street.owner), &house.domain, Mails::Weekly).await.unwrap();
    for _ in 0..23 {
        let post = help(house, &street).await;
        replied(house, &street.replier, post).await;
    }
    assert!(mails(house).await.is_empty());
    house.clock.advance(TimeDelta::days(7));
    let all = mails(house).await;
    assert_eq!(all.len(), 1);
    let (told, more, is_weekly, _) = letter(&all[0]);
    assert_eq!((told.len(), more, is_weekly), (20, 3, true));
    let post = help(house, &street).await;
    replied(house, &street.replier, post).await;
    house.clock.advance(TimeDelta::days(6));
    assert!(mails(house).await.is_empty());
    see(&now(house, &street.owner), &house.domain, None).await.unwrap();
    house.clock.advance(TimeDelta::days(2));
    assert!(mails(house).await.is_empty(), "what was seen is not written of");
}

async fn one_button_ends_them(house: &House) {
    let street = street(house).await;
    let one = help(house, &street).await;
    replied(house, &street.replier, one).await;
    let first = mails(house).await;
    let secret = letter(&first[0]).3.to_owned();
    let kept = house.text("select stop_hash from alert_wishes").await;
    assert_ne!(kept, secret, "only its hash is kept");
    house.clock.advance(TimeDelta::hours(2));
    let two = help(house, &street).await;
    replied(house, &street.replier, two).await;
    assert_eq!(mails(house).await.len(), 1);
    assert!(!stop(&house.visitor(), &house.domain, "0123").await.unwrap());
    assert!(!stop(&house.visitor(), &house.domain, &kept).await.unwrap(), "nor is the hash it");
    assert!(stop(&house.visitor(), &house.domain, &secret).await.unwrap(), "an older mail's too");
    let ctx = now(house, &street.owner);
    assert_eq!(wishes(&ctx, &house.domain).await.unwrap(), Mails::Never);
    let three = help(house, &street).await;
    replied(house, &street.replier, three).await;
    house.clock.advance(TimeDelta::days(8));
    assert!(mails(house).await.is_empty());
    assert_eq!(unseen(&ctx, &house.domain).await.unwrap(), 3, "in the house all are told");
    wish(&now(house, &street.owner), &house.domain, Mails::AtOnce).await.unwrap();
    assert!(mails(house).await.is_empty(), "what is past is not written of");
}

async fn nothing_is_lost_while_the_mail_server_is_away(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    replied(house, &street.replier, post).await;
    assert_eq!(due(&house.operator(), &house.domain).await.unwrap(), 1);
    let mut tries = 0;
    for _ in 0..3 {
        let jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
        for job in &jobs {
            assert!(!jobs::failed(&house.operator(), &house.domain, job).await.unwrap());
            tries += i32::from(matches!(job.mail.letter, Letter::Alerts { .. }));
        }
        house.clock.advance(TimeDelta::minutes(10));
        due(&house.operator(), &house.domain).await.unwrap();
    }
    assert_eq!(tries, 3, "it is tried again, and written once");
    let last = jobs::take(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(last.iter().filter(|it| matches!(it.mail.letter, Letter::Alerts { .. })).count(), 1);
}

async fn the_two_are_reminded_once(house: &House) {
    let street = street(house).await;
    let post = help(house, &street).await;
    let it = replied(house, &street.replier, post).await;
    does(house, &street.owner, it.id, yes(house, 72)).await.unwrap();
    passes(house, TimeDelta::hours(40)).await;
    assert!(!told(house, &street.owner).await.contains(&AlertKind::Reminder), "not yet");
    passes(house, TimeDelta::hours(9)).await;
    passes(house, TimeDelta::hours(1)).await;
    for who in [&street.owner, &street.replier] {
        let all = told(house, who).await;
        assert_eq!(all.iter().filter(|it| **it == AlertKind::Reminder).count(), 1, "{all:?}");
    }
    let Move::Agree { from, until, .. } = yes(house, 90) else { unreachable!() };
    let moment = Words::Moment { from, until };
    send(&now(house, &street.owner), &house.domain, it.id, moment).await.unwrap();
    does(house, &street.replier, it.id, yes(house, 90)).await.unwrap();
    see(&now(house, &street.owner), &house.domain, None).await.unwrap();
    passes(house, TimeDelta::hours(70)).await;
    let all = told(house, &street.owner).await;
    let count = all.iter().filter(|it| **it == AlertKind::Reminder).count();
    assert_eq!(count, 2, "another moment is reminded of anew");
}

async fn old_alerts_go(house: &House) {
    let street = street(house).await;
    agreed(house, &street).await;
    let ctx = now(house, &street.owner);
    assert_eq!(alerts::of_member(&ctx, &house.domain).await.unwrap().len(), 2);
    house.clock.advance(TimeDelta::days(KEPT_DAYS + 1));
    due(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(house.count("alerts").await, 0);
}
