//! What a desk for help asks of a neighbour.

use async_graphql::{Context, Description, ID, Object};
use koop_domain::ctx::Ctx;
use koop_domain::helpdesk;
use koop_domain::id::NeedId;

use super::super::areas::Area;
use super::super::limits;
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::agreement::{self, PostAgreement};
use super::details::{Around, Availability};
use super::helpdesk::{NeedState, NeedUrgency, failed, smallest};

/// What the desk asks of the viewer. Who needs it is not told before they do it.
#[derive(Clone, Description)]
pub(crate) struct AskedNeed(pub(super) Box<helpdesk::Asked>);

#[Object(use_type_description)]
impl AskedNeed {
    /// The id of the need.
    pub(crate) async fn id(&self) -> ID {
        self.0.need.to_string().into()
    }

    /// The id of its community.
    async fn community_id(&self) -> ID {
        self.0.community.to_string().into()
    }

    /// What it is about: a key such as groceries or tech.
    async fn category(&self) -> &str {
        self.0.topic.key()
    }

    /// When it suits; nothing: any time.
    async fn availability(&self) -> Vec<Availability> {
        self.0.availability.iter().map(Into::into).collect()
    }

    /// In which languages, as BCP 47 codes; nothing: any.
    async fn languages(&self) -> &[String] {
        &self.0.languages
    }

    /// Where, as far as anybody is told.
    async fn around(&self) -> Around {
        self.0.around.into()
    }

    /// The smallest area it lies in.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        smallest(Visit::of(ctx), &self.0.areas).await
    }

    /// How soon.
    async fn urgency(&self) -> NeedUrgency {
        self.0.urgency.into()
    }

    /// What is to be done, in words.
    async fn notes(&self) -> &str {
        &self.0.notes
    }

    /// How it stands.
    async fn state(&self) -> NeedState {
        self.0.state.into()
    }

    /// When the viewer was asked.
    async fn asked_at(&self) -> Instant {
        self.0.asked_at.into()
    }

    /// What they said; null: nothing yet.
    async fn answer(&self) -> Option<bool> {
        self.0.answer
    }

    /// Whether it is they who do it.
    async fn is_assigned(&self) -> bool {
        self.0.is_assigned
    }

    /// What they agree on with who needs it, where that is a member: its actions decide.
    #[graphql(complexity = "limits::SEARCH + child_complexity")]
    async fn agreement(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PostAgreement>> {
        let Some(id) = self.0.agreement else { return Ok(None) };
        agreement::by_id(Visit::of(ctx), id).await
    }

    /// Whether `readNeedContact` tells how its person is reached.
    async fn has_contact(&self) -> bool {
        self.0.has_contact
    }

    /// When it ended.
    async fn closed_at(&self) -> Option<Instant> {
        self.0.closed_at.map(Into::into)
    }
}

/// A need, for a neighbour who was asked.
pub(crate) async fn asked_by_id(
    visit: &Visit,
    id: NeedId,
) -> async_graphql::Result<Option<AskedNeed>> {
    let found = helpdesk::asked_by_id(&visit.own, &visit.domain, id).await;
    Ok(found.map_err(|error| failed(visit, &error))?.map(|it| AskedNeed(it.into())))
}

/// What the desks ask of a member.
pub(crate) async fn asked_of(visit: &Visit, ctx: &Ctx) -> async_graphql::Result<Vec<AskedNeed>> {
    let all = helpdesk::asked_of_me(ctx, &visit.domain).await;
    let all = all.map_err(|error| failed(visit, &error))?;
    Ok(all.into_iter().map(|it| AskedNeed(it.into())).collect())
}
