//! The result page: the list first, the map beside it, every choice in the address bar.

mod areas;
mod exact;
mod filters;
mod form;
mod headings;
pub(crate) mod links;
mod names;
mod neighbours;
mod notices;
mod query;
mod spot;
pub(crate) mod state;
#[cfg(test)]
mod state_tests;
mod whence;

use std::sync::Arc;

use askama::Template;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::language::Language;
use koop_domain::listings::error::{ListingError, Problem};
use koop_domain::listings::model::Service;
use koop_domain::listings::search::{
    ListingQuery, MINUTES_MAX, Openness, SuggestQuery, Suggestion,
};
use koop_domain::listings::{self, SearchPage};

pub(crate) use self::exact::{asked_exactly, refused_by};
use self::filters::{Facet, SortLink, chips, facets, sorts};
use self::form::Form;
pub(crate) use self::form::service_label;
pub(crate) use self::headings::place_words;
use self::headings::{heading, title};
pub(crate) use self::names::service_name;
use self::neighbours::{Neighbours, neighbours};
use self::notices::{Notice, notices};
pub(crate) use self::query::instant;
pub(crate) use self::spot::Spot;
pub(crate) use self::state::shown;
use self::state::{Misread, OpenWhen, State};
pub(crate) use self::whence::{Named, WHENCE_MAX, Whence, Within};
use crate::behind::Behind;
use crate::card::{Card, Cards, put_photos};
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::place::currencies;
use crate::reader::Reader;
use crate::texts;
use crate::{Web, art, exports};

/// How many other spellings are offered when nothing is found.
const SUGGESTIONS: u32 = 4;
/// How much wider "a wider circle" is.
const WIDER: u32 = 2;

#[derive(Template)]
#[template(path = "results/results.html")]
pub(crate) struct Results {
    pub page: Page,
    pub form: Form,
    pub notices: Vec<Notice>,
    pub chips: Vec<Link>,
    pub heading: String,
    pub sorts: Vec<SortLink>,
    pub groups: Vec<Group>,
    pub empty: Option<Empty>,
    pub pager: Vec<Step>,
    /// What neighbours have that answers the same words.
    pub neighbours: Option<Neighbours>,
    pub has_map: bool,
    pub tiles_url: String,
    pub tiles_attribution: String,
    pub facets: Vec<Facet>,
    /// What is new in the same list; none while the page first has to ask something.
    pub feed: Option<String>,
    /// The same list as a file; none for an empty one.
    pub downloads: Vec<Link>,
}

/// Hits that are equally sure to be open.
pub(crate) struct Group {
    pub heading: Option<String>,
    pub level: &'static str,
    pub cards: Vec<Card>,
}

/// What helps on when nothing is found.
pub(crate) struct Empty {
    pub street: String,
    /// Whether there were words that may be spelt another way.
    pub spelling: bool,
    pub ways: Vec<Link>,
}

/// A step to another page of the list.
pub(crate) struct Step {
    pub href: String,
    pub label: String,
    pub rel: &'static str,
}

/// `GET /zoeken`
pub(crate) async fn get(Shared(web): Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    let Asked { state, misread, atlas } = asked(&web, &reader).await?;
    if misread.is_empty() && !is_tidy(&reader, &state) {
        return Ok(Redirect::to(&reader.in_language(&state.href())).into_response());
    }
    let answer_of = find(&web, &reader, state, misread).await?;
    let Answered { state, misread, query, found } = answer_of;
    let now = reader.ctx.now;
    let suggestions = match (&state.text, found.total) {
        (Some(text), 0) if !state.asks_where() => suggest(&web, &reader, text).await,
        _ => Vec::new(),
    };
    let language = reader.language;
    let description = texts::text(language, "results-description");
    // One page for everything may be kept; the endless choices may not.
    let lasting = (state == State::default()).then_some("/zoeken");
    let title = title(language, &state);
    let behind = Behind::list(&query);
    let mut page = Page::new(&web, &reader, title, description, lasting, &behind).await;
    page.degraded = found.degraded;
    let mut results = Results::new(page, &state, &found, &atlas, query.instant(), now);
    let cards = results.groups.iter_mut().flat_map(|group| &mut group.cards);
    put_photos(&web, &reader.ctx, cards).await?;
    results.neighbours = neighbours(&web, &reader, &atlas, (&state, &query)).await;
    results.notices = notices(&results.page, &state, &misread, &atlas, reader.value("waar"));
    if let Some(typed) = reader.value("waar").filter(|_| state.whence.is_none()) {
        // What we could not read stays in its field, to be mended.
        typed.clone_into(&mut results.form.whence);
        results.form.whence_wrong = true;
    }
    if let Some(empty) = &mut results.empty {
        empty.ways.splice(0..0, suggestions);
    }
    if let Some(tiles) = &web.site.tiles {
        results.tiles_url = tiles.url.to_string();
        results.tiles_attribution = tiles.attribution.to_string();
    }
    answer(&results.page, &results)
}

/// What an address asks, as far as it can be read.
pub(crate) struct Asked {
    pub state: State,
    pub misread: Vec<Misread>,
    pub atlas: Arc<Atlas>,
}

/// Reads an address, and asks the map what its words for places mean.
pub(crate) async fn asked(web: &Web, reader: &Reader) -> Result<Asked, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let (mut state, mut misread) = State::read(&reader.pairs);
    misread.extend(state.settle(&atlas));
    Ok(Asked { state, misread, atlas })
}

/// An answer, and which state it is an answer to.
struct Answered {
    state: State,
    misread: Vec<Misread>,
    query: ListingQuery,
    found: SearchPage,
}

/// Searches. What the directory refuses is left out once, and told.
async fn find(
    web: &Web,
    reader: &Reader,
    state: State,
    mut misread: Vec<Misread>,
) -> Result<Answered, Failure> {
    let ctx = &reader.ctx;
    let Some(query) = state.query(reader.language, ctx.now) else {
        let query = ListingQuery { language: reader.language, ..ListingQuery::new(ctx.now) };
        return Ok(Answered { state, misread, query, found: SearchPage::default() });
    };
    let error = match listings::search(ctx, &web.site.domain, query.clone()).await {
        Ok(found) => return Ok(Answered { state, misread, query, found }),
        Err(error) => error,
    };
    let Some((state, wrong)) = state.without(&error) else { return Err(error.into()) };
    misread.push(wrong);
    let query = state
        .query(reader.language, ctx.now)
        .ok_or(ListingError::Invalid { field: "filter", problem: Problem::Unknown })?;
    let found = listings::search(ctx, &web.site.domain, query.clone()).await?;
    Ok(Answered { state, misread, query, found })
}

/// Other words for what was typed; when the engine has none, the page goes without.
async fn suggest(web: &Web, reader: &Reader, text: &str) -> Vec<Link> {
    let query =
        SuggestQuery { text: text.to_owned(), language: reader.language, first: SUGGESTIONS };
    let found = listings::suggest(&reader.ctx, &web.site.domain, query).await;
    found.unwrap_or_default().into_iter().map(|it| suggestion(reader.language, it)).collect()
}

/// A suggestion as a link.
pub(crate) fn suggestion(language: Language, it: Suggestion) -> Link {
    match it {
        Suggestion::Listing { name, slug, .. } => {
            Link { href: format!("/plek/{slug}"), label: name }
        }
        Suggestion::Category { key, .. } => {
            Link { href: links::category(&key), label: texts::category(language, &key) }
        }
    }
}

/// Whether the address says what it says in the one way we write it. Forms send empty fields,
/// and other programs send more decimals than the log of a server should see.
fn is_tidy(reader: &Reader, state: &State) -> bool {
    let mut given: Vec<(&str, &str)> =
        reader.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let pairs = state.pairs();
    let mut ours: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    given.sort_unstable();
    ours.sort_unstable();
    given == ours
}

impl Results {
    pub(crate) fn new(
        page: Page,
        state: &State,
        found: &SearchPage,
        atlas: &Atlas,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Self {
        let asks = state.asks_where();
        let query = state.query(page.language, now);
        let service = query.map_or(Service::Counter, |query| query.service());
        let cards = Cards { at, service, mode: state.mode(), ..Cards::now(page.language, now) };
        let whence = state.whence_only().query_string();
        let groups = groups(&page, &cards, found, &whence);
        let has_map = found.found.iter().any(|(it, _)| it.facts.shown_point().is_some());
        Self {
            form: Form::of(&page, state),
            feed: (!asks).then(|| state.feed_href()),
            downloads: if found.total > 0 { exports::links(state) } else { Vec::new() },
            notices: Vec::new(),
            chips: chips(&page, state, &found.currencies, now),
            heading: heading(&page, state, found),
            sorts: if found.total > 1 { sorts(&page, state) } else { Vec::new() },
            empty: (found.total == 0 && !asks).then(|| Empty {
                street: art::unlit(at),
                spelling: state.text.is_some(),
                ways: ways_on(&page, state),
            }),
            groups,
            pager: pager(&page, state, found),
            neighbours: None,
            has_map,
            tiles_url: String::new(),
            tiles_attribution: String::new(),
            facets: facets(&page, state, found, atlas),
            page,
        }
    }
}

/// What can be asked with certainty comes without a heading; what is less sure gets one.
/// A place's page hears from where was searched, so that it can tell who makes it in time.
fn groups(page: &Page, cards: &Cards, found: &SearchPage, whence: &str) -> Vec<Group> {
    let named = |openness: Option<Openness>| match openness {
        Some(Openness::Maybe) => Some("group-maybe"),
        Some(Openness::Closed) => Some("group-closed"),
        _ => None,
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for (listing, hit) in &found.found {
        let name = named(hit.openness);
        if groups.is_empty() || name != last {
            let level = if name.is_some() { "3" } else { "2" };
            let heading = name.map(|key| page.t(key));
            groups.push(Group { heading, level, cards: Vec::new() });
            last = name;
        }
        if let Some(group) = groups.last_mut() {
            let mut card = cards.hit(listing, hit);
            card.tags.extend(currencies::tags(page.language, listing, &found.currencies));
            group.cards.push(Card { href: format!("{}{whence}", card.href), ..card });
        }
    }
    groups
}

fn pager(page: &Page, state: &State, found: &SearchPage) -> Vec<Step> {
    let mut steps = Vec::new();
    if state.after.is_some() {
        let href = state.with(|_| ()).href();
        steps.push(Step { href, label: page.t("pager-first"), rel: "nofollow" });
    }
    let last = found.found.last().filter(|_| found.more);
    if let Some((_, hit)) = last {
        let href = state.with(|it| it.after = Some(hit.cursor)).href();
        steps.push(Step { href, label: page.t("pager-next"), rel: "next" });
    }
    steps
}

/// Ways on from an empty result, the smallest step first.
fn ways_on(page: &Page, state: &State) -> Vec<Link> {
    let mut ways = Vec::new();
    let mut way = |key: &str, other: State| {
        let href = other.href();
        if ways.iter().all(|it: &Link| it.href != href) {
            ways.push(Link { href, label: page.t(key) });
        }
    };
    match state.open {
        Some(OpenWhen::Now) => way("empty-any-time", state.with(|it| it.open = None)),
        Some(_) => way("empty-any-time-then", state.with(|it| it.open = None)),
        None => {}
    }
    if let Some((minutes, mode)) = state.reach.filter(|_| state.origin().is_some()) {
        let wider = (minutes * WIDER).min(MINUTES_MAX);
        if wider > minutes {
            way("empty-wider", state.with(|it| it.reach = Some((wider, mode))));
        }
    }
    if state.within.is_some() {
        way("empty-everywhere", state.with(|it| it.within = None));
    }
    let words_only = State { text: state.text.clone(), ..State::default() };
    if state.is_filtered() && *state != words_only {
        way("empty-no-filters", words_only);
    }
    way("empty-all", State::default());
    ways.push(Link { href: "/#soorten".to_owned(), label: page.t("empty-categories") });
    ways
}
