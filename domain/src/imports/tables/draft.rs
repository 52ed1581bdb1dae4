//! Tables that wait: brought, looked at, thrown away.

use std::collections::BTreeMap;

use super::error::TableError;
use super::model::{
    BROUGHT_A_DAY_MAX, Brought, Draft, LICENCE_MAX, ROWS_MAX, Sheet, UPLOAD_MAX_BYTES, line, named,
};
use super::read::{Table, decoded};
use super::{Columns, WAITS, bringer};
use crate::ctx::{Actor, Ctx};
use crate::id::{CommunityId, TableId};
use crate::imports::store::{drafts, tables};
use crate::members::attempts::{DAY, Limit, Refused};
use crate::policy::{self, Action};
use crate::{Domain, communities};

const BROUGHT: Limit = Limit { name: "tables", tries: BROUGHT_A_DAY_MAX, minutes: DAY };

/// Brings a table to the desk of a community. It takes the place of the one that I brought there
/// before, and waits for an hour.
///
/// # Errors
/// [`TableError`]: what is wrong with the file, with whose it is, or with who asks.
pub async fn bring(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
    brought: Brought,
) -> Result<Draft, TableError> {
    let member = bringer(ctx, domain, of).await?;
    let seen = communities::by_id(ctx, domain, of).await?.ok_or(TableError::NotFound)?;
    let (publisher, dataset) = named(&seen.community.slug, &brought.source)?;
    let licence = line(&brought.licence, LICENCE_MAX).ok_or(TableError::Licence)?;
    let tx = domain.db.write().await?;
    BROUGHT.take(&tx, ctx, &member.to_string()).await.map_err(refused)?;
    tx.commit().await?;
    if brought.bytes.len() > UPLOAD_MAX_BYTES {
        return Err(TableError::TooMuch);
    }
    let table = Table::read(&brought.bytes)?;
    if table.rows().len() > ROWS_MAX {
        return Err(TableError::TooMuch);
    }
    // PostgreSQL keeps no NUL in a text, and no name or address has one.
    let content = decoded(&brought.bytes).replace('\0', "");
    let draft = Draft {
        id: TableId(ctx.ids.next()),
        community: of,
        member,
        dataset,
        publisher,
        licence,
        columns: BTreeMap::new(),
        content,
        created_at: ctx.now,
        ends_at: ctx.now + WAITS,
    };
    let tx = domain.db.write().await?;
    drafts::put(&tx, &draft).await?;
    tx.commit().await?;
    Ok(draft)
}

/// A table that I brought, and what is taken to stand in its columns.
///
/// # Errors
/// [`TableError::NotFound`] for what is another's or waits no more.
pub async fn look(ctx: &Ctx, domain: &Domain, id: TableId) -> Result<(Draft, Sheet), TableError> {
    let draft = held(ctx, domain, id).await?;
    let table = Table::read(draft.content.as_bytes())?;
    let remembered = tables::columns(domain.db.reader(), &draft.dataset).await?;
    let sheet = Sheet::of(&table, &remembered, &draft.columns);
    Ok((draft, sheet))
}

/// My tables that wait, the latest first.
///
/// # Errors
/// [`TableError::Import`].
pub async fn my_waiting(ctx: &Ctx, domain: &Domain) -> Result<Vec<Draft>, TableError> {
    policy::check(ctx, Action::KeepAccount)?;
    let Actor::Member(me) = ctx.actor else { return Ok(Vec::new()) };
    Ok(drafts::by(domain.db.reader(), me.member, ctx.now).await?)
}

/// Says which column has what: a field's key and a column's name each, no name where none has it.
///
/// # Errors
/// [`TableError::Nameless`], [`TableError::NoColumn`] and [`TableError::NoField`];
/// [`TableError::NotFound`].
pub async fn name_columns(
    ctx: &Ctx,
    domain: &Domain,
    id: TableId,
    said: &BTreeMap<String, String>,
) -> Result<(), TableError> {
    let draft = held(ctx, domain, id).await?;
    let table = Table::read(draft.content.as_bytes())?;
    let remembered = tables::columns(domain.db.reader(), &draft.dataset).await?;
    Columns::of(table.header(), &remembered, said)?;
    let tx = domain.db.write().await?;
    drafts::set_columns(&tx, id, said).await?;
    Ok(tx.commit().await?)
}

/// Throws a table away that waits.
///
/// # Errors
/// [`TableError::NotFound`] for what is another's or waits no more.
pub async fn withdraw(ctx: &Ctx, domain: &Domain, id: TableId) -> Result<(), TableError> {
    held(ctx, domain, id).await?;
    let tx = domain.db.write().await?;
    drafts::delete(&tx, id).await?;
    Ok(tx.commit().await?)
}

/// Throws away what waited too long.
///
/// # Errors
/// [`TableError::Import`].
pub async fn tidy(ctx: &Ctx, domain: &Domain) -> Result<u64, TableError> {
    policy::check(ctx, Action::KeepHouse)?;
    let tx = domain.db.write().await?;
    let gone = drafts::purge(&tx, ctx.now).await?;
    tx.commit().await?;
    Ok(gone)
}

/// A table of mine that waits, if I may still bring tables to its community.
pub(super) async fn held(ctx: &Ctx, domain: &Domain, id: TableId) -> Result<Draft, TableError> {
    let draft = drafts::by_id(domain.db.reader(), id, ctx.now).await?;
    let is_mine =
        |draft: &Draft| matches!(ctx.actor, Actor::Member(me) if me.member == draft.member);
    let Some(draft) = draft.filter(is_mine) else {
        // Who may bring no table anywhere is told so; the others, that there is none.
        let db = domain.db.reader();
        communities::check_anywhere(ctx, db, Action::ImportListings).await??;
        return Err(TableError::NotFound);
    };
    bringer(ctx, domain, draft.community).await?;
    Ok(draft)
}

fn refused(refused: Refused) -> TableError {
    match refused {
        Refused::TooMany { wait_s } => TableError::TooMany { wait_s },
        Refused::Db(error) => crate::db::DbError::from(error).into(),
    }
}
