//! Who belongs to a profile. People are let in by the short name of their own profile, which they
//! tell themselves, as co-workers of a place are.

use super::error::{ProfileError, invalid};
use super::model::{Companion, Offer, PEOPLE_MAX, Part, Profile, ProfileKind};
use super::store::KeptOffer;
use super::{kept, me, named, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{MemberId, ProfileId};
use crate::jobs::Letter;
use crate::listings::reports::write_to;
use crate::members::attempts::{DAY, Limit, Refused};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action, Standing};

/// People whom one member lets into profiles: guessing short names is no way to find people.
const LET_IN: Limit = Limit { name: "profile-people", tries: 60, minutes: DAY };
/// Mails to one member that they are asked: nobody's mail is filled by making profiles.
const TOLD: Limit = Limit { name: "profile-mails-to", tries: 3, minutes: DAY };
/// Mails to one member about one profile: who said no is not asked again by the next mail. Tries
/// are counted for no longer than a day.
const TOLD_OF: Limit = Limit { name: "profile-mails-of", tries: 1, minutes: DAY };
/// Mails that one member has others sent.
const TELLS: Limit = Limit { name: "profile-mails-from", tries: 20, minutes: DAY };

/// Who belongs to a profile, its owners first, and after them who was asked and has not said yes;
/// for who belongs to it.
///
/// # Errors
/// [`ProfileError::NotFound`].
pub async fn people(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
) -> Result<Vec<Companion>, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let db = domain.db.reader();
    let mut people = store::people(db, id).await?;
    let mine = people.iter().find(|it| it.member == me.member);
    let part = mine.map_or(Part::Nobody, |it| it.part);
    policy::check_on(ctx, Action::SeeProfile, Standing::from(part))
        .map_err(|_| ProfileError::NotFound)?;
    people.extend(store::offered(db, id).await?);
    Ok(people)
}

/// The profile as which a member acts, where they belong to it; held until the transaction ends.
pub(crate) async fn acting(
    tx: &WriteTx,
    ctx: &Ctx,
    member: MemberId,
) -> Result<Option<Profile>, DbError> {
    let Some(id) = ctx.acting_as else { return Ok(None) };
    let profile = store::lock(tx, id).await?;
    let part = store::part(tx.conn(), id, member).await?;
    Ok(profile.filter(|_| part > Part::Nobody))
}

/// Lets somebody in, once they say yes: nobody belongs anywhere without wanting to. Whoever is in
/// already is that from now on.
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
    let (tx, profile) = kept(ctx, domain, id).await?;
    let me = me(ctx, Action::KeepProfiles)?.member;
    LET_IN.take(&tx, ctx, &me.to_string()).await?;
    let found = store::of_handle(tx.conn(), &tidy_handle(handle)).await?;
    let Some(member) = found else {
        tx.commit().await?;
        return Err(invalid("handle")(Problem::Unknown));
    };
    let people = store::people(tx.conn(), id).await?;
    if people.iter().any(|it| it.member == member) {
        if part != Part::Owner {
            an_owner_stays(&people, member)?;
        }
        store::put(&tx, id, member, part).await?;
        return Ok(tx.commit().await?);
    }
    let asked = store::offered(tx.conn(), id).await?;
    let others = asked.iter().filter(|it| it.member != member).count();
    if people.len() + others >= PEOPLE_MAX {
        return Err(invalid("handle")(Problem::OutOfRange));
    }
    store::offer(&tx, id, (member, part), (me, ctx.now)).await?;
    // Who was asked already reads it once, as whatever they were asked first.
    if others == asked.len() {
        tell(&tx, ctx, (&profile, me), member).await?;
    }
    Ok(tx.commit().await?)
}

/// Writes to somebody that they are asked to belong to a profile. Whoever was written to too often
/// of late, or by somebody who wrote too often, finds it on their page.
async fn tell(
    tx: &WriteTx,
    ctx: &Ctx,
    (profile, by): (&Profile, MemberId),
    to: MemberId,
) -> Result<(), ProfileError> {
    let once = format!("{} {to}", profile.id);
    for (limit, who) in [(TOLD_OF, once), (TELLS, by.to_string()), (TOLD, to.to_string())] {
        match limit.take(tx, ctx, &who).await {
            Ok(()) => {}
            Err(Refused::TooMany { .. }) => return Ok(()),
            Err(Refused::Db(error)) => return Err(DbError::from(error).into()),
        }
    }
    let by = named(tx.conn(), [by]).await?.remove(&by).map(|by| by.name).unwrap_or_default();
    let letter = Letter::ProfileOffered { profile: profile.name.clone(), by };
    Ok(write_to(tx, ctx, to, letter).await?)
}

/// What I may belong to, once I say yes; the latest first.
///
/// # Errors
/// [`ProfileError::SignedOut`].
pub async fn offers(ctx: &Ctx, domain: &Domain) -> Result<Vec<Offer>, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let db = domain.db.reader();
    let kept = store::offers_to(db, me.member, PAGE_MAX.into()).await?;
    let people = named(db, kept.iter().filter_map(|it| it.by)).await?;
    let offer = |it: KeptOffer| {
        let by = it.by.and_then(|by| people.get(&by)).map(|by| by.name.clone());
        Offer { profile: it.profile, part: it.part, by, at: it.at }
    };
    Ok(kept.into_iter().map(offer).collect())
}

/// Says yes: I belong to a profile from now on. To say no is to [`leave`].
///
/// # Errors
/// [`ProfileError::NotFound`] where nobody lets me in, or no longer.
pub async fn accept(ctx: &Ctx, domain: &Domain, id: ProfileId) -> Result<Profile, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let tx = domain.db.write().await?;
    let profile = store::lock(&tx, id).await?.ok_or(ProfileError::NotFound)?;
    let part = store::take_offer(&tx, id, me.member).await?.ok_or(ProfileError::NotFound)?;
    store::put(&tx, id, me.member, part).await?;
    tx.commit().await?;
    Ok(profile)
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
    if let Some(it) = people.iter().find(|it| it.handle == handle) {
        take_out(&tx, id, (&people, it.member)).await?;
        return Ok(tx.commit().await?);
    }
    let asked = store::offered(tx.conn(), id).await?;
    let it = asked.iter().find(|it| it.handle == handle).ok_or(ProfileError::NotFound)?;
    store::take_offer(&tx, id, it.member).await?;
    Ok(tx.commit().await?)
}

/// Belongs to a profile no more, or does not want to.
///
/// # Errors
/// [`ProfileError::LastOwner`]: another is let in as owner first, or the profile is ended;
/// [`ProfileError::NotFound`].
pub async fn leave(ctx: &Ctx, domain: &Domain, id: ProfileId) -> Result<(), ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let tx = domain.db.write().await?;
    let profile = store::lock(&tx, id).await?.ok_or(ProfileError::NotFound)?;
    if store::take_offer(&tx, id, me.member).await?.is_some() {
        return Ok(tx.commit().await?);
    }
    let people = store::people(tx.conn(), id).await?;
    let is_in = people.iter().any(|it| it.member == me.member);
    if !is_in || profile.kind == ProfileKind::Person {
        return Err(ProfileError::NotFound);
    }
    take_out(&tx, id, (&people, me.member)).await?;
    store::take_off(&tx, me.session, id).await?;
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
