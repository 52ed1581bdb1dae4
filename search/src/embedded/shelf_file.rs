//! The file beside the index in which the shelf is kept, so that a server is ready at once:
//! reading it back is faster than reading every card, and its hours need not be worked out.
//!
//! It may always be missing, old or damaged: then the cards are read. It says which commit it
//! was written after; whatever the index holds from a later one is read from its card.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use koop_domain::id::{AreaId, ListingId};
use koop_domain::listings::categories::tree;
use uuid::Uuid;

use super::bytes::{Bytes, Out};
use super::currencies::Currencies;
use super::distinct::Distinct;
use super::hours::{Confirmed, Hours};
use super::shelf::{Columns, Glance, Shelf, Spot};
use super::texts::Texts;

/// The file's name, and what it is called while it is written.
pub(super) const FILE: &str = "shelf";
const UNFINISHED: &str = "shelf.new";
/// Counts up when the form changes, or what stands on the shelf: traits, kinds, folded names.
const VERSION: u32 = 3;
/// What every such file begins with.
const MAGIC: u64 = u64::from_le_bytes(*b"koopshlf");

/// Writes a shelf down as it was after a commit. The old file stays until the new one is whole.
pub(super) fn write(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(UNFINISHED);
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(FILE))
}

/// Throws the file away, because the index that it stands beside is begun anew.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(FILE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The shelf and the commit that it was written after, if the file is there and whole.
pub(super) fn read(folder: &Path) -> Option<(Shelf, u64)> {
    from_bytes(&fs::read(folder.join(FILE)).ok()?)
}

/// A shelf as bytes: what they are, a checksum, and the columns.
pub(super) fn to_bytes(shelf: &Shelf, commit: u64) -> Vec<u8> {
    let mut out = Out::default();
    out.put_u64(MAGIC);
    out.put_u32(VERSION);
    out.put_u32(tree_sum());
    // Filled in when the body is whole: a second copy of it would be some tens of megabytes.
    let sum = out.leave_u32();
    let body = out.begin_block();
    out.put_u64(commit);
    put_columns(&mut out, shelf);
    out.end_block(body);
    out.fill_u32(sum, crc32fast::hash(out.since(body)));
    out.into_vec()
}

fn from_bytes(bytes: &[u8]) -> Option<(Shelf, u64)> {
    let mut bytes = Bytes::new(bytes);
    let ours = bytes.u64()? == MAGIC && bytes.u32()? == VERSION && bytes.u32()? == tree_sum();
    let sum = bytes.u32().filter(|_| ours)?;
    let body = bytes.block()?;
    if crc32fast::hash(body) != sum {
        return None;
    }
    let mut body = Bytes::new(body);
    let commit = body.u64()?;
    Some((columns(&mut body)?, commit))
}

/// Categories stand on the shelf by their place in the tree, so a changed tree is another file.
fn tree_sum() -> u32 {
    let keys: Vec<&str> = tree().all().iter().map(|category| category.key).collect();
    crc32fast::hash(keys.join(" ").as_bytes())
}

fn put_columns(out: &mut Out, shelf: &Shelf) {
    out.put_len(shelf.glances.len());
    for glance in &shelf.glances {
        out.put_u32(glance.timetable);
        out.put_u32(glance.categories);
        out.put_u32(glance.areas);
        out.put_u16(glance.confirmed.bits());
        out.put_u8(glance.kind);
        out.put_u8(glance.marks);
    }
    for spot in &shelf.spots {
        out.put_u128(spot.id.0.as_u128());
        out.put_u64(spot.latitude.to_bits());
        out.put_u64(spot.longitude.to_bits());
        out.put_u64(spot.created_ms);
    }
    shelf.texts.write(out);
    shelf.currencies.write(out);
    shelf.categories.write(out, |out, place| out.put_u16(*place));
    shelf.areas.write(out, |out, area| out.put_u128(area.0.as_u128()));
    let deliveries: Vec<_> = shelf.deliveries.iter().collect();
    out.put_block(&serde_json::to_vec(&deliveries).unwrap_or_default());
    shelf.hours.write(out);
}

fn columns(bytes: &mut Bytes<'_>) -> Option<Shelf> {
    let count = bytes.len()?;
    let glances = bytes.many(count, |bytes| {
        Some(Glance {
            timetable: bytes.u32()?,
            categories: bytes.u32()?,
            areas: bytes.u32()?,
            confirmed: Confirmed::from_bits(bytes.u16()?),
            kind: bytes.u8()?,
            marks: bytes.u8()?,
        })
    })?;
    let spots = bytes.many(count, |bytes| {
        Some(Spot {
            id: ListingId(Uuid::from_u128(bytes.u128()?)),
            latitude: f64::from_bits(bytes.u64()?),
            longitude: f64::from_bits(bytes.u64()?),
            created_ms: bytes.u64()?,
        })
    })?;
    let texts = Texts::read(bytes)?;
    let currencies = Currencies::read(bytes)?;
    let known = |place: &u16| currencies.knows(*place);
    let categories = Distinct::read(bytes, |bytes| bytes.u16().filter(known))?;
    let areas = Distinct::read(bytes, |bytes| Some(AreaId(Uuid::from_u128(bytes.u128()?))))?;
    let deliveries: Vec<_> = serde_json::from_slice(bytes.block()?).ok()?;
    let deliveries = deliveries.into_iter().collect();
    let hours = Hours::read(bytes)?;
    Shelf::of_columns(Columns {
        glances,
        spots,
        texts,
        deliveries,
        categories,
        currencies,
        areas,
        hours,
    })
}

#[cfg(test)]
#[path = "shelf_file_tests.rs"]
mod tests;
