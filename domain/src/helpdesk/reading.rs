//! Reading the desk: what whoever coordinates help sees of it, and what it asks of a neighbour.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use super::entering::{FIRST_NAME, PHONE, of};
use super::error::{HelpdeskError, invalid};
use super::machine::{self, Party, Step};
use super::model::{
    AboutMe, Asked, CONTACT_DAYS, Contact, Need, NeedState, Person, TOLD_DAYS, UNANSWERED_DAYS,
    read_cursor,
};
use super::store::{self, AskedRow, Kept};
use super::{coordinator, me, neighbour};
use crate::audit::model::{Act, Note};
use crate::communities::model::Role;
use crate::communities::store::{by_ids as communities_by_ids, memberships};
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{CommunityId, MemberId, NeedId};
use crate::members::attempts::{DAY, Limit};
use crate::page::{Cursor, PAGE_MAX};
use crate::policy::{self, Action, Standing};
use crate::profiles::mandates::store::registered_as;
use crate::{Domain, areas, audit, profiles};

/// How often one member reads how somebody is reached.
const READ: Limit = Limit { name: "need-contacts", tries: 200, minutes: DAY };

/// The needs of a community, and whether there are more: those to which nobody said yes come first,
/// the longest there first, and those that ended last. A list goes on after [`Need::cursor`].
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::SignedOut`],
/// [`HelpdeskError::Invalid`] for `after`.
pub async fn list(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    first: u32,
    after: Option<Cursor>,
) -> Result<(Vec<Need>, bool), HelpdeskError> {
    let db = domain.db.reader();
    coordinator(ctx, db, of).await?;
    let after = after.as_ref().map(read_cursor).transpose();
    let after = after.map_err(|_| invalid(("after", Problem::BadCursor)))?;
    let first = first.clamp(1, PAGE_MAX) as usize;
    let mut all = store::list(db, of, (first + 1, after)).await?;
    let more = all.len() > first;
    all.truncate(first);
    Ok((told(ctx, domain, db, all).await?, more))
}

/// To how many needs of a community nobody said yes for [`UNANSWERED_DAYS`].
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::SignedOut`].
pub async fn unanswered(ctx: &Ctx, domain: &Domain, of: CommunityId) -> Result<u64, HelpdeskError> {
    let db = domain.db.reader();
    coordinator(ctx, db, of).await?;
    let before = ctx.now - TimeDelta::days(UNANSWERED_DAYS);
    Ok(store::unanswered(db, of, before).await?)
}

/// A need, for whoever coordinates help in its community; nothing for anybody else. Of who was
/// just named it does not tell the name: see [`open`].
///
/// # Errors
/// [`HelpdeskError::Db`].
pub async fn by_id(ctx: &Ctx, domain: &Domain, id: NeedId) -> Result<Option<Need>, HelpdeskError> {
    let db = domain.db.reader();
    let Some(kept) = store::by_id(db, id).await? else { return Ok(None) };
    match coordinator(ctx, db, kept.community).await {
        Ok(_) => Ok(told(ctx, domain, db, vec![kept]).await?.pop()),
        Err(HelpdeskError::NotFound | HelpdeskError::SignedOut) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens a need, for whoever coordinates help in its community; nothing for anybody else. It tells
/// the first name of who was just named, so each time it is opened stands in the log.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for what went at this moment, [`HelpdeskError::Db`].
pub async fn open(ctx: &Ctx, domain: &Domain, id: NeedId) -> Result<Option<Need>, HelpdeskError> {
    // Who has no business here does not wait for others who write.
    if by_id(ctx, domain, id).await?.is_none() {
        return Ok(None);
    }
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(HelpdeskError::NotFound)?;
    coordinator(ctx, tx.conn(), kept.community).await?;
    // What cannot be opened here is not known here; the rest of the need still is.
    let first_name = opened(domain, &kept, FIRST_NAME).ok().flatten();
    let note = Note::new(Act::NeedRead).of(kept.community).to(id);
    let mut need = told(ctx, domain, tx.conn(), vec![kept]).await?.pop();
    if let Some(Need { person: Person::Named { first_name: told }, .. }) = &mut need {
        *told = first_name;
    }
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(need)
}

/// How whoever needs it is reached. Each time it is read stands in the log. Besides whoever
/// coordinates help, the neighbour who does it reads it of somebody who was just named, for
/// [`TOLD_DAYS`] and until [`CONTACT_DAYS`] after it was done; with a member they agree as on anything of the board.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for anybody else and for what is forgotten,
/// [`HelpdeskError::SignedOut`], [`HelpdeskError::TooMany`], [`HelpdeskError::Sealed`].
pub async fn contact(ctx: &Ctx, domain: &Domain, id: NeedId) -> Result<Contact, HelpdeskError> {
    let me = me(ctx)?.member;
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(HelpdeskError::NotFound)?;
    let is_read = match coordinator(ctx, tx.conn(), kept.community).await {
        Ok(_) => true,
        Err(HelpdeskError::NotFound) => {
            neighbour(ctx, tx.conn(), kept.community).await?;
            is_told_to(&kept, me, ctx.now)
        }
        Err(error) => return Err(error),
    };
    if !is_read {
        return Err(HelpdeskError::NotFound);
    }
    READ.take(&tx, ctx, &me.to_string()).await?;
    let contact = match kept.person {
        Some(person) => {
            let known = registered_as(tx.conn(), person).await?;
            let known = known.filter(|it| it.community == kept.community);
            let named = profiles::named(tx.conn(), [person]).await?.remove(&person);
            let name = named.ok_or(HelpdeskError::NotFound)?.name;
            Contact { name, phone: known.and_then(|it| it.phone) }
        }
        None => Contact {
            name: opened(domain, &kept, FIRST_NAME)?.ok_or(HelpdeskError::NotFound)?,
            phone: opened(domain, &kept, PHONE)?,
        },
    };
    let note = Note::new(Act::NeedRead).of(kept.community).to(id);
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(contact)
}

/// What the desks ask of me, and what I do for them, the latest first. Whoever acts for somebody
/// else is asked nothing.
///
/// # Errors
/// [`HelpdeskError::SignedOut`], [`HelpdeskError::Db`].
pub async fn asked_of_me(ctx: &Ctx, domain: &Domain) -> Result<Vec<Asked>, HelpdeskError> {
    let me = me(ctx)?.member;
    if !may_answer(ctx) {
        return Ok(Vec::new());
    }
    let db = domain.db.reader();
    let ended_after = ctx.now - TimeDelta::days(CONTACT_DAYS);
    let mut all = store::asked_of(db, me, ended_after).await?;
    let here = in_force(db, me).await?;
    all.retain(|(kept, _)| here.contains(&kept.community));
    asked_told(ctx, domain, all).await
}

/// How much of it waits for my answer.
///
/// # Errors
/// [`HelpdeskError::SignedOut`], [`HelpdeskError::Db`].
pub async fn waiting_for_me(ctx: &Ctx, domain: &Domain) -> Result<u64, HelpdeskError> {
    let all = asked_of_me(ctx, domain).await?;
    let waits = |it: &&Asked| it.answer.is_none() && !it.is_assigned;
    Ok(all.iter().filter(waits).count() as u64)
}

/// What the desk asks of me about one need; nothing for who was not asked.
///
/// # Errors
/// [`HelpdeskError::Db`].
pub async fn asked_by_id(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
) -> Result<Option<Asked>, HelpdeskError> {
    match asked_of_me(ctx, domain).await {
        Ok(all) => Ok(all.into_iter().find(|it| it.need == id)),
        Err(HelpdeskError::SignedOut) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What is kept of me, to take along, the latest first: what I need, and what I was asked. How
/// others are reached is no part of it, nor what somebody else needs that the actor has no more to
/// do with: of that only what it was about, when they were asked and what they said.
///
/// # Errors
/// [`HelpdeskError::SignedOut`], [`HelpdeskError::Denied`].
pub async fn of_member(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<(Vec<AboutMe>, Vec<Asked>), HelpdeskError> {
    policy::check(ctx, Action::KeepAccount)?;
    let me = me(ctx)?.member;
    let db = domain.db.reader();
    let mine = store::of_person(db, me).await?.into_iter().map(about_me).collect();
    let asked = store::all_asked_of(db, me).await?;
    let here = in_force(db, me).await?;
    let mut asked = asked_told(ctx, domain, asked).await?;
    for it in &mut asked {
        let waits = matches!(it.state, NeedState::Open | NeedState::Suggested);
        if !here.contains(&it.community) || !(it.is_assigned || waits) {
            it.notes.clear();
            it.availability.clear();
            it.languages.clear();
            it.has_contact = false;
        }
    }
    Ok((mine, asked))
}

fn about_me(it: Kept) -> AboutMe {
    AboutMe {
        need: it.id,
        community: it.community,
        topic: it.topic,
        availability: it.availability,
        languages: it.languages,
        around: it.around,
        urgency: it.urgency,
        notes: it.notes,
        state: it.state,
        entered_at: it.entered_at,
        closed_at: it.closed_at,
    }
}

/// Whether the actor answers for themselves.
pub(super) fn may_answer(ctx: &Ctx) -> bool {
    let standing = Standing { is_party: true, role: Role::Member, ..Standing::NONE };
    policy::allows_on(ctx.actor, Action::AnswerNeed, standing)
}

/// The communities to which somebody belongs, in force.
async fn in_force(
    db: &impl ConnectionTrait,
    member: MemberId,
) -> Result<BTreeSet<CommunityId>, HelpdeskError> {
    let mine = memberships(db, member).await?;
    let found = communities_by_ids(db, mine.iter().map(|it| it.community)).await?;
    let versions: HashMap<CommunityId, i32> =
        found.iter().map(|it| (it.id, it.agreements_version)).collect();
    let counts = mine.iter().filter(|it| {
        versions.get(&it.community).is_some_and(|version| it.in_force(*version).0 >= Role::Member)
    });
    Ok(counts.map(|it| it.community).collect())
}

/// Whether a neighbour reads how somebody is reached.
fn is_told_to(kept: &Kept, member: MemberId, now: DateTime<Utc>) -> bool {
    let is_theirs = kept.assigned_to == Some(member) && kept.person.is_none();
    is_theirs
        && kept.phone.is_some()
        && match (kept.state, kept.closed_at) {
            (NeedState::Assigned, _) => {
                kept.assigned_at.is_some_and(|at| now < at + TimeDelta::days(TOLD_DAYS))
            }
            (NeedState::Done, Some(at)) => now < at + TimeDelta::days(CONTACT_DAYS),
            _ => false,
        }
}

/// Something of who was just named, unsealed; nothing once it is forgotten.
fn opened(domain: &Domain, kept: &Kept, field: &str) -> Result<Option<String>, HelpdeskError> {
    let sealed = if field == PHONE { &kept.phone } else { &kept.first_name };
    let open = |sealed: &Vec<u8>| domain.seal.open(&of(kept.id, field), sealed);
    sealed.as_ref().map(open).transpose().map_err(|_| HelpdeskError::Sealed)
}

/// What whoever was asked is told.
pub(super) async fn asked_told(
    ctx: &Ctx,
    domain: &Domain,
    all: Vec<(Kept, AskedRow)>,
) -> Result<Vec<Asked>, HelpdeskError> {
    let atlas = areas::atlas(ctx, domain).await?;
    let told = |(it, row): (Kept, AskedRow)| {
        let is_assigned = it.assigned_to == Some(row.member);
        Asked {
            need: it.id,
            community: it.community,
            topic: it.topic,
            areas: atlas.around(it.around.point),
            state: it.state,
            asked_at: row.asked_at,
            answer: row.answer,
            is_assigned,
            agreement: it.agreement.filter(|_| is_assigned),
            has_contact: is_told_to(&it, row.member, ctx.now),
            closed_at: it.closed_at,
            availability: it.availability,
            languages: it.languages,
            around: it.around,
            urgency: it.urgency,
            notes: it.notes,
        }
    };
    Ok(all.into_iter().map(told).collect())
}

/// Needs as whoever coordinates help reads them, without the names of who was just named.
pub(super) async fn told(
    ctx: &Ctx,
    domain: &Domain,
    db: &impl ConnectionTrait,
    all: Vec<Kept>,
) -> Result<Vec<Need>, HelpdeskError> {
    let atlas = areas::atlas(ctx, domain).await?;
    let people: Vec<MemberId> =
        all.iter().flat_map(|it| [it.person, it.entered_by, it.assigned_to]).flatten().collect();
    let people = profiles::named(db, people).await?;
    let need = |it: Kept| {
        let person = match it.person {
            Some(id) => Person::Member(people.get(&id)?.clone()),
            None => Person::Named { first_name: None },
        };
        let mut steps = machine::steps(it.state, Party::Desk);
        if it.agreement.is_some() {
            steps.retain(|step| *step != Step::GiveBack);
        }
        Some(Need {
            has_contact: it.person.is_some() || it.phone.is_some(),
            areas: atlas.around(it.around.point),
            entered_by: it.entered_by.and_then(|id| people.get(&id).cloned()),
            assigned_to: it.assigned_to.and_then(|id| people.get(&id).cloned()),
            id: it.id,
            community: it.community,
            topic: it.topic,
            availability: it.availability,
            languages: it.languages,
            around: it.around,
            urgency: it.urgency,
            notes: it.notes,
            state: it.state,
            person,
            entered_at: it.entered_at,
            asked: it.asked,
            said_yes: it.said_yes,
            agreement: it.agreement,
            closed_at: it.closed_at,
            revision: it.revision,
            steps,
        })
    };
    Ok(all.into_iter().filter_map(need).collect())
}
