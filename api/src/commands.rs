//! The commands. Those that need the database bring its schema up to date themselves; only
//! `serve` opens the search index, the others only write the database.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use koop_domain::Domain;
use koop_domain::changes::{self, ChangesError};
use koop_domain::communities::error::CommunityError;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::{Db, DbError};
use koop_domain::imports::error::ImportError;
use koop_domain::ledger::history::error::HistoryError;
use koop_domain::listings::error::ListingError;
use koop_domain::members::error::MemberError;
use koop_domain::ports::{Clock, IndexError};
use koop_seeds::areas::MapError;
use koop_seeds::books::BooksError;
use koop_seeds::demo::board::BoardError;
use koop_seeds::demo::people::PeopleError;
use koop_seeds::demo::{self, DemoError};
use koop_seeds::osm::{OsmError, OsmImport};
use koop_seeds::region::{self, RegionError, Wanted};
use koop_seeds::table::{TableError, TableImport};

use crate::app::{HouseSeal, PostError, TokenError};
use crate::config::{Cli, Command, Demo, Import, KeysCommand, MemberCommand, Seed, Settings};
use crate::outside::{NoIndex, TimedIds};
use crate::secret::secret;
use crate::{books, duplicates, export, graphql, hours, imports, maps, members, serve};

/// Why a command did not do what it should.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// The data folder cannot be made.
    #[error("cannot make the folder {path}")]
    Folder { path: PathBuf, source: io::Error },
    /// The database cannot be opened.
    #[error("cannot open the database")]
    Open(#[source] DbError),
    /// The schema cannot be brought up to date.
    #[error("cannot bring the database to the newest schema")]
    Migrate(#[source] sea_orm::DbErr),
    /// The file cannot be imported.
    #[error(transparent)]
    Osm(#[from] OsmError),
    /// A table cannot be imported.
    #[error(transparent)]
    Table(#[from] TableError),
    /// An import failed, or the demo's place is taken.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The map cannot be imported.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The demo cannot be put in or taken away.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// The demo's people cannot be put in.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The demo's board.
    #[error(transparent)]
    Board(#[from] BoardError),
    /// A region cannot be put in.
    #[error(transparent)]
    Region(#[from] RegionError),
    /// The directory cannot be read.
    #[error("the directory cannot be read")]
    Listings(#[from] ListingError),
    /// The index cannot be opened.
    #[error("cannot open the search index in {path}")]
    Index { path: PathBuf, source: IndexError },
    /// The search server's address or key cannot be used.
    #[error("the search server's key cannot be used")]
    SearchServer(#[source] IndexError),
    /// A rebuild cannot be asked for.
    #[error(transparent)]
    Changes(#[from] ChangesError),
    /// The window of `hours` is empty or too long.
    #[error("--to must be later than --from, by a hundred years at most")]
    Window,
    /// Nodes that share a database share a secret.
    #[error("with PostgreSQL, KOOP_SECRET must be set, the same for every node")]
    NoSecret,
    /// A secret that could be guessed.
    #[error("KOOP_SECRET must have at least {least} characters: try openssl rand -hex 32")]
    ShortSecret { least: usize },
    /// The secret of the data folder cannot be read or made.
    #[error("cannot read or make the file {path}")]
    SecretFile { path: PathBuf, source: io::Error },
    /// The keys cannot be used.
    #[error(transparent)]
    Tokens(#[from] TokenError),
    /// The settings for mail cannot be used.
    #[error(transparent)]
    Post(#[from] PostError),
    /// A member cannot be entered.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// A member cannot be entered into a community, or the house not be begun.
    #[error(transparent)]
    Community(#[from] CommunityError),
    /// Nobody belongs to a community that is not there.
    #[error("there is no community called {wanted}; there is {known}")]
    NoSuchCommunity { wanted: String, known: String },
    /// A role is a role in a community.
    #[error("name one with --community: there is {known}")]
    WhichCommunity { known: String },
    /// A password that was typed twice, and not alike.
    #[error("the two passwords differ")]
    TypedOtherwise,
    /// There is nobody to ask for a password.
    #[error("nobody can be asked for a password here: use --password-stdin")]
    NoTerminal,
    /// Nobody can be listened to there.
    #[error("cannot listen on {listen}")]
    Listen { listen: String, source: io::Error },
    /// The books cannot be looked through, written out or played again.
    #[error(transparent)]
    Books(#[from] HistoryError),
    /// Lines of the books cannot be read.
    #[error(transparent)]
    Lines(#[from] BooksError),
    /// Rows of the books disagree.
    #[error("the books of {faults} currencies have a row that disagrees")]
    Disagrees { faults: usize },
    /// Reading or writing failed.
    #[error("cannot read or write")]
    Io(#[from] io::Error),
    /// The server broke off.
    #[error("the server stopped")]
    Server(#[source] io::Error),
}

/// Does what was asked.
pub(crate) async fn run(cli: Cli, clock: Arc<dyn Clock>) -> Result<(), CommandError> {
    let settings = &cli.settings;
    let house = || house(settings, clock.as_ref());
    match cli.command {
        Command::Serve(args) => serve::serve(settings, &args, clock).await,
        Command::Migrate => migrate(settings).await,
        Command::Seed(Seed::Demo { if_empty }) => {
            crate::demo::seed(sealing(house().await?, settings)?, if_empty).await
        }
        Command::Seed(Seed::Region { listings, seed, if_empty }) => {
            let listings = usize::try_from(listings).unwrap_or(usize::MAX);
            let progress = io::stderr().is_terminal();
            seed_region(house().await?, Wanted { listings, seed, progress }, if_empty).await
        }
        Command::Demo(Demo::Remove) => remove(house().await?).await,
        Command::Import(Import::Osm { file, dataset, area, dry_run, allow_gone }) => {
            let progress = io::stderr().is_terminal();
            let what = OsmImport { file, dataset, area, dry_run, allow_gone, progress };
            imports::import(house().await?, &what).await
        }
        Command::Import(Import::Csv {
            file,
            dataset,
            columns,
            publisher,
            licence,
            dry_run,
            allow_gone,
        }) => {
            let columns = columns.into_iter().collect();
            let what =
                TableImport { file, dataset, columns, publisher, licence, dry_run, allow_gone };
            imports::table(house().await?, &what).await
        }
        Command::Import(Import::Undo { dataset }) => imports::undo(house().await?, &dataset).await,
        Command::Import(Import::Areas { map, attribution }) => {
            maps::areas(house().await?, map, attribution).await
        }
        Command::Import(Import::Postcodes(map)) => maps::postcodes(house().await?, map).await,
        Command::Import(Import::Differences { dataset, json }) => {
            imports::differences(house().await?, dataset.as_deref(), json).await
        }
        Command::Duplicates(args) => duplicates::run(house().await?, &args).await,
        Command::Export(args) => export::run(house().await?, &args).await,
        Command::Reindex => reindex(house().await?).await,
        Command::Hours(args) => hours::run(&args),
        Command::Member(MemberCommand::Add(args)) => members::add(house().await?, args).await,
        Command::Keys(KeysCommand::Rotate) => members::rotate(settings, house().await?).await,
        Command::Ledger(command) => books::run(house().await?, command).await,
        Command::Schema => say(graphql::sdl().trim_end()),
    }
}

/// Opens the database with its schema up to date.
pub(crate) async fn open(settings: &Settings) -> Result<Db, CommandError> {
    make_folder(settings)?;
    let db = Db::open(&settings.database_address()).await.map_err(CommandError::Open)?;
    koop_migrations::migrate(db.migrator()).await.map_err(CommandError::Migrate)?;
    Ok(db)
}

/// Makes the data folder, unless it is there.
pub(crate) fn make_folder(settings: &Settings) -> Result<(), CommandError> {
    let path = &settings.data_dir;
    let made = std::fs::create_dir_all(path);
    made.map_err(|source| CommandError::Folder { path: path.clone(), source })
}

/// A line on standard output, which is what the command is for; all else goes to standard error.
pub(crate) fn say(line: &str) -> Result<(), CommandError> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

/// A line for whoever watches, beside what programs read.
pub(crate) fn tell(line: &str) -> Result<(), CommandError> {
    Ok(writeln!(io::stderr().lock(), "{line}")?)
}

async fn migrate(settings: &Settings) -> Result<(), CommandError> {
    open(settings).await?;
    say("the database has the newest schema")
}

async fn seed_region(
    (ctx, domain): House,
    what: Wanted,
    if_empty: bool,
) -> Result<(), CommandError> {
    match region::seed(&ctx, &domain, what).await {
        Ok(count) => say(&format!("seeded {count} listings of the region")),
        Err(RegionError::Listings(ImportError::NotEmpty)) if if_empty => {
            say("the directory has listings: no region added")
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove((ctx, domain): House) -> Result<(), CommandError> {
    let count = demo::remove(&ctx, &domain).await?;
    say(&format!("removed {count} listings of the demo"))
}

async fn reindex((ctx, domain): House) -> Result<(), CommandError> {
    changes::ask_rebuild(&ctx, &domain).await?;
    say("every search index is built anew, by the server that runs or at its next start")
}

/// The house with what seals where neighbours meet; nothing is sealed where nodes that share a
/// database have no secret yet.
fn sealing((ctx, domain): House, settings: &Settings) -> Result<House, CommandError> {
    match secret(settings, &TimedIds) {
        Ok(secret) => Ok((ctx, Domain { seal: Arc::new(HouseSeal::new(&secret)), ..domain })),
        Err(CommandError::NoSecret) => Ok((ctx, domain)),
        Err(error) => Err(error),
    }
}

/// The house as its operator enters it.
pub(crate) type House = (Ctx, Domain);

async fn house(settings: &Settings, clock: &dyn Clock) -> Result<House, CommandError> {
    let domain = Domain::new(open(settings).await?, Arc::new(NoIndex));
    Ok((Ctx::new(Actor::Operator, clock, Arc::new(TimedIds)), domain))
}
