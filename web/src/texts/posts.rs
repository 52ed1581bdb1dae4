//! What stands on the board, in words: what it is about, on what terms, when, for whom.

use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::ledger::amount::Amount;
use koop_domain::ledger::currencies::Currency;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::{
    Allergen, Audience, Availability, Day, DayPart, Direction, Outcome, PostState, Recurrence,
    ReportReason, Subject, Term, TermKind, Topic,
};
use koop_domain::posts::search::PostWhy;
use koop_domain::posts::topic_words;

use super::money::Coin;
use super::{clock, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// Whether it is offered or asked for.
#[must_use]
pub fn direction(language: Language, direction: Direction) -> String {
    text(
        language,
        match direction {
            Direction::Offer => "board-offer",
            Direction::Request => "board-request",
        },
    )
}

/// What it is about, in a word.
#[must_use]
pub fn subject(language: Language, subject: Subject) -> String {
    text(
        language,
        match subject {
            Subject::Help => "board-help",
            Subject::Item => "board-item",
            Subject::Meal => "board-meal",
            Subject::Material => "board-material",
            Subject::Skill => "board-skill",
            Subject::Event => "board-event",
        },
    )
}

/// What it is about more precisely.
#[must_use]
pub fn topic(language: Language, topic: Topic) -> String {
    topic_words::name(topic, language).to_owned()
}

/// A kind of terms, in a word or two.
#[must_use]
pub fn term_kind(language: Language, kind: TermKind) -> String {
    text(
        language,
        match kind {
            TermKind::Gift => "board-term-gift",
            TermKind::Loan => "board-term-loan",
            TermKind::Swap => "board-term-swap",
            TermKind::Price => "board-term-price",
            TermKind::Euro => "board-term-euro",
        },
    )
}

/// An amount of a price: `2,50 LAT`, `1 uur 30 min`. Who reads it may never have seen a symbol.
pub(crate) fn price_words(coin: &Coin, minor: i64) -> String {
    if coin.is_time {
        coin.words(minor)
    } else {
        format!("{}\u{a0}{}", coin.bare(minor), coin.code)
    }
}

/// Terms as people say them: `Te leen, 7 dagen (borg: 20 euro)`, `Ruilen voor een taart`. A price
/// is none in a currency that nobody pays with: `on` are those that are.
#[must_use]
pub fn term(language: Language, term: &Term, on: &[Currency]) -> Option<String> {
    let words = || term.words.clone().unwrap_or_default();
    Some(match term.kind {
        TermKind::Gift => term_kind(language, TermKind::Gift),
        TermKind::Loan => {
            let mut said = match term.days {
                Some(days) => text_with(language, "board-term-loan-days", &[("days", days.into())]),
                None => term_kind(language, TermKind::Loan),
            };
            if term.words.is_some() {
                said.push_str(&text_with(
                    language,
                    "board-term-deposit",
                    &[("words", words().into())],
                ));
            }
            said
        }
        TermKind::Swap => text_with(language, "board-term-swap-for", &[("words", words().into())]),
        TermKind::Euro => text_with(language, "board-term-euro-for", &[("words", words().into())]),
        TermKind::Price => {
            let code = term.currency.as_deref()?;
            let currency = on.iter().find(|it| it.is_on && it.code == code)?;
            let minor = Amount::parse(term.amount.as_deref()?, currency.scale).ok()?.minor();
            let amount = price_words(&Coin::of(language, currency), minor);
            text_with(language, "board-term-price-of", &[("amount", amount.into())])
        }
    })
}

/// All terms of a post in one line.
#[must_use]
pub fn terms(language: Language, all: &[Term], on: &[Currency]) -> String {
    all.iter().filter_map(|it| term(language, it, on)).collect::<Vec<_>>().join(" · ")
}

/// Who sees it, in a few words.
#[must_use]
pub fn audience(language: Language, audience: Audience) -> String {
    text(
        language,
        match audience {
            Audience::Desk => "board-audience-desk",
            Audience::Confirmed => "board-audience-confirmed",
            Audience::Community => "board-audience-community",
            Audience::Public => "board-audience-public",
        },
    )
}

/// How it stands with a post.
#[must_use]
pub fn post_state(language: Language, state: PostState, has_expired: bool) -> String {
    text(
        language,
        match state {
            PostState::Review => "board-state-review",
            PostState::Open if has_expired => "board-state-expired",
            PostState::Open => "board-state-open",
            PostState::Closed => "board-state-closed",
            PostState::Removed => "board-state-removed",
        },
    )
}

/// What became of a post.
#[must_use]
pub fn outcome(language: Language, outcome: Outcome) -> String {
    text(
        language,
        match outcome {
            Outcome::Found => "board-outcome-found",
            Outcome::Elsewhere => "board-outcome-elsewhere",
            Outcome::Nobody => "board-outcome-nobody",
            Outcome::NotNeeded => "board-outcome-not-needed",
        },
    )
}

/// How often something comes back.
#[must_use]
pub fn recurrence(language: Language, recurs: Recurrence) -> String {
    text(
        language,
        match recurs {
            Recurrence::Weekly => "board-recurs-weekly",
            Recurrence::Biweekly => "board-recurs-biweekly",
            Recurrence::Monthly => "board-recurs-monthly",
        },
    )
}

/// What may be in a meal.
#[must_use]
pub fn allergen(language: Language, allergen: Allergen) -> String {
    use Allergen as A;
    text(
        language,
        match allergen {
            A::Gluten => "board-allergen-gluten",
            A::Crustaceans => "board-allergen-crustaceans",
            A::Eggs => "board-allergen-eggs",
            A::Fish => "board-allergen-fish",
            A::Peanuts => "board-allergen-peanuts",
            A::Soy => "board-allergen-soy",
            A::Milk => "board-allergen-milk",
            A::Nuts => "board-allergen-nuts",
            A::Celery => "board-allergen-celery",
            A::Mustard => "board-allergen-mustard",
            A::Sesame => "board-allergen-sesame",
            A::Sulphites => "board-allergen-sulphites",
            A::Lupin => "board-allergen-lupin",
            A::Molluscs => "board-allergen-molluscs",
        },
    )
}

/// A day of the week.
#[must_use]
pub fn weekday(language: Language, day: Day) -> String {
    text(
        language,
        match day {
            Day::Monday => "weekday-monday",
            Day::Tuesday => "weekday-tuesday",
            Day::Wednesday => "weekday-wednesday",
            Day::Thursday => "weekday-thursday",
            Day::Friday => "weekday-friday",
            Day::Saturday => "weekday-saturday",
            Day::Sunday => "weekday-sunday",
        },
    )
}

/// A part of the day.
#[must_use]
pub fn day_part(language: Language, part: DayPart) -> String {
    text(
        language,
        match part {
            DayPart::Morning => "board-morning",
            DayPart::Afternoon => "board-afternoon",
            DayPart::Evening => "board-evening",
        },
    )
}

/// When somebody can, a line each: `maandag en donderdag, ’s ochtends`.
#[must_use]
pub fn availability(language: Language, all: &[Availability]) -> Vec<String> {
    let line = |it: &Availability| {
        let days: Vec<String> = it.days.iter().map(|day| weekday(language, *day)).collect();
        let days = if it.days.len() == Day::ALL.len() {
            text(language, "board-every-day")
        } else {
            listed(language, &days)
        };
        let parts: Vec<String> = it.parts.iter().map(|part| day_part(language, *part)).collect();
        let parts = if it.parts.len() == DayPart::ALL.len() {
            text(language, "board-all-day")
        } else {
            listed(language, &parts)
        };
        [days, parts].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    };
    all.iter().map(line).filter(|it| !it.is_empty()).collect()
}

/// Words after one another as people list them: `a, b en c`.
#[must_use]
pub fn listed(language: Language, words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => {
            let values = [("most", all.join(", ").into()), ("last", last.clone().into())];
            text_with(language, "board-list", &values)
        }
    }
}

/// Why somebody says that a post is not right.
#[must_use]
pub fn report_reason(language: Language, reason: ReportReason) -> String {
    text(
        language,
        match reason {
            ReportReason::Unsafe => "board-reason-unsafe",
            ReportReason::Fraud => "board-reason-fraud",
            ReportReason::Hurtful => "board-reason-hurtful",
            ReportReason::Forbidden => "board-reason-forbidden",
            ReportReason::Advertising => "board-reason-advertising",
            ReportReason::Other => "board-reason-other",
        },
    )
}

/// Why a post was found, in a few words.
#[must_use]
pub fn post_why(language: Language, why: PostWhy) -> String {
    let key = match why {
        PostWhy::Title => "board-why-title",
        PostWhy::TitleTypo => "board-why-title-typo",
        PostWhy::Topic(it) => {
            let word = [("word", topic(language, it).into())];
            return text_with(language, "board-why-topic", &word);
        }
        PostWhy::Text => "board-why-text",
        PostWhy::Near(metres) => {
            let word = [("word", clock::distance(language, metres).into())];
            return text_with(language, "why-near", &word);
        }
        PostWhy::WithinReach => "board-why-reach",
        PostWhy::Fresh => "board-why-fresh",
        PostWhy::Soon => "board-why-soon",
    };
    text(language, key)
}

/// What a person can mend about a post, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn post_error(language: Language, error: &PostError) -> Option<String> {
    use PostError as E;
    let key = match error {
        E::Invalid { field: "terms.currency", .. } => "price-wrong-currency",
        E::Invalid { field: "terms.amount", problem: Problem::OutOfRange } => "price-asked-wrong",
        E::Invalid { field, problem: wrong } => {
            let label = field_label(language, field);
            return Some(problem(language, &label, *wrong));
        }
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::SignedOut => "member-signed-out",
        E::Contacts { .. } => "board-contacts-found",
        E::Guarded => "board-guarded",
        E::Child => "board-child",
        E::NoCommunity => "board-no-community",
        E::Conflict { .. } => "board-conflict",
        E::NotFound => "board-post-gone",
        _ => return None,
    };
    Some(text(language, key))
}

/// What the domain calls a field, as its label in a form.
#[must_use]
pub fn field_label(language: Language, field: &str) -> String {
    let key = match field {
        "title" => "board-field-title",
        "text" => "board-field-text",
        "topic" | "category" => "board-field-topic",
        "languages" => "board-field-languages",
        "reachM" => "board-field-reach",
        "terms" => "board-field-terms",
        "terms.words" | "terms.days" => "board-field-terms",
        "terms.amount" => "price-asked-amount",
        "terms.currency" => "price-asked-currency",
        "availability" => "board-field-when",
        "place" => "board-field-where",
        "community" | "audience" => "board-field-audience",
        "capacity" => "board-field-capacity",
        "expiresOn" => "board-field-until",
        "repliesUntil" => "board-field-replies-until",
        "meal.portions" => "board-field-portions",
        "meal.pickup" => "board-field-pickup",
        "material.quantity" => "board-field-quantity",
        "material.size" => "board-field-size",
        "material.origin" => "board-field-origin",
        "material.until" => "board-field-material-until",
        "event" | "event.from" => "board-field-event-from",
        "event.until" => "board-field-event-until",
        "event.venue" => "board-field-venue",
        "message" => "board-field-message",
        "note" => "board-field-note",
        "quantity" => "board-field-reply-quantity",
        other => return other.to_owned(),
    };
    text(language, key)
}
