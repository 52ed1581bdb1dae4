//! What is paid with and for: an agreement with a price, and places that are paid with a currency.

use chrono::TimeDelta;
use koop_domain::id::ListingId;
use koop_domain::ledger::currencies::switch;
use koop_domain::listings::currencies::TakenCurrency;
use koop_domain::listings::keepers::{FactsEdit, edit_facts};
use serde_json::{Value, json};

use crate::harness::App;
use crate::ledger::{Till, made};

const REPLY: &str = "mutation($id: ID!, $price: PriceInput) { replyToPost(input: {postId: $id, \
    message: \"Graag\", price: $price}) { agreement { id price { amount currency } priceAwaitsMe \
    iPay } rejected { code } userErrors { code field } } }";
const AGREE: &str = "mutation($id: ID!, $from: DateTime!, $until: DateTime!, $price: PriceInput) { \
    agree(input: {agreementId: $id, from: $from, until: $until, price: $price}) { agreement { state \
    price { amount currency } deposit { amount } hold { id state amount { amount } } } rejected { \
    code message } userErrors { code field } } }";
const DONE: &str = "mutation($id: ID!, $payout: PayoutInput) { complete(input: {agreementId: $id, \
    payout: $payout}) { agreement { state payout { amount } hold { state captured { amount } } } \
    rejected { code } userErrors { code field } } }";
const HOLD: &str = "mutation($id: UUID!, $hold: ID!) { capture(input: {id: $id, holdId: $hold, \
    amount: \"2.50\"}) { transfer { id } rejected { code } userErrors { code } } }";

/// Something for which a price is asked.
async fn offered(till: &Till, amount: &str) -> Value {
    let terms = json!([{ "kind": "PRICE", "amount": amount, "currency": "LAT" }]);
    let input = crate::board::with(crate::board::groceries(), json!({ "terms": terms }));
    till.street.publish("anna", input).await.0
}

fn tomorrow(till: &Till) -> (String, String) {
    let from = till.street.app.operator().now + TimeDelta::hours(24);
    (from.to_rfc3339(), (from + TimeDelta::hours(2)).to_rfc3339())
}

#[tokio::test]
async fn what_two_agree_on_is_held_and_paid_once_both_say_that_it_was_done() {
    let till = Till::new().await;
    let post = offered(&till, "2.50").await;
    let price = json!({ "currency": "LAT", "amount": "2.50" });
    let reply = json!({ "id": post, "price": price });
    let replied = till.ask("bram", REPLY, reply).await;
    let it = made(&replied, "replyToPost")["agreement"].clone();
    assert_eq!(it["price"], json!({ "amount": "2.50", "currency": "LAT" }));
    assert_eq!((&it["priceAwaitsMe"], &it["iPay"]), (&json!(false), &json!(true)));
    let (from, until) = tomorrow(&till);
    let yes = json!({ "id": it["id"], "from": from, "until": until });
    let agreed = till.ask("anna", AGREE, yes).await;
    let agreed = &made(&agreed, "agree")["agreement"];
    assert_eq!(
        (&agreed["state"], &agreed["hold"]["state"]),
        (&json!("AGREED"), &json!("STANDING"))
    );
    // Neither takes it out of the books alone.
    let own = json!({ "id": crate::ledger::key(), "hold": agreed["hold"]["id"] });
    let own = till.ask("bram", HOLD, own).await;
    assert_eq!(own["data"]["capture"]["userErrors"][0]["code"], "NOT_FOUND");
    let done = json!({ "id": it["id"] });
    let first = till.ask("anna", DONE, done.clone()).await;
    assert_eq!(made(&first, "complete")["agreement"]["state"], "AGREED");
    let second = till.ask("bram", DONE, done).await;
    let ended = &made(&second, "complete")["agreement"];
    assert_eq!(ended["state"], "DONE");
    let paid = json!({ "state": "CAPTURED", "captured": { "amount": "2.50" } });
    assert_eq!(ended["hold"], paid);
}

#[tokio::test]
async fn what_the_books_refuse_is_named_and_not_agreed() {
    let till = Till::new().await;
    let post = offered(&till, "100.05").await;
    let price = json!({ "currency": "LAT", "amount": "100.05" });
    let replied = till.ask("bram", REPLY, json!({ "id": post, "price": price })).await;
    let id = made(&replied, "replyToPost")["agreement"]["id"].clone();
    let (from, until) = tomorrow(&till);
    let yes = json!({ "id": id, "from": from, "until": until });
    let refused = till.ask("anna", AGREE, yes).await;
    let refused = &refused["data"]["agree"];
    assert_eq!(refused["rejected"]["code"], "PAYER_LIMIT", "{refused}");
    assert_eq!((&refused["agreement"], &refused["userErrors"]), (&Value::Null, &json!([])));
    let odd = json!({ "id": id, "from": from, "until": until,
        "price": { "currency": "NIETS", "amount": "1" } });
    let odd = till.ask("anna", AGREE, odd).await;
    assert_eq!(odd["data"]["agree"]["userErrors"][0]["field"], "price.currency", "{odd}");
}

const FIND: &str = "query($near: NearInput!) { listings(near: $near, open: {now: true}, filter: { \
    acceptsCurrency: [\"LAT\"], categories: [\"bicycle-repair\"]}) { totalCount edges { minutes \
    node { slug currencies { currency { code name } share worth rateCents } } } facets { field \
    values { value label count } } } }";

/// The bicycle repairer of the demo takes a currency from now on.
async fn taken(app: &App) -> ListingId {
    let found = app.ask("{ listing(slug: \"spaak-zoon\") { id } }", json!({})).await;
    let id = found["data"]["listing"]["id"].as_str().expect("an id");
    let id = ListingId::parse(id).expect("an id");
    let taken = TakenCurrency {
        code: "LAT".to_owned(),
        share: 50,
        words: [("nl".to_owned(), "band plakken: 1 Dappertje".to_owned())].into(),
        rate_cents: Some(120),
    };
    let other = TakenCurrency { code: "NIETS".to_owned(), ..taken.clone() };
    let edit = |all| FactsEdit { currencies: Some(vec![all]), ..FactsEdit::default() };
    let unknown = edit_facts(&app.operator(), &app.parts.domain, id, None, edit(other)).await;
    assert!(unknown.is_err(), "nobody pays with that");
    let edit = edit(taken);
    edit_facts(&app.operator(), &app.parts.domain, id, None, edit).await.expect("it is edited");
    app.parts.catch_up().await.expect("the index follows");
    id
}

#[tokio::test]
async fn one_question_answers_what_is_open_near_takes_a_currency_and_repairs() {
    let till = Till::new().await;
    let app = &till.street.app;
    taken(app).await;
    let near = json!({ "latitude": 52.3633, "longitude": 4.9286, "minutes": 20, "by": "BIKE" });
    let find =
        || async { app.ask(FIND, json!({ "near": near })).await["data"]["listings"].clone() };
    let found = find().await;
    assert_eq!(found["totalCount"], 1, "{found}");
    let node = &found["edges"][0]["node"];
    assert_eq!(node["slug"], "spaak-zoon");
    let worth = json!([{ "currency": { "code": "LAT", "name": "Op de Lat" }, "share": 50,
        "worth": "band plakken: 1 Dappertje", "rateCents": 120 }]);
    assert_eq!(node["currencies"], worth);
    let facets = found["facets"].as_array().expect("facets");
    let of = |field: &str| facets.iter().find(|it| it["field"] == field).cloned();
    let counted = json!([{ "value": "LAT", "label": "Op de Lat", "count": 1 }]);
    assert_eq!(of("currency").expect("counted")["values"], counted);
    // The same on a page, by its address.
    let address = "/zoeken?open=nu&plek=52.363%2C4.929&minuten=20&met=fiets\
        &categorie=bicycle-repair&munt=LAT";
    let page = || async { app.get("text/html", address).await.text };
    let shown = page().await;
    assert!(shown.contains("/plek/spaak-zoon"), "{shown}");
    assert!(shown.contains("Pay with Op de Lat"), "the card and the filter say so");
    let place = app.get("text/html", "/plek/spaak-zoon").await.text;
    for words in
        ["You can pay with Op de Lat here", "Up to 50 per cent", "band plakken: 1 Dappertje"]
    {
        assert!(place.contains(words), "{words}");
    }
    // Switched off, nothing shows, whatever the index still holds.
    switch(&app.operator(), &app.parts.domain, (till.currency, 2), false).await.expect("it is off");
    assert_eq!(find().await["totalCount"], 0);
    assert!(!page().await.contains("/plek/spaak-zoon"));
    let place = app.get("text/html", "/plek/spaak-zoon").await.text;
    assert!(!place.contains("Op de Lat"));
}
