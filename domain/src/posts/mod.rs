//! The board: what neighbours offer each other and ask of each other.
//!
//! A post is never where somebody lives: its point is the middle of a cell, and no other point is
//! kept ([`model::Around`]). Who sees it is one rule, [`seeing::Eyes`], asked by everything.

mod asking;
pub(crate) mod at_desk;
pub mod children;
pub mod contacts;
mod content;
mod counting;
mod deciding;
mod demo;
pub mod error;
mod judging;
pub mod kinds;
pub mod model;
pub mod photos;
mod placing;
mod publishing;
mod question;
pub mod ranking;
mod reading;
pub mod reports;
pub mod saved;
pub mod search;
pub mod seeing;
pub(crate) mod store;
mod tidying;
pub mod times;
pub mod topic_words;
mod turning_away;
pub mod words;

pub(crate) use self::content::is_tag;
pub use self::counting::{
    COUNT_MIN, COUNTED_S, Count, Counted, CountsOf, WANTED_MAX, Wanted, counts, wanted,
};
pub use self::deciding::{decide_report, decide_review, waiting, why};
pub use self::demo::{demo_since, mark_demo, remove_demo};
use self::error::PostError;
pub(crate) use self::placing::around;
pub use self::publishing::{close, edit, publish, renew};
pub use self::reading::{
    Author, Found, authors, by_id, by_slug, eyes, find_many, for_index, left, mine, search,
};
pub use self::reports::{About, PostReport, Waiting};
pub use self::tidying::{KEPT_DAYS, LEFT_DAYS, tidy};
pub use self::turning_away::{block, block_author, blocked, dismiss, report, unblock};
use crate::alerts;
use crate::ctx::{Actor, Ctx, Signed};
use crate::id::PostId;

/// The member who asks.
fn me(ctx: &Ctx) -> Result<Signed, PostError> {
    match ctx.actor {
        Actor::Member(me) => Ok(me),
        Actor::Visitor | Actor::Operator => Err(PostError::SignedOut),
    }
}

/// What an alert about a post carries.
fn about(post: PostId, title: &str) -> alerts::About {
    alerts::About { post: Some(post), words: title.to_owned(), ..alerts::About::default() }
}
