//! What a payment was for, hidden by one of the two and reported. On both databases.

use koop_domain::alerts::{self, AlertKind};
use koop_domain::communities::model::Role;
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::Ctx;
use koop_domain::id::{AccountId, TransferId};
use koop_domain::ledger::history::verify;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Asked, Payee, PaymentDraft, RequestDraft};
use koop_domain::ledger::payments::{
    HistoryQuery, accept, asked, by_id, decline, hide_purpose, hide_request_purpose, history, pay,
    request, requests,
};
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::ReportReason;
use koop_domain::posts::{self, About};

use crate::communities::id as member_id;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    words_are_hidden_on_one_side_and_come_back;
    nobody_else_hides_or_reports_words;
    words_of_which_it_is_true_go_for_both_and_the_chain_stands;
    words_of_which_it_is_not_true_stay;
    who_has_a_part_in_a_payment_does_not_decide_about_its_words;
    words_of_a_request_are_reported_before_it_is_paid;
    words_of_a_link_are_reported_by_whoever_has_it;
    words_of_a_request_are_hidden_by_who_is_asked_also_once_it_is_paid;
    words_of_a_request_are_hidden_by_nobody_else;
}

const WORDS: &str = "voor die lelijke hond van je";

struct Two {
    market: Market,
    anna: (Ctx, AccountId),
    bram: (Ctx, AccountId),
    paid: TransferId,
}

/// Bram pays Anna with words that hurt.
async fn two(house: &House) -> Two {
    let market = market(house, lat).await;
    let anna = market.neighbour(house, "anna").await;
    let bram = market.neighbour(house, "bram").await;
    let payment = PaymentDraft {
        key: key(house),
        from: bram.1,
        to: Payee::Account(anna.1),
        amount: "7,50".to_owned(),
        purpose: Some(WORDS.to_owned()),
        category: None,
    };
    let paid = pay(&bram.0, &house.domain, payment).await.unwrap().transfer.id;
    Two { market, anna, bram, paid }
}

async fn said(house: &House, who: &Ctx, paid: TransferId) -> Option<String> {
    by_id(who, &house.domain, paid).await.unwrap().purpose
}

async fn reported(house: &House, it: &Two) -> koop_domain::id::PostReportId {
    let (about, why) = (About::Purpose(it.paid), ReportReason::Hurtful);
    posts::report(&it.anna.0, &house.domain, about, why, Some("Elke keer weer.")).await.unwrap()
}

async fn kinds(house: &House, who: &Ctx) -> Vec<AlertKind> {
    let (all, _) = alerts::mine(who, &house.domain, 20, None).await.unwrap();
    all.into_iter().map(|it| it.kind).collect()
}

async fn words_are_hidden_on_one_side_and_come_back(house: &House) {
    let it = two(house).await;
    let domain = &house.domain;
    for _ in 0..2 {
        let hidden = hide_purpose(&it.anna.0, domain, it.paid, true).await.unwrap();
        assert_eq!((hidden.purpose, hidden.is_hidden), (None, true));
    }
    assert_eq!(said(house, &it.bram.0, it.paid).await.as_deref(), Some(WORDS));
    // Lists say as little, and words that are hidden are not found.
    let found = async |who: &(Ctx, AccountId), words: Option<&str>| {
        let words = words.map(str::to_owned);
        let query = HistoryQuery { words, first: 10, ..HistoryQuery::default() };
        history(&who.0, domain, who.1, &query).await.unwrap()
    };
    assert!(found(&it.anna, None).await.iter().all(|it| it.purpose.is_none() && it.is_hidden));
    assert!(found(&it.anna, Some("hond")).await.is_empty());
    assert_eq!(found(&it.bram, Some("hond")).await.len(), 1);
    let shown = hide_purpose(&it.anna.0, domain, it.paid, false).await.unwrap();
    assert_eq!((shown.purpose.as_deref(), shown.is_hidden), (Some(WORDS), false));
    assert_eq!(found(&it.anna, Some("hond")).await.len(), 1);
}

async fn nobody_else_hides_or_reports_words(house: &House) {
    let it = two(house).await;
    let (carla, _) = it.market.neighbour(house, "carla").await;
    for other in [&carla, &it.market.organiser] {
        let hidden = hide_purpose(other, &house.domain, it.paid, true).await;
        assert!(matches!(hidden, Err(PaymentError::NotFound)), "{hidden:?}");
        let about = About::Purpose(it.paid);
        let told = posts::report(other, &house.domain, about, ReportReason::Fraud, None).await;
        assert!(matches!(told, Err(PostError::NotFound)), "{told:?}");
    }
    // Where nothing is written nothing is to be reported.
    let bare = it.market.pays(house, (it.anna.1, it.bram.1), 100).await;
    let about = About::Purpose(bare);
    let told = posts::report(&it.anna.0, &house.domain, about, ReportReason::Fraud, None).await;
    assert!(matches!(told, Err(PostError::NotFound)), "{told:?}");
}

async fn words_of_which_it_is_true_go_for_both_and_the_chain_stands(house: &House) {
    let it = two(house).await;
    let (domain, desk) = (&house.domain, &it.market.organiser);
    let id = reported(house, &it).await;
    assert_eq!(reported(house, &it).await, id, "said twice, it is said once");
    let waiting = posts::waiting(desk, domain, it.market.oost.id).await.unwrap().reports;
    let [report] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!(
        (report.transfer, report.post, report.is_conversation),
        (Some(it.paid), None, false)
    );
    assert_eq!(report.words.lines[0].text, WORDS);
    posts::decide_report(desk, domain, id, (true, "Dit kwetst.")).await.unwrap();
    for who in [&it.anna.0, &it.bram.0] {
        let moved = by_id(who, domain, it.paid).await.unwrap();
        assert_eq!((moved.purpose, moved.is_hidden), (None, false));
    }
    assert!(kinds(house, &it.anna.0).await.contains(&AlertKind::ReportDecided));
    assert!(!kinds(house, &it.anna.0).await.contains(&AlertKind::PurposeRemoved));
    assert!(kinds(house, &it.bram.0).await.contains(&AlertKind::PurposeRemoved));
    let found = verify(&house.operator(), domain).await.unwrap();
    assert!(found.iter().all(|it| it.found.is_ok()), "{found:?}");
}

async fn words_of_which_it_is_not_true_stay(house: &House) {
    let it = two(house).await;
    let id = reported(house, &it).await;
    let desk = &it.market.organiser;
    posts::decide_report(desk, &house.domain, id, (false, "Dat mag.")).await.unwrap();
    assert_eq!(said(house, &it.anna.0, it.paid).await.as_deref(), Some(WORDS));
    assert!(!kinds(house, &it.bram.0).await.contains(&AlertKind::PurposeRemoved));
}

async fn who_has_a_part_in_a_payment_does_not_decide_about_its_words(house: &House) {
    let it = two(house).await;
    let id = reported(house, &it).await;
    let place = NewPlace { community: it.market.oost.id, role: Role::Steward };
    let (bram, domain) = (&it.bram.0, &house.domain);
    communities::enter(&house.operator(), domain, member_id(bram), place).await.unwrap();
    let done = posts::decide_report(bram, domain, id, (false, "Kom nou.")).await;
    assert!(matches!(done, Err(PostError::Denied(_))), "{done:?}");
}

/// Bram asks to be paid, with words that hurt: Anna, or whoever has the link.
async fn asks(house: &House, it: &Two, from: Option<AccountId>) -> Asked {
    let draft = RequestDraft {
        key: key(house),
        from: from.map(Payee::Account),
        to: it.bram.1,
        amount: "7,50".to_owned(),
        purpose: Some(WORDS.to_owned()),
        expires_at: None,
    };
    request(&it.bram.0, &house.domain, draft).await.unwrap()
}

async fn words_of_a_request_are_reported_before_it_is_paid(house: &House) {
    let it = two(house).await;
    let (domain, desk) = (&house.domain, &it.market.organiser);
    let made = asks(house, &it, Some(it.anna.1)).await;
    let (about, why) = (About::RequestPurpose(made.id), ReportReason::Hurtful);
    let (carla, _) = it.market.neighbour(house, "carla").await;
    for other in [&carla, desk] {
        let told = posts::report(other, domain, about, why, None).await;
        assert!(matches!(told, Err(PostError::NotFound)), "it is between the two: {told:?}");
    }
    let id = posts::report(&it.anna.0, domain, about, why, None).await.unwrap();
    assert_eq!(posts::report(&it.anna.0, domain, about, why, None).await.unwrap(), id, "once");
    let waiting = posts::waiting(desk, domain, it.market.oost.id).await.unwrap().reports;
    let [report] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!((report.request, report.transfer, report.post), (Some(made.id), None, None));
    assert!(report.is_purpose() && report.words.lines[0].text == WORDS);
    // Neither of the two decides about it.
    let place = NewPlace { community: it.market.oost.id, role: Role::Steward };
    communities::enter(&house.operator(), domain, member_id(&it.bram.0), place).await.unwrap();
    let own = posts::decide_report(&it.bram.0, domain, id, (false, "Kom nou.")).await;
    assert!(matches!(own, Err(PostError::Denied(_))), "{own:?}");

    posts::decide_report(desk, domain, id, (true, "Dit kwetst.")).await.unwrap();
    for who in [&it.anna.0, &it.bram.0] {
        assert_eq!(asked(who, domain, made.id).await.unwrap().purpose, None);
    }
    assert!(kinds(house, &it.anna.0).await.contains(&AlertKind::ReportDecided));
    assert!(kinds(house, &it.bram.0).await.contains(&AlertKind::PurposeRemoved));
    // It is paid without them, and nothing is left to report.
    let paid = accept(&it.anna.0, domain, key(house), (made.id, None)).await.unwrap();
    assert_eq!(paid.purpose, None);
    let told = posts::report(&it.anna.0, domain, about, why, None).await;
    assert!(matches!(told, Err(PostError::NotFound)), "{told:?}");
    let found = verify(&house.operator(), domain).await.unwrap();
    assert!(found.iter().all(|it| it.found.is_ok()), "{found:?}");
}

async fn words_of_a_link_are_reported_by_whoever_has_it(house: &House) {
    let it = two(house).await;
    let (domain, desk) = (&house.domain, &it.market.organiser);
    let made = asks(house, &it, None).await;
    let (about, why) = (About::RequestPurpose(made.id), ReportReason::Hurtful);
    let own = posts::report(&it.bram.0, domain, about, why, None).await;
    assert!(matches!(own, Err(PostError::NotFound)), "one's own are taken back: {own:?}");
    let id = posts::report(&it.anna.0, domain, about, why, None).await.unwrap();
    // Somebody pays it before anybody decided: the words go there as well.
    let paid = accept(&it.anna.0, domain, key(house), (made.id, None)).await.unwrap();
    assert_eq!(paid.purpose.as_deref(), Some(WORDS));
    posts::decide_report(desk, domain, id, (true, "Dit kwetst.")).await.unwrap();
    assert_eq!(said(house, &it.bram.0, paid.transfer.id).await, None);
    assert_eq!(asked(&it.bram.0, domain, made.id).await.unwrap().purpose, None);
}

/// What somebody reads of a request: alone, in the list of their account, and in what they are told.
async fn read(house: &House, (who, of): &(Ctx, AccountId), made: &Asked) -> Vec<Option<String>> {
    let domain = &house.domain;
    koop_domain::ledger::telling::tell(&house.operator(), domain).await.unwrap();
    let alone = asked(who, domain, made.id).await.unwrap();
    let listed = requests(who, domain, *of).await.unwrap();
    let listed = listed.into_iter().find(|it| it.id == made.id);
    let (told, _) = alerts::mine(who, domain, 20, None).await.unwrap();
    let told = told.into_iter().filter_map(|it| it.payment);
    let told = told.filter(|it| it.request == Some(made.id)).map(|it| it.purpose);
    std::iter::once(alone.purpose).chain(listed.map(|it| it.purpose)).chain(told).collect()
}

async fn words_of_a_request_are_hidden_by_who_is_asked_also_once_it_is_paid(house: &House) {
    let it = two(house).await;
    let domain = &house.domain;
    let made = asks(house, &it, Some(it.anna.1)).await;
    let words = || Some(WORDS.to_owned());
    assert_eq!(read(house, &it.anna, &made).await, [words(), words(), words()]);
    for _ in 0..2 {
        let hidden = hide_request_purpose(&it.anna.0, domain, made.id, true).await.unwrap();
        assert_eq!((hidden.purpose, hidden.is_hidden), (None, true));
    }
    assert_eq!(read(house, &it.anna, &made).await, [None, None, None]);
    assert_eq!(read(house, &it.bram, &made).await, [words(), words()], "his stay");
    let shown = hide_request_purpose(&it.anna.0, domain, made.id, false).await.unwrap();
    assert_eq!((shown.purpose, shown.is_hidden), (words(), false));
    // What was hidden while it was asked stays so, and comes back by the payment or the request.
    hide_request_purpose(&it.anna.0, domain, made.id, true).await.unwrap();
    let paid = accept(&it.anna.0, domain, key(house), (made.id, None)).await.unwrap();
    assert_eq!((paid.purpose, paid.is_hidden), (None, true));
    let paid = paid.transfer.id;
    assert_eq!(said(house, &it.anna.0, paid).await, None);
    assert_eq!(said(house, &it.bram.0, paid).await, words());
    let shown = hide_purpose(&it.anna.0, domain, paid, false).await.unwrap();
    assert_eq!((shown.purpose, shown.is_hidden), (words(), false));
    assert_eq!(asked(&it.anna.0, domain, made.id).await.unwrap().purpose, words());
    hide_purpose(&it.anna.0, domain, paid, true).await.unwrap();
    assert!(asked(&it.anna.0, domain, made.id).await.unwrap().is_hidden);
    hide_request_purpose(&it.anna.0, domain, made.id, false).await.unwrap();
    assert_eq!(said(house, &it.anna.0, paid).await, words());
}

async fn words_of_a_request_are_hidden_by_nobody_else(house: &House) {
    let it = two(house).await;
    let domain = &house.domain;
    let (carla, _) = it.market.neighbour(house, "carla").await;
    let (named, link) = (asks(house, &it, Some(it.anna.1)).await, asks(house, &it, None).await);
    for (who, made) in [
        (&it.bram.0, &named),
        (&carla, &named),
        (&it.market.organiser, &named),
        (&it.anna.0, &link),
        (&it.bram.0, &link),
    ] {
        let hidden = hide_request_purpose(who, domain, made.id, true).await;
        assert!(matches!(hidden, Err(PaymentError::NotFound)), "{hidden:?}");
    }
    // One that was declined is hidden as well, and what is hidden is reported all the same.
    decline(&it.anna.0, domain, key(house), named.id).await.unwrap();
    let hidden = hide_request_purpose(&it.anna.0, domain, named.id, true).await.unwrap();
    assert!(hidden.is_hidden && hidden.purpose.is_none());
    let (about, why) = (About::RequestPurpose(named.id), ReportReason::Hurtful);
    let id = posts::report(&it.anna.0, domain, about, why, None).await.unwrap();
    posts::decide_report(&it.market.organiser, domain, id, (true, "Dit kwetst.")).await.unwrap();
    let gone = asked(&it.anna.0, domain, named.id).await.unwrap();
    assert_eq!((gone.purpose, gone.is_hidden), (None, false), "there is nothing to hide");
}
