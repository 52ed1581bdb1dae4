//! A server in the test: one that replays a recording, one that records, and ones that fail.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{Request, Response, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::exchange::{Ask, Cards, Exchange, file, given, kept, street_cards};

/// How a server behaves.
#[derive(Clone)]
pub(crate) enum Manner {
    /// Answers what was recorded, in order, for the index with a name.
    Replays { uid: String, next: usize, all: Arc<Vec<Exchange>>, wrong: Option<String> },
    /// Asks a real server with a key, and takes it down.
    Records { url: String, key: Option<String>, taken: Vec<Exchange> },
    /// Takes requests and never answers.
    Hangs,
    /// Answers that it is broken.
    Fails,
}

/// A listening server; it ends with the test.
pub(crate) struct Server {
    pub(crate) url: String,
    manner: Shared,
    asked: Arc<AtomicUsize>,
    running: JoinHandle<()>,
}

type Shared = Arc<Mutex<Manner>>;

impl Server {
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let manner: Shared = Arc::new(Mutex::new(manner));
        let cards = street_cards();
        let asked = Arc::new(AtomicUsize::new(0));
        let state = (manner.clone(), cards, asked.clone());
        let router = Router::new().fallback(answer).with_state(state);
        let running = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, manner, asked, running }
    }

    /// Behaves otherwise from now on.
    pub(crate) fn turn(&self, manner: Manner) -> Manner {
        std::mem::replace(&mut self.manner.lock().unwrap(), manner)
    }

    /// How many requests came in.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Looks at how it went: a replay must have been asked everything, and nothing else.
    pub(crate) fn check(&self, claim: &str) {
        match &*self.manner.lock().unwrap() {
            Manner::Replays { wrong: Some(wrong), .. } => panic!("{wrong}"),
            Manner::Replays { next, all, .. } => {
                assert_eq!(*next, all.len(), "not everything was asked that was recorded");
            }
            Manner::Records { taken, .. } => {
                let lines = taken.iter().map(|one| serde_json::to_string(one).unwrap() + "\n");
                std::fs::write(file(claim), lines.collect::<String>()).unwrap();
            }
            Manner::Hangs | Manner::Fails => {}
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.running.abort();
    }
}

async fn answer(
    State((shared, cards, asked)): State<(Shared, Cards, Arc<AtomicUsize>)>,
    request: Request<Body>,
) -> Response<Body> {
    asked.fetch_add(1, Ordering::SeqCst);
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let path = head.uri.path_and_query().unwrap().as_str().to_owned();
    let ask = Ask::new(head.method.as_str(), &path, &body, &cards);
    let manner = shared.lock().unwrap().clone();
    match manner {
        Manner::Replays { .. } => replay(&shared, &ask, &cards),
        Manner::Records { url, key, .. } => {
            let (status, text) = pass_on(&head.method, &format!("{url}{path}"), key, body).await;
            take_down(&shared, ask, status, &text);
            reply(status, text)
        }
        Manner::Hangs => std::future::pending().await,
        Manner::Fails => reply(500, String::new()),
    }
}

fn replay(shared: &Shared, ask: &Ask, cards: &Cards) -> Response<Body> {
    let mut manner = shared.lock().unwrap();
    let Manner::Replays { uid, next, all, wrong } = &mut *manner else { unreachable!() };
    match all.get(*next) {
        Some(exchange) if exchange.ask == *ask => {
            *next += 1;
            reply(exchange.status, given(&exchange.answer, cards, uid).to_string())
        }
        recorded => {
            let recorded = recorded.map(|exchange| &exchange.ask);
            let differ = format!("asked {next}: {ask:#?}\nrecorded: {recorded:#?}");
            wrong.get_or_insert(differ);
            reply(500, String::new())
        }
    }
}

async fn pass_on(
    method: &axum::http::Method,
    url: &str,
    key: Option<String>,
    body: Bytes,
) -> (u16, String) {
    let method = reqwest::Method::from_bytes(method.as_str().as_bytes()).unwrap();
    let mut request = reqwest::Client::new().request(method, url);
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    if !body.is_empty() {
        request = request.header("content-type", "application/json").body(body.to_vec());
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

fn take_down(shared: &Shared, ask: Ask, status: u16, text: &str) {
    let answer: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    let is_done = !matches!(answer["status"].as_str(), Some("enqueued" | "processing"));
    if ask.looks_at_a_task() && !is_done {
        return;
    }
    if let Manner::Records { taken, .. } = &mut *shared.lock().unwrap() {
        taken.push(Exchange { ask, status, answer: kept(&answer) });
    }
}

fn reply(status: u16, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}
