//! Settings and commands, from flags and `KOOP_…` variables: the only place that reads either.

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use clap::{Args, Parser, Subcommand, ValueEnum};
use koop_web::{Help, Tiles};

/// The largest region that is drawn, ten times the largest that is measured.
const REGION_MAX: i64 = 3_000_000;

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

/// First contents.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Seed {
    /// An invented neighbourhood on the real streets of Amsterdam-Oost
    Demo {
        /// Succeed without doing anything when the directory already has listings
        #[arg(long)]
        if_empty: bool,
    },
    /// An invented region in the towns around Amsterdam, as large as you like, to measure on
    Region {
        /// How many listings
        #[arg(long, value_name = "NUMBER", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=REGION_MAX))]
        listings: u32,
        /// Another seed draws another region
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        seed: u64,
        /// Succeed without doing anything when the directory already has listings
        #[arg(long)]
        if_empty: bool,
    },
}

/// The demo.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Demo {
    /// Remove every invented listing, and the map that was drawn for them
    Remove,
}

/// Where listings come from.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Import {
    /// An OpenStreetMap extract (.osm.pbf), GeoJSON or Overpass JSON, gzipped or not
    Osm {
        /// The file
        file: PathBuf,
        /// The data set that the file is an edition of; without it, the file's name
        #[arg(long, value_name = "NAME")]
        dataset: Option<String>,
        /// Take only what lies inside this area: its slug, code or name
        #[arg(long, value_name = "NAME")]
        area: Option<String>,
        /// Say what would happen, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Take away whatever the file no longer has, be it more than half of the data set
        #[arg(long)]
        allow_gone: bool,
    },
    /// Municipalities, districts, neighbourhoods and water that nobody crosses: GeoJSON, gzipped or
    /// not; what the file has no longer leaves the map
    Areas {
        #[command(flatten)]
        map: MapArgs,
        /// The line that must be shown with the map; without it, the one in the file
        #[arg(long, value_name = "LINE")]
        attribution: Option<String>,
    },
    /// Four-digit postcodes with their places and points: CSV, gzipped or not
    Postcodes(MapArgs),
    /// Show where sources say something else than people here wrote: ours → theirs
    Differences {
        /// Only the listings of this data set
        #[arg(long, value_name = "NAME")]
        dataset: Option<String>,
        /// As JSON, a listing a line
        #[arg(long)]
        json: bool,
    },
}

/// Which part of the map to bring in.
#[derive(Clone, Debug, Args)]
pub(crate) struct MapArgs {
    /// The file
    pub(crate) file: PathBuf,
    /// The data set that the file is an edition of; without it, the file's name
    #[arg(long, value_name = "NAME")]
    pub(crate) dataset: Option<String>,
    /// Say what would happen, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Where the pages are that a command links to.
#[derive(Clone, Debug, Args)]
pub(crate) struct SiteArgs {
    /// The address under which people know the site, for links
    #[arg(long, env = "KOOP_BASE_URL", value_name = "URL", value_parser = base_url, default_value = "http://127.0.0.1:8080")]
    base_url: String,
}

impl SiteArgs {
    /// The address, without a slash at the end.
    pub(crate) fn url(&self) -> &str {
        &self.base_url
    }
}

/// Which duplicates to show.
#[derive(Clone, Debug, Args)]
pub(crate) struct DuplicatesArgs {
    /// Only those of which one lies inside this area: its slug, code or name
    #[arg(long, value_name = "NAME")]
    pub(crate) area: Option<String>,
    /// Only those of which one came with this data set
    #[arg(long, value_name = "NAME")]
    pub(crate) dataset: Option<String>,
    /// As JSON, a pair a line
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) site: SiteArgs,
}

/// How to write the directory out.
#[derive(Clone, Debug, Args)]
pub(crate) struct ExportArgs {
    /// The file; without it, standard output
    pub(crate) file: Option<PathBuf>,
    /// The format; without it, as the file's name ends, else GeoJSON
    #[arg(long, value_name = "FORMAT")]
    format: Option<ExportFormat>,
    /// Only what lies inside this area: its slug, code or name
    #[arg(long, value_name = "NAME")]
    pub(crate) area: Option<String>,
    #[command(flatten)]
    pub(crate) site: SiteArgs,
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A GeoJSON collection
    Geojson,
    /// A spreadsheet with Dutch columns
    Csv,
    /// A GeoJSON feature a line
    Ndjson,
}

impl ExportArgs {
    /// The format that was asked for, or that the file's name tells.
    pub(crate) fn format(&self) -> ExportFormat {
        let ending = self.file.as_deref().and_then(Path::extension).and_then(|it| it.to_str());
        let told = ending.and_then(|ending| ExportFormat::from_str(ending, true).ok());
        self.format.or(told).unwrap_or(ExportFormat::Geojson)
    }
}

/// Which hours to show, and when.
#[derive(Clone, Debug, Args)]
pub(crate) struct HoursArgs {
    /// The hours in OpenStreetMap's words, such as "Mo-Fr 09:00-17:00"
    #[arg(required_unless_present = "stdin", conflicts_with = "stdin")]
    pub(crate) value: Option<String>,
    /// Read a value a line from standard input, and print an array a line
    #[arg(long)]
    pub(crate) stdin: bool,
    /// From this local time, such as 2026-04-20T00:00
    #[arg(long, value_name = "TIME", value_parser = wall_time)]
    pub(crate) from: NaiveDateTime,
    /// Until this local time, not included
    #[arg(long, value_name = "TIME", value_parser = wall_time)]
    pub(crate) to: NaiveDateTime,
}

impl Settings {
    /// The database's address; by default a file in the data folder.
    pub(crate) fn database_address(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| sqlite_address(&self.data_dir))
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

fn wall_time(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or_else(|| "give a local time such as 2026-04-20T00:00".to_owned())
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
