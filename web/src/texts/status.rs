//! Whether it is open, in a sentence. The sentences say no more than is known: what is only
//! likely says so, and what is not known asks the reader.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use koop_domain::language::Language;
use koop_domain::listings::model::{LifeState, Listing, Service};
use koop_domain::listings::opening_hours::{
    Arrival, Certainty, Holiday, Reason, State, Status, ZONE,
};

use super::{Value, clock, note, text, text_with};

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
    Teller { language, status, brought: false, at, now }.tell()
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

/// The status of a service of a listing in a sentence: of what is brought, it says that it is.
/// The instants are the one it is about and the present.
#[must_use]
pub fn service_status(
    language: Language,
    listing: &Listing,
    service: Service,
    status: &Status,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> String {
    match listing.facts.state {
        LifeState::Running if service == Service::Delivery => {
            Teller { language, status, brought: true, at, now }.tell()
        }
        _ => listing_status(language, listing, status, at, now),
    }
}

/// What somebody finds who sets out now, while it is open.
#[must_use]
pub fn arrival(language: Language, status: &Status, arrival: Arrival) -> String {
    let sure = if status.certainty == Certainty::Confirmed { "yes" } else { "no" };
    match arrival {
        Arrival::JustInTime { minutes_left } => {
            let values = [("sure", sure.into()), ("minutes", minutes_left.into())];
            text_with(language, "status-just-in-time", &values)
        }
        Arrival::TooLate => text_with(language, "status-too-late", &[("sure", sure.into())]),
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
    /// Whether the status is about what is brought, and not about a door.
    brought: bool,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
}

impl Teller<'_> {
    fn tell(&self) -> String {
        match self.status.state {
            State::Open => self.open(),
            State::Closed => self.closed(),
            State::ByAppointment => text(self.language, "status-appointment"),
            State::Unknown => self.unknown(),
        }
    }

    fn open(&self) -> String {
        let sentence = match (self.status.until, minutes_left(self.status, self.at)) {
            (None, _) => self.say(self.key("status-open-always", "status-brings-always"), &[]),
            // Counting minutes to a time that is only likely would pretend too much.
            (Some(_), Some(minutes)) if self.is_now() && self.is_sure() => {
                let key = self.key("status-closing", "status-brings-still");
                return self.say(key, &[("minutes", minutes.into())]);
            }
            (Some(end), _) => {
                let until = clock::until(self.language, end, self.at, self.today());
                self.say(self.key("status-open", "status-brings"), &[("until", until.into())])
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
                let key = self.key("status-day-closed", "status-day-brings-not");
                return self.say(key, &[("reason", reason.into())]);
            }
            Some(Reason::Exception(said)) => {
                said.as_deref().map(|said| first_sentence(&note(self.language, said)).to_owned())
            }
            Some(Reason::Comment(comment)) => Some(first_sentence(comment).to_owned()),
            Some(Reason::NoHours | Reason::Unreadable) | None => None,
        };
        let closed = self.say(self.key("status-closed", "status-brings-not"), &[]);
        let closed = reason.map_or_else(|| closed.clone(), |why| format!("{closed} ({why})"));
        match self.status.opens_at {
            Some(at) => format!("{closed}, {}", self.opens(at)),
            None => closed,
        }
    }

    fn opens(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&ZONE);
        let day = clock::near_day(self.language, local.date_naive(), self.today());
        let time = clock::hour(self.language, local.time());
        let key = self.key("status-opens", "status-brings-again");
        text_with(self.language, key, &[("day", day.into()), ("time", time.into())])
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

    /// The sentence of a door, or that of what is brought.
    fn key(&self, door: &'static str, brought: &'static str) -> &'static str {
        if self.brought { brought } else { door }
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
