//! What is mailed to somebody about whom something was decided in a community.

use koop_domain::communities::model::{Decided, PermissionSet, Role};
use koop_domain::jobs::Verdict;
use koop_domain::language::Language;

use super::{Written, written};
use crate::community::{role_key, set_key};
use crate::texts;

/// Writes it: what is so from now on, why, and where it can be read again.
pub(super) fn write(language: Language, it: &Verdict, base_url: &str) -> Written {
    let role = Role::from_key(&it.role).unwrap_or_default();
    let word = it.term.clone().unwrap_or_else(|| texts::text(language, role_key(role)));
    let values = [
        ("community", it.community.clone().into()),
        ("role", word.into()),
        ("sets", set_words(language, &it.sets).into()),
        ("reason", it.reason.clone().unwrap_or_default().into()),
        ("link", format!("{base_url}/gemeenschap/{}", it.slug).into()),
    ];
    let letter = match it.what {
        Decided::Admitted => "letter-membership-admitted",
        Decided::Refused => "letter-membership-refused",
        Decided::Role => "letter-membership-role",
        Decided::Sets => "letter-membership-sets",
        Decided::Frozen => "letter-membership-frozen",
        Decided::Unfrozen => "letter-membership-unfrozen",
    };
    written(language, ["letter-membership-subject", letter], &values)
}

/// What somebody may beside their role, in a list.
fn set_words(language: Language, sets: &[String]) -> String {
    let known = sets.iter().filter_map(|key| PermissionSet::from_key(key));
    let words: Vec<String> = known.map(|it| texts::text(language, set_key(it))).collect();
    match words.is_empty() {
        true => texts::text(language, "letter-membership-no-sets"),
        false => words.join(", "),
    }
}
