//! The pictures of posts and of messages. Each has its address by whose it is, and each time it is
//! asked whether whoever asks sees that now: nothing of it is found by the name of its file.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use http::header::ETAG;
use http::{HeaderMap, HeaderValue};
use koop_domain::ctx::Ctx;
use koop_domain::error::Kind;
use koop_domain::id::{MessageId, PhotoId, PostId};
use koop_domain::media::{PhotoFile, PhotoSize};
use koop_domain::{Domain, agreements, posts};

use super::picture;
use crate::Web;
use crate::error::Failure;
use crate::reader::Reader;

/// Where pictures of posts are, and those of messages.
const OF_POSTS: &str = "/media/prikbord/";
const OF_MESSAGES: &str = "/media/gesprek/";
/// What anybody sees may be kept for a while: it may be taken off the board.
const FOR_A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// What not everybody sees is kept by nobody: who sees it today may not tomorrow.
const NOT_AT_ALL: HeaderValue = HeaderValue::from_static("private, no-store");

/// Where the pictures are.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/media/prikbord/{post}/{photo}/{size}", get(of_post))
        .route("/media/gesprek/{message}/{size}", get(of_message))
}

/// The address of a photo of a post on this site.
#[must_use]
pub fn post_path(post: PostId, photo: PhotoId, size: PhotoSize) -> String {
    format!("{OF_POSTS}{post}/{photo}/{}", file_name(size))
}

/// The address of the photo of a message on this site.
#[must_use]
pub fn message_path(message: MessageId, size: PhotoSize) -> String {
    format!("{OF_MESSAGES}{message}/{}", file_name(size))
}

/// Whether a path is that of a picture which not everybody may see.
#[must_use]
pub fn is_attached(path: &str) -> bool {
    path.starts_with(OF_POSTS) || path.starts_with(OF_MESSAGES)
}

/// The answer to whoever asks for a picture by its path. It is for programs, which say who asks in
/// another way than a page.
///
/// # Errors
/// [`Kind::NotFound`] where it is not there for them, [`Kind::Unavailable`].
pub async fn file_of(
    ctx: &Ctx,
    domain: &Domain,
    path: &str,
    headers: &HeaderMap,
) -> Result<Response, Kind> {
    let parts: Vec<&str> = path.split('/').skip(3).collect();
    let found = match (path.starts_with(OF_POSTS), parts.as_slice()) {
        (true, [post, photo, size]) => post_file(ctx, domain, (post, photo), size).await,
        (false, [message, size]) if path.starts_with(OF_MESSAGES) => {
            message_file(ctx, domain, message, size).await
        }
        _ => return Err(Kind::NotFound),
    };
    found.map(|file| shown(headers, file)).map_err(|failure| failure.kind())
}

async fn of_post(
    State(web): State<Web>,
    Path((post, photo, size)): Path<(String, String, String)>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let found = post_file(&reader.ctx, &web.site.domain, (&post, &photo), &size).await?;
    Ok(shown(&headers, found))
}

async fn of_message(
    State(web): State<Web>,
    Path((message, size)): Path<(String, String)>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let found = message_file(&reader.ctx, &web.site.domain, &message, &size).await?;
    Ok(shown(&headers, found))
}

async fn post_file(
    ctx: &Ctx,
    domain: &Domain,
    (post, photo): (&str, &str),
    size: &str,
) -> Result<PhotoFile, Failure> {
    let size = read_size(size).ok_or(Failure::NOT_FOUND)?;
    let post = PostId::parse(post).map_err(|_| Failure::NOT_FOUND)?;
    let photo = PhotoId::parse(photo).map_err(|_| Failure::NOT_FOUND)?;
    posts::photos::file(ctx, domain, (post, photo), size).await?.ok_or(Failure::NOT_FOUND)
}

async fn message_file(
    ctx: &Ctx,
    domain: &Domain,
    message: &str,
    size: &str,
) -> Result<PhotoFile, Failure> {
    let size = read_size(size).ok_or(Failure::NOT_FOUND)?;
    let message = MessageId::parse(message).map_err(|_| Failure::NOT_FOUND)?;
    agreements::photos::file(ctx, domain, message, size).await?.ok_or(Failure::NOT_FOUND)
}

fn shown(headers: &HeaderMap, file: PhotoFile) -> Response {
    let kept = if file.is_public { FOR_A_WHILE } else { NOT_AT_ALL };
    let is_public = file.is_public;
    let mut answer = picture::answer(headers, (file.name, file.jpeg), kept);
    if !is_public {
        // Its name is that of what is in it, which nobody else need be able to tell.
        answer.headers_mut().remove(ETAG);
    }
    answer
}

/// How a size is called in an address.
fn file_name(size: PhotoSize) -> &'static str {
    match size {
        PhotoSize::Small => "klein.jpg",
        PhotoSize::Medium => "middel.jpg",
        PhotoSize::Large => "groot.jpg",
    }
}

fn read_size(name: &str) -> Option<PhotoSize> {
    PhotoSize::ALL.into_iter().find(|it| file_name(*it) == name)
}
