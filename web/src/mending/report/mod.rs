//! "Wat klopt er niet?": first what, then how it should be. It changes nothing: it waits for who
//! keeps the place.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use koop_domain::error::Problem;
use koop_domain::language::Language;
use koop_domain::listings::model::Listing;
use koop_domain::listings::reports::{self, About, NOTE_MAX, PROPOSED_MAX, Said};
use serde::Deserialize;

use super::{place, slips};
use crate::Web;
use crate::drafts::{WHOSE, Waiting, whose};
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed as Pairs;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

#[derive(Template)]
#[template(path = "mending/report/report.html")]
pub(crate) struct ReportPage {
    pub page: Page,
    pub slips: Slips,
    pub slug: String,
    pub name: String,
    pub heading: String,
    pub back: String,
    /// Whether it was passed on.
    pub is_done: bool,
    /// What can be wrong, each with the address of its form.
    pub choices: Vec<(String, String)>,
    /// What is wrong, once that is chosen.
    pub form: Option<FormOf>,
}

/// The form of one thing that can be wrong.
pub(crate) struct FormOf {
    pub about: &'static str,
    pub what: String,
    pub now: Option<String>,
    pub value: Option<ValueOf>,
    pub note: String,
    pub note_label: String,
    pub note_hint: String,
    pub note_error: Option<String>,
    pub note_max: usize,
    pub kept: String,
    pub is_gone: bool,
    /// Whether sending it says that it is meant as oneself.
    pub as_oneself: bool,
}

/// How it should be.
pub(crate) struct ValueOf {
    pub label: String,
    pub hint: String,
    pub typed: String,
    pub error: Option<String>,
    pub longest: usize,
    pub keys: &'static str,
}

/// What was typed.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) wat: String,
    pub(crate) voorstel: String,
    pub(crate) toelichting: String,
    /// Whose form it was, where somebody was signed in.
    pub(crate) lid: String,
    /// Whether it may be sent as oneself by who chose to act for somebody and may no more.
    pub(crate) zelf: String,
    /// A field that nobody sees; programs that fill in everything fill it in too.
    pub(crate) nummer: String,
}

impl Typed {
    /// As it waits while somebody signs in.
    fn pairs(&self) -> Pairs {
        let all = [
            ("wat", &self.wat),
            ("voorstel", &self.voorstel),
            ("toelichting", &self.toelichting),
            (WHOSE, &self.lid),
        ];
        Pairs(all.into_iter().map(|(name, value)| (name.to_owned(), value.clone())).collect())
    }

    /// What had waited.
    fn of(pairs: &Pairs) -> Self {
        let value = |name| pairs.get(name).to_owned();
        Self {
            wat: value("wat"),
            voorstel: value("voorstel"),
            toelichting: value("toelichting"),
            ..Self::default()
        }
    }
}

/// `GET /plek/{slug}/klopt-niet`
pub(crate) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let waited = Waiting::of(&web.site, &headers).asked(&web, &reader).await?;
    let wat = reader.value("wat").unwrap_or_default().to_owned();
    let typed = match waited {
        Some(waited) => Typed::of(&waited),
        None => Typed { wat, ..Typed::default() },
    };
    let is_done = reader.value("gedaan").is_some();
    show(&web, &reader, &slug, (&typed, is_done), Slips::default()).await
}

/// `POST /plek/{slug}/klopt-niet`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let done = || Redirect::to(&format!("/plek/{slug}/klopt-niet?gedaan=ja")).into_response();
    let Some(about) = About::from_key(&typed.wat) else {
        return Ok(Redirect::to(&format!("/plek/{slug}/klopt-niet")).into_response());
    };
    if !typed.nummer.is_empty() {
        return Ok(done());
    }
    let waiting = Waiting::of(&web.site, &headers);
    // Whoever was told that they would hear of it is asked who they are once more.
    let whose = whose(&web, &typed.lid).filter(|_| reader.member().is_none());
    if whose.is_some() {
        return waiting.leave(&web, &reader, (typed.pairs(), whose)).await;
    }
    // What was meant for somebody else is not said as oneself, unless whoever was told so sends it
    // again.
    if reader.has_lapsed() && typed.zelf.is_empty() {
        let [words, way] =
            ["report-lapsed", "report-lapsed-way"].map(|key| texts::text(reader.language, key));
        let slips = Slips::in_all(words).leading("/mijn/namens".to_owned(), way);
        let again = Typed { zelf: "ja".to_owned(), ..typed };
        return show(&web, &reader, &slug, (&again, false), slips).await;
    }
    let listing = place(&web, &reader.ctx, &slug).await?;
    let Typed { voorstel: proposed, toelichting: note, .. } = typed.clone();
    let said = Said { about, proposed, note };
    let net = &reader.origin.net;
    match reports::report(&reader.ctx, &web.site.domain, listing.id, &said, net).await {
        Ok(_) => {
            waiting.done(&web, &reader).await?;
            Ok(done())
        }
        Err(error) => {
            let language = reader.language;
            let words = |field: &str, problem| slip(language, about, field, problem);
            let known = || texts::text(language, "report-slip-known");
            let slips = slips(language, error, words, known)?;
            show(&web, &reader, &slug, (&typed, false), slips).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    slug: &str,
    (typed, is_done): (&Typed, bool),
    slips: Slips,
) -> Result<Response, Failure> {
    let listing = place(web, &reader.ctx, slug).await?;
    let title = if is_done { "report-done-title" } else { "report-title" };
    let mut page = Page::own(web, reader, title, "report-lead", &slips).await;
    page.here = format!("/plek/{slug}/klopt-niet");
    let status = slips.status();
    let page = ReportPage::new(page, &listing, typed, is_done, slips);
    let response = answer_privately(status, &page.page, &page)?;
    Ok(if status == StatusCode::OK { response } else { page.slips.on(response) })
}

/// What is wrong with what was typed, and beside which field.
fn slip(language: Language, about: About, field: &str, problem: Problem) -> (&'static str, String) {
    let id = if field == "note" { "toelichting" } else { "voorstel" };
    let key = match (id, problem, about) {
        ("toelichting", Problem::Empty, _) => "report-slip-note-empty",
        (_, Problem::Empty, _) => "report-slip-empty",
        (_, Problem::TooLong, _) => "report-slip-long",
        (_, _, About::Hours) => "report-slip-hours",
        (_, _, About::Website) => "report-slip-website",
        _ => "report-slip-odd",
    };
    (id, texts::text(language, key))
}

/// The key of what can be wrong.
pub(crate) fn about_key(about: About) -> &'static str {
    match about {
        About::Hours => "report-hours",
        About::Address => "report-address",
        About::Phone => "report-phone",
        About::Website => "report-website",
        About::Name => "report-name",
        About::Gone => "report-gone",
        About::Otherwise => "report-otherwise",
    }
}

/// The keys of how it should be, where that is one value.
fn value_keys(about: About) -> Option<(&'static str, &'static str)> {
    match about {
        About::Hours => Some(("report-value-hours", "report-value-hours-hint")),
        About::Phone => Some(("report-value-phone", "report-value-phone-hint")),
        About::Website => Some(("report-value-website", "report-value-website-hint")),
        About::Name => Some(("report-value-name", "report-value-name-hint")),
        About::Address | About::Gone | About::Otherwise => None,
    }
}

impl ReportPage {
    pub(crate) fn new(
        page: Page,
        listing: &Listing,
        typed: &Typed,
        is_done: bool,
        slips: Slips,
    ) -> Self {
        let name = listing.facts.name.clone();
        let with_name = |key| page.with(key, &[("name", name.clone().into())]);
        let choice = |about: About| {
            let href = format!("/plek/{}/klopt-niet?wat={}", listing.slug, about.key());
            (href, page.t(about_key(about)))
        };
        let about = About::from_key(&typed.wat).filter(|_| !is_done);
        let heading =
            if is_done { page.t("report-done-title") } else { with_name("report-title-of") };
        Self {
            slug: listing.slug.clone(),
            heading,
            back: with_name("report-back"),
            choices: About::ALL.into_iter().map(choice).collect(),
            form: about.map(|about| FormOf::new(&page, listing, about, typed, &slips)),
            name,
            is_done,
            slips,
            page,
        }
    }
}

impl FormOf {
    fn new(page: &Page, listing: &Listing, about: About, typed: &Typed, slips: &Slips) -> Self {
        let now = about.has_value().then(|| match about.now(&listing.facts) {
            Some(value) => page.with("report-now", &[("value", value.to_owned().into())]),
            None => page.t("report-now-none"),
        });
        let value = value_keys(about).map(|(label, hint)| ValueOf {
            label: page.t(label),
            hint: page.t(hint),
            typed: typed.voorstel.clone(),
            error: slips.of("voorstel").map(str::to_owned),
            longest: PROPOSED_MAX,
            keys: match about {
                About::Phone => "tel",
                About::Website => "url",
                _ => "text",
            },
        });
        let optional = about.has_value() || about == About::Gone;
        let kept = if page.member.is_some() { "report-kept-member" } else { "report-kept" };
        Self {
            about: about.key(),
            what: page.t(about_key(about)),
            now,
            value,
            note: typed.toelichting.clone(),
            note_label: page.t(if optional { "report-note" } else { "report-note-needed" }),
            note_hint: page.with("report-note-hint", &[("count", NOTE_MAX.into())]),
            note_error: slips.of("toelichting").map(str::to_owned),
            note_max: NOTE_MAX,
            kept: page.t(kept),
            is_gone: about == About::Gone,
            as_oneself: !typed.zelf.is_empty(),
        }
    }
}
