//! What is kept of a member's posts, agreements, messages and alerts, as they take it along.

use koop_domain::agreements::model::{Message, Seen, Thanks, Words};
use koop_domain::alerts::Alert;
use koop_domain::posts::model::{Outcome, Post};
use serde_json::{Value, json};

use super::everything::each;

/// A post.
pub(super) fn post(it: &Post) -> Value {
    json!({
        "id": it.id.to_string(),
        "slug": it.slug,
        "direction": it.direction.key(),
        "subject": it.subject.key(),
        "topic": it.topic.key(),
        "audience": it.audience.key(),
        "state": it.state.key(),
        "outcome": it.outcome.map(Outcome::key),
        "content": it.content,
        "around": it.around,
        "capacity": it.capacity,
        "createdAt": it.created_at,
        "expiresAt": it.expires_at,
        "closedAt": it.closed_at,
    })
}

/// An agreement, with what stands in it of the other: a name as I see it.
pub(super) fn agreement(seen: &Seen) -> Value {
    let it = &seen.agreement;
    let moment = |(from, until)| json!({ "from": from, "until": until });
    json!({
        "id": it.id.to_string(),
        "post": seen.post_title,
        "with": seen.other.name,
        "mine": seen.is_owner,
        "state": it.state.key(),
        "moment": it.moment.map(moment),
        "wanted": it.wanted.map(moment),
        "place": seen.place,
        "quantity": it.quantity,
        "terms": it.terms,
        "dueOn": it.due_on,
        "returned": it.returned,
        "reason": it.reason,
        "createdAt": it.created_at,
        "endedAt": it.ended_at,
        "thanks": each(&seen.thanks, thanks),
    })
}

fn thanks(it: &Thanks) -> Value {
    json!({
        "by": it.by.name,
        "words": it.words,
        "kept": it.kept,
        "reply": it.reply,
        "at": it.at,
    })
}

/// A message of a conversation.
pub(super) fn message(it: &Message) -> Value {
    let (text, moment) = match &it.words {
        Words::Text(text) => (Some(text), None),
        Words::Moment { from, until } => (None, Some(json!({ "from": from, "until": until }))),
    };
    json!({
        "agreement": it.agreement.to_string(),
        "mine": it.is_mine,
        "text": text,
        "moment": moment,
        "at": it.at,
    })
}

/// Something that they were told.
pub(super) fn alert(it: &Alert) -> Value {
    json!({ "kind": it.kind.key(), "about": it.about, "at": it.at, "seenAt": it.seen_at })
}
