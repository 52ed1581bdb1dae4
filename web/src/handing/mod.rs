//! What an organisation hands out of its budget, and what a merchant hands in for euros: both
//! outside the desk, by whoever does it.

mod giving;
mod redeeming;

use axum::Router;
use axum::routing::get;

use crate::Web;

/// Handing out.
const GIVE: &str = "/mijn/uitdelen";

/// The pages of handing out and handing in.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(GIVE, get(giving::get).post(giving::post))
        .route("/mijn/saldo/{account}/inleveren", get(redeeming::get).post(redeeming::post))
}
