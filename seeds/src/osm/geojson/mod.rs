//! Reading GeoJSON: a feature collection, or features one after another.
//!
//! Features are deserialised one at a time, straight from the file. A meter between file and
//! parser counts the bytes since the last feature and refuses one beyond [`FEATURE_MAX_BYTES`],
//! so that no input, however long its lines, fills the memory.

mod row;
mod shape;

use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

use chrono::NaiveDate;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use self::shape::Geometry;
use super::reading::{Progress, ReadError, Send};

/// The largest feature: a country's border in full detail, or far too much for a shop.
const FEATURE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What stands before each feature in a GeoJSON text sequence (RFC 8142).
pub(super) const RECORD_SEPARATOR: u8 = 0x1E;

/// How often the progress bar hears of it.
const PROGRESS_BYTES: u64 = 64 * 1024;

/// A feature as it stands in the file.
#[derive(Deserialize)]
struct Feature {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    geometry: Option<Geometry>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
}

/// Reads the features of a file.
pub(super) fn read(
    file: File,
    dataset: &str,
    today: NaiveDate,
    progress: &Progress,
    send: Send<'_>,
) -> Result<(), ReadError> {
    let since = Rc::new(Cell::new(0));
    let meter = Meter {
        inner: BufReader::new(file),
        since: Rc::clone(&since),
        unreported: 0,
        at: 0,
        progress,
    };
    let mut json = serde_json::Deserializer::from_reader(meter);
    let mut features = Features { dataset, today, send, since, count: 0, fault: None };
    loop {
        match json.end() {
            Ok(()) => return Ok(()),
            Err(error) if error.is_io() => return Err(features.fault_of(error)),
            // Something follows: the next feature.
            Err(_) => {}
        }
        if let Err(error) = Top(&mut features).deserialize(&mut json) {
            return Err(features.fault_of(error));
        }
        features.since.set(0);
    }
}

/// Where features go, and what became of them.
struct Features<'a> {
    dataset: &'a str,
    today: NaiveDate,
    send: Send<'a>,
    since: Rc<Cell<u64>>,
    count: u64,
    fault: Option<ReadError>,
}

impl Features<'_> {
    /// Hands a feature over. The parser's own error cannot carry ours, so that waits in `fault`.
    fn take<E: serde::de::Error>(&mut self, feature: Feature) -> Result<(), E> {
        self.count += 1;
        self.since.set(0);
        let item = row::item(feature, self.dataset, self.today)
            .map_err(|what| ReadError::damaged(format!("feature {}", self.count), what));
        let sent = item.and_then(|item| item.map_or(Ok(()), |item| (self.send)(item)));
        sent.map_err(|fault| {
            self.fault = Some(fault);
            E::custom("stopped")
        })
    }

    fn fault_of(&mut self, error: serde_json::Error) -> ReadError {
        if let Some(fault) = self.fault.take() {
            return fault;
        }
        let feature = self.count + 1;
        let at = format!("feature {feature}, line {}, column {}", error.line(), error.column());
        if self.since.get() > FEATURE_MAX_BYTES {
            let limit = FEATURE_MAX_BYTES / 1024 / 1024;
            return ReadError::damaged(at, format!("it is longer than {limit} MiB"));
        }
        if error.is_io() {
            return ReadError::File(error.into());
        }
        let what = error.to_string();
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        match what {
            NOT_GEOJSON if self.count == 0 => ReadError::Format,
            what => ReadError::damaged(at, what),
        }
    }
}

/// What the parser says of JSON that is neither a collection nor a feature.
const NOT_GEOJSON: &str = "it is not GeoJSON";

/// An object at the top: a collection, whose features are handed over as they come, or a
/// feature.
struct Top<'a, 'b>(&'a mut Features<'b>);

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a GeoJSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut kind, mut is_collection) = (None::<String>, false);
        let (mut id, mut geometry, mut properties) = (None, None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => kind = Some(map.next_value()?),
                "features" => {
                    is_collection = true;
                    map.next_value_seed(List(&mut *self.0))?;
                }
                "id" => id = Some(map.next_value()?),
                "geometry" => geometry = map.next_value()?,
                "properties" => properties = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match kind.as_deref() {
            Some("FeatureCollection") if is_collection => Ok(()),
            Some("Feature") if !is_collection => {
                let kind = "Feature".to_owned();
                self.0.take(Feature { kind, id, geometry, properties })
            }
            _ => Err(A::Error::custom(NOT_GEOJSON)),
        }
    }
}

/// The list of features.
struct List<'a, 'b>(&'a mut Features<'b>);

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(feature) = list.next_element::<Feature>()? {
            if feature.kind != "Feature" {
                return Err(A::Error::custom("it is not a feature"));
            }
            self.0.take(feature)?;
        }
        Ok(())
    }
}

/// Counts the bytes since the last feature, and ends the reading when they are too many.
struct Meter<'a, R> {
    inner: R,
    since: Rc<Cell<u64>>,
    unreported: u64,
    at: u64,
    progress: &'a Progress,
}

impl<R: Read> Read for Meter<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > FEATURE_MAX_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let count = self.inner.read(buffer)?;
        for byte in buffer.iter_mut().take(count).filter(|byte| **byte == RECORD_SEPARATOR) {
            *byte = b' ';
        }
        self.since.set(self.since.get() + count as u64);
        self.at += count as u64;
        self.unreported += count as u64;
        if self.unreported >= PROGRESS_BYTES || count == 0 {
            self.progress.advance(self.unreported, self.at);
            self.unreported = 0;
        }
        Ok(count)
    }
}
