//! Laws of importing, over drawn sequences of imports and edits.

use std::collections::{BTreeMap, BTreeSet};

use koop_domain::imports;
use koop_domain::imports::difference::Differing;
use koop_domain::imports::model::{Counts, Record};
use koop_domain::listings;
use koop_domain::listings::model::{Facts, LifeState, Listing};
use proptest::prelude::*;
use proptest::sample::SizeRange;

use crate::harness::House;
use crate::imports::{record, run};

/// Which data set holds which records in which version.
type Held = BTreeMap<u8, BTreeMap<u8, u8>>;

/// Something that happens to the directory.
#[derive(Clone, Debug)]
enum Event {
    /// A data set is imported: its records, each in a version, in the order of the file.
    Import(u8, Vec<(u8, u8)>),
    /// Somebody writes a telephone number: one of their own, or the one of a version.
    Edit(u8, Option<u8>),
}

fn event() -> impl Strategy<Value = Event> {
    let file = prop::collection::vec((0_u8..6, 0_u8..3), SizeRange::from(0..8));
    prop_oneof![
        4 => (0_u8..3, file).prop_map(|(dataset, file)| Event::Import(dataset, file)),
        2 => (0_u8..6, prop::option::of(0_u8..3)).prop_map(|(id, phone)| Event::Edit(id, phone)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever happens, the directory is what a model of a few lines says it is, a dry run
    /// foretells the counts, and every record is counted once.
    #[test]
    fn the_directory_is_what_the_model_says(events in prop::collection::vec(event(), 1..8)) {
        block_on(async {
            let house = House::sqlite().await;
            let mut model = Model::default();
            for event in &events {
                match event {
                    Event::Import(dataset, file) => import_and_compare(&house, &mut model, *dataset, file).await,
                    Event::Edit(id, phone) => edit_and_remember(&house, &mut model, *id, *phone).await,
                }
                model.compare(&house).await;
            }
        });
    }

    /// The order of a file makes no difference to what stands in the directory after it.
    #[test]
    fn order_makes_no_difference(
        names in prop::collection::vec("[a-c]{1,2}", 1..8),
        order in any::<prop::sample::Index>(),
    ) {
        let records: Vec<Record> =
            names.iter().enumerate().map(|(n, name)| record(&n.to_string(), name)).collect();
        let mut turned = records.clone();
        turned.rotate_left(order.index(records.len()));
        turned.reverse();
        block_on(async {
            let (one, other) = (House::sqlite().await, House::sqlite().await);
            run(&one, "oost", records, false).await.unwrap();
            run(&other, "oost", turned, false).await.unwrap();
            let outside = |all: Vec<Listing>| -> BTreeMap<String, String> {
                all.into_iter().map(|l| (l.source.unwrap().id, format!("{} {:?}", l.slug, l.facts))).collect()
            };
            assert_eq!(outside(everything(&one).await), outside(everything(&other).await));
        });
    }
}

async fn import_and_compare(house: &House, model: &mut Model, dataset: u8, file: &[(u8, u8)]) {
    let records: Vec<Record> = file.iter().map(|(id, version)| versioned(*id, *version)).collect();
    let name = format!("set {dataset}");
    let foretold = run(house, &name, records.clone(), true).await.unwrap();
    let counts = run(house, &name, records.clone(), false).await.unwrap();
    assert_eq!(foretold, counts, "a dry run foretells the counts");
    let counted = counts.created + counts.updated + counts.unchanged + counts.skipped;
    assert_eq!(counted, records.len() as u64, "every record is counted once");
    assert_eq!(counts, model.import(dataset, file));
    let again = run(house, &name, records.clone(), false).await.unwrap();
    assert_eq!(again.unchanged + again.skipped, records.len() as u64, "again changes nothing");
    assert_eq!(again.gone, 0);
}

async fn edit_and_remember(house: &House, model: &mut Model, id: u8, phone: Option<u8>) {
    let source_id = versioned(id, 0).source_id;
    let all = everything(house).await;
    let found = all.into_iter().find(|l| l.source.as_ref().is_some_and(|s| s.id == source_id));
    let Some(listing) = found else { return };
    let mut facts = listing.facts.clone();
    let words = phone.map_or_else(|| "onze eigen telefoon".to_owned(), telephone);
    if facts.contact.phone.as_ref() != Some(&words) {
        model.edited.insert(id, words.clone());
    }
    facts.contact.phone = Some(words);
    let ctx = house.operator();
    listings::edit(&ctx, &house.domain, listing.id, listing.revision, facts).await.unwrap();
}

/// What the directory must be, in a few lines without a database.
#[derive(Default)]
struct Model {
    held: Held,
    /// The version that was news last.
    version: BTreeMap<u8, u8>,
    /// The telephone numbers that people wrote.
    edited: BTreeMap<u8, String>,
}

impl Model {
    fn import(&mut self, dataset: u8, file: &[(u8, u8)]) -> Counts {
        let mut counts = Counts::default();
        let mut first = BTreeMap::new();
        for (id, version) in file {
            if first.contains_key(id) {
                counts.skip("twice in the file");
                continue;
            }
            first.insert(*id, *version);
            let here = self.held.get(&dataset).and_then(|held| held.get(id)).copied();
            let same = here == Some(*version)
                || (self.is_held(*id) && self.version.get(id) == Some(version));
            match self.version.get(id) {
                None => counts.created += 1,
                Some(_) if same => counts.unchanged += 1,
                Some(_) => counts.updated += 1,
            }
            if !same {
                self.version.insert(*id, *version);
            }
            self.held.entry(dataset).or_default().insert(*id, *version);
        }
        let differ = first.iter().filter(|(id, version)| self.differs(**id, **version));
        counts.kept = differ.count() as u64;
        let before = self.held.insert(dataset, first).unwrap_or_default();
        let missed = before.keys().filter(|id| !self.is_held(**id)).count();
        counts.gone = missed as u64;
        counts
    }

    /// Whether people wrote something else than a version of a record says.
    fn differs(&self, id: u8, version: u8) -> bool {
        self.edited.get(&id).is_some_and(|words| *words != telephone(version))
    }

    fn is_held(&self, id: u8) -> bool {
        self.held.values().any(|held| held.contains_key(&id))
    }

    async fn compare(&self, house: &House) {
        let all = everything(house).await;
        assert_eq!(all.len(), self.version.len());
        let slugs: BTreeSet<&str> = all.iter().map(|listing| listing.slug.as_str()).collect();
        assert_eq!(slugs.len(), all.len());
        for (id, version) in &self.version {
            let expected = versioned(*id, *version);
            let of_record = |l: &&Listing| l.source.as_ref().unwrap().id == expected.source_id;
            let listing = all.iter().find(of_record).unwrap();
            assert_eq!(listing.facts.name, expected.facts.name);
            let phone = self.edited.get(id).cloned().unwrap_or_else(|| telephone(*version));
            assert_eq!(listing.facts.contact.phone.as_ref(), Some(&phone));
            let gone = matches!(listing.facts.state, LifeState::Gone { .. });
            assert_eq!(gone, !self.is_held(*id), "record {id}");
        }
        self.compare_differences(house).await;
        compare_census(house, &all).await;
    }

    /// A difference stands as long as a source holds something else than people wrote.
    async fn compare_differences(&self, house: &House) {
        let ctx = house.operator();
        let differing = imports::differences(&ctx, &house.domain, None, None, 100).await.unwrap();
        let found: BTreeSet<(String, String, String)> = differing
            .iter()
            .flat_map(|differing| &differing.differences)
            .map(|difference| {
                let phone = |facts: &Facts| facts.contact.phone.clone().unwrap();
                assert_eq!(difference.fields().len(), 1);
                (difference.source.id.clone(), phone(&difference.ours), phone(&difference.theirs))
            })
            .collect();
        let expected = self
            .version
            .iter()
            .filter(|(id, version)| self.is_held(**id) && self.differs(**id, **version));
        let expected: BTreeSet<_> = expected
            .map(|(id, version)| {
                (versioned(*id, 0).source_id, self.edited[id].clone(), telephone(*version))
            })
            .collect();
        assert_eq!(found, expected);
        for Differing { listing, differences } in differing {
            let alone = imports::differences_of(&ctx, &house.domain, listing.id).await.unwrap();
            assert_eq!(alone, differences);
        }
    }
}

fn versioned(id: u8, version: u8) -> Record {
    let mut record = record(&id.to_string(), &format!("Zaak {id} versie {version}"));
    record.facts.contact.phone = Some(telephone(version));
    // Every other record is on other terms.
    if id.is_multiple_of(2) {
        record.attribution = format!("Gemeente Amsterdam {version}");
    }
    record
}

/// The telephone number of a version.
fn telephone(version: u8) -> String {
    format!("020 {version}")
}

/// The counts that are kept are what counting would answer.
async fn compare_census(house: &House, all: &[Listing]) {
    let census = listings::census(&house.visitor(), &house.domain).await.unwrap();
    let exist = |l: &&Listing| !matches!(l.facts.state, LifeState::Gone { .. });
    let mut sources: BTreeMap<String, u64> = BTreeMap::new();
    for listing in all.iter().filter(exist) {
        *sources.entry(listing.source.as_ref().unwrap().attribution.clone()).or_default() += 1;
    }
    assert_eq!(census.listings, sources.values().sum::<u64>());
    let counted = census.sources.into_iter().map(|(_, line, count)| (line, count));
    assert_eq!(counted.collect::<BTreeMap<_, _>>(), sources);
}

/// All listings, whatever their state.
async fn everything(house: &House) -> Vec<Listing> {
    let ctx = house.operator();
    let ids = koop_domain::changes::everything(&ctx, &house.domain, None).await.unwrap();
    let found = listings::find_many(&ctx, &house.domain, &ids).await.unwrap();
    found.into_values().collect()
}

fn block_on(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(story);
}
