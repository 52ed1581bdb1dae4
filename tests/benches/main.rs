//! Speed, side by side with a named peer in the same run, as ratios.
//!
//! The two take turns, so that a machine whose speed drifts does not favour either; what is
//! printed is the median of the rounds' ratios, and the worst. Absolute times are for the eye.

mod hours;
mod search;

use std::io::Write;
use std::time::{Duration, Instant};

/// Rounds of each comparison.
const ROUNDS: usize = 9;

/// One comparison: what we do, what the peer does.
pub(crate) struct Duel {
    name: &'static str,
    peer: &'static str,
    rounds: Vec<(Duration, Duration)>,
}

impl Duel {
    /// Lets both do the same work in turn.
    pub(crate) fn fight(
        name: &'static str,
        peer: &'static str,
        mut ours: impl FnMut(),
        mut theirs: impl FnMut(),
    ) -> Self {
        // One round uncounted, so that caches are as warm for both as they will be.
        ours();
        theirs();
        let rounds = (0..ROUNDS).map(|_| (time(&mut ours), time(&mut theirs))).collect();
        Self { name, peer, rounds }
    }

    fn report(&self, out: &mut impl Write) -> std::io::Result<()> {
        let mut rounds: Vec<(f64, Duration, Duration)> = self
            .rounds
            .iter()
            .map(|(ours, theirs)| (theirs.as_secs_f64() / ours.as_secs_f64(), *ours, *theirs))
            .collect();
        rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (ratio, ours, theirs) = rounds[ROUNDS / 2];
        writeln!(
            out,
            "{:<44} {ratio:>7.2}x {} (worst round {:.2}x; {ours:.2?} against {theirs:.2?})",
            self.name, self.peer, rounds[0].0
        )
    }
}

fn time(work: &mut impl FnMut()) -> Duration {
    let begin = Instant::now();
    work();
    begin.elapsed()
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for duel in hours::duels().into_iter().chain(search::duels()) {
        duel.report(&mut out)?;
    }
    Ok(())
}
