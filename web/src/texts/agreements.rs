//! Agreements in words: how they stand, and what went wrong, as a sentence that says what to do.

use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{
    AgreementState, MESSAGE_MAX, PLACE_MAX, PRIVATE_MAX, WORDS_MAX,
};
use koop_domain::alerts::error::AlertError;
use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::ZONE;

use super::{clock, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// How an agreement stands, in a word.
#[must_use]
pub fn agreement_state(language: Language, state: AgreementState) -> String {
    use AgreementState as S;
    text(
        language,
        match state {
            S::Proposed => "agreement-proposed",
            S::Agreed => "agreement-agreed",
            S::UnderWay => "agreement-under-way",
            S::Out => "agreement-out",
            S::Due => "agreement-due",
            S::Done => "agreement-done",
            S::Declined => "agreement-declined",
            S::Withdrawn => "agreement-withdrawn",
            S::Expired => "agreement-expired",
            S::Cancelled => "agreement-cancelled",
            S::Disputed => "agreement-disputed",
            S::Settled => "agreement-settled",
        },
    )
}

/// What a person can mend about an agreement, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn agreement_error(language: Language, error: &AgreementError) -> Option<String> {
    use AgreementError as E;
    let key = match error {
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        E::TooMany { wait_s } => return Some(too_many(language, *wait_s)),
        E::Rejected(why) | E::Amount { why, .. } => {
            return Some(super::ledger_rejected(language, *why));
        }
        E::Photo(error) => return super::media_error(language, error),
        E::TooEarly { until } => {
            let local = until.with_timezone(&ZONE);
            let day = clock::date(language, local.date_naive());
            let when = format!("{day} {}", clock::hour(language, local.time()));
            return Some(text_with(language, "agreement-wrong-early", &[("when", when.into())]));
        }
        E::SignedOut => "member-signed-out",
        E::NotFound => "member-not-found",
        E::Own => "agreement-wrong-own",
        E::Guarded => "agreement-wrong-guarded",
        E::Child => "agreement-wrong-child",
        E::Duplicate => "agreement-wrong-already",
        E::Full => "agreement-wrong-full",
        E::Closed => "agreement-wrong-post",
        E::NotNow => "agreement-wrong-move",
        E::Blocked => "agreement-wrong-blocked",
        E::Denied(_) | E::Sealed | E::Db(_) => return None,
    };
    Some(text(language, key))
}

/// What a person can mend about alerts, in a sentence.
#[must_use]
pub fn alert_error(language: Language, error: &AlertError) -> Option<String> {
    use AlertError as E;
    match error {
        E::Invalid { field, problem: wrong } => Some(problem(language, field, *wrong)),
        E::SignedOut => Some(text(language, "member-signed-out")),
        _ => None,
    }
}

fn too_many(language: Language, wait_s: u64) -> String {
    let minutes = wait_s.div_ceil(MINUTE_S).max(1);
    text_with(language, "member-too-many", &[("minutes", minutes.into())])
}

fn field_wrong(language: Language, field: &str, wrong: Problem) -> String {
    let key = match (field, wrong) {
        ("from" | "until", _) => "agreement-wrong-moment",
        ("dueOn", _) => "agreement-wrong-due",
        ("quantity", _) => "agreement-wrong-number",
        ("expenses.amount" | "amount", _) => "agreement-wrong-amount",
        ("price.currency", _) => "price-wrong-currency",
        ("price.deposit", _) => "price-wrong-deposit",
        ("payout" | "payout.deposit", _) => "price-wrong-payout",
        (_, Problem::Empty) => "agreement-wrong-empty",
        (field, Problem::TooLong) => {
            let most = match field {
                "text" | "message" => MESSAGE_MAX,
                "place" | "how" | "expenses.how" => PLACE_MAX,
                "private" => PRIVATE_MAX,
                _ => WORDS_MAX,
            };
            return text_with(language, "agreement-wrong-long", &[("count", most.into())]);
        }
        _ => return problem(language, field, wrong),
    };
    text(language, key)
}
