//! Settings and commands, from flags and `KOOP_…` variables: the only place that reads either.

mod books;
mod contents;
mod members;

use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use koop_web::{Help, Tiles};

pub(crate) use self::books::{LedgerCommand, ReplayArgs};
pub(crate) use self::contents::{
    Demo, DuplicatesArgs, ExportArgs, ExportFormat, HoursArgs, Import, MapArgs, Seed, SiteArgs,
};
pub(crate) use self::members::{KeysCommand, MailArgs, MemberArgs, MemberCommand, RoleArg};

/// Koop Lokaal: a directory of what is local, in one program.
#[derive(Debug, Parser)]
#[command(name = "koop-lokaal", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) settings: Settings,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command needs to know.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Settings")]
pub(crate) struct Settings {
    /// The folder for the database and the search index
    #[arg(
        long,
        global = true,
        env = "KOOP_DATA_DIR",
        value_name = "FOLDER",
        default_value = "data"
    )]
    pub(crate) data_dir: PathBuf,
    /// sqlite:///path/koop.db?mode=rwc or postgres://…; without it, koop.db in the data folder
    #[arg(
        long,
        global = true,
        env = "KOOP_DATABASE_URL",
        value_name = "ADDRESS",
        hide_env_values = true
    )]
    pub(crate) database_url: Option<String>,
    /// What seals the keys in the database, at least 32 characters; without it, and with SQLite, a
    /// file in the data folder
    #[arg(long, global = true, env = "KOOP_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub(crate) secret: Option<Secret>,
    /// What to log: error, warn, info, debug, trace, or per part (info,koop_search=debug)
    #[arg(long, global = true, env = "KOOP_LOG", value_name = "LEVELS", default_value = "info")]
    pub(crate) log: String,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the pages and the API
    Serve(ServeArgs),
    /// Bring the database to the newest schema
    Migrate,
    /// Fill in first contents
    #[command(subcommand)]
    Seed(Seed),
    /// Look after the demo
    #[command(subcommand)]
    Demo(Demo),
    /// Bring in listings or the map from a file
    #[command(subcommand)]
    Import(Import),
    /// Show places that stand in the directory twice, with the reasons
    Duplicates(DuplicatesArgs),
    /// Write the whole directory out, with licences
    Export(ExportArgs),
    /// Have every search index built anew
    Reindex,
    /// Show what opening hours mean, as JSON
    Hours(HoursArgs),
    /// Look after members
    #[command(subcommand)]
    Member(MemberCommand),
    /// Look after the keys that sign access tokens
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Look through the books of local currencies
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Print the GraphQL schema
    Schema,
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub(crate) struct ServeArgs {
    /// Where to listen
    #[arg(long, env = "KOOP_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// The address under which people know the site; without it, http:// and where it listens
    #[arg(long, env = "KOOP_BASE_URL", value_name = "URL", value_parser = base_url)]
    pub(crate) base_url: Option<String>,
    /// Map tiles, such as https://tiles.example/{z}/{x}/{y}.png; without them, a calm ground
    #[arg(long, env = "KOOP_TILES_URL", value_name = "PATTERN", value_parser = tiles_url, requires = "tiles_attribution")]
    pub(crate) tiles_url: Option<String>,
    /// The line that must be shown with the tiles
    #[arg(long, env = "KOOP_TILES_ATTRIBUTION", value_name = "LINE", requires = "tiles_url")]
    pub(crate) tiles_attribution: Option<String>,
    /// A Meilisearch server that several nodes share, such as http://search.example:7700; without
    /// it, each node searches by itself
    #[arg(long, env = "KOOP_SEARCH_URL", value_name = "URL", value_parser = base_url)]
    pub(crate) search_url: Option<String>,
    /// The key to the search server
    #[arg(
        long,
        env = "KOOP_SEARCH_KEY",
        value_name = "KEY",
        requires = "search_url",
        hide_env_values = true
    )]
    pub(crate) search_key: Option<Secret>,
    /// A telephone number or mail address where people get help, shown on every page
    #[arg(long, env = "KOOP_HELP", value_name = "CONTACT", value_parser = help)]
    pub(crate) help_contact: Option<Help>,
    /// The folder for photos, which nodes share; without it, photos in the data folder
    #[arg(long, env = "KOOP_PHOTOS_DIR", value_name = "FOLDER")]
    pub(crate) photos_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) mail: MailArgs,
    /// How many proxies stand in front, each of which adds to X-Forwarded-For
    #[arg(long, env = "KOOP_TRUSTED_PROXIES", value_name = "NUMBER", default_value_t = 0)]
    pub(crate) trusted_proxies: usize,
}

/// What is never shown, whoever prints it.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// The secret itself, for who needs it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl Settings {
    /// The database's address; by default a file in the data folder.
    pub(crate) fn database_address(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| sqlite_address(&self.data_dir))
    }

    /// Whether other nodes may use the database, too.
    pub(crate) fn shares_database(&self) -> bool {
        !self.database_address().starts_with("sqlite:")
    }

    /// Where the embedded search index lives.
    pub(crate) fn index_folder(&self) -> PathBuf {
        self.data_dir.join("index")
    }
}

impl ServeArgs {
    /// The address under which the site is known, without a slash at the end.
    pub(crate) fn base_url(&self, listening: &str) -> String {
        self.base_url.clone().unwrap_or_else(|| format!("http://{listening}"))
    }

    /// Where photos lie.
    pub(crate) fn photos_folder(&self, settings: &Settings) -> PathBuf {
        self.photos_dir.clone().unwrap_or_else(|| settings.data_dir.join("photos"))
    }

    /// The map tiles, if the operator chose some.
    pub(crate) fn tiles(&self) -> Option<Tiles> {
        let (url, attribution) = (self.tiles_url.as_deref()?, self.tiles_attribution.as_deref()?);
        Some(Tiles { url: url.into(), attribution: attribution.into() })
    }
}

/// The scheme and host of an `http` address, which is all that a content policy may name. A
/// host pattern such as `{s}.tiles.example` becomes `*.tiles.example`.
pub(crate) fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().replace("{s}", "*");
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:*[]".contains(c);
    let known = matches!(scheme, "http" | "https");
    (known && !host.is_empty() && host.chars().all(plain)).then(|| format!("{scheme}://{host}"))
}

/// What a path may not hold unencoded in an address is encoded, or a folder named `a?b` would
/// be read as `a`.
fn sqlite_address(folder: &Path) -> String {
    let file = folder.join("koop.db");
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}?mode=rwc")
}

fn base_url(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let plain = !text.contains(['?', '#', ' ', '"', '<', '>']);
    match origin(text) {
        Some(_) if plain => Ok(text.to_owned()),
        _ => Err("give an address such as https://koop.example".to_owned()),
    }
}

fn help(text: &str) -> Result<Help, String> {
    Help::read(text).ok_or_else(|| "give a telephone number or a mail address".to_owned())
}

fn tiles_url(text: &str) -> Result<String, String> {
    let whole = ["{z}", "{x}", "{y}"].iter().all(|part| text.contains(part));
    match origin(text) {
        Some(_) if whole => Ok(text.to_owned()),
        _ => Err("give a pattern such as https://tiles.example/{z}/{x}/{y}.png".to_owned()),
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
