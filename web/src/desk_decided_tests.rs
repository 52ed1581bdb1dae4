//! An account at the desk: what can go back, and what was decided about it.

use askama::Template;
use koop_domain::id::MemberId;
use koop_domain::language::Language;
use koop_domain::ledger::account::{AccountKind, AccountState, Limits};
use koop_domain::ledger::accounts::LimitChange;
use koop_domain::ledger::book::TransferKind;
use uuid::Uuid;

use crate::desk::currencies::{AccountKnown, AccountPage};
use crate::desk_currencies_tests::{heads, lat, listed, names};
use crate::form::Slips;
use crate::sample::{EVIL, now, own};
use crate::wallet;

#[test]
fn what_two_decided_has_no_way_back_and_what_was_decided_is_told_by_what_changed() {
    let (coin, page) = (lat(), own(Language::Nl));
    let heads = heads(&page);
    let change = |nth, state, max| LimitChange {
        nth,
        state,
        limits: Limits { min: Some(0), max: Some(max) },
        soft: Limits::NONE,
        by: Some(MemberId(Uuid::nil())),
        reason: EVIL.into(),
        at: now(),
    };
    let changes = vec![
        change(4, AccountState::Open, 700),
        change(3, AccountState::Frozen, 700),
        change(2, AccountState::Frozen, 500),
        change(1, AccountState::Open, 500),
    ];
    let moved: Vec<_> =
        TransferKind::ALL.iter().map(|it| wallet::sample::moved(*it, false, 5)).collect();
    let known = AccountKnown {
        of: &coin,
        listed: listed(AccountKind::Member, AccountState::Open, 1),
        changes,
        names: names(),
        moved,
        before: None,
        key: Uuid::nil(),
    };
    let html = AccountPage::new(page, heads, known, (None, Slips::default())).render().unwrap();
    assert_eq!(html.matches("name=\"betaling\"").count(), 2, "a payment and what was handed out");
    let told: Vec<&str> = html.split("<p><strong>").skip(1).collect();
    let words: Vec<&str> = told.iter().filter_map(|it| it.split("</strong>").next()).collect();
    let [goes_on, limits, stands_still, first] = words[..] else { panic!("{words:?}") };
    assert_eq!((goes_on, stands_still), ("Gaat weer verder", "Staat stil"));
    assert!(limits.contains("7,00") && first.contains("5,00"), "{words:?}");
    // Nobody owes what is issued, so nobody is asked how much.
    assert!(html.contains("name=\"bezit\"") && !html.contains("name=\"schuld\""));
}
