//! Which listings or posts have a question's words, and where each word stands in them.
//!
//! Word after word, the postings of every term that the word may mean are walked once, and a
//! table keeps the best evidence per document. A document that has all required words is
//! found. When none has, those with the most of them are: better half an answer than none.
//!
//! A word may mean a trade or an area that is there ("bakker haarlem"); then it counts for less
//! in the name of what is neither.
//!
//! A word that is found nowhere as it is written may be mistyped; only then slips are read
//! over, so that "tram" does not also find "trap".

use koop_domain::language::Language;
use koop_domain::listings::ranking::Evidence;
use koop_domain::listings::search::AreaWords;
use tantivy::Searcher;

use super::category_words::Named;
use super::segment::Segment;
use super::sight::Sight;
use super::typos;
use super::words::{ASKED_WORDS_MAX, Asked};

/// What was found, and by what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) row: u32,
    pub(super) segment: u32,
    pub(super) doc: u32,
    /// The best evidence per word.
    pub(super) evidence: [Evidence; ASKED_WORDS_MAX],
}

/// What has a question's words.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Found>,
    /// The categories that the words name.
    pub(super) named: Vec<Named>,
}

/// Finds what has the question's words.
pub(super) fn find(
    searcher: &Searcher,
    sight: &Sight,
    asked: &Asked,
    (language, area_words): (Language, &[AreaWords]),
) -> tantivy::Result<Findings> {
    let mut named = sight.vocabulary.named(asked, language, 0);
    let mut segments = Vec::new();
    for reader in searcher.segment_readers() {
        let mut segment = Segment::new(reader, sight, asked.words.len());
        segment.read(asked, &named)?;
        for AreaWords { words, areas } in area_words {
            let covers = asked.covering(words);
            areas.iter().try_for_each(|area| segment.read_area(*area, covers))?;
        }
        segments.push(segment);
    }
    let mistyped = mistyped(&segments, asked);
    if mistyped != 0 {
        named = sight.vocabulary.named(asked, language, mistyped);
        for segment in &mut segments {
            segment.read_over_slips(asked, mistyped, &named)?;
        }
    }
    if sight.sets_aside {
        set_descriptions_aside(&mut segments, &named);
        for word in 0..asked.words.len() {
            if segments.iter().any(|segment| segment.has_meant(word)) {
                segments.iter_mut().for_each(|segment| segment.set_names_aside(word));
            }
        }
    }
    Ok(Findings { found: collect(&segments, asked)?, named })
}

/// Finds what has the words in its name, each possibly mistyped: for completing.
pub(super) fn find_names(
    searcher: &Searcher,
    sight: &Sight,
    asked: &Asked,
) -> tantivy::Result<Vec<Found>> {
    let mut segments = Vec::new();
    for reader in searcher.segment_readers() {
        let mut segment = Segment::new(reader, sight, asked.words.len()).names_only();
        segment.read(asked, &[])?;
        segments.push(segment);
    }
    let mistyped = mistyped(&segments, asked);
    for segment in &mut segments {
        segment.read_over_slips(asked, mistyped, &[])?;
    }
    let all: Vec<usize> = (0..asked.words.len()).collect();
    let mut found = Vec::new();
    for (at, segment) in (0..).zip(&segments) {
        segment.having(&all, all.len(), at, &mut found)?;
    }
    Ok(found)
}

fn collect(segments: &[Segment<'_>], asked: &Asked) -> tantivy::Result<Vec<Found>> {
    let required: Vec<usize> = asked.required().collect();
    let mut found = Vec::new();
    for (at, segment) in (0..).zip(segments) {
        segment.having(&required, required.len(), at, &mut found)?;
    }
    if found.is_empty() {
        let most = segments.iter().map(|s| s.most(&required)).max().unwrap_or(0);
        for (at, segment) in (0..).zip(segments) {
            segment.having(&required, most, at, &mut found)?;
        }
    }
    Ok(found)
}

/// Who asks for a category that is there is not answered by a description: "lek band" asks for a
/// bicycle repairer, not for the snack bar that delivers "unless the bike has a flat tyre". A
/// term of one word may be what a description is about, so there only its beginning is ignored.
fn set_descriptions_aside(segments: &mut [Segment<'_>], named: &[Named]) {
    for named in named.iter().filter(|named| named.is_whole()) {
        if segments.iter().any(|segment| segment.answers(named.covers)) {
            let is_phrase = named.covers.count_ones() > 1;
            let up_to = if is_phrase { Evidence::Text } else { Evidence::TextBegins };
            segments.iter_mut().for_each(|s| s.forget_texts(named.covers, up_to));
        }
    }
}

/// The words that stand nowhere as they are written.
fn mistyped(segments: &[Segment<'_>], asked: &Asked) -> u16 {
    let mut mistyped = 0;
    for (at, word) in asked.words.iter().enumerate() {
        let may_be = typos::allowed(&word.token.plain) > 0;
        if may_be && !segments.iter().any(|segment| segment.knows(at)) {
            mistyped |= 1 << at;
        }
    }
    mistyped
}
