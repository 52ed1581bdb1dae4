//! The text files of the region, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use koop_domain::geo::Point;
use koop_domain::listings::categories::{self, Category};

use super::places::Zone;

/// What a business does, and what follows from it.
#[derive(Debug)]
pub(super) struct Trade {
    pub(super) category: &'static Category,
    pub(super) share: u64,
    pub(super) zone: Zone,
    pub(super) hours: &'static str,
    /// How many in a hundred belong to a chain.
    pub(super) chains: usize,
    /// What the board says it is.
    pub(super) nouns: Vec<&'static str>,
    /// Names of its own.
    pub(super) names: Vec<&'static str>,
    /// Brands of chains, the largest first.
    pub(super) brands: Vec<&'static str>,
}

/// A place as the file has it.
#[derive(Debug)]
pub(super) struct PlaceRow {
    pub(super) municipality: &'static str,
    pub(super) district: Option<&'static str>,
    pub(super) name: &'static str,
    /// The town that stands in addresses.
    pub(super) town: &'static str,
    pub(super) middle: Point,
    pub(super) postcodes: Vec<&'static str>,
    /// Its share in the trade of its municipality.
    pub(super) share: u64,
    pub(super) reach_m: f64,
}

/// A municipality as the file has it.
#[derive(Debug)]
pub(super) struct Municipality {
    /// The number of Statistics Netherlands (CBS).
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) inhabitants: u32,
}

/// A sentence of a description.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) language: &'static str,
    pub(super) text: &'static str,
}

/// A list by its name.
pub(super) type Lists = HashMap<&'static str, Vec<&'static str>>;

pub(super) fn trades() -> Vec<Trade> {
    let brands = lists(include_str!("chains.tsv"));
    let read = |row: Vec<&'static str>| {
        let &[key, share, zone, hours, chains, nouns, names] = row.as_slice() else { return None };
        Some(Trade {
            category: categories::tree().get(key)?,
            share: share.parse().ok()?,
            zone: Zone::from_word(zone)?,
            hours,
            chains: chains.parse().ok()?,
            nouns: words(nouns),
            names: words(names),
            brands: brands.get(key).cloned().unwrap_or_default(),
        })
    };
    rows(include_str!("trades.tsv")).filter_map(read).collect()
}

pub(super) fn places() -> Vec<PlaceRow> {
    let read = |row: Vec<&'static str>| {
        let &[municipality, district, name, town, middle, postcodes, share, reach_m] =
            row.as_slice()
        else {
            return None;
        };
        let (latitude, longitude) = middle.split_once(',')?;
        Some(PlaceRow {
            municipality,
            district: Some(district).filter(|district| !district.is_empty()),
            name,
            town,
            middle: Point::new(latitude.parse().ok()?, longitude.parse().ok()?).ok()?,
            postcodes: postcodes.split(' ').collect(),
            share: share.parse().ok()?,
            reach_m: reach_m.parse().ok()?,
        })
    };
    rows(include_str!("places.tsv")).filter_map(read).collect()
}

pub(super) fn municipalities() -> Vec<Municipality> {
    let read = |row: Vec<&'static str>| {
        let &[code, name, inhabitants] = row.as_slice() else { return None };
        Some(Municipality { code, name, inhabitants: inhabitants.parse().ok()? })
    };
    rows(include_str!("municipalities.tsv")).filter_map(read).collect()
}

/// Sentences by the key of a kind.
pub(super) fn sentences() -> HashMap<&'static str, Vec<Sentence>> {
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows(include_str!("sentences.tsv")) {
        if let &[kind, language, text] = row.as_slice() {
            all.entry(kind).or_default().push(Sentence { language, text });
        }
    }
    all
}

/// Hours by group, the most usual first.
pub(super) fn hours() -> Lists {
    let mut all = Lists::new();
    for row in rows(include_str!("hours.tsv")) {
        if let &[group, text] = row.as_slice() {
            all.entry(group).or_default().push(text);
        }
    }
    all
}

/// The words of a list that names and streets are made of; none for a name that is not there.
pub(super) fn list(name: &str) -> &'static [&'static str] {
    static WORDS: LazyLock<Lists> = LazyLock::new(|| lists(include_str!("words.tsv")));
    WORDS.get(name).map_or(&[], Vec::as_slice)
}

fn lists(text: &'static str) -> Lists {
    let read = |row: Vec<&'static str>| match row.as_slice() {
        &[name, list] => Some((name, words(list))),
        _ => None,
    };
    rows(text).filter_map(read).collect()
}

fn words(cell: &'static str) -> Vec<&'static str> {
    cell.split(',').filter(|word| !word.is_empty()).collect()
}

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_read() {
        let lines = |text: &'static str| rows(text).count();
        assert_eq!(trades().len(), lines(include_str!("trades.tsv")));
        assert_eq!(places().len(), lines(include_str!("places.tsv")));
        assert_eq!(municipalities().len(), lines(include_str!("municipalities.tsv")));
        let sentences = sentences();
        let count: usize = sentences.values().map(Vec::len).sum();
        assert_eq!(count, lines(include_str!("sentences.tsv")));
        let count: usize = hours().values().map(Vec::len).sum();
        assert_eq!(count, lines(include_str!("hours.tsv")));
        assert!(count >= 300, "{count}");
    }

    #[test]
    fn what_a_line_names_is_there() {
        let (hours, sentences) = (hours(), sentences());
        for trade in trades() {
            let key = trade.category.key;
            assert!(hours.contains_key(trade.hours), "{key}: no hours {}", trade.hours);
            assert!(sentences.contains_key(trade.category.kind.key()), "{key}: no sentences");
            assert!(trade.chains == 0 || !trade.brands.is_empty(), "{key}: no brands");
            assert!(!trade.nouns.is_empty(), "{key}: no words");
        }
        for municipality in municipalities() {
            assert!(places().iter().any(|place| place.municipality == municipality.name));
        }
        let known = |name: &str| municipalities().iter().any(|m| m.name == name);
        assert!(places().iter().all(|place| known(place.municipality)));
    }
}
