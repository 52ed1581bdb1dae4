//! The keys that sign tokens: shown to everybody, and changed without anybody noticing.

use chrono::TimeDelta;
use koop_api::app::Tokens;
use koop_domain::members::model::Secret;
use serde_json::{Value, json};

use crate::harness::{App, BASE_URL, PASSWORD, SECRET};

const ME: &str = "{ viewer { name } }";
const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const EMAIL: &str = "hanneke@voorbeeld.nl";

async fn token(app: &App) -> String {
    let signed = app.ask(SIGN_IN, json!({ "email": EMAIL, "password": PASSWORD })).await;
    signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned()
}

async fn shown(app: &App) -> Vec<Value> {
    let reply = app.get("application/json", "/.well-known/jwks.json").await;
    assert_eq!(reply.header("content-type"), "application/jwk-set+json");
    assert_eq!(reply.header("cache-control"), "public, max-age=300");
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    reply.json()["keys"].as_array().expect("keys").clone()
}

fn kid(token: &str) -> String {
    jsonwebtoken::decode_header(token).expect("a head").kid.expect("a name")
}

#[tokio::test]
async fn the_public_halves_are_shown_and_nothing_else() {
    let app = App::empty().await;
    app.member(EMAIL).await;
    assert!(shown(&app).await.is_empty(), "looking makes no key");
    app.pass(TimeDelta::minutes(6));
    let signed = token(&app).await;
    let keys = shown(&app).await;
    assert_eq!(keys.len(), 1);
    let mut names: Vec<&String> = keys[0].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
    for (name, value) in [("kty", "OKP"), ("crv", "Ed25519"), ("alg", "EdDSA"), ("use", "sig")] {
        assert_eq!(keys[0][name], value);
    }
    assert_eq!(keys[0]["kid"], kid(&signed).as_str());
}

#[tokio::test]
async fn a_new_key_signs_and_the_old_tokens_hold_until_they_end() {
    let app = App::empty().await;
    app.member(EMAIL).await;
    let old = token(&app).await;
    // Another node, or the command, which this one hears nothing from.
    let command = Tokens::new("", &Secret::new(SECRET));
    let new = command.rotate(&app.operator(), &app.parts.domain).await.expect("a new key");
    assert_eq!(kid(&token(&app).await), kid(&old), "keys are kept in memory for a while");
    app.pass(TimeDelta::minutes(6));
    let newer = token(&app).await;
    assert_eq!(kid(&newer), new);
    for token in [&old, &newer] {
        let answer = app.ask_as(token, ME, json!({})).await.json();
        assert_eq!(answer["data"]["viewer"]["name"], "Hanneke Visser", "{answer}");
    }
    assert_eq!(shown(&app).await.len(), 2);
    app.pass(TimeDelta::minutes(40));
    assert_eq!(shown(&app).await.len(), 1, "what it signed has ended long ago");
}

#[tokio::test]
async fn a_key_that_another_node_made_is_looked_up_at_once() {
    let app = App::empty().await;
    app.member(EMAIL).await;
    let first = token(&app).await;
    app.pass(TimeDelta::seconds(10));
    let node = Tokens::new(BASE_URL, &Secret::new(SECRET));
    let (ctx, domain) = (app.operator(), &app.parts.domain);
    node.rotate(&ctx, domain).await.expect("a new key");
    let actor = app.parts.tokens.actor(&ctx, domain, &first).await.expect("it holds");
    let koop_domain::ctx::Actor::Member(me) = actor else { panic!("{actor:?}") };
    let mine = koop_domain::ctx::Ctx { actor, ..ctx.clone() };
    let (member, _) = koop_domain::members::viewer(&mine, domain).await.expect("a member");
    let access = node.issue(&ctx, domain, &member, me.session).await.expect("a token");
    let known = app.parts.tokens.actor(&ctx, domain, access.token.reveal()).await;
    assert!(known.is_ok(), "{known:?}");
}
