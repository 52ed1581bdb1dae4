//! The lists of the board: Burenhulp, Delen en ruilen, Agenda.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::id::PostId;
use koop_domain::ledger::currencies::Currency;
use koop_domain::media::Attached;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::Post;
use koop_domain::posts::{self, Author, COUNT_MIN, Found};

use super::cards::{PostCard, PostCards, coins};
use super::days::{Day, by_day};
use super::filters::{self, Facet, Tab};
use super::map::AreaMap;
use super::saved::Offer;
use super::state::{Board, Misread, State};
use super::{counted, feeds, ready};
use crate::Web;
use crate::behind::Behind;
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::results::{Named, Within};
use crate::texts::{self, clock};

#[derive(Template)]
#[template(path = "board/list.html")]
pub(crate) struct BoardPage {
    pub page: Page,
    pub title: String,
    pub lead: String,
    pub path: &'static str,
    /// What stands in the search box, and the rest of the address beside it.
    pub text: String,
    pub whence: String,
    pub kept: Vec<(&'static str, String)>,
    pub notices: Vec<String>,
    pub directions: Vec<Tab>,
    pub subjects: Vec<Tab>,
    pub chips: Vec<Link>,
    pub heading: String,
    pub sorts: Vec<Tab>,
    pub cards: Vec<PostCard>,
    pub days: Vec<Day>,
    /// What is there for whoever is known here, in counts; none for them.
    pub counts: Vec<Link>,
    /// The way to see all of it.
    pub door: Option<Link>,
    /// What helps on where there is nothing.
    pub empty: Option<Empty>,
    pub pager: Vec<Link>,
    /// Areas, never points.
    pub map: Option<AreaMap>,
    pub facets: Vec<Facet>,
    pub post: Link,
    pub feed: Link,
    /// The button that keeps what was asked.
    pub offer: Offer,
}

/// What helps on where there is nothing.
pub(crate) struct Empty {
    pub words: String,
    pub ways: Vec<Link>,
    /// Sentences with which something can be put here.
    pub ready: Vec<Link>,
}

/// What a list was made of.
pub(crate) struct Listed<'a> {
    pub state: &'a State,
    pub misread: &'a [Misread],
    pub found: &'a Found,
    pub authors: &'a HashMap<PostId, Author>,
    pub photos: &'a HashMap<PostId, Attached>,
    pub coins: &'a [Currency],
    pub atlas: &'a Atlas,
    /// The area that was asked for, where it has so little that another is shown.
    pub widened_from: Option<String>,
    pub counts: Vec<Link>,
}

/// `GET /burenhulp`
pub(super) async fn help(web: Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    show(web, reader, Board::Help).await
}

/// `GET /delen`
pub(super) async fn share(web: Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    show(web, reader, Board::Share).await
}

/// `GET /agenda`
pub(super) async fn agenda(web: Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    show(web, reader, Board::Agenda).await
}

async fn show(Shared(web): Shared<Web>, reader: Reader, board: Board) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let atlas = web.atlas(ctx).await?;
    let (state, mut misread) = read(&reader, board, &atlas);
    if misread.is_empty() && !is_tidy(&reader, &state) {
        return Ok(Redirect::to(&reader.in_language(&state.href())).into_response());
    }
    let asked_for = state.area_name().map(str::to_owned);
    let wanted = state.clone();
    let (state, found) = find(&web, &reader, &atlas, state, &mut misread).await?;
    let widened_from = asked_for.filter(|it| state.area_name() != Some(it.as_str()));
    let widened = widened_from.is_some();
    let posts: Vec<Post> = found.posts.values().cloned().collect();
    let authors = posts::authors(ctx, domain, &posts).await?;
    let coins = coins(&web, &posts).await?;
    let ids: Vec<PostId> = found.posts.keys().copied().collect();
    let photos = posts::photos::first_of(ctx, domain, &ids).await?;
    let counts = match reader.member() {
        Some(_) => Vec::new(),
        None => {
            let counts = posts::counts(ctx, domain, state.area()).await?;
            counted::of_board(reader.language, &atlas, &counts, board)
        }
    };
    let description = texts::text(reader.language, "board-description");
    let title = texts::text(reader.language, board.title());
    let behind = Behind::board(&state.query(reader.language, ctx.now));
    let mut page = Page::new(&web, &reader, title, description, None, &behind).await;
    page.degraded = found.answer.degraded;
    let listed = Listed {
        state: &state,
        misread: &misread,
        found: &found,
        authors: &authors,
        photos: &photos,
        coins: &coins,
        atlas: &atlas,
        widened_from,
        counts,
    };
    let mut list = BoardPage::new(page, listed, ctx.now);
    if widened {
        // What is kept is the neighbourhood that was asked for, not the one that is shown for it.
        list.offer = Offer::of(&list.page, &wanted);
    }
    if let Some(typed) = reader.value("waar").filter(|_| state.whence.is_none()) {
        // What nobody knows stays in its field, to be mended.
        typed.clone_into(&mut list.whence);
    }
    answer(&list.page, &list)
}

/// Reads an address, and asks the map what its words for places mean.
pub(super) fn read(reader: &Reader, board: Board, atlas: &Atlas) -> (State, Vec<Misread>) {
    let (mut state, mut misread) = State::read(board, &reader.pairs);
    misread.extend(state.settle(atlas, clock::today(reader.ctx.now)));
    (state, misread)
}

/// Whether the address says what it says in the one way we write it: forms send empty fields, and
/// where somebody stands has no more decimals than a log should see.
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

/// Searches. What the board refuses is left out once, and told; an area with very little on its
/// board is shown as part of the one around it.
async fn find(
    web: &Web,
    reader: &Reader,
    atlas: &Atlas,
    mut state: State,
    misread: &mut Vec<Misread>,
) -> Result<(State, Found), Failure> {
    let (ctx, domain, language) = (&reader.ctx, &web.site.domain, reader.language);
    let mut found = match posts::search(ctx, domain, state.query(language, ctx.now)).await {
        Ok(found) => found,
        Err(PostError::Invalid { field, problem }) => {
            let (key, less) = match field {
                "after" => ("field-page", state.with(|_| ())),
                "text" => ("field-text", state.with(|it| it.text = None)),
                _ => ("field-filter", State::new(state.board)),
            };
            misread.push((key, problem));
            state = less;
            posts::search(ctx, domain, state.query(language, ctx.now)).await?
        }
        Err(error) => return Err(error.into()),
    };
    while found.answer.total < COUNT_MIN
        && state.after.is_none()
        && let Some(around) = state.area().and_then(|id| atlas.lineage(id).nth(1))
    {
        let named = Named { id: around.id, name: around.name.clone() };
        let within = Some(Within { slug: around.slug.clone(), area: Some(named) });
        state = state.with(|it| it.within = within);
        found = posts::search(ctx, domain, state.query(language, ctx.now)).await?;
    }
    Ok((state, found))
}

impl BoardPage {
    pub(crate) fn new(page: Page, listed: Listed<'_>, now: DateTime<Utc>) -> Self {
        let Listed { state, misread, found, authors, photos, coins, .. } = listed;
        let Listed { atlas, widened_from, counts, .. } = listed;
        let language = page.language;
        let board = state.board;
        let searched = state.text.is_some();
        let cards =
            PostCards { language, now, atlas, authors, searched, photos, coins, left: &found.left };
        let with_post = found.answer.hits.iter().filter_map(|hit| {
            let post = found.posts.get(&hit.id)?;
            Some((post, cards.hit(post, hit)))
        });
        let (cards, days) = match board {
            Board::Agenda => (Vec::new(), by_day(language, state.stretch(now), now, with_post)),
            Board::Help | Board::Share => (with_post.map(|(_, card)| card).collect(), Vec::new()),
        };
        let is_empty = cards.is_empty() && days.is_empty();
        let fields = ["q", "waar", "plek", "na"];
        let kept = state.pairs().into_iter().filter(|(name, _)| !fields.contains(name));
        Self {
            title: page.t(board.title()),
            lead: page.t(match board {
                Board::Help => "board-help-lead",
                Board::Share => "board-share-lead",
                Board::Agenda => "board-agenda-lead",
            }),
            path: board.path(),
            text: state.text.clone().unwrap_or_default(),
            whence: state.whence.as_ref().map(|it| it.words.clone()).unwrap_or_default(),
            kept: kept.collect(),
            notices: notices(&page, state, misread, widened_from),
            directions: filters::directions(&page, state),
            subjects: filters::subjects(&page, state),
            chips: filters::chips(&page, state),
            heading: heading(&page, state, found.answer.total),
            sorts: if found.answer.total > 1 { filters::sorts(&page, state) } else { Vec::new() },
            empty: is_empty.then(|| empty(&page, state)),
            door: page
                .member
                .is_none()
                .then(|| Link { href: page.sign_in.clone(), label: page.t("board-door") }),
            pager: pager(&page, state, found, now),
            map: AreaMap::draw(&page, state, &found.answer, atlas),
            facets: filters::facets(&page, state, &found.answer, atlas),
            post: Link { href: ready::new_href(state), label: page.t("board-new") },
            feed: feeds::link(&page, state),
            offer: Offer::of(&page, state),
            cards,
            days,
            counts,
            page,
        }
    }
}

/// What could not be read, and that a wider area is shown.
fn notices(
    page: &Page,
    state: &State,
    misread: &[Misread],
    widened_from: Option<String>,
) -> Vec<String> {
    let say = |(key, problem): &Misread| texts::problem(page.language, &page.t(key), *problem);
    let mut all: Vec<String> = misread.iter().map(say).collect();
    if let (Some(from), Some(shown)) = (widened_from, state.area_name()) {
        let from = texts::in_area(page.language, &from);
        let values = [("from", from.into()), ("shown", shown.to_owned().into())];
        all.push(page.with("board-widened", &values));
    }
    all
}

/// `23 berichten in de Dapperbuurt`
fn heading(page: &Page, state: &State, total: u64) -> String {
    let place = state.area_name().map(|it| format!(" {}", texts::in_area(page.language, it)));
    let key = match state.board {
        Board::Agenda => "board-heading-agenda",
        Board::Help | Board::Share => "board-heading",
    };
    let values = [("count", total.into()), ("where", place.unwrap_or_default().into())];
    page.with(key, &values)
}

fn empty(page: &Page, state: &State) -> Empty {
    let mut ways = Vec::new();
    if !state.is_plain() {
        let href = State::new(state.board).href();
        ways.push(Link { href, label: page.t("board-empty-all") });
    }
    for other in [Board::Help, Board::Share, Board::Agenda] {
        if other != state.board {
            let href = other.path().to_owned();
            ways.push(Link { href, label: page.t(other.title()) });
        }
    }
    Empty {
        words: page.t(if state.is_plain() { "board-empty" } else { "board-empty-filtered" }),
        ways,
        ready: ready::beginnings(page, Some(state.board)),
    }
}

fn pager(page: &Page, state: &State, found: &Found, now: DateTime<Utc>) -> Vec<Link> {
    let mut steps = Vec::new();
    if state.after.is_some() {
        steps.push(Link { href: state.with(|_| ()).href(), label: page.t("pager-first") });
    }
    if let Some(hit) = found.answer.hits.last().filter(|_| found.answer.more) {
        let href = state.with(|it| it.after = Some(hit.cursor)).href();
        steps.push(Link { href, label: page.t("board-pager-next") });
    } else if state.board == Board::Agenda {
        let (_, later) = state.stretch(now);
        let href = state.with(|it| it.from = Some(later)).href();
        steps.push(Link { href, label: page.t("board-agenda-later") });
    }
    steps
}
