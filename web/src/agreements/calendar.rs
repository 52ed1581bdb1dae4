//! The moment of an agreement as a file for one's own calendar.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use koop_domain::agreements;
use koop_domain::id::AgreementId;

use crate::Web;
use crate::account::Acting;
use crate::error::Failure;

/// `GET /mijn/afspraken/{id}/afspraak.ics`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = AgreementId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let calendar = agreements::calendar(&mine.reader.ctx, &web.site.domain, id).await?;
    let calendar = calendar.ok_or(Failure::NOT_FOUND)?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"afspraak.ics\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar).into_response())
}
