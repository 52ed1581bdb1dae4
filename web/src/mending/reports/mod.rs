//! Reports, for who decides about them: the owner of a place, and of places that are nobody's
//! whoever looks after the directory. Each is one form with two buttons.

use std::collections::HashSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::ReportId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{self, About, Desk, REASON_MAX, Report, ReportState, is_own};
use koop_domain::policy::Action;
use serde::Deserialize;

use super::report::about_key;
use super::{listing_id, slips};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::desk::{AtDesk, COMMUNITY, DeskHead};
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock};

/// The reasons that are offered, by the keys of their words.
const TEMPLATES: [&str; 4] = [
    "reports-template-checked",
    "reports-template-been",
    "reports-template-unclear",
    "reports-template-temporary",
];
/// Where the reports of places that are nobody's are.
const DESK: &str = "/beheer/meldingen";

#[derive(Template)]
#[template(path = "mending/reports/reports.html")]
pub(crate) struct ReportsPage {
    pub page: Page,
    /// What stands at the head of the desk, there.
    pub desk: Option<DeskHead>,
    pub slips: Slips,
    pub heading: String,
    pub lead: String,
    pub done: Option<String>,
    /// Where its forms go.
    pub action: String,
    /// The page before this one.
    pub from: (String, String),
    /// What can be chosen to be shown, at the desk.
    pub filters: Option<Filters>,
    pub waiting: Vec<Item>,
    pub decided: Vec<Item>,
    pub none: String,
    pub templates: Vec<(&'static str, String)>,
    pub reason_max: usize,
}

/// What is shown at the desk.
pub(crate) struct Filters {
    pub abouts: Vec<Choice>,
    pub is_decided: bool,
}

/// Something to choose.
pub(crate) struct Choice {
    pub key: &'static str,
    pub label: String,
    pub is_chosen: bool,
}

/// A report in words.
pub(crate) struct Item {
    pub id: String,
    pub place: String,
    pub href: String,
    pub what: String,
    pub when: String,
    pub now: Option<String>,
    pub proposed: Option<String>,
    pub note: Option<String>,
    pub is_own: bool,
    pub accept: String,
    /// Whether accepting it changes nothing by itself.
    pub by_hand: bool,
    pub outcome: Option<String>,
    pub reason: Option<String>,
    /// What was typed for it, and what is wrong with that.
    pub typed: Typed,
    pub error: Option<String>,
}

/// What was sent.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) melding: String,
    pub(crate) besluit: String,
    pub(crate) sjabloon: String,
    pub(crate) reden: String,
}

/// `GET /mijn/plekken/{id}/meldingen`
pub(crate) async fn get(
    State(web): State<Web>,
    Path(id): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    of_place(&web, &mine, &id, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/plekken/{id}/meldingen`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(id): Path<String>,
    Acting(mine): Acting,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    match decide(&web, &mine, &typed).await? {
        Ok(done) => {
            let back = format!("/mijn/plekken/{id}/meldingen?gedaan={done}");
            Ok(Redirect::to(&back).into_response())
        }
        Err(slips) => of_place(&web, &mine, &id, &typed, slips).await,
    }
}

/// `GET /beheer/meldingen`
pub(crate) async fn desk(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    at_desk(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /beheer/meldingen`
pub(crate) async fn decide_at_desk(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    match decide(&web, &mine, &typed).await? {
        Ok(done) => Ok(Redirect::to(&format!("{DESK}?gedaan={done}")).into_response()),
        Err(slips) => at_desk(&web, &mine, &typed, slips).await,
    }
}

/// Decides; answers what was done, or what is wrong with the reason.
async fn decide(
    web: &Web,
    mine: &Mine,
    typed: &Typed,
) -> Result<Result<&'static str, Slips>, Failure> {
    let language = mine.reader.language;
    let id = ReportId::parse(&typed.melding).map_err(|_| Failure::NOT_FOUND)?;
    let accept = match typed.besluit.as_str() {
        "ja" => true,
        "nee" => false,
        _ => return Err(Failure::INVALID),
    };
    let template = TEMPLATES.into_iter().find(|it| *it == typed.sjabloon);
    let template = template.map(|it| texts::text(language, it));
    let own = typed.reden.trim();
    // What somebody writes says more than what they chose.
    let reason = template.filter(|_| own.is_empty() && !accept).unwrap_or_else(|| own.to_owned());
    let done = reports::decide(&mine.reader.ctx, &web.site.domain, id, (accept, &reason)).await;
    let error = match done {
        Ok(_) => return Ok(Ok(if accept { "ja" } else { "nee" })),
        // Somebody else was faster.
        Err(ListingError::NotFound) => return Ok(Ok("laat")),
        Err(error) => error,
    };
    let words = |field: &str, problem| match (field, problem) {
        ("reason", Problem::TooLong) => {
            let most = [("count", REASON_MAX.into())];
            ("reden", texts::text_with(language, "reports-slip-long", &most))
        }
        ("reason", _) => ("reden", texts::text(language, "reports-slip-reason")),
        (field, problem) => ("reden", texts::problem(language, field, problem)),
    };
    slips(language, error, words, String::new).map(Err)
}

async fn of_place(
    web: &Web,
    mine: &Mine,
    id: &str,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let (reader, listing) = (&mine.reader, listing_id(id)?);
    let found = reports::of_listing(&reader.ctx, &web.site.domain, listing).await;
    let (listing, reports) = match found {
        // Whose place it is, is nobody else's business.
        Err(ListingError::Denied(_)) => return Err(Failure::NOT_FOUND),
        found => found?,
    };
    let mut page = Page::own(web, reader, "reports-title", "reports-lead", &slips).await;
    page.here = format!("/mijn/plekken/{id}/meldingen");
    let name = listing.facts.name.clone();
    let heading = page.with("reports-title-of", &[("name", name.clone().into())]);
    let frame = Frame {
        heading,
        lead: page.t("reports-lead"),
        action: page.here.clone(),
        from: (format!("/plek/{}", listing.slug), name),
        done: reader.value("gedaan").map(str::to_owned),
        filters: None,
    };
    let reports: Vec<_> = reports.into_iter().map(|it| (it, listing.clone())).collect();
    let own = reports::own(&reader.ctx, &web.site.domain, &reports).await?;
    let page = ReportsPage::new(page, &reader.ctx, frame, &reports, (typed, slips)).marked(&own);
    answer_privately(page.slips.status(), &page.page, &page)
}

async fn at_desk(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let about = reader.value("over").and_then(About::from_key);
    let is_decided = reader.value("toon") == Some("besloten");
    let wanted = Desk { about, is_decided };
    let reports = reports::desk(&reader.ctx, &web.site.domain, wanted).await?;
    let mut page = Page::own(web, reader, "reports-title", "reports-desk-lead", &slips).await;
    DESK.clone_into(&mut page.here);
    let choice = |it: About| Choice {
        key: it.key(),
        label: page.t(about_key(it)),
        is_chosen: about == Some(it),
    };
    let frame = Frame {
        heading: page.t("reports-title"),
        lead: page.t("reports-desk-lead"),
        action: DESK.to_owned(),
        from: ("/beheer/wachtrij".to_owned(), page.t("queue-title")),
        done: reader.value("gedaan").map(str::to_owned),
        filters: Some(Filters { abouts: About::ALL.into_iter().map(choice).collect(), is_decided }),
    };
    let own = reports::own(&reader.ctx, &web.site.domain, &reports).await?;
    let named = reader.value(COMMUNITY);
    let at_desk = AtDesk::open(web, reader, Action::SeeDesk, named).await?;
    let desk = Some(DeskHead::new(&page, reader.ctx.actor, &at_desk, DESK));
    let page = ReportsPage::new(page, &reader.ctx, frame, &reports, (typed, slips)).marked(&own);
    let page = ReportsPage { desk, ..page };
    answer_privately(page.slips.status(), &page.page, &page)
}

/// What differs between the page of a place and the desk.
pub(crate) struct Frame {
    pub(crate) heading: String,
    pub(crate) lead: String,
    pub(crate) action: String,
    pub(crate) from: (String, String),
    pub(crate) done: Option<String>,
    pub(crate) filters: Option<Filters>,
}

impl ReportsPage {
    /// The same with what is one's own through others marked so as well.
    fn marked(mut self, own: &HashSet<ReportId>) -> Self {
        let own: HashSet<String> = own.iter().map(ReportId::to_string).collect();
        for it in &mut self.waiting {
            it.is_own |= own.contains(&it.id);
        }
        self
    }

    pub(crate) fn new(
        page: Page,
        ctx: &Ctx,
        frame: Frame,
        reports: &[(Report, Listing)],
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        let Frame { heading, lead, action, from, done, filters } = frame;
        let done = done.and_then(|it| match it.as_str() {
            "ja" => Some(page.t("reports-done-accepted")),
            "nee" => Some(page.t("reports-done-refused")),
            "laat" => Some(page.t("reports-done-late")),
            _ => None,
        });
        let (waiting, decided): (Vec<_>, Vec<_>) =
            reports.iter().partition(|(it, _)| it.state == ReportState::Open);
        let items = |all: Vec<&(Report, Listing)>| -> Vec<Item> {
            let item = |(it, place): &&(Report, Listing)| {
                let mut item = item(&page, ctx, it, place);
                if item.id == typed.melding {
                    item.typed = typed.clone();
                    item.error = slips.of("reden").map(str::to_owned);
                }
                item
            };
            all.iter().map(item).collect()
        };
        let template = |key: &'static str| (key, page.t(key));
        let is_decided = filters.as_ref().is_some_and(|it| it.is_decided);
        Self {
            desk: None,
            heading,
            lead,
            action,
            from,
            done,
            waiting: items(waiting),
            decided: items(decided),
            none: page.t(if is_decided { "reports-none-decided" } else { "reports-none" }),
            filters,
            templates: TEMPLATES.into_iter().map(template).collect(),
            reason_max: REASON_MAX,
            slips,
            page,
        }
    }
}

fn item(page: &Page, ctx: &Ctx, it: &Report, place: &Listing) -> Item {
    let day =
        |at: DateTime<Utc>| clock::day(page.language, clock::today(at), clock::today(ctx.now));
    let who = match (it.member, it.is_seasoned) {
        (None, _) => "reports-who-visitor",
        (Some(_), false) => "reports-who-member",
        (Some(_), true) => "reports-who-seasoned",
    };
    let when = [("day", day(it.created_at).into()), ("who", page.t(who).into())];
    let by_hand = !it.about.applies(it.proposed.as_deref());
    let accept = match it.about {
        About::Gone => "reports-accept-gone",
        _ if by_hand => "reports-accept-by-hand",
        _ => "reports-accept",
    };
    let outcome = match it.state {
        ReportState::Open => None,
        ReportState::Accepted => Some("reports-state-accepted"),
        ReportState::Refused => Some("reports-state-refused"),
    };
    let decided = day(it.decided_at.unwrap_or(it.created_at));
    let now = it.about.has_value().then(|| it.about.now(&place.facts).map(str::to_owned));
    Item {
        id: it.id.to_string(),
        place: place.facts.name.clone(),
        href: format!("/plek/{}", place.slug),
        what: page.t(about_key(it.about)),
        when: page.with("reports-when", &when),
        now: now.map(|it| it.unwrap_or_else(|| page.t("reports-nothing"))),
        proposed: it.proposed.clone(),
        note: it.note.clone(),
        is_own: is_own(ctx, it),
        accept: page.t(accept),
        by_hand,
        outcome: outcome.map(|key| page.with(key, &[("day", decided.into())])),
        reason: it
            .reason
            .clone()
            .map(|it| page.with("reports-state-reason", &[("reason", it.into())])),
        typed: Typed::default(),
        error: None,
    }
}
