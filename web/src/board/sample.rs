//! Hand-made posts in which every word is a trap, for the tests of pages.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use koop_domain::geo::{Point, cell};
use koop_domain::id::{CommunityId, MemberId, PhotoId, PostId, ProfileId};
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::search::{Facet, FacetField};
use koop_domain::media::{Alt, Attached, FileName, Picture};
use koop_domain::page::Cursor;
use koop_domain::posts::model::{
    Allergen, Around, Audience, Availability, Content, Day, DayPart, Direction, Event, Material,
    Meal, Post, PostState, Recurrence, Subject, Term, TermKind, Topic,
};
use koop_domain::posts::search::{PostAnswer, PostHit, PostWhy};
use koop_domain::posts::{Author, Found};
use uuid::Uuid;

use crate::agreements::sample::currency;
use crate::sample::{EVIL, area_id, now};

fn term(kind: TermKind) -> Term {
    Term {
        kind,
        days: (kind == TermKind::Loan).then_some(7),
        words: (kind != TermKind::Gift).then(|| EVIL.to_owned()),
        amount: (kind == TermKind::Price).then(|| "1.50".to_owned()),
        currency: (kind == TermKind::Price).then(|| "DAP".to_owned()),
    }
}

/// A post in which every word is a trap.
pub(crate) fn post(number: u128, direction: Direction, subject: Subject) -> Post {
    let content = Content {
        title: EVIL.into(),
        text: format!("{EVIL}\n\n{EVIL}"),
        terms: TermKind::ALL.iter().copied().map(term).collect(),
        languages: vec!["nl".into(), "ti".into(), "xx".into()],
        availability: vec![
            Availability { days: vec![Day::Monday, Day::Friday], parts: vec![DayPart::Morning] },
            Availability { days: Day::ALL.to_vec(), parts: DayPart::ALL.to_vec() },
        ],
        reach_m: Some(1_500),
        meal: (subject == Subject::Meal).then(|| Meal {
            portions: Some(4),
            pickup: Some((now() + TimeDelta::hours(3), now() + TimeDelta::hours(5))),
            allergens: Some(vec![Allergen::Celery, Allergen::Milk]),
            halal: true,
            vegetarian: true,
            bring_box: true,
        }),
        material: (subject == Subject::Material).then(|| Material {
            quantity: Some(EVIL.into()),
            size: Some(EVIL.into()),
            origin: Some(EVIL.into()),
            until: NaiveDate::from_ymd_opt(2026, 12, 1),
        }),
        event: (subject == Subject::Event).then(|| Event {
            from: now() + TimeDelta::days(2),
            until: now() + TimeDelta::days(2) + TimeDelta::hours(2),
            recurs: Some(Recurrence::Weekly),
            venue: Some(EVIL.into()),
        }),
    };
    Post {
        id: PostId(Uuid::from_u128(number)),
        slug: format!("bericht-{number}"),
        community: CommunityId(Uuid::from_u128(1)),
        author: MemberId(Uuid::from_u128(2)),
        profile: None,
        listing: None,
        by: None,
        direction,
        subject,
        topic: Topic::Other,
        audience: Audience::Public,
        state: PostState::Open,
        outcome: None,
        content,
        around: Around { point: cell(point()), radius_m: 240 },
        areas: vec![area_id(3), area_id(2), area_id(1)],
        capacity: 3,
        expires_at: now() + TimeDelta::days(40),
        replies_until: Some(now() + TimeDelta::days(3)),
        created_at: now(),
        renewed_at: now(),
        closed_at: None,
        revision: 2,
        demo: false,
    }
}

/// A door that stands nowhere.
pub(crate) fn point() -> Point {
    Point { latitude: 52.361_234, longitude: 4.928_456 }
}

pub(crate) fn author() -> Author {
    Author {
        member: MemberId(Uuid::from_u128(2)),
        profile: ProfileId(Uuid::from_u128(2)),
        name: "Hanneke de Zwart".into(),
        handle: Some("hanneke".into()),
        is_known: true,
    }
}

/// Photos of which every word is a trap.
pub(crate) fn photos() -> Vec<Attached> {
    let photo = |(number, (width, height), alt): (u128, (u32, u32), Alt)| {
        let size = |side: u32| Picture {
            name: FileName::of(&[u8::try_from(number).unwrap(), 1]),
            width: width * side / 960,
            height: height * side / 960,
        };
        let id = PhotoId(Uuid::from_u128(number));
        Attached { id, alt, sizes: [320, 960, 1_920].map(size), added_at: now() }
    };
    let words = || Alt::Words(EVIL.into());
    let all =
        [(1, (960, 720), words()), (2, (540, 960), words()), (3, (960, 720), Alt::Decorative)];
    all.map(photo).to_vec()
}

pub(crate) fn every() -> Vec<Post> {
    let all = Subject::ALL.iter().zip(1..);
    let both = all.flat_map(|(subject, number)| {
        [(Direction::Offer, number), (Direction::Request, number + 100)]
            .map(|(direction, number)| post(number, direction, *subject))
    });
    both.collect()
}

/// What they ask a price in.
pub(crate) fn coins() -> Vec<Currency> {
    vec![currency("DAP")]
}

/// What a search found.
pub(crate) fn found(posts: Vec<Post>) -> Found {
    let hit = |it: &Post| PostHit {
        id: it.id,
        distance_m: Some(700),
        why: vec![
            PostWhy::Title,
            PostWhy::TitleTypo,
            PostWhy::Topic(Topic::Tools),
            PostWhy::Text,
            PostWhy::Near(700),
            PostWhy::WithinReach,
            PostWhy::Fresh,
            PostWhy::Soon,
        ],
        score: 1.0,
        cursor: Cursor::Offset { offset: 1, query: 7 },
    };
    let facet = |field, values: &[(&str, u64)]| Facet {
        field,
        values: values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect(),
    };
    let answer = PostAnswer {
        total: posts.len() as u64,
        hits: posts.iter().map(hit).collect(),
        more: true,
        facets: vec![
            facet(FacetField::Topic, &[("tools", 2), ("no-such-topic", 1)]),
            facet(FacetField::Term, &[("gift", 2), ("no-such-term", 1)]),
            facet(FacetField::Language, &[("nl", 2), ("xx", 1)]),
            Facet {
                field: FacetField::Area,
                values: [(1, 9), (2, 9), (3, 5), (4, 4)]
                    .map(|(number, count)| (area_id(number).to_string(), count))
                    .into(),
            },
        ],
        ..PostAnswer::default()
    };
    let left = HashMap::new();
    Found { answer, left, posts: posts.into_iter().map(|it| (it.id, it)).collect() }
}
