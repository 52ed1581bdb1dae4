//! What a list of results is called: what is looked for, where, and how much there is of it.

use koop_domain::language::Language;
use koop_domain::listings::SearchPage;

use super::state::State;
use crate::page::Page;
use crate::texts;

/// The title of a page of results, as tabs show it.
pub(super) fn title(language: Language, state: &State) -> String {
    let place = place_words(language, state);
    if let Some(text) = &state.text {
        let values = [("text", text.clone().into()), ("where", place.into())];
        return texts::text_with(language, "results-title", &values);
    }
    let values = [("where", place.clone().into())];
    match (what(language, state), place.as_str()) {
        (Some(what), place) => format!("{what}{place}"),
        (None, "") => texts::text(language, "results-title-all"),
        (None, _) => texts::text_with(language, "results-title-where", &values),
    }
}

/// The main heading: how many, of what, where.
pub(super) fn heading(page: &Page, state: &State, found: &SearchPage) -> String {
    if state.asks_where() {
        return page.t("results-heading-where");
    }
    let place = place_words(page.language, state);
    let about = found.approximate && found.total > 0;
    if let (None, Some(what), true) = (&state.text, what(page.language, state), found.total > 0) {
        let key = if about { "results-heading-what-about" } else { "results-heading-what" };
        let what = format!("{what}{place}");
        return page.with(key, &[("what", what.into()), ("count", found.total.into())]);
    }
    let key = match (&state.text, about) {
        (Some(_), false) => "results-heading-text",
        (Some(_), true) => "results-heading-text-about",
        (None, false) => "results-heading",
        (None, true) => "results-heading-about",
    };
    let text = state.text.clone().unwrap_or_default();
    let values = [("count", found.total.into()), ("text", text.into()), ("where", place.into())];
    page.with(key, &values)
}

/// Where, to stand behind what is looked for: ` in de Dapperbuurt`, ` bij 1094 Amsterdam`, or
/// nothing.
pub(crate) fn place_words(language: Language, state: &State) -> String {
    let within = state.within.as_ref().and_then(|it| it.area.as_ref());
    let within = within.map(|it| texts::in_area(language, &it.name));
    let near = state
        .located()
        .map(|it| texts::text_with(language, "near-place", &[("place", it.name.clone().into())]));
    within.into_iter().chain(near).map(|words| format!(" {words}")).collect()
}

/// What is looked for, where a single choice says it.
fn what(language: Language, state: &State) -> Option<String> {
    let mut categories = state.categories.iter();
    match (categories.next(), categories.next(), state.kinds.len()) {
        (Some(only), None, _) => Some(texts::categories(language, only)),
        (None, None, 1) => state.kinds.first().map(|kind| texts::kind(language, *kind)),
        _ => None,
    }
}
