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

/// How a program and the page call what is written along with a photo.
const TEXT: [&str; 2] = ["text", "bericht"];

/// A form with a photo, as it was sent: `listing`, `post` or `agreement`, `photo`, `alt`,
/// `decorative` (`ja` or `true`), and what goes with a photo to the other one of an agreement:
/// `text`.
#[derive(Debug, Default)]
pub struct Upload {
    /// Of which place, by its id.
    pub listing: String,
    /// Of which post, by its id.
    pub post: String,
    /// In which agreement it is shown to the other one, by its id.
    pub agreement: String,
    /// What is written to them with it.
    pub text: String,
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
            post: sent.text("post").to_owned(),
            agreement: sent.text("agreement").to_owned(),
            text: TEXT.map(|name| sent.text(name)).concat(),
            alt: sent.text("alt").to_owned(),
            decorative: matches!(sent.text("decorative"), YES | "true"),
            bytes: sent.file,
        })
    }

    /// Whether it brings no photo, and nothing that is said of one.
    #[must_use]
    pub fn is_without(&self) -> bool {
        self.bytes.as_ref().is_some_and(Vec::is_empty) && self.alt.trim().is_empty()
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
