//! Reading `.osm.pbf`.
//!
//! Nodes carry their own position and are handed over at once. Ways and relations only name
//! other objects, which usually stand before them in the file. So those that are places are
//! kept with their tags (a small part of any extract), and the file is read again only for what
//! they name: the ways of the relations, then the nodes of all. Memory grows with the places
//! that have a shape, never with the extract.

mod frames;
mod shaped;

use chrono::NaiveDate;
use koop_domain::listings::osm::classes::is_telling;
use osmpbf::{BlobDecode, Element, PrimitiveBlock};

use self::frames::{Frame, Frames};
use self::shaped::Shaped;
use super::bytes::Bytes;
use super::place::{self, Provider};
use super::reading::{Progress, ReadError, Send};
use super::{Tags, storable};

/// The type of the first blob of every extract.
pub(super) const HEADER_TYPE: &[u8] = b"OSMHeader";

/// What a file may ask of its readers. History files ask for more: they hold deleted objects.
const FEATURES: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Reads the places of an extract.
pub(super) fn read(
    bytes: &mut Bytes,
    today: NaiveDate,
    progress: &Progress,
    send: Send<'_>,
) -> Result<(), ReadError> {
    let mut frames = Frames::new(bytes, progress);
    read_header(&mut frames)?;
    let mut shaped = Shaped::default();
    let mut has_data = false;
    while let Some(frame) = frames.next()? {
        let Some(block) = block(&frame)? else { continue };
        has_data = true;
        Scan { frame: &frame, today, send: &mut *send, shaped: &mut shaped }.block(&block)?;
    }
    if !has_data {
        return Err(frames.damaged("it ends after its header"));
    }
    shaped.resolve(&mut frames, progress)?;
    for place in std::mem::take(&mut shaped.places) {
        let point = shaped.point(&place.outline);
        let provider = || Provider::osm(place.id);
        if let Some(item) = place::item(provider, place.tags, point, today) {
            send(item)?;
        }
    }
    Ok(())
}

fn read_header(frames: &mut Frames<'_>) -> Result<(), ReadError> {
    let Some(frame) = frames.next()? else { return Err(ReadError::Format) };
    frame.decode(|content| {
        let BlobDecode::OsmHeader(header) = content else { return Err(ReadError::Format) };
        let unknown = header.required_features().iter().find(|f| !FEATURES.contains(&f.as_str()));
        unknown.map_or(Ok(()), |feature| Err(ReadError::Unsupported(feature.clone())))
    })
}

/// The block of a frame; none for blobs of a type that readers should ignore.
fn block(frame: &Frame) -> Result<Option<PrimitiveBlock>, ReadError> {
    frame.decode(|content| match content {
        BlobDecode::OsmData(block) => Ok(Some(block)),
        BlobDecode::OsmHeader(_) | BlobDecode::Unknown(_) => Ok(None),
    })
}

/// Degrees out of nanodegrees: a division, for multiplying by 10⁻⁹ leaves a tail of digits that
/// nobody wrote.
fn degrees(latitude: i64, longitude: i64) -> (f64, f64) {
    (latitude as f64 / 1e9, longitude as f64 / 1e9)
}

/// The first reading of one block.
struct Scan<'a, 'b> {
    frame: &'a Frame,
    today: NaiveDate,
    send: Send<'b>,
    shaped: &'a mut Shaped,
}

impl Scan<'_, '_> {
    fn block(&mut self, block: &PrimitiveBlock) -> Result<(), ReadError> {
        let texts = self.texts(block)?;
        for element in block.elements() {
            match element {
                Element::DenseNode(node) => {
                    self.shaped.met_nodes(self.frame);
                    let pairs = node.raw_tags().map(|(k, v)| (i64::from(k), i64::from(v)));
                    if let Some(tags) = self.tags(&texts, pairs)? {
                        self.node(node.id(), tags, degrees(node.nano_lat(), node.nano_lon()))?;
                    }
                }
                Element::Node(node) => {
                    self.shaped.met_nodes(self.frame);
                    let pairs = node.raw_tags().map(|(k, v)| (i64::from(k), i64::from(v)));
                    if let Some(tags) = self.tags(&texts, pairs)? {
                        self.node(node.id(), tags, degrees(node.nano_lat(), node.nano_lon()))?;
                    }
                }
                Element::Way(way) => {
                    self.shaped.met_ways(self.frame);
                    let pairs = way.raw_tags().map(|(k, v)| (i64::from(k), i64::from(v)));
                    if let Some(tags) = self.tags(&texts, pairs)? {
                        let id = format!("way/{}", way.id());
                        self.shape(tags, |shaped, tags| shaped.keep_way(id, tags, &way))?;
                    }
                }
                Element::Relation(relation) => {
                    let pairs = relation.raw_tags().map(|(k, v)| (i64::from(k), i64::from(v)));
                    if let Some(tags) = self.tags(&texts, pairs)? {
                        let id = format!("relation/{}", relation.id());
                        self.shape(tags, |shaped, tags| shaped.keep_relation(id, tags, &relation))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn node(&mut self, id: i64, tags: Tags, at: (f64, f64)) -> Result<(), ReadError> {
        let provider = || Provider::osm(format!("node/{id}"));
        let item = place::item(provider, tags, place::position(Some(at)), self.today);
        item.map_or(Ok(()), |item| (self.send)(item))
    }

    /// Keeps a way or relation that is a place; says at once why another one is not.
    fn shape(&mut self, tags: Tags, keep: impl FnOnce(&mut Shaped, Tags)) -> Result<(), ReadError> {
        match place::judge(&tags) {
            Ok(_) => {
                keep(self.shaped, tags);
                Ok(())
            }
            Err(Some(reason)) => (self.send)(super::Item::Skip(None, reason)),
            Err(None) => Ok(()),
        }
    }

    fn texts<'t>(&self, block: &'t PrimitiveBlock) -> Result<Vec<&'t str>, ReadError> {
        let texts = block.raw_stringtable().iter().map(|text| std::str::from_utf8(text));
        texts.collect::<Result<_, _>>().map_err(|_| self.frame.damaged("a text is not UTF-8"))
    }

    /// The tags of an object, if any of them can make it a place.
    fn tags(
        &self,
        texts: &[&str],
        pairs: impl Iterator<Item = (i64, i64)>,
    ) -> Result<Option<Tags>, ReadError> {
        let text = |at: i64| {
            let text = usize::try_from(at).ok().and_then(|at| texts.get(at).copied());
            text.ok_or_else(|| self.frame.damaged("a tag names a text that is not there"))
        };
        let pairs = pairs
            .map(|(key, value)| Ok((text(key)?, text(value)?)))
            .collect::<Result<Vec<_>, ReadError>>()?;
        let is_telling = pairs.iter().any(|(key, _)| is_telling(key));
        let tags = pairs.into_iter().map(|(key, value)| (storable(key), storable(value)));
        Ok(is_telling.then(|| tags.collect()))
    }
}
