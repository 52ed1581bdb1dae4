//! What I am told: the list of it, how I want mails of it, and what open pages hear at once.

mod list;
mod live;
mod stop;

use axum::Router;
use axum::routing::get;
use koop_domain::alerts::{self, Alert};
use koop_domain::error::chain;
use koop_domain::language::Language;

use crate::reader::Reader;
use crate::{Web, texts};

#[cfg(test)]
pub(crate) use self::list::{AlertsPage, Beside, Wishes};
#[cfg(test)]
pub(crate) use self::stop::StopPage;

/// The list.
pub(crate) const LIST: &str = "/mijn/meldingen";

/// The page that a mail leads to that ends mails, before its secret.
pub(crate) const STOP: &str = "/meldingen/stop/";

/// The pages of alerts.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route(LIST, get(list::get).post(list::post))
        .route("/mijn/meldingen/live", get(live::get))
        .route("/meldingen/stop/{secret}", get(stop::get).post(stop::post))
}

/// What an alert tells, in a sentence.
fn words(language: Language, it: &Alert) -> String {
    let sum = it.payment.as_ref().map(|it| &it.sum);
    let until = it.payment.as_ref().and_then(|it| it.hold).map(|(_, until)| until);
    texts::alert(language, it.kind, &it.about, (sum, until))
}

/// What the head of a page says of somebody's alerts: `Meldingen (3)`.
pub(crate) fn bell(language: Language, count: u64) -> String {
    texts::text_with(language, "alert-bell-count", &[("count", count.into())])
}

/// The same for the member who reads; nothing for a visitor. When nobody can say how many there
/// are, a page must not fail for it.
pub(crate) async fn bell_of(web: &Web, reader: &Reader) -> Option<String> {
    reader.member()?;
    let own = reader.clone().oneself();
    let count = match alerts::unseen(&own.ctx, &web.site.domain).await {
        Ok(count) => count,
        Err(error) => {
            tracing::warn!(error = chain(&error), "nobody could say how many alerts are new");
            0
        }
    };
    Some(bell(reader.language, count))
}
