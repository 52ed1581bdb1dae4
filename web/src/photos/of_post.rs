//! Photos of a post: the page where its author looks after them. It is that of places, with words
//! of its own.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use koop_domain::id::{PhotoId, PostId};
use koop_domain::media::Attached;
use koop_domain::posts;
use koop_domain::posts::model::Post;
use koop_domain::posts::photos::{self, PHOTOS_MAX};

use super::page::Whose;
use super::{Moved, PhotosPage, RemovePage, Shown, Typed, Upload, Wrong, YES};
use super::{done_key, done_path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::behind::Behind;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts;

/// The pages.
pub(super) fn routes() -> Router<Web> {
    let back = |Path((slug, _)): Path<(String, String)>| async move { Redirect::to(&path(&slug)) };
    Router::new()
        .route("/prikbord/{slug}/fotos", get(list))
        .route("/prikbord/{slug}/fotos/{photo}", get(back).merge(post(tell)))
        .route("/prikbord/{slug}/fotos/{photo}/plaats", get(back).merge(post(shift)))
        .route("/prikbord/{slug}/fotos/{photo}/weg", get(ask).merge(post(remove)))
}

/// Where the photos of a post are looked after.
pub(crate) fn path(slug: &str) -> String {
    format!("/prikbord/{slug}/fotos")
}

/// `GET /prikbord/{slug}/fotos`
async fn list(
    State(web): State<Web>,
    Path(slug): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let id = post_id(&web, &mine, &slug).await?;
    show(&web, &mine, id, Wrong::default()).await
}

/// A photo of a post comes in at the one address for all.
pub(super) async fn add(web: &Web, mine: &Mine, mut upload: Upload) -> Result<Response, Failure> {
    let id = PostId::parse(&upload.post).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let done = match upload.photo() {
        Ok(new) => photos::add(ctx, domain, id, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            let (post, _) = photos::kept(ctx, domain, id).await?;
            Ok(Redirect::to(&done_path(&path(&post.slug), "erbij", None)).into_response())
        }
        Err(error) => {
            let slips = Slips::media(mine.reader.language, error)?;
            let Upload { alt, decorative, .. } = upload;
            show(web, mine, id, Wrong { of: None, alt, decorative, slips }).await
        }
    }
}

/// `POST /prikbord/{slug}/fotos/{photo}`: what is to be seen.
async fn tell(
    State(web): State<Web>,
    Path((slug, photo)): Path<(String, String)>,
    Acting(mine): Acting,
    Form(Typed { alt, decorative }): Form<Typed>,
) -> Result<Response, Failure> {
    let (id, photo) = (post_id(&web, &mine, &slug).await?, photo_id(&photo)?);
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let decorative = decorative == YES;
    match photos::set_alt(ctx, domain, photo, (&alt, decorative)).await {
        Ok(_) => back_at(&web, &mine, (id, photo), "tekst").await,
        Err(error) => {
            let slips = Slips::media(mine.reader.language, error)?;
            show(&web, &mine, id, Wrong { of: Some(photo), alt, decorative, slips }).await
        }
    }
}

/// `POST /prikbord/{slug}/fotos/{photo}/plaats`: forward or back.
async fn shift(
    State(web): State<Web>,
    Path((slug, photo)): Path<(String, String)>,
    Acting(mine): Acting,
    Form(Moved { naar }): Form<Moved>,
) -> Result<Response, Failure> {
    let (id, photo) = (post_id(&web, &mine, &slug).await?, photo_id(&photo)?);
    photos::move_to(&mine.reader.ctx, &web.site.domain, photo, naar).await?;
    back_at(&web, &mine, (id, photo), "plaats").await
}

/// `GET /prikbord/{slug}/fotos/{photo}/weg`: asks once more.
async fn ask(
    State(web): State<Web>,
    Path((slug, photo)): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let (id, photo) = (post_id(&web, &mine, &slug).await?, photo_id(&photo)?);
    let (post, all) = photos::kept(&mine.reader.ctx, &web.site.domain, id).await?;
    let photo = all.iter().find(|it| it.id == photo).ok_or(Failure::NOT_FOUND)?;
    let mut page = own_page(&web, &mine, &post, "photos-remove-title", &Slips::default()).await;
    let back = path(&post.slug);
    page.here = format!("{back}/{}/weg", photo.id);
    let shown = Shown::of_post(post.id, photo);
    let page = RemovePage::of(page, (&post.content.title, back), (photo.id, shown));
    answer_privately(http::StatusCode::OK, &page.page, &page)
}

/// `POST /prikbord/{slug}/fotos/{photo}/weg`
async fn remove(
    State(web): State<Web>,
    Path((slug, photo)): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    photos::remove(&mine.reader.ctx, &web.site.domain, photo_id(&photo)?).await?;
    Ok(Redirect::to(&done_path(&path(&slug), "weg", None)).into_response())
}

async fn show(web: &Web, mine: &Mine, id: PostId, wrong: Wrong) -> Result<Response, Failure> {
    let (post, all) = photos::kept(&mine.reader.ctx, &web.site.domain, id).await?;
    let done = mine.reader.value("gedaan").and_then(done_key);
    let page = own_page(web, mine, &post, "photos-of", &wrong.slips).await;
    let status = wrong.slips.status();
    let done = done.filter(|_| wrong.slips.is_empty()).map(|key| page.t(key));
    let slips = wrong.slips.clone();
    let page = PhotosPage::of_post(page, &post, &all, wrong, done);
    Ok(slips.on(answer_privately(status, &page.page, &page)?))
}

async fn own_page(web: &Web, mine: &Mine, post: &Post, title: &str, slips: &Slips) -> Page {
    let language = mine.reader.language;
    let name = [("name", post.content.title.clone().into())];
    let title = slips.title(language, texts::text_with(language, title, &name));
    let lead = texts::text(language, "photos-title");
    let behind = Behind::post(&post.slug);
    let mut page = Page::new(web, &mine.reader, title, lead, None, &behind).await;
    page.here = path(&post.slug);
    page.preview = Some(texts::text(language, "board-preview"));
    page
}

/// Back to the list, at the photo that was worked on.
async fn back_at(
    web: &Web,
    mine: &Mine,
    (id, photo): (PostId, PhotoId),
    done: &str,
) -> Result<Response, Failure> {
    let (post, all) = photos::kept(&mine.reader.ctx, &web.site.domain, id).await?;
    let number = all.iter().position(|it| it.id == photo).map(|at| at + 1);
    Ok(Redirect::to(&done_path(&path(&post.slug), done, number)).into_response())
}

/// The post with a name in the address bar, as far as the reader sees it.
async fn post_id(web: &Web, mine: &Mine, slug: &str) -> Result<PostId, Failure> {
    let found = posts::by_slug(&mine.reader.ctx, &web.site.domain, slug).await?;
    Ok(found.ok_or(Failure::NOT_FOUND)?.id)
}

fn photo_id(text: &str) -> Result<PhotoId, Failure> {
    PhotoId::parse(text).map_err(|_| Failure::NOT_FOUND)
}

impl PhotosPage {
    /// The photos of a post, for its author.
    pub(crate) fn of_post(
        page: Page,
        post: &Post,
        photos: &[Attached],
        wrong: Wrong,
        done: Option<String>,
    ) -> Self {
        let whose = Whose {
            owner: ("post", post.id.to_string()),
            name: post.content.title.clone(),
            here: path(&post.slug),
            public: format!("/prikbord/{}", post.slug),
            most: PHOTOS_MAX,
            keys: ["pictures-lead", "pictures-alt-hint", "pictures-first", "pictures-back"],
        };
        let shown = |it: &Attached| (it.id, it.alt.clone(), Shown::of_post(post.id, it));
        Self::of(page, whose, photos.iter().map(shown).collect(), (wrong, done))
    }
}
