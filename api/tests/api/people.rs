//! The people of the demo, for tests of who may do what.

use koop_domain::language::Language;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};
use koop_seeds::demo::people;
use serde_json::{Value, json};

use crate::harness::{App, PASSWORD};

const SIGN_IN: &str = include_str!("../../src/graphql/examples/sign-in.graphql");

/// A demo with its people, and somebody who runs the installation.
pub(crate) async fn settled() -> App {
    let mut app = App::with_demo().await;
    app.parts.domain.demo_sign_ins = true;
    let ctx = app.operator();
    people::settle(&ctx, &app.parts.domain).await.expect("they are put in");
    let new = NewMember {
        name: "Bea".to_owned(),
        email: Email::read("bea@voorbeeld.nl").expect("an address"),
        password: Some(Secret::new(PASSWORD)),
        language: Language::Nl,
        operator: true,
    };
    members::add(&ctx, &app.parts.domain, new).await.expect("a member");
    app.again()
}

/// The token of an actor, as they sign in now; a visitor has none.
pub(crate) async fn token(app: &App, actor: &str) -> Option<String> {
    let demo = people::SIGN_INS.map(|it| (it.email, it.password));
    let own = format!("{actor}@voorbeeld.nl");
    let (email, password) = match actor {
        "visitor" => return None,
        "member" => demo[0],
        "merchant" | "owner" => demo[1],
        "steward" => demo[2],
        "organiser" => demo[3],
        "operator" => ("bea@voorbeeld.nl", PASSWORD),
        _ => (own.as_str(), PASSWORD),
    };
    let answer = app.ask(SIGN_IN, json!({ "email": email, "password": password })).await;
    let token = answer["data"]["signIn"]["accessToken"].as_str();
    Some(token.unwrap_or_else(|| panic!("{actor}: {answer}")).to_owned())
}

/// What an actor is answered.
pub(crate) async fn ask(app: &App, actor: &str, query: &str, variables: Value) -> Value {
    match token(app, actor).await {
        Some(token) => app.ask_as(&token, query, variables).await.json(),
        None => app.ask(query, variables).await,
    }
}

/// Whose id an actor has.
pub(crate) async fn id(app: &App, actor: &str) -> Value {
    ask(app, actor, "{ viewer { id } }", json!({})).await["data"]["viewer"]["id"].clone()
}
