//! What two agree to pay for something is set apart, paid and let go with their agreement, on both
//! databases.

use chrono::{Days, TimeDelta};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{
    Agreement, AgreementState as S, Details, Move, MoveKind, Seen,
};
use koop_domain::agreements::price::{Part, PayoutDraft, Price, PriceDraft};
use koop_domain::agreements::{payout as payout_of, price_of, reply_at};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::{AgreementId, PostId};
use koop_domain::ledger::accounts;
use koop_domain::ledger::book::HoldState;
use koop_domain::ledger::currencies::{create, switch};
use koop_domain::ledger::history;
use koop_domain::ledger::payments::{capture, error::PaymentError, release};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::members::{self, model::Secret};

use crate::agreements::{LOAN, Street, does, literal, now, passes, post, seen, street};
use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::key;
use crate::ledger_market::lat;

on_both_databases! {
    what_is_agreed_is_held_and_paid_once_both_say_that_it_was_done;
    who_asks_another_price_asks_the_other_again;
    what_the_books_refuse_is_not_agreed_and_nothing_is_written;
    silence_pays_nothing;
    a_deposit_goes_back_or_is_paid_in_part_as_both_say;
    what_two_differ_about_stays_until_a_steward_says;
    neither_takes_it_out_of_the_books_alone;
    another_price_is_held_anew_and_another_currency_too;
    who_leaves_frees_what_was_set_apart;
}

/// The same street, with a currency of its community.
pub(crate) async fn market(house: &House) -> Street {
    let street = street(house).await;
    let role = koop_domain::communities::model::Role::Organiser;
    let organiser = person(house, "kas@voorbeeld.nl", street.of, role).await;
    let made = create(&organiser, &house.domain, lat(street.of)).await.unwrap();
    switch(&organiser, &house.domain, (made.id, 1), true).await.unwrap();
    street
}

pub(crate) const PRICED: &str = r#"{"kind":"price","amount":"2.50","currency":"LAT"}"#;

pub(crate) async fn lats(house: &House, amount: &str, deposit: &str) -> Price {
    let [amount, deposit] = [amount, deposit].map(|it| Some(it.to_owned()));
    let draft = PriceDraft { currency: "lat".into(), amount, deposit };
    price_of(&house.visitor(), &house.domain, &draft).await.unwrap()
}

/// A yes to two hours at a price, so many hours from now.
pub(crate) fn at_price(house: &House, hours: i64, price: Option<Price>) -> Move {
    let from = house.visitor().now + TimeDelta::hours(hours);
    let details = Details { price, ..Details::default() };
    Move::Agree { from, until: from + TimeDelta::hours(2), details }
}

pub(crate) fn done() -> Move {
    Move::Complete { returned: None, payout: None }
}

async fn replied(house: &House, who: &Ctx, post: PostId, price: Option<Price>) -> Agreement {
    reply_at(&now(house, who), &house.domain, post, ("Graag", 1), price).await.unwrap()
}

pub(crate) async fn balance(house: &House, who: &Ctx) -> (i64, i64) {
    let held = accounts::mine(&now(house, who), &house.domain).await.unwrap();
    held.first().map_or((0, 0), |it| (it.account.balance().minor(), it.account.reserved))
}

fn parts(seen: &Seen) -> Vec<(Part, i64, i64, HoldState, bool)> {
    let part = |it: &koop_domain::agreements::price::HeldPart| {
        (it.part, it.amount, it.captured, it.state, it.disputed)
    };
    seen.held.iter().map(part).collect()
}

async fn sound(house: &House) {
    for it in history::verify(&house.operator(), &house.domain).await.unwrap() {
        it.found.unwrap();
    }
}

/// Agreed at what the post asks.
async fn agreed(house: &House, street: &Street) -> AgreementId {
    let post = post(house, (&street.owner, street.of), ("offer", "help"), (PRICED, 1)).await;
    let it = replied(house, &street.replier, post, Some(lats(house, "2,50", "0").await)).await;
    assert_eq!(it.terms.priced.said_by, None, "both have said the same");
    let yes = at_price(house, 24, None);
    assert_eq!(does(house, &street.owner, it.id, yes).await.unwrap().state, S::Agreed);
    it.id
}

async fn what_is_agreed_is_held_and_paid_once_both_say_that_it_was_done(house: &House) {
    let street = market(house).await;
    let it = agreed(house, &street).await;
    assert_eq!(balance(house, &street.replier).await, (0, 250));
    let shown = seen(house, &street.owner, it).await;
    assert_eq!(parts(&shown), [(Part::Price, 250, 0, HoldState::Standing, false)]);
    does(house, &street.owner, it, done()).await.unwrap();
    assert_eq!(balance(house, &street.replier).await, (0, 250), "one alone moves nothing");
    assert!(!seen(house, &street.replier, it).await.moves.contains(&MoveKind::Cancel));
    assert_eq!(does(house, &street.replier, it, done()).await.unwrap().state, S::Done);
    assert_eq!(balance(house, &street.replier).await, (-250, 0));
    assert_eq!(balance(house, &street.owner).await, (250, 0));
    let shown = seen(house, &street.owner, it).await;
    assert_eq!(parts(&shown), [(Part::Price, 250, 250, HoldState::Captured, false)]);
    assert_eq!(house.text("select purpose from transfer_notes").await, "De boormachine");
    sound(house).await;
}

async fn who_asks_another_price_asks_the_other_again(house: &House) {
    let street = market(house).await;
    let post = post(house, (&street.owner, street.of), ("offer", "help"), (PRICED, 1)).await;
    // Who says nothing of the price has not said yes to it.
    let silent = replied(house, &street.replier, post, None).await;
    assert_eq!(silent.terms.priced.price.as_ref().map(|it| it.amount), Some(250));
    let waits = does(house, &street.owner, silent.id, at_price(house, 24, None)).await.unwrap();
    assert_eq!(waits.state, S::Proposed);
    let less = Some(lats(house, "2", "").await);
    let asked = does(house, &street.replier, silent.id, at_price(house, 24, less.clone())).await;
    assert_eq!(asked.unwrap().state, S::Proposed);
    let more = Some(lats(house, "3", "").await);
    let asked = does(house, &street.owner, silent.id, at_price(house, 24, more.clone())).await;
    assert_eq!(asked.unwrap().state, S::Proposed, "the owner too asks again");
    let unnamed = does(house, &street.replier, silent.id, at_price(house, 24, None)).await;
    assert_eq!(unnamed.unwrap().state, S::Proposed, "what is left out is not said");
    let yes = does(house, &street.replier, silent.id, at_price(house, 24, more)).await.unwrap();
    assert_eq!((yes.state, yes.terms.priced.said_by), (S::Proposed, None), "the moment waits");
    let yes = does(house, &street.owner, silent.id, at_price(house, 24, None)).await.unwrap();
    assert_eq!(yes.state, S::Agreed);
    assert_eq!(balance(house, &street.replier).await, (0, 300));
}

async fn what_the_books_refuse_is_not_agreed_and_nothing_is_written(house: &House) {
    let street = market(house).await;
    let post = post(house, (&street.owner, street.of), ("offer", "help"), (PRICED, 1)).await;
    let dear = lats(house, "100.01", "").await;
    let asks = Some(dear.clone());
    let it = replied(house, &street.replier, post, asks.clone()).await;
    let before = house.count("agreement_steps").await;
    let refused = does(house, &street.owner, it.id, at_price(house, 24, asks)).await;
    let limit = AgreementError::Rejected(Rejected::PayerLimit).to_string();
    assert_eq!(refused.unwrap_err().to_string(), limit);
    assert_eq!(seen(house, &street.owner, it.id).await.agreement.state, S::Proposed);
    assert_eq!(house.count("agreement_steps").await, before);
    for table in ["holds", "accounts where kind = 'member'", "ledger_answers", "agreement_holds"] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    // A currency that is off, one of elsewhere, and a deposit of what is not lent.
    house.run("update currencies set is_on = false").await;
    let less = Price { amount: 100, ..dear };
    let said = || Some(less.clone());
    let off = does(house, &street.replier, it.id, at_price(house, 24, said())).await;
    assert_eq!(off.unwrap().state, S::Proposed, "it may be on again by then");
    let off = does(house, &street.owner, it.id, at_price(house, 24, said())).await;
    assert!(matches!(off, Err(AgreementError::Rejected(Rejected::CurrencyUnknown))), "{off:?}");
    let nowhere = koop_domain::id::CurrencyId(uuid::Uuid::nil());
    let other = Some(Price { currency: nowhere, ..less.clone() });
    let other = does(house, &street.owner, it.id, at_price(house, 24, other)).await;
    let unknown = |it: &AgreementError, field: &str| match it {
        AgreementError::Invalid { field: of, problem: Problem::Unknown } => *of == field,
        _ => false,
    };
    assert!(other.as_ref().is_err_and(|it| unknown(it, "price.currency")), "{other:?}");
    let deposit = Some(Price { deposit: 100, ..less });
    let deposit = does(house, &street.owner, it.id, at_price(house, 24, deposit)).await;
    assert!(deposit.as_ref().is_err_and(|it| unknown(it, "price.deposit")), "{deposit:?}");
}

async fn silence_pays_nothing(house: &House) {
    let street = market(house).await;
    let it = agreed(house, &street).await;
    passes(house, TimeDelta::hours(25)).await;
    does(house, &street.owner, it, done()).await.unwrap();
    passes(house, TimeDelta::days(30)).await;
    assert_eq!(seen(house, &street.owner, it).await.agreement.state, S::UnderWay);
    assert_eq!(balance(house, &street.replier).await, (0, 250), "it waits for the other");
    passes(house, TimeDelta::days(31)).await;
    let shown = seen(house, &street.owner, it).await;
    assert_eq!(shown.agreement.state, S::Expired);
    assert_eq!(parts(&shown), [(Part::Price, 250, 0, HoldState::Released, false)]);
    assert_eq!(balance(house, &street.replier).await, (0, 0));
    // Where neither said a word it is over after a week, as without a price.
    let it = agreed(house, &street).await;
    passes(house, TimeDelta::days(2)).await;
    passes(house, TimeDelta::days(8)).await;
    assert_eq!(seen(house, &street.owner, it).await.agreement.state, S::Expired);
    assert_eq!(balance(house, &street.replier).await, (0, 0));
    sound(house).await;
}

/// Something lent at a price, with a deposit, and handed over.
async fn lent(house: &House, street: &Street) -> AgreementId {
    let post = post(house, (&street.owner, street.of), ("offer", "item"), (LOAN, 1)).await;
    let price = Some(lats(house, "5", "20").await);
    let it = replied(house, &street.replier, post, price.clone()).await;
    does(house, &street.owner, it.id, at_price(house, 2, price)).await.unwrap();
    assert_eq!(balance(house, &street.replier).await.1, 2_500);
    assert_eq!(does(house, &street.owner, it.id, Move::HandOver).await.unwrap().state, S::Out);
    it.id
}

async fn back(house: &House, who: &Ctx, it: AgreementId, amount: &str, deposit: &str) -> Move {
    let [amount, deposit] = [amount, deposit].map(|it| Some(it.to_owned()));
    let draft = PayoutDraft { amount, deposit };
    let payout = payout_of(&now(house, who), &house.domain, it, &draft).await.unwrap();
    Move::Complete { returned: Some("Handvat kapot".into()), payout }
}

async fn a_deposit_goes_back_or_is_paid_in_part_as_both_say(house: &House) {
    let street = market(house).await;
    let it = lent(house, &street).await;
    does(house, &street.owner, it, done()).await.unwrap();
    does(house, &street.replier, it, done()).await.unwrap();
    assert_eq!(balance(house, &street.owner).await, (500, 0));
    assert_eq!(balance(house, &street.replier).await, (-500, 0));
    // Something broke: the lender asks seven of the deposit, and the borrower says yes to that.
    let it = lent(house, &street).await;
    let asks = back(house, &street.owner, it, "5", "7").await;
    does(house, &street.owner, it, asks.clone()).await.unwrap();
    let other = does(house, &street.replier, it, done()).await.unwrap();
    assert_eq!(other.state, S::Out, "who says something else asks the other again");
    assert_eq!((other.owner_done_at, other.replier_done_at.is_some()), (None, true));
    does(house, &street.owner, it, asks).await.unwrap();
    let says = back(house, &street.replier, it, "", "7,00").await;
    assert_eq!(does(house, &street.replier, it, says).await.unwrap().state, S::Done);
    assert_eq!(balance(house, &street.owner).await, (500 + 1_200, 0));
    assert_eq!(balance(house, &street.replier).await, (-1_700, 0));
    let shown = seen(house, &street.replier, it).await;
    let paid = (Part::Price, 500, 500, HoldState::Captured, false);
    assert_eq!(parts(&shown), [paid, (Part::Deposit, 2_000, 700, HoldState::Released, false)]);
    let it = lent(house, &street).await;
    let much = back(house, &street.owner, it, "5", "20.01").await;
    let much = does(house, &street.owner, it, much).await;
    let field = "payout.deposit";
    assert!(
        matches!(much, Err(AgreementError::Invalid { field: f, .. }) if f == field),
        "{much:?}"
    );
    let much = back(house, &street.owner, it, "5.01", "7").await;
    let much = does(house, &street.owner, it, much).await;
    assert!(matches!(much, Err(AgreementError::Invalid { field: "payout", .. })), "{much:?}");
    // What is typed that is no amount is said at its field.
    let typed = PayoutDraft { amount: Some("5".into()), deposit: Some("veel".into()) };
    let typed = payout_of(&now(house, &street.owner), &house.domain, it, &typed).await;
    let is_named = matches!(typed, Err(AgreementError::Amount { field: f, .. }) if f == field);
    assert!(is_named, "{typed:?}");
    // What is set apart cannot wait for longer than a hold lasts.
    let late = now(house, &street.owner).now.date_naive() + Days::new(370);
    let late = does(house, &street.owner, it, Move::Prolong { due_on: late }).await;
    assert!(matches!(late, Err(AgreementError::Invalid { field: "dueOn", .. })), "{late:?}");
    sound(house).await;
}

async fn what_two_differ_about_stays_until_a_steward_says(house: &House) {
    let street = market(house).await;
    let it = lent(house, &street).await;
    let differs = Move::Dispute { reason: "Kapot".into() };
    does(house, &street.owner, it, differs).await.unwrap();
    let shown = seen(house, &street.owner, it).await;
    assert!(shown.held.iter().all(|it| it.disputed && it.state == HoldState::Standing));
    // Also when its time is over meanwhile.
    passes(house, TimeDelta::days(200)).await;
    koop_domain::ledger::wait(&house.operator(), &house.domain).await.unwrap();
    assert_eq!(balance(house, &street.replier).await, (0, 2_500));
    let ctx = now(house, &street.steward);
    let draft = PayoutDraft { amount: Some("5".into()), deposit: Some("10".into()) };
    let says = payout_of(&ctx, &house.domain, it, &draft).await.unwrap();
    let stranger = payout_of(&now(house, &street.third), &house.domain, it, &draft).await;
    assert!(matches!(stranger, Err(AgreementError::NotFound)));
    let settle = Move::Settle { reason: "De helft".into(), payout: says };
    assert_eq!(does(house, &street.steward, it, settle).await.unwrap().state, S::Settled);
    assert_eq!(balance(house, &street.owner).await, (1_500, 0));
    assert_eq!(balance(house, &street.replier).await, (-1_500, 0));
    // A steward who says nothing of it pays nothing.
    let it = lent(house, &street).await;
    does(house, &street.replier, it, Move::Dispute { reason: "Deed niets".into() }).await.unwrap();
    let settle = Move::Settle { reason: "Niets betaald".into(), payout: None };
    does(house, &street.steward, it, settle).await.unwrap();
    assert_eq!(balance(house, &street.replier).await, (-1_500, 0));
    sound(house).await;
}

async fn neither_takes_it_out_of_the_books_alone(house: &House) {
    let street = market(house).await;
    let it = agreed(house, &street).await;
    let hold = seen(house, &street.owner, it).await.held[0].hold;
    let (owner, replier) = (now(house, &street.owner), now(house, &street.replier));
    let paid = capture(&replier, &house.domain, (key(house), hold), "2.50").await;
    assert!(matches!(paid, Err(PaymentError::NotFound)), "{paid:?}");
    let gone = release(&owner, &house.domain, (key(house), hold)).await;
    assert!(matches!(gone, Err(PaymentError::NotFound)), "{gone:?}");
    let cancel = Move::Cancel { reason: "Regen".into() };
    does(house, &street.replier, it, cancel).await.unwrap();
    assert_eq!(balance(house, &street.replier).await, (0, 0));
    let shown = seen(house, &street.owner, it).await;
    assert_eq!(parts(&shown), [(Part::Price, 250, 0, HoldState::Released, false)]);
}

async fn another_price_is_held_anew_and_another_currency_too(house: &House) {
    let street = market(house).await;
    let it = agreed(house, &street).await;
    let first = seen(house, &street.owner, it).await.held[0].hold;
    let four = Some(lats(house, "4", "").await);
    does(house, &street.replier, it, at_price(house, 24, four.clone())).await.unwrap();
    assert_eq!(balance(house, &street.replier).await, (0, 250), "a wish changes nothing");
    let blind = does(house, &street.owner, it, at_price(house, 24, None)).await.unwrap();
    assert_eq!(blind.terms.priced.price.map(|it| it.amount), Some(250));
    does(house, &street.replier, it, at_price(house, 24, four.clone())).await.unwrap();
    does(house, &street.owner, it, at_price(house, 24, four)).await.unwrap();
    assert_eq!(balance(house, &street.replier).await, (0, 400));
    let shown = seen(house, &street.owner, it).await;
    assert_ne!(shown.held[0].hold, first);
    assert_eq!(house.count("holds where state = 'standing'").await, 1);
    // For nothing after all.
    let free = Some(lats(house, "0", "").await);
    does(house, &street.owner, it, at_price(house, 24, free.clone())).await.unwrap();
    let yes = does(house, &street.replier, it, at_price(house, 24, free)).await.unwrap();
    assert_eq!((yes.state, yes.terms.priced.price), (S::Agreed, None));
    assert_eq!(balance(house, &street.replier).await, (0, 0));
    let other = literal(house, it.0);
    assert_eq!(house.count(&format!("holds where agreement_id = {other}")).await, 2);
}

async fn who_leaves_frees_what_was_set_apart(house: &House) {
    let street = market(house).await;
    // Who came in just now can leave without proving themselves again.
    let street = Street { replier: street.third.clone(), ..street };
    agreed(house, &street).await;
    let leaves = now(house, &street.replier);
    members::delete_me(&leaves, &house.domain, &Secret::new("")).await.unwrap();
    assert_eq!(balance(house, &street.owner).await, (0, 0));
    assert_eq!(house.count("agreements").await, 0);
    assert_eq!(house.count("holds where state = 'standing'").await, 0);
    sound(house).await;
}
