//! Places as boxes: two ranges of numbers, never smaller than what was asked for.

use koop_domain::geo::{Bounds, Point};

/// The least metres in a degree of latitude, so that boxes are rather too large.
const DEGREE_M: f64 = 111_000.0;
/// Ranges are taken this much wider, in degrees: some ten centimetres.
const SPARE: f64 = 0.000_001;
/// So near a pole, every longitude is near.
const POLAR_LATITUDE: f64 = 89.0;

/// What lies in a box.
pub(super) fn inside(bounds: &Bounds) -> String {
    let Bounds { south, west, north, east } = bounds;
    let (south, north) = (south - SPARE, north + SPARE);
    let upright = format!("latitude {south} TO {north}");
    let across = if west <= east {
        format!("longitude {} TO {}", west - SPARE, east + SPARE)
    } else {
        // It lies across the date line.
        format!("(longitude >= {} OR longitude <= {})", west - SPARE, east + SPARE)
    };
    format!("{upright} AND {across}")
}

/// What lies in the box around a circle.
pub(super) fn around(middle: Point, radius_m: f64) -> String {
    let rise = radius_m / DEGREE_M;
    let (south, north) = (middle.latitude - rise, middle.latitude + rise);
    let widest = south.abs().max(north.abs());
    let reach = rise / widest.to_radians().cos();
    if widest > POLAR_LATITUDE || reach >= 180.0 {
        return format!("latitude {south} TO {north}");
    }
    let turned = |longitude: f64| (longitude + 540.0).rem_euclid(360.0) - 180.0;
    let (west, east) = (turned(middle.longitude - reach), turned(middle.longitude + reach));
    inside(&Bounds { south, west, north, east })
}

/// What does not lie in the box within a circle; none for a circle that is next to nothing.
pub(super) fn beyond(middle: Point, radius_m: f64) -> Option<String> {
    // Half the side of the box, in degrees that are rather too long.
    let rise = radius_m / std::f64::consts::SQRT_2 / (DEGREE_M * 1.01);
    let reach = rise / middle.latitude.to_radians().cos().max(f64::MIN_POSITIVE);
    let [west, east] = [middle.longitude - reach, middle.longitude + reach];
    let plain = middle.latitude.abs() < POLAR_LATITUDE && west > -180.0 && east < 180.0;
    let (south, north) = (middle.latitude - rise, middle.latitude + rise);
    (plain && rise > 2.0 * SPARE)
        .then(|| format!("NOT (latitude {south} TO {north} AND longitude {west} TO {east})"))
}

#[cfg(test)]
#[path = "boxes_tests.rs"]
mod tests;
