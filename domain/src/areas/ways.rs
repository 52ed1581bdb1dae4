//! Ways around the water: a straight line that crosses a canal is not how anybody cycles.
//!
//! A water is drawn as lines that break off where a bridge, tunnel or ferry is. A way that would
//! cross a line goes by the ends of lines instead, whichever way round is shortest. Along its
//! own bank everybody can walk to the end of a line, so on the way there the line itself is in
//! nobody's way. A line that ends on another one, or where it began, has no passage there.
//!
//! It is asked for many places at a time. So what hangs on the start alone is worked out once
//! ([`Water::ways_from`]), and for a place most lines are told apart by their boxes.

use std::sync::Arc;

use crate::geo::Point;

/// Metres in a degree of latitude; of longitude it is that times the cosine of the latitude.
const DEGREE_M: f64 = 111_195.0;

/// A line that nobody crosses between its ends.
pub type Line = Vec<Point>;

/// All the water that ways go around.
#[derive(Clone, Debug, Default)]
pub struct Water(Option<Arc<Passages>>);

#[derive(Debug)]
struct Passages {
    /// The flat plane on which lines are compared: degrees of longitude shrink to the north.
    shrink: f64,
    lines: Vec<Course>,
    /// Both ends of each line that does not end where it began.
    ends: Vec<End>,
    /// The shortest ways between ends, in metres, by row.
    between: Vec<f64>,
}

/// A line on the plane, with the box around it.
#[derive(Debug)]
struct Course {
    spots: Vec<Spot>,
    low: Spot,
    high: Spot,
}

/// A point on the plane, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    x: f64,
    y: f64,
}

#[derive(Clone, Copy, Debug)]
struct End {
    spot: Spot,
    line: usize,
}

/// The ways from one point around the water.
#[derive(Clone, Debug)]
pub struct Ways {
    passages: Arc<Passages>,
    from: Spot,
    /// How far each end is by the shortest way, in metres, the nearest first; ends that cannot be
    /// reached are left out.
    to_ends: Arc<[(f64, usize)]>,
}

/// Two are alike when they begin at the same point of the same map.
impl PartialEq for Ways {
    fn eq(&self, other: &Self) -> bool {
        self.from == other.from && Arc::ptr_eq(&self.passages, &other.passages)
    }
}

impl Water {
    /// Water of these lines; those with fewer than two points are left out.
    #[must_use]
    pub fn new(lines: impl IntoIterator<Item = Line>) -> Self {
        let lines: Vec<Line> = lines.into_iter().filter(|line| line.len() > 1).collect();
        let Some(first) = lines.first().and_then(|line| line.first()) else { return Self(None) };
        let shrink = first.latitude.to_radians().cos();
        let lines: Vec<Course> = lines.iter().map(|line| Course::of(line, shrink)).collect();
        let ends = lines.iter().enumerate().flat_map(|(line, course)| course.ends(line)).collect();
        let mut passages = Passages { shrink, lines, ends, between: Vec::new() };
        passages.between = passages.shortest();
        Self(Some(Arc::new(passages)))
    }

    /// The ways from a point; none where there is no water to go around.
    #[must_use]
    pub fn ways_from(&self, point: Point) -> Option<Ways> {
        let passages = Arc::clone(self.0.as_ref()?);
        let from = Spot::of(point, passages.shrink);
        let count = passages.ends.len();
        let direct: Vec<f64> = passages.ends.iter().map(|end| passages.direct(from, end)).collect();
        let to_end = |end: usize| {
            let via = (0..count).map(|via| direct[via] + passages.between[via * count + end]);
            (via.fold(f64::INFINITY, f64::min), end)
        };
        let mut to_ends: Vec<(f64, usize)> =
            (0..count).map(to_end).filter(|(far_m, _)| far_m.is_finite()).collect();
        to_ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        Some(Ways { passages, from, to_ends: to_ends.into() })
    }
}

impl Ways {
    /// How long the way to a point is in metres, as the crow flies where no water lies between;
    /// none when water has no way around.
    #[must_use]
    pub fn way_m(&self, to: Point, straight_m: f64) -> Option<f64> {
        let spot = Spot::of(to, self.passages.shrink);
        if !self.passages.crosses(self.from, spot, [NO_LINE; 2]) {
            return Some(straight_m);
        }
        let mut way_m = f64::INFINITY;
        for &(here_m, end) in self.to_ends.iter() {
            if here_m >= way_m {
                break;
            }
            let end = &self.passages.ends[end];
            if here_m + spot.distance_m(end.spot) < way_m {
                way_m = way_m.min(here_m + self.passages.direct(spot, end));
            }
        }
        way_m.is_finite().then_some(way_m.max(straight_m))
    }
}

/// The number of a line that there is not.
const NO_LINE: usize = usize::MAX;

impl Passages {
    /// How far an end is in a straight line that crosses nothing; infinite where it does.
    fn direct(&self, from: Spot, end: &End) -> f64 {
        if self.crosses(from, end.spot, [end.line, NO_LINE]) {
            f64::INFINITY
        } else {
            from.distance_m(end.spot)
        }
    }

    /// The shortest ways between all ends (Floyd and Warshall: there are two hundred at most).
    fn shortest(&self) -> Vec<f64> {
        let count = self.ends.len();
        let mut ways = vec![f64::INFINITY; count * count];
        for (a, one) in self.ends.iter().enumerate() {
            ways[a * count + a] = 0.0;
            for (b, other) in self.ends.iter().enumerate().skip(a + 1) {
                if !self.crosses(one.spot, other.spot, [one.line, other.line]) {
                    let way_m = one.spot.distance_m(other.spot);
                    (ways[a * count + b], ways[b * count + a]) = (way_m, way_m);
                }
            }
        }
        for via in 0..count {
            for a in 0..count {
                let to_via = ways[a * count + via];
                if to_via.is_infinite() {
                    continue;
                }
                for b in 0..count {
                    let way = to_via + ways[via * count + b];
                    if way < ways[a * count + b] {
                        ways[a * count + b] = way;
                    }
                }
            }
        }
        ways
    }

    /// Whether a straight line crosses a water line, other than those it begins or ends at.
    fn crosses(&self, from: Spot, to: Spot, except: [usize; 2]) -> bool {
        let lines = self.lines.iter().enumerate().filter(|(at, _)| !except.contains(at));
        lines.map(|(_, course)| course).any(|course| {
            boxes_touch(from, to, course.low, course.high)
                && course.spots.windows(2).any(|piece| meet(from, to, piece[0], piece[1]))
        })
    }
}

impl Course {
    fn of(line: &Line, shrink: f64) -> Self {
        let spots: Vec<Spot> = line.iter().map(|point| Spot::of(*point, shrink)).collect();
        let least = |pick: fn(&Spot) -> f64| spots.iter().map(pick).fold(f64::INFINITY, f64::min);
        let most =
            |pick: fn(&Spot) -> f64| spots.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
        let low = Spot { x: least(|spot| spot.x), y: least(|spot| spot.y) };
        let high = Spot { x: most(|spot| spot.x), y: most(|spot| spot.y) };
        Self { spots, low, high }
    }

    /// Both ends, unless they are one: a moat without a bridge.
    fn ends(&self, line: usize) -> impl Iterator<Item = End> + use<> {
        let both = self.spots.first().copied().zip(self.spots.last().copied());
        let both = both.filter(|(first, last)| first != last);
        both.into_iter().flat_map(|(first, last)| [first, last]).map(move |spot| End { spot, line })
    }
}

impl Spot {
    fn of(point: Point, shrink: f64) -> Self {
        Self { x: point.longitude * shrink * DEGREE_M, y: point.latitude * DEGREE_M }
    }

    fn distance_m(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Whether two stretches have a point in common, by the sides on which their ends lie.
fn meet(a: Spot, b: Spot, c: Spot, d: Spot) -> bool {
    let side = |p: Spot, q: Spot, r: Spot| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let apart = |one: f64, other: f64| one * other <= 0.0;
    // Stretches on one line meet only when their boxes touch; for most others that is the end.
    boxes_touch(a, b, c, d)
        && apart(side(a, b, c), side(a, b, d))
        && apart(side(c, d, a), side(c, d, b))
}

/// Whether the boxes around two stretches touch.
fn boxes_touch(a: Spot, b: Spot, c: Spot, d: Spot) -> bool {
    let touch = |a: f64, b: f64, c: f64, d: f64| a.min(b) <= c.max(d) && c.min(d) <= a.max(b);
    touch(a.x, b.x, c.x, d.x) && touch(a.y, b.y, c.y, d.y)
}

#[cfg(test)]
#[path = "ways_tests.rs"]
mod tests;
