//! A photo on its way in: a plain form in parts, read piece by piece, so that nothing more is kept
//! of it than a photo may be.

use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use futures_util::{StreamExt, stream};
use http::StatusCode;
use koop_domain::media::error::MediaError;
use koop_domain::media::model::UPLOAD_MAX_BYTES;
use koop_domain::media::{NewPhoto, Unfit};
use tokio::task::yield_now;

/// How much of a form is read in all. What is beyond a photo is read to its end and thrown away, up
/// to here: a browser that is cut off while it sends shows its own page about it, and not ours.
pub const FORM_MAX_BYTES: usize = 3 * UPLOAD_MAX_BYTES;
/// How long a text in such a form may be, in bytes. Words that are too long to be kept are still
/// read, to be shown again.
const TEXT_MAX_BYTES: usize = 8 * 1024;
/// How many parts a form may have; ours has four.
const PARTS_MAX: usize = 16;
/// What a ticked box sends.
const YES: &str = "ja";

/// A form with a photo, as it was sent: `listing`, `photo`, `alt`, and `decorative` (`ja` or
/// `true`).
#[derive(Debug, Default)]
pub struct Upload {
    /// Of which place, by its id.
    pub listing: String,
    /// What is to be seen, as it was typed.
    pub alt: String,
    /// Whether there is nothing to tell.
    pub decorative: bool,
    /// The file; none where it is too heavy.
    bytes: Option<Vec<u8>>,
}

/// A form that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl Upload {
    /// Reads a form.
    ///
    /// # Errors
    /// [`Unreadable`] where it is none, or breaks off.
    pub async fn read(request: Request) -> Result<Self, Unreadable> {
        let form = Multipart::from_request(request.map(one_at_a_time), &()).await;
        let mut form = form.map_err(|_| Unreadable)?;
        let mut upload = Self { bytes: Some(Vec::new()), ..Self::default() };
        for _ in 0..PARTS_MAX {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return Ok(upload),
                Err(error) => return upload.cut_off(&error),
            };
            let name = field.name().unwrap_or_default().to_owned();
            let most = if name == "photo" { UPLOAD_MAX_BYTES } else { TEXT_MAX_BYTES };
            let read = match bytes(field, most).await {
                Ok(read) => read,
                Err(error) => return upload.cut_off(&error),
            };
            upload.take(&name, read)?;
        }
        Err(Unreadable)
    }

    /// The photo in it.
    ///
    /// # Errors
    /// [`MediaError::Unfit`] where it is too heavy.
    pub fn photo(&mut self) -> Result<NewPhoto, MediaError> {
        let bytes = self.bytes.take().ok_or(MediaError::Unfit(Unfit::TooHeavy))?;
        Ok(NewPhoto { bytes, alt: self.alt.clone(), decorative: self.decorative })
    }

    fn take(&mut self, name: &str, read: Option<Vec<u8>>) -> Result<(), Unreadable> {
        if name == "photo" {
            self.bytes = read;
            return Ok(());
        }
        let text = String::from_utf8(read.ok_or(Unreadable)?).map_err(|_| Unreadable)?;
        match name {
            "listing" => self.listing = text,
            "alt" => self.alt = text,
            "decorative" => self.decorative = matches!(text.as_str(), YES | "true"),
            _ => {}
        }
        Ok(())
    }

    /// A form that is longer than is read at all holds a photo that is too heavy.
    fn cut_off(self, error: &MultipartError) -> Result<Self, Unreadable> {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Ok(Self { bytes: None, ..self }),
            _ => Err(Unreadable),
        }
    }
}

/// The same body, of which no more is taken than is asked for. The reader of forms takes all that
/// is there before it looks at any of it, which over a fast line is more than a photo may be.
fn one_at_a_time(body: Body) -> Body {
    let pieces =
        stream::unfold((body.into_data_stream(), false), |(mut pieces, more)| async move {
            // After a piece and not before it: the reader takes a body that begins with a pause and
            // is there at once after it for one that broke off.
            if more {
                yield_now().await;
            }
            pieces.next().await.map(|piece| (piece, (pieces, true)))
        });
    Body::from_stream(pieces)
}

/// What is in a part, or nothing where it is too much, of which no more is kept.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await? {
        bytes = bytes.filter(|it| it.len() + piece.len() <= most);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}
