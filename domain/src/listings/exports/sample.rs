//! A listing on its way out, for tests.

use std::collections::BTreeMap;

use chrono::DateTime;
use uuid::Uuid;

use super::{Cover, Exported, Record};
use crate::geo::Point;
use crate::id::ListingId;
use crate::listings::model::{Facts, Listing};
use crate::listings::osm::Tags;
use crate::listings::provenance::Source;

pub(super) fn cover() -> Cover {
    Cover {
        base_url: "https://koop.example".to_owned(),
        about: "https://koop.example/zoeken".to_owned(),
        at: DateTime::UNIX_EPOCH,
    }
}

pub(super) fn facts(name: &str) -> Facts {
    Facts {
        name: name.to_owned(),
        point: Some(Point { latitude: 52.36, longitude: 4.93 }),
        ..Facts::default()
    }
}

pub(super) fn exported(facts: Facts) -> Exported {
    let source = Source {
        name: "OpenStreetMap".to_owned(),
        id: "node/1".to_owned(),
        licence: "ODbL-1.0".to_owned(),
        attribution: "© OpenStreetMap contributors".to_owned(),
        url: None,
        read_at: DateTime::UNIX_EPOCH,
    };
    let listing = Listing {
        id: ListingId(Uuid::from_u128(1)),
        slug: "spaak".to_owned(),
        revision: 1,
        facts,
        provenance: BTreeMap::new(),
        source: Some(source),
        areas: Vec::new(),
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    };
    let record = Some(Record { source: "osm".to_owned(), tags: Tags::new() });
    Exported { listing, record }
}
