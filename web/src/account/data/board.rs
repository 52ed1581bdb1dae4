//! What is kept of a member's posts, agreements, messages and alerts, as they take it along.

use koop_domain::agreements::model::{Message, Seen, Thanks, Words};
use koop_domain::alerts::Alert;
use koop_domain::helpdesk::{AboutMe, Asked};
use koop_domain::ledger::amount::decimal;
use koop_domain::media::{Attached, PhotoSize};
use koop_domain::posts::model::{Outcome, Post};
use koop_domain::posts::saved::model::SavedSearch;
use serde_json::{Value, json};

use super::everything::each;
use crate::photos::{message_path, post_path};

/// A post.
pub(super) fn post(it: &Post, photos: &[Attached]) -> Value {
    let path = |photo: &Attached| post_path(it.id, photo.id, PhotoSize::Large);
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
        "photos": photos.iter().map(|photo| photo_at(photo, &path(photo))).collect::<Vec<_>>(),
    })
}

/// An agreement, with what stands in it of the other: a name as I see it.
pub(super) fn agreement(seen: &Seen) -> Value {
    let it = &seen.agreement;
    let moment = |(from, until)| json!({ "from": from, "until": until });
    let price = it.terms.priced.price.as_ref();
    let number = |minor: i64| price.map(|of| decimal(minor, of.scale));
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
        "price": price.map(|of| json!({
            "currency": of.code,
            "amount": number(of.amount),
            "deposit": number(of.deposit),
        })),
        "setApart": each(&seen.held, |held| json!({
            "for": held.part.key(),
            "amount": number(held.amount),
            "paid": number(held.captured),
            "state": held.state.key(),
            "disputed": held.disputed,
            "until": held.expires_at,
        })),
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
    let path = message_path(it.id, PhotoSize::Large);
    let (text, moment) = match &it.words {
        Words::Text(text) => (Some(text), None),
        Words::Moment { from, until } => (None, Some(json!({ "from": from, "until": until }))),
    };
    json!({
        "agreement": it.agreement.to_string(),
        "mine": it.is_mine,
        "text": text,
        "moment": moment,
        "photo": it.photo.as_ref().map(|photo| photo_at(photo, &path)),
        "at": it.at,
    })
}

/// A photo: where it is for who is signed in, and what is to be seen.
fn photo_at(it: &Attached, path: &str) -> Value {
    json!({ "path": path, "alt": it.alt.as_str(), "addedAt": it.added_at })
}

/// What they need, as it was told to the help desk.
pub(super) fn need(it: &AboutMe) -> Value {
    json!({
        "id": it.need.to_string(),
        "topic": it.topic.key(),
        "availability": it.availability,
        "languages": it.languages,
        "around": it.around,
        "urgency": it.urgency.key(),
        "notes": it.notes,
        "state": it.state.key(),
        "enteredAt": it.entered_at,
        "closedAt": it.closed_at,
    })
}

/// What the help desk asked of them, and what they said: nothing of whom it is for.
pub(super) fn asked(it: &Asked) -> Value {
    json!({
        "id": it.need.to_string(),
        "topic": it.topic.key(),
        "notes": it.notes,
        "state": it.state.key(),
        "askedAt": it.asked_at,
        "answer": it.answer,
        "helps": it.is_assigned,
        "closedAt": it.closed_at,
    })
}

/// Something that they were told.
pub(super) fn alert(it: &Alert) -> Value {
    let paid = it.payment.as_ref();
    json!({
        "kind": it.kind.key(),
        "about": it.about,
        "amount": paid.map(|it| decimal(it.sum.minor, it.sum.scale)),
        "currency": paid.map(|it| it.sum.code.clone()),
        "setApartUntil": paid.and_then(|it| it.hold).map(|(_, until)| until),
        "at": it.at,
        "seenAt": it.seen_at,
    })
}

/// A question that they keep.
pub(super) fn saved(it: &SavedSearch) -> Value {
    json!({
        "id": it.id.to_string(),
        "name": it.name,
        "question": it.question,
        "createdAt": it.created_at,
        "pausedAt": it.paused_at,
        "toldAt": it.told_at,
    })
}
