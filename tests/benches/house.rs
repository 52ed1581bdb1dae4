//! The program as it runs: how soon a change is seen, how soon it answers after a start, and how
//! much memory it takes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use koop_domain::Domain;
use koop_domain::listings::{self, model::Facts, search::ListingQuery};
use koop_search::follower;
use koop_tests::still::saturday_afternoon;
use tokio::sync::Notify;

use crate::duel::Spread;
use crate::machine;
use crate::region::{Region, operator, program};
use crate::report::{Figure, Report, goal, megabytes};

/// Changes that are waited for.
const CHANGES: usize = 20;
const SEEN_MAX: Duration = Duration::from_millis(250);
const READY_MAX: Duration = Duration::from_secs(1);
const MEMORY_MAX: u64 = 500_000_000;
/// Pages that are opened before memory is looked at.
const PAGES: usize = 100;
/// How long a start is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) fn measure(region: Region, report: &mut Report) {
    let size = region.listings.len();
    let ours = region.runtime.block_on(seen(&region));
    let goal = goal(size, "p99 ≤ 250 ms", ours.p99 <= SEEN_MAX);
    let name = "a change is found";
    report.add(Figure { name, listings: size, ours, peer: None, goal, room: String::new() });
    serve(region, size, report);
}

/// From the commit of a change to a search that finds it, with a follower that nobody wakes.
async fn seen(region: &Region) -> Spread {
    let domain = region.domain.clone();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let following = tokio::spawn(follower::follow(
        domain.clone(),
        operator,
        || (),
        Arc::new(Notify::new()),
        async { stopped.await.unwrap_or_default() },
    ));
    let step = (region.listings.len() / CHANGES).max(1);
    let mut times = Vec::new();
    for (at, listing) in region.listings.iter().step_by(step).take(CHANGES).enumerate() {
        let name = format!("Zevenmijlslaarzen {at}");
        let facts = Facts { name: name.clone(), ..listing.facts.clone() };
        listings::edit(&operator(), &domain, listing.id, listing.revision, facts)
            .await
            .expect("the edit holds");
        let begin = Instant::now();
        while !finds(&domain, &name).await {
            tokio::task::yield_now().await;
        }
        times.push(begin.elapsed());
    }
    let _gone = stop.send(());
    following.await.expect("the follower stops");
    Spread::of(times)
}

async fn finds(domain: &Domain, name: &str) -> bool {
    let text = Some(name.to_owned());
    let query =
        ListingQuery { text, first: 1, facets: false, ..ListingQuery::new(saturday_afternoon()) };
    let page = listings::search(&operator(), domain, query).await.expect("an answer");
    page.found.first().is_some_and(|(listing, _)| listing.facts.name == name)
}

fn serve(region: Region, size: usize, report: &mut Report) {
    let folder = region.close();
    let (took, memory, _) = served(folder.path());
    report.time("ready after a start", size, took, Some(READY_MAX), megabytes(memory));
    std::fs::remove_dir_all(folder.path().join("index")).expect("the index goes");
    let (took, _, most) = served(folder.path());
    let ours = Spread { median: took, p99: took };
    let goal = goal(size, "never more than 500 MB", most <= MEMORY_MAX);
    let (name, room) = ("ready after a rebuild", format!("{} at most", megabytes(most)));
    report.add(Figure { name, listings: size, ours, peer: None, goal, room });
}

/// How soon a server is ready, and after some pages how much memory it has in use and how much it
/// ever had.
fn served(folder: &Path) -> (Duration, u64, u64) {
    let begin = Instant::now();
    let mut server = Server::start(folder);
    while !server.answers("/readyz") {
        assert!(begin.elapsed() < PATIENCE, "the server does not get ready");
    }
    let took = begin.elapsed();
    for page in 0..PAGES {
        let path = match page % 3 {
            0 => "/".to_owned(),
            1 => format!("/zoeken?q=bakker+{page}"),
            _ => format!("/zoeken?open=nu&plek=52.3{page:02}%2C4.920"),
        };
        assert!(server.answers(&path), "{path} is answered");
    }
    let server_id = server.child.id();
    let memory = (machine::resident(server_id), machine::resident_at_most(server_id));
    server.stop();
    (took, memory.0, memory.1)
}

pub(crate) struct Server {
    child: Child,
    address: String,
    /// Kept open, for whoever writes to nobody gets an error.
    _out: BufReader<ChildStdout>,
}

impl Server {
    fn start(folder: &Path) -> Self {
        Self::start_with(folder, |_| ())
    }

    /// The same, with something else about the program.
    pub(crate) fn start_with(folder: &Path, about: impl FnOnce(&mut Command)) -> Self {
        let mut program = program(folder);
        program.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        about(&mut program);
        let mut child = program.spawn().expect("the server starts");
        let out = child.stdout.take().expect("its output");
        let mut out = BufReader::new(out);
        let mut line = String::new();
        out.read_line(&mut line).expect("where it listens");
        let address = line.trim().rsplit("//").next().unwrap_or_default().to_owned();
        Self { child, address, _out: out }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Whether a page answers with 200.
    pub(crate) fn answers(&self, path: &str) -> bool {
        let Ok(mut stream) = TcpStream::connect(&self.address) else { return false };
        let ask =
            format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        let mut answer = Vec::new();
        let asked = stream.write_all(ask.as_bytes()).and_then(|()| stream.read_to_end(&mut answer));
        asked.is_ok() && answer.starts_with(b"HTTP/1.1 200")
    }

    pub(crate) fn stop(&mut self) {
        let _gone = self.child.kill();
        let _ended = self.child.wait();
    }
}
