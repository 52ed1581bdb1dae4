//! A post as clients see it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::ctx::Actor;
use koop_domain::id::{ListingId, MemberId, PostId};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::posts::{self, Author, model};

use super::super::areas::{self, Area};
use super::super::communities::Community;
use super::super::errors;
use super::super::limits;
use super::super::listings::{self, Listing};
use super::super::scalars::{Date, Instant};
use super::super::visit::Visit;
use super::details::{Around, Availability, Event, Material, Meal, Term};
use super::errors::{agreement_failed, post_failed};
use super::loaders::Row;
use super::photos::{self, BoardPhoto};
use super::terms::{Audience, PostDirection, PostOutcome, PostState, PostSubject};

/// Something on the board: what a neighbour offers, or asks for.
#[derive(Clone, Description)]
pub(crate) struct Post(pub(super) Arc<model::Post>);

/// Whose a post is, as far as the viewer is told.
#[derive(Description)]
pub(crate) struct PostedBy(Author);

/// How somebody is to agree with, computed from what was; never a mark.
#[derive(SimpleObject)]
pub(crate) struct Reliability {
    /// Within how many hours they mostly answer; null where that is not known, or takes longer.
    replies_within: Option<u32>,
    /// How many agreements they kept.
    kept_appointments: u32,
    /// Of how many that were done.
    finished_appointments: u32,
}

#[Object(use_type_description)]
impl Post {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Its name in the address bar, unique and lasting.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The address of its page.
    async fn url(&self, ctx: &Context<'_>) -> String {
        format!("{}/prikbord/{}", Visit::of(ctx).base_url, self.0.slug)
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.content.title
    }

    /// Its words.
    async fn text(&self) -> &str {
        &self.0.content.text
    }

    /// Who gives and who gets.
    async fn direction(&self) -> PostDirection {
        self.0.direction.into()
    }

    /// What it is about.
    async fn subject(&self) -> PostSubject {
        self.0.subject.into()
    }

    /// More precisely: a key such as groceries or tools.
    async fn category(&self) -> &str {
        self.0.topic.key()
    }

    /// Who may see it.
    async fn audience(&self) -> Audience {
        self.0.audience.into()
    }

    /// How it stands with it.
    async fn state(&self) -> PostState {
        self.0.state.into()
    }

    /// What became of it, once it is closed.
    async fn outcome(&self) -> Option<PostOutcome> {
        self.0.outcome.map(Into::into)
    }

    /// On what terms.
    async fn terms(&self) -> Vec<Term> {
        self.0.content.terms.iter().cloned().map(Into::into).collect()
    }

    /// Where it is, as far as anybody is told.
    async fn around(&self) -> Around {
        self.0.around.into()
    }

    /// The smallest area it lies in: its neighbourhood, where the map has those.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        let smallest = self.0.areas.get(..1).unwrap_or_default();
        Ok(areas::around(Visit::of(ctx), smallest).await?.pop())
    }

    /// Whose it is; null for a visitor, so that nothing links one person's posts.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn posted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PostedBy>> {
        let visit = Visit::of(ctx);
        let found = visit.board.authors.load_one(Row(Arc::clone(&self.0))).await;
        Ok(found.map_err(|error| post_failed(visit, &error))?.map(PostedBy))
    }

    /// The last day on which it stands.
    async fn expires_on(&self) -> Date {
        last_day(self.0.expires_at)
    }

    /// Until when replies are collected before somebody is chosen.
    async fn replies_until(&self) -> Option<Instant> {
        self.0.replies_until.map(Into::into)
    }

    /// How far its neighbour goes for it, in metres.
    async fn reach_m(&self) -> Option<u32> {
        self.0.content.reach_m
    }

    /// In which languages, as BCP 47 codes.
    async fn languages(&self) -> &[String] {
        &self.0.content.languages
    }

    /// When.
    async fn availability(&self) -> Vec<Availability> {
        self.0.content.availability.iter().map(Into::into).collect()
    }

    /// What is told of a meal.
    async fn meal(&self) -> Option<Meal> {
        self.0.content.meal.clone().map(Into::into)
    }

    /// What is told of material.
    async fn material(&self) -> Option<Material> {
        self.0.content.material.clone().map(Into::into)
    }

    /// When it takes place.
    async fn event(&self) -> Option<Event> {
        self.0.content.event.clone().map(Into::into)
    }

    /// Its photos, in order: the first stands on its card. Who sees the post sees them.
    #[graphql(complexity = "limits::ROW + 2 * child_complexity")]
    async fn photos(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BoardPhoto>> {
        photos::of_post(Visit::of(ctx), self.0.id).await
    }

    /// For which place it is, such as a repair café.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn listing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Listing>> {
        let Some(id): Option<ListingId> = self.0.listing else { return Ok(None) };
        listings::by_id(Visit::of(ctx), id).await
    }

    /// In which community.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn community(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Community>> {
        let visit = Visit::of(ctx);
        let of = (&visit.ctx, &visit.domain);
        let found = visit.board.community(of, self.0.community).await;
        let found = found.map_err(|error| errors::of_kind(visit, error.kind(), &error))?;
        Ok(found.map(Community))
    }

    /// How many can take it.
    async fn capacity(&self) -> u32 {
        self.0.capacity
    }

    /// How many can still take it: the capacity without what stands in agreements and what went for
    /// good. What is called off is free again; where nothing is left it takes no replies.
    #[graphql(complexity = "limits::ROW")]
    async fn left(&self, ctx: &Context<'_>) -> async_graphql::Result<u32> {
        left_of(Visit::of(ctx), &self.0).await
    }

    /// Whether it is the viewer's.
    async fn is_mine(&self, ctx: &Context<'_>) -> bool {
        is_mine(Visit::of(ctx), &self.0)
    }

    /// Whether the viewer can reply to it now.
    async fn can_reply(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let visit = Visit::of(ctx);
        let may = matches!(visit.ctx.actor, Actor::Member(_))
            && !is_mine(visit, &self.0)
            && self.0.stands_at(visit.ctx.now);
        Ok(may && left_of(visit, &self.0).await? > 0)
    }

    /// Why it was taken off the board, in the words of who decided; told to whose it is.
    #[graphql(complexity = "limits::ROW")]
    async fn removed_because(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let visit = Visit::of(ctx);
        if self.0.state != model::PostState::Removed || !is_mine(visit, &self.0) {
            return Ok(None);
        }
        let found = visit.board.reasons.load_one(self.0.id).await;
        found.map_err(|error| post_failed(visit, &error))
    }

    /// Since when it stands; for who does not know whose it is the beginning of that day.
    async fn created_at(&self, ctx: &Context<'_>) -> async_graphql::Result<Instant> {
        let is_known = is_known(Visit::of(ctx), &self.0).await?;
        Ok(model::told_at(self.0.created_at, is_known).into())
    }

    /// When it was renewed last; first: when it was written. For who does not know whose it is the
    /// beginning of that day.
    async fn renewed_at(&self, ctx: &Context<'_>) -> async_graphql::Result<Instant> {
        let is_known = is_known(Visit::of(ctx), &self.0).await?;
        Ok(model::told_at(self.0.renewed_at, is_known).into())
    }

    /// How often it was changed, from 1.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// Whether it is invented, for the demo.
    async fn demo(&self) -> bool {
        self.0.demo
    }
}

#[Object(use_type_description)]
impl PostedBy {
    /// The id of their profile.
    async fn id(&self) -> ID {
        self.0.profile.to_string().into()
    }

    /// What they are called: a first name and an initial, unless the two are known in the same
    /// community.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Their short name, where the viewer is told.
    async fn handle(&self) -> Option<&str> {
        self.0.handle.as_deref()
    }

    /// How they are to agree with.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn reliability(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Reliability>> {
        reliability_of(Visit::of(ctx), self.0.member).await
    }
}

/// How somebody is to agree with.
pub(super) async fn reliability_of(
    visit: &Visit,
    member: MemberId,
) -> async_graphql::Result<Option<Reliability>> {
    let found = visit.board.reliability.load_one(member).await;
    let found = found.map_err(|error| agreement_failed(visit, &error))?;
    Ok(found.map(|it| Reliability {
        replies_within: it.replies_within_hours,
        kept_appointments: it.kept,
        finished_appointments: it.finished,
    }))
}

/// How many can still take a post.
async fn left_of(visit: &Visit, post: &Arc<model::Post>) -> async_graphql::Result<u32> {
    let found = visit.board.left.load_one(Row(Arc::clone(post))).await;
    Ok(found.map_err(|error| post_failed(visit, &error))?.unwrap_or(post.capacity))
}

/// Whether the viewer knows whose a post is.
async fn is_known(visit: &Visit, post: &Arc<model::Post>) -> async_graphql::Result<bool> {
    let found = visit.board.authors.load_one(Row(Arc::clone(post))).await;
    Ok(found.map_err(|error| post_failed(visit, &error))?.is_some_and(|it| it.is_known))
}

fn is_mine(visit: &Visit, post: &model::Post) -> bool {
    matches!(visit.ctx.actor, Actor::Member(me) if me.member == post.author)
}

/// The last day of what ends at an instant.
fn last_day(end: DateTime<Utc>) -> Date {
    Date((end - TimeDelta::microseconds(1)).with_timezone(&ZONE).date_naive())
}

/// The post with this id.
pub(crate) async fn by_id(visit: &Visit, id: PostId) -> async_graphql::Result<Option<Post>> {
    let found = visit.board.posts.load_one(id).await;
    Ok(found.map_err(|error| post_failed(visit, &error))?.map(Post))
}

/// The post with this slug.
pub(super) async fn by_slug(visit: &Visit, slug: &str) -> async_graphql::Result<Option<Post>> {
    let found = posts::by_slug(&visit.ctx, &visit.domain, slug).await;
    Ok(found.map_err(|error| post_failed(visit, &error))?.map(|it| Post(it.into())))
}
