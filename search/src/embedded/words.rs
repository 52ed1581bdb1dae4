//! From a text to the words it is found by: folded, in other forms, and parted where they are
//! compounds. Listings and questions go through the same hands, so both meet in the middle.

use koop_domain::listings::search::TEXT_MAX;
use koop_domain::text::fold;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};

use super::compounds;
use crate::declaration::{SAME, SOFT};

/// The most words of a question that are looked for; the rest is ignored.
pub(super) const ASKED_WORDS_MAX: usize = 10;
/// The most letters of a word that count.
const LETTERS_MAX: usize = 40;
/// Shorter words have no other forms.
const STEM_LETTERS_MIN: usize = 4;
/// Every stem ends up where a second cut would leave it: `fietsen`, `fiets`.
const STEM_ROUNDS: usize = 3;

/// A word as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The folded word.
    pub(crate) plain: String,
    /// Its stems, Dutch and English.
    pub(crate) stems: Vec<String>,
}

/// A word of a question, with the other ways in which it can be read.
#[derive(Clone, Debug)]
pub(crate) struct AskedWord {
    pub(crate) token: Token,
    /// Need not be found.
    pub(super) soft: bool,
    /// Perhaps still being typed.
    pub(super) last: bool,
    /// The pieces, if it is a compound.
    pub(crate) parts: Option<[Token; 2]>,
    /// Written together with the next word.
    pub(crate) joined: Option<Token>,
}

/// A question's words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// The whole text, folded.
    pub(crate) folded: String,
    pub(crate) words: Vec<AskedWord>,
}

impl Asked {
    /// A bit per word that belongs to these folded words, where they stand next to each other.
    pub(super) fn covering(&self, phrase: &str) -> u16 {
        let phrase: Vec<String> = words(phrase).collect();
        let plain = |word: &AskedWord| word.token.plain.clone();
        let asked: Vec<String> = self.words.iter().map(plain).collect();
        let found = asked.windows(phrase.len().max(1)).enumerate().filter(|(_, w)| *w == phrase);
        found.flat_map(|(at, _)| at..at + phrase.len()).fold(0, |covers, at| covers | 1 << at)
    }

    /// The words that should be found: all but the soft ones, or all when all are soft.
    pub(crate) fn required(&self) -> impl Iterator<Item = usize> {
        let only_soft = self.words.iter().all(|word| word.soft);
        self.words
            .iter()
            .enumerate()
            .filter_map(move |(at, word)| (only_soft || !word.soft).then_some(at))
    }
}

/// Somebody who knows both languages' words.
pub(crate) struct Speech {
    dutch: TextAnalyzer,
    english: TextAnalyzer,
}

impl Speech {
    pub(crate) fn new() -> Self {
        let stemmer = |language| {
            TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(language)).build()
        };
        Self { dutch: stemmer(Language::Dutch), english: stemmer(Language::English) }
    }

    /// Reads a question.
    pub(crate) fn asked(&mut self, text: &str) -> Asked {
        let text: String = text.chars().take(TEXT_MAX).collect();
        let plain: Vec<String> = words(&text).take(ASKED_WORDS_MAX).collect();
        let last = plain.len().saturating_sub(1);
        let words = plain.iter().enumerate().map(|(at, word)| AskedWord {
            token: self.token(word),
            soft: is_soft(word),
            last: at == last,
            parts: compounds::split(word).map(|(a, b)| [self.token(a), self.token(b)]),
            joined: plain.get(at + 1).map(|next| self.token(&cut(&format!("{word}{next}")))),
        });
        Asked { words: words.collect(), folded: plain.join(" ") }
    }

    /// A folded word with its stems.
    pub(super) fn token(&mut self, plain: &str) -> Token {
        Token { plain: plain.to_owned(), stems: self.stems(plain) }
    }

    /// Everything a word of a listing is found by besides itself: its stems, its pieces and
    /// their stems.
    pub(crate) fn roots(&mut self, plain: &str) -> Vec<String> {
        let mut roots = self.stems(plain);
        if let Some((front, end)) = compounds::split(plain) {
            for piece in [front, end] {
                roots.push(piece.to_owned());
                roots.extend(self.stems(piece));
            }
        }
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    fn stems(&mut self, plain: &str) -> Vec<String> {
        if plain.chars().count() < STEM_LETTERS_MIN || !plain.chars().all(char::is_alphabetic) {
            return vec![plain.to_owned()];
        }
        let mut stems = vec![stem(&mut self.dutch, plain), stem(&mut self.english, plain)];
        stems.dedup();
        stems
    }
}

/// The folded words of a text, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded.split(' ').filter(|w| !w.is_empty()).map(usual).collect();
    words.into_iter()
}

/// Whether a word says little about what is looked for.
pub(super) fn is_soft(word: &str) -> bool {
    SOFT.split_whitespace().any(|soft| soft == word)
}

fn usual(word: &str) -> String {
    let same = SAME.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
    cut(same.unwrap_or(word))
}

fn cut(word: &str) -> String {
    word.chars().take(LETTERS_MAX).collect()
}

fn stem(analyzer: &mut TextAnalyzer, word: &str) -> String {
    let mut stem = word.to_owned();
    for _ in 0..STEM_ROUNDS {
        let next = {
            let mut stream = analyzer.token_stream(&stem);
            if stream.advance() { stream.token().text.clone() } else { String::new() }
        };
        if next.is_empty() || next == stem {
            break;
        }
        stem = next;
    }
    undoubled(stem)
}

/// Dutch doubles a consonant before an ending: lek, lekke.
fn undoubled(mut stem: String) -> String {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    let doubled = last == before && last.is_some_and(|c| !"aeiou".contains(c));
    if doubled && letters.next().is_some() {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let mut speech = Speech::new();
        let groups: [&[&str]; 9] = [
            &["fiets", "fietsen"],
            &["lekke", "lek"],
            &["boek", "boeken"],
            &["schoen", "schoenen"],
            &["winkel", "winkels"],
            &["taart", "taarten"],
            &["puncture", "punctures"],
            &["bakker", "bakkers"],
            &["repairing", "repair"],
        ];
        for group in groups {
            let first = speech.roots(group[0]);
            for word in group {
                let roots = speech.roots(word);
                assert!(roots.iter().any(|r| first.contains(r)), "{word}: {roots:?} {first:?}");
            }
        }
    }

    #[test]
    fn a_compound_is_found_by_its_pieces() {
        let roots = Speech::new().roots("fietsenmaker");
        let asked = Speech::new().asked("fiets maker");
        for word in &asked.words {
            assert!(word.token.stems.iter().any(|s| roots.contains(s)), "{word:?} {roots:?}");
        }
    }

    #[test]
    fn little_words_are_required_only_when_there_is_nothing_else() {
        let mut speech = Speech::new();
        let required = |asked: Asked| asked.required().collect::<Vec<_>>();
        assert_eq!(required(speech.asked("de bakker in de Javastraat")), [1, 4]);
        assert_eq!(required(speech.asked("de winkel")), [0, 1]);
    }

    #[test]
    fn words_next_to_each_other_are_covered() {
        let asked = Speech::new().asked("fietsenmaker Indische Buurt");
        assert_eq!(asked.covering("indische buurt"), 0b110);
        assert_eq!(asked.covering("buurt"), 0b100);
        assert_eq!(asked.covering("indische fietsenmaker"), 0);
        assert_eq!(asked.covering(&"woord ".repeat(12)), 0);
    }

    #[test]
    fn a_question_is_cut_to_what_can_be_looked_for() {
        let asked = Speech::new().asked(&"woord ".repeat(1_000));
        assert_eq!(asked.words.len(), ASKED_WORDS_MAX);
        let asked = Speech::new().asked(&"x".repeat(5_000));
        assert_eq!(asked.words[0].token.plain.chars().count(), LETTERS_MAX);
    }
}
