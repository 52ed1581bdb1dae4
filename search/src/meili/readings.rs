//! A question's words as Meilisearch is asked for them.
//!
//! Documents hold every word with its stems and pieces, so a question is asked in stems and
//! pieces too: "fietsenmakers" as the stems of "fietsen" and "makers". Where Dutch and English cut a word differently,
//! it is asked both ways. Meilisearch adds what it is good at: slips, unfinished words, and words
//! written apart.

use koop_domain::listings::search::ListingQuery;

use crate::embedded::words::{Asked, AskedWord, Speech, Token};

/// The languages whose stems are kept beside each other.
const LANGUAGES: usize = 2;

/// The ways in which a question's words are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Readings {
    /// All words together, in one or two ways; empty where there are no words.
    pub(super) whole: Vec<String>,
    /// Each word by itself, for when no listing has them all.
    pub(super) single: Vec<String>,
    /// Whether the text is nothing but signs, which find nothing.
    pub(super) is_noise: bool,
}

impl Readings {
    pub(super) fn of(query: &ListingQuery) -> Self {
        Self::of_text(query.text.as_deref())
    }

    pub(super) fn of_text(text: Option<&str>) -> Self {
        let text = text.unwrap_or_default();
        let asked = Speech::new().asked(text);
        let words: Vec<&AskedWord> = asked.required().map(|at| &asked.words[at]).collect();
        let mut whole: Vec<String> = Vec::new();
        let mut single: Vec<String> = Vec::new();
        for language in 0..LANGUAGES {
            let words: Vec<String> = words.iter().map(|word| stemmed(word, language)).collect();
            let together = words.join(" ");
            if !together.is_empty() && !whole.contains(&together) {
                whole.push(together);
            }
            if words.len() > 1 {
                let new: Vec<_> = words.into_iter().filter(|word| !single.contains(word)).collect();
                single.extend(new);
            }
        }
        let is_noise = asked.words.is_empty() && !text.trim().is_empty();
        Self { whole, single, is_noise }
    }

    /// The words of somebody who is typing, as far as they are typed.
    pub(super) fn typed(text: &str) -> String {
        let Asked { folded, .. } = Speech::new().asked(text);
        folded
    }
}

/// A word's stem, or the stems of its pieces.
fn stemmed(word: &AskedWord, language: usize) -> String {
    let stem = |token: &Token| {
        let stem = token.stems.get(language).or_else(|| token.stems.first());
        stem.unwrap_or(&token.plain).clone()
    };
    match &word.parts {
        Some([front, end]) => format!("{} {}", stem(front), stem(end)),
        None => stem(&word.token),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn read(text: &str) -> Readings {
        let query = ListingQuery::new(DateTime::UNIX_EPOCH);
        Readings::of(&ListingQuery { text: Some(text.to_owned()), ..query })
    }

    #[test]
    fn words_are_asked_in_stems_and_pieces() {
        assert!(read("fietsenmakers").whole.contains(&"fiet maker".to_owned()));
        assert!(read("lekke banden").whole.iter().any(|words| words.starts_with("lek ")));
    }

    #[test]
    fn little_words_are_left_out_unless_there_is_nothing_else() {
        assert_eq!(read("een bakker in de Javastraat").whole, ["bakker javastraat"]);
        assert_eq!(read("de winkel").whole, ["de winkel"]);
    }

    #[test]
    fn one_word_has_no_half() {
        assert!(read("bakker").single.is_empty());
        assert_eq!(read("bakker zzyzx").single, ["bakker", "zzyzx"]);
    }

    #[test]
    fn signs_are_noise_and_space_is_nothing() {
        assert!(read("🦀 &").is_noise);
        assert_eq!(read("  "), Readings::default());
    }
}
