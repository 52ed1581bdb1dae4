//! The keys that sign access tokens. Every node reads them here, so that what one signs another
//! believes; the private half is sealed before it comes here, and opened by whoever signs.

use chrono::{DateTime, TimeDelta, Utc};

use super::error::MemberError;
use super::store;
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::policy::{self, Action};
use crate::{Domain, audit};

/// How long an access token holds, in minutes.
pub const TOKEN_MINUTES: i64 = 10;
/// How long a key is still believed after it was retired: what it signed last has ended then,
/// and a clock or two may be wrong.
const BELIEVED_MINUTES: i64 = 3 * TOKEN_MINUTES;

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// The name that stands in a token.
    pub kid: String,
    /// The public half, in hexadecimal digits.
    pub public_key: String,
    /// The private half, sealed, in hexadecimal digits.
    pub sealed_key: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// From when it signs nothing any more.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Every key that is believed, the newest first: the first signs.
///
/// # Errors
/// [`MemberError::Db`].
pub async fn all(ctx: &Ctx, domain: &Domain) -> Result<Vec<SigningKey>, MemberError> {
    let since = ctx.now - TimeDelta::minutes(BELIEVED_MINUTES);
    Ok(store::believed_keys(domain.db.reader(), since).await.map_err(DbError::from)?)
}

/// Puts a key first, and retires those before it.
///
/// # Errors
/// [`MemberError`].
pub async fn put_first(ctx: &Ctx, domain: &Domain, key: &SigningKey) -> Result<(), MemberError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    store::retire_keys(&tx, ctx.now).await.map_err(DbError::from)?;
    store::insert_key(&tx, key, ctx.now).await.map_err(DbError::from)?;
    audit::note(&tx, ctx, Note::new(Act::KeyRotated).with("kid", key.kid.as_str())).await?;
    Ok(tx.commit().await?)
}
