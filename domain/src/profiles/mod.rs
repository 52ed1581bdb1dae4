//! Profiles: as whom somebody acts. Every member has one as a person; people make others together,
//! as a household, an organisation or a merchant, and what is brought in or claimed as one of
//! those is kept for it, so that all of its people keep it.
//!
//! As whom a request acts is settled once, at the door, by [`act_as`]. Who acts as another person
//! does so under a mandate of theirs, and is that person to every verb, within what it allows.

pub mod entity;
pub mod error;
pub mod mandates;
pub mod model;
pub(crate) mod people;
pub(crate) mod store;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use self::error::{ProfileError, invalid};
use self::mandates::{Named, Under};
use self::model::{Companion, Hat, PROFILES_MAX, Part, Profile, ProfileKind};
pub(crate) use self::people::acting;
pub use self::people::{accept, leave, let_in, offers, people, send_away};
use crate::Domain;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{ListingId, MemberId, ProfileId};
use crate::ledger::accounts;
use crate::listings::keepers::store::owners_of_name;
use crate::listings::slug::{cut, words};
use crate::members::attempts::{DAY, Limit};
use crate::members::model::tidy_name;
use crate::policy::{self, Action, Standing};
use crate::text::fold;

/// Profiles that one member makes.
const MADE: Limit = Limit { name: "profiles-made", tries: 10, minutes: DAY };
/// Short names are made of so many letters of a name.
const HANDLE_LETTERS_MAX: usize = 30;
/// The short name of who is called nothing that an address can say.
const NAMELESS: &str = "lid";

/// As whom a request acts: the same request with another hat on. It is asked once, at the door.
///
/// # Errors
/// [`ProfileError::NotFound`] for a profile that is not the member's, [`ProfileError::Ended`] where
/// it was somebody's whose mandate has ended, [`ProfileError::SignedOut`].
pub async fn act_as(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
) -> Result<(Ctx, Option<Hat>), ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let db = domain.db.reader();
    let profile = store::by_id(db, id).await?.ok_or(ProfileError::NotFound)?;
    if store::part(db, id, me.member).await? > Part::Nobody {
        if profile.kind == ProfileKind::Person {
            return Ok((ctx.clone(), None));
        }
        let acting = Ctx { acting_as: Some(id), ..ctx.clone() };
        return Ok((acting, Some(Hat { profile, mandate: None })));
    }
    let person = store::person(db, id).await?.ok_or(ProfileError::NotFound)?;
    let mandate = mandates::running(ctx, db, (person, me.member)).await?;
    let under = Under {
        mandate: mandate.id,
        agent: me.member,
        community: mandate.community,
        deeds: mandate.deeds,
    };
    // Whatever else they are, here they are the person who gave the mandate, and nothing more.
    let signed = Signed { member: person, operator: false, under: Some(under), ..me };
    let acting = Ctx { actor: Actor::Member(signed), acting_as: None, ..ctx.clone() };
    Ok((acting, Some(Hat { profile, mandate: Some((mandate.id, mandate.deeds)) })))
}

/// Remembers as whom the pages of this session act; none: as oneself. Answers as whom that is.
///
/// # Errors
/// As [`act_as`].
pub async fn choose(
    ctx: &Ctx,
    domain: &Domain,
    id: Option<ProfileId>,
) -> Result<Option<Hat>, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let hat = match id {
        Some(id) => act_as(ctx, domain, id).await?.1,
        None => None,
    };
    let tx = domain.db.write().await?;
    store::act_as(&tx, me.session, hat.as_ref().map(|hat| hat.profile.id)).await?;
    tx.commit().await?;
    Ok(hat)
}

/// My profiles, with what I am to each, my own first.
///
/// # Errors
/// [`ProfileError::SignedOut`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<(Profile, Part)>, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let mut mine = store::of_member(domain.db.reader(), me.member).await?;
    mine.sort_by_key(|(it, _)| it.kind != ProfileKind::Person);
    Ok(mine)
}

/// The profile for which a place is owned, where everybody may know it.
///
/// # Errors
/// [`ProfileError::Db`].
pub async fn keeper_of(
    ctx: &Ctx,
    domain: &Domain,
    listing: ListingId,
) -> Result<Option<Profile>, ProfileError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let found = store::owner_of(domain.db.reader(), listing).await?;
    Ok(found.filter(|it| it.kind.is_public()))
}

/// Makes a profile, of which I am the owner.
///
/// # Errors
/// [`ProfileError::Invalid`] for `name`, also where a place that others have shown to be theirs
/// goes by it, or `kind`, [`ProfileError::TooMany`].
pub async fn make(
    ctx: &Ctx,
    domain: &Domain,
    (kind, name): (ProfileKind, &str),
) -> Result<Profile, ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    if !ProfileKind::MADE.contains(&kind) {
        return Err(invalid("kind")(Problem::Unknown));
    }
    let name = tidy_name(name).map_err(invalid("name"))?;
    let tx = domain.db.write().await?;
    MADE.take(&tx, ctx, &me.member.to_string()).await?;
    if store::count_founded(tx.conn(), me.member).await? >= PROFILES_MAX {
        return Err(invalid("kind")(Problem::OutOfRange));
    }
    free_of_places(&tx, me.member, &name).await?;
    let profile = insert(&tx, ctx, me.member, (kind, &name)).await?;
    tx.commit().await?;
    Ok(profile)
}

/// Gives a profile another name; a person's is the member's own.
///
/// # Errors
/// [`ProfileError::Invalid`] for `name`, [`ProfileError::NotFound`], [`ProfileError::Denied`].
pub async fn rename(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
    name: &str,
) -> Result<Profile, ProfileError> {
    let name = tidy_name(name).map_err(invalid("name"))?;
    let (tx, profile) = kept(ctx, domain, id).await?;
    free_of_places(&tx, me(ctx, Action::KeepProfiles)?.member, &name).await?;
    store::rename(&tx, id, &name).await?;
    tx.commit().await?;
    Ok(Profile { name, ..profile })
}

/// Ends a profile: what was kept for it is nobody's, and what it held goes to the fund.
///
/// # Errors
/// [`ProfileError::NotFound`], [`ProfileError::Denied`], [`ProfileError::Account`] while an account
/// of it owes something, stands still, or two disagree about what is set apart.
pub async fn dissolve(ctx: &Ctx, domain: &Domain, id: ProfileId) -> Result<(), ProfileError> {
    let (tx, _) = kept(ctx, domain, id).await?;
    store::take_off(&tx, me(ctx, Action::KeepProfiles)?.session, id).await?;
    accounts::settle_profile(&tx, ctx, id).await?.map_err(ProfileError::Account)?;
    store::delete(&tx, id).await?;
    Ok(tx.commit().await?)
}

/// A new profile with its first owner.
pub(crate) async fn insert(
    tx: &WriteTx,
    ctx: &Ctx,
    of: MemberId,
    (kind, name): (ProfileKind, &str),
) -> Result<Profile, sea_orm::DbErr> {
    let profile = Profile {
        id: ProfileId(ctx.ids.next()),
        kind,
        name: name.to_owned(),
        handle: free_handle(tx, name).await?,
    };
    store::insert(tx, of, &profile, ctx.now).await?;
    Ok(profile)
}

/// Takes somebody who leaves the house out of their profiles. Another of its people looks after
/// what they looked after for it; where they were its only owner, whoever comes next is.
pub(crate) async fn forget(tx: &WriteTx, member: MemberId) -> Result<(), sea_orm::DbErr> {
    for (profile, part) in store::of_member(tx.conn(), member).await? {
        store::lock(tx, profile.id).await?;
        let others = store::people(tx.conn(), profile.id).await?;
        let others: Vec<Companion> = others.into_iter().filter(|it| it.member != member).collect();
        // Owners come first.
        let Some(next) = others.first() else { continue };
        if part == Part::Owner && next.part != Part::Owner {
            store::put(tx, profile.id, next.member, Part::Owner).await?;
        }
        store::hand_on(tx, profile.id, (member, next.member)).await?;
    }
    Ok(())
}

/// What members are called, by their own profiles.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = MemberId>,
) -> Result<HashMap<MemberId, Named>, sea_orm::DbErr> {
    let people = store::persons(db, ids).await?;
    let named = |(member, it): (MemberId, Profile)| {
        (member, Named { member, profile: it.id, name: it.name, handle: it.handle })
    };
    Ok(people.into_iter().map(named).collect())
}

/// The member who asks, if they may.
pub(crate) fn me(ctx: &Ctx, action: Action) -> Result<Signed, ProfileError> {
    let Actor::Member(me) = ctx.actor else { return Err(ProfileError::SignedOut) };
    policy::check(ctx, action)?;
    Ok(me)
}

/// Holds a profile that the member keeps, and that is no person.
async fn kept(
    ctx: &Ctx,
    domain: &Domain,
    id: ProfileId,
) -> Result<(WriteTx, Profile), ProfileError> {
    let me = me(ctx, Action::KeepProfiles)?;
    let tx = domain.db.write().await?;
    let profile = store::lock(&tx, id).await?.ok_or(ProfileError::NotFound)?;
    let part = store::part(tx.conn(), id, me.member).await?;
    if part == Part::Nobody || profile.kind == ProfileKind::Person {
        return Err(ProfileError::NotFound);
    }
    policy::check_on(ctx, Action::KeepProfile, Standing::from(part))?;
    Ok((tx, profile))
}

/// That a name is not that of a place which others have shown to be theirs: who pays by the name
/// on the door must not come upon somebody else.
async fn free_of_places(tx: &WriteTx, me: MemberId, name: &str) -> Result<(), ProfileError> {
    let owners = owners_of_name(tx.conn(), &fold(name)).await?;
    if owners.is_empty() || owners.iter().any(|(owner, _)| *owner == me) {
        return Ok(());
    }
    Err(invalid("name")(Problem::Reserved))
}

/// A handle that nobody has: the name as an address has it, with a number where it is taken.
async fn free_handle(tx: &WriteTx, name: &str) -> Result<String, sea_orm::DbErr> {
    let name = words(name);
    let begin = if name.is_empty() { NAMELESS } else { cut(&name, HANDLE_LETTERS_MAX) };
    let taken = store::handles_like(tx.conn(), begin).await?;
    let numbered = (2_u32..).map(|number| format!("{begin}-{number}"));
    let all = std::iter::once(begin.to_owned()).chain(numbered);
    Ok(all.take(taken.len() + 1).find(|it| !taken.contains(it)).unwrap_or_default())
}

/// Somebody by the short name of their own profile, as people type it.
pub(crate) async fn of_handle(
    tx: &WriteTx,
    handle: &str,
) -> Result<Option<MemberId>, sea_orm::DbErr> {
    store::of_handle(tx.conn(), &people::tidy_handle(handle)).await
}

/// A profile, while somebody still belongs to it and until the transaction ends.
pub(crate) async fn still_in(
    tx: &WriteTx,
    member: MemberId,
    profile: Option<ProfileId>,
) -> Result<Option<ProfileId>, DbError> {
    let Some(id) = profile else { return Ok(None) };
    store::lock(tx, id).await?;
    let part = store::part(tx.conn(), id, member).await?;
    Ok((part > Part::Nobody).then_some(id))
}
