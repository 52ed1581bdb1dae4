//! Opening a file, telling its format by its content, and how far the reading has come.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};

use super::bytes::{Bytes, Damage};
use super::json::{self, Object};
use super::overpass::Shaped;
use super::{Item, OsmError, pbf};

/// How much of a file is looked at to tell its format.
const LOOK_BYTES: u64 = 4096;

/// Where the reader hands over what it found.
pub(super) type Send<'a> = &'a mut dyn FnMut(Item) -> Result<(), ReadError>;

/// Why reading stopped; the path is added outside.
#[derive(Debug)]
pub(super) enum ReadError {
    File(io::Error),
    Format,
    Unsupported(String),
    Damaged { at: String, what: String },
}

impl ReadError {
    /// Nobody takes the places any more; why is known at the other end.
    pub(super) fn stopped() -> Self {
        Self::File(io::ErrorKind::Interrupted.into())
    }

    pub(super) fn damaged(at: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Damaged { at: at.into(), what: what.into() }
    }

    /// The error of a file.
    pub(super) fn of(self, path: &Path) -> OsmError {
        let path = path.to_owned();
        match self {
            Self::File(source) => OsmError::File { path, source },
            Self::Format => OsmError::Format { path },
            Self::Unsupported(feature) => OsmError::Unsupported { path, feature },
            Self::Damaged { at, what } => OsmError::Damaged { path, at, what },
        }
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Damage>() {
            Ok(Damage { at, what }) => Self::damaged(format!("byte {at}"), what),
            Err(error) => Self::File(error),
        }
    }
}

/// A file that was recognised.
pub(super) struct Source {
    bytes: Bytes,
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Pbf,
    /// The text begins after so many bytes of byte order mark.
    Json {
        mark: u64,
    },
}

impl Source {
    /// Opens a file and tells its format by its first bytes, unpacked where it is packed; its
    /// name does not matter.
    pub(super) fn open(path: &Path, progress: &Progress) -> Result<Self, ReadError> {
        let mut bytes = Bytes::new(File::open(path)?, progress)?;
        let mut look = Vec::new();
        Read::by_ref(&mut bytes).take(LOOK_BYTES).read_to_end(&mut look)?;
        let format = recognise(&look)?;
        Ok(Self { bytes, format })
    }
}

/// Reads a file from its beginning, and hands over its places one by one.
pub(super) fn read(
    source: Source,
    dataset: &str,
    today: NaiveDate,
    progress: &Progress,
    send: Send<'_>,
) -> Result<(), ReadError> {
    let Source { mut bytes, format } = source;
    let done = match format {
        Format::Pbf => {
            bytes.go_to(0)?;
            pbf::read(&mut bytes, today, progress, send)
        }
        Format::Json { mark } => {
            bytes.go_to(mark)?;
            read_json(&mut bytes, dataset, today, progress, send)
        }
    };
    progress.finish();
    done
}

fn read_json(
    bytes: &mut Bytes,
    dataset: &str,
    today: NaiveDate,
    progress: &Progress,
    send: Send<'_>,
) -> Result<(), ReadError> {
    let begin = bytes.at();
    let mut shaped = Shaped::default();
    json::objects(bytes, progress, &mut |object, place| match object {
        Object::Element(element) => shaped.take(element, today, &mut *send),
        Object::Feature(feature) => {
            let item = feature.item(dataset, today);
            let item = item.map_err(|what| ReadError::damaged(place.to_string(), what))?;
            item.map_or(Ok(()), &mut *send)
        }
    })?;
    shaped.finish(bytes, begin, today, progress, send)
}

fn recognise(look: &[u8]) -> Result<Format, ReadError> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    if look.is_empty() {
        return Err(ReadError::damaged("byte 0", "it is empty"));
    }
    if look.starts_with(b"\xFF\xFE") || look.starts_with(b"\xFE\xFF") {
        return Err(ReadError::damaged("byte 0", "it is UTF-16 text; save it as UTF-8"));
    }
    // The length of the first header is far below 65,536, so an extract begins with two zeros;
    // a very short one may be broken off before it says more.
    let is_pbf = look.starts_with(&[0, 0])
        && (look.len() < pbf::HEADER_TYPE.len() + 6
            || look.windows(pbf::HEADER_TYPE.len()).any(|part| part == pbf::HEADER_TYPE));
    if is_pbf {
        return Ok(Format::Pbf);
    }
    let (mark, text) = match look.strip_prefix(MARK) {
        Some(text) => (MARK.len() as u64, text),
        None => (0, look),
    };
    let begins = text.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    match begins {
        Some(b'{' | json::RECORD_SEPARATOR) => Ok(Format::Json { mark }),
        _ => Err(ReadError::Format),
    }
}

/// How far the reading has come: a bar for people, and a place for errors.
#[derive(Clone)]
pub(super) struct Progress {
    bar: ProgressBar,
    at: Arc<AtomicU64>,
}

impl Progress {
    /// A bar on standard error, or none.
    pub(super) fn new(visible: bool) -> Self {
        let bar = if visible { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, at: Arc::default() }
    }

    /// The file has so many bytes.
    pub(super) fn expect(&self, bytes: u64) {
        self.bar.set_length(bytes);
    }

    /// So much of the file was read.
    pub(super) fn reach(&self, byte: u64) {
        self.bar.set_position(byte);
    }

    /// What is read now begins at this place of what the file holds.
    pub(super) fn at(&self, byte: u64) {
        self.at.store(byte, Ordering::Relaxed);
    }

    /// Where the reading is, in words.
    pub(super) fn place(&self) -> String {
        format!("byte {}", self.at.load(Ordering::Relaxed))
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damage(look: &[u8]) -> Option<String> {
        match recognise(look) {
            Err(ReadError::Damaged { what, .. }) => Some(what),
            _ => None,
        }
    }

    #[test]
    fn the_content_tells_the_format() {
        let pbf = b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7f";
        assert_eq!(recognise(pbf).unwrap(), Format::Pbf);
        assert_eq!(recognise(&pbf[..7]).unwrap(), Format::Pbf, "broken off early");
        assert_eq!(recognise(b" \n{\"type\"").unwrap(), Format::Json { mark: 0 });
        assert_eq!(recognise(b"\xEF\xBB\xBF{").unwrap(), Format::Json { mark: 3 });
        assert_eq!(recognise(b"\x1e{").unwrap(), Format::Json { mark: 0 });
    }

    #[test]
    fn other_things_are_refused() {
        for look in [&b"<!doctype html>"[..], b"name,lat", b"\x1f\x8b\x08", b"[1]", &[0; 64]] {
            assert!(matches!(recognise(look), Err(ReadError::Format)), "{look:?}");
        }
        assert!(damage(b"").unwrap().contains("empty"));
        assert!(damage(b"\xFF\xFE{\0").unwrap().contains("UTF-16"));
    }
}
