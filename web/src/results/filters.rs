//! Filters that are on, as chips to take away; filters that can be put on, with their counts.

use koop_domain::areas::atlas::Atlas;
use koop_domain::geo::TravelMode;
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::SearchPage;
use koop_domain::listings::categories::tree;
use koop_domain::listings::model::Kind;
use koop_domain::listings::search::{FacetField, Sort, Trait};

use super::areas::area_values;
use super::form::service_label;
use super::query::instant;
use super::spot::DeliverWhere;
use super::state::{OpenWhen, State};
use crate::card::moment;
use crate::home::Link;
use crate::page::Page;
use crate::pulse::facet;
use crate::texts::{self, clock};

/// How many categories are offered.
const CATEGORIES_MAX: usize = 12;

/// The counts of one field, each a link.
pub(crate) struct Facet {
    pub label: String,
    pub values: Vec<FacetLink>,
}

/// A value that can be put on or off.
pub(crate) struct FacetLink {
    pub href: String,
    pub label: String,
    pub count: String,
    pub current: bool,
}

/// An order.
pub(crate) struct SortLink {
    pub href: String,
    pub label: String,
    pub current: bool,
}

/// The filters that are on; each link takes one away.
pub(crate) fn chips(
    page: &Page,
    state: &State,
    known: &[Currency],
    now: chrono::DateTime<chrono::Utc>,
) -> Vec<Link> {
    let mut chips = Vec::new();
    let mut chip = |label: String, less: State| chips.push(Link { href: less.href(), label });
    match state.open {
        Some(OpenWhen::Now) => chip(page.t("chip-open"), state.with(|it| it.open = None)),
        Some(OpenWhen::At(wall)) => {
            let when = moment(page.language, instant(wall), now);
            let label = page.with("chip-open-at", &[("when", when.into())]);
            chip(label, state.with(|it| it.open = None));
        }
        None => {}
    }
    if let Some(service) = state.service {
        chip(service_label(page.language, service), state.with(|it| it.service = None));
    }
    if let Some(area) = state.within.as_ref().and_then(|it| it.area.as_ref()) {
        chip(area.name.clone(), state.with(|it| it.within = None));
    }
    if state.origin().is_some() {
        let less = state.with(|it| {
            it.whence = None;
            it.spot = None;
            it.reach = None;
            if it.sort == Sort::Nearest {
                it.sort = Sort::Best;
            }
        });
        chip(near_label(page, state), less);
    }
    if let Some(place) = &state.deliver {
        let label = match place {
            DeliverWhere::Here => match state.located() {
                Some(place) => {
                    page.with("chip-delivers-to", &[("postcode", place.name.clone().into())])
                }
                None => page.t("chip-delivers"),
            },
            DeliverWhere::Postcode(digits) => {
                page.with("chip-delivers-to", &[("postcode", digits.clone().into())])
            }
        };
        chip(label, state.with(|it| it.deliver = None));
    }
    if state.frame.is_some() {
        chip(page.t("chip-frame"), state.with(|it| it.frame = None));
    }
    for kind in &state.kinds {
        let less = state.with(|it| {
            it.kinds.remove(kind);
        });
        chip(texts::kind(page.language, *kind), less);
    }
    for key in &state.categories {
        let less = state.with(|it| {
            it.categories.remove(key);
        });
        chip(texts::category(page.language, key), less);
    }
    for each in &state.traits {
        let less = state.with(|it| {
            it.traits.remove(each);
        });
        chip(trait_label(page, each.key()), less);
    }
    for code in &state.currencies {
        let less = state.with(|it| {
            it.currencies.remove(code);
        });
        chip(currency_label(page, known, code), less);
    }
    chips
}

/// From where, and how far: `Bij 1094 Amsterdam`, `Ongeveer 10 minuten fietsen`.
fn near_label(page: &Page, state: &State) -> String {
    let place = state.located().map(|it| it.name.clone());
    let (key, minutes) = match (state.reach, place.is_some()) {
        (None, false) => return page.t("chip-near"),
        (None, true) => ("chip-near-place", 0),
        (Some((minutes, TravelMode::Walk)), false) => ("chip-near-walk", minutes),
        (Some((minutes, TravelMode::Bike)), false) => ("chip-near-bike", minutes),
        (Some((minutes, TravelMode::Walk)), true) => ("chip-near-place-walk", minutes),
        (Some((minutes, TravelMode::Bike)), true) => ("chip-near-place-bike", minutes),
    };
    let place = place.unwrap_or_default();
    page.with(key, &[("minutes", minutes.into()), ("place", place.into())])
}

/// The filters that can be put on.
pub(crate) fn facets(page: &Page, state: &State, found: &SearchPage, atlas: &Atlas) -> Vec<Facet> {
    let areas = area_values(page.language, state, found, atlas);
    let all = [
        Facet { label: page.t("facet-open"), values: open_values(page, state, found) },
        Facet { label: page.t("facet-area"), values: areas },
        Facet { label: page.t("facet-trait"), values: trait_values(page, state, found) },
        Facet { label: page.t("facet-currency"), values: currency_values(page, state, found) },
        Facet { label: page.t("facet-kind"), values: kind_values(page, state, found) },
        Facet { label: page.t("facet-category"), values: category_values(page, state, found) },
    ];
    let some = all.into_iter().filter(|facet| !facet.values.is_empty());
    // Counts of an engine that guesses say so.
    let about = |label: String| page.with("facet-about", &[("label", label.into())]);
    some.map(|it| Facet { label: if found.approximate { about(it.label) } else { it.label }, ..it })
        .collect()
}

/// The orders that make sense.
pub(crate) fn sorts(page: &Page, state: &State) -> Vec<SortLink> {
    let link = |sort: Sort| SortLink {
        href: state.with(|it| it.sort = sort).href(),
        label: page.t(match sort {
            Sort::Best => "sort-best",
            Sort::Nearest => "sort-nearest",
            Sort::OpenFirst => "sort-open",
            Sort::Newest => "sort-newest",
        }),
        current: state.sort == sort,
    };
    state.sorts().into_iter().map(link).collect()
}

fn open_values(page: &Page, state: &State, found: &SearchPage) -> Vec<FacetLink> {
    let values = facet(found, FacetField::Open);
    let of = |wanted: &str| values.iter().find(|(it, _)| it == wanted).map_or(0, |(_, n)| *n);
    let sure = of("open") + of("likely");
    if sure == 0 && state.open.is_none() {
        return Vec::new();
    }
    let then = matches!(state.open, Some(OpenWhen::At(_)));
    vec![FacetLink {
        href: state
            .with(|it| it.open = if it.open.is_some() { None } else { Some(OpenWhen::Now) })
            .href(),
        label: page.t(if then { "facet-open-then" } else { "chip-open" }),
        count: clock::number(page.language, sure),
        current: state.open.is_some(),
    }]
}

fn trait_values(page: &Page, state: &State, found: &SearchPage) -> Vec<FacetLink> {
    let link = |(value, count): &(String, u64)| {
        let each = Trait::from_key(value)?;
        let (href, current) = if each == Trait::Delivery {
            let toggled = state.with(|it| {
                it.deliver = if it.deliver.is_some() { None } else { Some(DeliverWhere::Here) };
            });
            (toggled.href(), state.deliver.is_some())
        } else {
            let on = state.traits.contains(&each);
            let toggled = state.with(|it| {
                if on {
                    it.traits.remove(&each)
                } else {
                    it.traits.insert(each)
                };
            });
            (toggled.href(), on)
        };
        let count = clock::number(page.language, *count);
        Some(FacetLink { href, label: trait_label(page, value), count, current })
    };
    facet(found, FacetField::Trait).iter().filter_map(link).collect()
}

fn currency_values(page: &Page, state: &State, found: &SearchPage) -> Vec<FacetLink> {
    let link = |(code, count): &(String, u64)| {
        let on = state.currencies.contains(code);
        let toggled = state.with(|it| {
            if on {
                it.currencies.remove(code)
            } else {
                it.currencies.insert(code.clone())
            };
        });
        FacetLink {
            href: toggled.href(),
            label: currency_label(page, &found.currencies, code),
            count: clock::number(page.language, *count),
            current: on,
        }
    };
    facet(found, FacetField::Currency).iter().map(link).collect()
}

/// "Met Dappertjes"; of a currency that is not paid with, its short name.
fn currency_label(page: &Page, known: &[Currency], code: &str) -> String {
    let of = known.iter().find(|it| it.code == code);
    let name = of.map_or(code, |it| it.name(page.language));
    page.with("chip-currency", &[("name", name.to_owned().into())])
}

fn kind_values(page: &Page, state: &State, found: &SearchPage) -> Vec<FacetLink> {
    let link = |(value, count): &(String, u64)| {
        let kind = Kind::from_key(value)?;
        let on = state.kinds.contains(&kind);
        let toggled = state.with(|it| {
            if on {
                it.kinds.remove(&kind)
            } else {
                it.kinds.insert(kind)
            };
        });
        Some(FacetLink {
            href: toggled.href(),
            label: texts::kind(page.language, kind),
            count: clock::number(page.language, *count),
            current: on,
        })
    };
    facet(found, FacetField::Kind).iter().filter_map(link).collect()
}

/// The categories chosen and those below them; without a choice, the fullest.
fn category_values(page: &Page, state: &State, found: &SearchPage) -> Vec<FacetLink> {
    let relevant = |key: &str| {
        state.categories.is_empty()
            || state.categories.contains(key)
            || tree()
                .get(key)
                .and_then(|it| it.parent)
                .is_some_and(|it| state.categories.contains(it))
    };
    let link = |(key, count): &(String, u64)| {
        let on = state.categories.contains(key);
        // Going down narrows: the child replaces its parent.
        let toggled = state.with(|it| {
            if on {
                it.categories.remove(key);
            } else {
                if let Some(parent) = tree().get(key).and_then(|it| it.parent) {
                    it.categories.remove(parent);
                }
                it.categories.insert(key.clone());
            }
        });
        FacetLink {
            href: toggled.href(),
            label: texts::category(page.language, key),
            count: clock::number(page.language, *count),
            current: on,
        }
    };
    facet(found, FacetField::Category)
        .iter()
        .filter(|(key, _)| tree().get(key).is_some() && relevant(key))
        .take(CATEGORIES_MAX)
        .map(link)
        .collect()
}

fn trait_label(page: &Page, value: &str) -> String {
    texts::facet_value(page.language, FacetField::Trait, value)
}
