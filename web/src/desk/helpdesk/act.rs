//! What the desk does with a need: it asks, chooses, closes, and looks whom to call.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, Ended, Need, Person};
use koop_domain::id::MemberId;
use koop_domain::profiles;
use koop_domain::profiles::error::ProfileError;

use super::need::{Put, show};
use super::{HELP, find, of, path};
use crate::Web;
use crate::account::Mine;
use crate::agreements;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::texts;

/// What the domain calls the fields, and their ids on the page.
const FIELDS: &[(&str, &str)] = &[("members", "vraag")];

/// `POST /beheer/hulp/{id}`
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (desk, need) = find(&web, &mine.reader, &id).await?;
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let done = match typed.get("doe") {
        "toon" => match helpdesk::contact(ctx, domain, need.id).await {
            Ok(contact) => {
                let put = Put { contact: Some(contact), ..Put::default() };
                return show(&web, &mine, (desk, need), put).await;
            }
            Err(error) => Err(error),
        },
        "afspraak" => match to_agreement(&web, &mine, &need).await? {
            Ok(led) => return Ok(led),
            Err(slips) => {
                return show(&web, &mine, (desk, need), Put { slips, ..Put::default() }).await;
            }
        },
        "vraag" => {
            let some = members(typed.all("vraag"))?;
            helpdesk::ask(ctx, domain, need.id, &some).await.map(|_| "gevraagd")
        }
        "kies" => {
            let [member] = members(std::iter::once(typed.get("wie")))?[..] else {
                return Err(Failure::NOT_FOUND);
            };
            helpdesk::assign(ctx, domain, need.id, member).await.map(|_| "gekozen")
        }
        "terug" => helpdesk::give_back(ctx, domain, need.id).await.map(|()| "terug"),
        "gelukt" => helpdesk::close(ctx, domain, need.id, Ended::Done).await.map(|_| "gesloten"),
        "niet-nodig" => {
            helpdesk::close(ctx, domain, need.id, Ended::Dropped).await.map(|_| "gesloten")
        }
        _ => return Err(Failure::INVALID),
    };
    match done {
        Ok("gesloten") => {
            let slug = &desk.here()?.community.slug;
            Ok(Redirect::to(&format!("{}&gedaan=gesloten", of(HELP, slug))).into_response())
        }
        Ok(done) => Ok(Redirect::to(&format!("{}?gedaan={done}", path(need.id))).into_response()),
        Err(error) => {
            let slips = match error {
                // Somebody was asked who cannot be any more, or chosen who took it back.
                HelpdeskError::NotFound => {
                    Slips::in_all(texts::text(mine.reader.language, "need-wrong-now"))
                }
                error => Slips::of_need(mine.reader.language, error, FIELDS)?,
            };
            // How it stands now, which may be why.
            let found = find(&web, &mine.reader, &id).await?;
            show(&web, &mine, found, Put { typed, slips, contact: None }).await
        }
    }
}

fn members<'a>(ticked: impl Iterator<Item = &'a str>) -> Result<Vec<MemberId>, Failure> {
    ticked.map(|it| MemberId::parse(it).map_err(|_| Failure::NOT_FOUND)).collect()
}

/// Acts for whoever needs it from now on, and goes to what the two agree on.
async fn to_agreement(
    web: &Web,
    mine: &Mine,
    need: &Need,
) -> Result<Result<Response, Slips>, Failure> {
    let (Person::Member(person), Some(agreement)) = (&need.person, need.agreement) else {
        return Err(Failure::NOT_FOUND);
    };
    match profiles::choose(&mine.reader.ctx, &web.site.domain, Some(person.profile)).await {
        Ok(_) => Ok(Ok(Redirect::to(&agreements::path(agreement)).into_response())),
        Err(ProfileError::Ended | ProfileError::NotFound) => {
            let words = texts::text(mine.reader.language, "need-wrong-mandate");
            Ok(Err(Slips::in_all(words)))
        }
        Err(error) => Err(error.into()),
    }
}
