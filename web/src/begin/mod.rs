//! Beginning a house that has nothing in it, in four short steps: the code that was shown when it
//! was started, the town, its languages and colours, and the first organiser.
//!
//! What was typed on the way is kept in the browser alone. The code is checked whenever something
//! is sent, and used up by the last step.

mod map;
mod person;
mod steps;

use std::sync::atomic::Ordering;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::{HeaderMap, Method};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Area;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{Colours, Settings};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::chain;
use koop_domain::members::model::Secret;
use koop_domain::setup;
use serde::{Deserialize, Serialize};

use crate::cookies::BEGIN;
use crate::desk::Typed as SettingsTyped;
use crate::error::Failure;
use crate::reader::Reader;
use crate::{Site, Web};

#[cfg(test)]
pub(crate) use self::{
    person::{DonePage, MailedPage, PersonPage},
    steps::{CodePage, LookPage, PlacePage},
};

/// How long what was typed is kept, in seconds: an evening.
const KEPT_S: i64 = 4 * 60 * 60;
/// The longest that is taken along beside an area of the map, in characters.
const TYPED_MAX: usize = 200;
/// Pages that make no sense before the house has begun.
const LATER: [&str; 5] = ["/", "/inloggen", "/aanmelden", "/mijn", "/beheer"];

/// The steps.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/begin", get(steps::code).post(steps::give_code))
        .route("/begin/plaats", get(steps::place).post(steps::give_place))
        .route("/begin/kleuren", get(steps::look).post(steps::give_look))
        .route("/begin/organisator", get(person::get).post(person::post))
        .route("/begin/code", get(person::mailed).post(person::finish))
        .route("/begin/klaar", get(person::done))
}

/// Leads who opens a page of an empty house to its beginning.
pub(crate) async fn first(State(web): State<Web>, request: Request, next: Next) -> Response {
    let asks = request.method() == Method::GET && LATER.contains(&request.uri().path());
    if asks && is_needed(&web).await {
        return Redirect::to("/begin").into_response();
    }
    next.run(request).await
}

/// Whether the house has nothing in it. Once it has begun, nobody asks again.
async fn is_needed(web: &Web) -> bool {
    if web.begun.load(Ordering::Relaxed) {
        return false;
    }
    let ctx = Ctx::new(Actor::Visitor, web.site.clock.as_ref(), web.site.ids.clone());
    match setup::is_needed(&ctx, &web.site.domain).await {
        Ok(true) => true,
        Ok(false) => {
            web.begun.store(true, Ordering::Relaxed);
            false
        }
        Err(error) => {
            tracing::warn!(error = chain(&error), "nobody could say whether the house has begun");
            false
        }
    }
}

/// What was typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Begun {
    pub code: String,
    pub naam: String,
    pub soort: String,
    pub gebied: String,
    pub taal_nl: String,
    pub taal_en: String,
    pub eerst: String,
    pub eigen: String,
    pub baksteen: String,
    pub papier: String,
    pub deur: String,
    pub wie: String,
    pub email: String,
}

impl Begun {
    /// What the browser kept; whoever has given no code begins with that.
    fn read(site: &Site, headers: &HeaderMap) -> Option<Self> {
        let kept = BEGIN.read(site, headers)?;
        serde_urlencoded::from_str(&kept).ok().filter(|it: &Self| !it.code.is_empty())
    }

    /// A redirect that has the browser keep it.
    fn go(&self, site: &Site, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        let value = serde_urlencoded::to_string(self).unwrap_or_default();
        BEGIN.keep(site, &value, KEPT_S, response.headers_mut());
        response
    }

    /// With the code alone: Dutch and English, the colours of the house.
    fn new(code: String) -> Self {
        let Colours { brick, paper, door } = Colours::HOUSE;
        Self {
            code,
            taal_nl: "ja".to_owned(),
            taal_en: "ja".to_owned(),
            eerst: "nl".to_owned(),
            baksteen: brick.to_string(),
            papier: paper.to_string(),
            deur: door.to_string(),
            ..Self::default()
        }
    }

    /// The same, as the form about a community has it.
    fn typed(&self) -> SettingsTyped {
        let it = self.clone();
        SettingsTyped {
            naam: it.naam,
            soort: it.soort,
            gebied: it.gebied,
            taal_nl: it.taal_nl,
            taal_en: it.taal_en,
            eerst: it.eerst,
            eigen: it.eigen,
            baksteen: it.baksteen,
            papier: it.papier,
            deur: it.deur,
            ..SettingsTyped::default()
        }
    }

    /// The settings that it means, by the rules.
    fn settings(&self, atlas: &Atlas) -> Result<Settings, CommunityError> {
        Ok(self.typed().settings(atlas)?.tidy()?)
    }

    /// With an area that was tapped on the map, and what was typed beside it until then. A name
    /// that somebody typed stays; that of an area that was tapped before gives way.
    fn tapped(&mut self, area: &Area, atlas: &Atlas, (naam, soort): (Option<&str>, Option<&str>)) {
        let kept = |typed: &str| typed.chars().take(TYPED_MAX).collect();
        if let Some(naam) = naam {
            self.naam = kept(naam);
        }
        if let Some(soort) = soort {
            self.soort = kept(soort);
        }
        let of_area = atlas.areas().any(|it| it.name == self.naam.trim());
        if of_area || self.naam.trim().is_empty() {
            self.naam.clone_from(&area.name);
        }
        self.gebied = atlas.words_for(area.id).unwrap_or_else(|| area.slug.clone());
    }

    fn secret(&self) -> Secret {
        Secret::new(self.code.as_str())
    }
}

/// Whoever may take a step: the house has nothing in it, and a code was given.
async fn step(web: &Web, headers: &HeaderMap) -> Result<Begun, Response> {
    if !is_needed(web).await {
        return Err(Redirect::to("/").into_response());
    }
    Begun::read(&web.site, headers).ok_or_else(|| Redirect::to("/begin").into_response())
}

/// The same, where something is sent: the code is checked.
async fn sent(web: &Web, reader: &Reader, headers: &HeaderMap) -> Result<Begun, Response> {
    let begun = step(web, headers).await?;
    let net = &reader.origin.net;
    match setup::check(&reader.ctx, &web.site.domain, &begun.secret(), net).await {
        Ok(()) => Ok(begun),
        Err(CommunityError::Begun | CommunityError::WrongCode) => {
            Err(Redirect::to("/begin").into_response())
        }
        Err(error) => Err(Failure::from(error).into_response()),
    }
}
