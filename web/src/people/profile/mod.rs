//! Who belongs to a household, an organisation or a merchant.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::ProfileId;
use koop_domain::profiles;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::{Companion, Part, Profile};

use super::kind_key;
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choices, Typed};
use crate::page::{Page, answer_privately};
use crate::texts;

const FIELDS: &[Named] = &[
    ("name", "naam", "profile-name"),
    ("handle", "wie", "crew-handle"),
    ("part", "deel", "profile-part"),
];
const PARTS: [(&str, &str); 2] =
    [("member", "profile-part-member"), ("owner", "profile-part-owner")];

#[derive(Template)]
#[template(path = "people/profile/profile.html")]
pub(crate) struct ProfilePage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub name: String,
    pub kind: String,
    pub href: String,
    pub people: Vec<Person>,
    /// Whether the reader says who belongs to it.
    pub owner: bool,
    pub rename: Field,
    pub handle: Field,
    pub part: Choices,
}

/// Somebody who belongs to it.
pub(crate) struct Person {
    pub name: String,
    pub handle: String,
    pub part: String,
    /// Whether it is the reader.
    pub own: bool,
}

/// `GET /mijn/namens/{id}`
pub(crate) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &mine, &id, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/namens/{id}`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let profile = ProfileId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let who = typed.get("wie");
    let here = |done: &str| format!("/mijn/namens/{profile}?gedaan={done}");
    let gone = || "/mijn/namens?gedaan=weg".to_owned();
    let (done, to) = match typed.get("doe") {
        "ja" => {
            let accepted = profiles::accept(ctx, domain, profile).await;
            (accepted.map(|_| ()), "/mijn/namens?gedaan=erbij".to_owned())
        }
        "nee" => (profiles::leave(ctx, domain, profile).await, "/mijn/namens".to_owned()),
        "naam" => {
            let renamed = profiles::rename(ctx, domain, profile, typed.get("naam")).await;
            (renamed.map(|_| ()), here("naam"))
        }
        "binnen" => {
            let part = Part::from_key(typed.get("deel"));
            (profiles::let_in(ctx, domain, profile, (who, part)).await, here("binnen"))
        }
        "weg" => (profiles::send_away(ctx, domain, profile, who).await, here("weg")),
        "ik-weg" => (profiles::leave(ctx, domain, profile).await, gone()),
        "op" if typed.get("zeker").is_empty() => {
            let words = texts::text(mine.reader.language, "crew-sure-needed");
            return show(&web, &mine, &id, &typed, Slips::in_all(words)).await;
        }
        "op" => (profiles::dissolve(ctx, domain, profile).await, gone()),
        _ => return Err(Failure::INVALID),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        // Who is gone already is gone, as was wanted; and nobody is asked any more who said no.
        Err(ProfileError::NotFound) if matches!(typed.get("doe"), "weg" | "nee") => {
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = match error {
                ProfileError::NotFound | ProfileError::Denied(_) => return Err(error.into()),
                error => Slips::of_profile(mine.reader.language, error, FIELDS)?,
            };
            show(&web, &mine, &id, &typed, slips).await
        }
    }
}

async fn show(
    web: &Web,
    mine: &Mine,
    id: &str,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let id = ProfileId::parse(id).map_err(|_| Failure::NOT_FOUND)?;
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let own = profiles::mine(&reader.ctx, domain).await?;
    let found = own.into_iter().find(|(it, _)| it.id == id).ok_or(Failure::NOT_FOUND)?;
    let people = profiles::people(&reader.ctx, domain, id).await?;
    let mut page = Page::own(web, reader, "profile-title", "profile-new-lead", &slips).await;
    page.here = format!("/mijn/namens/{id}");
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "nieuw" => Some(page.t("profile-done-new")),
        "naam" => Some(page.t("profile-done-name")),
        "binnen" => Some(page.t("profile-done-asked")),
        "weg" => Some(page.t("crew-done-away")),
        _ => None,
    });
    let status = slips.status();
    let me = mine.known.member.id;
    let page = ProfilePage::new(page, (&found, &people, me), typed, (done, slips));
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl ProfilePage {
    pub(crate) fn new(
        page: Page,
        ((profile, part), people, me): (&(Profile, Part), &[Companion], koop_domain::id::MemberId),
        typed: &Typed,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let person = |it: &Companion| Person {
            name: it.name.clone(),
            handle: it.handle.clone(),
            part: page.t(match it.part {
                _ if !it.is_in => "profile-is-asked",
                Part::Owner => "profile-is-owner",
                Part::Member | Part::Nobody => "profile-is-member",
            }),
            own: it.member == me,
        };
        let deed = typed.get("doe");
        let renamed = if deed == "naam" { typed.get("naam") } else { &profile.name };
        let let_in = if deed == "binnen" { typed.get("wie") } else { "" };
        let chosen = if typed.get("deel").is_empty() { "member" } else { typed.get("deel") };
        Self {
            name: profile.name.clone(),
            kind: page.t(kind_key(profile.kind)),
            href: format!("/mijn/namens/{}", profile.id),
            people: people.iter().map(person).collect(),
            owner: *part == Part::Owner,
            rename: Field::fact(page.language, ("naam", "profile-name"), renamed, &slips),
            handle: Field::fact(page.language, ("wie", "crew-handle"), let_in, &slips)
                .hinted(page.t("crew-handle-hint")),
            part: Choices::of(&page, ("deel", "profile-part"), &PARTS, chosen, &slips),
            done,
            slips,
            page,
        }
    }
}
