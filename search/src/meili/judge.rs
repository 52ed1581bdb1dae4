//! Judges candidates: an index of their own, in memory, for as long as one question lasts.
//!
//! Meilisearch finds candidates; which of them answers, in which order and for what reasons is
//! decided by the very code that the embedded engine runs, over these few. So a question has the
//! same published order with either engine, and is as exact to the minute.

use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::model::Post;
use koop_domain::posts::search::{PostAnswer, PostQuery};

use crate::embedded::EmbeddedIndex;

/// Answers a question from candidates alone.
pub(super) async fn answer(
    candidates: Vec<Listing>,
    query: &ListingQuery,
) -> Result<Answer, IndexError> {
    let index = of(candidates).await?;
    index.search(query).await
}

/// Completes letters from candidates alone.
pub(super) async fn suggest(
    candidates: Vec<Listing>,
    query: &SuggestQuery,
) -> Result<Vec<Suggestion>, IndexError> {
    let index = of(candidates).await?;
    index.suggest(query).await
}

/// Answers a question to the board from candidates alone.
pub(super) async fn posts(
    candidates: Vec<Post>,
    query: &PostQuery,
) -> Result<PostAnswer, IndexError> {
    let puts = candidates.into_iter().map(|post| IndexChange::PutPost(Box::new(post)));
    let index = filled(puts.collect()).await?;
    index.search_posts(query).await
}

async fn of(candidates: Vec<Listing>) -> Result<EmbeddedIndex, IndexError> {
    let puts = candidates.into_iter().map(|listing| IndexChange::Put(Box::new(listing)));
    filled(puts.collect()).await
}

async fn filled(puts: Vec<IndexChange>) -> Result<EmbeddedIndex, IndexError> {
    let index = EmbeddedIndex::in_memory()?;
    index.apply(puts, IndexPosition::default()).await?;
    Ok(index)
}
