//! Whether it is open, in a sentence. The sentences say no more than is known: what is only
//! likely says so, and what is not known asks the reader.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use koop_domain::language::Language;
use koop_domain::listings::model::{LifeState, Listing};
use koop_domain::listings::opening_hours::{Certainty, Holiday, Reason, State, Status};

use super::{Value, clock, text, text_with};

/// From this many minutes before closing, the sentence counts them.
pub const CLOSING_SOON_MINUTES: i64 = 30;

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
            (Some(_), Some(minutes)) if self.is_now() => {
                self.say("status-closing", &[("minutes", minutes.into())])
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
        match &self.status.reason {
            Some(Reason::Gone) => return text(self.language, "status-left"),
            Some(Reason::Paused) => return self.paused(),
            _ => {}
        }
        let opens = self.status.opens_at.map(|at| (at, clock::today(at)));
        let reason = self.reason();
        match opens {
            // Later on the same day: the day as a whole is not closed.
            Some((at, date)) if date == clock::today(self.at) => self.opens(at, date, reason),
            _ => match reason {
                Some(reason) => self.say("status-day-closed-why", &[("reason", reason.into())]),
                None if self.is_exception() => self.say("status-day-closed", &[]),
                None => match opens {
                    Some((at, date)) => self.opens(at, date, None),
                    None => self.say("status-closed", &[]),
                },
            },
        }
    }

    fn opens(&self, at: DateTime<Utc>, date: NaiveDate, reason: Option<String>) -> String {
        let day = clock::near_day(self.language, date, self.today());
        let time = clock::hour(
            self.language,
            at.with_timezone(&koop_domain::listings::opening_hours::ZONE).time(),
        );
        let sentence =
            self.say("status-closed-opens", &[("day", day.into()), ("time", time.into())]);
        reason.map_or_else(|| sentence.clone(), |reason| format!("{sentence} ({reason})"))
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
        let sure = if self.status.certainty == Certainty::Confirmed { "yes" } else { "no" };
        let mut all: Vec<(&'static str, Value)> =
            vec![("tense", tense.into()), ("sure", sure.into())];
        all.extend_from_slice(values);
        text_with(self.language, key, &all)
    }

    fn reason(&self) -> Option<String> {
        match &self.status.reason {
            Some(Reason::Holiday(day)) => Some(holiday(self.language, *day)),
            Some(Reason::Exception(note)) => note.clone(),
            _ => None,
        }
    }

    fn is_exception(&self) -> bool {
        matches!(self.status.reason, Some(Reason::Exception(_)))
    }

    fn confirmed_year(&self) -> Option<String> {
        use chrono::Datelike;
        let unsure = self.status.certainty != Certainty::Confirmed;
        self.status.confirmed_on.filter(|_| unsure).map(|date| date.year().to_string())
    }

    fn is_now(&self) -> bool {
        (self.at - self.now).abs() < TimeDelta::minutes(1)
    }

    fn today(&self) -> NaiveDate {
        clock::today(self.now)
    }
}

/// Whole minutes to closing, rounded up, when they are few.
fn minutes_left(status: &Status, at: DateTime<Utc>) -> Option<i64> {
    let left = status.until.filter(|_| status.state == State::Open)? - at;
    let minutes = (left.num_seconds() + 59) / 60;
    (1..=CLOSING_SOON_MINUTES).contains(&minutes).then_some(minutes)
}
