//! My page: my places as they are today, the way to the rest of what is mine, and my account: my
//! name, my language, my address, as whom I act.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use http::HeaderValue;
use http::header::SET_COOKIE;
use koop_domain::attestations;
use koop_domain::communities;
use koop_domain::helpdesk::{self, Asked};
use koop_domain::language::Language;
use koop_domain::ledger::issuing;
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;
use koop_domain::members;
use koop_domain::members::model::{Member, Profile};
use koop_domain::page::PAGE_MAX;
use koop_domain::profiles;
use serde::Deserialize;

use super::Mine;
use crate::Web;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::Now;
use crate::language;
use crate::page::{Page, answer_privately};
use crate::{people, texts, wallet};

#[derive(Template)]
#[template(path = "account/mine/mine.html")]
pub(crate) struct MinePage {
    pub page: Page,
    pub slips: Slips,
    pub greeting: String,
    pub done: Option<String>,
    /// The places that I keep, the latest first; not all, where they are many.
    pub places: Vec<Now>,
    /// What leads to all of them, where some are not shown.
    pub all_places: Option<String>,
    pub name: Field,
    pub languages: Vec<Choice>,
    pub email: Option<String>,
    pub has_password: bool,
    /// Whether they have a desk, in any community.
    pub has_desk: bool,
    pub profiles: Vec<Acting>,
    /// To how much they were asked whether they belong, where they were.
    pub offered: Option<String>,
    /// That the help desk asks something of them, where it does.
    pub asked: Option<String>,
    /// Whether it asked, or they do, anything for it.
    pub has_asked: bool,
    /// What is known of the member.
    pub known: Vec<people::Known>,
    /// The way to their balance, where their communities have a currency.
    pub balance: Option<String>,
    /// Whether they hand something out for an organisation.
    pub hands_out: bool,
}

/// As many places as fit on a page that is about more.
const PLACES_SHOWN: usize = 3;

/// A language to choose.
pub(crate) struct Choice {
    pub code: &'static str,
    pub name: String,
    pub chosen: bool,
}

/// As whom the member acts.
pub(crate) struct Acting {
    pub name: String,
    pub kind: String,
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    naam: String,
    taal: String,
}

/// `GET /mijn`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let done = reader.value("gedaan").and_then(|what| done(reader.language, what));
    show(&web, &mine, None, done, Slips::default()).await
}

/// `POST /mijn`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, known } = &mine;
    let chosen = Language::from_tag(&typed.taal).unwrap_or(known.member.language);
    match members::edit_me(&reader.ctx, &web.site.domain, &typed.naam, chosen).await {
        Ok(()) => {
            let mut response = Redirect::to("/mijn?gedaan=bewaard").into_response();
            // The pages speak the language that the letters do.
            if let Ok(cookie) = HeaderValue::try_from(language::cookie(&web.site, chosen)) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(error) => {
            let slips = Slips::read(reader.language, error)?;
            show(&web, &mine, Some((typed.naam, chosen)), None, slips).await
        }
    }
}

async fn show(
    web: &Web,
    Mine { reader, .. }: &Mine,
    typed: Option<(String, Language)>,
    done: Option<String>,
    slips: Slips,
) -> Result<Response, Failure> {
    let (member, own) = members::viewer(&reader.ctx, &web.site.domain).await?;
    let kept = keepers::mine(&reader.ctx, &web.site.domain, PAGE_MAX).await?;
    let mut page = Page::own(web, reader, "mine-title", "mine-lead", &slips).await;
    "/mijn".clone_into(&mut page.here);
    let status = slips.status();
    let known = attestations::mine(&reader.ctx, &web.site.domain).await?;
    let mut page = MinePage::new(page, &member, &own, typed, done, slips);
    page.has_desk = communities::has_desk(&reader.ctx, &web.site.domain).await?;
    page.known = known.iter().map(|it| people::Known::of(page.page.language, it)).collect();
    page.keep(&kept, reader.ctx.now);
    page.ask(profiles::offers(&reader.ctx, &web.site.domain).await?.len());
    page.balance = wallet::way(web, reader).await?;
    page.hands_out = !issuing::my_budgets(&reader.ctx, &web.site.domain).await?.is_empty();
    page.need(&helpdesk::asked_of_me(&reader.ctx, &web.site.domain).await?);
    answer_privately(status, &page.page, &page)
}

/// What has just been done, in a sentence.
fn done(language: Language, what: &str) -> Option<String> {
    let key = match what {
        "bewaard" => "mine-done-saved",
        "wachtwoord" => "mine-done-password",
        "adres" => "mine-done-address",
        "dicht" => "places-done-closed",
        "open" => "places-done-open",
        _ => return None,
    };
    Some(texts::text(language, key))
}

impl MinePage {
    pub(crate) fn new(
        page: Page,
        member: &Member,
        profiles: &[Profile],
        typed: Option<(String, Language)>,
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let (name, chosen) = typed.unwrap_or_else(|| (member.name.clone(), member.language));
        let choice = |it: Language| Choice {
            code: it.code(),
            name: texts::text(it, "page-language-name"),
            chosen: it == chosen,
        };
        let acting = |it: &Profile| Acting {
            name: it.name.clone(),
            kind: page.t(people::kind_key(it.kind)),
        };
        Self {
            greeting: page.with("mine-hello", &[("name", member.name.clone().into())]),
            name: Field::name(page.language, &name, &slips),
            languages: Language::ALL.into_iter().map(choice).collect(),
            email: member.email.as_ref().map(|it| it.as_typed().to_owned()),
            has_password: member.has_password,
            has_desk: false,
            profiles: profiles.iter().map(acting).collect(),
            offered: None,
            asked: None,
            has_asked: false,
            known: Vec::new(),
            balance: None,
            hands_out: false,
            places: Vec::new(),
            all_places: None,
            done,
            slips,
            page,
        }
    }

    /// The same with how often somebody asks whether they belong to something.
    pub(crate) fn ask(&mut self, offers: usize) {
        let words = || self.page.with("mine-offered", &[("count", offers.into())]);
        self.offered = (offers > 0).then(words);
    }

    /// The same with what the help desk asks of them.
    pub(crate) fn need(&mut self, asked: &[Asked]) {
        let running = asked.iter().filter(|it| !it.state.is_end());
        let waiting = running.filter(|it| it.answer.is_none() && !it.is_assigned).count();
        let words = || self.page.with("need-mine-way", &[("count", waiting.into())]);
        self.asked = (waiting > 0).then(words);
        self.has_asked = !asked.is_empty();
    }

    /// The same with the places that the member keeps.
    pub(crate) fn keep(&mut self, kept: &[(Keeper, Listing)], now: DateTime<Utc>) {
        let page = &self.page;
        let places = kept.iter().filter(|(keeper, _)| *keeper >= Keeper::Finder);
        let shown = places.clone().take(PLACES_SHOWN);
        self.places = shown.map(|(keeper, it)| Now::of(page, *keeper, it, now)).collect();
        let count = places.count();
        let all = || page.with("mine-all-places", &[("count", count.into())]);
        self.all_places = (count > PLACES_SHOWN).then(all);
    }
}
