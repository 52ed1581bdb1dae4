//! The GraphQL documents that apps are promised, word for word, on both databases, over the
//! demo and over imported data.

use koop_tests::house::{House, On};
use koop_tests::still::saturday_afternoon;
use serde_json::{Value, json};

const FIND: &str = r"
query Find($text: String, $near: NearInput, $open: OpenInput, $filter: ListingFilter, $sort: ListingSort, $first: Int, $after: String) {
  listings(text: $text, near: $near, open: $open, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    facets { field values { value label count } }
    pageInfo { hasNextPage endCursor }
    edges { cursor distanceM minutes why { code text }
      node { id slug name kind categories { key label } tags
        address { street houseNumber postcode city } location { latitude longitude }
        status { state certainty until text }
        hours { service raw status { state certainty until text } }
        source { name licence attribution confirmedAt } } } } }";

const ONE: &str = r"
query One($slug: String!, $at: DateTime) { listing(slug: $slug) { id name hours { service raw status(at: $at) { state certainty until text } week { date label intervals { from to } } } } }";

const TYPING: &str = r#"query Typing { suggest(text: "fiet", first: 8) { text kind listing { slug } category { key } } }"#;
const TREE: &str = r"query Tree { categories { key label children { key label } } }";
const ANY: &str = r"query Any($id: ID!) { node(id: $id) { id ... on Listing { name } } }";

/// Tells a story on SQLite and, where there is one, on PostgreSQL.
async fn on_both(story: impl AsyncFn(&House)) {
    for on in [On::Sqlite, On::Postgres] {
        if let Some(house) = House::on(on, saturday_afternoon()).await {
            story(&house).await;
            house.close().await;
        }
    }
}

async fn find(house: &House, variables: Value) -> Value {
    house.graphql(FIND, variables).await["listings"].take()
}

fn edges(found: &Value) -> &Vec<Value> {
    found["edges"].as_array().expect("edges are a list")
}

fn names(found: &Value) -> Vec<&str> {
    edges(found).iter().filter_map(|e| e["node"]["name"].as_str()).collect()
}

#[tokio::test]
async fn an_empty_directory_answers_empty() {
    on_both(async |house| {
        house.catch_up().await;
        let found = find(house, json!({})).await;
        assert_eq!(found["totalCount"], 0);
        assert!(edges(&found).is_empty());
        assert_eq!(house.graphql(ONE, json!({"slug": "nergens"})).await["listing"], Value::Null);
        assert_eq!(house.graphql(ANY, json!({"id": "onzin"})).await["node"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_flat_tyre_is_mended_nearby() {
    on_both(async |house| {
        house.seed_demo().await;
        let near = json!({"latitude": 52.3600, "longitude": 4.9270, "radiusM": 1500});
        let found =
            find(house, json!({"text": "lek band", "near": near, "open": {"now": true}})).await;
        assert!(!edges(&found).is_empty(), "{found:#}");
        for edge in edges(&found) {
            assert!(edge["distanceM"].as_u64().expect("a distance") <= 1500);
            assert!(edge["minutes"].as_u64().expect("minutes") >= 1);
            assert_ne!(edge["node"]["status"]["state"], "CLOSED");
            assert!(!edge["why"].as_array().expect("reasons").is_empty());
            assert!(!edge["node"]["status"]["text"].as_str().expect("a sentence").is_empty());
        }
        let by_bike =
            json!({"latitude": 52.3600, "longitude": 4.9270, "minutes": 10, "by": "BIKE"});
        let found = find(house, json!({"text": "fietsenmaker", "near": by_bike})).await;
        assert!(edges(&found).iter().all(|e| e["minutes"].as_u64().is_some_and(|m| m <= 10)));
    })
    .await;
}

#[tokio::test]
async fn every_filter_keeps_what_it_says() {
    on_both(async |house| {
        house.seed_demo().await;
        let all = find(house, json!({})).await["totalCount"].as_u64().expect("a count");
        assert!(all >= 350, "{all}");
        let point = json!({"latitude": 52.3622, "longitude": 4.9340});
        let bounds = json!({"south": 52.355, "west": 4.92, "north": 52.365, "east": 4.94});
        for filter in [
            json!({"kinds": ["SHOP"]}),
            json!({"categories": ["bicycle-repair"]}),
            json!({"deliversTo": {"point": point}}),
            json!({"bounds": bounds}),
            json!({"takeaway": true}),
            json!({"wheelchair": true}),
            json!({"secondHand": true}),
            json!({"repair": true}),
            json!({"organic": true}),
            json!({"independent": true}),
        ] {
            let found = find(house, json!({"filter": filter, "first": 100})).await;
            let count = found["totalCount"].as_u64().expect("a count");
            assert!(count > 0, "nothing for {filter}");
            assert!(count < all, "{filter} keeps everything");
        }
        let shops = find(house, json!({"filter": {"kinds": ["SHOP"]}, "first": 100})).await;
        assert!(edges(&shops).iter().all(|e| e["node"]["kind"] == "SHOP"));
    })
    .await;
}

#[tokio::test]
async fn pages_join_up_in_every_order() {
    on_both(async |house| {
        house.seed_demo().await;
        let near = json!({"latitude": 52.3600, "longitude": 4.9270});
        for sort in ["BEST", "NEAREST", "OPEN_FIRST"] {
            let ask = |first: u32, after: Option<String>| {
                json!({"near": near, "sort": sort, "first": first, "after": after})
            };
            let whole = find(house, ask(100, None)).await;
            let mut joined = Vec::new();
            let mut after = None;
            for _ in 0..4 {
                let page = find(house, ask(25, after)).await;
                joined.extend(names(&page).into_iter().map(str::to_owned));
                after = page["pageInfo"]["endCursor"].as_str().map(str::to_owned);
            }
            assert_eq!(joined, names(&whole), "{sort}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_place_is_told_whole() {
    on_both(async |house| {
        house.seed_demo().await;
        let at = "2026-11-24T14:00:00+01:00";
        let listing =
            house.graphql(ONE, json!({"slug": "spaak-zoon", "at": at})).await["listing"].take();
        assert_eq!(listing["name"], "Spaak & Zoon");
        let hours = listing["hours"].as_array().expect("hours");
        let counter = hours.iter().find(|h| h["service"] == "COUNTER").expect("a counter");
        assert_eq!(counter["week"].as_array().map(Vec::len), Some(7));
        let id = listing["id"].as_str().expect("an id");
        assert!(id.starts_with("lst_"));
        let node = house.graphql(ANY, json!({"id": id})).await["node"].take();
        assert_eq!(node["name"], "Spaak & Zoon");
    })
    .await;
}

#[tokio::test]
async fn typing_and_the_tree_answer() {
    on_both(async |house| {
        house.seed_demo().await;
        let suggestions = house.graphql(TYPING, json!({})).await["suggest"].take();
        let suggestions = suggestions.as_array().expect("a list").clone();
        assert!(!suggestions.is_empty() && suggestions.len() <= 8);
        let tree = house.graphql(TREE, json!({})).await["categories"].take();
        assert!(
            tree.as_array()
                .expect("a list")
                .iter()
                .any(|c| c["key"] == "food" || c["children"].is_array())
        );
    })
    .await;
}

#[tokio::test]
async fn broken_questions_name_the_field() {
    let house = House::with_demo().await;
    for (variables, field) in [
        (json!({"open": {"now": true, "at": "2026-11-24T14:00:00+01:00"}}), "open"),
        (json!({"near": {"latitude": 152.0, "longitude": 4.9}}), "near"),
        (json!({"filter": {"categories": ["bestaat-niet"]}}), "categories"),
    ] {
        let answer = house.graphql_raw(FIND, variables).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{answer:#}");
        assert!(
            error["extensions"]["field"].as_str().is_some_and(|f| f.contains(field))
                || error["message"].as_str().is_some_and(|m| m.contains(field)),
            "{answer:#}"
        );
    }
}
