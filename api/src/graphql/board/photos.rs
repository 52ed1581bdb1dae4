//! Photos of posts and of messages. They come in through `/media`, for a file is no value of
//! GraphQL.

use async_graphql::{Context, Description, ID, InputObject, Object};
use koop_domain::id::{MessageId, PhotoId, PostId};
use koop_domain::media::error::MediaError;
use koop_domain::media::{Alt, Attached};
use koop_domain::posts::model::told_at;
use koop_domain::posts::photos;
use koop_web::photos::{message_path, post_path};

use super::super::errors;
use super::super::photos::PhotoSize;
use super::super::scalars::Instant;
use super::super::user_errors::settle_photo;
use super::super::visit::Visit;
use super::post;
use super::publishing::PostPayload;

/// Whose a photo is.
#[derive(Clone, Copy, Debug)]
enum Of {
    Post(PostId),
    Message(MessageId),
}

/// A photo of a post or of a message, always a JPEG. It is added by a form in parts to `POST /media`
/// with the header `Authorization: Bearer …`: the fields `post` or `agreement` (its id), `photo` (a
/// JPEG, PNG or WebP of at most 10 MiB and 40 megapixels), `alt`, `decorative` (`true` where there
/// is nothing to tell), and with `agreement` the words of the message as `text`. The answer is JSON:
/// `{ "photo": …, "userErrors": [{ "field", "code", "message" }] }`.
#[derive(Clone, Description)]
pub(crate) struct BoardPhoto {
    of: Of,
    photo: Attached,
}

#[Object(use_type_description)]
impl BoardPhoto {
    /// Its id.
    async fn id(&self) -> ID {
        self.photo.id.to_string().into()
    }

    /// What is to be seen; empty where it only decorates.
    async fn alt(&self) -> &str {
        self.photo.alt.as_str()
    }

    /// Whether somebody said that there is nothing to tell.
    async fn decorative(&self) -> bool {
        self.photo.alt == Alt::Decorative
    }

    /// Its address. Who asks there is asked who they are each time, as here: by their cookie or
    /// their token. Anybody is answered while it belongs to a post that everybody sees.
    async fn url(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which size.", default_with = "PhotoSize::Medium")] size: PhotoSize,
    ) -> String {
        let path = match self.of {
            Of::Post(post) => post_path(post, self.photo.id, size.into()),
            Of::Message(message) => message_path(message, size.into()),
        };
        format!("{}{path}", Visit::of(ctx).base_url)
    }

    /// How wide it is, in pixels.
    async fn width(
        &self,
        #[graphql(desc = "In which size.", default_with = "PhotoSize::Medium")] size: PhotoSize,
    ) -> u32 {
        self.photo.picture(size.into()).width
    }

    /// How high it is, in pixels.
    async fn height(
        &self,
        #[graphql(desc = "In which size.", default_with = "PhotoSize::Medium")] size: PhotoSize,
    ) -> u32 {
        self.photo.picture(size.into()).height
    }

    /// Since when it is there; of a post the day, for moments would tell whose posts are one's.
    async fn added_at(&self) -> Instant {
        match self.of {
            Of::Post(_) => told_at(self.photo.added_at, false).into(),
            Of::Message(_) => self.photo.added_at.into(),
        }
    }
}

impl BoardPhoto {
    /// The photo of a message.
    pub(super) fn of_message(message: MessageId, photo: Attached) -> Self {
        Self { of: Of::Message(message), photo }
    }
}

/// What is to be seen on a photo of a post.
#[derive(InputObject)]
pub(crate) struct DescribePostPhotoInput {
    /// Which photo.
    photo_id: ID,
    /// The words, 250 characters at most.
    #[graphql(default)]
    alt: String,
    /// There is nothing to tell; without it, words are needed.
    #[graphql(default)]
    decorative: bool,
}

/// In which order the photos of a post stand.
#[derive(InputObject)]
pub(crate) struct OrderPostPhotosInput {
    /// Of which post.
    post_id: ID,
    /// The photos, the first first. Those that are not named stay behind them, as they were.
    photo_ids: Vec<ID>,
}

/// What goes.
#[derive(InputObject)]
pub(crate) struct RemovePostPhotoInput {
    /// Which photo.
    photo_id: ID,
}

/// What is done with the photos of posts.
#[derive(Description)]
pub(crate) struct Picturing;

#[Object(use_type_description)]
impl Picturing {
    /// Tells what is to be seen on a photo of a post of the viewer's.
    async fn describe_post_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what.")] input: DescribePostPhotoInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let words = (input.alt.as_str(), input.decorative);
        let done = match photo_of(&input.photo_id) {
            Ok(id) => photos::set_alt(&visit.ctx, &visit.domain, id, words).await,
            Err(error) => Err(error),
        };
        changed(visit, done).await
    }

    /// Puts the photos of a post of the viewer's in an order: the first stands on its card.
    async fn order_post_photos(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which post, and how.")] input: OrderPostPhotosInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let post = PostId::parse(&input.post_id).map_err(|_| MediaError::NotFound);
        let order: Result<Vec<PhotoId>, MediaError> =
            input.photo_ids.iter().map(|id| photo_of(id)).collect();
        let done = match (post, order) {
            (Ok(post), Ok(order)) => photos::order(&visit.ctx, &visit.domain, post, &order).await,
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        changed(visit, done).await
    }

    /// Takes a photo of a post of the viewer's away.
    async fn remove_post_photo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RemovePostPhotoInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let done = match photo_of(&input.photo_id) {
            Ok(id) => photos::remove(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        changed(visit, done).await
    }
}

/// The photos of a post that the viewer was given, in order.
pub(super) async fn of_post(visit: &Visit, id: PostId) -> async_graphql::Result<Vec<BoardPhoto>> {
    let found = visit.board.photos.load_one(id).await;
    let found = found.map_err(|error| errors::media_failed(visit, &error))?;
    let photo = |photo: &Attached| BoardPhoto { of: Of::Post(id), photo: photo.clone() };
    Ok(found.iter().flat_map(|it| it.iter()).map(photo).collect())
}

fn photo_of(id: &str) -> Result<PhotoId, MediaError> {
    PhotoId::parse(id).map_err(|_| MediaError::NotFound)
}

async fn changed(
    visit: &Visit,
    done: Result<PostId, MediaError>,
) -> async_graphql::Result<PostPayload> {
    match settle_photo(visit, done)? {
        Ok(id) => {
            // What this request has read of it before is no longer so.
            visit.board.photos.clear();
            visit.board.posts.clear();
            Ok(PostPayload::done(post::by_id(visit, id).await?))
        }
        Err(user_errors) => Ok(PostPayload::refused(user_errors)),
    }
}
