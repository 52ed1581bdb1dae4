//! Where listings lie: cells of some 330 by 410 metres in the Netherlands, each with the rows of
//! the listings in it, and once more finer ones, for whoever looks around himself in a city.
//!
//! The rows of a cell are a chain through one list: the cell names the first, each names the
//! next. A listing that moves is taken out of one chain and put before another.

use hashbrown::HashMap;
use koop_domain::geo::{Bounds, Point};

/// Cells from pole to pole, and around the earth.
const ROWS: u32 = 60_000;
const COLUMNS: u32 = 60_000;
/// So many fine cells lie along the side of a cell.
const FINER: u32 = 4;
/// The widest ring of fine cells: from there on the next ring of cells is the third.
const FINE_STEPS: u32 = 2 * FINER;
/// The widest ring of cells: some 20 kilometres, and 16,000 cells inside it.
const STEPS: u32 = 63;
/// A little less than the mean radius of the earth, so that no bound is too far.
const EARTH_RADIUS_M: f64 = 6_371_000.0;
/// A degree of latitude, in metres, shorter by more than the earth bends in [`FLAT_DEGREES`].
const DEGREE_M: f64 = 111_000.0;
const FLAT_DEGREES: f64 = 1.0;
/// Cells are cut by rounded numbers, so bounds are kept this much shorter.
const ROUNDING_M: f64 = 1.0;
/// From so many cells on it is faster to look at every listing.
const CELLS_MAX: u32 = 20_000;
/// The end of a chain.
const END: u32 = u32::MAX;

/// The rows of listings by where they lie.
pub(super) struct Grid {
    cells: Cells,
    fine: Cells,
}

/// Cells of one size.
struct Cells {
    /// So many lie along the side of a cell of the coarsest kind.
    finer: u32,
    /// The first row in each cell that has any.
    first: HashMap<u64, u32>,
    /// By row, the next row in the same cell.
    next: Vec<u32>,
}

/// The cells so many steps from one's own, of one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ring {
    finer: u32,
    steps: u32,
}

/// A point that many distances are asked from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here {
    point: Point,
    /// Of its latitude.
    cosine: f64,
}

/// Some cells, from a row and column on; columns go round the earth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    south: u32,
    rows: u32,
    west: u32,
    columns: u32,
}

impl Default for Grid {
    fn default() -> Self {
        Self { cells: Cells::new(1), fine: Cells::new(FINER) }
    }
}

impl Grid {
    /// Puts a row where it lies.
    pub(super) fn put(&mut self, row: u32, point: Point) {
        self.cells.put(row, point);
        self.fine.put(row, point);
    }

    /// Takes a row away from where it lies.
    pub(super) fn remove(&mut self, row: u32, point: Point) {
        self.cells.remove(row, point);
        self.fine.remove(row, point);
    }

    /// The rows in a block of cells.
    pub(super) fn rows_in(&self, block: Block) -> impl Iterator<Item = u32> {
        let cells = (block.south..block.south + block.rows).flat_map(move |row| {
            let columns = block.west..block.west + block.columns;
            columns.map(move |column| (row, column % COLUMNS))
        });
        cells.flat_map(|cell| self.cells.rows_of(cell))
    }

    /// The rows in a ring around a point. Those that lie in a finer ring as well come again.
    pub(super) fn rows_in_ring(&self, around: Point, ring: Ring) -> impl Iterator<Item = u32> {
        let cells = if ring.finer == 1 { &self.cells } else { &self.fine };
        let (row, column) = place(around, ring.finer);
        let (row, reach) = (i64::from(row), i64::from(ring.steps));
        let height = i64::from(ROWS * ring.finer);
        let width = i64::from(COLUMNS * ring.finer);
        let rows = (row - reach..=row + reach).filter(move |at| (0..height).contains(at));
        let ring = rows.flat_map(move |at| {
            // The first and last row of the ring are whole; those between have two cells.
            let whole = (at - row).abs() == reach;
            let stride = if whole || reach == 0 { 1 } else { 2 * reach };
            let columns = (0..=2 * reach).step_by(usize::try_from(stride).unwrap_or(1));
            let west = i64::from(column) - reach;
            let cell = move |step: i64| {
                let column = u32::try_from((west + step).rem_euclid(width)).unwrap_or(0);
                (u32::try_from(at).unwrap_or(0), column)
            };
            columns.map(cell)
        });
        ring.flat_map(|cell| cells.rows_of(cell))
    }
}

impl Cells {
    fn new(finer: u32) -> Self {
        Self { finer, first: HashMap::new(), next: Vec::new() }
    }

    fn put(&mut self, row: u32, point: Point) {
        if self.next.len() <= row as usize {
            self.next.resize(row as usize + 1, END);
        }
        let first = self.first.insert(key(place(point, self.finer)), row);
        self.next[row as usize] = first.unwrap_or(END);
    }

    fn remove(&mut self, row: u32, point: Point) {
        let key = key(place(point, self.finer));
        let Some(after) = self.next.get(row as usize).copied() else { return };
        let Some(first) = self.first.get_mut(&key) else { return };
        if *first == row {
            *first = after;
        } else {
            let mut at = *first;
            while at != END && self.next[at as usize] != row {
                at = self.next[at as usize];
            }
            if at != END {
                self.next[at as usize] = after;
            }
        }
        if *first == END {
            self.first.remove(&key);
        }
        self.next[row as usize] = END;
    }

    fn rows_of(&self, cell: (u32, u32)) -> impl Iterator<Item = u32> + use<'_> {
        let first = self.first.get(&key(cell)).copied();
        std::iter::successors(first, |row| self.next.get(*row as usize).copied())
            .take_while(|row| *row != END)
    }
}

impl Ring {
    /// Every ring, outward from a point: fine ones first.
    pub(super) fn outward() -> impl Iterator<Item = Self> {
        let fine = (0..=FINE_STEPS).map(|steps| Self { finer: FINER, steps });
        fine.chain((FINE_STEPS / FINER..=STEPS).map(|steps| Self { finer: 1, steps }))
    }

    /// Whether no ring before this one held what lies at a point of it.
    pub(super) fn is_first_with(self, around: Point, point: Point) -> bool {
        self.finer == FINER || {
            let (own, other) = (place(around, FINER), place(point, FINER));
            let aside = own.1.abs_diff(other.1);
            let aside = aside.min(COLUMNS * FINER - aside);
            own.0.abs_diff(other.0).max(aside) > FINE_STEPS
        }
    }

    /// So far at least is whatever lies outside all rings up to this one, in metres.
    pub(super) fn beyond_m(self, around: Point) -> f64 {
        let (row, column) = place(around, self.finer);
        let (row, column, reach) = (f64::from(row), f64::from(column), f64::from(self.steps));
        let (high, wide) = sizes(self.finer);
        let rise = (around.latitude + 90.0) / high - row;
        let run = (around.longitude + 180.0) / wide - column;
        let edge = |within: f64| reach + within.min(1.0 - within).clamp(0.0, 1.0);
        let north = (edge(rise) * high).to_radians();
        let east = (edge(run) * wide).to_radians();
        // The way to a meridian is shortest straight across it, not along the parallel.
        let east = if east < std::f64::consts::FRAC_PI_2 {
            (east.sin() * around.latitude.to_radians().cos()).clamp(0.0, 1.0).asin()
        } else {
            0.0
        };
        (EARTH_RADIUS_M * north.min(east) - ROUNDING_M).max(0.0)
    }
}

impl Here {
    pub(super) fn at(point: Point) -> Self {
        Self { point, cosine: point.latitude.to_radians().cos() }
    }

    /// So far at least it is to another point, in metres: a quick look before the distance is
    /// measured.
    #[inline]
    pub(super) fn at_least_m(self, other: Point) -> f64 {
        let rise = (other.latitude - self.point.latitude).abs();
        let run = (other.longitude - self.point.longitude).abs();
        if rise > FLAT_DEGREES || run > FLAT_DEGREES {
            return rise * DEGREE_M;
        }
        // The other's cosine is smaller by no more than the rise.
        let narrowest = (self.cosine - rise.to_radians()).max(0.0);
        (rise * rise + run * run * self.cosine * narrowest).sqrt() * DEGREE_M
    }
}

impl Block {
    /// The cells that hold all within a radius, unless looking at every listing is faster.
    pub(super) fn around(point: Point, radius_m: f64) -> Option<Self> {
        let angle = (radius_m + ROUNDING_M) / EARTH_RADIUS_M;
        let across = angle.sin() / point.latitude.to_radians().cos();
        if !(0.0..1.0).contains(&across) || angle > 1.0 {
            return None;
        }
        let (north, east) = (angle.to_degrees(), across.asin().to_degrees());
        Self::over(&Bounds {
            south: point.latitude - north,
            north: point.latitude + north,
            west: turned(point.longitude - east),
            east: turned(point.longitude + east),
        })
    }

    /// The cells that hold all in a box, unless looking at every listing is faster.
    pub(super) fn over(bounds: &Bounds) -> Option<Self> {
        let corner = |latitude, longitude| place(Point { latitude, longitude }, 1);
        let (south, west) = corner(bounds.south, bounds.west);
        let (north, east) = corner(bounds.north, bounds.east);
        let rows = (north + 1).checked_sub(south)?;
        let crosses = bounds.west > bounds.east;
        let columns = if crosses { COLUMNS - west + east + 1 } else { east - west + 1 };
        let columns = columns.min(COLUMNS);
        let few = rows.checked_mul(columns).is_some_and(|cells| cells <= CELLS_MAX);
        few.then_some(Self { south, rows, west, columns })
    }
}

/// A longitude between -180 and 180 degrees.
fn turned(longitude: f64) -> f64 {
    (longitude + 180.0).rem_euclid(360.0) - 180.0
}

fn key((row, column): (u32, u32)) -> u64 {
    u64::from(row) << u32::BITS | u64::from(column)
}

/// How high and wide a cell is, in degrees.
fn sizes(finer: u32) -> (f64, f64) {
    (180.0 / f64::from(ROWS * finer), 360.0 / f64::from(COLUMNS * finer))
}

/// The row and column of a point's cell; a place that is not on earth is at its edge.
fn place(point: Point, finer: u32) -> (u32, u32) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates, and the edge is cut off behind it"
    )]
    let step = |degrees: f64, cell: f64, steps: u32| ((degrees / cell) as u32).min(steps - 1);
    let (high, wide) = sizes(finer);
    (
        step(point.latitude + 90.0, high, ROWS * finer),
        step(point.longitude + 180.0, wide, COLUMNS * finer),
    )
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
