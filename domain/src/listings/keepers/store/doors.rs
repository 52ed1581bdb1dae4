//! The statement about the doors of a street.

use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::DbError;
use crate::listings::entity::listing;
use crate::listings::model::Listing;
use crate::listings::store::read;

/// Word for word as the partial index on streets has it.
const RUNS: &str = "state = 'running'";

/// The places with a door in a street of this name, between two degrees north.
pub(in super::super) async fn doors(
    db: &impl ConnectionTrait,
    street: &str,
    (south, north): (f64, f64),
    most: u64,
) -> Result<Vec<Listing>, DbError> {
    let named = Func::lower(Expr::col("street")).eq(Func::lower(Expr::val(street)));
    let query = listing::Entity::find()
        .filter(Expr::cust(RUNS))
        .filter(named)
        .filter(listing::Column::Latitude.between(south, north))
        .limit(most);
    query.all(db).await?.into_iter().map(read).collect()
}
