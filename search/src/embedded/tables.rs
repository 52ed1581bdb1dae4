//! The index's fields, and what of a listing goes into them.

use koop_domain::listings::model::{Address, Facts, Listing, Offered, Ownership, Whereabouts};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

use super::repair_words;
use super::words::Speech;
use crate::card::card;
use crate::declaration::{self, Field as Said};

/// Counts up when fields, words or the stored form change; an index of another version is
/// thrown away and built anew.
pub(super) const VERSION: u32 = 5;

/// The fields. Words are cut here, not by the engine, so all are kept as they come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The listing's id.
    pub(super) id: Field,
    /// Its row on the shelf.
    pub(super) row: Field,
    /// The number of the commit that brought it.
    pub(super) stamp: Field,
    /// The listing's card as JSON, from which the shelf is filled again.
    pub(super) card: Field,
    pub(super) name: Field,
    pub(super) name_roots: Field,
    pub(super) tag: Field,
    pub(super) tag_roots: Field,
    pub(super) place: Field,
    pub(super) text: Field,
    pub(super) text_roots: Field,
    /// Keys of its categories, without those above them.
    pub(super) category: Field,
    /// The ids of the areas it lies in.
    pub(super) area: Field,
}

/// The names of the fast fields with rows, and with the numbers of commits.
pub(super) const ROW: &str = "row";
pub(super) const STAMP: &str = "stamp";

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
    let name = word("name");
    let name_roots = word("name_roots");
    let tag = word("tag");
    let tag_roots = word("tag_roots");
    let place = word("place");
    let text = word("text");
    let text_roots = word("text_roots");
    let category = word("category");
    let area = word("area");
    let row = schema.add_u64_field(ROW, FAST);
    let stamp = schema.add_u64_field(STAMP, FAST);
    let card = schema.add_bytes_field("card", STORED);
    let fields = Fields {
        id,
        row,
        stamp,
        card,
        name,
        name_roots,
        tag,
        tag_roots,
        place,
        text,
        text_roots,
        category,
        area,
    };
    (schema.build(), fields)
}

/// What the index keeps of a listing.
pub(super) fn document(
    fields: &Fields,
    speech: &mut Speech,
    listing: &Listing,
    (row, stamp): (u32, u64),
) -> Result<TantivyDocument, serde_json::Error> {
    let facts = &listing.facts;
    let mut document = TantivyDocument::new();
    document.add_text(fields.id, listing.id.to_string());
    document.add_u64(fields.row, u64::from(row));
    document.add_u64(fields.stamp, stamp);
    let mut card = card(listing);
    // Its words are in the index.
    card.facts.description.clear();
    document.add_bytes(fields.card, &serde_json::to_vec(&card)?);
    for category in &facts.categories {
        document.add_text(fields.category, category);
    }
    for area in &listing.areas {
        document.add_text(fields.area, area.to_string());
    }
    for (field, plain, roots) in [
        (Said::Name, fields.name, Some(fields.name_roots)),
        (Said::Tag, fields.tag, Some(fields.tag_roots)),
        (Said::Place, fields.place, None),
        (Said::Text, fields.text, Some(fields.text_roots)),
    ] {
        let said = declaration::said(field, facts, speech);
        said.plain.iter().for_each(|word| document.add_text(plain, word));
        for (roots, root) in roots.iter().flat_map(|r| said.roots.iter().map(move |s| (r, s))) {
            document.add_text(*roots, root);
        }
    }
    Ok(document)
}

/// What a label of a listing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    Tag,
    Repairs,
}

/// Something short that a listing is found by: a tag, a repair, a trait in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(super) kind: LabelKind,
    /// What is shown: the tag, or the repair's key.
    pub(super) shown: String,
    /// What it is found by.
    pub(crate) words: String,
}

/// The labels of a listing.
pub(crate) fn labels(facts: &Facts) -> Vec<Label> {
    let tag = |shown: &str, words: &str| Label {
        kind: LabelKind::Tag,
        shown: shown.to_owned(),
        words: words.to_owned(),
    };
    let mut labels: Vec<Label> = facts.tags.iter().map(|t| tag(t, t)).collect();
    labels.extend(facts.repairs.iter().map(|key| Label {
        kind: LabelKind::Repairs,
        shown: key.clone(),
        words: format!("{key} {}", repair_words::of(key)),
    }));
    if let Ownership::Chain { brand } = &facts.ownership {
        labels.push(tag(brand, brand));
    }
    let offered = |value: Option<Offered>| value.is_some_and(Offered::is_offered);
    let traits = [
        (facts.repairs_things(), "reparatie", "reparatie repareren repair"),
        (facts.sells_second_hand(), "tweedehands", "tweedehands kringloop second hand used"),
        (offered(facts.organic), "biologisch", "biologisch bio organic"),
        (offered(facts.fair_trade), "fairtrade", "fairtrade fair trade"),
        (offered(facts.zero_waste), "verpakkingsvrij", "verpakkingsvrij zero waste"),
        (offered(facts.takeaway), "afhalen", "afhalen meenemen takeaway"),
        (facts.delivery.is_some(), "bezorgen", "bezorgen bezorging thuisbezorgd delivery"),
    ];
    labels.extend(traits.iter().filter(|(holds, ..)| *holds).map(|(_, s, w)| tag(s, w)));
    labels
}

/// The words of the address. Of somebody's home only the neighbourhood can be found.
pub(crate) fn address_words(facts: &Facts) -> String {
    let Some(address) = &facts.address else { return String::new() };
    let Address { street, house_number, postcode, city } = address;
    let postcode = postcode.as_deref().unwrap_or_default();
    let city = city.as_deref().unwrap_or_default();
    if facts.whereabouts == Whereabouts::AtHome {
        return format!("{} {city}", postcode.get(..4).unwrap_or_default());
    }
    let (street, number) =
        (street.as_deref().unwrap_or_default(), house_number.as_deref().unwrap_or_default());
    let together: String = postcode.split_whitespace().collect();
    format!("{street} {number} {postcode} {together} {city}")
}
