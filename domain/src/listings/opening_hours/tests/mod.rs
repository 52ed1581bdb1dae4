//! Laws and examples of opening hours.

mod arrival;
mod corpus;
mod disagreements;
mod exceptions;
mod grid;
mod laws;
mod listing;
mod steps;
mod texts;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::Span;
use crate::id::ListingId;
use crate::listings::model::{Facts, Listing, Service};
use crate::listings::provenance::Provenance;

/// Wall time, written `2026-11-21T09:00`.
fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant, written with its offset.
fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// A listing of which only the hours matter.
fn listing(hours: &[(Service, &str)]) -> Listing {
    let hours = hours.iter().map(|(service, text)| (*service, (*text).to_owned())).collect();
    let epoch = DateTime::UNIX_EPOCH;
    Listing {
        id: ListingId(uuid::Uuid::from_u128(1)),
        slug: "spaak-en-zoon".into(),
        revision: 1,
        facts: Facts { name: "Spaak & Zoon".into(), hours, ..Facts::default() },
        provenance: Provenance::new(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: epoch,
        updated_at: epoch,
    }
}

/// Spans are in order, apart or different, within their window and never closed.
fn assert_in_order(spans: &[Span], from: NaiveDateTime, to: NaiveDateTime) {
    for span in spans {
        assert!(from <= span.from && span.from < span.to && span.to <= to, "{span:?}");
        assert_ne!(span.state, super::State::Closed);
    }
    for pair in spans.windows(2) {
        assert!(pair[0].to <= pair[1].from, "{pair:?}");
        assert!(!pair[0].adjoins(&pair[1]), "{pair:?}");
    }
}
