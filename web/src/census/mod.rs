//! "Over de gegevens": what is in here, where it came from, on what terms, and how sure it is.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use koop_domain::areas;
use koop_domain::listings::Census as Count;

use crate::Web;
use crate::assets;
use crate::behind::Behind;
use crate::error::Failure;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::texts::{self, clock};

#[derive(Template)]
#[template(path = "census/census.html")]
pub(crate) struct Census {
    pub page: Page,
    pub count_words: String,
    pub demo_words: String,
    pub sources: Vec<SourceRow>,
    /// The lines that the publishers of the map of areas want shown.
    pub maps: Vec<String>,
    /// On what terms others let these pages use what they made; none where nothing was built.
    pub licences: Option<&'static str>,
}

/// A source and how much came from it.
pub(crate) struct SourceRow {
    pub attribution: String,
    pub licence: String,
    pub count: String,
}

/// `GET /over-de-gegevens`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let count = web.census(&reader.ctx).await?;
    let maps = areas::attributions(&reader.ctx, &web.site.domain).await?;
    let t = |key: &str| texts::text(reader.language, key);
    let (title, description) = (t("census-heading"), t("census-description"));
    let lasting = Some("/over-de-gegevens");
    let page = Page::new(&web, &reader, title, description, lasting, &Behind::census()).await;
    let census = Census::new(page, &count, maps);
    answer(&census.page, &census)
}

impl Census {
    pub(crate) fn new(page: Page, count: &Count, maps: Vec<String>) -> Self {
        let row = |(licence, attribution, number): &(String, String, u64)| SourceRow {
            attribution: attribution.clone(),
            licence: licence.clone(),
            count: clock::number(page.language, *number),
        };
        Self {
            count_words: page.with("census-count", &[("count", count.listings.into())]),
            demo_words: page.with("census-demo", &[("count", count.demo.into())]),
            maps,
            licences: assets::built("licences.txt"),
            sources: count.sources.iter().map(row).collect(),
            page,
        }
    }
}
