//! Ways around the water: a straight line that crosses a canal is not how anybody cycles.
//!
//! A water is drawn as lines that break off where a bridge, tunnel or ferry is. A way that would
//! cross a line goes by the ends of lines instead, whichever way round is shortest.

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
    lines: Vec<Vec<Spot>>,
    /// Both ends of each line.
    ends: Vec<End>,
    /// The shortest ways between ends, in metres, by row.
    between: Vec<f64>,
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
    /// How far each end is by the shortest way, in metres.
    to_ends: Arc<[f64]>,
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
        let flat = |line: Line| line.into_iter().map(|point| Spot::of(point, shrink)).collect();
        let lines: Vec<Vec<Spot>> = lines.into_iter().map(flat).collect();
        let ends = lines.iter().enumerate().flat_map(|(at, line)| {
            let both = line.first().into_iter().chain(line.last());
            both.map(move |spot| End { spot: *spot, line: at })
        });
        let ends: Vec<End> = ends.collect();
        let mut passages = Passages { shrink, lines, ends, between: Vec::new() };
        passages.between = passages.shortest();
        Self(Some(Arc::new(passages)))
    }

    /// The ways from a point; none where there is no water to go around.
    #[must_use]
    pub fn ways_from(&self, point: Point) -> Option<Ways> {
        let passages = Arc::clone(self.0.as_ref()?);
        let from = Spot::of(point, passages.shrink);
        let direct: Vec<f64> = passages.direct(from);
        let count = passages.ends.len();
        let to_ends = (0..count).map(|end| {
            let via = (0..count).map(|via| direct[via] + passages.between[via * count + end]);
            via.fold(f64::INFINITY, f64::min)
        });
        let to_ends = to_ends.collect();
        Some(Ways { passages, from, to_ends })
    }
}

impl Ways {
    /// How long the way to a point is in metres, as the crow flies where no water lies between;
    /// none when water has no way around.
    #[must_use]
    pub fn way_m(&self, to: Point, straight_m: f64) -> Option<f64> {
        let spot = Spot::of(to, self.passages.shrink);
        if !self.passages.crosses(self.from, spot, &[]) {
            return Some(straight_m);
        }
        let direct = self.passages.direct(spot);
        let via = direct.iter().zip(self.to_ends.iter()).map(|(there, here)| there + here);
        let way = via.fold(f64::INFINITY, f64::min);
        way.is_finite().then_some(way.max(straight_m))
    }
}

impl Passages {
    /// How far each end is in a straight line that crosses nothing; infinite where it does.
    fn direct(&self, from: Spot) -> Vec<f64> {
        let far = |end: &End| match self.crosses(from, end.spot, &[end.line]) {
            true => f64::INFINITY,
            false => from.distance_m(end.spot),
        };
        self.ends.iter().map(far).collect()
    }

    /// The shortest ways between all ends (Floyd and Warshall: there are a few dozen).
    fn shortest(&self) -> Vec<f64> {
        let count = self.ends.len();
        let mut ways = vec![f64::INFINITY; count * count];
        for (a, one) in self.ends.iter().enumerate() {
            for (b, other) in self.ends.iter().enumerate() {
                if a == b {
                    ways[a * count + b] = 0.0;
                } else if !self.crosses(one.spot, other.spot, &[one.line, other.line]) {
                    ways[a * count + b] = one.spot.distance_m(other.spot);
                }
            }
        }
        for via in 0..count {
            for a in 0..count {
                for b in 0..count {
                    let way = ways[a * count + via] + ways[via * count + b];
                    if way < ways[a * count + b] {
                        ways[a * count + b] = way;
                    }
                }
            }
        }
        ways
    }

    /// Whether a straight line crosses a water line, other than those it begins or ends at.
    fn crosses(&self, from: Spot, to: Spot, except: &[usize]) -> bool {
        let lines = self.lines.iter().enumerate().filter(|(at, _)| !except.contains(at));
        lines.flat_map(|(_, line)| line.windows(2)).any(|piece| meet(from, to, piece[0], piece[1]))
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
    apart(side(a, b, c), side(a, b, d)) && apart(side(c, d, a), side(c, d, b)) && near(a, b, c, d)
}

/// Whether the boxes around two stretches touch: stretches on one line meet only then.
fn near(a: Spot, b: Spot, c: Spot, d: Spot) -> bool {
    let touch = |a: f64, b: f64, c: f64, d: f64| a.min(b) <= c.max(d) && c.min(d) <= a.max(b);
    touch(a.x, b.x, c.x, d.x) && touch(a.y, b.y, c.y, d.y)
}
