//! What went wrong with a community, as a sentence that says what to do.

use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{ABOUT_MAX, AGREEMENT_MAX, NAME_MAX, REASON_MAX, TERM_MAX};
use koop_domain::error::Problem;
use koop_domain::language::Language;

use super::{member_error, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// What a person can mend, in a sentence; the rest is no fault of theirs.
#[must_use]
pub fn community_error(language: Language, error: &CommunityError) -> Option<String> {
    use CommunityError as E;
    let key = match error {
        E::Invalid { field, problem } => return Some(field_wrong(language, field, *problem)),
        E::LowContrast(low) => {
            let ratio = ratio(language, low.ratio);
            return Some(text_with(language, "community-low-contrast", &[("ratio", ratio.into())]));
        }
        E::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            return Some(text_with(language, "member-too-many", &[("minutes", minutes.into())]));
        }
        E::Member(error) => return member_error(language, error),
        E::SignedOut => "member-signed-out",
        E::NotFound => "member-not-found",
        E::Duplicate => "community-duplicate",
        E::ByInvitation => "community-by-invitation",
        E::NotAccepted { .. } => "community-not-accepted",
        E::Frozen => "community-frozen",
        E::LastOrganiser => "community-last-organiser",
        E::OwnCase => "community-own-case",
        E::WrongInvitation => "community-wrong-invitation",
        E::WrongCode => "community-wrong-code",
        E::Begun => "community-begun",
        E::Denied(_) | E::Db(_) => return None,
    };
    Some(text(language, key))
}

/// A ratio of contrast as people read it: `4,5`.
#[must_use]
pub fn ratio(language: Language, ratio: f64) -> String {
    // Rounded down: what is nearly enough is not enough.
    let tenths = format!("{:.1}", (ratio * 10.0).floor() / 10.0);
    if language == Language::Nl { tenths.replace('.', ",") } else { tenths }
}

fn field_wrong(language: Language, field: &str, wrong: Problem) -> String {
    let long = |most: usize| text_with(language, "community-too-long", &[("count", most.into())]);
    let key = match (field, wrong) {
        ("name", Problem::Empty) => "community-name-empty",
        ("name", Problem::TooLong) => return long(NAME_MAX),
        ("about", Problem::TooLong) => return long(ABOUT_MAX),
        ("terms", Problem::TooLong) => return long(TERM_MAX),
        ("text", Problem::TooLong) => return long(AGREEMENT_MAX),
        ("reason", Problem::TooLong) => return long(REASON_MAX),
        ("reason", Problem::Empty) => "town-reason-empty",
        ("text", _) => "community-text-empty",
        ("area", _) => "community-area-unknown",
        ("languages", _) => "community-languages-empty",
        ("brick" | "paper" | "door", _) => "community-colour-unreadable",
        ("role", _) => "community-role-unknown",
        ("email", Problem::Empty) => "member-email-empty",
        ("email", _) => "member-email-unreadable",
        _ => return problem(language, field, wrong),
    };
    text(language, key)
}

#[cfg(test)]
mod tests {
    use koop_domain::communities::model::LowContrast;

    use super::*;

    #[test]
    fn every_error_of_a_person_is_a_sentence() {
        use CommunityError as E;
        let fields = [
            "name",
            "about",
            "area",
            "languages",
            "brick",
            "terms",
            "text",
            "role",
            "email",
            "reason",
            "else",
        ];
        let problems = [Problem::Empty, Problem::TooLong, Problem::Unknown, Problem::Unreadable];
        for language in Language::ALL {
            let fields = fields
                .iter()
                .flat_map(|field| problems.map(|problem| E::Invalid { field, problem }));
            let low = LowContrast { field: "brick", ratio: 4.49 };
            let others = [
                E::NotFound,
                E::SignedOut,
                E::LowContrast(low),
                E::Duplicate,
                E::ByInvitation,
                E::NotAccepted { newest: 1 },
                E::Frozen,
                E::LastOrganiser,
                E::OwnCase,
                E::WrongInvitation,
                E::WrongCode,
                E::Begun,
                E::TooMany { wait_s: 1 },
            ];
            for error in fields.chain(others) {
                let words = community_error(language, &error).unwrap();
                assert!(!words.contains(['{', '$']) && words.len() > 8, "{words}");
            }
        }
        assert_eq!(ratio(Language::Nl, 4.49), "4,4", "nearly enough is not enough");
    }
}
