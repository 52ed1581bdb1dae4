//! A post: everything that it says, whose it is as far as the reader may know, and what they can
//! do with it.

mod act;
mod aside;
mod facts;
mod price;

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use http::HeaderMap;
use koop_domain::agreements;
use koop_domain::agreements::model::{MESSAGE_MAX, Reliability, Seen, Thanks};
use koop_domain::areas::atlas::Atlas;
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::media::{Attached, PhotoSize};
use koop_domain::posts::model::{
    Audience, Direction, Outcome, Post, PostState, ReportReason, Subject,
};
use koop_domain::posts::reports::NOTE_MAX;
use koop_domain::posts::{self, Author};

pub(super) use self::act::act;
use self::aside::{By, Share};
use super::cards::{area_name, beginning, coins, left_words, topic_words, when};
use super::state::Board;
use super::{href, ready, seen};
use crate::Web;
use crate::agreements::path as agreement_path;
use crate::behind::Behind;
use crate::drafts::Waiting;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::{Page, answer, answer_privately};
use crate::photos::{Gallery, post_path};
use crate::reader::Reader;
use crate::texts::{self, clock, posts as words};

#[derive(Template)]
#[template(path = "board/post/post.html")]
pub(crate) struct PostPage {
    pub page: Page,
    pub slips: Slips,
    pub crumb: Link,
    pub done: Option<String>,
    pub title: String,
    pub direction: String,
    pub is_request: bool,
    pub topic: String,
    /// How it stands with it, where that is not simply "on the board".
    pub standing: Option<String>,
    pub paragraphs: Vec<String>,
    pub when: Option<String>,
    /// How much of it is left, where some of it is taken.
    pub left: Option<String>,
    pub terms: Vec<String>,
    pub facts: Vec<Fact>,
    pub hygiene: bool,
    pub gallery: Gallery,
    pub by: Option<By>,
    pub share: Share,
    pub action: String,
    pub way: Way,
}

/// A fact of a post, in words.
pub(crate) struct Fact {
    pub label: String,
    pub words: String,
}

/// What the reader can do with it.
pub(crate) enum Way {
    /// A visitor signs in first.
    SignIn(String),
    /// Nothing: it stands on the board no more.
    Nothing,
    /// Answer it, or turn away from it.
    Reply(Box<ReplyForm>),
    /// It is theirs.
    Own(Box<OwnForm>),
}

/// Answering it, and turning away from it.
pub(crate) struct ReplyForm {
    pub whose: String,
    /// That nothing of it is left, and it takes no replies.
    pub taken: Option<String>,
    pub message: Field,
    pub quantity: Option<Field>,
    pub answers: Vec<String>,
    pub until: Option<String>,
    pub reasons: Choices,
    pub note: Field,
    /// Whom one would not see any more.
    pub block: bool,
    /// The price that it asks, as it is sent along, and in words.
    pub asked: Option<(String, String)>,
}

/// Keeping it.
pub(crate) struct OwnForm {
    pub can_edit: bool,
    pub can_renew: bool,
    pub can_close: bool,
    pub outcomes: Choices,
    pub replies: Vec<ReplyLine>,
}

/// Somebody who answered.
pub(crate) struct ReplyLine {
    pub href: String,
    pub name: String,
    pub state: String,
}

/// What the page is made of.
pub(crate) struct Known<'a> {
    pub post: &'a Post,
    pub atlas: &'a Atlas,
    pub author: Option<&'a Author>,
    pub reliability: Option<Reliability>,
    pub thanks: &'a [Thanks],
    pub is_own: bool,
    pub replies: &'a [Seen],
    /// Why it waits or was taken off, where somebody said so.
    pub why: Option<String>,
    pub photos: &'a [Attached],
    /// In which currencies something is asked.
    pub coins: &'a [Currency],
    /// How many can still take it.
    pub left: u32,
}

/// `GET /prikbord/{slug}`
pub(in crate::board) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let post = seen(&web, &reader, &slug).await?;
    let waited = Waiting::of(&web.site, &headers).asked(&web, &reader).await?;
    let mut typed = waited.unwrap_or_default();
    if let Some(number) = reader.value("zin") {
        let message = (typed.get("bericht"), number);
        let message = ready::answered(reader.language, post.direction, message);
        typed.set("bericht", &message);
    }
    show(&web, &reader, post, (&typed, Slips::default())).await
}

async fn show(
    web: &Web,
    reader: &Reader,
    post: Post,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let is_own = posts::eyes(ctx, domain).await?.is_own(&post);
    let authors = posts::authors(ctx, domain, std::slice::from_ref(&post)).await?;
    let author = authors.get(&post.id);
    let (mut reliability, mut thanks, mut replies) = (None, Vec::new(), Vec::new());
    if let Some(author) = author {
        let of = agreements::reliability(ctx, domain, &[author.member]).await?;
        reliability = of.get(&author.member).copied();
        thanks = agreements::thanks_to(ctx, domain, author.member).await?;
    }
    let mut why = HashMap::new();
    if is_own {
        replies = agreements::of_post(ctx, domain, post.id).await?;
        why = posts::why(ctx, domain, &[post.id]).await?;
    }
    let photos = posts::photos::of(ctx, domain, &[post.id]).await?.remove(&post.id);
    let photos = photos.unwrap_or_default();
    let left = posts::left(ctx, domain, std::slice::from_ref(&post)).await?;
    let (atlas, state) = (web.atlas(ctx).await?, post.state);
    let coins = coins(web, [&post]).await?;
    let known = Known {
        post: &post,
        atlas: &atlas,
        author,
        reliability,
        thanks: &thanks,
        is_own,
        replies: &replies,
        why: why.remove(&post.id),
        photos: &photos,
        coins: &coins,
        left: left.get(&post.id).copied().unwrap_or(post.capacity),
    };
    let is_public = post.audience == Audience::Public && post.stands_at(ctx.now);
    let mut page = frame(web, reader, &post, (is_public, &slips)).await;
    let first = photos.first().filter(|_| is_public);
    page.image = first.map(|it| post_path(post.id, it.id, PhotoSize::Medium));
    let done = reader.value("gedaan").and_then(|it| done_words(reader.language, it, state));
    let mut page = PostPage::new(page, &known, (typed, slips), ctx.now);
    page.done = done;
    if let Way::Reply(form) = &mut page.way {
        form.asked = price::told(web, reader, (&page.page, &post)).await?;
    }
    let status = page.slips.status();
    if is_public && reader.member().is_none() {
        return answer(&page.page, &page);
    }
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// The frame. What is not for everybody is nothing that a preview shows.
async fn frame(web: &Web, reader: &Reader, post: &Post, (public, slips): (bool, &Slips)) -> Page {
    let language = reader.language;
    let title = slips.title(language, post.content.title.clone());
    let usual = || texts::text(language, "board-description");
    let description = match beginning(&post.content.text) {
        words if public && !words.is_empty() => words,
        _ => usual(),
    };
    let mut page =
        Page::new(web, reader, title, description, None, &Behind::post(&post.slug)).await;
    page.here = href(post);
    page.preview = if public { None } else { Some(texts::text(language, "board-preview")) };
    page
}

/// What was done, as the address says.
fn done_words(language: Language, done: &str, state: PostState) -> Option<String> {
    let key = match done {
        "geplaatst" if state == PostState::Review => "board-done-review",
        "geplaatst" => "board-done-published",
        "bewaard" => "board-done-saved",
        "verlengd" => "board-done-renewed",
        "afgesloten" => "board-done-closed",
        "gemeld" => "board-done-reported",
        _ => return None,
    };
    Some(texts::text(language, key))
}

impl PostPage {
    pub(crate) fn new(
        page: Page,
        known: &Known<'_>,
        (typed, slips): (&Typed, Slips),
        now: DateTime<Utc>,
    ) -> Self {
        let post = known.post;
        let language = page.language;
        let board = Board::of(post.subject);
        let content = &post.content;
        let is_offered_meal = content.meal.is_some() && post.direction == Direction::Offer;
        Self {
            crumb: Link { href: board.path().to_owned(), label: page.t(board.title()) },
            done: None,
            title: content.title.clone(),
            direction: words::direction(language, post.direction),
            is_request: post.direction == Direction::Request,
            topic: topic_words(language, post),
            standing: standing(&page, known, now),
            paragraphs: content.text.split("\n\n").map(|it| it.trim().to_owned()).collect(),
            when: when(language, post, Some(known.left), now),
            left: left_words(language, post, Some(known.left)).filter(|_| post.stands_at(now)),
            terms: content
                .terms
                .iter()
                .filter_map(|it| words::term(language, it, known.coins))
                .collect(),
            facts: facts::facts(&page, known, now),
            hygiene: is_offered_meal,
            gallery: Gallery::of_post(post, known.photos, known.is_own),
            by: known.author.map(|author| By::of(&page, author, known)),
            share: Share::of(&page, post, area_name(known.atlas, post)),
            action: href(post),
            way: Way::of(&page, known, (typed, &slips), now),
            slips,
            page,
        }
    }
}

/// How it stands with it: that it waits, is over, or was taken off.
fn standing(page: &Page, known: &Known<'_>, now: DateTime<Utc>) -> Option<String> {
    let post = known.post;
    if post.stands_at(now) {
        return None;
    }
    let mut said = words::post_state(page.language, post.state, true);
    if let Some(outcome) = post.outcome.filter(|_| known.is_own) {
        said = format!("{said} {}", words::outcome(page.language, outcome));
    }
    match &known.why {
        Some(why) => Some(format!("{said} {why}")),
        None => Some(said),
    }
}

impl Way {
    fn of(
        page: &Page,
        known: &Known<'_>,
        (typed, slips): (&Typed, &Slips),
        now: DateTime<Utc>,
    ) -> Self {
        if known.is_own {
            return Self::Own(Box::new(OwnForm::of(page, known, slips)));
        }
        if !known.post.stands_at(now) {
            return Self::Nothing;
        }
        if page.member.is_none() {
            let sign_in = || Self::SignIn(page.sign_in.clone());
            return if known.left == 0 { Self::Nothing } else { sign_in() };
        }
        Self::Reply(Box::new(ReplyForm::of(page, known, (typed, slips), now)))
    }
}

impl ReplyForm {
    fn of(
        page: &Page,
        known: &Known<'_>,
        (typed, slips): (&Typed, &Slips),
        now: DateTime<Utc>,
    ) -> Self {
        let post = known.post;
        let line =
            |id, label: &str, most| Field::line(id, page.t(label), typed.get(id), most, slips);
        let reason = |it: &ReportReason| Choice {
            value: it.key().to_owned(),
            label: words::report_reason(page.language, *it),
            chosen: it.key() == typed.get("reden"),
        };
        let reasons = ReportReason::ALL.iter().map(reason).collect();
        let reasons = vec![Group { label: String::new(), choices: reasons }];
        let until = post.replies_until.filter(|it| *it > now);
        Self {
            whose: page.whose.clone(),
            taken: (known.left == 0).then(|| page.t("board-left-wait")),
            message: line("bericht", "board-field-message", MESSAGE_MAX),
            quantity: is_of_several(post)
                .then(|| line("aantal", "board-field-reply-quantity", 3).typed("text", "numeric")),
            answers: ready::answers(page.language, post.direction),
            until: until.map(|it| {
                let day = clock::day(page.language, clock::last_day(it), clock::today(now));
                page.with("board-collects", &[("day", day.into())])
            }),
            reasons: Choices::grouped(page, ("reden", "board-report-reason"), reasons, slips),
            note: line("toelichting", "board-field-note", NOTE_MAX),
            block: known.author.is_some(),
            asked: None,
        }
    }
}

/// Whether somebody may want several of it: there are more, and they are things.
fn is_of_several(post: &Post) -> bool {
    let are_things = matches!(post.subject, Subject::Item | Subject::Meal | Subject::Material);
    post.capacity > 1 && post.direction == Direction::Offer && are_things
}

impl OwnForm {
    fn of(page: &Page, known: &Known<'_>, slips: &Slips) -> Self {
        let post = known.post;
        let outcome = |it: &Outcome| Choice {
            value: it.key().to_owned(),
            label: words::outcome(page.language, *it),
            chosen: false,
        };
        let outcomes = Outcome::ALL.iter().map(outcome).collect();
        let outcomes = vec![Group { label: String::new(), choices: outcomes }];
        let line = |it: &Seen| ReplyLine {
            href: agreement_path(it.agreement.id),
            name: it.other.name.clone(),
            state: texts::agreement_state(page.language, it.agreement.state),
        };
        // What stands at the desk is the desk's to keep.
        let is_kept = post.audience != Audience::Desk;
        let is_open = is_kept && matches!(post.state, PostState::Open | PostState::Review);
        Self {
            can_edit: is_open,
            can_renew: is_kept && post.state == PostState::Open,
            can_close: is_open,
            outcomes: Choices::grouped(page, ("uitkomst", "board-outcome"), outcomes, slips),
            replies: known.replies.iter().map(line).collect(),
        }
    }
}
