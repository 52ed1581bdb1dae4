//! What a business is called.

use super::chance::Chance;
use super::places::{Place, Street};
use super::tables::{self, Trade};

/// A name, and the brand if it is a branch of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) brand: Option<&'static str>,
}

/// Draws a name that such a business could have there.
pub(super) fn name(trade: &Trade, place: &Place, street: &Street, chance: &mut Chance) -> Name {
    if chance.percent(trade.chains) {
        let brand = *chance.pick_early(&trade.brands);
        let text = match chance.below(100) {
            0..=59 => brand.to_owned(),
            60..=89 => format!("{brand} {}", place.row.name),
            _ => format!("{brand} {}", street.name),
        };
        return Name { text, brand: Some(brand) };
    }
    Name { text: own(trade, place, street, chance), brand: None }
}

/// A name of the business's own.
fn own(trade: &Trade, place: &Place, street: &Street, chance: &mut Chance) -> String {
    let noun = *chance.pick_early(&trade.nouns);
    let surname = *chance.pick(tables::list("surname"));
    match chance.below(100) {
        0..=23 => format!("{noun} {surname}"),
        24..=31 => format!("{surname} {noun}"),
        32..=41 => format!("{noun} {}", chance.pick(tables::list("first"))),
        42..=52 => format!("{noun} {}", chance.pick(tables::list("thing"))),
        53..=60 => format!("{noun} {}", place.row.name),
        61..=65 => format!("{noun} {}", street.name),
        66..=73 if !trade.names.is_empty() => (*chance.pick(&trade.names)).to_owned(),
        66..=79 if !trade.names.is_empty() => format!("{noun} {}", chance.pick(&trade.names)),
        66..=84 => format!("{noun} {surname} {}", chance.pick(&FAMILY)),
        85..=91 => format!("{noun} {}", chance.pick(tables::list("abroad"))),
        92..=96 => format!("{noun} {}", chance.pick(tables::list("first_abroad"))),
        _ => {
            let first = *chance.pick(tables::list("first"));
            // Dutch writes an apostrophe only after a long vowel; boards rarely do otherwise.
            let s = if first.ends_with(['a', 'o', 'i', 'e']) { "'s" } else { "s" };
            format!("{first}{s} {noun}")
        }
    }
}

/// Who took over from father.
const FAMILY: [&str; 5] = ["& Zoon", "& Zonen", "& Dochters", "en Zn.", "& Co"];
