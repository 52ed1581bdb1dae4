//! The help desk in words: how a need stands, why somebody is suggested, and what went wrong.

use koop_domain::error::Problem;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{NOTES_MAX, NeedState, Reason, Urgency};
use koop_domain::language::Language;

use super::{clock, posts, problem, spoken, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;
/// Nearer than this is "vlakbij", in metres: a cell is hardly smaller.
const CLOSE_M: u32 = 250;
/// Distances between cells are told in hundreds of metres.
const ROUGH_M: u32 = 100;

/// How it stands with a need.
#[must_use]
pub fn need_state(language: Language, state: NeedState) -> String {
    text(
        language,
        match state {
            NeedState::Open => "need-state-open",
            NeedState::Suggested => "need-state-suggested",
            NeedState::Assigned => "need-state-assigned",
            NeedState::Done => "need-state-done",
            NeedState::Dropped => "need-state-dropped",
        },
    )
}

/// How soon something is needed.
#[must_use]
pub fn urgency(language: Language, urgency: Urgency) -> String {
    text(
        language,
        match urgency {
            Urgency::ThisWeek => "need-this-week",
            Urgency::NoHurry => "need-no-hurry",
        },
    )
}

/// Why somebody is suggested, in a few words.
#[must_use]
pub fn need_reason(language: Language, reason: &Reason) -> String {
    let key = match reason {
        Reason::SameTopic => "need-why-topic",
        Reason::RelatedTopic => "need-why-related",
        Reason::Distance { m } if *m < CLOSE_M => "need-why-near",
        Reason::Distance { m } => {
            let rough = m.saturating_add(ROUGH_M / 2) / ROUGH_M * ROUGH_M;
            let values = [("distance", clock::distance(language, rough).into())];
            return text_with(language, "need-why-distance", &values);
        }
        Reason::Language(tag) => {
            let values = [("language", spoken(language, tag).into())];
            return text_with(language, "need-why-language", &values);
        }
        Reason::Times { day: None, part: None } => "need-why-any-time",
        Reason::Times { day, part } => {
            let day = day.map(|it| posts::weekday(language, it));
            let part = part.map(|it| posts::day_part(language, it));
            let times = day.into_iter().chain(part).collect::<Vec<_>>().join(" ");
            return text_with(language, "need-why-times", &[("times", times.into())]);
        }
        Reason::Load { asked_in_30_days } => {
            let values = [("count", (*asked_in_30_days).into())];
            return text_with(language, "need-why-load", &values);
        }
        Reason::Vog => "need-why-vog",
        Reason::Organisation => "need-why-organisation",
    };
    text(language, key)
}

/// What a person can mend at the help desk, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn need_error(language: Language, error: &HelpdeskError) -> Option<String> {
    use HelpdeskError as E;
    let key = match error {
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::Full => {
            let most = koop_domain::helpdesk::ASK_MAX;
            return Some(text_with(language, "need-slip-ask-many", &[("most", most.into())]));
        }
        E::SignedOut => "member-signed-out",
        E::NotFound => "member-not-found",
        E::Contacts { .. } => "need-wrong-contacts",
        E::NoMandate => "need-wrong-mandate",
        E::NotNow => "need-wrong-now",
        E::Conflict => "need-wrong-conflict",
        E::Sealed => "need-wrong-sealed",
        E::Denied(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}

fn field_wrong(language: Language, field: &str, wrong: Problem) -> String {
    let key = match (field, wrong) {
        ("phone", Problem::Unreadable) => "need-slip-phone",
        ("topic", _) => "need-slip-topic",
        ("urgency", _) => "need-slip-urgency",
        ("person", _) => "need-slip-who",
        // Whoever was asked or said yes suits no more.
        ("member", _) | ("members", Problem::Unknown) => "need-wrong-now",
        ("members", Problem::Empty) => "need-slip-ask-none",
        ("members", Problem::TooLong) => {
            let most = koop_domain::helpdesk::ASK_MAX;
            return text_with(language, "need-slip-ask-many", &[("most", most.into())]);
        }
        ("notes", Problem::TooLong) => {
            return text_with(language, "need-slip-notes-long", &[("most", NOTES_MAX.into())]);
        }
        _ => return problem(language, &label(language, field), wrong),
    };
    text(language, key)
}

/// What the domain calls a field, as its label in a form.
fn label(language: Language, field: &str) -> String {
    let key = match field {
        "firstName" => "need-first-name",
        "phone" => "need-phone",
        "place" => "need-where",
        "availability" => "need-when",
        "languages" => "need-languages",
        "notes" => "need-notes",
        other => return other.to_owned(),
    };
    text(language, key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use koop_domain::posts::model::{Day, DayPart};

    use super::*;

    #[test]
    fn every_reason_and_mistake_has_words_of_its_own() {
        let reasons = [
            Reason::SameTopic,
            Reason::RelatedTopic,
            Reason::Distance { m: 120 },
            Reason::Distance { m: 730 },
            Reason::Language("ti".into()),
            Reason::Times { day: None, part: None },
            Reason::Times { day: Some(Day::Monday), part: Some(DayPart::Morning) },
            Reason::Times { day: None, part: Some(DayPart::Evening) },
            Reason::Load { asked_in_30_days: 0 },
            Reason::Load { asked_in_30_days: 1 },
            Reason::Vog,
            Reason::Organisation,
        ];
        let fields = ["firstName", "phone", "place", "notes", "topic", "person", "members"];
        for language in Language::ALL {
            let said: BTreeSet<String> =
                reasons.iter().map(|it| need_reason(language, it)).collect();
            assert_eq!(said.len(), reasons.len(), "{said:?}");
            let invalid = fields.iter().flat_map(|field| {
                [Problem::Empty, Problem::TooLong, Problem::Unreadable]
                    .map(|problem| HelpdeskError::Invalid { field, problem })
            });
            let others = [
                HelpdeskError::NotFound,
                HelpdeskError::SignedOut,
                HelpdeskError::Contacts { fields: vec!["notes"] },
                HelpdeskError::NoMandate,
                HelpdeskError::Full,
                HelpdeskError::NotNow,
                HelpdeskError::Conflict,
                HelpdeskError::Sealed,
                HelpdeskError::TooMany { wait_s: 1 },
            ];
            let wrong = invalid.chain(others).filter_map(|it| need_error(language, &it));
            for words in said.into_iter().chain(wrong) {
                assert!(words.len() > 3 && !words.contains(['{', '$']), "{words}");
            }
        }
    }

    #[test]
    fn times_are_told_as_people_do() {
        let monday = Reason::Times { day: Some(Day::Monday), part: Some(DayPart::Morning) };
        assert_eq!(need_reason(Language::Nl, &monday), "Kan maandag ochtend");
        assert_eq!(need_reason(Language::Nl, &Reason::Distance { m: 730 }), "Op 700 meter");
    }
}
