//! Photos through the API: sent with a token, read with their listings, changed by who keeps them.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{MemberId, SessionId};
use koop_domain::media::{self, ARRIVING_MAX};
use serde_json::{Value, json};

use crate::harness::{App, PASSWORD, Reply, code};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const ADD: &str = "mutation Add($name: String!) { addListing(input: {name: $name, kind: MAKER, \
    ignoreDuplicates: true}) { listing { id slug } } }";
const SHOWN: &str = "query Shown($id: ID!) { node(id: $id) { ... on Listing { photos { id alt \
    decorative url(size: SMALL) large: url(size: LARGE) width height(size: LARGE) } } } }";
const ALT: &str = "mutation Alt($photo: ID!, $alt: String!) { setPhotoAlt(input: {photoId: $photo, \
    alt: $alt}) { listing { photos { alt } } userErrors { field code message } } }";
const MOVE: &str = "mutation Move($photo: ID!) { movePhoto(input: {photoId: $photo, to: 1}) { \
    listing { photos { alt } } userErrors { field code message } } }";
const REMOVE: &str = "mutation Remove($photo: ID!) { removePhoto(input: {photoId: $photo}) { \
    listing { photos { alt } } userErrors { field code message } } }";

/// A photo, as a phone makes them.
pub(crate) fn shot(number: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = RgbImage::from_pixel(640, 480, Rgb([number, 90, 200]));
    JpegEncoder::new_with_quality(&mut bytes, 70).encode_image(&pixels).expect("a JPEG");
    bytes
}

async fn token(app: &App, email: &str) -> String {
    app.member(email).await;
    let signed = app.ask(SIGN_IN, json!({ "email": email, "password": PASSWORD })).await;
    signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned()
}

async fn place(app: &App, token: &str, name: &str) -> String {
    let added = app.ask_as(token, ADD, json!({ "name": name })).await.json();
    added["data"]["addListing"]["listing"]["id"].as_str().expect("a place").to_owned()
}

/// Sends a photo of a place, as a program does.
pub(crate) async fn send(
    app: &App,
    token: Option<&str>,
    listing: &str,
    alt: &str,
    photo: &[u8],
) -> Reply {
    send_to(app, token, ("listing", listing), alt, photo).await
}

/// The same of something else, by the name of the field that says of what.
pub(crate) async fn send_to(
    app: &App,
    token: Option<&str>,
    (field, id): (&str, &str),
    alt: &str,
    photo: &[u8],
) -> Reply {
    let text = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let head = "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n";
    let texts = [text(field, id), text("alt", alt), head.to_owned()].concat();
    let body = [texts.as_bytes(), photo, b"\r\n--x--\r\n"].concat();
    let mut request = Request::post("/media")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header(header::ACCEPT_LANGUAGE, "en")
        // From a page of another site, which may: it brings a token.
        .header("origin", "https://elsewhere.example")
        .header("sec-fetch-site", "cross-site");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    app.send(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn a_program_sends_photos_and_reads_them_with_their_listing() {
    let app = App::empty().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let id = place(&app, &hanneke, "Werkplaats").await;
    let mut photos = Vec::new();
    for (number, alt) in [(1, "The front"), (2, "Inside")] {
        let sent = send(&app, Some(&hanneke), &id, alt, &shot(number)).await;
        assert_eq!(
            (sent.status, sent.header("access-control-allow-origin")),
            (StatusCode::OK, "*")
        );
        let sent = sent.json();
        assert_eq!((&sent["userErrors"], &sent["photo"]["alt"]), (&json!([]), &json!(alt)));
        assert_eq!(sent["photo"]["small"]["width"], 320);
        photos.push(sent["photo"]["id"].clone());
    }
    let shown = app.ask(SHOWN, json!({ "id": id })).await;
    let shown = &shown["data"]["node"]["photos"];
    assert_eq!((&shown[0]["id"], &shown[0]["decorative"]), (&photos[0], &json!(false)));
    assert_eq!((&shown[0]["width"], &shown[0]["height"]), (&json!(640), &json!(480)));
    let url = shown[0]["url"].as_str().expect("an address");
    assert!(url.starts_with("https://oost.example/media/") && url.ends_with(".jpg"), "{url}");
    assert_ne!(shown[0]["url"], shown[0]["large"]);

    let said = app.ask_as(&hanneke, MOVE, json!({ "photo": photos[1] })).await.json();
    let list = json!([{ "alt": "Inside" }, { "alt": "The front" }]);
    assert_eq!(said["data"]["movePhoto"]["listing"]["photos"], list, "{said}");
    let said = app.ask_as(&hanneke, ALT, json!({ "photo": photos[0], "alt": "A door" })).await;
    assert_eq!(said.json()["data"]["setPhotoAlt"]["listing"]["photos"][1]["alt"], "A door");
    let said = app.ask_as(&hanneke, ALT, json!({ "photo": photos[0], "alt": "" })).await.json();
    let wrong = &said["data"]["setPhotoAlt"]["userErrors"][0];
    assert_eq!((&wrong["field"], &wrong["code"]), (&json!("alt"), &json!("INVALID")));
    // What one request reads again after it changed is as it is now.
    let both = "mutation Both($photo: ID!) { \
        a: setPhotoAlt(input: {photoId: $photo, alt: \"One\"}) { listing { photos { alt } } } \
        b: removePhoto(input: {photoId: $photo}) { listing { photos { alt } } } }";
    let said = app.ask_as(&hanneke, both, json!({ "photo": photos[0] })).await.json();
    assert_eq!(said["data"]["a"]["listing"]["photos"][1]["alt"], "One", "{said}");
    assert_eq!(said["data"]["b"]["listing"]["photos"], json!([{ "alt": "Inside" }]));
}

#[tokio::test]
async fn nobody_changes_anothers_photos_by_their_ids() {
    let app = App::empty().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let other = token(&app, "ander@voorbeeld.nl").await;
    let id = place(&app, &hanneke, "Werkplaats").await;
    let sent = send(&app, Some(&hanneke), &id, "The front", &shot(1)).await.json();
    let photo = sent["photo"]["id"].clone();
    for (query, field) in [(ALT, "setPhotoAlt"), (MOVE, "movePhoto"), (REMOVE, "removePhoto")] {
        let asked = json!({ "photo": photo, "alt": "Mine" });
        let denied = app.ask_as(&other, query, asked.clone()).await.json();
        let denied = &denied["data"][field];
        assert_eq!(denied["userErrors"][0]["code"], "DENIED", "{denied}");
        assert_eq!(denied["listing"], Value::Null);
        assert_eq!(code(&app.ask(query, asked).await), "UNAUTHENTICATED");
        let nothing = json!({ "photo": "pho_nonsense", "alt": "Mine" });
        let unknown = app.ask_as(&other, query, nothing).await.json();
        assert_eq!(unknown["data"][field]["userErrors"][0]["code"], "NOT_FOUND");
    }
    let shown = app.ask(SHOWN, json!({ "id": id })).await;
    assert_eq!(shown["data"]["node"]["photos"][0]["alt"], "The front");
}

#[tokio::test]
async fn what_a_program_sends_wrong_is_told() {
    let app = App::empty().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let other = token(&app, "ander@voorbeeld.nl").await;
    let id = place(&app, &hanneke, "Werkplaats").await;
    for (who, listing, alt, photo, status, field, code) in [
        (&hanneke, id.as_str(), "x", &b"GIF89a"[..], 400, json!("photo"), "INVALID"),
        (&hanneke, &id, "", &shot(1), 400, json!("alt"), "INVALID"),
        (&hanneke, "lst_x", "x", &shot(1), 404, Value::Null, "NOT_FOUND"),
        (&other, &id, "x", &shot(1), 403, Value::Null, "DENIED"),
    ] {
        let refused = send(&app, Some(who), listing, alt, photo).await;
        assert_eq!(refused.status.as_u16(), status, "{}", refused.text);
        let refused = refused.json();
        let wrong = &refused["userErrors"][0];
        assert_eq!((&wrong["field"], &wrong["code"]), (&field, &json!(code)), "{refused}");
        assert_eq!(refused["photo"], Value::Null);
    }
    let stale = send(&app, Some("no.to.ken"), &id, "x", &shot(1)).await;
    assert_eq!(
        (stale.status, stale.json()["userErrors"][0]["code"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("UNAUTHENTICATED"),)
    );
    assert!(stale.header("www-authenticate").starts_with("Bearer"));
    // Without a token it is a form, and one from elsewhere.
    assert_eq!(send(&app, None, &id, "x", &shot(1)).await.status, StatusCode::FORBIDDEN);
    let odd = Request::post("/media")
        .header(header::AUTHORIZATION, format!("Bearer {hanneke}"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"));
    assert_eq!(app.send(odd.expect("a request")).await.status, StatusCode::BAD_REQUEST);
    let preflight = Request::options("/media").body(Body::empty()).expect("a request");
    let preflight = app.send(preflight).await;
    assert_eq!(preflight.header("access-control-allow-headers"), "authorization, koop-acting-as");
}

#[tokio::test]
async fn one_member_does_not_take_all_the_places_for_what_comes_in() {
    let app = App::empty().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    let other = token(&app, "ander@voorbeeld.nl").await;
    let id = place(&app, &hanneke, "Werkplaats").await;
    let theirs = place(&app, &other, "Winkel").await;
    let me = app.ask_as(&hanneke, "{ viewer { id } }", json!({})).await.json();
    let me = me["data"]["viewer"]["id"].as_str().and_then(|id| MemberId::parse(id).ok());
    let (session, member) = (SessionId(uuid::Uuid::nil()), me.expect("an id"));
    let signed = Signed { member, session, operator: false, under: None };
    let ctx = Ctx { actor: Actor::Member(signed), ..app.operator() };
    let slow: Vec<_> =
        (0..ARRIVING_MAX).map(|_| media::arrive(&ctx, &app.parts.domain).expect("one")).collect();
    let refused = send(&app, Some(&hanneke), &id, "The front", &shot(1)).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "10");
    let wrong = refused.json()["userErrors"][0].clone();
    assert_eq!(wrong["code"], "TOO_MANY_ATTEMPTS", "{wrong}");
    let sent = send(&app, Some(&other), &theirs, "The front", &shot(1)).await;
    assert_eq!(sent.status, StatusCode::OK, "another is not kept out by it");
    drop(slow);
    let sent = send(&app, Some(&hanneke), &id, "The front", &shot(2)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
}

#[tokio::test]
async fn photos_of_a_page_of_listings_are_one_statement() {
    let app = App::empty().await;
    let hanneke = token(&app, "hanneke@voorbeeld.nl").await;
    for number in 1..=5 {
        let id = place(&app, &hanneke, &format!("Werkplaats {number}")).await;
        send(&app, Some(&hanneke), &id, "The front", &shot(number)).await;
    }
    let statements = async |query: &str| {
        let before = app.parts.domain.db.statements();
        let answer = app.ask(query, json!({})).await;
        assert_eq!(answer["data"]["newest"].as_array().map(Vec::len), Some(5), "{answer}");
        app.parts.domain.db.statements() - before
    };
    let bare = statements("{ newest { name } }").await;
    let with_photos = statements("{ newest { name photos { alt url } } }").await;
    assert_eq!(with_photos, bare + 1);
    let stray = media::tidy(&app.operator(), &app.parts.domain).await.expect("it is swept");
    assert_eq!(stray, 0, "nothing that is named goes");
}
