//! Subscriptions over a socket: the protocol graphql-transport-ws, for members only.
//!
//! Who asks is told by the token of the header, or of `authorization` in the first message, which
//! browsers can send. One ear listens for all operations of a socket.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Response as Answer;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use koop_domain::alerts::Alert;
use koop_web::live::Listening;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;
use tokio::time::{Instant, interval_at, timeout};

use super::guard::Transport;
use super::http::{Door, Wire};
use super::live::{CHECK, Caller, Operation, member};
use super::params::Params;
use crate::layers::BODY_MAX_BYTES;

/// The name of the protocol.
const PROTOCOL: &str = "graphql-transport-ws";
/// How many sockets a node holds at once: once upgraded, no other limit counts a connection.
const SOCKETS_MAX: usize = 256;
static SOCKETS: Semaphore = Semaphore::const_new(SOCKETS_MAX);
/// How long the first answer of an operation may take.
const OPENING_MAX: Duration = Duration::from_secs(10);
/// How long one may take over the first message.
const INIT_MAX: Duration = Duration::from_secs(5);
/// How many operations go on at once in one socket.
const OPERATIONS_MAX: usize = 16;
/// After how many checks without a word from the other side the socket is closed: a ping goes out
/// at each.
const SILENT_CHECKS_MAX: u32 = 3;
/// The longest name of an operation, in bytes.
const NAME_MAX: usize = 128;

/// Why a socket is closed, as the protocol counts.
#[derive(Clone, Copy, Debug)]
enum End {
    /// A message that is none of the protocol's.
    Bad,
    /// Something is asked before it is told who asks.
    Unauthorized,
    /// The token does not hold, or no more.
    Forbidden,
    /// The other side speaks another protocol.
    NoProtocol,
    /// Nothing was said at first.
    InitTimeout,
    /// A name that has an operation already.
    Taken,
    /// It was said twice who asks.
    InitTwice,
    /// There is no place for one more.
    Full,
    /// The house closes, or the other side is gone.
    Going,
}

impl End {
    fn code(self) -> u16 {
        match self {
            Self::Bad => 4400,
            Self::Unauthorized => 4401,
            Self::Forbidden => 4403,
            Self::NoProtocol => 4406,
            Self::InitTimeout => 4408,
            Self::Taken => 4409,
            Self::InitTwice => 4429,
            Self::Full => 1013,
            Self::Going => 1001,
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Self::Bad => "Invalid message",
            Self::Unauthorized => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::NoProtocol => "Subprotocol not acceptable",
            Self::InitTimeout => "Connection initialisation timeout",
            Self::Taken => "Subscriber already exists",
            Self::InitTwice => "Too many initialisation requests",
            Self::Full => "Too many subscriptions at once: try again later",
            Self::Going => "Going away",
        }
    }
}

/// A message of the other side.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Said {
    ConnectionInit {
        #[serde(default)]
        payload: Option<Map<String, Value>>,
    },
    Ping {},
    Pong {},
    Subscribe {
        id: String,
        payload: Value,
    },
    Complete {
        id: String,
    },
}

/// Opens a socket.
pub(super) fn open(upgrade: WebSocketUpgrade, door: Door, caller: Caller) -> Response {
    let Ok(place) = SOCKETS.try_acquire() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_message_size(BODY_MAX_BYTES)
        .max_frame_size(BODY_MAX_BYTES);
    upgrade.on_upgrade(move |socket| async move {
        let mut line = Line { socket, door, caller, operations: HashMap::new(), silent: 0 };
        let end = line.attend().await;
        let frame = CloseFrame { code: end.code(), reason: Utf8Bytes::from_static(end.reason()) };
        // The other side may be gone, or read nothing.
        let _gone = timeout(INIT_MAX, line.socket.send(Message::Close(Some(frame)))).await;
        drop(place);
    })
}

/// A socket, and what goes on in it.
struct Line {
    socket: WebSocket,
    door: Door,
    caller: Caller,
    operations: HashMap<String, Operation>,
    /// How many checks went by without a word.
    silent: u32,
}

impl Line {
    /// Until it ends, and why.
    async fn attend(&mut self) -> End {
        if self.socket.protocol().is_none_or(|it| it != PROTOCOL) {
            return End::NoProtocol;
        }
        let mut ear = match self.begin().await {
            Ok(ear) => ear,
            Err(end) => return end,
        };
        let mut checks = interval_at(Instant::now() + CHECK, CHECK);
        loop {
            let done = tokio::select! {
                said = self.socket.recv() => self.hear(said).await,
                alert = ear.next() => self.tell(alert).await,
                _ = checks.tick() => self.check().await,
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    /// The first message, and who asks.
    async fn begin(&mut self) -> Result<Listening, End> {
        let first = timeout(INIT_MAX, self.read()).await.map_err(|_| End::InitTimeout)??;
        let Said::ConnectionInit { payload } = first else { return Err(End::Unauthorized) };
        let line = payload.as_ref().and_then(|it| it.get("authorization"));
        if let Some(line) = line.and_then(Value::as_str) {
            let line = HeaderValue::try_from(line).map_err(|_| End::Forbidden)?;
            self.caller.headers.insert(AUTHORIZATION, line);
        }
        let asker = self.caller.asker(&self.door).await.map_err(|_| End::Forbidden)?;
        let member = member(&asker).ok_or(End::Forbidden)?;
        let ear = self.door.parts().live.listen(member).ok_or(End::Full)?;
        self.send(&json!({ "type": "connection_ack" })).await?;
        Ok(ear)
    }

    /// The next message that is one of the protocol's.
    async fn read(&mut self) -> Result<Said, End> {
        loop {
            let said = self.socket.recv().await;
            if let Some(said) = said_of(said)? {
                return Ok(said);
            }
        }
    }

    async fn hear(&mut self, said: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        self.silent = 0;
        match said_of(said)? {
            None | Some(Said::Pong {}) => Ok(()),
            Some(Said::Ping {}) => self.send(&json!({ "type": "pong" })).await,
            Some(Said::ConnectionInit { .. }) => Err(End::InitTwice),
            Some(Said::Complete { id }) => {
                self.operations.remove(&id);
                Ok(())
            }
            Some(Said::Subscribe { id, payload }) => self.subscribe(id, payload).await,
        }
    }

    async fn subscribe(&mut self, id: String, payload: Value) -> Result<(), End> {
        if id.is_empty() || id.len() > NAME_MAX {
            return Err(End::Bad);
        }
        if self.operations.contains_key(&id) {
            return Err(End::Taken);
        }
        if self.operations.len() >= OPERATIONS_MAX {
            return Err(End::Full);
        }
        let params = Params::from_value(payload).map_err(|_| End::Bad)?;
        let asker = self.caller.asker(&self.door).await.map_err(|_| End::Forbidden)?;
        let operation = Operation::new(params, Transport::Post);
        let answers = timeout(OPENING_MAX, operation.open(&self.door, asker)).await;
        let answers = answers.map_err(|_| End::Full)?;
        if let [refused] = answers.as_slice()
            && super::http::is_refused(refused)
        {
            let payload = serde_json::to_value(&refused.errors).unwrap_or_default();
            return self.send(&json!({ "id": id, "type": "error", "payload": payload })).await;
        }
        for answer in &answers {
            self.next(&id, answer).await?;
        }
        if operation.goes_on() {
            self.operations.insert(id, operation);
            return Ok(());
        }
        self.send(&json!({ "id": id, "type": "complete" })).await
    }

    /// What an alert makes of each operation; nothing once the house closes.
    async fn tell(&mut self, alert: Option<Arc<Alert>>) -> Result<(), End> {
        let alert = alert.ok_or(End::Going)?;
        let going: Vec<(String, Operation)> =
            self.operations.iter().map(|(id, it)| (id.clone(), it.clone())).collect();
        for (id, operation) in going {
            let asker = self.caller.asker(&self.door).await.map_err(|_| End::Forbidden)?;
            for answer in &operation.told(&self.door, asker, &alert).await {
                self.next(&id, answer).await?;
            }
        }
        Ok(())
    }

    /// Whether whoever asked still may, and is still there.
    async fn check(&mut self) -> Result<(), End> {
        self.silent += 1;
        if self.silent > SILENT_CHECKS_MAX {
            return Err(End::Going);
        }
        self.caller.asker(&self.door).await.map_err(|_| End::Forbidden)?;
        self.send(&json!({ "type": "ping" })).await
    }

    async fn next(&mut self, id: &str, answer: &Answer) -> Result<(), End> {
        let wire = Wire::of(answer);
        self.send(&json!({ "id": id, "type": "next", "payload": wire })).await
    }

    async fn send(&mut self, message: &Value) -> Result<(), End> {
        let sent = self.socket.send(Message::text(message.to_string()));
        // Who does not read what is sent is gone.
        let sent = timeout(CHECK, sent).await.map_err(|_| End::Going)?;
        sent.map_err(|_| End::Going)
    }
}

/// What a frame says; nothing in those that only keep the line open.
fn said_of(said: Option<Result<Message, axum::Error>>) -> Result<Option<Said>, End> {
    match said {
        Some(Ok(Message::Text(text))) => {
            serde_json::from_str(&text).map(Some).map_err(|_| End::Bad)
        }
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Binary(_))) => Err(End::Bad),
        Some(Ok(Message::Close(_)) | Err(_)) | None => Err(End::Going),
    }
}
