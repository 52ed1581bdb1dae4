//! What can be asked wrongly, and what is answered to it.

use koop_domain::ctx::{Actor, Ctx};
use koop_domain::geo::Point;
use koop_domain::listings;
use koop_domain::listings::model::{Address, Facts, Whereabouts};
use serde_json::{Value, json};

use crate::harness::{App, code};

const FIND: &str = "query($near: NearInput, $open: OpenInput, $filter: ListingFilter, $first: Int, \
    $after: String) { listings(near: $near, open: $open, filter: $filter, first: $first, \
    after: $after) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } \
    edges { cursor node { id } } } }";

fn at(latitude: f64) -> Value {
    json!({ "latitude": latitude, "longitude": 4.927 })
}

#[tokio::test]
async fn a_mistake_is_told_with_its_field() {
    let app = App::empty().await;
    let near = |more: Value| {
        let mut near = at(52.36);
        near.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "near": near })
    };
    let mistakes = [
        (json!({ "near": at(91.0) }), "near"),
        (near(json!({ "radiusM": -1 })), "near.radiusM"),
        (near(json!({ "radiusM": 0 })), "near.radiusM"),
        (near(json!({ "radiusM": 100_001 })), "near.radiusM"),
        (near(json!({ "minutes": 241, "by": "WALK" })), "near.minutes"),
        (near(json!({ "radiusM": 5, "minutes": 5 })), "near"),
        (json!({ "open": {} }), "open"),
        (json!({ "open": { "service": "DELIVERY" } }), "open"),
        (json!({ "open": { "now": false } }), "open"),
        (json!({ "open": { "now": true, "at": "2026-11-24T14:00:00+01:00" } }), "open"),
        (json!({ "open": { "at": "tomorrow" } }), "open.at"),
        (json!({ "open": { "at": "2126-11-24T14:00:00+01:00" } }), "open.at"),
        (
            json!({ "open": { "between": { "from": "2026-11-24T14:00:00Z", "to": "2026-11-24T13:00:00Z" } } }),
            "open.between",
        ),
        (json!({ "filter": { "categories": ["no-such-thing"] } }), "filter.categories"),
        (json!({ "filter": { "deliversTo": { "postcode": "12" } } }), "filter.deliversTo"),
        (json!({ "filter": { "deliversTo": { "point": at(-91.0) } } }), "filter.deliversTo"),
        (
            json!({ "filter": { "bounds": { "south": 53, "west": 4, "north": 52, "east": 5 } } }),
            "filter.bounds",
        ),
    ];
    for (variables, field) in mistakes {
        let answer = app.ask(FIND, variables.clone()).await;
        assert_eq!(code(&answer), "BAD_USER_INPUT", "{variables}: {answer}");
        assert_eq!(answer["errors"][0]["extensions"]["field"], field, "{variables}");
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(' ') && message.ends_with('.'), "{message}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_null_and_no_mistake() {
    let app = App::with_demo().await;
    let any = "query($id: ID!) { node(id: $id) { id } }";
    let unknown =
        ["", "lst_", "onzin", "bat_00000000000000000000000001", "lst_00000000000000000000000001"];
    for id in unknown {
        let answer = app.ask(any, json!({ "id": id })).await;
        assert_eq!(answer, json!({ "data": { "node": null } }), "{id}");
    }
    let rest = "{ listing(slug: \"nergens\") { id } category(key: \"nothing\") { key } }";
    let answer = app.ask(rest, json!({})).await;
    assert_eq!(answer, json!({ "data": { "listing": null, "category": null } }));
}

#[tokio::test]
async fn a_page_is_clamped_and_a_strange_cursor_ends_the_list() {
    let app = App::with_demo().await;
    for (first, edges) in [(-5, 1), (0, 1), (3, 3), (1_000, 100)] {
        let answer = app.ask(FIND, json!({ "first": first })).await;
        let page = &answer["data"]["listings"];
        assert_eq!(page["edges"].as_array().map(Vec::len), Some(edges), "{first}");
        assert_eq!(page["pageInfo"]["hasNextPage"], true);
        assert_eq!(page["pageInfo"]["startCursor"], page["edges"][0]["cursor"]);
    }
    for after in ["", "x", "o5.1", "k0.0.0.0", "o0014.1", "🚲"] {
        let answer = app.ask(FIND, json!({ "after": after })).await;
        assert!(answer.get("errors").is_none(), "{after}: {answer}");
        assert_eq!(answer["data"]["listings"]["edges"], json!([]), "{after}");
        assert_eq!(answer["data"]["listings"]["pageInfo"]["hasNextPage"], false);
    }
}

#[tokio::test]
async fn walking_the_pages_finds_each_listing_once() {
    let app = App::with_demo().await;
    let mut seen = Vec::new();
    let mut after = Value::Null;
    let total = loop {
        let answer = app.ask(FIND, json!({ "first": 70, "after": after })).await;
        let page = &answer["data"]["listings"];
        let ids = page["edges"].as_array().expect("edges");
        seen.extend(ids.iter().map(|edge| edge["node"]["id"].to_string()));
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !after.is_null());
        if page["pageInfo"]["hasNextPage"] == false {
            break page["totalCount"].as_u64().expect("a count");
        }
        after = page["pageInfo"]["endCursor"].clone();
    };
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len() as u64, count as u64), (total, total));
}

#[tokio::test]
async fn a_status_is_about_the_instant_that_was_asked_for() {
    let app = App::with_demo().await;
    let query = "query($open: OpenInput) { listings(open: $open, first: 50) { edges { node { \
        status { state certainty text } status2: status(at: \"2026-11-24T04:00:00+01:00\") { state } \
        } } } }";
    let then = json!({ "open": { "at": "2026-11-24T14:00:00+01:00" } });
    let answer = app.ask(query, then).await;
    let edges = answer["data"]["listings"]["edges"].as_array().expect("edges");
    assert!(edges.len() > 10);
    let states = |field: &str, state: &str| {
        edges.iter().filter(|edge| edge["node"][field]["state"] == state).count()
    };
    assert_eq!(states("status", "CLOSED"), 0);
    assert!(states("status", "OPEN") > 10);
    assert!(states("status2", "CLOSED") > 10);
}

#[tokio::test]
async fn a_wrong_instant_of_a_status_is_told_too() {
    let app = App::with_demo().await;
    let query = "{ newest(first: 1) { status(at: \"noon\") { state } } }";
    let answer = app.ask(query, json!({})).await;
    assert_eq!(code(&answer), "BAD_USER_INPUT");
    assert_eq!(answer["errors"][0]["extensions"]["field"], "at");
}

#[tokio::test]
async fn everything_that_a_page_shows_can_be_asked() {
    let app = App::with_demo().await;
    let query = "{ directory { listings demo sources { licence attribution listings } } \
        newest(first: 100) { id slug url name kind categories { key label parent { key } } tags \
        legalForm languages description { language text } descriptions { language text } \
        whereabouts address { street houseNumber postcode city } location { latitude longitude } \
        contact { phone email website social } status { state certainty until opensAt confirmedOn \
        text } exceptions { from to service spans note } state { is movedTo goneSince } \
        delivery { area radiusM postcodes polygon { latitude longitude } minimumCents feeCents \
        courier byBike returnablePackaging pausedUntil busyMinutes } takeaway repairs secondHand \
        organic fairTrade zeroWaste wheelchair payment { key label accepted } ownership { is \
        brand } confirmations { group source editor confirmedOn } source { name id licence \
        attribution url confirmedAt readAt } demo revision createdAt updatedAt \
        hours { service raw week { date label holiday intervals { from to state comment } \
        exception { note } } } } }";
    let answer = app.ask(query, json!({})).await;
    assert!(answer.get("errors").is_none(), "{}", answer["errors"]);
    let rows = answer["data"]["newest"].as_array().expect("listings");
    assert_eq!(rows.len(), 100);
    let row = &rows[0];
    assert_eq!(row["url"], format!("https://oost.example/plek/{}", row["slug"].as_str().unwrap()));
    assert_eq!(row["demo"], true);
    assert_eq!(row["hours"][0]["week"].as_array().map(Vec::len), Some(7));
    assert_eq!(row["hours"][0]["week"][0]["date"], "2026-11-21");
    assert_eq!(answer["data"]["directory"]["demo"], answer["data"]["directory"]["listings"]);
}

#[tokio::test]
async fn somebodys_door_is_never_shown() {
    let app = App::with_demo().await;
    let ctx = Ctx::new(Actor::Operator, app.parts.clock.as_ref(), app.parts.ids.clone());
    let domain = &app.parts.domain;
    let place = listings::newest(&ctx, domain, 1).await.unwrap().pop().expect("a listing");
    let facts = Facts {
        whereabouts: Whereabouts::AtHome,
        point: Some(Point::new(52.361_23, 4.927_89).unwrap()),
        address: Some(Address {
            street: Some("Balistraat".into()),
            house_number: Some("402".into()),
            postcode: Some("1094 JA".into()),
            city: Some("Amsterdam".into()),
        }),
        ..place.facts.clone()
    };
    listings::edit(&ctx, domain, place.id, place.revision, facts).await.expect("an edit");
    let query = "query($slug: String!) { listing(slug: $slug) { whereabouts location { latitude } \
        address { street houseNumber postcode city } source { id url } } }";
    let answer = app.ask(query, json!({ "slug": place.slug })).await;
    let address = json!({
        "street": null, "houseNumber": null, "postcode": "1094", "city": "Amsterdam"
    });
    let source = json!({ "id": null, "url": null });
    let shown = json!({
        "whereabouts": "AT_HOME", "location": null, "address": address, "source": source
    });
    assert_eq!(answer["data"]["listing"], shown);
}

#[tokio::test]
async fn what_a_facet_counts_can_be_given_back_as_a_filter() {
    let app = App::with_demo().await;
    let query = "query($filter: ListingFilter) { listings(filter: $filter) { totalCount \
                 facets { field values { value count } } } }";
    let all = app.ask(query, json!({})).await;
    let facets = all["data"]["listings"]["facets"].as_array().unwrap();
    let values = |field: &str| {
        let facet = facets.iter().find(|facet| facet["field"] == field).unwrap();
        facet["values"].as_array().unwrap().iter()
    };
    let kinds = values("kind").map(|it| (json!({ "kinds": [it["value"]] }), it));
    let traits = values("trait").filter(|it| it["value"] != "delivery");
    let traits = traits.map(|it| (json!({ (it["value"].as_str().unwrap()): true }), it));
    for (filter, value) in kinds.chain(traits) {
        let found = app.ask(query, json!({ "filter": filter })).await;
        assert_eq!(found["data"]["listings"]["totalCount"], value["count"], "{filter}: {found}");
    }
}
