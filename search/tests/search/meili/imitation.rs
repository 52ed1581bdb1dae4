//! A server that imitates a Meilisearch, as far as we speak with one: it keeps documents, reads
//! filters as they are documented, and finds words rather too generously. What is recorded from a
//! real one says how that answers; this one says what our filters let through.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, Response, StatusCode};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::search::{PostAnswer, PostQuery};
use koop_search::meili::{CANDIDATES_MAX, MeiliIndex};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::imitated_filter::Filter;

/// Our engine before an imitated server.
pub(crate) struct Imitated {
    index: MeiliIndex,
    running: JoinHandle<()>,
}

/// What the server holds.
type Held = Arc<Mutex<HashMap<String, Index>>>;

/// An index: when it was made, and its documents by id.
#[derive(Clone, Debug, Default)]
struct Index {
    born: usize,
    documents: BTreeMap<String, Value>,
}

impl Imitated {
    pub(crate) async fn of(claim: &str) -> Self {
        Self::reading_at_most(CANDIDATES_MAX, claim).await
    }

    /// Reads only so many documents for an answer.
    pub(crate) async fn reading_at_most(candidates: usize, claim: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let held: Held = Arc::default();
        let router = Router::new().fallback(answer).with_state(held);
        let running = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let index = super::index(claim, &url, None).reading_at_most(candidates);
        Self { index, running }
    }
}

impl Drop for Imitated {
    fn drop(&mut self) {
        self.running.abort();
    }
}

async fn answer(State(held): State<Held>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let mut held = held.lock().unwrap();
    let path: Vec<&str> = head.uri.path().trim_matches('/').split('/').collect();
    let (status, answer) = match (head.method.as_str(), path.as_slice()) {
        ("GET", ["tasks", uid]) => (200, done(uid)),
        ("GET", ["indexes", uid]) => match held.get(*uid) {
            Some(index) => {
                let born = index.born.to_string();
                (200, json!({"uid": uid, "primaryKey": "id", "createdAt": born}))
            }
            None => not_found("index_not_found"),
        },
        ("GET", ["indexes", uid, "stats"]) => {
            let count = held.get(*uid).map_or(0, |index| index.documents.len());
            let stats = json!({"numberOfDocuments": count, "isIndexing": false,
                "fieldDistribution": {}, "numberOfEmbeddedDocuments": 0,
                "numberOfEmbeddings": 0, "rawDocumentDbSize": 0, "avgDocumentSize": 0});
            (200, stats)
        }
        ("GET", ["indexes", uid, "documents", id]) => {
            let found = held.get(*uid).and_then(|index| index.documents.get(*id));
            found.map_or_else(|| not_found("document_not_found"), |it| (200, it.clone()))
        }
        ("POST", ["multi-search"]) => search_all(&held, &body),
        (method, path) => {
            write(&mut held, method, path, &body);
            (
                202,
                json!({"taskUid": 1, "indexUid": null, "status": "enqueued",
                "type": "indexCreation", "enqueuedAt": "2026-11-22T03:09:19Z"}),
            )
        }
    };
    let mut response = Response::new(Body::from(answer.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

/// What writes is done at once, and every task is.
fn write(held: &mut HashMap<String, Index>, method: &str, path: &[&str], body: &Value) {
    match (method, path) {
        ("POST", ["indexes"]) => {
            let born = held.len() + 1;
            let uid = body["uid"].as_str().unwrap().to_owned();
            held.entry(uid).or_insert(Index { born, ..Index::default() });
        }
        ("DELETE", ["indexes", uid]) => drop(held.remove(*uid)),
        ("PATCH", ["indexes", uid, "settings"]) => drop(held.entry((*uid).to_owned()).or_default()),
        ("POST", ["indexes", uid, "documents"]) => {
            let index = held.entry((*uid).to_owned()).or_default();
            for document in body.as_array().unwrap() {
                let id = document["id"].as_str().unwrap().to_owned();
                index.documents.insert(id, document.clone());
            }
        }
        ("POST", ["indexes", uid, "documents", "delete"]) => {
            let filter = Filter::read(body["filter"].as_str().unwrap());
            let index = held.entry((*uid).to_owned()).or_default();
            index.documents.retain(|_, document| !filter.keeps(document));
        }
        ("POST", ["swap-indexes"]) => {
            let [one, other] = [0, 1].map(|at| body[0]["indexes"][at].as_str().unwrap());
            let (first, second) = (held.remove(one), held.remove(other));
            held.extend(second.map(|index| (one.to_owned(), index)));
            held.extend(first.map(|index| (other.to_owned(), index)));
        }
        other => panic!("nobody imitates {other:?}"),
    }
}

fn done(uid: &str) -> Value {
    json!({"uid": uid.parse::<u32>().unwrap(), "status": "succeeded", "type": "indexCreation",
        "indexUid": null, "error": null, "duration": "PT0.002S", "batchUid": 1,
        "canceledBy": null, "enqueuedAt": "2026-11-22T03:09:19Z",
        "startedAt": "2026-11-22T03:09:19Z", "finishedAt": "2026-11-22T03:09:19Z"})
}

fn not_found(code: &str) -> (u16, Value) {
    (404, json!({"code": code, "message": code, "type": "invalid_request", "link": "none"}))
}

fn search_all(held: &HashMap<String, Index>, body: &Value) -> (u16, Value) {
    let mut results = Vec::new();
    for query in body["queries"].as_array().unwrap() {
        let uid = query["indexUid"].as_str().unwrap();
        let Some(index) = held.get(uid) else { return not_found("index_not_found") };
        results.push(search(index, query));
    }
    (200, json!({"results": results}))
}

fn search(index: &Index, query: &Value) -> Value {
    let filter = Filter::read(query["filter"].as_str().unwrap());
    let words = query["q"].as_str().unwrap_or_default();
    let mut found: Vec<&Value> = index
        .documents
        .values()
        .filter(|document| filter.keeps(document) && has_words(document, words))
        .collect();
    for by in query["sort"].as_array().into_iter().flatten().rev() {
        let (field, order) = by.as_str().unwrap().split_once(':').unwrap();
        found.sort_by_key(|document| document[field].as_i64().unwrap_or_default());
        if order == "desc" {
            found.reverse();
        }
    }
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for field in query["facets"].as_array().into_iter().flatten() {
        let field = field.as_str().unwrap();
        let values = counts.entry(field.to_owned()).or_default();
        for value in found.iter().flat_map(|document| texts(&document[field])) {
            *values.entry(value).or_default() += 1;
        }
    }
    let limit = usize::try_from(query["limit"].as_u64().unwrap()).unwrap();
    let hits: Vec<&&Value> = found.iter().take(limit).collect();
    json!({"indexUid": query["indexUid"], "hits": hits, "query": words, "limit": limit,
        "offset": 0, "estimatedTotalHits": found.len(), "processingTimeMs": 0,
        "facetDistribution": counts})
}

/// One or several values as texts.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}

/// Whether every word stands in one of the fields with words, begins one that does, or is like it.
fn has_words(document: &Value, words: &str) -> bool {
    const FIELDS: [&str; 9] = [
        "name",
        "name_roots",
        "category",
        "category_roots",
        "tag",
        "tag_roots",
        "place",
        "text",
        "text_roots",
    ];
    let all: Vec<&str> = FIELDS
        .iter()
        .filter_map(|field| document[*field].as_str())
        .flat_map(|text| text.split(' '))
        .collect();
    words.split_whitespace().all(|word| all.iter().any(|it| it.starts_with(word) || like(it, word)))
}

/// Whether a slip or two lie between two words: as many letters are the same from either end.
fn like(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let ahead = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let longest = a.len().max(b.len());
    b.len() >= 4 && ahead + behind + 2 >= longest && a.len().abs_diff(b.len()) <= 1
}

#[async_trait]
impl SearchIndex for Imitated {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        self.index.search(query).await
    }
    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        self.index.search_posts(query).await
    }
    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        self.index.suggest(query).await
    }
    async fn apply(&self, all: Vec<IndexChange>, to: IndexPosition) -> Result<(), IndexError> {
        self.index.apply(all, to).await
    }
    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError> {
        self.index.clear(position).await
    }
    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        self.index.position().await
    }
}
