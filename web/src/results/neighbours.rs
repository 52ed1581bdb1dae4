//! What neighbours offer and ask that answers the same words: a few posts beside the places, and
//! the way to the rest of them.

use std::collections::HashMap;

use koop_domain::areas::atlas::Atlas;
use koop_domain::listings::search::ListingQuery;
use koop_domain::posts;
use koop_domain::posts::search::{PostFilter, PostQuery};

use super::State;
use crate::Web;
use crate::board::{Board, PostCard, PostCards, State as BoardState, coins};
use crate::home::Link;
use crate::reader::Reader;
use crate::texts;

/// How many posts are shown at most.
const SHOWN: u32 = 3;

/// A few posts, and where the others are.
pub(crate) struct Neighbours {
    pub cards: Vec<PostCard>,
    pub ways: Vec<Link>,
}

/// The posts that answer the words of a list, on its first page; none where there are no words,
/// nothing is found, or the board does not answer.
pub(super) async fn neighbours(
    web: &Web,
    reader: &Reader,
    atlas: &Atlas,
    (state, asked): (&State, &ListingQuery),
) -> Option<Neighbours> {
    let text = asked.text.clone().filter(|_| asked.after.is_none())?;
    let (language, now) = (reader.language, reader.ctx.now);
    let query = PostQuery {
        text: Some(text),
        language,
        near: asked.near,
        filter: PostFilter { area: asked.filter.area, ..PostFilter::default() },
        first: SHOWN,
        facets: false,
        ..PostQuery::new(now)
    };
    let found = posts::search(&reader.ctx, &web.site.domain, query).await;
    // The places are what was asked for: without the board the page is whole.
    let found = found.inspect_err(|error| tracing::warn!(%error, "no posts beside the places"));
    let found = found.ok()?;
    let coins = coins(web, found.posts.values()).await.ok()?;
    let cards = PostCards {
        coins: &coins,
        language,
        now,
        atlas,
        authors: &HashMap::new(),
        searched: true,
        photos: &HashMap::new(),
        left: &found.left,
    };
    let cards = cards.found(&found);
    let way = |board: Board| {
        let list = BoardState {
            text: state.text.clone(),
            whence: state.whence.clone(),
            spot: state.spot,
            within: state.within.clone(),
            ..BoardState::new(board)
        };
        Link { href: list.href(), label: texts::text(language, board.title()) }
    };
    let ways = [Board::Help, Board::Share].map(way).into();
    (!cards.is_empty()).then_some(Neighbours { cards, ways })
}
