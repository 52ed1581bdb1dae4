//! Places as boxes: two ranges of numbers, never smaller than what was asked for.

use koop_domain::geo::{Bounds, Point};

/// The least metres in a degree of latitude, so that boxes are rather too large.
const DEGREE_M: f64 = 111_000.0;
/// Ranges are taken this much wider, in degrees: some ten centimetres.
const SPARE: f64 = 0.000_001;
/// Into so many bands a circle is cut, to leave out what lies in it.
const BANDS: usize = 16;
/// A circle whose bands would be thinner than this many of [`SPARE`] is not worth it.
const SPARE_BANDS: f64 = 100.0;
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

/// What does not lie in the bands that fill most of a circle; none for a circle that is next to
/// nothing.
pub(super) fn beyond(middle: Point, radius_m: f64) -> Option<String> {
    // Degrees that are rather too long keep the bands inside.
    let height = radius_m / (DEGREE_M * 1.01);
    let widest = (middle.latitude.abs() + height).min(90.0).to_radians().cos();
    let narrowest = middle.latitude.to_radians().cos();
    let plain = widest > POLAR_LATITUDE.to_radians().cos()
        && middle.longitude.abs() + height / widest < 180.0;
    if !plain || height < SPARE_BANDS * SPARE {
        return None;
    }
    let band = |at: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a handful of bands")]
        let [low, high] = [at as f64, (at + 1) as f64].map(|at| at * 2.0 / BANDS as f64 - 1.0);
        // As wide as the circle is where the band is narrowest.
        let half = (1.0 - low.abs().max(high.abs()).powi(2)).max(0.0).sqrt();
        let reach = height * half / narrowest.max(widest);
        let (south, north) = (middle.latitude + height * low, middle.latitude + height * high);
        let (west, east) = (middle.longitude - reach, middle.longitude + reach);
        format!("(latitude {south} TO {north} AND longitude {west} TO {east})")
    };
    let bands: Vec<String> = (0..BANDS).map(band).collect();
    Some(format!("NOT ({})", bands.join(" OR ")))
}

#[cfg(test)]
#[path = "boxes_tests.rs"]
mod tests;
