//! A code from the desk, by which somebody without a mail address brings one, on both databases.

use chrono::TimeDelta;
use koop_domain::communities;
use koop_domain::language::Language;
use koop_domain::members::codes::Proof;
use koop_domain::members::{self, Entered};
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{ENTRY_CODE_DAYS, come_in, give_entry_code, mine};

use crate::communities::id;
use crate::harness::{House, on_both_databases};
use crate::mandates::{JOKE, oost};
use crate::members::{as_member, enter as come, entry, inside, mailed, read_mail};

on_both_databases! {
    a_code_from_the_desk_brings_a_mail_address;
    a_wrong_code_from_the_desk_brings_nothing;
}

async fn a_code_from_the_desk_brings_a_mail_address(house: &House) {
    let oost = oost(house).await;
    let whose = (oost.of, oost.wit.who.member);
    let code = give_entry_code(&oost.organiser, &house.domain, whose).await.unwrap();
    let (email, visitor) = ("wit@voorbeeld.nl", house.visitor());
    let from = (Language::Nl, "192.0.2.1");
    let typed = code.reveal().to_lowercase().replace('-', " ");
    come_in(&visitor, &house.domain, (email, &typed), from).await.unwrap();
    let (mailed, _) = read_mail(house).await;
    let signed = inside(come(house, entry(Proof::typed(email, &mailed).unwrap())).await);
    assert_eq!(signed.member.id, oost.wit.who.member, "it is she");
    assert!(signed.member.email_confirmed_at.is_some());
    assert_eq!(house.count("registered_members").await, 0, "how she was reached is forgotten");
    let spent = come_in(&visitor, &house.domain, ("ander@voorbeeld.nl", &typed), from).await;
    assert!(matches!(spent, Err(ProfileError::Invalid { field: "code", .. })));
    // A member herself now, she sees and ends what was given.
    let wit = as_member(house, &signed);
    assert!(mine(&wit, &house.domain, (100, None)).await.unwrap().is_empty());
    let seen = communities::mine(&wit, &house.domain).await.unwrap();
    assert_eq!(seen.len(), 1, "and belongs where she did");
}

async fn a_wrong_code_from_the_desk_brings_nothing(house: &House) {
    let oost = oost(house).await;
    let whose = (oost.of, oost.wit.who.member);
    let code = give_entry_code(&oost.organiser, &house.domain, whose).await.unwrap();
    let from = (Language::Nl, "192.0.2.1");
    let (email, domain) = ("wit@voorbeeld.nl", &house.domain);
    let wrong = come_in(&house.visitor(), domain, (email, "AAAA-AAAA"), from).await;
    assert!(matches!(wrong, Err(ProfileError::Invalid { field: "code", .. })));
    // Whoever has the address already is who comes in, and nobody is told so.
    come_in(&house.visitor(), domain, (JOKE, code.reveal()), from).await.unwrap();
    let (mailed_code, _) = read_mail(house).await;
    let signed = inside(come(house, entry(Proof::typed(JOKE, &mailed_code).unwrap())).await);
    assert_eq!(signed.member.id, id(&oost.joke));
    // Another code takes the place of the first; after a month none holds.
    let newer = give_entry_code(&oost.organiser, domain, whose).await.unwrap();
    let old = come_in(&house.visitor(), domain, (email, code.reveal()), from).await;
    assert!(matches!(old, Err(ProfileError::Invalid { field: "code", .. })));
    house.clock.advance(TimeDelta::days(ENTRY_CODE_DAYS));
    let late = come_in(&house.visitor(), domain, (email, newer.reveal()), from).await;
    assert!(matches!(late, Err(ProfileError::Invalid { field: "code", .. })));
    members::tidy(&house.operator(), domain).await.unwrap();
    let kept = "select count(*) from registered_members where code_hash is not null";
    assert_eq!(house.number(kept).await, 0);
    // Without a code, a mail makes a member of somebody new, as ever.
    let (mailed_code, _) = mailed(house, email).await;
    let entered = come(house, entry(Proof::typed(email, &mailed_code).unwrap())).await.unwrap();
    assert!(matches!(entered, Entered::NameNeeded));
    for _ in 0..20 {
        let _ = come_in(&house.visitor(), domain, (email, "AAAA-AAAA"), from).await;
    }
    let many = come_in(&house.visitor(), domain, (email, "AAAA-AAAA"), from).await;
    assert!(matches!(many, Err(ProfileError::TooMany { .. })));
}
