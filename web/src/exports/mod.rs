//! Any list of results as a file: GeoJSON for programs, CSV for people with a spreadsheet.
//!
//! The address says the same as the page's. The list is searched page by page and each is sent
//! as soon as it is there, so the longest takes no more memory than the first. What the page
//! would tell about an address that it cannot read, a file cannot: it is refused instead.

mod body;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures_util::stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use http::{HeaderName, HeaderValue};
use koop_domain::db::DbError;
use koop_domain::error::chain;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::exports::{
    self, Cover, Exported, HITS_MAX, HitsPage, Licences, csv, geojson,
};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::search::ListingQuery;
use koop_domain::page::OFFSET_MAX;

use crate::Web;
use crate::error::Failure;
use crate::home::Link;
use crate::page::Page;
use crate::reader::Reader;
use crate::results::state::State;
use crate::results::{asked_exactly, refused_by};
use crate::texts;

/// How many files are written at once; who wants another is asked to come back.
pub const EXPORTS_AT_ONCE_MAX: usize = 8;
/// How long a file may take, its reader's patience included: the longest takes some seconds.
const EXPORT_MAX: Duration = Duration::from_secs(120);
/// When who found no place may come back, in seconds.
const RETRY_S: u64 = 30;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
/// How many hits there are in all.
const TOTAL: HeaderName = HeaderName::from_static("koop-total");
/// How many of them the file has, when it cannot have all.
const CUT_AT: HeaderName = HeaderName::from_static("koop-cut-at");

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    GeoJson,
}

/// `GET /zoeken.csv?…`
pub(crate) async fn as_csv(web: Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    export(web, reader, Format::Csv).await
}

/// `GET /zoeken.geojson?…`
pub(crate) async fn as_geojson(web: Shared<Web>, reader: Reader) -> Result<Response, Failure> {
    export(web, reader, Format::GeoJson).await
}

/// The links under a list that give it as a file.
pub(crate) fn links(state: &State) -> Vec<Link> {
    [Format::Csv, Format::GeoJson]
        .map(|format| Link { href: href(state, format), label: format.name().to_owned() })
        .into()
}

/// How much a file can have of a list.
pub(crate) fn most(page: &Page) -> String {
    let values = [("most", HITS_MAX.into()), ("best", OFFSET_MAX.into())];
    page.with("results-download-most", &values)
}

fn href(state: &State, format: Format) -> String {
    format!("/zoeken.{}{}", format.ending(), state.with(|_| ()).query_string())
}

async fn export(
    Shared(web): Shared<Web>,
    reader: Reader,
    format: Format,
) -> Result<Response, Failure> {
    let state = asked_exactly(&web, &reader).await?;
    let Ok(place) = Arc::clone(&web.exports).try_acquire_owned() else {
        let words = texts::text(reader.language, "exports-busy");
        return Err(Failure::busy(words, RETRY_S));
    };
    let query = state.with(|_| ()).query(reader.language, reader.ctx.now);
    let query = query.ok_or(Failure::INVALID)?;
    let first = exports::hits(&reader.ctx, &web.site.domain, query.clone()).await;
    let first = first.map_err(|error| refused_by(&reader, &state, error))?;
    let cover = Cover {
        base_url: web.site.base_url.to_string(),
        about: format!("{}{}", web.site.base_url, state.with(|_| ()).href()),
        at: reader.ctx.now,
    };
    let mut headers = vec![
        (CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (CONTENT_DISPOSITION, disposition(format, reader.ctx.now)?),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        // Which words count first depends on the language.
        (VARY, HeaderValue::from_static("accept-language, cookie")),
        (ROBOTS, HeaderValue::from_static("noindex")),
        (TOTAL, HeaderValue::from(first.total)),
    ];
    if first.is_cut() {
        headers.push((CUT_AT, HeaderValue::from(first.most)));
    }
    let (total, most) = (first.total, first.most);
    let writing = Writing {
        web,
        reader,
        query,
        format,
        cover,
        licences: Licences::default(),
        total,
        most,
        rows: 0,
        next: Next::Head(Box::new(first)),
    };
    let pieces = stream::try_unfold(writing, Writing::step);
    let mut response = body::written(pieces, place, EXPORT_MAX).into_response();
    response.headers_mut().extend(headers);
    Ok(response)
}

fn disposition(format: Format, at: DateTime<Utc>) -> Result<HeaderValue, Failure> {
    let day = at.with_timezone(&ZONE).format("%Y-%m-%d");
    let text = format!("attachment; filename=\"koop-lokaal-{day}.{}\"", format.ending());
    HeaderValue::from_str(&text).map_err(|error| Failure::internal(&error))
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::GeoJson => "GeoJSON",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::GeoJson => "application/geo+json",
        }
    }
}

/// A file under way.
struct Writing {
    web: Web,
    reader: Reader,
    query: ListingQuery,
    format: Format,
    cover: Cover,
    licences: Licences,
    total: u64,
    most: u64,
    rows: u64,
    next: Next,
}

/// What comes next.
enum Next {
    /// The head, and the page that was found already.
    Head(Box<HitsPage>),
    /// The page after this question's cursor.
    Page,
    /// The tail; whether all hits came before it.
    Tail(bool),
    /// Nothing.
    End,
}

impl Writing {
    /// Writes the next piece. A list that breaks off half-way breaks the connection off, so that
    /// nobody takes half a file for a whole one.
    async fn step(mut self) -> Result<Option<(Bytes, Self)>, ListingError> {
        let piece = match std::mem::replace(&mut self.next, Next::End) {
            Next::Head(page) => self.head() + &self.page(*page)?,
            Next::Page => {
                let (ctx, domain) = (&self.reader.ctx, &self.web.site.domain);
                let found = exports::hits(ctx, domain, self.query.clone()).await;
                let page = found.inspect_err(|error| {
                    tracing::error!(error = chain(error), "an export broke off");
                })?;
                self.page(page)?
            }
            Next::Tail(complete) => self.tail(complete),
            Next::End => return Ok(None),
        };
        Ok(Some((Bytes::from(piece), self)))
    }

    fn head(&self) -> String {
        match self.format {
            Format::Csv => csv::head(),
            Format::GeoJson => geojson::head(&self.cover),
        }
    }

    fn page(&mut self, page: HitsPage) -> Result<String, ListingError> {
        let mut text = String::new();
        let mut left = self.most.saturating_sub(self.rows);
        let fits = page.rows.len() as u64 <= left;
        for row in page.rows {
            if left == 0 {
                break;
            }
            left -= 1;
            text += &self.row(&row)?;
            self.rows += 1;
        }
        self.next = match page.next {
            Some(cursor) if left > 0 => {
                self.query.after = Some(cursor);
                Next::Page
            }
            _ => Next::Tail(fits && !page.more),
        };
        Ok(text)
    }

    fn row(&mut self, row: &Exported) -> Result<String, ListingError> {
        self.licences.count(&row.listing);
        match self.format {
            Format::Csv => Ok(csv::row(&self.cover, row)),
            Format::GeoJson => {
                let joint = if self.rows == 0 { "" } else { ",\n" };
                let feature = geojson::feature(&self.cover, row).map_err(DbError::from)?;
                Ok(format!("{joint}{feature}"))
            }
        }
    }

    fn tail(&self, complete: bool) -> String {
        match self.format {
            Format::Csv if complete => String::new(),
            Format::Csv => {
                let values = [("rows", self.rows.into()), ("total", self.total.into())];
                csv::cut(&texts::text_with(self.reader.language, "exports-cut", &values))
            }
            Format::GeoJson => geojson::tail(&self.licences, self.total, complete),
        }
    }
}
