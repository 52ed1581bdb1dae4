//! The list of my agreements: what still runs first, then what is over.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::agreements;
use koop_domain::agreements::model::Seen;
use koop_domain::page::{Cursor, PAGE_DEFAULT};

use super::{LIST, moment_words, path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts;

#[derive(Template)]
#[template(path = "agreements/list/list.html")]
pub(crate) struct ListPage {
    pub page: Page,
    pub done: Option<String>,
    pub running: Vec<Row>,
    pub ended: Vec<Row>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// Whether it begins somewhere further on.
    pub is_later: bool,
}

/// An agreement of the list.
pub(crate) struct Row {
    pub href: String,
    pub title: String,
    pub with: String,
    pub state: String,
    /// By which the look of its state is chosen.
    pub key: &'static str,
    pub when: Option<String>,
    pub unread: Option<String>,
}

/// `GET /mijn/afspraken`
pub(crate) async fn get(State(web): State<Web>, Acting(mine): Acting) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    // A cursor that cannot be read is the beginning.
    let after = reader.value("na").and_then(|it| Cursor::decode(it).ok());
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let (all, more) = agreements::mine(ctx, domain, PAGE_DEFAULT, after).await?;
    let slips = Slips::default();
    let mut page =
        Page::own(&web, reader, "agreement-list-title", "agreement-list-lead", &slips).await;
    LIST.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|it| *it == "geblokkeerd");
    let done = done.map(|_| page.t("agreement-done-blocked"));
    let page = ListPage::new(page, &all, (more, after.is_some()), (done, ctx.now));
    answer_privately(slips.status(), &page.page, &page)
}

impl ListPage {
    pub(crate) fn new(
        page: Page,
        all: &[Seen],
        (more, is_later): (bool, bool),
        (done, now): (Option<String>, DateTime<Utc>),
    ) -> Self {
        let (ended, running): (Vec<&Seen>, Vec<&Seen>) =
            all.iter().partition(|it| it.agreement.state.is_end());
        let rows = |part: Vec<&Seen>| part.into_iter().map(|it| Row::of(&page, it, now)).collect();
        let last = all.last().filter(|_| more);
        Self {
            running: rows(running),
            ended: rows(ended),
            next: last.map(|it| format!("{LIST}?na={}", it.agreement.cursor().encode())),
            is_later,
            done,
            page,
        }
    }
}

impl Row {
    fn of(page: &Page, seen: &Seen, now: DateTime<Utc>) -> Self {
        let it = &seen.agreement;
        let unread = || page.with("agreement-unread", &[("count", seen.unread.into())]);
        Self {
            href: path(it.id),
            title: seen.post_title.clone(),
            with: page.with("agreement-with", &[("name", seen.other.name.clone().into())]),
            state: texts::agreement_state(page.language, it.state),
            key: it.state.key(),
            when: it.moment.map(|moment| moment_words(page.language, moment, now)),
            unread: (seen.unread > 0).then(unread),
        }
    }
}
