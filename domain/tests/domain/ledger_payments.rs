//! Paying: who is found, what a link is good for, and what waits. On both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::AccountId;
use koop_domain::ledger::accounts::mine;
use koop_domain::ledger::book::{HoldState, PaymentRequestState};
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{HoldDraft, Payee, PaymentDraft, RequestDraft};
use koop_domain::ledger::payments::{
    accept, asked_by_code, by_id, capture, decline, hold, holds, pay, purse, purses, release,
    request, requests,
};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::posts;
use tokio::task::JoinSet;

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_market::{lat, market};

on_both_databases! {
    what_nobody_was_asked_for_by_name_is_paid_from_an_account_that_is_opened;
    who_is_blocked_pays_neither_by_a_code_nor_a_link;
    what_waits_and_stands_is_listed_for_the_two;
    nobody_is_pestered_by_what_is_set_apart_for_them;
    a_purse_has_its_currency_also_while_that_is_off;
    what_many_pay_at_once_takes_few_statements;
}

fn draft(house: &House, to: AccountId, from: Option<AccountId>) -> RequestDraft {
    RequestDraft {
        key: key(house),
        from: from.map(Payee::Account),
        to,
        amount: "7,50".to_owned(),
        purpose: Some("Taart".to_owned()),
        expires_at: None,
    }
}

fn set_apart(house: &House, ctx: &Ctx, from: AccountId, to: AccountId) -> HoldDraft {
    HoldDraft {
        key: key(house),
        from,
        to: Payee::Account(to),
        amount: "10".to_owned(),
        expires_at: ctx.now + TimeDelta::days(2),
    }
}

async fn what_nobody_was_asked_for_by_name_is_paid_from_an_account_that_is_opened(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let bram = person(house, "bram@voorbeeld.nl", market.oost.id, Role::Member).await;
    let asked = request(&anna, &house.domain, draft(house, to, None)).await.unwrap();
    let typed = format!(" {}-{} ", &asked.code[..4], &asked.code[4..].to_lowercase());
    assert_eq!(asked_by_code(&bram, &house.domain, &typed).await.unwrap(), asked);
    let of = key(house);
    let paid = accept(&bram, &house.domain, of, (asked.id, None)).await.unwrap();
    assert_eq!((paid.balance_after, paid.other.account), (-750, to));
    let again = accept(&bram, &house.domain, of, (asked.id, None)).await.unwrap();
    assert_eq!(again, paid);
    let held = mine(&bram, &house.domain).await.unwrap();
    assert_eq!(held.len(), 1);
    // Who asked does not pay themselves, and who belongs elsewhere opens nothing.
    let other = request(&anna, &house.domain, draft(house, to, None)).await.unwrap();
    let own = accept(&anna, &house.domain, key(house), (other.id, None)).await;
    assert!(matches!(own, Err(PaymentError::Rejected(Rejected::SameAccount))), "{own:?}");
    let outsider = crate::communities::outsider(house, "ver@voorbeeld.nl").await;
    let denied = accept(&outsider, &house.domain, key(house), (other.id, None)).await;
    assert!(matches!(denied, Err(PaymentError::Denied(_))), "{denied:?}");
}

async fn who_is_blocked_pays_neither_by_a_code_nor_a_link(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let asked = request(&anna, &house.domain, draft(house, to, None)).await.unwrap();
    let profile = purse(&bram, &house.domain, from).await.unwrap().holder.profile.unwrap();
    posts::block(&anna, &house.domain, profile).await.unwrap();
    let payment = PaymentDraft {
        key: key(house),
        from,
        to: Payee::Code(asked.code.clone()),
        amount: "1".to_owned(),
        purpose: None,
        category: None,
    };
    let by_code = pay(&bram, &house.domain, payment).await;
    let unknown = |it: &PaymentError| {
        matches!(it, PaymentError::Invalid { field: "to", problem: Problem::Unknown })
    };
    assert!(by_code.as_ref().is_err_and(unknown), "{by_code:?}");
    let by_link = accept(&bram, &house.domain, key(house), (asked.id, None)).await;
    assert!(matches!(by_link, Err(PaymentError::NotFound)), "{by_link:?}");
}

async fn nobody_is_pestered_by_what_is_set_apart_for_them(house: &House) {
    let market = market(house, lat).await;
    let (anna, from) = market.neighbour(house, "anna").await;
    let (_, bram) = market.neighbour(house, "bram").await;
    let (_, carla) = market.neighbour(house, "carla").await;
    let apart = async |to| {
        let draft = HoldDraft { amount: "0,01".to_owned(), ..set_apart(house, &anna, from, to) };
        hold(&anna, &house.domain, draft).await
    };
    for _ in 0..20 {
        apart(bram).await.unwrap();
    }
    let more = apart(bram).await;
    assert!(matches!(more, Err(PaymentError::TooMany { .. })), "{more:?}");
    apart(carla).await.unwrap();
    let stood = holds(&anna, &house.domain, from).await.unwrap();
    assert_eq!(stood.len(), 21, "nothing of the refused one stays");
}

async fn what_waits_and_stands_is_listed_for_the_two(house: &House) {
    let market = market(house, lat).await;
    let (anna, to) = market.neighbour(house, "anna").await;
    let (bram, from) = market.neighbour(house, "bram").await;
    let asked = request(&anna, &house.domain, draft(house, to, Some(from))).await.unwrap();
    let apart = set_apart(house, &bram, from, to);
    let apart = hold(&bram, &house.domain, apart).await.unwrap();
    assert_eq!((apart.from.account, apart.to.account, apart.captured), (from, to, 0));
    for (ctx, of) in [(&anna, to), (&bram, from)] {
        assert_eq!(requests(ctx, &house.domain, of).await.unwrap(), std::slice::from_ref(&asked));
        assert_eq!(holds(ctx, &house.domain, of).await.unwrap(), std::slice::from_ref(&apart));
    }
    // Who runs the community sees accounts, and not what is asked of them.
    for other in [&anna, &market.organiser] {
        assert!(matches!(requests(other, &house.domain, from).await, Err(PaymentError::NotFound)));
        assert!(matches!(holds(other, &house.domain, from).await, Err(PaymentError::NotFound)));
    }
    capture(&bram, &house.domain, (key(house), apart.id), "4").await.unwrap();
    assert_eq!(holds(&anna, &house.domain, to).await.unwrap()[0].captured, 400);
    let ended = release(&anna, &house.domain, (key(house), apart.id)).await.unwrap();
    assert_eq!(ended.state, HoldState::Released);
    assert!(holds(&bram, &house.domain, from).await.unwrap().is_empty());
    let declined = decline(&bram, &house.domain, key(house), asked.id).await.unwrap();
    assert_eq!(declined.state, PaymentRequestState::Declined);
    assert!(requests(&anna, &house.domain, to).await.unwrap().is_empty());
    // What is over is so before anybody notes it.
    let asked = request(&anna, &house.domain, draft(house, to, None)).await.unwrap();
    let later = Ctx { now: anna.now + TimeDelta::days(31), ..anna.clone() };
    assert!(requests(&later, &house.domain, to).await.unwrap().is_empty());
    let over = asked_by_code(&later, &house.domain, &asked.code).await.unwrap();
    assert_eq!(over.state, PaymentRequestState::Expired);
}

async fn a_purse_has_its_currency_also_while_that_is_off(house: &House) {
    let market = market(house, lat).await;
    let (anna, account) = market.neighbour(house, "anna").await;
    house.run("update currencies set is_on = false").await;
    let all = purses(&anna, &house.domain).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].currency.code, all[0].holder.unit.code);
    assert_eq!(purse(&anna, &house.domain, account).await.unwrap(), all[0]);
    let bram = person(house, "bram@voorbeeld.nl", market.oost.id, Role::Member).await;
    assert!(matches!(purse(&bram, &house.domain, account).await, Err(PaymentError::NotFound)));
}

/// What they name is read together, and what they pay is posted together: as many statements for
/// forty as for a few.
async fn what_many_pay_at_once_takes_few_statements(house: &House) {
    let market = market(house, lat).await;
    let (anna, from) = market.neighbour(house, "anna").await;
    let (_, to) = market.neighbour(house, "bram").await;
    let mut counts = Vec::new();
    for many in [4, 40] {
        let before = house.domain.db.statements();
        let mut all = JoinSet::new();
        for _ in 0..many {
            let draft = PaymentDraft {
                key: key(house),
                from,
                to: Payee::Account(to),
                amount: "0,25".to_owned(),
                purpose: Some("Koffie".to_owned()),
                category: None,
            };
            let (anna, domain) = (anna.clone(), house.domain.clone());
            all.spawn(async move { pay(&anna, &domain, draft).await.unwrap() });
        }
        let all = all.join_all().await;
        counts.push(house.domain.db.statements() - before);
        for it in all {
            assert_eq!((it.other.account, it.purpose.as_deref()), (to, Some("Koffie")));
            // What is told at once is what is told later.
            let later = by_id(&anna, &house.domain, it.transfer.id).await.unwrap();
            assert_eq!(it, later);
        }
    }
    assert!(counts.iter().all(|it| *it <= 30), "{counts:?}");
}
