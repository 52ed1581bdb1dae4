//! What crawlers may read, and where it is: an index, a list of lasting pages, and lists of
//! places in the order of their slugs. An invented neighbourhood is no place to crawl.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use http::header::CONTENT_TYPE;
use koop_domain::communities;
use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::{self, SitemapEntry};

use crate::Web;
use crate::community::LIST;
use crate::error::Failure;
use crate::page::alternate;
use crate::reader::Reader;
use crate::xml::escape;

/// Places per list; the protocol allows five times as many, but then one list weighs too much.
const PER_LIST: u32 = 10_000;
/// More lists than this are not looked for: half a million places.
const LISTS_MAX: usize = 50;
/// The lasting pages that are no place and no category.
const PAGES: [&str; 6] =
    ["/", "/zoeken", "/over-de-gegevens", "/hoe-wij-rangschikken", "/toegankelijkheid", "/privacy"];

/// `GET /robots.txt`
pub(crate) async fn robots(State(web): State<Web>, reader: Reader) -> impl IntoResponse {
    // Pages of a demo stay open to crawlers, or they would never read "noindex".
    let mut text =
        "User-agent: *\nDisallow: /zoeken?\nDisallow: /zoeken.csv\nDisallow: /zoeken.geojson\nDisallow: /suggesties\nDisallow: /graphql\n".to_owned();
    if !web.is_demo(&reader.ctx).await {
        let _ = writeln!(text, "Sitemap: {}/sitemap.xml", web.site.base_url);
    }
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text)
}

/// `GET /sitemap.xml`: which lists there are, and when they last changed.
pub(crate) async fn index(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let base = &web.site.base_url;
    let mut xml = head("sitemapindex", "");
    if !web.is_demo(&reader.ctx).await {
        let _ = write!(xml, "<sitemap><loc>{base}/sitemap/paginas.xml</loc></sitemap>");
        let mut after: Option<String> = None;
        for _ in 0..LISTS_MAX {
            let list = places(&web, &reader, after.as_deref()).await?;
            let Some(last) = list.last() else { break };
            let newest = list.iter().map(|it| it.updated_at).max().unwrap_or_default();
            let begin = after.as_deref().map(|it| format!("-{it}")).unwrap_or_default();
            let _ = write!(
                xml,
                "<sitemap><loc>{base}/sitemap/plekken{begin}.xml</loc><lastmod>{}</lastmod></sitemap>",
                date(newest)
            );
            after = Some(last.slug.clone());
        }
    }
    xml.push_str("</sitemapindex>\n");
    Ok(as_xml(xml))
}

/// `GET /sitemap/{part}`: one list, `paginas.xml`, `plekken.xml`, or `plekken-{slug}.xml` for
/// the places after a slug.
pub(crate) async fn part(
    State(web): State<Web>,
    Path(part): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    let name = part.strip_suffix(".xml").ok_or(Failure::NOT_FOUND)?;
    let places_after = name.strip_prefix("plekken").map(|rest| match rest.strip_prefix('-') {
        Some(slug) => Ok(Some(slug)),
        None if rest.is_empty() => Ok(None),
        None => Err(Failure::NOT_FOUND),
    });
    let mut xml = head("urlset", r#" xmlns:xhtml="http://www.w3.org/1999/xhtml""#);
    match places_after {
        _ if web.is_demo(&reader.ctx).await => {}
        Some(after) => {
            for it in places(&web, &reader, after?).await? {
                let path = format!("/plek/{}", it.slug);
                entry(&mut xml, &web.site.base_url, &path, Some(it.updated_at));
            }
        }
        None if name == "paginas" => {
            let counts = web.counts(&reader.ctx).await?;
            PAGES.iter().for_each(|path| entry(&mut xml, &web.site.base_url, path, None));
            for category in tree().all().iter().filter(|it| counts.of_category(it.key) > 0) {
                let path = format!("/categorie/{}", category.key);
                entry(&mut xml, &web.site.base_url, &path, None);
            }
            let atlas = web.atlas(&reader.ctx).await?;
            let some = atlas.areas().filter(|it| counts.areas.of_area(it.id) > 0);
            let areas: Vec<String> = some.map(|it| format!("/buurt/{}", it.slug)).collect();
            let list = (!areas.is_empty()).then(|| "/buurten".to_owned());
            let communities = communities::all(&reader.ctx, &web.site.domain).await?;
            let all = communities.iter().map(|it| format!("/gemeenschap/{}", it.community.slug));
            let all: Vec<String> = all.collect();
            let those = (!all.is_empty()).then(|| LIST.to_owned());
            for path in list.iter().chain(&areas).chain(&those).chain(&all) {
                entry(&mut xml, &web.site.base_url, path, None);
            }
        }
        None => return Err(Failure::NOT_FOUND),
    }
    xml.push_str("</urlset>\n");
    Ok(as_xml(xml))
}

async fn places(
    web: &Web,
    reader: &Reader,
    after: Option<&str>,
) -> Result<Vec<SitemapEntry>, Failure> {
    Ok(listings::sitemap(&reader.ctx, &web.site.domain, after, PER_LIST).await?)
}

/// One page with its address in every language.
fn entry(xml: &mut String, base: &str, path: &str, changed: Option<DateTime<Utc>>) {
    let _ = write!(xml, "<url><loc>{}</loc>", escape(&format!("{base}{path}")));
    if let Some(changed) = changed {
        let _ = write!(xml, "<lastmod>{}</lastmod>", date(changed));
    }
    for language in Language::ALL {
        let href = escape(&alternate(base, path, language));
        let code = language.code();
        let _ = write!(xml, r#"<xhtml:link rel="alternate" hreflang="{code}" href="{href}"/>"#);
    }
    xml.push_str("</url>\n");
}

fn head(element: &str, more: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{element} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{more}>\n"
    )
}

fn date(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn as_xml(xml: String) -> Response {
    ([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}
