//! Hand-made accounts, payments and requests, for the tests of pages.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use koop_domain::alerts::{PaymentTold, Sum};
use koop_domain::id::{
    AccountId, AgreementId, CommunityId, CurrencyId, HoldId, ListingId, PaymentRequestId,
    ProfileId, TransferId,
};
use koop_domain::language::Language;
use koop_domain::ledger::account::{Account, AccountKind, AccountState, Limits};
use koop_domain::ledger::accounts::Holder;
use koop_domain::ledger::accounts::model::Held;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::book::{
    CurrencyKind, HoldState, PaymentRequestState, Transfer, TransferKind,
};
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::payments::model::{Asked, Counterparty, Moved, Purse, SetApart, Unit};
use uuid::Uuid;

use super::face::Face;
use crate::keeping::Typed;
use crate::sample::{EVIL, now};

pub(crate) fn currency(kind: CurrencyKind) -> Currency {
    let is_time = kind == CurrencyKind::Time;
    let texts = || BTreeMap::from(Language::ALL.map(|it| (it, EVIL.to_owned())));
    Currency {
        id: CurrencyId(Uuid::from_u128(if is_time { 2 } else { 1 })),
        community: CommunityId(Uuid::nil()),
        code: "LAT".into(),
        names: texts(),
        advice: texts(),
        symbol: "<L>".into(),
        scale: if is_time { 0 } else { 2 },
        kind,
        euro_cents: Some(100),
        is_on: !is_time,
        demo: true,
        created_at: now(),
        last_number: 12,
        revision: 1,
    }
}

pub(crate) fn who(number: u128, kind: AccountKind) -> Counterparty {
    let (currency, code) = (CurrencyId(Uuid::from_u128(1)), "LAT".to_owned());
    Counterparty {
        account: AccountId(Uuid::from_u128(number)),
        kind,
        profile: Some(ProfileId(Uuid::from_u128(number))),
        listing: Some(ListingId(Uuid::from_u128(number))),
        name: (kind != AccountKind::Fund).then(|| EVIL.to_owned()),
        unit: Unit { currency, code, scale: 2 },
    }
}

pub(crate) fn purse(kind: AccountKind, of: Currency, state: AccountState) -> Purse {
    let limits = Limits { min: Some(-10_000), max: Some(50_000) };
    let opened = Account::opened(AccountId(Uuid::from_u128(1)), of.id, kind, limits);
    let (received, paid, reserved, expected) = (2_000, 11_000, 500, 700);
    let account = Account { state, received, paid, reserved, expected, ..opened };
    let holder = Holder { profile: ProfileId(Uuid::from_u128(1)), listing: None };
    let held = Held {
        account,
        holder: Some(holder),
        soft: Limits { min: Some(-8_000), max: None },
        opened_at: now() - TimeDelta::days(70),
        moved_at: Some(now()),
        at_place: false,
    };
    Purse { held, holder: who(1, kind), currency: of }
}

pub(crate) fn moved(kind: TransferKind, is_out: bool, days: i64) -> Moved {
    let (me, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
    let (debit, credit) = if is_out { (me, other) } else { (other, me) };
    let is_back = days == 1;
    Moved {
        transfer: Transfer {
            id: TransferId(Uuid::from_u128(9)),
            number: 1_200,
            debit,
            credit,
            amount: Amount::new(123_456).unwrap(),
            debit_after: -500,
            credit_after: 500,
            kind,
            reverses: (kind == TransferKind::Reversal).then_some(TransferId(Uuid::from_u128(8))),
            levy_of: None,
            hold: None,
            posted_at: now() - TimeDelta::days(days),
            note: [0; 32],
            hash: [0; 32],
        },
        is_out,
        balance_after: -500,
        other: who(
            2,
            if kind == TransferKind::Levy { AccountKind::Fund } else { AccountKind::Member },
        ),
        purpose: (days != 2).then(|| EVIL.to_owned()),
        is_hidden: days == 2,
        category: (days != 3).then(|| EVIL.to_owned()),
        reversed_by: is_back.then_some(TransferId(Uuid::from_u128(7))),
    }
}

pub(crate) fn history() -> Vec<Moved> {
    let kinds = TransferKind::ALL.iter().zip(0..);
    kinds.flat_map(|(kind, days)| [true, false].map(|out| moved(*kind, out, days))).collect()
}

pub(crate) fn asked(state: PaymentRequestState, is_mine: bool) -> Asked {
    let (me, other) = (who(1, AccountKind::Merchant), who(2, AccountKind::Member));
    let paid = state == PaymentRequestState::Accepted;
    let (to, from) = if is_mine { (me, paid.then_some(other)) } else { (other, Some(me)) };
    Asked {
        id: PaymentRequestId(Uuid::from_u128(5)),
        code: "K7PM2QXW".into(),
        to,
        from,
        amount: 750,
        purpose: Some(EVIL.into()),
        is_hidden: false,
        state,
        expires_at: now() + TimeDelta::days(3),
        created_at: now(),
        transfer: paid.then_some(TransferId(Uuid::from_u128(9))),
    }
}

pub(crate) fn apart(disputed: bool, is_mine: bool) -> SetApart {
    let (me, other) = (who(1, AccountKind::Member), who(2, AccountKind::Member));
    let (from, to) = if is_mine { (me, other) } else { (other, me) };
    SetApart {
        id: HoldId(Uuid::from_u128(6)),
        from,
        to,
        agreement: Some(AgreementId(Uuid::from_u128(6))),
        amount: 500,
        captured: 100,
        state: HoldState::Standing,
        disputed,
        expires_at: now() + TimeDelta::days(3),
    }
}

pub(crate) fn face(is_place: bool) -> Face {
    Face {
        name: EVIL.into(),
        line: EVIL.into(),
        is_claimed: is_place,
        href: is_place.then(|| "/plek/x".to_owned()),
        photo: None,
        art: is_place.then(|| "<svg></svg>".to_owned()),
        initial: "<".into(),
        balance: is_place.then(|| EVIL.to_owned()),
        namesake: !is_place,
    }
}

pub(crate) fn typed() -> Typed {
    let pairs = [
        ("sleutel", "019abc00-0000-7000-8000-000000000000"),
        ("aan", EVIL),
        ("naam", EVIL),
        ("wie", "acc_x"),
        ("wie", EVIL),
        ("bedrag", EVIL),
        ("waarvoor", EVIL),
        ("soort", EVIL),
        ("reden", EVIL),
    ];
    Typed(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// A payment of which somebody is told.
pub(crate) fn told() -> PaymentTold {
    let (code, symbol) = ("LAT".into(), "<L>".into());
    PaymentTold {
        account: AccountId(Uuid::from_u128(3)),
        holder: Some(EVIL.into()),
        sum: Sum { minor: 1_250, code, symbol, scale: 2, is_time: false },
        transfer: Some(TransferId(Uuid::from_u128(9))),
        request: None,
        hold: None,
        purpose: Some(EVIL.into()),
    }
}
