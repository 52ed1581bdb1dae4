//! Figures as people type them, turned into what the verbs read. What could be meant in two ways
//! becomes no figure at all: nobody pays a thousandth or a thousandfold of what they meant.

use koop_domain::language::Language;

/// What is put in the place of figures that can be read in two ways: the verbs take it for no
/// amount.
const UNREAD: &str = "?";
/// How many digits stand between two marks of thousands.
const GROUP: usize = 3;
/// The sign of what is owed, as it is written.
const MINUS: char = '\u{2212}';
const MINUTES: u64 = 60;
/// How many digits stand after the mark in hours at most: a quarter is 0,25.
const HOUR_DIGITS: usize = 2;

/// What parts thousands, and what stands before the parts of one.
fn marks(language: Language) -> (char, char) {
    match language {
        Language::Nl => ('.', ','),
        Language::En => (',', '.'),
    }
}

/// A decimal without what parts its thousands, as a currency of `scale` digits after the point has
/// it. Somebody who writes `1.000` in Dutch means a thousand; who writes `1,000` may mean one or a
/// thousand, and is asked again.
pub(crate) fn decimal_of(language: Language, scale: u8, typed: &str) -> String {
    let (sign, figures) = signed(typed);
    format!("{sign}{}", unparted(language, scale, figures).as_deref().unwrap_or(UNREAD))
}

/// Minutes out of hours and minutes: `1:30`, `1,5`, `2 uur`, `45 min`. A number alone could be
/// either and is asked again; nothing is nothing in both.
pub(crate) fn minutes_of(language: Language, typed: &str) -> String {
    let (sign, said) = signed(typed);
    if said.is_empty() {
        return sign.to_owned();
    }
    match minutes(language, &said.to_lowercase()) {
        Some(minutes) => format!("{sign}{minutes}"),
        None => format!("{sign}{UNREAD}"),
    }
}

/// The sign, as the verbs read it, and what stands after it.
fn signed(typed: &str) -> (&'static str, &str) {
    let typed = typed.trim();
    match typed.strip_prefix(['-', MINUS]) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", typed),
    }
}

/// Figures without the marks of thousands; none where they can be read in two ways.
fn unparted(language: Language, scale: u8, figures: &str) -> Option<String> {
    let (part, point) = marks(language);
    let is_coarse = usize::from(scale) < GROUP;
    let (whole, rest) = match figures.split_once(point) {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (figures, None),
    };
    if !whole.contains(part) {
        let is_group = rest.is_some_and(|it| it.len() == GROUP);
        return (!(is_group && is_coarse)).then(|| figures.to_owned());
    }
    let joined = || whole.replace(part, "");
    match (rest, is_grouped(whole, part)) {
        (Some(rest), true) => Some(format!("{}{point}{rest}", joined())),
        // One group alone may also be as fine as the currency goes.
        (None, true) => (is_coarse || whole.matches(part).count() > 1).then(joined),
        // `2.50` is what it is in either language.
        (None, false) => {
            let last = whole.rsplit(part).next().unwrap_or_default();
            (last.len() != GROUP).then(|| figures.to_owned())
        }
        (Some(_), false) => Some(figures.to_owned()),
    }
}

/// Whether a mark stands before each three digits, and nowhere else.
fn is_grouped(whole: &str, part: char) -> bool {
    let mut groups = whole.split(part);
    let digits = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    let begins = (1..=GROUP).contains(&first.len()) && digits(first) && !first.starts_with('0');
    begins && groups.all(|it| it.len() == GROUP && digits(it))
}

fn minutes(language: Language, said: &str) -> Option<u64> {
    if said.bytes().all(|b| b == b'0') {
        return Some(0);
    }
    if let Some((hours, rest)) = said.split_once(':') {
        return summed(number(hours.trim())?, within_hour(rest.trim())?);
    }
    let (figures, unit) = parted(said);
    match unit.chars().next() {
        // A mark says that it is hours: nobody counts parts of a minute.
        None => figures.contains(['.', ',']).then(|| hours(language, figures)).flatten(),
        Some('u' | 'h') => {
            let rest = unit.trim_start_matches(char::is_alphabetic).trim_start();
            if rest.is_empty() {
                return hours(language, figures);
            }
            let (more, unit) = parted(rest);
            let is_minutes = unit.is_empty() || unit.starts_with('m');
            let whole = number(&unparted(language, 0, figures)?)?;
            summed(whole, within_hour(more).filter(|_| is_minutes)?)
        }
        Some('m') => number(&unparted(language, 0, figures)?),
        Some(_) => None,
    }
}

/// The figures with which it begins, and what stands after them.
fn parted(said: &str) -> (&str, &str) {
    let is_figure = |it: char| it.is_ascii_digit() || matches!(it, '.' | ',');
    let end = said.find(|it| !is_figure(it)).unwrap_or(said.len());
    let (figures, unit) = said.split_at(end);
    (figures, unit.trim_start())
}

/// Hours with a part of one, where that is whole minutes.
fn hours(language: Language, figures: &str) -> Option<u64> {
    let figures = unparted(language, 2, figures)?;
    let (whole, part) = figures.split_once(['.', ',']).unwrap_or((&figures, "0"));
    let digits = u32::try_from(part.len()).ok().filter(|_| part.len() <= HOUR_DIGITS)?;
    let (minutes, of) = (number(part)?.checked_mul(MINUTES)?, 10_u64.pow(digits));
    summed(number(whole)?, (minutes % of == 0).then_some(minutes / of)?)
}

/// Two digits below an hour.
fn within_hour(text: &str) -> Option<u64> {
    number(text).filter(|it| *it < MINUTES && text.len() <= 2)
}

fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

fn summed(hours: u64, minutes: u64) -> Option<u64> {
    hours.checked_mul(MINUTES)?.checked_add(minutes)
}

#[cfg(test)]
mod tests {
    use koop_domain::language::Language::{En, Nl};
    use koop_domain::ledger::amount::Amount;
    use koop_domain::ledger::rejected::Rejected;

    use super::*;

    /// What the books make of it.
    fn minor(language: Language, scale: u8, typed: &str) -> Result<i64, Rejected> {
        Amount::parse(&decimal_of(language, scale, typed), scale).map(Amount::minor)
    }

    #[test]
    fn thousands_are_thousands_and_never_a_thousandth() {
        let read = |language, typed| minor(language, 2, typed);
        for (typed, cents) in [
            ("1.000", 100_000),
            ("1.234,50", 123_450),
            ("1.234.567", 123_456_700),
            ("1.234,500", 123_450),
            ("2,50", 250),
            ("2.50", 250),
            ("1.5", 150),
            ("12,5", 1_250),
            ("1000", 100_000),
            ("1000,00", 100_000),
            (" 7 ", 700),
        ] {
            assert_eq!(read(Nl, typed), Ok(cents), "{typed}");
        }
        for (typed, cents) in
            [("1,000", 100_000), ("1,234.50", 123_450), ("2.50", 250), ("2,50", 250), ("1,5", 150)]
        {
            assert_eq!(read(En, typed), Ok(cents), "{typed}");
        }
    }

    #[test]
    fn what_may_be_meant_in_two_ways_is_no_amount() {
        for typed in
            ["1,000", "0,500", "0.500", "1234.000", "12,345", "1.2.3", "1.00,5", "1,000,000"]
        {
            assert_eq!(minor(Nl, 2, typed), Err(Rejected::AmountMalformed), "{typed}");
        }
        for typed in ["1.000", "0.500", "0,500", "1.000.000", "2.505"] {
            assert_eq!(minor(En, 2, typed), Err(Rejected::AmountMalformed), "{typed}");
        }
        assert_eq!(minor(Nl, 2, "-1.000"), Err(Rejected::AmountNotPositive));
        assert_eq!(decimal_of(Nl, 2, "\u{2212}1.000,00"), "-1000,00");
        assert_eq!(decimal_of(Nl, 2, ""), "", "nothing stays nothing");
    }

    #[test]
    fn a_currency_as_fine_as_thousandths_has_its_own_three_digits() {
        assert_eq!(minor(Nl, 3, "1,234"), Ok(1_234));
        assert_eq!(minor(En, 3, "1.234"), Ok(1_234));
        assert_eq!(minor(Nl, 3, "1.234,5"), Ok(1_234_500));
        assert_eq!(minor(Nl, 3, "1.234"), Err(Rejected::AmountMalformed), "one or a thousand");
        assert_eq!(minor(Nl, 0, "1.000"), Ok(1_000));
    }

    #[test]
    fn hours_are_told_from_minutes() {
        for (typed, minutes) in [
            ("1:30", "90"),
            ("0:45", "45"),
            ("1,5", "90"),
            ("1.5", "90"),
            ("0,75", "45"),
            ("1,25 uur", "75"),
            ("2 uur", "120"),
            ("2u", "120"),
            ("2 hours", "120"),
            ("1 h 30 min", "90"),
            ("1u30", "90"),
            ("1 Uur\u{a0}30\u{a0}min", "90"),
            ("45 min", "45"),
            ("90m", "90"),
            ("1.500 minuten", "1500"),
            ("0", "0"),
            ("\u{2212}0:45", "-45"),
            ("", ""),
        ] {
            assert_eq!(minutes_of(Nl, typed), minutes, "{typed}");
        }
        for typed in
            ["2", "45", "1:75", "1:300", "0,33", "1,000", "1,5 min", "2 dagen", "1 uur 75 min"]
        {
            assert_eq!(minutes_of(Nl, typed), "?", "{typed}");
        }
    }
}
