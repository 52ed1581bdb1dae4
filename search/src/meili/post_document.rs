//! A post as a document: what questions ask for, and the card from which an answer is made. Its
//! words stand in the fields of listings' words, for they weigh the same: a title as a name, a
//! topic as a category.
//!
//! Where it is, is the middle of a cell. Whose it is stands there by id alone.

use koop_domain::posts::model::Post;
use serde::Serialize;

use super::document::{Words, together};
use crate::card::card_of_post;
use crate::declaration::{PostField, Said, said_by_post, topic_terms};
use crate::embedded::words::{Speech, words};

/// Stands among the traits of what takes place at a time.
pub(super) const EVENT: &str = "event";

/// A post's document.
#[derive(Debug, Serialize)]
pub(super) struct FoundPost {
    id: String,
    card: String,
    #[serde(flatten)]
    words: Words,
    /// The subject's key.
    kind: &'static str,
    /// The topic's key.
    categories: [&'static str; 1],
    traits: Vec<&'static str>,
    areas: Vec<String>,
    latitude: f64,
    longitude: f64,
    /// When it was written or renewed.
    created_ms: i64,
    author: String,
    audience: &'static str,
    community: String,
    direction: &'static str,
    terms: Vec<&'static str>,
    languages: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    listing: Option<String>,
    /// The second in which it comes down; it stands until then.
    expires_s: i64,
}

impl FoundPost {
    pub(super) fn of(post: &Post, speech: &mut Speech) -> Result<Self, serde_json::Error> {
        let content = &post.content;
        Ok(Self {
            id: post.id.to_string(),
            card: serde_json::to_string(&card_of_post(post))?,
            words: words_of(post, speech),
            kind: post.subject.key(),
            categories: [post.topic.key()],
            traits: content.event.iter().map(|_| EVENT).collect(),
            areas: post.areas.iter().map(ToString::to_string).collect(),
            latitude: post.around.point.latitude,
            longitude: post.around.point.longitude,
            created_ms: post.renewed_at.timestamp_millis().max(0),
            author: post.author.to_string(),
            audience: post.audience.key(),
            community: post.community.to_string(),
            direction: post.direction.key(),
            terms: content.terms.iter().map(|term| term.kind.key()).collect(),
            languages: content.languages.clone(),
            listing: post.listing.map(|it| it.to_string()),
            // The second after the last in which it stands, so that no filter is too strict.
            expires_s: post.expires_at.timestamp() + 1,
        })
    }
}

fn words_of(post: &Post, speech: &mut Speech) -> Words {
    let (name, name_roots) = together(said_by_post(PostField::Title, post, speech));
    let (tag, tag_roots) = together(said_by_post(PostField::Label, post, speech));
    let (text, text_roots) = together(said_by_post(PostField::Text, post, speech));
    let mut topic = Said::default();
    for word in topic_terms(post).flat_map(words) {
        topic.roots.extend(speech.roots(&word));
        topic.plain.push(word);
    }
    let (category, category_roots) = together(topic);
    Words {
        name,
        name_roots,
        tag,
        tag_roots,
        text,
        text_roots,
        category,
        category_roots,
        ..Words::default()
    }
}

#[cfg(test)]
#[path = "post_document_tests.rs"]
mod tests;
