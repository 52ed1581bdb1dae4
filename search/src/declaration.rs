//! What both engines agree on, in one place: which words of a listing stand in which field and
//! how the fields weigh, how many slips a word may have, which words are the same, and which
//! say little. The embedded engine reads it as it is; Meilisearch is given it as settings, whose
//! hash names its index, so that another declaration is another index.

use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Facts;
use koop_domain::posts::model::Post;
use koop_domain::posts::topic_words;

use crate::embedded::tables::{address_words, labels};
use crate::embedded::words::{Speech, words};

/// The fewest letters of a word with one slip.
pub(crate) const ONE_SLIP_LETTERS: usize = 4;
/// The fewest letters of a word with two.
pub(crate) const TWO_SLIPS_LETTERS: usize = 9;

/// How near a listing must be that delivers nobody knows where, in metres.
pub(crate) const DELIVERY_GUESS_M: f64 = 3_000.0;
/// The most words of one listing that are indexed per field; descriptions may be long.
pub(crate) const INDEXED_WORDS_MAX: usize = 2_000;

/// Words that need not be found: little ones, what the filters say better ("nu open"), and
/// words for "shop", which stand in half of all compounds.
pub(crate) const SOFT: &str = "\
    a aan and at bedrijf bij buurt de der dichtbij die e een en for het ik in is me met mijn \
    my naar near nearby nearest nu now of om on op open or shop shops store stores t te ten \
    the to tot uit van voor waar where winkel winkels with your zaak zaken";

/// Spellings of one word in street names.
pub(crate) const SAME: &[(&str, &str)] =
    &[("1e", "eerste"), ("2e", "tweede"), ("3e", "derde"), ("4e", "vierde"), ("str", "straat")];

/// Where words of a listing stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The name on the board.
    Name,
    /// Names and search terms of its categories, in both languages.
    Category,
    /// Tags, what is repaired, what it is known for.
    Tag,
    /// The address.
    Place,
    /// The descriptions.
    Text,
}

impl Field {
    /// All of them, the weightiest first: the order of their evidence in
    /// [`koop_domain::listings::ranking`].
    pub(crate) const ALL: [Self; 5] =
        [Self::Name, Self::Category, Self::Tag, Self::Place, Self::Text];

    /// The name of the field that has the words as they are written.
    pub(crate) fn plain(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Place => "place",
            Self::Text => "text",
        }
    }

    /// The name of the field that has their other forms, if there is one: an address has none.
    pub(crate) fn roots(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("name_roots"),
            Self::Category => Some("category_roots"),
            Self::Tag => Some("tag_roots"),
            Self::Place => None,
            Self::Text => Some("text_roots"),
        }
    }
}

/// What stands in one field of a listing.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The words in order, as they are written.
    pub(crate) plain: Vec<String>,
    /// Their stems and pieces.
    pub(crate) roots: Vec<String>,
}

/// What stands in a field of a listing.
pub(crate) fn said(field: Field, facts: &Facts, speech: &mut Speech) -> Said {
    let mut said = Said::default();
    let mut say = |text: &str| {
        for word in words(text).take(INDEXED_WORDS_MAX) {
            if field.roots().is_some() {
                said.roots.extend(speech.roots(&word));
            }
            said.plain.push(word);
        }
    };
    match field {
        Field::Name => say(&facts.name),
        Field::Category => category_terms(facts).for_each(say),
        Field::Tag => labels(facts).iter().for_each(|label| say(&label.words)),
        Field::Place => say(&address_words(facts)),
        Field::Text => facts.description.values().for_each(|text| say(text)),
    }
    said
}

/// Where words of a post stand, besides its topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PostField {
    /// Its title.
    Title,
    /// What it is, on what terms, and whether it is offered or asked for.
    Label,
    /// Its text, and what is said of its terms.
    Text,
}

/// What stands in a field of a post.
pub(crate) fn said_by_post(field: PostField, post: &Post, speech: &mut Speech) -> Said {
    let mut said = Said::default();
    let mut say = |text: &str| {
        for word in words(text).take(INDEXED_WORDS_MAX) {
            said.roots.extend(speech.roots(&word));
            said.plain.push(word);
        }
    };
    let content = &post.content;
    match field {
        PostField::Title => say(&content.title),
        PostField::Label => {
            say(topic_words::of_subject(post.subject));
            say(topic_words::of_direction(post.direction));
            content.terms.iter().for_each(|term| say(topic_words::of_term(term.kind)));
        }
        PostField::Text => {
            say(&content.text);
            content.terms.iter().filter_map(|term| term.words.as_deref()).for_each(say);
        }
    }
    said
}

/// Names and terms of a post's topic, in all languages.
pub(crate) fn topic_terms(post: &Post) -> impl Iterator<Item = &'static str> {
    let topic = post.topic;
    Language::ALL.into_iter().flat_map(move |language| {
        let name = std::iter::once(topic_words::name(topic, language));
        name.chain(topic_words::terms(topic, language))
    })
}

/// Names and terms of a listing's categories and of those above them.
fn category_terms(facts: &Facts) -> impl Iterator<Item = &'static str> {
    let lineages = facts.categories.iter().flat_map(|key| tree().lineage(key));
    lineages.flat_map(|category| {
        [Language::Nl, Language::En].into_iter().flat_map(move |language| {
            let name = std::iter::once(category.name(language));
            name.chain(category.terms(language).iter().copied())
        })
    })
}

#[cfg(test)]
mod tests {
    use koop_domain::listings::ranking::Evidence;

    use super::*;

    /// The order in which Meilisearch weighs fields is the order of the published points.
    #[test]
    fn fields_weigh_as_their_evidence_does() {
        let points = Field::ALL.map(|field| match field {
            Field::Name => Evidence::Name.points(),
            Field::Category => Evidence::Category.points(),
            Field::Tag => Evidence::Tag.points(),
            Field::Place => Evidence::Place.points(),
            Field::Text => Evidence::Text.points(),
        });
        assert!(points.is_sorted_by(|before, after| before > after), "{points:?}");
    }

    #[test]
    fn a_listing_is_said_in_words_forms_and_pieces() {
        let facts = Facts {
            name: "De Fietsenmakers".to_owned(),
            categories: vec!["bicycle-repair".to_owned()],
            ..Facts::default()
        };
        let mut speech = Speech::new();
        let name = said(Field::Name, &facts, &mut speech);
        assert_eq!(name.plain, ["de", "fietsenmakers"]);
        assert!(name.roots.iter().any(|root| root == "maker"), "{name:?}");
        let category = said(Field::Category, &facts, &mut speech);
        for term in ["lek", "puncture", "repareren"] {
            let has = |word: &String| word == term;
            assert!(category.plain.iter().any(has), "{term} is missing from {category:?}");
        }
        assert!(said(Field::Place, &facts, &mut speech).plain.is_empty());
    }
}
