//! The commands about what is in the directory: first contents, imports, exports.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use clap::{Args, Subcommand, ValueEnum};

use super::base_url;

/// The largest region that is drawn, ten times the largest that is measured.
const REGION_MAX: i64 = 3_000_000;

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
    /// A table: CSV with a header, as spreadsheets write it; a row a place
    Csv {
        /// The file
        file: PathBuf,
        /// The data set that the file is an edition of; without it, the file's name
        #[arg(long, value_name = "NAME")]
        dataset: Option<String>,
        /// Which column has what, where its name does not say so: --column name=Bedrijf. It is
        /// remembered for the next edition
        #[arg(long = "column", value_name = "FIELD=COLUMN", value_parser = field_and_column)]
        columns: Vec<(String, String)>,
        /// Who publishes the table, as it is shown; without it, the data set's name
        #[arg(long, value_name = "NAME")]
        publisher: Option<String>,
        /// Under which licence, as an SPDX name where there is one
        #[arg(long, value_name = "LICENCE", default_value = "")]
        licence: String,
        /// Say what would happen and what is wrong with which row, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Take away whatever the file no longer has, be it more than half of the data set
        #[arg(long)]
        allow_gone: bool,
    },
    /// Undo the last edition of a table: what it brought in goes, what it changed is as it was
    Undo {
        /// The data set
        dataset: String,
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

/// A field and the name of its column.
fn field_and_column(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("write it as name=Bedrijf")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
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

fn wall_time(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or_else(|| "give a local time such as 2026-04-20T00:00".to_owned())
}
