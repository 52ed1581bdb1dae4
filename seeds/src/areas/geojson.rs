//! GeoJSON of a map: outlines of areas, and lines of water.
//!
//! A feature with a polygon is an area, named by its properties (`naming`); one with a line and
//! `barrier=water` is water that nobody crosses. What is neither (a point, a road) is left out;
//! a polygon that cannot be named is a fault, for a map with a hole in it is worse than none.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use koop_domain::areas::model::{AreaKind, Flaw, Survey, Surveyed};
use koop_domain::areas::ways::Line;
use koop_domain::geo::Point;
use koop_domain::imports::model::Counts;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::Fault;
use super::naming::{self, Named};

/// The reason for features that are no part of a map.
const NEITHER: &str = "neither an area nor water";
/// What a coordinate reference system may be called that means longitude and latitude.
const DEGREES: [&str; 3] = ["CRS84", "4326", "4258"];

/// Reads a feature collection.
pub(super) fn read(text: &str) -> Result<(Survey, Counts), Fault> {
    let mut reading = Reading::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let done = Collection(&mut reading).deserialize(&mut json).and_then(|()| json.end());
    if let Err(error) = done {
        return Err(reading.fault_of(&error));
    }
    Ok(reading.finish())
}

/// A feature as it stands in the file.
#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    geometry: Option<Geometry>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    coordinates: Value,
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    /// Which features were read, counted from 1.
    count: usize,
    areas: Vec<Surveyed>,
    /// Where each area stands in the file.
    seen: HashMap<(AreaKind, String), usize>,
    /// Areas that are only named as lying around others.
    named: BTreeMap<(AreaKind, String), Surveyed>,
    water: Vec<Line>,
    attribution: Option<String>,
    counts: Counts,
    fault: Option<Fault>,
}

impl Reading {
    /// Takes a feature over.
    fn take(&mut self, feature: Feature) -> Result<(), Fault> {
        self.count += 1;
        let properties = feature.properties.unwrap_or_default();
        let called = naming::text(&properties, &["naam", "name", "code", "cbs_code"]);
        let called = called.map_or_else(String::new, |name| format!(" ({name})"));
        let fault = |what: &dyn ToString| {
            Fault::damaged(format!("feature {}{called}", self.count), what.to_string())
        };
        let shape =
            feature.geometry.as_ref().map(Shape::of).transpose().map_err(|what| fault(&what))?;
        let is_water = properties.get("barrier").and_then(Value::as_str) == Some("water");
        match shape {
            Some(Shape::Lines(lines)) if is_water => {
                if let Some(flaw) = lines.iter().find_map(flaw) {
                    return Err(fault(&flaw));
                }
                self.water.extend(lines);
                Ok(())
            }
            Some(Shape::Outline(_)) if is_water => {
                Err(fault(&"water is drawn as lines that break off where a bridge is"))
            }
            Some(Shape::Outline(outline)) => {
                let named = naming::read(&properties).map_err(|what| fault(&what))?;
                let area = named.area(outline);
                area.check().map_err(|flaw| fault(&flaw))?;
                self.take_area(area, named)
            }
            // An area may be known by name alone, when those inside it are drawn.
            None if properties.contains_key("kind") => {
                let named = naming::read(&properties).map_err(|what| fault(&what))?;
                let area = named.area(MultiPolygon::new(Vec::new()));
                area.check().map_err(|flaw| fault(&flaw))?;
                self.take_area(area, named)
            }
            Some(Shape::Lines(_) | Shape::Other) | None => {
                self.counts.skip(NEITHER);
                Ok(())
            }
        }
    }

    fn take_area(&mut self, area: Surveyed, named: Named) -> Result<(), Fault> {
        let key = (area.kind, area.code.clone());
        if let Some(other) = self.seen.insert(key, self.count) {
            let what = format!("feature {other} has the code {} too", area.code);
            return Err(Fault::damaged(format!("feature {} ({})", self.count, area.name), what));
        }
        self.areas.push(area);
        for around in named.around {
            around.check().map_err(|flaw| {
                let at = format!("feature {} ({})", self.count, around.name);
                Fault::damaged(at, flaw.to_string())
            })?;
            self.named.entry((around.kind, around.code.clone())).or_insert(around);
        }
        Ok(())
    }

    /// Areas that are drawn themselves are not added by their names.
    fn finish(self) -> (Survey, Counts) {
        let Self { mut areas, seen, named, water, attribution, counts, .. } = self;
        areas.extend(named.into_iter().filter(|(key, _)| !seen.contains_key(key)).map(|it| it.1));
        (Survey { areas, water, attribution }, counts)
    }

    fn fault_of(&mut self, error: &serde_json::Error) -> Fault {
        if let Some(fault) = self.fault.take() {
            return fault;
        }
        let (line, column) = (error.line(), error.column());
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        let at = format!("feature {}, line {line}, column {column}", self.count + 1);
        Fault::damaged(at, what)
    }
}

/// The shapes of GeoJSON that a map is made of.
enum Shape {
    Outline(MultiPolygon),
    Lines(Vec<Line>),
    Other,
}

impl Shape {
    fn of(geometry: &Geometry) -> Result<Self, String> {
        let at = &geometry.coordinates;
        let outline = |polygons: Vec<Polygon>| Self::Outline(MultiPolygon::new(polygons));
        Ok(match geometry.kind.as_str() {
            "Polygon" => outline(vec![polygon(at)?]),
            "MultiPolygon" => outline(list(at)?.iter().map(polygon).collect::<Result<_, _>>()?),
            "LineString" => Self::Lines(vec![line(at)?]),
            "MultiLineString" => Self::Lines(list(at)?.iter().map(line).collect::<Result<_, _>>()?),
            _ => Self::Other,
        })
    }
}

fn polygon(at: &Value) -> Result<Polygon, String> {
    let mut rings = list(at)?
        .iter()
        .map(|ring| -> Result<LineString, String> { list(ring)?.iter().map(position).collect() });
    let exterior = rings.next().ok_or("its polygon has no ring")??;
    Ok(Polygon::new(exterior, rings.collect::<Result<_, _>>()?))
}

fn line(at: &Value) -> Result<Line, String> {
    let point = |at: &Value| position(at).map(|c| Point { latitude: c.y, longitude: c.x });
    list(at)?.iter().map(point).collect()
}

fn position(at: &Value) -> Result<Coord, String> {
    let degrees = |nth: usize| at.get(nth).and_then(Value::as_f64);
    let (x, y) = degrees(0).zip(degrees(1)).ok_or("its coordinates are not pairs of numbers")?;
    if Point::new(y, x).is_err() {
        return Err(format!(
            "the position {x}, {y} is not longitude, latitude in degrees (WGS 84)"
        ));
    }
    Ok(Coord { x, y })
}

fn list(at: &Value) -> Result<&Vec<Value>, String> {
    at.as_array().ok_or_else(|| "its coordinates are not lists of positions".to_owned())
}

/// Why a line cannot be water.
fn flaw(line: &Line) -> Option<Flaw> {
    match line.as_slice() {
        [] | [_] => Some(Flaw::NoLine),
        [first, .., last] if first == last => Some(Flaw::Ring),
        _ => None,
    }
}

/// The object at the top.
struct Collection<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Collection<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON feature collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut is_collection = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    is_collection = true;
                    map.next_value_seed(Features(&mut *self.0))?;
                }
                "attribution" => {
                    let line: Value = map.next_value()?;
                    self.0.attribution = line.as_str().map(str::to_owned);
                }
                "crs" => {
                    let crs: Value = map.next_value()?;
                    let name = crs["properties"]["name"].as_str().unwrap_or_default();
                    if !name.is_empty() && !DEGREES.iter().any(|known| name.ends_with(known)) {
                        let what = format!(
                            "its positions are in {name}: save it with longitude and latitude (WGS 84)"
                        );
                        self.0.fault = Some(Fault::damaged("crs", what));
                        return Err(serde::de::Error::custom("stopped"));
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if !is_collection {
            self.0.fault =
                Some(Fault::damaged("the top", "it is not a GeoJSON feature collection"));
            return Err(serde::de::Error::custom("stopped"));
        }
        Ok(())
    }
}

/// The list of features.
struct Features<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(feature) = list.next_element::<Feature>()? {
            if let Err(fault) = self.0.take(feature) {
                // The parser's own error cannot carry ours.
                self.0.fault = Some(fault);
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
