//! The shapes of GeoJSON, and a point for each.

use geo::Coord;
use koop_domain::geo::Point;
use serde::Deserialize;
use serde_json::Value;

use super::super::geometry::{inside, of_line, polygons};
use super::super::place::{OFF_EARTH, position};

/// A shape as it stands in the file.
#[derive(Deserialize)]
pub(in crate::osm) struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Value,
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// Why coordinates give no point.
enum Trouble {
    /// They are not pairs of numbers: the file is damaged.
    NotNumbers,
    /// They are numbers, but not of a place on earth.
    OffEarth,
}

/// A point for a shape, or the reason why it has none.
///
/// # Errors
/// What is wrong, when the coordinates are not numbers at all.
pub(super) fn point(geometry: &Geometry) -> Result<Result<Point, &'static str>, &'static str> {
    match latitude_longitude(geometry) {
        Ok(point) => Ok(position(point)),
        Err(Trouble::OffEarth) => Ok(Err(OFF_EARTH)),
        Err(Trouble::NotNumbers) => Err("its coordinates are not numbers"),
    }
}

fn latitude_longitude(geometry: &Geometry) -> Result<Option<(f64, f64)>, Trouble> {
    let at = &geometry.coordinates;
    Ok(match geometry.kind.as_str() {
        "Point" if at.as_array().is_some_and(Vec::is_empty) => None,
        "Point" => Some(pair(at)?).map(|point| (point.y, point.x)),
        "MultiPoint" => line(at)?.first().map(|point| (point.y, point.x)),
        "LineString" => of_line(line(at)?),
        "MultiLineString" => {
            of_line(lines(at)?.into_iter().max_by_key(Vec::len).unwrap_or_default())
        }
        "Polygon" => inside(polygon(at)?),
        "MultiPolygon" => {
            let parts = list(at)?.iter().map(polygon).collect::<Result<Vec<_>, _>>()?;
            inside(parts.into_iter().flatten().collect())
        }
        "GeometryCollection" => {
            for part in &geometry.geometries {
                if let Some(point) = latitude_longitude(part)? {
                    return Ok(Some(point));
                }
            }
            None
        }
        _ => None,
    })
}

fn polygon(value: &Value) -> Result<Vec<geo::Polygon>, Trouble> {
    let mut rings = lines(value)?;
    if rings.is_empty() {
        return Ok(vec![]);
    }
    let inner = rings.split_off(1);
    Ok(polygons(rings, inner))
}

fn lines(value: &Value) -> Result<Vec<Vec<Coord>>, Trouble> {
    list(value)?.iter().map(line).collect()
}

fn line(value: &Value) -> Result<Vec<Coord>, Trouble> {
    list(value)?.iter().map(pair).collect()
}

fn list(value: &Value) -> Result<&Vec<Value>, Trouble> {
    value.as_array().ok_or(Trouble::NotNumbers)
}

fn pair(value: &Value) -> Result<Coord, Trouble> {
    let number = |at: usize| value.get(at).and_then(Value::as_f64).ok_or(Trouble::NotNumbers);
    let (x, y) = (number(0)?, number(1)?);
    Point::new(y, x).map(|_| Coord { x, y }).map_err(|_| Trouble::OffEarth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point_of(json: &str) -> Result<Result<Point, &'static str>, &'static str> {
        point(&serde_json::from_str(json).unwrap())
    }

    fn at(latitude: f64, longitude: f64) -> Result<Result<Point, &'static str>, &'static str> {
        Ok(Ok(Point { latitude, longitude }))
    }

    #[test]
    fn every_shape_has_a_point() {
        let square = "[[[0,0],[4,0],[4,2],[0,2],[0,0]]]";
        let cases = [
            (r#"{"type":"Point","coordinates":[4.9,52.3,7.0]}"#.to_owned(), at(52.3, 4.9)),
            (r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#.to_owned(), at(2.0, 1.0)),
            (r#"{"type":"LineString","coordinates":[[0,0],[4,0]]}"#.to_owned(), at(0.0, 2.0)),
            (
                r#"{"type":"MultiLineString","coordinates":[[[9,9]],[[0,0],[4,0]]]}"#.to_owned(),
                at(0.0, 2.0),
            ),
            (format!(r#"{{"type":"Polygon","coordinates":{square}}}"#), at(1.0, 2.0)),
            (format!(r#"{{"type":"MultiPolygon","coordinates":[{square}]}}"#), at(1.0, 2.0)),
            (
                r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[]},
                   {"type":"Point","coordinates":[4,52]}]}"#
                    .to_owned(),
                at(52.0, 4.0),
            ),
        ];
        for (json, expected) in cases {
            assert_eq!(point_of(&json), expected, "{json}");
        }
    }

    #[test]
    fn an_empty_or_unknown_shape_has_no_position() {
        for json in [
            r#"{"type":"Point","coordinates":[]}"#,
            r#"{"type":"Polygon","coordinates":[]}"#,
            r#"{"type":"LineString","coordinates":[]}"#,
            r#"{"type":"Circle","coordinates":[1,2]}"#,
        ] {
            assert_eq!(point_of(json), Ok(Err("no position")), "{json}");
        }
    }

    #[test]
    fn degrees_beyond_the_earth_are_told_apart_from_damage() {
        assert_eq!(point_of(r#"{"type":"Point","coordinates":[4.9,152.3]}"#), Ok(Err(OFF_EARTH)));
        for coordinates in ["[\"NaN\",52]", "[null,null]", "[4.9]", "\"4.9,52.3\"", "null"] {
            let json = format!(r#"{{"type":"Point","coordinates":{coordinates}}}"#);
            assert!(point_of(&json).is_err(), "{json}");
        }
    }
}
