//! What went wrong with profiles, mandates and attestations, as a sentence that says what to do.

use koop_domain::attestations::VOG_DAYS;
use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::ledger::rejected::Rejected;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{NOTE_MAX, SIGNED_DAYS_MAX};

use super::{community_error, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// What a person can mend, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn profile_error(language: Language, error: &ProfileError) -> Option<String> {
    use ProfileError as E;
    let key = match error {
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::Community(error) => return community_error(language, error),
        E::Account(why) => account_stays(*why),
        E::SignedOut => "member-signed-out",
        E::NotFound => "profile-not-found",
        E::Duplicate => "profile-duplicate",
        E::Ended => "mandate-has-ended",
        E::LastOwner => "profile-last-owner",
        E::OwnCase => "profile-own-case",
        E::Child => "profile-child",
        E::NotKnown => "trust-not-known",
        E::Denied(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}

/// Why an account keeps a profile from ending.
fn account_stays(why: Rejected) -> &'static str {
    match why {
        Rejected::PayerFrozen => "profile-account-frozen",
        Rejected::HoldDisputed => "profile-account-disputed",
        _ => "profile-account-owes",
    }
}

fn field_wrong(language: Language, field: &str, wrong: Problem) -> String {
    let count = |key, count: i64| text_with(language, key, &[("count", count.into())]);
    let key = match (field, wrong) {
        ("name", Problem::Empty) => "profile-name-empty",
        ("name", _) => "profile-name-wrong",
        ("kind", Problem::OutOfRange) => "profile-too-many",
        ("kind", _) => "profile-kind-empty",
        ("handle", Problem::OutOfRange) => "profile-full",
        ("handle", _) => "profile-nobody",
        ("deeds", _) => "mandate-deeds-empty",
        ("until", _) => "mandate-until-wrong",
        ("signedOn", _) => return count("mandate-signed-wrong", SIGNED_DAYS_MAX),
        ("phone", _) => "mandate-phone-wrong",
        ("child.sixteenOn", _) => "mandate-sixteen-wrong",
        ("child.parent", _) => "mandate-parent-wrong",
        ("note", Problem::TooLong) => {
            return text_with(language, "mandate-note-long", &[("count", NOTE_MAX.into())]);
        }
        ("note", _) => "mandate-note-wrong",
        ("email", Problem::Empty) => "member-email-empty",
        ("email", _) => "member-email-unreadable",
        ("code", _) => "trust-code-wrong",
        ("postcode", _) => "trust-postcode-wrong",
        ("street", _) => "trust-street-empty",
        ("houseNumber", _) => "trust-number-empty",
        ("city", _) => "trust-city-empty",
        ("organisation", _) => "trust-organisation-empty",
        ("seenOn", _) => return count("trust-seen-wrong", VOG_DAYS / 365),
        _ => return problem(language, field, wrong),
    };
    text(language, key)
}
