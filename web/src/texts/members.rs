//! What went wrong with an account, as a sentence that says what to do. None of them tells
//! whether an address is known.

use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{CODE_DIGITS, NAME_MAX, PASSWORD_MAX, PASSWORD_MIN};

use super::{Value, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// What a person can mend, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn member_error(language: Language, error: &MemberError) -> Option<String> {
    let key = match error {
        MemberError::Invalid { field, problem } => {
            return Some(field_wrong(language, field, *problem));
        }
        MemberError::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        MemberError::SignedOut => "member-signed-out",
        MemberError::WrongPassword => "member-wrong-password",
        MemberError::Stale => "member-stale",
        MemberError::WrongCode => "member-wrong-code",
        MemberError::WrongToken => "member-wrong-token",
        MemberError::AddressTaken => "member-address-taken",
        MemberError::NotFound => "member-not-found",
        _ => return None,
    };
    Some(text(language, key))
}

fn field_wrong(language: Language, field: &str, problem_with: Problem) -> String {
    use Problem as P;
    let count = |count: usize| -> [(&'static str, Value); 1] { [("count", count.into())] };
    let (key, values) = match (field, problem_with) {
        ("email", P::Empty) => ("member-email-empty", None),
        ("email", _) => ("member-email-unreadable", None),
        ("name", P::Empty) => ("member-name-empty", None),
        ("name", P::TooLong) => ("member-name-long", Some(count(NAME_MAX))),
        ("name", _) => ("member-name-unreadable", None),
        ("code", P::Empty) => ("member-code-empty", None),
        ("code", _) => ("member-code-unreadable", Some(count(CODE_DIGITS))),
        ("password", P::Empty) => ("member-password-empty", None),
        ("password" | "newPassword", P::TooShort) => {
            ("member-password-short", Some(count(PASSWORD_MIN)))
        }
        ("password" | "newPassword", P::TooLong) => {
            ("member-password-long", Some(count(PASSWORD_MAX)))
        }
        ("password" | "newPassword", P::Guessable) => ("member-password-guessable", None),
        _ => return problem(language, field, problem_with),
    };
    match values {
        Some(values) => text_with(language, key, &values),
        None => text(language, key),
    }
}
