//! What is mailed of what a member was told: a line each, and the one button that ends it.

use koop_domain::alerts::AlertKind;
use koop_domain::jobs::ToldInLetter;
use koop_domain::language::Language;

use super::{Written, written};
use crate::alerts::{LIST, STOP};
use crate::texts;

/// What is mailed.
pub(super) struct Told<'a> {
    pub alerts: &'a [ToldInLetter],
    pub more: u64,
    pub is_weekly: bool,
    pub stop: &'a str,
}

/// Writes it.
pub(super) fn write(language: Language, it: &Told<'_>, base_url: &str) -> Written {
    // A kind of a newer version has no words here; what it told is on the page.
    let words = |told: &ToldInLetter| {
        let kind = AlertKind::from_key(&told.kind)?;
        Some(texts::alert(language, kind, &told.about, (told.sum.as_ref(), told.until)))
    };
    let line = |told: &ToldInLetter| Some(format!("- {}", words(told)?));
    let mut lines: Vec<String> = it.alerts.iter().filter_map(line).collect();
    if it.more > 0 {
        let count = [("count", it.more.into())];
        lines.push(format!("- {}", texts::text_with(language, "letter-alerts-more", &count)));
    }
    let values = [
        ("lines", lines.join("\n").into()),
        ("link", format!("{base_url}{LIST}").into()),
        ("stop", format!("{base_url}{STOP}{}", it.stop).into()),
    ];
    let subject = match (it.is_weekly, it.alerts) {
        (true, _) => texts::text(language, "letter-alerts-weekly-subject"),
        // One alone is told in the line above it.
        (false, [only]) if it.more == 0 => {
            words(only).unwrap_or_else(|| texts::text(language, "letter-alerts-subject"))
        }
        (false, _) => texts::text(language, "letter-alerts-subject"),
    };
    let letter = written(language, ["letter-alerts-subject", "letter-alerts"], &values);
    let calendars = it.alerts.iter().filter_map(|told| told.calendar.clone()).collect();
    Written { subject, calendars, ..letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: &str) -> ToldInLetter {
        let (sum, until, calendar) = (None, None, None);
        ToldInLetter { kind: kind.into(), about: "Joke".into(), sum, until, calendar }
    }

    #[test]
    fn a_letter_tells_what_there_is_and_how_to_end_it() {
        for language in Language::ALL {
            let both = [told("message"), told("not_yet_known")];
            let it = Told { alerts: &both, more: 3, is_weekly: true, stop: "5ecre7" };
            let letter = write(language, &it, "https://koop.example");
            assert!(letter.text.contains("Joke"), "{}", letter.text);
            assert!(letter.text.contains("https://koop.example/meldingen/stop/5ecre7"));
            assert!(letter.text.contains("https://koop.example/mijn/meldingen\n"));
            assert!(!letter.text.contains(['{', '$']) && !letter.subject.contains(['{', '$']));
            let it = Told { alerts: &both[..1], more: 0, is_weekly: false, stop: "5ecre7" };
            assert!(write(language, &it, "").subject.contains("Joke"));
        }
    }
}
