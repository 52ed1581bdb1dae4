//! Words with typos and beginnings, against tantivy alone: the same words over the same texts,
//! each as it stands, as a beginning, or with slips.

use std::hint::black_box;
use std::time::Duration;

use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::ListingQuery;
use koop_domain::text::fold;
use koop_tests::still::saturday_afternoon;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TEXT};
use tantivy::{Index, IndexReader, TantivyDocument, Term};

use crate::duel::Duel;
use crate::machine;
use crate::region::Region;
use crate::report::{Figure, Report, goal, megabytes};

/// Questions in a round.
const PIECES: usize = 200;
const P99_MAX: Duration = Duration::from_millis(20);
const TIMES_MIN: f64 = 0.9;
/// What the peer may use to write, in bytes.
const WRITER_BYTES: usize = 100_000_000;

pub(crate) fn measure(region: &Region, report: &mut Report) {
    let questions = questions(&region.listings);
    let before = machine::resident(std::process::id());
    let listings = region.listings.iter();
    let peer = Peer::of(listings.map(|listing| (listing.id.to_string(), texts(listing))));
    let room = machine::resident(std::process::id()).saturating_sub(before);
    let ours = |piece: usize| {
        let query = ListingQuery {
            text: Some(questions[piece].clone()),
            facets: false,
            ..ListingQuery::new(saturday_afternoon())
        };
        let found = region.runtime.block_on(region.domain.index.search(&query));
        black_box(found.expect("an answer"));
    };
    let size = region.listings.len();
    let room = format!("peer {}", megabytes(room));
    let name = "words with typos and beginnings";
    let with_slips = |piece: usize| {
        peer.ask(&questions[piece], true);
    };
    let duel = Duel::fight(PIECES, ours, with_slips);
    let (spread, (times, _)) = (duel.ours(), duel.ratios());
    let reached = spread.p99 <= P99_MAX && times >= TIMES_MIN;
    let goal = goal(size, "p99 ≤ 20 ms, ≥ 0.9x", reached);
    let peer_name = Some(("tantivy alone", duel));
    report.add(Figure { name, listings: size, ours: spread, peer: peer_name, goal, room });

    let slips_last = |piece: usize| {
        if peer.ask(&questions[piece], false) == 0 {
            peer.ask(&questions[piece], true);
        }
    };
    let name = "the same, slips looked for last";
    let duel = Duel::fight(PIECES, ours, slips_last);
    let (ours, room) = (duel.ours(), String::new());
    let peer = Some(("tantivy alone, slips where nothing is found", duel));
    report.add(Figure { name, listings: size, ours, peer, goal: None, room });
}

/// What people type: names, beginnings of names, names with a slip, a trade and a town.
fn questions(listings: &[Listing]) -> Vec<String> {
    let step = (listings.len() / PIECES).max(1);
    let some = listings.iter().step_by(step).cycle().take(PIECES).enumerate();
    some.map(|(at, listing)| {
        let name = fold(&listing.facts.name);
        match at % 4 {
            0 => name,
            1 => beginning(&name),
            2 => slipped(&name),
            _ => {
                let key = listing.facts.categories.first().map_or("shop", String::as_str);
                let trade = tree().get(key).map_or(key, |c| c.name(Default::default()));
                let city = listing.facts.address.as_ref().and_then(|a| a.city.as_deref());
                format!("{} {}", fold(trade), fold(city.unwrap_or_default()))
            }
        }
    })
    .collect()
}

/// The name as far as somebody has typed: its last word half.
fn beginning(name: &str) -> String {
    let letters = name.chars().count();
    let last = name.rsplit(' ').next().map_or(0, |word| word.chars().count());
    name.chars().take(letters - last / 2).collect()
}

/// The name with two letters of its longest word swapped.
fn slipped(name: &str) -> String {
    let longest = name.split(' ').max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() > 4 {
        letters.swap(2, 3);
    }
    name.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

/// tantivy alone over texts.
pub(crate) struct Peer {
    reader: IndexReader,
    fields: [Field; 4],
}

impl Peer {
    /// Of documents, each with its id and what stands in its fields.
    pub(crate) fn of(documents: impl Iterator<Item = (String, [String; 4])>) -> Self {
        let mut schema = Schema::builder();
        let names = ["name", "tags", "place", "text"];
        let fields = names.map(|name| schema.add_text_field(name, TEXT));
        let id = schema.add_text_field("id", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer(WRITER_BYTES).expect("a writer");
        for (own, texts) in documents {
            let mut document = TantivyDocument::new();
            document.add_text(id, own);
            for (field, text) in fields.into_iter().zip(texts) {
                document.add_text(field, fold(&text));
            }
            writer.add_document(document).expect("a document goes in");
        }
        writer.commit().expect("a commit");
        writer.wait_merging_threads().expect("merges end");
        Self { reader: index.reader().expect("a reader"), fields }
    }

    /// How many it finds.
    pub(crate) fn ask(&self, question: &str, with_slips: bool) -> usize {
        let words: Vec<&str> = question.split(' ').collect();
        let last = words.len() - 1;
        let each = words.iter().enumerate().map(|(at, word)| {
            let spellings = |field| spellings(field, word, at == last, with_slips);
            let anywhere = self.fields.into_iter().flat_map(spellings);
            let anywhere = BooleanQuery::new(anywhere.map(|q| (Occur::Should, q)).collect());
            (Occur::Must, Box::new(anywhere) as Box<dyn Query>)
        });
        let query = BooleanQuery::new(each.collect());
        let collect = (TopDocs::with_limit(20).order_by_score(), Count);
        black_box(self.reader.searcher().search(&query, &collect).expect("an answer")).1
    }
}

/// A word as it stands, and with the slips that Meilisearch allows: one from five letters, two
/// from nine; the last word may be a beginning.
fn spellings(field: Field, word: &str, last: bool, with_slips: bool) -> Vec<Box<dyn Query>> {
    let term = Term::from_field_text(field, word);
    let slips = match word.chars().count() {
        _ if !with_slips => 0,
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    let exact = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    let mut all: Vec<Box<dyn Query>> = vec![Box::new(BoostQuery::new(Box::new(exact), 4.0))];
    if last {
        all.push(Box::new(FuzzyTermQuery::new_prefix(term, slips, true)));
    } else if slips > 0 {
        all.push(Box::new(FuzzyTermQuery::new(term, slips, true)));
    }
    all
}

fn texts(listing: &Listing) -> [String; 4] {
    let facts = &listing.facts;
    let trades = facts.categories.iter().filter_map(|key| tree().get(key));
    let trades = trades.map(|category| category.name(Default::default()).to_owned());
    let tags = facts.tags.iter().cloned().chain(facts.repairs.iter().cloned()).chain(trades);
    let address = facts.address.as_ref();
    let place = address.map(|a| [&a.street, &a.postcode, &a.city].map(|t| t.clone()));
    let place = place.into_iter().flatten().flatten().collect::<Vec<_>>().join(" ");
    let text = facts.description.values().cloned().collect::<Vec<_>>().join(" ");
    [facts.name.clone(), tags.collect::<Vec<_>>().join(" "), place, text]
}
