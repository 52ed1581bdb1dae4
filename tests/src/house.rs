//! The whole house in one process, on a database of its own.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use chrono::{DateTime, Utc};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use koop_api::app::{Bell, HouseSeal, Live, Parts, Post, Readiness, Tokens, router};
use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::members::model::Secret;
use koop_domain::members::passwords::Passwords;
use koop_search::embedded::EmbeddedIndex;
use koop_seeds::demo;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use crate::still::{CountingIds, StillClock, saturday_afternoon};

/// Which database a story is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own on the server that `KOOP_TEST_POSTGRES` names.
    Postgres,
}

/// The whole house, in one process.
pub struct House {
    /// The domain, for verbs that no door offers.
    pub domain: Domain,
    parts: Parts,
    router: Router,
    url: String,
    _folder: TempDir,
    server: Option<(DatabaseConnection, String)>,
}

/// What a door answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body as text.
    pub body: String,
}

impl House {
    /// An empty house on SQLite, on the Saturday afternoon of [`saturday_afternoon`].
    pub async fn empty() -> Self {
        Self::on(On::Sqlite, saturday_afternoon()).await.expect("SQLite is always there")
    }

    /// A house with the demo in it.
    pub async fn with_demo() -> Self {
        let house = Self::empty().await;
        house.seed_demo().await;
        house
    }

    /// An empty house at a moment; none where there is no PostgreSQL to be had.
    ///
    /// # Panics
    /// When the database cannot be made.
    pub async fn on(on: On, now: DateTime<Utc>) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let (url, server) = match on {
            On::Sqlite => (format!("sqlite://{}/koop.db?mode=rwc", folder.path().display()), None),
            On::Postgres => {
                let (url, server) = fresh_postgres().await?;
                (url, Some(server))
            }
        };
        let db = Db::open(&url).await.expect("the database opens");
        koop_migrations::migrate(db.migrator()).await.expect("the schema is laid");
        let index = Arc::new(EmbeddedIndex::in_memory().expect("an index in memory"));
        let secret = Secret::new("a secret that only tests know");
        let seal = Arc::new(HouseSeal::new(&secret));
        let domain = Domain { passwords: Passwords::cheap(), seal, ..Domain::new(db, index) };
        let base_url = "https://oost.example";
        let parts = Parts {
            domain: domain.clone(),
            clock: Arc::new(StillClock(now)),
            ids: Arc::new(CountingIds::default()),
            base_url: base_url.into(),
            tiles: None,
            help: None,
            readiness: Readiness::default(),
            tokens: Tokens::new(base_url, &secret),
            post: Post::to_folder(&folder.path().join("mail"), base_url),
            bell: Bell::default(),
            live: Live::default(),
            proxies: 0,
        };
        let router = router(&parts);
        Some(Self { domain, parts, router, url, _folder: folder, server })
    }

    /// The address of its database, for another program.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A context of whoever runs the house.
    #[must_use]
    pub fn operator(&self) -> Ctx {
        Ctx::new(Actor::Operator, self.parts.clock.as_ref(), self.parts.ids.clone())
    }

    /// A context of anybody.
    #[must_use]
    pub fn visitor(&self) -> Ctx {
        Ctx::new(Actor::Visitor, self.parts.clock.as_ref(), self.parts.ids.clone())
    }

    /// Puts the demo in and lets the index catch up.
    ///
    /// # Panics
    /// When it does not go in.
    pub async fn seed_demo(&self) {
        let ctx = self.operator();
        demo::seed(&ctx, &self.domain).await.expect("it goes in");
        self.catch_up().await;
    }

    /// Lets the index catch up with the database.
    ///
    /// # Panics
    /// When it cannot.
    pub async fn catch_up(&self) {
        self.parts.catch_up().await.expect("the index follows");
    }

    /// Asks any door.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub async fn ask(&self, request: Request<Body>) -> Reply {
        let answer = self.router.clone().oneshot(request).await.expect("the router answers");
        let (head, body) = answer.into_parts();
        let body = body.collect().await.expect("the body arrives").to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Reply { status: head.status, headers: head.headers, body }
    }

    /// Opens a page.
    ///
    /// # Panics
    /// When the address is not one.
    pub async fn page(&self, path: &str, language: &str) -> Reply {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, language)
            .body(Body::empty())
            .expect("a request");
        self.ask(request).await
    }

    /// Asks GraphQL, and expects an answer without errors.
    ///
    /// # Panics
    /// When there are errors.
    pub async fn graphql(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.graphql_raw(query, variables).await;
        assert!(answer.get("errors").is_none(), "{query}: {answer:#}");
        answer["data"].take()
    }

    /// Asks GraphQL in Dutch.
    ///
    /// # Panics
    /// When the answer is not JSON.
    pub async fn graphql_raw(&self, query: &str, variables: Value) -> Value {
        let body = json!({"query": query, "variables": variables}).to_string();
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header(header::ACCEPT_LANGUAGE, "nl")
            .body(Body::from(body))
            .expect("a request");
        let reply = self.ask(request).await;
        serde_json::from_str(&reply.body).unwrap_or_else(|_| panic!("not JSON: {}", reply.body))
    }

    /// Takes the house down; on PostgreSQL its database goes too.
    ///
    /// # Panics
    /// When the database does not go.
    pub async fn close(self) {
        let Self { domain, parts, router, server, .. } = self;
        drop((parts, router));
        if let Some((connection, name)) = server {
            drop(domain);
            let statement = format!("DROP DATABASE \"{name}\" WITH (FORCE)");
            connection.execute_unprepared(&statement).await.expect("the database goes");
        }
    }
}

/// A new database on the private server, if there is one.
#[expect(clippy::print_stdout, reason = "a story that is not told says so in the test's output")]
async fn fresh_postgres() -> Option<(String, (DatabaseConnection, String))> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one setting of the tests: where PostgreSQL is"
    )]
    let Ok(server) = std::env::var("KOOP_TEST_POSTGRES") else {
        println!("skipped on PostgreSQL: KOOP_TEST_POSTGRES is not set");
        return None;
    };
    let connection = Database::connect(&server).await.expect("the private server answers");
    let name = format!("koop_{}", Uuid::new_v4().simple());
    let create = format!("CREATE DATABASE \"{name}\"");
    connection.execute_unprepared(&create).await.expect("a database of its own");
    let (base, _) = server.rsplit_once('/').expect("the address names a database");
    Some((format!("{base}/{name}"), (connection, name)))
}
