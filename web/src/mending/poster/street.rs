//! The posters of a street, door by door, one a sheet (`/straatronde/posters`): for who may print its
//! walk list, and hangs them on the way.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use koop_domain::areas::atlas::Atlas;
use koop_domain::listings::rounds::{self, Round, Stretch};

use super::super::round::{LIST, href, name, stretch_of};
use super::{Sheet, Words};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};

/// Where they are.
pub(crate) const POSTERS: &str = "/straatronde/posters";
/// How many come out of the printer at once: more is a page that a telephone does not show.
const SHEETS_MAX: usize = 100;
/// The parameter that says after how many a print begins.
const AFTER: &str = "na";

#[derive(Template)]
#[template(path = "mending/poster/street.html")]
pub(crate) struct StreetPosters {
    pub page: Page,
    pub heading: String,
    /// How many there are, in a sentence.
    pub count: String,
    pub back: String,
    /// Where the rest of a long street is.
    pub next: Option<String>,
    pub words: Vec<Words>,
    pub sheets: Vec<Sheet>,
}

/// `GET /straatronde/posters`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let atlas = web.atlas(&reader.ctx).await?;
    let stretch = stretch_of(reader, &atlas).ok_or(Failure::NOT_FOUND)?;
    let round = rounds::round(&reader.ctx, &web.site.domain, &stretch).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "posters-title", "posters-how", &slips).await;
    let after = reader.value(AFTER).and_then(|it| it.parse().ok()).unwrap_or_default();
    page.here = from(&stretch, &atlas, after);
    let page = StreetPosters::new(page, &atlas, &stretch, (&round, after))?;
    answer_privately(slips.status(), &page.page, &page)
}

/// The address of the posters after so many.
fn from(stretch: &Stretch, atlas: &Atlas, after: usize) -> String {
    let whole = href(POSTERS, stretch, atlas);
    if after == 0 { whole } else { format!("{whole}&{AFTER}={after}") }
}

impl StreetPosters {
    /// The page of some of them; past the last there is none.
    pub(crate) fn new(
        page: Page,
        atlas: &Atlas,
        stretch: &Stretch,
        (round, after): (&Round, usize),
    ) -> Result<Self, Failure> {
        let all = round.stops.len();
        if after > 0 && after >= all {
            return Err(Failure::NOT_FOUND);
        }
        let shown = round.stops.iter().skip(after).take(SHEETS_MAX);
        let sheets: Vec<Sheet> =
            shown.map(|it| Sheet::of(&page, &it.listing)).collect::<Result<_, _>>()?;
        let until = after + sheets.len();
        let count = match sheets.len() == all {
            true => page.with("posters-count", &[("count", all.into())]),
            false => {
                let part = [("from", after + 1), ("until", until), ("count", all)];
                page.with("posters-part", &part.map(|(name, number)| (name, number.into())))
            }
        };
        Ok(Self {
            heading: page
                .with("posters-title-of", &[("street", name(&page, stretch, atlas).into())]),
            count,
            back: href(LIST, stretch, atlas),
            next: (until < all).then(|| from(stretch, atlas, until)),
            words: Words::all(&page),
            sheets,
            page,
        })
    }
}
