//! The first thirty days of a community, and the private numbers of a place.

use async_graphql::{Context, Description, Enum, ID, InputObject, Object, SimpleObject};
use koop_domain::communities;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::launch::model;
use koop_domain::id::{CommunityId, ListingId};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::numbers;
use koop_domain::listings::numbers::model::Figure;
use koop_domain::listings::rounds::Street;

use super::communities::failed as community_failed;
use super::errors::failed;
use super::scalars::Date;
use super::user_errors::{UserError, settle_community};
use super::visit::Visit;

/// Something that a new community does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::StepKey")]
pub(crate) enum LaunchStepKey {
    /// What is agreed is written down.
    Agreements,
    /// The area is chosen.
    Area,
    /// There are places in it.
    Places,
    /// Somebody stood before them.
    Streets,
    /// Owners have shown that a place is theirs.
    Owners,
    /// Posters hang.
    Posters,
    /// People belong to it.
    People,
}

/// How far a step is.
#[derive(SimpleObject)]
pub(crate) struct LaunchStep {
    /// Which.
    key: LaunchStepKey,
    /// How many there are.
    done: u64,
    /// How many there must be.
    of: u64,
}

/// How far a street is.
#[derive(SimpleObject)]
pub(crate) struct LaunchStreet {
    /// Its name.
    street: String,
    /// Before how many of its places somebody stood of late.
    done: u64,
    /// How many places it has.
    of: u64,
}

/// The first thirty days of a community.
#[derive(SimpleObject)]
pub(crate) struct Launch {
    /// Which day it is, from 1 on the day of its founding.
    day: i64,
    /// Whether the list stands at the desk: for thirty days, or until all is done.
    on: bool,
    /// The steps, in the order in which they are done.
    steps: Vec<LaunchStep>,
    /// The streets in which most is left to do.
    streets: Vec<LaunchStreet>,
}

/// How many posters hang.
#[derive(InputObject)]
pub(crate) struct SetPostersInput {
    /// In which community.
    community_id: ID,
    /// How many, as whoever hung them counts.
    posters: i32,
}

/// What saying so came to.
#[derive(Default, SimpleObject)]
pub(crate) struct SetPostersPayload {
    /// The first days as they are now.
    launch: Option<Launch>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// A week of a place: how often, without who.
#[derive(SimpleObject)]
pub(crate) struct ListingWeek {
    /// The Monday on which it begins.
    week: Date,
    /// How often its page was opened; null: a few times, fewer than five.
    seen: Option<u64>,
    /// How often its telephone number was tapped; null: a few times.
    called: Option<u64>,
    /// How often the way to it was asked; null: a few times.
    routed: Option<u64>,
}

impl From<&model::Launch> for Launch {
    fn from(it: &model::Launch) -> Self {
        let step = |it: &model::Step| LaunchStep { key: it.key.into(), done: it.done, of: it.of };
        let street = |it: &Street| LaunchStreet {
            street: it.stretch.street.clone(),
            done: it.done,
            of: it.places,
        };
        Self {
            day: it.day,
            on: it.is_on(),
            steps: it.steps.iter().map(step).collect(),
            streets: it.streets.iter().map(street).collect(),
        }
    }
}

/// The first days of a community; null to who does not see its desk.
pub(crate) async fn of_community(
    visit: &Visit,
    of: CommunityId,
) -> async_graphql::Result<Option<Launch>> {
    match communities::launch::launch(&visit.ctx, &visit.domain, of).await {
        Ok(launch) => Ok(Some((&launch).into())),
        Err(CommunityError::Denied(_)) => Ok(None),
        Err(error) => Err(community_failed(visit, &error)),
    }
}

/// The numbers of a place; null to who does not keep it.
pub(crate) async fn numbers_of(
    visit: &Visit,
    id: ListingId,
) -> async_graphql::Result<Option<Vec<ListingWeek>>> {
    let told = |figure: Figure| match figure {
        Figure::None => Some(0),
        Figure::Few => None,
        Figure::Count(count) => Some(count),
    };
    match numbers::weeks(&visit.ctx, &visit.domain, id).await {
        Ok(weeks) => {
            let week = |it: numbers::model::Week| ListingWeek {
                week: Date(it.monday),
                seen: told(it.seen),
                called: told(it.called),
                routed: told(it.routed),
            };
            Ok(Some(weeks.into_iter().map(week).collect()))
        }
        Err(ListingError::Denied(_)) => Ok(None),
        Err(error) => Err(failed(visit, &error)),
    }
}

/// What is done in the first days.
#[derive(Description)]
pub(crate) struct Launching;

#[Object(use_type_description, name = "LaunchMutation")]
impl Launching {
    /// Says how many posters of a community hang.
    async fn set_posters(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where, and how many.")] input: SetPostersInput,
    ) -> async_graphql::Result<SetPostersPayload> {
        let visit = Visit::of(ctx);
        // Fewer than none are more than anybody believes.
        let posters = u32::try_from(input.posters).unwrap_or(u32::MAX);
        let done = match CommunityId::parse(&input.community_id) {
            Ok(id) => communities::launch::set_posters(&visit.ctx, &visit.domain, id, posters)
                .await
                .map(|()| id),
            Err(_) => Err(CommunityError::NotFound),
        };
        Ok(match settle_community(visit, done)? {
            Ok(id) => {
                SetPostersPayload { launch: of_community(visit, id).await?, ..Default::default() }
            }
            Err(user_errors) => SetPostersPayload { user_errors, ..Default::default() },
        })
    }
}
