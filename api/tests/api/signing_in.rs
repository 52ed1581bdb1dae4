//! Signing in by a password, going on with refresh tokens, and keeping one's account.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{App, PASSWORD, code};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");
const REFRESH: &str = include_str!("../../src/graphql/examples/refresh.graphql");
const ME: &str = include_str!("../../src/graphql/examples/me.graphql");
const EMAIL: &str = "hanneke@voorbeeld.nl";

async fn sign_in(app: &App, email: &str, password: &str) -> Value {
    let mut answer = app.ask(SIGN_IN, json!({ "email": email, "password": password })).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["signIn"].take()
}

async fn refresh(app: &App, token: &Value) -> Value {
    let mut answer = app.ask(REFRESH, json!({ "t": token })).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["refresh"].take()
}

async fn is_believed(app: &App, token: &Value) -> bool {
    let reply = app.ask_as(token.as_str().expect("a token"), ME, json!({})).await;
    reply.status == StatusCode::OK && reply.json()["data"]["viewer"]["email"] == EMAIL
}

fn why(payload: &Value) -> &str {
    payload["userErrors"][0]["code"].as_str().unwrap_or("nothing")
}

async fn house() -> App {
    let app = App::empty().await;
    app.member(EMAIL).await;
    app
}

#[tokio::test]
async fn a_password_signs_in_and_says_until_when() {
    let app = house().await;
    let signed = sign_in(&app, "Hanneke@Voorbeeld.NL", PASSWORD).await;
    assert_eq!(signed["userErrors"], json!([]));
    assert_eq!(signed["viewer"]["name"], "Hanneke Visser");
    assert_eq!(signed["expiresAt"], "2026-11-21T14:40:00+01:00");
    assert!(is_believed(&app, &signed["accessToken"]).await);
    let visitor = app.ask(ME, json!({})).await;
    assert_eq!(visitor, json!({ "data": { "viewer": null } }));
}

#[tokio::test]
async fn no_answer_tells_who_is_a_member() {
    let app = house().await;
    let wrong = sign_in(&app, EMAIL, "niet het wachtwoord").await;
    let unknown = sign_in(&app, "niemand@voorbeeld.nl", "niet het wachtwoord").await;
    assert_eq!(wrong, unknown);
    assert_eq!((why(&wrong), &wrong["userErrors"][0]["field"]), ("DENIED", &Value::Null));
    assert_eq!(wrong["accessToken"], Value::Null);
    for email in [EMAIL, "niemand@voorbeeld.nl"] {
        for _ in 0..9 {
            assert_eq!(why(&sign_in(&app, email, "mis").await), "DENIED");
        }
        let refused = sign_in(&app, email, PASSWORD).await;
        assert_eq!(why(&refused), "TOO_MANY_ATTEMPTS", "{email}: {refused}");
    }
    app.pass(TimeDelta::minutes(16));
    assert_eq!(why(&sign_in(&app, EMAIL, PASSWORD).await), "nothing");
}

#[tokio::test]
async fn a_refresh_token_is_used_once() {
    let app = house().await;
    let first = sign_in(&app, EMAIL, PASSWORD).await;
    app.pass(TimeDelta::minutes(20));
    assert!(!is_believed(&app, &first["accessToken"]).await);
    let second = refresh(&app, &first["refreshToken"]).await;
    assert!(is_believed(&app, &second["accessToken"]).await);
    assert_ne!(first["refreshToken"], second["refreshToken"]);
    // The answer was lost on the way: within ten seconds there is another.
    app.pass(TimeDelta::seconds(9));
    let sibling = refresh(&app, &first["refreshToken"]).await;
    assert!(is_believed(&app, &sibling["accessToken"]).await);
    let third = refresh(&app, &second["refreshToken"]).await;
    assert!(is_believed(&app, &third["accessToken"]).await);
    // Later somebody else has it: the whole family ends.
    app.pass(TimeDelta::seconds(20));
    let stolen = refresh(&app, &first["refreshToken"]).await;
    assert_eq!((why(&stolen), &stolen["accessToken"]), ("DENIED", &Value::Null));
    for family in [&sibling, &third] {
        assert!(!is_believed(&app, &family["accessToken"]).await);
        assert_eq!(why(&refresh(&app, &family["refreshToken"]).await), "DENIED");
    }
    assert_eq!(why(&refresh(&app, &json!("made up")).await), "DENIED");
}

#[tokio::test]
async fn signing_out_everywhere_is_immediate() {
    let app = house().await;
    let (one, other) = (sign_in(&app, EMAIL, PASSWORD).await, sign_in(&app, EMAIL, PASSWORD).await);
    let everywhere = "mutation { signOutEverywhere { userErrors { code } } }";
    app.ask_as(one["accessToken"].as_str().unwrap(), everywhere, json!({})).await;
    for signed in [&one, &other] {
        assert!(!is_believed(&app, &signed["accessToken"]).await);
        assert_eq!(why(&refresh(&app, &signed["refreshToken"]).await), "DENIED");
    }
}

#[tokio::test]
async fn a_device_can_be_ended_by_another() {
    let app = house().await;
    let (one, other) = (sign_in(&app, EMAIL, PASSWORD).await, sign_in(&app, EMAIL, PASSWORD).await);
    let token = one["accessToken"].as_str().unwrap();
    let viewer = app.ask_as(token, ME, json!({})).await.json()["data"]["viewer"].take();
    let sessions = viewer["sessions"].as_array().expect("sessions");
    assert_eq!(sessions.len(), 2);
    let lost = sessions.iter().find(|it| it["current"] == false).expect("the other");
    let end = "mutation($id: ID!) { endSession(input: {sessionId: $id}) { userErrors { code } } }";
    let ended = app.ask_as(token, end, json!({ "id": lost["id"] })).await.json();
    assert_eq!(ended["data"]["endSession"]["userErrors"], json!([]));
    assert!(is_believed(&app, &one["accessToken"]).await);
    assert!(!is_believed(&app, &other["accessToken"]).await);
    for id in [&lost["id"], &json!("ses_00000000000000000000000000"), &json!("onzin")] {
        let none = app.ask_as(token, end, json!({ "id": id })).await.json();
        assert_eq!(why(&none["data"]["endSession"]), "NOT_FOUND");
    }
}

#[tokio::test]
async fn what_is_one_s_own_needs_signing_in() {
    let app = house().await;
    for mutation in [
        "mutation { signOut { userErrors { code } } }",
        "mutation { endSession(input: {sessionId: \"x\"}) { userErrors { code } } }",
        "mutation { editMe(input: {name: \"x\"}) { userErrors { code } } }",
        "mutation { deleteMe(input: {}) { userErrors { code } } }",
        "mutation { changePassword(input: {newPassword: \"x\"}) { userErrors { code } } }",
    ] {
        let answer = app.ask(mutation, json!({})).await;
        assert_eq!(code(&answer), "UNAUTHENTICATED", "{mutation}: {answer}");
    }
}

#[tokio::test]
async fn an_account_is_kept_and_left() {
    let app = house().await;
    let signed = sign_in(&app, EMAIL, PASSWORD).await;
    let token = signed["accessToken"].as_str().unwrap();
    let edit = "mutation($name: String) { editMe(input: {name: $name, language: EN}) { viewer { \
                name language } userErrors { field code } } }";
    let edited = app.ask_as(token, edit, json!({ "name": "Hanneke  V." })).await.json();
    assert_eq!(edited["data"]["editMe"]["viewer"], json!({"name": "Hanneke V.", "language": "EN"}));
    let refused = app.ask_as(token, edit, json!({ "name": "" })).await.json();
    let expected = json!([{ "field": "name", "code": "INVALID" }]);
    assert_eq!(refused["data"]["editMe"]["userErrors"], expected);
    let change = "mutation($old: String!, $new: String!) { changePassword(input: {password: $old, \
                  newPassword: $new}) { accessToken userErrors { field code } } }";
    let weak =
        app.ask_as(token, change, json!({ "old": PASSWORD, "new": "welkom01" })).await.json();
    assert_eq!(weak["data"]["changePassword"]["userErrors"][0]["field"], "newPassword");
    let new = "drie gele tulpen in mei";
    let changed = app.ask_as(token, change, json!({ "old": PASSWORD, "new": new })).await.json();
    let newer = &changed["data"]["changePassword"]["accessToken"];
    assert!(!is_believed(&app, &signed["accessToken"]).await, "of an earlier epoch");
    assert!(is_believed(&app, newer).await, "{changed}");
    assert_eq!(app.mails().await.len(), 1, "the member is told");
    let leave = "mutation($p: String) { deleteMe(input: {password: $p}) { userErrors { code } } }";
    let token = newer.as_str().unwrap();
    let wrong = app.ask_as(token, leave, json!({ "p": PASSWORD })).await.json();
    assert_eq!(why(&wrong["data"]["deleteMe"]), "DENIED");
    let left = app.ask_as(token, leave, json!({ "p": new })).await.json();
    assert_eq!(left["data"]["deleteMe"]["userErrors"], json!([]));
    assert!(!is_believed(&app, newer).await);
    assert_eq!(why(&sign_in(&app, EMAIL, new).await), "DENIED");
}

#[tokio::test]
async fn one_secret_a_request() {
    let app = house().await;
    let input = "input: {email: \"a@b.nl\", password: \"x\"}";
    for document in [
        format!(
            "mutation {{ a: signIn({input}) {{ expiresAt }} b: signIn({input}) {{ expiresAt }} }}"
        ),
        format!(
            "mutation {{ ...A ...A }} fragment A on Mutation {{ signIn({input}) {{ expiresAt }} }}"
        ),
        format!(
            "mutation {{ signIn({input}) {{ expiresAt }} ... on Mutation {{ refresh(input: \
             {{refreshToken: \"x\"}}) {{ expiresAt }} }} }}"
        ),
        format!(
            "mutation A {{ signIn({input}) {{ expiresAt }} }} mutation B {{ signIn({input}) {{ expiresAt }} }}"
        ),
    ] {
        let body = json!({ "query": document, "operationName": "A" }).to_string();
        let answer = app.post("application/json", body).await.json();
        assert_eq!(code(&answer), "GRAPHQL_VALIDATION_FAILED", "{document}: {answer}");
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains("only one"), "{answer}");
    }
    let by_get = format!("/graphql?query=mutation{{signIn({})}}", "input");
    assert_eq!(
        app.get("text/html", &by_get.replace([' ', '{', '}'], "")).await.status,
        StatusCode::OK
    );
}
