//! The command `serve`: from settings to a running server, and down again in order.

use std::io::Write;
use std::sync::Arc;

use koop_domain::ports::Clock;
use koop_domain::{Domain, imports};
use koop_search::embedded::EmbeddedIndex;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::{Parts, Readiness, router};
use crate::commands::{CommandError, open};
use crate::config::{ServeArgs, Settings};
use crate::connections::{self, PATIENCE};
use crate::follow::{follow, housekeeping};
use crate::outside::TimedIds;

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
        domain: Domain::new(db, Arc::new(index)),
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
    let server = connections::serve(listener, router(&parts), PATIENCE, stopped);
    let mut server = tokio::spawn(server);
    let broke_off = |error| CommandError::Server(std::io::Error::other(error));
    welcome(address)?;
    tokio::select! {
        ended = &mut server => return ended.map_err(broke_off),
        signal = told_to_stop() => signal?,
    }
    tracing::info!("stopping: running requests may finish");
    stop.send_replace(true);
    let ended = server.await.map_err(broke_off);
    // The follower stops between two steps, so that the index is closed in one piece.
    let _stopped = tokio::time::timeout(PATIENCE.ending, follower).await;
    ended
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
