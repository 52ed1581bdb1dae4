//! The command `hours`: what an `opening_hours` text means in a window of wall time, as JSON.

use std::io::{self, BufRead, BufWriter, Write};

use chrono::NaiveDateTime;
use koop_domain::listings::opening_hours::{Schedule, Span, State};
use serde::Serialize;

use crate::commands::CommandError;
use crate::config::HoursArgs;

/// How wall time is written: no seconds, no zone.
const WALL: &str = "%Y-%m-%dT%H:%M";

/// The longest window, in days: a century, beyond which no hours say anything.
const WINDOW_MAX_DAYS: i64 = 36_600;

/// A span as it is printed.
#[derive(Serialize)]
struct Printed {
    from: String,
    to: String,
    state: &'static str,
    comment: Option<String>,
}

/// Prints the intervals of one value, or of a value a line.
pub(crate) fn run(args: &HoursArgs) -> Result<(), CommandError> {
    let window = args.to.signed_duration_since(args.from);
    if !(1..=WINDOW_MAX_DAYS * 24 * 60).contains(&window.num_minutes()) {
        return Err(CommandError::Window);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(value) = &args.value {
        writeln!(out, "{}", intervals(value, args.from, args.to)?)?;
    }
    if args.stdin {
        for line in io::stdin().lock().lines() {
            writeln!(out, "{}", intervals(&line?, args.from, args.to)?)?;
        }
    }
    Ok(out.flush()?)
}

fn intervals(value: &str, from: NaiveDateTime, to: NaiveDateTime) -> io::Result<String> {
    let printed: Vec<Printed> =
        Schedule::parse(value).spans(from, to).into_iter().filter_map(print).collect();
    Ok(serde_json::to_string(&printed)?)
}

/// What is closed is not printed: it is what lies between.
fn print(span: Span) -> Option<Printed> {
    let state = match span.state {
        State::Open => "open",
        State::Unknown => "unknown",
        State::ByAppointment => "appointment",
        State::Closed => return None,
    };
    let wall = |at: NaiveDateTime| at.format(WALL).to_string();
    Some(Printed { from: wall(span.from), to: wall(span.to), state, comment: span.comment })
}
