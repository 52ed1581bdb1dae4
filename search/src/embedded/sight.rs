//! What of a kind of document a question looks at: the fields with its words, and what standing in
//! each of them is evidence of. Listings and posts are found by the same code over another sight.

use koop_domain::listings::ranking::Evidence;
use tantivy::schema::Field;

use super::category_words::{self, Vocabulary};
use super::tables::Fields;

/// A field, and what standing in it is evidence of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) field: Field,
    pub(super) plain: Evidence,
    pub(super) roots: Option<(Field, Evidence)>,
    pub(super) begins: Evidence,
    pub(super) typo: Option<Evidence>,
}

/// What is looked at.
pub(super) struct Sight {
    pub(super) spots: Vec<Spot>,
    /// The field with the keys of what a document is: categories or topics.
    pub(super) category: Field,
    /// The keys in and below one of them, by its place.
    pub(super) keys: fn(u16) -> Vec<&'static str>,
    /// The words by which they are named.
    pub(super) vocabulary: &'static Vocabulary,
    /// The field with areas, where words may name one.
    pub(super) area: Option<Field>,
    /// Whether what a word means sets aside names and descriptions that merely have it: who asks
    /// for a trade wants the trade. A neighbour's title says what it is about.
    pub(super) sets_aside: bool,
}

impl Sight {
    /// What is looked at of listings.
    pub(super) fn of_listings(fields: &Fields) -> Self {
        use Evidence as E;
        let spot = |field, plain, roots, begins, typo| Spot { field, plain, roots, begins, typo };
        let (names, tags, texts) = (
            Some((fields.name_roots, E::NameRoot)),
            Some((fields.tag_roots, E::TagRoot)),
            Some((fields.text_roots, E::TextRoot)),
        );
        let spots = vec![
            spot(fields.name, E::Name, names, E::NameBegins, Some(E::NameTypo)),
            spot(fields.tag, E::Tag, tags, E::TagBegins, Some(E::TagTypo)),
            spot(fields.place, E::Place, None, E::PlaceBegins, Some(E::PlaceTypo)),
            spot(fields.text, E::Text, texts, E::TextBegins, None),
        ];
        Self {
            spots,
            category: fields.category,
            keys: |place| category_words::below(place).iter().map(|it| it.key).collect(),
            vocabulary: category_words::vocabulary(),
            area: Some(fields.area),
            sets_aside: true,
        }
    }
}
