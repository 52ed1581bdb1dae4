//! My own posts: how it stands with each, and what to do about it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::id::PostId;
use koop_domain::posts;
use koop_domain::posts::model::{Audience, Post, PostState};

use super::cards::{left_words, topic_words, when};
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
    /// How much of it is left, where some of it is taken.
    pub left: Option<String>,
    pub is_open: bool,
    pub can_renew: bool,
}

/// `GET /mijn/prikbord`
pub(super) async fn get(State(web): State<Web>, Acting(mine): Acting) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let posts = posts::mine(&reader.ctx, &web.site.domain).await?;
    let left = posts::left(&reader.ctx, &web.site.domain, &posts).await?;
    let slips = Slips::default();
    let page = Page::own(&web, reader, "board-mine-title", "board-mine-lead", &slips).await;
    let done = reader.value("gedaan").and_then(|done| match done {
        "verlengd" => Some("board-done-renewed"),
        "afgesloten" => Some("board-done-closed"),
        _ => None,
    });
    let done = done.map(|key| texts::text(reader.language, key));
    let page = MinePage { done, ..MinePage::new(page, (&posts, &left), reader.ctx.now) };
    answer_privately(slips.status(), &page.page, &page)
}

impl MinePage {
    /// The posts, and how many can still take each.
    pub(crate) fn new(
        page: Page,
        (posts, left): (&[Post], &HashMap<PostId, u32>),
        now: DateTime<Utc>,
    ) -> Self {
        let line = |it: &Post| MinePost::of(&page, it, left.get(&it.id).copied(), now);
        Self { posts: posts.iter().map(line).collect(), done: None, new: NEW, page }
    }
}

impl MinePost {
    fn of(page: &Page, post: &Post, left: Option<u32>, now: DateTime<Utc>) -> Self {
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
            when: when(language, post, left, now).filter(|_| stands),
            left: left_words(language, post, left).filter(|_| stands),
            is_open: is_kept && matches!(post.state, PostState::Open | PostState::Review),
            can_renew: is_kept && post.state == PostState::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::language::Language;
    use koop_domain::posts::model::{Direction, Subject};

    use super::*;
    use crate::board::sample::post;
    use crate::sample::{now, own};

    #[test]
    fn each_tells_what_is_left_of_it_as_the_board_does() {
        let page = own(Language::Nl);
        let soup = Post { capacity: 4, ..post(1, Direction::Offer, Subject::Meal) };
        let event = Post { capacity: 9, ..post(2, Direction::Offer, Subject::Event) };
        let told = |post: &Post, left| {
            let it = MinePost::of(&page, post, Some(left), now());
            (it.when.unwrap_or_default().contains("Nog 1 portie,"), it.left)
        };
        assert_eq!(told(&soup, 1), (true, None), "of a meal the portions say it");
        assert_eq!(told(&soup, 0), (false, Some("Alles is vergeven".to_owned())));
        assert_eq!(told(&event, 9), (false, None), "nothing is taken");
        assert_eq!(told(&event, 2), (false, Some("Nog 2 over".to_owned())));
        let over = Post { state: PostState::Closed, ..event };
        assert_eq!(told(&over, 2), (false, None));
    }
}
