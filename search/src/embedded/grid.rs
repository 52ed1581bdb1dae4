//! Where listings lie: cells of some 330 by 410 metres in the Netherlands, each with the rows of
//! the listings in it.
//!
//! The rows of a cell are a chain through one list: the cell names the first, each names the
//! next. A listing that moves is taken out of one chain and put before another.

use hashbrown::HashMap;
use koop_domain::geo::{Bounds, Point};

/// Cells from pole to pole, and around the earth.
const ROWS: u32 = 60_000;
const COLUMNS: u32 = 60_000;
const CELL_LATITUDE: f64 = 180.0 / ROWS as f64;
const CELL_LONGITUDE: f64 = 360.0 / COLUMNS as f64;
/// A little less than the mean radius of the earth, so that no bound is too far.
const EARTH_RADIUS_M: f64 = 6_371_000.0;
/// Cells are cut by rounded numbers, so bounds are kept this much shorter.
const ROUNDING_M: f64 = 1.0;
/// From so many cells on it is faster to look at every listing.
const CELLS_MAX: u32 = 20_000;
/// The end of a chain.
const END: u32 = u32::MAX;

/// The rows of listings by where they lie.
#[derive(Default)]
pub(super) struct Grid {
    /// The first row in each cell that has any.
    first: HashMap<u32, u32>,
    /// By row, the next row in the same cell.
    next: Vec<u32>,
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
        let first = self.first.insert(cell(point), row);
        self.next[row as usize] = first.unwrap_or(END);
    }

    /// Takes a row away from where it lies.
    pub(super) fn remove(&mut self, row: u32, point: Point) {
        let Some(after) = self.next.get(row as usize).copied() else { return };
        let Some(first) = self.first.get_mut(&cell(point)) else { return };
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
            self.first.remove(&cell(point));
        }
        self.next[row as usize] = END;
    }

    /// The rows in a block of cells.
    pub(super) fn rows_in(&self, block: Block) -> impl Iterator<Item = u32> {
        let cells = (block.south..block.south + block.rows).flat_map(move |row| {
            let columns = block.west..block.west + block.columns;
            columns.map(move |column| row * COLUMNS + column % COLUMNS)
        });
        cells.flat_map(|cell| self.rows_of(cell))
    }

    /// The rows in the ring of cells that are so many steps from a point's own.
    pub(super) fn rows_in_ring(&self, around: Point, steps: u32) -> impl Iterator<Item = u32> {
        let (row, column) = place(around);
        let (row, reach) = (i64::from(row), i64::from(steps));
        let rows = (row - reach..=row + reach).filter(|at| (0..i64::from(ROWS)).contains(at));
        let cells = rows.flat_map(move |at| {
            // The first and last row of the ring are whole; those between have two cells.
            let whole = (at - row).abs() == reach;
            let stride = if whole || reach == 0 { 1 } else { 2 * reach };
            let columns = (0..=2 * reach).step_by(usize::try_from(stride).unwrap_or(1));
            let west = i64::from(column) - reach;
            columns.map(move |step| {
                let column = (west + step).rem_euclid(i64::from(COLUMNS));
                u32::try_from(at * i64::from(COLUMNS) + column).unwrap_or(END)
            })
        });
        cells.flat_map(|cell| self.rows_of(cell))
    }

    /// So far at least is whatever lies outside all rings up to this one, in metres.
    pub(super) fn beyond_ring_m(around: Point, steps: u32) -> f64 {
        let (row, column) = place(around);
        let (row, column, reach) = (f64::from(row), f64::from(column), f64::from(steps));
        let rise = (around.latitude + 90.0) / CELL_LATITUDE - row;
        let run = (around.longitude + 180.0) / CELL_LONGITUDE - column;
        let edge = |within: f64| reach + within.min(1.0 - within).clamp(0.0, 1.0);
        let north = (edge(rise) * CELL_LATITUDE).to_radians();
        let east = (edge(run) * CELL_LONGITUDE).to_radians();
        // The way to a meridian is shortest straight across it, not along the parallel.
        let east = if east < std::f64::consts::FRAC_PI_2 {
            (east.sin() * around.latitude.to_radians().cos()).clamp(0.0, 1.0).asin()
        } else {
            0.0
        };
        (EARTH_RADIUS_M * north.min(east) - ROUNDING_M).max(0.0)
    }

    fn rows_of(&self, cell: u32) -> impl Iterator<Item = u32> + use<'_> {
        let first = self.first.get(&cell).copied();
        std::iter::successors(first, |row| self.next.get(*row as usize).copied())
            .take_while(|row| *row != END)
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
        let corner = |latitude, longitude| place(Point { latitude, longitude });
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

fn cell(point: Point) -> u32 {
    let (row, column) = place(point);
    row * COLUMNS + column
}

/// The row and column of a point's cell; a place that is not on earth is at its edge.
fn place(point: Point) -> (u32, u32) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates, and the edge is cut off behind it"
    )]
    let step = |degrees: f64, cell: f64, steps: u32| ((degrees / cell) as u32).min(steps - 1);
    (
        step(point.latitude + 90.0, CELL_LATITUDE, ROWS),
        step(point.longitude + 180.0, CELL_LONGITUDE, COLUMNS),
    )
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
