//! What can be mended at a till, in words.

use koop_domain::language::Language;
use koop_domain::ledger::payments::model::PURPOSE_MAX;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::NAME_MAX;

use super::{ledger_rejected, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// What a person can mend about a till, in a sentence.
#[must_use]
pub fn till_error(language: Language, error: &TillError) -> Option<String> {
    use TillError as E;
    let most = |key, most: usize| Some(text_with(language, key, &[("max", most.into())]));
    let key = match error {
        E::Invalid { field: "name", .. } => return most("till-error-name", NAME_MAX),
        E::Invalid { field: "refundLimit", .. } => "till-error-limit",
        E::Invalid { field: "id", .. } => "ledger-id-wrong",
        E::Invalid { .. } => return most("till-error-reason", PURPOSE_MAX),
        E::Rejected(why) => return Some(ledger_rejected(language, *why)),
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::TooManyTills => "till-error-too-many",
        E::AlreadyOffered => "till-error-offered",
        E::Over => "till-over-code",
        E::RefundLimit { .. } => "till-refund-limit",
        E::SignedOut => "member-signed-out",
        E::NotFound => "till-error-unknown",
        E::Denied(_) | E::Payment(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}
