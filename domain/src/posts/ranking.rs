//! Fair exposure: in which order posts stand when nobody asks for another.
//!
//! A post counts for how well it answers the words, times how close it is, times how fresh it is:
//!
//! - **closeness** is 1 up to 1 km, and halves with every 2 km from there; without a point, 1;
//! - **freshness** halves with every 30 days since it was written or renewed.
//!
//! Of one member the best post counts in full, the second for half, the nth for `1/2^(n-1)`; and
//! no page of 20 has more than three of one member while there are others to show. So whoever puts
//! much on the board gains nothing from it, and nobody can pay or shout their way up. Anybody may
//! know the formula: it is written out for readers as it is here.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::id::{MemberId, PostId};
use crate::page::PAGE_DEFAULT;

/// Up to here a post is as close as can be, in metres.
pub const CLOSE_M: f64 = 1_000.0;
/// From there on closeness halves with every so many metres.
pub const CLOSENESS_HALVES_M: f64 = 2_000.0;
/// Freshness halves with every so many days.
pub const FRESHNESS_HALVES_DAYS: f64 = 30.0;
/// How many posts of one member stand on a page at most, while there are others.
pub const OF_ONE_MAX: usize = 3;
/// How many posts a page has for that.
pub const PAGE: usize = PAGE_DEFAULT as usize;

/// A post that might be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub id: PostId,
    /// Whose.
    pub author: MemberId,
    /// How far its cell is in metres, when asked from somewhere.
    pub distance_m: Option<f64>,
    /// When it was written or renewed.
    pub renewed_at: DateTime<Utc>,
    /// How well it answers the words, of 1; 1 without words.
    pub text: f64,
}

/// How close something counts, from 1 down.
#[must_use]
pub fn closeness(distance_m: f64) -> f64 {
    (-(distance_m - CLOSE_M).max(0.0) / CLOSENESS_HALVES_M).exp2()
}

/// How fresh something counts, from 1 down.
#[must_use]
pub fn freshness(renewed_at: DateTime<Utc>, now: DateTime<Utc>) -> f64 {
    let days = (now - renewed_at).as_seconds_f64().max(0.0) / 86_400.0;
    (-days / FRESHNESS_HALVES_DAYS).exp2()
}

impl Candidate {
    /// What it counts for, before it is known what else there is of its author.
    #[must_use]
    pub fn weight(&self, now: DateTime<Utc>) -> f64 {
        let text = if self.text.is_finite() { self.text.max(0.0) } else { 0.0 };
        text * self.distance_m.map_or(1.0, closeness) * freshness(self.renewed_at, now)
    }
}

/// The order in which candidates are shown: their numbers in the list that was given, each once.
/// It hangs on nothing but the candidates and the time, and not on the order in which they come.
#[must_use]
pub fn order(candidates: &[Candidate], now: DateTime<Utc>) -> Vec<usize> {
    first(candidates, now, candidates.len())
}

/// The same, as far as somebody reads on: whole pages of it, until there are so many.
#[must_use]
pub fn first(candidates: &[Candidate], now: DateTime<Utc>, wanted: usize) -> Vec<usize> {
    let mut weighed: Vec<(f64, usize)> =
        candidates.iter().enumerate().map(|(at, it)| (it.weight(now), at)).collect();
    // Of what counts the same, the newer first: ids of one moment are in no order that tells.
    let newer = |a: usize, b: usize| {
        let key = |at: usize| (candidates[at].renewed_at, candidates[at].id);
        key(b).cmp(&key(a))
    };
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| newer(a.1, b.1)));
    let mut of_author: HashMap<MemberId, i32> = HashMap::new();
    for (weight, at) in &mut weighed {
        let nth = of_author.entry(candidates[*at].author).or_default();
        *weight *= f64::from(-*nth).exp2();
        *nth = nth.saturating_add(1);
    }
    // The sort is stable, so that of one author the order stays even where halves vanish.
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
    paged(candidates, weighed.into_iter().map(|(_, at)| at), wanted)
}

/// The same order, but for whom one page has enough of: they wait for the next.
fn paged(
    candidates: &[Candidate],
    mut rest: impl Iterator<Item = usize>,
    wanted: usize,
) -> Vec<usize> {
    let (mut shown, mut waiting) = (Vec::new(), Vec::new());
    while shown.len() < wanted {
        let (mut of_author, mut later, mut page) =
            (HashMap::<MemberId, usize>::new(), Vec::new(), 0);
        let mut waited = std::mem::take(&mut waiting).into_iter();
        while page < PAGE {
            let Some(at) = waited.next().or_else(|| rest.next()) else { break };
            let count = of_author.entry(candidates[at].author).or_default();
            if *count == OF_ONE_MAX {
                later.push(at);
                continue;
            }
            *count += 1;
            page += 1;
            shown.push(at);
        }
        later.extend(waited);
        // Nobody else is there: then the page is filled with who is.
        let alone = (PAGE - page).min(later.len());
        shown.extend(later.drain(..alone));
        if page + alone == 0 {
            break;
        }
        waiting = later;
    }
    shown
}

#[cfg(test)]
#[path = "ranking_tests.rs"]
mod tests;
