//! The needs of a community: those to which nobody said yes for days first, with how long they
//! wait, then the others, then what is over.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::helpdesk::{self, Need, NeedState, Person, UNANSWERED_DAYS};
use koop_domain::page::{Cursor, PAGE_DEFAULT};

use super::super::{COMMUNITY, DeskHead};
use super::{HELP, NEW, of, open, path};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::needs;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock, posts as words};

#[derive(Template)]
#[template(path = "desk/helpdesk/list.html")]
pub(crate) struct ListPage {
    pub page: Page,
    pub desk: DeskHead,
    pub done: Option<String>,
    /// Where a need is written down.
    pub new: String,
    /// A part each: its id, its heading, its needs.
    pub groups: Vec<(&'static str, String, Vec<Row>)>,
    /// Where the list begins, and whether this is further on.
    pub first: String,
    pub is_later: bool,
    /// Where the list goes on.
    pub next: Option<String>,
}

/// A need of the list.
pub(crate) struct Row {
    pub href: String,
    pub title: String,
    pub state: String,
    /// By which the look of its state is chosen.
    pub key: &'static str,
    pub waits: String,
    pub about: String,
    pub is_late: bool,
}

/// `GET /beheer/hulp`
pub(super) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let named = reader.value(COMMUNITY).filter(|it| !it.is_empty());
    let desk = open(&web, reader, named).await?;
    let here = desk.here().map_err(|_| Failure::DENIED)?.community.id;
    // A cursor that cannot be read is the beginning.
    let after = reader.value("na").and_then(|it| Cursor::decode(it).ok());
    let (all, more) = helpdesk::list(ctx, domain, here, PAGE_DEFAULT, after).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "need-desk-title", "need-desk-lead", &slips).await;
    HELP.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, HELP);
    let done = reader.value("gedaan").filter(|it| *it == "gesloten");
    let done = done.map(|_| page.t("need-done-closed"));
    let atlas = web.atlas(ctx).await?;
    let page = ListPage::new(page, head, (&all, more, after.is_some()), &atlas, (done, ctx.now));
    answer_privately(slips.status(), &page.page, &page)
}

impl ListPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (all, more, is_later): (&[Need], bool, bool),
        atlas: &Atlas,
        (done, now): (Option<String>, DateTime<Utc>),
    ) -> Self {
        let part = |id, heading, of: &dyn Fn(&&Need) -> bool| {
            let rows = all.iter().filter(|it| of(it)).map(|it| Row::of(&page, atlas, it, now));
            (id, heading, rows.collect::<Vec<_>>())
        };
        let days = [("days", UNANSWERED_DAYS.into())];
        let late = page.with("need-group-unanswered", &days);
        let parts = [
            part("blijft-liggen", late, &|it| it.is_unanswered(now)),
            part("loopt", page.t("need-group-running"), &|it| {
                !it.is_unanswered(now) && !it.state.is_end()
            }),
            part("klaar", page.t("need-group-closed"), &|it| it.state.is_end()),
        ];
        let first = of(HELP, &desk.slug);
        let next = all.last().filter(|_| more);
        Self {
            groups: parts.into_iter().filter(|(_, _, rows)| !rows.is_empty()).collect(),
            new: of(NEW, &desk.slug),
            next: next.map(|it| format!("{first}&na={}", it.cursor().encode())),
            first,
            is_later,
            done,
            desk,
            page,
        }
    }
}

impl Row {
    fn of(page: &Page, atlas: &Atlas, it: &Need, now: DateTime<Utc>) -> Self {
        let language = page.language;
        let mut about = Vec::new();
        // Who was just named is told of where the need is opened, which leaves a trace.
        if let Person::Member(person) = &it.person {
            about.push(page.with("need-for", &[("name", person.name.clone().into())]));
        }
        if !it.state.is_end() {
            about.push(texts::urgency(language, it.urgency));
        }
        about.extend(needs::area_name(atlas, &it.areas));
        if it.asked > 0 && it.state == NeedState::Suggested {
            about.push(page.with("need-asked-count", &[("count", it.asked.into())]));
        }
        if it.said_yes > 0 && it.state == NeedState::Suggested {
            about.push(page.with("need-yes-count", &[("count", it.said_yes.into())]));
        }
        Self {
            href: path(it.id),
            title: words::topic(language, it.topic),
            state: texts::need_state(language, it.state),
            key: it.state.key(),
            waits: waits(page, it, now),
            about: about.join(" · "),
            is_late: it.is_unanswered(now),
        }
    }
}

/// Who needs it, as far as it is kept.
pub(super) fn who(it: &Need) -> Option<String> {
    match &it.person {
        Person::Member(it) => Some(it.name.clone()),
        Person::Named { first_name } => first_name.clone(),
    }
}

/// Since when it waits, who helps, or since when it is over.
pub(super) fn waits(page: &Page, it: &Need, now: DateTime<Utc>) -> String {
    match (&it.assigned_to, it.closed_at) {
        (_, Some(at)) => {
            let day = clock::day(page.language, clock::today(at), clock::today(now));
            page.with("need-closed-on", &[("day", day.into())])
        }
        (Some(helper), None) => page.with("need-helps", &[("name", helper.name.clone().into())]),
        (None, None) => needs::waits(page.language, it.entered_at, now),
    }
}
