use chrono::{DateTime, TimeDelta};
use koop_domain::geo::{self, Point};
use koop_domain::id::{CommunityId, MemberId, PostId, ProfileId};
use koop_domain::posts::model::{
    Around, Audience, Availability, Content, Day, DayPart, Direction, Event, Post, PostState,
    Subject, Term, TermKind, Topic,
};
use serde_json::Value;
use uuid::Uuid;

use super::super::document::{Document, FILTERABLE};
use super::*;

fn post() -> Post {
    let now = DateTime::parse_from_rfc3339("2026-11-24T14:00:00+01:00").unwrap().to_utc();
    let middle = geo::cell(Point { latitude: 52.362_712_3, longitude: 4.939_045_6 });
    let swap = Term {
        kind: TermKind::Swap,
        days: None,
        words: Some("rabarber".to_owned()),
        amount: None,
        currency: None,
    };
    Post {
        id: PostId(Uuid::from_u128(1)),
        slug: "kom-eten-bij-tineke".to_owned(),
        community: CommunityId(Uuid::from_u128(2)),
        author: MemberId(Uuid::from_u128(3)),
        profile: Some(ProfileId(Uuid::from_u128(4))),
        listing: None,
        by: Some(MemberId(Uuid::from_u128(0xdead_beef))),
        direction: Direction::Offer,
        subject: Subject::Event,
        topic: Topic::Meeting,
        audience: Audience::Community,
        state: PostState::Open,
        outcome: None,
        content: Content {
            title: "Kom eten".to_owned(),
            text: "Stamppot voor de straat".to_owned(),
            terms: vec![swap],
            languages: vec!["nl".to_owned()],
            availability: vec![Availability {
                days: vec![Day::Monday],
                parts: vec![DayPart::Evening],
            }],
            reach_m: Some(500),
            meal: None,
            material: None,
            event: Some(Event {
                from: now,
                until: now + TimeDelta::hours(2),
                recurs: None,
                venue: Some("Geheimstraat 901".to_owned()),
            }),
        },
        around: Around { point: middle, radius_m: geo::cell_radius_m(middle) },
        areas: Vec::new(),
        capacity: 7,
        expires_at: now + TimeDelta::days(9),
        replies_until: Some(now),
        created_at: now,
        renewed_at: now,
        closed_at: None,
        revision: 3,
        demo: true,
    }
}

fn document(post: &Post) -> Value {
    serde_json::to_value(Document::of_post(post, &mut Speech::new()).unwrap()).unwrap()
}

/// A server of others learns the cell, what is said to the audience, and whose it is by id alone.
#[test]
fn what_nobody_asks_for_stays_in_the_house() {
    let text = document(&post()).to_string();
    let by = post().by.unwrap().to_string();
    for secret in ["Geheimstraat", "kom-eten-bij-tineke", by.as_str(), "monday", "prf_"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    assert!(text.contains("mem_"), "whose it is");
}

/// Two doors of one cell make the same document.
#[test]
fn a_door_leaves_no_trace() {
    let (one, mut other) = (post(), post());
    let door = Point { latitude: 52.3621, longitude: 4.9391 };
    assert_eq!(geo::cell(door), one.around.point);
    other.around.point = geo::cell(door);
    assert_eq!(document(&one), document(&other));
}

#[test]
fn a_card_s_card_is_the_same() {
    let card = card_of_post(&post());
    assert_eq!(card_of_post(&card), card);
}

#[test]
fn everything_that_filters_ask_for_is_there() {
    let document = document(&post());
    let asked = ["what", "kind", "categories", "traits", "areas", "latitude", "longitude"];
    let more = ["author", "audience", "community", "direction", "terms", "languages", "expires_s"];
    for field in asked.iter().chain(&more) {
        assert!(FILTERABLE.contains(field), "{field} cannot be filtered by");
        assert!(!document[*field].is_null(), "{field} is missing");
    }
    assert_eq!(document["what"], "post");
    assert_eq!(document["name"], "kom eten");
    assert!(document["text"].as_str().unwrap().contains("rabarber"));
    assert!(document["category"].as_str().unwrap().contains("borrel"));
}
