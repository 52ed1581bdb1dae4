//! My agreements: the list of them, and each with its next step, its conversation and its thanks.
//! They are of whom one acts for, where a mandate says so.

mod calendar;
mod list;
mod page;
#[cfg(test)]
pub(crate) mod sample;

use axum::Router;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use koop_domain::agreements::model::Moment;
use koop_domain::id::AgreementId;
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::ZONE;

use crate::Web;
use crate::texts::{self, clock};

#[cfg(test)]
pub(crate) use self::{
    list::ListPage,
    page::{AgreementPage, Known},
};

pub(crate) use self::page::{price, say};

/// The list.
pub(crate) const LIST: &str = "/mijn/afspraken";

/// The pages of agreements.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(LIST, get(list::get))
        .route("/mijn/afspraken/{id}", get(page::get).post(page::post))
        .route("/mijn/afspraken/{id}/afspraak.ics", get(calendar::get))
}

/// The page of an agreement.
pub(crate) fn path(id: AgreementId) -> String {
    format!("{LIST}/{id}")
}

/// A moment in a sentence: `donderdag 26 november, 9.00–11.00 uur`.
pub(crate) fn moment_words(
    language: Language,
    (from, until): Moment,
    now: DateTime<Utc>,
) -> String {
    let today = clock::today(now);
    let [start, end] = [from, until].map(|it| it.with_timezone(&ZONE));
    if start.date_naive() == end.date_naive() {
        let stretch = clock::stretch(language, start.time(), end.time());
        let day = clock::near_day(language, start.date_naive(), today);
        let values = [("day", day.into()), ("stretch", stretch.into())];
        return texts::text_with(language, "agreement-moment", &values);
    }
    let [from, until] = [from, until].map(|it| clock::moment(language, it, today));
    let values = [("from", from.into()), ("until", until.into())];
    texts::text_with(language, "agreement-moments", &values)
}

/// A time of the clock on a day here; nothing at an hour that the change of the clock leaves out.
fn moment_of(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    Some(ZONE.from_local_datetime(&day.and_time(time)).earliest()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_as_people_do() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let at = |hour| moment_of(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap()).unwrap();
        let now = at(9) - chrono::TimeDelta::days(5);
        assert_eq!(moment_words(Language::Nl, (at(9), at(11)), now), "donderdag, 9.00–11.00 uur");
        let later = (at(9), at(9) + chrono::TimeDelta::days(9));
        let words = moment_words(Language::Nl, later, now);
        assert_eq!(words, "donderdag om 9.00 uur tot zaterdag 5 december om 9.00 uur");
        let night = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
        let gone = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
        assert_eq!(moment_of(night, gone), None, "the clock goes forward over it");
    }
}
