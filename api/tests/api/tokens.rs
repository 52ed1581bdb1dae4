//! Access tokens, by the points of RFC 8725: whatever is not one of ours, for us, and of now, is
//! refused, and nobody is told why.

use axum::http::StatusCode;
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use koop_api::app::Tokens;
use koop_domain::members::model::Secret;
use serde_json::{Value, json};

use crate::harness::{App, BASE_URL, PASSWORD, code};

const ME: &str = include_str!("../../src/graphql/examples/me.graphql");
const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const EMAIL: &str = "hanneke@voorbeeld.nl";

/// What stands before a private key in PKCS#8.
const PKCS8_HEAD: [u8; 16] = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/// A member who signed in, with all that a forger could wish for.
struct Forge {
    app: App,
    token: String,
    header: Header,
    claims: Value,
    key: EncodingKey,
    /// The public key as it is shown.
    public: String,
}

impl Forge {
    async fn new() -> Self {
        let app = App::empty().await;
        app.member(EMAIL).await;
        let signed = app.ask(SIGN_IN, json!({ "email": EMAIL, "password": PASSWORD })).await;
        let token = signed["data"]["signIn"]["accessToken"].as_str().expect("a token").to_owned();
        let header = jsonwebtoken::decode_header(&token).expect("a head");
        let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(&token);
        let claims = claims.expect("claims").claims;
        let jwks = app.get("application/json", "/.well-known/jwks.json").await.json();
        let public = jwks["keys"][0]["x"].as_str().expect("a key").to_owned();
        let keys = app.secrets().into_iter().map(private);
        let key = keys.into_iter().find(|key| x(key) == public).expect("it was drawn");
        Self { app, token, header, claims, key, public }
    }

    fn sign(&self, header: &Header, claims: &Value) -> String {
        jsonwebtoken::encode(header, claims, &self.key).expect("a token")
    }

    /// A token with another claim, signed by the true key.
    fn with(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.sign(&self.header, &claims)
    }

    async fn refused(&self, token: &str) {
        let reply = self.app.ask_as(token, ME, json!({})).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{token}: {}", reply.text);
        assert_eq!(code(&reply.json()), "UNAUTHENTICATED");
        assert!(reply.json().get("data").is_none());
        assert!(reply.header("www-authenticate").starts_with("Bearer"));
    }

    async fn believed(&self, token: &str) {
        let reply = self.app.ask_as(token, ME, json!({})).await;
        assert_eq!(reply.json()["data"]["viewer"]["name"], "Hanneke Visser", "{}", reply.text);
    }
}

fn private(seed: [u8; 32]) -> EncodingKey {
    EncodingKey::from_ed_der(&[&PKCS8_HEAD[..], &seed].concat())
}

/// The public half as a key set shows it.
fn x(key: &EncodingKey) -> String {
    let jwk = jsonwebtoken::jwk::Jwk::from_encoding_key(key, Algorithm::EdDSA).ok();
    json!(jwk)["x"].as_str().expect("a public half").to_owned()
}

#[tokio::test]
async fn a_token_says_what_it_must_and_no_more() {
    let forge = Forge::new().await;
    forge.believed(&forge.token).await;
    forge.believed(&forge.sign(&forge.header, &forge.claims)).await;
    let Header { typ, alg, kid, .. } = &forge.header;
    assert_eq!((typ.as_deref(), *alg), (Some("at+jwt"), Algorithm::EdDSA));
    assert!(kid.as_ref().is_some_and(|kid| kid.len() > 20));
    let claims = forge.claims.as_object().unwrap();
    let mut names: Vec<&str> = claims.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["aud", "ep", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"]);
    assert_eq!(claims["iss"], BASE_URL);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 600);
    assert!(claims["sub"].as_str().unwrap().starts_with("mem_"));
    assert!(claims["sid"].as_str().unwrap().starts_with("ses_"));
}

#[tokio::test]
async fn no_algorithm_and_no_other_is_believed() {
    let forge = Forge::new().await;
    let mut parts = forge.token.split('.').map(str::to_owned);
    let [head, body, signature] = std::array::from_fn(|_| parts.next().unwrap());
    // {"alg":"none"} and {"typ":"at+jwt","alg":"none"}
    for none in ["eyJhbGciOiJub25lIn0", "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJub25lIn0"] {
        forge.refused(&format!("{none}.{body}.")).await;
        forge.refused(&format!("{none}.{body}.{signature}")).await;
    }
    for broken in [format!("{head}.{body}."), format!("{head}.{body}"), String::new(), "..".into()]
    {
        forge.refused(&broken).await;
    }
    // The public key as a shared secret, as bytes and as it is written.
    let header = Header { alg: Algorithm::HS256, ..forge.header.clone() };
    let bytes = DecodingKey::from_ed_components(&forge.public).unwrap();
    for secret in [bytes.try_get_as_bytes().unwrap(), forge.public.as_bytes()] {
        let key = EncodingKey::from_secret(secret);
        forge.refused(&jsonwebtoken::encode(&header, &forge.claims, &key).unwrap()).await;
    }
}

#[tokio::test]
async fn only_keys_that_we_know_are_believed() {
    let forge = Forge::new().await;
    let other = private([9; 32]);
    let signed = |header: &Header| jsonwebtoken::encode(header, &forge.claims, &other).unwrap();
    forge.refused(&signed(&forge.header)).await;
    for kid in [None, Some(""), Some("unknown"), Some("../../dev/null"), Some("' or 1=1 --")] {
        let header = Header { kid: kid.map(str::to_owned), ..forge.header.clone() };
        forge.refused(&signed(&header)).await;
        forge.refused(&forge.sign(&header, &forge.claims)).await;
    }
    // A key that the token brings itself, and addresses of keys.
    let mut header = forge.header.clone();
    header.jwk = jsonwebtoken::jwk::Jwk::from_encoding_key(&other, Algorithm::EdDSA).ok();
    header.jku = Some("https://evil.example/keys".to_owned());
    header.x5u = header.jku.clone();
    forge.refused(&signed(&header)).await;
    forge.believed(&forge.sign(&header, &forge.claims)).await;
    header.crit = Some(vec!["exp".to_owned()]);
    forge.refused(&forge.sign(&header, &forge.claims)).await;
}

#[tokio::test]
async fn a_token_for_others_or_of_another_kind_is_refused() {
    let forge = Forge::new().await;
    for (name, value) in [
        ("aud", json!("another api")),
        ("aud", json!(["koop-lokaal api", "another api"])),
        ("aud", Value::Null),
        ("iss", json!("https://evil.example")),
        ("iss", json!("https://oost.example/")),
        ("iss", json!(["https://oost.example"])),
        ("iss", Value::Null),
        ("sub", json!("mem_00000000000000000000000000")),
        ("sub", json!("nobody")),
        ("sid", json!("ses_00000000000000000000000000")),
        ("sid", Value::Null),
        ("ep", json!(2)),
        ("ep", json!("1")),
    ] {
        forge.refused(&forge.with(name, value)).await;
    }
    for typ in [None, Some("JWT"), Some("at+jwt2"), Some("application/jwt"), Some("")] {
        let header = Header { typ: typ.map(str::to_owned), ..forge.header.clone() };
        forge.refused(&forge.sign(&header, &forge.claims)).await;
    }
    let header = Header { typ: Some("application/AT+JWT".to_owned()), ..forge.header.clone() };
    forge.believed(&forge.sign(&header, &forge.claims)).await;
    let long = forge.with("x", json!("x".repeat(3_000)));
    forge.refused(&long).await;
}

#[tokio::test]
async fn a_token_of_another_time_is_refused() {
    let forge = Forge::new().await;
    let now = forge.claims["iat"].as_i64().unwrap();
    for (name, value) in [
        ("exp", json!(now - 6)),
        ("exp", json!(0)),
        ("exp", json!((now + 600).to_string())),
        ("exp", json!(now as f64 + 600.5)),
        ("exp", json!(-1)),
        ("exp", json!(1e300)),
        ("exp", Value::Null),
        ("nbf", json!(now + 6)),
        ("nbf", json!(now.to_string())),
        ("nbf", Value::Null),
        ("iat", json!(now + 6)),
    ] {
        forge.refused(&forge.with(name, value)).await;
    }
    // Clocks may lie a little apart.
    forge.believed(&forge.with("exp", json!(now - 4))).await;
    forge.believed(&forge.with("nbf", json!(now + 5))).await;
    forge.app.pass(TimeDelta::seconds(604));
    forge.believed(&forge.token).await;
    forge.app.pass(TimeDelta::seconds(1));
    forge.refused(&forge.token).await;
}

#[tokio::test]
async fn what_has_ended_ends_its_tokens_at_once() {
    for ending in [
        "mutation { signOut { userErrors { code } } }",
        "mutation { signOutEverywhere { userErrors { code } } }",
    ] {
        let forge = Forge::new().await;
        let ended = forge.app.ask_as(&forge.token, ending, json!({})).await.json();
        assert!(ended.get("errors").is_none(), "{ended}");
        forge.refused(&forge.token).await;
    }
}

#[tokio::test]
async fn only_the_header_counts_and_only_bearer() {
    use axum::body::Body;
    use axum::http::{Request, header};
    let forge = Forge::new().await;
    let ask = async |lines: &[(header::HeaderName, String)]| {
        let mut request =
            Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        for (name, value) in lines {
            request = request.header(name, value);
        }
        let body = json!({ "query": "{ viewer { name } }" }).to_string();
        forge.app.send(request.body(Body::from(body)).unwrap()).await
    };
    let token = &forge.token;
    let visitor = ask(&[(header::COOKIE, format!("access={token}"))]).await;
    assert_eq!(visitor.json(), json!({ "data": { "viewer": null } }));
    let basic = ask(&[(header::AUTHORIZATION, "Basic eDp5".to_owned())]).await;
    assert_eq!(basic.json(), json!({ "data": { "viewer": null } }));
    let small = ask(&[(header::AUTHORIZATION, format!("bearer {token}"))]).await;
    assert_eq!(small.json()["data"]["viewer"]["name"], "Hanneke Visser");
    let line = (header::AUTHORIZATION, format!("Bearer {token}"));
    assert_eq!(ask(&[line.clone(), line]).await.status, StatusCode::UNAUTHORIZED);
    let in_address = format!("/graphql?query=%7Bviewer%7Bname%7D%7D&access_token={token}");
    let visitor = forge.app.get("application/json", &in_address).await;
    assert_eq!(visitor.json(), json!({ "data": { "viewer": null } }));
}

#[tokio::test]
async fn a_house_at_another_address_signs_for_itself() {
    let forge = Forge::new().await;
    let parts = &forge.app.parts;
    let (ctx, domain) = (forge.app.operator(), &parts.domain);
    let elsewhere = Tokens::new("https://west.example", &Secret::new(crate::harness::SECRET));
    elsewhere.prepare(&ctx, domain).await.expect("the same secret opens");
    assert!(elsewhere.actor(&ctx, domain, &forge.token).await.is_err());
    let wrong = Tokens::new(BASE_URL, &Secret::new("another secret, as long as the first"));
    let told = wrong.prepare(&ctx, domain).await.expect_err("it was sealed with the other");
    assert!(told.to_string().contains("KOOP_SECRET"), "{told}");
    // To check a token the secret is not needed.
    assert!(wrong.actor(&ctx, domain, &forge.token).await.is_ok());
}
