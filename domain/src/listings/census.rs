//! How many listings there are, and on which terms: counted while they are written, so that
//! nobody has to count them all when a page asks.

use std::collections::BTreeMap;

use super::Census;
use super::model::{LifeState, Listing};
use super::revise::Change;

/// What listings are counted by. Without a source both lines are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Terms {
    /// The licence of the source.
    pub licence: String,
    /// The line that must be shown.
    pub attribution: String,
    /// Whether the listing is of the demo.
    pub demo: bool,
}

impl Terms {
    /// What a listing counts for, unless it is gone.
    #[must_use]
    pub fn of(listing: &Listing) -> Option<Self> {
        if matches!(listing.facts.state, LifeState::Gone { .. }) {
            return None;
        }
        let (licence, attribution) = match &listing.source {
            Some(source) => (source.licence.clone(), source.attribution.clone()),
            None => Default::default(),
        };
        Some(Self { licence, attribution, demo: listing.demo })
    }

    fn is_named(&self) -> bool {
        !self.licence.is_empty() || !self.attribution.is_empty()
    }
}

/// By how much counts change, in the order of their terms: whoever writes several locks them in
/// one order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally(BTreeMap<Terms, i64>);

impl Tally {
    /// What changes to listings change in their numbers.
    pub(crate) fn of(changes: &[Change]) -> Self {
        let mut tally = Self::default();
        for change in changes {
            tally.add(change.was.clone(), -1);
            tally.add(Terms::of(&change.listing), 1);
        }
        tally
    }

    /// What it changes that listings are deleted.
    pub(crate) fn without<'a>(listings: impl IntoIterator<Item = &'a Listing>) -> Self {
        let mut tally = Self::default();
        for listing in listings {
            tally.add(Terms::of(listing), -1);
        }
        tally
    }

    /// The counts that do change.
    pub(crate) fn into_changes(self) -> impl Iterator<Item = (Terms, i64)> {
        self.0.into_iter().filter(|(_, by)| *by != 0)
    }

    fn add(&mut self, terms: Option<Terms>, by: i64) {
        if let Some(terms) = terms {
            *self.0.entry(terms).or_default() += by;
        }
    }
}

/// The census that counts make.
pub(crate) fn census(counts: impl IntoIterator<Item = (Terms, u64)>) -> Census {
    let mut census = Census::default();
    let mut sources: BTreeMap<(String, String), u64> = BTreeMap::new();
    for (terms, count) in counts {
        census.listings += count;
        if terms.demo {
            census.demo += count;
        }
        if terms.is_named() {
            *sources.entry((terms.attribution, terms.licence)).or_default() += count;
        }
    }
    let sources = sources.into_iter();
    census.sources = sources.map(|((line, licence), count)| (licence, line, count)).collect();
    // Stable: those with as many stand in the order of their lines.
    census.sources.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    census
}
