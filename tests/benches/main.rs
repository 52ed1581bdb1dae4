//! Speed, side by side with a named peer in the same run, as ratios.
//!
//! The two take turns, so that a machine whose speed drifts does not favour either: what is
//! reported is the median of the rounds' ratios, and the worst. Absolute times are for the eye,
//! and for the goals that name one. A run prints one table and writes it, with a plot of how each
//! figure grows, to `docs/performance.md`.
//!
//! `KOOP_BENCH_FULL=1` goes on to 300,000 listings; otherwise it ends at 30,000.
//! `KOOP_BENCH_ONLY=enumeration` or `=posts` measures that alone and writes nothing;
//! `=payments` writes a part of its own, as a full run does: none of them needs a region.

mod duel;
mod enumeration;
mod hours;
mod house;
mod machine;
mod nearby;
mod open_at;
mod payments;
mod plot;
mod posts;
mod region;
mod report;
mod text;

use std::process::ExitCode;
use std::sync::Arc;

use koop_tests::still::{StillClock, saturday_afternoon};

use crate::report::Report;

/// Sizes of a quick run.
const SMALL: &[usize] = &[3_000, 30_000];
/// Sizes of a full run.
const FULL: &[usize] = &[3_000, 10_000, 30_000, 100_000, 300_000];

fn main() -> ExitCode {
    match setting("KOOP_BENCH_AS_PROGRAM").as_deref() {
        None => (),
        // What is counted by moments needs a clock that goes.
        Some("now") => return koop_api::main(),
        Some(_) => return koop_api::main_at(Arc::new(StillClock(saturday_afternoon()))),
    }
    let alone = setting("KOOP_BENCH_ONLY").and_then(|it| match it.as_str() {
        "enumeration" => Some(enumeration::measure as fn(&mut Report)),
        "posts" => Some(posts::measure),
        _ => None,
    });
    if let Some(measure) = alone {
        measure(&mut Report::new(false));
        return ExitCode::SUCCESS;
    }
    if setting("KOOP_BENCH_ONLY").is_some_and(|it| it == "payments") {
        return ended(payments::measure());
    }
    let full = setting("KOOP_BENCH_FULL").is_some_and(|value| value == "1");
    ended(measure(full))
}

fn measure(full: bool) -> std::io::Result<()> {
    let mut report = Report::new(full);
    for figure in hours::figures() {
        report.add(figure);
    }
    open_at::measure(&mut report);
    enumeration::measure(&mut report);
    posts::measure(&mut report);
    for size in if full { FULL } else { SMALL } {
        report.say(&format!("{size} listings"));
        let region = region::Region::build(*size, &mut report);
        nearby::measure(&region, &mut report);
        text::measure(&region, &mut report);
        house::measure(region, &mut report);
    }
    if full {
        payments::measure()?;
    }
    report.finish()
}

fn ended(result: std::io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::complain(&error);
            ExitCode::FAILURE
        }
    }
}

/// What the run was told from outside.
pub(crate) fn setting(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told by its surroundings how far to go"
    )]
    std::env::var(name).ok()
}
