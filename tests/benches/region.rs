//! A region to measure on: seeded by the program itself, indexed by the follower, and its
//! listings in memory for the peers.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use koop_domain::Domain;
use koop_domain::changes;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::listings::{self, model::Listing};
use koop_search::embedded::EmbeddedIndex;
use koop_search::follower;
use koop_tests::still::{CountingIds, StillClock, saturday_afternoon};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::duel::time;
use crate::report::{Report, megabytes};

/// The first contents of every run.
const SEED: &str = "1";
const SEEDING_MAX: Duration = Duration::from_secs(300);
const INDEXING_MAX: Duration = Duration::from_secs(60);

/// A region, in a folder of its own.
pub(crate) struct Region {
    pub(crate) runtime: Runtime,
    pub(crate) domain: Domain,
    pub(crate) listings: Vec<Listing>,
    folder: TempDir,
}

impl Region {
    /// Seeds and indexes so many listings, and reports how long that took.
    pub(crate) fn build(size: usize, report: &mut Report) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let count = size.to_string();
        let args = ["seed", "region", "--listings", &count, "--seed", SEED];
        let (status, took) = time(|| program(folder.path()).args(args).status());
        assert!(status.expect("the program runs").success(), "the region is seeded");
        let room = format!("{} on disk", megabytes(weight(&folder.path().join("koop.db"))));
        report.time("seed a region", size, took, Some(SEEDING_MAX), room);

        let runtime = Runtime::new().expect("a runtime");
        let domain = runtime.block_on(open(folder.path()));
        let ctx = operator();
        let index = follower::catch_up(&ctx, &domain);
        let (followed, took) = time(|| runtime.block_on(index));
        followed.expect("the index follows");
        let room = format!("{} on disk", megabytes(weight(&folder.path().join("index"))));
        report.time("index it all", size, took, Some(INDEXING_MAX), room);

        let listings = runtime.block_on(everything(&ctx, &domain));
        Self { runtime, domain, listings, folder }
    }

    /// Gives up database and index, so that a server can have them.
    pub(crate) fn close(self) -> TempDir {
        let Self { runtime, domain, folder, .. } = self;
        drop(domain);
        runtime.shutdown_timeout(Duration::from_secs(10));
        folder
    }
}

/// The program koop-lokaal, which this bench also is, over a data folder.
pub(crate) fn program(folder: &Path) -> Command {
    let mut program = Command::new(std::env::current_exe().expect("this program has a path"));
    program
        .env("KOOP_BENCH_AS_PROGRAM", "1")
        .env("KOOP_DATA_DIR", folder)
        .env("KOOP_LOG", "warn")
        .stdout(std::process::Stdio::null());
    program
}

/// Whoever runs the house.
pub(crate) fn operator() -> Ctx {
    let clock = StillClock(saturday_afternoon());
    Ctx::new(Actor::Operator, &clock, Arc::new(CountingIds::default()))
}

/// The house over a data folder.
pub(crate) async fn open(folder: &Path) -> Domain {
    let url = format!("sqlite://{}/koop.db?mode=rwc", folder.display());
    let db = Db::open(&url).await.expect("the database opens");
    let index = EmbeddedIndex::open(&folder.join("index")).expect("the index opens");
    Domain::new(db, Arc::new(index))
}

async fn everything(ctx: &Ctx, domain: &Domain) -> Vec<Listing> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let ids = changes::everything(ctx, domain, after).await.expect("ids");
        let Some(last) = ids.last() else { return all };
        after = Some(*last);
        let mut found = listings::find_many(ctx, domain, &ids).await.expect("rows");
        all.extend(ids.iter().filter_map(|id| found.remove(id)));
    }
}

/// The bytes of a file or of all files below a folder.
fn weight(path: &PathBuf) -> u64 {
    let Ok(entries) = std::fs::read_dir(path) else {
        return std::fs::metadata(path).map_or(0, |file| file.len());
    };
    entries.flatten().map(|entry| weight(&entry.path())).sum()
}
