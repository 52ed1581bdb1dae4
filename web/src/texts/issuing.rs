//! What two organisers decide about a currency, in words.

use koop_domain::language::Language;
use koop_domain::ledger::issuing::error::IssuingError;

use super::{ledger_rejected, payment_error, problem, text};

/// What a person can mend of issuing, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn issuing_error(language: Language, error: &IssuingError) -> Option<String> {
    use IssuingError as E;
    let key = match error {
        E::Invalid { field, problem: wrong } => return Some(problem(language, field, *wrong)),
        E::Rejected(why) => return Some(ledger_rejected(language, *why)),
        E::Payment(error) => return payment_error(language, error),
        E::OwnCase => "issuing-own",
        E::SamePerson => "issuing-same-person",
        E::Ended => "issuing-ended",
        E::NotIssued => "issuing-not-issued",
        E::NoEuros => "issuing-no-euros",
        E::BudgetSpent { .. } => "issuing-budget-spent",
        E::TooMany => "issuing-too-many",
        E::SignedOut => "member-signed-out",
        E::NotFound => "ledger-no-account",
        E::Denied(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}
