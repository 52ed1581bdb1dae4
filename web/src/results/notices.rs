//! What could not be read, and what to do about it.

use koop_domain::areas::atlas::Atlas;
use koop_domain::language::Language;

use super::state::{Misread, State};
use super::whence::Whence;
use crate::home::Link;
use crate::page::Page;
use crate::texts;

/// How many names of areas are offered for one that nobody knows.
const ALIKE_MAX: usize = 4;

/// A line about a field, with ways to mend it.
pub(crate) struct Notice {
    /// By which its field points to it.
    pub id: Option<&'static str>,
    pub text: String,
    pub ways: Vec<Link>,
}

/// A line for each parameter that could not be read.
pub(super) fn notices(
    page: &Page,
    state: &State,
    misread: &[Misread],
    atlas: &Atlas,
    whence: Option<&str>,
) -> Vec<Notice> {
    let say = |it: &Misread| match (it.name, whence) {
        ("waar", Some(words)) => unknown_place(page, state, atlas, words),
        _ => Notice { id: None, text: sentence(page.language, it, whence), ways: Vec::new() },
    };
    misread.iter().map(say).collect()
}

/// What is wrong with a parameter.
pub(super) fn sentence(language: Language, misread: &Misread, whence: Option<&str>) -> String {
    match (misread.name, whence) {
        ("waar", Some(words)) => {
            texts::text_with(language, "where-unknown", &[("words", words.to_owned().into())])
        }
        (name, _) => {
            let field = texts::text(language, field_key(name));
            texts::problem(language, &field, misread.problem)
        }
    }
}

fn unknown_place(page: &Page, state: &State, atlas: &Atlas, words: &str) -> Notice {
    let way = |name: &str| {
        let whence = Some(Whence { words: name.to_owned(), located: None });
        Link { href: state.with(|it| it.whence = whence).href(), label: name.to_owned() }
    };
    let alike = atlas.alike(words).filter_map(|area| atlas.words_for(area.id));
    let ways: Vec<Link> = alike.take(ALIKE_MAX).map(|name| way(&name)).collect();
    let key = if ways.is_empty() { "where-unknown" } else { "where-unknown-alike" };
    let text = page.with(key, &[("words", words.to_owned().into())]);
    Notice { id: Some("waar-mis"), text, ways }
}

fn field_key(name: &str) -> &'static str {
    match name {
        "q" => "field-text",
        "open" => "field-open",
        "dienst" => "field-service",
        "plek" => "field-place",
        "minuten" => "field-minutes",
        "met" => "field-mode",
        "bezorgt" => "field-delivery",
        "buurt" => "field-area",
        "kader" => "field-frame",
        "soort" => "field-kind",
        "categorie" => "field-category",
        "volgorde" => "field-sort",
        "na" => "field-page",
        _ => "field-filter",
    }
}
