//! What members are told, as a sentence a kind.

use chrono::{DateTime, Utc};
use koop_domain::alerts::model::{AlertKind, Sum};
use koop_domain::language::Language;
use koop_domain::posts::model::Topic;

use super::money::Coin;
use super::{clock, posts, text, text_with};

/// What happened, in a sentence; `about` is the name or title that stands in it, as [`AlertKind`]
/// says, `sum` the amount, where it is about one, and `until` until when that is set apart.
#[must_use]
pub fn alert(
    language: Language,
    kind: AlertKind,
    about: &str,
    (sum, until): (Option<&Sum>, Option<DateTime<Utc>>),
) -> String {
    let amount = sum.map(|it| Coin::told(language, it).words(it.minor)).unwrap_or_default();
    let about = match (kind, about) {
        // Of a need the topic is told, by its key.
        (AlertKind::NeedAsked | AlertKind::NeedAnswered | AlertKind::NeedAssigned, key) => {
            Topic::from_key(key).map_or_else(|| key.to_owned(), |it| posts::topic(language, it))
        }
        (AlertKind::Paid | AlertKind::PaidBack, "") => text(language, "alert-about-house"),
        (_, "") => text(language, "alert-about-none"),
        (_, about) => about.to_owned(),
    };
    let (key, until) = match (kind, until) {
        (AlertKind::SetApart, Some(end)) if !clock::is_midnight(end) => {
            ("alert-set-apart-hour", clock::date_and_hour(language, end))
        }
        (_, Some(end)) => (key(kind), clock::date(language, clock::last_day(end))),
        (_, None) => (key(kind), String::new()),
    };
    let values = [("about", about.into()), ("amount", amount.into()), ("until", until.into())];
    text_with(language, key, &values)
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
        K::Paid => "alert-paid",
        K::RequestPaid => "alert-request-paid",
        K::PaidByPass => "alert-paid-by-pass",
        K::PaidBack => "alert-paid-back",
        K::TakenBack => "alert-taken-back",
        K::PaymentAsked => "alert-payment-asked",
        K::PaymentDeclined => "alert-payment-declined",
        K::SetApart => "alert-set-apart",
        K::RedemptionApproved => "alert-redemption-approved",
        K::RedemptionPaid => "alert-redemption-paid",
        K::RedemptionRefused => "alert-redemption-refused",
        K::PurposeRemoved => "alert-purpose-removed",
        K::LimitsChanged => "alert-limits-changed",
        K::AccountFrozen => "alert-account-frozen",
        K::AccountThawed => "alert-account-thawed",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn sum() -> Sum {
        Sum { minor: 1_250, code: "LAT".into(), symbol: "L".into(), scale: 2, is_time: false }
    }

    #[test]
    fn every_alert_is_a_sentence_of_its_own() {
        let about = "Soep { $evil }";
        for language in Language::ALL {
            let told = |it: &AlertKind| alert(language, *it, about, (Some(&sum()), None));
            let sentences: BTreeSet<String> = AlertKind::ALL.iter().map(told).collect();
            assert_eq!(sentences.len(), AlertKind::ALL.len());
            for words in sentences {
                // What was handed in for euros is between the merchant and the house.
                assert!(words.contains(about) || words.contains("L\u{a0}12"), "{words}");
            }
            for kind in AlertKind::ALL {
                let words = alert(language, *kind, "", (None, None));
                assert!(!words.contains(['{', '$']), "{words}");
            }
        }
    }

    #[test]
    fn an_amount_is_written_as_its_reader_writes_it() {
        let minutes = Sum { minor: 90, scale: 0, is_time: true, ..sum() };
        for (language, amount, time) in [
            (Language::Nl, "L\u{a0}12,50", "1\u{a0}uur"),
            (Language::En, "L\u{a0}12.50", "1\u{a0}h"),
        ] {
            let paid = alert(language, AlertKind::Paid, "Joke", (Some(&sum()), None));
            assert!(paid.contains(amount) && paid.contains("Joke"), "{paid}");
            let paid = alert(language, AlertKind::PaymentAsked, "Joke", (Some(&minutes), None));
            assert!(paid.contains(time), "{paid}");
        }
    }

    #[test]
    fn until_when_something_is_set_apart_is_its_last_day() {
        let until = "2026-12-03T23:00:00Z".parse().ok();
        for (language, day) in
            [(Language::Nl, "3 december 2026"), (Language::En, "3 December 2026")]
        {
            let told = alert(language, AlertKind::SetApart, "Joke", (Some(&sum()), until));
            assert!(told.contains("Joke") && told.contains(day), "{told}");
        }
    }

    #[test]
    fn what_ends_within_a_day_says_when() {
        let until = "2026-12-03T14:30:00Z".parse().ok();
        for (language, end) in [
            (Language::Nl, "tot 3 december 2026 om 15.30 uur"),
            (Language::En, "until 3 December 2026 at 15:30"),
        ] {
            let told = alert(language, AlertKind::SetApart, "Joke", (Some(&sum()), until));
            assert!(told.contains(end), "{told}");
        }
    }
}
