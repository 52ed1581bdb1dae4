//! A whole file as text: unpacked where it is gzipped, without a byte order mark.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::Fault;

/// The most that a file may hold when it is unpacked: the Netherlands in full detail.
pub(super) const FILE_MAX_BYTES: u64 = 256 << 20;
/// How every gzip file begins.
const GZIP: &[u8] = b"\x1f\x8b";
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a file.
pub(super) fn text(path: &Path) -> Result<String, Fault> {
    let mut file = BufReader::new(File::open(path).map_err(Fault::File)?);
    let is_packed = file.fill_buf().map_err(Fault::File)?.starts_with(GZIP);
    let mut bytes = Vec::new();
    if is_packed {
        let mut packed = MultiGzDecoder::new(file).take(FILE_MAX_BYTES + 1);
        let unpacked = packed.read_to_end(&mut bytes);
        unpacked.map_err(|error| Fault::damaged("the packed data", error.to_string()))?;
    } else {
        file.take(FILE_MAX_BYTES + 1).read_to_end(&mut bytes).map_err(Fault::File)?;
    }
    if bytes.len() as u64 > FILE_MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    if bytes.is_empty() {
        return Err(Fault::damaged("byte 0", "it is empty"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Fault::damaged(format!("byte {at}"), "it is not UTF-8 text; save it as UTF-8")
    })
}
