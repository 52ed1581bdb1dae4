//! One segment of the index: the postings of every term that a word may mean are walked, and a
//! table per word keeps the best evidence for each document.

use koop_domain::id::AreaId;
use koop_domain::listings::ranking::Evidence;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::category_words::Named;
use super::matching::Found;
use super::sight::{Sight, Spot};
use super::table::Table;
use super::tables::ROW;
use super::typos;
use super::words::{ASKED_WORDS_MAX, Asked, AskedWord, Token};

/// A single letter begins too much to say anything.
const BEGIN_LETTERS: usize = 2;

/// One segment of the index, with a table per word.
pub(super) struct Segment<'a> {
    reader: &'a SegmentReader,
    sight: &'a Sight,
    spots: Vec<Spot>,
    /// The fewest letters that may begin a longer word.
    begin_letters: usize,
    words: Vec<Table>,
    /// Per word, which documents are what it means: in the trade or the area that it names.
    meant: Vec<Table>,
}

impl<'a> Segment<'a> {
    pub(super) fn new(reader: &'a SegmentReader, sight: &'a Sight, words: usize) -> Self {
        let (words, meant) = (vec![Table::default(); words], vec![Table::default(); words]);
        let spots = sight.spots.clone();
        Self { reader, sight, spots, begin_letters: BEGIN_LETTERS, words, meant }
    }

    /// Looks at names only, where any letter may begin a word that others stand before.
    pub(super) fn names_only(mut self) -> Self {
        self.spots.retain(|spot| spot.plain == Evidence::Name);
        if self.words.len() > 1 {
            self.begin_letters = 1;
        }
        self
    }

    /// Reads every word as it is written, in its other forms, parted and joined.
    pub(super) fn read(&mut self, asked: &Asked, named: &[Named]) -> tantivy::Result<()> {
        let mut joined_before = Table::default();
        for (at, word) in asked.words.iter().enumerate() {
            let mut table = self.table(&word.token, word.last)?;
            if let Some([front, end]) = &word.parts {
                let front = self.table(front, false)?;
                let end = self.table(end, false)?;
                table.raise(&front.both(&end));
            }
            table.raise(&joined_before);
            joined_before = match &word.joined {
                Some(joined) => self.table(joined, at + 2 == asked.words.len())?,
                None => Table::default(),
            };
            table.raise(&joined_before);
            self.words[at] = table;
        }
        self.read_categories(named)
    }

    fn read_categories(&mut self, named: &[Named]) -> tantivy::Result<()> {
        for named in named {
            let mut table = Table::default();
            let field = self.sight.category;
            let index = self.reader.inverted_index(field)?;
            for key in (self.sight.keys)(named.category) {
                self.mark_term(&mut table, &index, field, key, named.evidence)?;
            }
            self.raise_words(named.covers, &table, named.is_whole());
        }
        Ok(())
    }

    /// Reads which documents lie in an area that words of the question name.
    pub(super) fn read_area(&mut self, area: AreaId, covers: u16) -> tantivy::Result<()> {
        let Some(field) = self.sight.area else { return Ok(()) };
        let mut table = Table::default();
        let index = self.reader.inverted_index(field)?;
        self.mark_term(&mut table, &index, field, &area.to_string(), Evidence::Area)?;
        self.raise_words(covers, &table, true);
        Ok(())
    }

    fn raise_words(&mut self, covers: u16, by: &Table, is_meant: bool) {
        for at in (0..self.words.len()).filter(|at| covers >> at & 1 == 1) {
            self.words[at].raise(by);
            if is_meant {
                self.meant[at].raise(by);
            }
        }
    }

    /// Where a word stands.
    fn table(&self, token: &Token, begins: bool) -> tantivy::Result<Table> {
        let mut table = Table::default();
        for spot in &self.spots {
            let index = self.reader.inverted_index(spot.field)?;
            if begins && token.plain.chars().count() >= self.begin_letters {
                let mut terms = index.terms().range().ge(&token.plain).into_stream()?;
                while terms.advance() && terms.key().starts_with(token.plain.as_bytes()) {
                    self.mark(&mut table, &index, terms.value(), spot.begins)?;
                }
            }
            self.mark_term(&mut table, &index, spot.field, &token.plain, spot.plain)?;
            if let Some((field, evidence)) = spot.roots {
                let index = self.reader.inverted_index(field)?;
                for stem in &token.stems {
                    self.mark_term(&mut table, &index, field, stem, evidence)?;
                }
            }
        }
        Ok(table)
    }

    pub(super) fn read_over_slips(
        &mut self,
        asked: &Asked,
        mistyped: u16,
        named: &[Named],
    ) -> tantivy::Result<()> {
        for (at, word) in asked.words.iter().enumerate() {
            if mistyped >> at & 1 == 1 {
                let mut table = std::mem::take(&mut self.words[at]);
                self.mark_slips(&mut table, word)?;
                self.words[at] = table;
            }
        }
        self.read_categories(named)
    }

    fn mark_slips(&self, table: &mut Table, word: &AskedWord) -> tantivy::Result<()> {
        let plain = word.token.plain.as_str();
        let letters = plain.chars().count();
        for spot in &self.spots {
            let Some(evidence) = spot.typo else { continue };
            let term = Term::from_field_text(spot.field, plain);
            let slips = typos::allowed(plain);
            let query = if word.last && letters >= typos::BEGIN_SLIP_LETTERS {
                FuzzyTermQuery::new_prefix(term, slips, true)
            } else {
                FuzzyTermQuery::new(term, slips, true)
            };
            let index = self.reader.inverted_index(spot.field)?;
            let mut terms = index.terms().search(query.automaton()?).into_stream()?;
            while terms.advance() {
                // In a short word a slip at the first letter makes another word: noor, voor.
                let first = plain.as_bytes().first() == terms.key().first();
                if first || letters > typos::ONE_SLIP_LETTERS {
                    self.mark(table, &index, terms.value(), evidence)?;
                }
            }
        }
        Ok(())
    }

    fn mark_term(
        &self,
        table: &mut Table,
        index: &InvertedIndexReader,
        field: Field,
        word: &str,
        evidence: Evidence,
    ) -> tantivy::Result<()> {
        match index.get_term_info(&Term::from_field_text(field, word))? {
            Some(info) => self.mark(table, index, &info, evidence),
            None => Ok(()),
        }
    }

    fn mark(
        &self,
        table: &mut Table,
        index: &InvertedIndexReader,
        info: &TermInfo,
        evidence: Evidence,
    ) -> tantivy::Result<()> {
        let documents = self.reader.max_doc();
        let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            table.mark(doc, evidence, documents);
            doc = postings.advance();
        }
        Ok(())
    }

    fn alive(&self, doc: u32) -> bool {
        !self.reader.is_deleted(doc)
    }

    /// Whether a word stands as it is written in a living listing, elsewhere than in a
    /// description: descriptions have typos of their own.
    pub(super) fn knows(&self, word: usize) -> bool {
        self.words[word].iter().any(|(doc, evidence)| {
            !matches!(evidence, Evidence::Text | Evidence::TextRoot | Evidence::TextBegins)
                && self.alive(doc)
        })
    }

    /// Whether a living listing has all the words of a mask in a whole category term or better.
    pub(super) fn answers(&self, words: u16) -> bool {
        let asked = || self.words.iter().enumerate().filter(|(at, _)| words >> at & 1 == 1);
        let answers = |doc| asked().all(|(_, table)| table.of(doc) >= Evidence::CategoryForeign);
        let fewest = asked().map(|(_, table)| table).min_by_key(|table| table.len());
        fewest.is_some_and(|table| table.iter().any(|(doc, _)| self.alive(doc) && answers(doc)))
    }

    /// Forgets that descriptions have the words of a mask, up to this evidence.
    pub(super) fn forget_texts(&mut self, words: u16, up_to: Evidence) {
        let asked = self.words.iter_mut().enumerate().filter(|(at, _)| words >> at & 1 == 1);
        for (_, table) in asked {
            table.change(|_, best| {
                let forgotten = (Evidence::TextBegins..=up_to).contains(&best);
                if forgotten { Evidence::Nothing } else { best }
            });
        }
    }

    /// Whether a living listing is what a word means, be it trade or area.
    pub(super) fn has_meant(&self, word: usize) -> bool {
        self.meant[word].iter().any(|(doc, _)| self.alive(doc))
    }

    /// Counts a name for less where the word means a trade or an area: what lies in the area is
    /// there for that, and what is neither has it only in its name.
    pub(super) fn set_names_aside(&mut self, word: usize) {
        let meant = &self.meant[word];
        self.words[word].change(|doc, best| match (best, meant.of(doc)) {
            (Evidence::Name | Evidence::NameRoot, Evidence::Nothing) => Evidence::NameOnly,
            (Evidence::Name | Evidence::NameRoot, Evidence::Area) => Evidence::Area,
            _ => best,
        });
    }

    /// How many of the words a document has at most.
    pub(super) fn most(&self, required: &[usize]) -> usize {
        let touched = required.iter().flat_map(|word| self.words[*word].iter());
        let alive = touched.filter(|(doc, _)| self.alive(*doc));
        alive.map(|(doc, _)| self.count(required, doc)).max().unwrap_or(0)
    }

    fn count(&self, required: &[usize], doc: u32) -> usize {
        required.iter().filter(|word| self.has(**word, doc)).count()
    }

    fn has(&self, word: usize, doc: u32) -> bool {
        self.words[word].of(doc) > Evidence::Nothing
    }

    /// Adds the documents that have so many of the words.
    pub(super) fn having(
        &self,
        required: &[usize],
        count: usize,
        segment: u32,
        found: &mut Vec<Found>,
    ) -> tantivy::Result<()> {
        let rows = self.reader.fast_fields().u64(ROW)?;
        let mut add = |doc| {
            let row = rows.first(doc).and_then(|row| u32::try_from(row).ok());
            let Some(row) = row.filter(|_| self.alive(doc)) else { return };
            let mut evidence = [Evidence::Nothing; ASKED_WORDS_MAX];
            for (best, table) in evidence.iter_mut().zip(&self.words) {
                *best = table.of(doc);
            }
            found.push(Found { row, segment, doc, evidence });
        };
        if count == required.len() {
            // What has them all has the rarest of them.
            let rarest = required.iter().map(|word| &self.words[*word]).min_by_key(|t| t.len());
            let docs = rarest.into_iter().flat_map(Table::iter).map(|(doc, _)| doc);
            docs.filter(|doc| self.count(required, *doc) == count).for_each(&mut add);
            return Ok(());
        }
        for (at, word) in required.iter().enumerate().take_while(|_| count > 0) {
            let docs = self.words[*word].iter().map(|(doc, _)| doc);
            // What has an earlier word as well was met there.
            let new = docs.filter(|doc| !required[..at].iter().any(|word| self.has(*word, *doc)));
            new.filter(|doc| self.count(required, *doc) >= count).for_each(&mut add);
        }
        Ok(())
    }
}
