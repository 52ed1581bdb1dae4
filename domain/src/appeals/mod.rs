//! Appeals: who was refused a place, a report, their belonging somewhere or a change may ask once
//! for a second person, who looks after the same things and did not decide first.

mod model;
pub(crate) mod store;

use chrono::TimeDelta;
use sea_orm::SqlErr;

pub use self::model::{APPEAL_DAYS, Appeal, AppealState, Chance, REASON_MAX, Subject};
use crate::areas::atlas::Atlas;
use crate::audit::model::{Act, Note};
use crate::communities::{self, communities_where};
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::desk::{check_anywhere, decider, tidy_reason};
use crate::id::{AppealId, CommunityId, MemberId};
use crate::jobs::Letter;
use crate::listings::differences::held_at_desk;
use crate::listings::error::ListingError;
use crate::listings::reports::write_to;
use crate::listings::{claims, history, reports};
use crate::members::freezing;
use crate::policy::{self, Action, Denied};
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
    let made = store::of_member(tx.conn(), me).await?;
    if made.iter().any(|it| it.subject == subject) {
        return Err(ListingError::Duplicate);
    }
    let since = ctx.now - TimeDelta::days(APPEAL_DAYS);
    let chance = store::chances(tx.conn(), me, since).await?;
    let chance = chance.into_iter().find(|it| it.subject == subject);
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

/// Whether it is about what the actor sent for somebody else, or is theirs through a profile.
async fn is_own(tx: &WriteTx, ctx: &Ctx, appeal: &Appeal) -> Result<bool, ListingError> {
    let Some(me) = decider(ctx) else { return Ok(false) };
    Ok(match appeal.subject {
        Subject::Claim(id) => {
            !claims::store::own_among(tx.conn(), (me, ctx.now), [id]).await?.is_empty()
        }
        Subject::Report(id) => {
            let refused = reports::store::refused(tx.conn(), id).await?;
            refused.is_some_and(|(report, _)| reports::is_own(ctx, &report))
        }
        Subject::Freeze(_) | Subject::Revert(..) => false,
    })
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
            claims::uphold(tx, ctx, (claim, shown)).await
        }
        Subject::Report(id) => {
            let refused = reports::store::refused(tx.conn(), id).await?;
            let (report, _) = refused.ok_or(ListingError::NotFound)?;
            reports::uphold(tx, (ctx, atlas), &report).await
        }
        Subject::Freeze(id) => Ok(freezing::lift_in_community(tx, ctx, id, answer).await?),
        Subject::Revert(listing, revision) => {
            history::put_forth(tx, (ctx, atlas), listing, revision).await
        }
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
