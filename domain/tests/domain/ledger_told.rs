//! What members are told of payments: each once, and as they want it. On both databases.

use chrono::TimeDelta;
use koop_domain::Domain;
use koop_domain::alerts::{
    self, Alert, AlertKind, PaymentAlerts, due, is_paid_at_all, payment_wishes, wish_payments,
};
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::{AccountId, TransferId};
use koop_domain::jobs::{self, Letter, ToldInLetter};
use koop_domain::ledger::accounts::open;
use koop_domain::ledger::issuing::{approve, paid, refuse};
use koop_domain::ledger::payments::model::{HoldDraft, Payee, PaymentDraft, RequestDraft};
use koop_domain::ledger::payments::{
    accept, capture, decline, give_back, hold, pay, release, request, reverse_for,
};
use koop_domain::ledger::telling::{pass_over_demo, tell};
use koop_domain::members;
use koop_domain::profiles::model::Part;

use crate::communities::person;
use crate::harness::{House, killed_after, on_both_databases};
use crate::ledger_accounts::{as_merchant, key};
use crate::ledger_issuing::{dapper, desk};
use crate::ledger_market::{Market, lat, market};
use crate::ledger_redeeming::{asks, shopkeeper};

on_both_databases! {
    who_is_paid_hears_it_once_and_who_pays_does_not;
    what_it_was_for_is_in_no_mail;
    who_wants_to_hear_nothing_of_being_paid_still_hears_what_they_are_asked;
    who_asks_hears_what_came_of_it;
    what_is_taken_back_before_anybody_heard_of_it_is_no_news;
    what_comes_back_is_told_and_what_an_organiser_takes_back_is_told_to_both;
    nobody_is_told_of_their_own_payments_nor_of_levies;
    all_who_keep_a_shop_hear_of_it;
    a_merchant_hears_what_became_of_what_they_handed_in;
    what_is_old_or_was_played_is_no_news;
    only_the_house_tells;
    whom_an_amount_is_set_apart_for_hears_it_once_and_until_when;
    what_is_let_go_before_anybody_heard_of_it_is_no_news;
    each_transfer_is_told_once_whatever_is_cut_off_and_however_many_tell;
}

async fn tells(house: &House) -> u64 {
    tell(&house.operator(), &house.domain).await.unwrap()
}

/// What somebody was told, the earliest first.
async fn told(house: &House, who: &Ctx) -> Vec<Alert> {
    let ctx = Ctx { acting_as: None, now: house.operator().now, ..who.clone() };
    let mut all = alerts::mine(&ctx, &house.domain, 100, None).await.unwrap().0;
    all.reverse();
    all
}

async fn kinds(house: &House, who: &Ctx) -> Vec<AlertKind> {
    told(house, who).await.into_iter().map(|it| it.kind).collect()
}

fn draft(house: &House, from: AccountId, to: AccountId, purpose: &str) -> PaymentDraft {
    PaymentDraft {
        key: key(house),
        from,
        to: Payee::Account(to),
        amount: "7,50".to_owned(),
        purpose: Some(purpose.to_owned()),
        category: None,
    }
}

fn asking(house: &House, to: AccountId, from: AccountId) -> RequestDraft {
    RequestDraft {
        key: key(house),
        from: Some(Payee::Account(from)),
        to,
        amount: "7,50".to_owned(),
        purpose: Some("Taart".to_owned()),
        expires_at: None,
    }
}

/// The alerts in the mails that wait, taken.
async fn mailed(house: &House) -> Vec<ToldInLetter> {
    house.clock.advance(TimeDelta::hours(2));
    due(&house.operator(), &house.domain).await.unwrap();
    let mut all = Vec::new();
    for job in jobs::take(&house.operator(), &house.domain).await.unwrap() {
        jobs::done(&house.operator(), &house.domain, job.id).await.unwrap();
        if let Letter::Alerts { alerts, .. } = job.mail.letter {
            all.extend(alerts);
        }
    }
    all
}

/// Two neighbours with accounts.
async fn two(house: &House) -> (Market, (Ctx, AccountId), (Ctx, AccountId)) {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let bram = market.neighbour(house, "bram").await;
    (market, anna, bram)
}

async fn who_is_paid_hears_it_once_and_who_pays_does_not(house: &House) {
    let (_market, anna, bram) = two(house).await;
    let it = pay(&anna.0, &house.domain, draft(house, anna.1, bram.1, "Band geplakt")).await;
    let it = it.unwrap();
    assert_eq!((tells(house).await, tells(house).await), (1, 0));
    let all = told(house, &bram.0).await;
    assert_eq!(all.len(), 1, "{all:?}");
    let payment = all[0].payment.as_ref().unwrap();
    assert_eq!((all[0].kind, payment.transfer), (AlertKind::Paid, Some(it.transfer.id)));
    assert_eq!((payment.account, payment.holder.as_deref()), (bram.1, None));
    let (minor, code, scale) = (payment.sum.minor, payment.sum.code.as_str(), payment.sum.scale);
    assert_eq!((minor, code, scale, payment.sum.is_time), (750, "LAT", 2, false));
    assert_eq!(payment.purpose.as_deref(), Some("Band geplakt"));
    assert!(!all[0].about.is_empty());
    assert!(told(house, &anna.0).await.is_empty());
    // What is hidden later is not shown here either.
    let hide = "update transfer_notes set hidden_at = '2026-01-01 00:00:00+00:00'";
    house.run(hide).await;
    assert_eq!(told(house, &bram.0).await[0].payment.as_ref().unwrap().purpose, None);
}

async fn what_it_was_for_is_in_no_mail(house: &House) {
    let (_market, anna, bram) = two(house).await;
    let pays = async || {
        pay(&anna.0, &house.domain, draft(house, anna.1, bram.1, "Geheim")).await.unwrap();
        tells(house).await;
    };
    pays().await;
    assert!(mailed(house).await.is_empty(), "who never said hears of it in the house");
    wish_payments(&bram.0, &house.domain, PaymentAlerts::Mailed).await.unwrap();
    assert!(mailed(house).await.is_empty(), "what is past is not written about");
    pays().await;
    let all = mailed(house).await;
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].sum.as_ref().map(|it| it.minor), Some(750));
    assert!(!serde_json::to_string(&all).unwrap().contains("Geheim"));
}

async fn who_wants_to_hear_nothing_of_being_paid_still_hears_what_they_are_asked(house: &House) {
    let (_market, anna, bram) = two(house).await;
    assert_eq!(payment_wishes(&bram.0, &house.domain).await.unwrap(), PaymentAlerts::House);
    wish_payments(&bram.0, &house.domain, PaymentAlerts::Never).await.unwrap();
    assert_eq!(payment_wishes(&bram.0, &house.domain).await.unwrap(), PaymentAlerts::Never);
    pay(&anna.0, &house.domain, draft(house, anna.1, bram.1, "Band")).await.unwrap();
    request(&anna.0, &house.domain, asking(house, anna.1, bram.1)).await.unwrap();
    tells(house).await;
    assert_eq!(kinds(house, &bram.0).await, [AlertKind::PaymentAsked]);
    let all = mailed(house).await;
    assert_eq!(all.len(), 1, "being asked is worth a mail: {all:?}");
    let outsider = crate::communities::outsider(house, "ver@voorbeeld.nl").await;
    assert!(!is_paid_at_all(&outsider, &house.domain).await.unwrap());
    assert!(is_paid_at_all(&bram.0, &house.domain).await.unwrap());
    for nobody in [house.visitor(), house.operator()] {
        let tried = wish_payments(&nobody, &house.domain, PaymentAlerts::Never).await;
        assert_eq!(tried.unwrap_err().kind(), Kind::Denied);
        assert!(payment_wishes(&nobody, &house.domain).await.is_err());
        assert!(is_paid_at_all(&nobody, &house.domain).await.is_err());
    }
}

async fn who_asks_hears_what_came_of_it(house: &House) {
    let (_market, anna, bram) = two(house).await;
    let one = request(&anna.0, &house.domain, asking(house, anna.1, bram.1)).await.unwrap();
    let two = request(&anna.0, &house.domain, asking(house, anna.1, bram.1)).await.unwrap();
    tells(house).await;
    let all = told(house, &bram.0).await;
    assert_eq!(all.len(), 2, "{all:?}");
    let payment = all[0].payment.as_ref().unwrap();
    assert_eq!((payment.account, payment.purpose.as_deref()), (bram.1, Some("Taart")));
    assert!([one.id, two.id].contains(&payment.request.unwrap()));
    accept(&bram.0, &house.domain, key(house), (one.id, None)).await.unwrap();
    decline(&bram.0, &house.domain, key(house), two.id).await.unwrap();
    assert_eq!((tells(house).await, tells(house).await), (2, 0));
    let mut all = kinds(house, &anna.0).await;
    all.sort();
    assert_eq!(all, [AlertKind::RequestPaid, AlertKind::PaymentDeclined]);
    assert_eq!(kinds(house, &bram.0).await, [AlertKind::PaymentAsked; 2]);
}

async fn what_is_taken_back_before_anybody_heard_of_it_is_no_news(house: &House) {
    let (_market, anna, bram) = two(house).await;
    let back = request(&anna.0, &house.domain, asking(house, anna.1, bram.1)).await.unwrap();
    decline(&anna.0, &house.domain, key(house), back.id).await.unwrap();
    let said_no = request(&anna.0, &house.domain, asking(house, anna.1, bram.1)).await.unwrap();
    decline(&bram.0, &house.domain, key(house), said_no.id).await.unwrap();
    let nobody = RequestDraft { from: None, ..asking(house, anna.1, bram.1) };
    request(&anna.0, &house.domain, nobody).await.unwrap();
    tells(house).await;
    assert!(told(house, &bram.0).await.is_empty());
    assert_eq!(kinds(house, &anna.0).await, [AlertKind::PaymentDeclined]);
}

async fn what_comes_back_is_told_and_what_an_organiser_takes_back_is_told_to_both(house: &House) {
    let (market, anna, bram) = two(house).await;
    let one = market.pays(house, (anna.1, bram.1), 100).await;
    let two = market.pays(house, (anna.1, bram.1), 200).await;
    give_back(&bram.0, &house.domain, (key(house), one), "Te veel").await.unwrap();
    tells(house).await;
    assert_eq!(kinds(house, &anna.0).await, [AlertKind::PaidBack]);
    assert_eq!(kinds(house, &bram.0).await, [AlertKind::Paid; 2]);
    let (at, why) = ((key(house), two), "Verkeerde ontvanger");
    reverse_for(&market.organiser, &house.domain, at, why).await.unwrap();
    reverse_for(&market.organiser, &house.domain, at, why).await.unwrap();
    tells(house).await;
    assert_eq!(kinds(house, &anna.0).await, [AlertKind::PaidBack; 2]);
    let of_bram = told(house, &bram.0).await;
    let back: Vec<_> = of_bram.iter().filter(|it| it.kind == AlertKind::TakenBack).collect();
    assert_eq!(back.len(), 1, "{of_bram:?}");
    let payment = back[0].payment.as_ref().unwrap();
    assert_eq!((payment.sum.minor, payment.purpose.as_deref()), (200, Some(why)));
}

async fn nobody_is_told_of_their_own_payments_nor_of_levies(house: &House) {
    let draft = |of| koop_domain::ledger::currencies::CurrencyDraft { levy_bp: 500, ..lat(of) };
    let market = market(house, draft).await;
    let (anna, own) = market.neighbour(house, "anna").await;
    let (bram, his) = market.neighbour(house, "bram").await;
    let shop = as_merchant(house, &anna).await.0;
    let till = open(&shop, &house.domain, market.currency).await.unwrap().account.id;
    market.pays(house, (own, till), 1_000).await;
    tells(house).await;
    assert!(told(house, &anna).await.is_empty(), "they know");
    let paid = market.pays(house, (his, till), 1_000).await;
    // What comes back brings its levy along.
    reverse_for(&market.organiser, &house.domain, (key(house), paid), "Fout").await.unwrap();
    tells(house).await;
    assert_eq!(kinds(house, &bram).await, [AlertKind::PaidBack]);
    let mut all = kinds(house, &anna).await;
    all.sort();
    assert_eq!(all, [AlertKind::Paid, AlertKind::TakenBack]);
    assert!(told(house, &market.organiser).await.is_empty(), "what the fund receives is no news");
}

async fn all_who_keep_a_shop_hear_of_it(house: &House) {
    let (market, anna, bram) = two(house).await;
    let chris = person(house, "chris@voorbeeld.nl", market.oost.id, Role::Member).await;
    let (shop, profile) = as_merchant(house, &chris).await;
    let till = open(&shop, &house.domain, market.currency).await.unwrap().account.id;
    let (_, profiles) = members::viewer(&bram.0, &house.domain).await.unwrap();
    let handle = &profiles[0].handle;
    crate::profiles::join(house, (&chris, profile), (&bram.0, handle, Part::Member)).await;
    market.pays(house, (anna.1, till), 300).await;
    market.pays(house, (bram.1, till), 400).await;
    tells(house).await;
    let sums = async |who: &Ctx| -> Vec<i64> {
        let all = told(house, who).await;
        let mut sums: Vec<i64> =
            all.iter().map(|it| it.payment.as_ref().unwrap().sum.minor).collect();
        assert!(all.iter().all(|it| it.payment.as_ref().unwrap().holder.is_some()));
        sums.sort_unstable();
        sums
    };
    assert_eq!(sums(&chris).await, [300, 400]);
    assert_eq!(sums(&bram.0).await, [300], "he knows what he paid himself");
}

async fn a_merchant_hears_what_became_of_what_they_handed_in(house: &House) {
    let desk = desk(house, dapper).await;
    let domain = &house.domain;
    let (shop, account) = shopkeeper(house, &desk).await;
    let one = asks(house, &shop, account, "5").await;
    let two = asks(house, &shop, account, "6").await;
    approve(&desk.second, domain, one.id).await.unwrap();
    paid(&desk.second, domain, one.id).await.unwrap();
    refuse(&desk.second, domain, two.id, "Te laat").await.unwrap();
    let all = told(house, &shop).await;
    let mut said: Vec<_> =
        all.iter().map(|it| (it.kind, it.payment.as_ref().unwrap().sum.minor)).collect();
    said.sort();
    let expected = [
        (AlertKind::RedemptionApproved, 500),
        (AlertKind::RedemptionPaid, 500),
        (AlertKind::RedemptionRefused, 600),
    ];
    assert_eq!(said, expected);
    tells(house).await;
    let all = kinds(house, &shop).await;
    assert_eq!(all.iter().filter(|it| **it == AlertKind::Paid).count(), 1, "{all:?}");
}

async fn what_is_old_or_was_played_is_no_news(house: &House) {
    let (market, anna, bram) = two(house).await;
    market.pays(house, (anna.1, bram.1), 100).await;
    house.clock.advance(TimeDelta::days(8));
    assert_eq!(tells(house).await, 0);
    house.run("update currencies set demo = true").await;
    market.pays(house, (anna.1, bram.1), 100).await;
    pass_over_demo(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(tells(house).await, 0);
    market.pays(house, (anna.1, bram.1), 100).await;
    assert_eq!(tells(house).await, 1, "who tries the demo hears what happens");
}

async fn only_the_house_tells(house: &House) {
    let (market, ..) = two(house).await;
    for ctx in [&house.visitor(), &market.organiser] {
        assert!(tell(ctx, &house.domain).await.is_err());
        assert!(pass_over_demo(ctx, &house.domain).await.is_err());
    }
}

/// How far the law goes: so many rounds of payments, each told by several at once, some of whom
/// are cut off.
const ROUNDS: u64 = 40;

async fn each_transfer_is_told_once_whatever_is_cut_off_and_however_many_tell(house: &House) {
    let (market, anna, bram) = two(house).await;
    let chris = market.neighbour(house, "chris").await;
    let accounts = [anna.1, bram.1, chris.1];
    // The same every time, and as good as any.
    let mut drawn: u64 = 0x2545_F491_4F6C_DD1D;
    let mut draw = |most: u64| {
        drawn ^= drawn << 13;
        drawn ^= drawn >> 7;
        drawn ^= drawn << 17;
        drawn % most
    };
    let mut paid: Vec<TransferId> = Vec::new();
    let (beside, operator) = (house.another_process().await, house.operator());
    for _ in 0..ROUNDS {
        for _ in 0..draw(5) {
            let (from, by) = (draw(3), 1 + draw(2));
            let [from, to] =
                [from, (from + by) % 3].map(|it| accounts[usize::try_from(it).unwrap()]);
            paid.push(market.pays(house, (from, to), 1).await);
        }
        let cut = async |domain: &Domain, steps: u64| {
            let round = tell(&operator, domain);
            let _cut_off = killed_after(usize::try_from(steps).unwrap(), round).await;
        };
        let (one, two, three) = (draw(20), draw(60), draw(400));
        tokio::join!(cut(&house.domain, one), cut(&beside, two), cut(&house.domain, three));
    }
    tells(house).await;
    let [all, apart] = ["count(transfer_id)", "count(distinct transfer_id)"]
        .map(|it| format!("select {it} from alerts where kind = 'paid'"));
    let many = i64::try_from(paid.len()).unwrap();
    assert_eq!((house.number(&all).await, house.number(&apart).await), (many, many));
    let strangers = "select count(*) from alerts l join transfers t on t.id = l.transfer_id \
        join accounts a on a.id = t.credit_id \
        join profile_members m on m.profile_id = a.profile_id \
        where m.member_id <> l.member_id or a.id <> l.account_id or t.amount <> l.amount";
    assert_eq!(house.number(strangers).await, 0);
}

fn setting_apart(house: &House, from: AccountId, to: AccountId) -> HoldDraft {
    let expires_at = house.operator().now + TimeDelta::days(3);
    let (key, to, amount) = (key(house), Payee::Account(to), "7,50".to_owned());
    HoldDraft { key, from, to, amount, expires_at }
}

async fn whom_an_amount_is_set_apart_for_hears_it_once_and_until_when(house: &House) {
    let (_market, anna, bram) = two(house).await;
    let draft = setting_apart(house, anna.1, bram.1);
    let until = draft.expires_at;
    // Who wants to hear nothing of being paid hears it: nothing was paid.
    wish_payments(&bram.0, &house.domain, PaymentAlerts::Never).await.unwrap();
    let it = hold(&anna.0, &house.domain, draft).await.unwrap();
    assert_eq!((tells(house).await, tells(house).await), (1, 0));
    let all = told(house, &bram.0).await;
    assert_eq!(all.len(), 1, "{all:?}");
    let payment = all[0].payment.as_ref().unwrap();
    assert_eq!((all[0].kind, payment.hold), (AlertKind::SetApart, Some((it.id, until))));
    assert_eq!((payment.account, payment.sum.minor), (bram.1, 750));
    assert_eq!((payment.transfer, payment.request), (None, None));
    assert!(!all[0].about.is_empty());
    assert!(told(house, &anna.0).await.is_empty());
    let all = mailed(house).await;
    assert_eq!(all.len(), 1, "it is worth a mail: {all:?}");
    assert_eq!((all[0].kind.as_str(), all[0].until), ("set_apart", Some(until)));
    // That it is paid is told as any payment.
    wish_payments(&bram.0, &house.domain, PaymentAlerts::House).await.unwrap();
    capture(&anna.0, &house.domain, (key(house), it.id), "7,50").await.unwrap();
    assert_eq!(tells(house).await, 1);
    assert_eq!(kinds(house, &bram.0).await, [AlertKind::SetApart, AlertKind::Paid]);
}

async fn what_is_let_go_before_anybody_heard_of_it_is_no_news(house: &House) {
    let (_market, anna, bram) = two(house).await;
    let apart = async || {
        let draft = setting_apart(house, anna.1, bram.1);
        hold(&anna.0, &house.domain, draft).await.unwrap().id
    };
    let gone = apart().await;
    release(&bram.0, &house.domain, (key(house), gone)).await.unwrap();
    assert_eq!(tells(house).await, 0);
    let stands = apart().await;
    assert_eq!(tells(house).await, 1);
    release(&bram.0, &house.domain, (key(house), stands)).await.unwrap();
    assert_eq!(tells(house).await, 0, "who lets go of it knows");
    apart().await;
    house.clock.advance(TimeDelta::days(4));
    assert_eq!(tells(house).await, 0, "it is over");
}
