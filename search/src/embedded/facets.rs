//! Counts per value, each facet ignoring its own filter.
//!
//! Lists that many share are counted by their number; only in the end each count is added to
//! the categories and areas of its list.

use std::collections::HashMap;

use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Kind;
use koop_domain::listings::search::{Facet, FacetField, Openness, Trait};

use super::counted::Counted;
use super::currencies::Currencies;
use super::filter::{Own, Seen};
use super::order::{GROUPS, group};
use super::shelf::{Glance, Shelf};

/// The counts so far.
pub(super) struct Counts {
    /// The hits in each group of the order.
    groups: [u64; GROUPS],
    /// None where no facets are wanted.
    facets: Option<Facets>,
}

struct Facets {
    kinds: [u64; Kind::ALL.len()],
    /// By the number of a list of categories and currencies: what passes every filter.
    lists: Vec<u64>,
    /// The same of what fails only that of the categories, and only that of the currencies.
    categories: Vec<u64>,
    currencies: Vec<u64>,
    /// By the number of a list of areas.
    areas: Vec<u64>,
    /// By openness.
    open: [u64; 4],
    /// By all traits together.
    traits: Vec<u64>,
}

impl Counts {
    pub(super) fn new(shelf: &Shelf, with_facets: bool) -> Self {
        let facets = Facets {
            kinds: [0; Kind::ALL.len()],
            lists: vec![0; shelf.categories.len()],
            categories: vec![0; shelf.categories.len()],
            currencies: vec![0; shelf.categories.len()],
            areas: vec![0; shelf.areas.len()],
            open: [0; 4],
            traits: vec![0; 1 << Trait::ALL.len()],
        };
        Self { groups: [0; GROUPS], facets: with_facets.then_some(facets) }
    }

    /// Counts a candidate where it passes all filters but the facet's own. Every trait is a
    /// filter of its own, and what has a trait passes it, so traits count over the hits.
    #[inline]
    pub(super) fn count(&mut self, glance: &Glance, seen: &Seen, grouped: bool) {
        if seen.fails.is_none() {
            self.groups[usize::from(group(glance, seen, grouped))] += 1;
        }
        let Some(facets) = &mut self.facets else { return };
        match seen.fails {
            None => {
                facets.kinds[usize::from(glance.kind)] += 1;
                facets.lists[glance.categories as usize] += 1;
                facets.areas[glance.areas as usize] += 1;
                facets.open[seen.openness as usize] += 1;
                facets.traits[usize::from(glance.traits())] += 1;
            }
            Some(Own::Kinds) => facets.kinds[usize::from(glance.kind)] += 1,
            Some(Own::Categories) => facets.categories[glance.categories as usize] += 1,
            Some(Own::Currency) => facets.currencies[glance.categories as usize] += 1,
            Some(Own::Area) => facets.areas[glance.areas as usize] += 1,
            Some(Own::Open) => facets.open[seen.openness as usize] += 1,
        }
    }

    /// What was counted.
    pub(super) fn finish(&self, shelf: &Shelf) -> Counted {
        let total = self.groups.iter().sum();
        Counted { total, groups: self.groups, facets: self.facets(shelf), surest: None }
    }

    /// The facets, the most frequent values first.
    fn facets(&self, shelf: &Shelf) -> Vec<Facet> {
        let Some(facets) = &self.facets else { return Vec::new() };
        let open = [Openness::Certain, Openness::Probable, Openness::Maybe];
        let open = open.map(|openness| facets.open[openness as usize]);
        let has = |bits: usize, a_trait: Trait| bits >> a_trait as usize & 1 == 1;
        let traits = Trait::ALL.map(|a_trait| {
            let with = facets.traits.iter().enumerate().filter(|(bits, _)| has(*bits, a_trait));
            with.map(|(_, count)| *count).sum()
        });
        let mut categories = vec![0; tree().all().len()];
        let mut currencies: HashMap<&str, u64> = HashMap::new();
        for (at, list) in shelf.categories.iter().enumerate() {
            let (in_all, own) = (facets.lists[at], Currencies::before(list));
            let count = in_all + facets.categories[at];
            own.iter().for_each(|category| categories[usize::from(*category)] += count);
            let count = in_all + facets.currencies[at];
            let codes = list[own.len()..].iter().filter_map(|it| shelf.currencies.code(*it));
            codes.for_each(|code| *currencies.entry(code).or_default() += count);
        }
        let mut areas = HashMap::new();
        for (list, count) in shelf.areas.iter().zip(&facets.areas) {
            list.iter().for_each(|area| *areas.entry(*area).or_insert(0) += count);
        }
        let own = |key: &'static str| key.to_owned();
        vec![
            facet(FacetField::Kind, Kind::ALL.map(|k| own(k.key())).into_iter().zip(facets.kinds)),
            facet(FacetField::Category, tree().all().iter().map(|c| own(c.key)).zip(categories)),
            facet(FacetField::Open, ["open", "likely", "maybe"].map(own).into_iter().zip(open)),
            facet(FacetField::Trait, Trait::ALL.map(|t| own(t.key())).into_iter().zip(traits)),
            facet(FacetField::Area, areas.into_iter().map(|(area, n)| (area.to_string(), n))),
            facet(FacetField::Currency, currencies.into_iter().map(|(it, n)| (it.to_owned(), n))),
        ]
    }
}

/// Counts of one field, the most frequent first, none at zero.
pub(crate) fn facet(field: FacetField, counts: impl Iterator<Item = (String, u64)>) -> Facet {
    let mut values: Vec<(String, u64)> = counts.filter(|(_, count)| *count > 0).collect();
    values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Facet { field, values }
}
