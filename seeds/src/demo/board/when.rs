//! Days and times as the board's files say them, hung on the moment of seeding.
//!
//! A moment: `-6 14:05` (six days ago, at five past two), `-90m`, `-3h`; a post may say `-6`
//! alone, and its hour is drawn. A stretch of time: `+2 19:00-21:00`, `tomorrow 18:00-19:30`,
//! `later 17:30-19:00` (today, or tomorrow when that is nearly over), `sat 14:00-16:00` (the next
//! one), `sat2 13:00-16:00` (the next second Saturday of a month), `-1h..+2h`.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono::{DurationRound as _, Weekday};
use koop_domain::listings::opening_hours::ZONE;

use super::super::chance::draw;
use super::super::moment::Moment;

/// From when until when.
pub(super) type Stretch = (DateTime<Utc>, DateTime<Utc>);

/// What is over in less than so many minutes is no more for today.
const SOON_MINUTES: i64 = 60;
/// Stretches around now begin and end on a quarter of an hour.
const ROUND_MINUTES: i64 = 15;
/// Somebody puts a post up between these hours of the day.
const HOURS: std::ops::Range<u64> = 8..17;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// A moment that has been. The hour that is not said is drawn for a subject.
pub(super) fn past(text: &str, subject: &str, moment: &Moment) -> Option<DateTime<Utc>> {
    if let Some(minutes) = text.strip_suffix('m') {
        return ago(minutes, 1, moment);
    }
    if let Some(hours) = text.strip_suffix('h') {
        return ago(hours, 60, moment);
    }
    let (days, time) = text.split_once(' ').map_or((text, None), |(d, t)| (d, Some(t)));
    let day = moment.day(days.parse().ok()?)?;
    let time = match time {
        Some(time) => clock(time)?,
        None => {
            let hour = HOURS.start + draw(subject, "hour") % (HOURS.end - HOURS.start);
            let minute = draw(subject, "minute") % 60;
            NaiveTime::from_hms_opt(hour.try_into().ok()?, minute.try_into().ok()?, 0)?
        }
    };
    at(day, time)
}

/// A stretch of time.
pub(super) fn stretch(text: &str, moment: &Moment) -> Option<Stretch> {
    if let Some((from, until)) = text.split_once("..") {
        let round = TimeDelta::minutes(ROUND_MINUTES);
        let about = |text: &str| -> Option<DateTime<Utc>> {
            let it = ago(text.strip_suffix('h')?, 60, moment)?;
            it.duration_round(round).ok()
        };
        return Some((about(from)?, about(until)?));
    }
    let (day, times) = text.split_once(' ')?;
    let (from, until) = times.split_once('-')?;
    let (from, until) = (clock(from)?, clock(until)?);
    let on = |day: NaiveDate| Some((at(day, from)?, at(day, until)?));
    if day == "later" {
        let today = on(moment.today)?;
        let is_soon_over = today.1 <= moment.in_minutes(SOON_MINUTES)?;
        return if is_soon_over { on(moment.day(1)?) } else { Some(today) };
    }
    on(self::day(day, moment)?)
}

/// A day: `+5`, `-3`, `tomorrow`, `sat`, `sat2`.
pub(super) fn day(text: &str, moment: &Moment) -> Option<NaiveDate> {
    if text == "tomorrow" {
        return moment.day(1);
    }
    let Some((_, weekday)) = WEEKDAYS.iter().find(|(word, _)| text.starts_with(word)) else {
        return moment.day(text.parse().ok()?);
    };
    if text.len() == 3 {
        return (1..=7).filter_map(|days| moment.day(days)).find(|it| it.weekday() == *weekday);
    }
    let nth = text.get(3..)?.parse().ok()?;
    let first = moment.today.with_day(1)?;
    let of_month = |months: u32| {
        let month = first.checked_add_months(Months::new(months))?;
        NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), *weekday, nth)
    };
    (0..3).filter_map(of_month).find(|it| *it > moment.today)
}

/// So many times some minutes from now, back when it begins with a minus.
fn ago(count: &str, minutes: i64, moment: &Moment) -> Option<DateTime<Utc>> {
    moment.in_minutes(count.parse::<i64>().ok()? * minutes)
}

fn clock(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

/// The instant of a time on a day in the neighbourhood. A time that the clock jumps over is an
/// hour later.
fn at(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let wall = day.and_time(time);
    let found = ZONE.from_local_datetime(&wall).earliest();
    let found =
        found.or_else(|| ZONE.from_local_datetime(&(wall + TimeDelta::hours(1))).earliest())?;
    Some(found.to_utc())
}
