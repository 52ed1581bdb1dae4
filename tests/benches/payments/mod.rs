//! Payments that are answered once they are on the disk. What the disk does beside says what a
//! figure means: its `fdatasync` rate differs twentyfold between machines and hours.

mod caller;
mod disk;
mod posted;
mod rival;
mod served;

use std::time::Duration;

use crate::duel::{Duel, Spread};
use crate::report::{Figure, Report, shown};

/// Measures payments, and writes the part of the page that is theirs.
pub(crate) fn measure() -> std::io::Result<()> {
    let mut report = Report::new(true);
    served::measure(&mut report);
    posted::measure(&mut report);
    report.write("payments", "")
}

/// How many payments were made in how long.
#[derive(Clone, Copy, Debug)]
struct Pace {
    count: u32,
    took: Duration,
}

impl Pace {
    /// How long one took while others went on beside it.
    fn each(self) -> Duration {
        self.took / self.count.max(1)
    }
}

/// Both, ours first or the peer first: who goes second finds the disk and the caches otherwise.
fn in_turn<T>(ours_first: bool, ours: impl FnOnce() -> T, theirs: impl FnOnce() -> T) -> (T, T) {
    if ours_first {
        let ours = ours();
        (ours, theirs())
    } else {
        let theirs = theirs();
        (ours(), theirs)
    }
}

/// A figure about throughput: per payment, in rounds of ours and the peer's.
fn figure(
    name: &'static str,
    (peer, rounds): (&'static str, &[(Pace, Pace)]),
    least: f64,
    room: String,
) -> Figure {
    let duel = Duel::of(rounds.iter().map(|(ours, theirs)| (ours.each(), theirs.each())));
    let (median, _) = duel.ratios();
    let goal = Some((format!("≥ {least}x"), median >= least));
    let ours = duel.ours();
    Figure { name, listings: 0, ours, peer: Some((peer, duel)), goal, room }
}

/// A figure about how long single payments take.
fn waits(name: &'static str, ours: Spread, most: Duration, room: String) -> Figure {
    let goal = Some((format!("p99 ≤ 10 ms + 4 fdatasync = {}", shown(most)), ours.p99 <= most));
    Figure { name, listings: 0, ours, peer: None, goal, room }
}
