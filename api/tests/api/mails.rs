//! Mail: what is asked for in a request is written in full, once, and holds what it promises.

use chrono::TimeDelta;
use koop_api::app::Post;
use serde_json::{Value, json};

use crate::harness::{App, BASE_URL, PASSWORD};

const ENTER: &str = include_str!("../../src/graphql/examples/enter.graphql");
const ME: &str = include_str!("../../src/graphql/examples/me.graphql");
const REQUEST: &str = "mutation($email: String!) { requestCode(input: {email: $email}) { \
                       userErrors { field code message } } }";
const EMAIL: &str = "nieuw@voorbeeld.nl";

async fn request(app: &App, email: &str) -> Value {
    let answer = app.ask(REQUEST, json!({ "email": email })).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["requestCode"]["userErrors"].clone()
}

/// The six digits that the subject names.
fn code(mail: &str) -> String {
    let subject = mail.lines().find(|line| line.starts_with("Subject:")).expect("a subject");
    let digits: String = subject.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 6, "{mail}");
    digits
}

async fn enter(app: &App, variables: Value) -> Value {
    let mut answer = app.ask(ENTER, variables).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["enter"].take()
}

#[tokio::test]
async fn a_code_becomes_a_member_who_is_signed_in() {
    let app = App::empty().await;
    assert_eq!(request(&app, EMAIL).await, json!([]));
    let mails = app.mails().await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    for line in [
        "To: nieuw@voorbeeld.nl",
        "From: \"Koop Lokaal\" <noreply@oost.example>",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "@oost.example>",
        "Date: Sat, 21 Nov 2026 13:30:00",
    ] {
        assert!(mail.contains(line), "{line}: {mail}");
    }
    assert!(mail.contains("https://oost.example/"), "{mail}");
    let code = code(mail);
    let unnamed = enter(&app, json!({ "email": EMAIL, "code": code })).await;
    assert_eq!((&unnamed["nameNeeded"], &unnamed["accessToken"]), (&json!(true), &Value::Null));
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let named = json!({ "email": EMAIL, "code": spaced, "name": "Noor Bakker" });
    let signed = enter(&app, named.clone()).await;
    assert_eq!(signed["userErrors"], json!([]));
    assert_eq!(signed["viewer"]["handle"], "noor-bakker");
    let token = signed["accessToken"].as_str().expect("a token");
    let viewer = app.ask_as(token, ME, json!({})).await.json()["data"]["viewer"].take();
    assert_eq!(viewer["email"], EMAIL);
    assert_eq!(viewer["profiles"][0]["kind"], "PERSON");
    assert_eq!(viewer["sessions"][0]["current"], true);
    let again = enter(&app, named).await;
    assert_eq!(again["userErrors"][0]["code"], "INVALID", "a code is used once: {again}");
    assert_eq!(again["userErrors"][0]["field"], "code");
}

#[tokio::test]
async fn the_known_and_the_unknown_get_the_same() {
    let app = App::empty().await;
    app.member(EMAIL).await;
    let known = app.ask(REQUEST, json!({ "email": EMAIL })).await;
    let unknown = app.ask(REQUEST, json!({ "email": "niemand@voorbeeld.nl" })).await;
    assert_eq!(known, unknown);
    let mails = app.mails().await;
    let without = |mail: &String| mail.lines().filter(|it| !it.contains("voorbeeld")).count();
    assert_eq!(mails.iter().map(without).collect::<Vec<_>>(), [without(&mails[0]); 2]);
    assert_eq!(request(&app, "geen adres").await[0]["field"], "email");
}

#[tokio::test]
async fn a_code_holds_for_a_quarter_of_an_hour_and_five_tries() {
    let app = App::empty().await;
    request(&app, EMAIL).await;
    let right = code(&app.mails().await[0]);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let with = |code: &str| json!({ "email": EMAIL, "code": code, "name": "Noor" });
    for _ in 0..5 {
        let refused = enter(&app, with(wrong)).await;
        assert_eq!(refused["userErrors"][0]["code"], "INVALID");
    }
    assert_eq!(enter(&app, with(&right)).await["userErrors"][0]["code"], "INVALID");
    app.pass(TimeDelta::seconds(1));
    request(&app, EMAIL).await;
    let newer = code(app.mails().await.last().expect("a mail"));
    app.pass(TimeDelta::minutes(16));
    assert_eq!(enter(&app, with(&newer)).await["userErrors"][0]["code"], "INVALID");
}

#[tokio::test]
async fn nobody_fills_another_s_box() {
    let app = App::empty().await;
    let mut last = Value::Null;
    for _ in 0..6 {
        last = request(&app, EMAIL).await;
    }
    assert_eq!(last[0]["code"], "TOO_MANY_ATTEMPTS");
    assert_eq!(app.mails().await.len(), 5);
}

#[tokio::test]
async fn another_address_needs_its_own_mail_and_the_old_one_hears_of_it() {
    let app = App::empty().await;
    app.member("oud@voorbeeld.nl").await;
    let sign_in = include_str!("../../src/graphql/examples/sign-in.graphql");
    let signed = app.ask(sign_in, json!({"email": "oud@voorbeeld.nl", "password": PASSWORD})).await;
    let token = signed["data"]["signIn"]["accessToken"].as_str().expect("a token");
    let ask = "mutation($email: String!, $password: String) { requestNewAddress(input: {email: \
               $email, password: $password}) { userErrors { code } } }";
    let refused = app.ask_as(token, ask, json!({"email": EMAIL, "password": "x"})).await.json();
    assert_eq!(refused["data"]["requestNewAddress"]["userErrors"][0]["code"], "DENIED");
    app.ask_as(token, ask, json!({"email": EMAIL, "password": PASSWORD})).await;
    let code = code(&app.mails().await[0]);
    let confirm = "mutation($email: String!, $code: String!) { confirmNewAddress(input: {email: \
                   $email, code: $code}) { viewer { email } userErrors { code } } }";
    app.pass(TimeDelta::seconds(1));
    let taken = app.ask_as(token, confirm, json!({"email": EMAIL, "code": code})).await.json();
    assert_eq!(taken["data"]["confirmNewAddress"]["viewer"]["email"], EMAIL, "{taken}");
    let told = app.mails().await.pop().expect("a mail");
    assert!(told.contains("To: oud@voorbeeld.nl") && !told.contains(EMAIL), "{told}");
}

/// A mail server that says one thing of every receiver, and keeps what it is told.
async fn server(of_receivers: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    let told = async move {
        let (stream, _) = listener.accept().await.expect("somebody comes");
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 post\r\n").await.expect("it is heard");
        let (mut told, mut in_mail) = (String::new(), false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return told;
            }
            told += &line;
            let answer = match line.trim_end() {
                "." => "250 kept",
                _ if in_mail => continue,
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                line if line.starts_with("RCPT") => of_receivers,
                _ => "250 fine",
            };
            in_mail = answer.starts_with("354");
            if stream.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return told;
            }
        }
    };
    (url, tokio::spawn(told))
}

#[tokio::test]
async fn a_mail_server_is_given_the_whole_mail() {
    let mut app = App::empty().await;
    let from = "Buurt Oost <post@oost.example>";
    let (url, told) = server("250 known").await;
    app.parts.post = Post::to_server(&url, from.parse().unwrap(), BASE_URL).expect("a server");
    request(&app, EMAIL).await;
    assert!(app.mails().await.is_empty(), "none goes to the folder");
    let told = told.await.expect("it ends");
    for line in [
        "EHLO oost.example\r\n",
        "MAIL FROM:<post@oost.example>",
        "RCPT TO:<nieuw@voorbeeld.nl>\r\n",
        "From: \"Buurt Oost\" <post@oost.example>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "\r\n.\r\n",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert_eq!(app.parts.send_mails().await.unwrap(), 0, "it is sent once");
}

#[tokio::test]
async fn what_a_server_refuses_is_tried_again_later() {
    let mut app = App::empty().await;
    let folder = app.parts.post.clone();
    let (url, _told) = server("451 nieuw@voorbeeld.nl: later").await;
    let from = "post@oost.example".parse().unwrap();
    app.parts.post = Post::to_server(&url, from, BASE_URL).expect("a server");
    request(&app, EMAIL).await;
    assert_eq!(app.parts.send_mails().await.unwrap(), 1);
    app.parts.post = folder;
    assert!(app.mails().await.is_empty(), "not yet");
    app.pass(TimeDelta::minutes(2));
    assert_eq!(app.mails().await.len(), 1);
}
