//! How much stands on the board, in sentences: for whoever may not see all of it, and for pages
//! that only glance at it.

use std::collections::HashMap;

use koop_domain::areas::atlas::Atlas;
use koop_domain::ctx::Ctx;
use koop_domain::id::AreaId;
use koop_domain::language::Language;
use koop_domain::posts::model::{Audience, Direction};
use koop_domain::posts::search::{PostFilter, PostQuery, PostSort};
use koop_domain::posts::{self, Count, CountsOf};

use super::cards::{PostCard, PostCards, coins};
use super::state::{Board, State};
use crate::Web;
use crate::error::Failure;
use crate::home::Link;
use crate::results::Within;
use crate::texts;

/// How many posts a glance shows.
const GLANCE: u32 = 4;

/// A glance at the board, for pages about something else: how much there is, and a few of what is
/// for everybody.
pub(crate) struct BoardGlance {
    /// `12 buren zoeken hulp in de Dapperbuurt`, each with its list.
    pub counts: Vec<Link>,
    pub cards: Vec<PostCard>,
}

impl BoardGlance {
    /// Whether there is nothing to glance at.
    pub(crate) fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.cards.is_empty()
    }

    /// Nothing.
    pub(crate) fn nothing() -> Self {
        Self { counts: Vec::new(), cards: Vec::new() }
    }
}

/// A glance at an area, or at everything. It shows nobody more than a visitor sees, and when the
/// board does not answer a page about something else goes without.
pub(crate) async fn glance(
    web: &Web,
    ctx: &Ctx,
    (language, atlas): (Language, &Atlas),
    area: Option<AreaId>,
) -> BoardGlance {
    match look(web, ctx, (language, atlas), area).await {
        Ok(glance) => glance,
        Err(_) => BoardGlance::nothing(),
    }
}

async fn look(
    web: &Web,
    ctx: &Ctx,
    (language, atlas): (Language, &Atlas),
    area: Option<AreaId>,
) -> Result<BoardGlance, Failure> {
    let ctx = &super::as_visitor(ctx);
    let domain = &web.site.domain;
    let counts = posts::counts(ctx, domain, area).await?;
    let filter = PostFilter { area, audience: Some(Audience::Public), ..PostFilter::default() };
    let query = PostQuery {
        language,
        filter,
        sort: PostSort::Best,
        first: GLANCE,
        facets: false,
        ..PostQuery::new(ctx.now)
    };
    let found = posts::search(ctx, domain, query).await?;
    let coins = coins(web, found.posts.values()).await?;
    let cards = PostCards {
        coins: &coins,
        language,
        now: ctx.now,
        atlas,
        authors: &HashMap::new(),
        searched: false,
        photos: &HashMap::new(),
        left: &found.left,
    };
    Ok(BoardGlance { counts: sentences(language, atlas, &counts), cards: cards.found(&found) })
}

/// A sentence for each list and direction of which there is anything, with its address.
pub(super) fn sentences(language: Language, atlas: &Atlas, counts: &CountsOf) -> Vec<Link> {
    let area = counts.area.and_then(|id| atlas.get(id));
    let place = area.map(|it| format!(" {}", texts::in_area(language, &it.name)));
    let place = place.unwrap_or_default();
    let sentence = |board: Board, direction: Direction| {
        let of = |it: &&Count| it.direction == direction && board.subjects().contains(&it.subject);
        let count: u64 = counts.counts.iter().filter(of).map(|it| it.count).sum();
        if count == 0 {
            return None;
        }
        let mut state = State::new(board);
        state.direction = (board != Board::Agenda).then_some(direction);
        state.within = area.map(|it| Within { slug: it.slug.clone(), area: None });
        let values = [("count", count.into()), ("where", place.clone().into())];
        let label = texts::text_with(language, key(board, direction), &values);
        Some(Link { href: state.href(), label })
    };
    [
        (Board::Help, Direction::Request),
        (Board::Help, Direction::Offer),
        (Board::Share, Direction::Offer),
        (Board::Share, Direction::Request),
        (Board::Agenda, Direction::Offer),
    ]
    .into_iter()
    .filter_map(|(board, direction)| sentence(board, direction))
    .collect()
}

/// The sentences that belong to one list.
pub(super) fn of_board(
    language: Language,
    atlas: &Atlas,
    counts: &CountsOf,
    board: Board,
) -> Vec<Link> {
    let only = |it: &&Count| board.subjects().contains(&it.subject);
    let of_board = counts.counts.iter().filter(only).copied().collect();
    sentences(language, atlas, &CountsOf { area: counts.area, counts: of_board })
}

fn key(board: Board, direction: Direction) -> &'static str {
    match (board, direction) {
        (Board::Help, Direction::Request) => "board-count-help-asked",
        (Board::Help, Direction::Offer) => "board-count-help-offered",
        (Board::Share, Direction::Request) => "board-count-share-asked",
        (Board::Share, Direction::Offer) => "board-count-share-offered",
        (Board::Agenda, _) => "board-count-agenda",
    }
}
