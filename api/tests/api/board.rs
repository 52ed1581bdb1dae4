//! The board by GraphQL alone: from a post to a word of thanks, and who is told nothing of it.

use std::sync::Arc;

use koop_domain::alerts::{Alert, AlertKind};
use koop_domain::id::{AlertId, MemberId};
use serde_json::{Value, json};

use crate::harness::{App, code};
use crate::people::{settled, token};

/// The documents that a program writes, word by word.
const PUBLISH: &str = "mutation Publish($input: PublishPostInput!) { publishPost(input: $input) { \
    post { id slug state } userErrors { field code message } } }";
const BOARD: &str = r#"query Board($near: NearInput) { posts(text: "boodschappen", near: $near, filter: {direction: OFFER, subjects: [HELP]}, first: 20) { totalCount edges { distanceM why { code text } node { id title direction subject audience terms { kind } around { latitude longitude radiusM } postedBy { id name reliability { repliesWithin keptAppointments } } expiresOn } } } }"#;
const ALL: &str = "query All($near: NearInput, $open: OpenInput) { search(text: \"fiets\", near: \
    $near, open: $open, first: 20) { totalCount pageInfo { hasNextPage endCursor } edges { node { \
    __typename ... on Listing { name } ... on Post { title } } } facets { field values { value \
    count } } } }";
const REPLY: &str = r#"mutation Reply($id: ID!) { replyToPost(input: {postId: $id, message: "Graag donderdag"}) { agreement { id state actions } userErrors { code } } }"#;
const AGREE: &str = "mutation Agree($id: ID!, $from: DateTime!, $until: DateTime!) { agree(input: \
    {agreementId: $id, from: $from, until: $until}) { agreement { state actions } userErrors { \
    code } } }";
const DONE: &str = "mutation Done($id: ID!) { complete(input: {agreementId: $id}) { agreement { \
    state } userErrors { code } } }";

/// What a neighbour in the Dapperbuurt offers.
pub(crate) fn groceries() -> Value {
    json!({
        "direction": "OFFER",
        "subject": "HELP",
        "category": "groceries",
        "title": "Boodschappen doen in de Dapperbuurt",
        "text": "Ik fiets toch al langs de markt.",
        "terms": [{ "kind": "GIFT" }],
        "place": { "latitude": 52.3620, "longitude": 4.9290 },
        "reachM": 1500,
        "availability": [{ "days": ["MONDAY", "THURSDAY"], "parts": ["MORNING"] }],
        "languages": ["nl", "en"],
        "audience": "PUBLIC",
        "expiresOn": "2026-12-20",
    })
}

/// The same with other or more fields.
pub(crate) fn with(mut input: Value, more: Value) -> Value {
    let (input_map, more) = (input.as_object_mut().expect("fields"), more);
    let more = more.as_object().expect("fields").clone();
    input_map.extend(more);
    input
}

/// Neighbours of the demo's community, by the names under which they sign in.
pub(crate) struct Street {
    pub(crate) app: App,
    tokens: Vec<(&'static str, String)>,
}

impl Street {
    pub(crate) async fn new() -> Self {
        let app = settled().await;
        let mut street = Self { app, tokens: Vec::new() };
        for name in ["anna", "bram", "chris"] {
            street.app.member(&format!("{name}@voorbeeld.nl")).await;
            let token = token(&street.app, name).await.expect("a token");
            street.tokens.push((name, token));
        }
        let community = street.app.ask(r#"{ community(slug: "oost") { id } }"#, json!({})).await;
        let community = community["data"]["community"]["id"].clone();
        let join = "mutation($id: ID!) { joinCommunity(input: {communityId: $id, acceptVersion: 1}) \
            { userErrors { code } } }";
        for name in ["anna", "bram", "chris"] {
            let joined = street.ask(name, join, json!({ "id": community })).await;
            assert_eq!(joined["data"]["joinCommunity"]["userErrors"], json!([]), "{joined}");
        }
        street
    }

    pub(crate) async fn ask(&self, name: &str, query: &str, variables: Value) -> Value {
        match self.tokens.iter().find(|(it, _)| *it == name) {
            Some((_, token)) => self.app.ask_as(token, query, variables).await.json(),
            None => self.app.ask(query, variables).await,
        }
    }

    /// The token of a neighbour.
    pub(crate) fn token(&self, name: &str) -> &str {
        let token = self.tokens.iter().find(|(it, _)| *it == name);
        &token.expect("a neighbour").1
    }

    /// Replies to a post.
    pub(crate) async fn reply(&self, name: &str, post: &Value) -> Value {
        let answer = self.ask(name, REPLY, json!({ "id": post })).await;
        let id = answer["data"]["replyToPost"]["agreement"]["id"].clone();
        assert!(id.is_string(), "{answer}");
        id
    }

    /// An alert to whoever has an id, as the house would tell it.
    pub(crate) fn told_to(&self, id: &Value) -> Arc<Alert> {
        let ctx = self.app.operator();
        Arc::new(Alert {
            id: AlertId(ctx.ids.next()),
            member: MemberId::parse(id.as_str().expect("an id")).expect("an id"),
            kind: AlertKind::Replied,
            post: None,
            agreement: None,
            search: None,
            payment: None,
            about: "Bram".to_owned(),
            at: ctx.now,
            seen_at: None,
        })
    }

    /// Publishes, and lets the index follow; the id and the slug.
    pub(crate) async fn publish(&self, name: &str, input: Value) -> (Value, Value) {
        let answer = self.ask(name, PUBLISH, json!({ "input": input })).await;
        let made = &answer["data"]["publishPost"];
        assert_eq!(made["userErrors"], json!([]), "{answer}");
        self.app.parts.catch_up().await.expect("the index follows");
        (made["post"]["id"].clone(), made["post"]["slug"].clone())
    }

    /// Publishes for anna, and has bram reply: the post and the agreement.
    pub(crate) async fn agreement(&self) -> (Value, Value) {
        let (post, _) = self.publish("anna", groceries()).await;
        let id = self.reply("bram", &post).await;
        (post, id)
    }
}

#[tokio::test]
async fn from_a_post_to_a_word_of_thanks() {
    let street = Street::new().await;
    let (post, slug) = street.publish("anna", groceries()).await;
    assert!(post.as_str().is_some_and(|it| it.starts_with("pst_")) && slug.is_string());

    let near = json!({ "near": { "latitude": 52.3622, "longitude": 4.9292 } });
    let found = street.ask("bram", BOARD, near.clone()).await;
    let edge = &found["data"]["posts"]["edges"][0];
    assert_eq!(found["data"]["posts"]["totalCount"], 1, "{found}");
    assert_eq!(edge["node"]["id"], post);
    assert_eq!(edge["node"]["terms"], json!([{ "kind": "GIFT" }]));
    assert_eq!(edge["node"]["expiresOn"], "2026-12-20");
    assert_eq!(edge["node"]["postedBy"]["name"], "Hanneke V.", "no more of who is not known");
    assert!(edge["why"][0]["text"].is_string() && edge["distanceM"].is_number(), "{edge}");

    let replied = street.ask("bram", REPLY, json!({ "id": post })).await;
    let agreement = &replied["data"]["replyToPost"]["agreement"];
    assert_eq!(agreement["state"], "PROPOSED", "{replied}");
    let actions = agreement["actions"].as_array().expect("actions");
    assert!(actions.contains(&json!("WITHDRAW")), "{replied}");
    let id = agreement["id"].clone();
    let again = street.ask("bram", REPLY, json!({ "id": post })).await;
    assert_eq!(again["data"]["replyToPost"]["userErrors"][0]["code"], "DUPLICATE");

    let moment = json!({ "id": id, "from": "2026-11-26T10:00:00+01:00", "until": "2026-11-26T11:00:00+01:00" });
    let agreed = street.ask("anna", AGREE, moment).await;
    assert_eq!(agreed["data"]["agree"]["agreement"]["state"], "AGREED", "{agreed}");

    let once = street.ask("anna", DONE, json!({ "id": id })).await;
    assert_eq!(once["data"]["complete"]["agreement"]["state"], "AGREED", "{once}");
    let twice = street.ask("bram", DONE, json!({ "id": id })).await;
    assert_eq!(twice["data"]["complete"]["agreement"]["state"], "DONE", "{twice}");

    let thank = "mutation($id: ID!) { thank(input: {agreementId: $id, words: \"Dank je!\", kept: \
        true}) { agreement { thanks { words isMine kept } } userErrors { code } } }";
    let thanked = street.ask("bram", thank, json!({ "id": id })).await;
    let thanks = &thanked["data"]["thank"]["agreement"]["thanks"][0];
    assert_eq!(*thanks, json!({ "words": "Dank je!", "isMine": true, "kept": true }), "{thanked}");

    let told = "{ viewer { unseenAlerts alerts { edges { node { kind text post { id } agreementId } } } } }";
    let told = street.ask("anna", told, json!({})).await;
    let edges = told["data"]["viewer"]["alerts"]["edges"].as_array().expect("alerts").clone();
    let kinds: Vec<&str> = edges.iter().filter_map(|it| it["node"]["kind"].as_str()).collect();
    for kind in ["REPLIED", "DONE", "THANKED"] {
        assert!(kinds.contains(&kind), "{kind}: {told}");
    }
    assert!(told["data"]["viewer"]["unseenAlerts"].as_u64() >= Some(3), "{told}");
    let seen = street.ask("anna", "mutation { seeAlerts { seen } }", json!({})).await;
    assert!(seen["data"]["seeAlerts"]["seen"].as_u64() >= Some(3), "{seen}");
    let left = street.ask("anna", "{ viewer { unseenAlerts } }", json!({})).await;
    assert_eq!(left["data"]["viewer"]["unseenAlerts"], 0);

    let found = street.ask("bram", BOARD, near).await;
    let kept = &found["data"]["posts"]["edges"][0]["node"]["postedBy"]["reliability"];
    assert_eq!(kept["keptAppointments"], 1, "{found}");
}

#[tokio::test]
async fn a_visitor_reads_what_is_public_and_not_whose_it_is() {
    let street = Street::new().await;
    let (post, slug) = street.publish("anna", groceries()).await;
    let (inside, _) =
        street.publish("anna", with(groceries(), json!({ "audience": "COMMUNITY" }))).await;
    let found = street.ask("nobody", BOARD, json!({})).await;
    let page = &found["data"]["posts"];
    assert_eq!(page["totalCount"], 1, "{found}");
    assert_eq!(page["edges"][0]["node"]["id"], post);
    assert_eq!(page["edges"][0]["node"]["postedBy"], Value::Null);

    let by = "query($id: ID!, $slug: String!) { one: post(id: $id) { title } other: post(slug: \
        $slug) { title postedBy { name } canReply isMine } node(id: $id) { __typename } }";
    let hidden = street.ask("nobody", by, json!({ "id": inside, "slug": slug })).await;
    assert_eq!(hidden["data"]["one"], Value::Null, "{hidden}");
    assert_eq!(hidden["data"]["node"], Value::Null);
    assert_eq!(hidden["data"]["other"]["postedBy"], Value::Null);
    assert_eq!(hidden["data"]["other"]["canReply"], false);
    let shown = street.ask("chris", by, json!({ "id": inside, "slug": slug })).await;
    assert!(shown["data"]["one"]["title"].is_string(), "{shown}");
    assert_eq!(shown["data"]["node"]["__typename"], "Post");

    let counts = "{ postCounts { area { name } counts { direction subject count } } }";
    let counted = street.ask("nobody", counts, json!({})).await;
    let help = json!({ "direction": "OFFER", "subject": "HELP", "count": 2 });
    assert!(counted["data"]["postCounts"]["counts"].as_array().expect("counts").contains(&help));

    let replied = street.ask("nobody", REPLY, json!({ "id": post })).await;
    assert_eq!(code(&replied), "UNAUTHENTICATED", "{replied}");
}

#[tokio::test]
async fn a_third_is_told_nothing_of_an_agreement() {
    let street = Street::new().await;
    let (_, id) = street.agreement().await;
    let ask = "query($id: ID!) { agreement(id: $id) { id messages { text } } node(id: $id) { \
        __typename } viewer { unreadMessages agreements { edges { node { id } } } alerts { edges { \
        node { id } } } } }";
    let mine = street.ask("anna", ask, json!({ "id": id })).await;
    assert_eq!(mine["data"]["agreement"]["messages"][0]["text"], "Graag donderdag", "{mine}");
    assert_eq!(mine["data"]["node"]["__typename"], "PostAgreement");
    assert_eq!(mine["data"]["viewer"]["unreadMessages"], 1);
    for third in ["chris", "nobody"] {
        let answer = street.ask(third, ask, json!({ "id": id })).await;
        assert_eq!(answer["data"]["agreement"], Value::Null, "{third}: {answer}");
        assert_eq!(answer["data"]["node"], Value::Null, "{third}: {answer}");
    }
    let theirs = street.ask("chris", ask, json!({ "id": id })).await;
    assert_eq!(theirs["data"]["viewer"]["agreements"]["edges"], json!([]), "{theirs}");
    assert_eq!(theirs["data"]["viewer"]["alerts"]["edges"], json!([]), "{theirs}");
    for deed in [
        "sendMessage(input: {agreementId: $id, text: \"Hallo\"})",
        "readConversation(input: {agreementId: $id})",
        "complete(input: {agreementId: $id})",
        "reportConversation(input: {agreementId: $id, reason: OTHER})",
    ] {
        let deed = format!("mutation($id: ID!) {{ {deed} {{ userErrors {{ code }} }} }}");
        let answer = street.ask("chris", &deed, json!({ "id": id })).await;
        assert!(answer.to_string().contains("NOT_FOUND"), "{deed}: {answer}");
    }
}

#[tokio::test]
async fn where_they_meet_is_between_the_two_once_agreed() {
    let street = Street::new().await;
    let (_, id) = street.agreement().await;
    let agree = "mutation($id: ID!) { agree(input: {agreementId: $id, from: \
        \"2026-11-26T10:00:00+01:00\", until: \"2026-11-26T11:00:00+01:00\", place: \
        \"Wagenaarstraat 12\", expenses: {amount: \"4.50\", how: \"bonnetje\"}}) { agreement { \
        state place expenses { amount how } calendar } userErrors { field code } } }";
    let agreed = street.ask("anna", agree, json!({ "id": id })).await;
    let made = &agreed["data"]["agree"]["agreement"];
    assert_eq!(made["place"], "Wagenaarstraat 12", "{agreed}");
    assert_eq!(made["expenses"]["amount"], "4.50");
    let calendar = made["calendar"].as_str().expect("a calendar");
    assert!(calendar.contains("BEGIN:VEVENT") && !calendar.contains("Wagenaar"), "{calendar}");
    let place = "query($id: ID!) { agreement(id: $id) { place } }";
    let theirs = street.ask("bram", place, json!({ "id": id })).await;
    assert_eq!(theirs["data"]["agreement"]["place"], "Wagenaarstraat 12");
}

#[tokio::test]
async fn what_can_be_mended_is_told_by_a_code_and_a_sentence() {
    let street = Street::new().await;
    for (more, code, field) in [
        (json!({ "category": "spaceships" }), "INVALID", json!("category")),
        (json!({ "title": "Oi" }), "INVALID", json!("title")),
        (json!({ "text": "Bel me op 06 1234 5678." }), "CONTACT_IN_TEXT", json!("text")),
        (json!({ "category": "childcare" }), "GUARDED", json!("category")),
    ] {
        let input = with(groceries(), more);
        let answer = street.ask("anna", PUBLISH, json!({ "input": input })).await;
        let wrong = &answer["data"]["publishPost"]["userErrors"][0];
        assert_eq!((&wrong["code"], &wrong["field"]), (&json!(code), &field), "{answer}");
        assert!(wrong["message"].as_str().is_some_and(|it| !it.is_empty()), "{answer}");
    }
    street.app.member("eva@voorbeeld.nl").await;
    let eva = token(&street.app, "eva").await.expect("a token");
    let answer = street.app.ask_as(&eva, PUBLISH, json!({ "input": groceries() })).await.json();
    let wrong = &answer["data"]["publishPost"]["userErrors"][0];
    assert_eq!(wrong["code"], "NO_COMMUNITY", "who belongs nowhere: {answer}");
    let masked =
        with(groceries(), json!({ "text": "Bel me op 06 1234 5678.", "maskContacts": true }));
    let (post, _) = street.publish("anna", masked).await;
    let text =
        street.ask("anna", "query($id: ID!) { post(id: $id) { text } }", json!({ "id": post }));
    assert!(!text.await.to_string().contains("5678"));
    let own = street.ask("anna", REPLY, json!({ "id": post })).await;
    assert_eq!(own["data"]["replyToPost"]["userErrors"][0]["code"], "OWN");
}

#[tokio::test]
async fn one_search_finds_places_and_posts() {
    let street = Street::new().await;
    street.publish("anna", with(groceries(), json!({ "title": "Fiets te leen tot zondag" }))).await;
    let found = street.ask("nobody", ALL, json!({ "open": { "now": true } })).await;
    let page = &found["data"]["search"];
    let edges = page["edges"].as_array().expect("edges");
    let kinds: Vec<&str> =
        edges.iter().filter_map(|it| it["node"]["__typename"].as_str()).collect();
    assert!(kinds.contains(&"Listing") && kinds.contains(&"Post"), "{found}");
    let types = &page["facets"][0];
    assert_eq!(types["field"], "type");
    let sum: u64 = types["values"]
        .as_array()
        .expect("values")
        .iter()
        .filter_map(|it| it["count"].as_u64())
        .sum();
    assert_eq!(page["totalCount"], sum);

    // One by one, everything comes once.
    let step = "query($after: String) { search(text: \"fiets\", first: 1, after: $after) { \
        totalCount pageInfo { hasNextPage endCursor } edges { node { __typename ... on Listing { \
        id } ... on Post { id } } } } }";
    let (mut after, mut seen) = (Value::Null, Vec::new());
    loop {
        let answer = street.ask("nobody", step, json!({ "after": after })).await;
        let page = &answer["data"]["search"];
        let Some(edge) = page["edges"].get(0) else { break };
        let id = edge["node"]["id"].clone();
        assert!(!seen.contains(&id), "{answer}");
        seen.push(id);
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] != true {
            assert_eq!(page["totalCount"], seen.len(), "{answer}");
            break;
        }
    }
    assert!(seen.len() > 1);
    let only = "{ search(text: \"fiets\", type: POST) { edges { node { __typename } } } }";
    let only = street.ask("nobody", only, json!({})).await;
    assert_eq!(only["data"]["search"]["edges"], json!([{ "node": { "__typename": "Post" } }]));
}

#[tokio::test]
async fn posts_of_one_member_show_one_point() {
    let street = Street::new().await;
    let mut points = std::collections::BTreeSet::new();
    for nth in 0..4 {
        let place = json!({ "latitude": 52.3620 + f64::from(nth) * 0.0001, "longitude": 4.9290 });
        let input = with(groceries(), json!({ "place": place }));
        let (post, _) = street.publish("anna", input).await;
        let ask = "query($id: ID!) { post(id: $id) { around { latitude longitude radiusM } } }";
        let shown = street.ask("bram", ask, json!({ "id": post })).await;
        points.insert(shown["data"]["post"]["around"].to_string());
    }
    assert_eq!(points.len(), 1, "{points:?}");
}
