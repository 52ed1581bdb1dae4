//! Drafts: what somebody typed into a form and has not sent off yet.
//!
//! Where a session ended while somebody typed, their browser gets a secret, and what they typed
//! waits under its hash until they are signed in again. It is shown in that browser alone, and
//! there to nobody but the member whose form it was; what was typed before anybody signed in is
//! whoever's signs in next. A member who leaves a form half way finds it again on every device.

pub mod error;
pub mod model;
pub(crate) mod store;

use chrono::TimeDelta;

use self::error::DraftError;
pub use self::model::{BROWSER_HOURS, Draft, FORM_MAX, MEMBER_DAYS, Pairs, TYPED_MAX_BYTES};
use self::model::{Holder, is_secret};
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::id::MemberId;
use crate::members;
use crate::members::attempts::{Limit, hex, keyed};
use crate::members::codes::hash;
use crate::members::model::Secret;
use crate::policy::{self, Action};

/// What one network keeps here without signing in, which many people may share.
const KEPT_FROM: Limit = Limit { name: "drafts-from", tries: 120, minutes: 60 };
/// What the proof is called by which a form says whose it is.
const WHOSE: &str = "whose-form";
/// How many drafts a member is told of.
const MINE_MAX: u64 = 1_000;

/// What a browser keeps, on which nobody is signed in.
#[derive(Clone, Debug)]
pub struct Left {
    /// The path of the form.
    pub form: String,
    /// What was typed.
    pub typed: Pairs,
    /// Whose form it was; none where nobody had signed in yet.
    pub whose: Option<MemberId>,
}

/// What a form says of whose it is: which member, and a proof that the house wrote it. Without
/// one, anybody could have words kept as somebody else's.
#[must_use]
pub fn mark(domain: &Domain, member: MemberId) -> String {
    let member = member.to_string();
    let proof = keyed(domain.db.tries_key(), WHOSE, &member);
    format!("{member}.{proof}")
}

/// Whose a form is by what it says; none where the house did not write that.
#[must_use]
pub fn marked(domain: &Domain, said: &str) -> Option<MemberId> {
    let (member, _) = said.split_once('.')?;
    let member = MemberId::parse(member).ok()?;
    // Hashes are compared: how long that takes tells nothing of the proof.
    (hash(said) == hash(&mark(domain, member))).then_some(member)
}

/// Keeps what was typed in a browser on which nobody is signed in. Answers the secret by which
/// the browser finds it again: the one that it has, or a new one.
///
/// # Errors
/// [`DraftError::TooLong`], [`DraftError::TooMany`], [`DraftError::NotFound`] when nobody is whose
/// form it was.
pub async fn leave(
    ctx: &Ctx,
    domain: &Domain,
    left: Left,
    (browser, net): (Option<&Secret>, &str),
) -> Result<Secret, DraftError> {
    policy::check(ctx, Action::SignIn)?;
    let draft = Draft::new(left.form, left.typed, ctx.now)?;
    let known = browser.filter(|secret| is_secret(secret)).cloned();
    let secret = known.unwrap_or_else(|| Secret::new(hex(&ctx.ids.secret())));
    let tx = domain.db.write().await?;
    KEPT_FROM.take(&tx, ctx, net).await?;
    if let Some(member) = left.whose {
        let known = members::store::by_id(tx.conn(), member).await.map_err(DbError::from)?;
        known.ok_or(DraftError::NotFound)?;
    }
    let ends_at = ctx.now + TimeDelta::hours(BROWSER_HOURS);
    store::put(&tx, &Holder::browser(&secret), left.whose, (&draft, ends_at)).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Keeps how far I came with a form.
///
/// # Errors
/// [`DraftError::TooLong`], [`DraftError::Denied`] when nobody is signed in.
pub async fn keep(
    ctx: &Ctx,
    domain: &Domain,
    (form, typed): (&str, Pairs),
) -> Result<(), DraftError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(()) };
    let draft = Draft::new(form.to_owned(), typed, ctx.now)?;
    let ends_at = ctx.now + TimeDelta::days(MEMBER_DAYS);
    let tx = domain.db.write().await?;
    store::put(&tx, &Holder::Member(me.member), Some(me.member), (&draft, ends_at)).await?;
    Ok(tx.commit().await?)
}

/// What was typed into a form and can be gone on with: the latest of what waits in this browser
/// for whoever asks, and of what they kept themselves.
///
/// # Errors
/// [`DraftError::Db`].
pub async fn find(
    ctx: &Ctx,
    domain: &Domain,
    form: &str,
    browser: Option<&Secret>,
) -> Result<Option<Draft>, DraftError> {
    policy::check(ctx, Action::SignIn)?;
    let holders = holders(ctx, browser);
    Ok(store::find(domain.db.reader(), &holders, form, (member(ctx), ctx.now)).await?)
}

/// Forgets what was typed into a form: it has been sent off, or is not wanted.
///
/// # Errors
/// [`DraftError::Db`].
pub async fn forget(
    ctx: &Ctx,
    domain: &Domain,
    form: &str,
    browser: Option<&Secret>,
) -> Result<(), DraftError> {
    policy::check(ctx, Action::SignIn)?;
    let tx = domain.db.write().await?;
    store::forget(&tx, &holders(ctx, browser), form, member(ctx)).await?;
    Ok(tx.commit().await?)
}

/// What I typed and have not sent off, the latest first, whatever browser it waits in.
///
/// # Errors
/// [`DraftError::Denied`] when nobody is signed in.
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Draft>, DraftError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Some(me) = member(ctx) else { return Ok(Vec::new()) };
    Ok(store::of(domain.db.reader(), me, ctx.now, MINE_MAX).await?)
}

fn member(ctx: &Ctx) -> Option<MemberId> {
    match ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

fn holders(ctx: &Ctx, browser: Option<&Secret>) -> Vec<Holder> {
    let browser = browser.filter(|secret| is_secret(secret)).map(Holder::browser);
    browser.into_iter().chain(member(ctx).map(Holder::Member)).collect()
}
