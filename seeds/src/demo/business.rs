//! A business as it stands in the text files.
//!
//! A file per kind; a blank line between blocks; `#` begins a comment. A block has six lines:
//!
//! ```text
//! name
//! street | category, category
//! hours / service hours            (`-`: nobody knows; a `~` in front: sloppy on purpose)
//! trait; trait; …                  (`-`: none; see `facts`)
//! the description in Dutch
//! the description in English
//! ```

use koop_domain::listings::model::Kind;
use koop_domain::text::fold;

/// One block.
#[derive(Clone, Debug)]
pub(super) struct Business {
    /// The name on the board.
    pub(super) name: &'static str,
    /// The name in its id and its address on the web.
    pub(super) slug: String,
    /// What kind of place it is: the file it stands in.
    pub(super) kind: Kind,
    /// The street it is on, or works from.
    pub(super) street: &'static str,
    /// Category keys.
    pub(super) categories: Vec<&'static str>,
    /// Hours per service, the counter's first.
    pub(super) hours: &'static str,
    /// What else is known, a word and its value each.
    pub(super) traits: Vec<(&'static str, &'static str)>,
    /// The description in Dutch.
    pub(super) nl: &'static str,
    /// The description in English.
    pub(super) en: &'static str,
}

impl Business {
    /// The value of a trait, if it has it.
    pub(super) fn value(&self, word: &str) -> Option<&'static str> {
        self.traits.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
    }

    /// Whether its hours are written as people write them, not as OSM does.
    #[cfg(test)]
    pub(super) fn is_sloppy(&self) -> bool {
        self.hours.starts_with('~')
    }
}

/// The files, one a kind.
const FILES: [(Kind, &str); 10] = [
    (Kind::Shop, include_str!("businesses/shop.txt")),
    (Kind::Food, include_str!("businesses/food.txt")),
    (Kind::Repair, include_str!("businesses/repair.txt")),
    (Kind::SecondHand, include_str!("businesses/second_hand.txt")),
    (Kind::Maker, include_str!("businesses/maker.txt")),
    (Kind::Farm, include_str!("businesses/farm.txt")),
    (Kind::Market, include_str!("businesses/market.txt")),
    (Kind::Culture, include_str!("businesses/culture.txt")),
    (Kind::Community, include_str!("businesses/community.txt")),
    (Kind::Service, include_str!("businesses/service.txt")),
];

/// Every business, in the order of the files.
pub(super) fn all() -> Vec<Business> {
    FILES.iter().flat_map(|(kind, text)| blocks(text).filter_map(|b| read(*kind, &b))).collect()
}

/// How many blocks there are, readable or not.
#[cfg(test)]
pub(super) fn count() -> usize {
    FILES.iter().map(|(_, text)| blocks(text).count()).sum()
}

fn blocks(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let blocks = text.split("\n\n").map(|block| {
        block.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect::<Vec<_>>()
    });
    blocks.filter(|block| !block.is_empty())
}

fn read(kind: Kind, block: &[&'static str]) -> Option<Business> {
    let &[name, place, hours, traits, nl, en] = block else { return None };
    let (street, categories) = place.split_once(" | ")?;
    let traits = traits.split("; ").filter(|t| *t != "-");
    Some(Business {
        name,
        slug: fold(&name.replace('&', " en ")).replace(' ', "-"),
        kind,
        street,
        categories: categories.split(", ").collect(),
        hours,
        traits: traits.map(|t| t.split_once(' ').unwrap_or((t, ""))).collect(),
        nl,
        en,
    })
}
