//! Photos of listings. They come in through `/media`, for a file is no value of GraphQL.

use async_graphql::{Context, Description, Enum, ID, InputObject, Object, SimpleObject};
use koop_domain::id::{ListingId, PhotoId};
use koop_domain::media::error::MediaError;
use koop_domain::media::{self, Alt};

use super::errors;
use super::listings::{self, Listing};
use super::scalars::Instant;
use super::user_errors::{UserError, settle_photo};
use super::visit::Visit;

/// In which size a photo is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "media::PhotoSize")]
pub(crate) enum PhotoSize {
    /// For a strip or a card: 320 pixels at most on the longer side.
    Small,
    /// For a telephone: 960 pixels at most.
    Medium,
    /// For a wide screen: 1920 pixels at most.
    Large,
}

/// A photo of a listing, always a JPEG. It is added by a form in parts to `POST /media` with the
/// header `Authorization: Bearer …`: the fields `listing` (its id), `photo` (a JPEG, PNG or WebP of
/// at most 10 MiB and 40 megapixels), `alt`, and `decorative` (`true` where there is nothing to
/// tell). The answer is JSON: `{ "photo": …, "userErrors": [{ "field", "code", "message" }] }`.
#[derive(Description)]
pub(crate) struct Photo(media::Photo);

#[Object(use_type_description)]
impl Photo {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What is to be seen; empty where it only decorates.
    async fn alt(&self) -> &str {
        self.0.alt.as_str()
    }

    /// Whether somebody said that there is nothing to tell.
    async fn decorative(&self) -> bool {
        self.0.alt == Alt::Decorative
    }

    /// Its address. What is under an address never changes.
    async fn url(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which size.", default_with = "PhotoSize::Medium")] size: PhotoSize,
    ) -> String {
        let picture = self.0.picture(size.into());
        format!("{}{}", Visit::of(ctx).base_url, koop_web::photos::path(picture))
    }

    /// How wide it is, in pixels.
    async fn width(
        &self,
        #[graphql(desc = "In which size.", default_with = "PhotoSize::Medium")] size: PhotoSize,
    ) -> u32 {
        self.0.picture(size.into()).width
    }

    /// How high it is, in pixels.
    async fn height(
        &self,
        #[graphql(desc = "In which size.", default_with = "PhotoSize::Medium")] size: PhotoSize,
    ) -> u32 {
        self.0.picture(size.into()).height
    }

    /// Since when it is there.
    async fn added_at(&self) -> Instant {
        self.0.added_at.into()
    }
}

/// What is to be seen on a photo.
#[derive(InputObject)]
pub(crate) struct SetPhotoAltInput {
    /// Which photo.
    photo_id: ID,
    /// The words, 250 characters at most.
    #[graphql(default)]
    alt: String,
    /// There is nothing to tell; without it, words are needed.
    #[graphql(default)]
    decorative: bool,
}

/// Where a photo goes.
#[derive(InputObject)]
pub(crate) struct MovePhotoInput {
    /// Which photo.
    photo_id: ID,
    /// The how manieth it shall be, from 1; beyond the last is the last.
    to: u32,
}

/// What goes.
#[derive(InputObject)]
pub(crate) struct RemovePhotoInput {
    /// Which photo.
    photo_id: ID,
}

/// What changing the photos of a listing came to.
#[derive(Default, SimpleObject)]
pub(crate) struct PhotosPayload {
    /// The listing, with its photos as they are now.
    listing: Option<Listing>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// The photos of a listing, in order.
pub(crate) async fn of(visit: &Visit, id: ListingId) -> async_graphql::Result<Vec<Photo>> {
    let photos = visit.photos.load_one(id).await;
    let photos = photos.map_err(|error| errors::media_failed(visit, &error))?;
    Ok(photos.iter().flat_map(|it| it.iter()).cloned().map(Photo).collect())
}

/// Tells what is to be seen.
pub(crate) async fn set_alt(
    visit: &Visit,
    input: SetPhotoAltInput,
) -> async_graphql::Result<PhotosPayload> {
    let words = (input.alt.as_str(), input.decorative);
    let done = match photo_of(&input.photo_id) {
        Ok(id) => media::set_alt(&visit.ctx, &visit.domain, id, words).await,
        Err(error) => Err(error),
    };
    changed(visit, done).await
}

/// Moves a photo.
pub(crate) async fn move_to(
    visit: &Visit,
    input: MovePhotoInput,
) -> async_graphql::Result<PhotosPayload> {
    let done = match photo_of(&input.photo_id) {
        Ok(id) => media::move_to(&visit.ctx, &visit.domain, id, input.to as usize).await,
        Err(error) => Err(error),
    };
    changed(visit, done).await
}

/// Takes a photo away.
pub(crate) async fn remove(
    visit: &Visit,
    input: RemovePhotoInput,
) -> async_graphql::Result<PhotosPayload> {
    let done = match photo_of(&input.photo_id) {
        Ok(id) => media::remove(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    changed(visit, done).await
}

fn photo_of(id: &str) -> Result<PhotoId, MediaError> {
    PhotoId::parse(id).map_err(|_| MediaError::NotFound)
}

async fn changed(
    visit: &Visit,
    done: Result<ListingId, MediaError>,
) -> async_graphql::Result<PhotosPayload> {
    match settle_photo(visit, done)? {
        Ok(id) => {
            // What this request has read of it before is no longer so.
            visit.photos.clear();
            let listing = listings::by_id(visit, id).await?;
            Ok(PhotosPayload { listing, user_errors: Vec::new() })
        }
        Err(user_errors) => Ok(PhotosPayload { listing: None, user_errors }),
    }
}
