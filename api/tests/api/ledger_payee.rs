//! Who is paid, told to a program before it pays, and paying whoever is meant by whatever names
//! them.

use serde_json::{Value, json};

use crate::harness::{BASE_URL, code};
use crate::ledger::{LINK, PAY, Till, key, made};
use crate::people;

const PAYEE: &str = "query($to: PayeeInput!, $currency: String) { payee(to: $to, currency: \
    $currency) { name kind accountId street town isClaimed isNamesake requestId currency { code } \
    listing { slug } } }";
const CODE: &str = "query($id: ID!) { account(id: $id) { code url } }";
const HANDLE: &str = "{ viewer { handle } }";
const PLACE: &str = r#"{ listing(slug: "spaak-zoon") { id } }"#;
const REPORT: &str = "mutation($transfer: ID, $request: ID) { reportPurpose(input: {transferId: \
    $transfer, requestId: $request, reason: HURTFUL}) { userErrors { field code } } }";
const HIDE: &str = "mutation($request: ID!, $hidden: Boolean!) { hideRequestPurpose(input: \
    {requestId: $request, hidden: $hidden}) { request { purpose purposeHidden } userErrors { code } \
    } }";
const ASK_NAMED: &str = r#"mutation($id: UUID!, $from: ID!, $to: ID!) { requestPayment(input: {id: $id, from: {account: $from}, to: $to, amount: "2.50", purpose: "Lelijke taart"}) { request { id code } rejected { code } userErrors { field code } } }"#;
const ASK: &str = r#"mutation($id: UUID!, $to: ID!, $amount: Decimal!) { requestPayment(input: {id: $id, to: $to, amount: $amount, purpose: "Lelijke taart"}) { request { id code } rejected { code } userErrors { field code } } }"#;

async fn seen(till: &Till, name: &str, to: Value, currency: Option<&str>) -> Value {
    let answer = till.ask(name, PAYEE, json!({ "to": to, "currency": currency })).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"]["payee"].clone()
}

/// The code of an account, as its holder types it.
async fn code_of(till: &Till, name: &str, account: &Value) -> Value {
    let own = till.ask(name, CODE, json!({ "id": account })).await;
    own["data"]["account"].clone()
}

#[tokio::test]
async fn who_stands_behind_a_code_is_told_before_anybody_pays() {
    let (till, _, bram) = Till::with_two().await;
    let own = code_of(&till, "bram", &bram).await;
    let typed = own["code"].as_str().expect("a code").to_owned();
    assert_eq!(own["url"], format!("{BASE_URL}/betaal/{}", typed.replace('-', "")));
    assert_eq!(code_of(&till, "anna", &bram).await, Value::Null, "it is his alone");

    let to = json!({ "code": typed.to_lowercase() });
    let payee = seen(&till, "anna", to.clone(), None).await;
    assert_eq!((&payee["name"], &payee["accountId"]), (&json!("Hanneke V."), &bram));
    assert_eq!(payee["currency"]["code"], "LAT");
    assert_eq!((&payee["isNamesake"], &payee["requestId"]), (&json!(false), &Value::Null));
    assert_eq!(seen(&till, "anna", to.clone(), Some("DAPPER")).await, Value::Null, "no such one");
    let asked = till.ask("bram", LINK, json!({ "id": key(), "to": bram, "amount": "2.50" })).await;
    let request = &made(&asked, "requestPayment")["request"];
    let payee = seen(&till, "anna", json!({ "code": request["code"] }), Some("LAT")).await;
    assert_eq!((&payee["accountId"], &payee["requestId"]), (&bram, &request["id"]));

    let visitor = till.ask("nobody", PAYEE, json!({ "to": to })).await;
    assert_eq!(code(&visitor), "UNAUTHENTICATED", "{visitor}");
    for nobody in [json!({ "handle": "niemand-hier" }), json!({ "account": "x" })] {
        assert_eq!(seen(&till, "anna", nobody, Some("LAT")).await, Value::Null);
    }
    let mut last = Value::Null;
    for _ in 0..51 {
        last = till.ask("chris", PAYEE, json!({ "to": { "code": "ZZZ-ZZZ" } })).await;
    }
    assert_eq!(code(&last), "TOO_MANY", "{last}");
}

#[tokio::test]
async fn whatever_names_somebody_pays_them() {
    let (till, anna, bram) = Till::with_two().await;
    let own = code_of(&till, "bram", &bram).await["code"].clone();
    let asked = till.ask("bram", LINK, json!({ "id": key(), "to": bram, "amount": "2.50" })).await;
    let request = made(&asked, "requestPayment")["request"]["code"].clone();
    let handle = till.ask("bram", HANDLE, json!({})).await["data"]["viewer"]["handle"].clone();
    let place = till.ask("nobody", PLACE, json!({})).await["data"]["listing"]["id"].clone();
    for to in [
        json!({ "code": own }),
        json!({ "code": request }),
        json!({ "handle": handle }),
        json!({ "listing": place }),
    ] {
        let payee = seen(&till, "anna", to.clone(), Some("LAT")).await;
        assert!(payee["name"].is_string(), "{to}: {payee}");
        assert_eq!(payee["listing"]["slug"] == "spaak-zoon", to.get("listing").is_some(), "{to}");
        assert_eq!(payee["isClaimed"] == true, to.get("listing").is_some(), "{to}");
        let pay = json!({ "id": key(), "from": anna, "to": to, "amount": "2.50" });
        made(&till.ask("anna", PAY, pay).await, "pay");
    }
}

#[tokio::test]
async fn words_of_a_request_are_reported_by_who_is_asked() {
    let (till, _, bram) = Till::with_two().await;
    let asked = till.ask("bram", ASK, json!({ "id": key(), "to": bram, "amount": "2.50" })).await;
    let request = made(&asked, "requestPayment")["request"]["id"].clone();
    let report = async |name: &str, about: Value| {
        let told = till.ask(name, REPORT, about).await;
        told["data"]["reportPurpose"]["userErrors"].clone()
    };
    assert_eq!(report("anna", json!({ "request": request })).await, json!([]));
    let own = report("bram", json!({ "request": request })).await;
    assert_eq!(own[0]["code"], "NOT_FOUND", "{own}");
    let none = report("anna", json!({})).await;
    assert_eq!(none[0]["field"], "transferId", "{none}");
    let both = report("anna", json!({ "request": request, "transfer": request })).await;
    assert_eq!(both[0]["field"], "requestId", "{both}");
    let queue = "{ community(slug: \"oost\") { id } }";
    let community = till.ask("nobody", queue, json!({})).await["data"]["community"]["id"].clone();
    let queue = "query($id: ID!) { boardQueue(communityId: $id) { reports { isPurpose lines { text } \
        } } }";
    let waits = people::ask(&till.street.app, "organiser", queue, json!({ "id": community })).await;
    let report = &waits["data"]["boardQueue"]["reports"][0];
    assert_eq!(
        (&report["isPurpose"], &report["lines"][0]["text"]),
        (&json!(true), &json!("Lelijke taart")),
        "{waits}"
    );
}

#[tokio::test]
async fn words_of_a_request_are_hidden_by_who_is_asked() {
    let (till, anna, bram) = Till::with_two().await;
    let input = json!({ "id": key(), "from": anna, "to": bram });
    let asked = till.ask("bram", ASK_NAMED, input).await;
    let request = made(&asked, "requestPayment")["request"]["id"].clone();
    let hide = async |name: &str, hidden: bool| {
        let done = till.ask(name, HIDE, json!({ "request": request, "hidden": hidden })).await;
        done["data"]["hideRequestPurpose"].clone()
    };
    let hidden = hide("anna", true).await;
    assert_eq!(hidden["request"], json!({ "purpose": null, "purposeHidden": true }), "{hidden}");
    let own = hide("bram", true).await;
    assert_eq!(own["userErrors"][0]["code"], "NOT_FOUND", "{own}");
    let shown = hide("anna", false).await;
    let there = json!({ "purpose": "Lelijke taart", "purposeHidden": false });
    assert_eq!(shown["request"], there, "{shown}");
}
