//! Who keeps a place together: whom the owner lets in or asks by mail, who takes over, and going.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::error::Problem;
use koop_domain::id::{InvitationId, ListingId};
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, Coworker, CoworkerInvitation, KEEPERS_MAX, Keeper};
use koop_domain::listings::model::Listing;

use super::kept;
use super::parts::{Choices, Typed, trail};
use super::places::role_key;
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts;

const FIELDS: &[Named] = &[
    ("handle", "wie", "crew-handle"),
    ("email", "email", "form-email"),
    ("role", "rol", "crew-role"),
];
/// As what somebody is asked by mail.
const MAIL_ROLE: &str = "mail-rol";
const ROLES: [(&str, &str); 2] = [("editor", "crew-editor"), ("till", "crew-till")];

#[derive(Template)]
#[template(path = "keeping/coworkers/coworkers.html")]
pub(crate) struct CoworkersPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub name: String,
    pub href: String,
    pub slug: String,
    pub done: Option<String>,
    pub people: Vec<Person>,
    /// Whether the reader lets others in.
    pub owner: bool,
    pub email: Field,
    pub role: Choices,
    /// Whether somebody is being let in by a short name.
    pub by_handle: bool,
    pub handle: Field,
    pub handle_role: Choices,
    /// Who was asked by mail and has not come yet.
    pub waiting: Vec<Asked>,
}

/// Somebody who was asked by mail.
pub(crate) struct Asked {
    pub id: String,
    pub email: String,
    pub words: String,
}

/// Somebody who keeps the place.
pub(crate) struct Person {
    pub name: String,
    pub handle: String,
    pub role: String,
    pub owner: bool,
}

/// `GET /mijn/plekken/{id}/medewerkers`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &mine, &id, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/plekken/{id}/medewerkers`
pub(crate) async fn post(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let listing = ListingId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let who = typed.get("wie");
    let sure = !typed.get("zeker").is_empty();
    let invitation =
        || InvitationId::parse(typed.get("uitnodiging")).map_err(|_| Failure::NOT_FOUND);
    let here = |done: &str| format!("/mijn/plekken/{listing}/medewerkers?gedaan={done}");
    let (done, to) = match typed.get("doe") {
        "binnen" => {
            let role = Keeper::from_key(typed.get("rol"));
            (keepers::let_in(ctx, domain, listing, (who, role)).await, here("binnen"))
        }
        "uitnodigen" => {
            let role = Keeper::from_key(typed.get(MAIL_ROLE));
            let wish = (typed.get("email"), role, mine.reader.language);
            let done = keepers::invite(ctx, domain, listing, wish).await;
            (done.map(|_| ()), here("uitgenodigd"))
        }
        "nog-eens" => {
            let again = (invitation()?, mine.reader.language);
            let done = keepers::invite_again(ctx, domain, listing, again).await;
            (done.map(|_| ()), here("nog-eens"))
        }
        "intrekken" => {
            let done = keepers::withdraw_invitation(ctx, domain, listing, invitation()?).await;
            (done, here("ingetrokken"))
        }
        "weg" => (keepers::send_away(ctx, domain, listing, who).await, here("weg")),
        "ik-weg" => {
            let gone = "/mijn/plekken?gedaan=weg".to_owned();
            (keepers::leave(ctx, domain, listing).await, gone)
        }
        "over" | "op" if !sure => {
            let words = texts::text(mine.reader.language, "crew-sure-needed");
            return show(&web, &mine, &id, &typed, Slips::in_all(words)).await;
        }
        "over" => (keepers::hand_over(ctx, domain, listing, who).await, here("over")),
        "op" => {
            let gone = "/mijn/plekken?gedaan=weg".to_owned();
            (keepers::release(ctx, domain, listing).await, gone)
        }
        _ => return Err(Failure::INVALID),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&to).into_response()),
        // Who is gone already is gone, as was wanted; nobody takes over who is not there.
        Err(ListingError::NotFound) => match typed.get("doe") {
            "over" => {
                let words = texts::text(mine.reader.language, "crew-not-here");
                show(&web, &mine, &id, &typed, Slips::in_all(words)).await
            }
            // Nothing was sent, and whoever was asked may be in.
            "nog-eens" | "intrekken" => Ok(Redirect::to(&here("weg-al")).into_response()),
            _ => Ok(Redirect::to(&to).into_response()),
        },
        Err(error) => {
            let slips = slips(mine.reader.language, error)?;
            show(&web, &mine, &id, &typed, slips).await
        }
    }
}

/// What is wrong with who was asked or let in.
fn slips(language: Language, error: ListingError) -> Result<Slips, Failure> {
    let is_full = matches!(error, ListingError::Invalid { problem: Problem::OutOfRange, .. });
    let slips = Slips::of_listing(language, error, FIELDS)?;
    let most = || [("count", KEEPERS_MAX.into())];
    Ok(if is_full { slips.saying(texts::text_with(language, "crew-full", &most())) } else { slips })
}

async fn show(
    web: &Web,
    mine: &Mine,
    id: &str,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let (keeper, listing) = kept(web, mine, id).await?;
    let reader = &mine.reader;
    let people = keepers::coworkers(&reader.ctx, &web.site.domain, listing.id).await?;
    let mut page = Page::own(web, reader, "crew-title", "crew-lead", &slips).await;
    page.here = format!("/mijn/plekken/{}/medewerkers", listing.id);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "binnen" => Some(page.t("crew-done-in")),
        "weg" => Some(page.t("crew-done-away")),
        "over" => Some(page.t("crew-done-over")),
        "uitgenodigd" => Some(page.t("crew-done-invited")),
        "nog-eens" => Some(page.t("crew-done-again")),
        "ingetrokken" => Some(page.t("crew-done-withdrawn")),
        "weg-al" => Some(page.t("crew-done-gone")),
        _ => None,
    });
    // Whoever acts for the owner asks nobody along, and reads no addresses.
    let waiting = match (keeper, reader.ctx.actor.under()) {
        (Keeper::Owner, None) => {
            keepers::invitations(&reader.ctx, &web.site.domain, listing.id).await?
        }
        _ => Vec::new(),
    };
    let status = slips.status();
    let mut page = CoworkersPage::new(page, (&listing, keeper), &people, typed, (done, slips));
    page.waiting = waiting.iter().map(|it| Asked::of(&page.page, it, reader.ctx.now)).collect();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl CoworkersPage {
    pub(crate) fn new(
        page: Page,
        (listing, keeper): (&Listing, Keeper),
        people: &[Coworker],
        typed: &Typed,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let person = |it: &Coworker| Person {
            name: it.name.clone(),
            handle: it.handle.clone(),
            role: page.t(if it.keeper == keeper && keeper == Keeper::Owner {
                role_key(Keeper::Owner)
            } else {
                theirs_key(it.keeper)
            }),
            owner: it.keeper == Keeper::Owner,
        };
        let by_handle = typed.get("doe") == "binnen";
        let typed_in = if by_handle { typed.get("wie") } else { "" };
        let roles = |id| {
            let chosen = typed.some(id).unwrap_or_else(|| "editor".to_owned());
            Choices::of(&page, (id, "crew-role"), &ROLES, &chosen, &slips)
        };
        Self {
            trail: trail(page.language),
            name: listing.facts.name.clone(),
            href: format!("/mijn/plekken/{}/medewerkers", listing.id),
            slug: listing.slug.clone(),
            people: people.iter().map(person).collect(),
            owner: keeper == Keeper::Owner,
            email: Field {
                autocomplete: "off",
                ..Field::email(page.language, typed.get("email"), &slips)
            },
            by_handle,
            handle: Field::fact(page.language, ("wie", "crew-handle"), typed_in, &slips)
                .hinted(page.t("crew-handle-hint")),
            role: roles(MAIL_ROLE),
            handle_role: roles("rol"),
            waiting: Vec::new(),
            done,
            slips,
            page,
        }
    }
}

impl Asked {
    pub(crate) fn of(page: &Page, it: &CoworkerInvitation, now: DateTime<Utc>) -> Self {
        let days = (it.ends_at - now).num_days().max(1);
        let values = [("role", page.t(theirs_key(it.keeper)).into()), ("days", days.into())];
        Self {
            id: it.id.to_string(),
            email: it.email.as_typed().to_owned(),
            words: page.with("crew-waiting-row", &values),
        }
    }
}

/// What somebody else is to a place.
fn theirs_key(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::Owner => "crew-is-owner",
        Keeper::Editor => "crew-is-editor",
        Keeper::Finder => "crew-is-finder",
        Keeper::Till | Keeper::Nobody => "crew-is-till",
    }
}
