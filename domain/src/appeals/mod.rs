//! Appeals: who was refused a place, a report, their belonging somewhere or a change, or lost a
//! place to somebody else, may ask once for a second person, who looks after the same things and
//! did not decide first.

mod model;
pub(crate) mod store;

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, SqlErr};

pub use self::model::{APPEAL_DAYS, Appeal, AppealState, Chance, First, REASON_MAX, Subject};
use crate::areas::atlas::Atlas;
use crate::audit::model::{Act, Note};
use crate::communities::{self, communities_where};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::desk::{check_anywhere, decider, people, tidy_reason};
use crate::id::{AppealId, CommunityId, MemberId};
use crate::jobs::Letter;
use crate::listings::differences::held_at_desk;
use crate::listings::error::ListingError;
use crate::listings::reports::write_to;
use crate::listings::{claims, history, merging, reports};
use crate::members::freezing;
use crate::policy::{self, Action, Denied};
use crate::profiles::mandates::store::acts_for;
use crate::{Domain, areas, audit};

/// What I may appeal against now, the latest first, and the appeals that I made.
///
/// # Errors
/// [`ListingError::Denied`] when nobody is signed in.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<(Vec<Chance>, Vec<Appeal>), ListingError> {
    let me = me(ctx)?;
    let db = domain.db.reader();
    let since = ctx.now - TimeDelta::days(APPEAL_DAYS);
    let mut chances = store::chances(db, me, since).await?;
    chances.sort_by_key(|it| std::cmp::Reverse(it.decided_at));
    Ok((chances, store::of_member(db, me).await?))
}

/// Asks a second person to decide.
///
/// # Errors
/// [`ListingError::Invalid`] for `reason`, [`ListingError::NotFound`] when it is nothing that was
/// decided against me in the last [`APPEAL_DAYS`] days, [`ListingError::Duplicate`] when I
/// appealed before.
pub async fn appeal(
    ctx: &Ctx,
    domain: &Domain,
    subject: Subject,
    reason: &str,
) -> Result<Appeal, ListingError> {
    let me = me(ctx)?;
    let invalid = |problem| ListingError::Invalid { field: "reason", problem };
    let reason = model::tidy(reason).map_err(invalid)?;
    let tx = domain.db.write().await?;
    if store::is_made(tx.conn(), me, subject).await? {
        return Err(ListingError::Duplicate);
    }
    let since = ctx.now - TimeDelta::days(APPEAL_DAYS);
    let chance = store::chance(tx.conn(), (me, since), subject).await?;
    let chance = chance.ok_or(ListingError::NotFound)?;
    let appeal = Appeal {
        id: AppealId(ctx.ids.next()),
        subject,
        listing: chance.listing,
        member: me,
        reason,
        first_decider: store::first_decider(tx.conn(), subject).await?,
        state: AppealState::Open,
        created_at: ctx.now,
        decided_at: None,
        answer: None,
    };
    store::insert(&tx, &appeal).await.map_err(twice)?;
    tx.commit().await?;
    Ok(appeal)
}

/// Decides an appeal, as a second person: who was refused is right after all, or it stays.
///
/// # Errors
/// [`ListingError::Denied`] for who decided first, for one's own appeal and for who does not look
/// after what it is about, [`ListingError::Invalid`] for `reason`, [`ListingError::NotFound`] when
/// it waits no more.
pub async fn decide(
    ctx: &Ctx,
    domain: &Domain,
    id: AppealId,
    (upheld, reason): (bool, &str),
) -> Result<Appeal, ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::DecideAppeals).await?;
    let answer = tidy_reason(false, reason)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let mut appeal = store::lock(&tx, id).await?.ok_or(ListingError::NotFound)?;
    if let Some(listing) = appeal.listing {
        // What waits goes along with a merge; what was put back is looked at where it went on.
        appeal.listing = Some(merging::survivor_of(tx.conn(), listing).await?);
    }
    let me = decider(ctx);
    if me.is_none() || me == Some(appeal.member) || me == appeal.first_decider {
        return Err(Denied { action: Action::DecideAppeals }.into());
    }
    if is_own(&tx, ctx, &appeal).await? {
        return Err(Denied { action: Action::DecideAppeals }.into());
    }
    let (community, about, slug) = about(&tx, ctx, &appeal).await?;
    if upheld {
        uphold(&tx, (ctx, &atlas), &appeal, answer.as_deref().unwrap_or_default()).await?;
    }
    appeal.state = if upheld { AppealState::Upheld } else { AppealState::Refused };
    appeal.decided_at = Some(ctx.now);
    appeal.answer = answer;
    if !store::end(&tx, &appeal, me).await? {
        return Err(ListingError::NotFound);
    }
    let note = Note::new(Act::AppealDecided).of(community).to(appeal.subject.word());
    let note = note.with("about", appeal.subject.kind()).with("state", appeal.state.key());
    audit::note(&tx, ctx, note).await?;
    let answer = appeal.answer.clone().unwrap_or_default();
    let letter = Letter::AppealDecided { about, slug, upheld, reason: answer };
    write_to(&tx, ctx, appeal.member, letter).await?;
    tx.commit().await?;
    Ok(appeal)
}

/// What was decided before each of some appeals: all in a few statements.
pub(crate) async fn first(
    db: &impl ConnectionTrait,
    appeals: &[Appeal],
) -> Result<HashMap<AppealId, First>, DbError> {
    let reports = appeals.iter().filter_map(|it| match it.subject {
        Subject::Report(id) => Some(id),
        _ => None,
    });
    let reports = reports::store::by_ids(db, reports).await?;
    let mut firsts = store::first(db, appeals).await?;
    let claims = firsts.values().filter_map(|(_, claim)| *claim);
    let claims = claims::store::by_ids(db, claims).await?;
    for it in appeals {
        let Some((first, claim)) = firsts.get_mut(&it.id) else { continue };
        first.claim = claims.iter().find(|it| Some(it.id) == *claim).cloned();
        let is_it = |report: &&reports::Report| it.subject == Subject::Report(report.id);
        first.report = reports.iter().find(is_it).cloned();
    }
    Ok(firsts.into_iter().map(|(id, (first, _))| (id, first)).collect())
}

/// Whether it is the actor's own: of somebody for whom they act, or about what they said, sent for
/// somebody else, or is theirs through a profile.
async fn is_own(tx: &WriteTx, ctx: &Ctx, appeal: &Appeal) -> Result<bool, ListingError> {
    let Some(me) = decider(ctx) else { return Ok(false) };
    if !acts_for(tx.conn(), (&people(ctx), ctx.now), [appeal.member]).await?.is_empty() {
        return Ok(true);
    }
    let first = first(tx.conn(), std::slice::from_ref(appeal)).await?.remove(&appeal.id);
    let first = first.unwrap_or_default();
    let claim = first.claim.as_ref().map(|it| it.id);
    let claimed = claims::store::own_among(tx.conn(), (me, ctx.now), claim).await?;
    let reported = reports::own_among(ctx, tx.conn(), &first.report).await?;
    Ok(!claimed.is_empty() || !reported.is_empty())
}

/// In which community an appeal is decided, and what it is about by name, once it is known that
/// the actor may decide it. The place is held.
async fn about(
    tx: &WriteTx,
    ctx: &Ctx,
    appeal: &Appeal,
) -> Result<(Option<CommunityId>, String, Option<String>), ListingError> {
    if let Some(listing) = appeal.listing {
        let (place, community) = held_at_desk(tx, ctx, listing, Action::DecideAppeals).await?;
        return Ok((community, place.facts.name, Some(place.slug)));
    }
    let Subject::Freeze(id) = appeal.subject else { return Err(ListingError::NotFound) };
    let freeze = freezing::by_id(tx.conn(), id).await?.ok_or(ListingError::NotFound)?;
    let of = freeze.community.ok_or(ListingError::NotFound)?;
    let may = communities_where(ctx, tx.conn(), Action::ManageMembers).await?;
    if may.is_some_and(|some| !some.contains(&of)) {
        return Err(Denied { action: Action::DecideAppeals }.into());
    }
    let community = communities::store::by_id(tx.conn(), of).await?;
    let community = community.ok_or(ListingError::NotFound)?;
    Ok((Some(of), community.settings.name, None))
}

/// Makes it so that who appealed is right.
async fn uphold(
    tx: &WriteTx,
    (ctx, atlas): (&Ctx, &Atlas),
    appeal: &Appeal,
    answer: &str,
) -> Result<(), ListingError> {
    match appeal.subject {
        Subject::Claim(id) => {
            let refused = claims::store::refused(tx.conn(), id).await?;
            let (claim, _, _, shown) = refused.ok_or(ListingError::NotFound)?;
            claims::uphold(tx, ctx, (claim, shown), answer).await
        }
        Subject::Report(id) => {
            let refused = reports::store::refused(tx.conn(), id).await?;
            let (report, _) = refused.ok_or(ListingError::NotFound)?;
            reports::uphold(tx, (ctx, atlas), (&report, answer)).await
        }
        Subject::Freeze(id) => Ok(freezing::lift_in_community(tx, ctx, id, answer).await?),
        Subject::Revert(listing, revision) => {
            let onto = appeal.listing.unwrap_or(listing);
            history::put_forth(tx, (ctx, atlas), (listing, revision), onto).await
        }
        Subject::Loss(id) => claims::give_back(tx, ctx, id, answer).await,
    }
}

fn me(ctx: &Ctx) -> Result<MemberId, ListingError> {
    policy::check(ctx, Action::Appeal)?;
    match ctx.actor {
        Actor::Member(me) => Ok(me.member),
        Actor::Visitor | Actor::Operator => Err(Denied { action: Action::Appeal }.into()),
    }
}

/// The database keeps one appeal of a member against one thing.
fn twice(error: DbError) -> ListingError {
    match error {
        DbError::Failed(failure)
            if matches!(failure.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            ListingError::Duplicate
        }
        other => other.into(),
    }
}
