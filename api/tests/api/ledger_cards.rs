//! Cards by GraphQL alone: who takes from one, what they are told, and what is sent twice.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::ledger::{Till, key, made};
use crate::people;

const MAKE: &str = "mutation($id: UUID, $account: ID!) { makePass(input: {id: $id, accountId: \
    $account, dayLimit: \"20\"}) { pass { id state } secret rejected { code } userErrors { field \
    code } } }";
const BLOCK: &str = "mutation($pass: ID!) { blockPass(input: {passId: $pass, reason: \"Kwijt\"}) { \
    pass { state pinsSpent } userErrors { code } } }";
const AGAIN: &str = "mutation($pass: ID!) { allowPassPin(input: {passId: $pass, reason: \"Zelf\"}) \
    { pass { state pinsSpent } userErrors { code } } }";
const CARDS: &str =
    "query($account: ID!) { account(id: $account) { passes { state pinsSpent hasPin } } }";
const CHARGE: &str = "mutation($id: UUID!, $to: ID!, $secret: String!, $amount: Decimal!) { \
    chargePass(input: {id: $id, to: $to, secret: $secret, amount: $amount}) { transfer { id \
    direction amount { amount } balanceAfter { amount } } rejected { code message } userErrors { \
    field code message } } }";
const OFFER: &str = "mutation($id: UUID, $account: ID!) { offerTill(input: {id: $id, accountId: \
    $account, name: \"Tablet\"}) { till { id } secret code userErrors { field code } } }";

/// Bram's account becomes that of a place that is his, at which Chris works.
async fn with_a_shop() -> (Till, Value, Value) {
    let (till, anna, bram) = Till::with_two().await;
    till.becomes(
        &bram,
        "kind = 'merchant', at_place = true, \
         listing_id = (select id from listings where slug = 'spaak-zoon')",
    )
    .await;
    let db = till.street.app.parts.domain.db.migrator();
    for text in [
        "delete from listing_keepers where listing_id = \
            (select id from listings where slug = 'spaak-zoon')",
        "insert into listing_keepers (listing_id, member_id, role, since) \
            select l.id, m.id, case when m.email_key like 'bram%' then 'owner' else 'till' end, \
            '2026-01-01 00:00:00+00:00' from listings l, members m \
            where l.slug = 'spaak-zoon' and (m.email_key like 'bram%' or m.email_key like 'chris%')",
    ] {
        db.execute_unprepared(text).await.expect("it is done");
    }
    (till, anna, bram)
}

async fn charge(till: &Till, name: &str, to: &Value, secret: &Value, amount: &str) -> Value {
    let it = json!({ "id": key(), "to": to, "secret": secret, "amount": amount });
    till.ask(name, CHARGE, it).await["data"]["chargePass"].clone()
}

#[tokio::test]
async fn a_card_is_charged_at_a_till_and_nowhere_else() {
    let (till, anna, bram) = with_a_shop().await;
    let card = till.ask("anna", MAKE, json!({ "account": anna })).await;
    let secret = made(&card, "makePass")["secret"].clone();

    // Chris has an account of his own, works at the place, and sees nothing of what it holds.
    let own = till.opened("chris").await;
    for (name, to) in [("chris", &own), ("anna", &bram), ("anna", &anna)] {
        let refused = charge(&till, name, to, &secret, "1").await;
        let error = &refused["userErrors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!("to"), &json!("NOT_FOUND")));
    }
    let taken = charge(&till, "chris", &bram, &secret, "2").await;
    assert_eq!(taken["transfer"]["amount"]["amount"], "2.00", "{taken}");
    assert_eq!(taken["transfer"]["balanceAfter"], Value::Null);
    let taken = charge(&till, "bram", &bram, &secret, "2").await;
    assert_eq!(taken["transfer"]["balanceAfter"]["amount"], "4.00", "{taken}");

    // What goes wrong is said where it can be mended, and to whose till it is.
    let more = charge(&till, "chris", &bram, &secret, "16.05").await;
    let error = &more["userErrors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("amount"), &json!("INVALID")));
    assert!(error["message"].as_str().is_some_and(|it| it.contains("16.00")), "{error}");
    let odd = json!({ "id": "geen id", "to": bram, "secret": secret, "amount": "1" });
    let odd = till.ask("bram", CHARGE, odd).await["data"]["chargePass"].clone();
    let error = &odd["userErrors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("id"), &json!("INVALID")), "{odd}");
    till.becomes(&anna, "min_minor = -400").await;
    let poor = charge(&till, "bram", &bram, &secret, "1").await;
    assert_eq!(poor["rejected"]["code"], "PAYER_LIMIT", "{poor}");
    let words = poor["rejected"]["message"].as_str().unwrap_or_default();
    assert!(!words.contains("earn") && !words.contains("verdien") && !words.is_empty(), "{words}");
}

#[tokio::test]
async fn a_pin_that_was_wrong_too_often_is_allowed_again_by_who_runs_the_community() {
    let (till, anna, _) = with_a_shop().await;
    let card = till.ask("anna", MAKE, json!({ "account": anna })).await;
    let pass = json!({ "pass": made(&card, "makePass")["pass"]["id"] });
    let put = async |set: &str| {
        let text = format!("update passes set {set}");
        let db = till.street.app.parts.domain.db.migrator();
        db.execute_unprepared(&text).await.expect("it is done");
    };
    put("state = 'blocked', wrong_pins = 3").await;
    let own = till.ask("anna", CARDS, json!({ "account": anna })).await;
    let spent = json!([{ "state": "BLOCKED", "pinsSpent": true, "hasPin": false }]);
    assert_eq!(own["data"]["account"]["passes"], spent, "{own}");
    let tried = till.ask("anna", AGAIN, pass.clone()).await;
    assert_eq!(tried["data"]["allowPassPin"]["userErrors"][0]["code"], "DENIED", "{tried}");
    let again = async || {
        let told = people::ask(&till.street.app, "organiser", AGAIN, pass.clone()).await;
        told["data"]["allowPassPin"].clone()
    };
    let expected = json!({ "pass": { "state": "ACTIVE", "pinsSpent": false }, "userErrors": [] });
    assert_eq!(again().await, expected);
    assert_eq!(
        till.ask("anna", BLOCK, pass.clone()).await["data"]["blockPass"]["pass"]["state"],
        "BLOCKED"
    );
    let late = again().await;
    assert_eq!(late, json!({ "pass": null, "userErrors": [{ "code": "INVALID" }] }));
}

#[tokio::test]
async fn what_shows_a_secret_shows_it_once() {
    let (till, anna, bram) = with_a_shop().await;
    let once = json!({ "id": key(), "account": anna });
    let card = till.ask("anna", MAKE, once.clone()).await;
    assert!(made(&card, "makePass")["secret"].is_string());
    let again = till.ask("anna", MAKE, once).await["data"]["makePass"].clone();
    assert_eq!((&again["pass"], &again["secret"]), (&Value::Null, &Value::Null));
    assert_eq!(again["userErrors"], json!([{ "field": "id", "code": "DUPLICATE" }]));
    let once = json!({ "id": key(), "account": bram });
    let offer = till.ask("bram", OFFER, once.clone()).await;
    assert!(offer["data"]["offerTill"]["secret"].is_string(), "{offer}");
    let again = till.ask("bram", OFFER, once).await["data"]["offerTill"].clone();
    assert_eq!(again["userErrors"], json!([{ "field": "id", "code": "DUPLICATE" }]), "{again}");
    let odd = till.ask("anna", MAKE, json!({ "id": "x", "account": anna })).await;
    let error = &odd["data"]["makePass"]["userErrors"];
    assert_eq!(error, &json!([{ "field": "id", "code": "INVALID" }]), "{odd}");
}
