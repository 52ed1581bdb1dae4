//! How often a place is looked at, as its keepers see it.

use chrono::{Datelike, NaiveDate, TimeDelta};

/// How many weeks keepers see, the running one among them.
pub const WEEKS: usize = 8;
/// How long a week is kept, in days.
pub const KEPT_DAYS: i64 = 365;
/// Fewer than this are "a few": of so few one could guess who they were.
pub const FEW_BELOW: u64 = 5;

/// What is counted of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// Its page was opened.
    Seen,
    /// Its telephone number was tapped.
    Called,
    /// The way to it was asked.
    Routed,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Seen, Self::Called, Self::Routed];
}

/// How often something happened in a week, as far as anybody is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figure {
    /// Never.
    #[default]
    None,
    /// Fewer than [`FEW_BELOW`] times.
    Few,
    /// So often.
    Count(u64),
}

impl Figure {
    /// What is told of a count.
    #[must_use]
    pub fn of(count: u64) -> Self {
        match count {
            0 => Self::None,
            few if few < FEW_BELOW => Self::Few,
            count => Self::Count(count),
        }
    }
}

/// A week of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The Monday on which it begins.
    pub monday: NaiveDate,
    /// How often its page was opened.
    pub seen: Figure,
    /// How often its telephone number was tapped.
    pub called: Figure,
    /// How often the way to it was asked.
    pub routed: Figure,
}

/// How often each was counted: seen, called, routed.
pub type Sums = [u64; 3];

impl Week {
    /// A week by its sums.
    #[must_use]
    pub fn of(monday: NaiveDate, sums: Sums) -> Self {
        let [seen, called, routed] = sums.map(Figure::of);
        Self { monday, seen, called, routed }
    }
}

/// The Monday of the week of a day.
#[must_use]
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(day.weekday().num_days_from_monday().into())
}

/// The Mondays of the weeks that keepers see, the running one last.
pub fn mondays(today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let last = monday_of(today);
    (0..WEEKS).rev().map(move |back| last - TimeDelta::weeks(i64::try_from(back).unwrap_or(0)))
}

/// Whether a browser says of itself that it is none: those that read for search engines and the
/// like do.
#[must_use]
pub fn is_machine(agent: &str) -> bool {
    const WORDS: [&str; 14] = [
        "bot", "crawl", "spider", "slurp", "fetch", "preview", "monitor", "scan", "curl", "wget",
        "python", "headless", "http", "java/",
    ];
    let agent = agent.to_lowercase();
    // What a browser says of itself always begins so, and names an address only where it is none.
    !agent.starts_with("mozilla/") || WORDS.iter().any(|word| agent.contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_begin_on_mondays() {
        assert_eq!(monday_of(day("2026-04-20")), day("2026-04-20"));
        assert_eq!(monday_of(day("2026-04-26")), day("2026-04-20"));
        let all: Vec<NaiveDate> = mondays(day("2026-04-26")).collect();
        assert_eq!((all.len(), all[0], all[7]), (WEEKS, day("2026-03-02"), day("2026-04-20")));
    }

    #[test]
    fn machines_say_so() {
        for machine in [
            "",
            "curl/8.1",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0",
            "WhatsApp/2.19",
        ] {
            assert!(is_machine(machine), "{machine}");
        }
        for person in [
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 \
             (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0",
        ] {
            assert!(!is_machine(person), "{person}");
        }
    }

    proptest! {
        #[test]
        fn a_few_say_nothing_of_how_many(count in 0_u64..50) {
            let told = Figure::of(count);
            prop_assert_eq!(told == Figure::None, count == 0);
            prop_assert_eq!(told == Figure::Few, (1..FEW_BELOW).contains(&count));
            prop_assert_eq!(told == Figure::Count(count), count >= FEW_BELOW);
        }
    }
}
