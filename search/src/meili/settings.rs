//! The declaration as Meilisearch reads it, and the name of an index that keeps to it.

use std::collections::BTreeMap;

use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::page::fingerprint;
use koop_domain::posts::model::Topic;
use koop_domain::posts::topic_words;
use meilisearch_sdk::settings::{
    FacetingSettings, MinWordSizeForTypos, PaginationSetting, Settings, TypoToleranceSettings,
};

use super::document::{self, Kept};
use crate::declaration::{Field, ONE_SLIP_LETTERS, SAME, TWO_SLIPS_LETTERS};

/// What the indexes of this program are named, before the hash.
const NAME: &str = "koop_listings";
/// Counts up when documents are made in another way that no setting tells.
const VERSION: u32 = 1;
/// The most documents that one question brings, and the deepest that it counts.
const HITS_MAX: usize = 2 * super::CANDIDATES_MAX;
/// The most values that a facet counts: all areas of a region.
const FACET_VALUES_MAX: usize = 20_000;
/// `sort` stands first: where an order is asked for it decides, else it does nothing.
const RANKING_RULES: [&str; 6] = ["sort", "words", "typo", "attribute", "exactness", "proximity"];

/// What Meilisearch is told.
///
/// Words are folded, parted and cut to their stems before they reach it, and little words are
/// left out of questions, so it is given no stop words: a question of nothing else would find
/// everything.
pub(super) fn settings() -> Settings {
    let slips = |letters: usize| u8::try_from(letters).ok();
    let min_word_size_for_typos = MinWordSizeForTypos {
        one_typo: slips(ONE_SLIP_LETTERS),
        two_typos: slips(TWO_SLIPS_LETTERS),
    };
    Settings::new()
        .with_searchable_attributes(searchable())
        .with_displayed_attributes(Kept::FIELDS)
        .with_filterable_attributes(document::FILTERABLE)
        .with_sortable_attributes(document::SORTABLE)
        .with_ranking_rules(RANKING_RULES)
        .with_synonyms(synonyms())
        .with_stop_words(Vec::<String>::new())
        .with_typo_tolerance(TypoToleranceSettings {
            enabled: Some(true),
            disable_on_attributes: Some(no_typos()),
            disable_on_words: Some(Vec::new()),
            min_word_size_for_typos: Some(min_word_size_for_typos),
            // 1093 is not 1094.
            disable_on_numbers: Some(true),
        })
        .with_faceting(FacetingSettings {
            max_values_per_facet: FACET_VALUES_MAX,
            sort_facet_values_by: None,
        })
        .with_pagination(PaginationSetting { max_total_hits: HITS_MAX })
}

/// The name of the index of this declaration: another declaration, another name.
pub(super) fn index_name(prefix: &str) -> String {
    // Through a value, whose maps are sorted: the client's own come in any order.
    let settings = serde_json::to_value(settings()).unwrap_or_default();
    let terms: Vec<_> = tree()
        .all()
        .iter()
        .map(|category| {
            let terms = [Language::Nl, Language::En].map(|l| (category.name(l), category.terms(l)));
            (category.key, terms)
        })
        .collect();
    let topics: Vec<_> = Topic::ALL.iter().map(|topic| (topic.key(), said_of(*topic))).collect();
    let hash = fingerprint(&format!("{VERSION} {settings} {terms:?} {topics:?}"));
    format!("{prefix}{NAME}_{hash:016x}")
}

/// Names and terms of a topic of posts, in all languages.
fn said_of(topic: Topic) -> Vec<&'static str> {
    let said = |language| {
        let name = std::iter::once(topic_words::name(topic, language));
        name.chain(topic_words::terms(topic, language))
    };
    Language::ALL.into_iter().flat_map(said).collect()
}

/// Fields in which words are looked for, the weightiest first.
fn searchable() -> Vec<&'static str> {
    Field::ALL.iter().flat_map(|field| [Some(field.plain()), field.roots()]).flatten().collect()
}

/// A description is as full of slips as a question: it is found by what stands in it only.
fn no_typos() -> Vec<String> {
    let fields = [Some(Field::Text.plain()), Field::Text.roots()];
    fields.into_iter().flatten().map(str::to_owned).collect()
}

/// Both spellings mean each other.
fn synonyms() -> std::collections::HashMap<String, Vec<String>> {
    let mut synonyms: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (short, long) in SAME {
        synonyms.entry(short).or_default().push((*long).to_owned());
        synonyms.entry(long).or_default().push((*short).to_owned());
    }
    synonyms.into_iter().map(|(word, same)| (word.to_owned(), same)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stays_while_the_declaration_does() {
        assert_eq!(index_name(""), index_name(""));
        assert!(index_name("test_").starts_with("test_koop_listings_"));
    }

    #[test]
    fn fields_are_weighed_in_order() {
        let fields = searchable();
        assert_eq!(fields[..2], ["name", "name_roots"]);
        assert_eq!(fields.last(), Some(&"text_roots"));
        assert!(fields.contains(&"place"));
    }
}
