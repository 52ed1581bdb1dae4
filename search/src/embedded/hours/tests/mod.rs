//! The hours that lie ready agree with asking each listing, whatever was edited in between.

mod differential;
mod upkeep;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::model::{Facts, HoursException, Listing, Service};
use koop_domain::listings::opening_hours::{Certainty, State, Status};
use koop_domain::listings::provenance::{Confirmation, FactGroup, Origin};
use koop_domain::listings::search::Openness;

use super::super::bytes::{Bytes, Out};
use super::Hours;

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn listing(
    hours: BTreeMap<Service, String>,
    exceptions: Vec<HoursException>,
    confirmed_on: Option<NaiveDate>,
) -> Listing {
    let origin = Origin::Import { source: "OpenStreetMap".to_owned() };
    let confirmation = Confirmation { origin, confirmed_on };
    Listing {
        id: ListingId(uuid::Uuid::from_u128(1)),
        slug: "plek".to_owned(),
        revision: 1,
        facts: Facts { hours, exceptions, ..Facts::default() },
        provenance: [(FactGroup::Hours, confirmation)].into_iter().collect(),
        source: None,
        areas: Vec::new(),
        demo: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

/// A listing with hours for the counter alone.
fn shop(hours: &str) -> Listing {
    listing([(Service::Counter, hours.to_owned())].into_iter().collect(), Vec::new(), None)
}

/// Hours as they stand in a file.
fn written(hours: &Hours) -> Vec<u8> {
    let mut out = Out::default();
    hours.write(&mut out);
    out.into_vec()
}

fn read(bytes: &[u8]) -> Option<Hours> {
    Hours::read(&mut Bytes::new(bytes))
}

/// What a status means for a result list.
fn openness(status: &Status) -> Openness {
    match (status.state, status.certainty) {
        (State::Closed, _) => Openness::Closed,
        (State::Unknown | State::ByAppointment, _) => Openness::Maybe,
        (State::Open, Certainty::Confirmed) => Openness::Certain,
        (State::Open, Certainty::Likely | Certainty::Old) => Openness::Probable,
    }
}
