//! What the Overpass API answers as JSON: a list of elements.
//!
//! How much an element says of its shape was the choice of whoever asked. With `out geom` its
//! corners stand in it and with `out center` a point does; with `out body` it names nodes and
//! ways, which may stand elsewhere in the answer, and which the file is then read again for.

use chrono::NaiveDate;
use geo::Coord;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Tags;
use super::bytes::Bytes;
use super::geojson::texts;
use super::geometry::{join, of_chains, of_line};
use super::json::{self, Object};
use super::outline::{self, Outline, Outlines};
use super::place::{self, Provider};
use super::reading::{Progress, ReadError, Send};

/// How often the file is read for what its places name: for ways, and for the nodes of those.
const AGAIN_MAX: usize = 2;

/// An element as it stands in the file.
#[derive(Deserialize)]
pub(super) struct Element {
    #[serde(rename = "type")]
    kind: String,
    id: i64,
    lat: Option<f64>,
    lon: Option<f64>,
    center: Option<Corner>,
    bounds: Option<Bounds>,
    /// Corners beyond the asked box are null.
    #[serde(default)]
    geometry: Vec<Option<Corner>>,
    #[serde(default)]
    nodes: Vec<i64>,
    #[serde(default)]
    members: Vec<Member>,
    #[serde(default)]
    tags: Map<String, Value>,
}

/// A member of a relation.
#[derive(Deserialize)]
struct Member {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "ref")]
    id: i64,
    #[serde(default)]
    role: String,
    lat: Option<f64>,
    lon: Option<f64>,
    #[serde(default)]
    geometry: Vec<Option<Corner>>,
}

#[derive(Clone, Copy, Deserialize)]
struct Corner {
    lat: f64,
    lon: f64,
}

#[derive(Clone, Copy, Deserialize)]
struct Bounds {
    minlat: f64,
    minlon: f64,
    maxlat: f64,
    maxlon: f64,
}

/// Places whose position is known once the elements that they name are.
#[derive(Default)]
pub(super) struct Shaped {
    places: Vec<ShapedPlace>,
    outlines: Outlines,
}

struct ShapedPlace {
    id: String,
    tags: Tags,
    outline: Outline,
    /// Where it lies roughly, in case that the answer does not hold what it names.
    around: Option<(f64, f64)>,
}

impl Shaped {
    /// Takes an element of the first reading: hands its place over, or keeps it for later.
    pub(super) fn take(
        &mut self,
        element: Element,
        today: NaiveDate,
        send: Send<'_>,
    ) -> Result<(), ReadError> {
        self.meet(&element);
        let id = format!("{}/{}", element.kind, element.id);
        let point = match element.kind.as_str() {
            "node" => element.lat.zip(element.lon),
            "way" | "relation" => element.drawn(),
            // Counts, areas and what a query makes up.
            _ => return Ok(()),
        };
        let tags = texts(&element.tags);
        let names_others = !element.nodes.is_empty() || !element.members.is_empty();
        if point.is_none() && names_others && place::judge(&tags).is_ok() {
            let around = element.around();
            let outline = element.outline(&mut self.outlines);
            self.places.push(ShapedPlace { id, tags, outline, around });
            return Ok(());
        }
        let point = place::position(point.or_else(|| element.around()));
        let item = place::item(|| Provider::osm(id), tags, point, today);
        item.map_or(Ok(()), send)
    }

    /// Reads the file again, from where its text begins, for what its places name, and hands
    /// those over.
    pub(super) fn finish(
        mut self,
        bytes: &mut Bytes,
        begin: u64,
        today: NaiveDate,
        progress: &Progress,
        send: Send<'_>,
    ) -> Result<(), ReadError> {
        for _ in 0..AGAIN_MAX {
            if !self.outlines.lacks_ways() && !self.outlines.lacks_nodes() {
                break;
            }
            bytes.go_to(begin)?;
            json::objects(bytes, progress, &mut |object, _| {
                if let Object::Element(element) = object {
                    self.meet(&element);
                }
                Ok(())
            })?;
        }
        for ShapedPlace { id, tags, outline, around } in self.places {
            let point = place::position(self.outlines.point(&outline).or(around));
            if let Some(item) = place::item(|| Provider::osm(id), tags, point, today) {
                send(item)?;
            }
        }
        Ok(())
    }

    fn meet(&mut self, element: &Element) {
        match (element.kind.as_str(), element.lat.zip(element.lon)) {
            ("node", Some(at)) => self.outlines.meet_node(element.id, at),
            ("way", _) if !element.nodes.is_empty() => {
                self.outlines.meet_way(element.id, || element.nodes.clone());
            }
            _ => {}
        }
    }
}

impl Element {
    /// A point for the shape that stands in the element itself, as (latitude, longitude).
    fn drawn(&self) -> Option<(f64, f64)> {
        if self.kind == "way" {
            return of_line(corners(&self.geometry));
        }
        let lines = |wanted: bool| {
            let ways = self.members.iter().filter(|member| member.kind == "way");
            let ways = ways.filter(|member| (member.role == "inner") == wanted);
            ways.map(|member| corners(&member.geometry)).collect()
        };
        let (closed, open) = join(lines(false));
        let (holes, _) = join(lines(true));
        let nodes = self.members.iter().filter_map(|node| node.lat.zip(node.lon));
        let nodes: Vec<Coord> = nodes.map(|(y, x)| Coord { x, y }).collect();
        of_chains(closed, open, holes, &nodes)
    }

    /// The point that the answer gives, or the middle of the box that it gives.
    fn around(&self) -> Option<(f64, f64)> {
        let middle = |b: Bounds| ((b.minlat + b.maxlat) / 2.0, (b.minlon + b.maxlon) / 2.0);
        self.center.map(|at| (at.lat, at.lon)).or_else(|| self.bounds.map(middle))
    }

    fn outline(self, outlines: &mut Outlines) -> Outline {
        if self.kind == "way" {
            return outlines.of_way(self.nodes);
        }
        outlines.of_relation(self.members.iter().filter_map(|member| {
            Some(match member.kind.as_str() {
                "way" if member.role == "inner" => outline::Member::Inner(member.id),
                "way" => outline::Member::Outer(member.id),
                "node" => outline::Member::Node(member.id),
                _ => return None,
            })
        }))
    }
}

fn corners(geometry: &[Option<Corner>]) -> Vec<Coord> {
    geometry.iter().flatten().map(|corner| Coord { x: corner.lon, y: corner.lat }).collect()
}
