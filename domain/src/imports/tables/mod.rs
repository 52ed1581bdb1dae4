//! Tables that people bring in: what a municipality, a shopkeepers' association or a spreadsheet
//! has.
//!
//! A table is small, so it is read whole (`read`), its columns are told apart by their names or
//! by what somebody says (`columns`), and every row is judged (`row`) before anything is written.
//! Who brings one to the desk of a community first sees what would happen; until it is published
//! it stands in the house for an hour and nowhere else. Published, it is one edition of a data set
//! of that community, by the same import as any other source, and it is undone as one.

mod columns;
mod draft;
pub mod error;
pub mod model;
mod read;
mod row;

use std::collections::HashSet;

use chrono::TimeDelta;

pub use self::columns::{Columns, Field};
pub use self::draft::{bring, look, my_waiting, name_columns, tidy, withdraw};
use self::error::TableError;
use self::model::{
    Alike, BATCHES_MAX, Batch, COMPARED_AT_ONCE, COMPARED_MAX, Draft, Outlook, place_column,
};
pub use self::read::{COLUMNS_MAX, TABLE_MAX_BYTES, Table};
pub use self::row::{Fault, Judged, Source, judge};
use super::error::ImportError;
use super::import::{Import, Purpose};
use super::model::{Record, RecordKey};
use super::store::{self, batches as batch_store, tables};
use super::undo::{self, Undone};
use crate::areas::atlas::{Atlas, postcode_digits};
use crate::ctx::{Actor, Ctx};
use crate::error::Problem;
use crate::id::{AreaId, BatchId, CommunityId, ListingId, MemberId, TableId};
use crate::listings::keepers::each_alike;
use crate::listings::model::{Facts, Listing};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action, Denied};
use crate::{Domain, areas, communities};

/// What publishing a table would do. Nothing is written.
///
/// # Errors
/// [`TableError::NotFound`] for what is another's or waits no more, [`TableError::Nameless`] and
/// the like for its columns, [`TableError::NoArea`], [`TableError::Import`].
pub async fn foresee(ctx: &Ctx, domain: &Domain, id: TableId) -> Result<Outlook, TableError> {
    let ready = Ready::of(ctx, domain, id).await?;
    let purpose = Purpose { dry_run: true, ..ready.purpose() };
    let import = Import::begin_as(ctx, domain, &ready.draft.dataset, purpose).await?;
    let import = ready.add_to(ctx, import).await?;
    let (counts, is_emptying) = import.foresee().await?;
    let rows = &ready.judged.rows;
    let off_map = rows.iter().filter(|(_, record)| record.facts.point.is_none()).count() as u64;
    let (alike, compared) = look_alikes(ctx, domain, rows).await?;
    let faults = ready.judged.faults;
    Ok(Outlook { counts, faults, alike, compared, off_map, is_emptying })
}

/// Publishes a table as one batch, and remembers what its columns have for the next edition. Rows
/// that cannot be taken stay out.
///
/// # Errors
/// As [`foresee`]; [`super::error::ImportError::Emptied`] where far more would be gone than a new
/// edition takes away, unless that is allowed.
pub async fn publish(
    ctx: &Ctx,
    domain: &Domain,
    id: TableId,
    allow_gone: bool,
) -> Result<Batch, TableError> {
    let ready = Ready::of(ctx, domain, id).await?;
    let named = ready.columns.named(ready.table.header());
    let import = Import::begin_as(ctx, domain, &ready.draft.dataset, ready.purpose()).await?;
    let mut import = import.settling(id, named);
    if allow_gone {
        import = import.allowing_gone();
    }
    let batch = import.batch();
    let import = ready.add_to(ctx, import).await?;
    import.publish(ctx).await?;
    let batch = batch.ok_or(TableError::NotFound)?;
    batch_store::by_id(domain.db.reader(), batch, ctx.now).await?.ok_or(TableError::NotFound)
}

/// What is wrong with the rows of a table, in their order. Of all that publishing it would do,
/// nothing is looked for.
///
/// # Errors
/// As [`foresee`].
pub async fn faults(ctx: &Ctx, domain: &Domain, id: TableId) -> Result<Vec<Fault>, TableError> {
    Ok(Ready::of(ctx, domain, id).await?.judged.faults)
}

/// What was brought in for a community, the latest first; whoever runs the house also sees what
/// was brought in for all of it.
///
/// # Errors
/// [`TableError::Import`] when the actor may not.
pub async fn batches(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Vec<Batch>, TableError> {
    let db = domain.db.reader();
    policy::check_on(ctx, Action::ImportListings, communities::standing_in(ctx, db, of).await?)?;
    let all = policy::allows(ctx.actor, Action::ImportListings);
    Ok(batch_store::of(db, of, all, (BATCHES_MAX, ctx.now)).await?)
}

/// The batches that I brought in, the latest first.
///
/// # Errors
/// [`TableError::Import`].
pub async fn mine(ctx: &Ctx, domain: &Domain) -> Result<Vec<Batch>, TableError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    Ok(batch_store::by(domain.db.reader(), me.member, (BATCHES_MAX, ctx.now)).await?)
}

/// Undoes a batch: what it brought in goes, what it changed is as it was, and what somebody
/// changed or took care of since stays as they left it.
///
/// # Errors
/// [`TableError::NotFound`] for what is none of the actor's business,
/// [`super::error::ImportError::NotUndoable`] when a later edition went in, it was undone, or it
/// is older than [`super::model::UNDO_DAYS`] days.
pub async fn take_back(ctx: &Ctx, domain: &Domain, id: BatchId) -> Result<Undone, TableError> {
    let batch = theirs(ctx, domain, id).await?;
    Ok(undo::last_of(ctx, domain, &batch.dataset, Some(id)).await?)
}

/// What undoing a batch would do. Nothing is written.
///
/// # Errors
/// As [`take_back`].
pub async fn foresee_undo(
    ctx: &Ctx,
    domain: &Domain,
    id: BatchId,
) -> Result<(Batch, Undone), TableError> {
    let batch = theirs(ctx, domain, id).await?;
    if !batch.can_undo {
        return Err(ImportError::NotUndoable.into());
    }
    let would = tables::would_undo(domain.db.reader(), id).await?;
    Ok((batch, would))
}

/// A batch that the actor may undo.
async fn theirs(ctx: &Ctx, domain: &Domain, id: BatchId) -> Result<Batch, TableError> {
    let db = domain.db.reader();
    let batch = batch_store::by_id(db, id, ctx.now).await?;
    // Who may nothing of the kind anywhere learns nothing of ids.
    let standing = match batch.as_ref().and_then(|it| it.community) {
        Some(community) => communities::standing_in(ctx, db, community).await?,
        None => policy::Standing::NONE,
    };
    policy::check_on(ctx, Action::ImportListings, standing)?;
    batch.ok_or(TableError::NotFound)
}

/// A table whose rows are judged, ready to go in.
struct Ready {
    draft: Draft,
    table: Table,
    columns: Columns,
    judged: Judged,
}

impl Ready {
    async fn of(ctx: &Ctx, domain: &Domain, id: TableId) -> Result<Self, TableError> {
        let draft = draft::held(ctx, domain, id).await?;
        let area = area_of(ctx, domain, draft.community).await?;
        let remembered = tables::columns(domain.db.reader(), &draft.dataset).await?;
        let table = Table::read(draft.content.as_bytes())?;
        let columns = Columns::of(table.header(), &remembered, &draft.columns)?;
        let mut judged = judge(&table, &columns, &draft.source(), ctx.now.date_naive());
        if let Some(area) = area {
            let atlas = areas::refresh(domain).await?;
            let column = place_column(&columns, table.header());
            judged.leave_out(column.as_deref(), |record| {
                (!lies_in(&atlas, area, &record.facts)).then_some(Problem::Outside)
            });
        }
        let mut seen: HashSet<RecordKey> = HashSet::new();
        judged.leave_out(None, |it| (!seen.insert(it.key())).then_some(Problem::Twice));
        Ok(Self { draft, table, columns, judged })
    }

    fn purpose(&self) -> Purpose {
        Purpose {
            undoable: true,
            community: Some(self.draft.community),
            member: Some(self.draft.member),
            ..Purpose::default()
        }
    }

    async fn add_to(&self, ctx: &Ctx, mut import: Import) -> Result<Import, TableError> {
        for (_, record) in &self.judged.rows {
            import.add(ctx, record.clone()).await?;
        }
        for fault in self.judged.faults.iter().filter(|fault| fault.is_fatal()) {
            import.skip(fault.key, &fault.to_string());
        }
        Ok(import)
    }
}

/// The area in which all rows must lie: that of the community. Whoever runs the house brings in
/// what they like.
async fn area_of(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Option<AreaId>, TableError> {
    if policy::allows(ctx.actor, Action::ImportListings) {
        return Ok(None);
    }
    let seen = communities::by_id(ctx, domain, of).await?.ok_or(TableError::NotFound)?;
    seen.community.settings.area.map(Some).ok_or(TableError::NoArea)
}

/// Whether a place lies in an area: by its point, else by the middle of its postcode.
fn lies_in(atlas: &Atlas, area: AreaId, facts: &Facts) -> bool {
    let by_postcode = || {
        let typed = facts.address.as_ref()?.postcode.as_deref()?;
        Some(atlas.postcode(postcode_digits(typed)?)?.point)
    };
    let point = facts.point.or_else(by_postcode);
    point.is_some_and(|point| atlas.around(point).contains(&area))
}

/// Which of the first new places look like one that is there, and how many were looked at.
async fn look_alikes(
    ctx: &Ctx,
    domain: &Domain,
    rows: &[(u64, Record)],
) -> Result<(Vec<Alike>, u64), TableError> {
    let db = domain.db.reader();
    let mut new = Vec::new();
    for some in rows.chunks(PAGE_MAX as usize) {
        let keys: Vec<RecordKey> = some.iter().map(|(_, record)| record.key()).collect();
        let known = store::known(db, "", &keys).await?;
        new.extend(some.iter().filter(|(_, record)| !known.contains_key(&record.key())));
        if new.len() >= COMPARED_MAX {
            break;
        }
    }
    new.truncate(COMPARED_MAX);
    let mut found = Vec::new();
    for some in new.chunks(COMPARED_AT_ONCE) {
        let place = |(_, record): &&(u64, Record)| {
            let id = ListingId(ctx.ids.next());
            Listing::new(id, String::new(), record.facts.clone(), ctx.now)
        };
        let places: Vec<Listing> = some.iter().map(place).collect();
        // An engine that does not answer keeps no table out: it only helps to look.
        let Ok(all) = each_alike(ctx, domain, &places).await else { continue };
        for ((line, record), others) in some.iter().zip(all) {
            if !others.is_empty() {
                let others = others.into_iter().map(|it| (it.facts.name, it.slug)).collect();
                found.push(Alike { line: *line, name: record.facts.name.clone(), others });
            }
        }
    }
    Ok((found, new.len() as u64))
}

/// The member who asks, if they may bring tables to a community's desk.
async fn bringer(ctx: &Ctx, domain: &Domain, of: CommunityId) -> Result<MemberId, TableError> {
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::ImportListings, standing)?;
    match ctx.actor {
        Actor::Member(me) => Ok(me.member),
        Actor::Visitor | Actor::Operator => Err(Denied { action: Action::ImportListings }.into()),
    }
}

/// How long a table waits.
const WAITS: TimeDelta = TimeDelta::minutes(model::WAITS_MINUTES);
