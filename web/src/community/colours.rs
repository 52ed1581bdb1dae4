//! The colours of a community, as a style sheet of its own: no page has styles inside it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use koop_domain::communities;
use koop_domain::communities::model::Colours;

use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;

/// `GET /gemeenschap/{slug}/kleuren.css`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    Path(slug): Path<String>,
) -> Result<Response, Failure> {
    let seen = communities::by_slug(&reader.ctx, &web.site.domain, &slug).await?;
    let colours = seen.and_then(|it| it.community.settings.colours).ok_or(Failure::NOT_FOUND)?;
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    Ok((headers, sheet(&colours)).into_response())
}

/// By day: by night the house's own are easier on the eyes, and were checked for it.
fn sheet(Colours { brick, paper, door }: &Colours) -> String {
    format!(
        "@media (prefers-color-scheme: light) {{\n  :root {{\n    --brick: {brick};\n    \
         --brick-hover: {brick};\n    --paper: {paper};\n    --door: {door};\n  }}\n}}\n"
    )
}
