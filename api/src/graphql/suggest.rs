//! Completions of what somebody is typing.

use async_graphql::{Context, Description, Object};
use koop_domain::listings;
use koop_domain::listings::search::{SUGGEST_MAX, SuggestQuery, Suggestion as Found};

use super::categories::{self, Category};
use super::errors::failed;
use super::listings::Listing;
use super::terms::SuggestionKind;
use super::visit::Visit;

/// How many completions there are when nobody says.
const SUGGEST_DEFAULT: u32 = 8;

/// A completion.
#[derive(Description)]
pub(crate) struct Suggestion(Found);

#[Object(use_type_description)]
impl Suggestion {
    /// The words to show.
    async fn text(&self) -> &str {
        match &self.0 {
            Found::Listing { name, .. } => name,
            Found::Category { text, .. } => text,
        }
    }

    /// What it completes to.
    async fn kind(&self) -> SuggestionKind {
        match &self.0 {
            Found::Listing { .. } => SuggestionKind::Listing,
            Found::Category { .. } => SuggestionKind::Category,
        }
    }

    /// The listing, if it is one.
    async fn listing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Listing>> {
        match self.0 {
            Found::Listing { id, .. } => super::listings::by_id(Visit::of(ctx), id).await,
            Found::Category { .. } => Ok(None),
        }
    }

    /// The category, if it is one.
    async fn category(&self) -> Option<Category> {
        match &self.0 {
            Found::Listing { .. } => None,
            Found::Category { key, .. } => categories::by_key(key),
        }
    }
}

/// Completes some letters.
pub(crate) async fn complete(
    visit: &Visit,
    text: String,
    first: Option<i32>,
) -> async_graphql::Result<Vec<Suggestion>> {
    let clamped = |first| u32::try_from(first).unwrap_or(0).clamp(1, SUGGEST_MAX);
    let first = first.map_or(SUGGEST_DEFAULT, clamped);
    let query = SuggestQuery { text, language: visit.language, first };
    let found = listings::suggest(&visit.ctx, &visit.domain, query).await;
    let found = found.map_err(|error| failed(visit, &error))?;
    Ok(found.into_iter().map(Suggestion).collect())
}
