//! What was decided about accounts, by GraphQL: who reads it, and that many are read together.

use koop_domain::id::{AccountId, MemberId};
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::ledger::{OPEN, Till, draft, made};
use crate::people;

const DECIDED: &str = "query($id: ID!, $first: Int) { account(id: $id) { decisions(first: $first) { \
    state limits { min { amount currency } max { amount } softMin { amount } softMax { amount } } \
    reason at decidedBy } } }";
const OWN: &str = "{ viewer { accounts { id decisions { reason decidedBy } } } }";

/// Writes down what an organiser decided about an account.
async fn decide(till: &Till, account: &Value, by: &Value, (nth, state, reason): (i32, &str, &str)) {
    let account = AccountId::parse(account.as_str().expect("an id")).expect("an id").0;
    let by = MemberId::parse(by.as_str().expect("an id")).expect("an id").0;
    let text = format!(
        "insert into account_limits (account_id, nth, state, min_minor, max_minor, \
         soft_min_minor, by_id, reason, at) values (x'{}', {nth}, '{state}', -2000, null, -1500, \
         x'{}', '{reason}', '2026-11-0{nth} 12:00:00+00:00')",
        account.simple(),
        by.simple()
    );
    let db = till.street.app.parts.domain.db.migrator();
    db.execute_unprepared(&text).await.expect("it is written down");
}

#[tokio::test]
async fn what_was_decided_is_told_to_its_holder_and_who_runs_the_community() {
    let (till, anna, _) = Till::with_two().await;
    let app = &till.street.app;
    let organiser = people::ask(app, "organiser", "{ viewer { id name } }", json!({})).await;
    let organiser = &organiser["data"]["viewer"];
    decide(&till, &anna, &organiser["id"], (1, "open", "Zo besloten")).await;
    decide(&till, &anna, &organiser["id"], (2, "frozen", "Eerst praten")).await;
    let asked = json!({ "id": anna });
    let own = till.ask("anna", DECIDED, asked.clone()).await["data"]["account"].clone();
    let limits = json!({ "min": { "amount": "-20.00", "currency": "LAT" }, "max": null,
        "softMin": { "amount": "-15.00" }, "softMax": null });
    let of = |state: &str, reason: &str, at: &str, by: &Value| json!({ "state": state, "limits": limits, "reason": reason, "at": at, "decidedBy": by });
    let both = |by: &Value| {
        let stands = of("FROZEN", "Eerst praten", "2026-11-02T13:00:00+01:00", by);
        json!([stands, of("OPEN", "Zo besloten", "2026-11-01T13:00:00+01:00", by)])
    };
    assert_eq!(own["decisions"], both(&Value::Null));
    let desk = people::ask(app, "organiser", DECIDED, asked.clone()).await;
    assert_eq!(desk["data"]["account"]["decisions"], both(&organiser["name"]), "{desk}");
    let one = till.ask("anna", DECIDED, json!({ "id": anna, "first": 1 })).await;
    assert_eq!(one["data"]["account"]["decisions"].as_array().map(Vec::len), Some(1), "{one}");
    for stranger in ["bram", "nobody"] {
        let none = till.ask(stranger, DECIDED, asked.clone()).await;
        assert_eq!(none["data"]["account"], Value::Null, "{none}");
    }
}

#[tokio::test]
async fn what_was_decided_about_many_accounts_is_read_together() {
    let (till, anna, _) = Till::with_two().await;
    let app = &till.street.app;
    let organiser = people::id(app, "organiser").await;
    let statements = async |query: &str, accounts: usize| {
        let before = app.parts.domain.db.statements();
        let answer = till.ask("anna", query, json!({})).await;
        let found = answer["data"]["viewer"]["accounts"].as_array().map(Vec::len);
        assert_eq!(found, Some(accounts), "{answer}");
        app.parts.domain.db.statements() - before
    };
    let cost = async |accounts: usize| {
        let bare = statements("{ viewer { accounts { id } } }", accounts).await;
        statements(OWN, accounts).await - bare
    };
    decide(&till, &anna, &organiser, (1, "open", "Zo besloten")).await;
    let of_one = cost(1).await;
    let found = app.ask(r#"{ community(slug: "oost") { id } }"#, json!({})).await;
    let community = found["data"]["community"]["id"].as_str().expect("an id");
    let other = CurrencyDraft { code: "TWEE".to_owned(), ..draft(community) };
    let (ctx, domain) = (app.operator(), &app.parts.domain);
    let it = currencies::create(&ctx, domain, other).await.expect("a currency");
    currencies::switch(&ctx, domain, (it.id, 1), true).await.expect("it is on");
    let opened = till.ask("anna", OPEN, json!({ "currency": "TWEE" })).await;
    let second = made(&opened, "openAccount")["account"]["id"].clone();
    decide(&till, &second, &organiser, (1, "frozen", "Eerst praten")).await;
    assert_eq!(cost(2).await, of_one);
    let told = till.ask("anna", OWN, json!({})).await["data"]["viewer"]["accounts"].clone();
    let reason = |nth: usize| told[nth]["decisions"][0]["reason"].clone();
    assert_eq!([reason(0), reason(1)], ["Zo besloten", "Eerst praten"], "{told}");
}
