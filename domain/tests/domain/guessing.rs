//! What guessing, stealing and waiting come to, on both databases.

use chrono::TimeDelta;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::jobs;
use koop_domain::language::Language;
use koop_domain::listings::keepers::{self, Added};
use koop_domain::members::codes::Proof;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::sessions::{self, GRACE_S};
use koop_domain::members::{self, Entered, Entry, FRESH_MINUTES};

use crate::harness::{House, on_both_databases};
use crate::imports::record;
use crate::members::{GOOD, HANNEKE, as_member, enter, entry, inside, mailed, member, sign_in};

on_both_databases! {
    a_right_code_is_no_guess;
    codes_are_guessed_only_so_often_a_day;
    a_member_is_mailed_where_they_said;
    who_has_no_password_has_come_just_now;
    of_tokens_given_for_one_one_goes_on;
    a_program_exchanges_so_many_tokens_an_hour;
    who_leaves_takes_mail_and_name_along;
}

/// A code that was not mailed.
fn other_than(code: &str) -> &'static str {
    if code == "000000" { "111111" } else { "000000" }
}

fn typed(code: &str) -> Proof {
    Proof::typed(HANNEKE, code).unwrap()
}

async fn a_right_code_is_no_guess(house: &House) {
    let (code, _) = mailed(house, HANNEKE).await;
    for _ in 0..6 {
        let nameless = enter(house, entry(typed(&code))).await;
        assert!(matches!(nameless, Ok(Entered::NameNeeded)), "{nameless:?}");
        let password = Some(Secret::new("wachtwoord"));
        let weak = Entry { name: Some("Hanneke".to_owned()), password, ..entry(typed(&code)) };
        let weak = enter(house, weak).await;
        assert!(matches!(weak, Err(MemberError::Invalid { field: "password", .. })), "{weak:?}");
    }
    let named = Entry { name: Some("Hanneke".to_owned()), ..entry(typed(&code)) };
    inside(enter(house, named).await);
}

async fn codes_are_guessed_only_so_often_a_day(house: &House) {
    member(house, HANNEKE, "Hanneke", None).await;
    let mut last = mailed(house, HANNEKE).await;
    for guess in 0..20 {
        if guess > 0 && guess % 4 == 0 {
            house.clock.advance(TimeDelta::hours(1));
            last = mailed(house, HANNEKE).await;
        }
        let wrong = enter(house, entry(typed(other_than(&last.0)))).await;
        assert!(matches!(wrong, Err(MemberError::WrongCode)), "{wrong:?}");
    }
    let right = enter(house, entry(typed(&last.0))).await;
    let Err(MemberError::TooMany { wait_s }) = right else { panic!("{right:?}") };
    assert_eq!(wait_s, 20 * 3_600, "a day after the first");
    // Whoever reads the mail is not locked out by who guesses.
    inside(enter(house, entry(Proof::Link(Secret::new(last.1)))).await);
    house.clock.advance(TimeDelta::hours(20));
    let (code, _) = mailed(house, HANNEKE).await;
    inside(enter(house, entry(typed(&code))).await);
}

async fn a_member_is_mailed_where_they_said(house: &House) {
    member(house, HANNEKE, "Hanneke", None).await;
    let ask = async |email: &str| {
        members::ask_code(&house.visitor(), &house.domain, email, Language::Nl, "").await
    };
    ask("HANNEKE@voorbeeld.NL").await.unwrap();
    let jobs = jobs::take(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(jobs[0].mail.to, HANNEKE);
    // The Kelvin sign has the small letter of K.
    let alike = ask("Hanne\u{212a}e@Voorbeeld.nl").await;
    assert!(
        matches!(alike, Err(MemberError::Invalid { field: "email", problem: Problem::Unreadable })),
        "{alike:?}"
    );
    assert!(Email::read("jürgen@müller.example").is_ok());
}

async fn who_has_no_password_has_come_just_now(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let none = Secret::new("");
    house.clock.advance(TimeDelta::minutes(FRESH_MINUTES));
    let (ctx, domain) = (as_member(house, &who), &house.domain);
    let change = members::change_password(&ctx, domain, (&none, &Secret::new(GOOD))).await;
    assert!(matches!(change, Err(MemberError::Stale)), "{change:?}");
    let address = members::ask_new_address(&ctx, domain, ("a@voorbeeld.nl", &none), "").await;
    assert!(matches!(address, Err(MemberError::Stale)), "{address:?}");
    let delete = members::delete_me(&ctx, domain, &none).await;
    assert!(matches!(delete, Err(MemberError::Stale)), "{delete:?}");
    let (code, _) = mailed(house, HANNEKE).await;
    let again = inside(enter(house, entry(typed(&code))).await);
    house.clock.advance(TimeDelta::minutes(FRESH_MINUTES) - TimeDelta::seconds(1));
    let password = Secret::new(GOOD);
    let fresh = as_member(house, &again);
    members::change_password(&fresh, domain, (&none, &password)).await.unwrap();
    // With a password it is that which counts, however long ago it was.
    house.clock.advance(TimeDelta::days(1));
    members::delete_me(&as_member(house, &again), domain, &password).await.unwrap();
}

async fn of_tokens_given_for_one_one_goes_on(house: &House) {
    member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let first = sign_in(house, HANNEKE, GOOD).await.unwrap();
    let exchange =
        async |secret: &Secret| sessions::refresh(&house.visitor(), &house.domain, secret).await;
    let one = exchange(&first.secret).await.unwrap();
    let other = exchange(&first.secret).await.unwrap();
    let next = exchange(&one.secret).await.unwrap();
    house.clock.advance(TimeDelta::seconds(GRACE_S + 1));
    let stolen = exchange(&other.secret).await;
    assert!(matches!(stolen, Err(MemberError::WrongToken)), "{stolen:?}");
    let after = exchange(&next.secret).await;
    assert!(matches!(after, Err(MemberError::WrongToken)), "the session has ended");
}

async fn a_program_exchanges_so_many_tokens_an_hour(house: &House) {
    member(house, HANNEKE, "Hanneke", Some(GOOD)).await;
    let mut last = sign_in(house, HANNEKE, GOOD).await.unwrap().secret;
    let exchange =
        async |secret: &Secret| sessions::refresh(&house.visitor(), &house.domain, secret).await;
    for _ in 0..60 {
        last = exchange(&last).await.unwrap().secret;
    }
    let more = exchange(&last).await;
    assert!(matches!(more, Err(MemberError::TooMany { .. })), "{more:?}");
    house.clock.advance(TimeDelta::hours(1));
    exchange(&last).await.unwrap();
}

async fn who_leaves_takes_mail_and_name_along(house: &House) {
    let who = member(house, HANNEKE, "Hanneke", None).await;
    let ctx = as_member(house, &who);
    let added = keepers::add(&ctx, &house.domain, record("1", "Proef").facts, true).await.unwrap();
    let Added::New(listing) = added else { panic!("it is new") };
    let edits = keepers::my_edits(&ctx, &house.domain).await.unwrap();
    assert_eq!((edits.len(), edits[0].listing, edits[0].revision), (1, listing.id, 1));
    let other = member(house, "ander@voorbeeld.nl", "Ander", None).await;
    assert!(mine(house, &as_member(house, &other)).await.is_empty(), "they are Hanneke's");
    // A mail in other capitals is theirs too.
    let asked = "HANNEKE@VOORBEELD.NL";
    members::ask_code(&house.visitor(), &house.domain, asked, Language::Nl, "").await.unwrap();
    let waiting = members::my_waiting_mail(&ctx, &house.domain).await.unwrap();
    assert_eq!(waiting, [house.visitor().now]);
    members::delete_me(&ctx, &house.domain, &Secret::new("")).await.unwrap();
    for table in ["jobs", "mailed_codes"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    let by = house.text("select actor from listing_revisions").await;
    assert_eq!(by, "member", "the change stays, and nobody is named");
}

async fn mine(house: &House, ctx: &Ctx) -> Vec<keepers::Edit> {
    keepers::my_edits(ctx, &house.domain).await.unwrap()
}
