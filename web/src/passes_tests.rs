//! Every page of cards, in every language, from hand-made values: strict HTML in every state, and
//! no stranger's words taken for ours.

use askama::Template;
use chrono::TimeDelta;
use koop_domain::communities::model::{Membership, MembershipState, Person, Role};
use koop_domain::error::Problem;
use koop_domain::id::{AccountId, CommunityId, MemberId, PassId};
use koop_domain::language::Language;
use koop_domain::ledger::account::{AccountKind, AccountState};
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::passes::model::{Pass, PassState};
use koop_domain::members::model::Secret;
use uuid::Uuid;

use crate::desk::currencies::{CardsLook, CardsPage};
use crate::desk_currencies_tests::heads;
use crate::form::{Field, Slips};
use crate::keeping::Typed;
use crate::page::Page;
use crate::sample::{EVIL, check, now, own};
use crate::wallet::Coin;
use crate::wallet::pages::{
    Agreeing, Asking, PassCardPage, PassTyped, PassesPage, ReadingLook, ReadingPage,
};
use crate::wallet::pass_slips;
use crate::wallet::sample::{currency, purse};

type Shown = Vec<(&'static str, String)>;

fn pass(number: u128, state: PassState, has_pin: bool) -> Pass {
    Pass {
        id: PassId(Uuid::from_u128(number)),
        account: AccountId(Uuid::from_u128(1)),
        day_limit: 2_000,
        has_pin,
        state,
        pins_spent: has_pin && state == PassState::Blocked,
        reason: (state != PassState::Active).then(|| EVIL.to_owned()),
        made_by: None,
        made_at: now() - TimeDelta::days(9),
        used_at: has_pin.then(now),
    }
}

fn wrong(field: &'static str) -> Slips {
    Slips::own(field, EVIL.into())
}

fn lists(language: Language, all: &mut Shown) {
    let of = purse(AccountKind::Member, currency(CurrencyKind::MutualCredit), AccountState::Open);
    let states = PassState::ALL.iter().zip(1..);
    let some: Vec<Pass> = states
        .clone()
        .flat_map(|(state, at)| [pass(at, *state, true), pass(9 + at, *state, false)])
        .collect();
    for is_mine in [true, false] {
        for passes in [&[], some.get(..2).unwrap(), some.as_slice()] {
            for slips in [Slips::default(), wrong("per-dag"), wrong("pin"), wrong("reden")] {
                let said = (&PassTyped::default(), Some(EVIL.to_owned()), slips);
                let page = PassesPage::new(own(language), (&of, is_mine), (passes, now()), said);
                all.push(("cards", page.render().unwrap()));
            }
        }
    }
    for pin in [None, Some(Secret::new("4827"))] {
        let made = (&of, &pass(1, PassState::Active, pin.is_some()));
        let secret = (&Secret::new("0a".repeat(32)), pin.as_ref());
        let page = PassCardPage::new(own(language), made, secret).unwrap();
        all.push(("a new card", page.render().unwrap()));
    }
}

fn readings(language: Language, all: &mut Shown) {
    let field = |id: &'static str| Field::line(id, EVIL.into(), EVIL, 20, &wrong(id));
    let till = |chosen| ("acc_x".to_owned(), EVIL.to_owned(), chosen);
    let asking = |tills: Vec<(String, String, bool)>| {
        let (holder, left) = (EVIL.to_owned(), EVIL.to_owned());
        let it =
            Asking { holder, left, tills, amount: field("bedrag"), purpose: field("waarvoor") };
        ReadingLook::Amount(Box::new(it))
    };
    let agreeing = |pin: Option<Field>| {
        let words = || EVIL.to_owned();
        ReadingLook::Agree(Box::new(Agreeing {
            holder: words(),
            till: words(),
            amount: words(),
            purpose: pin.is_some().then(words),
            pin,
            button: words(),
            kept: vec![("bedrag", words())],
        }))
    };
    let looks = [
        ReadingLook::Stranger(Some("/inloggen".into())),
        ReadingLook::Stranger(None),
        ReadingLook::Blocked,
        asking(vec![till(true)]),
        asking(vec![till(true), till(false)]),
        agreeing(None),
        agreeing(Some(field("pin"))),
    ];
    for look in looks {
        let (page, path, slips) = (own(language), "/pas/x".to_owned(), wrong("bedrag"));
        all.push((
            "a card that is read",
            ReadingPage { page, path, look, slips }.render().unwrap(),
        ));
    }
}

fn at_desk(language: Language, all: &mut Shown) {
    let membership = Membership {
        community: CommunityId(Uuid::nil()),
        member: MemberId(Uuid::nil()),
        role: Role::Member,
        sets: Default::default(),
        state: MembershipState::Active,
        since: now(),
        accepted_version: 0,
    };
    let person = Person { name: EVIL.into(), membership };
    let coin = Coin::of(language, &currency(CurrencyKind::MutualCredit));
    let mut put = |look: &dyn Fn(&Page) -> CardsLook, text: &str, slips: Slips| {
        let page = own(language);
        let (heads, look) = (heads(&page), look(&page));
        let page = CardsPage::new(page, heads, (text.to_owned(), look), slips);
        all.push(("making a card at the desk", page.render().unwrap()));
    };
    put(&|_| CardsLook::finding("LAT", &[]), "", Slips::default());
    put(&|_| CardsLook::finding("LAT", &[]), EVIL, Slips::default());
    put(&|_| CardsLook::finding("LAT", std::slice::from_ref(&person)), EVIL, Slips::default());
    for field in ["per-dag", "pin"] {
        let making = |page: &Page| {
            CardsLook::making(page, &coin, &person, (&Typed::default(), &wrong(field)))
        };
        put(&making, "", wrong(field));
    }
}

#[test]
fn every_page_of_cards_is_whole_whatever_people_wrote() {
    for language in Language::ALL {
        let mut all = Vec::new();
        lists(language, &mut all);
        readings(language, &mut all);
        at_desk(language, &mut all);
        assert!(all.len() > 30, "{}", all.len());
        for (name, html) in all {
            assert!(!html.contains("No localization"), "{name}");
            assert!(!html.contains("Unknown localization"), "{name}");
            let told = std::panic::catch_unwind(|| check(&html));
            assert!(told.is_ok(), "{name} in {language:?}: {html}");
        }
    }
}

#[test]
fn a_pin_that_was_wrong_too_often_is_allowed_again_at_the_desk_alone() {
    let of = purse(AccountKind::Member, currency(CurrencyKind::MutualCredit), AccountState::Open);
    let list = |pass: Pass, is_mine: bool| {
        let said = (&PassTyped::default(), None, Slips::default());
        let page = PassesPage::new(own(Language::Nl), (&of, is_mine), (&[pass], now()), said);
        page.render().unwrap()
    };
    let spent = |state| Pass { pins_spent: true, reason: None, ..pass(1, state, true) };
    // An older program left some that were not blocked with it.
    for state in [PassState::Blocked, PassState::Active] {
        let desk = list(spent(state), false);
        assert!(desk.contains("value=\"pincode\"") && !desk.contains("value=\"verder\""), "{desk}");
        assert!(desk.contains("3 keer verkeerd getypt") && desk.contains("Geblokkeerd"), "{desk}");
        let own = list(spent(state), true);
        assert!(!own.contains("value=\"pincode\"") && own.contains("Bel de organisator"), "{own}");
    }
    for (state, verb) in [(PassState::Active, "blokkeer"), (PassState::Blocked, "verder")] {
        let desk = list(Pass { pins_spent: false, ..pass(1, state, true) }, false);
        assert!(desk.contains(&format!("value=\"{verb}\"")), "{desk}");
        assert!(!desk.contains("value=\"pincode\"") && !desk.contains("verkeerd getypt"), "{desk}");
    }
}

#[test]
fn how_much_a_card_pays_in_a_day_is_typed_as_in_its_currency() {
    let broken = || PassError::Invalid { field: "dayLimit", problem: Problem::OutOfRange };
    for (kind, keys, hint, words) in [
        (CurrencyKind::MutualCredit, "decimal", "zoals 20.", "20 of 12,50"),
        (CurrencyKind::Time, "text", "genoeg is. Schrijf bijvoorbeeld 1:30", "2 uur of 45 min"),
    ] {
        let of = purse(AccountKind::Member, currency(kind), AccountState::Open);
        let coin = Coin::of(Language::Nl, &of.currency);
        let slips = pass_slips(Language::Nl, broken(), Some(&coin)).unwrap();
        let said = (&PassTyped::default(), None, slips);
        let page = PassesPage::new(own(Language::Nl), (&of, true), (&[], now()), said);
        let html = page.render().unwrap();
        let field =
            html.split("id=\"per-dag\"").nth(1).and_then(|it| it.split('>').next()).unwrap();
        assert!(field.contains(&format!("inputmode=\"{keys}\"")), "{field}");
        assert!(html.contains(hint) && html.contains(&format!("{words}.")), "{html}");
    }
}

#[test]
fn a_pin_that_was_made_up_stands_in_a_letter_and_the_code_of_a_card_in_no_words() {
    let of = purse(AccountKind::Member, currency(CurrencyKind::MutualCredit), AccountState::Open);
    let made = (&of, &pass(1, PassState::Active, true));
    let code = "0a".repeat(32);
    let (secret, pin) = (Secret::new(code.as_str()), Secret::new("4827"));
    let page = PassCardPage::new(own(Language::Nl), made, (&secret, Some(&pin))).unwrap();
    let html = page.render().unwrap();
    assert!(html.contains("<span>4</span> <span>8</span> <span>2</span> <span>7</span>"), "{html}");
    assert!(!html.contains(&code), "it is drawn alone");
}
