//! What a photo of a place is: its order, its words, its sizes, and what fits.

use std::fmt;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::error::Problem;
use crate::id::{ListingId, PhotoId};

/// How many photos a place has at most.
pub const PHOTOS_MAX: usize = 12;
/// How long the words are that tell what is to be seen, in characters.
pub const ALT_MAX: usize = 250;
/// How large a file may be that comes in, in bytes.
pub const UPLOAD_MAX_BYTES: usize = 10 << 20;
/// How many pixels a photo that comes in may have. Half a billion fit into a file of some kilobytes.
pub const PIXELS_MAX: u64 = 40_000_000;
/// How short its shorter side may be, in pixels: less shows nothing.
pub const SIDE_MIN_PX: u32 = 200;

/// The name of a file: SHA-256 of what is in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName([u8; 32]);

impl FileName {
    /// The name of what is in a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads a name as it is shown: 64 hexadecimal digits, small letters. Anything else is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let digits: Vec<u8> = text.bytes().map(digit).collect::<Option<_>>()?;
        let (pairs, _) = digits.as_chunks::<2>();
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        let whole = digits.len() == 64;
        bytes.try_into().ok().filter(|_| whole).map(Self)
    }

    /// The byte that it begins with.
    #[must_use]
    pub fn begin(self) -> u8 {
        self.0[0]
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// In which sizes a photo is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhotoSize {
    /// For a strip or a card.
    Small,
    /// For a telephone.
    Medium,
    /// For a wide screen.
    Large,
}

impl PhotoSize {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// How long its longer side is at most, in pixels. What is smaller is never made larger.
    #[must_use]
    pub fn side_px(self) -> u32 {
        match self {
            Self::Small => 320,
            Self::Medium => 960,
            Self::Large => 1920,
        }
    }
}

/// A picture of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub name: FileName,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
}

/// What is told to whoever does not see a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alt {
    /// In words.
    Words(String),
    /// Nothing: somebody said that it only decorates.
    Decorative,
}

impl Alt {
    /// Reads what somebody typed. Words count, also where the box for "only decoration" is ticked:
    /// whoever typed them meant them.
    ///
    /// # Errors
    /// [`Problem::Empty`] without words and without that choice, [`Problem::TooLong`] beyond
    /// [`ALT_MAX`].
    pub fn read(typed: &str, decorative: bool) -> Result<Self, Problem> {
        let clean = typed.chars().map(|it| if it.is_control() { ' ' } else { it });
        let clean: String = clean.collect();
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        match (words.chars().count(), decorative) {
            (0, true) => Ok(Self::Decorative),
            (0, false) => Err(Problem::Empty),
            (1..=ALT_MAX, _) => Ok(Self::Words(words)),
            _ => Err(Problem::TooLong),
        }
    }

    /// As a page writes it: empty for what only decorates.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Words(words) => words,
            Self::Decorative => "",
        }
    }
}

/// A photo of a place. Who added it is shown to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// Of which place.
    pub listing: ListingId,
    /// What is to be seen.
    pub alt: Alt,
    /// In each size, the smallest first.
    pub sizes: [Picture; 3],
    /// Since when.
    pub added_at: DateTime<Utc>,
}

impl Photo {
    /// The picture of a size.
    #[must_use]
    pub fn picture(&self, size: PhotoSize) -> Picture {
        let [small, medium, large] = self.sizes;
        match size {
            PhotoSize::Small => small,
            PhotoSize::Medium => medium,
            PhotoSize::Large => large,
        }
    }
}

/// Why a file is no photo for here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It has more than [`UPLOAD_MAX_BYTES`].
    TooHeavy,
    /// It is no JPEG, PNG or WebP, whatever its name says.
    WrongKind,
    /// It has more than [`PIXELS_MAX`].
    TooManyPixels,
    /// A side is shorter than [`SIDE_MIN_PX`].
    TooSmall,
    /// It ends too soon, or is not what it begins as.
    Broken,
}

impl Unfit {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Empty,
        Self::TooHeavy,
        Self::WrongKind,
        Self::TooManyPixels,
        Self::TooSmall,
        Self::Broken,
    ];
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_reads_back(bytes in any::<Vec<u8>>()) {
            let name = FileName::of(&bytes);
            prop_assert_eq!(FileName::parse(&name.to_string()), Some(name));
        }

        #[test]
        fn only_what_is_shown_is_a_name(text in "[0-9a-fA-F./%é]{60,68}") {
            if let Some(name) = FileName::parse(&text) {
                prop_assert_eq!(name.to_string(), text);
            }
        }

        #[test]
        fn words_stay_words(typed in any::<String>(), decorative in any::<bool>()) {
            match Alt::read(&typed, decorative) {
                Ok(Alt::Words(words)) => {
                    prop_assert!((1..=ALT_MAX).contains(&words.chars().count()));
                    prop_assert_eq!(Alt::read(&words, !decorative), Ok(Alt::Words(words)));
                }
                Ok(Alt::Decorative) => prop_assert!(decorative),
                Err(Problem::Empty) => prop_assert!(!decorative),
                Err(problem) => prop_assert_eq!(problem, Problem::TooLong),
            }
        }
    }
}
