//! The straatronde: a street door by door, and what somebody who stands there says.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::areas::atlas::Atlas;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::rounds::{self, Stretch, Where};

use super::areas;
use super::errors::failed;
use super::keeping::{listing_of, shown};
use super::listings::{self, Listing};
use super::user_errors::{UserError, settle_listing};
use super::visit::Visit;

/// Is a place still there?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "rounds::Answer")]
pub(crate) enum StreetAnswer {
    /// It is.
    Yes,
    /// It is gone.
    No,
    /// Nobody could say.
    Unsure,
    /// Not now.
    Skipped,
}

/// What somebody says who stands before a place.
#[derive(InputObject)]
pub(crate) struct AnswerStreetRoundInput {
    /// Which place.
    listing_id: ID,
    /// Whether it is still there.
    answer: StreetAnswer,
}

/// A street, or the part of it in an area.
#[derive(InputObject)]
pub(crate) struct UndoStreetAnswerInput {
    /// Its name.
    street: String,
    /// The area's name in the address bar.
    area: Option<String>,
}

/// A street with places in it.
#[derive(SimpleObject)]
pub(crate) struct Street {
    /// Its name.
    name: String,
    /// The name in the address bar of the area that it lies in.
    area: Option<String>,
    /// How many places are asked about.
    places: u64,
    /// Of how many somebody has said of late whether they are there.
    done: u64,
}

/// A street, door by door.
#[derive(SimpleObject)]
pub(crate) struct StreetRound {
    /// Its places, in the order of their doors.
    stops: Vec<StreetStop>,
    /// The place to ask about next; null when the street is done.
    next: Option<Listing>,
    /// How many places somebody has spoken for of late.
    done: u64,
}

/// A place on the way.
#[derive(SimpleObject)]
pub(crate) struct StreetStop {
    /// The place.
    listing: Listing,
    /// Whether somebody has said of late whether it is there.
    done: bool,
    /// What the viewer said today.
    mine: Option<StreetAnswer>,
}

/// What answering, or taking an answer back, came to.
#[derive(Default, SimpleObject)]
pub(crate) struct StreetAnswerPayload {
    /// About which place.
    listing: Option<Listing>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// Streets by name or in an area; null to who is not signed in.
pub(crate) async fn streets(
    visit: &Visit,
    street: Option<String>,
    area: Option<String>,
) -> async_graphql::Result<Option<Vec<Street>>> {
    let atlas = areas::atlas(visit).await?;
    let Ok(area) = area_of(&atlas, area.as_deref()) else { return Ok(Some(Vec::new())) };
    let wanted = Where { street, area, near: None };
    let street = |it: rounds::Street| Street {
        area: it.stretch.area.and_then(|id| atlas.get(id)).map(|it| it.slug.clone()),
        name: it.stretch.street,
        places: it.places,
        done: it.done,
    };
    match rounds::streets(&visit.ctx, &visit.domain, &wanted).await {
        Ok(found) => Ok(Some(found.into_iter().map(street).collect())),
        Err(ListingError::Denied(_)) => Ok(None),
        Err(error) => Err(failed(visit, &error)),
    }
}

/// A street; null where there is none, and to who is not signed in.
pub(crate) async fn round(
    visit: &Visit,
    street: String,
    area: Option<String>,
) -> async_graphql::Result<Option<StreetRound>> {
    let atlas = areas::atlas(visit).await?;
    let Ok(area) = area_of(&atlas, area.as_deref()) else { return Ok(None) };
    let round = rounds::round(&visit.ctx, &visit.domain, &Stretch { street, area }).await;
    let round = match round {
        Ok(round) => round,
        Err(ListingError::Denied(_) | ListingError::NotFound) => return Ok(None),
        Err(error) => return Err(failed(visit, &error)),
    };
    let (next, done) = (round.next().map(|it| it.listing.clone()), round.done() as u64);
    let stop = |it: rounds::Stop| StreetStop {
        listing: shown(visit, it.listing),
        done: it.is_done,
        mine: it.mine.map(Into::into),
    };
    let stops = round.stops.into_iter().map(stop).collect();
    Ok(Some(StreetRound { stops, next: next.map(|it| shown(visit, it)), done }))
}

/// Says whether a place is still there.
pub(crate) async fn answer(
    visit: &Visit,
    AnswerStreetRoundInput { listing_id, answer }: AnswerStreetRoundInput,
) -> async_graphql::Result<StreetAnswerPayload> {
    let done = match listing_of(&listing_id) {
        Ok(id) => rounds::answer(&visit.ctx, &visit.domain, id, answer.into()).await.map(|()| id),
        Err(error) => Err(error),
    };
    if matches!(done, Err(ListingError::Duplicate)) {
        let user_errors = vec![UserError::known(visit, "round-answered")];
        return Ok(StreetAnswerPayload { user_errors, ..Default::default() });
    }
    answered(visit, done).await
}

/// Takes back what the viewer said last today in a street.
pub(crate) async fn undo(
    visit: &Visit,
    UndoStreetAnswerInput { street, area }: UndoStreetAnswerInput,
) -> async_graphql::Result<StreetAnswerPayload> {
    let atlas = areas::atlas(visit).await?;
    let done = match area_of(&atlas, area.as_deref()) {
        Ok(area) => rounds::undo(&visit.ctx, &visit.domain, &Stretch { street, area }).await,
        Err(error) => Err(error),
    };
    answered(visit, done).await
}

async fn answered(
    visit: &Visit,
    done: Result<koop_domain::id::ListingId, ListingError>,
) -> async_graphql::Result<StreetAnswerPayload> {
    Ok(match settle_listing(visit, done)? {
        Ok(id) => StreetAnswerPayload {
            listing: listings::by_id(visit, id).await?,
            user_errors: Vec::new(),
        },
        Err(user_errors) => StreetAnswerPayload { user_errors, ..Default::default() },
    })
}

/// The area of a slug; an unknown one is no area at all.
fn area_of(
    atlas: &Atlas,
    slug: Option<&str>,
) -> Result<Option<koop_domain::id::AreaId>, ListingError> {
    let Some(slug) = slug else { return Ok(None) };
    atlas.by_slug(slug).map(|area| Some(area.id)).ok_or(ListingError::NotFound)
}
