//! What kind of place a set of tags speaks of.
//!
//! The knowledge is a table that a volunteer can read and mend, `categories.tsv`; this file only
//! looks up. A place may have several of the [`KEYS`] and several values in each
//! (`shop=bakery;cheese`): all of them become categories, the most telling first. Values the
//! table does not know still make a listing, with the value as a free word, so that nobody is
//! left out for being unusual.

use std::sync::LazyLock;

use crate::listings::categories::tree;
use crate::listings::model::Kind;

use super::{Tags, one_line};

/// The keys whose objects are places that people visit, the most telling first.
pub const KEYS: [&str; 8] =
    ["shop", "craft", "amenity", "healthcare", "tourism", "leisure", "club", "office"];

/// What stands before a key when the place is no longer what it was.
const ENDED: [&str; 7] =
    ["disused", "abandoned", "was", "closed", "demolished", "removed", "razed"];

/// The reason for places that have ended.
const CLOSED: &str = "closed";

/// What a set of tags is.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing that an importer of places looks at: a street, a tree, a border.
    NotAPlace,
    /// Left out, with the reason.
    Skip(&'static str),
    /// A place.
    Place(Classes),
}

/// What kind of place it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Classes {
    /// The kind.
    pub kind: Kind,
    /// Keys of the category tree, the most telling first.
    pub categories: Vec<&'static str>,
    /// What is repaired there by its trade.
    pub repairs: Vec<&'static str>,
    /// Values that the table does not know, as free words.
    pub words: Vec<String>,
}

/// Judges a set of tags.
pub fn classify(tags: &Tags) -> Verdict {
    let live = KEYS
        .iter()
        .filter_map(|key| tags.get(*key).map(|value| (*key, value.as_str())))
        .flat_map(|(key, value)| value.split(';').map(move |part| (key, part.trim())))
        .filter(|(_, value)| !matches!(*value, "" | "no"))
        .collect::<Vec<_>>();
    if live.is_empty() {
        return if tags.keys().any(|key| is_ended(key)) {
            Verdict::Skip(CLOSED)
        } else {
            Verdict::NotAPlace
        };
    }
    if let Some(Outcome::Skip(reason)) = find("*", "*", tags).map(|rule| &rule.outcome) {
        return Verdict::Skip(reason);
    }
    let mut found = Vec::new();
    let mut reason = None;
    for (key, value) in live {
        let Some(rule) = find(key, value, tags) else { continue };
        match &rule.outcome {
            Outcome::Skip(why) => reason = reason.or(Some(*why)),
            Outcome::Place { .. } => found.push((rule.weight(), value, rule)),
        }
    }
    found.sort_by_key(|(weight, ..)| *weight);
    match (found.is_empty(), reason) {
        (true, Some(reason)) => Verdict::Skip(reason),
        (true, None) => Verdict::NotAPlace,
        (false, _) => Verdict::Place(gather(&found)),
    }
}

/// A way to say a category in tags.
pub(in crate::listings) struct Saying {
    /// One of the [`KEYS`].
    pub(in crate::listings) key: &'static str,
    /// Its value; none where any value does that the table does not know.
    pub(in crate::listings) value: Option<&'static str>,
    /// What must stand beside it.
    pub(in crate::listings) beside: Vec<(&'static str, &'static str)>,
}

/// The ways to say a category, the plainest first.
pub(in crate::listings) fn sayings(category: &str) -> Vec<Saying> {
    let mut sayings = Vec::new();
    for rule in rules() {
        if !matches!(rule.outcome, Outcome::Place { category: ours, .. } if ours == category) {
            continue;
        }
        let beside: Vec<_> = rule.when.iter().filter_map(Condition::said).collect();
        for (at, value) in rule.values.iter().enumerate() {
            let value = Some(*value).filter(|value| *value != "*");
            let saying = Saying { key: rule.key, value, beside: beside.clone() };
            // The first value of a line is the usual one, the others seldom say more.
            sayings.push((at, saying.value.is_none(), saying.beside.len(), saying));
        }
    }
    sayings.sort_by_key(|(at, vague, conditions, _)| (*at, *vague, *conditions));
    sayings.into_iter().map(|(.., saying)| saying).collect()
}

/// Whether the table looks at a key at all, be it as a condition.
pub(in crate::listings) fn is_asked(key: &str) -> bool {
    is_telling(key) || rules().iter().flat_map(|rule| &rule.when).any(|when| when.key() == key)
}

/// Whether a key can make its object a place, or tells that it was one.
pub fn is_telling(key: &str) -> bool {
    KEYS.contains(&key) || is_ended(key)
}

fn is_ended(key: &str) -> bool {
    key.split_once(':').is_some_and(|(state, key)| ENDED.contains(&state) && KEYS.contains(&key))
}

fn gather(found: &[(u8, &str, &Rule)]) -> Classes {
    let mut classes =
        Classes { kind: Kind::default(), categories: vec![], repairs: vec![], words: vec![] };
    for (_, value, rule) in found {
        let Outcome::Place { category, repairs } = rule.outcome else { continue };
        classes.categories.push(category);
        classes.repairs.extend(repairs);
        if rule.is_fallback() {
            classes.words.push(one_line(value).to_lowercase().replace('_', " "));
        }
    }
    let first = classes.categories.first().and_then(|key| tree().get(key));
    classes.kind = first.map(|category| category.kind).unwrap_or_default();
    classes.categories = most_telling(&classes.categories);
    classes.repairs.dedup();
    classes
}

/// Without repetition, and without categories that lie above another one in the list.
pub(super) fn most_telling(categories: &[&'static str]) -> Vec<&'static str> {
    let mut kept: Vec<&'static str> = Vec::new();
    for (at, category) in categories.iter().enumerate() {
        let is_above = categories
            .iter()
            .any(|other| tree().lineage(other).skip(1).any(|c| c.key == *category));
        if !is_above && !categories[..at].contains(category) {
            kept.push(category);
        }
    }
    kept
}

/// A line of the table.
#[derive(Debug)]
struct Rule {
    key: &'static str,
    values: Vec<&'static str>,
    when: Vec<Condition>,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    Skip(&'static str),
    Place { category: &'static str, repairs: Option<&'static str> },
}

#[derive(Debug)]
enum Condition {
    Absent(&'static str),
    Present(&'static str),
    Is(&'static str, &'static str),
    Has(&'static str, &'static str),
}

impl Rule {
    fn fits(&self, key: &str, value: &str, tags: &Tags) -> bool {
        self.key == key
            && self.values.iter().any(|v| *v == "*" || v.eq_ignore_ascii_case(value))
            && self.when.iter().all(|condition| condition.holds(tags))
    }

    fn is_fallback(&self) -> bool {
        self.values == ["*"] && self.when.is_empty()
    }

    /// What is sold or made says most, then that one can sleep there, then other trades, then
    /// what is vague. An office says least: half of all shops are also the office of a company.
    fn weight(&self) -> u8 {
        let Outcome::Place { category, .. } = self.outcome else { return u8::MAX };
        let is_lodging = tree().lineage(category).any(|above| above.key == "lodging");
        let is_vague = tree().get(category).is_none_or(|category| category.parent.is_none());
        match self.key {
            "office" => 4,
            _ if is_vague || self.is_fallback() => 3,
            "shop" | "craft" => 0,
            _ if is_lodging => 1,
            _ => 2,
        }
    }
}

impl Condition {
    fn holds(&self, tags: &Tags) -> bool {
        match self {
            Self::Absent(key) => !tags.contains_key(*key),
            Self::Present(key) => tags.contains_key(*key),
            Self::Is(key, value) => tags.get(*key).is_some_and(|is| is == value),
            Self::Has(key, value) => {
                tags.get(*key).is_some_and(|has| has.split(';').any(|has| has.trim() == *value))
            }
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Absent(key) | Self::Present(key) | Self::Is(key, _) | Self::Has(key, _) => key,
        }
    }

    /// The tag that makes it hold, unless that is for a tag to be absent.
    fn said(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Absent(_) => None,
            Self::Present(key) => Some((key, "yes")),
            Self::Is(key, value) | Self::Has(key, value) => Some((key, value)),
        }
    }

    fn read(text: &'static str) -> Self {
        match (text.strip_prefix('!'), text.split_once('=')) {
            (Some(key), _) => Self::Absent(key),
            (None, Some((key, "*"))) => Self::Present(key),
            (None, Some((key, value))) if value.starts_with('=') => Self::Is(key, &value[1..]),
            (None, Some((key, value))) => Self::Has(key, value),
            (None, None) => Self::Present(text),
        }
    }
}

fn find(key: &str, value: &str, tags: &Tags) -> Option<&'static Rule> {
    rules().iter().find(|rule| rule.fits(key, value, tags))
}

fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        include_str!("categories.tsv")
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .map(read_rule)
            .collect()
    });
    &RULES
}

fn read_rule(line: &'static str) -> Rule {
    let mut cells = line.split('\t').map(str::trim);
    let mut cell = || cells.next().unwrap_or_default();
    let list = |cell: &'static str| cell.split(',').map(str::trim).filter(|c| !c.is_empty());
    let (key, values, when, category, repairs) = (cell(), cell(), cell(), cell(), cell());
    Rule {
        key,
        values: list(values).collect(),
        when: list(when).map(Condition::read).collect(),
        outcome: match category.strip_prefix('!') {
            Some(reason) => Outcome::Skip(reason),
            None => Outcome::Place { category, repairs: Some(repairs).filter(|r| !r.is_empty()) },
        },
    }
}

#[cfg(test)]
#[path = "classes_tests.rs"]
mod tests;
