//! What GraphQL tells of areas, over the demo, on both databases: the documents word for word.

use koop_tests::house::{House, On};
use koop_tests::still::saturday_afternoon;
use serde_json::{Value, json};

const AREAS: &str = r"
query Areas($text: String) { areas(text: $text, kind: NEIGHBOURHOOD, first: 50) { edges { node { id name kind parent { name } listingCount } } } }";

const IN_AREA: &str = r"
query InArea($area: ID!, $open: OpenInput) { listings(filter: {areaId: $area}, open: $open, first: 20) { totalCount approximate degraded edges { node { name area { id name } } } } }";

const BY_POSTCODE: &str = r#"
query ByPostcode { listings(filter: {deliversTo: {postcode: "1094"}}, first: 20) { totalCount edges { node { name } } } }"#;

const PAGES: &str = r"
query Pages($after: String) { areas(first: 3, after: $after) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { id name } } } }";

const NEAR: &str = r"
query Near($near: NearInput) { listings(near: $near, sort: NEAREST, first: 5) { edges { distanceM node { name } } facets { field values { value label count } } } }";

async fn on_both(story: impl AsyncFn(&House)) {
    for on in [On::Sqlite, On::Postgres] {
        if let Some(house) = House::on(on, saturday_afternoon()).await {
            house.seed_demo().await;
            story(&house).await;
            house.close().await;
        }
    }
}

fn nodes(found: &Value) -> Vec<&Value> {
    found["edges"].as_array().expect("edges").iter().map(|edge| &edge["node"]).collect()
}

#[tokio::test]
async fn neighbourhoods_count_what_lies_in_them() {
    on_both(async |house| {
        let areas = house.graphql(AREAS, json!({})).await["areas"].take();
        let all = nodes(&areas);
        assert!(all.len() >= 10, "a dozen neighbourhoods: {areas:#}");
        assert!(all.iter().all(|area| area["kind"] == "NEIGHBOURHOOD"));
        assert!(all.iter().all(|area| area["parent"]["name"].is_string()));
        let counted: u64 = all.iter().filter_map(|area| area["listingCount"].as_u64()).sum();
        let mut found = 0;
        for area in &all {
            let listings = house.graphql(IN_AREA, json!({"area": area["id"]})).await;
            let listings = &listings["listings"];
            assert_eq!(listings["totalCount"], area["listingCount"], "{}", area["name"]);
            assert_eq!(
                (&listings["approximate"], &listings["degraded"]),
                (&false.into(), &false.into())
            );
            assert!(nodes(listings).iter().all(|place| place["area"]["id"] == area["id"]));
            found += listings["totalCount"].as_u64().expect("a count");
        }
        assert!(found == counted && found > 300, "{found}");
    })
    .await;
}

#[tokio::test]
async fn a_name_finds_its_neighbourhood_first() {
    on_both(async |house| {
        let areas = house.graphql(AREAS, json!({"text": "dapper"})).await["areas"].take();
        assert_eq!(nodes(&areas)[0]["name"], "Dapperbuurt");
        let id = nodes(&areas)[0]["id"].as_str().expect("an id");
        let node = "query($id: ID!) { node(id: $id) { id ... on Area { name url } } }";
        let node = house.graphql(node, json!({"id": id})).await["node"].take();
        assert_eq!(node["name"], "Dapperbuurt");
        assert_eq!(node["url"], "https://oost.example/buurt/dapperbuurt");
        let open = house.graphql(IN_AREA, json!({"area": id, "open": {"now": true}})).await;
        let all = house.graphql(IN_AREA, json!({"area": id})).await;
        let count = |found: &Value| found["listings"]["totalCount"].as_u64().expect("a count");
        assert!(0 < count(&open) && count(&open) < count(&all));
    })
    .await;
}

#[tokio::test]
async fn pages_of_areas_join_up() {
    let house = House::with_demo().await;
    let (mut after, mut names) = (Value::Null, Vec::new());
    loop {
        let page = house.graphql(PAGES, json!({"after": after})).await["areas"].take();
        assert_eq!(page["pageInfo"]["hasPreviousPage"], !names.is_empty());
        names.extend(nodes(&page).into_iter().map(|area| area["id"].to_string()));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"].as_u64(), Some(names.len() as u64));
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    let distinct: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), names.len());
}

#[tokio::test]
async fn a_postcode_says_who_brings_it() {
    on_both(async |house| {
        let found = house.graphql(BY_POSTCODE, json!({})).await["listings"].take();
        assert!(found["totalCount"].as_u64().expect("a count") > 0);
        assert_eq!(nodes(&found).len() as u64, found["totalCount"].as_u64().unwrap().min(20));
    })
    .await;
}

#[tokio::test]
async fn near_can_be_a_postcode_or_a_name() {
    let house = House::with_demo().await;
    for place in ["1093", "1093 AB", "Dapperbuurt"] {
        let found = house.graphql(NEAR, json!({"near": {"place": place}})).await;
        let nearest = found["listings"]["edges"][0]["distanceM"].as_u64();
        assert!(nearest.is_some_and(|metres| metres < 400), "{place}: {nearest:?}");
    }
    let facets = house.graphql(NEAR, json!({"near": {"place": "Dapperbuurt"}})).await;
    let facets = facets["listings"]["facets"].as_array().expect("facets").clone();
    let areas = facets.iter().find(|facet| facet["field"] == "area").expect("by area");
    let labels: Vec<_> = areas["values"].as_array().expect("values").iter().collect();
    assert!(labels.iter().any(|area| area["label"] == "Dapperbuurt"), "{labels:#?}");
}

#[tokio::test]
async fn a_place_that_nobody_knows_is_named() {
    let house = House::with_demo().await;
    for (near, field) in [
        (json!({"place": "Atlantis"}), "near.place"),
        (json!({"latitude": 52.3}), "near"),
        (json!({"latitude": 52.3, "longitude": 4.9, "place": "1093"}), "near"),
    ] {
        let answer = house.graphql_raw(NEAR, json!({ "near": near })).await;
        let error = &answer["errors"][0]["extensions"];
        assert_eq!((&error["code"], &error["field"]), (&"BAD_USER_INPUT".into(), &field.into()));
    }
    let nowhere = house.graphql(IN_AREA, json!({"area": "are_onzin"})).await;
    assert_eq!(nowhere["listings"]["totalCount"], 0);
}
