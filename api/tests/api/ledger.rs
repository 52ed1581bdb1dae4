//! Paying by GraphQL alone: from opening an account to giving back, in the documents that a program
//! writes.

use std::sync::atomic::{AtomicU64, Ordering};

use koop_domain::communities::model::Texts;
use koop_domain::id::{AccountId, CommunityId, CurrencyId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::board::Street;
use crate::harness::{App, BASE_URL, code};

/// The documents that a program writes, word by word.
const WALLET: &str = "query Wallet { viewer { accounts { id currency { code symbol scale kind } \
    balance { amount currency } available { amount } reserved { amount } limits { min { amount } \
    max { amount } softMin { amount } softMax { amount } } transfers(first: 20) { edges { node { \
    id state amount { amount currency } direction counterparty { name } purpose postedAt \
    balanceAfter { amount } } } } } } }";
pub(crate) const OPEN: &str = "mutation Open($currency: String!) { openAccount(input: {currency: \
    $currency}) { account { id } userErrors { code } } }";
pub(crate) const PAY: &str = r#"mutation Pay($id: UUID!, $from: ID!, $to: PayeeInput!, $amount: Decimal!) { pay(input: {id: $id, from: $from, to: $to, amount: $amount, purpose: "Fietsband geplakt"}) { transfer { id state postedAt } rejected { code message } userErrors { field code message } } }"#;
pub(crate) const ASK: &str = r#"mutation Ask($id: UUID!, $from: PayeeInput!, $to: ID!, $amount: Decimal!) { requestPayment(input: {id: $id, from: $from, to: $to, amount: $amount, purpose: "Taart"}) { request { id state url } rejected { code } userErrors { code } } }"#;
pub(crate) const ACCEPT: &str = "mutation Accept($id: UUID!, $request: ID!) { acceptPayment(input: \
    {id: $id, requestId: $request}) { transfer { id } rejected { code } userErrors { code } } }";
pub(crate) const HOLD: &str = "mutation Hold($id: UUID!, $from: ID!, $to: PayeeInput!, $amount: \
    Decimal!, $expiresAt: DateTime!) { hold(input: {id: $id, from: $from, to: $to, amount: $amount, \
    expiresAt: $expiresAt}) { hold { id state } rejected { code } userErrors { code } } }";
pub(crate) const CAPTURE: &str = "mutation Capture($id: UUID!, $hold: ID!, $amount: Decimal!) { \
    capture(input: {id: $id, holdId: $hold, amount: $amount}) { transfer { id } rejected { code } \
    userErrors { code } } }";
pub(crate) const RELEASE: &str = "mutation Release($id: UUID!, $hold: ID!) { release(input: {id: \
    $id, holdId: $hold}) { hold { state } rejected { code } userErrors { code } } }";
pub(crate) const BACK: &str = r#"mutation Back($id: UUID!, $t: ID!) { reverse(input: {id: $id, transferId: $t, reason: "Verkeerde ontvanger"}) { transfer { id reverses { id } } rejected { code } userErrors { code } } }"#;
const CURRENCY: &str = "query Currency($code: String!) { currency(code: $code) { code name rules \
    sum { amount } supply { amount } accountCount transfersLast12Months } }";
/// Asking whoever has the link, and what they then see.
pub(crate) const LINK: &str = "mutation($id: UUID!, $to: ID!, $amount: Decimal!) { \
    requestPayment(input: {id: $id, to: $to, amount: $amount}) { request { id code url } rejected { \
    code } userErrors { field code } } }";
const ASKED: &str = "query($code: String!) { paymentRequest(code: $code) { id state amount { \
    amount currency } purpose to { name kind } from { name } url } }";
const DECLINE: &str = "mutation($id: UUID!, $request: ID!) { declinePayment(input: {id: $id, \
    requestId: $request}) { request { state } rejected { code } userErrors { code } } }";
const WAITING: &str = "{ viewer { accounts { requests { id from { name } to { name } } holds { id \
    amount { amount } captured { amount } isDisputed to { name } } } } }";
const HISTORY: &str = "query($id: ID!, $after: String, $text: String, $since: DateTime) { \
    account(id: $id) { transfers(first: 2, after: $after, text: $text, since: $since) { pageInfo { \
    hasNextPage endCursor } edges { cursor node { number kind purpose reversedBy { id } } } } } }";

/// Three neighbours of the demo and a currency of their community.
pub(crate) struct Till {
    pub(crate) street: Street,
    pub(crate) currency: CurrencyId,
}

/// The currency of the community of the demo: −100.00 to +500.00 in steps of five cents.
pub(crate) async fn lat(app: &App) -> CurrencyId {
    let found = app.ask(r#"{ community(slug: "oost") { id } }"#, json!({})).await;
    let community = found["data"]["community"]["id"].as_str().expect("an id");
    let draft = draft(community);
    let (ctx, domain) = (app.operator(), &app.parts.domain);
    let made = currencies::create(&ctx, domain, draft).await.expect("a currency");
    currencies::switch(&ctx, domain, (made.id, 1), true).await.expect("it is on");
    made.id
}

/// How that currency is made.
pub(crate) fn draft(community: &str) -> CurrencyDraft {
    let both = |text: &str| Language::ALL.map(|it| (it, text.to_owned())).into_iter().collect();
    CurrencyDraft {
        community: CommunityId::parse(community).expect("an id"),
        code: "LAT".to_owned(),
        names: both("Op de Lat"),
        advice: Texts::new(),
        symbol: "L".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: None,
        step: 5,
        levy_bp: 0,
        limits: Limits { min: Some(-10_000), max: Some(50_000) },
        soft: Limits { min: Some(-8_000), max: Some(40_000) },
        reason: "Zo besloten".to_owned(),
    }
}

impl Till {
    pub(crate) async fn new() -> Self {
        let street = Street::new().await;
        let currency = lat(&street.app).await;
        Self { street, currency }
    }

    /// Anna and Bram have an account each.
    pub(crate) async fn with_two() -> (Self, Value, Value) {
        let till = Self::new().await;
        let (anna, bram) = (till.opened("anna").await, till.opened("bram").await);
        (till, anna, bram)
    }

    pub(crate) async fn ask(&self, name: &str, query: &str, variables: Value) -> Value {
        self.street.ask(name, query, variables).await
    }

    /// Opens somebody's account; its id.
    pub(crate) async fn opened(&self, name: &str) -> Value {
        let answer = self.ask(name, OPEN, json!({ "currency": "LAT" })).await;
        made(&answer, "openAccount")["account"]["id"].clone()
    }

    /// Pays from one account to another.
    pub(crate) async fn pays(&self, name: &str, from: &Value, to: &Value, amount: &str) -> Value {
        let to = json!({ "account": to });
        let variables = json!({ "id": key(), "from": from, "to": to, "amount": amount });
        self.ask(name, PAY, variables).await
    }

    pub(crate) async fn id_of(&self, name: &str) -> Value {
        self.ask(name, "{ viewer { id } }", json!({})).await["data"]["viewer"]["id"].clone()
    }

    /// What an organiser decides about an account, without one.
    pub(crate) async fn becomes(&self, account: &Value, set: &str) {
        let id = AccountId::parse(account.as_str().expect("an id")).expect("an id").0;
        let text = format!("update accounts set {set} where id = x'{}'", id.simple());
        let done = self.street.app.parts.domain.db.migrator().execute_unprepared(&text).await;
        assert_eq!(done.expect("it is done").rows_affected(), 1);
    }
}

/// An id that a client makes.
pub(crate) fn key() -> String {
    static MADE: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(9, MADE.fetch_add(1, Ordering::Relaxed)).to_string()
}

/// What was made: nothing refused, nothing to mend.
pub(crate) fn made<'a>(answer: &'a Value, field: &str) -> &'a Value {
    let made = &answer["data"][field];
    assert_eq!((&made["userErrors"], &made["rejected"]), (&json!([]), &Value::Null), "{answer}");
    made
}

#[tokio::test]
async fn the_documents_of_a_program_run_as_they_are_written() {
    let (till, anna, bram) = Till::with_two().await;
    let pay = json!({ "id": key(), "from": anna, "to": { "member": till.id_of("bram").await }, "amount": "12.50" });
    let paid = till.ask("anna", PAY, pay).await;
    let transfer = made(&paid, "pay")["transfer"].clone();
    assert_eq!(transfer["state"], "POSTED", "{paid}");

    let ask = json!({ "id": key(), "from": { "member": till.id_of("anna").await }, "to": bram, "amount": "5" });
    let asked = till.ask("bram", ASK, ask).await;
    let request = &made(&asked, "requestPayment")["request"];
    assert_eq!(request["state"], "WAITING");
    let url = request["url"].as_str().expect("a link");
    assert!(url.starts_with(&format!("{BASE_URL}/betaal/")), "{url}");
    let waiting = till.ask("anna", WAITING, json!({})).await;
    assert_eq!(waiting["data"]["viewer"]["accounts"][0]["requests"][0]["id"], request["id"]);
    let accept = json!({ "id": key(), "request": request["id"] });
    made(&till.ask("anna", ACCEPT, accept).await, "acceptPayment");

    let hold = json!({ "id": key(), "from": anna, "to": { "account": bram }, "amount": "20.00", "expiresAt": "2026-12-01T12:00:00+01:00" });
    let held = till.ask("anna", HOLD, hold).await;
    let hold = &made(&held, "hold")["hold"];
    assert_eq!(hold["state"], "STANDING");
    let capture = json!({ "id": key(), "hold": hold["id"], "amount": "8.00" });
    made(&till.ask("anna", CAPTURE, capture).await, "capture");
    let waiting = till.ask("bram", WAITING, json!({})).await;
    let standing = &waiting["data"]["viewer"]["accounts"][0]["holds"][0];
    assert_eq!(standing["captured"]["amount"], "8.00", "{waiting}");
    let release = json!({ "id": key(), "hold": hold["id"] });
    let own = till.ask("anna", RELEASE, release.clone()).await;
    assert_eq!(own["data"]["release"]["userErrors"][0]["code"], "NOT_FOUND", "never its payer");
    let released = till.ask("bram", RELEASE, release).await;
    assert_eq!(made(&released, "release")["hold"]["state"], "RELEASED");

    let back = json!({ "id": key(), "t": transfer["id"] });
    let own = till.ask("anna", BACK, back.clone()).await;
    assert_eq!(own["data"]["reverse"]["userErrors"][0]["code"], "NOT_FOUND", "never its payer");
    let reversed = till.ask("bram", BACK, back).await;
    assert_eq!(made(&reversed, "reverse")["transfer"]["reverses"]["id"], transfer["id"]);

    all_of_it_is_told(&till, &anna).await;
}

/// What the two accounts look like after that, and the currency.
async fn all_of_it_is_told(till: &Till, anna: &Value) {
    let wallet = till.ask("anna", WALLET, json!({})).await;
    let account = &wallet["data"]["viewer"]["accounts"][0];
    assert_eq!(&account["id"], anna);
    assert_eq!(
        account["currency"],
        json!({ "code": "LAT", "symbol": "L", "scale": 2, "kind": "MUTUAL_CREDIT" })
    );
    assert_eq!(account["balance"], json!({ "amount": "-13.00", "currency": "LAT" }));
    assert_eq!(account["available"]["amount"], "87.00");
    assert_eq!(account["reserved"]["amount"], "0.00");
    let limits =
        ["min", "max", "softMin", "softMax"].map(|it| account["limits"][it]["amount"].clone());
    assert_eq!(limits, ["-100.00", "500.00", "-80.00", "400.00"]);
    let edges = account["transfers"]["edges"].as_array().expect("edges");
    let node = |nth: usize| &edges[nth]["node"];
    let told =
        |nth: usize| (node(nth)["direction"].clone(), node(nth)["balanceAfter"]["amount"].clone());
    let all: Vec<_> = (0..edges.len()).map(told).collect();
    let expected = [("IN", "-13.00"), ("OUT", "-25.50"), ("OUT", "-17.50"), ("OUT", "-12.50")];
    assert_eq!(all, expected.map(|(one, other)| (json!(one), json!(other))), "{wallet}");
    assert_eq!(
        (&node(3)["state"], &node(3)["purpose"]),
        (&json!("REVERSED"), &json!("Fietsband geplakt"))
    );
    assert_eq!(node(3)["counterparty"]["name"], "Hanneke V.");

    let currency = till.ask("nobody", CURRENCY, json!({ "code": "LAT" })).await;
    let currency = &currency["data"]["currency"];
    assert_eq!((&currency["code"], &currency["name"]), (&json!("LAT"), &json!("Op de Lat")));
    assert_eq!(
        (&currency["sum"]["amount"], &currency["supply"]["amount"]),
        (&json!("0.00"), &json!("13.00"))
    );
    assert_eq!(
        (&currency["accountCount"], &currency["transfersLast12Months"]),
        (&json!(2), &json!(2))
    );
    let rules = currency["rules"].as_str().expect("sentences");
    assert!(rules.contains("L\u{a0}0.05") && rules.contains("L\u{a0}100.00"), "{rules}");
}

#[tokio::test]
async fn what_is_sent_again_is_answered_the_same() {
    let (till, anna, bram) = Till::with_two().await;
    let to = json!({ "account": bram });
    let pay =
        |id: &str, amount: &str| json!({ "id": id, "from": anna, "to": to, "amount": amount });
    let (one, other) = (key(), key());
    let first = till.ask("anna", PAY, pay(&one, "3.00")).await;
    made(&first, "pay");
    assert_eq!(till.ask("anna", PAY, pay(&one, "3.00")).await, first);
    // A comma is the same number.
    assert_eq!(till.ask("anna", PAY, pay(&one, "3,0")).await, first);
    let different = till.ask("anna", PAY, pay(&one, "4.00")).await;
    let refused = &different["data"]["pay"];
    assert_eq!(refused["rejected"]["code"], "EXISTS_WITH_DIFFERENT_CONTENT");
    assert_eq!((&refused["transfer"], &refused["userErrors"]), (&Value::Null, &json!([])));
    let refused = till.ask("anna", PAY, pay(&other, "150.00")).await;
    assert_eq!(refused["data"]["pay"]["rejected"]["code"], "PAYER_LIMIT", "{refused}");
    made(&till.pays("bram", &bram, &anna, "100.00").await, "pay");
    assert_eq!(till.ask("anna", PAY, pay(&other, "150.00")).await, refused, "also once it could");

    let again = async |name: &str, query: &str, variables: Value| {
        let first = till.ask(name, query, variables.clone()).await;
        assert_eq!(till.ask(name, query, variables).await, first);
        first["data"].as_object().and_then(|it| it.values().next()).expect("data").clone()
    };
    let asked = again("bram", LINK, json!({ "id": key(), "to": bram, "amount": "1" })).await;
    let accept = json!({ "id": key(), "request": asked["request"]["id"] });
    assert!(again("anna", ACCEPT, accept).await["transfer"]["id"].is_string());
    let hold = json!({ "id": key(), "from": anna, "to": to, "amount": "2", "expiresAt": "2026-12-01T12:00:00+01:00" });
    let held = again("anna", HOLD, hold).await;
    let capture = json!({ "id": key(), "hold": held["hold"]["id"], "amount": "1" });
    let captured = again("anna", CAPTURE, capture).await;
    assert_eq!(
        again("bram", RELEASE, json!({ "id": key(), "hold": held["hold"]["id"] })).await["hold"]["state"],
        "RELEASED"
    );
    let back = again("bram", BACK, json!({ "id": key(), "t": captured["transfer"]["id"] })).await;
    assert_eq!(back["transfer"]["reverses"]["id"], captured["transfer"]["id"]);
}

#[tokio::test]
async fn a_request_that_names_nobody_is_for_whoever_has_its_link() {
    let (till, _, bram) = Till::with_two().await;
    let asked = till.ask("bram", LINK, json!({ "id": key(), "to": bram, "amount": "7.50" })).await;
    let request = &made(&asked, "requestPayment")["request"];
    let typed = request["code"].as_str().expect("a code").to_lowercase();
    // Who tries codes is counted, and so is somebody.
    let visitor = till.ask("nobody", ASKED, json!({ "code": typed })).await;
    assert_eq!(visitor["data"]["paymentRequest"], Value::Null);
    let seen = till.ask("chris", ASKED, json!({ "code": typed })).await;
    let expected = json!({
        "id": request["id"], "state": "WAITING", "amount": { "amount": "7.50", "currency": "LAT" },
        "purpose": null, "to": { "name": "Hanneke V.", "kind": "MEMBER" }, "from": null,
        "url": request["url"],
    });
    assert_eq!(seen["data"]["paymentRequest"], expected);
    // Chris has no account yet: paying opens it.
    let accept = json!({ "id": key(), "request": request["id"] });
    made(&till.ask("chris", ACCEPT, accept.clone()).await, "acceptPayment");
    let late = till.ask("anna", ACCEPT, json!({ "id": key(), "request": request["id"] })).await;
    assert_eq!(late["data"]["acceptPayment"]["userErrors"][0]["code"], "NOT_FOUND", "{late}");
    let now = till.ask("nobody", ASKED, json!({ "code": typed })).await;
    assert_eq!(now["data"]["paymentRequest"], Value::Null, "it has a payer now");
    let now = till.ask("chris", ASKED, json!({ "code": typed })).await;
    assert_eq!(now["data"]["paymentRequest"]["state"], "ACCEPTED");

    let asked = till.ask("bram", LINK, json!({ "id": key(), "to": bram, "amount": "1" })).await;
    let request = &made(&asked, "requestPayment")["request"];
    let to = json!({ "code": request["code"] });
    // Who pays by the code of a request pays what it asks.
    let chris = till.opened("chris").await;
    let pay = json!({ "id": key(), "from": chris, "to": to, "amount": "2" });
    let other = till.ask("chris", PAY, pay).await;
    assert_eq!(other["data"]["pay"]["userErrors"][0]["field"], "amount", "{other}");
    let decline = json!({ "id": key(), "request": request["id"] });
    let stranger = till.ask("chris", DECLINE, decline.clone()).await;
    assert_eq!(stranger["data"]["declinePayment"]["userErrors"][0]["code"], "NOT_FOUND");
    let taken = till.ask("bram", DECLINE, decline).await;
    assert_eq!(made(&taken, "declinePayment")["request"]["state"], "TAKEN_BACK");
    let ended = json!({ "id": key(), "request": request["id"] });
    let ended = till.ask("chris", ACCEPT, ended).await;
    assert_eq!(ended["data"]["acceptPayment"]["rejected"]["code"], "REQUEST_ENDED");
}

#[tokio::test]
async fn a_history_is_read_page_by_page() {
    let (till, anna, bram) = Till::with_two().await;
    for amount in ["1", "2", "3"] {
        made(&till.pays("anna", &anna, &bram, amount).await, "pay");
    }
    let page = async |more: Value| {
        let mut variables = json!({ "id": anna });
        variables
            .as_object_mut()
            .expect("fields")
            .extend(more.as_object().expect("fields").clone());
        till.ask("anna", HISTORY, variables).await
    };
    let first = page(json!({})).await;
    let transfers = &first["data"]["account"]["transfers"];
    let numbers = |page: &Value| -> Vec<Value> {
        let edges = page["edges"].as_array().expect("edges");
        edges.iter().map(|it| it["node"]["number"].clone()).collect()
    };
    assert_eq!(numbers(transfers), [3, 2], "{first}");
    assert_eq!(transfers["pageInfo"]["hasNextPage"], true);
    let after = &transfers["pageInfo"]["endCursor"];
    let next = page(json!({ "after": after })).await;
    assert_eq!(numbers(&next["data"]["account"]["transfers"]), [1]);
    assert_eq!(next["data"]["account"]["transfers"]["pageInfo"]["hasNextPage"], false);
    let words = page(json!({ "text": "FIETSBAND" })).await;
    assert_eq!(numbers(&words["data"]["account"]["transfers"]), [3, 2]);
    for empty in [json!({ "text": "100%" }), json!({ "since": "2026-12-01T00:00:00+01:00" })] {
        assert!(numbers(&page(empty).await["data"]["account"]["transfers"]).is_empty());
    }
    for wrong in [
        json!({ "after": after, "text": "band" }),
        json!({ "after": "x" }),
        json!({ "since": "ooit" }),
    ] {
        assert_eq!(code(&page(wrong).await), "BAD_USER_INPUT");
    }
}
