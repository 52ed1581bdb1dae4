//! The launch list: what a new community does in its first thirty days, each step with its live
//! figure.

pub mod model;
mod store;

use chrono::TimeDelta;

use self::model::{Figures, Launch, POSTERS_MAX, STREETS_SHOWN};
use super::error::CommunityError;
use super::model::MembershipState;
use super::{standing_in, store as community_store};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{AreaId, CommunityId};
use crate::listings::opening_hours::ZONE;
use crate::listings::rounds::ROUND_DAYS;
use crate::policy::{self, Action};
use crate::{Domain, areas, audit};

/// How far a community is, for who sees its desk.
///
/// # Errors
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn launch(ctx: &Ctx, domain: &Domain, of: CommunityId) -> Result<Launch, CommunityError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::SeeDesk, standing_in(ctx, db, of).await?)?;
    let community = community_store::by_id(db, of).await?.ok_or(CommunityError::NotFound)?;
    let atlas = areas::refresh(domain).await?;
    let inside: Vec<AreaId> = match community.settings.area {
        Some(area) => {
            let lies_in = |id: AreaId| atlas.lineage(id).any(|outer| outer.id == area);
            atlas.areas().map(|it| it.id).filter(|id| lies_in(*id)).collect()
        }
        None => Vec::new(),
    };
    let today = ctx.now.with_timezone(&ZONE).date_naive();
    let since = today - TimeDelta::days(ROUND_DAYS);
    let figures = Figures {
        agreements: community.agreements_version.unsigned_abs().into(),
        has_area: community.settings.area.is_some(),
        people: community_store::count(db, of, MembershipState::Active).await?,
        ..store::figures(db, of, &inside, since).await?
    };
    let streets = store::streets(db, &inside, since, STREETS_SHOWN).await?;
    let founded = community.created_at.with_timezone(&ZONE).date_naive();
    Ok(Launch::of((founded, today), figures, streets))
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
