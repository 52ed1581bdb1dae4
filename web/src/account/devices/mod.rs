//! My devices: where I am signed in, and how to end that.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::id::SessionId;
use koop_domain::ledger::tills;
use koop_domain::ledger::tills::model::Till;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Session, SessionKind};
use koop_domain::members::sessions;
use serde::Deserialize;

use super::Mine;
use crate::Web;
use crate::cookies::SESSION;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts::clock;

#[derive(Template)]
#[template(path = "account/devices/devices.html")]
pub(crate) struct Devices {
    pub page: Page,
    pub devices: Vec<Device>,
    pub done: Option<String>,
    /// The tills that I paired.
    pub tills: Vec<TillRow>,
}

/// A device that is a till.
pub(crate) struct TillRow {
    pub id: String,
    pub name: String,
    pub used: String,
    /// Where it is unpaired.
    pub path: String,
}

/// A device of the list.
pub(crate) struct Device {
    pub id: String,
    pub name: String,
    pub used: String,
    pub since: String,
    /// Whether it is the one that shows the page.
    pub here: bool,
    /// Whether it is a program.
    pub program: bool,
}

/// Which one ends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    apparaat: String,
}

/// `GET /mijn/apparaten`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let Mine { reader, known } = &mine;
    let sessions = sessions::mine(&reader.ctx, &web.site.domain).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "devices-title", "devices-lead", &slips).await;
    let done = reader.value("gedaan").filter(|it| *it == "uit").map(|_| page.t("devices-done"));
    "/mijn/apparaten".clone_into(&mut page.here);
    let page = Devices::new(page, &sessions, known.session.id, reader.ctx.now, done);
    let paired = tills::of_member(&reader.ctx, &web.site.domain).await?;
    let page = page.with_tills(&paired, reader.ctx.now);
    answer_privately(slips.status(), &page.page, &page)
}

/// `POST /mijn/apparaten`: ends one.
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, known } = &mine;
    let id = SessionId::parse(&typed.apparaat).map_err(|_| Failure::NOT_FOUND)?;
    match sessions::end(&reader.ctx, &web.site.domain, Some(id)).await {
        // Whoever ends what has ended already sees that it is gone.
        Ok(()) | Err(MemberError::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    if id == known.session.id {
        return Ok(out(&web, "/inloggen?gedaan=uit"));
    }
    Ok(Redirect::to("/mijn/apparaten?gedaan=uit").into_response())
}

/// `POST /mijn/apparaten/alle`: ends all of them, this one included.
pub(crate) async fn all(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    sessions::end_all(&mine.reader.ctx, &web.site.domain).await?;
    Ok(out(&web, "/inloggen?gedaan=overal"))
}

fn out(web: &Web, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    SESSION.forget(&web.site, response.headers_mut());
    response
}

impl Devices {
    pub(crate) fn new(
        page: Page,
        sessions: &[Session],
        here: SessionId,
        now: DateTime<Utc>,
        done: Option<String>,
    ) -> Self {
        let language = page.language;
        let moment = |at| clock::day(language, clock::today(at), clock::today(now));
        let device = |it: &Session| Device {
            id: it.id.to_string(),
            name: if it.device.is_empty() { page.t("device-unknown") } else { it.device.clone() },
            used: page.with("devices-used", &[("day", moment(it.last_seen_at).into())]),
            since: page.with("devices-since", &[("day", moment(it.created_at).into())]),
            here: it.id == here,
            program: it.kind == SessionKind::Api,
        };
        let devices = sessions.iter().map(device).collect();
        Self { devices, done, tills: Vec::new(), page }
    }

    /// With the devices that are tills of mine.
    pub(crate) fn with_tills(mut self, paired: &[Till], now: DateTime<Utc>) -> Self {
        let language = self.page.language;
        let moment = |at| clock::day(language, clock::today(at), clock::today(now));
        let row = |it: &Till| {
            let used = moment(it.used_at.unwrap_or(it.made_at));
            TillRow {
                id: it.id.to_string(),
                name: it.name.clone(),
                used: self.page.with("tills-used", &[("day", used.into())]),
                path: format!("/kassa/{}/apparaten", it.account),
            }
        };
        self.tills = paired.iter().map(row).collect();
        self
    }
}
