//! Photos of a place: the page where whoever keeps it looks after them, the one address to which a
//! photo is sent, and the pictures themselves. Those of a post and of a message come in at the same
//! address, and have addresses of their own (`attached`).
//!
//! A photo is sent to `/media` in a plain form, by this page or by a program; what else happens to
//! it happens under the page of its place, or of its post (`of_post`).

mod attached;
mod of_post;
mod page;
mod picture;
mod upload;

use axum::Form;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use koop_domain::id::{ListingId, PhotoId};
use koop_domain::listings::model::Listing;
use koop_domain::media;
use koop_domain::media::Arrival;
use koop_domain::policy::{Action, Standing, allows_on};
use serde::Deserialize;

pub use self::attached::{file_of, is_attached, message_path, post_path};
pub(crate) use self::page::{PhotosPage, RemovePage, Wrong};
pub use self::picture::path;
pub(crate) use self::picture::{Gallery, Shown};
pub use self::upload::{FORM_MAX_BYTES, Unreadable, Upload};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::agreements;
use crate::behind::Behind;
use crate::entering::HOME;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

/// Where a photo is sent to.
pub const PATH: &str = "/media";
/// What a ticked box sends.
const YES: &str = "ja";

/// What was typed of a photo.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    alt: String,
    decorative: String,
}

/// To which place a photo moves.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Moved {
    naar: usize,
}

/// The pages and the pictures.
pub(crate) fn routes() -> Router<Web> {
    let back = |Path((id, _)): Path<(String, String)>| async move { Redirect::to(&own_path(&id)) };
    Router::new()
        .route("/mijn/plekken/{id}/fotos", get(list))
        .route("/mijn/plekken/{id}/fotos/{photo}", get(back).merge(post(tell)))
        .route("/mijn/plekken/{id}/fotos/{photo}/plaats", get(back).merge(post(shift)))
        .route("/mijn/plekken/{id}/fotos/{photo}/weg", get(ask).merge(post(remove)))
        .route(PATH, get(|| async { Redirect::to(HOME) }).merge(post(send)))
        .layer(DefaultBodyLimit::max(FORM_MAX_BYTES))
        .route("/media/{name}", get(picture::get))
        .merge(of_post::routes())
        .merge(attached::routes())
}

/// The photos of a place for its page, and the way to look after them for who keeps it.
pub(crate) async fn gallery(
    web: &Web,
    reader: &Reader,
    listing: &Listing,
    standing: Standing,
) -> Result<Gallery, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let photos = media::of(ctx, domain, &[listing.id]).await?;
    let keeps = allows_on(ctx.actor, Action::EditListing, standing);
    let keep = keeps.then(|| own_path(&listing.id.to_string()));
    let photos = photos.get(&listing.id).map_or(&[][..], Vec::as_slice);
    Ok(Gallery::of(photos, &web.site.base_url, keep))
}

/// `GET /mijn/plekken/{id}/fotos`
async fn list(
    State(web): State<Web>,
    Path(id): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    show(&web, &mine, listing_id(&id)?, Wrong::default()).await
}

/// `POST /media`: a photo comes in.
async fn send(
    State(web): State<Web>,
    Acting(mine): Acting,
    form: Request,
) -> Result<Response, Failure> {
    let language = mine.reader.language;
    let odd = || Failure::INVALID.told(texts::text(language, "photo-upload-odd"));
    let _arrival = arrive(&web, &mine.reader)?;
    let mut upload = Upload::read(form).await.map_err(|_| odd())?;
    if !upload.agreement.is_empty() {
        return agreements::say(&web, &mine, upload).await;
    }
    if !upload.post.is_empty() {
        return of_post::add(&web, &mine, upload).await;
    }
    let id = listing_id(&upload.listing)?;
    let done = match upload.photo() {
        Ok(new) => media::add(&mine.reader.ctx, &web.site.domain, id, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            let done = done_path(&own_path(&id.to_string()), "erbij", None);
            Ok(Redirect::to(&done).into_response())
        }
        Err(error) => {
            let slips = Slips::media(language, error)?;
            let Upload { alt, decorative, .. } = upload;
            show(&web, &mine, id, Wrong { of: None, alt, decorative, slips }).await
        }
    }
}

/// A file comes in, unless as many of the reader's do already. Nothing of it has been read by
/// then, so there is no form to show again.
pub(crate) fn arrive(web: &Web, reader: &Reader) -> Result<Arrival, Failure> {
    media::arrive(&reader.ctx, &web.site.domain).map_err(|error| {
        let words = texts::media_error(reader.language, &error).unwrap_or_default();
        Failure::from(error).told(words)
    })
}

/// `POST /mijn/plekken/{id}/fotos/{photo}`: what is to be seen.
async fn tell(
    State(web): State<Web>,
    Path(path): Path<(String, String)>,
    Acting(mine): Acting,
    Form(Typed { alt, decorative }): Form<Typed>,
) -> Result<Response, Failure> {
    let (id, photo) = ids(&path)?;
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let decorative = decorative == YES;
    match media::set_alt(ctx, domain, photo, (&alt, decorative)).await {
        Ok(_) => back_at(&web, &mine, (id, photo), "tekst").await,
        Err(error) => {
            let slips = Slips::media(mine.reader.language, error)?;
            show(&web, &mine, id, Wrong { of: Some(photo), alt, decorative, slips }).await
        }
    }
}

/// `POST /mijn/plekken/{id}/fotos/{photo}/plaats`: forward or back.
async fn shift(
    State(web): State<Web>,
    Path(path): Path<(String, String)>,
    Acting(mine): Acting,
    Form(Moved { naar }): Form<Moved>,
) -> Result<Response, Failure> {
    let (id, photo) = ids(&path)?;
    media::move_to(&mine.reader.ctx, &web.site.domain, photo, naar).await?;
    back_at(&web, &mine, (id, photo), "plaats").await
}

/// `GET /mijn/plekken/{id}/fotos/{photo}/weg`: asks once more.
async fn ask(
    State(web): State<Web>,
    Path(path): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let (id, photo) = ids(&path)?;
    let (listing, photos) = media::kept(&mine.reader.ctx, &web.site.domain, id).await?;
    let photo = photos.iter().find(|it| it.id == photo).ok_or(Failure::NOT_FOUND)?;
    let mut page = own_page(&web, &mine, &listing, "photos-remove-title", &Slips::default()).await;
    page.here = format!("{}/{}/weg", own_path(&path.0), photo.id);
    let page = RemovePage::new(page, &listing, photo);
    answer_privately(http::StatusCode::OK, &page.page, &page)
}

/// `POST /mijn/plekken/{id}/fotos/{photo}/weg`
async fn remove(
    State(web): State<Web>,
    Path(path): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let (id, photo) = ids(&path)?;
    media::remove(&mine.reader.ctx, &web.site.domain, photo).await?;
    Ok(Redirect::to(&done_path(&own_path(&id.to_string()), "weg", None)).into_response())
}

async fn show(web: &Web, mine: &Mine, id: ListingId, wrong: Wrong) -> Result<Response, Failure> {
    let (listing, photos) = media::kept(&mine.reader.ctx, &web.site.domain, id).await?;
    let done = mine.reader.value("gedaan").and_then(done_key);
    let page = own_page(web, mine, &listing, "photos-of", &wrong.slips).await;
    let status = wrong.slips.status();
    let done = done.filter(|_| wrong.slips.is_empty()).map(|key| page.t(key));
    let slips = wrong.slips.clone();
    let page = PhotosPage::new(page, &listing, &photos, wrong, done);
    Ok(slips.on(answer_privately(status, &page.page, &page)?))
}

async fn own_page(web: &Web, mine: &Mine, listing: &Listing, title: &str, slips: &Slips) -> Page {
    let language = mine.reader.language;
    let name = [("name", listing.facts.name.clone().into())];
    let title = slips.title(language, texts::text_with(language, title, &name));
    let lead = texts::text(language, "photos-title");
    let behind = Behind::place(&listing.slug);
    let mut page = Page::new(web, &mine.reader, title, lead, None, &behind).await;
    page.here = own_path(&listing.id.to_string());
    page
}

/// Back to the list, at the photo that was worked on.
async fn back_at(
    web: &Web,
    mine: &Mine,
    (id, photo): (ListingId, PhotoId),
    done: &str,
) -> Result<Response, Failure> {
    let (_, photos) = media::kept(&mine.reader.ctx, &web.site.domain, id).await?;
    let number = photos.iter().position(|it| it.id == photo).map(|at| at + 1);
    Ok(Redirect::to(&done_path(&own_path(&id.to_string()), done, number)).into_response())
}

/// Where the photos of a place are looked after.
fn own_path(id: &str) -> String {
    format!("/mijn/plekken/{id}/fotos")
}

fn done_path(here: &str, done: &str, number: Option<usize>) -> String {
    let at = number.map(|number| format!("#foto-{number}")).unwrap_or_default();
    format!("{here}?gedaan={done}{at}")
}

/// What has just been done, by the key of its sentence.
fn done_key(what: &str) -> Option<&'static str> {
    Some(match what {
        "erbij" => "photos-done-added",
        "tekst" => "photos-done-alt",
        "plaats" => "photos-done-moved",
        "weg" => "photos-done-removed",
        _ => return None,
    })
}

fn listing_id(text: &str) -> Result<ListingId, Failure> {
    ListingId::parse(text).map_err(|_| Failure::NOT_FOUND)
}

fn ids((listing, photo): &(String, String)) -> Result<(ListingId, PhotoId), Failure> {
    Ok((listing_id(listing)?, PhotoId::parse(photo).map_err(|_| Failure::NOT_FOUND)?))
}
