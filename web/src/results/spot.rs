//! Places on the map as they stand in the address bar: a point rounded to three decimals, a
//! frame of the map, where something must be delivered.

use koop_domain::geo::{Bounds, Point};
use koop_domain::listings::error::Problem;

/// A place on the map in thousandths of a degree, no finer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Thousandths of a degree north.
    pub north: i32,
    /// Thousandths of a degree east.
    pub east: i32,
}

/// Where it must be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DeliverWhere {
    /// To [`State::spot`]; without one, the page asks.
    Here,
    /// In this four-digit postcode.
    Postcode(String),
}

/// The frame of the map: its south-western and north-eastern corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// South and west.
    pub low: Spot,
    /// North and east.
    pub high: Spot,
}

impl Spot {
    /// The spot of a point: the nearest thousandth.
    #[must_use]
    pub(crate) fn of(point: Point) -> Self {
        Self { north: thousandths(point.latitude), east: thousandths(point.longitude) }
    }

    /// The point.
    #[must_use]
    pub(crate) fn point(self) -> Point {
        Point { latitude: f64::from(self.north) / 1000.0, longitude: f64::from(self.east) / 1000.0 }
    }

    /// Reads degrees north and east.
    pub(crate) fn read(value: &str) -> Result<Self, Problem> {
        let mut numbers = value.split(',').map(|it| it.trim().parse::<f64>());
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(north)), Some(Ok(east)), None) => {
                Point::new(north, east).map(Self::of).map_err(|_| Problem::OutOfRange)
            }
            _ => Err(Problem::Unreadable),
        }
    }

    pub(crate) fn write(self) -> String {
        format!("{:.3},{:.3}", self.point().latitude, self.point().longitude)
    }
}

impl Frame {
    /// Reads the south, west, north and east of it.
    pub(super) fn read(value: &str) -> Result<Self, Problem> {
        let parts: Vec<&str> = value.split(',').collect();
        let [south, west, north, east] = parts[..] else { return Err(Problem::Unreadable) };
        let low = Spot::read(&format!("{south},{west}"))?;
        let high = Spot::read(&format!("{north},{east}"))?;
        if low.north > high.north {
            return Err(Problem::EndsBeforeStart);
        }
        Ok(Self { low, high })
    }

    /// As it stands in the address bar.
    pub(super) fn write(self) -> String {
        format!("{},{}", self.low.write(), self.high.write())
    }

    /// The box on the map.
    #[must_use]
    pub(crate) fn bounds(self) -> Bounds {
        let (low, high) = (self.low.point(), self.high.point());
        Bounds {
            south: low.latitude,
            west: low.longitude,
            north: high.latitude,
            east: high.longitude,
        }
    }
}

impl DeliverWhere {
    /// `hier`, or a postcode: `1093`, `1093 AB`.
    pub(super) fn read(value: &str) -> Option<Self> {
        if value == "hier" {
            return Some(Self::Here);
        }
        let (digits, letters) = value.split_at_checked(4)?;
        let letters = letters.trim();
        let right = digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0')
            && (letters.is_empty()
                || (letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_alphabetic())));
        right.then(|| Self::Postcode(digits.to_owned()))
    }

    pub(super) fn write(&self) -> String {
        match self {
            Self::Here => "hier".to_owned(),
            Self::Postcode(digits) => digits.clone(),
        }
    }
}

fn thousandths(degrees: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "degrees on earth are at most 180")]
    let rounded = (degrees * 1000.0).round() as i32;
    rounded
}
