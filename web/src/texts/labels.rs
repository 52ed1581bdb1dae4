//! Short labels: reasons, facets, what is wrong with a field, words that come from outside.

use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::error::Problem;
use koop_domain::listings::model::Kind;
use koop_domain::listings::rules::EXCEPTIONS_MAX;
use koop_domain::listings::search::{FacetField, Why};
use koop_domain::posts::model::{Direction, Subject, TermKind, Topic};

use super::{clock, known, posts, text, text_with};

/// Why a hit is here, in a few words.
#[must_use]
pub fn why(language: Language, why: &Why) -> String {
    let value = |key: &str, word: String| text_with(language, key, &[("word", word.into())]);
    match why {
        Why::NameExact => text(language, "why-name-exact"),
        Why::Name => text(language, "why-name"),
        Why::NameTypo => text(language, "why-name-typo"),
        Why::Category(key) => value("why-category", category(language, key)),
        Why::Tag(tag) => value("why-tag", tag.clone()),
        Why::Repairs(key) => value("why-repairs", repairs(language, key)),
        Why::Text => text(language, "why-text"),
        Why::Open => text(language, "why-open"),
        Why::OpenLikely => text(language, "why-open-likely"),
        Why::OpenMaybe => text(language, "why-open-maybe"),
        Why::Near(metres) => value("why-near", clock::distance(language, *metres)),
        Why::Delivers => text(language, "why-delivers"),
        Why::Independent => text(language, "why-independent"),
    }
}

/// What is wrong with a field and what to do.
#[must_use]
pub fn problem(language: Language, field: &str, problem: Problem) -> String {
    let key = match problem {
        Problem::Empty => "problem-empty",
        Problem::TooShort => "problem-too-short",
        Problem::TooLong => "problem-too-long",
        Problem::OutOfRange => "problem-out-of-range",
        Problem::Unknown => "problem-unknown",
        Problem::Unreadable => "problem-unreadable",
        Problem::EndsBeforeStart => "problem-ends-before-start",
        Problem::BadCursor => "problem-bad-cursor",
        Problem::TooDeep => "problem-too-deep",
        Problem::Guessable => "problem-guessable",
        Problem::Outside => "problem-outside",
        Problem::Twice => "problem-twice",
        Problem::Reserved => "problem-reserved",
        Problem::TooManyDays => {
            let most = clock::number(language, EXCEPTIONS_MAX as u64);
            return text_with(language, "problem-too-many-days", &[("most", most.into())]);
        }
    };
    text_with(language, key, &[("field", field.to_owned().into())])
}

/// The label of a facet value.
#[must_use]
pub fn facet_value(language: Language, field: FacetField, value: &str) -> String {
    match field {
        FacetField::Kind => Kind::from_key(value)
            .map_or_else(|| value.to_owned(), |it| text(language, kind_key(it))),
        FacetField::Category => category(language, value),
        FacetField::Open => match value {
            "open" => text(language, "open-certain"),
            "likely" => text(language, "open-likely"),
            "maybe" => text(language, "open-maybe"),
            other => other.to_owned(),
        },
        FacetField::Trait => match value {
            "takeaway" => text(language, "trait-takeaway"),
            "wheelchair" => text(language, "trait-wheelchair"),
            "second_hand" => text(language, "trait-second-hand"),
            "repair" => text(language, "trait-repair"),
            "organic" => text(language, "trait-organic"),
            "independent" => text(language, "trait-independent"),
            "delivery" => text(language, "trait-delivery"),
            other => other.to_owned(),
        },
        // Names of areas are the map's, not a language's.
        FacetField::Area => value.to_owned(),
        // Nor are those of currencies: whoever shows them knows their names.
        FacetField::Currency => value.to_owned(),
        FacetField::Direction => {
            named(value, Direction::from_key, |it| posts::direction(language, it))
        }
        FacetField::Subject => named(value, Subject::from_key, |it| posts::subject(language, it)),
        FacetField::Topic => named(value, Topic::from_key, |it| posts::topic(language, it)),
        FacetField::Term => named(value, TermKind::from_key, |it| posts::term_kind(language, it)),
        FacetField::Language => spoken(language, value),
    }
}

/// The words for a key; of one that is none, the key.
fn named<T>(key: &str, read: fn(&str) -> Option<T>, words: impl FnOnce(T) -> String) -> String {
    read(key).map_or_else(|| key.to_owned(), words)
}

/// The name of a kind of place.
#[must_use]
pub fn kind(language: Language, kind: Kind) -> String {
    text(language, kind_key(kind))
}

/// The name of a category; of one that the tree does not know, its key.
#[must_use]
pub fn category(language: Language, key: &str) -> String {
    tree().get(key).map_or_else(|| key.to_owned(), |it| it.name(language).to_owned())
}

/// The name of a category for several of them, where its one word has a plural that is sure:
/// `Fietsenmakers`, `Bakkerijen`, but `Koffie en lunch`.
#[must_use]
pub fn categories(language: Language, key: &str) -> String {
    let name = category(language, key);
    let known = PLURALS.iter().find_map(|(one, many)| {
        let stem =
            name.strip_suffix(one).or_else(|| name.eq_ignore_ascii_case(one).then_some(""))?;
        Some(if stem.is_empty() { capital(many) } else { format!("{stem}{many}") })
    });
    known.filter(|_| language == Language::Nl && !name.contains(' ')).unwrap_or(name)
}

/// Ends of Dutch words and what they become.
const PLURALS: [(&str, &str); 17] = [
    ("maker", "makers"),
    ("bakker", "bakkers"),
    ("kapper", "kappers"),
    ("slager", "slagers"),
    ("imker", "imkers"),
    ("winkel", "winkels"),
    ("handel", "handels"),
    ("markt", "markten"),
    ("erij", "erijen"),
    ("zaak", "zaken"),
    ("restaurant", "restaurants"),
    ("huis", "huizen"),
    ("school", "scholen"),
    ("museum", "musea"),
    ("hotel", "hotels"),
    ("bloemist", "bloemisten"),
    ("apotheek", "apotheken"),
];

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

/// In an area, with the little words that its name asks for: `in de Dapperbuurt`, `in Betondorp`,
/// `op Zeeburgereiland`.
#[must_use]
pub fn in_area(language: Language, name: &str) -> String {
    let folded = koop_domain::text::fold(name);
    let how = AREA_ENDS.iter().find(|(end, _)| folded.ends_with(end)).map_or("in", |(_, how)| how);
    text_with(language, "in-area", &[("how", how.into()), ("name", name.to_owned().into())])
}

/// How Dutch speaks of areas whose names end so.
const AREA_ENDS: [(&str, &str); 9] = [
    ("buurt", "de"),
    ("buurten", "de"),
    ("wijk", "de"),
    ("wijken", "de"),
    ("polder", "de"),
    ("watergraafsmeer", "de"),
    ("gebied", "het"),
    ("eiland", "op"),
    ("eilanden", "de"),
];

/// What is repaired: a word of ours where there is one, else the word that was given.
#[must_use]
pub fn repairs(language: Language, key: &str) -> String {
    outside_word(language, "repairs", key)
}

/// A way to pay, by OSM's name for it.
#[must_use]
pub fn payment(language: Language, key: &str) -> String {
    outside_word(language, "payment", key)
}

/// A spoken language, by its BCP 47 code.
#[must_use]
pub fn spoken(language: Language, code: &str) -> String {
    outside_word(language, "spoken", code)
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Shop => "kind-shop",
        Kind::Food => "kind-food",
        Kind::Repair => "kind-repair",
        Kind::SecondHand => "kind-second-hand",
        Kind::Maker => "kind-maker",
        Kind::Farm => "kind-farm",
        Kind::Market => "kind-market",
        Kind::Culture => "kind-culture",
        Kind::Community => "kind-community",
        Kind::Service => "kind-service",
    }
}

fn outside_word(language: Language, family: &str, word: &str) -> String {
    let key = format!("{family}-{}", word.replace('_', "-").to_lowercase());
    known(language, &key).unwrap_or_else(|| word.replace('_', " "))
}
