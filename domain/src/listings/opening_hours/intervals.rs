//! Spans as the command `hours` and other programs read them.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::schedule::Schedule;
use super::{Span, State};

/// How wall time is written: to the minute, without a zone.
const WALL_TIME: &str = "%Y-%m-%dT%H:%M";

/// A span in which a text says open, by appointment or unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// Local wall time, such as `2026-04-20T09:00`.
    pub from: String,
    /// Local wall time; 24:00 is the next day's 00:00.
    pub to: String,
    /// `open`, `unknown` or `appointment`.
    pub state: &'static str,
    /// The remarks that stand in the text for this span, if any.
    pub comment: Option<String>,
}

/// What an `opening_hours` text says in a window of wall time. Adjoining spans of one state are
/// one interval, whatever their remarks.
#[must_use]
pub fn intervals(raw: &str, from: NaiveDateTime, to: NaiveDateTime) -> Vec<Interval> {
    let mut joined: Vec<Span> = Vec::new();
    for span in Schedule::parse(raw).spans(from, to) {
        match joined.last_mut() {
            Some(last) if last.to == span.from && last.state == span.state => {
                last.to = span.to;
                last.comment = both(last.comment.take(), span.comment);
            }
            _ => joined.push(span),
        }
    }
    joined.into_iter().filter_map(interval).collect()
}

fn both(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if !one.split("; ").any(|said| said == other) => {
            Some(format!("{one}; {other}"))
        }
        (one, other) => one.or(other),
    }
}

fn interval(span: Span) -> Option<Interval> {
    let state = match span.state {
        State::Open => "open",
        State::Unknown => "unknown",
        State::ByAppointment => "appointment",
        State::Closed => return None,
    };
    let written = |at: NaiveDateTime| at.format(WALL_TIME).to_string();
    Some(Interval { from: written(span.from), to: written(span.to), state, comment: span.comment })
}
