//! My places: what each is today, and the way to everything that can be done with it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Claim, ClaimState};
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;
use koop_domain::listings::{self};
use koop_domain::members;
use koop_domain::members::model::ProfileKind;
use koop_domain::page::PAGE_MAX;

use super::desk;
use super::now::Now;
use crate::account::Acting;
use crate::art;
use crate::card::Cards;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;
use crate::{Web, place};

#[derive(Template)]
#[template(path = "keeping/places/places.html")]
pub(crate) struct PlacesPage {
    pub page: Page,
    pub done: Option<String>,
    pub places: Vec<Kept>,
    /// What still waits for proof.
    pub claims: Vec<ClaimRow>,
    pub refused: Vec<ClaimRow>,
    /// My short name, by which an owner lets me in.
    pub handle: String,
    /// Whether the reader decides claims of others.
    pub desk: bool,
}

/// A place that I keep.
pub(crate) struct Kept {
    pub now: Now,
    pub art: String,
    pub place_line: String,
    /// What I am to it, in a few words.
    pub role: String,
    /// Where it can be shown that it is mine, while it is nobody's.
    pub claim: Option<String>,
    /// That somebody else says that it is theirs.
    pub disputed: Option<String>,
}

/// A claim of mine that goes on, or that was refused.
pub(crate) struct ClaimRow {
    pub name: String,
    pub href: String,
    pub state: String,
    pub reason: Option<String>,
}

/// `GET /mijn/plekken`
pub(crate) async fn get(State(web): State<Web>, Acting(mine): Acting) -> Result<Response, Failure> {
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let kept = keepers::mine(&reader.ctx, domain, PAGE_MAX).await?;
    let claims = claims::mine(&reader.ctx, domain).await?;
    let ids: Vec<_> = claims.iter().map(|claim| claim.listing).collect();
    let claimed = listings::find_many(&reader.ctx, domain, &ids).await?;
    let claims: Vec<(Claim, Listing)> = claims
        .into_iter()
        .filter_map(|claim| Some((claimed.get(&claim.listing)?.clone(), claim)))
        .map(|(listing, claim)| (claim, listing))
        .collect();
    let done = match reader.value("gedaan") {
        Some("erbij") => joined(reader, &kept),
        what => what.and_then(|what| done(reader.language, what)),
    };
    let page = Page::own(&web, reader, "places-title", "places-lead", &Slips::default()).await;
    let mut page = PlacesPage::new(page, &kept, &claims, done, reader.ctx.now);
    "/mijn/plekken".clone_into(&mut page.page.here);
    page.desk = desk::is_open_to(&mine);
    let owned = kept.iter().filter(|(keeper, _)| *keeper == Keeper::Owner);
    let owned: Vec<_> = owned.map(|(_, it)| it.id).collect();
    let disputes = claims::disputes(&reader.ctx, domain, &owned).await?;
    for (shown, (_, it)) in page.places.iter_mut().zip(&kept) {
        shown.disputed = disputes.contains(&it.id).then(|| page.page.t("places-disputed"));
    }
    let own = reader.clone().oneself();
    let (_, profiles) = members::viewer(&own.ctx, domain).await?;
    let own = profiles.into_iter().find(|it| it.kind == ProfileKind::Person);
    let own = own.map(|it| page.page.with("places-handle", &[("handle", it.handle.into())]));
    page.handle = own.unwrap_or_default();
    answer_privately(Slips::default().status(), &page.page, &page)
}

/// What has just been done, in a sentence.
fn done(language: Language, what: &str) -> Option<String> {
    let key = match what {
        "dicht" => "places-done-closed",
        "open" => "places-done-open",
        "weg" => "places-done-gone",
        "ingetrokken" => "places-done-withdrawn",
        _ => return None,
    };
    Some(texts::text(language, key))
}

/// That the reader keeps a place along from now on.
fn joined(reader: &Reader, kept: &[(Keeper, Listing)]) -> Option<String> {
    let id = reader.value("plek")?;
    let (keeper, listing) = kept.iter().find(|(_, it)| it.id.to_string() == id)?;
    let key = match keeper {
        Keeper::Till => "crew-done-joined-till",
        _ => "crew-done-joined",
    };
    let name = [("name", listing.facts.name.clone().into())];
    Some(texts::text_with(reader.language, key, &name))
}

impl PlacesPage {
    pub(crate) fn new(
        page: Page,
        kept: &[(Keeper, Listing)],
        claims: &[(Claim, Listing)],
        done: Option<String>,
        now: DateTime<Utc>,
    ) -> Self {
        let places = kept.iter().map(|(keeper, it)| Kept::of(&page, *keeper, it, now)).collect();
        // What is mine stands above; what was taken back is nobody's business any more.
        let rows = |states: &[ClaimState]| {
            let of = claims.iter().filter(|(claim, _)| states.contains(&claim.state));
            of.map(|(claim, it)| ClaimRow::of(page.language, claim, it)).collect()
        };
        Self {
            done,
            places,
            claims: rows(&[ClaimState::Open, ClaimState::Disputed]),
            refused: rows(&[ClaimState::Refused]),
            handle: String::new(),
            desk: false,
            page,
        }
    }
}

impl Kept {
    fn of(page: &Page, keeper: Keeper, listing: &Listing, now: DateTime<Utc>) -> Self {
        let cards = Cards::now(page.language, now);
        let claim = || format!("/plek/{}/dit-is-mijn-zaak", listing.slug);
        Self {
            now: Now::of(page, keeper, listing, now),
            art: art::facade(listing, &cards.status(listing), now),
            place_line: place::place_line(page.language, &listing.facts),
            role: page.t(role_key(keeper)),
            claim: (keeper == Keeper::Finder).then(claim),
            disputed: None,
        }
    }
}

impl ClaimRow {
    fn of(language: Language, claim: &Claim, listing: &Listing) -> Self {
        Self {
            name: listing.facts.name.clone(),
            href: format!("/plek/{}/dit-is-mijn-zaak", listing.slug),
            state: texts::text(language, claim_state_key(claim.state)),
            reason: claim.reason.clone(),
        }
    }
}

/// What somebody is to a place.
pub(super) fn role_key(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::Nobody => "keeper-nobody",
        Keeper::Till => "keeper-till",
        Keeper::Finder => "keeper-finder",
        Keeper::Editor => "keeper-editor",
        Keeper::Owner => "keeper-owner",
    }
}

/// How far a claim is.
pub(super) fn claim_state_key(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Open => "claim-state-open",
        ClaimState::Disputed => "claim-state-disputed",
        ClaimState::Confirmed => "claim-state-confirmed",
        ClaimState::Refused => "claim-state-refused",
        ClaimState::Withdrawn => "claim-state-withdrawn",
    }
}
