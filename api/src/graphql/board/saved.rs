//! Questions to the board that members keep.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::areas::atlas::Atlas;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Kind;
use koop_domain::id::SavedSearchId;
use koop_domain::members::error::MemberError;
use koop_domain::posts::saved;
use koop_domain::posts::saved::error::SavedError;
use koop_domain::posts::saved::model;
use koop_domain::posts::search::PostQuery;
use koop_web::texts;

use super::super::areas::{self, Area};
use super::super::errors::{self, Wrong};
use super::super::inputs::NearInput;
use super::super::scalars::Instant;
use super::super::signing_in::DonePayload;
use super::super::user_errors::{Settled, UserError, UserErrorCode};
use super::super::visit::Visit;
use super::finding::{Asked, PostFilter};
use super::terms::{Audience, PostDirection, PostSubject, TermKind};

/// A question to the board that the viewer keeps.
#[derive(Clone, Description)]
pub(crate) struct SavedSearch(model::SavedSearch);

/// A question to keep: what `posts` asks, without its page and its order.
#[derive(InputObject)]
pub(crate) struct SaveSearchInput {
    /// What it is called; made of what is asked where nothing is said.
    name: Option<String>,
    /// Words, with typos and all; at most 200 characters count.
    text: Option<String>,
    /// From where, and how far: 2 km where nothing is said, 10 km at most. Only the middle of the
    /// cell around it is kept.
    near: Option<NearInput>,
    /// What else must hold; neither `bounds` nor `between` can be kept.
    filter: Option<PostFilter>,
}

/// A kept question with another name.
#[derive(InputObject)]
pub(crate) struct RenameSavedSearchInput {
    /// Which.
    saved_search_id: ID,
    /// What it is called from now on.
    name: String,
}

/// A kept question that rests or goes on.
#[derive(InputObject)]
pub(crate) struct PauseSearchInput {
    /// Which.
    saved_search_id: ID,
    /// Whether it rests.
    paused: bool,
}

/// A kept question.
#[derive(InputObject)]
pub(crate) struct SavedSearchInput {
    /// Which.
    saved_search_id: ID,
}

/// What keeping or changing a question came to.
#[derive(Default, SimpleObject)]
pub(crate) struct SavedSearchPayload {
    /// The question; where the same was kept already, that one.
    saved_search: Option<SavedSearch>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

#[Object(use_type_description)]
impl SavedSearch {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What the viewer calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its words.
    async fn text(&self) -> Option<&str> {
        self.0.question.text.as_deref()
    }

    /// Offered, or asked for.
    async fn direction(&self) -> Option<PostDirection> {
        self.0.question.direction.map(Into::into)
    }

    /// One of these subjects; of any where none is named.
    async fn subjects(&self) -> Vec<PostSubject> {
        self.0.question.subjects.iter().map(|it| (*it).into()).collect()
    }

    /// In one of these categories, by key; in any where none is named.
    async fn categories(&self) -> Vec<&'static str> {
        self.0.question.topics.iter().map(|it| it.key()).collect()
    }

    /// On one of these terms; on any where none is named.
    async fn terms(&self) -> Vec<TermKind> {
        self.0.question.terms.iter().map(|it| (*it).into()).collect()
    }

    /// In one of these languages; in any where none is named.
    async fn languages(&self) -> &[String] {
        &self.0.question.languages
    }

    /// Only what this audience may see.
    async fn audience(&self) -> Option<Audience> {
        self.0.question.audience.map(Into::into)
    }

    /// In which area.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        let Some(id) = self.0.question.area else { return Ok(None) };
        let atlas = areas::atlas(Visit::of(ctx)).await?;
        Ok(Area::of(&atlas, id))
    }

    /// Of which community, by id.
    async fn community_id(&self) -> Option<ID> {
        self.0.question.community.map(|id| id.to_string().into())
    }

    /// Of which listing, by id.
    async fn listing_id(&self) -> Option<ID> {
        self.0.question.listing.map(|id| id.to_string().into())
    }

    /// How far around the middle of its cell, in metres; null: from nowhere in particular.
    async fn radius_m(&self) -> Option<u32> {
        self.0.question.near.map(|it| it.within_m)
    }

    /// Whether it rests.
    async fn paused(&self) -> bool {
        self.0.paused_at.is_some()
    }

    /// Whether it fell silent, because its last two alerts were not looked at: `seeAlerts`, or
    /// looking at the question, has it speak again.
    async fn silent(&self) -> bool {
        !self.0.unlooked.speaks()
    }

    /// Since when it is kept.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// When something was last told of it.
    async fn told_at(&self) -> Option<Instant> {
        self.0.told_at.map(Into::into)
    }
}

/// What is done with kept questions.
#[derive(Description)]
pub(crate) struct Saving;

#[Object(use_type_description)]
impl Saving {
    /// Keeps a question to the board: the viewer is told of what is new and answers it. The same
    /// question is kept once, and 20 at most.
    async fn save_search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked.")] input: SaveSearchInput,
    ) -> async_graphql::Result<SavedSearchPayload> {
        let visit = Visit::of(ctx);
        let atlas = areas::atlas(visit).await?;
        let SaveSearchInput { name, text, near, filter } = input;
        let asked = Asked { text, near, filter, sort: None, first: None, after: None };
        let done = match asked.read(visit, &atlas) {
            Ok(Some(query)) => save(visit, &atlas, (name, query)).await,
            // An id of nothing: what is asked for is not there.
            Ok(None) => Err(SavedError::NotFound),
            Err(Wrong::Field(field, problem)) => Err(SavedError::Invalid { field, problem }),
            Err(wrong) => return Err(errors::wrong(visit, &wrong)),
        };
        changed(visit, done)
    }

    /// Calls a kept question something else.
    async fn rename_saved_search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and how.")] input: RenameSavedSearchInput,
    ) -> async_graphql::Result<SavedSearchPayload> {
        let visit = Visit::of(ctx);
        let done = match read_id(&input.saved_search_id) {
            Ok(id) => saved::rename(&visit.own, &visit.domain, id, &input.name).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Has a kept question rest, or go on; of what came while it rested nothing is told.
    async fn pause_search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and whether it rests.")] input: PauseSearchInput,
    ) -> async_graphql::Result<SavedSearchPayload> {
        let visit = Visit::of(ctx);
        let done = match read_id(&input.saved_search_id) {
            Ok(id) => saved::pause(&visit.own, &visit.domain, id, input.paused).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Says that the viewer looks at a kept question: it is told of again, where it had fallen
    /// silent.
    async fn look_at_search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: SavedSearchInput,
    ) -> async_graphql::Result<SavedSearchPayload> {
        let visit = Visit::of(ctx);
        let done = match read_id(&input.saved_search_id) {
            Ok(id) => saved::look_at(&visit.own, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Keeps a question no longer.
    async fn forget_search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: SavedSearchInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match read_id(&input.saved_search_id) {
            Ok(id) => saved::forget(&visit.own, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        Ok(DonePayload { user_errors: settle(visit, done)?.err().unwrap_or_default() })
    }
}

/// The questions that a member keeps, the latest first.
pub(crate) async fn mine(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<Vec<SavedSearch>> {
    let mine = saved::mine(ctx, &visit.domain).await;
    let mine = mine.map_err(|error| failed(visit, &error))?;
    Ok(mine.into_iter().map(SavedSearch).collect())
}

async fn save(
    visit: &Visit,
    atlas: &Atlas,
    (name, query): (Option<String>, PostQuery),
) -> Result<model::SavedSearch, SavedError> {
    let question = || model::Question::from(query.clone());
    let name = name.unwrap_or_else(|| texts::saved::name(visit.language, atlas, &question()));
    saved::save(&visit.own, &visit.domain, &name, query).await.map(|(kept, _)| kept)
}

/// An id that cannot be read is that of nothing.
fn read_id(id: &ID) -> Result<SavedSearchId, SavedError> {
    SavedSearchId::parse(id).map_err(|_| SavedError::NotFound)
}

fn changed(
    visit: &Visit,
    done: Result<model::SavedSearch, SavedError>,
) -> async_graphql::Result<SavedSearchPayload> {
    Ok(match settle(visit, done)? {
        Ok(kept) => {
            SavedSearchPayload { saved_search: Some(SavedSearch(kept)), ..Default::default() }
        }
        Err(user_errors) => SavedSearchPayload { user_errors, ..Default::default() },
    })
}

/// Whoever is not signed in is asked to be, before anything is said of what they may.
fn is_nobody(visit: &Visit, error: &SavedError) -> bool {
    error.kind() == Kind::Denied && !matches!(visit.ctx.actor, Actor::Member(_))
}

fn failed(visit: &Visit, error: &SavedError) -> async_graphql::Error {
    match error {
        error if is_nobody(visit, error) => errors::member_failed(visit, &MemberError::SignedOut),
        error => errors::of_kind(visit, error.kind(), error),
    }
}

/// What a verb made of it, or what the person can mend.
fn settle<T>(visit: &Visit, done: Result<T, SavedError>) -> async_graphql::Result<Settled<T>> {
    use UserErrorCode as Code;
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        SavedError::NotFound => (None, Code::NotFound),
        SavedError::Denied(_) if !is_nobody(visit, &error) => (None, Code::Denied),
        SavedError::Invalid { field, .. } => (Some(*field), Code::Invalid),
        SavedError::Full => (None, Code::Full),
        SavedError::NoPlace => (Some("near"), Code::NoCommunity),
        SavedError::TooMany { .. } => (None, Code::TooManyAttempts),
        SavedError::Denied(_)
        | SavedError::SignedOut
        | SavedError::Index(_)
        | SavedError::Db(_) => return Err(failed(visit, &error)),
    };
    let message = texts::saved::saved_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    Ok(Err(vec![UserError::new(field, code, message)]))
}
