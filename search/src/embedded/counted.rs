//! Counts that are kept: the total, the groups and the facets of a question over every listing
//! are the same for whoever asks it in the same minute, from wherever, on whichever page.

use std::sync::{Arc, Mutex, PoisonError};

use koop_domain::geo::Point;
use koop_domain::listings::search::Facet;

use super::filter::CountKey;
use super::order::GROUPS;
use super::shelf::Row;
use super::tree::Tree;

/// How many questions' counts are kept; a front page and its filters ask for a handful.
const KEPT_MAX: usize = 32;

/// More hits than this are so close together that they are not kept apart.
const SUREST_MAX: usize = 50_000;

/// What was counted for a question.
pub(super) struct Counted {
    pub(super) total: u64,
    /// The hits in each group of the order.
    pub(super) groups: [u64; GROUPS],
    pub(super) facets: Vec<Facet>,
    /// The hits that are surely open, by where they lie; none where they were not looked for.
    pub(super) surest: Option<Tree>,
}

/// The hits that are surely open, while they are counted.
#[derive(Default)]
pub(super) struct Surest(Vec<(u32, Point)>);

impl Surest {
    /// Takes one in.
    #[inline]
    pub(super) fn push(&mut self, row: Row<'_>) {
        if self.0.len() <= SUREST_MAX {
            self.0.extend(row.point().map(|point| (row.at(), point)));
        }
    }

    /// All of them by where they lie, unless they are too many.
    pub(super) fn finish(self) -> Option<Tree> {
        (self.0.len() <= SUREST_MAX).then(|| Tree::of(self.0.into_iter()))
    }
}

/// The counts of late, the last one asked for first. They hold until anything changes.
#[derive(Default)]
pub(super) struct Kept(Mutex<Vec<(CountKey, Arc<Counted>)>>);

impl Kept {
    /// The counts of a question, if they are kept.
    pub(super) fn get(&self, key: &CountKey) -> Option<Arc<Counted>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == key)?;
        kept[..=at].rotate_right(1);
        kept.first().map(|(_, counted)| Arc::clone(counted))
    }

    /// Keeps the counts of a question.
    pub(super) fn put(&self, key: CountKey, counted: Arc<Counted>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, (key, counted));
        kept.truncate(KEPT_MAX);
    }
}
