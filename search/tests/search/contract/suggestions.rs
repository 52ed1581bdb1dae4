//! Completing what somebody is typing.

use koop_domain::language::Language;
use koop_domain::listings::search::{SuggestQuery, Suggestion};
use koop_domain::ports::SearchIndex;

async fn type_in(index: &dyn SearchIndex, text: &str, language: Language) -> Vec<String> {
    let query = SuggestQuery { text: text.to_owned(), language, first: 8 };
    let suggestions = index.suggest(&query).await.unwrap();
    let shown = |suggestion: &Suggestion| match suggestion {
        Suggestion::Listing { slug, .. } => slug.clone(),
        Suggestion::Category { key, .. } => format!("[{key}]"),
    };
    suggestions.iter().map(shown).collect()
}

async fn typed(index: &dyn SearchIndex, text: &str) -> Vec<String> {
    type_in(index, text, Language::Nl).await
}

#[track_caller]
fn has(all: &[String], wanted: &str) {
    assert!(all.iter().any(|one| one == wanted), "{wanted} is missing from {all:?}");
}

pub(crate) async fn two_letters_complete(index: &dyn SearchIndex) {
    for text in ["", "f", "  ", "&", "🦀🦀"] {
        assert!(typed(index, text).await.is_empty(), "{text}");
    }
    has(&typed(index, "fi").await, "ali");
    has(&typed(index, "fiet").await, "[bicycle-repair]");
    assert_eq!(typed(index, "de late tram").await[0], "tram");
}

pub(crate) async fn any_word_of_a_name_completes(index: &dyn SearchIndex) {
    has(&typed(index, "vog").await, "vogel");
    has(&typed(index, "vroege vo").await, "vogel");
    // The first letter of a second word does not empty the list.
    has(&typed(index, "bakkerij d").await, "vogel");
    has(&typed(index, "elod").await, "creperie");
    let all = typed(index, "ro").await;
    let place = |slug: &str| all.iter().position(|one| one == slug);
    assert!(place("roti") < place("ronde"), "{all:?}");
    assert!(!typed(index, "voorb").await.contains(&"gone".to_owned()));
}

pub(crate) async fn typos_complete(index: &dyn SearchIndex) {
    has(&typed(index, "aduls").await, "adulis");
    has(&typed(index, "fietsnma").await, "[bicycle-repair]");
    // Two letters are never mistyped, and letters that something begins with are not either.
    assert!(typed(index, "qz").await.is_empty());
    assert!(!typed(index, "bakk").await.contains(&"[furniture]".to_owned()));
}

pub(crate) async fn categories_complete_in_the_asker_s_language(index: &dyn SearchIndex) {
    has(&typed(index, "bakke").await, "[bakery]");
    has(&typed(index, "lek b").await, "[bicycle-repair]");
    let english = type_in(index, "flat ty", Language::En).await;
    has(&english, "[bicycle-repair]");
    assert!(!typed(index, "flat ty").await.contains(&"[bicycle-repair]".to_owned()));
    let query = SuggestQuery { text: "lek b".to_owned(), language: Language::Nl, first: 8 };
    let shown = index.suggest(&query).await.unwrap().into_iter().find_map(|s| match s {
        Suggestion::Category { key, text } if key == "bicycle-repair" => Some(text),
        _ => None,
    });
    assert_eq!(shown.as_deref(), Some("lek band"));
}

pub(crate) async fn nothing_stands_twice(index: &dyn SearchIndex) {
    for text in ["ba", "de", "re", "ta", "fiets", "ko"] {
        let all = typed(index, text).await;
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), all.len(), "{all:?}");
        assert!(all.len() <= 8);
    }
}
