//! The colours of a community, and whether words on them can be read.

use serde::{Deserialize, Serialize};

/// How much words must stand out from their ground: WCAG 2.2, 1.4.3.
pub const WORDS_MIN: f64 = 4.5;

/// The words that stand on brick, as the pages have it by day.
const BRICK_INK: Colour = Colour([0xff, 0xff, 0xff]);
/// The words that stand on a door.
const DOOR_INK: Colour = Colour([0xfb, 0xf7, 0xf0]);
/// The palest words that stand on paper.
const PAPER_INK: Colour = Colour([0x56, 0x60, 0x5b]);

/// A colour, as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// This is no colour: `#A63A28` is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is six hexadecimal digits")]
pub struct NoColour;

impl Colour {
    /// Reads `#a63a28`, the sign or not, in small letters or capitals.
    ///
    /// # Errors
    /// When it is no colour.
    pub fn read(typed: &str) -> Result<Self, NoColour> {
        let digits = typed.trim().trim_start_matches('#');
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| NoColour);
        Ok(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Its relative luminance, from 0 to 1 (WCAG 2.2, definition of relative luminance,
    /// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How much two colours stand out from one another, from 1 to 21 (WCAG 2.2, definition of
    /// contrast ratio, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;

    fn try_from(text: String) -> Result<Self, NoColour> {
        Self::read(&text)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// The three colours that a community may choose; all others follow from them or stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    /// Buttons.
    pub brick: Colour,
    /// The page.
    pub paper: Colour,
    /// What is steady, such as a header.
    pub door: Colour,
}

/// A colour on which words cannot be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LowContrast {
    /// Which colour.
    pub field: &'static str,
    /// How much the words on it stand out.
    pub ratio: f64,
}

impl Colours {
    /// The house's own, by day.
    pub const HOUSE: Self = Self {
        brick: Colour([0xa6, 0x3a, 0x28]),
        paper: Colour([0xfb, 0xf7, 0xf0]),
        door: Colour([0x14, 0x33, 0x2c]),
    };

    /// How much the words on each stand out, by the name of the colour.
    #[must_use]
    pub fn ratios(&self) -> [(&'static str, f64); 3] {
        [
            ("brick", self.brick.contrast(BRICK_INK)),
            ("paper", self.paper.contrast(PAPER_INK)),
            ("door", self.door.contrast(DOOR_INK)),
        ]
    }

    /// Whether words can be read on all of them.
    ///
    /// # Errors
    /// [`LowContrast`] with the first on which they cannot.
    pub fn check(&self) -> Result<(), LowContrast> {
        let low = self.ratios().into_iter().find(|(_, ratio)| *ratio < WORDS_MIN);
        low.map_or(Ok(()), |(field, ratio)| Err(LowContrast { field, ratio }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_ratios_are_those_of_the_standard() {
        let read = |text| Colour::read(text).unwrap();
        let ratio = |one, other| read(one).contrast(read(other));
        assert!((ratio("#000000", "#FFFFFF") - 21.0).abs() < 1e-9);
        // The grey that is known as the palest that can be read on white.
        assert!((ratio("767676", "ffffff") - 4.54).abs() < 0.01);
        assert!(ratio("777777", "ffffff") < WORDS_MIN);
        assert_eq!(Colours::HOUSE.check(), Ok(()));
        let pale = Colours { brick: read("#e08070"), ..Colours::HOUSE };
        assert_eq!(pale.check().unwrap_err().field, "brick");
        for odd in ["", "#fff", "#gggggg", "a63a288", "rood", "#é3a28"] {
            assert_eq!(Colour::read(odd), Err(NoColour), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn contrast_has_no_direction_and_its_bounds(one: [u8; 3], other: [u8; 3]) {
            let (one, other) = (Colour(one), Colour(other));
            let ratio = one.contrast(other);
            prop_assert!((1.0..=21.000_001).contains(&ratio));
            prop_assert_eq!(ratio.to_bits(), other.contrast(one).to_bits());
            prop_assert_eq!(Colour::read(&one.to_string()), Ok(one));
        }
    }
}
