//! The shelf: per listing the facts that filters, counts and orders ask for, in memory.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use geo::{Contains as _, Coord, LineString, Polygon};
use koop_domain::geo::Point;
use koop_domain::id::{AreaId, ListingId};
use koop_domain::listings::categories::tree;
use koop_domain::listings::delivery::DeliveryArea;
use koop_domain::listings::model::{Facts, Kind, LifeState, Listing, Whereabouts};
use koop_domain::listings::search::Trait;
use koop_domain::text::fold;

use super::category_words::place;
use super::hours::{Hours, Prepared};

/// Cells that stand for a home, in degrees: about 330 m high, and in the Netherlands as wide.
const HOME_CELL_LATITUDE: f64 = 0.003;
const HOME_CELL_LONGITUDE: f64 = 0.005;

/// Where a listing delivers to.
#[derive(Clone, Debug)]
pub(super) enum Area {
    Radius(f64),
    Postcodes(Vec<u16>),
    Polygon(Polygon),
    Unknown,
}

/// One listing.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: ListingId,
    pub(super) name: Box<str>,
    /// The folded name: orders, and tells whether it is what was asked for.
    pub(super) name_key: Box<str>,
    pub(super) slug: Box<str>,
    pub(super) kind: Kind,
    /// Places in the tree, its own first, then those above.
    pub(super) categories: Box<[u16]>,
    pub(super) first_tag: Option<Box<str>>,
    traits: u8,
    pub(super) moved: bool,
    pub(super) point: Option<Point>,
    /// The smallest first.
    pub(super) areas: Box<[AreaId]>,
    /// When it entered the directory, in milliseconds.
    pub(super) created_ms: u64,
    pub(super) delivery: Option<Box<Area>>,
    pub(super) paused_until: Option<DateTime<Utc>>,
    /// The number of its hours.
    pub(super) hours: u32,
}

impl Row {
    /// The facts of a listing, except for its hours.
    pub(super) fn new(listing: &Listing) -> Self {
        let facts = &listing.facts;
        let delivery = facts.delivery.as_ref();
        let traits = Trait::ALL.into_iter().filter(|t| t.holds(facts));
        Self {
            id: listing.id,
            name: facts.name.as_str().into(),
            name_key: fold(&facts.name).into(),
            slug: listing.slug.as_str().into(),
            kind: facts.kind,
            categories: categories(facts),
            first_tag: facts.tags.first().map(|tag| tag.as_str().into()),
            traits: traits.fold(0, |bits, t| bits | 1 << t as u8),
            moved: matches!(facts.state, LifeState::Moved { .. }),
            point: findable_point(facts),
            areas: listing.areas.as_slice().into(),
            created_ms: listing.created_at.timestamp_millis().max(0).unsigned_abs(),
            delivery: delivery.map(|delivery| Box::new(area(&delivery.area))),
            paused_until: delivery.and_then(|delivery| delivery.paused_until),
            hours: 0,
        }
    }

    pub(super) fn has(&self, a_trait: Trait) -> bool {
        self.traits >> a_trait as u8 & 1 == 1
    }
}

/// All listings, and which row is whose.
#[derive(Default)]
pub(super) struct Shelf {
    rows: Vec<Option<Row>>,
    by_id: HashMap<ListingId, u32>,
    free: Vec<u32>,
    pub(super) hours: Hours,
}

impl Shelf {
    /// An empty shelf whose hours lie ready from a day on.
    pub(super) fn from_day(first_day: Option<NaiveDate>) -> Self {
        Self { hours: Hours::from_day(first_day), ..Self::default() }
    }

    /// The row with a number.
    pub(super) fn get(&self, row: u32) -> Option<&Row> {
        self.rows.get(row as usize)?.as_ref()
    }

    /// The row of a listing.
    pub(super) fn of(&self, id: ListingId) -> Option<&Row> {
        self.get(*self.by_id.get(&id)?)
    }

    /// All rows with their numbers.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &Row)> {
        (0..).zip(&self.rows).filter_map(|(at, row)| Some((at, row.as_ref()?)))
    }

    /// The number of a listing's row; a new one for a new listing.
    pub(super) fn reserve(&mut self, id: ListingId) -> u32 {
        let (rows, free) = (&mut self.rows, &mut self.free);
        *self.by_id.entry(id).or_insert_with(|| {
            free.pop().unwrap_or_else(|| {
                rows.push(None);
                u32::try_from(rows.len() - 1).unwrap_or(u32::MAX)
            })
        })
    }

    /// Puts a listing into its row.
    pub(super) fn put(&mut self, mut row: Row, hours: Prepared) {
        let at = self.reserve(row.id);
        row.hours = self.hours.put(hours);
        self.rows[at as usize] = Some(row);
    }

    /// Puts a listing into the row that the index knows it by, when the shelf is filled again.
    pub(super) fn put_at(&mut self, at: u32, row: Row, hours: Prepared) {
        if self.rows.len() <= at as usize {
            self.rows.resize_with(at as usize + 1, || None);
        }
        self.by_id.insert(row.id, at);
        self.put(row, hours);
    }

    /// Makes the rows that stayed empty free for others.
    pub(super) fn collect_free(&mut self) {
        let empty = (0_u32..).zip(&self.rows).filter(|(_, row)| row.is_none());
        self.free = empty.map(|(at, _)| at).collect();
    }

    /// Takes a listing off the shelf.
    pub(super) fn remove(&mut self, id: ListingId) {
        if let Some(at) = self.by_id.remove(&id) {
            self.rows[at as usize] = None;
            self.free.push(at);
        }
    }
}

impl Area {
    /// Whether a point lies inside a ring.
    pub(super) fn ring_holds(polygon: &Polygon, point: Point) -> bool {
        polygon.contains(&Coord { x: point.longitude, y: point.latitude })
    }
}

/// The digits of a Dutch postcode.
pub(super) fn four_digits(postcode: &str) -> Option<u16> {
    postcode.trim().get(..4)?.parse().ok().filter(|digits| (1_000..10_000).contains(digits))
}

/// A listing's own categories, then those above them, each once.
fn categories(facts: &Facts) -> Box<[u16]> {
    let own = facts.categories.iter().filter_map(|key| tree().get(key));
    let above = own.clone().flat_map(|category| tree().lineage(category.key).skip(1));
    let mut all: Vec<u16> = Vec::new();
    for place in own.chain(above).filter_map(|category| place(category.key)) {
        if !all.contains(&place) {
            all.push(place);
        }
    }
    all.into()
}

fn area(area: &DeliveryArea) -> Area {
    match area {
        DeliveryArea::Radius { radius_m } => Area::Radius(f64::from(*radius_m)),
        DeliveryArea::Postcodes { postcodes } => {
            Area::Postcodes(postcodes.iter().filter_map(|p| four_digits(p)).collect())
        }
        DeliveryArea::Polygon { ring } => {
            let ring = ring.iter().map(|p| Coord { x: p.longitude, y: p.latitude }).collect();
            Area::Polygon(Polygon::new(LineString(ring), Vec::new()))
        }
        DeliveryArea::Unknown => Area::Unknown,
    }
}

/// Where a listing can be found. Of somebody's home only a cell is known here, so that no
/// distance, filter or order gives the door away.
fn findable_point(facts: &Facts) -> Option<Point> {
    let point = facts.point.filter(|p| Point::new(p.latitude, p.longitude).is_ok())?;
    if facts.whereabouts != Whereabouts::AtHome {
        return Some(point);
    }
    let middle = |degrees: f64, cell: f64| ((degrees / cell).floor() + 0.5) * cell;
    let latitude = middle(point.latitude, HOME_CELL_LATITUDE).clamp(-90.0, 90.0);
    let longitude = middle(point.longitude, HOME_CELL_LONGITUDE).clamp(-180.0, 180.0);
    Some(Point { latitude, longitude })
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
