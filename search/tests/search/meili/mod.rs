//! The Meilisearch engine: where its server is.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use koop_domain::ports::Clock;
use koop_search::meili::MeiliIndex;

use crate::street::now;

/// The moment of the street.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        now()
    }
}

/// The server that `KOOP_TEST_MEILI_URL` names, with an index of a test's own; none without it.
pub(crate) fn live(test: &str) -> Option<MeiliIndex> {
    #[expect(clippy::disallowed_methods, reason = "where the tests find a server")]
    let [url, key] =
        ["KOOP_TEST_MEILI_URL", "KOOP_TEST_MEILI_KEY"].map(|name| std::env::var(name).ok());
    let Some(url) = url else {
        println!("skipped on Meilisearch: KOOP_TEST_MEILI_URL is not set");
        return None;
    };
    Some(
        MeiliIndex::named(&format!("test_{test}_"), &url, key.as_deref(), Arc::new(Still)).unwrap(),
    )
}
