//! The part of a listing that its hours depend on. Listings that have it in common share what
//! is worked out from it; everything else would only keep equal hours apart.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use koop_domain::id::ListingId;
use koop_domain::listings::model::{Facts, HoursException, LifeState, Listing, Service};
use koop_domain::listings::provenance::FactGroup;
use serde::{Deserialize, Serialize};

/// What hours are worked out from. Pauses of deliveries are the shelf's, for they end at an
/// instant; when the hours were confirmed stands beside, for it changes no minute of them.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct HoursFacts {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    hours: BTreeMap<Service, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<HoursException>,
    /// Gone, or moved: never open here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ended: bool,
}

impl HoursFacts {
    /// Those of a listing. The note on the door changes no hours.
    pub(super) fn of(listing: &Listing) -> Self {
        let Facts { hours, exceptions, state, .. } = &listing.facts;
        let silent =
            |exception: &HoursException| HoursException { note: None, ..exception.clone() };
        Self {
            hours: hours.clone(),
            exceptions: exceptions.iter().map(silent).collect(),
            ended: *state != LifeState::Running,
        }
    }

    /// As the text that is kept: equal facts have equal texts.
    pub(super) fn to_text(&self) -> Arc<str> {
        serde_json::to_string(self).unwrap_or_default().into()
    }

    /// From that text.
    pub(super) fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Whether a service has hours that are not just the counter's.
    pub(super) fn differs(&self, service: Service) -> bool {
        self.hours.contains_key(&service) || self.exceptions.iter().any(|e| e.service.is_some())
    }

    /// Whether a service follows the counter's hours for want of its own: then it is never
    /// certain.
    pub(super) fn borrows(&self, service: Service) -> bool {
        !self.hours.contains_key(&service) && self.hours.contains_key(&Service::Counter)
    }

    /// A listing that has only these facts, for the domain to answer about.
    pub(super) fn into_listing(self) -> Listing {
        let Self { hours, exceptions, ended } = self;
        let state = if ended { LifeState::Gone { since: None } } else { LifeState::Running };
        Listing {
            id: ListingId(uuid::Uuid::nil()),
            slug: String::new(),
            revision: 0,
            facts: Facts { hours, exceptions, state, ..Facts::default() },
            provenance: BTreeMap::new(),
            source: None,
            areas: Vec::new(),
            demo: false,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }
}

/// The day on which hours were confirmed, in two bytes: days since 1970, and 0 for never. Days
/// that do not fit are as long ago, or as far off, as can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confirmed(u16);

impl Confirmed {
    /// On no day that is known.
    pub const NEVER: Self = Self(0);

    /// When the hours of a listing were confirmed, if that is known.
    #[must_use]
    pub fn of(listing: &Listing) -> Self {
        let hours = listing.provenance.get(&FactGroup::Hours);
        hours.and_then(|hours| hours.confirmed_on).map_or(Self::NEVER, Self::on)
    }

    /// On a day.
    pub(super) fn on(day: NaiveDate) -> Self {
        let days = (day - DateTime::UNIX_EPOCH.date_naive()).num_days();
        Self(u16::try_from(days.clamp(1, i64::from(u16::MAX))).unwrap_or(u16::MAX))
    }

    /// From its two bytes.
    pub(in crate::embedded) fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    pub(in crate::embedded) fn bits(self) -> u16 {
        self.0
    }
}
