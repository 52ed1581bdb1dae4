//! What goes wrong inside stays inside: the client gets a code and a number to mention.

use std::sync::Arc;

use async_trait::async_trait;
use axum::http::StatusCode;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use serde_json::json;

use crate::harness::{App, code};

/// An engine that fails in the way it is told to.
#[derive(Clone, Copy)]
enum Broken {
    Panics,
    Fails,
    IsNotReady,
}

impl Broken {
    fn fail(self) -> IndexError {
        match self {
            Self::Panics => panic!("/secret/path is on fire"),
            Self::Fails => IndexError::Failed("/secret/path is on fire".into()),
            Self::IsNotReady => IndexError::NotReady,
        }
    }
}

#[async_trait]
impl SearchIndex for Broken {
    async fn search(&self, _: &ListingQuery) -> Result<Answer, IndexError> {
        Err(self.fail())
    }
    async fn search_posts(&self, _: &PostQuery) -> Result<PostAnswer, IndexError> {
        Err(self.fail())
    }
    async fn suggest(&self, _: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        Err(self.fail())
    }
    async fn apply(&self, _: Vec<IndexChange>, _: IndexPosition) -> Result<(), IndexError> {
        Err(self.fail())
    }
    async fn clear(&self, _: IndexPosition) -> Result<(), IndexError> {
        Err(self.fail())
    }
    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Err(self.fail())
    }
}

#[tokio::test]
async fn an_engine_that_fails_is_told_by_its_code_alone() {
    for broken in [Broken::Fails, Broken::IsNotReady] {
        let app = App::with_index(Arc::new(broken)).await;
        let answer = app.ask("{ listings { totalCount } }", json!({})).await;
        assert_eq!(code(&answer), "UNAVAILABLE");
        assert!(!answer.to_string().contains("secret"));
        let number = answer["errors"][0]["extensions"]["requestId"].as_str().expect("a number");
        assert!(number.starts_with("req_"));
        let rest = app.ask("{ categories { key } }", json!({})).await;
        assert!(rest.get("errors").is_none());
    }
}

#[tokio::test]
async fn a_panic_is_our_fault_and_the_next_request_is_answered() {
    let app = App::with_index(Arc::new(Broken::Panics)).await;
    let body = json!({ "query": "{ listings { totalCount } }" }).to_string();
    let reply = app.post("application/json", body).await;
    assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(code(&reply.json()), "INTERNAL_SERVER_ERROR");
    assert!(!reply.text.contains("secret"));
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    let page = app.get("text/html", "/zoeken?q=fiets").await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text.contains("<form") && !page.text.contains("secret"));
    assert_eq!(app.get("*/*", "/healthz").await.status, StatusCode::OK);
}
