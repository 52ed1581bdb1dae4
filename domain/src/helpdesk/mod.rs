//! The desk for help of a community: somebody calls, whoever coordinates help writes down what is
//! needed, asks neighbours who offer such a thing, and chooses one who says yes.
//!
//! A need is no post: it stands in no index, feed or count, and nobody reads it but who coordinates
//! help in its community and whom they asked. What is written down is what is to be done, never
//! why. A name and a telephone number are sealed; whoever reads them leaves a trace. Where who
//! needs it is a member, the two agree as on anything of the board, with whoever coordinates it
//! acting under the member's mandate.

mod asking;
mod doing;
mod entering;
pub mod error;
pub mod machine;
pub mod model;
mod passing;
mod reading;
mod store;
pub mod suggesting;

use sea_orm::ConnectionTrait;

pub use self::asking::{ask, suggestions};
pub use self::doing::{answer, assign, close, finish, give_back};
pub use self::entering::{change, enter};
use self::error::HelpdeskError;
pub use self::machine::Step;
pub use self::model::{
    ASK_MAX, AboutMe, Asked, CONTACT_DAYS, Contact, Ended, KEPT_DAYS, NAME_MAX, NOTES_MAX, Need,
    NeedDraft, NeedState, Offer, Person, PersonDraft, SILENT_DAYS, Suggestion, TOLD_DAYS,
    UNANSWERED_DAYS, Urgency,
};
pub(crate) use self::passing::followed;
pub use self::passing::tidy;
pub use self::reading::{
    asked_by_id, asked_of_me, by_id, contact, list, of_member, open, unanswered, waiting_for_me,
};
pub use self::suggesting::Reason;
use crate::Domain;
use crate::alerts::About;
use crate::communities;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::WriteTx;
use crate::id::{CommunityId, MemberId, NeedId};
use crate::policy::{self, Action, Standing};
use crate::posts::at_desk;
use crate::posts::model::Outcome;
use crate::profiles::mandates::{self, Deed, Under};

/// The member who asks.
fn me(ctx: &Ctx) -> Result<Signed, HelpdeskError> {
    match ctx.actor {
        Actor::Member(me) => Ok(me),
        Actor::Visitor | Actor::Operator => Err(HelpdeskError::SignedOut),
    }
}

/// Whoever coordinates help in a community. Nobody else learns that there is anything.
async fn coordinator(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    of: CommunityId,
) -> Result<MemberId, HelpdeskError> {
    let me = me(ctx)?;
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::KeepNeeds, standing).map_err(|_| HelpdeskError::NotFound)?;
    Ok(me.member)
}

/// Somebody who was asked, or does it, and belongs to the community still.
async fn neighbour(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    of: CommunityId,
) -> Result<MemberId, HelpdeskError> {
    let me = me(ctx)?;
    let there = communities::standing_in(ctx, db, of).await?;
    let standing = Standing { is_party: true, ..there };
    policy::check_on(ctx, Action::AnswerNeed, standing).map_err(|_| HelpdeskError::NotFound)?;
    Ok(me.member)
}

/// A need with what stands at the desk for it, both held until the transaction ends: the post
/// first, as where the two act on what they agreed.
async fn held(tx: &WriteTx, id: NeedId) -> Result<Option<store::Kept>, HelpdeskError> {
    let Some(seen) = store::by_id(tx.conn(), id).await? else { return Ok(None) };
    if let Some(post) = seen.post {
        at_desk::hold(tx, post).await?;
    }
    let kept = store::lock(tx, id).await?;
    // Somebody was chosen, or gave it back, at this very moment.
    if kept.as_ref().is_some_and(|it| it.post != seen.post) {
        return Err(HelpdeskError::Conflict);
    }
    Ok(kept)
}

/// A need of a community in which the actor coordinates help, held until the transaction ends. What
/// stood at the desk for a neighbour who is gone is taken down.
async fn hold(
    tx: &WriteTx,
    ctx: &Ctx,
    id: NeedId,
) -> Result<(store::Kept, MemberId), HelpdeskError> {
    me(ctx)?;
    let kept = held(tx, id).await?.ok_or(HelpdeskError::NotFound)?;
    let me = coordinator(ctx, tx.conn(), kept.community).await?;
    Ok((left((tx, ctx), kept).await?, me))
}

/// A need without what is left of a neighbour who did it and is gone.
async fn left(
    (tx, ctx): (&WriteTx, &Ctx),
    kept: store::Kept,
) -> Result<store::Kept, HelpdeskError> {
    let waits = matches!(kept.state, NeedState::Open | NeedState::Suggested);
    let Some(post) = kept.post.filter(|_| waits) else { return Ok(kept) };
    at_desk::take_down(tx, ctx, post, Outcome::NotNeeded).await?;
    at_desk::forget_words(tx, ctx, post).await?;
    Ok(store::Kept { assigned_at: None, post: None, agreement: None, ..kept })
}

/// The actor as somebody who gave them a mandate to ask for help and to agree for them: what is
/// done so stands in the log as done for them.
async fn acting_for(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    (of, person): (CommunityId, MemberId),
) -> Result<Ctx, HelpdeskError> {
    let me = me(ctx)?;
    let mandate = mandates::running(ctx, db, (person, me.member)).await;
    let mandate = mandate.map_err(|_| HelpdeskError::NoMandate)?;
    let (id, deeds) = (mandate.id, mandate.deeds);
    let under = Under { mandate: id, agent: me.member, community: mandate.community, deeds };
    let actor = Actor::Member(Signed { member: person, operator: false, under: Some(under), ..me });
    let theirs = Ctx { actor, acting_as: None, ..ctx.clone() };
    let standing = communities::standing_in(&theirs, db, of).await?;
    let may = [Action::PublishPost, Action::KeepAgreement];
    let standing = Standing { is_party: true, ..standing };
    // To a child's home nobody is sent by a desk.
    let is_child = mandates::is_child(db, ctx, person).await?;
    let covered = !is_child && deeds.has(Deed::PostHelp) && deeds.has(Deed::Agree);
    if covered && may.iter().all(|it| policy::allows_on(theirs.actor, *it, standing)) {
        Ok(theirs)
    } else {
        Err(HelpdeskError::NoMandate)
    }
}

/// What an alert about a need carries: what it is about, and never whose it is.
fn about(kept: &store::Kept) -> About {
    let words = kept.topic.key().to_owned();
    About { agreement: kept.agreement, words, ..About::default() }
}

/// Ends a transaction, and answers with the need as it stands then.
async fn committed(
    tx: WriteTx,
    (ctx, domain): (&Ctx, &Domain),
    kept: store::Kept,
) -> Result<Need, HelpdeskError> {
    // How many were asked and what they said is counted anew.
    let kept = store::by_id(tx.conn(), kept.id).await?.ok_or(HelpdeskError::NotFound)?;
    let need = reading::told(ctx, domain, tx.conn(), vec![kept]).await?.pop();
    tx.commit().await?;
    need.ok_or(HelpdeskError::NotFound)
}
