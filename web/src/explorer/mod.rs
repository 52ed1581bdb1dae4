//! The explorer: the page that a browser sees at the address of the API.
//!
//! A form that asks by its address, the answer below it, examples to begin with, and every type
//! of the schema in words. It works without JavaScript and shows what a program would get. What
//! is asked and answered comes from `api`; here it only becomes a page.

use askama::Template;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use http::header::{CACHE_CONTROL, VARY};
use http::{Extensions, HeaderMap, HeaderValue, Uri};
use koop_domain::language::Language;

use crate::behind::Behind;
use crate::error::Failure;
use crate::page::{Page, answer, measure};
use crate::reader::Reader;
use crate::visit::Visit;
use crate::{Site, Web, texts};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct Explorer {
    /// The query in the form.
    pub query: String,
    /// Its variables in the form, as JSON.
    pub variables: String,
    /// What a program would get, as JSON; none when nothing was asked.
    pub answer: Option<String>,
    /// Queries to begin with.
    pub examples: Vec<Example>,
    /// Every type of the schema, the one to begin with first.
    pub types: Vec<Type>,
}

/// A query to begin with.
#[derive(Clone, Debug)]
pub struct Example {
    /// The key of its title among the texts.
    pub title: &'static str,
    /// The query.
    pub query: String,
    /// The address that asks it here.
    pub href: String,
}

/// A type of the schema.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name, which is also its place on the page.
    pub name: String,
    /// The key of its kind's name among the texts.
    pub kind: &'static str,
    /// What it is.
    pub description: String,
    /// Its fields or values.
    pub members: Vec<Member>,
}

/// A field of a type, or a value of a closed list.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it may be asked with.
    pub arguments: Vec<Member>,
    /// The type it answers; none for a value of a closed list.
    pub answers: Option<TypeName>,
    /// What it is.
    pub description: String,
}

/// The name of a type as it is used.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// With its brackets and exclamation marks.
    pub written: String,
    /// The type within, if this page has it.
    pub link: Option<String>,
}

/// The frame around the page: the header, the footer and the language of all pages.
#[derive(Clone)]
pub struct Frame(Web);

#[derive(Template)]
#[template(path = "explorer/explorer.html")]
struct View<'a> {
    page: Page,
    explorer: &'a Explorer,
}

impl Frame {
    /// The frame of a site.
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self(Web::new(site))
    }

    /// The reader's language: the address's choice, the cookie's, the browser's, else Dutch.
    #[must_use]
    pub fn language(&self, uri: &Uri, headers: &HeaderMap) -> Language {
        Reader::of(&self.0, uri, headers, &Extensions::new()).language
    }

    /// Writes the page out.
    pub async fn page(&self, uri: &Uri, headers: &HeaderMap, explorer: &Explorer) -> Response {
        let mut reader = Reader::of(&self.0, uri, headers, &Extensions::new());
        reader.recognise(&self.0, &Visit::default()).await;
        let title = texts::text(reader.language, "explorer-title");
        let description = texts::text(reader.language, "explorer-lead");
        let page = Page::new(&self.0, &reader, title, description, None, &Behind::tree()).await;
        let view = View { page, explorer };
        let mut response = answer(&view.page, &view).unwrap_or_else(Failure::plain);
        let headers = response.headers_mut();
        headers.append(VARY, HeaderValue::from_static("accept"));
        // The address may say where somebody is.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// Puts into the footer of each page what it cost, as on every page.
    pub fn around(&self, doors: Router) -> Router {
        doors.layer(from_fn_with_state(self.0.clone(), measure))
    }
}
