//! How much work an answer may be.
//!
//! A step is one rule looked at for one day, or one stroke on the canvas of a day. A text whose
//! every day could cost more than [`MAX_DAY_STEPS`] is not read at all, so that a window of
//! eight days stays within [`MAX_STEPS`] whatever anybody wrote. Looking ahead for the next
//! change ends where the steps do: then nothing is said about it, as beyond the horizon.

/// The most steps that one question may cost: is it open and until when, or what are the hours
/// of eight days.
pub const MAX_STEPS: u32 = 2_000;

/// The most that a day of one text may cost.
pub(super) const MAX_DAY_STEPS: u32 = 190;

/// The most that a day of a dated exception may cost: a note on the door has few times.
pub(super) const MAX_EXCEPTION_STEPS: u32 = 16;

/// The most that a day of a listing can cost: its weekly hours, and the exceptions of that day
/// and of the one before, whose stretches are painted over them again, two for each stroke.
pub(super) const MAX_LISTING_DAY_STEPS: u32 = MAX_DAY_STEPS + 3 * MAX_EXCEPTION_STEPS;

/// Days whose hours [`MAX_STEPS`] is enough for.
pub(super) const DAYS_OF_STEPS: u32 = 8;

/// Counts the steps of one question.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    taken: u32,
    limit: u32,
}

impl Steps {
    /// For a question about one moment, or about at most [`DAYS_OF_STEPS`] days.
    pub(super) fn new() -> Self {
        Self { taken: 0, limit: MAX_STEPS }
    }

    /// For a window of so many days, the last one included in part.
    pub(super) fn for_days(days: u64) -> Self {
        let questions = u32::try_from(days.div_ceil(u64::from(DAYS_OF_STEPS))).unwrap_or(u32::MAX);
        Self { taken: 0, limit: MAX_STEPS.saturating_mul(questions.max(1)) }
    }

    /// Counts some.
    pub(super) fn take(&mut self, steps: u32) {
        self.taken = self.taken.saturating_add(steps);
    }

    /// Whether so many are left.
    pub(super) fn has(&self, steps: u32) -> bool {
        self.limit.saturating_sub(self.taken) >= steps
    }

    /// How many were taken.
    pub(super) fn taken(&self) -> u32 {
        self.taken
    }
}
