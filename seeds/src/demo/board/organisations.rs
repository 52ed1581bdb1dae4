//! The organisations for which neighbours do something, and who belongs to them.

use koop_domain::ctx::Ctx;
use koop_domain::id::ProfileId;
use koop_domain::profiles::model::{Part, ProfileKind};
use koop_domain::{Domain, profiles};

use super::BoardError;

/// Lets somebody into the organisation of another, where they do not belong to it since the board
/// was put up before.
pub(super) async fn belong(
    domain: &Domain,
    (owner, me): (&Ctx, &Ctx),
    id: ProfileId,
) -> Result<(), BoardError> {
    let mine = profiles::mine(me, domain).await?;
    let own = mine.iter().find(|(it, _)| it.kind == ProfileKind::Person);
    let Some((own, _)) = own.filter(|_| mine.iter().all(|(it, _)| it.id != id)) else {
        return Ok(());
    };
    profiles::let_in(owner, domain, id, (&own.handle, Part::Member)).await?;
    profiles::accept(me, domain, id).await?;
    Ok(())
}

/// The organisation of somebody, made when it is not there.
pub(super) async fn organisation_of(
    me: &Ctx,
    domain: &Domain,
    name: &'static str,
) -> Result<ProfileId, BoardError> {
    let mine = profiles::mine(me, domain).await?;
    if let Some((it, _)) = mine.into_iter().find(|(it, _)| it.name == name) {
        return Ok(it.id);
    }
    Ok(profiles::make(me, domain, (ProfileKind::Organisation, name)).await?.id)
}
