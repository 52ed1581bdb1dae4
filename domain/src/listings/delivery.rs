//! Delivery: where to, by whom, for how much.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::geo::Point;

/// Who delivers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Courier {
    /// The business itself.
    Own,
    /// A cooperative of couriers.
    Cooperative,
    /// A platform.
    Platform,
}

/// Where is delivered to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum DeliveryArea {
    /// Within a distance of the door.
    Radius {
        /// In metres.
        radius_m: u32,
    },
    /// To these four-digit postcodes.
    Postcodes {
        /// Such as `1093`.
        postcodes: Vec<String>,
    },
    /// Inside a ring on the map.
    Polygon {
        /// The ring; the last point need not repeat the first.
        ring: Vec<Point>,
    },
    /// It delivers, but nobody said where.
    Unknown,
}

/// How a listing delivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Where to.
    pub area: DeliveryArea,
    /// The least order, in euro cents.
    pub minimum_cents: Option<i64>,
    /// The fee, in euro cents.
    pub fee_cents: Option<i64>,
    /// Who brings it.
    pub courier: Option<Courier>,
    /// By bike.
    pub by_bike: bool,
    /// In packaging that goes back.
    pub returnable_packaging: bool,
    /// No deliveries until then.
    pub paused_until: Option<DateTime<Utc>>,
    /// Busy: so many minutes longer.
    pub busy_minutes: Option<u32>,
}
