//! A comparison: both do the same work in turn, each piece of it timed.

use std::time::{Duration, Instant};

/// Rounds of each comparison.
pub(crate) const ROUNDS: usize = 7;

/// One round: how long each piece of work took.
struct Round {
    ours: Vec<Duration>,
    theirs: Vec<Duration>,
}

/// One comparison: what we did, what the peer did.
pub(crate) struct Duel {
    rounds: Vec<Round>,
}

impl Duel {
    /// Lets both do the same pieces of work in turn, each round all of them.
    pub(crate) fn fight(
        pieces: usize,
        mut ours: impl FnMut(usize),
        mut theirs: impl FnMut(usize),
    ) -> Self {
        // One round uncounted, so that caches are as warm for both as they will be.
        each(pieces, &mut ours);
        each(pieces, &mut theirs);
        let round = |_| Round { ours: each(pieces, &mut ours), theirs: each(pieces, &mut theirs) };
        Self { rounds: (0..ROUNDS).map(round).collect() }
    }

    /// What was measured elsewhere: of each round how long ours took, and the peer's.
    pub(crate) fn of(rounds: impl Iterator<Item = (Duration, Duration)>) -> Self {
        let round = |(ours, theirs)| Round { ours: vec![ours], theirs: vec![theirs] };
        Self { rounds: rounds.map(round).collect() }
    }

    /// How many times as fast we are, in the median round and in the worst.
    pub(crate) fn ratios(&self) -> (f64, f64) {
        let total = |times: &[Duration]| times.iter().sum::<Duration>().as_secs_f64();
        let mut ratios: Vec<f64> =
            self.rounds.iter().map(|r| total(&r.theirs) / total(&r.ours)).collect();
        ratios.sort_by(f64::total_cmp);
        (ratios[ratios.len() / 2], ratios[0])
    }

    /// Our median and 99th percentile over all pieces of all rounds.
    pub(crate) fn ours(&self) -> Spread {
        Spread::of(self.rounds.iter().flat_map(|round| round.ours.iter().copied()).collect())
    }

    /// The peer's.
    pub(crate) fn theirs(&self) -> Spread {
        Spread::of(self.rounds.iter().flat_map(|round| round.theirs.iter().copied()).collect())
    }
}

/// The middle and the slow end of many times.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
}

impl Spread {
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |share: usize| times.get((times.len() * share / 100).min(times.len() - 1));
        let at = |share| at(share).copied().unwrap_or_default();
        Self { median: at(50), p99: at(99) }
    }
}

/// Times some work.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let done = work();
    (done, begin.elapsed())
}

fn each(pieces: usize, work: &mut impl FnMut(usize)) -> Vec<Duration> {
    (0..pieces).map(|piece| time(|| work(piece)).1).collect()
}
