//! Beginning a house that has nothing in it, on both databases.

use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{Role, Settings};
use koop_domain::communities::{self};
use koop_domain::ctx::Ctx;
use koop_domain::language::Language;
use koop_domain::members::model::{Email, Secret};
use koop_domain::setup::{self, FirstPerson};

use crate::harness::{House, on_both_databases};
use crate::imports::{import, record};
use crate::members::{GOOD, HANNEKE, as_member, member, sign_in};

on_both_databases! {
    an_empty_house_is_begun_once_by_its_code;
    the_first_person_comes_in_with_a_password;
    a_wrong_code_is_counted;
    two_do_not_both_begin_it;
    a_house_with_anything_in_it_is_not_begun;
}

const NET: &str = "192.0.2.1";

async fn code(house: &House) -> Secret {
    setup::prepare(&house.operator(), &house.domain).await.unwrap().unwrap()
}

async fn begin(house: &House, ctx: &Ctx, code: &Secret) -> Result<(), CommunityError> {
    let settings =
        Settings { name: "Oost".into(), languages: vec![Language::Nl], ..Settings::default() };
    let agreed = [(Language::Nl, "Wees aardig.".to_owned())].into();
    setup::begin(ctx, &house.domain, (code, NET), settings, &agreed).await.map(|_| ())
}

async fn an_empty_house_is_begun_once_by_its_code(house: &House) {
    assert!(setup::is_needed(&house.visitor(), &house.domain).await.unwrap());
    let (first, code) = (code(house).await, code(house).await);
    assert_ne!(first, code);
    // Somebody who became a member meanwhile has no part in it.
    let ctx = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let wrong = begin(house, &ctx, &Secret::new("AAAA-BBBB-CCCC")).await;
    assert!(matches!(wrong, Err(CommunityError::WrongCode)));
    let nobody = begin(house, &house.visitor(), &code).await;
    assert!(matches!(nobody, Err(CommunityError::SignedOut)));
    let typed = Secret::new(code.reveal().to_lowercase().replace('-', " "));
    begin(house, &ctx, &typed).await.unwrap();
    assert!(!setup::is_needed(&ctx, &house.domain).await.unwrap());
    let seen = communities::by_slug(&ctx, &house.domain, "oost").await.unwrap().unwrap();
    assert_eq!((seen.standing().role, seen.must_accept()), (Role::Organiser, false));
    assert_eq!(house.count("setup_codes").await, 0);
    for code in [&first, &code] {
        let again = begin(house, &ctx, code).await;
        assert!(matches!(again, Err(CommunityError::Begun)));
    }
    assert_eq!(setup::prepare(&house.operator(), &house.domain).await.unwrap(), None);
}

async fn the_first_person_comes_in_with_a_password(house: &House) {
    let code = code(house).await;
    let person = |password: &str| FirstPerson {
        name: "Hanneke".to_owned(),
        email: Email::read(HANNEKE).unwrap(),
        password: Secret::new(password),
        language: Language::Nl,
    };
    let ctx = house.visitor();
    let enter = |code: Secret, person| {
        let ctx = &ctx;
        async move { setup::enter(ctx, &house.domain, (&code, NET), person).await }
    };
    let stranger = enter(Secret::new("nee"), person(GOOD)).await;
    assert!(matches!(stranger, Err(CommunityError::WrongCode)));
    let weak = enter(code.clone(), person("welkom01")).await;
    assert!(matches!(weak, Err(CommunityError::Member(_))));
    assert_eq!(house.count("members").await, 0);
    enter(code.clone(), person(GOOD)).await.unwrap();
    let signed = sign_in(house, HANNEKE, GOOD).await.unwrap();
    assert!(!signed.member.operator, "not before the house has begun");
    begin(house, &as_member(house, &signed), &code).await.unwrap();
    assert!(sign_in(house, HANNEKE, GOOD).await.unwrap().member.operator);
}

async fn a_wrong_code_is_counted(house: &House) {
    let code = code(house).await;
    let ctx = house.visitor();
    let tries = async |code: &Secret, net| setup::check(&ctx, &house.domain, code, net).await;
    for _ in 0..20 {
        let wrong = tries(&Secret::new("ABCD-EFGH-JKLM"), NET).await;
        assert!(matches!(wrong, Err(CommunityError::WrongCode)));
    }
    assert!(matches!(tries(&code, NET).await, Err(CommunityError::TooMany { .. })));
    tries(&code, "198.51.100.7").await.unwrap();
}

async fn two_do_not_both_begin_it(house: &House) {
    let code = code(house).await;
    let one = as_member(house, &member(house, HANNEKE, "Hanneke", None).await);
    let other = as_member(house, &member(house, "piet@voorbeeld.nl", "Piet", None).await);
    let (one, other) = tokio::join!(begin(house, &one, &code), begin(house, &other, &code));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    assert_eq!(house.count("communities").await, 1);
}

async fn a_house_with_anything_in_it_is_not_begun(house: &House) {
    let code = code(house).await;
    import(house, "oost", vec![record("1", "Noor")]).await;
    assert!(!setup::is_needed(&house.visitor(), &house.domain).await.unwrap());
    let ctx = house.visitor();
    let late = setup::check(&ctx, &house.domain, &code, NET).await;
    assert!(matches!(late, Err(CommunityError::Begun)));
}
