//! Exchanges with a Meilisearch server: recorded from a real one, replayed without.
//!
//! A recording is a file of lines, each a request and what was answered, in order. What differs
//! from run to run is left out: the hash in the index's name, times, the looks at a task before
//! it was done. Documents are compared by their ids, for what stands in them is held by tests of
//! its own; of listings that were found only the id is kept, and the replay gives the card that
//! was put in.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::street::street;

/// A request and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) ask: Ask,
    pub(crate) status: u16,
    pub(crate) answer: Value,
}

/// A request without what differs from run to run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Ask {
    pub(crate) method: String,
    pub(crate) path: String,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub(crate) body: Value,
}

/// What was put in so far, by id: a replay answers from it.
pub(crate) type Cards = Arc<Mutex<HashMap<String, String>>>;

/// The cards of the street, for a recording that begins when it is in.
pub(crate) fn street_cards() -> Cards {
    let cards = street().into_iter().map(|listing| {
        let card = serde_json::to_string(&listing).unwrap();
        (id_of(&card), card)
    });
    Arc::new(Mutex::new(cards.collect()))
}

impl Ask {
    /// Takes a request down, remembering the cards that it puts in.
    pub(crate) fn new(method: &str, path: &str, body: &[u8], cards: &Cards) -> Self {
        let body = serde_json::from_slice(body).unwrap_or(Value::Null);
        let documents = path.contains("/documents") && body.is_array();
        let body = if documents { ids(&body, cards) } else { unhashed_value(&body) };
        Self { method: method.to_owned(), path: unhashed(path), body }
    }

    /// Whether it looks after a task, which is done or not done as it happens.
    pub(crate) fn looks_at_a_task(&self) -> bool {
        self.path.starts_with("/tasks/")
    }
}

/// An answer as it is kept.
pub(crate) fn kept(answer: &Value) -> Value {
    map(&unhashed_value(answer), &|key, value| match (key, value) {
        ("card", Value::String(card)) => Some(json!(id_of(card))),
        ("processingTimeMs" | "requestUid" | "details", _) => None,
        (_, value) => Some(value.clone()),
    })
}

/// An answer as it is given again: cards in place of their ids, `processingTimeMs` since the
/// client wants one, and the index under the name that it has today.
pub(crate) fn given(answer: &Value, cards: &Cards, uid: &str) -> Value {
    let cards = cards.lock().unwrap();
    let mut answer = map(answer, &|key, value| match (key, value) {
        ("card", Value::String(id)) => Some(json!(cards.get(id))),
        ("indexUid", Value::String(name)) => Some(json!(name.replace(NAME, uid))),
        (_, value) => Some(value.clone()),
    });
    for result in answer["results"].as_array_mut().into_iter().flatten() {
        result["processingTimeMs"] = json!(0);
    }
    answer
}

/// Where the recording of a claim is kept.
pub(crate) fn file(claim: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/search/meili/recorded");
    PathBuf::from(folder).join(format!("{claim}.jsonl"))
}

/// The name of any index of ours, without the hash of its declaration.
const NAME: &str = "koop_listings";

/// Ids of documents, and what each of them is.
fn ids(documents: &Value, cards: &Cards) -> Value {
    let mut cards = cards.lock().unwrap();
    let named = documents.as_array().into_iter().flatten().map(|document| {
        if let Some(card) = document["card"].as_str() {
            cards.insert(id_of(card), card.to_owned());
        }
        json!({"id": document["id"], "what": document["what"]})
    });
    json!({"documents": named.collect::<Vec<_>>()})
}

fn id_of(card: &str) -> String {
    serde_json::from_str::<Value>(card).unwrap()["id"].as_str().unwrap().to_owned()
}

/// `test_x_koop_listings_0123456789abcdef_next` is `koop_listings_next`.
fn unhashed(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some(at) = rest.find(&format!("{NAME}_")) {
        let before = rest[..at].rfind(['/', '"', ' ']).map_or(0, |sign| sign + 1);
        plain.push_str(&rest[..before]);
        plain.push_str(NAME);
        let hash = at + NAME.len() + 1;
        rest = rest.get(hash + 16..).unwrap_or_default();
    }
    plain + rest
}

fn unhashed_value(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(unhashed(text)),
        Value::Array(all) => all.iter().map(unhashed_value).collect(),
        Value::Object(all) => {
            all.iter().map(|(key, value)| (key.clone(), unhashed_value(value))).collect()
        }
        other => other.clone(),
    }
}

/// Changes or drops the fields of every object in a value.
fn map(value: &Value, change: &dyn Fn(&str, &Value) -> Option<Value>) -> Value {
    match value {
        Value::Array(all) => all.iter().map(|value| map(value, change)).collect(),
        Value::Object(all) => {
            let changed = all
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), map(&change(key, value)?, change))));
            changed.collect()
        }
        other => other.clone(),
    }
}
