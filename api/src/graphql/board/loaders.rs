//! What stands beside posts, each read once a request and together with the others that are
//! wanted.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use koop_domain::Domain;
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::{self, model::Reliability};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Ctx;
use koop_domain::id::{CommunityId, MemberId, PostId};
use koop_domain::media::Attached;
use koop_domain::media::error::MediaError;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::Post;
use koop_domain::posts::{self, Author};
use tokio::sync::OnceCell;

/// What one request reads of the board. It answers only what its actor may see, so it must not
/// outlive the request.
pub(crate) struct Board {
    pub(super) posts: DataLoader<PostLoader, HashMapCache>,
    pub(super) authors: DataLoader<AuthorLoader, HashMapCache>,
    pub(super) left: DataLoader<LeftLoader, HashMapCache>,
    pub(super) reliability: DataLoader<ReliabilityLoader, HashMapCache>,
    pub(super) reasons: DataLoader<ReasonLoader, HashMapCache>,
    pub(super) photos: DataLoader<PhotoLoader, HashMapCache>,
    communities: OnceCell<HashMap<CommunityId, Seen>>,
}

impl Board {
    /// For one request.
    pub(crate) fn new(ctx: &Ctx, domain: &Domain) -> Self {
        let asking = || Asking { ctx: ctx.clone(), domain: domain.clone() };
        Self {
            posts: with_cache(PostLoader(asking())),
            authors: with_cache(AuthorLoader(asking())),
            left: with_cache(LeftLoader(asking())),
            reliability: with_cache(ReliabilityLoader(asking())),
            reasons: with_cache(ReasonLoader(asking())),
            photos: with_cache(PhotoLoader(asking())),
            communities: OnceCell::new(),
        }
    }

    /// A community, of all of them, which are read once a request.
    pub(crate) async fn community(
        &self,
        (ctx, domain): (&Ctx, &Domain),
        id: CommunityId,
    ) -> Result<Option<Seen>, CommunityError> {
        let all = async || {
            let all = communities::all(ctx, domain).await?;
            Ok::<_, CommunityError>(all.into_iter().map(|it| (it.community.id, it)).collect())
        };
        let all: &HashMap<CommunityId, Seen> = self.communities.get_or_try_init(all).await?;
        Ok(all.get(&id).cloned())
    }
}

fn with_cache<L>(loader: L) -> DataLoader<L, HashMapCache> {
    DataLoader::with_cache(loader, tokio::spawn, HashMapCache::default())
}

/// Who asks, and whom.
pub(super) struct Asking {
    ctx: Ctx,
    domain: Domain,
}

/// Loads posts that the actor may see.
pub(super) struct PostLoader(Asking);

impl Loader<PostId> for PostLoader {
    type Value = Arc<Post>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<PostError>;

    async fn load(&self, ids: &[PostId]) -> Result<HashMap<PostId, Self::Value>, Self::Error> {
        let found = posts::find_many(&self.0.ctx, &self.0.domain, ids).await?;
        Ok(found.into_iter().map(|(id, post)| (id, Arc::new(post))).collect())
    }
}

/// A post as a key: its author hangs on the row, which was read already.
#[derive(Clone)]
pub(super) struct Row(pub(super) Arc<Post>);

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for Row {}

impl Hash for Row {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

/// Loads whose posts are, as far as the actor is told.
pub(super) struct AuthorLoader(Asking);

impl Loader<Row> for AuthorLoader {
    type Value = Author;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<PostError>;

    async fn load(&self, rows: &[Row]) -> Result<HashMap<Row, Author>, Self::Error> {
        let all: Vec<Post> = rows.iter().map(|row| Post::clone(&row.0)).collect();
        let mut authors = posts::authors(&self.0.ctx, &self.0.domain, &all).await?;
        Ok(rows.iter().filter_map(|row| Some((row.clone(), authors.remove(&row.0.id)?))).collect())
    }
}

/// Loads how many can still take posts.
pub(super) struct LeftLoader(Asking);

impl Loader<Row> for LeftLoader {
    type Value = u32;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<PostError>;

    async fn load(&self, rows: &[Row]) -> Result<HashMap<Row, u32>, Self::Error> {
        let all: Vec<Post> = rows.iter().map(|row| Post::clone(&row.0)).collect();
        let left = posts::left(&self.0.ctx, &self.0.domain, &all).await?;
        Ok(rows.iter().filter_map(|row| Some((row.clone(), *left.get(&row.0.id)?))).collect())
    }
}

/// Loads how members are to agree with.
pub(super) struct ReliabilityLoader(Asking);

impl Loader<MemberId> for ReliabilityLoader {
    type Value = Reliability;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<AgreementError>;

    async fn load(&self, ids: &[MemberId]) -> Result<HashMap<MemberId, Reliability>, Self::Error> {
        Ok(agreements::reliability(&self.0.ctx, &self.0.domain, ids).await?)
    }
}

/// Loads why posts of the actor were taken off the board.
pub(super) struct ReasonLoader(Asking);

impl Loader<PostId> for ReasonLoader {
    type Value = String;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<PostError>;

    async fn load(&self, ids: &[PostId]) -> Result<HashMap<PostId, String>, Self::Error> {
        Ok(posts::why(&self.0.ctx, &self.0.domain, ids).await?)
    }
}

/// Loads the photos of posts that the actor was given.
pub(super) struct PhotoLoader(Asking);

impl Loader<PostId> for PhotoLoader {
    type Value = Arc<[Attached]>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<MediaError>;

    async fn load(&self, ids: &[PostId]) -> Result<HashMap<PostId, Self::Value>, Self::Error> {
        let found = posts::photos::of(&self.0.ctx, &self.0.domain, ids).await?;
        Ok(found.into_iter().map(|(id, photos)| (id, photos.into())).collect())
    }
}
