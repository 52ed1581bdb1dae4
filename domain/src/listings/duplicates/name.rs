//! Names, as far as they tell one business from another.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{LEGAL, MORE_TRADES, PLACES, STOP};
use crate::language::Language;
use crate::listings::categories::tree;
use crate::text::fold;

/// Names differ in at most this share of their letters, in percent.
const DISTANCE_MAX_PERCENT: usize = 30;
/// Words that only one of two names has differ in at most this share of their letters: `Jansz` is
/// `Janz`, but a tulip museum is no cheese museum.
const WORD_DISTANCE_MAX_PERCENT: usize = 50;
/// The shortest word of a trade that is taken off the end of another (`dapper-markt`).
const SUFFIX_MIN: usize = 5;
/// The shortest rest of such a word.
const STEM_MIN: usize = 3;

/// A name, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// All of it, folded.
    all: Box<str>,
    /// The words that are its own, sorted: without trades, articles, legal forms and places.
    own: Box<str>,
    /// The same in their order and without spaces.
    joined: Box<str>,
    /// Which letters `joined` has, a bit each: names with too different letters need no closer
    /// look.
    letters: u64,
    /// Trades that the name tells: numbers of categories in their tree.
    trades: Box<[u16]>,
}

impl Name {
    /// Reads a name.
    #[must_use]
    pub fn read(name: &str) -> Self {
        let all = fold(name);
        let mut trades = Vec::new();
        let mut own: Vec<String> = Vec::new();
        for word in words(&all) {
            if let Some(told) = lexicon().get(word.as_str()) {
                trades.extend(told);
            } else if !is_common(&word) {
                own.push(stem(word, &mut trades));
            }
        }
        trades.sort_unstable();
        trades.dedup();
        let joined = own.concat();
        own.sort_unstable();
        own.dedup();
        Self {
            letters: joined.chars().fold(0, |letters, c| letters | letter(c)),
            all: all.into(),
            own: own.join(" ").into(),
            joined: joined.into(),
            trades: trades.into(),
        }
    }

    /// Whether two names may be one: the words of their own are the same, or differ in few
    /// letters. Names without words of their own must be the same altogether.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        if self.own.is_empty() || other.own.is_empty() {
            return self.all == other.all;
        }
        self.own == other.own || self.is_nearly(other)
    }

    /// Whether the names tell trades of which none goes with another. Who serves food is called
    /// café here and restaurant there.
    #[must_use]
    pub fn differs_in_trade(&self, other: &Self) -> bool {
        if self.trades.is_empty() || other.trades.is_empty() {
            return false;
        }
        let goes = |one: &u16, other: &u16| {
            let (one, other) = (lineage(*one), lineage(*other));
            one.contains(&other[0]) || other.contains(&one[0]) || is_eating(&one, &other)
        };
        !self.trades.iter().any(|one| other.trades.iter().any(|other| goes(one, other)))
    }

    fn is_nearly(&self, other: &Self) -> bool {
        // Letters are counted in bytes here, which is exact for almost every name.
        let longest = self.joined.len().max(other.joined.len());
        let most = longest * DISTANCE_MAX_PERCENT / 100;
        let apart = (self.letters ^ other.letters).count_ones() as usize;
        if self.joined.len().abs_diff(other.joined.len()) > most || apart > 2 * most {
            return false;
        }
        if numbers(&self.own) != numbers(&other.own) {
            return false;
        }
        distance(&self.joined, &other.joined) <= most && self.rests_are_alike(other)
    }

    /// Whether the words that only one of them has are alike, where both have some.
    fn rests_are_alike(&self, other: &Self) -> bool {
        let rest = |one: &Self, other: &Self| -> String {
            let is_shared = |word: &str| other.own.split(' ').any(|it| it == word);
            one.own.split(' ').filter(|word| !is_shared(word)).collect()
        };
        let (one, two) = (rest(self, other), rest(other, self));
        let longest = one.chars().count().max(two.chars().count());
        one.is_empty()
            || two.is_empty()
            || distance(&one, &two) * 100 <= longest * WORD_DISTANCE_MAX_PERCENT
    }
}

/// The words of a folded name, letters that stand alone joined: `b v` is `bv`.
fn words(all: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut alone = false;
    for word in all.split(' ').filter(|word| !word.is_empty()) {
        let letter = word.chars().count() == 1 && !word.starts_with(char::is_numeric);
        match words.last_mut().filter(|_| letter && alone) {
            Some(last) => last.push_str(word),
            None => words.push(word.to_owned()),
        }
        alone = letter;
    }
    words
}

fn is_common(word: &str) -> bool {
    [&STOP[..], &LEGAL[..], &PLACES[..]].iter().any(|list| list.contains(&word))
}

/// A word without the trade at its end, which is noted: `waterloopleinmarkt`.
fn stem(word: String, trades: &mut Vec<u16>) -> String {
    let ends = (STEM_MIN..word.len().saturating_sub(SUFFIX_MIN - 1))
        .filter(|at| word.is_char_boundary(*at));
    for at in ends {
        if let Some(told) = lexicon().get(&word[at..]) {
            trades.extend(told);
            return word[..at].to_owned();
        }
    }
    word
}

/// Words that name a trade, and which: the names and search terms of the category tree that are
/// one word, and some that are no category.
fn lexicon() -> &'static HashMap<String, Vec<u16>> {
    static LEXICON: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
        let mut lexicon: HashMap<String, Vec<u16>> = HashMap::new();
        for (number, category) in (0..).zip(tree().all()) {
            for language in Language::ALL {
                let name = std::iter::once(category.name(language));
                for term in name.chain(category.terms(language).iter().copied()) {
                    let term = fold(term);
                    if !term.is_empty() && !term.contains(' ') {
                        lexicon.entry(term).or_default().push(number);
                    }
                }
            }
        }
        for word in MORE_TRADES {
            lexicon.entry(word.to_owned()).or_default();
        }
        lexicon
    });
    &LEXICON
}

/// A category's number and those of the categories above it.
fn lineage(number: u16) -> Vec<u16> {
    let all = tree().all();
    let key = all.get(usize::from(number)).map_or("", |category| category.key);
    let numbers = tree().lineage(key).filter_map(|above| {
        let at = all.iter().position(|category| category.key == above.key)?;
        u16::try_from(at).ok()
    });
    let numbers: Vec<u16> = numbers.collect();
    if numbers.is_empty() { vec![number] } else { numbers }
}

fn is_eating(one: &[u16], other: &[u16]) -> bool {
    let is = |line: &[u16]| {
        let root = line.last().and_then(|root| tree().all().get(usize::from(*root)));
        root.is_some_and(|root| root.key == "eating")
    };
    is(one) && is(other)
}

/// The numbers in a name, in order: stall 1 is not stall 2.
fn numbers(own: &str) -> Vec<&str> {
    own.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).collect()
}

fn letter(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

/// How many letters must be added, left out or replaced to make one of the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
#[path = "name_tests.rs"]
mod tests;
