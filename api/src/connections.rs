//! Connections: how many there may be, how long each may dawdle, and how they end.
//!
//! Axum's own loop has no clock for a client that sends its head a byte a minute, nor for one
//! that hangs on for ever, so the loop is ours. It speaks HTTP/1.1 and nothing newer: whoever
//! stands in front for TLS speaks that to us, and each version more is a way more to keep us busy.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::net::Peer;

/// How many connections are open at once, which leaves files for the database and the index
/// where a process may open 1,024. The next ones wait in the system's queue.
const AT_ONCE_MAX: u32 = 768;
/// About the largest head of a request, in bytes: the longest query in an address, fully encoded.
const HEAD_MAX_BYTES: usize = 64 * 1024;
/// How long to wait when the system has no connection to give, as when files have run out.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a connection may take over what.
#[derive(Clone, Copy)]
pub(crate) struct Patience {
    /// Over the head of a request, the silence before it included.
    pub(crate) head: Duration,
    /// Over everything, after which it is asked to end and the client connects anew.
    pub(crate) whole: Duration,
    /// Over ending, once asked to.
    pub(crate) ending: Duration,
}

/// The patience of a server.
pub(crate) const PATIENCE: Patience = Patience {
    head: Duration::from_secs(15),
    whole: Duration::from_secs(600),
    ending: Duration::from_secs(10),
};

/// Answers until told to stop, then lets running requests finish.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(AT_ONCE_MAX as usize));
    loop {
        let next = tokio::select! {
            next = accept(&listener, &places) => next,
            () = told(&mut stop) => None,
        };
        let Some((stream, peer, place)) = next else { break };
        let (router, stop) = (router.clone(), stop.clone());
        tokio::spawn(async move {
            attend((stream, peer), router, patience, stop).await;
            drop(place);
        });
    }
    drop(listener);
    // Once all places are free, nobody is being answered.
    if timeout(patience.ending, places.acquire_many(AT_ONCE_MAX)).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

/// Waits until the server is told to stop.
pub(crate) async fn told(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is the same message.
    let _gone = stop.wait_for(|stop| *stop).await;
}

/// The next connection, with a place for it; nothing only if places were given out no more.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, Peer, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return Some((stream, Peer(address.ip()), place)),
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                sleep(PAUSE).await;
            }
        }
    }
}

/// Answers one connection's requests until it ends, is told to, or has lasted long enough.
async fn attend(
    (stream, peer): (TcpStream, Peer),
    router: Router,
    patience: Patience,
    mut stop: watch::Receiver<bool>,
) {
    // Without this a small answer may wait for the client's acknowledgement; it works anyhow.
    let _slower = stream.set_nodelay(true);
    let mut http = Builder::new(TokioExecutor::new()).http1_only();
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .max_buf_size(HEAD_MAX_BYTES);
    let noted = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request
    });
    let service = TowerToHyperService::new(noted);
    let mut connection = pin!(http.serve_connection_with_upgrades(TokioIo::new(stream), service));
    tokio::select! {
        // A client that hangs up, dawdles or talks nonsense is no news.
        _ended = connection.as_mut() => return,
        () = told(&mut stop) => {}
        () = sleep(patience.whole) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ended = timeout(patience.ending, connection).await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::task::JoinHandle;

    use super::*;

    const ONE_REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const SHORT: Duration = Duration::from_millis(20);

    /// A server that answers "hello", a client of it, and the way to stop it.
    async fn start(patience: Patience) -> (TcpStream, watch::Sender<bool>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/", axum::routing::get(|| async { "hello" }));
        let (stop, stopped) = watch::channel(false);
        let server = tokio::spawn(serve(listener, router, patience, stopped));
        let client = TcpStream::connect(address).await.expect("a connection");
        (client, stop, server)
    }

    /// Everything that comes until the other side hangs up.
    async fn all(client: &mut TcpStream) -> String {
        let mut text = Vec::new();
        client.read_to_end(&mut text).await.expect("an end");
        String::from_utf8(text).expect("text")
    }

    #[tokio::test]
    async fn whoever_dawdles_over_the_head_is_hung_up_on() {
        let (mut client, _stop, _server) = start(Patience { head: SHORT, ..PATIENCE }).await;
        client.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
        assert!(!all(&mut client).await.contains("hello"));
    }

    #[tokio::test]
    async fn whoever_says_nothing_after_an_answer_is_hung_up_on() {
        let (mut client, _stop, _server) = start(Patience { head: SHORT, ..PATIENCE }).await;
        client.write_all(ONE_REQUEST).await.unwrap();
        assert!(all(&mut client).await.ends_with("hello"));
    }

    #[tokio::test]
    async fn a_connection_becomes_a_socket() {
        use axum::extract::ws::{Message, WebSocketUpgrade};

        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let hello = |upgrade: WebSocketUpgrade| async {
            upgrade.on_upgrade(|mut socket| async move {
                // Who went away hears nothing.
                let _unheard = socket.send(Message::text("hello")).await;
            })
        };
        let router = Router::new().route("/", axum::routing::get(hello));
        let (_stop, stopped) = watch::channel(false);
        tokio::spawn(serve(listener, router, PATIENCE, stopped));
        let mut client = TcpStream::connect(address).await.expect("a connection");
        let request = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        client.write_all(request).await.unwrap();
        let mut read = Vec::new();
        client.read_to_end(&mut read).await.expect("an end");
        let text = String::from_utf8_lossy(&read);
        assert!(text.starts_with("HTTP/1.1 101") && text.contains("hello"), "{text}");
    }

    #[tokio::test]
    async fn no_connection_lasts_for_ever() {
        let (mut client, _stop, _server) = start(Patience { whole: SHORT, ..PATIENCE }).await;
        assert_eq!(all(&mut client).await, "");
    }

    #[tokio::test]
    async fn a_head_without_end_is_refused() {
        let (mut client, _stop, _server) = start(PATIENCE).await;
        let long = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "a".repeat(4 * HEAD_MAX_BYTES));
        // The refusal may come, and the line be cut, before all of it is sent.
        let _cut = client.write_all(long.as_bytes()).await;
        let mut start = [0; 12];
        client.read_exact(&mut start).await.unwrap();
        assert_eq!(&start, b"HTTP/1.1 431");
    }

    #[tokio::test]
    async fn told_to_stop_it_ends_what_is_idle_and_itself() {
        let (mut client, stop, server) = start(PATIENCE).await;
        client.write_all(ONE_REQUEST).await.unwrap();
        let mut answer = vec![0; ONE_REQUEST.len()];
        client.read_exact(&mut answer).await.unwrap();
        stop.send_replace(true);
        assert!(all(&mut client).await.ends_with("hello"));
        server.await.expect("it ends in order");
    }
}
