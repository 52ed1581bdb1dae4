//! My own posts: how it stands with each, and what to do about it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::posts;
use koop_domain::posts::model::{Audience, Post, PostState};

use super::cards::{topic_words, when};
use super::{NEW, href};
use crate::Web;
use crate::account::Acting;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock, posts as words};

#[derive(Template)]
#[template(path = "board/mine.html")]
pub(crate) struct MinePage {
    pub page: Page,
    pub done: Option<String>,
    pub posts: Vec<MinePost>,
    pub new: &'static str,
}

/// One of them.
pub(crate) struct MinePost {
    pub href: String,
    pub title: String,
    pub kind: String,
    pub state: String,
    pub until: Option<String>,
    pub when: Option<String>,
    pub is_open: bool,
    pub can_renew: bool,
}

/// `GET /mijn/prikbord`
pub(super) async fn get(State(web): State<Web>, Acting(mine): Acting) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let posts = posts::mine(&reader.ctx, &web.site.domain).await?;
    let slips = Slips::default();
    let page = Page::own(&web, reader, "board-mine-title", "board-mine-lead", &slips).await;
    let done = reader.value("gedaan").and_then(|done| match done {
        "verlengd" => Some("board-done-renewed"),
        "afgesloten" => Some("board-done-closed"),
        _ => None,
    });
    let done = done.map(|key| texts::text(reader.language, key));
    let page = MinePage { done, ..MinePage::new(page, &posts, reader.ctx.now) };
    answer_privately(slips.status(), &page.page, &page)
}

impl MinePage {
    pub(crate) fn new(page: Page, posts: &[Post], now: DateTime<Utc>) -> Self {
        let line = |it: &Post| MinePost::of(&page, it, now);
        Self { posts: posts.iter().map(line).collect(), done: None, new: NEW, page }
    }
}

impl MinePost {
    fn of(page: &Page, post: &Post, now: DateTime<Utc>) -> Self {
        let language = page.language;
        let direction = words::direction(language, post.direction);
        let kind = format!("{direction} · {}", topic_words(language, post));
        let stands = post.stands_at(now);
        let until = stands.then(|| {
            let day = clock::day(language, clock::last_day(post.expires_at), clock::today(now));
            page.with("board-stands-until", &[("day", day.into())])
        });
        let mut state = words::post_state(language, post.state, !stands);
        if let Some(outcome) = post.outcome {
            state = format!("{state} {}", words::outcome(language, outcome));
        }
        // What stands at the desk is the desk's to keep.
        let is_kept = post.audience != Audience::Desk;
        Self {
            href: href(post),
            title: post.content.title.clone(),
            kind,
            state,
            until,
            when: when(language, post, None, now).filter(|_| stands),
            is_open: is_kept && matches!(post.state, PostState::Open | PostState::Review),
            can_renew: is_kept && post.state == PostState::Open,
        }
    }
}
