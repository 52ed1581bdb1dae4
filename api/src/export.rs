//! `export`: the whole directory as a file, a piece at a time.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use koop_domain::db::DbError;
use koop_domain::listings::exports::{self, Cover, Exported, Licences, csv, geojson};
use koop_domain::{Domain, listings};
use koop_seeds::osm;

use crate::commands::{CommandError, House};
use crate::config::{ExportArgs, ExportFormat};

/// Writes the whole directory, or an area of it, to a file or to standard output.
pub(crate) async fn run((ctx, domain): House, args: &ExportArgs) -> Result<(), CommandError> {
    let area = match &args.area {
        Some(name) => Some(osm::area_called(&domain, name).await?),
        None => None,
    };
    let format = args.format();
    let base_url = args.site.url().to_owned();
    let cover = Cover { about: format!("{base_url}/"), base_url, at: ctx.now };
    let bar = progress(&ctx, &domain).await?;
    let mut target = Target::open(args.file.as_deref())?;
    let mut writing =
        Writing { out: &mut target, format, cover, licences: Licences::default(), rows: 0 };
    writing.head()?;
    let mut after = None;
    loop {
        let piece = exports::everything(&ctx, &domain, area, after).await?;
        for row in &piece.rows {
            writing.row(row)?;
        }
        bar.inc(piece.read);
        if piece.next.is_none() {
            break;
        }
        after = piece.next;
    }
    writing.tail()?;
    let rows = writing.rows;
    target.finish()?;
    bar.finish_and_clear();
    if let Some(file) = &args.file {
        tracing::info!(rows, file = %file.display(), "exported");
    }
    Ok(())
}

async fn progress(
    ctx: &koop_domain::ctx::Ctx,
    domain: &Domain,
) -> Result<ProgressBar, CommandError> {
    if !io::stderr().is_terminal() {
        return Ok(ProgressBar::hidden());
    }
    let census = listings::census(ctx, domain).await?;
    let bar = ProgressBar::new(census.listings);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    Ok(bar)
}

/// An export under way.
struct Writing<'a> {
    out: &'a mut dyn Write,
    format: ExportFormat,
    cover: Cover,
    licences: Licences,
    rows: u64,
}

impl Writing<'_> {
    fn head(&mut self) -> io::Result<()> {
        match self.format {
            ExportFormat::Csv => self.out.write_all(csv::head().as_bytes()),
            ExportFormat::Geojson => self.out.write_all(geojson::head(&self.cover).as_bytes()),
            ExportFormat::Ndjson => Ok(()),
        }
    }

    fn row(&mut self, row: &Exported) -> Result<(), CommandError> {
        self.licences.count(&row.listing);
        let feature = |cover: &Cover| {
            let feature = geojson::feature(cover, row).map_err(DbError::from);
            feature.map_err(listings::error::ListingError::from)
        };
        let text = match self.format {
            ExportFormat::Csv => csv::row(&self.cover, row),
            ExportFormat::Ndjson => feature(&self.cover)? + "\n",
            ExportFormat::Geojson if self.rows == 0 => feature(&self.cover)?,
            ExportFormat::Geojson => format!(",\n{}", feature(&self.cover)?),
        };
        self.rows += 1;
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn tail(&mut self) -> io::Result<()> {
        match self.format {
            ExportFormat::Geojson => {
                let tail = geojson::tail(&self.licences, self.rows, true);
                self.out.write_all(tail.as_bytes())
            }
            ExportFormat::Csv | ExportFormat::Ndjson => Ok(()),
        }
    }
}

/// Where an export goes. A file has its name only once it is whole.
pub(crate) enum Target {
    Out(BufWriter<io::Stdout>),
    File { out: BufWriter<File>, part: Part, whole: PathBuf },
}

/// A file that goes away again unless it is given its name.
pub(crate) struct Part(PathBuf);

impl Target {
    pub(crate) fn open(file: Option<&Path>) -> io::Result<Self> {
        let Some(whole) = file else { return Ok(Self::Out(BufWriter::new(io::stdout()))) };
        let mut part = whole.as_os_str().to_owned();
        part.push(".part");
        let part = Part(PathBuf::from(part));
        let out = BufWriter::new(File::create(&part.0)?);
        Ok(Self::File { out, part, whole: whole.to_owned() })
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Out(mut out) => out.flush(),
            Self::File { out, part, whole } => {
                out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                std::fs::rename(&part.0, whole)
            }
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Nothing is there any more where it was given its name.
        drop(std::fs::remove_file(&self.0));
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Out(out) => out.write(bytes),
            Self::File { out, .. } => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Out(out) => out.flush(),
            Self::File { out, .. } => out.flush(),
        }
    }
}
