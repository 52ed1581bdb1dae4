//! Alerts the moment they are there: over a socket and as events, without the client asking again.

use std::time::Duration;

use axum::http::{StatusCode, header};
use koop_api::app::{Heard, router};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::board::Street;
use crate::harness::App;

const ALERTS: &str = "subscription Live { alerts { id kind text } }";
/// How long what was told may take to come.
const SOON: Duration = Duration::from_secs(10);

/// The doors of a house on a port of their own.
async fn served(app: &App) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = router(&app.parts);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A connection on which we write bytes and wait for words.
struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Wire {
    async fn open(app: &App, head: &str, body: &str) -> Self {
        let address = served(app).await;
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let length = body.len();
        let request =
            format!("{head}\r\nHost: oost.example\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).await.expect("it is sent");
        Self { stream, read: Vec::new() }
    }

    /// Everything until some words come.
    async fn until(&mut self, words: &str) -> String {
        let wait = async {
            loop {
                let text = String::from_utf8_lossy(&self.read).into_owned();
                if text.contains(words) {
                    return text;
                }
                let mut some = [0; 4096];
                let count = self.stream.read(&mut some).await.expect("it is read");
                assert!(count > 0, "it ended without {words:?}: {text}");
                self.read.extend_from_slice(&some[..count]);
            }
        };
        timeout(SOON, wait).await.unwrap_or_else(|_| panic!("no {words:?} came"))
    }

    /// Sends a message over a socket, masked as the protocol wants it of clients.
    async fn say(&mut self, message: &Value) {
        let text = message.to_string();
        let length = u16::try_from(text.len()).expect("a short message");
        let mut frame = vec![0x81, 0x80 | 126];
        frame.extend(length.to_be_bytes());
        // A mask of nothing leaves everything as it is.
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        self.stream.write_all(&frame).await.expect("it is sent");
    }
}

async fn socket(app: &App, token: &str) -> Wire {
    let head = "GET /graphql HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Sec-WebSocket-Protocol: graphql-transport-ws";
    let mut wire = Wire::open(app, head, "").await;
    wire.until("101 Switching Protocols").await;
    let payload = json!({ "authorization": format!("Bearer {token}") });
    wire.say(&json!({ "type": "connection_init", "payload": payload })).await;
    wire
}

async fn events(app: &App, token: Option<&str>, query: &str) -> Wire {
    let token = token.map(|it| format!("\r\nAuthorization: Bearer {it}")).unwrap_or_default();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nAccept: text/event-stream\r\nContent-Type: application/json{token}"
    );
    Wire::open(app, &head, &json!({ "query": query }).to_string()).await
}

/// As the task of a node does every second.
async fn tell(street: &Street, heard: &mut Heard) {
    street.app.parts.tell_alerts(heard).await.expect("alerts are read");
}

#[tokio::test]
async fn an_alert_comes_over_a_socket() {
    let street = Street::new().await;
    let mut heard = Heard::from(street.app.operator().now);
    let mut wire = socket(&street.app, street.token("anna")).await;
    wire.until("connection_ack").await;
    wire.say(&json!({ "type": "ping" })).await;
    wire.until("pong").await;
    let subscribe = json!({ "id": "1", "type": "subscribe", "payload": { "query": ALERTS } });
    wire.say(&subscribe).await;
    // A question is answered and done, so what was asked before it is open by then.
    let question = json!({ "query": "{ viewer { unseenAlerts } }" });
    wire.say(&json!({ "id": "2", "type": "subscribe", "payload": question })).await;
    wire.until("\"complete\"").await;
    street.agreement().await;
    tell(&street, &mut heard).await;
    let told = wire.until("REPLIED").await;
    assert!(told.contains("\"next\"") && told.contains("Hanneke"), "{told}");
}

#[tokio::test]
async fn an_alert_comes_as_an_event_and_to_nobody_else() {
    let street = Street::new().await;
    let mut heard = Heard::from(street.app.operator().now);
    let mut hers = events(&street.app, Some(street.token("anna")), ALERTS).await;
    let mut theirs = events(&street.app, Some(street.token("chris")), ALERTS).await;
    for wire in [&mut hers, &mut theirs] {
        let head = wire.until("\r\n\r\n").await;
        assert!(head.contains("text/event-stream"), "{head}");
    }
    street.agreement().await;
    tell(&street, &mut heard).await;
    let told = hers.until("REPLIED").await;
    assert!(told.contains("event: next"), "{told}");
    // What is told to chris comes next, and nothing of anna's before it.
    let (post, _) = street.publish("chris", crate::board::groceries()).await;
    street.reply("bram", &post).await;
    tell(&street, &mut heard).await;
    let told = theirs.until("REPLIED").await;
    assert_eq!(told.matches("event: next").count(), 1, "{told}");
}

#[tokio::test]
async fn what_the_other_writes_comes_at_once() {
    let street = Street::new().await;
    let (_, id) = street.agreement().await;
    let query = format!("subscription {{ messages(agreementId: {id}) {{ text isMine }} }}");
    let mut heard = Heard::from(street.app.operator().now);
    let mut hers = events(&street.app, Some(street.token("anna")), &query).await;
    hers.until("\r\n\r\n").await;
    let send = "mutation($id: ID!) { sendMessage(input: {agreementId: $id, text: \"Tot morgen\"}) { \
        message { id } userErrors { code } } }";
    street.app.pass(chrono::TimeDelta::seconds(2));
    let sent = street.ask("bram", send, json!({ "id": id })).await;
    assert!(sent["data"]["sendMessage"]["message"]["id"].is_string(), "{sent}");
    tell(&street, &mut heard).await;
    let told = hers.until("Tot morgen").await;
    assert!(!told.contains("Graag donderdag"), "what was there before is no news: {told}");

    let mut third = events(&street.app, Some(street.token("chris")), &query).await;
    let told = third.until("event: complete").await;
    assert!(told.contains("NOT_FOUND"), "{told}");
}

#[tokio::test]
async fn a_dropped_token_is_refused() {
    let street = Street::new().await;
    let out = street.ask("anna", "mutation { signOut { userErrors { code } } }", json!({})).await;
    assert_eq!(out["data"]["signOut"]["userErrors"], json!([]), "{out}");
    let mut wire = socket(&street.app, street.token("anna")).await;
    wire.until("Forbidden").await;
    let mut wire = events(&street.app, Some(street.token("anna")), ALERTS).await;
    wire.until("401 Unauthorized").await;
    let mut nobody = events(&street.app, None, ALERTS).await;
    let told = nobody.until("event: complete").await;
    assert!(told.contains("UNAUTHENTICATED"), "{told}");
}

#[tokio::test]
async fn who_signs_out_meanwhile_is_told_nothing_more() {
    let street = Street::new().await;
    let me = street.ask("anna", "{ viewer { id } }", json!({})).await;
    let mut hers = events(&street.app, Some(street.token("anna")), ALERTS).await;
    hers.until("\r\n\r\n").await;
    street.ask("anna", "mutation { signOut { userErrors { code } } }", json!({})).await;
    street.app.parts.live.tell(street.told_to(&me["data"]["viewer"]["id"]));
    let told = hers.until("event: complete").await;
    assert!(told.contains("UNAUTHENTICATED") && !told.contains("REPLIED"), "{told}");
}

#[tokio::test]
async fn questions_go_by_their_own_ways() {
    let app = App::empty().await;
    let by_json = app.ask(ALERTS, json!({})).await;
    assert!(by_json["errors"][0]["message"].is_string(), "{by_json}");
    let mut mutation = {
        let pairs = serde_urlencoded::to_string([(
            "query",
            "mutation { signOut { userErrors { code } } }",
        )]);
        let head = format!(
            "GET /graphql/stream?{} HTTP/1.1\r\nAccept: text/event-stream",
            pairs.expect("an address")
        );
        Wire::open(&app, &head, "").await
    };
    mutation.until("METHOD_NOT_ALLOWED").await;
    let mut question = events(&app, None, "{ categories { key } }").await;
    let told = question.until("event: complete").await;
    assert!(told.contains("event: next"), "{told}");
    let plain = app.get("text/event-stream", "/graphql").await;
    assert_eq!(plain.status, StatusCode::BAD_REQUEST, "{}", plain.text);
    assert_eq!(plain.header(header::ACCESS_CONTROL_ALLOW_ORIGIN.as_str()), "*");
}
