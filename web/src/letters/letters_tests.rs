//! What a letter must say in every language, and what it must not.

use koop_domain::communities::model::Decided;
use koop_domain::jobs::{Letter, Mail, Verdict};
use koop_domain::language::Language;

use super::write;

const BASE: &str = "https://koop.example";

fn letters() -> Vec<Letter> {
    let (code, link) = ("482913".to_owned(), "ab12".repeat(16));
    let mut letters = vec![
        Letter::Enter { code: code.clone(), link: link.clone() },
        Letter::Address { code, link: link.clone() },
        Letter::AddressChanged { to: "h…@voorbeeld.nl".into() },
        Letter::PasswordChanged,
        Letter::Reported { place: "Noor".into(), listing: "lst_1".into(), count: 2 },
        decided(true, None),
        decided(false, Some("Ik was er vanochtend.")),
        Letter::StillRight { place: "Noor".into(), link: "ab12".repeat(16) },
        Letter::Invitation { link: link.clone(), community: "Oost".into() },
        Letter::Coworker { link: link.clone(), place: "Noor".into(), is_editor: true },
        Letter::Coworker { link, place: "Noor".into(), is_editor: false },
        claim(true),
        claim(false),
        appeal(true, Some("noor")),
        appeal(false, None),
        Letter::Frozen { reason: "Ik was er vanochtend.".into() },
    ];
    letters.push(Letter::ProfileOffered { profile: "Noor".into(), by: "Hanneke".into() });
    letters.extend(about_places());
    letters.extend(Decided::ALL.map(verdict));
    letters
}

fn about_places() -> [Letter; 8] {
    let (place, slug) = (|| "Noor".to_owned(), || "noor".to_owned());
    let reason = || "Ik was er vanochtend.".to_owned();
    let lost = |may_appeal| Letter::PlaceLost {
        place: place(),
        slug: slug(),
        reason: reason(),
        may_appeal,
    };
    let back = |reason| Letter::PutBack { place: place(), slug: slug(), reason };
    [
        Letter::Disputed { place: place(), slug: slug() },
        lost(true),
        lost(false),
        Letter::Merged { place: place(), slug: slug(), other: "Noor en zoon".into() },
        back(None),
        back(Some(reason())),
        Letter::Unfrozen { reason: String::new() },
        Letter::Unfrozen { reason: reason() },
    ]
}

fn verdict(what: Decided) -> Letter {
    let asks_no_reason = what == Decided::Admitted;
    Letter::Membership(Verdict {
        community: "Oost".into(),
        slug: "oost".into(),
        what,
        role: "steward".into(),
        term: Some("gangmaker".into()),
        sets: vec!["auditor".into(), "help_coordinator".into()],
        reason: (!asks_no_reason).then(|| "Zo is het afgesproken.".into()),
    })
}

fn claim(accepted: bool) -> Letter {
    let (place, slug) = ("Noor".into(), "noor".into());
    Letter::ClaimDecided { place, slug, accepted, reason: "Ik was er vanochtend.".into() }
}

fn appeal(upheld: bool, slug: Option<&str>) -> Letter {
    let (about, slug) = ("Noor".into(), slug.map(str::to_owned));
    Letter::AppealDecided { about, slug, upheld, reason: "Ik was er vanochtend.".into() }
}

fn decided(accepted: bool, reason: Option<&str>) -> Letter {
    let reason = reason.map(str::to_owned);
    Letter::ReportDecided { place: "Noor".into(), slug: "noor".into(), accepted, reason }
}

fn mail(language: Language, letter: Letter) -> Mail {
    Mail { to: "hanneke@voorbeeld.nl".into(), language, letter }
}

#[test]
fn a_code_stands_in_the_subject_and_on_a_line_of_its_own() {
    for language in Language::ALL {
        for (letter, path) in letters().into_iter().zip(["/inloggen/link/", "/mijn/adres/link/"]) {
            let written = write(&mail(language, letter), BASE);
            assert!(written.subject.starts_with("482 913 "), "{}", written.subject);
            assert!(written.text.lines().any(|line| line == "482 913"), "{}", written.text);
            let link = format!("{BASE}{path}{}", "ab12".repeat(16));
            assert!(written.text.lines().any(|line| line == link), "{}", written.text);
            assert!(written.text.contains("15 minut"), "{}", written.text);
        }
    }
}

#[test]
fn a_letter_is_whole_in_every_language() {
    for language in Language::ALL {
        for letter in letters() {
            let written = write(&mail(language, letter), BASE);
            assert!(!written.subject.contains(['\n', '\r', '{']), "{}", written.subject);
            assert!(written.text.contains("Koop Lokaal"), "{}", written.text);
            assert!(written.text.ends_with("Koop Lokaal\n"), "{}", written.text);
            for odd in ["{", "nknown localization", "<", "\u{2068}"] {
                assert!(!written.text.contains(odd), "{odd} in {}", written.text);
            }
        }
    }
    let dutch = write(&mail(Language::Nl, letters()[0].clone()), BASE);
    assert_eq!(dutch.subject, "482 913 is je code voor Koop Lokaal");
    assert!(dutch.text.contains("Heb je hier niet om gevraagd? Dan hoef je niets te doen."));
}

#[test]
fn a_letter_leads_to_a_page_and_says_why() {
    for language in Language::ALL {
        let texts: Vec<String> =
            letters().into_iter().map(|letter| write(&mail(language, letter), BASE).text).collect();
        assert!(texts[4].contains("https://koop.example/mijn/plekken/lst_1/meldingen\n"));
        assert!(texts[5].contains("https://koop.example/plek/noor\n"));
        assert!(texts[6].contains("Ik was er vanochtend."));
        let link = format!("https://koop.example/klopt/link/{}\n", "ab12".repeat(16));
        assert!(texts[7].contains(&link), "{}", texts[7]);
        let link = format!("https://koop.example/medewerker/link/{}\n", "ab12".repeat(16));
        for letter in [&texts[9], &texts[10]] {
            assert!(letter.contains(&link) && letter.contains("Noor"), "{letter}");
            assert!(letter.contains("7 da"), "{letter}");
        }
        assert!(texts[16].contains("https://koop.example/mijn/namens\n"), "{}", texts[16]);
        assert!(texts[16].contains("Hanneke") && texts[16].contains("Noor"), "{}", texts[16]);
        assert_ne!(texts[9], texts[10], "what one is asked for is said");
        // Whoever is refused reads why, and where to ask a second person.
        for refused in [6, 12, 14] {
            assert!(texts[refused].contains("https://koop.example/mijn/bezwaar"), "{refused}");
        }
        for decided in &texts[11..16] {
            assert!(decided.contains("Ik was er vanochtend."), "{decided}");
        }
        assert!(texts[13].contains("https://koop.example/plek/noor\n"));
        let out = write(&mail(language, verdict(Decided::Frozen)), BASE).text;
        assert!(out.contains("https://koop.example/mijn/bezwaar\n"), "{out}");
    }
}

#[test]
fn who_loses_something_reads_why_and_where_to_appeal() {
    for language in Language::ALL {
        let texts = about_places().map(|letter| write(&mail(language, letter), BASE).text);
        for (nth, text) in texts.iter().enumerate() {
            let appeals = [1, 4, 5].contains(&nth);
            assert_eq!(text.contains("https://koop.example/mijn/bezwaar\n"), appeals, "{text}");
            assert_eq!(text.contains("14 da"), appeals, "{text}");
            let says_why = [1, 2, 5, 7].contains(&nth);
            assert_eq!(text.contains("“Ik was er vanochtend.”"), says_why, "{text}");
            assert!(nth > 5 || text.contains("Noor"), "{text}");
        }
        assert!(texts[3].contains("Noor en zoon") && texts[3].contains("30 da"), "{}", texts[3]);
    }
}

#[test]
fn who_is_decided_about_hears_what_and_why() {
    for language in Language::ALL {
        for what in Decided::ALL {
            let written = write(&mail(language, verdict(what)), BASE);
            let asks_no_reason = what == Decided::Admitted;
            assert_eq!(
                written.text.contains("Zo is het afgesproken."),
                !asks_no_reason,
                "{what:?}"
            );
            assert!(written.text.contains("https://koop.example/gemeenschap/oost\n"), "{what:?}");
            assert!(written.subject.contains("Oost"), "{}", written.subject);
        }
        let role = write(&mail(language, verdict(Decided::Role)), BASE);
        assert!(role.text.contains("gangmaker"), "{}", role.text);
        let sets = write(&mail(language, verdict(Decided::Sets)), BASE);
        assert!(sets.text.contains(&crate::texts::text(language, "set-auditor")), "{}", sets.text);
    }
}

#[test]
fn a_letter_is_never_printed() {
    let written = write(&mail(Language::Nl, letters()[0].clone()), BASE);
    assert_eq!(format!("{written:?}"), "Written");
}
