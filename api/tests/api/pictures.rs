//! Photos of posts and in messages through the API: sent with a token, read with what they belong
//! to, and given to nobody else by their addresses.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::board::{Street, groceries};
use crate::harness::{App, Reply};
use crate::photos::{send_to, shot};

const PUBLISH: &str = "mutation Publish($input: PublishPostInput!) { publishPost(input: $input) { \
    post { id photos { id } } userErrors { field code message } } }";
const SHOWN: &str = "query Shown($id: ID!) { post(id: $id) { photos { id alt decorative addedAt \
    url(size: SMALL) large: url(size: LARGE) width height(size: LARGE) } } }";
const DESCRIBE: &str = "mutation Describe($photo: ID!, $alt: String!) { \
    describePostPhoto(input: {photoId: $photo, alt: $alt}) { post { photos { alt } } \
    userErrors { field code message } } }";
const ORDER: &str = "mutation Order($post: ID!, $photos: [ID!]!) { \
    orderPostPhotos(input: {postId: $post, photoIds: $photos}) { post { photos { alt } } \
    userErrors { field code message } } }";
const REMOVE: &str = "mutation Remove($photo: ID!) { removePostPhoto(input: {photoId: $photo}) { \
    post { photos { alt } } userErrors { field code message } } }";
const TALK: &str = "query Talk($id: ID!) { agreement(id: $id) { messages { text photo { alt width \
    url } } } }";
const CLOSE: &str = "mutation Close($id: ID!) { closePost(input: {postId: $id, outcome: FOUND}) { \
    post { state } } }";

async fn put(street: &Street, audience: &str) -> Value {
    let mut input = groceries();
    input["audience"] = audience.into();
    let made = street.ask("anna", PUBLISH, json!({ "input": input })).await;
    made["data"]["publishPost"]["post"]["id"].clone()
}

async fn add(street: &Street, post: &Value, alt: &str, number: u8) -> Value {
    let of = ("post", post.as_str().expect("an id"));
    let sent = send_to(&street.app, Some(street.token("anna")), of, alt, &shot(number)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let sent = sent.json();
    assert_eq!(sent["userErrors"], json!([]), "{sent}");
    sent["photo"].clone()
}

/// The file at an address, for somebody.
async fn file(app: &App, url: &Value, token: Option<&str>) -> Reply {
    let path = url.as_str().and_then(|it| it.strip_prefix("https://oost.example"));
    let mut request = Request::get(path.expect("an address of ours"));
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    app.send(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn a_program_works_on_the_photos_of_its_post() {
    let street = Street::new().await;
    let post = put(&street, "PUBLIC").await;
    let front = add(&street, &post, "The bag", 1).await;
    let inside = add(&street, &post, "The bike", 2).await;
    let shown = street.ask("bram", SHOWN, json!({ "id": post })).await;
    let photos = &shown["data"]["post"]["photos"];
    assert_eq!((&photos[0]["id"], &photos[0]["decorative"]), (&front["id"], &json!(false)));
    assert_eq!((&photos[0]["width"], &photos[0]["height"]), (&json!(640), &json!(480)));
    assert_eq!(
        (&photos[0]["url"], &photos[0]["large"]),
        (&front["small"]["url"], &front["large"]["url"],)
    );
    let asked = json!({ "post": post, "photos": [inside["id"]] });
    let said = street.ask("anna", ORDER, asked).await;
    let list = json!([{ "alt": "The bike" }, { "alt": "The bag" }]);
    assert_eq!(said["data"]["orderPostPhotos"]["post"]["photos"], list, "{said}");
    let asked = json!({ "photo": front["id"], "alt": "" });
    let said = street.ask("anna", DESCRIBE, asked).await;
    let wrong = &said["data"]["describePostPhoto"]["userErrors"][0];
    assert_eq!((&wrong["field"], &wrong["code"]), (&json!("alt"), &json!("INVALID")));
    let asked = json!({ "photo": front["id"], "alt": "A bag" });
    let said = street.ask("anna", DESCRIBE, asked).await;
    assert_eq!(said["data"]["describePostPhoto"]["post"]["photos"][1]["alt"], "A bag", "{said}");
    for (query, field) in
        [(DESCRIBE, "describePostPhoto"), (ORDER, "orderPostPhotos"), (REMOVE, "removePostPhoto")]
    {
        let asked = json!({ "photo": front["id"], "alt": "Mine", "post": post, "photos": [] });
        let refused = street.ask("bram", query, asked).await;
        assert_eq!(refused["data"][field]["userErrors"][0]["code"], "NOT_FOUND", "{refused}");
    }
    let of = ("post", post.as_str().expect("an id"));
    let strange = send_to(&street.app, Some(street.token("bram")), of, "Mine", &shot(3)).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND, "{}", strange.text);
    let odd = send_to(&street.app, Some(street.token("anna")), of, "A page", b"<html>").await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    assert_eq!(odd.json()["userErrors"][0]["field"], "photo", "{}", odd.text);
    let said = street.ask("anna", REMOVE, json!({ "photo": inside["id"] })).await;
    let list = json!([{ "alt": "A bag" }]);
    assert_eq!(said["data"]["removePostPhoto"]["post"]["photos"], list, "{said}");
    let gone = file(&street.app, &inside["small"]["url"], Some(street.token("anna"))).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_is_given_to_who_sees_the_post_now() {
    let street = Street::new().await;
    let (anna, bram) = (street.token("anna"), street.token("bram"));
    let public = put(&street, "PUBLIC").await;
    let inside = put(&street, "COMMUNITY").await;
    let open = add(&street, &public, "The bag", 1).await["large"]["url"].clone();
    let hidden = add(&street, &inside, "The door", 2).await["large"]["url"].clone();
    for token in [None, Some(bram), Some(anna)] {
        let seen = file(&street.app, &open, token).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert_eq!(seen.header("cache-control"), "public, max-age=300");
        assert_eq!(seen.header("content-type"), "image/jpeg");
        assert_eq!(seen.header("x-content-type-options"), "nosniff");
    }
    for (token, status) in [(None, 404), (Some(bram), 200), (Some(anna), 200)] {
        let seen = file(&street.app, &hidden, token).await;
        assert_eq!(seen.status.as_u16(), status);
        if status == 200 {
            assert_eq!(seen.header("cache-control"), "private, no-store");
            assert_eq!(seen.header("etag"), "", "it does not tell what is in it");
        }
    }
    let block = "mutation Block($id: ID!) { blockMember(input: {profileId: $id}) { userErrors { \
        code } } }";
    let by = "query By($id: ID!) { post(id: $id) { postedBy { id } } }";
    let by = street.ask("bram", by, json!({ "id": inside })).await;
    let by = by["data"]["post"]["postedBy"]["id"].clone();
    street.ask("bram", block, json!({ "id": by })).await;
    for url in [&open, &hidden] {
        let seen = file(&street.app, url, Some(bram)).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "neither sees the other");
    }
    street.ask("anna", CLOSE, json!({ "id": public })).await;
    for token in [None, Some(street.token("chris"))] {
        assert_eq!(file(&street.app, &open, token).await.status, StatusCode::NOT_FOUND);
    }
    let own = file(&street.app, &open, Some(anna)).await;
    assert_eq!((own.status, own.header("cache-control")), (StatusCode::OK, "private, no-store"));
    let odd = json!("https://oost.example/media/prikbord/pst_x/pho_x/groot.jpg");
    assert_eq!(file(&street.app, &odd, Some(anna)).await.status, StatusCode::NOT_FOUND);
    let stale = file(&street.app, &open, Some("no.to.ken")).await;
    assert_eq!(stale.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_message_brings_a_photo_that_two_see() {
    let street = Street::new().await;
    let post = put(&street, "COMMUNITY").await;
    let deal = street.reply("bram", &post).await;
    let of = ("agreement", deal.as_str().expect("an id"));
    let sent = send_to(&street.app, Some(street.token("bram")), of, "My list", &shot(1)).await;
    let sent = sent.json();
    assert!(sent["photo"]["message"].is_string(), "{sent}");
    let talk = street.ask("anna", TALK, json!({ "id": deal })).await;
    let last = &talk["data"]["agreement"]["messages"][1];
    assert_eq!((&last["text"], &last["photo"]["alt"]), (&json!("My list"), &json!("My list")));
    let url = &last["photo"]["url"];
    for (token, status) in [
        (Some(street.token("anna")), 200),
        (Some(street.token("bram")), 200),
        (Some(street.token("chris")), 404),
        (None, 404),
    ] {
        assert_eq!(file(&street.app, url, token).await.status.as_u16(), status);
    }
    let strange = send_to(&street.app, Some(street.token("chris")), of, "Mine", &shot(2)).await;
    assert_eq!(strange.status, StatusCode::NOT_FOUND, "{}", strange.text);
    assert_eq!(strange.json()["userErrors"][0]["code"], "NOT_FOUND");
    let odd = send_to(&street.app, Some(street.token("bram")), of, "A page", b"<html>").await;
    assert_eq!(odd.json()["userErrors"][0]["field"], "photo", "{}", odd.text);
}

#[tokio::test]
async fn photos_of_a_page_of_posts_are_one_statement() {
    let street = Street::new().await;
    for number in 0..4 {
        let post = put(&street, "COMMUNITY").await;
        add(&street, &post, "The bag", number).await;
    }
    street.app.parts.catch_up().await.expect("the index follows");
    let statements = async |query: &str| {
        let before = street.app.parts.domain.db.statements();
        let answer = street.ask("bram", query, json!({})).await;
        let edges = answer["data"]["posts"]["edges"].as_array().map(Vec::len);
        assert_eq!(edges, Some(4), "{answer}");
        street.app.parts.domain.db.statements() - before
    };
    let bare = statements("{ posts(first: 20) { edges { node { title } } } }").await;
    let all = "{ posts(first: 20) { edges { node { title photos { alt url } } } } }";
    assert_eq!(statements(all).await, bare + 1);
}
