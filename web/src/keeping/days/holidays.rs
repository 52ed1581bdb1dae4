//! The holidays that come, and the question of each: open, closed, or other hours?

use chrono::NaiveDate;
use koop_domain::language::Language;
use koop_domain::listings::keepers::{DayHours, holidays_asked};
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::grid::osm;
use koop_domain::listings::opening_hours::{self, usual};

use super::super::parts::Typed;
use super::times::{self, HOLIDAYS, Times};
use super::usual::{clock_words, words_on};
use crate::form::Slips;
use crate::page::Page;
use crate::texts::{self, clock};

/// A holiday that nobody has said anything about.
pub(crate) struct HolidayAsked {
    pub date: String,
    pub question: String,
    /// What residents read now.
    pub now: String,
    /// Open as on any such day, with its times, where there are any.
    pub usual: Option<String>,
    pub times: Times,
    /// Whether its own times are being filled in.
    pub is_open: bool,
}

/// The holidays that are asked about, with what was typed of one of them.
pub(super) fn asked(
    page: &Page,
    listing: &Listing,
    (today, typed): (NaiveDate, &Typed),
    slips: &Slips,
) -> Vec<HolidayAsked> {
    let all = coming(listing, today).into_iter().zip(HOLIDAYS);
    all.map(|(date, names)| {
        let is_this = typed.get("dag") == date.to_string();
        let (nothing, usual) = (Typed::default(), usual(&listing.facts, Service::Counter, date));
        let typed = if is_this { typed } else { &nothing };
        let times = Times::of(page, names, (typed, &usual), slips);
        let now = words_on(page.language, listing, date);
        HolidayAsked {
            date: date.to_string(),
            question: question(page, date),
            now: page.with("days-holiday-now", &[("times", now.into())]),
            usual: (!usual.is_empty()).then(|| {
                let times = clock_words(page.language, &usual);
                page.with("days-holiday-open", &[("times", times.into())])
            }),
            is_open: times.is_wrong(),
            times,
        }
    })
    .collect()
}

/// What a holiday is: closed, as any such day, or times of its own.
pub(super) fn read(
    language: Language,
    typed: &Typed,
    listing: &Listing,
    (today, day): (NaiveDate, NaiveDate),
) -> Result<DayHours, Slips> {
    let usual = usual(&listing.facts, Service::Counter, day);
    match typed.get("doe") {
        "feest-dicht" => Ok(DayHours::Closed),
        "feest-open" if usual.is_empty() => {
            Err(Slips::in_all(texts::text(language, "days-no-usual")))
        }
        "feest-open" => Ok(DayHours::Open(osm(&usual))),
        _ => {
            let row = coming(listing, today).iter().position(|it| *it == day);
            let names = row.and_then(|row| HOLIDAYS.get(row));
            let said = times::read(language, typed, *names.unwrap_or(&HOLIDAYS[0]), &usual);
            // Where a colleague answered meanwhile, the question is not there any more.
            if names.is_some() { said } else { said.map_err(Slips::above) }
        }
    }
}

fn question(page: &Page, date: NaiveDate) -> String {
    let language = page.language;
    let day = format!("{} {}", clock::weekday(language, date), clock::day_month(language, date));
    let name = opening_hours::holiday(date).map(|it| texts::status::holiday(language, it));
    let values = [("name", name.unwrap_or_default().into()), ("day", day.into())];
    page.with("days-holiday", &values)
}

fn coming(listing: &Listing, today: NaiveDate) -> Vec<NaiveDate> {
    holidays_asked(&listing.facts, today)
}

#[cfg(test)]
mod tests {
    use koop_domain::listings::model::HoursException;

    use super::*;
    use crate::sample::{page, rich};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn typed(day: &str, times: [&str; 4]) -> Typed {
        let names = ["hvan", "htot", "htussen-van", "htussen-tot"];
        let times = names.into_iter().zip(times).map(|(name, it)| (name.into(), it.into()));
        let deed = [("dag".into(), day.into()), ("doe".into(), "feest-tijden".into())];
        Typed(deed.into_iter().chain(times).collect())
    }

    #[test]
    fn a_holiday_is_asked_about_until_somebody_says() {
        let mut place = rich();
        let today = date("2026-11-21");
        assert_eq!(coming(&place, today)[..2], [date("2026-12-25"), date("2026-12-26")]);
        place.facts.exceptions.push(HoursException {
            from: date("2026-12-24"),
            to: date("2026-12-26"),
            service: None,
            spans: None,
            note: None,
        });
        assert_eq!(coming(&place, today)[0], date("2027-01-01"));
    }

    #[test]
    fn what_was_typed_of_a_holiday_is_kept_and_named() {
        let (place, today) = (rich(), date("2026-11-21"));
        let second = typed("2026-12-26", ["11:15", "", "", ""]);
        let days = (today, date("2026-12-26"));
        let slips = read(Language::Nl, &second, &place, days).unwrap_err();
        assert_eq!(slips.named().unwrap().0, "tot-2", "the field of the second holiday");
        let asked = asked(&page(Language::Nl), &place, (today, &second), &slips);
        let [christmas, boxing, ..] = asked.as_slice() else { panic!("two holidays are asked") };
        assert!(boxing.is_open && !christmas.is_open);
        assert_eq!(boxing.times.open[0].value, "11:15");
        assert_eq!(boxing.times.open[1].value, "", "nothing is put in its place");
        assert!(boxing.times.open[1].error.is_some());
        assert_eq!(christmas.times.open[0].value, "09:00", "another begins with its usual times");
        let right = typed("2026-12-26", ["11:15", "15:00", "", ""]);
        let said = read(Language::Nl, &right, &place, days).unwrap();
        assert_eq!(said, DayHours::Open("11:15-15:00".into()));
    }
}
