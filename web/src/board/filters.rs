//! What a list can be narrowed by: tabs, filters that are on, filters with their counts.

use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::listings::search::FacetField;
use koop_domain::posts::COUNT_MIN;
use koop_domain::posts::model::{Direction, TermKind, Topic};
use koop_domain::posts::search::{PostAnswer, PostSort};

use super::state::{Board, DISTANCES_M, State};
use crate::area::AreaCounts;
use crate::home::Link;
use crate::page::Page;
use crate::results::{Named, Within};
use crate::texts::{self, clock, posts as words};

/// How many values of a facet are offered.
const VALUES_MAX: usize = 12;

/// A choice that changes the whole list.
pub(crate) struct Tab {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// The values of one field.
pub(crate) struct Facet {
    pub label: String,
    pub values: Vec<FacetLink>,
}

/// A value that can be put on or off; none: it is not counted.
pub(crate) struct FacetLink {
    pub href: String,
    pub label: String,
    pub count: Option<String>,
    pub current: bool,
}

/// Everything, offered, asked for. What takes place is hardly ever asked for.
pub(super) fn directions(page: &Page, state: &State) -> Vec<Tab> {
    let tab = |direction: Option<Direction>, label: String| Tab {
        href: state.with(|it| it.direction = direction).href(),
        label,
        current: state.direction == direction,
    };
    match state.board {
        Board::Agenda => Vec::new(),
        Board::Help | Board::Share => vec![
            tab(None, page.t("board-all")),
            tab(Some(Direction::Offer), page.t("board-offered")),
            tab(Some(Direction::Request), page.t("board-asked")),
        ],
    }
}

/// The subjects of a list that has several.
pub(super) fn subjects(page: &Page, state: &State) -> Vec<Tab> {
    let subjects = state.board.subjects();
    if subjects.len() < 2 {
        return Vec::new();
    }
    let tab = |subject, label: String| Tab {
        href: state
            .with(|it| {
                it.subject = subject;
                // Topics belong to a subject.
                it.topics.clear();
            })
            .href(),
        label,
        current: state.subject == subject,
    };
    let every = tab(None, page.t("board-everything"));
    let each = subjects.iter().map(|it| tab(Some(*it), words::subject(page.language, *it)));
    std::iter::once(every).chain(each).collect()
}

/// The filters that are on; each link takes one away.
pub(super) fn chips(page: &Page, state: &State) -> Vec<Link> {
    let language = page.language;
    let mut chips = Vec::new();
    let mut chip = |label: String, less: State| chips.push(Link { href: less.href(), label });
    if let Some(text) = &state.text {
        chip(format!("“{text}”"), state.with(|it| it.text = None));
    }
    if let Some(name) = state.area_name() {
        chip(name.to_owned(), state.with(|it| it.within = None));
    }
    if state.origin().is_some() {
        let less = state.with(|it| {
            (it.whence, it.spot, it.distance_m) = (None, None, None);
            if it.sort == PostSort::Nearest {
                it.sort = PostSort::Best;
            }
        });
        let place = state.whence.as_ref().and_then(|it| it.located.as_ref());
        let label = match place {
            Some(place) => page.with("chip-near-place", &[("place", place.name.clone().into())]),
            None => page.t("chip-near"),
        };
        chip(label, less);
    }
    if let Some(metres) = state.distance_m {
        chip(within(page, metres), state.with(|it| it.distance_m = None));
    }
    for topic in &state.topics {
        let less = state.with(|it| {
            it.topics.remove(topic);
        });
        chip(words::topic(language, *topic), less);
    }
    for term in &state.terms {
        let less = state.with(|it| {
            it.terms.remove(term);
        });
        chip(words::term_kind(language, *term), less);
    }
    for tag in &state.languages {
        let less = state.with(|it| {
            it.languages.remove(tag);
        });
        chip(texts::spoken(language, tag), less);
    }
    chips
}

/// The orders that make sense; days have but one.
pub(super) fn sorts(page: &Page, state: &State) -> Vec<Tab> {
    if state.board == Board::Agenda {
        return Vec::new();
    }
    let tab = |sort: PostSort| Tab {
        href: state.with(|it| it.sort = sort).href(),
        label: page.t(match sort {
            PostSort::Best | PostSort::Soonest => "board-sort-best",
            PostSort::Nearest => "sort-nearest",
            PostSort::Newest => "sort-newest",
        }),
        current: state.sort == sort,
    };
    state.sorts().into_iter().map(tab).collect()
}

/// The filters that can be put on.
pub(super) fn facets(page: &Page, state: &State, found: &PostAnswer, atlas: &Atlas) -> Vec<Facet> {
    let all = [
        // The names to the numbers on the map above.
        Facet { label: page.t("facet-area"), values: areas(page, state, found, atlas) },
        Facet { label: page.t("board-field-topic"), values: topics(page, state, found) },
        Facet { label: page.t("board-field-terms"), values: terms(page, state, found) },
        Facet { label: page.t("board-distance"), values: distances(page, state) },
        Facet { label: page.t("board-field-languages"), values: languages(page, state, found) },
    ];
    all.into_iter().filter(|it| !it.values.is_empty()).collect()
}

fn values(found: &PostAnswer, field: FacetField) -> &[(String, u64)] {
    found.facets.iter().find(|it| it.field == field).map_or(&[], |it| &it.values)
}

fn count(page: &Page, count: u64) -> Option<String> {
    Some(clock::number(page.language, count))
}

fn topics(page: &Page, state: &State, found: &PostAnswer) -> Vec<FacetLink> {
    let link = |(key, number): &(String, u64)| {
        let topic = Topic::from_key(key)?;
        let current = state.topics.contains(&topic);
        let toggled = state.with(|it| {
            if !it.topics.remove(&topic) {
                it.topics.insert(topic);
            }
        });
        let label = words::topic(page.language, topic);
        Some(FacetLink { href: toggled.href(), label, count: count(page, *number), current })
    };
    values(found, FacetField::Topic).iter().filter_map(link).take(VALUES_MAX).collect()
}

fn terms(page: &Page, state: &State, found: &PostAnswer) -> Vec<FacetLink> {
    let link = |(key, number): &(String, u64)| {
        let term = TermKind::from_key(key)?;
        let current = state.terms.contains(&term);
        let toggled = state.with(|it| {
            if !it.terms.remove(&term) {
                it.terms.insert(term);
            }
        });
        let label = words::term_kind(page.language, term);
        Some(FacetLink { href: toggled.href(), label, count: count(page, *number), current })
    };
    values(found, FacetField::Term).iter().filter_map(link).collect()
}

fn languages(page: &Page, state: &State, found: &PostAnswer) -> Vec<FacetLink> {
    let link = |(tag, number): &(String, u64)| {
        let current = state.languages.contains(tag);
        let toggled = state.with(|it| {
            if !it.languages.remove(tag) {
                it.languages.insert(tag.clone());
            }
        });
        let label = texts::spoken(page.language, tag);
        FacetLink { href: toggled.href(), label, count: count(page, *number), current }
    };
    values(found, FacetField::Language).iter().map(link).take(VALUES_MAX).collect()
}

/// How far, once it is known from where.
fn distances(page: &Page, state: &State) -> Vec<FacetLink> {
    if state.origin().is_none() {
        return Vec::new();
    }
    let link = |metres: u32| {
        let current = state.distance_m == Some(metres);
        let other = (!current).then_some(metres);
        let href = state.with(|it| it.distance_m = other).href();
        FacetLink { href, label: within(page, metres), count: None, current }
    };
    DISTANCES_M.into_iter().map(link).collect()
}

fn within(page: &Page, metres: u32) -> String {
    let distance = clock::distance(page.language, metres);
    page.with("board-within", &[("distance", distance.into())])
}

/// How many posts lie in each area.
pub(super) fn area_counts(found: &PostAnswer) -> AreaCounts {
    AreaCounts::of_facet(values(found, FacetField::Area))
}

/// The areas among which a list can be narrowed: those inside the one that is chosen, and where
/// it goes no deeper one steps aside.
pub(super) fn level<'a>(
    counts: &AreaCounts,
    chosen: Option<&Area>,
    atlas: &'a Atlas,
) -> Vec<(&'a Area, u64)> {
    let Some(area) = chosen else { return telling(counts, atlas) };
    let below = counts.inside(atlas, Some(area.id));
    if below.is_empty() { counts.inside(atlas, area.parent) } else { below }
}

/// The largest areas that tell posts apart. Where all but one of them have too few to be seen,
/// those inside that one tell more.
fn telling<'a>(counts: &AreaCounts, atlas: &'a Atlas) -> Vec<(&'a Area, u64)> {
    let mut level = counts.telling(atlas);
    loop {
        let mut seen = level.iter().filter(|(_, number)| *number >= COUNT_MIN);
        let (Some((only, _)), None) = (seen.next(), seen.next()) else { return level };
        let inside = counts.inside(atlas, Some(only.id));
        if inside.iter().all(|(_, number)| *number < COUNT_MIN) {
            return level;
        }
        level = inside;
    }
}

/// The list in an area, or without it where it is the one that is chosen.
pub(super) fn narrowed(state: &State, area: &Area, current: bool) -> State {
    let named = Named { id: area.id, name: area.name.clone() };
    let within = (!current).then(|| Within { slug: area.slug.clone(), area: Some(named) });
    state.with(|it| it.within = within)
}

/// Areas in which there is something to see: what has fewer is seen in the one around it.
fn areas(page: &Page, state: &State, found: &PostAnswer, atlas: &Atlas) -> Vec<FacetLink> {
    let counts = area_counts(found);
    let chosen = state.area().and_then(|id| atlas.get(id));
    let link = |area: &Area, number: u64, current: bool| FacetLink {
        href: narrowed(state, area, current).href(),
        label: area.name.clone(),
        count: count(page, number),
        current,
    };
    let chosen_link = chosen.map(|area| link(area, counts.of_area(area.id), true));
    let others = level(&counts, chosen, atlas)
        .into_iter()
        .filter(|(area, number)| *number >= COUNT_MIN && chosen.is_none_or(|it| it.id != area.id))
        .map(|(area, number)| link(area, number, false));
    chosen_link.into_iter().chain(others).take(VALUES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use koop_domain::areas::ways::Water;

    use super::*;
    use crate::sample::{area_id, atlas};

    #[test]
    fn a_level_on_which_one_area_has_enough_is_told_by_those_inside_it() {
        // Beside Oost there is another district of Amsterdam, with little in it.
        let mut areas: Vec<Area> = atlas().areas().cloned().collect();
        let oost = areas.iter().find(|it| it.id == area_id(2)).unwrap().clone();
        areas.push(Area { id: area_id(7), slug: "west".into(), code: "T7".into(), ..oost });
        let atlas = Atlas::new(1, areas, Vec::new(), Water::default());
        let told = |counted: &[(u128, u64)]| {
            let facet: Vec<(String, u64)> =
                counted.iter().map(|(id, count)| (area_id(*id).to_string(), *count)).collect();
            let counts = AreaCounts::of_facet(&facet);
            telling(&counts, &atlas).iter().map(|(area, _)| area.id).collect::<Vec<_>>()
        };
        let many = [(1, 20), (2, 18), (7, 2), (3, 9), (4, 8), (5, 1)];
        assert_eq!(told(&many), [3, 4, 5].map(area_id));
        let few = [(1, 10), (2, 8), (7, 2), (3, 4), (4, 4)];
        assert_eq!(told(&few), [2, 7].map(area_id), "inside there is nothing to be seen");
        let both = [(1, 20), (2, 12), (7, 8), (3, 12)];
        assert_eq!(told(&both), [2, 7].map(area_id));
    }
}
