//! The outer layer of a `.osm.pbf`: lengths, headers and compressed blobs, one after another.
//!
//! `osmpbf` decodes the blobs; the frames are read here, because it takes a file that breaks off
//! between two of them for one that ends, and because every length has to be checked before
//! memory is set aside for it.

use std::io::Read;

use osmpbf::{BlobDecode, BlobReader};

use super::super::bytes::Bytes;
use super::super::reading::{Progress, ReadError};

/// The longest header of a blob, as the format has it.
const HEADER_MAX_BYTES: u64 = 64 * 1024;
/// The longest blob, as the format has it.
const BLOB_MAX_BYTES: u64 = 32 * 1024 * 1024;

/// A stretch of the file with one blob in it.
pub(super) struct Frame {
    /// Where it begins.
    pub(super) at: u64,
    bytes: Vec<u8>,
}

impl Frame {
    /// What is in it.
    pub(super) fn decode<T>(
        &self,
        read: impl FnOnce(BlobDecode<'_>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let damaged = |what: String| ReadError::damaged(format!("byte {}", self.at), what);
        let blob = BlobReader::new(self.bytes.as_slice())
            .next()
            .ok_or_else(|| damaged("a block is empty".to_owned()))?
            .map_err(|error| damaged(error.to_string()))?;
        let content = blob.decode().map_err(|error| damaged(error.to_string()))?;
        read(content)
    }

    /// Damage somewhere in it.
    pub(super) fn damaged(&self, what: &str) -> ReadError {
        ReadError::damaged(format!("byte {}", self.at), what)
    }
}

/// The frames of a file.
pub(super) struct Frames<'a> {
    bytes: &'a mut Bytes,
    progress: &'a Progress,
}

impl<'a> Frames<'a> {
    /// From where the file stands.
    pub(super) fn new(bytes: &'a mut Bytes, progress: &'a Progress) -> Self {
        Self { bytes, progress }
    }

    /// Goes to a frame that was met before.
    pub(super) fn go_to(&mut self, at: u64) -> Result<(), ReadError> {
        Ok(self.bytes.go_to(at)?)
    }

    /// The next frame, or none at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, ReadError> {
        let at = self.bytes.at();
        self.progress.at(at);
        let mut bytes = Vec::new();
        let begun = Read::by_ref(self.bytes).take(4).read_to_end(&mut bytes)?;
        match begun {
            0 => return Ok(None),
            4 => {}
            _ => return Err(self.damaged("it breaks off")),
        }
        let length = bytes.iter().fold(0, |length, byte| length << 8 | u64::from(*byte));
        if length > HEADER_MAX_BYTES {
            return Err(self.damaged("the header of a block is too long"));
        }
        self.read(&mut bytes, length)?;
        let blob = blob_length(&bytes[4..]).filter(|length| *length <= BLOB_MAX_BYTES);
        let blob = blob.ok_or_else(|| self.damaged("a block has no proper header"))?;
        self.read(&mut bytes, blob)?;
        Ok(Some(Frame { at, bytes }))
    }

    /// Damage where the reading is.
    pub(super) fn damaged(&self, what: &str) -> ReadError {
        ReadError::damaged(format!("byte {}", self.bytes.at()), what)
    }

    fn read(&mut self, bytes: &mut Vec<u8>, count: u64) -> Result<(), ReadError> {
        let got = Read::by_ref(self.bytes).take(count).read_to_end(bytes)? as u64;
        if got < count {
            return Err(self.damaged("it breaks off"));
        }
        Ok(())
    }
}

/// The length of the blob that follows, out of its header (protobuf field 3).
fn blob_length(mut header: &[u8]) -> Option<u64> {
    let mut length = None;
    while !header.is_empty() {
        let tag = varint(&mut header)?;
        match tag & 7 {
            0 => {
                let value = varint(&mut header)?;
                if tag >> 3 == 3 {
                    length = Some(value);
                }
            }
            2 => {
                let skip = usize::try_from(varint(&mut header)?).ok()?;
                header = header.get(skip..)?;
            }
            _ => return None,
        }
    }
    length
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_header_makes_it_panic(header in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = blob_length(&header);
        }
    }

    #[test]
    fn the_length_is_found_wherever_it_stands() {
        assert_eq!(blob_length(b"\x0a\x07OSMData\x18\xac\x02"), Some(300));
        assert_eq!(blob_length(b"\x18\x05\x12\x02ab\x0a\x07OSMData"), Some(5));
        assert_eq!(blob_length(b"\x0a\x07OSMData"), None);
        assert_eq!(blob_length(b"\x0a\x70OSM"), None);
        assert_eq!(
            blob_length(&[0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            None
        );
    }
}
