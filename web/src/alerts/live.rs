//! What open pages hear at once: how many alerts are new, and the newest in a sentence. It is a
//! stream of events (WHATWG HTML, 9.2); a browser that loses it asks again by itself, and a page
//! without it is right when it is loaded.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use http::header::CACHE_CONTROL;
use koop_domain::alerts::{self, Alert};
use koop_domain::error::chain;
use serde_json::json;

use super::{bell, words};
use crate::account::Mine;
use crate::error::Failure;
use crate::reader::Reader;
use crate::{Web, texts};

/// How often a quiet stream says that it is there, so that nothing on the way ends it.
const QUIET: Duration = Duration::from_secs(25);
/// How long a stream lasts. The browser asks again after it, and whoever signed out meanwhile
/// hears no more.
const LASTS: Duration = Duration::from_secs(300);
/// How long a browser waits before it asks again.
const AGAIN: Duration = Duration::from_secs(5);

/// `GET /mijn/meldingen/live`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = mine.reader;
    let Some(ear) = web.site.live.listen(mine.known.member.id) else {
        // Enough pages of theirs listen already.
        let words = texts::text(reader.language, "alert-live-full");
        return Err(Failure::busy(words, AGAIN.as_secs()));
    };
    // What came between the page and this is told first.
    let first = event(&web, &reader, None).await.map(|it| it.retry(AGAIN));
    let told = ear.into_stream().filter_map(move |alert| {
        let (web, reader) = (web.clone(), reader.clone());
        async move { event(&web, &reader, Some(&alert)).await }
    });
    let events = stream::iter(first).chain(told).map(Ok::<_, Infallible>);
    let events = events.take_until(Box::pin(tokio::time::sleep(LASTS)));
    let stream = Sse::new(events).keep_alive(KeepAlive::new().interval(QUIET));
    // Nothing on the way keeps it, and nothing waits until it is complete.
    let headers = [(CACHE_CONTROL.as_str(), "no-store"), ("x-accel-buffering", "no")];
    Ok((headers, stream).into_response())
}

/// What a page is told: its head in words, and what is new. Nothing where the house cannot say.
async fn event(web: &Web, reader: &Reader, alert: Option<&Alert>) -> Option<Event> {
    let count = match alerts::unseen(&reader.ctx, &web.site.domain).await {
        Ok(count) => count,
        Err(error) => {
            tracing::warn!(error = chain(&error), "nobody could say how many alerts are new");
            return None;
        }
    };
    let told = json!({
        "bell": bell(reader.language, count),
        "count": count,
        "text": alert.map(|it| words(reader.language, it)),
        "agreement": alert.and_then(|it| it.agreement).map(|id| id.to_string()),
    });
    Event::default().event("alert").json_data(told).ok()
}
