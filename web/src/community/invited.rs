//! The page that an invitation opens. It does nothing until its button is pressed.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{Agreement, Community, Role};
use koop_domain::communities::{self, Seen};
use koop_domain::members::model::Secret;
use serde::Deserialize;

use super::page::{self, Agreed};
use super::{paragraphs, role_word};
use crate::Web;
use crate::account::Mine;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

#[derive(Template)]
#[template(path = "community/invited.html")]
pub(crate) struct Invited {
    pub page: Page,
    pub slips: Slips,
    pub secret: String,
    /// What it invites to; nothing when it holds no more.
    pub invites: Option<Invites>,
    /// Where one signs in first.
    pub sign_in: Option<String>,
}

/// What an invitation is for.
pub(crate) struct Invites {
    pub words: String,
    pub about: Vec<Vec<String>>,
    pub agreed: Option<Agreed>,
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    versie: Option<i32>,
    akkoord: String,
}

/// `GET /uitnodiging/link/{secret}`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &reader, &secret, Slips::default()).await
}

/// `POST /uitnodiging/link/{secret}`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let version = typed.versie.filter(|_| !typed.akkoord.is_empty());
    let link = Secret::new(secret.as_str());
    match communities::accept_invitation(ctx, domain, &link, version).await {
        Ok((id, joined)) => {
            let seen = communities::by_id(ctx, domain, id).await?.ok_or(Failure::NOT_FOUND)?;
            let done = page::joined(joined);
            let to = format!("/gemeenschap/{}?gedaan={done}", seen.community.slug);
            Ok(Redirect::to(&to).into_response())
        }
        Err(CommunityError::NotAccepted { .. }) => {
            let words = texts::text(reader.language, "community-say-yes");
            show(&web, reader, &secret, Slips::own("akkoord", words)).await
        }
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, &secret, slips).await
        }
    }
}

async fn show(web: &Web, reader: &Reader, secret: &str, slips: Slips) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let link = Secret::new(secret);
    let found = match communities::look_at_invitation(ctx, domain, &link).await {
        Ok(found) => Some(found),
        Err(CommunityError::WrongInvitation) => None,
        Err(error) => return Err(error.into()),
    };
    let agreed = match &found {
        Some((it, _)) => communities::agreements(ctx, domain, it.id, 1).await?.pop(),
        None => None,
    };
    let mut page = Page::own(web, reader, "invited-title", "invited-lead", &slips).await;
    page.here = format!("/uitnodiging/link/{secret}");
    let status = slips.status();
    let signed_in = reader.member().is_some();
    let page = Invited::new(page, secret, found, agreed.as_ref(), signed_in, slips);
    answer_privately(status, &page.page, &page)
}

impl Invited {
    pub(crate) fn new(
        page: Page,
        secret: &str,
        found: Option<(Community, Role)>,
        agreed: Option<&Agreement>,
        signed_in: bool,
        slips: Slips,
    ) -> Self {
        let language = page.language;
        let invites = found.map(|(community, role)| {
            let role = role_word(language, Some(&community), role);
            let name = community.settings.name.clone();
            let seen = Seen { community, membership: None };
            let values = [("name", name.into()), ("role", role.into())];
            Invites {
                words: page.with("invited-words", &values),
                about: paragraphs(seen.community.text(&seen.community.settings.about, language)),
                agreed: agreed.map(|it| Agreed::new(language, &seen, it)),
            }
        });
        let here = format!("/uitnodiging/link/{secret}");
        Self {
            secret: secret.to_owned(),
            sign_in: (!signed_in).then(|| sign_in_href(&here)),
            invites,
            slips,
            page,
        }
    }
}
