//! The keys that sign access tokens. Every node reads them here, so that what one signs another
//! believes; the private half is sealed before it comes here, and opened by whoever signs.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbErr};

use super::error::MemberError;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::policy::{self, Action};

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

const TABLE: &str = "signing_keys";
const COLUMNS: [&str; 5] = ["kid", "public_key", "sealed_key", "created_at", "retired_at"];

/// Every key that is believed, the newest first: the first signs.
///
/// # Errors
/// [`MemberError::Db`].
pub async fn all(ctx: &Ctx, domain: &Domain) -> Result<Vec<SigningKey>, MemberError> {
    let since = ctx.now - TimeDelta::minutes(BELIEVED_MINUTES);
    let believed = Expr::col("retired_at").is_null().or(Expr::col("retired_at").gt(since));
    let mut query = Query::select();
    query
        .columns(COLUMNS)
        .from(TABLE)
        .and_where(believed)
        .order_by_expr(Expr::col("retired_at").is_null(), Order::Desc)
        .order_by("created_at", Order::Desc)
        .order_by("kid", Order::Desc);
    let rows = domain.db.reader().query_all(&query).await.map_err(DbError::from)?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(SigningKey {
            kid: row.try_get_by_index(0)?,
            public_key: row.try_get_by_index(1)?,
            sealed_key: row.try_get_by_index(2)?,
            created_at: row.try_get_by_index(3)?,
            retired_at: row.try_get_by_index(4)?,
        })
    };
    let keys: Result<_, DbErr> = rows.iter().map(read).collect();
    Ok(keys.map_err(DbError::from)?)
}

/// Puts a key first, and retires those before it.
///
/// # Errors
/// [`MemberError`].
pub async fn put_first(ctx: &Ctx, domain: &Domain, key: &SigningKey) -> Result<(), MemberError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    let retire = Query::update()
        .table(TABLE)
        .value("retired_at", ctx.now)
        .and_where(Expr::col("retired_at").is_null())
        .take();
    tx.conn().execute(&retire).await.map_err(DbError::from)?;
    let mut insert = Query::insert();
    insert.into_table(TABLE).columns(COLUMNS).values_panic([
        key.kid.as_str().into(),
        key.public_key.as_str().into(),
        key.sealed_key.as_str().into(),
        ctx.now.into(),
        None::<DateTime<Utc>>.into(),
    ]);
    tx.conn().execute(&insert).await.map_err(DbError::from)?;
    Ok(tx.commit().await?)
}
