//! Putting something on the board, and changing it: first whether it is offered or asked for and
//! what it is, then one form that asks what belongs to that. What was typed waits while somebody
//! signs in.

mod begin;
pub(crate) mod choosing;
mod draft;
mod fields;
mod price;
mod rough;
mod shapes;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::communities::{self, model::MembershipState};
use koop_domain::language::Language;
use koop_domain::listings::keepers::{self, MINE_MAX};
use koop_domain::posts;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::{Audience, Direction, Post, Subject, Topic};

#[cfg(test)]
pub(crate) use self::begin::BeginPage;
use self::begin::{begin, begun};
use self::draft::{FIELDS, Reading, kind_of, typed_of};
use self::fields::{Making, masked};
pub(crate) use self::rough::rough;
use self::shapes::Fields;
use super::cards::area_name;
use super::state::Board;
use super::{NEW, href, seen};
use crate::Web;
use crate::account::{Acting, LAPSED};
use crate::drafts::{Sent, WHOSE, Waiting, whose};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, posts as words};

/// The form.
#[derive(Template)]
#[template(path = "board/form/form.html")]
pub(crate) struct FormPage {
    pub page: Page,
    pub slips: Slips,
    pub heading: String,
    /// `Vraag · Hulp`
    pub kind: String,
    pub action: String,
    /// Where one goes who does not go on.
    pub back: String,
    pub is_edit: bool,
    /// What travels along.
    pub kept: Vec<(String, String)>,
    pub fields: Fields,
    /// For which of the places that they keep it may be.
    pub places: Option<Choices>,
    /// What is good to know first.
    pub notes: Vec<Note>,
    /// Public words in which there is a number or an address, as they would stand there masked.
    pub masked: Vec<(String, String)>,
    /// What was typed waited, and stands here again.
    pub is_back: bool,
}

/// Something that is good to know first, and a way on.
pub(crate) struct Note {
    pub text: String,
    pub way: Option<Link>,
}

/// `GET /prikbord/nieuw`
pub(in crate::board) async fn get(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let waited = Waiting::of(&web.site, &headers).asked(&web, &reader).await?;
    let is_back = waited.is_some();
    let mut typed = waited.unwrap_or_else(|| begun(&reader));
    if kind_of(&typed).is_none() {
        return begin(&web, &reader).await;
    }
    let mut shown = Shown { is_back, ..Shown::default() };
    shown.belongs = belongs(&web, &reader, &mut typed).await?;
    show(&web, &reader, &typed, shown).await
}

/// Whether a member belongs somewhere; where, stands in the form if nothing else does. Of a
/// visitor nobody knows yet.
async fn belongs(web: &Web, reader: &Reader, typed: &mut Typed) -> Result<bool, Failure> {
    if reader.member().is_none() {
        return Ok(true);
    }
    let mine = communities::mine(&reader.ctx, &web.site.domain).await?;
    let is_in = |it: &communities::Seen| {
        it.membership.as_ref().is_some_and(|it| it.state == MembershipState::Active)
    };
    let mine: Vec<communities::Seen> = mine.into_iter().filter(is_in).collect();
    if typed.get("waar").is_empty() && typed.get("punt").is_empty() {
        let atlas = web.atlas(&reader.ctx).await?;
        // The smallest of their communities says most about where they live.
        let areas = mine.iter().filter_map(|it| it.community.settings.area);
        let smallest = areas.max_by_key(|id| atlas.lineage(*id).count());
        if let Some(name) = smallest.and_then(|id| atlas.words_for(id)) {
            typed.set("waar", &name);
        }
    }
    Ok(!mine.is_empty())
}

/// `POST /prikbord/nieuw`
pub(in crate::board) async fn publish(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Some(kind) = kind_of(&typed) else { return Ok(Redirect::to(NEW).into_response()) };
    let waiting = Waiting::of(&web.site, &headers);
    let atlas = web.atlas(&reader.ctx).await?;
    let coins = price::coins(&web, &reader, None).await?;
    let (language, now) = (reader.language, reader.ctx.now);
    let reading = Reading { language, now, atlas: &atlas, kept: None, coins: &coins };
    let draft = match reading.draft(&typed, kind) {
        Ok(draft) => draft,
        Err(slips) => return show(&web, &reader, &typed, Shown::wrong(slips)).await,
    };
    if reader.member().is_none() {
        let whose = whose(&web, typed.get(WHOSE));
        return match waiting.try_leave(&web, &reader, (worth_keeping(&typed), whose)).await? {
            Ok(led) => Ok(led),
            Err(slips) => show(&web, &reader, &typed, Shown::wrong(slips)).await,
        };
    }
    if reader.has_lapsed() {
        return Ok(Redirect::to(LAPSED).into_response());
    }
    match posts::publish(&reader.ctx, &web.site.domain, draft).await {
        Ok(post) => {
            waiting.done(&web, &reader).await?;
            Ok(Redirect::to(&format!("{}?gedaan=geplaatst", href(&post))).into_response())
        }
        Err(error) => refused(&web, &reader, &typed, (error, None)).await,
    }
}

/// `GET /prikbord/{slug}/wijzigen`
pub(in crate::board) async fn change(
    State(web): State<Web>,
    Path(slug): Path<String>,
    Acting(mine): Acting,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let post = own(&web, reader, &slug).await?;
    let waited = Waiting::of(&web.site, &headers).asked(&web, reader).await?;
    let is_back = waited.is_some();
    let typed = waited.unwrap_or_else(|| typed_of(&post));
    let shown = Shown { post: Some(post), is_back, ..Shown::default() };
    show(&web, reader, &typed, shown).await
}

/// `POST /prikbord/{slug}/wijzigen`
pub(in crate::board) async fn edit(
    State(web): State<Web>,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine, typed, waiting } = sent;
    let reader = &mine.reader;
    let post = own(&web, reader, &slug).await?;
    let atlas = web.atlas(&reader.ctx).await?;
    let (language, now) = (reader.language, reader.ctx.now);
    let coins = price::coins(&web, reader, Some(&post)).await?;
    let reading = Reading { language, now, atlas: &atlas, kept: Some(&post), coins: &coins };
    let draft = match reading.draft(&typed, (post.direction, post.subject)) {
        Ok(draft) => draft,
        Err(slips) => {
            let shown = Shown { post: Some(post), ..Shown::wrong(slips) };
            return show(&web, reader, &typed, shown).await;
        }
    };
    let revision = typed.get("revisie").parse().unwrap_or(0);
    match posts::edit(&reader.ctx, &web.site.domain, post.id, revision, draft).await {
        Ok(post) => {
            waiting.done(&web, reader).await?;
            Ok(Redirect::to(&format!("{}?gedaan=bewaard", href(&post))).into_response())
        }
        Err(error) => refused(&web, reader, &typed, (error, Some(post))).await,
    }
}

/// A post of the reader's own.
async fn own(web: &Web, reader: &Reader, slug: &str) -> Result<Post, Failure> {
    let post = seen(web, reader, slug).await?;
    let eyes = posts::eyes(&reader.ctx, &web.site.domain).await?;
    let is_kept = eyes.is_own(&post) && post.audience != Audience::Desk;
    if is_kept { Ok(post) } else { Err(Failure::DENIED) }
}

/// The form again, with what the board had to say about it.
async fn refused(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    (error, post): (PostError, Option<Post>),
) -> Result<Response, Failure> {
    let language = reader.language;
    let masked = match &error {
        PostError::Contacts { .. } => masked(language, typed),
        _ => Vec::new(),
    };
    let mut typed = typed.clone();
    let mut post = post;
    if let PostError::Conflict { current } = &error {
        // Saved once more, it stands for what was typed here.
        typed.set("revisie", &current.revision.to_string());
        post = Some((**current).clone());
    }
    let homeless = matches!(error, PostError::NoCommunity);
    let mut slips = Slips::of_post(language, error, FIELDS)?;
    if homeless {
        let way = texts::text(language, "board-no-community-way");
        slips = slips.leading("/gemeenschappen".to_owned(), way);
    }
    show(web, reader, &typed, Shown { slips, post, masked, ..Shown::default() }).await
}

/// What waits of a form while somebody signs in.
fn worth_keeping(typed: &Typed) -> Typed {
    let mut kept = typed.clone();
    kept.0
        .retain(|(name, value)| !value.is_empty() && ![WHOSE, "maskeer"].contains(&name.as_str()));
    kept
}

/// What is shown with a form.
struct Shown {
    slips: Slips,
    post: Option<Post>,
    masked: Vec<(String, String)>,
    is_back: bool,
    /// Whether its author belongs to a community in which it could stand, as far as is known.
    belongs: bool,
}

impl Default for Shown {
    fn default() -> Self {
        let (slips, masked) = (Slips::default(), Vec::new());
        Self { slips, post: None, masked, is_back: false, belongs: true }
    }
}

impl Shown {
    fn wrong(slips: Slips) -> Self {
        Self { slips, ..Self::default() }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    shown: Shown,
) -> Result<Response, Failure> {
    let kind = match (&shown.post, kind_of(typed)) {
        (Some(post), _) => (post.direction, post.subject),
        (None, Some(kind)) => kind,
        (None, None) => return begin(web, reader).await,
    };
    let is_edit = shown.post.is_some();
    let title = if is_edit { "board-edit-title" } else { "board-new-title" };
    let mut page = Page::own(web, reader, title, "board-new-lead", &shown.slips).await;
    page.here = match &shown.post {
        Some(post) => format!("{}/wijzigen", href(post)),
        None => format!("{NEW}?richting={}&soort={}", kind.0.key(), kind.1.key()),
    };
    let atlas = web.atlas(&reader.ctx).await?;
    let stays = shown.post.as_ref().and_then(|it| area_name(&atlas, it));
    let status = shown.slips.status();
    let mut form = FormPage::new(page, typed, kind, (shown.post.as_ref(), stays), shown.slips);
    price::ask(web, reader, (typed, shown.post.as_ref()), &mut form).await?;
    form.masked = shown.masked;
    form.is_back = shown.is_back;
    if !shown.belongs {
        let way = Link {
            href: "/gemeenschappen".to_owned(),
            label: texts::text(reader.language, "board-no-community-way"),
        };
        let text = texts::text(reader.language, "board-no-community");
        form.notes.insert(0, Note { text, way: Some(way) });
    }
    form.places = places(web, reader, &form.page, typed).await?;
    Ok(form.slips.on(answer_privately(status, &form.page, &form)?))
}

/// The places that a member keeps, for which they can put something on the board.
async fn places(
    web: &Web,
    reader: &Reader,
    page: &Page,
    typed: &Typed,
) -> Result<Option<Choices>, Failure> {
    if reader.member().is_none() {
        return Ok(None);
    }
    let kept = keepers::mine(&reader.ctx, &web.site.domain, MINE_MAX).await.unwrap_or_default();
    if kept.is_empty() {
        return Ok(None);
    }
    let chosen = typed.get("voor");
    let none = Choice {
        value: String::new(),
        label: page.t("board-listing-none"),
        chosen: chosen.is_empty(),
    };
    let choice = |(_, listing): (keepers::Keeper, koop_domain::listings::model::Listing)| {
        let value = listing.id.to_string();
        Choice { chosen: value == chosen, value, label: listing.facts.name }
    };
    let choices = std::iter::once(none).chain(kept.into_iter().map(choice)).collect();
    let group = Group { label: String::new(), choices };
    let label = ("voor", "board-field-listing");
    Ok(Some(Choices::grouped(page, label, vec![group], &Slips::default())))
}

impl FormPage {
    pub(crate) fn new(
        page: Page,
        typed: &Typed,
        kind: (Direction, Subject),
        (post, stays): (Option<&Post>, Option<String>),
        slips: Slips,
    ) -> Self {
        let (direction, subject) = kind;
        let language = page.language;
        let making = Making { page: &page, typed, slips: &slips, kind, stays: stays.as_deref() };
        let fields = making.fields();
        let mut kept = vec![
            ("richting".to_owned(), direction.key().to_owned()),
            ("soort".to_owned(), subject.key().to_owned()),
        ];
        if post.is_some() {
            kept.push(("revisie".to_owned(), typed.get("revisie").to_owned()));
        }
        if !page.whose.is_empty() {
            kept.push((WHOSE.to_owned(), page.whose.clone()));
        }
        let heading = match (post, direction) {
            (Some(_), _) => "board-edit-title",
            (None, Direction::Offer) => "board-new-offer",
            (None, Direction::Request) => "board-new-request",
        };
        Self {
            heading: page.t(heading),
            kind: kind_words(language, kind),
            action: post.map_or_else(|| NEW.to_owned(), |it| format!("{}/wijzigen", href(it))),
            back: post.map_or_else(|| Board::of(subject).path().to_owned(), href),
            is_edit: post.is_some(),
            kept,
            fields,
            places: None,
            notes: notes(&page, kind, typed),
            masked: Vec::new(),
            is_back: false,
            slips,
            page,
        }
    }
}

/// `Vraag · Hulp`
fn kind_words(language: Language, (direction, subject): (Direction, Subject)) -> String {
    let [direction, subject] =
        [words::direction(language, direction), words::subject(language, subject)];
    format!("{direction} · {subject}")
}

/// What is good to know first.
fn notes(page: &Page, (direction, subject): (Direction, Subject), typed: &Typed) -> Vec<Note> {
    let note = |key: &str| Note { text: page.t(key), way: None };
    let mut notes = Vec::new();
    if page.member.is_none() {
        notes.push(note("board-sign-in-later"));
    }
    let guarded = Topic::from_key(typed.get("onderwerp")).is_some_and(Topic::is_guarded);
    if subject == Subject::Help && direction == Direction::Offer && guarded {
        notes.push(note("board-guarded"));
    }
    notes
}
