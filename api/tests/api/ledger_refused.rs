//! What the books refuse, each by its name, and who is told nothing of another's money.

use serde_json::{Value, json};

use crate::harness::code;
use crate::ledger::{ACCEPT, ASK, BACK, CAPTURE, HOLD, LINK, OPEN, PAY, RELEASE, Till, key, made};
use crate::people::token;

const NODE: &str = "query($id: ID!) { node(id: $id) { __typename id } }";
const ACCOUNT: &str = "query($id: ID!) { account(id: $id) { balance { amount } holder { name } \
    requests { id } transfers { edges { node { id } } } } }";
const CURRENCIES: &str = r#"{ community(slug: "oost") { id } }"#;
const OF: &str = "query($of: ID!) { currencies(community: $of) { code isOn step { amount } \
    rulings { version levyPercent limits { max { amount } } } velocity volumeLast12Months { amount } \
    meter { euros percent warns } community { slug } advice } }";
const BLOCK: &str = "mutation($id: ID!) { blockMember(input: {profileId: $id}) { userErrors { code \
    } } }";

/// Why something of an answer was refused: by the books, or as what can be mended. Never both, and
/// never beside what was made.
fn refused(answer: &Value, field: &str) -> String {
    let told = &answer["data"][field];
    let errors = told["userErrors"].as_array().unwrap_or_else(|| panic!("{answer}"));
    let of_books = told["rejected"]["code"].as_str();
    let made = ["transfer", "request", "hold"].iter().any(|it| told[it].is_object());
    assert!(!made && of_books.is_some() == errors.is_empty(), "{answer}");
    let error = errors.first().map(|it| {
        let field = it["field"].as_str().unwrap_or("-");
        format!("{field} {}", it["code"].as_str().expect("a code"))
    });
    of_books.map(str::to_owned).or(error).expect("one of the two")
}

#[tokio::test]
async fn each_refusal_has_its_name() {
    let (till, anna, bram) = Till::with_two().await;
    let nobody = "acc_00000000000000000000000001";
    for (from, to, amount, expected) in [
        (&anna, json!({ "account": bram }), "0", "AMOUNT_NOT_POSITIVE"),
        (&anna, json!({ "account": bram }), "-1.00", "AMOUNT_NOT_POSITIVE"),
        (&anna, json!({ "account": bram }), "1.001", "AMOUNT_TOO_FINE"),
        (&anna, json!({ "account": bram }), "0.03", "AMOUNT_TOO_FINE"),
        (&anna, json!({ "account": bram }), "99999999999999999999", "AMOUNT_TOO_LARGE"),
        (&anna, json!({ "account": bram }), "een tientje", "AMOUNT_MALFORMED"),
        (&anna, json!({ "account": bram }), "1e2", "AMOUNT_MALFORMED"),
        (&anna, json!({ "account": bram }), "", "AMOUNT_MALFORMED"),
        (&anna, json!({ "account": bram }), "100.05", "PAYER_LIMIT"),
        (&anna, json!({ "account": anna }), "1.00", "SAME_ACCOUNT"),
        (&anna, json!({ "account": nobody }), "1.00", "to INVALID"),
        (&anna, json!({ "account": "nonsense" }), "1.00", "to INVALID"),
        (&anna, json!({ "handle": "niemand" }), "1.00", "to INVALID"),
        (&anna, json!({ "code": "AAAA-AAAA" }), "1.00", "to INVALID"),
        (&anna, json!({ "member": "mem_00000000000000000000000001" }), "1.00", "to INVALID"),
        (&anna, json!({ "listing": "lst_00000000000000000000000001" }), "1.00", "to INVALID"),
        (&json!(nobody), json!({ "account": bram }), "1.00", "- NOT_FOUND"),
        (&json!("nonsense"), json!({ "account": bram }), "1.00", "- NOT_FOUND"),
        (&bram, json!({ "account": anna }), "1.00", "- NOT_FOUND"),
    ] {
        let variables = json!({ "id": key(), "from": from, "to": to, "amount": amount });
        let answer = till.ask("anna", PAY, variables).await;
        assert_eq!(refused(&answer, "pay"), expected, "{amount} to {to}");
    }
    let bad = json!({ "id": "nummer een", "from": anna, "to": { "account": bram }, "amount": "1" });
    assert_eq!(refused(&till.ask("anna", PAY, bad).await, "pay"), "id INVALID");
    // A number would lose digits on its way, and two payees are none.
    for to in [json!({ "account": bram }), json!({ "account": bram, "handle": "bram" })] {
        let amount = if to.get("handle").is_some() { json!("1") } else { json!(1) };
        let wrong = json!({ "id": key(), "from": anna, "to": to, "amount": amount });
        let answer = till.ask("anna", PAY, wrong).await;
        assert!(
            code(&answer).ends_with("_FAILED") || code(&answer) == "BAD_USER_INPUT",
            "{answer}"
        );
    }
    let past = json!({ "id": key(), "from": anna, "to": { "account": bram }, "amount": "1", "expiresAt": "2026-11-20T12:00:00+01:00" });
    assert_eq!(refused(&till.ask("anna", HOLD, past.clone()).await, "hold"), "HOLD_TERM");
    let asked = till
        .ask(
            "bram",
            ASK,
            json!({ "id": key(), "from": { "account": bram }, "to": bram, "amount": "1" }),
        )
        .await;
    assert_eq!(refused(&asked, "requestPayment"), "SAME_ACCOUNT");
    let paid = till.pays("anna", &anna, &bram, "1").await;
    let transfer = &made(&paid, "pay")["transfer"]["id"];
    let back = async || till.ask("bram", BACK, json!({ "id": key(), "t": transfer })).await;
    made(&back().await, "reverse");
    assert_eq!(refused(&back().await, "reverse"), "ALREADY_REVERSED");
}

#[tokio::test]
async fn what_is_set_apart_is_paid_within_its_bounds() {
    let (till, anna, bram) = Till::with_two().await;
    let hold = json!({ "id": key(), "from": anna, "to": { "account": bram }, "amount": "10", "expiresAt": "2026-12-01T12:00:00+01:00" });
    let held = till.ask("anna", HOLD, hold).await;
    let hold = made(&held, "hold")["hold"]["id"].clone();
    let capture = async |name: &str, amount: &str| {
        let answer =
            till.ask(name, CAPTURE, json!({ "id": key(), "hold": hold, "amount": amount })).await;
        refused(&answer, "capture")
    };
    assert_eq!(capture("anna", "10.05").await, "HOLD_EXCEEDED");
    assert_eq!(capture("anna", "nul").await, "AMOUNT_MALFORMED");
    assert_eq!(capture("bram", "1").await, "- NOT_FOUND", "only its payer");
    assert_eq!(capture("chris", "1").await, "- NOT_FOUND");
    let release = json!({ "id": key(), "hold": hold });
    assert_eq!(
        made(&till.ask("bram", RELEASE, release).await, "release")["hold"]["state"],
        "RELEASED"
    );
    assert_eq!(capture("anna", "1").await, "HOLD_ENDED");
    let again = till.ask("bram", RELEASE, json!({ "id": key(), "hold": hold })).await;
    assert_eq!(refused(&again, "release"), "HOLD_ENDED");
}

#[tokio::test]
async fn an_account_that_stands_still_is_full_or_off_refuses() {
    let (till, anna, bram) = Till::with_two().await;
    let said = async || refused(&till.pays("anna", &anna, &bram, "1").await, "pay");
    till.becomes(&bram, "max_minor = 50, soft_max_minor = null").await;
    assert_eq!(said().await, "PAYEE_LIMIT");
    till.becomes(&bram, "max_minor = null, state = 'frozen'").await;
    assert_eq!(said().await, "PAYEE_FROZEN");
    till.becomes(&anna, "state = 'frozen'").await;
    assert_eq!(said().await, "PAYER_FROZEN");
    till.becomes(&bram, "state = 'closed', profile_id = null").await;
    assert_eq!(said().await, "PAYEE_CLOSED");
    till.becomes(&anna, "state = 'closed'").await;
    assert_eq!(said().await, "PAYER_CLOSED");
    let db = &till.street.app.parts.domain.db;
    sea_orm::ConnectionTrait::execute_unprepared(
        db.migrator(),
        "update currencies set is_on = false",
    )
    .await
    .expect("it is off");
    assert_eq!(said().await, "CURRENCY_UNKNOWN");
    let open = till.ask("chris", OPEN, json!({ "currency": "LAT" })).await;
    assert_eq!(open["data"]["openAccount"]["userErrors"][0]["code"], "NOT_FOUND", "{open}");
    let open = till.ask("chris", OPEN, json!({ "currency": "GULDEN" })).await;
    assert_eq!(open["data"]["openAccount"]["userErrors"][0]["code"], "NOT_FOUND", "{open}");
}

/// A payment, a request, a hold: of each the document and what is sent, as if by who does not own
/// any of it.
fn all(anna: &Value, bram: &Value, made: [&Value; 3]) -> Vec<(&'static str, &'static str, Value)> {
    let [transfer, request, hold] = made;
    let (to, until) = (json!({ "account": bram }), "2026-12-01T12:00:00+01:00");
    vec![
        ("pay", PAY, json!({ "id": key(), "from": anna, "to": to, "amount": "1" })),
        ("requestPayment", ASK, json!({ "id": key(), "from": to, "to": anna, "amount": "1" })),
        ("acceptPayment", ACCEPT, json!({ "id": key(), "request": request })),
        (
            "hold",
            HOLD,
            json!({ "id": key(), "from": anna, "to": to, "amount": "1", "expiresAt": until }),
        ),
        ("capture", CAPTURE, json!({ "id": key(), "hold": hold, "amount": "1" })),
        ("release", RELEASE, json!({ "id": key(), "hold": hold })),
        ("reverse", BACK, json!({ "id": key(), "t": transfer })),
    ]
}

#[tokio::test]
async fn nobody_is_told_or_moves_what_is_anothers() {
    let (till, anna, bram) = Till::with_two().await;
    let paid = till.pays("anna", &anna, &bram, "1").await;
    let transfer = made(&paid, "pay")["transfer"]["id"].clone();
    let asked = json!({ "id": key(), "from": { "account": bram }, "to": anna, "amount": "1" });
    let asked = till.ask("anna", ASK, asked).await;
    let request = made(&asked, "requestPayment")["request"]["id"].clone();
    let hold = json!({ "id": key(), "from": anna, "to": { "account": bram }, "amount": "1", "expiresAt": "2026-12-01T12:00:00+01:00" });
    let hold = made(&till.ask("anna", HOLD, hold).await, "hold")["hold"]["id"].clone();
    till.opened("chris").await;
    for id in [&anna, &transfer, &request, &hold] {
        let node =
            async |name| till.ask(name, NODE, json!({ "id": id })).await["data"]["node"].clone();
        assert_eq!(node("anna").await["id"], *id);
        assert_eq!(node("chris").await, Value::Null, "{id}");
        assert_eq!(node("nobody").await, Value::Null, "{id}");
        assert_eq!(node("bram").await.is_null(), *id == anna, "{id}");
    }
    let currency = json!({ "id": till.currency.to_string() });
    assert_eq!(till.ask("nobody", NODE, currency).await["data"]["node"]["__typename"], "Currency");
    for (field, document, variables) in all(&anna, &bram, [&transfer, &request, &hold]) {
        let visitor = till.ask("nobody", document, variables.clone()).await;
        assert_eq!(code(&visitor), "UNAUTHENTICATED", "{field}: {visitor}");
        let other = till.ask("chris", document, variables).await;
        assert_eq!(refused(&other, field), "- NOT_FOUND", "{field}: {other}");
    }
    let account = json!({ "id": anna });
    for name in ["bram", "chris", "nobody"] {
        assert_eq!(till.ask(name, ACCOUNT, account.clone()).await["data"]["account"], Value::Null);
    }
    // Who runs the community sees what was paid, and not what is asked.
    let organiser = token(&till.street.app, "organiser").await.expect("a token");
    let seen = till.street.app.ask_as(&organiser, ACCOUNT, account).await.json();
    let seen = &seen["data"]["account"];
    assert_eq!((&seen["balance"]["amount"], &seen["requests"]), (&json!("-1.00"), &json!([])));
}

#[tokio::test]
async fn who_belongs_elsewhere_opens_no_account_and_is_paid_nothing() {
    let (till, anna, _) = Till::with_two().await;
    till.street.app.member("elders@voorbeeld.nl").await;
    let outsider = token(&till.street.app, "elders").await.expect("a token");
    let ask = async |document: &str, variables| {
        till.street.app.ask_as(&outsider, document, variables).await.json()
    };
    let open = ask(OPEN, json!({ "currency": "LAT" })).await;
    assert_eq!(open["data"]["openAccount"]["userErrors"][0]["code"], "DENIED", "{open}");
    let me =
        ask("{ viewer { id handle accounts { id } } }", json!({})).await["data"]["viewer"].clone();
    assert_eq!(me["accounts"], json!([]));
    for to in [json!({ "member": me["id"] }), json!({ "handle": me["handle"] })] {
        let pay = json!({ "id": key(), "from": anna, "to": to, "amount": "1" });
        assert_eq!(refused(&till.ask("anna", PAY, pay).await, "pay"), "to INVALID");
    }
    let link = till.ask("anna", LINK, json!({ "id": key(), "to": anna, "amount": "1" })).await;
    let request = &made(&link, "requestPayment")["request"]["id"];
    let accept = ask(ACCEPT, json!({ "id": key(), "request": request })).await;
    assert_eq!(refused(&accept, "acceptPayment"), "- DENIED");
}

#[tokio::test]
async fn a_blocked_neighbour_is_told_no_more_than_that_nobody_is_there() {
    let (till, anna, bram) = Till::with_two().await;
    let link = till.ask("bram", LINK, json!({ "id": key(), "to": bram, "amount": "1" })).await;
    let request = made(&link, "requestPayment")["request"].clone();
    let profile =
        till.ask("anna", "{ viewer { accounts { holder { profileId } } } }", json!({})).await;
    let profile = &profile["data"]["viewer"]["accounts"][0]["holder"]["profileId"];
    let blocked = till.ask("bram", BLOCK, json!({ "id": profile })).await;
    assert_eq!(blocked["data"]["blockMember"]["userErrors"], json!([]), "{blocked}");
    let handle = till.ask("bram", "{ viewer { handle } }", json!({})).await;
    let unknown =
        json!({ "id": key(), "from": anna, "to": { "handle": "niemand" }, "amount": "1" });
    let nobody = till.ask("anna", PAY, unknown).await;
    let member = till.id_of("bram").await;
    let handle = &handle["data"]["viewer"]["handle"];
    for to in [
        json!({ "account": bram }),
        json!({ "member": member }),
        json!({ "handle": handle }),
        json!({ "code": request["code"] }),
    ] {
        let pay = json!({ "id": key(), "from": anna, "to": to, "amount": "1" });
        assert_eq!(till.ask("anna", PAY, pay).await, nobody, "{to}");
    }
    let accept = json!({ "id": key(), "request": request["id"] });
    let accepted = till.ask("anna", ACCEPT, accept).await;
    assert_eq!(refused(&accepted, "acceptPayment"), "- NOT_FOUND");
    // It holds both ways.
    let ask = json!({ "id": key(), "from": { "account": anna }, "to": bram, "amount": "1" });
    assert_eq!(refused(&till.ask("bram", ASK, ask).await, "requestPayment"), "- INVALID");
}

#[tokio::test]
async fn money_moves_once_a_document() {
    let (till, anna, bram) = Till::with_two().await;
    let pay = |alias: &str| {
        format!(
            "{alias}: pay(input: {{id: \"{}\", from: {anna}, to: {{account: {bram}}}, amount: \"1\"}}) {{ transfer {{ id }} }}",
            key()
        )
    };
    let (one, two) = (
        format!("mutation {{ {} }}", pay("a")),
        format!("mutation {{ {} {} }}", pay("a"), pay("b")),
    );
    let answer = till.ask("anna", &two, json!({})).await;
    assert_eq!(code(&answer), "GRAPHQL_VALIDATION_FAILED", "{answer}");
    assert!(till.ask("anna", &one, json!({})).await["data"]["a"]["transfer"]["id"].is_string());
}

#[tokio::test]
async fn the_currencies_of_a_community_are_for_everybody() {
    let till = Till::new().await;
    let community =
        till.ask("nobody", CURRENCIES, json!({})).await["data"]["community"]["id"].clone();
    let told = till.ask("nobody", OF, json!({ "of": community })).await;
    let expected = json!([{
        "code": "LAT", "isOn": true, "step": { "amount": "0.05" },
        "rulings": [{ "version": 1, "levyPercent": "0.00", "limits": { "max": { "amount": "500.00" } } }],
        "velocity": null, "volumeLast12Months": { "amount": "0.00" },
        "meter": null,
        "community": { "slug": "oost" }, "advice": null,
    }]);
    assert_eq!(told["data"]["currencies"], expected, "{told}");
    let none = till.ask("nobody", OF, json!({ "of": "com_x" })).await;
    assert_eq!(none["data"]["currencies"], json!([]));
}
