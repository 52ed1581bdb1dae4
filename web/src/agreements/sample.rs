//! Hand-made prices for the tests of the pages.

use koop_domain::agreements::model::AgreementState;
use koop_domain::agreements::price::{HeldPart, Part, Price, Priced, Side};
use koop_domain::id::{AccountId, CommunityId, CurrencyId, HoldId};
use koop_domain::language::Language;
use koop_domain::ledger::book::{CurrencyKind, HoldState};
use koop_domain::ledger::currencies::Currency;
use uuid::Uuid;

use crate::sample::{EVIL, now};

/// A price that the other asks, and the deposit of what is lent.
pub(crate) fn priced(state: AgreementState, is_loan: bool) -> Priced {
    let (code, deposit) = ("LAT".to_owned(), if is_loan { 2_000 } else { 0 });
    let currency = CurrencyId(Uuid::from_u128(5));
    let price = Price { currency, code, scale: 2, amount: 250, deposit };
    let said_by = (state == AgreementState::Proposed).then_some(Side::Owner);
    Priced { price: Some(price), said_by, ..Priced::default() }
}

/// What is set apart of it, or was.
pub(crate) fn held(state: AgreementState) -> Vec<HeldPart> {
    let held = HeldPart {
        part: Part::Price,
        hold: HoldId(Uuid::from_u128(6)),
        currency: CurrencyId(Uuid::from_u128(5)),
        payer: AccountId(Uuid::from_u128(1)),
        payee: AccountId(Uuid::from_u128(2)),
        amount: 250,
        captured: if state == AgreementState::Done { 250 } else { 0 },
        state: if state.is_end() { HoldState::Released } else { HoldState::Standing },
        disputed: state == AgreementState::Disputed,
        expires_at: now(),
    };
    if state == AgreementState::Proposed { Vec::new() } else { vec![held] }
}

/// A currency that counts minutes.
pub(crate) fn hours() -> Currency {
    let id = CurrencyId(Uuid::from_u128(9));
    Currency { id, scale: 0, kind: CurrencyKind::Time, ..currency("UUR") }
}

/// A currency of the community.
pub(crate) fn currency(code: &str) -> Currency {
    Currency {
        id: CurrencyId(Uuid::from_u128(5)),
        community: CommunityId(Uuid::nil()),
        code: code.to_owned(),
        names: [(Language::Nl, EVIL.to_owned())].into(),
        advice: Default::default(),
        symbol: "L".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: None,
        is_on: true,
        demo: false,
        created_at: now(),
        last_number: 0,
        revision: 1,
    }
}
