//! What organisers decide about people: letting them in, saying what they are, keeping them out.
//! Nobody decides about themselves. Every act is written down in the log, which names nobody and
//! gives no reason; the reason goes to whom it is about, by mail and on their pages.

use std::collections::HashMap;

use super::error::CommunityError;
use super::joining::keeps_an_organiser;
use super::model::{
    Community, Decided, Decision, Membership, MembershipState, Role, Sets, tidy_reason,
};
use super::people::{by, is_given};
use super::{me, standing_in, store};
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::{DbError, WriteTx};
use crate::id::{CommunityId, MemberId};
use crate::jobs::{self, Letter, Mail, Verdict};
use crate::members::{self, freezing};
use crate::policy::{self, Action};

/// Lets in who asked, or not; who is not let in hears why.
///
/// # Errors
/// [`CommunityError::Invalid`] for `reason`, [`CommunityError::NotFound`] when they did not ask,
/// [`CommunityError::Denied`].
pub async fn admit(
    ctx: &Ctx,
    domain: &Domain,
    who: (CommunityId, MemberId),
    (accept, reason): (bool, &str),
) -> Result<(), CommunityError> {
    let tx = domain.db.write().await?;
    let (community, asked) = about(&tx, ctx, who).await?;
    if asked.state != MembershipState::Asked {
        return Err(CommunityError::NotFound);
    }
    let is = Membership { state: MembershipState::Active, since: ctx.now, ..asked.clone() };
    let (is_so, act, told) = if accept {
        let is_so = store::change_membership(&tx, &asked, &is).await?;
        (is_so, Act::MemberAdmitted, (Decided::Admitted, None))
    } else {
        let reason = why(reason)?;
        let is_so = store::delete_membership(&tx, &asked).await?;
        (is_so, Act::MemberRefused, (Decided::Refused, Some(reason)))
    };
    if !is_so {
        return Err(CommunityError::NotFound);
    }
    audit::note(&tx, ctx, Note::new(act).of(community.id).to(asked.member)).await?;
    tell(&tx, ctx, (&community, &is), told).await?;
    Ok(tx.commit().await?)
}

/// Says what somebody is from now on, and why. Nobody raises themselves; who is more than a
/// member may step back, unless they are the last organiser.
///
/// # Errors
/// [`CommunityError::Invalid`] for `role` or `reason`, [`CommunityError::OwnCase`],
/// [`CommunityError::LastOrganiser`], [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn set_role(
    ctx: &Ctx,
    domain: &Domain,
    who: (CommunityId, MemberId),
    (role, reason): (Role, &str),
) -> Result<Membership, CommunityError> {
    let tx = domain.db.write().await?;
    let (community, was) = managed(&tx, ctx, who).await?;
    is_given(role)?;
    let reason = why(reason)?;
    if was.state == MembershipState::Asked {
        return Err(CommunityError::NotFound);
    }
    if by(ctx) == Some(was.member) && role > was.role {
        return Err(CommunityError::OwnCase);
    }
    let is = Membership { role, ..was.clone() };
    if role == was.role {
        return Ok(is);
    }
    keeps_an_organiser(&tx, &was).await?;
    let note = Note::new(Act::RoleSet).with("from", was.role.key()).with("to", role.key());
    change(&tx, ctx, (&was, &is), note).await?;
    tell(&tx, ctx, (&community, &is), (Decided::Role, Some(reason))).await?;
    tx.commit().await?;
    Ok(is)
}

/// Says what more somebody may, and why.
///
/// # Errors
/// [`CommunityError::Invalid`] for `reason`, [`CommunityError::OwnCase`],
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn set_sets(
    ctx: &Ctx,
    domain: &Domain,
    who: (CommunityId, MemberId),
    (sets, reason): (Sets, &str),
) -> Result<Membership, CommunityError> {
    let tx = domain.db.write().await?;
    let (community, was) = about(&tx, ctx, who).await?;
    let reason = why(reason)?;
    if was.state == MembershipState::Asked {
        return Err(CommunityError::NotFound);
    }
    let is = Membership { sets, ..was.clone() };
    if sets == was.sets {
        return Ok(is);
    }
    let keys = |sets: Sets| sets.iter().map(|set| set.key()).collect::<Vec<_>>();
    let note = Note::new(Act::SetsSet).with("from", keys(was.sets)).with("to", keys(sets));
    change(&tx, ctx, (&was, &is), note).await?;
    tell(&tx, ctx, (&community, &is), (Decided::Sets, Some(reason))).await?;
    tx.commit().await?;
    Ok(is)
}

/// Keeps somebody out for a while, or lets them in again, and says why.
///
/// # Errors
/// [`CommunityError::Invalid`] for `reason`, [`CommunityError::OwnCase`],
/// [`CommunityError::LastOrganiser`], [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn freeze(
    ctx: &Ctx,
    domain: &Domain,
    who: (CommunityId, MemberId),
    (frozen, reason): (bool, &str),
) -> Result<Membership, CommunityError> {
    let tx = domain.db.write().await?;
    let (community, was) = about(&tx, ctx, who).await?;
    let reason = why(reason)?;
    let (state, act, what) = match (was.state, frozen) {
        (MembershipState::Asked, _) => return Err(CommunityError::NotFound),
        (_, true) => (MembershipState::Frozen, Act::MemberFrozen, Decided::Frozen),
        (_, false) => (MembershipState::Active, Act::MemberUnfrozen, Decided::Unfrozen),
    };
    let is = Membership { state, ..was.clone() };
    if state == was.state {
        return Ok(is);
    }
    keeps_an_organiser(&tx, &was).await?;
    change(&tx, ctx, (&was, &is), Note::new(act)).await?;
    let out_of = (is.member, Some(community.id));
    if frozen {
        freezing::begin(&tx, ctx, out_of, &reason).await?;
    } else {
        freezing::lift(&tx, ctx, out_of).await?;
    }
    tell(&tx, ctx, (&community, &is), (what, Some(reason))).await?;
    tx.commit().await?;
    Ok(is)
}

/// What was last decided about me in a community; nothing about a visitor.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn my_decision(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Option<Decision>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let Some(me) = by(ctx) else { return Ok(None) };
    Ok(store::decision(domain.db.reader(), of, me).await?)
}

/// What was last decided about me in each community, the latest first; also where I do not
/// belong any more.
///
/// # Errors
/// [`CommunityError::SignedOut`].
pub async fn my_decisions(
    ctx: &Ctx,
    domain: &Domain,
) -> Result<Vec<(Community, Decision)>, CommunityError> {
    let me = me(ctx, Action::JoinCommunity)?;
    let db = domain.db.reader();
    let mine = store::decisions(db, me.member).await?;
    let found = store::by_ids(db, mine.iter().map(|it| it.community)).await?;
    let mut found: HashMap<CommunityId, Community> =
        found.into_iter().map(|it| (it.id, it)).collect();
    let with = |it: Decision| Some((found.remove(&it.community)?, it));
    Ok(mine.into_iter().filter_map(with).collect())
}

/// What somebody else is to a community that the actor manages, which is locked.
async fn about(
    tx: &WriteTx,
    ctx: &Ctx,
    who: (CommunityId, MemberId),
) -> Result<(Community, Membership), CommunityError> {
    let managed = managed(tx, ctx, who).await?;
    if by(ctx) == Some(who.1) { Err(CommunityError::OwnCase) } else { Ok(managed) }
}

/// What somebody is to a community that the actor manages, which is locked.
async fn managed(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, member): (CommunityId, MemberId),
) -> Result<(Community, Membership), CommunityError> {
    let community = store::lock(tx, of).await?.ok_or(CommunityError::NotFound)?;
    policy::check_on(ctx, Action::ManageMembers, standing_in(ctx, tx.conn(), of).await?)?;
    let was = store::membership(tx.conn(), of, member).await?;
    Ok((community, was.ok_or(CommunityError::NotFound)?))
}

/// Changes what somebody is, and writes it down.
async fn change(
    tx: &WriteTx,
    ctx: &Ctx,
    (was, is): (&Membership, &Membership),
    note: Note,
) -> Result<(), CommunityError> {
    if !store::change_membership(tx, was, is).await? {
        return Err(CommunityError::NotFound);
    }
    Ok(audit::note(tx, ctx, note.of(was.community).to(was.member)).await?)
}

/// Lets somebody in again of whom a second person found that they were kept out wrongly, also who
/// left meanwhile; the letter about their appeal tells them so.
pub(crate) async fn let_in_again(
    tx: &WriteTx,
    ctx: &Ctx,
    (of, member): (CommunityId, MemberId),
    reason: &str,
) -> Result<(), DbError> {
    store::lock(tx, of).await?;
    let was = store::membership(tx.conn(), of, member).await?;
    if let Some(was) = was.filter(|it| it.state == MembershipState::Frozen) {
        let is = Membership { state: MembershipState::Active, ..was.clone() };
        store::change_membership(tx, &was, &is).await?;
    }
    let said = store::decision(tx.conn(), of, member).await?;
    if said.is_none_or(|it| it.what == Decided::Frozen) {
        store::decide(tx, &decided(ctx, (of, member), (Decided::Unfrozen, reason))).await?;
    }
    Ok(())
}

fn decided(
    ctx: &Ctx,
    (community, member): (CommunityId, MemberId),
    (what, reason): (Decided, &str),
) -> Decision {
    let reason = Some(reason.to_owned());
    Decision { community, member, what, reason, by: by(ctx), at: ctx.now }
}

/// Keeps the reason where whom it is about reads it, and mails it to them.
async fn tell(
    tx: &WriteTx,
    ctx: &Ctx,
    (community, is): (&Community, &Membership),
    (what, reason): (Decided, Option<String>),
) -> Result<(), CommunityError> {
    // Who steps back knows why.
    if by(ctx) == Some(is.member) {
        return Ok(());
    }
    // What else they are is told by mail; while they are kept out, why that is stays to be read,
    // for it is what keeps them out.
    let hides_why = is.state == MembershipState::Frozen && what != Decided::Frozen;
    match &reason {
        Some(_) if hides_why => {}
        Some(reason) => {
            let whom = (community.id, is.member);
            store::decide(tx, &decided(ctx, whom, (what, reason))).await?;
        }
        None => store::forget_decision(tx, community.id, is.member).await?,
    }
    let known = members::store::by_id(tx.conn(), is.member).await.map_err(DbError::from)?;
    let Some(member) = known.map(|it| it.member) else { return Ok(()) };
    let Some(email) = member.email else { return Ok(()) };
    let verdict = Verdict {
        community: community.settings.name.clone(),
        slug: community.slug.clone(),
        what,
        role: is.role.key().to_owned(),
        term: community.settings.terms.get(&is.role).cloned(),
        sets: is.sets.iter().map(|set| set.key().to_owned()).collect(),
        reason,
    };
    let letter = Letter::Membership(verdict);
    let mail = Mail { to: email.as_typed().to_owned(), language: member.language, letter };
    Ok(jobs::mail(tx, ctx, mail).await?)
}

fn why(typed: &str) -> Result<String, CommunityError> {
    tidy_reason(typed).map_err(|problem| CommunityError::Invalid { field: "reason", problem })
}
