//! Writing down that an organisation saw somebody's certificate of conduct: who saw it and when,
//! never the document.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::attestations::{self, Attestation, Kind, LINE_MAX};
use koop_domain::id::MemberId;
use koop_domain::policy::Action;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::read_day;

use super::Known as Fact;
use crate::Web;
use crate::account::Mine;
use crate::desk::{AtDesk, COMMUNITY, PEOPLE};
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

const FIELDS: &[Named] =
    &[("organisation", "organisatie", "trust-organisation"), ("seenOn", "gezien", "trust-seen-on")];

#[derive(Template)]
#[template(path = "people/vog/vog.html")]
pub(crate) struct VogPage {
    pub page: Page,
    pub slips: Slips,
    /// Where this page is, and the members of the community.
    pub href: String,
    pub back: String,
    pub slug: String,
    /// What is known of them.
    pub known: Vec<Fact>,
    pub has_vog: bool,
    pub organisation: Field,
    pub seen: Field,
}

/// Where it is noted of somebody, in a community.
pub(crate) fn href(slug: &str, member: MemberId) -> String {
    format!("/beheer/vog/{member}?{COMMUNITY}={slug}")
}

/// `GET /beheer/vog/{id}`
pub(crate) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let named = mine.reader.value(COMMUNITY).unwrap_or_default().to_owned();
    show(&web, &mine.reader, (&named, &id), &Typed::default(), Slips::default()).await
}

/// `POST /beheer/vog/{id}`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let desk = AtDesk::open(&web, reader, Action::NoteVog, Some(typed.get(COMMUNITY))).await?;
    let here = &desk.here()?.community;
    let member = MemberId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain, about) = (&reader.ctx, &web.site.domain, (here.id, member));
    let done = if typed.get("doe") == "weg" {
        attestations::withdraw_vog(ctx, domain, about).await
    } else {
        // A day that cannot be read is one of long ago.
        let seen = (typed.get("organisatie"), read_day(typed.get("gezien")).unwrap_or_default());
        attestations::note_vog(ctx, domain, about, seen).await
    };
    match done {
        Ok(()) => {
            let to = format!("{PEOPLE}?{COMMUNITY}={}&gedaan=vog", here.slug);
            Ok(Redirect::to(&to).into_response())
        }
        Err(error @ (ProfileError::NotFound | ProfileError::Denied(_))) => Err(error.into()),
        Err(error) => {
            let slips = Slips::of_profile(reader.language, error, FIELDS)?;
            show(&web, reader, (&here.slug, &id), &typed, slips).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    (slug, id): (&str, &str),
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let named = Some(slug).filter(|slug| !slug.is_empty());
    let desk = AtDesk::open(web, reader, Action::NoteVog, named).await?;
    let here = &desk.here()?.community;
    let member = MemberId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let mut known =
        attestations::of_people(&reader.ctx, &web.site.domain, here.id, &[member]).await?;
    let known = known.remove(&member).unwrap_or_default();
    let mut page = Page::own(web, reader, "trust-vog-note", "trust-vog-note-lead", &slips).await;
    page.here = href(&here.slug, member);
    let status = slips.status();
    // What another community saw is not theirs to take back.
    let is_ours = |it: &Attestation| it.kind == Kind::VogSeen && it.community == Some(here.id);
    let has_vog = known.iter().any(is_ours);
    let known = known.iter().map(|it| Fact::of(reader.language, it)).collect();
    let page = VogPage::new(page, (&here.slug, has_vog, known), typed, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl VogPage {
    pub(crate) fn new(
        page: Page,
        (slug, has_vog, known): (&str, bool, Vec<Fact>),
        typed: &Typed,
        slips: Slips,
    ) -> Self {
        let line = |id, key: &str| Field::line(id, page.t(key), typed.get(id), LINE_MAX, &slips);
        Self {
            href: page.here.split('?').next().unwrap_or_default().to_owned(),
            back: format!("{PEOPLE}?{COMMUNITY}={slug}"),
            slug: slug.to_owned(),
            known,
            has_vog,
            organisation: line("organisatie", "trust-organisation"),
            seen: line("gezien", "trust-seen-on").typed("date", "text"),
            slips,
            page,
        }
    }
}
