//! The command `serve`: from settings to a running server, and down again in order.

use std::future::IntoFuture;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use koop_domain::ports::Clock;
use koop_domain::{Domain, imports};
use koop_search::embedded::EmbeddedIndex;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::{Parts, Readiness, router};
use crate::commands::{CommandError, open};
use crate::config::{ServeArgs, Settings};
use crate::follow::{follow, housekeeping};
use crate::outside::TimedIds;

/// How long requests that are running may take to finish once we are told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until the process is told to stop.
pub(crate) async fn serve(
    settings: &Settings,
    args: &ServeArgs,
    clock: Arc<dyn Clock>,
) -> Result<(), CommandError> {
    let db = open(settings).await?;
    let path = settings.index_folder();
    let index =
        EmbeddedIndex::open(&path).map_err(|source| CommandError::Index { path, source })?;
    let listen = &args.listen;
    let cannot = |source| CommandError::Listen { listen: listen.clone(), source };
    let listener = TcpListener::bind(listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?.to_string();
    let parts = Parts {
        domain: Domain { db, index: Arc::new(index) },
        clock,
        ids: Arc::new(TimedIds),
        base_url: args.base_url(&address).into(),
        tiles: args.tiles(),
        help: args.help_contact.clone(),
        readiness: Readiness::default(),
    };
    imports::finish_interrupted(&housekeeping(&parts), &parts.domain).await?;
    run(listener, parts, &address).await
}

/// Answers and follows until a signal comes, then lets running requests finish.
async fn run(listener: TcpListener, parts: Parts, address: &str) -> Result<(), CommandError> {
    let (stop, stopped) = watch::channel(false);
    let follower = tokio::spawn(follow(parts.clone(), stopped.clone()));
    let mut told = stopped;
    let until_told = async move {
        // An error means that the sender is gone, which is the same message.
        let _gone = told.wait_for(|stop| *stop).await;
    };
    let server = axum::serve(listener, router(&parts)).with_graceful_shutdown(until_told);
    let mut server = tokio::spawn(server.into_future());
    welcome(address)?;
    tokio::select! {
        ended = &mut server => return server_ended(ended),
        signal = told_to_stop() => signal?,
    }
    tracing::info!("stopping: running requests may finish");
    stop.send_replace(true);
    let ended = match tokio::time::timeout(GRACE, &mut server).await {
        Ok(ended) => server_ended(ended),
        Err(_) => {
            tracing::warn!("some requests did not finish in time");
            server.abort();
            Ok(())
        }
    };
    // The follower stops between two steps, so that the index is closed in one piece.
    let _stopped = tokio::time::timeout(GRACE, follower).await;
    ended
}

fn server_ended(
    ended: Result<std::io::Result<()>, tokio::task::JoinError>,
) -> Result<(), CommandError> {
    ended.map_err(std::io::Error::other).and_then(|result| result).map_err(CommandError::Server)
}

/// Waits for Ctrl-C or the service manager.
async fn told_to_stop() -> std::io::Result<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminated.recv() => {}
        _ = interrupted.recv() => {}
    }
    Ok(())
}

/// Where to look, for whoever started this.
fn welcome(address: &str) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Koop Lokaal is open at http://{address}")?;
    writeln!(out, "Three things to try:")?;
    writeln!(out, "  http://{address}/                     the street, awake")?;
    writeln!(out, "  http://{address}/zoeken?q=lek+band    who mends a flat tyre, open first")?;
    writeln!(out, "  http://{address}/graphql              the same answers for your program")?;
    Ok(out.flush()?)
}
