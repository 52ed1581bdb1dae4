//! Tills: how a device becomes one, what it may, and how it ends. On both databases.

use chrono::TimeDelta;
use koop_domain::communities::model::Role;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::{AccountId, ListingId};
use koop_domain::ledger::accounts::{self, open_for_listing};
use koop_domain::ledger::book::PaymentRequestState;
use koop_domain::ledger::passes::model::{Charge, Consent, PassDraft};
use koop_domain::ledger::payments::model::{Asked, Payee, PaymentDraft};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::{AskDraft, Key, Offer, TILLS_MAX, Till, Where};
use koop_domain::ledger::tills::{self, Counter};
use koop_domain::ledger::{history, passes, payments};
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::members::model::Secret;
use koop_domain::members::{self, sessions};
use koop_domain::policy::{Action, till_may};
use uuid::Uuid;

use crate::communities::person;
use crate::harness::{House, on_both_databases};
use crate::ledger_accounts::{key, shop};
use crate::ledger_market::{Market, lat, market};

on_both_databases! {
    a_device_is_paired_once_by_what_its_owner_shows;
    nobody_pairs_for_a_place_that_is_not_theirs;
    a_till_asks_and_sees_that_it_is_paid;
    a_till_reaches_nothing_but_itself;
    a_till_gives_back_what_was_paid_there_today_as_far_as_it_may;
    a_till_takes_from_a_card;
    who_works_at_a_place_stands_at_its_till_and_sees_no_balance;
}

pub(crate) const NET: &str = "192.0.2.9";

/// A shop with a till, and a neighbour.
pub(crate) struct Stall {
    pub(crate) market: Market,
    pub(crate) owner: Ctx,
    pub(crate) listing: ListingId,
    pub(crate) account: AccountId,
    pub(crate) anna: (Ctx, AccountId),
}

pub(crate) async fn stall(house: &House) -> Stall {
    let market = market(house, lat).await;
    let owner = person(house, "bakker@voorbeeld.nl", market.oost.id, Role::Member).await;
    let listing = shop(house, &owner, "Bakkerij Proef").await;
    let of = (market.currency, listing);
    let account = open_for_listing(&owner, &house.domain, of).await.unwrap().account.id;
    let anna = market.neighbour(house, "anna").await;
    Stall { market, owner, listing, account, anna }
}

impl Stall {
    pub(crate) async fn offer(&self, house: &House) -> Offer {
        tills::offer(&self.owner, &house.domain, self.account, (key(house), "Tablet"))
            .await
            .unwrap()
    }

    /// A device that was paired, and what it keeps.
    pub(crate) async fn device(&self, house: &House) -> (Till, Secret) {
        let offer = self.offer(house).await;
        let key = Key::Link(offer.secret);
        tills::pair(&house.visitor(), &house.domain, &key, NET).await.unwrap()
    }

    /// Pays what was asked, as the neighbour does.
    async fn pays(&self, house: &House, asked: &Asked) {
        let key = key(house);
        payments::accept(&self.anna.0, &house.domain, key, (asked.id, None)).await.unwrap();
    }
}

pub(crate) async fn counter(house: &House, ctx: &Ctx, secret: &Secret) -> Option<Counter> {
    tills::of_cookie(ctx, &house.domain, secret).await.unwrap()
}

fn draft(key: Uuid, amount: &str) -> AskDraft {
    AskDraft { key, amount: amount.to_owned(), purpose: Some("Brood".to_owned()) }
}

async fn asks(house: &House, at: &Counter, amount: &str) -> Asked {
    let it = draft(key(house), amount);
    tills::ask(&house.visitor(), &house.domain, at, it).await.unwrap()
}

async fn a_device_is_paired_once_by_what_its_owner_shows(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let offer = stall.offer(house).await;
    assert_eq!(offer.till.name, "Tablet");
    for key in [Key::Link(offer.secret.clone()), Key::Code(offer.code.to_lowercase())] {
        let seen = tills::look_at(&anybody, domain, &key, NET).await.unwrap();
        assert_eq!(seen.holder.name.as_deref(), Some("Bakkerij Proef"));
    }
    let all = tills::of_account(&stall.owner, domain, stall.account).await.unwrap();
    assert!(all[0].paired_at.is_none(), "looking pairs nothing");
    let link = Key::Link(offer.secret);
    let pair = || tills::pair(&anybody, domain, &link, NET);
    let (one, two) = tokio::join!(pair(), pair());
    let (first, second) = if one.is_ok() { (one, two) } else { (two, one) };
    let (till, secret) = first.unwrap();
    assert!(matches!(second, Err(TillError::Over)), "{second:?}");
    let code = Key::Code(offer.code);
    let again = tills::pair(&anybody, domain, &code, NET).await;
    assert!(matches!(again, Err(TillError::Over)), "{again:?}");
    let at = counter(house, &anybody, &secret).await.expect("it is a till");
    assert_eq!((at.account(), at.device().map(|it| it.id)), (stall.account, Some(till.id)));
    // What pairs is kept as a digest, and after a while it is nothing.
    assert_eq!(house.count(&format!("tills where secret_hash = '{}'", secret.reveal())).await, 0);
    let late = stall.offer(house).await;
    let later = Ctx { now: anybody.now + TimeDelta::minutes(10), ..anybody.clone() };
    let over = tills::pair(&later, domain, &Key::Link(late.secret), NET).await;
    assert!(matches!(over, Err(TillError::Over)), "{over:?}");
}

async fn nobody_pairs_for_a_place_that_is_not_theirs(house: &House) {
    let stall = stall(house).await;
    let domain = &house.domain;
    for ctx in [&stall.anna.0, &stall.market.organiser] {
        let tried = tills::offer(ctx, domain, stall.account, (key(house), "Mijn")).await;
        assert!(matches!(tried, Err(TillError::NotFound)), "{tried:?}");
        let tried = tills::of_account(ctx, domain, stall.account).await;
        assert!(matches!(tried, Err(TillError::NotFound)), "{tried:?}");
    }
    for ctx in [&house.visitor(), &house.operator()] {
        let tried = tills::offer(ctx, domain, stall.account, (key(house), "Mijn")).await;
        assert!(matches!(tried, Err(TillError::SignedOut)), "{tried:?}");
    }
    // Who is no shop has no till.
    let own = tills::offer(&stall.anna.0, domain, stall.anna.1, (key(house), "Mijn")).await;
    assert!(matches!(own, Err(TillError::NotFound)), "{own:?}");
    for name in ["", "  ", &"x".repeat(61)] {
        let wrong = tills::offer(&stall.owner, domain, stall.account, (key(house), name)).await;
        assert!(matches!(wrong, Err(TillError::Invalid { field: "name", .. })), "{wrong:?}");
    }
    let (till, _) = stall.device(house).await;
    let tried = tills::unpair(&stall.anna.0, domain, till.id).await;
    assert!(matches!(tried, Err(TillError::NotFound)), "{tried:?}");
    for _ in 1..TILLS_MAX {
        stall.offer(house).await;
    }
    let more = tills::offer(&stall.owner, domain, stall.account, (key(house), "Nog een")).await;
    assert!(matches!(more, Err(TillError::TooManyTills)), "{more:?}");
}

async fn a_till_asks_and_sees_that_it_is_paid(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let (till, secret) = stall.device(house).await;
    let at = counter(house, &anybody, &secret).await.unwrap();
    let once = key(house);
    let ask = || tills::ask(&anybody, domain, &at, draft(once, "12,50"));
    let (one, two) = tokio::join!(ask(), ask());
    let asked = one.unwrap();
    assert_eq!(two.unwrap().id, asked.id, "asked twice under one key, it is asked once");
    let other = tills::ask(&anybody, domain, &at, draft(once, "13")).await;
    let differs = Rejected::ExistsWithDifferentContent;
    assert!(matches!(other, Err(TillError::Rejected(why)) if why == differs), "{other:?}");
    stall.pays(house, &asked).await;
    let seen = tills::stand(&anybody, domain, &at, asked.id).await.unwrap();
    assert_eq!(seen.state, PaymentRequestState::Accepted);
    // What was paid without a till counts for the day, and not for the device.
    let by_name = PaymentDraft {
        key: key(house),
        from: stall.anna.1,
        to: Payee::Listing(stall.listing),
        amount: "2".to_owned(),
        purpose: None,
        category: None,
    };
    payments::pay(&stall.anna.0, domain, by_name).await.unwrap();
    let day = tills::today(&anybody, domain, &at, Where::Anywhere).await.unwrap();
    assert_eq!((day.total, day.count), (1_450, 2));
    assert_eq!(day.tills, [(till.id, "Tablet".to_owned())]);
    let here = tills::today(&anybody, domain, &at, Where::On(till.id)).await.unwrap();
    assert_eq!((here.total, here.count, here.taken[0].till), (1_250, 1, Some(till.id)));
    let stopped = asks(house, &at, "1").await;
    let gone = tills::stop(&anybody, domain, &at, (key(house), stopped.id)).await.unwrap();
    assert_eq!(gone.state, PaymentRequestState::TakenBack);
    let late = tills::stop(&anybody, domain, &at, (key(house), asked.id)).await;
    assert!(matches!(late, Err(TillError::Rejected(_))), "{late:?}");
    let tomorrow = Ctx { now: anybody.now + TimeDelta::days(1), ..anybody.clone() };
    let day = tills::today(&tomorrow, domain, &at, Where::Anywhere).await.unwrap();
    assert_eq!((day.total, day.count), (0, 0));
}

async fn a_till_reaches_nothing_but_itself(house: &House) {
    // Of the whole table a device may one thing.
    let may: Vec<Action> = Action::ALL.into_iter().filter(|it| till_may(*it)).collect();
    assert_eq!(may, [Action::WorkTill]);
    let stall = stall(house).await;
    let domain = &house.domain;
    let (_, secret) = stall.device(house).await;
    let device = house.visitor();
    let at = counter(house, &device, &secret).await.unwrap();
    // It asks everything else as anybody does, who sees and moves nothing.
    let id = stall.account;
    assert!(payments::purses(&device, domain).await.is_err());
    assert!(payments::purse(&device, domain, id).await.is_err());
    assert!(payments::history(&device, domain, id, &Default::default()).await.is_err());
    assert!(payments::requests(&device, domain, id).await.is_err());
    assert!(accounts::by_id(&device, domain, id).await.is_err());
    assert!(accounts::limit_history(&device, domain, id).await.is_err());
    assert!(accounts::code(&device, domain, id).await.is_err());
    assert!(passes::of_account(&device, domain, id).await.is_err());
    assert!(tills::of_account(&device, domain, id).await.is_err());
    assert!(tills::of_member(&device, domain).await.is_err());
    assert!(tills::at(&device, domain, id).await.is_err());
    let till = at.device().unwrap().id;
    assert!(tills::change(&device, domain, till, ("Ander", "1000")).await.is_err());
    let session = sessions::of_cookie(&device, domain, &secret).await.unwrap();
    assert!(session.is_none(), "what it keeps signs nobody in");
    // Nor anything of another till, or what its owner asked elsewhere.
    let other = stall.device(house).await;
    let beside = counter(house, &device, &other.1).await.unwrap();
    let theirs = asks(house, &beside, "3").await;
    let seen = tills::stand(&device, domain, &at, theirs.id).await;
    assert!(matches!(seen, Err(TillError::NotFound)), "{seen:?}");
    let own = payments::model::RequestDraft {
        key: key(house),
        from: None,
        to: id,
        amount: "4".to_owned(),
        purpose: None,
        expires_at: None,
    };
    let own = payments::request(&stall.owner, domain, own).await.unwrap();
    let stopped = tills::stop(&device, domain, &at, (key(house), own.id)).await;
    assert!(matches!(stopped, Err(TillError::NotFound)), "{stopped:?}");
}

async fn a_till_gives_back_what_was_paid_there_today_as_far_as_it_may(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let (till, secret) = stall.device(house).await;
    let at = counter(house, &anybody, &secret).await.unwrap();
    let mut paid = Vec::new();
    for amount in ["6", "5", "4"] {
        let asked = asks(house, &at, amount).await;
        stall.pays(house, &asked).await;
        let seen = tills::stand(&anybody, domain, &at, asked.id).await.unwrap();
        paid.push(seen.transfer.unwrap());
    }
    let back = |at: Counter, nth: usize, once: Uuid| {
        let (anybody, what) = (anybody.clone(), (once, paid[nth]));
        async move { tills::refund(&anybody, domain, &at, what, "Toch niet").await }
    };
    let none = back(at.clone(), 0, key(house)).await;
    assert!(matches!(none, Err(TillError::RefundLimit { left: 0 })), "{none:?}");
    let wrong = tills::change(&stall.owner, domain, till.id, ("Tablet", "veel")).await;
    assert!(matches!(wrong, Err(TillError::Invalid { field: "refundLimit", .. })), "{wrong:?}");
    tills::change(&stall.owner, domain, till.id, ("Tablet", "10,00")).await.unwrap();
    let at = counter(house, &anybody, &secret).await.unwrap();
    assert_eq!(tills::refund_left(&anybody, domain, &at).await.unwrap(), 1_000);
    let once = key(house);
    let (one, two) = tokio::join!(back(at.clone(), 0, once), back(at.clone(), 0, once));
    assert!(one.unwrap().is_back && two.unwrap().is_back);
    let over = back(at.clone(), 1, key(house)).await;
    assert!(matches!(over, Err(TillError::RefundLimit { left: 400 })), "{over:?}");
    back(at.clone(), 2, key(house)).await.unwrap();
    let again = back(at.clone(), 2, key(house)).await;
    assert!(again.is_err(), "nothing goes back twice: {again:?}");
    let day = tills::today(&anybody, domain, &at, Where::Anywhere).await.unwrap();
    assert_eq!((day.total, day.count), (500, 1));
    assert!(day.taken.iter().all(|it| !it.may_refund), "its limit is spent");
    // What was not paid there goes back elsewhere.
    let (_, second) = stall.device(house).await;
    let beside = counter(house, &anybody, &second).await.unwrap();
    let id = beside.device().unwrap().id;
    tills::change(&stall.owner, domain, id, ("Tweede", "100")).await.unwrap();
    let foreign = back(beside, 1, key(house)).await;
    assert!(matches!(foreign, Err(TillError::NotFound)), "{foreign:?}");
    let tomorrow = Ctx { now: anybody.now + TimeDelta::days(1), ..anybody.clone() };
    let late = tills::refund(&tomorrow, domain, &at, (key(house), paid[1]), "Toch niet").await;
    assert!(matches!(late, Err(TillError::NotFound)), "{late:?}");
    let checked = history::verify(&house.operator(), domain).await.unwrap();
    assert!(checked.iter().all(|it| it.found.is_ok()), "{checked:?}");
}

async fn a_till_takes_from_a_card(house: &House) {
    let stall = stall(house).await;
    let (domain, anybody) = (&house.domain, house.visitor());
    let (till, kept) = stall.device(house).await;
    let at = counter(house, &anybody, &kept).await.unwrap();
    let pin = Some(Secret::new("7294"));
    let card = PassDraft { key: key(house), day_limit: "20".to_owned(), pin };
    let (_, secret) = passes::issue(&stall.anna.0, domain, stall.anna.1, card).await.unwrap();
    let seen = tills::presented(&anybody, domain, &at, &secret).await.unwrap();
    assert!(seen.has_pin);
    let charge = || Charge {
        amount: "7".to_owned(),
        purpose: None,
        consent: Consent::Pin(Secret::new("7294")),
    };
    let once = key(house);
    for _ in 0..2 {
        let taken = tills::charge(&anybody, domain, &at, (once, &secret), charge()).await;
        assert_eq!(taken.unwrap().amount, 700);
    }
    let day = tills::today(&anybody, domain, &at, Where::On(till.id)).await.unwrap();
    assert_eq!((day.total, day.count), (700, 1));
}

async fn who_works_at_a_place_stands_at_its_till_and_sees_no_balance(house: &House) {
    let stall = stall(house).await;
    let domain = &house.domain;
    let piet = person(house, "piet@voorbeeld.nl", stall.market.oost.id, Role::Member).await;
    let handle = members::viewer(&piet, domain).await.unwrap().1[0].handle.clone();
    let before = tills::at(&piet, domain, stall.account).await;
    assert!(matches!(before, Err(TillError::NotFound)), "{before:?}");
    keepers::let_in(&stall.owner, domain, stall.listing, (&handle, Keeper::Till)).await.unwrap();
    let at = tills::at(&piet, domain, stall.account).await.unwrap();
    let all = tills::of_mine(&piet, domain).await.unwrap();
    assert_eq!(all.iter().map(Counter::account).collect::<Vec<_>>(), [stall.account]);
    let asked = tills::ask(&piet, domain, &at, draft(key(house), "3")).await.unwrap();
    stall.pays(house, &asked).await;
    let day = tills::today(&piet, domain, &at, Where::Anywhere).await.unwrap();
    assert_eq!((day.total, day.taken[0].may_refund), (300, false));
    assert!(payments::purse(&piet, domain, stall.account).await.is_err());
    assert!(payments::history(&piet, domain, stall.account, &Default::default()).await.is_err());
    let back = (key(house), day.taken[0].id);
    let back = tills::refund(&piet, domain, &at, back, "Toch niet").await;
    assert!(matches!(back, Err(TillError::Denied(_))), "{back:?}");
    let paired = tills::offer(&piet, domain, stall.account, (key(house), "Van Piet")).await;
    assert!(matches!(paired, Err(TillError::NotFound)), "{paired:?}");
    let Actor::Member(_) = piet.actor else { panic!("he is signed in") };
    keepers::send_away(&stall.owner, domain, stall.listing, &handle).await.unwrap();
    let gone = tills::at(&piet, domain, stall.account).await;
    assert!(matches!(gone, Err(TillError::NotFound)), "{gone:?}");
}
