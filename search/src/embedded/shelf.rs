//! The shelf: per listing the facts that filters, counts and orders ask for, in memory.
//!
//! It is laid out in columns, for a question looks at few facts of many listings: what every
//! pass needs stands in sixteen bytes, and what only a page of hits needs stands apart. Lists
//! that many share (categories, areas) are numbers. See docs/decisions/0007-shelf.md.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use hashbrown::HashTable;
use koop_domain::geo::Point;
use koop_domain::id::{AreaId, ListingId};
use koop_domain::listings::model::Kind;
use koop_domain::listings::search::Trait;

use super::currencies::Currencies;
use super::delivery::Delivery;
use super::distinct::Distinct;
use super::grid::Grid;
use super::hours::{Confirmed, Hours, OwnHours, Prepared};
use super::row::NewRow;
use super::texts::{Part, Texts};

/// What every question asks of a listing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance {
    /// The number of its timetable.
    pub(super) timetable: u32,
    /// The number of its list of categories, and of the currencies that it is paid with.
    pub(super) categories: u32,
    /// The number of its list of areas.
    pub(super) areas: u32,
    /// When its hours were confirmed.
    pub(super) confirmed: Confirmed,
    /// Its place among the kinds, or [`NO_KIND`] where the row is free.
    pub(super) kind: u8,
    /// A bit per [`Trait`], and [`MOVED`].
    pub(super) marks: u8,
}

/// The kind of a row that is free.
const NO_KIND: u8 = u8::MAX;
/// The bit among the traits of what has moved.
const MOVED: u8 = 1 << 7;
const _: () = assert!(Trait::ALL.len() <= 7, "a bit is left for what has moved");

const FREE: Glance = Glance {
    timetable: 0,
    categories: 0,
    areas: 0,
    confirmed: Confirmed::NEVER,
    kind: NO_KIND,
    marks: 0,
};

impl Glance {
    fn is_taken(&self) -> bool {
        self.kind != NO_KIND
    }

    pub(super) fn has_moved(&self) -> bool {
        self.marks & MOVED != 0
    }

    /// A bit per [`Trait`].
    pub(super) fn traits(&self) -> u8 {
        self.marks & !MOVED
    }

    pub(super) fn hours(&self) -> OwnHours {
        OwnHours { timetable: self.timetable, confirmed: self.confirmed }
    }
}

/// What only some questions ask.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) id: ListingId,
    /// Not a number where it is nowhere.
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    /// When it entered the directory, in milliseconds.
    pub(super) created_ms: u64,
}

const NOWHERE: Spot = Spot {
    id: ListingId(uuid::Uuid::nil()),
    latitude: f64::NAN,
    longitude: f64::NAN,
    created_ms: 0,
};

/// All listings, and which row is whose.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) glances: Vec<Glance>,
    pub(super) spots: Vec<Spot>,
    pub(super) texts: Texts,
    pub(super) deliveries: HashMap<u32, Delivery>,
    /// Places in the tree, and from its end on places among the currencies: few are paid with
    /// any, and a list of their own would cost every listing four bytes more.
    pub(super) categories: Distinct<u16>,
    pub(super) currencies: Currencies,
    pub(super) areas: Distinct<AreaId>,
    pub(super) grid: Grid,
    /// Where those lie whose hours were confirmed of late, or were when they were put here: no
    /// other is surely open.
    pub(super) confirmed: Grid,
    pub(super) hours: Hours,
    by_id: HashTable<u32>,
    free: Vec<u32>,
}

/// What of a shelf is written down; the rest follows from it.
pub(super) struct Columns {
    pub(super) glances: Vec<Glance>,
    pub(super) spots: Vec<Spot>,
    pub(super) texts: Texts,
    pub(super) deliveries: HashMap<u32, Delivery>,
    pub(super) categories: Distinct<u16>,
    pub(super) currencies: Currencies,
    pub(super) areas: Distinct<AreaId>,
    pub(super) hours: Hours,
}

/// One listing on the shelf.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    shelf: &'a Shelf,
    at: u32,
}

impl<'a> Row<'a> {
    /// What every question asks.
    #[inline]
    pub(super) fn glance(self) -> &'a Glance {
        &self.shelf.glances[self.at as usize]
    }

    /// Its number.
    pub(super) fn at(self) -> u32 {
        self.at
    }

    pub(super) fn id(self) -> ListingId {
        self.spot().id
    }

    pub(super) fn name(self) -> &'a str {
        self.shelf.texts.get(self.at, Part::Name)
    }

    /// The folded name: orders, and tells whether it is what was asked for.
    pub(super) fn name_key(self) -> &'a str {
        self.shelf.texts.get(self.at, Part::NameKey)
    }

    pub(super) fn slug(self) -> &'a str {
        self.shelf.texts.get(self.at, Part::Slug)
    }

    pub(super) fn first_tag(self) -> Option<&'a str> {
        Some(self.shelf.texts.get(self.at, Part::FirstTag)).filter(|tag| !tag.is_empty())
    }

    /// Places in the tree, its own first, then those above.
    pub(super) fn categories(self) -> &'a [u16] {
        Currencies::before(self.shelf.categories.get(self.glance().categories))
    }

    pub(super) fn moved(self) -> bool {
        self.glance().has_moved()
    }

    pub(super) fn has(self, a_trait: Trait) -> bool {
        self.glance().marks >> a_trait as u8 & 1 == 1
    }

    pub(super) fn point(self) -> Option<Point> {
        let Spot { latitude, longitude, .. } = *self.spot();
        (!latitude.is_nan()).then_some(Point { latitude, longitude })
    }

    pub(super) fn created_ms(self) -> u64 {
        self.spot().created_ms
    }

    pub(super) fn delivery(self) -> Option<&'a Delivery> {
        self.has(Trait::Delivery).then(|| self.shelf.deliveries.get(&self.at)).flatten()
    }

    /// Until when deliveries are paused.
    pub(super) fn paused_until(self) -> Option<DateTime<Utc>> {
        self.delivery()?.paused_until
    }

    fn spot(self) -> &'a Spot {
        &self.shelf.spots[self.at as usize]
    }
}

impl Shelf {
    /// An empty shelf whose hours lie ready from a day on.
    pub(super) fn from_day(first_day: Option<NaiveDate>) -> Self {
        Self { hours: Hours::from_day(first_day), ..Self::default() }
    }

    /// The row with a number.
    pub(super) fn get(&self, row: u32) -> Option<Row<'_>> {
        let glance = self.glances.get(row as usize)?;
        glance.is_taken().then_some(Row { shelf: self, at: row })
    }

    /// The row of a listing.
    pub(super) fn of(&self, id: ListingId) -> Option<Row<'_>> {
        self.get(*self.by_id.find(hash(id), |row| self.spots[*row as usize].id == id)?)
    }

    /// Whether a listing has a row, be it still empty.
    pub(super) fn knows(&self, id: ListingId) -> bool {
        self.by_id.find(hash(id), |row| self.spots[*row as usize].id == id).is_some()
    }

    /// All rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let taken = (0..).zip(&self.glances).filter(|(_, glance)| glance.is_taken());
        taken.map(|(at, _)| Row { shelf: self, at })
    }

    /// How many rows there are, empty ones included.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.glances.len()).unwrap_or(u32::MAX)
    }

    /// The number of a listing's row; a new one for a new listing.
    pub(super) fn reserve(&mut self, id: ListingId) -> u32 {
        let spots = &self.spots;
        if let Some(row) = self.by_id.find(hash(id), |row| spots[*row as usize].id == id) {
            return *row;
        }
        let row = self.free.pop().unwrap_or_else(|| self.len());
        self.take(row, id);
        row
    }

    /// Puts a listing into its row.
    pub(super) fn put(&mut self, row: &NewRow, hours: Prepared) {
        let at = self.reserve(row.id);
        // The new hours first: those that stay are not forgotten and worked out anew.
        let OwnHours { timetable, confirmed } = self.hours.put(hours);
        self.lift(at);
        let mut listed = row.categories.clone();
        listed.extend(row.currencies.iter().filter_map(|code| self.currencies.place(code)));
        let glance = Glance {
            timetable,
            categories: self.categories.number(&listed),
            areas: self.areas.number(&row.areas),
            confirmed,
            kind: row.kind,
            marks: row.traits | if row.moved { MOVED } else { 0 },
        };
        self.glances[at as usize] = glance;
        let Point { latitude, longitude } = row.point.unwrap_or(NO_POINT);
        let created_ms = row.created_ms;
        self.spots[at as usize] = Spot { id: row.id, latitude, longitude, created_ms };
        let tag = row.first_tag.as_deref().unwrap_or_default();
        self.texts.put(at, [&row.name, &row.name_key, &row.slug, tag]);
        if let Some(delivery) = &row.delivery {
            self.deliveries.insert(at, delivery.clone());
        }
        if let Some(point) = row.point {
            self.grid.put(at, point);
            if self.hours.is_certain(confirmed) {
                self.confirmed.put(at, point);
            }
        }
    }

    /// Puts a listing into the row that the index knows it by, when the shelf is filled again.
    /// Whoever had the row before, or wherever the listing was, has been taken off.
    pub(super) fn put_at(&mut self, at: u32, row: &NewRow, hours: Prepared) {
        self.take(at, row.id);
        self.put(row, hours);
    }

    /// Makes the rows that are empty free for others.
    pub(super) fn collect_free(&mut self) {
        let empty = (0_u32..).zip(&self.glances).filter(|(_, glance)| !glance.is_taken());
        self.free = empty.map(|(at, _)| at).collect();
    }

    /// Takes a listing off the shelf.
    pub(super) fn remove(&mut self, id: ListingId) {
        let Self { by_id, spots, .. } = self;
        let entry = by_id.find_entry(hash(id), |row| spots[*row as usize].id == id);
        let Ok(entry) = entry else { return };
        let (at, _) = entry.remove();
        self.lift(at);
        self.free.push(at);
    }

    /// Takes off whatever stands in a row, when the shelf is filled again.
    pub(super) fn clear_row(&mut self, at: u32) {
        if let Some(id) = self.get(at).map(Row::id) {
            self.remove(id);
        }
    }

    /// A shelf of columns as they were written down; none where they do not fit together.
    pub(super) fn of_columns(columns: Columns) -> Option<Self> {
        let Columns { glances, spots, texts, deliveries, categories, currencies, areas, hours } =
            columns;
        let (lists, places) = (categories.len(), areas.len());
        let fits = |glance: &Glance| {
            let listed = (glance.categories as usize) < lists && (glance.areas as usize) < places;
            let known = usize::from(glance.kind) < Kind::ALL.len();
            let traits = glance.traits() >> Trait::ALL.len() == 0;
            let timed = hours.knows(glance.timetable);
            !glance.is_taken() || listed && known && traits && timed
        };
        if !glances.iter().all(fits) || spots.len() != glances.len() {
            return None;
        }
        let (grid, confirmed) = (Grid::default(), Grid::default());
        let by_id = HashTable::with_capacity(glances.len());
        let mut shelf = Self {
            glances,
            spots,
            texts,
            deliveries,
            categories,
            currencies,
            areas,
            grid,
            confirmed,
            hours,
            by_id,
            free: Vec::new(),
        };
        for at in 0..shelf.len() {
            let Some(row) = shelf.get(at) else { continue };
            let (id, point, confirmed) = (row.id(), row.point(), row.glance().confirmed);
            let spots = &shelf.spots;
            shelf.by_id.insert_unique(hash(id), at, |row| hash(spots[*row as usize].id));
            if let Some(point) = point {
                shelf.grid.put(at, point);
                if shelf.hours.is_certain(confirmed) {
                    shelf.confirmed.put(at, point);
                }
            }
        }
        Some(shelf)
    }

    /// Makes a row this listing's, still empty.
    fn take(&mut self, at: u32, id: ListingId) {
        let length = (at as usize + 1).max(self.glances.len());
        self.glances.resize(length, FREE);
        self.spots.resize(length, NOWHERE);
        self.spots[at as usize].id = id;
        let spots = &self.spots;
        self.by_id.insert_unique(hash(id), at, |row| hash(spots[*row as usize].id));
    }

    /// Empties a row; whose it is stays.
    fn lift(&mut self, at: u32) {
        let Some(row) = self.get(at) else { return };
        if let Some(point) = row.point() {
            self.grid.remove(at, point);
            self.confirmed.remove(at, point);
        }
        self.texts.remove(at);
        self.deliveries.remove(&at);
        let lifted = std::mem::replace(&mut self.glances[at as usize], FREE);
        self.hours.release(lifted.timetable);
    }
}

const NO_POINT: Point = Point { latitude: f64::NAN, longitude: f64::NAN };

/// Ids are random enough in their low half; the high half is a time.
fn hash(id: ListingId) -> u64 {
    /// An odd number without a pattern (2^64 divided by the golden ratio).
    const MIXED: u64 = 0x9e37_79b9_7f4a_7c15;
    let (high, low) = id.0.as_u64_pair();
    (high.rotate_left(32) ^ low).wrapping_mul(MIXED).rotate_left(26)
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
