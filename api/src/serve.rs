//! The command `serve`: from settings to a running server, and down again in order.

use std::io::Write;
use std::sync::Arc;

use koop_domain::ports::{Clock, SearchIndex};
use koop_domain::{Domain, members, setup};
use koop_search::embedded::EmbeddedIndex;
use koop_search::fallback::{FallbackIndex, Patience};
use koop_search::meili::MeiliIndex;
use koop_web::live::Live;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::app::{Bell, HouseSeal, Parts, PhotoFolder, Readiness, Tokens, router};
use crate::commands::{CommandError, open};
use crate::config::{Secret, ServeArgs, Settings};
use crate::connections::{self, PATIENCE};
use crate::demo;
use crate::follow::{follow, follow_shared, housekeeping};
use crate::live::{deliver, tell_paid};
use crate::mail;
use crate::outside::TimedIds;
use crate::secret::{secret, tries_key};
use crate::upkeep::upkeep;

/// Serves until the process is told to stop.
pub(crate) async fn serve(
    settings: &Settings,
    args: &ServeArgs,
    clock: Arc<dyn Clock>,
) -> Result<(), CommandError> {
    let secret = secret(settings, &TimedIds)?;
    let db = open(settings).await?.counting_under(tries_key(&secret));
    let path = settings.index_folder();
    let embedded =
        EmbeddedIndex::open(&path).map_err(|source| CommandError::Index { path, source })?;
    let engines = Engines::new(embedded, args, &clock)?;
    let listen = &args.listen;
    let cannot = |source| CommandError::Listen { listen: listen.clone(), source };
    let listener = TcpListener::bind(listen).await.map_err(cannot)?;
    let listens = listener.local_addr().map_err(cannot)?;
    let address = listens.to_string();
    let base_url = args.base_url(&address);
    let demo_sign_ins = demo::may_sign_in(listens, &base_url, args.trusted_proxies);
    let parts = Parts {
        post: args.mail.post(&settings.data_dir, &base_url)?,
        tokens: Tokens::new(&base_url, &secret),
        domain: Domain {
            demo_sign_ins,
            files: Arc::new(PhotoFolder::at(&args.photos_folder(settings))),
            seal: Arc::new(HouseSeal::new(&secret)),
            ..Domain::new(db, engines.asked())
        },
        clock,
        ids: Arc::new(TimedIds),
        base_url: base_url.into(),
        tiles: args.tiles(),
        help: args.help_contact.clone(),
        readiness: Readiness::default(),
        bell: Bell::default(),
        live: Live::default(),
        proxies: args.trusted_proxies,
    };
    parts.tokens.prepare(&housekeeping(&parts), &parts.domain).await?;
    let code = setup::prepare(&housekeeping(&parts), &parts.domain).await?;
    run(listener, parts, engines, (&address, code.as_ref())).await
}

/// The engines that answer: the node's own, and one that nodes share, if the operator has one.
struct Engines {
    own: Arc<dyn SearchIndex>,
    shared: Option<Arc<MeiliIndex>>,
}

impl Engines {
    fn new(
        own: EmbeddedIndex,
        args: &ServeArgs,
        clock: &Arc<dyn Clock>,
    ) -> Result<Self, CommandError> {
        let key = args.search_key.as_ref().map(Secret::reveal);
        let open = |url: &String| MeiliIndex::new(url, key, Arc::clone(clock)).map(Arc::new);
        let shared = args.search_url.as_ref().map(open).transpose();
        let shared = shared.map_err(CommandError::SearchServer)?;
        Ok(Self { own: Arc::new(own), shared })
    }

    /// Whom questions are put to.
    fn asked(&self) -> Arc<dyn SearchIndex> {
        let own = Arc::clone(&self.own);
        match &self.shared {
            Some(shared) => Arc::new(FallbackIndex::new(shared.clone(), own, Patience::default())),
            None => own,
        }
    }

    /// Keeps each of them true until told to stop.
    async fn follow(self, parts: Parts, stop: watch::Receiver<bool>) {
        let shared = follow_shared(parts.clone(), self.shared, stop.clone());
        tokio::join!(follow(parts, self.own, stop), shared);
    }
}

/// Answers and follows until a signal comes, then lets running requests finish.
async fn run(
    listener: TcpListener,
    parts: Parts,
    engines: Engines,
    (address, code): (&str, Option<&members::model::Secret>),
) -> Result<(), CommandError> {
    let (stop, stopped) = watch::channel(false);
    let follower = tokio::spawn(engines.follow(parts.clone(), stopped.clone()));
    let upkeep = tokio::spawn(upkeep(parts.clone(), stopped.clone()));
    let mail = tokio::spawn(mail::work(parts.clone(), stopped.clone()));
    let alerts = tokio::spawn(deliver(parts.clone(), stopped.clone()));
    let paid = tokio::spawn(tell_paid(parts.clone(), stopped.clone()));
    let server = connections::serve(listener, router(&parts), PATIENCE, stopped);
    let mut server = tokio::spawn(server);
    let broke_off = |error| CommandError::Server(std::io::Error::other(error));
    welcome(address, code)?;
    tokio::select! {
        ended = &mut server => return ended.map_err(broke_off),
        signal = told_to_stop() => signal?,
    }
    tracing::info!("stopping: running requests may finish");
    stop.send_replace(true);
    let ended = server.await.map_err(broke_off);
    // The follower stops between two steps, so that the index is closed in one piece.
    let chores = async { tokio::join!(follower, upkeep, mail, alerts, paid) };
    let _stopped = tokio::time::timeout(PATIENCE.ending, chores).await;
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
fn welcome(address: &str, code: Option<&members::model::Secret>) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Koop Lokaal is open at http://{address}")?;
    if let Some(code) = code {
        writeln!(out, "There is nothing in it yet. Begin with this code, which works once:")?;
        writeln!(out, "  {}  at  http://{address}/begin", code.reveal())?;
        return Ok(out.flush()?);
    }
    writeln!(out, "Three things to try:")?;
    writeln!(out, "  http://{address}/                     the street, awake")?;
    writeln!(out, "  http://{address}/zoeken?q=lek+band    who mends a flat tyre, open first")?;
    writeln!(out, "  http://{address}/graphql              the same answers for your program")?;
    Ok(out.flush()?)
}
