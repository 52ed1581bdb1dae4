//! Who belongs to a profile. People are let in by the short name of their own profile, which they
//! tell themselves, as co-workers of a place are.

use super::error::{ProfileError, invalid};
use super::model::{Companion, PEOPLE_MAX, Part, ProfileKind};
use super::{kept, me, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{MemberId, ProfileId};
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action, Standing};

/// People whom one member lets into profiles: guessing short names is no way to find people.
const LET_IN: Limit = Limit { name: "profile-people", tries: 60, minutes: DAY };

/// Who belongs to a profile, its owners first; for who belongs to it.
///
/// # Errors
/// [`ProfileError::NotFound`].
pub async fn people(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
) -> Result<Vec<Companion>, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let people = store::people(domain.db.reader(), id).await?;
    let mine = people.iter().find(|it| it.member == me.member);
    let part = mine.map_or(Part::Nobody, |it| it.part);
    policy::check_on(ctx, Action::SeeProfile, Standing::from(part))
        .map_err(|_| ProfileError::NotFound)?;
    Ok(people)
}

/// Lets somebody in. Whoever is in already is that from now on.
///
/// # Errors
/// [`ProfileError::Invalid`] for `handle` when nobody is called so or there are [`PEOPLE_MAX`], for
/// `part` when it is none; [`ProfileError::LastOwner`], [`ProfileError::NotFound`],
/// [`ProfileError::Denied`], [`ProfileError::TooMany`].
pub async fn let_in(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
    (handle, part): (&str, Part),
) -> Result<(), ProfileError> {
    if part == Part::Nobody {
        return Err(invalid("part")(Problem::Unknown));
    }
    let (tx, _) = kept(ctx, domain, id).await?;
    LET_IN.take(&tx, ctx, &me(ctx, Action::KeepProfiles)?.member.to_string()).await?;
    let found = store::of_handle(tx.conn(), &tidy_handle(handle)).await?;
    let Some(member) = found else {
        tx.commit().await?;
        return Err(invalid("handle")(Problem::Unknown));
    };
    let people = store::people(tx.conn(), id).await?;
    let there = people.iter().any(|it| it.member == member);
    if !there && people.len() >= PEOPLE_MAX {
        return Err(invalid("handle")(Problem::OutOfRange));
    }
    if part != Part::Owner {
        an_owner_stays(&people, member)?;
    }
    store::put(&tx, id, member, part).await?;
    Ok(tx.commit().await?)
}

/// Lets somebody in no more. What they looked after for the profile another of its people does.
///
/// # Errors
/// [`ProfileError::LastOwner`], [`ProfileError::NotFound`], [`ProfileError::Denied`].
pub async fn send_away(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
    handle: &str,
) -> Result<(), ProfileError> {
    let (tx, _) = kept(ctx, domain, id).await?;
    let handle = tidy_handle(handle);
    let people = store::people(tx.conn(), id).await?;
    let member = people.iter().find(|it| it.handle == handle).ok_or(ProfileError::NotFound)?.member;
    take_out(&tx, id, (&people, member)).await?;
    Ok(tx.commit().await?)
}

/// Belongs to a profile no more.
///
/// # Errors
/// [`ProfileError::LastOwner`]: another is let in as owner first, or the profile is ended;
/// [`ProfileError::NotFound`].
pub async fn leave(ctx: &Ctx, domain: &Domain, id: ProfileId) -> Result<(), ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let tx = domain.db.write().await?;
    let profile = store::lock(&tx, id).await?.ok_or(ProfileError::NotFound)?;
    let people = store::people(tx.conn(), id).await?;
    let is_in = people.iter().any(|it| it.member == me.member);
    if !is_in || profile.kind == ProfileKind::Person {
        return Err(ProfileError::NotFound);
    }
    take_out(&tx, id, (&people, me.member)).await?;
    Ok(tx.commit().await?)
}

/// A short name as people type it.
pub(crate) fn tidy_handle(handle: &str) -> String {
    handle.trim().trim_start_matches('@').to_lowercase()
}

async fn take_out(
    tx: &WriteTx,
    id: ProfileId,
    (people, member): (&[Companion], MemberId),
) -> Result<(), ProfileError> {
    an_owner_stays(people, member)?;
    if let Some(next) = people.iter().find(|it| it.member != member) {
        store::hand_on(tx, id, (member, next.member)).await?;
    }
    Ok(store::put(tx, id, member, Part::Nobody).await?)
}

/// Whether there is an owner beside somebody.
fn an_owner_stays(people: &[Companion], but: MemberId) -> Result<(), ProfileError> {
    let other = people.iter().any(|it| it.part == Part::Owner && it.member != but);
    if other { Ok(()) } else { Err(ProfileError::LastOwner) }
}
