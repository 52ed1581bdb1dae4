//! The bytes of a file as its readers want them: unpacked where they are gzipped, and again from
//! an earlier place for readers that need to look twice.
//!
//! A packed file is unpacked while it is read, never as a whole: going back means unpacking again
//! from the beginning, which costs time instead of memory or disk.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::MultiGzDecoder;

use super::reading::Progress;

/// How every gzip file begins.
const GZIP: &[u8] = b"\x1f\x8b";
/// How often larger a file may become by unpacking. Text of places becomes five to fifteen times
/// larger; what becomes a hundred times larger was made to fill machines.
const UNPACKED_RATIO_MAX: u64 = 100;
/// From how many unpacked bytes on the ratio is watched: a short file may well repeat itself.
const RATIO_FROM_BYTES: u64 = 8 * 1024 * 1024;
/// The most that a packed file may hold: four times the map of all of Europe.
const UNPACKED_MAX_BYTES: u64 = 128 * 1024 * 1024 * 1024;

/// The bytes of a file.
pub(super) struct Bytes {
    file: File,
    reader: Reader,
    /// How many bytes stand before the next one, as its readers see them.
    at: u64,
    progress: Progress,
}

enum Reader {
    Plain(BufReader<File>),
    Packed(Box<MultiGzDecoder<BufReader<Counted>>>),
}

/// A file that knows how far it was read.
struct Counted {
    file: File,
    count: u64,
}

/// A packed file that cannot be unpacked; it travels inside an [`io::Error`].
#[derive(Debug)]
pub(super) struct Damage {
    /// The byte of the file.
    pub(super) at: u64,
    /// What is wrong.
    pub(super) what: &'static str,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.what, self.at)
    }
}

impl std::error::Error for Damage {}

impl Bytes {
    /// The bytes of an open file; whether it is packed is told by how it begins.
    pub(super) fn new(mut file: File, progress: &Progress) -> io::Result<Self> {
        progress.expect(file.metadata()?.len());
        let mut head = Vec::new();
        Read::by_ref(&mut file).take(GZIP.len() as u64).read_to_end(&mut head)?;
        let reader = if head == GZIP { packed(&file)? } else { plain(&file)? };
        Ok(Self { file, reader, at: 0, progress: progress.clone() })
    }

    /// How many bytes stand before the next one.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Goes to a place that was reached before, or on to a later one.
    pub(super) fn go_to(&mut self, at: u64) -> io::Result<()> {
        if let Reader::Plain(file) = &mut self.reader {
            file.seek(SeekFrom::Start(at))?;
            self.at = at;
            return Ok(());
        }
        if at < self.at {
            self.reader = packed(&self.file)?;
            self.at = 0;
        }
        let between = at - self.at;
        io::copy(&mut self.take(between), &mut io::sink())?;
        Ok(())
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (count, file_at) = match &mut self.reader {
            Reader::Plain(file) => {
                let count = file.read(buffer)?;
                (count, self.at + count as u64)
            }
            Reader::Packed(packed) => {
                let done = packed.read(buffer);
                let input = packed.get_ref();
                let file_at = input.get_ref().count - input.buffer().len() as u64;
                let count = done.map_err(|error| unpackable(error, file_at))?;
                check_size(self.at + count as u64, file_at)?;
                (count, file_at)
            }
        };
        self.at += count as u64;
        self.progress.reach(file_at);
        Ok(count)
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

fn plain(file: &File) -> io::Result<Reader> {
    Ok(Reader::Plain(BufReader::new(from_start(file)?)))
}

fn packed(file: &File) -> io::Result<Reader> {
    let input = BufReader::new(Counted { file: from_start(file)?, count: 0 });
    Ok(Reader::Packed(Box::new(MultiGzDecoder::new(input))))
}

fn from_start(file: &File) -> io::Result<File> {
    let mut file = file.try_clone()?;
    file.rewind()?;
    Ok(file)
}

/// What the disk says stays as it is; all else is the decoder's, and means damage.
fn unpackable(error: io::Error, at: u64) -> io::Error {
    let what = match error.kind() {
        _ if error.raw_os_error().is_some() => return error,
        io::ErrorKind::Interrupted => return error,
        io::ErrorKind::UnexpectedEof => "the packed data breaks off",
        _ => "the packed data cannot be unpacked",
    };
    io::Error::other(Damage { at, what })
}

fn check_size(unpacked: u64, at: u64) -> io::Result<()> {
    let swollen = unpacked > RATIO_FROM_BYTES && unpacked / UNPACKED_RATIO_MAX > at;
    if swollen || unpacked > UNPACKED_MAX_BYTES {
        let what = "it becomes far too large by unpacking";
        return Err(io::Error::other(Damage { at, what }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn bytes(content: &[u8]) -> Bytes {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        file.rewind().unwrap();
        Bytes::new(file, &Progress::new(false)).unwrap()
    }

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(content).unwrap();
        packed.finish().unwrap()
    }

    fn rest(bytes: &mut Bytes) -> Vec<u8> {
        let mut rest = Vec::new();
        bytes.read_to_end(&mut rest).unwrap();
        rest
    }

    proptest! {
        /// Packed in one piece or two, or not at all: the bytes are the same from everywhere.
        #[test]
        fn packed_bytes_are_the_bytes(
            content in prop::collection::vec(any::<u8>(), 0..2_000),
            cut in any::<prop::sample::Index>(),
            places in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
        ) {
            let (one, other) = content.split_at(cut.index(content.len() + 1));
            let two = [gzip(one), gzip(other)].concat();
            let plain = [b"{", content.as_slice()].concat();
            let whole = [gzip(b"{"), gzip(&content)].concat();
            for (mut bytes, content) in
                [(bytes(&two), &content), (bytes(&plain), &plain), (bytes(&whole), &plain)]
            {
                prop_assert_eq!(&rest(&mut bytes), content);
                for place in &places {
                    let at = place.index(content.len() + 1);
                    bytes.go_to(at as u64).unwrap();
                    prop_assert_eq!(bytes.at(), at as u64);
                    prop_assert_eq!(rest(&mut bytes), &content[at..]);
                }
            }
        }
    }

    #[test]
    fn what_breaks_off_or_is_no_gzip_any_more_is_damage() {
        let whole = gzip(&vec![7; 10_000]);
        let noise = [whole.as_slice(), b"rest"].concat();
        let mut turned = whole.clone();
        let last = turned.len() - 6;
        turned[last] ^= 1;
        for broken in [&whole[..whole.len() - 1], &whole[..12], &noise, &turned] {
            let error = bytes(broken).read_to_end(&mut Vec::new()).unwrap_err();
            assert!(error.downcast::<Damage>().is_ok());
        }
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let bomb = gzip(&vec![b' '; 64 * 1024 * 1024]);
        let mut bytes = bytes(&bomb);
        let error = io::copy(&mut bytes, &mut io::sink()).unwrap_err();
        assert_eq!(
            error.downcast::<Damage>().unwrap().what,
            "it becomes far too large by unpacking"
        );
        assert!(bytes.at() <= RATIO_FROM_BYTES + 64 * 1024, "{}", bytes.at());
    }
}
