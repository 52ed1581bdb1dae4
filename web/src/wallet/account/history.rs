//! What was paid from an account and to it, day by day, with what was left after each.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::payments::model::{Moved, Purse};
use koop_domain::ledger::payments::{HistoryQuery, SEARCHED_MAX};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::page::PAGE_DEFAULT;

use super::super::face::{called, initial};
use super::super::pay::CATEGORIES;
use super::super::{Coin, account_path, receipt_path};
use super::Known;
use crate::keeping::Choice;
use crate::page::Page;
use crate::reader::Reader;
use crate::texts::clock;

/// How many months there are to choose from: this one, and those of seven years, for which a shop
/// keeps its books.
const MONTHS_MAX: usize = 7 * 12 + 1;
/// The longest words to look for, in characters.
const WORDS_MAX: usize = 60;

/// What of a history is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    pub words: String,
    pub category: String,
    pub month: Option<NaiveDate>,
    pub is_out: Option<bool>,
    pub before: Option<u64>,
}

/// The history, and what can be asked of it.
pub(crate) struct History {
    pub days: Vec<Day>,
    pub words: String,
    pub category: String,
    /// What is paid for in general, to choose from.
    pub categories: Vec<String>,
    pub months: Vec<Choice>,
    pub sides: Vec<Choice>,
    /// Whether something was asked of it.
    pub is_filtered: bool,
    /// Where the list goes on.
    pub next: Option<String>,
    /// Until when it was looked for these words, where there is more before.
    pub searched: Option<String>,
    /// The newest again, where it begins further on.
    pub newest: Option<String>,
}

/// What was paid on a day.
pub(crate) struct Day {
    pub label: String,
    pub lines: Vec<Line>,
}

/// One transfer, as an account sees it.
pub(crate) struct Line {
    pub href: String,
    pub name: String,
    /// What stands in the round beside it.
    pub initial: String,
    /// What it was, where it was no payment.
    pub kind: Option<String>,
    pub purpose: Option<String>,
    pub category: Option<String>,
    pub amount: String,
    pub is_out: bool,
    pub after: String,
    /// That it was taken back.
    pub is_back: bool,
}

impl Filters {
    pub(crate) fn read(reader: &Reader) -> Self {
        let month = reader.value("maand").and_then(read_month);
        let is_out = match reader.value("kant") {
            Some("af") => Some(true),
            Some("bij") => Some(false),
            _ => None,
        };
        let words = |name: &str| {
            let words = reader.value(name).unwrap_or_default().trim();
            words.chars().take(WORDS_MAX).collect()
        };
        Self {
            words: words("zoek"),
            category: words("soort"),
            month,
            is_out,
            before: reader.value("voor").and_then(|it| it.parse().ok()),
        }
    }

    /// What is asked of the books, one more than the page, and how many the page has.
    pub(super) fn query(&self, now: DateTime<Utc>) -> (HistoryQuery, usize) {
        let bounds = self.month.and_then(bounds);
        let (since, until) = bounds.map_or((None, None), |(from, to)| (Some(from), Some(to)));
        let some = |it: &String| Some(it.clone()).filter(|it| !it.is_empty());
        // What is posted while somebody reads comes on the next look.
        let until = until.or(Some(now + chrono::TimeDelta::seconds(1)));
        let query = HistoryQuery {
            words: some(&self.words),
            category: some(&self.category),
            since,
            until,
            is_out: self.is_out,
            before: self.before,
            first: PAGE_DEFAULT + 1,
        };
        (query, PAGE_DEFAULT as usize)
    }

    fn is_empty(&self) -> bool {
        let has_words = !self.words.is_empty() || !self.category.is_empty();
        !has_words && self.month.is_none() && self.is_out.is_none()
    }

    /// The address of the same with another beginning.
    fn href(&self, path: &str, before: Option<u64>) -> String {
        let mut pairs = Vec::new();
        if !self.words.is_empty() {
            pairs.push(("zoek", self.words.clone()));
        }
        if !self.category.is_empty() {
            pairs.push(("soort", self.category.clone()));
        }
        pairs.extend(self.month.map(|it| ("maand", it.format("%Y-%m").to_string())));
        let side = |is_out| if is_out { "af" } else { "bij" };
        pairs.extend(self.is_out.map(|it| ("kant", side(it).to_owned())));
        pairs.extend(before.map(|it| ("voor", it.to_string())));
        let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// A month as an address has it, `2026-11`: its first day.
pub(crate) fn read_month(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-')?;
    let is_whole = |it: &str, digits| it.len() == digits && it.bytes().all(|b| b.is_ascii_digit());
    if !is_whole(year, 4) || !is_whole(month, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

/// From when until when a month is, here.
pub(crate) fn bounds(month: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let next = month.checked_add_months(Months::new(1))?;
    let at = |day: NaiveDate| {
        Some(ZONE.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest()?.to_utc())
    };
    Some((at(month)?, at(next)?))
}

/// The months in which something can have been paid, the latest first.
pub(crate) fn months(since: DateTime<Utc>, now: DateTime<Utc>) -> Vec<NaiveDate> {
    let first = |at| clock::today(at).with_day(1).unwrap_or_default();
    let (oldest, newest) = (first(since), first(now));
    let months = (0..).map_while(|back| newest.checked_sub_months(Months::new(back)));
    months.take_while(|it| *it >= oldest).take(MONTHS_MAX).collect()
}

impl History {
    pub(super) fn of(
        page: &Page,
        coin: &Coin,
        purse: &Purse,
        known: &Known<'_>,
        now: DateTime<Utc>,
    ) -> Self {
        let (filters, path) = (known.filters, account_path(purse.held.account.id));
        let shown = known.found.get(..known.first).unwrap_or(known.found);
        let has_more = known.found.len() > shown.len();
        let last = shown.last().filter(|_| has_more).map(|it| it.transfer.number);
        let last = last.or(known.goes_on);
        let all =
            |label: &str| Choice { value: String::new(), label: page.t(label), chosen: false };
        let month = |it: NaiveDate| Choice {
            value: it.format("%Y-%m").to_string(),
            label: clock::month(page.language, it),
            chosen: filters.month == Some(it),
        };
        let side = |value: &str, key: &str, is_out| Choice {
            value: value.to_owned(),
            label: page.t(key),
            chosen: filters.is_out == Some(is_out),
        };
        let within = months(purse.held.opened_at, now).into_iter().map(month);
        Self {
            days: days(page, coin, shown, now),
            words: filters.words.clone(),
            category: filters.category.clone(),
            categories: CATEGORIES.iter().map(|key| page.t(key)).collect(),
            searched: known.goes_on.map(|_| {
                let count = (SEARCHED_MAX as u64).into();
                page.with("wallet-searched", &[("count", count)])
            }),
            months: std::iter::once(all("wallet-all-months")).chain(within).collect(),
            sides: vec![
                all("wallet-both"),
                side("af", "wallet-out", true),
                side("bij", "wallet-in", false),
            ],
            is_filtered: !filters.is_empty(),
            next: last.map(|before| format!("{}#betalingen", filters.href(&path, Some(before)))),
            newest: filters.before.map(|_| format!("{}#betalingen", filters.href(&path, None))),
        }
    }
}

/// Transfers, day by day.
pub(crate) fn days(page: &Page, coin: &Coin, all: &[Moved], now: DateTime<Utc>) -> Vec<Day> {
    let today = clock::today(now);
    let mut days: Vec<(NaiveDate, Day)> = Vec::new();
    for it in all {
        let date = clock::today(it.transfer.posted_at);
        let line = Line::of(page, coin, it);
        match days.last_mut() {
            Some((last, day)) if *last == date => day.lines.push(line),
            _ => {
                let label = day_label(page, date, today);
                days.push((date, Day { label, lines: vec![line] }));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn day_label(page: &Page, date: NaiveDate, today: NaiveDate) -> String {
    if Some(date) == today.pred_opt() {
        return page.t("wallet-yesterday");
    }
    clock::day(page.language, date, today)
}

impl Line {
    pub(crate) fn of(page: &Page, coin: &Coin, it: &Moved) -> Self {
        let name = called(page.language, &it.other);
        Self {
            href: receipt_path(it.transfer.id),
            initial: initial(&name),
            name,
            kind: kind_key(it.transfer.kind).map(|key| page.t(key)),
            purpose: it.purpose.clone(),
            category: it.category.clone(),
            amount: coin.moved(it.is_out, it.transfer.amount.minor()),
            is_out: it.is_out,
            after: page.with("wallet-after", &[("amount", coin.words(it.balance_after).into())]),
            is_back: it.reversed_by.is_some(),
        }
    }
}

/// What a transfer is, where it is not simply a payment.
pub(crate) fn kind_key(kind: TransferKind) -> Option<&'static str> {
    match kind {
        TransferKind::Payment => None,
        TransferKind::Levy => Some("wallet-line-levy"),
        TransferKind::Reversal => Some("wallet-line-reversal"),
        TransferKind::Issue => Some("wallet-line-issue"),
        TransferKind::Destroy => Some("wallet-line-destroy"),
        TransferKind::Handout => Some("wallet-line-handout"),
        TransferKind::Redemption => Some("wallet-line-redemption"),
        TransferKind::PaperIn => Some("wallet-line-paper-in"),
        TransferKind::PaperOut => Some("wallet-line-paper-out"),
        TransferKind::Settlement => Some("wallet-line-settlement"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_month_begins_and_ends_at_midnight_here() {
        let (from, to) = bounds(read_month("2026-10").unwrap()).unwrap();
        assert_eq!(from.to_rfc3339(), "2026-09-30T22:00:00+00:00");
        assert_eq!(to.to_rfc3339(), "2026-10-31T23:00:00+00:00", "the clock went back in it");
        for odd in ["2026-13", "2026-1", "november", "20261-1", ""] {
            assert_eq!(read_month(odd), None, "{odd}");
        }
    }

    #[test]
    fn there_are_as_many_months_to_choose_from_as_an_account_is_old() {
        let at =
            |month, date| bounds(day(2026, month, 1)).unwrap().0 + chrono::TimeDelta::days(date);
        assert_eq!(
            months(at(9, 20), at(11, 2)),
            [day(2026, 11, 1), day(2026, 10, 1), day(2026, 9, 1)]
        );
        assert_eq!(months(at(11, 1), at(11, 1)), [day(2026, 11, 1)]);
        let old = months(at(1, 0) - chrono::TimeDelta::days(5_000), at(11, 1));
        assert_eq!(old.len(), MONTHS_MAX);
    }
}
