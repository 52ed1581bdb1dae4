//! The whole program in process, on a database of a test's own, at a moment that stands still.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, Utc};
use http_body_util::BodyExt;
use koop_api::app::{Parts, Readiness, router};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::ports::{Clock, Ids, SearchIndex};
use koop_search::embedded::EmbeddedIndex;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// A Saturday afternoon in Amsterdam.
const NOW: &str = "2026-11-21T14:30:00+01:00";

pub(crate) struct App {
    pub(crate) parts: Parts,
    router: Router,
    _folder: TempDir,
}

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// A clock that stands still.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        NOW.parse().expect("an instant")
    }
}

#[derive(Default)]
struct Counting(AtomicU64);

impl Ids for Counting {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(1, self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        let (one, other) = (self.next(), self.next());
        std::array::from_fn(
            |at| if at < 16 { one.as_bytes()[at] } else { other.as_bytes()[at - 16] },
        )
    }
}

impl App {
    /// An empty directory.
    pub(crate) async fn empty() -> Self {
        Self::with_index(Arc::new(EmbeddedIndex::in_memory().expect("an index"))).await
    }

    /// A directory with the demo in it, found by its index.
    pub(crate) async fn with_demo() -> Self {
        let app = Self::empty().await;
        let ctx = Ctx::new(Actor::Operator, app.parts.clock.as_ref(), app.parts.ids.clone());
        koop_seeds::demo::seed(&ctx, &app.parts.domain).await.expect("the demo goes in");
        app.parts.catch_up().await.expect("the index follows");
        app
    }

    /// An empty directory with another engine.
    pub(crate) async fn with_index(index: Arc<dyn SearchIndex>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/koop.db?mode=rwc", folder.path().display());
        let db = Db::open(&url).await.expect("the database opens");
        koop_migrations::migrate(db.migrator()).await.expect("the schema is laid");
        let parts = Parts {
            domain: Domain::new(db, index),
            clock: Arc::new(Still),
            ids: Arc::new(Counting::default()),
            base_url: "https://oost.example".into(),
            tiles: None,
            help: None,
            readiness: Readiness::default(),
        };
        Self { router: router(&parts), parts, _folder: folder }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Reply { status: head.status, headers: head.headers, text }
    }

    /// Posts a JSON body to the API.
    pub(crate) async fn post(&self, accept: &str, body: impl Into<String>) -> Reply {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, accept)
            .header(header::ACCEPT_LANGUAGE, "en")
            .body(Body::from(body.into()));
        self.send(request.expect("a request")).await
    }

    /// Opens an address, as a program or a browser would.
    pub(crate) async fn get(&self, accept: &str, path: &str) -> Reply {
        let request = Request::get(path)
            .header(header::ACCEPT, accept)
            .header(header::ACCEPT_LANGUAGE, "en")
            .body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Asks with variables, and gets the whole answer.
    pub(crate) async fn ask(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.post("application/json", body).await.json()
    }

    /// Asks by the address instead, and gets the whole answer.
    pub(crate) async fn ask_by_get(&self, query: &str) -> Reply {
        let pairs = serde_urlencoded::to_string([("query", query)]).expect("an address");
        self.get("application/graphql-response+json", &format!("/graphql?{pairs}")).await
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

/// The code of an answer's first error.
pub(crate) fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("no error")
}
