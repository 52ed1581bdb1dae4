//! What a post says beside its words, fact by fact.

use chrono::{DateTime, Utc};
use koop_domain::posts::model::{Direction, Material, Meal};

use super::super::cards::area_name;
use super::{Fact, Known};
use crate::page::Page;
use crate::texts::{self, clock, posts as words};

/// The facts of a post, in the order in which they matter.
pub(super) fn facts(page: &Page, known: &Known<'_>, now: DateTime<Utc>) -> Vec<Fact> {
    let (post, language) = (known.post, page.language);
    let content = &post.content;
    let mut facts = Vec::new();
    let mut put = |label: &str, said: Option<String>| {
        let said = said.filter(|it| !it.is_empty());
        facts.extend(said.map(|words| Fact { label: page.t(label), words }));
    };
    if let Some(it) = &content.meal {
        meal(page, it, &mut put);
    }
    if let Some(it) = &content.material {
        material(it, &mut put);
    }
    put("board-field-venue", content.event.as_ref().and_then(|it| it.venue.clone()));
    put("board-field-when", Some(words::availability(language, &content.availability).join("; ")));
    let place = area_name(known.atlas, post).map(|name| {
        let distance = clock::distance(language, post.around.radius_m);
        let values = [("name", name.into()), ("distance", distance.into())];
        page.with(if known.is_own { "board-place-own" } else { "board-place" }, &values)
    });
    put("board-field-where", place);
    put("board-field-reach", content.reach_m.map(|it| clock::distance(language, it)));
    let spoken: Vec<String> =
        content.languages.iter().map(|tag| texts::spoken(language, tag)).collect();
    put("board-field-languages", Some(words::listed(language, &spoken)));
    // Of a meal, the portions say it.
    let several = post.capacity > 1 && content.meal.is_none();
    let label = match post.direction {
        Direction::Request if content.event.is_none() => "board-capacity-request",
        _ => "board-field-capacity",
    };
    put(label, several.then(|| post.capacity.to_string()));
    let today = clock::today(now);
    put(
        "board-field-until",
        post.stands_at(now).then(|| clock::day(language, clock::last_day(post.expires_at), today)),
    );
    put("board-field-audience", Some(words::audience(language, post.audience)));
    facts
}

fn meal(page: &Page, it: &Meal, put: &mut impl FnMut(&str, Option<String>)) {
    let allergens = match it.allergens.as_deref() {
        None => page.t("board-allergens-nobody-knows"),
        Some([]) => page.t("board-allergens-none"),
        Some(all) => {
            let all: Vec<String> =
                all.iter().map(|it| words::allergen(page.language, *it)).collect();
            words::listed(page.language, &all)
        }
    };
    put("board-field-allergens", Some(allergens));
    let kinds = [
        (it.halal, "board-halal"),
        (it.vegetarian, "board-vegetarian"),
        (it.bring_box, "board-bring-box"),
    ];
    let kinds = kinds.into_iter().filter(|(is, _)| *is).map(|(_, key)| page.t(key));
    put("board-good-to-know", Some(kinds.collect::<Vec<_>>().join(", ")));
}

fn material(it: &Material, put: &mut impl FnMut(&str, Option<String>)) {
    put("board-field-quantity", it.quantity.clone());
    put("board-field-size", it.size.clone());
    put("board-field-origin", it.origin.clone());
}
