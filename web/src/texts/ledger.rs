//! Paying in words: why the books refuse, and what can be mended.

use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::passes::error::PassError;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{CATEGORY_MAX, PURPOSE_MAX};
use koop_domain::ledger::rejected::Rejected;

use super::{problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// Why the books refuse, in a sentence.
#[must_use]
pub fn ledger_rejected(language: Language, why: Rejected) -> String {
    use Rejected as R;
    let key = match why {
        R::ExistsWithDifferentContent => "ledger-exists-with-different-content",
        R::AmountMalformed => "ledger-amount-malformed",
        R::AmountNotPositive => "ledger-amount-not-positive",
        R::AmountTooFine => "ledger-amount-too-fine",
        R::AmountTooLarge => "ledger-amount-too-large",
        R::CurrencyUnknown => "ledger-currency-unknown",
        R::CurrencyDiffers => "ledger-currency-differs",
        R::PayerUnknown => "ledger-payer-unknown",
        R::PayeeUnknown => "ledger-payee-unknown",
        R::SameAccount => "ledger-same-account",
        R::PayerClosed => "ledger-payer-closed",
        R::PayeeClosed => "ledger-payee-closed",
        R::PayerFrozen => "ledger-payer-frozen",
        R::PayeeFrozen => "ledger-payee-frozen",
        R::HoldUnknown => "ledger-hold-unknown",
        R::HoldEnded => "ledger-hold-ended",
        R::HoldTerm => "ledger-hold-term",
        R::HoldExceeded => "ledger-hold-exceeded",
        R::HoldDisputed => "ledger-hold-disputed",
        R::RequestUnknown => "ledger-request-unknown",
        R::RequestEnded => "ledger-request-ended",
        R::TransferUnknown => "ledger-transfer-unknown",
        R::AlreadyReversed => "ledger-already-reversed",
        R::IsReversal => "ledger-is-reversal",
        R::NotReversible => "ledger-not-reversible",
        R::PayerLimit => "ledger-payer-limit",
        R::PayeeLimit => "ledger-payee-limit",
        R::LimitsInvalid => "ledger-limits-invalid",
        R::AccountNotEmpty => "ledger-account-not-empty",
    };
    text(language, key)
}

/// What a person can mend of a payment, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn payment_error(language: Language, error: &PaymentError) -> Option<String> {
    use PaymentError as E;
    let key = match error {
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        E::Rejected(why) => return Some(ledger_rejected(language, *why)),
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::SignedOut => "member-signed-out",
        E::NotFound => "ledger-no-account",
        E::OwnCase => "ledger-own-case",
        E::Denied(_) | E::Busy | E::Post(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}

/// What a person can mend about a card, in a sentence; amounts are written by `amount`.
#[must_use]
pub fn pass_error(
    language: Language,
    error: &PassError,
    amount: impl Fn(i64) -> String,
) -> Option<String> {
    use PassError as E;
    let key = match error {
        E::Invalid { field: "dayLimit", .. } => "pass-limit-wrong",
        E::Invalid { field: "pin", problem: Problem::Empty } => "pass-pin-empty",
        E::Invalid { field: "pin", .. } => "pass-pin-wrong",
        E::Invalid { field: "reason", .. } => "pass-reason-wrong",
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        // Whose till it is has nothing to earn.
        E::Rejected(Rejected::PayerLimit) => "pass-no-balance",
        E::Rejected(why) => return Some(ledger_rejected(language, *why)),
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::WrongPin { left } => {
            return Some(text_with(language, "pass-pin-other", &[("left", (*left).into())]));
        }
        E::DayLimit { left } => {
            return Some(text_with(
                language,
                "pass-day-limit",
                &[("amount", amount(*left).into())],
            ));
        }
        E::TooManyPasses => "pass-too-many",
        E::AlreadyMade => "pass-already-made",
        E::Blocked => "pass-is-blocked",
        E::OwnCase => "pass-own-case",
        E::NotFound => "pass-unknown",
        E::SignedOut => "member-signed-out",
        E::Denied(_) | E::Pin(_) | E::Payment(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}

/// What a person can mend of an account, in a sentence.
#[must_use]
pub fn account_error(language: Language, error: &AccountError) -> Option<String> {
    use AccountError as E;
    let key = match error {
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        E::Rejected(why) => return Some(ledger_rejected(language, *why)),
        E::SignedOut => "member-signed-out",
        E::NotFound => "ledger-no-account",
        E::OwnCase => "ledger-own-case",
        E::Denied(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}

/// What a person can mend who asks for a currency, in a sentence.
#[must_use]
pub fn currency_error(language: Language, error: &CurrencyError) -> Option<String> {
    use CurrencyError as E;
    match error {
        E::Invalid { field, problem: wrong } => Some(problem(language, field, *wrong)),
        E::SignedOut => Some(text(language, "member-signed-out")),
        E::NotFound => Some(text(language, "ledger-no-currency")),
        _ => None,
    }
}

fn field_wrong(language: Language, field: &str, wrong: Problem) -> String {
    let most = |key, most: usize| text_with(language, key, &[("most", (most as u64).into())]);
    let key = match (field, wrong) {
        ("to" | "from", _) => "ledger-nobody",
        ("purpose", _) => return most("ledger-purpose-long", PURPOSE_MAX),
        ("category", _) => return most("ledger-category-long", CATEGORY_MAX),
        ("reason", Problem::Empty) => "ledger-reason-empty",
        ("reason", Problem::TooLong) => return most("ledger-purpose-long", PURPOSE_MAX),
        ("id", _) => "ledger-id-wrong",
        ("expiresAt", _) => "ledger-expires-wrong",
        _ => return problem(language, field, wrong),
    };
    text(language, key)
}
