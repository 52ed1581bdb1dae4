//! From a listing to its façade: which light burns, what stands in the window.

use chrono::{DateTime, Timelike, Utc};
use koop_domain::listings::model::Listing;
use koop_domain::listings::opening_hours::{Certainty, Reason, State, Status, ZONE};

use crate::street::{self, Goods, House, Light, Sky};

/// The façade of a listing, for its card or its page.
pub(crate) fn facade(listing: &Listing, status: &Status, at: DateTime<Utc>) -> String {
    street::facade_svg(&house(listing, status, String::new(), None), sky(at))
}

/// An unlit row, where nothing was found.
pub(crate) fn unlit(at: DateTime<Utc>) -> String {
    street::empty_street_svg(sky(at))
}

/// The house of a listing in a street, with its words and where it leads.
pub(crate) fn house(
    listing: &Listing,
    status: &Status,
    label: String,
    href: Option<String>,
) -> House {
    House {
        id: listing.id,
        name: listing.facts.name.clone(),
        label,
        light: light(status),
        note: matches!(status.reason, Some(Reason::Exception(_) | Reason::Holiday(_))),
        goods: Goods::of(listing.facts.kind, &listing.facts.categories),
        href,
    }
}

/// The sky at an instant.
pub(crate) fn sky(at: DateTime<Utc>) -> Sky {
    Sky::at_hour(at.with_timezone(&ZONE).hour())
}

fn light(status: &Status) -> Light {
    match (status.state, status.certainty) {
        (State::Open, Certainty::Confirmed) => Light::Open,
        (State::Open, Certainty::Likely | Certainty::Old) => Light::Probable,
        (State::ByAppointment | State::Unknown, _) => Light::Maybe,
        (State::Closed, _) => Light::Closed,
    }
}
