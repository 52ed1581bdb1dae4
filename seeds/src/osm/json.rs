//! Reading JSON: a GeoJSON collection, GeoJSON features one after another, or what Overpass
//! answers.
//!
//! Objects are deserialised one at a time, straight from the file. A meter between file and
//! parser counts the bytes since the last object and refuses one beyond [`OBJECT_MAX_BYTES`], so
//! that no input, however long its lines, fills the memory.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::bytes::Bytes;
use super::geojson::Feature;
use super::one_line;
use super::overpass::Element;
use super::reading::{Progress, ReadError};

/// The largest object: a country's border in full detail, or far too much for a shop.
const OBJECT_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What stands before each feature in a GeoJSON text sequence (RFC 8142).
pub(super) const RECORD_SEPARATOR: u8 = 0x1E;

/// How much of what Overpass remarks is repeated, in characters.
const REMARK_MAX: usize = 200;

/// What is found in a file.
pub(super) enum Object {
    /// Of GeoJSON.
    Feature(Feature),
    /// Of Overpass.
    Element(Element),
}

impl From<Feature> for Object {
    fn from(feature: Feature) -> Self {
        Self::Feature(feature)
    }
}

impl From<Element> for Object {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// Where objects go, each with its place in words.
pub(super) type Take<'a> = &'a mut dyn FnMut(Object, Place) -> Result<(), ReadError>;

/// Which object of the file it is.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// What its format calls it.
    noun: &'static str,
    /// Counted from 1.
    number: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.noun, self.number)
    }
}

/// Reads the objects of a file from where it stands to its end.
pub(super) fn objects(
    bytes: &mut Bytes,
    progress: &Progress,
    take: Take<'_>,
) -> Result<(), ReadError> {
    let since = Rc::new(Cell::new(0));
    let meter = Meter { inner: bytes, since: Rc::clone(&since), progress };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(meter));
    let mut objects = Objects { take, since, noun: "feature", count: 0, fault: None };
    loop {
        match json.end() {
            Ok(()) => return Ok(()),
            Err(error) if error.is_io() => return Err(objects.fault_of(error)),
            // Something follows: the next object.
            Err(_) => {}
        }
        if let Err(error) = Top(&mut objects).deserialize(&mut json) {
            return Err(objects.fault_of(error));
        }
        objects.since.set(0);
    }
}

/// Where objects go, and what became of them.
struct Objects<'a> {
    take: Take<'a>,
    since: Rc<Cell<u64>>,
    noun: &'static str,
    count: u64,
    fault: Option<ReadError>,
}

impl Objects<'_> {
    /// Hands an object over. The parser's own error cannot carry ours, so that waits in `fault`.
    fn take<E: serde::de::Error>(&mut self, object: Object) -> Result<(), E> {
        self.count += 1;
        self.since.set(0);
        let taken = (self.take)(object, Place { noun: self.noun, number: self.count });
        taken.map_err(|fault| self.stop(fault))
    }

    fn stop<E: serde::de::Error>(&mut self, fault: ReadError) -> E {
        self.fault = Some(fault);
        E::custom("stopped")
    }

    fn fault_of(&mut self, error: serde_json::Error) -> ReadError {
        if let Some(fault) = self.fault.take() {
            return fault;
        }
        let next = Place { noun: self.noun, number: self.count + 1 };
        let at = format!("{next}, line {}, column {}", error.line(), error.column());
        if self.since.get() > OBJECT_MAX_BYTES {
            let limit = OBJECT_MAX_BYTES / 1024 / 1024;
            return ReadError::damaged(at, format!("it is longer than {limit} MiB"));
        }
        if error.is_io() {
            return io::Error::from(error).into();
        }
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        match what {
            UNKNOWN if self.count == 0 => ReadError::Format,
            what => ReadError::damaged(at, what),
        }
    }
}

/// JSON, but of no shape that is known here.
const UNKNOWN: &str = "it is neither GeoJSON nor an answer of Overpass";

/// An object at the top: a collection or an answer, whose objects are handed over as they come,
/// or a feature.
struct Top<'a, 'b>(&'a mut Objects<'b>);

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut kind, mut remark) = (None::<String>, None::<String>);
        let (mut is_collection, mut is_answer) = (false, false);
        let (mut id, mut geometry, mut properties) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => kind = Some(map.next_value()?),
                "features" => {
                    is_collection = true;
                    map.next_value_seed(List::<Feature>::of(self.0))?;
                }
                "elements" => {
                    is_answer = true;
                    self.0.noun = "element";
                    map.next_value_seed(List::<Element>::of(self.0))?;
                }
                "remark" => remark = map.next_value()?,
                "id" => id = Some(map.next_value()?),
                "geometry" => geometry = map.next_value()?,
                "properties" => properties = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match kind.as_deref() {
            Some("FeatureCollection") if is_collection && !is_answer => Ok(()),
            Some("Feature") if !is_collection && !is_answer => {
                self.0.take(Feature::new(id, geometry, properties).into())
            }
            None if is_answer && !is_collection => match remark {
                Some(remark) => Err(self.0.stop(cut_short(&remark))),
                None => Ok(()),
            },
            _ => Err(A::Error::custom(UNKNOWN)),
        }
    }
}

/// Overpass remarks when its time or memory ran out. What it left out would be taken for gone.
fn cut_short(remark: &str) -> ReadError {
    let remark: String = one_line(remark).chars().take(REMARK_MAX).collect();
    ReadError::damaged("its end", format!("Overpass did not finish its answer: {remark}"))
}

/// A list of objects.
struct List<'a, 'b, T> {
    objects: &'a mut Objects<'b>,
    of: PhantomData<T>,
}

impl<'a, 'b, T> List<'a, 'b, T> {
    fn of(objects: &'a mut Objects<'b>) -> Self {
        Self { objects, of: PhantomData }
    }
}

impl<'de, T: Deserialize<'de> + Into<Object>> DeserializeSeed<'de> for List<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de> + Into<Object>> Visitor<'de> for List<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(object) = list.next_element::<T>()? {
            self.objects.take(object.into())?;
        }
        Ok(())
    }
}

/// Counts the bytes since the last object, and ends the reading when they are too many.
struct Meter<'a> {
    inner: &'a mut Bytes,
    since: Rc<Cell<u64>>,
    progress: &'a Progress,
}

impl Read for Meter<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > OBJECT_MAX_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let count = self.inner.read(buffer)?;
        for byte in buffer.iter_mut().take(count).filter(|byte| **byte == RECORD_SEPARATOR) {
            *byte = b' ';
        }
        self.since.set(self.since.get() + count as u64);
        self.progress.at(self.inner.at());
        Ok(count)
    }
}
