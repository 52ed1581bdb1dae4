//! What merchants hand in for the euros of a community, what is decided about all accounts of a
//! kind at once, and what organisers see. On both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::AccountId;
use koop_domain::ledger::account::{AccountKind, Limits};
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::accounts::{self, LimitsDraft, set_group_limits};
use koop_domain::ledger::currencies::change_rules;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::issuing::{
    Notes, Plan, Redemption, RedemptionDraft, RedemptionState, approve, my_redemptions, paid,
    redeem, redemptions, refuse, take_back,
};
use koop_domain::ledger::overview;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::{capture, give_back, reverse_for};
use koop_domain::ledger::rejected::Rejected;

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{as_merchant, fund, key};
use crate::ledger_issuing::{Desk, dapper, desk, sum, this_month};
use crate::ledger_market::{lat, rules};

on_both_databases! {
    a_merchant_hands_in_and_is_paid;
    what_is_refused_or_taken_back_is_let_go;
    nobody_else_hands_in;
    what_two_decided_nobody_takes_back_alone;
    nobody_owes_what_is_issued;
    a_group_gets_its_limits_at_once;
    what_organisers_see_adds_up;
}

const WHY: &str = "Zo besloten op de vergadering";

/// A merchant of a market with something in their account.
pub(crate) async fn shopkeeper(house: &House, desk: &Desk) -> (Ctx, AccountId) {
    let ctx = person(house, "winkel@voorbeeld.nl", desk.market.oost.id, Role::Member).await;
    let acting = as_merchant(house, &ctx).await.0;
    let held = accounts::open(&acting, &house.domain, desk.market.currency).await.unwrap();
    let given = overview::giveable(&desk.second, &house.domain, desk.market.currency).await;
    let fund = given.unwrap()[0].held.account.id;
    desk.decides(house, Plan::Issue { to: fund }, "100").await;
    desk.market.pays(house, (fund, held.account.id), 5_000).await;
    (acting, held.account.id)
}

pub(crate) async fn asks(house: &House, ctx: &Ctx, account: AccountId, amount: &str) -> Redemption {
    let draft = RedemptionDraft { key: key(house), account, amount: amount.to_owned() };
    redeem(ctx, &house.domain, draft).await.unwrap()
}

async fn a_merchant_hands_in_and_is_paid(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, of) = (&house.domain, desk.market.currency);
    let (shop, account) = shopkeeper(house, &desk).await;
    let draft = RedemptionDraft { key: key(house), account, amount: "12,50".to_owned() };
    let it = redeem(&shop, domain, draft.clone()).await.unwrap();
    assert_eq!(redeem(&shop, domain, draft.clone()).await.unwrap(), it, "asked once");
    let other = RedemptionDraft { amount: "13".to_owned(), ..draft };
    let other = redeem(&shop, domain, other).await;
    let differs = Rejected::ExistsWithDifferentContent;
    assert!(matches!(other, Err(IssuingError::Rejected(why)) if why == differs), "{other:?}");
    assert_eq!((it.euro_cents, it.state), (12_500, RedemptionState::Asked));
    let held = accounts::by_id(&shop, domain, account).await.unwrap();
    assert_eq!((held.account.reserved, held.account.available()), (1_250, Some(3_750)));
    let early = paid(&desk.second, domain, it.id).await;
    assert!(matches!(early, Err(IssuingError::Ended)), "it is approved first: {early:?}");
    approve(&desk.second, domain, it.id).await.unwrap();
    let late = take_back(&shop, domain, it.id).await;
    assert!(matches!(late, Err(IssuingError::Ended)), "the euros may be on their way: {late:?}");
    let done = paid(&desk.market.organiser, domain, it.id).await.unwrap();
    assert_eq!((done.state, done.transfer.is_some()), (RedemptionState::Paid, true));
    let again = paid(&desk.second, domain, it.id).await;
    assert!(matches!(again, Err(IssuingError::Ended)), "{again:?}");
    let held = accounts::by_id(&shop, domain, account).await.unwrap().account;
    assert_eq!((held.balance().minor(), held.reserved), (3_750, 0));
    let now = overview::house(&desk.second, domain, of).await.unwrap();
    assert_eq!(now.issued, Some(10_000 - 1_250));
    assert_eq!(sum(&desk.second, house, of).await, 0);
    assert_eq!(my_redemptions(&shop, domain, account).await.unwrap(), std::slice::from_ref(&done));
    assert_eq!(redemptions(&desk.second, domain, of).await.unwrap(), [done]);
}

async fn what_is_refused_or_taken_back_is_let_go(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let (shop, account) = shopkeeper(house, &desk).await;
    let one = asks(house, &shop, account, "10").await;
    let pays = capture(&shop, domain, (key(house), one.hold), "10").await;
    assert!(matches!(pays, Err(PaymentError::NotFound)), "it is no payment of theirs: {pays:?}");
    let two = asks(house, &shop, account, "20").await;
    let silent = refuse(&desk.second, domain, one.id, "  ").await;
    assert!(matches!(silent, Err(IssuingError::Invalid { field: "reason", .. })), "{silent:?}");
    approve(&desk.second, domain, one.id).await.unwrap();
    let one = refuse(&desk.second, domain, one.id, "Er is geen geld").await.unwrap();
    let told = (one.state, one.reason.as_deref());
    assert_eq!(told, (RedemptionState::Refused, Some("Er is geen geld")));
    let two = take_back(&shop, domain, two.id).await.unwrap();
    assert_eq!(two.state, RedemptionState::Withdrawn);
    let held = accounts::by_id(&shop, domain, account).await.unwrap().account;
    assert_eq!((held.balance().minor(), held.reserved), (5_000, 0));
}

async fn nobody_else_hands_in(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let (shop, account) = shopkeeper(house, &desk).await;
    let (member, theirs) = desk.market.neighbour(house, "buur").await;
    let draft = |account| RedemptionDraft { key: key(house), account, amount: "1".to_owned() };
    let person = redeem(&member, domain, draft(theirs)).await;
    assert!(matches!(person, Err(IssuingError::Invalid { field: "account", .. })), "{person:?}");
    let other = redeem(&member, domain, draft(account)).await;
    assert!(matches!(other, Err(IssuingError::NotFound)), "{other:?}");
    let it = asks(house, &shop, account, "1").await;
    for stranger in [&member, &shop] {
        let denied = approve(stranger, domain, it.id).await.map_err(|it| it.kind());
        assert_eq!(denied.map(|_| ()), Err(Kind::Denied));
    }
    let much = RedemptionDraft { amount: "500".to_owned(), ..draft(account) };
    let much = redeem(&shop, domain, much).await;
    assert!(matches!(much, Err(IssuingError::Rejected(Rejected::PayerLimit))), "{much:?}");
}

async fn what_two_decided_nobody_takes_back_alone(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, of) = (&house.domain, desk.market.currency);
    let (shop, account) = shopkeeper(house, &desk).await;
    let it = asks(house, &shop, account, "25").await;
    approve(&desk.second, domain, it.id).await.unwrap();
    let paid = paid(&desk.second, domain, it.id).await.unwrap().transfer.unwrap();
    let fund = fund(house).await;
    let notes = Notes { count: 2, value: 500 };
    let decided = [
        desk.decides(house, Plan::Issue { to: fund }, "40").await,
        desk.decides(house, Plan::Destroy, "30").await,
        desk.decides(house, Plan::PaperOut { notes }, "10").await,
        desk.decides(house, Plan::PaperIn { to: account, notes }, "10").await,
    ];
    let before = overview::house(&desk.second, domain, of).await.unwrap();
    let all = decided.iter().map(|it| it.transfer.unwrap()).chain([paid]);
    for transfer in all {
        let at = (key(house), transfer);
        let alone = reverse_for(&desk.second, domain, at, WHY).await;
        let refused =
            |it: &PaymentError| matches!(it, PaymentError::Rejected(Rejected::NotReversible));
        assert!(alone.as_ref().is_err_and(refused), "{alone:?}");
    }
    // Nor does who was paid give it back.
    let at = (key(house), decided[3].transfer.unwrap());
    let back = give_back(&shop, domain, at, "Toch liever papier").await;
    assert!(matches!(back, Err(PaymentError::Rejected(Rejected::NotReversible))), "{back:?}");
    let after = overview::house(&desk.second, domain, of).await.unwrap();
    assert_eq!((after.issued, after.paper, after.fund), (before.issued, before.paper, before.fund));
    // Undone it is by two.
    desk.decides(house, Plan::Destroy, "10").await;
    assert_eq!(sum(&desk.second, house, of).await, 0);
}

async fn nobody_owes_what_is_issued(house: &House) {
    let desk = desk(house, dapper).await;
    let (domain, of, ctx) = (&house.domain, desk.market.currency, &desk.second);
    let (shop, account) = shopkeeper(house, &desk).await;
    let limits = Limits { min: Some(-5_000), max: None };
    let draft = || LimitsDraft { limits, soft: Limits::NONE, reason: WHY.to_owned() };
    let group = (of, AccountKind::Merchant, key(house));
    for (what, tried) in [
        ("of one", accounts::set_limits(ctx, domain, (account, key(house)), draft()).await.err()),
        ("of a kind", set_group_limits(ctx, domain, group, draft()).await.err()),
    ] {
        let named = matches!(&tried, Some(AccountError::Invalid { field: "min", .. }));
        assert!(named, "{what}: {tried:?}");
    }
    let tried = change_rules(ctx, domain, of, rules(ctx.now + TimeDelta::days(2))).await;
    assert!(matches!(tried, Err(CurrencyError::Invalid { field: "min", .. })), "{tried:?}");
    // The database says so too.
    let owes = "update accounts set min_minor = -5000 where kind = 'merchant'";
    assert!(house.tried(owes).await.is_err());
    // What somebody might owe all the same is not handed in for euros.
    let of_table = if house.is_postgres() { " on accounts" } else { "" };
    house.run(&format!("drop trigger accounts_issued{of_table}")).await;
    house.run(owes).await;
    let draft = RedemptionDraft { key: key(house), account, amount: "60".to_owned() };
    let much = redeem(&shop, domain, draft).await;
    assert!(matches!(much, Err(IssuingError::Rejected(Rejected::PayerLimit))), "{much:?}");
    asks(house, &shop, account, "50").await;
}

async fn a_group_gets_its_limits_at_once(house: &House) {
    let desk = desk(house, lat).await;
    let (domain, of) = (&house.domain, desk.market.currency);
    let mut all = Vec::new();
    for nth in 0..12 {
        all.push(desk.market.neighbour(house, &format!("buur{nth}")).await.1);
    }
    let own = accounts::open(&desk.second, domain, of).await.unwrap().account;
    let limits = Limits { min: Some(-5_000), max: Some(10_000) };
    let draft = LimitsDraft { limits, soft: Limits::NONE, reason: WHY.to_owned() };
    let key = key(house);
    let set =
        || set_group_limits(&desk.second, domain, (of, AccountKind::Member, key), draft.clone());
    let first = set().await.unwrap();
    assert_eq!((first.changed, first.left_out), (12, 1), "their own they leave as it is");
    assert_eq!(set().await.unwrap(), first, "sent again it is done once");
    for id in all {
        let held = accounts::by_id(&desk.second, domain, id).await.unwrap();
        assert_eq!(held.account.limits, limits);
        let history = accounts::limit_history(&desk.second, domain, id).await.unwrap();
        assert_eq!((history.len(), history[0].reason.as_str()), (1, WHY));
    }
    let held = accounts::by_id(&desk.second, domain, own.id).await.unwrap();
    assert_eq!(held.account.limits, own.limits);
    let wrong = set_group_limits(&desk.second, domain, (of, AccountKind::Fund, key), draft).await;
    assert_eq!(wrong.map_err(|it| it.kind()), Err(Kind::Invalid));
}

async fn what_organisers_see_adds_up(house: &House) {
    let desk = desk(house, lat).await;
    let (domain, of, organiser) = (&house.domain, desk.market.currency, &desk.second);
    let (_, ana) = desk.market.neighbour(house, "ana").await;
    let (_, ben) = desk.market.neighbour(house, "ben").await;
    let (_, unused) = desk.market.neighbour(house, "niemand").await;
    desk.market.pays(house, (ana, ben), 8_500).await;
    let ask = |text: &str, only| overview::AccountsQuery {
        text: text.to_owned(),
        only,
        first: 10,
        after: None,
    };
    let ids = |all: Vec<overview::Listed>| -> Vec<AccountId> {
        all.iter().map(|it| it.held.account.id).collect()
    };
    let all = overview::accounts(organiser, domain, of, &ask("", None)).await.unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0].held.account.kind, AccountKind::Fund, "the community's own stands first");
    let near = Some(overview::AccountFilter::NearLimit);
    let near = overview::accounts(organiser, domain, of, &ask("iemand", near)).await.unwrap();
    assert!(near.iter().all(overview::Listed::is_near));
    assert_eq!(ids(near), [ana], "she owes more than the soft limit");
    let idle = Some(overview::AccountFilter::Unused);
    let idle = overview::accounts(organiser, domain, of, &ask("", idle)).await.unwrap();
    assert_eq!(ids(idle), [unused]);
    let none = overview::accounts(organiser, domain, of, &ask("zzz", None)).await.unwrap();
    assert!(none.is_empty());
    let months = overview::months(organiser, domain, of).await.unwrap();
    assert_eq!(months.len(), overview::MONTHS);
    let last = months.last().unwrap();
    assert_eq!((last.first, last.payments, last.paid), (this_month(organiser), 1, 8_500));
    assert_eq!(months.iter().map(|it| it.paid).sum::<i64>(), 8_500);
    let (unpaid, unposted) = overview::quiet(organiser, domain, of).await.unwrap();
    // Two organisers, who hands out, and who never paid.
    assert_eq!((unpaid.count, unposted.count), (4, 6));
    let member = desk.market.neighbour(house, "kijker").await.0;
    let denied = overview::accounts(&member, domain, of, &ask("", None)).await;
    assert_eq!(denied.map_err(|it| it.kind()).map(|_| ()), Err(Kind::Denied));
    let denied = overview::quiet(&house.operator(), domain, of).await;
    assert_eq!(denied.map_err(|it| it.kind()).map(|_| ()), Err(Kind::Denied));
}
