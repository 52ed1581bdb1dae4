//! From where somebody searched to here: about how long, and whether it is still open then.

use koop_domain::areas::atlas::Atlas;
use koop_domain::geo::{Point, TravelMode};
use koop_domain::listings::model::Listing;

use crate::card::{ArrivalLine, Cards};
use crate::page::Page;
use crate::results::state::State;

/// The way of somebody who searched from somewhere.
pub(crate) struct Way {
    pub minutes: u32,
    pub mode: TravelMode,
    /// What the place is called from which was searched; none: the reader's own.
    pub from: Option<String>,
}

/// A way in words.
pub(crate) struct WayLine {
    pub text: String,
    pub arrival: Option<ArrivalLine>,
}

impl Way {
    /// The way from where the address says, around the water; none where nobody asked from
    /// anywhere, where there is no way, or where there is no door to go to.
    pub(super) fn of(state: &State, listing: &Listing, atlas: &Atlas) -> Option<Self> {
        let from = state.origin()?;
        let to = listing.facts.shown_point()?;
        let mode = state.mode();
        let from_name = state.located().map(|it| it.name.clone());
        let minutes = mode.minutes(way_m(atlas, from, to)?);
        Some(Self { minutes, mode, from: from_name })
    }

    pub(super) fn line(&self, page: &Page, cards: &Cards, listing: &Listing) -> WayLine {
        let key = match self.mode {
            TravelMode::Walk => "place-way-walk",
            TravelMode::Bike => "place-way-bike",
        };
        let from = self.from.clone().unwrap_or_else(|| page.t("place-way-you"));
        let text = page.with(key, &[("minutes", self.minutes.into()), ("from", from.into())]);
        let arrival = cards.arrival(listing, &cards.status(listing), Some(self.minutes));
        WayLine { text, arrival }
    }
}

fn way_m(atlas: &Atlas, from: Point, to: Point) -> Option<f64> {
    let straight_m = from.distance_m(to);
    match atlas.ways_from(from) {
        Some(ways) => ways.way_m(to, straight_m),
        None => Some(straight_m),
    }
}
