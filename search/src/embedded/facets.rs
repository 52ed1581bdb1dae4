//! Counts per value, each facet ignoring its own filter.

use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Kind;
use koop_domain::listings::search::{Facet, FacetField, Openness, Trait};

use super::filter::{Own, Seen};
use super::shelf::Row;

/// The counts so far.
pub(super) struct Counts {
    kinds: [u64; Kind::ALL.len()],
    categories: Vec<u64>,
    open: [u64; 3],
    traits: [u64; Trait::ALL.len()],
}

impl Counts {
    pub(super) fn new() -> Self {
        Self {
            kinds: [0; Kind::ALL.len()],
            categories: vec![0; tree().all().len()],
            open: [0; 3],
            traits: [0; Trait::ALL.len()],
        }
    }

    /// Counts a candidate where it passes all filters but the facet's own. Every trait is a
    /// filter of its own, and what has a trait passes it, so traits count over the hits.
    pub(super) fn count(&mut self, row: &Row, seen: &Seen) {
        let counts_for = |own: Own| seen.fails.is_none_or(|fails| fails == own);
        if counts_for(Own::Kinds) {
            self.kinds[row.kind as usize] += 1;
        }
        if counts_for(Own::Categories) {
            for category in &row.categories {
                self.categories[usize::from(*category)] += 1;
            }
        }
        if counts_for(Own::Open) && seen.openness != Openness::Closed {
            self.open[seen.openness as usize] += 1;
        }
        if seen.fails.is_none() {
            for (count, a_trait) in self.traits.iter_mut().zip(Trait::ALL) {
                *count += u64::from(row.has(a_trait));
            }
        }
    }

    /// The facets, the most frequent values first.
    pub(super) fn finish(&self) -> Vec<Facet> {
        let kinds = Kind::ALL.iter().map(|kind| kind.key()).zip(Kind::ALL.map(|k| k as usize));
        let kinds = kinds.map(|(key, at)| (key, self.kinds[at]));
        let categories = tree().all().iter().map(|category| category.key);
        let traits = Trait::ALL.iter().map(|a_trait| a_trait.key());
        vec![
            facet(FacetField::Kind, kinds),
            facet(FacetField::Category, categories.zip(self.categories.iter().copied())),
            facet(FacetField::Open, ["open", "likely", "maybe"].into_iter().zip(self.open)),
            facet(FacetField::Trait, traits.zip(self.traits)),
        ]
    }
}

fn facet(field: FacetField, counts: impl Iterator<Item = (&'static str, u64)>) -> Facet {
    let counts = counts.filter(|(_, count)| *count > 0);
    let mut values: Vec<(String, u64)> = counts.map(|(key, n)| (key.to_owned(), n)).collect();
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Facet { field, values }
}
