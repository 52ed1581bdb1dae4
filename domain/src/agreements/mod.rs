//! Agreements: somebody replies to a post, the two agree on a moment, do it and thank each other.
//! Each has a conversation of its own, which nobody else reads: neither who runs the house nor a
//! steward, who sees of a dispute only who, about which post and why.
//!
//! How an agreement goes on stands in [`machine`], and every step that was taken in the database.
//! Where the two meet is sealed ([`crate::ports::Seal`]), and goes a week after the end.

mod acting;
mod agreeing;
mod assigned;
mod calendar;
pub mod error;
mod kinds;
pub mod machine;
pub mod messages;
pub mod model;
pub(crate) mod names;
mod opening;
pub mod photos;
pub mod price;
mod reading;
mod reliability;
mod saying;
mod setting_apart;
mod store;
mod terms;
mod thanks;
mod tidying;
mod waiting;

use sea_orm::ConnectionTrait;

pub use self::acting::act;
pub(crate) use self::assigned::assigned;
pub use self::calendar::calendar;
pub(crate) use self::calendar::calendars;
use self::error::AgreementError;
use self::machine::{Facts, Held, Party};
use self::model::Agreement;
pub use self::opening::{reply, reply_at};
pub use self::reading::{by_id, disputes, mine, of_member, of_post, to_settle};
pub use self::reliability::reliability;
pub use self::saying::{asked_price, payout, price_of};
pub(crate) use self::setting_apart::lock_of;
use self::store::Kept;
pub(crate) use self::store::taken_of;
pub use self::thanks::{answer_thanks, for_stewards, thank, thanks_to};
pub use self::waiting::{ENDED_DAYS, PLACE_DAYS, wait};
use crate::alerts::About;
use crate::communities::model::first_name;
use crate::ctx::{Actor, Ctx, Signed};
use crate::db::{DbError, WriteTx};
use crate::id::{AgreementId, MemberId};
use crate::policy::{self, Action, Standing};
use crate::posts::model::Direction;
use crate::profiles;

/// The member who asks about agreements of theirs.
fn me(ctx: &Ctx) -> Result<Signed, AgreementError> {
    let Actor::Member(me) = ctx.actor else { return Err(AgreementError::SignedOut) };
    policy::check_on(ctx, Action::KeepAgreement, Standing::PARTY)?;
    Ok(me)
}

/// Which of the two of an agreement a member is.
fn side(it: &Agreement, member: MemberId) -> Option<Party> {
    match member {
        _ if member == it.owner => Some(Party::Owner),
        _ if member == it.replier => Some(Party::Replier),
        _ => None,
    }
}

/// The other of the two.
fn other(it: &Agreement, member: MemberId) -> MemberId {
    if member == it.owner { it.replier } else { it.owner }
}

/// Holds an agreement of the actor's until the transaction ends.
async fn hold(
    tx: &WriteTx,
    ctx: &Ctx,
    id: AgreementId,
) -> Result<(Kept, Party, MemberId), AgreementError> {
    let me = me(ctx)?.member;
    let kept = store::lock(tx, id).await?.ok_or(AgreementError::NotFound)?;
    let party = side(&kept.agreement, me).ok_or(AgreementError::NotFound)?;
    Ok((kept, party, me))
}

/// What decides about an agreement and stands outside it.
fn facts(kept: &Kept, is_blocked: bool) -> Facts {
    let about = &kept.about;
    let removed = about.is_removed.then_some(Held::Removed);
    Facts {
        owner_lends: about.direction == Direction::Offer,
        choosing_from: about.replies_until,
        post_ends_at: Some(about.ends_at),
        held: if is_blocked { Some(Held::Blocked) } else { removed },
    }
}

/// Whether one of the two of an agreement blocked the other.
async fn is_blocked(db: &impl ConnectionTrait, it: &Agreement) -> Result<bool, DbError> {
    store::is_blocked(db, (it.owner, it.replier)).await
}

/// Nobody says yes to themselves: whose hands do something for one of the two are not the other's,
/// nor those that did the other's part.
fn check_hands(ctx: &Ctx, kept: &Kept, party: Party) -> Result<(), AgreementError> {
    let (Some(hands), Some(_)) = (ctx.actor.hands(), ctx.actor.under()) else {
        return own_hands(ctx, kept, party);
    };
    let it = &kept.agreement;
    let theirs = match party {
        Party::Owner => [Some(it.replier), it.by],
        Party::Replier => [Some(it.owner), kept.about.by],
        Party::Steward(_) => [Some(it.owner), Some(it.replier)],
    };
    if theirs.contains(&Some(hands)) { Err(AgreementError::Own) } else { Ok(()) }
}

/// The same of who acts for themselves: whoever replied with their hands for somebody else does
/// not say yes to that.
fn own_hands(ctx: &Ctx, kept: &Kept, party: Party) -> Result<(), AgreementError> {
    let is_own = party == Party::Owner && kept.agreement.by == ctx.actor.hands();
    if is_own { Err(AgreementError::Own) } else { Ok(()) }
}

/// What an alert about an agreement carries, with the first name of a member in it.
async fn about_name(
    db: &impl ConnectionTrait,
    it: &Agreement,
    who: MemberId,
) -> Result<About, DbError> {
    let named = profiles::named(db, [who]).await?.remove(&who);
    let words = named.map(|it| first_name(&it.name).to_owned()).unwrap_or_default();
    let (post, agreement) = (Some(it.post), Some(it.id));
    Ok(About { post, agreement, words, ..About::default() })
}

/// The same, with the title of its post in it.
fn about_title(kept: &Kept) -> About {
    let it = &kept.agreement;
    let (post, agreement) = (Some(it.post), Some(it.id));
    About { post, agreement, words: kept.about.title.clone(), ..About::default() }
}
