//! Each candidate is asked every filter once, and the answer names the filters it fails: a hit
//! fails none, and a facet counts what fails nothing but the facet's own filter.

use chrono::{DateTime, Utc};
use koop_domain::geo::Point;
use koop_domain::listings::model::Service;
use koop_domain::listings::search::{
    DeliverTo, Filter, ListingQuery, Openness, Reach, Sort, Trait, When,
};

use super::category_words::place;
use super::hours::Moment;
use super::shelf::{Area, Row, Shelf, four_digits};

/// How near a listing must be that delivers nobody knows where, in metres.
pub(super) const DELIVERY_GUESS_M: f64 = 3_000.0;
/// The least length of a degree of latitude, in metres: a quick no before the exact distance.
const LATITUDE_DEGREE_M: f64 = 111_000.0;

/// A filter that a facet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Kinds,
    Categories,
    Open,
}

/// What is known of a candidate that fails at most one facet's own filter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// The one it fails.
    pub(super) fails: Option<Own>,
    /// At the instant, for the service asked for, and for the delivery if it must be brought.
    pub(super) openness: Openness,
    /// The group it stands in: no surer than all that was asked about being open.
    pub(super) group: Openness,
    pub(super) distance_m: Option<f64>,
}

/// A question's filters, made ready.
pub(super) struct Asker<'a> {
    query: &'a ListingQuery,
    filter: &'a Filter,
    pub(super) moment: Moment<'a>,
    service: Service,
    instant: DateTime<Utc>,
    pub(super) categories: Vec<u16>,
    traits: Vec<Trait>,
    radius_m: Option<f64>,
    deliver: Option<Deliver>,
    /// Whether the question or the order is about being open.
    pub(super) grouped: bool,
}

/// Where it must be brought, as far as that is known.
struct Deliver {
    point: Option<Point>,
    postcode: Option<u16>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(query: &'a ListingQuery, shelf: &'a Shelf) -> Self {
        let filter = &query.filter;
        let until = match query.open.map(|open| open.when) {
            Some(When::Between(_, to)) => Some(to),
            _ => None,
        };
        let categories = filter.categories.iter().filter_map(|key| place(key)).collect();
        let deliver = filter.delivers_to.as_ref().map(Deliver::new);
        let asked = query.open.is_some() || deliver.is_some();
        Self {
            query,
            filter,
            moment: Moment::new(&shelf.hours, query.instant(), until),
            service: query.service(),
            instant: query.instant(),
            categories,
            traits: asked_traits(filter),
            radius_m: query.near.and_then(|near| near.radius_m()),
            deliver,
            grouped: asked || query.sort == Sort::OpenFirst,
        }
    }

    /// Looks at a candidate; none when it fails what no facet is about, or too much.
    pub(super) fn look(&self, row: &Row) -> Option<Seen> {
        let mut fails = None;
        let mut passes = |holds: bool, own: Own| holds || fails.replace(own).is_none();
        if !passes(self.is_of_kind(row), Own::Kinds) {
            return None;
        }
        if !passes(self.is_in_category(row), Own::Categories) {
            return None;
        }
        if !self.traits.iter().all(|asked| row.has(*asked)) {
            return None;
        }
        if self.filter.area.is_some_and(|area| !row.areas.contains(&area)) {
            return None;
        }
        if self.filter.bounds.is_some_and(|b| !row.point.is_some_and(|p| b.contains(p))) {
            return None;
        }
        let Distance(distance_m) = self.distance_m(row)?;
        let mut openness = self.openness(row, self.service);
        if let Some(deliver) = &self.deliver {
            let delivery = deliver.reaches(row)?.max(self.openness(row, Service::Delivery));
            if delivery == Openness::Closed {
                return None;
            }
            openness = openness.max(delivery);
        }
        let mut group = openness;
        if let Some(open) = self.query.open {
            if matches!(open.when, When::Between(..)) {
                group = group.max(self.throughout(row));
            }
            if !passes(group != Openness::Closed, Own::Open) {
                return None;
            }
        }
        Some(Seen { fails, openness, group, distance_m })
    }

    /// In how many minutes it opens.
    pub(super) fn opens_in(&self, row: &Row) -> u16 {
        self.moment.opens_in(row.hours, self.service)
    }

    fn is_of_kind(&self, row: &Row) -> bool {
        self.filter.kinds.is_empty() || self.filter.kinds.contains(&row.kind)
    }

    /// A category that nobody knows holds nothing.
    fn is_in_category(&self, row: &Row) -> bool {
        self.filter.categories.is_empty()
            || self.categories.iter().any(|asked| row.categories.contains(asked))
    }

    /// None when it is too far away.
    fn distance_m(&self, row: &Row) -> Option<Distance> {
        let Some(near) = self.query.near else { return Some(Distance(None)) };
        let Some(radius_m) = self.radius_m else {
            return Some(Distance(row.point.map(|point| near.point.distance_m(point))));
        };
        let point = row.point?;
        let rise = (point.latitude - near.point.latitude).abs() * LATITUDE_DEGREE_M;
        if rise > radius_m {
            return None;
        }
        let distance_m = near.point.distance_m(point);
        (distance_m <= radius_m).then_some(Distance(Some(distance_m)))
    }

    fn openness(&self, row: &Row, service: Service) -> Openness {
        if self.serves(row, service) {
            self.moment.openness(row.hours, service)
        } else {
            Openness::Closed
        }
    }

    fn throughout(&self, row: &Row) -> Openness {
        if self.serves(row, self.service) {
            self.moment.throughout(row.hours, self.service)
        } else {
            Openness::Closed
        }
    }

    /// Nobody is open for a delivery that they do not make, or have paused.
    fn serves(&self, row: &Row, service: Service) -> bool {
        service != Service::Delivery
            || row.has(Trait::Delivery) && row.paused_until.is_none_or(|end| end <= self.instant)
    }
}

struct Distance(Option<f64>);

impl Deliver {
    fn new(to: &DeliverTo) -> Self {
        Self { point: to.point, postcode: to.postcode.as_deref().and_then(four_digits) }
    }

    /// How sure it can be at most that the listing delivers here; none when it does not.
    fn reaches(&self, row: &Row) -> Option<Openness> {
        if !row.has(Trait::Delivery) {
            return None;
        }
        let within = |metres: f64| {
            row.point.zip(self.point).is_some_and(|(from, to)| from.distance_m(to) <= metres)
        };
        let reaches = match row.delivery.as_deref() {
            Some(Area::Radius(radius_m)) => within(*radius_m),
            Some(Area::Postcodes(postcodes)) => {
                self.postcode.is_some_and(|postcode| postcodes.contains(&postcode))
            }
            Some(Area::Polygon(polygon)) => {
                self.point.is_some_and(|point| Area::ring_holds(polygon, point))
            }
            Some(Area::Unknown) | None => {
                return within(DELIVERY_GUESS_M).then_some(Openness::Maybe);
            }
        };
        reaches.then_some(Openness::Certain)
    }
}

fn asked_traits(filter: &Filter) -> Vec<Trait> {
    let asked = [
        (filter.takeaway, Trait::Takeaway),
        (filter.wheelchair, Trait::Wheelchair),
        (filter.second_hand, Trait::SecondHand),
        (filter.repair, Trait::Repair),
        (filter.organic, Trait::Organic),
        (filter.independent, Trait::Independent),
    ];
    asked.into_iter().filter(|(asked, _)| *asked).map(|(_, a_trait)| a_trait).collect()
}

/// How far somebody asked to go at most, in whole minutes.
pub(super) fn minutes_asked(query: &ListingQuery) -> Option<u32> {
    match query.near?.reach? {
        Reach::Minutes(minutes, _) => Some(minutes),
        Reach::Metres(_) => None,
    }
}
