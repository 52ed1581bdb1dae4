//! Putting a new edition of a data set on the map.
//!
//! An edition is compared with the one that stands, written in pieces that nobody reads, and
//! published by one flip that makes the map another one. Before the flip nothing has happened;
//! what a cut-off import leaves behind, the next one clears. After it every listing is placed
//! anew, see [`super::placing`].

use std::collections::{HashMap, HashSet};

use geo::CoordsIter as _;
use sea_orm::SqlErr;
use sea_orm::prelude::Uuid;

use super::error::AreaError;
use super::model::{
    AREAS_MAX, CORNERS_MAX, Flaw, POSTCODES_MAX, Postcode, Survey, WATER_LINES_MAX,
    WATER_POINTS_MAX,
};
use super::rows::{Row, What};
use super::{naming, placing, store};
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::geo::Point;
use crate::imports::model::{CHUNK_MAX, Counts, DATASET_MAX};
use crate::policy::{self, Action};
use crate::{Domain, audit, listings};

/// The most bytes that are written in one transaction, unless one outline alone is larger.
const CHUNK_MAX_BYTES: usize = 256 * 1024;
/// The data set of the demo neighbourhood.
const DEMO_DATASET: &str = "demo";

/// Puts an edition of areas and water on the map, and says what it changes. What the data set
/// had and has no longer leaves the map. A dry run only says it.
///
/// # Errors
/// [`AreaError`]; then the map is as it was.
pub async fn publish(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    survey: Survey,
    dry_run: bool,
) -> Result<Counts, AreaError> {
    policy::check(ctx, Action::ImportAreas)?;
    put_areas(ctx, domain, dataset, survey, dry_run).await
}

/// Puts an edition of postcodes on the map, and says what it changes.
///
/// # Errors
/// [`AreaError`]; then the map is as it was.
pub async fn publish_postcodes(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    postcodes: Vec<Postcode>,
    dry_run: bool,
) -> Result<Counts, AreaError> {
    policy::check(ctx, Action::ImportAreas)?;
    put_postcodes(ctx, domain, dataset, postcodes, dry_run).await
}

/// Puts the demo's areas, water and postcodes on the map, unless the directory already has
/// listings.
///
/// # Errors
/// [`AreaError`].
pub async fn seed_demo(
    ctx: &Ctx,
    domain: &Domain,
    survey: Survey,
    postcodes: Vec<Postcode>,
) -> Result<(), AreaError> {
    policy::check(ctx, Action::KeepDemo)?;
    if !listings::store::is_empty(domain.db.reader()).await? {
        return Err(AreaError::NotEmpty);
    }
    put_areas(ctx, domain, DEMO_DATASET, survey, false).await?;
    put_postcodes(ctx, domain, DEMO_DATASET, postcodes, false).await?;
    Ok(())
}

/// Takes the demo's areas, water and postcodes off the map, with their slugs.
///
/// # Errors
/// [`AreaError`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<(), AreaError> {
    policy::check(ctx, Action::KeepDemo)?;
    let tx = domain.db.write().await?;
    for what in [What::Areas, What::Postcodes] {
        store::remove(&tx, DEMO_DATASET, what).await?;
    }
    audit::note(&tx, ctx, Note::new(Act::MapRemoved).with("dataset", DEMO_DATASET)).await?;
    tx.commit().await?;
    clear(domain).await?;
    placing::assign(ctx, domain).await?;
    super::refresh(domain).await?;
    Ok(())
}

async fn put_areas(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    survey: Survey,
    dry_run: bool,
) -> Result<Counts, AreaError> {
    check(&survey)?;
    let Survey { areas, water, attribution } = survey;
    let atlas = super::refresh(domain).await?;
    let slugs = naming::slugs(&areas, &atlas, store::slugs(domain.db.reader()).await?);
    let edition = ctx.ids.next();
    let mut rows = Vec::with_capacity(areas.len() + water.len());
    for area in areas {
        rows.push(Row::area(area, &slugs, edition).map_err(DbError::from)?);
    }
    let mut drawn = HashSet::new();
    for line in water {
        let row = Row::water(&line, edition).map_err(DbError::from)?;
        // A line that is drawn twice is one line.
        if drawn.insert(row.named()) {
            rows.push(row);
        }
    }
    let new = Edition { id: edition, what: What::Areas, rows, attribution };
    new.put(ctx, domain, dataset, dry_run).await
}

async fn put_postcodes(
    ctx: &Ctx,
    domain: &Domain,
    dataset: &str,
    postcodes: Vec<Postcode>,
    dry_run: bool,
) -> Result<Counts, AreaError> {
    if postcodes.len() > POSTCODES_MAX {
        return Err(AreaError::TooMany { what: "postcodes", most: POSTCODES_MAX });
    }
    let mut seen = HashSet::new();
    for postcode in &postcodes {
        let flawed = |flaw| AreaError::Flawed { of: postcode.code.clone(), flaw };
        postcode.check().map_err(flawed)?;
        if !seen.insert(postcode.code.as_str()) {
            return Err(AreaError::Twice { code: postcode.code.clone() });
        }
    }
    let edition = ctx.ids.next();
    let rows = postcodes.into_iter().map(|postcode| Row::postcode(postcode, edition)).collect();
    let new = Edition { id: edition, what: What::Postcodes, rows, attribution: None };
    new.put(ctx, domain, dataset, dry_run).await
}

/// Whether all of it can stand on one map.
fn check(survey: &Survey) -> Result<(), AreaError> {
    let Survey { areas, water, attribution } = survey;
    let is_line =
        |line: &String| line.chars().count() <= DATASET_MAX && !line.chars().any(char::is_control);
    if !attribution.iter().all(is_line) {
        return Err(AreaError::Attribution);
    }
    for (what, count, most) in [
        ("areas", areas.len(), AREAS_MAX),
        (
            "corners of outlines",
            areas.iter().map(|area| area.outline.coords_count()).sum(),
            CORNERS_MAX,
        ),
        ("lines of water", water.len(), WATER_LINES_MAX),
        ("points of water", water.iter().map(Vec::len).sum(), WATER_POINTS_MAX),
    ] {
        if count > most {
            return Err(AreaError::TooMany { what, most });
        }
    }
    let mut seen = HashSet::new();
    for area in areas {
        area.check().map_err(|flaw| AreaError::Flawed { of: area.code.clone(), flaw })?;
        if !seen.insert((area.kind, area.code.as_str())) {
            return Err(AreaError::Twice { code: area.code.clone() });
        }
    }
    for (nth, line) in water.iter().enumerate() {
        let of = || format!("water line {}", nth + 1);
        let is_off = |point: &Point| Point::new(point.latitude, point.longitude).is_err();
        if line.len() < 2 {
            return Err(AreaError::Flawed { of: of(), flaw: Flaw::NoLine });
        }
        if line.iter().any(is_off) {
            return Err(AreaError::Flawed { of: of(), flaw: Flaw::OffEarth });
        }
        if line.first() == line.last() {
            return Err(AreaError::Flawed { of: of(), flaw: Flaw::Ring });
        }
    }
    Ok(())
}

/// An edition that is ready to be written.
struct Edition {
    id: Uuid,
    what: What,
    rows: Vec<Row>,
    attribution: Option<String>,
}

impl Edition {
    /// Compares it with the one that stands, writes it and publishes it. An edition that
    /// changes nothing is not written.
    async fn put(
        self,
        ctx: &Ctx,
        domain: &Domain,
        dataset: &str,
        dry_run: bool,
    ) -> Result<Counts, AreaError> {
        let readable = !dataset.trim().is_empty() && !dataset.chars().any(char::is_control);
        if !readable || dataset.chars().count() > DATASET_MAX {
            return Err(AreaError::Dataset);
        }
        let standing = store::set(domain.db.reader(), dataset, self.what).await?;
        let old = match standing.as_ref().and_then(|set| set.edition) {
            Some(edition) => store::contents(domain.db.reader(), edition).await?,
            None => HashMap::new(),
        };
        let counts = self.compare(old);
        let left_behind = standing.as_ref().is_some_and(|set| set.staged.is_some());
        let changes = counts.created + counts.updated + counts.gone > 0
            || standing.is_some_and(|set| set.attribution != self.attribution);
        if dry_run {
            return Ok(counts);
        }
        if changes {
            self.write_and_flip(ctx, domain, (dataset, &counts)).await?;
            clear(domain).await?;
        } else if left_behind {
            let tx = domain.db.write().await?;
            store::withdraw(&tx, dataset, self.what).await?;
            tx.commit().await?;
            clear(domain).await?;
        }
        placing::assign(ctx, domain).await?;
        super::refresh(domain).await?;
        Ok(counts)
    }

    fn compare(&self, mut old: HashMap<Uuid, Uuid>) -> Counts {
        let mut counts = Counts::default();
        for (key, content) in self.rows.iter().map(Row::named) {
            match old.remove(&key) {
                None => counts.created += 1,
                Some(known) if known == content => counts.unchanged += 1,
                Some(_) => counts.updated += 1,
            }
        }
        counts.gone = old.len() as u64;
        counts
    }

    async fn write_and_flip(
        self,
        ctx: &Ctx,
        domain: &Domain,
        (dataset, counts): (&str, &Counts),
    ) -> Result<(), AreaError> {
        let Self { id, what, rows, attribution } = self;
        clear(domain).await?;
        let tx = domain.db.write().await?;
        store::announce(&tx, dataset, what, id).await?;
        tx.commit().await?;
        for chunk in chunks(rows) {
            let tx = domain.db.write().await?;
            if !store::awaits(&tx, dataset, what, id).await? {
                return Err(AreaError::Busy);
            }
            store::write(&tx, chunk).await?;
            tx.commit().await?;
        }
        let tx = domain.db.write().await?;
        if !store::awaits(&tx, dataset, what, id).await? {
            return Err(AreaError::Busy);
        }
        store::publish(&tx, dataset, what, id, attribution).await.map_err(taken)?;
        let note = Note::new(Act::MapPublished)
            .with("dataset", dataset)
            .with("created", counts.created)
            .with("updated", counts.updated)
            .with("gone", counts.gone);
        audit::note(&tx, ctx, note).await?;
        Ok(tx.commit().await?)
    }
}

/// Rows in pieces that do not hold the writer for long.
fn chunks(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let (mut chunks, mut bytes) = (Vec::<Vec<Row>>::new(), 0);
    for row in rows {
        let more = row.bytes();
        match chunks.last_mut() {
            Some(last) if last.len() < CHUNK_MAX && bytes + more <= CHUNK_MAX_BYTES => {
                bytes += more;
                last.push(row);
            }
            _ => {
                bytes = more;
                chunks.push(vec![row]);
            }
        }
    }
    chunks
}

/// Clears what cut-off imports and old editions left behind, in pieces.
async fn clear(domain: &Domain) -> Result<(), DbError> {
    loop {
        let tx = domain.db.write().await?;
        let more = store::clear(&tx, CHUNK_MAX as u64).await?;
        tx.commit().await?;
        if !more {
            return Ok(());
        }
    }
}

/// A slug that was free a moment ago: another import took it just now.
fn taken(error: DbError) -> AreaError {
    match error {
        DbError::Failed(failure)
            if matches!(failure.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
        {
            AreaError::Busy
        }
        other => AreaError::Db(other),
    }
}
