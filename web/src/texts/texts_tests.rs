//! Texts: complete in every language, none idle, none missing; sentences as people say them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use koop_domain::language::Language::{self, En, Nl};
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Kind;
use koop_domain::listings::opening_hours::{Certainty, Holiday, Reason, State, Status, ZONE};
use koop_domain::listings::search::{FacetField, Why};
use proptest::prelude::*;

use super::{clock, facet_value, negotiate, status, status_at, text, why};

/// Words that come from outside have a text where we know them.
const FAMILIES: [&str; 4] = ["repairs-", "payment-", "spoken-", "editor-"];

/// With what keys begin that are chosen first and looked up later.
const HEADS: &str = "status home oops census ranking access evidence tie why problem empty \
    chip sort group facet tag trait field legal courier wheelchair offered \
    know delivery contact holiday weekday month api letter member form \
    sign forgotten code link mine profile devices address held goodbye \
    keep keeper places claim adding thanks hours days facts crew desk letters \
    community begin audit role joining set invited agree my whose town acting mandate deed trust \
     entry attest acted table launch numbers queue merging appeal draft agreement alert board need";

/// Keys and the arguments of their messages.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let folder = root().join("texts").join(language.code());
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&folder, &["ftl"]) {
        let mut key = String::new();
        for line in read(&file).lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}']))
            {
                key = name.to_owned();
                assert!(!all.contains_key(&key), "{key} stands twice in {language:?}");
                all.insert(key.clone(), BTreeSet::new());
            }
            let names = line.split('$').skip(1);
            let names =
                names.map(|rest| rest.chars().take_while(char::is_ascii_alphabetic).collect());
            if let Some(arguments) = all.get_mut(&key) {
                arguments.extend(names);
            }
        }
    }
    all
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extensions));
        } else if path.extension().is_some_and(|it| extensions.iter().any(|wanted| it == *wanted)) {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// What the code of both doors says, tests aside.
fn sources() -> Vec<String> {
    let api = root().join("../api/src");
    let all = files(&root().join("src"), &["rs", "html"]).into_iter().chain(files(&api, &["rs"]));
    all.filter(|path| !path.to_string_lossy().contains("_tests.rs")).map(|it| read(&it)).collect()
}

#[test]
fn every_language_has_every_text_with_the_same_values() {
    let dutch = messages(Nl);
    assert!(dutch.len() > 300);
    for language in Language::ALL {
        let other = messages(language);
        let missing: Vec<_> = dutch.keys().filter(|key| !other.contains_key(*key)).collect();
        let extra: Vec<_> = other.keys().filter(|key| !dutch.contains_key(*key)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{language:?}: {missing:?} {extra:?}");
        for (key, arguments) in &dutch {
            assert_eq!(arguments, &other[key], "{key} in {language:?}");
        }
    }
}

#[test]
fn no_text_is_idle() {
    let sources = sources().concat();
    let idle: Vec<String> = messages(Nl)
        .into_keys()
        .filter(|key| !FAMILIES.iter().any(|family| key.starts_with(family)))
        .filter(|key| !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn no_text_is_missing() {
    let known = messages(Nl);
    let mut asked = BTreeSet::new();
    for source in sources() {
        for call in [".t(\"", ".with(\"", "text(language, \"", "text_with(language, \""] {
            let calls = source.split(call).skip(1).filter_map(|rest| rest.split_once('"'));
            asked.extend(calls.map(|(key, _)| key.to_owned()));
        }
        // Keys that are chosen first and looked up later look like nothing else.
        let literals = source.split('"').skip(1).step_by(2);
        let heads: BTreeSet<&str> = HEADS.split(' ').collect();
        let is_key = |word: &&str| {
            let head = word.split('-').next().unwrap_or_default();
            word.contains('-')
                && heads.contains(head)
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !source.contains("{% ") {
            asked.extend(literals.filter(is_key).map(str::to_owned));
        }
    }
    assert!(asked.len() > 200, "only {} keys were found", asked.len());
    let missing: Vec<_> = asked.iter().filter(|key| !known.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn dutch_is_plain() {
    // Words that the house does not use, and the polite form.
    for forbidden in
        ["gesloten", "geopend", "vermelding", "gebruiker", " uw ", " u ", "n.v.t.", "notificatie"]
    {
        for file in files(&root().join("texts/nl"), &["ftl"]) {
            let text = read(&file).to_lowercase();
            assert!(!text.contains(forbidden), "{forbidden:?} in {}", file.display());
        }
    }
}

fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    // A Saturday in November is the 21st.
    ZONE.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap().to_utc()
}

fn known(state: State) -> Status {
    Status {
        state,
        certainty: Certainty::Confirmed,
        until: None,
        opens_at: None,
        confirmed_on: None,
        reason: None,
    }
}

fn open_until(until: DateTime<Utc>) -> Status {
    Status { until: Some(until), ..known(State::Open) }
}

fn closed_until(opens: DateTime<Utc>) -> Status {
    Status { until: Some(opens), opens_at: Some(opens), ..known(State::Closed) }
}

type Case = (Status, &'static str, &'static str);

/// What a status is called in both languages, on a Saturday at half past two.
fn held(cases: impl IntoIterator<Item = Case>) {
    let now = at(21, 14, 30);
    for (given, dutch, english) in cases {
        assert_eq!(status(Nl, &given, now), dutch);
        assert_eq!(status(En, &given, now), english);
    }
}

fn because(reason: Reason, mut status: Status) -> Status {
    status.reason = Some(reason);
    status
}

#[test]
fn open_is_said_in_the_words_of_the_house() {
    let year = NaiveDate::from_ymd_opt(2023, 5, 1);
    let likely = Status { certainty: Certainty::Likely, ..open_until(at(21, 18, 0)) };
    let old = Status { certainty: Certainty::Old, confirmed_on: year, ..likely.clone() };
    let lately = Status { confirmed_on: NaiveDate::from_ymd_opt(2026, 9, 1), ..likely.clone() };
    let soon = Status { until: Some(at(21, 14, 50)), ..likely.clone() };
    held([
        (open_until(at(21, 18, 0)), "Nu open tot 18.00 uur", "Open now until 18:00"),
        (open_until(at(21, 14, 50)), "Sluit over 20 minuten", "Closes in 20 minutes"),
        (open_until(at(21, 15, 0)), "Sluit over 30 minuten", "Closes in 30 minutes"),
        (open_until(at(21, 15, 1)), "Nu open tot 15.01 uur", "Open now until 15:01"),
        (open_until(at(21, 14, 31)), "Sluit over 1 minuut", "Closes in 1 minute"),
        (open_until(at(22, 0, 0)), "Nu open tot middernacht", "Open now until midnight"),
        (open_until(at(22, 2, 0)), "Nu open tot 2.00 uur", "Open now until 02:00"),
        (open_until(at(23, 18, 0)), "Nu open tot maandag 18.00 uur", "Open now until Monday 18:00"),
        (known(State::Open), "Dag en nacht open", "Open day and night"),
        (likely, "Waarschijnlijk open tot 18.00 uur", "Probably open until 18:00"),
        (lately, "Waarschijnlijk open tot 18.00 uur", "Probably open until 18:00"),
        (
            old,
            "Waarschijnlijk open tot 18.00 uur (bevestigd in 2023)",
            "Probably open until 18:00 (confirmed in 2023)",
        ),
        (soon, "Waarschijnlijk open tot 14.50 uur", "Probably open until 14:50"),
    ]);
}

#[test]
fn closed_says_when_it_opens_and_why_it_is() {
    let note = "terug op 30 november. Ophalen kan bij de buren.".to_owned();
    let note = Reason::Exception(Some(note));
    held([
        (
            closed_until(at(22, 9, 0)),
            "Nu dicht, morgen open vanaf 9.00 uur",
            "Closed now, opens tomorrow at 09:00",
        ),
        (
            closed_until(at(21, 17, 0)),
            "Nu dicht, vandaag open vanaf 17.00 uur",
            "Closed now, opens today at 17:00",
        ),
        (
            closed_until(at(24, 9, 30)),
            "Nu dicht, dinsdag open vanaf 9.30 uur",
            "Closed now, opens Tuesday at 09:30",
        ),
        (
            closed_until(at(30, 9, 0)),
            "Nu dicht, maandag 30 november open vanaf 9.00 uur",
            "Closed now, opens Monday 30 November at 09:00",
        ),
        (known(State::Closed), "Nu dicht", "Closed now"),
        (
            because(Reason::Holiday(Holiday::KingsDay), closed_until(at(22, 9, 0))),
            "Vandaag dicht (Koningsdag)",
            "Closed today (King's Day)",
        ),
        (
            because(note, closed_until(at(30, 9, 0))),
            "Nu dicht (terug op 30 november), maandag 30 november open vanaf 9.00 uur",
            "Closed now (terug op 30 november), opens Monday 30 November at 09:00",
        ),
        (
            because(Reason::Paused, known(State::Closed)),
            "We bezorgen nu even niet",
            "We are not delivering just now",
        ),
        (
            because(Reason::Gone, known(State::Closed)),
            "Bestaat niet meer of is verhuisd",
            "No longer exists or has moved",
        ),
    ]);
}

#[test]
fn what_is_not_known_is_not_guessed() {
    let unknown = || known(State::Unknown);
    let (dutch, english) =
        ("Openingstijden onbekend. Weet jij ze?", "Opening hours unknown. Do you know them?");
    held([
        (known(State::ByAppointment), "Op afspraak", "By appointment"),
        (because(Reason::NoHours, unknown()), dutch, english),
        (because(Reason::Unreadable, unknown()), dutch, english),
        (
            because(Reason::Comment("bel eerst".to_owned()), unknown()),
            "Misschien open (bel eerst)",
            "Perhaps open (bel eerst)",
        ),
        (
            unknown(),
            "Misschien nog open, sluitingstijd onbekend",
            "Perhaps still open, closing time unknown",
        ),
    ]);
}

#[test]
fn another_moment_is_not_called_now() {
    let (now, later) = (at(21, 14, 30), at(24, 14, 0));
    let say = |it: &Status| status_at(Nl, it, later, now);
    assert_eq!(say(&open_until(at(24, 18, 0))), "Dan open tot 18.00 uur");
    assert_eq!(say(&open_until(at(24, 14, 20))), "Dan open tot 14.20 uur");
    assert_eq!(say(&closed_until(at(24, 17, 0))), "Dan dicht, dinsdag open vanaf 17.00 uur");
    let likely = Status { certainty: Certainty::Likely, ..open_until(at(24, 18, 0)) };
    assert_eq!(say(&likely), "Dan waarschijnlijk open tot 18.00 uur");
    let holiday = Reason::Holiday(Holiday::Christmas);
    let holiday = Status { reason: Some(holiday), ..known(State::Closed) };
    assert_eq!(say(&holiday), "Die dag dicht (eerste kerstdag)");
}

#[test]
fn days_times_and_numbers_are_written_as_people_do() {
    let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let today = date(11, 21);
    assert_eq!(clock::day(Nl, today, today), "vandaag");
    assert_eq!(clock::day(Nl, date(11, 22), today), "morgen");
    assert_eq!(clock::day(Nl, date(11, 23), today), "maandag 23 november");
    assert_eq!(clock::day(En, date(11, 23), today), "Monday 23 November");
    assert_eq!(clock::number(Nl, 1_234_567), "1.234.567");
    assert_eq!(clock::number(En, 999), "999");
    assert_eq!(clock::euros(Nl, 1250), "€\u{a0}12,50");
    assert_eq!(clock::euros(En, 5), "€0.05");
    assert_eq!(clock::distance(Nl, 347), "350 meter");
    assert_eq!(clock::distance(Nl, 1_240), "1,2 km");
    assert_eq!(clock::distance(En, 1_250), "1.3 km");
}

#[test]
fn the_best_wish_that_we_speak_is_granted() {
    let cases = [
        ("en-GB,en;q=0.9,nl;q=0.8", En),
        ("nl-BE", Nl),
        ("fr, en;q=0.5, nl;q=0.7", Nl),
        ("de", Nl),
        ("", Nl),
        ("en;q=0", Nl),
        ("nl;q=0.5,en;q=0.5", Nl),
        ("en;q=nonsense,nl;q=0.1", Nl),
    ];
    for (header, language) in cases {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
        assert_eq!(negotiate(&headers), language, "{header:?}");
    }
    assert_eq!(negotiate(&HeaderMap::new()), Nl);
}

#[test]
fn every_label_has_words_of_its_own() {
    for language in Language::ALL {
        let kinds: BTreeSet<String> =
            Kind::ALL.iter().map(|it| facet_value(language, FacetField::Kind, it.key())).collect();
        assert_eq!(kinds.len(), Kind::ALL.len());
        for category in tree().all() {
            assert_eq!(
                facet_value(language, FacetField::Category, category.key),
                category.name(language)
            );
        }
        assert_eq!(facet_value(language, FacetField::Trait, "no-such-trait"), "no-such-trait");
        assert_ne!(why(language, &Why::Repairs("bicycle".into())), "bicycle");
        // A word from outside stays as it is, whatever it is.
        assert!(why(language, &Why::Repairs("{ $evil } <b>".into())).contains("{ $evil } <b>"));
    }
    assert_ne!(text(Nl, "kind-shop"), text(En, "kind-shop"));
}

proptest! {
    #[test]
    fn a_sentence_is_never_empty_and_never_a_key(
        state in prop_oneof![Just(State::Open), Just(State::Closed), Just(State::Unknown), Just(State::ByAppointment)],
        certainty in prop_oneof![Just(Certainty::Confirmed), Just(Certainty::Likely), Just(Certainty::Old)],
        until in proptest::option::of(0_i64..60 * 24 * 400),
        opens in proptest::option::of(0_i64..60 * 24 * 400),
        ahead in -1000_i64..100_000,
    ) {
        let now = at(21, 14, 30);
        let asked = now + chrono::TimeDelta::minutes(ahead);
        let after = |minutes: i64| asked + chrono::TimeDelta::minutes(minutes);
        let given = Status { state, certainty, until: until.map(after), opens_at: opens.map(after), confirmed_on: None, reason: None };
        for language in Language::ALL {
            let sentence = status_at(language, &given, asked, now);
            prop_assert!(sentence.chars().next().is_some_and(char::is_uppercase), "{sentence:?}");
            prop_assert!(!sentence.contains(['{', '$']) && !sentence.contains("nknown localization"), "{sentence:?}");
        }
    }
}
