//! Subscriptions as they travel, and as server-sent events: GraphQL over SSE, distinct connections.
//!
//! Who asks is settled anew for each alert and every so often besides, so that a token that ended,
//! or a device that was signed out, is told nothing more.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Response as Answer;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use koop_domain::alerts::Alert;
use koop_domain::ctx::Actor;
use koop_domain::id::{MemberId, RequestId};
use koop_domain::language::Language;
use koop_web::Net;
use koop_web::live::Listening;
use tokio::sync::mpsc;
use tokio::time::{Instant, interval_at};

use super::bearer::AskerError;
use super::board::{Feed, Following};
use super::errors;
use super::guard::Transport;
use super::http::{Asker, Door, Wire};
use super::params::Params;

/// How often who asks is settled anew where nothing is told.
pub(super) const CHECK: Duration = Duration::from_secs(20);
/// How often something is sent where nothing is told, so that nobody in between hangs up.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How many answers may wait for a slow reader.
const WAITING_MAX: usize = 16;

/// Where there are places for so many: what one says who got none.
const NO_PLACE: &str = "too many subscriptions at once: close one, or try again in a minute";

/// Who asked, by what they sent: asked anew each time.
#[derive(Clone)]
pub(super) struct Caller {
    pub(super) language: Language,
    pub(super) id: RequestId,
    pub(super) net: Net,
    pub(super) headers: HeaderMap,
}

impl Caller {
    /// Who that is now.
    pub(super) async fn asker(&self, door: &Door) -> Result<Asker, AskerError> {
        door.asker(self.language, self.id, self.net.clone(), &self.headers).await
    }
}

/// The member who asks; nobody: a visitor.
pub(super) fn member(asker: &Asker) -> Option<MemberId> {
    match asker.own_actor() {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

/// An operation that goes on.
#[derive(Clone)]
pub(super) struct Operation {
    params: Arc<Params>,
    transport: Transport,
    following: Arc<Following>,
}

impl Operation {
    /// One that is asked.
    pub(super) fn new(params: Params, transport: Transport) -> Self {
        Self { params: Arc::new(params), transport, following: Arc::default() }
    }

    /// Executes it for the first time: all of a question's answer; of a subscription what is wrong
    /// with it.
    pub(super) async fn open(&self, door: &Door, asker: Asker) -> Vec<Answer> {
        self.execute(door, asker, Feed::Opening(Arc::clone(&self.following))).await
    }

    /// Whether there is anything to wait for.
    pub(super) fn goes_on(&self) -> bool {
        self.following.is_open()
    }

    /// What it makes of an alert.
    pub(super) async fn told(&self, door: &Door, asker: Asker, alert: &Arc<Alert>) -> Vec<Answer> {
        let feed = Feed::Told(Arc::clone(alert), Arc::clone(&self.following));
        self.execute(door, asker, feed).await
    }

    async fn execute(&self, door: &Door, asker: Asker, feed: Feed) -> Vec<Answer> {
        let request = door.request(Params::clone(&self.params), self.transport, asker);
        let answers = door.schema().execute_stream(request.data(feed));
        let coded = answers.map(|mut answer| {
            errors::give_codes(&mut answer);
            answer
        });
        coded.collect().await
    }
}

/// Answers as events: `next` for each answer, `complete` once there are no more.
pub(super) async fn events(
    door: Door,
    caller: Caller,
    asker: Asker,
    (params, transport): (Params, Transport),
) -> Response {
    let operation = Operation::new(params, transport);
    // Before the operation is opened: what is told meanwhile waits here.
    let (listens, ear) = match member(&asker) {
        None => (false, None),
        Some(member) => (true, door.parts().live.listen(member)),
    };
    let opened = operation.open(&door, asker).await;
    if operation.goes_on() && listens && ear.is_none() {
        return no_place();
    }
    let (sender, receiver) = mpsc::channel(WAITING_MAX);
    let goes_on = operation.goes_on();
    let told = tokio::spawn(async move {
        for answer in &opened {
            sender.send(next(answer)).await.ok()?;
        }
        if let Some(ear) = ear.filter(|_| goes_on) {
            follow(&door, &caller, &operation, (ear, &sender)).await?;
        }
        sender.send(Event::default().event("complete").data("")).await.ok()
    });
    // It ends by itself once nobody reads.
    drop(told);
    let events = stream::unfold(receiver, async |mut receiver| {
        Some((Ok::<_, Infallible>(receiver.recv().await?), receiver))
    });
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Whoever stands in front must not keep events back.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    let alive = KeepAlive::new().interval(KEEP_ALIVE);
    (headers, Sse::new(events).keep_alive(alive)).into_response()
}

/// Sends what each alert makes of the operation, until its reader is gone (then nothing), or
/// whoever asked may not any more.
async fn follow(
    door: &Door,
    caller: &Caller,
    operation: &Operation,
    (mut ear, sender): (Listening, &mpsc::Sender<Event>),
) -> Option<()> {
    let mut checks = interval_at(Instant::now() + CHECK, CHECK);
    loop {
        let alert = tokio::select! {
            () = sender.closed() => return None,
            alert = ear.next() => Some(alert?),
            _ = checks.tick() => None,
        };
        let Ok(asker) = caller.asker(door).await else {
            let refused = errors::unauthenticated(caller.language);
            return sender.send(next(&refused)).await.ok();
        };
        let Some(alert) = alert else { continue };
        for answer in &operation.told(door, asker, &alert).await {
            sender.send(next(answer)).await.ok()?;
        }
    }
}

fn next(answer: &Answer) -> Event {
    // Values of GraphQL are values of JSON, and JSON has no line of its own.
    let json = serde_json::to_string(&Wire::of(answer)).unwrap_or_default();
    Event::default().event("next").data(json)
}

fn no_place() -> Response {
    (StatusCode::TOO_MANY_REQUESTS, NO_PLACE).into_response()
}
