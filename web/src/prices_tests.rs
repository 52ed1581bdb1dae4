//! Prices in time are hours to who reads and to who types them, and a price in a currency that is
//! off stands nowhere.

use koop_domain::agreements::model::{AgreementState, Seen};
use koop_domain::agreements::price::Price;
use koop_domain::language::Language::{self, En, Nl};
use koop_domain::posts::model::{Direction, Subject, Term, TermKind};

use crate::agreements::price;
use crate::agreements::sample::{currency, hours};
use crate::agreements_tests::{seen, shown};
use crate::board::sample::{coins, post};
use crate::form::Slips;
use crate::keeping::Typed;
use crate::texts::posts::{term, terms};

/// An agreement for two hours, with one more as a deposit.
fn for_hours(state: AgreementState) -> Seen {
    let (mut seen, hours) = (seen(state, true, true), hours());
    let price = seen.agreement.terms.priced.price.as_mut().unwrap();
    *price =
        Price { currency: hours.id, code: hours.code.clone(), scale: 0, amount: 120, deposit: 60 };
    for held in &mut seen.held {
        held.amount = 120;
        held.captured = held.captured.min(120);
    }
    seen.currencies = vec![hours];
    seen
}

fn page(language: Language, seen: &Seen) -> String {
    shown(language, seen, &Typed::default(), Slips::default()).replace('\u{a0}', " ")
}

#[test]
fn an_agreement_for_time_is_told_and_asked_in_hours() {
    for (language, words) in [(Nl, "2 uur"), (En, "2 h")] {
        for state in [AgreementState::Proposed, AgreementState::Agreed] {
            let html = page(language, &for_hours(state));
            assert!(html.contains(words), "{state:?}");
            assert!(!html.contains("120 UUR"), "{state:?}");
            assert!(html.contains("name=\"betaald\" type=\"text\" value=\"2:00\""), "{state:?}");
        }
        let waits = page(language, &for_hours(AgreementState::Proposed));
        assert!(waits.contains("name=\"prijs\" value=\"2:00\""), "the yes beside it");
    }
}

#[test]
fn hours_that_are_typed_are_minutes_in_the_books() {
    let typed = |pairs: &[(&str, &str)]| {
        Typed(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    };
    let on = [currency("LAT"), hours()];
    let said = typed(&[("munt", "UUR"), ("prijs", "2:00"), ("borg", "0:45")]);
    let draft = price::typed(Nl, &said, &on);
    assert_eq!((draft.amount.as_deref(), draft.deposit.as_deref()), (Some("120"), Some("45")));
    let said = typed(&[("munt", "LAT"), ("prijs", "2,50")]);
    assert_eq!(price::typed(Nl, &said, &on).amount.as_deref(), Some("2,50"));
    let said = typed(&[("betaald", "1:30"), ("van-borg", "")]);
    let paid = price::paid(Nl, &said, &for_hours(AgreementState::Agreed));
    assert_eq!((paid.amount.as_deref(), paid.deposit), (Some("90"), None));
}

#[test]
fn a_price_is_told_in_its_currency_and_not_while_that_is_off() {
    let asks = |amount: &str, code: &str| Term {
        kind: TermKind::Price,
        days: None,
        words: None,
        amount: Some(amount.to_owned()),
        currency: Some(code.to_owned()),
    };
    let words =
        |of: &Term| term(Nl, of, &[hours(), currency("DAP")]).unwrap().replace('\u{a0}', " ");
    assert_eq!(words(&asks("120", "UUR")), "Voor 2 uur");
    assert_eq!(words(&asks("1.50", "DAP")), "Voor 1,50 DAP");
    let mut off = coins();
    off[0].is_on = false;
    let of = post(1, Direction::Offer, Subject::Meal);
    assert!(!terms(Nl, &of.content.terms, &off).contains("DAP"));
    assert!(terms(Nl, &of.content.terms, &coins()).contains("DAP"));
}
