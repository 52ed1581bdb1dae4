//! Names, as far as they tell one business from another.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{ANY_TRADE, LEGAL, PLACES, STOP};
use crate::language::Language;
use crate::listings::categories::tree;
use crate::text::fold;

/// Names differ in at most this share of their letters, in percent.
const DISTANCE_MAX_PERCENT: usize = 30;
/// Words that only one of two names has differ in at most this share of their letters: `Jansz` is
/// `Janz`, but a tulip museum is no cheese museum and Oost is not West.
const WORD_DISTANCE_MAX_PERCENT: usize = 40;
/// The shortest word of a trade that is taken off the end of another (`dapper-markt`).
const SUFFIX_MIN: usize = 5;
/// The shortest rest of such a word.
const STEM_MIN: usize = 3;

/// A name, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// All of it, folded.
    all: Box<str>,
    /// The words that are its own, in order: without trades, articles, legal forms and places.
    own: Box<str>,
    /// The same, each once and sorted.
    set: Box<str>,
    letters: Letters,
    /// Trades that the name tells: numbers of categories in their tree.
    trades: Box<[u16]>,
}

/// The letters of a name's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letters {
    len: usize,
    /// Which there are, a bit each.
    set: u64,
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
        let letters = Letters {
            len: own.iter().map(|word| word.chars().count()).sum(),
            set: own.iter().flat_map(|word| word.chars()).fold(0, |set, c| set | letter(c)),
        };
        let in_order = own.join(" ");
        own.sort_unstable();
        own.dedup();
        Self {
            all: all.into(),
            own: in_order.into(),
            set: own.join(" ").into(),
            letters,
            trades: trades.into(),
        }
    }

    /// Whether two names may be one: the words of their own are the same, or differ in few
    /// letters. Where one has no words of its own, all words count.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        if self.own.is_empty() || other.own.is_empty() {
            return self.all == other.all || is_nearly(&self.all, &other.all);
        }
        if self.set == other.set {
            return true;
        }
        // Letters are looked at first: most names have too different ones for a closer look.
        let most = most_edits(self.letters.len, other.letters.len);
        let apart = (self.letters.set ^ other.letters.set).count_ones() as usize;
        self.letters.len.abs_diff(other.letters.len) <= most
            && apart <= 2 * most
            && is_nearly(&self.own, &other.own)
    }

    /// Whether they have a word of their own in common.
    #[must_use]
    pub fn shares_a_word(&self, other: &Self) -> bool {
        let mut words = self.set.split(' ').filter(|word| word.len() >= STEM_MIN);
        words.any(|word| other.set.split(' ').any(|it| it == word))
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
}

/// Whether words differ in few letters, and those that only one side has do not tell them apart.
fn is_nearly(one: &str, other: &str) -> bool {
    let joined = |words: &str| words.replace(' ', "");
    let (a, b) = (joined(one), joined(other));
    numbers(one) == numbers(other)
        && distance(&a, &b) <= most_edits(a.chars().count(), b.chars().count())
        && rests_are_alike(one, other)
}

/// How many letters may differ.
fn most_edits(one: usize, other: usize) -> usize {
    one.max(other) * DISTANCE_MAX_PERCENT / 100
}

/// Whether the words that only one of them has are alike, where both have some.
fn rests_are_alike(one: &str, other: &str) -> bool {
    let rest = |one: &str, other: &str| -> String {
        let is_shared = |word: &str| other.split(' ').any(|it| it == word);
        one.split(' ').filter(|word| !is_shared(word)).collect()
    };
    let (a, b) = (rest(one, other), rest(other, one));
    let longest = a.chars().count().max(b.chars().count());
    a.is_empty() || b.is_empty() || distance(&a, &b) * 100 <= longest * WORD_DISTANCE_MAX_PERCENT
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
/// one word, and words that fit many.
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
        lexicon.extend(ANY_TRADE.map(|word| (word.to_owned(), Vec::new())));
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
fn numbers(words: &str) -> Vec<&str> {
    words.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).collect()
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
