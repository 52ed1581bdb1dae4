//! Counts per value, each facet ignoring its own filter.

use std::collections::HashMap;

use koop_domain::listings::search::{Facet, FacetField};
use koop_domain::posts::model::{Direction, Subject, TermKind, Topic};

use super::super::facets::facet;
use super::filter::Own;
use super::shelf::{Row, Shelf, bit};

/// The counts so far; lists that many share are counted by their number.
pub(super) struct Counts {
    pub(super) total: u64,
    /// None where no facets are wanted.
    facets: Option<Facets>,
}

struct Facets {
    directions: [u64; Direction::ALL.len()],
    subjects: [u64; Subject::ALL.len()],
    topics: [u64; Topic::ALL.len()],
    /// By all kinds of terms together.
    terms: [u64; 1 << TermKind::ALL.len()],
    languages: Vec<u64>,
    areas: Vec<u64>,
}

impl Counts {
    pub(super) fn new(shelf: &Shelf, with_facets: bool) -> Self {
        let facets = with_facets.then(|| Facets {
            directions: [0; Direction::ALL.len()],
            subjects: [0; Subject::ALL.len()],
            topics: [0; Topic::ALL.len()],
            terms: [0; 1 << TermKind::ALL.len()],
            languages: vec![0; shelf.languages.len()],
            areas: vec![0; shelf.areas.len()],
        });
        Self { total: 0, facets }
    }

    /// Counts a candidate where it passes all filters but the facet's own.
    #[inline]
    pub(super) fn count(&mut self, row: &Row, fails: Option<Own>) {
        self.total += u64::from(fails.is_none());
        let Some(facets) = &mut self.facets else { return };
        let counts = |own| fails.is_none_or(|failed| failed == own);
        facets.directions[row.direction as usize] += u64::from(counts(Own::Direction));
        facets.subjects[row.subject as usize] += u64::from(counts(Own::Subject));
        facets.topics[row.topic as usize] += u64::from(counts(Own::Topic));
        facets.terms[usize::from(row.terms)] += u64::from(counts(Own::Term));
        facets.languages[row.languages as usize] += u64::from(counts(Own::Language));
        facets.areas[row.areas as usize] += u64::from(counts(Own::Area));
    }

    /// The facets, the most frequent values first.
    pub(super) fn finish(&self, shelf: &Shelf) -> Vec<Facet> {
        let Some(facets) = &self.facets else { return Vec::new() };
        let own = |key: &str| key.to_owned();
        let terms = TermKind::ALL.iter().map(|term| {
            let with = (0_u8..).zip(facets.terms).filter(|(bits, _)| bits & bit(*term) != 0);
            (own(term.key()), with.map(|(_, count)| count).sum())
        });
        let mut languages: HashMap<&str, u64> = HashMap::new();
        for (list, count) in shelf.languages.iter().zip(&facets.languages) {
            list.iter().for_each(|tag| *languages.entry(tag).or_default() += count);
        }
        let mut areas = HashMap::new();
        for (list, count) in shelf.areas.iter().zip(&facets.areas) {
            list.iter().for_each(|area| *areas.entry(*area).or_insert(0) += count);
        }
        let directions = Direction::ALL.iter().map(|it| own(it.key())).zip(facets.directions);
        let subjects = Subject::ALL.iter().map(|it| own(it.key())).zip(facets.subjects);
        let topics = Topic::ALL.iter().map(|it| own(it.key())).zip(facets.topics);
        let languages = languages.into_iter().map(|(tag, count)| (own(tag), count));
        let areas = areas.into_iter().map(|(area, count)| (area.to_string(), count));
        vec![
            facet(FacetField::Direction, directions),
            facet(FacetField::Subject, subjects),
            facet(FacetField::Topic, topics),
            facet(FacetField::Term, terms),
            facet(FacetField::Language, languages),
            facet(FacetField::Area, areas),
        ]
    }
}
