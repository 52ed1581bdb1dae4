//! Amounts as people write them: with their symbol, in the reader's language; time in hours.

use koop_domain::alerts::Sum;
use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::Currency;

use super::{clock, figures, text, text_with};

/// What keeps an amount and its symbol on one line.
const NARROW: char = '\u{a0}';
/// The sign of what is owed or paid: as wide as a plus.
const MINUS: char = '\u{2212}';
const MINUTES: u64 = 60;

/// How amounts of a currency are written for one reader.
#[derive(Clone, Debug)]
pub(crate) struct Coin {
    pub language: Language,
    pub name: String,
    pub code: String,
    symbol: String,
    scale: u8,
    pub is_time: bool,
}

impl Coin {
    pub(crate) fn of(language: Language, currency: &Currency) -> Self {
        Self {
            language,
            name: currency.name(language).to_owned(),
            code: currency.code.clone(),
            symbol: currency.symbol.clone(),
            scale: currency.scale,
            is_time: currency.kind == CurrencyKind::Time,
        }
    }

    /// By an amount that somebody is told of.
    pub(crate) fn told(language: Language, sum: &Sum) -> Self {
        Self {
            language,
            name: sum.code.clone(),
            code: sum.code.clone(),
            symbol: sum.symbol.clone(),
            scale: sum.scale,
            is_time: sum.is_time,
        }
    }

    /// How many digits amounts have after the point.
    pub(crate) fn scale(&self) -> u8 {
        self.scale
    }

    /// With its symbol: `LAT 12,50`, `1 uur 30 min`.
    pub(crate) fn words(&self, minor: i64) -> String {
        let sign = if minor < 0 { MINUS.to_string() } else { String::new() };
        self.signed_with(&sign, minor.unsigned_abs())
    }

    /// With a sign that says which way it went.
    pub(crate) fn moved(&self, is_out: bool, minor: i64) -> String {
        let sign = if is_out { MINUS } else { '+' };
        self.signed_with(&sign.to_string(), minor.unsigned_abs())
    }

    /// The same without a symbol, for a narrow column.
    pub(crate) fn short(&self, is_out: bool, minor: i64) -> String {
        self.unnamed(&self.moved(is_out, minor))
    }

    /// A balance without its symbol, for a narrow column.
    pub(crate) fn bare(&self, minor: i64) -> String {
        self.unnamed(&self.words(minor))
    }

    /// Its symbol, where amounts have one, and the rest, for where they are written apart.
    pub(crate) fn parted(&self, minor: i64) -> (String, String) {
        let symbol = if self.is_time { String::new() } else { self.symbol.clone() };
        (symbol, self.bare(minor))
    }

    /// A whole amount without what is after the point, where that is nothing, for the end of a
    /// line that is drawn.
    pub(crate) fn round(&self, minor: i64) -> String {
        let bare = self.bare(minor);
        let rest = format!("{}{}", self.point(), "0".repeat(usize::from(self.scale)));
        bare.strip_suffix(&rest).map(str::to_owned).unwrap_or(bare)
    }

    fn unnamed(&self, words: &str) -> String {
        let bare = words.strip_prefix(&self.symbol).filter(|_| !self.is_time).unwrap_or(words);
        bare.trim_start_matches(NARROW).to_owned()
    }

    /// Without a symbol, as a file has it: `-12,50`.
    pub(crate) fn plain(&self, minor: i64) -> String {
        self.marked(&decimal(minor, self.scale))
    }

    /// As it stands in a field in which it can be changed.
    pub(crate) fn typed(&self, minor: i64) -> String {
        if self.is_time {
            let minutes = minor.unsigned_abs();
            return format!("{}:{:02}", minutes / MINUTES, minutes % MINUTES);
        }
        self.plain(minor)
    }

    /// What was typed, as the verbs read it: hours and minutes as minutes, and without the marks
    /// of thousands. What can be read in two ways they refuse as no amount.
    pub(crate) fn read(&self, typed: &str) -> String {
        if self.is_time {
            return figures::minutes_of(self.language, typed);
        }
        let symbol = self.symbol.as_str();
        let typed = typed.trim().trim_start_matches(symbol).trim_end_matches(symbol);
        figures::decimal_of(self.language, self.scale, typed)
    }

    /// That what was typed is no amount, and how one is written.
    pub(crate) fn unread(&self) -> String {
        text(self.language, if self.is_time { "pay-time-unread" } else { "pay-unread" })
    }

    fn signed_with(&self, sign: &str, minor: u64) -> String {
        if self.is_time {
            return format!("{sign}{}", self.time(minor));
        }
        let minor = i64::try_from(minor).unwrap_or(i64::MAX);
        let text = decimal(minor, self.scale);
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole
            .parse()
            .map_or_else(|_| whole.to_owned(), |whole| clock::number(self.language, whole));
        let rest = if rest.is_empty() { String::new() } else { format!("{}{rest}", self.point()) };
        format!("{}{NARROW}{sign}{whole}{rest}", self.symbol)
    }

    /// Minutes as hours and minutes.
    fn time(&self, minutes: u64) -> String {
        let part = |key, name, count: u64| {
            text_with(self.language, key, &[(name, count.into())]).replace(' ', &NARROW.to_string())
        };
        let hours = part("wallet-hours", "hours", minutes / MINUTES);
        let rest = part("wallet-minutes", "minutes", minutes % MINUTES);
        match (minutes / MINUTES, minutes % MINUTES) {
            (_, 0) => hours,
            (0, _) => rest,
            _ => format!("{hours}{NARROW}{rest}"),
        }
    }

    fn marked(&self, decimal: &str) -> String {
        in_figures(self.language, decimal)
    }

    fn point(&self) -> &'static str {
        point(self.language)
    }
}

/// A decimal with a point, as it is written in a language.
pub(crate) fn in_figures(language: Language, decimal: &str) -> String {
    decimal.replace('.', point(language))
}

fn point(language: Language) -> &'static str {
    match language {
        Language::Nl => ",",
        Language::En => ".",
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::language::Language::{En, Nl};
    use koop_domain::ledger::amount::{Amount, MINOR_MAX};
    use proptest::prelude::*;

    use super::*;

    fn coin(language: Language, is_time: bool) -> Coin {
        let scale = if is_time { 0 } else { 2 };
        let (name, code, symbol) = ("Op de Lat".into(), "LAT".into(), "LAT".into());
        Coin { language, name, code, symbol, scale, is_time }
    }

    #[test]
    fn amounts_are_written_as_people_do() {
        let (nl, en) = (coin(Nl, false), coin(En, false));
        assert_eq!(nl.words(1_250), "LAT\u{a0}12,50");
        assert_eq!(en.words(-123_450), "LAT\u{a0}\u{2212}1,234.50");
        assert_eq!(nl.words(-123_450), "LAT\u{a0}\u{2212}1.234,50");
        assert_eq!(nl.moved(false, 250), "LAT\u{a0}+2,50");
        assert_eq!(nl.plain(-1_250), "-12,50");
        assert_eq!(
            (nl.short(true, 250), nl.bare(-250)),
            ("\u{2212}2,50".into(), "\u{2212}2,50".into())
        );
        assert_eq!(nl.parted(-1_250), ("LAT".into(), "\u{2212}12,50".into()));
        assert_eq!((nl.round(-10_000), nl.round(50)), ("\u{2212}100".into(), "0,50".into()));
        let hours = coin(Nl, true);
        assert_eq!(hours.parted(60), (String::new(), "1\u{a0}uur".into()));
        assert_eq!(hours.words(90), "1\u{a0}uur\u{a0}30\u{a0}min");
        assert_eq!(hours.words(-45), "\u{2212}45\u{a0}min");
        assert_eq!(hours.words(0), "0\u{a0}uur");
        assert_eq!((hours.typed(90), hours.typed(45)), ("1:30".into(), "0:45".into()));
        assert_eq!((hours.read("1:30"), hours.read("45 min")), ("90".into(), "45".into()));
        assert_eq!(
            (nl.read(" LAT 12,50 "), nl.read("12,50 LAT")),
            ("12,50".into(), "12,50".into())
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_what_it_was(minor in 1..=MINOR_MAX) {
            for (language, is_time) in [(Nl, false), (En, false), (Nl, true), (En, true)] {
                let coin = coin(language, is_time);
                // A year of hours and more is typed in minutes by nobody.
                let minor = if is_time { minor % 10_000_000 + 1 } else { minor };
                for written in [coin.typed(minor), coin.bare(minor), coin.words(minor)] {
                    let read = Amount::parse(&coin.read(&written), coin.scale());
                    prop_assert_eq!(read.map(Amount::minor), Ok(minor), "{}", written);
                }
            }
        }
    }
}
