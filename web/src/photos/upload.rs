//! A photo on its way in: a plain form in parts.

use axum::extract::Request;
use koop_domain::media::error::MediaError;
use koop_domain::media::model::UPLOAD_MAX_BYTES;
use koop_domain::media::{NewPhoto, Unfit};

use crate::multipart::Sent;
pub use crate::multipart::Unreadable;

/// How much of a form is read in all. What is beyond a photo is read to its end and thrown away, up
/// to here: a browser that is cut off while it sends shows its own page about it, and not ours.
pub const FORM_MAX_BYTES: usize = 3 * UPLOAD_MAX_BYTES;
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

impl Upload {
    /// Reads a form.
    ///
    /// # Errors
    /// [`Unreadable`] where it is none, or breaks off.
    pub async fn read(request: Request) -> Result<Self, Unreadable> {
        let sent = Sent::read(request, ("photo", UPLOAD_MAX_BYTES)).await?;
        Ok(Self {
            listing: sent.text("listing").to_owned(),
            alt: sent.text("alt").to_owned(),
            decorative: matches!(sent.text("decorative"), YES | "true"),
            bytes: sent.file,
        })
    }

    /// The photo in it.
    ///
    /// # Errors
    /// [`MediaError::Unfit`] where it is too heavy.
    pub fn photo(&mut self) -> Result<NewPhoto, MediaError> {
        let bytes = self.bytes.take().ok_or(MediaError::Unfit(Unfit::TooHeavy))?;
        Ok(NewPhoto { bytes, alt: self.alt.clone(), decorative: self.decorative })
    }
}
