//! Handing out and handing in, in every language, from hand-made values: strict HTML, errors beside
//! their fields, and no stranger's words taken for ours.

use askama::Template;
use koop_domain::id::{
    AccountId, BudgetId, CurrencyId, HoldId, ProfileId, RedemptionId, TransferId,
};
use koop_domain::language::Language;
use koop_domain::ledger::account::{AccountKind, AccountState};
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::issuing::{Budget, Handout, Redemption, RedemptionState};
use koop_domain::ledger::payments::model::Unit;
use uuid::Uuid;

use crate::form::Slips;
use crate::handing::{GivingPage, MyRedeemingPage};
use crate::keeping::Typed;
use crate::sample::{EVIL, check, now, own};
use crate::wallet::sample::{currency, face, purse};

fn unit() -> Unit {
    Unit { currency: CurrencyId(Uuid::nil()), code: "LAT".into(), scale: 2 }
}

fn budget(nth: u128) -> (Budget, Currency, Vec<Handout>) {
    let id = BudgetId(Uuid::from_u128(nth));
    let of = Budget {
        id,
        currency: CurrencyId(Uuid::nil()),
        unit: unit(),
        profile: ProfileId(Uuid::nil()),
        name: EVIL.into(),
        granted: 1_000,
        spent: 250,
        versions: Vec::new(),
    };
    let given = |nth: u128| Handout {
        transfer: TransferId(Uuid::from_u128(nth)),
        budget: id,
        to: AccountId(Uuid::nil()),
        name: (nth != 1).then(|| EVIL.to_owned()),
        amount: 250,
        purpose: (nth != 2).then(|| EVIL.to_owned()),
        posted_at: now(),
        is_reversed: nth == 3,
    };
    (of, currency(CurrencyKind::Issued), (1..4).map(given).collect())
}

fn typed() -> Typed {
    let names = ["aan", "bedrag", "waarvoor", "budget"];
    Typed(names.map(|it| (it.to_owned(), EVIL.to_owned())).into())
}

fn slip(id: &'static str) -> Slips {
    Slips::own(id, EVIL.to_owned())
}

fn giving(language: Language, known: &[(Budget, Currency, Vec<Handout>)], slips: Slips) -> String {
    let page = GivingPage::new(own(language), known, (&typed(), "sleutel".into()), slips);
    page.render().unwrap()
}

fn redeeming(language: Language, slips: Slips) -> String {
    let one = |(state, nth): (&RedemptionState, u128)| Redemption {
        id: RedemptionId(Uuid::from_u128(nth)),
        currency: CurrencyId(Uuid::nil()),
        unit: unit(),
        account: AccountId(Uuid::nil()),
        name: None,
        hold: HoldId(Uuid::nil()),
        amount: 250,
        euro_cents: 2_500,
        state: *state,
        asked_at: now(),
        decided_at: None,
        reason: Some(EVIL.into()),
        paid_at: (*state == RedemptionState::Paid).then(now),
        transfer: None,
    };
    let all: Vec<Redemption> = RedemptionState::ALL.iter().zip(1..).map(one).collect();
    let of = purse(AccountKind::Merchant, currency(CurrencyKind::Issued), AccountState::Open);
    let key = Uuid::nil();
    MyRedeemingPage::new(own(language), (&of, &all), (&typed(), key), slips).render().unwrap()
}

fn all(language: Language) -> Vec<(&'static str, String)> {
    let known = [budget(1), budget(2)];
    let mut looked =
        GivingPage::new(own(language), &known, (&typed(), "sleutel".into()), Slips::default());
    looked.check = Some((face(false), EVIL.to_owned()));
    looked.done = Some(EVIL.to_owned());
    looked.older = Some("/mijn/uitdelen?alles=ja&".to_owned());
    vec![
        ("nothing to hand out", giving(language, &[], Slips::default())),
        ("of one", giving(language, &known[..1], slip("bedrag"))),
        ("of two", giving(language, &known, slip("aan"))),
        ("who it goes to", looked.render().unwrap()),
        ("handing in", redeeming(language, Slips::default())),
        ("handing in, wrong", redeeming(language, slip("bedrag"))),
    ]
}

#[test]
fn every_page_is_strict_html_in_every_language() {
    for language in Language::ALL {
        for (name, html) in all(language) {
            let caught = std::panic::catch_unwind(|| check(&html));
            assert!(caught.is_ok(), "{name} in {language:?}");
            assert!(!html.contains("nknown localization"), "{name}");
            for trap in ["<script>alert", "<b>", " style=\""] {
                assert!(!html.contains(trap), "{name} has {trap}");
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    for language in Language::ALL {
        let html = giving(language, &[budget(1)], slip("bedrag"));
        assert!(html.contains("id=\"bedrag-mis\"") && html.contains("aria-invalid=\"true\""));
        assert_eq!(html.matches("name=\"budget\"").count(), 1, "the only budget travels along");
        assert!(redeeming(language, slip("bedrag")).contains("id=\"bedrag-mis\""));
    }
}

#[test]
fn only_what_nobody_has_decided_about_is_taken_back() {
    let html = redeeming(Language::Nl, Slips::default());
    assert_eq!(html.matches("value=\"terug\"").count(), 1);
}
