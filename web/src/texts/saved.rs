//! Questions that members keep, in words.

use koop_domain::areas::atlas::Atlas;
use koop_domain::language::Language;
use koop_domain::posts::model::Subject;
use koop_domain::posts::saved::error::SavedError;
use koop_domain::posts::saved::model::{Question, SAVED_MAX, SAVED_NAME_MAX};

use super::{clock, posts, problem, text, text_with};

/// A minute, in seconds.
const MINUTE_S: u64 = 60;

/// What is asked, each part in a word or a few: the words, what it is about, on what terms, where.
#[must_use]
pub fn parts(language: Language, atlas: &Atlas, it: &Question) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(it.text.clone());
    if it.topics.is_empty() {
        // All subjects of a list are told by the name of the list, where there is one.
        match it.subjects.as_slice() {
            [] => {}
            [only] => all.push(posts::subject(language, *only)),
            many if is_sharing(many) => all.push(text(language, "board-share-title")),
            many => all.extend(many.iter().map(|it| posts::subject(language, *it))),
        }
    }
    all.extend(it.topics.iter().map(|it| posts::topic(language, *it)));
    all.extend(it.direction.map(|it| posts::direction(language, it)));
    all.extend(it.terms.iter().map(|it| posts::term_kind(language, *it)));
    all.extend(it.languages.iter().map(|tag| super::spoken(language, tag)));
    all.extend(it.audience.map(|it| posts::audience(language, it)));
    all.extend(it.area.and_then(|id| atlas.get(id)).map(|it| it.name.clone()));
    all.extend(it.near.map(|near| {
        let distance = clock::distance(language, near.within_m);
        text_with(language, "saved-near", &[("distance", distance.into())])
    }));
    all
}

/// A name for what is asked.
#[must_use]
pub fn name(language: Language, atlas: &Atlas, it: &Question) -> String {
    let said = parts(language, atlas, it).join(", ");
    let mut name: String = said.chars().take(SAVED_NAME_MAX).collect();
    if name.is_empty() {
        name = text(language, "saved-everything");
    }
    name
}

/// What went wrong with a kept question, where a person can mend it.
#[must_use]
pub fn saved_error(language: Language, error: &SavedError) -> Option<String> {
    Some(match error {
        SavedError::NotFound => text(language, "saved-gone"),
        SavedError::Invalid { field, problem: it } => {
            problem(language, &text(language, field_key(field)), *it)
        }
        SavedError::Full => text_with(language, "saved-full", &[("most", SAVED_MAX.into())]),
        SavedError::NoPlace => text(language, "saved-no-place"),
        SavedError::TooMany { wait_s } => {
            let minutes = wait_s.div_ceil(MINUTE_S).max(1);
            text_with(language, "member-too-many", &[("minutes", minutes.into())])
        }
        SavedError::Denied(_)
        | SavedError::SignedOut
        | SavedError::Index(_)
        | SavedError::Db(_) => return None,
    })
}

fn field_key(field: &str) -> &'static str {
    match field {
        "name" => "saved-name",
        "text" => "field-text",
        "near" | "near.radiusM" | "near.minutes" => "board-distance",
        _ => "field-filter",
    }
}

/// Whether these are all subjects of the list of what is shared.
fn is_sharing(subjects: &[Subject]) -> bool {
    use Subject as S;
    let shared = [S::Item, S::Meal, S::Material, S::Skill];
    subjects.len() == shared.len() && shared.iter().all(|it| subjects.contains(it))
}
