//! What members are told, as a sentence a kind.

use koop_domain::alerts::model::AlertKind;
use koop_domain::language::Language;
use koop_domain::posts::model::Topic;

use super::{posts, text, text_with};

/// What happened, in a sentence; `about` is the name or title that stands in it, as [`AlertKind`]
/// says.
#[must_use]
pub fn alert(language: Language, kind: AlertKind, about: &str) -> String {
    let about = match (kind, about) {
        // Of a need the topic is told, by its key.
        (AlertKind::NeedAsked | AlertKind::NeedAnswered | AlertKind::NeedAssigned, key) => {
            Topic::from_key(key).map_or_else(|| key.to_owned(), |it| posts::topic(language, it))
        }
        (_, "") => text(language, "alert-about-none"),
        (_, about) => about.to_owned(),
    };
    text_with(language, key(kind), &[("about", about.into())])
}

fn key(kind: AlertKind) -> &'static str {
    use AlertKind as K;
    match kind {
        K::Replied => "alert-replied",
        K::Message => "alert-message",
        K::Agreed => "alert-agreed",
        K::MomentProposed => "alert-moment-proposed",
        K::MomentKept => "alert-moment-kept",
        K::Declined => "alert-declined",
        K::Withdrawn => "alert-withdrawn",
        K::Cancelled => "alert-cancelled",
        K::HandedOver => "alert-handed-over",
        K::Prolonged => "alert-prolonged",
        K::Due => "alert-due",
        K::Done => "alert-done",
        K::Thanked => "alert-thanked",
        K::ThanksAnswered => "alert-thanks-answered",
        K::Disputed => "alert-disputed",
        K::Settled => "alert-settled",
        K::Reminder => "alert-reminder",
        K::HowWasIt => "alert-how-was-it",
        K::PostEnding => "alert-post-ending",
        K::AllTaken => "alert-all-taken",
        K::PostAccepted => "alert-post-accepted",
        K::PostRefused => "alert-post-refused",
        K::PostRemoved => "alert-post-removed",
        K::ReportDecided => "alert-report-decided",
        K::DisputeWaits => "alert-dispute-waits",
        K::Found => "alert-found",
        K::NeedAsked => "alert-need-asked",
        K::NeedAnswered => "alert-need-answered",
        K::NeedAssigned => "alert-need-assigned",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_alert_is_a_sentence_of_its_own() {
        for language in Language::ALL {
            let sentences: BTreeSet<String> =
                AlertKind::ALL.iter().map(|it| alert(language, *it, "Soep { $evil }")).collect();
            assert_eq!(sentences.len(), AlertKind::ALL.len());
            assert!(sentences.iter().all(|it| it.contains("Soep { $evil }")), "{sentences:?}");
            for kind in AlertKind::ALL {
                let words = alert(language, *kind, "");
                assert!(!words.contains(['{', '$']), "{words}");
            }
        }
    }
}
