//! Each candidate is asked every filter once, and the answer names the filters it fails: a hit
//! fails none, and a facet counts what fails nothing but the facet's own filter.
//!
//! What a filter asks is worked out once for a question: which kinds, which of the distinct lists
//! of categories and areas, which traits. A candidate is then a few looks into small tables.

use chrono::{DateTime, Utc};
use koop_domain::areas::ways::Ways;
use koop_domain::geo::{Bounds, Point};
use koop_domain::listings::model::Service;
use koop_domain::listings::search::{
    DeliverTo, Filter, ListingQuery, Near, Open, Openness, Reach, Sort, Trait, When,
};

use super::category_words::place;
use super::delivery::{self, four_digits, ring_holds};
use super::distinct::Distinct;
use super::grid::{Block, Here};
use super::hours::{Column, Moment};
use super::shelf::{Glance, Row, Shelf};
use crate::declaration::DELIVERY_GUESS_M;

/// A filter that a facet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Kinds,
    Categories,
    Open,
    Area,
    Currency,
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
    /// If it was measured.
    distance_m: Option<f64>,
}

/// A question's filters, made ready.
pub(super) struct Asker<'a> {
    query: &'a ListingQuery,
    moment: Moment<'a>,
    /// How each listing stands at the instant for the service asked for.
    column: Column<'a>,
    service: Service,
    instant: DateTime<Utc>,
    pub(super) categories: Vec<u16>,
    /// A bit per kind that is asked for.
    kinds: u16,
    in_category: Option<Vec<bool>>,
    in_area: Option<Vec<bool>>,
    in_currency: Option<Vec<bool>>,
    /// A bit per trait that it must have.
    traits: u8,
    bounds: Option<Bounds>,
    /// The circle within which it must be, if any.
    within: Option<(Point, f64)>,
    /// Where it was asked from.
    here: Option<Here>,
    /// The ways around the water that must be as short as the circle is wide.
    ways_within: Option<&'a Ways>,
    deliver: Option<Deliver>,
    /// Whether all that is asked can be told at a glance.
    is_plain: bool,
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
        let until = until(query);
        let kinds = filter.kinds.iter().fold(0, |bits, kind| bits | 1 << *kind as u8);
        let categories: Vec<u16> = filter.categories.iter().filter_map(|key| place(key)).collect();
        let deliver = filter.delivers_to.as_ref().map(Deliver::new);
        let asked = query.open.is_some() || deliver.is_some();
        // A category that nobody knows holds nothing.
        let in_category = (!filter.categories.is_empty())
            .then(|| having(&shelf.categories, |list| categories.iter().any(|c| list.contains(c))));
        let codes = filter.currencies.iter();
        let paid: Vec<u16> = codes.filter_map(|code| shelf.currencies.find(code)).collect();
        let in_currency = (!filter.currencies.is_empty())
            .then(|| having(&shelf.categories, |list| paid.iter().any(|it| list.contains(it))));
        let in_area = filter.area.map(|area| having(&shelf.areas, |list| list.contains(&area)));
        let within = query.near.and_then(|near| Some((near.point, near.radius_m()?)));
        let service = query.service();
        let anywhere = within.is_none() && filter.bounds.is_none();
        let is_plain = anywhere && !delivers(service, filter) && until.is_none();
        let moment = Moment::new(&shelf.hours, query.instant(), until);
        Self {
            query,
            column: moment.column(service),
            moment,
            service,
            instant: query.instant(),
            categories,
            kinds: if filter.kinds.is_empty() { u16::MAX } else { kinds },
            in_category,
            in_area,
            in_currency,
            traits: asked_traits(filter),
            bounds: filter.bounds,
            within,
            here: query.near.map(|near| Here::at(near.point)),
            ways_within: query.ways.as_ref().filter(|_| minutes_asked(query).is_some()),
            deliver,
            is_plain,
            grouped: asked || query.sort == Sort::OpenFirst,
        }
    }

    /// The cells outside which nothing can be a candidate, where there are few of them.
    pub(super) fn block(&self) -> Option<Block> {
        let around = self.within.and_then(|(point, radius_m)| Block::around(point, radius_m));
        around.or_else(|| Block::over(&self.bounds?))
    }

    /// Looks at a candidate; none when it fails what no facet is about, or too much.
    #[inline]
    pub(super) fn look(&self, row: Row<'_>) -> Option<Seen> {
        let glance = row.glance();
        let fails = self.fails_at_a_glance(glance)?;
        if self.is_plain {
            let openness = self.column.of(glance.hours());
            self.seen(fails, openness, openness, None)
        } else {
            self.look_closely(row, fails)
        }
    }

    /// Whether nothing has to be worked out to tell what is open.
    pub(super) fn is_ready(&self) -> bool {
        self.moment.is_ready(self.service)
    }

    /// Whether its first group holds only what is surely open, by hours confirmed of late.
    pub(super) fn is_sure(&self) -> bool {
        self.grouped && self.is_ready()
    }

    /// Where it was asked from.
    pub(super) fn from(&self) -> Option<Point> {
        self.query.near.map(|near| near.point)
    }

    /// How far a candidate is from where it was asked from.
    pub(super) fn distance_m(&self, row: Row<'_>, seen: &Seen) -> Option<f64> {
        let measure = || Some(self.query.near?.point.distance_m(row.point()?));
        seen.distance_m.or_else(measure)
    }

    /// What is known with the distance, so that it is measured once.
    pub(super) fn measured(&self, row: Row<'_>, seen: Seen) -> Seen {
        Seen { distance_m: self.distance_m(row, &seen), ..seen }
    }

    /// So far it is at least: a quick look before the distance is measured.
    #[inline]
    pub(super) fn distance_at_least_m(&self, row: Row<'_>) -> Option<f64> {
        Some(self.here?.at_least_m(row.point()?))
    }

    /// About how many minutes it is to a hit, around the water, and never more than was asked
    /// for: where the limit was minutes, rounding up must not pass it.
    pub(super) fn minutes(&self, row: Row<'_>, distance_m: f64) -> Option<u32> {
        let way_m = match &self.query.ways {
            Some(ways) => ways.way_m(row.point()?, distance_m)?,
            None => distance_m,
        };
        let minutes = self.query.near?.mode().minutes(way_m);
        Some(minutes_asked(self.query).map_or(minutes, |most| minutes.min(most.max(1))))
    }

    /// In how many minutes it opens.
    pub(super) fn opens_in(&self, row: Row<'_>) -> u16 {
        self.moment.opens_in(row.glance().timetable, self.service)
    }

    /// What it fails of the facts that every listing has at hand; none when that is too much.
    #[inline]
    fn fails_at_a_glance(&self, glance: &Glance) -> Option<Option<Own>> {
        let listed = |lists: &Option<Vec<bool>>, number: u32| {
            lists.as_ref().is_none_or(|lists| lists.get(number as usize).is_some_and(|has| *has))
        };
        let mut fails = None;
        let passes = glance.traits() & self.traits == self.traits
            && (self.kinds >> glance.kind & 1 == 1 || self.may_fail(&mut fails, Own::Kinds))
            && (listed(&self.in_category, glance.categories)
                || self.may_fail(&mut fails, Own::Categories))
            && (listed(&self.in_area, glance.areas) || self.may_fail(&mut fails, Own::Area))
            && (listed(&self.in_currency, glance.categories)
                || self.may_fail(&mut fails, Own::Currency));
        passes.then_some(fails)
    }

    /// One failure may be, if facets are wanted: the facet's own.
    #[inline]
    fn may_fail(&self, fails: &mut Option<Own>, own: Own) -> bool {
        self.query.facets && fails.replace(own).is_none()
    }

    /// Asks what takes more than a glance: where it lies, whether it delivers, all the time.
    fn look_closely(&self, row: Row<'_>, fails: Option<Own>) -> Option<Seen> {
        if self.bounds.is_some_and(|b| !row.point().is_some_and(|p| b.contains(p))) {
            return None;
        }
        let distance_m = match self.within {
            Some(within) => Some(self.distance_within(row, within)?),
            None => None,
        };
        let mut openness = self.openness(row, self.service);
        if let Some(deliver) = &self.deliver {
            let delivery = deliver.reaches(row)?.max(self.openness(row, Service::Delivery));
            if delivery == Openness::Closed {
                return None;
            }
            openness = openness.max(delivery);
        }
        let all_the_time = matches!(self.query.open, Some(Open { when: When::Between(..), .. }));
        let group = if all_the_time { openness.max(self.throughout(row)) } else { openness };
        self.seen(fails, openness, group, distance_m)
    }

    #[inline]
    fn seen(
        &self,
        mut fails: Option<Own>,
        openness: Openness,
        group: Openness,
        distance_m: Option<f64>,
    ) -> Option<Seen> {
        let open = group != Openness::Closed || self.query.open.is_none();
        (open || self.may_fail(&mut fails, Own::Open)).then_some(Seen {
            fails,
            openness,
            group,
            distance_m,
        })
    }

    /// None when it is too far away.
    fn distance_within(&self, row: Row<'_>, (from, radius_m): (Point, f64)) -> Option<f64> {
        let point = row.point()?;
        if self.here.is_some_and(|here| here.at_least_m(point) > radius_m) {
            return None;
        }
        let distance_m = from.distance_m(point);
        if distance_m > radius_m {
            return None;
        }
        let way_m = match self.ways_within {
            Some(ways) => ways.way_m(point, distance_m)?,
            None => distance_m,
        };
        (way_m <= radius_m).then_some(distance_m)
    }

    fn openness(&self, row: Row<'_>, service: Service) -> Openness {
        if self.serves(row, service) {
            self.moment.openness(row.glance().hours(), service)
        } else {
            Openness::Closed
        }
    }

    fn throughout(&self, row: Row<'_>) -> Openness {
        if self.serves(row, self.service) {
            self.moment.throughout(row.glance().hours(), self.service)
        } else {
            Openness::Closed
        }
    }

    /// Nobody is open for a delivery that they do not make, or have paused.
    fn serves(&self, row: Row<'_>, service: Service) -> bool {
        service != Service::Delivery
            || row.has(Trait::Delivery) && row.paused_until().is_none_or(|end| end <= self.instant)
    }
}

impl Deliver {
    fn new(to: &DeliverTo) -> Self {
        Self { point: to.point, postcode: to.postcode.as_deref().and_then(four_digits) }
    }

    /// How sure it can be at most that the listing delivers here; none when it does not.
    fn reaches(&self, row: Row<'_>) -> Option<Openness> {
        if !row.has(Trait::Delivery) {
            return None;
        }
        let within = |metres: f64| {
            row.point().zip(self.point).is_some_and(|(from, to)| from.distance_m(to) <= metres)
        };
        let reaches = match row.delivery().map(|delivery| &delivery.area) {
            Some(delivery::Reach::Radius(radius_m)) => within(*radius_m),
            Some(delivery::Reach::Postcodes(postcodes)) => {
                self.postcode.is_some_and(|postcode| postcodes.contains(&postcode))
            }
            Some(delivery::Reach::Ring(ring)) => {
                self.point.is_some_and(|point| ring_holds(ring, point))
            }
            Some(delivery::Reach::Unknown) | None => {
                return within(DELIVERY_GUESS_M).then_some(Openness::Maybe);
            }
        };
        reaches.then_some(Openness::Certain)
    }
}

/// What counts are the same for: a question without its page, its order and where it was asked
/// from, in the minute that it is about. None where counts depend on more than that.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CountKey {
    filter: Filter,
    open: Option<Open>,
    minute: i64,
    grouped: bool,
    facets: bool,
}

impl CountKey {
    pub(super) fn of(query: &ListingQuery, grouped: bool) -> Option<Self> {
        let everywhere = query.near.is_none_or(|near| near.reach.is_none());
        // Pauses of deliveries end within a minute.
        let delivered = delivers(query.service(), &query.filter);
        let minute = query.instant().timestamp().div_euclid(60);
        let (open, facets) = (query.open, query.facets);
        let filter = query.filter.clone();
        (everywhere && !delivered).then_some(Self { filter, open, minute, grouped, facets })
    }
}

/// Until when it must be open, if the question is about a stretch.
pub(super) fn until(query: &ListingQuery) -> Option<DateTime<Utc>> {
    match query.open?.when {
        When::Between(_, to) => Some(to),
        _ => None,
    }
}

/// Whether it is about delivering.
fn delivers(service: Service, filter: &Filter) -> bool {
    service == Service::Delivery || filter.delivers_to.is_some()
}

/// For each distinct list whether something holds for it.
fn having<T: Clone + Eq + std::hash::Hash>(
    lists: &Distinct<T>,
    holds: impl Fn(&[T]) -> bool,
) -> Vec<bool> {
    lists.iter().map(holds).collect()
}

fn asked_traits(filter: &Filter) -> u8 {
    let asked = [
        (filter.takeaway, Trait::Takeaway),
        (filter.wheelchair, Trait::Wheelchair),
        (filter.second_hand, Trait::SecondHand),
        (filter.repair, Trait::Repair),
        (filter.organic, Trait::Organic),
        (filter.independent, Trait::Independent),
    ];
    let asked = asked.into_iter().filter(|(asked, _)| *asked);
    asked.fold(0, |bits, (_, a_trait)| bits | 1 << a_trait as u8)
}

/// How far somebody asked to go at most, in whole minutes.
fn minutes_asked(query: &ListingQuery) -> Option<u32> {
    match query.near? {
        Near { reach: Some(Reach::Minutes(minutes, _)), .. } => Some(minutes),
        Near { .. } => None,
    }
}
