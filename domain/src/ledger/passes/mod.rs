//! Cards for people who have no telephone ("buurtpas"): made by who runs the community or by the
//! holder, read by a till, with a limit a day and a PIN or a yes at the till; a call to the
//! organiser blocks one.

mod charging;
pub mod error;
pub mod model;
pub(in crate::ledger) mod store;

use sea_orm::ConnectionTrait;

pub use self::charging::{charge, presented};
use self::error::PassError;
use self::model::{PASSES_MAX, PIN_DIGITS, Pass, PassDraft, PassState};
use super::account::AccountState;
use super::accounts::model::Held;
use super::accounts::{self, ensure, held_by_me, holder_of_member};
use super::amount::Amount;
use super::currencies;
use super::rejected::Rejected;
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::communities::model::tidy_reason;
use crate::communities::standing_in;
use crate::ctx::{Actor, Ctx};
use crate::db::{DbError, WriteTx};
use crate::error::Problem;
use crate::id::{AccountId, CommunityId, CurrencyId, MemberId, PassId, TransferId};
use crate::members::attempts::hex;
use crate::members::codes;
use crate::members::model::Secret;
use crate::policy::{self, Action};

/// Makes a card for an account, as its holder or as who runs the community. What stands in its
/// code is told this once: sent again under the same key, it is [`PassError::AlreadyMade`].
///
/// # Errors
/// [`PassError::NotFound`], [`PassError::Invalid`] for `dayLimit` or `pin`,
/// [`PassError::TooManyPasses`], [`PassError::AlreadyMade`], [`PassError::OwnCase`],
/// [`PassError::Rejected`] for an account that is closed.
pub async fn issue(
    ctx: &Ctx,
    domain: &Domain,
    account: AccountId,
    draft: PassDraft,
) -> Result<(Pass, Secret), PassError> {
    let (held, desk) = managed(ctx, domain.db.reader(), account).await?;
    made(ctx, domain, (held, desk), draft).await
}

/// Makes a card for somebody who has no account yet in a currency, as who runs the community: it
/// is opened.
///
/// # Errors
/// As [`issue`], and [`PassError::NotFound`] for who does not belong to the community.
pub async fn issue_for_member(
    ctx: &Ctx,
    domain: &Domain,
    (currency, member): (CurrencyId, MemberId),
    draft: PassDraft,
) -> Result<(Pass, Secret), PassError> {
    let db = domain.db.reader();
    let known = currencies::store::by_id(db, currency).await?;
    let known = known.filter(|it| it.is_on).ok_or(PassError::NotFound)?;
    let standing = standing_in(ctx, db, known.community).await?;
    policy::check_on(ctx, Action::ManageAccounts, standing)?;
    let holder = holder_of_member(db, member).await?.ok_or(PassError::NotFound)?;
    if !super::payments::belongs(db, known.community, holder.profile).await? {
        return Err(PassError::NotFound);
    }
    let tx = domain.db.write().await?;
    let account = ensure(&tx, ctx, currency, holder).await?;
    tx.commit().await?;
    issue(ctx, domain, account, draft).await
}

async fn made(
    ctx: &Ctx,
    domain: &Domain,
    (held, desk): (Held, Option<CommunityId>),
    draft: PassDraft,
) -> Result<(Pass, Secret), PassError> {
    let currency = currencies::store::by_id(domain.db.reader(), held.account.currency).await?;
    let scale = currency.ok_or(PassError::NotFound)?.scale;
    let day_limit = Amount::parse(&draft.day_limit, scale)
        .map_err(|_| invalid("dayLimit", Problem::OutOfRange))?;
    let pin_hash = match &draft.pin {
        Some(pin) => {
            check_pin(pin)?;
            Some(domain.passwords.hash(pin, ctx.ids.secret()).await?)
        }
        None => None,
    };
    let secret = Secret::new(hex(&ctx.ids.secret()));
    let pass = Pass {
        id: PassId(ctx.ids.next()),
        account: held.account.id,
        day_limit: day_limit.minor(),
        has_pin: pin_hash.is_some(),
        state: PassState::Active,
        pins_spent: false,
        reason: None,
        made_by: ctx.actor.hands(),
        made_at: ctx.now,
        used_at: None,
    };
    let tx = domain.db.write().await?;
    // Two who make one at once wait for each other here.
    currencies::store::lock(&tx, held.account.currency).await?;
    let is = accounts::store::by_id(tx.conn(), pass.account).await?;
    if is.is_none_or(|it| it.account.state == AccountState::Closed) {
        return Err(Rejected::PayerClosed.into());
    }
    if store::is_made(tx.conn(), (pass.account, draft.key)).await? {
        return Err(PassError::AlreadyMade);
    }
    let there = store::of_account(tx.conn(), pass.account).await?;
    if there.iter().filter(|it| it.state != PassState::Ended).count() >= PASSES_MAX {
        return Err(PassError::TooManyPasses);
    }
    let hashes = (codes::hash(secret.reveal()), pin_hash);
    store::insert(&tx, (&pass, draft.key), hashes).await?;
    note(&tx, ctx, desk, (Act::PassMade, &pass)).await?;
    tx.commit().await?;
    Ok((pass, secret))
}

/// The cards of an account, the newest first, for its holder and who runs the community.
///
/// # Errors
/// [`PassError::NotFound`].
pub async fn of_account(
    ctx: &Ctx,
    domain: &Domain,
    account: AccountId,
) -> Result<Vec<Pass>, PassError> {
    let db = domain.db.reader();
    managed(ctx, db, account).await.map_err(|error| match error {
        // To look at one's own is no decision.
        PassError::Denied(_) => PassError::NotFound,
        error => error,
    })?;
    Ok(store::of_account(db, account).await?)
}

/// The cards of an account, and what was paid with each, as its holder takes them along. Whose it
/// is was asked before.
pub(in crate::ledger) async fn taken_along(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<(Pass, Vec<TransferId>)>, DbError> {
    let mut paid = store::paid_with(db, account).await?;
    let mut along = Vec::new();
    for pass in store::of_account(db, account).await? {
        let with_it = paid.remove(&pass.id).unwrap_or_default();
        along.push((pass, with_it));
    }
    Ok(along)
}

/// Blocks a card at once: its holder, or who runs the community, whom they called.
///
/// # Errors
/// [`PassError::NotFound`], [`PassError::Invalid`] for `reason`.
pub async fn block(
    ctx: &Ctx,
    domain: &Domain,
    id: PassId,
    reason: &str,
) -> Result<Pass, PassError> {
    change(ctx, domain, id, (Verdict::Block, reason)).await
}

/// Lets a blocked card go on, as who runs the community.
///
/// # Errors
/// As [`block`], [`PassError::Denied`] for its holder, [`PassError::OwnCase`].
pub async fn unblock(
    ctx: &Ctx,
    domain: &Domain,
    id: PassId,
    reason: &str,
) -> Result<Pass, PassError> {
    change(ctx, domain, id, (Verdict::Unblock, reason)).await
}

/// Lets the PIN of a card be tried again that was wrong too often, as who runs the community. What
/// somebody blocked meanwhile stays so.
///
/// # Errors
/// As [`unblock`], and [`PassError::Blocked`] for what somebody blocked.
pub async fn allow_pin(
    ctx: &Ctx,
    domain: &Domain,
    id: PassId,
    reason: &str,
) -> Result<Pass, PassError> {
    change(ctx, domain, id, (Verdict::AllowPin, reason)).await
}

/// Ends a card: it is lost, or another comes.
///
/// # Errors
/// As [`block`].
pub async fn end(ctx: &Ctx, domain: &Domain, id: PassId, reason: &str) -> Result<Pass, PassError> {
    change(ctx, domain, id, (Verdict::End, reason)).await
}

/// What is decided about a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Block,
    Unblock,
    AllowPin,
    End,
}

impl Verdict {
    /// What the card is from then on.
    fn state(self) -> PassState {
        match self {
            Self::Block => PassState::Blocked,
            Self::Unblock | Self::AllowPin => PassState::Active,
            Self::End => PassState::Ended,
        }
    }

    /// What the log says of it.
    fn act(self) -> Act {
        match self {
            Self::Block => Act::PassBlocked,
            Self::Unblock => Act::PassUnblocked,
            Self::AllowPin => Act::PassPinAllowed,
            Self::End => Act::PassEnded,
        }
    }
}

async fn change(
    ctx: &Ctx,
    domain: &Domain,
    id: PassId,
    (verdict, reason): (Verdict, &str),
) -> Result<Pass, PassError> {
    let state = verdict.state();
    let tx = domain.db.write().await?;
    let kept = store::lock(&tx, id).await?.ok_or(PassError::NotFound)?;
    let (was, wrong_pins) = (kept.pass, kept.wrong_pins);
    let (_, desk) = managed(ctx, tx.conn(), was.account).await?;
    if state == PassState::Active && desk.is_none() {
        return Err(policy::Denied { action: Action::ManageAccounts }.into());
    }
    if was.state == PassState::Ended {
        return Err(PassError::NotFound);
    }
    let reason = tidy_reason(reason).map_err(|problem| invalid("reason", problem))?;
    // Whoever thinks of the PIN alone does not undo what somebody said about a card that is lost.
    let is_said = was.state == PassState::Blocked && !was.pins_spent;
    if verdict == Verdict::AllowPin && is_said {
        return Err(PassError::Blocked);
    }
    // Who says so takes over what wrong PINs did, or forgets them.
    if was.state == state && wrong_pins == 0 {
        return Ok(was);
    }
    store::become_state(&tx, id, (state, Some(&reason))).await?;
    note(&tx, ctx, desk, (verdict.act(), &was)).await?;
    let is = store::by_id(tx.conn(), id).await?.ok_or(PassError::NotFound)?.pass;
    tx.commit().await?;
    Ok(is)
}

/// An account about whose cards the actor decides, and as who of which community if not as its
/// holder.
async fn managed(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<(Held, Option<CommunityId>), PassError> {
    let Actor::Member(_) = ctx.actor else { return Err(PassError::SignedOut) };
    if let Ok(held) = held_by_me(ctx, db, id).await {
        return Ok((held, None));
    }
    let held = accounts::store::by_id(db, id).await?.ok_or(PassError::NotFound)?;
    let currency = currencies::store::by_id(db, held.account.currency).await?;
    let community = currency.ok_or(PassError::NotFound)?.community;
    let standing = standing_in(ctx, db, community).await?;
    if !policy::allows_on(ctx.actor, Action::ManageAccounts, standing) || held.holder.is_none() {
        return Err(PassError::NotFound);
    }
    if accounts::is_own(ctx, db, &held).await? {
        return Err(PassError::OwnCase);
    }
    Ok((held, Some(community)))
}

async fn note(
    tx: &WriteTx,
    ctx: &Ctx,
    desk: Option<CommunityId>,
    (act, pass): (Act, &Pass),
) -> Result<(), PassError> {
    // What somebody does about a card of their own is theirs.
    if let Some(community) = desk {
        let about = Note::new(act).of(community).to(pass.account);
        audit::note(tx, ctx, about).await?;
    }
    Ok(())
}

/// A PIN for who leaves it to the house: none of those that are tried first.
#[must_use]
pub fn made_up_pin(ctx: &Ctx) -> Secret {
    loop {
        // Bytes that would make some digits likelier than others are left out.
        let bytes = ctx.ids.secret().into_iter().filter(|it| *it < 250);
        let digits: String = bytes.map(|it| char::from(b'0' + it % 10)).collect();
        let pins = digits.as_bytes().chunks_exact(PIN_DIGITS);
        let mut pins = pins.filter_map(|it| std::str::from_utf8(it).ok()).map(Secret::new);
        if let Some(pin) = pins.find(|it| check_pin(it).is_ok()) {
            return pin;
        }
    }
}

fn check_pin(pin: &Secret) -> Result<(), PassError> {
    let digits = pin.reveal().as_bytes();
    if digits.len() != PIN_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
        return Err(invalid("pin", Problem::Unreadable));
    }
    // 0000 and 1234 are tried first.
    let step = |by: u8| digits.windows(2).all(|it| it[1] == it[0].wrapping_add(by));
    if step(0) || step(1) || step(u8::MAX) {
        return Err(invalid("pin", Problem::Guessable));
    }
    Ok(())
}

fn invalid(field: &'static str, problem: Problem) -> PassError {
    PassError::Invalid { field, problem }
}
