//! The pictures themselves, and how a page shows them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::media::{self, FileName, Photo, PhotoSize, Picture};

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
    let etag = format!("\"{name}\"");
    let mut answer = match known(&headers, &etag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => file.into_response(),
    };
    let out = answer.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    out.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    out.insert(CONTENT_SECURITY_POLICY, NOTHING);
    out.insert(CACHE_CONTROL, FOR_EVER);
    out.extend(HeaderValue::try_from(etag).ok().map(|etag| (ETAG, etag)));
    Ok(answer)
}

/// The address of a picture on this site.
#[must_use]
pub fn path(picture: Picture) -> String {
    format!("/media/{}{JPEG}", picture.name)
}

/// A photo as a page shows it.
#[derive(Clone, Debug)]
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
        let medium = photo.picture(PhotoSize::Medium);
        let mut sizes = photo.sizes.to_vec();
        // One that was never larger is the same in every size.
        sizes.dedup_by_key(|it| it.width);
        let line = |it: &Picture| format!("{} {}w", path(*it), it.width);
        Self {
            alt: photo.alt.as_str().to_owned(),
            src: path(medium),
            srcset: sizes.iter().map(line).collect::<Vec<_>>().join(", "),
            width: medium.width,
            height: medium.height,
            large: path(photo.picture(PhotoSize::Large)),
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
    /// Where whoever keeps the place looks after them.
    pub keep: Option<String>,
}

impl Gallery {
    pub(crate) fn of(photos: &[Photo], base_url: &str, keep: Option<String>) -> Self {
        let photos: Vec<Shown> = photos.iter().map(Shown::of).collect();
        let urls = photos.iter().map(|it| format!("{base_url}{}", it.large)).collect();
        Self { photos, urls, keep }
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
