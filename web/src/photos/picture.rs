//! The pictures themselves, and how a page shows them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::{MessageId, PostId};
use koop_domain::media::{self, Alt, Attached, FileName, Photo, PhotoSize, Picture};
use koop_domain::posts::model::{Audience, Post, PostState};

use super::attached::{message_path, post_path};
use super::of_post;
use crate::Web;
use crate::assets::known;
use crate::error::Failure;

/// How the name of a picture ends.
const JPEG: &str = ".jpg";
/// What is under a name never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Whatever a browser takes it for, it does nothing.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// `GET /media/{name}.jpg`: a picture that belongs to a photo. Anything else is not there.
pub(crate) async fn get(
    State(web): State<Web>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let name = name.strip_suffix(JPEG).and_then(FileName::parse).ok_or(Failure::NOT_FOUND)?;
    let ctx = Ctx::new(Actor::Visitor, web.site.clock.as_ref(), web.site.ids.clone());
    let file = media::file(&ctx, &web.site.domain, name).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(answer(&headers, (name, file), FOR_EVER))
}

/// What a browser gets that asks for a picture.
pub(super) fn answer(
    headers: &HeaderMap,
    (name, file): (FileName, Vec<u8>),
    kept: HeaderValue,
) -> Response {
    let etag = format!("\"{name}\"");
    let mut answer = match known(headers, &etag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => file.into_response(),
    };
    let out = answer.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    out.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    out.insert(CONTENT_SECURITY_POLICY, NOTHING);
    out.insert(CACHE_CONTROL, kept);
    out.extend(HeaderValue::try_from(etag).ok().map(|etag| (ETAG, etag)));
    answer
}

/// The address of a picture on this site.
#[must_use]
pub fn path(picture: Picture) -> String {
    format!("/media/{}{JPEG}", picture.name)
}

/// What whoever keeps a place reads where its photos are, by keys.
const OF_PLACES: [&str; 3] = ["photos-first-words", "photos-first", "photos-keep"];
/// The same of a post.
const OF_POSTS: [&str; 3] = ["pictures-none", "pictures-add", "pictures-keep"];

/// A photo as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub alt: String,
    /// The address in the size that browsers show that know no other.
    pub src: String,
    /// The addresses of all sizes with their widths.
    pub srcset: String,
    pub width: u32,
    pub height: u32,
    /// The address of the largest.
    pub large: String,
}

impl Shown {
    pub(crate) fn of(photo: &Photo) -> Self {
        Self::new(&photo.alt, photo.sizes.map(|it| (path(it), it)))
    }

    /// A photo of a post.
    pub(crate) fn of_post(post: PostId, photo: &Attached) -> Self {
        let path = |size| (post_path(post, photo.id, size), photo.picture(size));
        Self::new(&photo.alt, PhotoSize::ALL.map(path))
    }

    /// The photo of a message.
    pub(crate) fn of_message(message: MessageId, photo: &Attached) -> Self {
        let path = |size| (message_path(message, size), photo.picture(size));
        Self::new(&photo.alt, PhotoSize::ALL.map(path))
    }

    /// A photo by its addresses, the smallest first.
    fn new(alt: &Alt, sizes: [(String, Picture); 3]) -> Self {
        let mut lines: Vec<&(String, Picture)> = sizes.iter().collect();
        // One that was never larger is the same in every size.
        lines.dedup_by_key(|(_, it)| it.width);
        let line = |(path, it): &&(String, Picture)| format!("{path} {}w", it.width);
        let srcset = lines.iter().map(line).collect::<Vec<_>>().join(", ");
        let [_, (src, medium), (large, _)] = sizes;
        Self {
            alt: alt.as_str().to_owned(),
            src,
            srcset,
            width: medium.width,
            height: medium.height,
            large,
        }
    }

    /// Whether it is higher than wide.
    pub(crate) fn is_high(&self) -> bool {
        self.height > self.width
    }
}

/// The photos on the page of a place: one large, the others below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gallery {
    pub photos: Vec<Shown>,
    /// The largest of each, for who reads the page elsewhere.
    pub urls: Vec<String>,
    /// Where whoever keeps the place or the post looks after them.
    pub keep: Option<String>,
    /// The keys of what they read where there are none yet, and of the ways there.
    pub keys: [&'static str; 3],
}

impl Gallery {
    pub(crate) fn of(photos: &[Photo], base_url: &str, keep: Option<String>) -> Self {
        let photos: Vec<Shown> = photos.iter().map(Shown::of).collect();
        let urls = photos.iter().map(|it| format!("{base_url}{}", it.large)).collect();
        Self { photos, urls, keep, keys: OF_PLACES }
    }

    /// The photos of a post.
    pub(crate) fn of_post(post: &Post, photos: &[Attached], is_own: bool) -> Self {
        let photos = photos.iter().map(|it| Shown::of_post(post.id, it)).collect();
        // What stands at the desk is the desk's to keep.
        let is_kept = post.state != PostState::Removed && post.audience != Audience::Desk;
        let keep = is_own && is_kept;
        let keep = keep.then(|| of_post::path(&post.slug));
        Self { photos, urls: Vec::new(), keep, keys: OF_POSTS }
    }

    /// The one that stands for the place where it is shared.
    pub(crate) fn first(&self) -> Option<&Shown> {
        self.photos.first()
    }

    /// Those below the first.
    pub(crate) fn others(&self) -> &[Shown] {
        self.photos.get(1..).unwrap_or_default()
    }

    /// Whether there is nothing to show to who reads.
    pub(crate) fn is_empty(&self) -> bool {
        self.photos.is_empty() && self.keep.is_none()
    }
}
