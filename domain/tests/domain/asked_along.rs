//! Who hears by mail that they are asked to belong to a profile, and how often, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::jobs::Letter;
use koop_domain::profiles::model::Part;
use koop_domain::profiles::{leave, let_in, offers};

use crate::harness::{House, on_both_databases};
use crate::members::HANNEKE;
use crate::profiles::{bakery, somebody};
use crate::reports::letters;

on_both_databases! {
    whoever_is_asked_hears_of_it_by_mail;
    nobody_is_asked_by_mail_again_and_again;
}

const PIET: &str = "piet@voorbeeld.nl";

async fn whoever_is_asked_hears_of_it_by_mail(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (_, handle) = somebody(house, PIET, "Piet").await;
    letters(house).await;
    let mut mails = 0;
    for nth in 1..=4 {
        let noor = bakery(house, &hanneke).await;
        for part in [Part::Member, Part::Owner] {
            let_in(&hanneke, &house.domain, noor.id, (&handle, part)).await.unwrap();
        }
        for (to, letter) in letters(house).await {
            let Letter::ProfileOffered { profile, by } = letter else { panic!("{letter:?}") };
            assert_eq!(
                (to.as_str(), profile.as_str(), by.as_str()),
                (PIET, &*noor.name, "Hanneke")
            );
            mails += 1;
        }
        assert_eq!(mails, nth.min(3), "once each, and no mailbox is filled");
    }
}

async fn nobody_is_asked_by_mail_again_and_again(house: &House) {
    let (hanneke, _) = somebody(house, HANNEKE, "Hanneke").await;
    let (piet, handle) = somebody(house, PIET, "Piet").await;
    let noor = bakery(house, &hanneke).await;
    letters(house).await;
    let ask = async |ctx: &Ctx, handle: &str| {
        let_in(ctx, &house.domain, noor.id, (handle, Part::Member)).await.unwrap();
        letters(house).await.len()
    };
    assert_eq!(ask(&hanneke, &handle).await, 1);
    leave(&piet, &house.domain, noor.id).await.unwrap();
    assert_eq!(ask(&hanneke, &handle).await, 0, "he said no");
    assert_eq!(offers(&piet, &house.domain).await.unwrap().len(), 1, "and finds it on his page");
    // Nor does one member fill the mailboxes of many.
    let mut mails = 1;
    for at in 0..25 {
        house.clock.advance(TimeDelta::hours(1));
        let (_, handle) = somebody(house, &format!("buur{at}@voorbeeld.nl"), "Buur").await;
        letters(house).await;
        mails += ask(&hanneke, &handle).await;
    }
    assert_eq!(mails, 20, "so many a day");
}
