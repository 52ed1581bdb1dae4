//! The launch list: what a new community does in its first thirty days, each step with its live
//! figure.

pub mod model;
mod store;

use chrono::{NaiveDate, TimeDelta};

use self::model::{Figures, LAUNCH_DAYS, Launch, POSTERS_MAX, STREETS_SHOWN, day};
use super::error::CommunityError;
use super::model::{Community, MembershipState};
use super::{standing_in, store as community_store};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{AreaId, CommunityId};
use crate::listings::opening_hours::ZONE;
use crate::listings::rounds::ROUND_DAYS;
use crate::policy::{self, Action};
use crate::{Domain, areas, audit};

/// How far a community is in its first days, for who sees its desk; without its streets. None once
/// they are over: then nothing is counted any more.
///
/// # Errors
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn first_days(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Option<Launch>, CommunityError> {
    let community = seen(ctx, domain, of).await?;
    let days = days(ctx, &community);
    if day(days) > LAUNCH_DAYS {
        return Ok(None);
    }
    let inside = inside(domain, &community).await?;
    let figures = figures(ctx, domain, &community, &inside).await?;
    Ok(Some(Launch::of(days, figures, Vec::new())))
}

/// How far a community is, for who sees its desk.
///
/// # Errors
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn launch(ctx: &Ctx, domain: &Domain, of: CommunityId) -> Result<Launch, CommunityError> {
    let community = seen(ctx, domain, of).await?;
    let inside = inside(domain, &community).await?;
    let figures = figures(ctx, domain, &community, &inside).await?;
    let db = domain.db.reader();
    let streets = store::streets(db, &inside, walked_since(ctx), STREETS_SHOWN).await?;
    Ok(Launch::of(days(ctx, &community), figures, streets))
}

/// A community whose desk the actor sees.
async fn seen(ctx: &Ctx, domain: &Domain, of: CommunityId) -> Result<Community, CommunityError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::SeeDesk, standing_in(ctx, db, of).await?)?;
    community_store::by_id(db, of).await?.ok_or(CommunityError::NotFound)
}

/// The areas that make up its own.
async fn inside(domain: &Domain, community: &Community) -> Result<Vec<AreaId>, CommunityError> {
    let Some(area) = community.settings.area else { return Ok(Vec::new()) };
    let atlas = areas::refresh(domain).await?;
    let lies_in = |id: AreaId| atlas.lineage(id).any(|outer| outer.id == area);
    Ok(atlas.areas().map(|it| it.id).filter(|id| lies_in(*id)).collect())
}

async fn figures(
    ctx: &Ctx,
    domain: &Domain,
    community: &Community,
    inside: &[AreaId],
) -> Result<Figures, CommunityError> {
    let db = domain.db.reader();
    Ok(Figures {
        agreements: community.agreements_version.unsigned_abs().into(),
        has_area: community.settings.area.is_some(),
        people: community_store::count(db, community.id, MembershipState::Active).await?,
        ..store::figures(db, community.id, inside, walked_since(ctx)).await?
    })
}

/// When it was founded, and today.
fn days(ctx: &Ctx, community: &Community) -> (NaiveDate, NaiveDate) {
    (community.created_at.with_timezone(&ZONE).date_naive(), today(ctx))
}

fn walked_since(ctx: &Ctx) -> NaiveDate {
    today(ctx) - TimeDelta::days(ROUND_DAYS)
}

fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now.with_timezone(&ZONE).date_naive()
}

/// Says how many posters hang, as nobody but people can count.
///
/// # Errors
/// [`CommunityError::Invalid`] for `posters`, [`CommunityError::NotFound`],
/// [`CommunityError::Denied`].
pub async fn set_posters(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    posters: u32,
) -> Result<(), CommunityError> {
    let tx = domain.db.write().await?;
    policy::check_on(ctx, Action::KeepCommunity, standing_in(ctx, tx.conn(), of).await?)?;
    if posters > POSTERS_MAX {
        return Err(CommunityError::Invalid { field: "posters", problem: Problem::OutOfRange });
    }
    community_store::lock(&tx, of).await?.ok_or(CommunityError::NotFound)?;
    store::set_posters(&tx, of, (posters, ctx.now)).await?;
    let note = Note::new(Act::CommunityEdited).of(of).to(of).with("fields", vec!["posters"]);
    audit::note(&tx, ctx, note).await?;
    Ok(tx.commit().await?)
}
