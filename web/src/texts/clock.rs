//! Times, days and numbers as people write them: "18.00 uur" in Dutch, "18:00" in English.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::ZONE;

use super::{text, text_with};

/// Until this hour the night still belongs to the evening before: a bar that closes at two
/// closes "tonight", not "tomorrow".
const NIGHT_ENDS_HOUR: u32 = 6;
/// A weekday alone is clear this many days ahead.
const WEEKDAY_CLEAR_DAYS: i64 = 6;

/// The day's label, `vandaag`, `morgen`, `maandag 23 november`.
#[must_use]
pub fn day(language: Language, date: NaiveDate, today: NaiveDate) -> String {
    if date == today {
        text(language, "day-today")
    } else if Some(date) == today.succ_opt() {
        text(language, "day-tomorrow")
    } else if date.year() == today.year() || (date - today).abs() < TimeDelta::days(180) {
        format!("{} {}", weekday(language, date), day_month(language, date))
    } else {
        format!("{} {} {}", weekday(language, date), day_month(language, date), date.year())
    }
}

/// A day in a sentence: as short as is clear, `vandaag`, `morgen`, `maandag`,
/// `maandag 7 december`.
#[must_use]
pub fn near_day(language: Language, date: NaiveDate, today: NaiveDate) -> String {
    let ahead = (date - today).num_days();
    if (2..=WEEKDAY_CLEAR_DAYS).contains(&ahead) {
        weekday(language, date)
    } else {
        day(language, date, today)
    }
}

/// A date with its year, `23 november 2026`.
#[must_use]
pub fn date(language: Language, date: NaiveDate) -> String {
    format!("{} {}", day_month(language, date), date.year())
}

/// A date without its year, `23 november`.
#[must_use]
pub fn day_month(language: Language, date: NaiveDate) -> String {
    format!("{} {}", date.day(), text(language, MONTHS[date.month0() as usize]))
}

/// The month of a date with its year, `november 2026`.
#[must_use]
pub fn month(language: Language, date: NaiveDate) -> String {
    format!("{} {}", text(language, MONTHS[date.month0() as usize]), date.year())
}

/// The name of a date's weekday, `maandag`.
#[must_use]
pub fn weekday(language: Language, date: NaiveDate) -> String {
    text(language, WEEKDAYS[date.weekday().num_days_from_monday() as usize])
}

/// A time of the clock, `18.00 uur`.
#[must_use]
pub fn hour(language: Language, time: NaiveTime) -> String {
    match language {
        Language::Nl => format!("{} uur", digits(language, time)),
        Language::En => digits(language, time),
    }
}

/// A stretch of the clock, `9.00–17.30 uur`; midnight at its end is 24.00.
#[must_use]
pub fn stretch(language: Language, from: NaiveTime, to: NaiveTime) -> String {
    let end = match (language, to == NaiveTime::MIN) {
        (Language::Nl, true) => "24.00".to_owned(),
        (Language::En, true) => "24:00".to_owned(),
        (_, false) => digits(language, to),
    };
    let start = digits(language, from);
    match language {
        Language::Nl => format!("{start}–{end} uur"),
        Language::En => format!("{start}–{end}"),
    }
}

/// The end of a state that holds at `at`: a time, with its day when that is not clear.
#[must_use]
pub fn until(
    language: Language,
    end: DateTime<Utc>,
    at: DateTime<Utc>,
    today: NaiveDate,
) -> String {
    let (end, at) = (end.with_timezone(&ZONE), at.with_timezone(&ZONE));
    let midnight = end.time() == NaiveTime::MIN;
    let same_night =
        end.date_naive() <= at.date_naive() + Days::new(1) && end.hour() < NIGHT_ENDS_HOUR;
    let time = if midnight { text(language, "time-midnight") } else { hour(language, end.time()) };
    if end.date_naive() == at.date_naive() || same_night {
        return time;
    }
    // Midnight is the end of the day before: "zaterdag middernacht" would be read a day late.
    let date = if midnight { end.date_naive() - Days::new(1) } else { end.date_naive() };
    format!("{} {time}", near_day(language, date, today))
}

/// A moment in a sentence: `morgen 14.00 uur`.
#[must_use]
pub fn moment(language: Language, at: DateTime<Utc>, today: NaiveDate) -> String {
    let at = at.with_timezone(&ZONE);
    let day = near_day(language, at.date_naive(), today);
    let values = [("day", day.into()), ("time", hour(language, at.time()).into())];
    text_with(language, "moment", &values)
}

/// An instant with its year, `23 november 2026 om 15.30 uur`.
#[must_use]
pub fn date_and_hour(language: Language, at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&ZONE);
    let day = date(language, at.date_naive());
    let values = [("day", day.into()), ("time", hour(language, at.time()).into())];
    text_with(language, "moment", &values)
}

/// Whether an instant is the end of a day.
#[must_use]
pub fn is_midnight(at: DateTime<Utc>) -> bool {
    at.with_timezone(&ZONE).time() == NaiveTime::MIN
}

/// The last day of something that ends at an instant, which may be the end of a day.
#[must_use]
pub fn last_day(ends_at: DateTime<Utc>) -> NaiveDate {
    today(ends_at - TimeDelta::seconds(1))
}

/// The local day of an instant.
#[must_use]
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&ZONE).date_naive()
}

/// A count with its thousands parted: `12.345`, in English `12,345`.
#[must_use]
pub fn number(language: Language, count: u64) -> String {
    let mark = match language {
        Language::Nl => '.',
        Language::En => ',',
    };
    let plain = count.to_string();
    let mut parted = String::with_capacity(plain.len() + plain.len() / 3);
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            parted.push(mark);
        }
        parted.push(digit);
    }
    parted
}

/// An amount of euro cents, `€ 2,50`.
#[must_use]
pub fn euros(language: Language, cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = (number(language, (cents / 100).unsigned_abs()), (cents % 100).abs());
    match language {
        Language::Nl => format!("€\u{a0}{sign}{whole},{rest:02}"),
        Language::En => format!("€{sign}{whole}.{rest:02}"),
    }
}

/// A distance, `350 meter` or `1,2 km`.
#[must_use]
pub fn distance(language: Language, metres: u32) -> String {
    if metres < 1000 {
        // Nobody's feet know more than tens of metres.
        let rounded = (metres + 5) / 10 * 10;
        return text_with(language, "distance-m", &[("metres", rounded.into())]);
    }
    let tenths = (metres + 50) / 100;
    let mark = match language {
        Language::Nl => ',',
        Language::En => '.',
    };
    format!("{}{mark}{} km", tenths / 10, tenths % 10)
}

const WEEKDAYS: [&str; 7] = [
    "weekday-monday",
    "weekday-tuesday",
    "weekday-wednesday",
    "weekday-thursday",
    "weekday-friday",
    "weekday-saturday",
    "weekday-sunday",
];

const MONTHS: [&str; 12] = [
    "month-january",
    "month-february",
    "month-march",
    "month-april",
    "month-may",
    "month-june",
    "month-july",
    "month-august",
    "month-september",
    "month-october",
    "month-november",
    "month-december",
];

fn digits(language: Language, time: NaiveTime) -> String {
    match language {
        Language::Nl => format!("{}.{:02}", time.hour(), time.minute()),
        Language::En => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}
