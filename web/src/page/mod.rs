//! What all pages share: the head, the header, the footer, and how a page becomes an answer.

mod cost;

use std::borrow::Cow;

use askama::Template;
use axum::Json;
use axum::response::{Html, IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderName, REFERRER_POLICY, VARY,
};
use http::{HeaderValue, StatusCode};
use koop_domain::language::Language;
use serde_json::json;

pub(crate) use self::cost::{MARK, measure, without_mark};
use crate::behind::Behind;
use crate::drafts;
use crate::error::Failure;
use crate::form::Slips;
use crate::reader::{LANGUAGE, Reader};
use crate::texts::{self, Value};
use crate::{Help, Web, alerts, assets, entering, people};

/// What crawlers are told: header and element say the same.
const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

/// What a page may use of a device. Without this header of its own it may not use the camera.
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const WITH_CAMERA: HeaderValue =
    HeaderValue::from_static("geolocation=(self), camera=(self), microphone=()");

/// The name of the house, drawn; inline, so that it takes the colours of the page.
const WORDMARK: &str = include_str!("../../front/brand/wordmark.svg");

/// The frame of a page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The language of its texts.
    pub language: Language,
    /// Its title, as tabs and search engines show it.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Its lasting address on this site, if search engines may keep it.
    pub lasting: Option<String>,
    /// Where the site is known.
    pub base_url: String,
    /// Whether the neighbourhood is invented.
    pub demo: bool,
    /// Its own address, to come back to after choosing a language.
    pub here: String,
    /// The query behind it.
    pub behind: String,
    /// Where people get help.
    pub help: Option<Help>,
    /// Whether places can be named in words: a postcode, a neighbourhood.
    pub areas: bool,
    /// Whether a spare engine answered, which counts and orders a little differently.
    pub degraded: bool,
    /// Who is signed in, by name.
    pub member: Option<String>,
    /// What the head says of their alerts, and how many are new.
    pub bell: Option<String>,
    /// By what a form that is sent off later says whose it was; empty: nobody's.
    pub whose: String,
    /// As whom they act, in a sentence, where that is not themselves; or that they may no more.
    pub acting: Option<String>,
    /// Where one signs in, to come back here.
    pub sign_in: String,
    /// The picture that stands for it where it is shared, by its path; else the house's own.
    pub image: Option<String>,
    /// What a preview calls it where it is shared, where it is not for everybody.
    pub preview: Option<String>,
    /// The name of the device that is a till, on whose pages nothing else is to be found.
    pub till: Option<String>,
    in_address: bool,
}

impl Page {
    /// A page that search engines may keep under `lasting`, or not at all.
    pub(crate) async fn new(
        web: &Web,
        reader: &Reader,
        title: String,
        description: String,
        lasting: Option<&str>,
        behind: &Behind,
    ) -> Self {
        let title = match title.as_str() {
            "" => "Koop Lokaal".to_owned(),
            title => format!("{title} · Koop Lokaal"),
        };
        Self {
            language: reader.language,
            title,
            description,
            lasting: lasting.map(str::to_owned),
            base_url: web.site.base_url.to_string(),
            demo: web.is_demo(&reader.ctx).await,
            here: reader.here(),
            behind: behind.href(),
            help: web.site.help.clone(),
            areas: web.knows_areas(&reader.ctx).await,
            degraded: false,
            member: reader.member().map(|known| known.member.name.clone()),
            bell: alerts::bell_of(web, reader).await,
            whose: drafts::mark_of(web, reader),
            acting: match reader.hat() {
                Some(hat) => Some(people::hat_line(reader.language, hat)),
                // Nothing is done as oneself by mistake.
                None => {
                    reader.has_lapsed().then(|| texts::text(reader.language, "acting-lapsed-line"))
                }
            },
            sign_in: entering::sign_in_href(&reader.here()),
            image: None,
            preview: None,
            till: None,
            in_address: reader.language_in_address,
        }
    }

    /// A page that is one reader's own, by the keys of its title and of a sentence about it.
    pub(crate) async fn own(
        web: &Web,
        reader: &Reader,
        title: &str,
        description: &str,
        slips: &Slips,
    ) -> Self {
        let [title, description] = [title, description].map(|it| texts::text(reader.language, it));
        let title = slips.title(reader.language, title);
        Self::new(web, reader, title, description, None, &Behind::tree()).await
    }

    /// A page that asks the house nothing, for when the house does not answer.
    pub(crate) fn bare(
        language: Language,
        title: String,
        description: String,
        behind: &Behind,
    ) -> Self {
        Self {
            language,
            title,
            description,
            lasting: None,
            base_url: String::new(),
            demo: false,
            here: "/".to_owned(),
            behind: behind.href(),
            help: None,
            areas: false,
            degraded: false,
            member: None,
            bell: None,
            whose: String::new(),
            acting: None,
            sign_in: entering::sign_in_href(""),
            image: None,
            preview: None,
            till: None,
            in_address: false,
        }
    }

    /// The text of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        texts::text(self.language, key)
    }

    /// The text of a key with values.
    pub(crate) fn with(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        texts::text_with(self.language, key, values)
    }

    /// Whether this page is at a path.
    pub(crate) fn is(&self, path: &str) -> bool {
        self.here == path
    }

    /// What crawlers are told, when it is not "welcome".
    pub(crate) fn robots(&self) -> Option<&'static str> {
        (self.demo || self.lasting.is_none()).then_some("noindex")
    }

    /// The one address of this page in this language. Dutch lives at the bare address, another
    /// language beside it.
    pub(crate) fn canonical(&self) -> Option<String> {
        self.lasting.as_deref().map(|path| self.address(path, self.language))
    }

    /// The addresses of this page per language.
    pub(crate) fn alternates(&self) -> Vec<(&'static str, String)> {
        let Some(path) = self.lasting.as_deref() else { return Vec::new() };
        let mut all: Vec<_> =
            Language::ALL.iter().map(|it| (it.code(), self.address(path, *it))).collect();
        all.push(("x-default", format!("{}{path}", self.base_url)));
        all
    }

    /// The languages to choose from beside this one: the code, and the name in itself.
    pub(crate) fn other_languages(&self) -> impl Iterator<Item = (&'static str, String)> {
        let others = Language::ALL.into_iter().filter(|it| *it != self.language);
        others.map(|it| (it.code(), texts::text(it, "page-language-name")))
    }

    /// The address of a style sheet, script or picture.
    pub(crate) fn asset(&self, name: &str) -> Cow<'static, str> {
        assets::url(name)
    }

    /// The name of the house, drawn.
    pub(crate) fn wordmark(&self) -> &'static str {
        WORDMARK
    }

    /// The mark that [`measure`] replaces by the live line.
    pub(crate) fn cost(&self) -> &'static str {
        MARK
    }

    fn address(&self, path: &str, language: Language) -> String {
        alternate(&self.base_url, path, language)
    }
}

/// Writes out a page that is one reader's own: nobody keeps a copy of it, and where it leads
/// does not hear its address.
pub(crate) fn answer_privately(
    status: StatusCode,
    page: &Page,
    template: &impl Template,
) -> Result<Response, Failure> {
    let mut response = answer_as(status, page, template)?;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // No policy is stricter and lets forms say where they come from.
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    Ok(response)
}

/// Lets a page use the camera, to scan a code in it.
pub(crate) fn with_camera(mut answer: Response) -> Response {
    answer.headers_mut().insert(PERMISSIONS_POLICY, WITH_CAMERA);
    answer
}

/// The address of a lasting path in a language.
pub(crate) fn alternate(base_url: &str, path: &str, language: Language) -> String {
    if language == Language::default() {
        format!("{base_url}{path}")
    } else {
        format!("{base_url}{path}?{LANGUAGE}={}", language.code())
    }
}

/// Writes a page out.
pub(crate) fn answer(page: &Page, template: &impl Template) -> Result<Response, Failure> {
    answer_as(StatusCode::OK, page, template)
}

/// Writes a page out under a status.
pub(crate) fn answer_as(
    status: StatusCode,
    page: &Page,
    template: &impl Template,
) -> Result<Response, Failure> {
    let html = template.render().map_err(|error| Failure::internal(&error))?;
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    // It says what is open now, in the language of one reader.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(page.language.code()));
    if !page.in_address {
        headers.insert(VARY, HeaderValue::from_static("accept-language, cookie"));
    }
    if let Some(robots) = page.robots() {
        headers.insert(X_ROBOTS_TAG, HeaderValue::from_static(robots));
    }
    Ok(response)
}

/// `GET /manifest.webmanifest`: how a telephone shows the site among its apps.
pub(crate) async fn manifest(reader: Reader) -> impl IntoResponse {
    let icon = |name: &str, sizes: &str, kind: &str| json!({ "src": assets::url(name), "sizes": sizes, "type": kind, "purpose": "any" });
    let manifest = json!({
        "name": "Koop Lokaal",
        "short_name": "Koop Lokaal",
        "description": texts::text(reader.language, "home-description"),
        "lang": reader.language.code(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#FBF7F0",
        "theme_color": "#14332C",
        "icons": [
            icon("icon.svg", "any", "image/svg+xml"),
            icon("icon-192.png", "192x192", "image/png"),
            icon("icon-512.png", "512x512", "image/png"),
        ],
    });
    ([(CONTENT_TYPE, "application/manifest+json")], Json(manifest))
}
