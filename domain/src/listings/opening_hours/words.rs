//! The words that people write in opening hours, in Dutch, German, English and some French.
//!
//! OSM's grammar knows `Mo`, `Apr` and `off`; people also write `maandag`, `Mrt` and
//! `gesloten`. Each word has one meaning here. Where languages collide, Dutch wins: `ma` is
//! Monday (not mardi), `di` is Tuesday (not dimanche).

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A day, a range of days or a kind of holiday, as OSM writes it.
    Day(&'static str),
    /// A month, as OSM writes it.
    Month(&'static str),
    /// A moment of the sun.
    Sun(&'static str),
    /// `off`, `open` or `unknown`.
    State(&'static str),
    /// Which of its kind in the month, as OSM writes it.
    Nth(&'static str),
    /// Between a beginning and an end.
    To,
    /// Between two of a kind.
    And,
    /// Before a beginning without an end.
    From,
    /// The movable feast.
    Easter,
    /// Before numbers of weeks.
    Week,
    /// Says nothing.
    Noise,
}

/// Each meaning with the words for it, in lower case.
const WORDS: &[(Meaning, &[&str])] = &[
    (Meaning::Day("Mo"), &["mo", "mon", "monday", "ma", "maa", "maandag", "montag", "lundi"]),
    (
        Meaning::Day("Tu"),
        &["tu", "tue", "tues", "tuesday", "di", "din", "dinsdag", "dienstag", "mardi"],
    ),
    (
        Meaning::Day("We"),
        &["we", "wed", "wednesday", "wo", "woe", "woensdag", "mi", "mittwoch", "me", "mercredi"],
    ),
    (
        Meaning::Day("Th"),
        &[
            "th",
            "thu",
            "thur",
            "thurs",
            "thursday",
            "do",
            "don",
            "donderdag",
            "donnerstag",
            "jeudi",
        ],
    ),
    (Meaning::Day("Fr"), &["fr", "fri", "friday", "vr", "vrij", "vrijdag", "freitag", "vendredi"]),
    (Meaning::Day("Sa"), &["sa", "sat", "saturday", "za", "zat", "zaterdag", "samstag", "samedi"]),
    (
        Meaning::Day("Su"),
        &["su", "sun", "sunday", "zo", "zon", "zondag", "so", "son", "sonn", "sonntag", "dimanche"],
    ),
    (
        Meaning::Day("Mo-Su"),
        &["dagelijks", "dag", "dagen", "daily", "täglich", "taeglich", "tägl", "quotidien"],
    ),
    (Meaning::Day("Mo-Fr"), &["werkdag", "werkdagen", "doordeweeks", "weekdays", "werktags"]),
    (Meaning::Day("Sa,Su"), &["weekend", "weekends", "weekeinde", "wochenende"]),
    (
        Meaning::Day("PH"),
        &["ph", "feestdag", "feestdagen", "feiertag", "feiertage", "feiertags", "feiertagen"],
    ),
    (Meaning::Day("SH"), &["sh", "schoolvakantie", "schoolvakanties", "schulferien"]),
    (Meaning::Month("Jan"), &["jan", "january", "januari", "januar", "janvier"]),
    (Meaning::Month("Feb"), &["feb", "february", "februari", "februar", "février"]),
    (Meaning::Month("Mar"), &["mar", "march", "mrt", "maart", "mrz", "märz", "maerz", "mars"]),
    (Meaning::Month("Apr"), &["apr", "april", "avril"]),
    (Meaning::Month("May"), &["may", "mei", "mai"]),
    (Meaning::Month("Jun"), &["jun", "june", "juni", "juin"]),
    (Meaning::Month("Jul"), &["jul", "july", "juli", "juillet"]),
    (Meaning::Month("Aug"), &["aug", "august", "augustus", "août"]),
    (Meaning::Month("Sep"), &["sep", "sept", "september", "septembre"]),
    (Meaning::Month("Oct"), &["oct", "october", "okt", "oktober", "octobre"]),
    (Meaning::Month("Nov"), &["nov", "november", "novembre"]),
    (Meaning::Month("Dec"), &["dec", "december", "dez", "dezember", "décembre"]),
    (Meaning::Sun("dawn"), &["dawn"]),
    (Meaning::Sun("sunrise"), &["sunrise", "zonsopgang", "zonsopkomst", "sonnenaufgang"]),
    (Meaning::Sun("sunset"), &["sunset", "sundown", "zonsondergang", "sonnenuntergang"]),
    (Meaning::Sun("dusk"), &["dusk"]),
    (
        Meaning::State("off"),
        &["off", "closed", "gesloten", "dicht", "geschlossen", "ruhetag", "fermé"],
    ),
    (Meaning::State("open"), &["open", "geopend", "geöffnet", "offen", "ouvert"]),
    (Meaning::State("unknown"), &["unknown", "onbekend", "unbekannt"]),
    (Meaning::Nth("1"), &["eerste", "first", "ersten", "erster"]),
    (Meaning::Nth("2"), &["tweede", "second", "zweiten", "zweiter"]),
    (Meaning::Nth("3"), &["derde", "third", "dritten", "dritter"]),
    (Meaning::Nth("4"), &["vierde", "fourth", "vierten", "vierter"]),
    (Meaning::Nth("-1"), &["laatste", "last", "letzten", "letzter"]),
    (Meaning::To, &["tot", "tm", "t/m", "bis", "to", "until", "till", "through"]),
    (Meaning::And, &["en", "und", "and", "et"]),
    (Meaning::From, &["vanaf", "ab"]),
    (Meaning::Easter, &["easter"]),
    (Meaning::Week, &["week"]),
    (
        Meaning::Noise,
        &[
            "uhr", "uur", "u", "h", "hrs", "van", "de", "maand", "elke", "iedere", "alle", "von",
            "vom", "im", "monat", "jeden", "from", "every", "of", "the", "month",
        ],
    ),
];

/// Words after which a place is open for who has made an appointment, found inside a remark.
const APPOINTMENT: &[&str] = &[
    "afspraak",
    "afspreken",
    "aanvraag",
    "reservering",
    "reserveren",
    "appointment",
    "reservation",
    "request",
    "on demand",
    "arrangement",
    "vereinbarung",
    "absprache",
    "rücksprache",
    "anmeldung",
    "anfrage",
    "nachfrage",
    "rendez-vous",
    "rendezvous",
];

/// The meaning of a word; a plural or adverb ending in `s` means the same.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    let word = word.to_lowercase();
    let find = |wanted: &str| {
        WORDS.iter().find(|(_, words)| words.contains(&wanted)).map(|(meaning, _)| *meaning)
    };
    find(&word).or_else(|| find(word.strip_suffix('s').filter(|stem| stem.chars().count() > 4)?))
}

/// Whether a remark says "by appointment".
pub(super) fn is_appointment(remark: &str) -> bool {
    let remark = remark.to_lowercase();
    APPOINTMENT.iter().any(|word| remark.contains(word))
}
