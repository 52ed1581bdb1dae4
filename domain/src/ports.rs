//! What the domain needs from outside: time, ids, an engine that finds things, and a place for
//! files.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::id::{ListingId, PostId};
use crate::listings::model::Listing;
use crate::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use crate::media::FileName;
use crate::posts::model::Post;
use crate::posts::search::{PostAnswer, PostQuery};

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// Where new ids and secrets come from.
pub trait Ids: Send + Sync {
    /// The next UUIDv7.
    fn next(&self) -> Uuid;
    /// Bytes that nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// An engine that does not answer.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The engine cannot be reached or is not ready yet.
    #[error("the search engine is not ready")]
    NotReady,
    /// The engine failed.
    #[error("the search engine failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// News of one listing or post for the index. The row is re-read, so order and repetition do not
/// matter.
#[derive(Clone, Debug)]
pub enum IndexChange {
    /// This is how the listing is now.
    Put(Box<Listing>),
    /// It is gone or hidden.
    Remove(ListingId),
    /// This is how the post is now. It stands on the board, until it expires.
    PutPost(Box<Post>),
    /// It stands there no more.
    RemovePost(PostId),
}

/// What cannot be sealed or opened: it was sealed for something else, or with another secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot be opened with the secret of this house")]
pub struct Sealed;

/// Seals what must not be read in a copy of the database, such as somebody's door.
pub trait Seal: Send + Sync {
    /// Closes words. What they belong to must be given again to open them; the nonce is never
    /// used twice.
    fn close(&self, of: &str, words: &str, nonce: [u8; 32]) -> Result<Vec<u8>, Sealed>;
    /// Opens them.
    fn open(&self, of: &str, sealed: &[u8]) -> Result<String, Sealed>;
}

/// Nothing can be sealed, for whoever needs none of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSeal;

impl Seal for NoSeal {
    fn close(&self, _: &str, _: &str, _: [u8; 32]) -> Result<Vec<u8>, Sealed> {
        Err(Sealed)
    }

    fn open(&self, _: &str, _: &[u8]) -> Result<String, Sealed> {
        Err(Sealed)
    }
}

/// How far an index has read the `changes` log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexPosition {
    /// Which filling of the database this index belongs to; another means: rebuild.
    pub generation: i64,
    /// The last change that is in the index.
    pub seq: i64,
}

/// The engine that finds listings and posts. It answers ids, facets and reasons; the domain loads
/// the rows and drops what the actor may not see.
///
/// Every engine passes the contract suite of the `search` crate.
#[async_trait]
pub trait SearchIndex: Send + Sync {
    /// Finds listings.
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError>;
    /// Finds posts, only such as the eyes of the question see.
    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError>;
    /// Completes what somebody is typing; from two letters.
    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError>;
    /// Takes over a batch of news and remembers the position with it, durably and together.
    async fn apply(
        &self,
        changes: Vec<IndexChange>,
        position: IndexPosition,
    ) -> Result<(), IndexError>;
    /// Begins a rebuild that ends when [`SearchIndex::apply`] brings this position; batches before
    /// it carry another. Until then the index may answer from what it held.
    async fn clear(&self, position: IndexPosition) -> Result<(), IndexError>;
    /// How far it has read.
    async fn position(&self) -> Result<Option<IndexPosition>, IndexError>;
    /// Whoever keeps it true stops: time to write down what the next start would have to work out
    /// again. Nothing is lost without it.
    async fn close(&self) {}
}

/// A place for files that does not answer.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// There is no place for files, as in a command that needs none.
    #[error("there is no place for files")]
    Nowhere,
    /// Reading or writing failed.
    #[error("a file cannot be read or written")]
    Failed(#[from] std::io::Error),
}

/// Where photos lie: each file under the hash of what is in it, so that nothing is ever written
/// over, and nobody outside names a file.
#[async_trait]
pub trait Files: Send + Sync {
    /// Keeps a file, whole or not at all, also when the power goes. One that is there already
    /// counts as put just now.
    async fn put(&self, name: FileName, bytes: Vec<u8>) -> Result<(), FilesError>;
    /// What is in a file, if there is one.
    async fn get(&self, name: FileName) -> Result<Option<Vec<u8>>, FilesError>;
    /// Deletes a file that was put before an instant; one that is gone is no error.
    async fn delete(&self, name: FileName, before: DateTime<Utc>) -> Result<(), FilesError>;
    /// The files whose name begins with a byte and that were put before an instant.
    async fn put_before(
        &self,
        begin: u8,
        before: DateTime<Utc>,
    ) -> Result<Vec<FileName>, FilesError>;
}

/// No place for files, for whoever needs none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

#[async_trait]
impl Files for NoFiles {
    async fn put(&self, _: FileName, _: Vec<u8>) -> Result<(), FilesError> {
        Err(FilesError::Nowhere)
    }

    async fn get(&self, _: FileName) -> Result<Option<Vec<u8>>, FilesError> {
        Err(FilesError::Nowhere)
    }

    async fn delete(&self, _: FileName, _: DateTime<Utc>) -> Result<(), FilesError> {
        Err(FilesError::Nowhere)
    }

    async fn put_before(&self, _: u8, _: DateTime<Utc>) -> Result<Vec<FileName>, FilesError> {
        Err(FilesError::Nowhere)
    }
}
