//! The command `hours`: what an `opening_hours` text means in a window of wall time, as JSON.

use std::io::{self, BufRead, BufWriter, Write};

use chrono::NaiveDateTime;
use koop_domain::listings::opening_hours::{MAX_WINDOW_DAYS, intervals};

use crate::commands::CommandError;
use crate::config::HoursArgs;

/// Prints the intervals of one value, or of a value a line.
pub(crate) fn run(args: &HoursArgs) -> Result<(), CommandError> {
    let days = args.to.signed_duration_since(args.from).num_days().unsigned_abs();
    if args.from >= args.to || days >= MAX_WINDOW_DAYS {
        return Err(CommandError::Window);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(value) = &args.value {
        writeln!(out, "{}", printed(value, args.from, args.to)?)?;
    }
    if args.stdin {
        for line in io::stdin().lock().lines() {
            writeln!(out, "{}", printed(&line?, args.from, args.to)?)?;
        }
    }
    Ok(out.flush()?)
}

fn printed(value: &str, from: NaiveDateTime, to: NaiveDateTime) -> io::Result<String> {
    Ok(serde_json::to_string(&intervals(value, from, to))?)
}
