//! Whoever pays over HTTP: one connection that stays, one question at a time.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(30);
const PAY: &str = "mutation Pay($id: UUID!, $from: ID!, $to: PayeeInput!, $amount: Decimal!) { \
    pay(input: {id: $id, from: $from, to: $to, amount: $amount, purpose: \"Fietsband geplakt\"}) { \
    transfer { id state postedAt } rejected { code message } userErrors { field code message } } }";

pub(super) struct Caller {
    stream: TcpStream,
    host: String,
    token: Option<String>,
    buffer: Vec<u8>,
}

impl Caller {
    pub(super) fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the house listens");
        stream.set_nodelay(true).expect("a socket");
        stream.set_read_timeout(Some(PATIENCE)).expect("a socket");
        Self { stream, host: address.to_owned(), token: None, buffer: Vec::new() }
    }

    /// Calls as a member from now on.
    pub(super) fn sign_in(&mut self, email: &str, password: &str) -> String {
        let document = "mutation In($email: String!, $password: String!) { \
            signIn(input: {email: $email, password: $password}) { accessToken } }";
        let answer = self.ask(document, &json!({"email": email, "password": password}));
        let token = answer.pointer("/data/signIn/accessToken").and_then(Value::as_str);
        token.unwrap_or_else(|| panic!("they sign in: {answer}")).to_owned()
    }

    pub(super) fn with(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// Pays, and waits for the answer.
    pub(super) fn pay(&mut self, from: &str, to: &str) {
        let asked =
            json!({"id": Uuid::new_v4(), "from": from, "to": {"account": to}, "amount": "0.01"});
        let answer = self.ask(PAY, &asked);
        let state = answer.pointer("/data/pay/transfer/state");
        assert!(state.is_some_and(Value::is_string), "it is paid: {answer}");
    }

    fn ask(&mut self, document: &str, variables: &Value) -> Value {
        let body = json!({"query": document, "variables": variables}).to_string();
        let bearer = self
            .token
            .as_ref()
            .map_or_else(String::new, |it| format!("Authorization: Bearer {it}\r\n"));
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n{bearer}\
             Content-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        self.stream.write_all((head + &body).as_bytes()).expect("the house hears");
        let body = self.answer();
        serde_json::from_slice(&body).expect("JSON")
    }

    /// The body of the next answer.
    fn answer(&mut self) -> Vec<u8> {
        self.buffer.clear();
        let mut chunk = [0; 8_192];
        loop {
            if let Some((from, length)) = measured(&self.buffer)
                && self.buffer.len() >= from + length
            {
                return self.buffer[from..from + length].to_vec();
            }
            let read = self.stream.read(&mut chunk).expect("the house answers");
            assert!(read > 0, "the house stays");
            self.buffer.extend_from_slice(&chunk[..read]);
        }
    }
}

/// Where the body begins and how long it is, once the head is there.
fn measured(answer: &[u8]) -> Option<(usize, usize)> {
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?.to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    Some((end + 4, length.trim().parse().ok()?))
}
