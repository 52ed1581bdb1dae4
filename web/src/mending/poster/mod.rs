//! A poster for the window: the name, a code that leads to the page, and few words, on A4; and
//! those of a whole street, for who walks along with them. The code is drawn here, as one path, so
//! that nothing is fetched and no script runs.

mod street;

use std::fmt::Write as _;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};
use koop_domain::language::Language;
use koop_domain::listings::keepers;
use koop_domain::listings::model::Listing;
use koop_domain::policy::{Action, allows_on};

use super::place;
use crate::Web;
use crate::account::Acting;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts;

/// The quiet edge around a code, in modules: ISO/IEC 18004 asks for four.
const QUIET: usize = 4;

#[cfg(test)]
pub(crate) use self::street::StreetPosters;
pub(crate) use self::street::{POSTERS, get as of_street};

#[derive(Template)]
#[template(path = "mending/poster/poster.html")]
pub(crate) struct Poster {
    pub page: Page,
    pub slug: String,
    /// The words in both languages, the reader's first.
    pub words: Vec<Words>,
    pub sheet: Sheet,
}

/// What stands on one poster only.
pub(crate) struct Sheet {
    pub name: String,
    pub label: String,
    pub code: Code,
    pub address: String,
    pub code_label: String,
}

/// What the poster says in one language.
pub(crate) struct Words {
    pub lang: &'static str,
    pub open: String,
    pub scan: String,
    pub more: String,
}

/// A code as an SVG draws it.
pub(crate) struct Code {
    /// How many modules wide, with its edge.
    pub size: usize,
    /// The dark modules.
    pub path: String,
}

/// `GET /plek/{slug}/poster`, for who keeps the place.
pub(crate) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let ctx = &mine.reader.ctx;
    let listing = place(&web, ctx, &slug).await?;
    let standing = keepers::standing(ctx, &web.site.domain, &listing).await?;
    if !allows_on(ctx.actor, Action::EditListing, standing) {
        return Err(Failure::DENIED);
    }
    let slips = Slips::default();
    let mut page = Page::own(&web, &mine.reader, "poster-title", "poster-lead", &slips).await;
    page.here = format!("/plek/{slug}/poster");
    let poster = Poster::new(page, &listing)?;
    answer_privately(slips.status(), &poster.page, &poster)
}

impl Poster {
    pub(crate) fn new(page: Page, listing: &Listing) -> Result<Self, Failure> {
        let sheet = Sheet::of(&page, listing)?;
        Ok(Self { slug: listing.slug.clone(), words: Words::all(&page), sheet, page })
    }
}

impl Words {
    fn all(page: &Page) -> Vec<Self> {
        let mut languages = Language::ALL;
        languages.sort_by_key(|it| *it != page.language);
        let words = |it: Language| Self {
            lang: it.code(),
            open: texts::text(it, "poster-open"),
            scan: texts::text(it, "poster-scan"),
            more: texts::text(it, "poster-words"),
        };
        languages.map(words).into()
    }
}

impl Sheet {
    fn of(page: &Page, listing: &Listing) -> Result<Self, Failure> {
        let address = format!("{}/plek/{}", page.base_url, listing.slug);
        let code = Code::leading_to(&address)?;
        let name = listing.facts.name.clone();
        Ok(Self {
            label: page.with("poster-title-of", &[("name", name.clone().into())]),
            name,
            code,
            code_label: page.with("poster-code", &[("address", address.clone().into())]),
            address: address.split_once("://").map_or(address.clone(), |(_, rest)| rest.to_owned()),
        })
    }
}

impl Code {
    /// The code that leads to an address.
    pub(crate) fn leading_to(address: &str) -> Result<Self, Failure> {
        // A quarter of it may be torn off, or dirty.
        let code = QRBuilder::new(address).ecl(ECL::Q).build();
        Ok(Self::of(&code.map_err(|error| Failure::internal(&error))?))
    }

    fn of(code: &QRCode) -> Self {
        let mut path = String::new();
        for (y, row) in (0..code.size).map(|y| (y, &code[y])) {
            for (x, _) in row.iter().enumerate().take(code.size).filter(|(_, it)| it.value()) {
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        Self { size: code.size + 2 * QUIET, path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finders_and_a_quiet_edge() {
        let qr = QRBuilder::new("https://koop.example/plek/noor").ecl(ECL::Q).build().unwrap();
        let code = Code::of(&qr);
        assert_eq!(code.size, qr.size + 8);
        // The corners of the three finders are dark, and nothing lies outside.
        let far = qr.size + QUIET - 7;
        for (x, y) in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            assert!(code.path.contains(&format!("M{x} {y}h1")), "{x} {y}");
        }
        assert!(!code.path.contains("M3 ") && !code.path.contains(&format!("M{} ", code.size - 4)));
    }
}
