//! Whether it is open, in a sentence. The sentences say no more than is known: what is only
//! likely says so, and what is not known asks the reader.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use koop_domain::language::Language;
use koop_domain::listings::model::{LifeState, Listing};
use koop_domain::listings::opening_hours::{Certainty, Holiday, Reason, State, Status, ZONE};

use super::{Value, clock, text, text_with};

/// From this many minutes before closing, the sentence counts them.
pub const CLOSING_SOON_MINUTES: i64 = 30;

/// A confirmation of the last year needs no date: what is unsure then is something else, such as
/// deliveries that follow the counter's hours.
const FRESH_DAYS: i64 = 365;

/// The status in a sentence, at an instant that is now: `Nu open tot 18.00 uur`.
#[must_use]
pub fn status(language: Language, status: &Status, at: DateTime<Utc>) -> String {
    status_at(language, status, at, at)
}

/// The status at an instant, said now: of another moment it says "dan" instead of "nu".
#[must_use]
pub fn status_at(
    language: Language,
    status: &Status,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> String {
    let teller = Teller { language, status, at, now };
    match status.state {
        State::Open => teller.open(),
        State::Closed => teller.closed(),
        State::ByAppointment => text(language, "status-appointment"),
        State::Unknown => teller.unknown(),
    }
}

/// The status of a listing in a sentence: of one that moved or ended, where to or that it did.
#[must_use]
pub fn listing_status(
    language: Language,
    listing: &Listing,
    status: &Status,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> String {
    match &listing.facts.state {
        LifeState::Running => status_at(language, status, at, now),
        LifeState::Moved { to } => {
            text_with(language, "status-moved", &[("to", to.clone().into())])
        }
        LifeState::Gone { .. } => text(language, "status-gone"),
    }
}

/// Whether it closes so soon that the sentence counts the minutes.
#[must_use]
pub fn closes_soon(status: &Status, at: DateTime<Utc>) -> bool {
    minutes_left(status, at).is_some()
}

/// The name of a holiday.
#[must_use]
pub fn holiday(language: Language, holiday: Holiday) -> String {
    text(
        language,
        match holiday {
            Holiday::NewYear => "holiday-new-year",
            Holiday::GoodFriday => "holiday-good-friday",
            Holiday::Easter => "holiday-easter",
            Holiday::EasterMonday => "holiday-easter-monday",
            Holiday::KingsDay => "holiday-kings-day",
            Holiday::LiberationDay => "holiday-liberation-day",
            Holiday::Ascension => "holiday-ascension",
            Holiday::Pentecost => "holiday-pentecost",
            Holiday::PentecostMonday => "holiday-pentecost-monday",
            Holiday::Christmas => "holiday-christmas",
            Holiday::BoxingDay => "holiday-boxing-day",
        },
    )
}

struct Teller<'a> {
    language: Language,
    status: &'a Status,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
}

impl Teller<'_> {
    fn open(&self) -> String {
        let sentence = match (self.status.until, minutes_left(self.status, self.at)) {
            (None, _) => self.say("status-open-always", &[]),
            // Counting minutes to a time that is only likely would pretend too much.
            (Some(_), Some(minutes)) if self.is_now() && self.is_sure() => {
                return self.say("status-closing", &[("minutes", minutes.into())]);
            }
            (Some(end), _) => {
                let until = clock::until(self.language, end, self.at, self.today());
                self.say("status-open", &[("until", until.into())])
            }
        };
        match self.confirmed_year() {
            Some(year) => {
                let year = text_with(self.language, "status-confirmed", &[("year", year.into())]);
                format!("{sentence} {year}")
            }
            None => sentence,
        }
    }

    fn closed(&self) -> String {
        let reason = match &self.status.reason {
            Some(Reason::Gone) => return text(self.language, "status-left"),
            Some(Reason::Paused) => return self.paused(),
            // The hours close the whole day for it, so when it opens is another day's matter.
            Some(Reason::Holiday(day)) => {
                let reason = holiday(self.language, *day);
                return self.say("status-day-closed", &[("reason", reason.into())]);
            }
            Some(Reason::Exception(note)) => note.as_deref().map(first_sentence),
            Some(Reason::Comment(comment)) => Some(first_sentence(comment)),
            Some(Reason::NoHours | Reason::Unreadable) | None => None,
        };
        let closed = self.say("status-closed", &[]);
        let closed = reason.map_or_else(|| closed.clone(), |note| format!("{closed} ({note})"));
        match self.status.opens_at {
            Some(at) => format!("{closed}, {}", self.opens(at)),
            None => closed,
        }
    }

    fn opens(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&ZONE);
        let day = clock::near_day(self.language, local.date_naive(), self.today());
        let time = clock::hour(self.language, local.time());
        text_with(self.language, "status-opens", &[("day", day.into()), ("time", time.into())])
    }

    fn paused(&self) -> String {
        match self.status.until.or(self.status.opens_at) {
            Some(end) => {
                let until = clock::until(self.language, end, self.at, self.today());
                text_with(self.language, "status-paused-until", &[("until", until.into())])
            }
            None => text(self.language, "status-paused"),
        }
    }

    fn unknown(&self) -> String {
        match &self.status.reason {
            Some(Reason::Comment(comment)) => {
                text_with(self.language, "status-comment", &[("comment", comment.clone().into())])
            }
            // Hours there are, but nobody wrote when it closes.
            None => text(self.language, "status-open-end"),
            Some(_) => text(self.language, "status-unknown"),
        }
    }

    /// Says a sentence that knows whether it is about now, and how sure it is.
    fn say(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        let tense = if self.is_now() { "now" } else { "then" };
        let sure = if self.is_sure() { "yes" } else { "no" };
        let mut all: Vec<(&'static str, Value)> =
            vec![("tense", tense.into()), ("sure", sure.into())];
        all.extend_from_slice(values);
        text_with(self.language, key, &all)
    }

    /// The year of the last confirmation, when it is its age that makes us unsure.
    fn confirmed_year(&self) -> Option<String> {
        let old = |date: &NaiveDate| clock::today(self.at) - *date > TimeDelta::days(FRESH_DAYS);
        let date = self.status.confirmed_on.filter(|_| !self.is_sure()).filter(old)?;
        Some(date.year().to_string())
    }

    fn is_sure(&self) -> bool {
        self.status.certainty == Certainty::Confirmed
    }

    fn is_now(&self) -> bool {
        (self.at - self.now).abs() < TimeDelta::minutes(1)
    }

    fn today(&self) -> NaiveDate {
        clock::today(self.now)
    }
}

/// What a note says first; the rest of it stands with the hours.
fn first_sentence(note: &str) -> &str {
    let end = note.find(['.', '!', '?', ';', '\n']).filter(|at| *at > 0);
    note[..end.unwrap_or(note.len())].trim()
}

/// Whole minutes to closing, rounded up, when they are few.
fn minutes_left(status: &Status, at: DateTime<Utc>) -> Option<i64> {
    let left = status.until.filter(|_| status.state == State::Open)? - at;
    let minutes = (left.num_seconds() + 59) / 60;
    (1..=CLOSING_SOON_MINUTES).contains(&minutes).then_some(minutes)
}
