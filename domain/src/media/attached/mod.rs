//! Photos that belong to something else than a place: to a post on the board, or to a message.
//!
//! Whose they are decides who sees them, so nothing here asks that: the board does, and agreements
//! do, each time a file is read. No file of theirs is found by its name.

mod order;
mod store;

use chrono::{DateTime, Utc};

pub(crate) use self::order::{arrange, with_first};
pub(crate) use self::store::{
    MESSAGES, POSTS, find, first_of, insert, named, of, put_at, remove, set_alt,
};
use super::error::MediaError;
use super::model::{Alt, FileName, PhotoSize, Picture, UPLOAD_MAX_BYTES, Unfit};
use super::{NewPhoto, count_upload};
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::PhotoId;

/// A photo of a post or of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its id.
    pub id: PhotoId,
    /// What is to be seen.
    pub alt: Alt,
    /// In each size, the smallest first.
    pub sizes: [Picture; 3],
    /// Since when.
    pub added_at: DateTime<Utc>,
}

impl Attached {
    /// The picture of a size.
    #[must_use]
    pub fn picture(&self, size: PhotoSize) -> Picture {
        let [small, medium, large] = self.sizes;
        match size {
            PhotoSize::Small => small,
            PhotoSize::Medium => medium,
            PhotoSize::Large => large,
        }
    }
}

/// What is in the file of a picture, for somebody who sees it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFile {
    /// The name of what is in it.
    pub name: FileName,
    /// The picture, a JPEG.
    pub jpeg: Vec<u8>,
    /// Whether anybody at all sees it now.
    pub is_public: bool,
}

/// Makes a photo of what came in: its files lie there, and nothing names them yet. One that nothing
/// names for a day goes.
pub(crate) async fn receive(
    ctx: &Ctx,
    domain: &Domain,
    new: NewPhoto,
) -> Result<Attached, MediaError> {
    if new.bytes.len() > UPLOAD_MAX_BYTES {
        return Err(MediaError::Unfit(Unfit::TooHeavy));
    }
    let alt = Alt::read(&new.alt, new.decorative).map_err(MediaError::Alt)?;
    count_upload(ctx, domain).await?;
    let developed = domain.studio.develop(new.bytes).await?;
    let sizes = [0, 1, 2].map(|size| developed[size].picture);
    for it in developed {
        domain.files.put(it.picture.name, it.jpeg).await?;
    }
    Ok(Attached { id: untimed(ctx), alt, sizes, added_at: ctx.now })
}

/// The file of a photo in a size; none where it is lost.
pub(crate) async fn file(
    domain: &Domain,
    photo: &Attached,
    (size, is_public): (PhotoSize, bool),
) -> Result<Option<PhotoFile>, MediaError> {
    let name = photo.picture(size).name;
    let jpeg = domain.files.get(name).await?;
    Ok(jpeg.map(|jpeg| PhotoFile { name, jpeg, is_public }))
}

/// An id in which no time stands: it is in the address of a photo that everybody sees, and photos
/// that were sent in one minute would be told to be of one person.
fn untimed(ctx: &Ctx) -> PhotoId {
    let half = ctx.ids.secret().first_chunk::<16>().copied().unwrap_or_default();
    PhotoId(uuid::Builder::from_random_bytes(half).into_uuid())
}
