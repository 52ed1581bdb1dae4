//! Keeping an account: its password, its address, its name, and its end.

use koop_domain::jobs::{self, Letter};
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Secret;
use koop_domain::members::{self, Entry, sessions};

use crate::harness::{House, on_both_databases};
use crate::members::{
    GOOD, HANNEKE, as_member, enter, entry, inside, mailed, member, read_mail, sign_in,
};

on_both_databases! {
    a_new_password_by_code_signs_others_out;
    an_address_changes_by_a_code;
    nobody_takes_anothers_address;
    a_deleted_member_leaves_nothing;
    nothing_outlives_the_session_it_was_begun_in;
    namesakes_have_handles_of_their_own;
}

const BETTER: &str = "drie gele tulpen in mei";

async fn a_new_password_by_code_signs_others_out(house: &House) {
    let old = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let (code, _) = mailed(house, HANNEKE).await;
    let proof = Proof::typed(HANNEKE, &code).unwrap();
    let new =
        inside(enter(house, Entry { password: Some(Secret::new(BETTER)), ..entry(proof) }).await);
    let of_old = sessions::of_cookie(&house.visitor(), &house.domain, &old.secret).await.unwrap();
    assert!(of_old.is_none());
    let of_new = sessions::of_cookie(&house.visitor(), &house.domain, &new.secret).await.unwrap();
    assert_eq!(of_new.unwrap().1.epoch, new.member.epoch);
    assert!(sign_in(house, HANNEKE, GOOD).await.is_err());
    let with_new = sign_in(house, HANNEKE, BETTER).await.unwrap();

    let ctx = as_member(house, &new);
    let wrong = Secret::new("iets anders");
    let good = Secret::new(GOOD);
    let tried = members::change_password(&ctx, &house.domain, (&wrong, &good)).await;
    assert!(matches!(tried, Err(MemberError::WrongPassword)));
    let right = Secret::new(BETTER);
    members::change_password(&ctx, &house.domain, (&right, &good)).await.unwrap();
    let kept = sessions::of_cookie(&house.visitor(), &house.domain, &new.secret).await.unwrap();
    assert!(kept.is_some(), "the device on which it was changed stays");
    let lost = sessions::refresh(&house.visitor(), &house.domain, &with_new.secret).await;
    assert!(matches!(lost, Err(MemberError::WrongToken)));
    let jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(jobs[0].mail.letter, Letter::PasswordChanged);
}

async fn an_address_changes_by_a_code(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let ctx = as_member(house, &who);
    let good = Secret::new(GOOD);
    let asked = ("nieuw@voorbeeld.nl", &good);
    members::ask_new_address(&ctx, &house.domain, asked, "").await.unwrap();
    let (code, _) = read_mail(house).await;
    let proof = Proof::typed("nieuw@voorbeeld.nl", &code).unwrap();
    let entered = enter(house, entry(proof.clone())).await;
    assert!(matches!(entered, Err(MemberError::WrongCode)), "it lets nobody in");
    members::take_new_address(&ctx, &house.domain, &proof, "").await.unwrap();
    let (me, _) = members::viewer(&ctx, &house.domain).await.unwrap();
    assert_eq!(me.email.unwrap().key(), "nieuw@voorbeeld.nl");
    let jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(jobs[0].mail.to, HANNEKE, "the old address hears of it");
    assert!(sign_in(house, HANNEKE, GOOD).await.is_err());
    sign_in(house, "nieuw@voorbeeld.nl", GOOD).await.unwrap();
}

async fn nobody_takes_anothers_address(house: &House) {
    let hanneke = member(house, HANNEKE, "Hanneke", None).await;
    let other = member(house, "ander@voorbeeld.nl", "Ander", None).await;
    let none = Secret::new("");
    let asked = ("nieuw@voorbeeld.nl", &none);
    members::ask_new_address(&as_member(house, &hanneke), &house.domain, asked, "").await.unwrap();
    let (code, link) = read_mail(house).await;
    let proof = Proof::typed("nieuw@voorbeeld.nl", &code).unwrap();
    let by_other = as_member(house, &other);
    for proof in [proof.clone(), Proof::Link(Secret::new(link))] {
        let taken = members::take_new_address(&by_other, &house.domain, &proof, "").await;
        assert!(matches!(taken, Err(MemberError::WrongCode)), "it was mailed for another");
    }
    // Meanwhile somebody else becomes a member with it.
    member(house, "nieuw@voorbeeld.nl", "Nieuw", None).await;
    let (ctx, domain) = (as_member(house, &hanneke), &house.domain);
    let taken = members::take_new_address(&ctx, domain, &proof, "").await;
    assert!(matches!(taken, Err(MemberError::AddressTaken)));
    let (me, _) = members::viewer(&ctx, domain).await.unwrap();
    assert_eq!(me.email.unwrap().as_typed(), HANNEKE, "nothing is half done");
}

async fn a_deleted_member_leaves_nothing(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let ctx = as_member(house, &who);
    let wrong = members::delete_me(&ctx, &house.domain, &Secret::new("iets")).await;
    assert!(matches!(wrong, Err(MemberError::WrongPassword)));
    members::delete_me(&ctx, &house.domain, &Secret::new(GOOD)).await.unwrap();
    for table in ["members", "profiles", "profile_members", "sessions", "session_secrets"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    assert!(matches!(members::viewer(&ctx, &house.domain).await, Err(MemberError::SignedOut)));
    let again = member(house, HANNEKE, "Hanneke", None).await;
    assert_ne!(again.member.id, who.member.id);
}

async fn namesakes_have_handles_of_their_own(house: &House) {
    let mut handles = Vec::new();
    for (at, name) in ["Jan", "Jan Smit", "Jan", "jan!", "ጃን"].into_iter().enumerate() {
        let who = member(house, &format!("jan{at}@voorbeeld.nl"), name, None).await;
        let viewed = members::viewer(&as_member(house, &who), &house.domain).await.unwrap();
        handles.push(viewed.1[0].handle.clone());
    }
    assert_eq!(handles, ["jan", "jan-smit", "jan-2", "jan-3", "lid"]);
}

async fn nothing_outlives_the_session_it_was_begun_in(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let (ctx, domain) = (as_member(house, &who), &house.domain);
    let (good, better) = (Secret::new(GOOD), Secret::new(BETTER));
    members::ask_new_address(&ctx, domain, ("nieuw@voorbeeld.nl", &good), "").await.unwrap();
    let (code, _) = read_mail(house).await;
    let proof = Proof::typed("nieuw@voorbeeld.nl", &code).unwrap();
    // The request knows who asked; the session ended after it was asked.
    sessions::end_all(&ctx, domain).await.unwrap();
    let changed = members::change_password(&ctx, domain, (&good, &better)).await;
    let taken = members::take_new_address(&ctx, domain, &proof, "").await;
    let asked = members::ask_new_address(&ctx, domain, ("a@voorbeeld.nl", &good), "").await;
    let deleted = members::delete_me(&ctx, domain, &good).await;
    assert!(matches!(changed, Err(MemberError::SignedOut)), "{changed:?}");
    assert!(matches!(taken, Err(MemberError::SignedOut)), "{taken:?}");
    assert!(matches!(asked, Err(MemberError::SignedOut)), "{asked:?}");
    assert!(matches!(deleted, Err(MemberError::SignedOut)), "{deleted:?}");
    sign_in(house, HANNEKE, GOOD).await.unwrap();
}
