//! A day as stretches of minutes, painted rule by rule; what is not painted is closed.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{Span, State};

/// Minutes in a day of the wall clock.
pub(super) const DAY: i32 = 24 * 60;

/// Windows are cut off after so many days, a century: no hours say anything beyond.
pub const MAX_WINDOW_DAYS: u64 = 36_600;

/// A stretch of a day in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The first minute of the day.
    pub(super) from: i32,
    /// The minute after the last, at most [`DAY`].
    pub(super) to: i32,
    /// Never closed.
    pub(super) state: State,
    /// The remark that stands with it.
    pub(super) comment: Option<Arc<str>>,
    /// Whether it began on the day before.
    pub(super) last_night: bool,
}

impl Stretch {
    /// A whole day in one state.
    pub(super) fn whole_day(state: State) -> Self {
        Self { from: 0, to: DAY, state, comment: None, last_night: false }
    }

    /// The same, counted from the day before.
    pub(super) fn a_day_later(self) -> Self {
        Self { from: self.from + DAY, to: self.to + DAY, ..self }
    }

    /// As wall time on a date.
    pub(super) fn on(self, date: NaiveDate) -> Span {
        let wall = |minute: i32| {
            NaiveDateTime::from(date)
                .checked_add_signed(TimeDelta::minutes(i64::from(minute)))
                .unwrap_or(NaiveDateTime::MAX)
        };
        Span {
            from: wall(self.from),
            to: wall(self.to),
            state: self.state,
            comment: self.comment.as_deref().map(str::to_owned),
        }
    }
}

/// The stretches painted so far, in order, none over another.
#[derive(Default)]
pub(super) struct Canvas {
    stretches: Vec<Stretch>,
    strokes: u32,
}

impl Canvas {
    /// Paints over what is there.
    pub(super) fn paint(&mut self, stretch: Stretch) {
        self.erase(stretch.from, stretch.to);
        self.insert(stretch);
    }

    /// Paints only where nothing is yet.
    pub(super) fn fill(&mut self, stretch: &Stretch) {
        self.strokes += 1;
        let mut from = stretch.from;
        for taken in self.stretches.clone() {
            self.insert(Stretch { from, to: taken.from.min(stretch.to), ..stretch.clone() });
            from = from.max(taken.to);
        }
        self.insert(Stretch { from, ..stretch.clone() });
    }

    /// Closes a part of the day.
    pub(super) fn erase(&mut self, from: i32, to: i32) {
        self.strokes += 1;
        let old = std::mem::take(&mut self.stretches);
        for stretch in old {
            let before = stretch.to.min(from);
            let after = stretch.from.max(to);
            self.insert(Stretch { to: before, ..stretch.clone() });
            self.insert(Stretch { from: after, ..stretch });
        }
    }

    /// Closes what begins on the day; the evening before goes on.
    pub(super) fn end_day(&mut self) {
        self.strokes += 1;
        self.stretches.retain(|stretch| stretch.last_night);
    }

    /// Closes what began the evening before.
    pub(super) fn end_night(&mut self) {
        self.stretches.retain(|stretch| !stretch.last_night);
    }

    /// How many strokes it took so far.
    pub(super) fn strokes(&self) -> u32 {
        self.strokes
    }

    /// What was painted.
    pub(super) fn into_stretches(self) -> Vec<Stretch> {
        self.stretches
    }

    fn insert(&mut self, stretch: Stretch) {
        if stretch.from < stretch.to {
            let at = self.stretches.partition_point(|other| other.from < stretch.from);
            self.stretches.insert(at, stretch);
        }
    }
}

/// How many days a window touches, at most [`MAX_WINDOW_DAYS`].
pub(super) fn days_between(from: NaiveDateTime, to: NaiveDateTime) -> u64 {
    let last = to.checked_sub_signed(TimeDelta::nanoseconds(1)).unwrap_or(to);
    let days = last.date().signed_duration_since(from.date()).num_days() + 1;
    u64::try_from(days).unwrap_or(0).min(MAX_WINDOW_DAYS)
}

/// Strings days together into the spans of a window; adjoining equal ones become one.
pub(super) fn assemble(
    from: NaiveDateTime,
    to: NaiveDateTime,
    mut day: impl FnMut(NaiveDate) -> Vec<Stretch>,
) -> Vec<Span> {
    let days = usize::try_from(days_between(from, to)).unwrap_or(0);
    let dates = from.date().iter_days().take(days);
    let spans = dates.flat_map(|date| day(date).into_iter().map(move |stretch| stretch.on(date)));
    let clipped = spans.map(|span| Span { from: span.from.max(from), to: span.to.min(to), ..span });
    merged(clipped.filter(|span| span.from < span.to))
}

/// Spans in order, with adjoining equal ones as one.
pub(super) fn merged(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.adjoins(&span) => last.to = span.to,
            _ => merged.push(span),
        }
    }
    merged
}
