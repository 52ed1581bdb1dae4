//! The whole program in process, on a database of a test's own, at a moment that stands still until
//! the test moves it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt;
use koop_api::app::{Bell, HouseSeal, Live, Parts, PhotoFolder, Post, Readiness, Tokens, router};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::language::Language;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::passwords::Passwords;
use koop_domain::members::{self, NewMember};
use koop_domain::ports::{Clock, Ids, SearchIndex};
use koop_search::embedded::EmbeddedIndex;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// A Saturday afternoon in Amsterdam.
const NOW: &str = "2026-11-21T14:30:00+01:00";

/// Where the house is known.
pub(crate) const BASE_URL: &str = "https://oost.example";
/// What seals its keys.
pub(crate) const SECRET: &str = "a secret that only this test knows";
/// A password that nobody guesses first.
pub(crate) const PASSWORD: &str = "fiets lantaarn peper";

pub(crate) struct App {
    pub(crate) parts: Parts,
    clock: Arc<Moving>,
    chance: Arc<Counting>,
    router: Router,
    folder: TempDir,
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

/// A clock that a test moves.
struct Moving(Mutex<DateTime<Utc>>);

impl Clock for Moving {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("nobody panicked")
    }
}

/// Ids that count up; the secrets among them are remembered.
#[derive(Default)]
struct Counting(AtomicU64, Mutex<Vec<[u8; 32]>>);

impl Ids for Counting {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(1, self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        let (one, other) = (self.next(), self.next());
        let mut secret = [0; 32];
        secret[..16].copy_from_slice(one.as_bytes());
        secret[16..].copy_from_slice(other.as_bytes());
        // The first bytes are what codes are drawn from.
        secret.reverse();
        self.1.lock().expect("nobody panicked").push(secret);
        secret
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
        let clock = Arc::new(Moving(Mutex::new(Still.now())));
        let chance = Arc::new(Counting::default());
        let parts = Parts {
            domain: Domain {
                passwords: Passwords::cheap(),
                seal: Arc::new(HouseSeal::new(&Secret::new(SECRET))),
                files: Arc::new(PhotoFolder::at(&folder.path().join("photos"))),
                ..Domain::new(db, index)
            },
            clock: clock.clone(),
            ids: chance.clone(),
            base_url: BASE_URL.into(),
            tiles: None,
            help: None,
            readiness: Readiness::default(),
            tokens: Tokens::new(BASE_URL, &Secret::new(SECRET)),
            post: Post::to_folder(&folder.path().join("mail"), BASE_URL),
            bell: Bell::default(),
            live: Live::default(),
            proxies: 0,
        };
        Self { router: router(&parts), parts, clock, chance, folder }
    }

    /// The same house, opened anew after its parts were changed.
    pub(crate) fn again(self) -> Self {
        Self { router: router(&self.parts), ..self }
    }

    /// The same house as it is now, on a copy of its database: what is done there is not done here.
    pub(crate) async fn twin(&self) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = &self.parts.domain.db;
        // What was written last still stands beside the file, and goes into it.
        let tidied = db.migrator().execute_unprepared("pragma wal_checkpoint(truncate)").await;
        tidied.expect("the log is tidied away");
        let copy = folder.path().join("koop.db");
        std::fs::copy(self.folder.path().join("koop.db"), &copy).expect("a copy");
        let db = Db::open(&format!("sqlite://{}?mode=rw", copy.display())).await;
        let db = db.expect("the copy opens");
        let parts =
            Parts { domain: Domain { db, ..self.parts.domain.clone() }, ..self.parts.clone() };
        let (clock, chance) = (self.clock.clone(), self.chance.clone());
        Self { router: router(&parts), parts, clock, chance, folder }
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, time: TimeDelta) {
        *self.clock.0.lock().expect("nobody panicked") += time;
    }

    /// Every secret that was drawn.
    pub(crate) fn secrets(&self) -> Vec<[u8; 32]> {
        self.chance.1.lock().expect("nobody panicked").clone()
    }

    /// The house itself.
    pub(crate) fn operator(&self) -> Ctx {
        Ctx::new(Actor::Operator, self.parts.clock.as_ref(), self.parts.ids.clone())
    }

    /// Enters a member with [`PASSWORD`].
    pub(crate) async fn member(&self, email: &str) {
        let new = NewMember {
            name: "Hanneke Visser".to_owned(),
            email: Email::read(email).expect("an address"),
            password: Some(Secret::new(PASSWORD)),
            language: Language::Nl,
            operator: false,
        };
        members::add(&self.operator(), &self.parts.domain, new).await.expect("a member");
    }

    /// Asks with a token.
    pub(crate) async fn ask_as(&self, token: &str, query: &str, variables: Value) -> Reply {
        self.ask_acting((token, None), query, variables).await
    }

    /// Asks with a token, as a profile where one is named.
    pub(crate) async fn ask_acting(
        &self,
        (token, profile): (&str, Option<&str>),
        query: &str,
        variables: Value,
    ) -> Reply {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let mut request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::ACCEPT_LANGUAGE, "en");
        if let Some(profile) = profile {
            request = request.header("koop-acting-as", profile);
        }
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends what is due, and gives the mails, the oldest first, as they are read.
    pub(crate) async fn mails(&self) -> Vec<String> {
        while self.parts.send_mails().await.expect("the jobs are there") > 0 {}
        let folder = std::fs::read_dir(self.folder.path().join("mail"));
        let files = folder.into_iter().flatten().map(|file| file.expect("a file").path());
        let mut files: Vec<PathBuf> = files.collect();
        files.sort();
        assert!(files.iter().all(|file| file.extension().is_some_and(|it| it == "eml")));
        let read = |file: &PathBuf| std::fs::read_to_string(file).expect("text");
        files.iter().map(|file| read(file).replace("=\r\n", "").replace("=3D", "=")).collect()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = on_a_worker(self.router.clone().oneshot(request)).await;
        let (head, body) = response.expect("an answer").into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        // A picture is no text, and nobody reads one here.
        let text = String::from_utf8_lossy(&bytes).into_owned();
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

/// Does something on a stack as large as the program's workers have; a test's own is half of that.
async fn on_a_worker<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let (here, (tell, told)) = (tokio::runtime::Handle::current(), tokio::sync::oneshot::channel());
    let worker = std::thread::Builder::new().stack_size(4 << 20);
    let run = move || {
        // Nobody listens any more where a test was given up.
        let _ = tell.send(here.block_on(work));
    };
    worker.spawn(run).expect("a thread");
    told.await.expect("it is done")
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
