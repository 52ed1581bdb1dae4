//! The fields of the posts' index, and what of a post goes into them.

use std::sync::LazyLock;

use koop_domain::language::Language;
use koop_domain::listings::ranking::Evidence;
use koop_domain::posts::model::{Post, Topic};
use koop_domain::posts::topic_words;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value as _,
};
use tantivy::{DocAddress, IndexReader, TantivyDocument};

use super::super::category_words::Vocabulary;
use super::super::problem::Problem;
use super::super::sight::{Sight, Spot};
use super::super::tables::ROW;
use super::super::words::Speech;
use super::shelf::Shelf;
use crate::card::card_of_post;
use crate::declaration::{PostField, said_by_post};

/// Counts up when fields, words or the stored form change; an index of another version is
/// thrown away and built anew, together with the listings'.
pub(super) const VERSION: u32 = 1;

/// The fields. Words are cut here, not by the engine, so all are kept as they come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The post's id.
    pub(super) id: Field,
    /// Its row on the shelf.
    row: Field,
    /// What the shelf is filled from again, as JSON.
    card: Field,
    title: Field,
    title_roots: Field,
    /// Words for its subject, terms and direction.
    label: Field,
    label_roots: Field,
    text: Field,
    text_roots: Field,
    /// The key of its topic.
    topic: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let mut word = |name| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
    };
    let id = word("id");
    let title = word("title");
    let title_roots = word("title_roots");
    let label = word("label");
    let label_roots = word("label_roots");
    let text = word("text");
    let text_roots = word("text_roots");
    let topic = word("topic");
    let row = schema.add_u64_field(ROW, FAST);
    let card = schema.add_bytes_field("card", STORED);
    let fields =
        Fields { id, row, card, title, title_roots, label, label_roots, text, text_roots, topic };
    (schema.build(), fields)
}

/// What is looked at of posts: a title is worth what a listing's name is, a topic what a category
/// is, and so on.
pub(super) fn sight(fields: &Fields) -> Sight {
    use Evidence as E;
    let spot = |field, plain, roots, begins, typo| Spot { field, plain, roots, begins, typo };
    let titles = Some((fields.title_roots, E::NameRoot));
    let labels = Some((fields.label_roots, E::TagRoot));
    let texts = Some((fields.text_roots, E::TextRoot));
    Sight {
        spots: vec![
            spot(fields.title, E::Name, titles, E::NameBegins, Some(E::NameTypo)),
            spot(fields.label, E::Tag, labels, E::TagBegins, Some(E::TagTypo)),
            spot(fields.text, E::Text, texts, E::TextBegins, None),
        ],
        category: fields.topic,
        keys: |place| Topic::ALL.get(usize::from(place)).map(|it| it.key()).into_iter().collect(),
        vocabulary: vocabulary(),
        area: None,
        sets_aside: false,
    }
}

/// The words of topics.
fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
        Vocabulary::of(Language::ALL.into_iter().flat_map(|language| {
            (0..).zip(Topic::ALL).flat_map(move |(place, topic)| {
                let name = std::iter::once(topic_words::name(*topic, language));
                let all = name.chain(topic_words::terms(*topic, language));
                all.map(move |term| (place, language, term))
            })
        }))
    });
    &VOCABULARY
}

/// What the index keeps of a post.
pub(super) fn document(
    fields: &Fields,
    speech: &mut Speech,
    post: &Post,
    row: u32,
) -> Result<TantivyDocument, serde_json::Error> {
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, post.id.to_string());
    document.add_u64(fields.row, u64::from(row));
    let mut card = card_of_post(post);
    // Its words are in the index.
    (card.content.title, card.content.text) = Default::default();
    card.content.terms.iter_mut().for_each(|term| term.words = None);
    document.add_bytes(fields.card, &serde_json::to_vec(&card)?);
    document.add_text(fields.topic, post.topic.key());
    for (field, plain, roots) in [
        (PostField::Title, fields.title, fields.title_roots),
        (PostField::Label, fields.label, fields.label_roots),
        (PostField::Text, fields.text, fields.text_roots),
    ] {
        let said = said_by_post(field, post, speech);
        said.plain.iter().for_each(|word| document.add_text(plain, word));
        said.roots.iter().for_each(|root| document.add_text(roots, root));
    }
    Ok(document)
}

/// The shelf of an index, from its cards.
pub(super) fn fill(reader: &IndexReader, fields: &Fields) -> Result<Shelf, Problem> {
    let searcher = reader.searcher();
    let mut shelf = Shelf::default();
    for (at, segment) in (0..).zip(searcher.segment_readers()) {
        let rows = segment.fast_fields().u64(ROW)?;
        for doc in segment.doc_ids_alive() {
            let row = rows.first(doc).and_then(|row| u32::try_from(row).ok());
            let document: TantivyDocument = searcher.doc(DocAddress::new(at, doc))?;
            let card = document.get_first(fields.card).and_then(|card| card.as_bytes());
            let (Some(row), Some(card)) = (row, card) else { return Err(Problem::OtherVersion) };
            shelf.put_at(row, &serde_json::from_slice(card)?);
        }
    }
    shelf.collect_free();
    Ok(shelf)
}
