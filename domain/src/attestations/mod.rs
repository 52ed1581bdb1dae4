//! What is known of somebody, as dated statements of who saw it: that their mail arrives, that a
//! letter to their home did, that neighbours know them, that an organisation saw their certificate
//! of conduct. Never a document, and never a score: what it is worth is for people to say.

mod among;
mod claimants;
mod letters;
mod model;
mod store;

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, TimeDelta, TimeZone};
use sea_orm::ConnectionTrait;

pub(crate) use self::among::known_among;
pub(crate) use self::claimants::of_claimants;
pub use self::letters::{
    HomeLetter, LETTER_DAYS, ask_letter, confirm_address, is_underway, letters_waiting, my_letter,
    print_again, print_letters, take_letter_back,
};
use self::model::ByNeighbours;
pub use self::model::{
    Attestation, Home, Kind, LINE_MAX, Letter, NEIGHBOURS_MIN, NUMBER_MAX, VOG_DAYS, Vouch,
};
use crate::audit::model::{Act, Note};
use crate::communities::model::MembershipState;
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::error::Problem;
use crate::id::{CommunityId, MemberId};
use crate::listings::opening_hours::ZONE;
use crate::members::attempts::{DAY, Limit};
use crate::policy::{self, Action};
use crate::profiles::error::{ProfileError, invalid};
use crate::profiles::mandates::Named;
use crate::{Domain, audit, communities, profiles};

/// Neighbours of whom one member says in a day that they know them.
const VOUCHES: Limit = Limit { name: "vouches", tries: 20, minutes: DAY };

/// Somebody whom I know, or who knows me.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Who.
    pub who: Named,
    /// Since when it was said.
    pub at: chrono::DateTime<chrono::Utc>,
    /// Whether I said so; else they did.
    pub is_mine: bool,
}

/// What is known of me.
///
/// # Errors
/// [`ProfileError::SignedOut`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Attestation>, ProfileError> {
    let me = profiles::me(ctx, Action::KeepAccount)?;
    let db = domain.db.reader();
    let mut known = of_all(ctx, db, &[me.member]).await?.remove(&me.member).unwrap_or_default();
    for it in communities::store::memberships(db, me.member).await? {
        let in_it = known_in(db, it.community, &[me.member]).await?.remove(&me.member);
        if in_it.is_some() {
            known.extend(in_it);
            break;
        }
    }
    known.sort_by_key(|it| it.kind);
    Ok(known)
}

/// What is known of some people of a community, for who may see who belongs to it.
///
/// # Errors
/// [`ProfileError::Denied`].
pub async fn of_people(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    people: &[MemberId],
) -> Result<HashMap<MemberId, Vec<Attestation>>, ProfileError> {
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::SeeMembers, standing)?;
    let mut all = of_all(ctx, db, people).await?;
    for (member, known) in known_in(db, of, people).await? {
        all.entry(member).or_default().push(known);
    }
    for known in all.values_mut() {
        known.sort_by_key(|it| it.kind);
    }
    Ok(all)
}

/// How many times one looks who vouches for those who vouch: of who is known by others further away
/// than that, it is not seen.
const STEPS_MAX: usize = 6;
/// How many people one looks at in all for that.
const PEOPLE_MAX: usize = 1_000;

/// In which of some communities that somebody belongs to they are known: in all of them once their
/// address is confirmed, else where neighbours know them. Only who vouches for them is read, and
/// who vouches for those, until it is known: a statement a step, and [`STEPS_MAX`] steps.
pub(crate) async fn known_where(
    db: &impl ConnectionTrait,
    member: MemberId,
    communities: &BTreeSet<CommunityId>,
) -> Result<BTreeSet<CommunityId>, DbError> {
    if communities.is_empty() {
        return Ok(BTreeSet::new());
    }
    if store::is_confirmed(db, member).await? {
        return Ok(communities.clone());
    }
    let mut read: HashMap<CommunityId, Vec<Vouch>> = HashMap::new();
    let mut confirmed = BTreeSet::new();
    let mut looked = BTreeSet::from([member]);
    let mut next = vec![member];
    let mut known = BTreeSet::new();
    for _ in 0..STEPS_MAX {
        let found = store::vouches_for(db, communities, &next).await?;
        next.clear();
        for (community, vouch, is_confirmed) in found {
            read.entry(community).or_default().push(vouch);
            if is_confirmed {
                confirmed.insert(vouch.by);
            } else if looked.len() < PEOPLE_MAX && looked.insert(vouch.by) {
                next.push(vouch.by);
            }
        }
        let me = BTreeSet::from([member]);
        known = communities.iter().copied().collect();
        known.retain(|of| {
            let vouches = read.get(of).map(Vec::as_slice).unwrap_or_default();
            !model::known((vouches, &confirmed), &me).is_empty()
        });
        // Where too few say so of them it is nobody's word that is missing.
        let mine = |of: &CommunityId| {
            let said = read.get(of).into_iter().flatten().filter(|it| it.member == member);
            said.count() >= NEIGHBOURS_MIN
        };
        let is_open = |of: &CommunityId| !known.contains(of) && mine(of);
        if next.is_empty() || !communities.iter().any(is_open) {
            break;
        }
    }
    Ok(known)
}

/// Whom I said that I know, and who said so of me, the earliest first.
///
/// # Errors
/// [`ProfileError::SignedOut`].
pub async fn my_neighbours(ctx: &Ctx, domain: &Domain) -> Result<Vec<Neighbour>, ProfileError> {
    let me = profiles::me(ctx, Action::KeepAccount)?;
    let db = domain.db.reader();
    let vouches = store::vouches_about(db, me.member).await?;
    let people = profiles::named(db, vouches.iter().flat_map(|it| [it.member, it.by])).await?;
    let neighbour = |it: Vouch| {
        let is_mine = it.by == me.member;
        let who = people.get(if is_mine { &it.member } else { &it.by })?.clone();
        Some(Neighbour { who, at: it.at, is_mine })
    };
    Ok(vouches.into_iter().filter_map(neighbour).collect())
}

/// Says that I know somebody of a community that we both belong to. It counts of whoever is known
/// themselves there, or has a confirmed address.
///
/// # Errors
/// [`ProfileError::NotKnown`], [`ProfileError::Invalid`] for `handle`, [`ProfileError::Duplicate`],
/// [`ProfileError::TooMany`].
pub async fn vouch(ctx: &Ctx, domain: &Domain, handle: &str) -> Result<(), ProfileError> {
    let me = profiles::me(ctx, Action::Attest)?;
    let tx = domain.db.write().await?;
    VOUCHES.take(&tx, ctx, &me.member.to_string()).await?;
    let member = profiles::of_handle(&tx, handle).await?.filter(|it| *it != me.member);
    let shared = match member {
        Some(member) => profiles::mandates::shared(&tx, (me.member, member)).await?,
        None => Vec::new(),
    };
    let Some(member) = member.filter(|_| !shared.is_empty()) else {
        // The try counts, or short names could be guessed.
        tx.commit().await?;
        return Err(invalid("handle")(Problem::Unknown));
    };
    let said = store::vouches_about(tx.conn(), me.member).await?;
    if said.iter().any(|it| it.member == member) {
        return Err(ProfileError::Duplicate);
    }
    for of in shared {
        let (vouches, confirmed) = store::grounds(tx.conn(), of).await?;
        if model::may_vouch(me.member, (&vouches, &confirmed)) {
            store::vouch(&tx, of, &Vouch { member, by: me.member, at: ctx.now }).await?;
            return Ok(tx.commit().await?);
        }
    }
    Err(ProfileError::NotKnown)
}

/// Takes back that I know somebody.
///
/// # Errors
/// [`ProfileError::NotFound`] when I did not say so.
pub async fn unvouch(ctx: &Ctx, domain: &Domain, handle: &str) -> Result<(), ProfileError> {
    let me = profiles::me(ctx, Action::Attest)?;
    let tx = domain.db.write().await?;
    let member = profiles::of_handle(&tx, handle).await?.ok_or(ProfileError::NotFound)?;
    if !store::unvouch(&tx, (member, me.member)).await? {
        return Err(ProfileError::NotFound);
    }
    Ok(tx.commit().await?)
}

/// Takes back that my address is confirmed: I moved.
///
/// # Errors
/// [`ProfileError::NotFound`] when it is not.
pub async fn moved(ctx: &Ctx, domain: &Domain) -> Result<(), ProfileError> {
    let me = profiles::me(ctx, Action::Attest)?;
    let tx = domain.db.write().await?;
    if !store::take_away(&tx, me.member, Kind::AddressConfirmed, None).await? {
        return Err(ProfileError::NotFound);
    }
    Ok(tx.commit().await?)
}

/// Writes down that an organisation saw somebody's certificate of conduct. The document itself
/// comes nowhere here.
///
/// # Errors
/// [`ProfileError::Invalid`] for `organisation` or `seenOn`, [`ProfileError::OwnCase`],
/// [`ProfileError::NotFound`], [`ProfileError::Denied`].
pub async fn note_vog(
    ctx: &Ctx,
    domain: &Domain,
    (of, member): (CommunityId, MemberId),
    (organisation, seen_on): (&str, NaiveDate),
) -> Result<(), ProfileError> {
    let standing = communities::standing_in(ctx, domain.db.reader(), of).await?;
    policy::check_on(ctx, Action::NoteVog, standing)?;
    let organisation = model::line(organisation, LINE_MAX).map_err(invalid("organisation"))?;
    let age = (ctx.now.with_timezone(&ZONE).date_naive() - seen_on).num_days();
    if !(0..VOG_DAYS).contains(&age) {
        return Err(invalid("seenOn")(Problem::OutOfRange));
    }
    let tx = domain.db.write().await?;
    hold(&tx, ctx, (of, Action::NoteVog), member).await?;
    let since = ZONE.from_local_datetime(&seen_on.and_time(chrono::NaiveTime::MIN)).earliest();
    let since = since.map_or(ctx.now, |it| it.to_utc());
    let ends_at = Some(since + TimeDelta::days(VOG_DAYS));
    let (kind, by, community) = (Kind::VogSeen, Some(organisation), Some(of));
    let seen = Attestation { kind, since, ends_at, by, community };
    store::put(&tx, (member, of), &seen, self::by(ctx)).await?;
    let note = Note::new(Act::VogNoted).of(of).to(member).with("seenOn", seen_on.to_string());
    audit::note(&tx, ctx, note).await?;
    Ok(tx.commit().await?)
}

/// Takes back what was written down of a certificate of conduct.
///
/// # Errors
/// [`ProfileError::OwnCase`], [`ProfileError::NotFound`], [`ProfileError::Denied`].
pub async fn withdraw_vog(
    ctx: &Ctx,
    domain: &Domain,
    (of, member): (CommunityId, MemberId),
) -> Result<(), ProfileError> {
    let tx = domain.db.write().await?;
    hold(&tx, ctx, (of, Action::NoteVog), member).await?;
    if !store::take_away(&tx, member, Kind::VogSeen, Some(of)).await? {
        return Err(ProfileError::NotFound);
    }
    audit::note(&tx, ctx, Note::new(Act::VogWithdrawn).of(of).to(member)).await?;
    Ok(tx.commit().await?)
}

/// Takes away what holds no more, addresses above all.
///
/// # Errors
/// [`ProfileError::Denied`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, ProfileError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    let gone = store::tidy(&tx, ctx.now).await?;
    tx.commit().await?;
    Ok(gone)
}

/// What is written down of people, and what their mail tells.
async fn of_all(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    people: &[MemberId],
) -> Result<HashMap<MemberId, Vec<Attestation>>, DbError> {
    store::of_members(db, people, ctx.now).await
}

/// Which of some people neighbours in a community know, and who says so.
async fn known_in(
    db: &impl ConnectionTrait,
    of: CommunityId,
    people: &[MemberId],
) -> Result<HashMap<MemberId, Attestation>, ProfileError> {
    let (vouches, confirmed) = store::grounds(db, of).await?;
    let known = model::known((&vouches, &confirmed), &people.iter().copied().collect());
    let names = profiles::named(db, known.values().flat_map(|it| it.by.iter().copied())).await?;
    let attestation = |(member, known): (MemberId, ByNeighbours)| {
        let by = known.by.iter().filter_map(|by| Some(names.get(by)?.name.as_str()));
        let (kind, by) = (Kind::KnownByNeighbours, Some(by.collect::<Vec<_>>().join(", ")));
        let community = Some(of);
        (member, Attestation { kind, since: known.since, ends_at: None, by, community })
    };
    Ok(known.into_iter().map(attestation).collect())
}

/// Holds a community in which the actor may do something about somebody else who belongs to it.
async fn hold(
    tx: &crate::db::WriteTx,
    ctx: &Ctx,
    (of, action): (CommunityId, Action),
    member: MemberId,
) -> Result<(), ProfileError> {
    communities::store::lock(tx, of).await?.ok_or(ProfileError::NotFound)?;
    let standing = communities::standing_in(ctx, tx.conn(), of).await?;
    policy::check_on(ctx, action, standing)?;
    let theirs = communities::store::membership(tx.conn(), of, member).await?;
    // Who only asked to belong to it is not theirs to tell about.
    theirs.filter(|it| it.state != MembershipState::Asked).ok_or(ProfileError::NotFound)?;
    if by(ctx) == Some(member) { Err(ProfileError::OwnCase) } else { Ok(()) }
}

fn by(ctx: &Ctx) -> Option<MemberId> {
    match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}
