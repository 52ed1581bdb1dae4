//! Counts that are kept: the total, the groups and the facets of a question over every listing
//! are the same for whoever asks it in the same minute, from wherever, on whichever page.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use koop_domain::listings::search::Facet;

use super::filter::CountKey;
use super::order::GROUPS;
use super::shelf::{Row, Shelf};
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
    /// The hits that are surely open; none where they were not looked for, or are too many.
    pub(super) surest: Option<Surest>,
}

/// The hits that are surely open, and soon by where they lie: whoever counts them is not kept
/// waiting for that.
#[derive(Default)]
pub(super) struct Surest {
    rows: Vec<u32>,
    tree: OnceLock<Tree>,
}

impl Surest {
    /// Takes one in that lies somewhere.
    #[inline]
    pub(super) fn push(&mut self, row: Row<'_>) {
        if self.rows.len() <= SUREST_MAX && row.point().is_some() {
            self.rows.push(row.at());
        }
    }

    /// All of them, unless they are too many.
    pub(super) fn finish(self) -> Option<Self> {
        (self.rows.len() <= SUREST_MAX).then_some(self)
    }

    /// By where they lie, once that is known.
    pub(super) fn tree(&self) -> Option<&Tree> {
        self.tree.get()
    }

    fn ripen(&self, shelf: &Shelf) {
        let point = |row: &u32| Some((*row, shelf.get(*row)?.point()?));
        self.tree.get_or_init(|| Tree::of(self.rows.iter().filter_map(point)));
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

    /// Works out where the hits lie that are surely open, of questions that nobody did it for yet.
    pub(super) fn ripen(&self, shelf: &Shelf) {
        for counted in self.unripe() {
            counted.surest.iter().for_each(|surest| surest.ripen(shelf));
        }
    }

    /// Whether there is anything to ripen.
    pub(super) fn is_unripe(&self) -> bool {
        !self.unripe().is_empty()
    }

    fn unripe(&self) -> Vec<Arc<Counted>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_unripe = |surest: &Surest| surest.tree().is_none();
        let all = kept.iter().map(|(_, counted)| counted);
        all.filter(|it| it.surest.as_ref().is_some_and(is_unripe)).map(Arc::clone).collect()
    }

    /// Keeps the counts of a question.
    pub(super) fn put(&self, key: CountKey, counted: Arc<Counted>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, (key, counted));
        kept.truncate(KEPT_MAX);
    }
}
