//! The order of hits, and the page of them that was asked for.
//!
//! Orders by distance and by name go on after a key, so they reach any depth; the others go on
//! after a number of hits. Only as many hits are kept as the page needs, and what cannot come
//! before the last of them is not even measured.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use koop_domain::id::ListingId;
use koop_domain::listings::ranking::{self, Evidence};
use koop_domain::listings::search::{ListingQuery, Openness, Sort, Trait};
use koop_domain::page::{Cursor, OFFSET_MAX, PAGE_MAX};

use super::filter::{Asker, Seen};
use super::matching::Found;
use super::shelf::{Glance, Row, Shelf};
use super::words::Asked;

/// What moved stands behind every group.
const MOVED: u8 = 4;
/// How many groups there are: by openness, and what moved once more.
pub(super) const GROUPS: usize = 2 * MOVED as usize;
/// Distances beyond everything, for what is nowhere.
const NOWHERE: u64 = u64::MAX;
/// Scores are compared in thousandths of a point.
const THOUSANDTHS: f64 = 1_000.0;

/// Which order it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Relevance,
    Distance,
    Name,
    OpenFirst,
    Newest,
}

impl Order {
    /// The order that a question gets.
    pub(super) fn of(query: &ListingQuery, has_words: bool) -> Self {
        match (query.sort, has_words, query.near) {
            (Sort::OpenFirst, ..) => Self::OpenFirst,
            (Sort::Newest, ..) => Self::Newest,
            (Sort::Nearest, _, Some(_)) | (Sort::Best, false, Some(_)) => Self::Distance,
            (_, true, _) => Self::Relevance,
            (_, false, _) => Self::Name,
        }
    }

    fn goes_on_after_a_key(self) -> bool {
        matches!(self, Self::Distance | Self::Name | Self::Newest)
    }

    /// Whether without words the nearest come first in a group. What is closed comes in the
    /// order in which it opens.
    pub(super) fn is_by_distance(self, group: u8) -> bool {
        let is_closed = group % MOVED == Openness::Closed as u8;
        matches!(self, Self::Distance) || matches!(self, Self::OpenFirst) && !is_closed
    }
}

/// The group of a hit: how sure it is to be open, where the question or the order is about
/// that, and what moved behind all others.
#[inline]
pub(super) fn group(glance: &Glance, seen: &Seen, grouped: bool) -> u8 {
    let group = if grouped { seen.group as u8 } else { 0 };
    if glance.has_moved() { group + MOVED } else { group }
}

/// Where a hit stands in the order; the smallest is the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank<'a> {
    group: u8,
    first: u64,
    second: u64,
    name: &'a str,
    id: ListingId,
}

/// A hit with all that is known about it.
#[derive(Clone)]
pub(super) struct Ranked<'a> {
    rank: Rank<'a>,
    pub(super) row: Row<'a>,
    pub(super) seen: Seen,
    pub(super) found: Option<Found>,
    /// Whether the name as a whole was asked for.
    pub(super) named: Option<Named>,
}

/// How a name as a whole answers, in whole words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Exactly,
    Begins,
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}

impl Eq for Ranked<'_> {}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

/// Ranks hits.
pub(super) struct Ranker<'a> {
    pub(super) order: Order,
    pub(super) asker: &'a Asker<'a>,
    pub(super) asked: &'a Asked,
    required: Vec<usize>,
}

impl<'a> Ranker<'a> {
    pub(super) fn new(order: Order, asker: &'a Asker<'a>, asked: &'a Asked) -> Self {
        Self { order, asker, asked, required: asked.required().collect() }
    }

    /// A key that the first of a hit is not smaller than, where one is known without effort.
    fn first_at_least(&self, row: Row<'_>, group: u8) -> Option<u64> {
        match self.order {
            Order::Newest => Some(newest_key(row)),
            Order::Name => Some(name_key(row.name_key())),
            Order::OpenFirst if !self.asked.words.is_empty() => None,
            order if order.is_by_distance(group) => {
                self.asker.distance_at_least_m(row).map(centimetres)
            }
            _ => None,
        }
    }

    /// Where a hit stands.
    pub(super) fn rank<'r>(&self, row: Row<'r>, seen: Seen, found: Option<Found>) -> Ranked<'r> {
        let by_distance = !matches!(self.order, Order::Name | Order::Newest);
        let seen = if by_distance { self.asker.measured(row, seen) } else { seen };
        let named = found.as_ref().and_then(|_| self.named(row));
        let distance = || self.asker.distance_m(row, &seen).map_or(NOWHERE, centimetres);
        let relevance = |found| u64::MAX - whole(self.score(row, &seen, found, named));
        let near = || found.as_ref().map_or_else(distance, relevance);
        let (first, second) = match self.order {
            Order::Relevance => (near(), distance()),
            Order::Distance => (distance(), 0),
            Order::Name => (name_key(row.name_key()), 0),
            Order::Newest => (newest_key(row), 0),
            Order::OpenFirst if seen.openness == Openness::Closed => {
                (u64::from(self.asker.opens_in(row)), near())
            }
            Order::OpenFirst => (near(), 0),
        };
        // Only a cursor by name knows the name; ids alone break other ties.
        let keyed = matches!(self.order, Order::Distance | Order::Newest);
        let name = if keyed { "" } else { row.name_key() };
        let group = group(row.glance(), &seen, self.asker.grouped);
        let rank = Rank { group, first, second, name, id: row.id() };
        Ranked { rank, row, seen, found, named }
    }

    /// The published formula, in thousandths of a point.
    fn score(&self, row: Row<'_>, seen: &Seen, found: &Found, named: Option<Named>) -> f64 {
        let words = self.required.iter().map(|word| f64::from(found.evidence[*word].points()));
        let count = self.required.iter().map(|_| 1.0).sum::<f64>().max(1.0);
        let only_in_name =
            self.required.iter().any(|word| found.evidence[*word] == Evidence::NameOnly);
        let words = match named {
            Some(Named::Exactly) => f64::from(ranking::NAME_EXACT),
            // Not where a word means a trade or an area that this is not.
            Some(Named::Begins) if !only_in_name => f64::from(ranking::NAME_BEGINS),
            _ => words.sum::<f64>() / count,
        };
        let near = self.asker.distance_m(row, seen).map_or(0.0, ranking::near);
        let independent = if row.has(Trait::Independent) { ranking::INDEPENDENT } else { 0 };
        let open = ranking::open(seen.openness);
        (words + near + f64::from(open + independent)) * THOUSANDTHS
    }

    fn named(&self, row: Row<'_>) -> Option<Named> {
        let asked = without_article(&self.asked.folded);
        let name = without_article(row.name_key());
        match name.strip_prefix(asked) {
            _ if asked.chars().count() < 2 => None,
            Some("") => Some(Named::Exactly),
            Some(rest) if rest.starts_with(' ') => Some(Named::Begins),
            Some(_) | None => None,
        }
    }
}

/// Collects the hits of one page.
pub(super) struct Page<'a> {
    order: Order,
    first: usize,
    /// The most hits that must be kept.
    keep: usize,
    after: After<'a>,
    query: u64,
    best: BinaryHeap<Ranked<'a>>,
    /// Hits after the cursor.
    beyond: u64,
}

enum After<'a> {
    Hits(usize),
    Rank {
        group: u8,
        first: u64,
        name: &'a str,
        id: ListingId,
    },
    /// A cursor of another list: after it comes nothing.
    Foreign,
}

impl<'a> Page<'a> {
    pub(super) fn new(query: &ListingQuery, order: Order, shelf: &'a Shelf) -> Self {
        let first = query.first.clamp(1, PAGE_MAX) as usize;
        let print = query.fingerprint();
        let after = match query.after {
            None => After::Hits(0),
            Some(cursor) if cursor.query() != print => After::Foreign,
            Some(Cursor::Offset { offset, .. }) => {
                let reachable = !order.goes_on_after_a_key() && offset <= OFFSET_MAX;
                if reachable { After::Hits(offset as usize) } else { After::Foreign }
            }
            Some(Cursor::Key { group, key, id, .. }) if order.goes_on_after_a_key() => {
                let id = ListingId(id);
                let name = match order {
                    Order::Name => shelf.of(id).map_or("", Row::name_key),
                    _ => "",
                };
                After::Rank { group, first: key, name, id }
            }
            Some(Cursor::Key { .. }) => After::Foreign,
        };
        let skip = if let After::Hits(hits) = after { hits } else { 0 };
        let best = BinaryHeap::new();
        Self { order, first, keep: first + skip, after, query: print, best, beyond: 0 }
    }

    /// Whether a hit of a group cannot come onto this page any more. Of its key is only known
    /// that it is not smaller than `first`, if that.
    pub(super) fn is_beyond(&self, group: u8, first: impl FnOnce() -> Option<u64>) -> bool {
        let Some(worst) = self.worst() else { return false };
        match group.cmp(&worst.group) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => first().is_some_and(|first| first > worst.first),
        }
    }

    /// The first group that this page or a later one can have hits of.
    pub(super) fn least_group(&self) -> usize {
        match &self.after {
            After::Rank { group, .. } => usize::from(*group),
            After::Hits(_) | After::Foreign => 0,
        }
    }

    /// Whether it is the first.
    pub(super) fn is_first(&self) -> bool {
        matches!(self.after, After::Hits(0))
    }

    /// How many hits it keeps at most, those before it included.
    pub(super) fn wanted(&self) -> u64 {
        self.keep as u64
    }

    /// Takes notice of hits after all that were offered.
    pub(super) fn skip(&mut self, hits: u64) {
        self.beyond += hits;
    }

    /// The last hit of the page, once it is full.
    fn worst(&self) -> Option<&Rank<'a>> {
        let full = self.best.len() >= self.keep;
        self.best.peek().map(|worst| &worst.rank).filter(|_| full)
    }

    /// Offers a hit.
    pub(super) fn offer(
        &mut self,
        ranker: &Ranker<'_>,
        row: Row<'a>,
        seen: Seen,
        found: Option<Found>,
    ) {
        let group = group(row.glance(), &seen, ranker.asker.grouped);
        if self.is_beyond(group, || ranker.first_at_least(row, group)) {
            self.beyond += 1;
            return;
        }
        let hit = ranker.rank(row, seen, found);
        if let After::Rank { group, first, name, id } = &self.after {
            let rank = &hit.rank;
            if (rank.group, rank.first, rank.name, rank.id) <= (*group, *first, *name, *id) {
                return;
            }
        }
        self.beyond += 1;
        if self.best.len() < self.keep {
            self.best.push(hit);
        } else if let Some(mut worst) = self.best.peek_mut()
            && hit < *worst
        {
            *worst = hit;
        }
    }

    /// The hits in order, each with the cursor behind it, and whether more follow.
    pub(super) fn finish(self) -> (Vec<(Ranked<'a>, Cursor)>, bool) {
        let Self { order, first, after, query, best, beyond, .. } = self;
        let skip = match after {
            After::Hits(hits) => hits,
            After::Rank { .. } => 0,
            After::Foreign => return (Vec::new(), false),
        };
        let hits = best.into_sorted_vec().into_iter().enumerate().skip(skip).take(first);
        let hits: Vec<_> = hits
            .map(|(at, hit)| {
                let Rank { group, first: key, id, .. } = hit.rank;
                let cursor = if order.goes_on_after_a_key() {
                    Cursor::Key { group, key, id: id.0, query }
                } else {
                    Cursor::Offset { offset: u32::try_from(at + 1).unwrap_or(u32::MAX), query }
                };
                (hit, cursor)
            })
            .collect();
        let shown = (skip + hits.len()) as u64;
        (hits, beyond > shown)
    }
}

/// The best evidence that a hit has for a word that was asked for.
pub(super) fn evidence(hit: &Ranked<'_>, word: usize) -> Evidence {
    hit.found.as_ref().map_or(Evidence::Nothing, |found| found.evidence[word])
}

fn without_article(name: &str) -> &str {
    let articles = ["de ", "het ", "een ", "the ", "t "];
    articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name)
}

/// The first eight bytes of a name, as a number that orders as they do.
fn name_key(name: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, letter) in bytes.iter_mut().zip(name.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

/// The newest is the smallest.
fn newest_key(row: Row<'_>) -> u64 {
    u64::MAX - row.created_ms()
}

pub(super) fn centimetres(metres: f64) -> u64 {
    whole(metres * 100.0)
}

fn whole(number: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates; distances and scores are small and positive"
    )]
    let number = number.max(0.0) as u64;
    number
}
