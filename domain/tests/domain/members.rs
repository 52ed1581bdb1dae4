//! Becoming a member, signing in, keeping an account, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Problem;
use koop_domain::jobs::{self, Letter, Mail};
use koop_domain::language::Language;
use koop_domain::members::codes::{CODE_MINUTES, Proof};
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret, SessionKind};
use koop_domain::members::sessions::{self, GRACE_S, Origin, PAGE_DAYS, SignedIn};
use koop_domain::members::{self, Entered, Entry, NewMember};

use crate::harness::{House, on_both_databases};

on_both_databases! {
    a_code_makes_a_member_and_lets_a_member_in;
    a_link_does_what_its_code_does;
    a_code_holds_once_and_not_for_long;
    a_wrong_code_is_tried_a_few_times;
    two_who_use_one_code_at_once_are_one;
    mails_to_an_address_are_counted;
    a_password_lets_in;
    wrong_passwords_are_counted_for_an_address_known_or_not;
    a_cookie_holds_until_it_ends;
    a_refresh_token_is_exchanged_once;
    signing_out_everywhere_is_at_once;
    nobody_ends_anothers_session;
    mails_are_taken_once_and_again_if_they_fail;
    what_has_ended_is_tidied_away;
    the_operator_enters_the_first_member;
}

pub(crate) const HANNEKE: &str = "Hanneke@Voorbeeld.nl";
pub(crate) const GOOD: &str = "fiets lantaarn peper";

/// A member's request, now.
pub(crate) fn as_member(house: &House, who: &SignedIn) -> Ctx {
    Ctx { actor: who.actor(), ..house.visitor() }
}

fn browser() -> Origin {
    Origin { kind: SessionKind::Page, device: "Firefox".to_owned(), net: "192.0.2.1".to_owned() }
}

fn program() -> Origin {
    Origin { kind: SessionKind::Api, ..browser() }
}

/// Asks for a code, and reads the mail: the code and the link.
pub(crate) async fn mailed(house: &House, email: &str) -> (String, String) {
    let ctx = house.visitor();
    let dutch = Language::Nl;
    members::ask_code(&ctx, &house.domain, email, dutch, "192.0.2.1").await.unwrap();
    read_mail(house).await
}

/// Takes the one mail that waits, beside those that tell what was decided.
pub(crate) async fn one_mail(house: &House) -> Mail {
    let mut jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
    for job in &jobs {
        jobs::done(&house.operator(), &house.domain, job.id).await.unwrap();
    }
    jobs.retain(|job| !matches!(job.mail.letter, Letter::Membership(_)));
    let [job] = jobs.as_slice() else { panic!("one mail: {jobs:?}") };
    job.mail.clone()
}

/// The code and the link of the one mail that waits.
pub(crate) async fn read_mail(house: &House) -> (String, String) {
    match &one_mail(house).await.letter {
        Letter::Enter { code, link } | Letter::Address { code, link } => {
            (code.clone(), link.clone())
        }
        other => panic!("no code in {other:?}"),
    }
}

pub(crate) fn entry(proof: Proof) -> Entry {
    Entry { proof, name: None, password: None, language: Language::Nl }
}

pub(crate) async fn enter(house: &House, entry: Entry) -> Result<Entered, MemberError> {
    members::enter(&house.visitor(), &house.domain, entry, &browser()).await
}

pub(crate) fn inside(entered: Result<Entered, MemberError>) -> SignedIn {
    match entered.unwrap() {
        Entered::In(signed_in) => *signed_in,
        Entered::NameNeeded => panic!("a name is needed"),
    }
}

/// A member who came by a mailed code.
pub(crate) async fn member(
    house: &House,
    email: &str,
    name: &str,
    password: Option<&str>,
) -> SignedIn {
    let (code, _) = mailed(house, email).await;
    let proof = Proof::typed(email, &code).unwrap();
    let (name, password) = (Some(name.to_owned()), password.map(Secret::new));
    inside(enter(house, Entry { name, password, ..entry(proof) }).await)
}

pub(crate) async fn sign_in(
    house: &House,
    email: &str,
    password: &str,
) -> Result<SignedIn, MemberError> {
    let password = Secret::new(password);
    let ctx = house.visitor();
    members::sign_in(&ctx, &house.domain, (email, &password), &program()).await
}

async fn a_code_makes_a_member_and_lets_a_member_in(house: &House) {
    let (code, _) = mailed(house, HANNEKE).await;
    let proof = Proof::typed(&HANNEKE.to_uppercase(), &format!(" {code} ")).unwrap();
    let nameless = enter(house, entry(proof.clone())).await.unwrap();
    assert!(matches!(nameless, Entered::NameNeeded), "the code still holds");
    let named = Entry { name: Some(" Hanneke  de Wit ".to_owned()), ..entry(proof) };
    let new = inside(enter(house, named).await);
    assert_eq!(new.member.name, "Hanneke de Wit");
    assert_eq!(new.member.email_confirmed_at, Some(house.visitor().now));

    let (code, _) = mailed(house, HANNEKE).await;
    let again = inside(enter(house, entry(Proof::typed(HANNEKE, &code).unwrap())).await);
    assert_eq!(again.member.id, new.member.id);
    let ctx = as_member(house, &again);
    let (me, profiles) = members::viewer(&ctx, &house.domain).await.unwrap();
    assert_eq!(me, again.member);
    assert_eq!(profiles[0].handle, "hanneke-de-wit");
    assert_eq!(sessions::mine(&ctx, &house.domain).await.unwrap().len(), 2);
}

async fn a_link_does_what_its_code_does(house: &House) {
    let (_, link) = mailed(house, HANNEKE).await;
    let link = Secret::new(link);
    for _ in 0..3 {
        let (email, known) =
            members::look_at_link(&house.visitor(), &house.domain, &link).await.unwrap();
        assert_eq!((email.as_typed(), known), (HANNEKE, false), "looking uses nothing up");
    }
    let named = Entry { name: Some("Hanneke".to_owned()), ..entry(Proof::Link(link.clone())) };
    inside(enter(house, named.clone()).await);
    assert!(matches!(enter(house, named).await, Err(MemberError::WrongCode)));
    let looked = members::look_at_link(&house.visitor(), &house.domain, &link).await;
    assert!(matches!(looked, Err(MemberError::WrongCode)));
}

async fn a_code_holds_once_and_not_for_long(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let (first, link) = mailed(house, HANNEKE).await;
    let (second, _) = mailed(house, HANNEKE).await;
    house.clock.advance(TimeDelta::minutes(CODE_MINUTES) - TimeDelta::seconds(1));
    let old = enter(house, entry(Proof::typed(HANNEKE, &first).unwrap())).await;
    assert!(matches!(old, Err(MemberError::WrongCode)), "the newest is tried, and no other");
    // Of an earlier mail that is read late the link still holds, until one is used.
    let early = inside(enter(house, entry(Proof::Link(Secret::new(link)))).await);
    assert_eq!(early.member.id, who.member.id);
    for used in [first, second] {
        let again = enter(house, entry(Proof::typed(HANNEKE, &used).unwrap())).await;
        assert!(matches!(again, Err(MemberError::WrongCode)));
    }
    let (late, _) = mailed(house, HANNEKE).await;
    house.clock.advance(TimeDelta::minutes(CODE_MINUTES));
    let late = enter(house, entry(Proof::typed(HANNEKE, &late).unwrap())).await;
    assert!(matches!(late, Err(MemberError::WrongCode)));
}

async fn a_wrong_code_is_tried_a_few_times(house: &House) {
    let (right, _) = mailed(house, HANNEKE).await;
    let wrong = if right == "000000" { "111111" } else { "000000" };
    for _ in 0..5 {
        let tried = enter(house, entry(Proof::typed(HANNEKE, wrong).unwrap())).await;
        assert!(matches!(tried, Err(MemberError::WrongCode)));
    }
    let tried = enter(house, entry(Proof::typed(HANNEKE, &right).unwrap())).await;
    assert!(matches!(tried, Err(MemberError::WrongCode)), "it holds no more");
}

async fn two_who_use_one_code_at_once_are_one(house: &House) {
    let (code, link) = mailed(house, HANNEKE).await;
    let named = |proof| Entry { name: Some("Hanneke".to_owned()), ..entry(proof) };
    let by_code = named(Proof::typed(HANNEKE, &code).unwrap());
    let by_link = named(Proof::Link(Secret::new(link)));
    let (one, other) = tokio::join!(enter(house, by_code), enter(house, by_link));
    let inside = |it: &Result<Entered, MemberError>| matches!(it, Ok(Entered::In(_)));
    assert!(inside(&one) != inside(&other), "{one:?} {other:?}");
    assert_eq!(house.count("members").await, 1);
}

async fn mails_to_an_address_are_counted(house: &House) {
    let ask = async |email: &str, net: &str| {
        members::ask_code(&house.visitor(), &house.domain, email, Language::Nl, net).await
    };
    for _ in 0..5 {
        ask(HANNEKE, "192.0.2.1").await.unwrap();
    }
    let sixth = ask(&HANNEKE.to_lowercase(), "192.0.2.2").await;
    let Err(MemberError::TooMany { wait_s }) = sixth else { panic!("{sixth:?}") };
    assert_eq!(wait_s, 3_600);
    assert_eq!(house.count("jobs").await, 5, "nothing was mailed for the sixth");
    house.clock.advance(TimeDelta::seconds(3_600));
    ask(HANNEKE, "192.0.2.1").await.unwrap();
    let unreadable = ask("hanneke", "192.0.2.1").await;
    assert!(matches!(
        unreadable,
        Err(MemberError::Invalid { field: "email", problem: Problem::Unreadable })
    ));
}

async fn a_password_lets_in(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let in_ = sign_in(house, "hanneke@VOORBEELD.nl", GOOD).await.unwrap();
    assert_eq!(in_.member.id, who.member.id);
    for (email, password) in
        [(HANNEKE, "fiets lantaarn pepers"), ("niemand@voorbeeld.nl", GOOD), (HANNEKE, "x")]
    {
        let wrong = sign_in(house, email, password).await;
        assert!(matches!(wrong, Err(MemberError::WrongPassword)), "{email}");
    }
    let (code, _) = mailed(house, "ander@voorbeeld.nl").await;
    let proof = Proof::typed("ander@voorbeeld.nl", &code).unwrap();
    let weak = Entry {
        name: Some("Ander".to_owned()),
        password: Some(Secret::new("welkom01")),
        ..entry(proof.clone())
    };
    assert!(matches!(
        enter(house, weak).await,
        Err(MemberError::Invalid { field: "password", problem: Problem::Guessable })
    ));
    let without = Entry { name: Some("Ander".to_owned()), ..entry(proof) };
    inside(enter(house, without).await);
    let none = sign_in(house, "ander@voorbeeld.nl", GOOD).await;
    assert!(matches!(none, Err(MemberError::WrongPassword)), "who has no password has none");
}

async fn wrong_passwords_are_counted_for_an_address_known_or_not(house: &House) {
    member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    for email in [HANNEKE, "niemand@voorbeeld.nl"] {
        for _ in 0..10 {
            let wrong = sign_in(house, email, "niet dit wachtwoord").await;
            assert!(matches!(wrong, Err(MemberError::WrongPassword)));
        }
        let right = sign_in(house, email, GOOD).await;
        assert!(matches!(right, Err(MemberError::TooMany { wait_s: 900 })), "{right:?}");
    }
    // A mailed code lets its owner in all the same.
    let (code, _) = mailed(house, HANNEKE).await;
    inside(enter(house, entry(Proof::typed(HANNEKE, &code).unwrap())).await);
    sign_in(house, HANNEKE, GOOD).await.unwrap();
}

async fn a_cookie_holds_until_it_ends(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let of = async |secret: &Secret| {
        sessions::of_cookie(&house.visitor(), &house.domain, secret).await.unwrap()
    };
    let (session, member) = of(&who.secret).await.unwrap();
    assert_eq!((session.id, member.id), (who.session, who.member.id));
    assert!(of(&Secret::new("0".repeat(64))).await.is_none());
    assert!(!sessions::is_due(&session, house.visitor().now));
    house.clock.advance(TimeDelta::days(PAGE_DAYS) - TimeDelta::seconds(1));
    assert!(sessions::is_due(&session, house.visitor().now));
    sessions::seen(&house.visitor(), &house.domain, session.id).await.unwrap();
    let (session, _) = of(&who.secret).await.unwrap();
    assert_eq!(session.last_seen_at, house.visitor().now);
    house.clock.advance(TimeDelta::seconds(1));
    assert!(of(&who.secret).await.is_none());
    let api = sessions::refresh(&house.visitor(), &house.domain, &who.secret).await;
    assert!(matches!(api, Err(MemberError::WrongToken)), "a cookie is no token");
}

async fn a_refresh_token_is_exchanged_once(house: &House) {
    member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let first = sign_in(house, HANNEKE, GOOD).await.unwrap();
    let exchange =
        async |secret: &Secret| sessions::refresh(&house.visitor(), &house.domain, secret).await;
    let second = exchange(&first.secret).await.unwrap();
    assert_eq!(second.session, first.session);
    house.clock.advance(TimeDelta::seconds(GRACE_S));
    let sibling = exchange(&first.secret).await.unwrap();
    assert_ne!(sibling.secret.reveal(), second.secret.reveal(), "the answer was lost on the way");
    let third = exchange(&sibling.secret).await.unwrap();
    house.clock.advance(TimeDelta::seconds(1));
    let stolen = exchange(&first.secret).await;
    assert!(matches!(stolen, Err(MemberError::WrongToken)));
    let after = exchange(&third.secret).await;
    assert!(matches!(after, Err(MemberError::WrongToken)), "the whole session has ended");
    let as_cookie = sessions::of_cookie(&house.visitor(), &house.domain, &third.secret).await;
    assert!(as_cookie.unwrap().is_none(), "a token is no cookie");
}

async fn signing_out_everywhere_is_at_once(house: &House) {
    let page = member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let api = sign_in(house, HANNEKE, GOOD).await.unwrap();
    let by_token = async || {
        let epoch = api.member.epoch;
        sessions::of_token(&house.visitor(), &house.domain, api.session, epoch).await.unwrap()
    };
    assert!(by_token().await.is_some());
    sessions::end_all(&as_member(house, &page), &house.domain).await.unwrap();
    assert!(by_token().await.is_none());
    let in_ = sign_in(house, HANNEKE, GOOD).await.unwrap();
    assert_eq!(in_.member.epoch, api.member.epoch + 1);
    let old_epoch =
        sessions::of_token(&house.visitor(), &house.domain, in_.session, api.member.epoch).await;
    assert!(old_epoch.unwrap().is_none());
    assert_eq!(house.count("session_secrets").await, 1, "secrets go with their sessions");
}

async fn nobody_ends_anothers_session(house: &House) {
    let hanneke = member(house, HANNEKE, "Hanneke", None).await;
    let other = member(house, "ander@voorbeeld.nl", "Ander", None).await;
    let ctx = as_member(house, &other);
    let ended = sessions::end(&ctx, &house.domain, Some(hanneke.session)).await;
    assert!(matches!(ended, Err(MemberError::NotFound)));
    sessions::end(&ctx, &house.domain, None).await.unwrap();
    assert!(sessions::of_cookie(&ctx, &house.domain, &other.secret).await.unwrap().is_none());
    assert!(sessions::of_cookie(&ctx, &house.domain, &hanneke.secret).await.unwrap().is_some());
    for actor in [Actor::Visitor, Actor::Operator] {
        let ctx = Ctx { actor, ..house.visitor() };
        let ended = sessions::end_all(&ctx, &house.domain).await;
        assert!(matches!(ended, Err(MemberError::SignedOut)));
    }
}

async fn mails_are_taken_once_and_again_if_they_fail(house: &House) {
    let (ctx, domain) = (house.operator(), &house.domain);
    members::ask_code(&ctx, domain, HANNEKE, Language::Nl, "").await.unwrap();
    let (one, other) = tokio::join!(jobs::take(&ctx, domain), jobs::take(&ctx, domain));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.len() + other.len(), 1, "who takes it has it");
    let mut job = one.into_iter().chain(other).next().unwrap();
    for tries in 1..8 {
        assert_eq!(job.tries, tries);
        assert!(!jobs::failed(&house.operator(), domain, &job).await.unwrap());
        assert!(jobs::take(&house.operator(), domain).await.unwrap().is_empty(), "not yet");
        house.clock.advance(TimeDelta::minutes(64));
        job = jobs::take(&house.operator(), domain).await.unwrap().remove(0);
    }
    assert!(jobs::failed(&house.operator(), domain, &job).await.unwrap(), "given up");
    assert_eq!(house.count("jobs").await, 0);
    for email in ["een@voorbeeld.nl", HANNEKE] {
        members::ask_code(&ctx, domain, email, Language::Nl, "").await.unwrap();
    }
    house.run("update jobs set payload = '{}' where payload like '%een@%'").await;
    let rest = jobs::take(&house.operator(), domain).await.unwrap();
    assert_eq!(rest.len(), 1, "what cannot be read stops nobody");
    let by_visitor = jobs::take(&house.visitor(), domain).await;
    assert!(by_visitor.is_err(), "mails are the house's own business");
}

async fn what_has_ended_is_tidied_away(house: &House) {
    member(house, HANNEKE, "Hanneke", None).await;
    mailed(house, HANNEKE).await;
    assert!(members::tidy(&house.visitor(), &house.domain).await.is_err());
    assert_eq!(members::tidy(&house.operator(), &house.domain).await.unwrap(), 0);
    house.clock.advance(TimeDelta::days(PAGE_DAYS));
    assert!(members::tidy(&house.operator(), &house.domain).await.unwrap() > 2);
    for table in ["sessions", "mailed_codes", "attempts"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
}

async fn the_operator_enters_the_first_member(house: &House) {
    let new = |operator| NewMember {
        name: "Ouassif".to_owned(),
        email: Email::read("ouassif@voorbeeld.nl").unwrap(),
        password: Some(Secret::new(GOOD)),
        language: Language::Nl,
        operator,
    };
    let by_visitor = members::add(&house.visitor(), &house.domain, new(false)).await;
    assert!(matches!(by_visitor, Err(MemberError::Denied(_))));
    let id = members::add(&house.operator(), &house.domain, new(false)).await.unwrap();
    let again = members::add(&house.operator(), &house.domain, new(true)).await.unwrap();
    assert_eq!(id, again);
    let who = sign_in(house, "ouassif@voorbeeld.nl", GOOD).await.unwrap();
    assert!(who.member.operator && who.member.email_confirmed_at.is_some());
}
