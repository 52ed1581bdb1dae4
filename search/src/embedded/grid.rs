//! Where listings lie: cells of some 80 by 100 metres in the Netherlands with the rows of the
//! listings in them, and over those ever larger cells that say which of their sixteen are not
//! empty. Whoever looks outward takes small steps at first and larger ones later, so a city and
//! a polder take about as many.
//!
//! The rows of a cell are a chain through one list: the cell names the first, each names the
//! next. A listing that moves is taken out of one chain and put before another.

use hashbrown::HashMap;
use koop_domain::geo::{Bounds, Point};

/// How many sizes of cells there are.
const LEVELS: usize = 4;
/// Of the smallest cells from pole to pole, and around the earth; a number that can be halved as
/// often as there are sizes.
const ROWS: u32 = 240_000;
const COLUMNS: u32 = 240_000;
/// The side of a cell in cells of the size below it, as a power of two.
const SIDE_BITS: u32 = 2;
const SIDE: u32 = 1 << SIDE_BITS;
/// The widest ring of a size: where it ends, the third ring of the next size begins. The widest
/// of all is some 40 kilometres away.
const STEPS: u32 = 2 * SIDE;
/// The size of which blocks are made.
const BLOCK: usize = 1;
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
#[derive(Default)]
pub(super) struct Grid {
    /// The first row in each of the smallest cells that has any.
    first: HashMap<Cell, u32>,
    /// By row, the next row in the same cell.
    next: Vec<u32>,
    /// How many rows lie in it.
    rows: usize,
    /// For each larger size, by cell, a bit for each smaller cell in it that is not empty.
    filled: [HashMap<Cell, u16>; LEVELS - 1],
}

/// A row and column of cells of some size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Cell {
    row: u32,
    column: u32,
}

/// The cells so many steps from one's own, of one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ring {
    level: usize,
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

impl Grid {
    /// Puts a row where it lies.
    pub(super) fn put(&mut self, row: u32, point: Point) {
        if self.next.len() <= row as usize {
            self.next.resize(row as usize + 1, END);
        }
        let cell = Cell::of(point);
        let first = self.first.insert(cell, row);
        self.next[row as usize] = first.unwrap_or(END);
        self.rows += 1;
        if first.is_none() {
            let mut inner = cell;
            for filled in &mut self.filled {
                *filled.entry(inner.outer()).or_default() |= inner.bit();
                inner = inner.outer();
            }
        }
    }

    /// Takes a row away from where it lies.
    pub(super) fn remove(&mut self, row: u32, point: Point) {
        let cell = Cell::of(point);
        let Some(after) = self.next.get(row as usize).copied() else { return };
        let Some(first) = self.first.get_mut(&cell) else { return };
        if *first == row {
            *first = after;
        } else {
            let mut at = *first;
            while at != END && self.next[at as usize] != row {
                at = self.next[at as usize];
            }
            if at == END {
                return;
            }
            self.next[at as usize] = after;
        }
        self.next[row as usize] = END;
        self.rows -= 1;
        if *first == END {
            self.first.remove(&cell);
            self.empty(cell);
        }
    }

    /// Tells the larger cells that one of the smallest is empty.
    fn empty(&mut self, cell: Cell) {
        let mut inner = cell;
        for filled in &mut self.filled {
            let Some(bits) = filled.get_mut(&inner.outer()) else { return };
            *bits &= !inner.bit();
            if *bits != 0 {
                return;
            }
            inner = inner.outer();
            filled.remove(&inner);
        }
    }

    /// How many rows lie in it.
    pub(super) fn len(&self) -> u64 {
        self.rows as u64
    }

    /// The rows in a block of cells.
    pub(super) fn rows_in(&self, block: Block) -> Vec<u32> {
        let mut rows = Vec::new();
        for row in block.south..block.south + block.rows {
            for column in block.west..block.west + block.columns {
                let cell = Cell { row, column: column % columns(BLOCK) };
                self.visit(BLOCK, cell, &|_| true, &mut |row| rows.push(row));
            }
        }
        rows
    }

    /// Visits the rows in a ring around a point, except for those in a ring of smaller cells.
    pub(super) fn each_in_ring(&self, around: Point, ring: Ring, mut each: impl FnMut(u32)) {
        let Ring { level, steps, .. } = ring;
        let own = Cell::of(around).at(level);
        let inner = Cell::of(around).at(level.saturating_sub(1));
        let is_new = |cell: Cell| level == 0 || cell.steps_to(inner, level - 1) > STEPS;
        let (north, south) = (own.row + steps, own.row.checked_sub(steps));
        let whole = [Some(north).filter(|row| *row < rows(level)), south.filter(|_| steps > 0)];
        for row in whole.into_iter().flatten() {
            let side = (0..=2 * steps).map(|step| own.beside(row, step, steps, level));
            self.visit_side(level, side, &is_new, &mut each);
        }
        // Between the first and the last row of a ring there are two cells in each.
        let between = own.row.saturating_sub(steps.saturating_sub(1))..north.min(rows(level));
        for step in [0, 2 * steps].into_iter().filter(|_| steps > 0) {
            let side = between.clone().map(|row| own.beside(row, step, steps, level));
            self.visit_side(level, side, &is_new, &mut each);
        }
    }

    /// Visits cells that lie in a line. Most are empty, and the larger cell around some of them
    /// knows which.
    fn visit_side(
        &self,
        level: usize,
        side: impl Iterator<Item = Cell>,
        wanted: &dyn Fn(Cell) -> bool,
        each: &mut dyn FnMut(u32),
    ) {
        let mut around: Option<(Cell, u16)> = None;
        for cell in side {
            let outer = cell.outer();
            let filled = match (around, self.filled.get(level)) {
                (Some((known, filled)), _) if known == outer => filled,
                (_, Some(sizes)) => sizes.get(&outer).copied().unwrap_or_default(),
                (_, None) => u16::MAX,
            };
            around = Some((outer, filled));
            if filled & cell.bit() != 0 {
                self.visit(level, cell, wanted, each);
            }
        }
    }

    /// Visits the rows in a cell, of those cells of the next smaller size that are wanted.
    fn visit(
        &self,
        level: usize,
        cell: Cell,
        wanted: &dyn Fn(Cell) -> bool,
        each: &mut dyn FnMut(u32),
    ) {
        let Some(outer) = level.checked_sub(1) else {
            let mut row = self.first.get(&cell).copied().unwrap_or(END);
            while row != END {
                each(row);
                row = self.next[row as usize];
            }
            return;
        };
        let mut bits = self.filled[outer].get(&cell).copied().unwrap_or_default();
        while bits != 0 {
            let inner = cell.inner(bits.trailing_zeros());
            if wanted(inner) {
                self.visit(outer, inner, &|_| true, each);
            }
            bits &= bits - 1;
        }
    }
}

impl Cell {
    /// The smallest cell that holds a point; a place that is not on earth is at its edge.
    fn of(point: Point) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast of a float saturates, and the edge is cut off behind it"
        )]
        let step = |degrees: f64, size: f64, count: u32| ((degrees / size) as u32).min(count - 1);
        let (high, wide) = sizes(0);
        Self {
            row: step(point.latitude + 90.0, high, ROWS),
            column: step(point.longitude + 180.0, wide, COLUMNS),
        }
    }

    /// The cell of a larger size around one of the smallest.
    fn at(self, level: usize) -> Self {
        (0..level).fold(self, |cell, _| cell.outer())
    }

    fn outer(self) -> Self {
        Self { row: self.row >> SIDE_BITS, column: self.column >> SIDE_BITS }
    }

    /// Its bit among those of the cell around it.
    fn bit(self) -> u16 {
        1 << (self.row % SIDE * SIDE + self.column % SIDE)
    }

    /// The cell in it that has a bit.
    fn inner(self, bit: u32) -> Self {
        Self { row: self.row * SIDE + bit / SIDE, column: self.column * SIDE + bit % SIDE }
    }

    /// The cell in another row, so many steps from the western edge of a ring; columns go round
    /// the earth.
    fn beside(self, row: u32, step: u32, reach: u32, level: usize) -> Self {
        let round = columns(level);
        Self { row, column: (self.column + round + step - reach) % round }
    }

    /// In which ring around it another cell lies.
    fn steps_to(self, other: Self, level: usize) -> u32 {
        let aside = self.column.abs_diff(other.column);
        self.row.abs_diff(other.row).max(aside.min(columns(level) - aside))
    }
}

impl Ring {
    /// Every ring outward, of ever larger cells.
    pub(super) fn outward() -> impl Iterator<Item = Self> {
        (0..LEVELS).flat_map(|level| {
            let least = if level == 0 { 0 } else { STEPS / SIDE };
            (least..=STEPS).map(move |steps| Self { level, steps })
        })
    }

    /// So far at least is whatever lies outside all rings up to this one, in metres.
    pub(super) fn beyond_m(self, around: Point) -> f64 {
        let own = Cell::of(around).at(self.level);
        let (row, column, reach) =
            (f64::from(own.row), f64::from(own.column), f64::from(self.steps));
        let (high, wide) = sizes(self.level);
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
        let corner = |latitude, longitude| Cell::of(Point { latitude, longitude }).at(BLOCK);
        let Cell { row: south, column: west } = corner(bounds.south, bounds.west);
        let Cell { row: north, column: east } = corner(bounds.north, bounds.east);
        let rows = (north + 1).checked_sub(south)?;
        let crosses = bounds.west > bounds.east;
        let columns = if crosses { columns(BLOCK) - west + east + 1 } else { east - west + 1 };
        let columns = columns.min(self::columns(BLOCK));
        let few = rows.checked_mul(columns).is_some_and(|cells| cells <= CELLS_MAX);
        few.then_some(Self { south, rows, west, columns })
    }
}

/// A longitude between -180 and 180 degrees.
fn turned(longitude: f64) -> f64 {
    (longitude + 180.0).rem_euclid(360.0) - 180.0
}

/// How many cells of a size there are from pole to pole, and around the earth.
fn rows(level: usize) -> u32 {
    (0..level).fold(ROWS, |rows, _| rows / SIDE)
}

fn columns(level: usize) -> u32 {
    (0..level).fold(COLUMNS, |columns, _| columns / SIDE)
}

/// How high and wide a cell is, in degrees.
fn sizes(level: usize) -> (f64, f64) {
    (180.0 / f64::from(rows(level)), 360.0 / f64::from(columns(level)))
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
