//! From the address bar's state to a question for the directory.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use koop_domain::geo::TravelMode;
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::search::{Filter, ListingQuery, Near, Open, Reach, Sort, Trait, When};

use super::spot::{DeliverWhere, Frame};
use super::state::{Misread, OpenWhen, State};

impl State {
    /// The question, or none while the page first has to ask where to deliver.
    #[must_use]
    pub(crate) fn query(&self, language: Language, now: DateTime<Utc>) -> Option<ListingQuery> {
        if self.asks_where() {
            return None;
        }
        Some(ListingQuery {
            text: self.text.clone(),
            language,
            near: self.near(),
            open: self.open_at(),
            filter: self.filter(),
            sort: self.sort,
            after: self.after,
            ..ListingQuery::new(now)
        })
    }

    /// Whether it must be delivered "here" while nobody said where that is.
    #[must_use]
    pub(crate) fn asks_where(&self) -> bool {
        self.deliver == Some(DeliverWhere::Here) && self.origin().is_none()
    }

    /// How the reader travels.
    #[must_use]
    pub(crate) fn mode(&self) -> TravelMode {
        self.reach.map_or(TravelMode::Bike, |(_, mode)| mode)
    }

    /// Leaves out what the directory refuses, and tells which parameter it was.
    #[must_use]
    pub(crate) fn without(&self, error: &ListingError) -> Option<(Self, Misread)> {
        let ListingError::Invalid { field, problem } = error else { return None };
        let group = field.split('.').next().unwrap_or_default();
        let mut less = self.clone();
        let name = match group {
            "text" => {
                less.text = None;
                "q"
            }
            "near" => {
                less.reach = None;
                less.spot = None;
                less.whence = None;
                "plek"
            }
            "open" => {
                less.open = None;
                "open"
            }
            "after" => {
                less.after = None;
                "na"
            }
            "filter" | "bounds" | "deliversTo" | "categories" => {
                let text = less.text.take();
                let Self { whence, spot, open, .. } = less;
                less = Self { text, whence, spot, open, ..Self::default() };
                "filter"
            }
            _ => return None,
        };
        let misread = Misread { name, problem: *problem };
        // What was not there cannot have been the trouble.
        (less != *self).then_some((less, misread))
    }

    fn near(&self) -> Option<Near> {
        let reach = self.reach.map(|(minutes, mode)| Reach::Minutes(minutes, mode));
        self.origin().map(|point| Near { point, reach })
    }

    fn open_at(&self) -> Option<Open> {
        let when = match self.open? {
            OpenWhen::Now => When::Now,
            OpenWhen::At(wall) => When::At(instant(wall)),
        };
        Some(Open { when, service: self.service })
    }

    fn filter(&self) -> Filter {
        let has = |it: Trait| self.traits.contains(&it);
        Filter {
            kinds: self.kinds.iter().copied().collect(),
            categories: self.categories.iter().cloned().collect(),
            delivers_to: self.delivers_to(),
            area: self.within.as_ref().and_then(|it| it.area.as_ref()).map(|it| it.id),
            bounds: self.frame.map(Frame::bounds),
            takeaway: has(Trait::Takeaway),
            wheelchair: has(Trait::Wheelchair),
            second_hand: has(Trait::SecondHand),
            repair: has(Trait::Repair),
            organic: has(Trait::Organic),
            independent: has(Trait::Independent),
            currencies: self.currencies.iter().cloned().collect(),
        }
    }

    /// The orders that make sense here.
    #[must_use]
    pub(crate) fn sorts(&self) -> Vec<Sort> {
        let near = self.origin().is_some();
        [Sort::Best, Sort::Nearest, Sort::OpenFirst, Sort::Newest]
            .into_iter()
            .filter(|sort| near || *sort != Sort::Nearest)
            .collect()
    }
}

/// The instant of a local time. When the clock goes back, the first of the two; a time that the
/// clock skips is an hour later.
#[must_use]
pub(crate) fn instant(wall: NaiveDateTime) -> DateTime<Utc> {
    let local = ZONE
        .from_local_datetime(&wall)
        .earliest()
        .or_else(|| ZONE.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest());
    local.map_or_else(|| wall.and_utc(), |at| at.to_utc())
}
