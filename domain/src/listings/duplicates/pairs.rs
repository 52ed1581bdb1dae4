//! Pairs that were found, kept for whoever looks after both places. Who says that they are two
//! is believed, and nobody is asked again.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::{Among, duplicates, store};
use crate::Domain;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::desk::{check_anywhere, decider};
use crate::id::{ListingId, PairId};
use crate::listings::differences::held_at_desk;
use crate::listings::error::ListingError;
use crate::policy::{self, Action};

/// The most pairs that wait: the surest of them.
pub const PAIRS_KEPT_MAX: usize = 5_000;
/// How many are written in a transaction.
const WRITTEN_AT_ONCE: usize = 200;

/// A pair that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which.
    pub id: PairId,
    /// The one with the smaller id.
    pub one: ListingId,
    /// The other.
    pub other: ListingId,
    /// Why, the weightiest first, by code.
    pub reasons: Vec<String>,
    /// When it was found.
    pub since: DateTime<Utc>,
}

/// Looks for pairs and keeps those that were not known; what looks alike no more waits no more.
/// Answers how many are new.
///
/// # Errors
/// [`ListingError::Denied`].
pub async fn seek(ctx: &Ctx, domain: &Domain) -> Result<u64, ListingError> {
    policy::check(ctx, Action::SeekDuplicates)?;
    let found = duplicates(ctx, domain, &Among::default()).await?.pairs;
    let found: Vec<_> = found.into_iter().take(PAIRS_KEPT_MAX).collect();
    let key = |it: &super::Duplicate| {
        let (one, other) = (it.one.id, it.other.id);
        (one.min(other), one.max(other))
    };
    let alike: HashSet<(ListingId, ListingId)> = found.iter().map(key).collect();
    let known = store::pairs(domain.db.reader()).await?;
    let gone: Vec<PairId> =
        known.iter().filter(|(_, pair)| !alike.contains(pair)).map(|(id, _)| *id).collect();
    let known: HashSet<_> = known.into_iter().map(|(_, pair)| pair).collect();
    for some in gone.chunks(WRITTEN_AT_ONCE) {
        let tx = domain.db.write().await?;
        store::forget(&tx, some).await?;
        tx.commit().await?;
    }
    let new: Vec<Pair> = found
        .iter()
        .filter(|it| !known.contains(&key(it)))
        .map(|it| Pair {
            id: PairId(ctx.ids.next()),
            one: key(it).0,
            other: key(it).1,
            reasons: it.reasons.iter().map(|it| it.code().to_owned()).collect(),
            since: ctx.now,
        })
        .collect();
    let mut added = 0;
    for some in new.chunks(WRITTEN_AT_ONCE) {
        let tx = domain.db.write().await?;
        added += store::keep(&tx, some).await?;
        tx.commit().await?;
    }
    Ok(added)
}

/// Says that the places of a pair are two.
///
/// # Errors
/// [`ListingError::Denied`] for who does not look after both, or keeps one of them,
/// [`ListingError::NotFound`] when it waits no more.
pub async fn unlike(ctx: &Ctx, domain: &Domain, id: PairId) -> Result<(), ListingError> {
    check_anywhere(ctx, domain.db.reader(), Action::MergeListings).await?;
    let tx = domain.db.write().await?;
    let pair = store::some(tx.conn(), [id.0]).await?.pop().ok_or(ListingError::NotFound)?;
    let (one, community) = held_at_desk(&tx, ctx, pair.one, Action::MergeListings).await?;
    held_at_desk(&tx, ctx, pair.other, Action::MergeListings).await?;
    if !store::part(&tx, id, decider(ctx), ctx.now).await? {
        return Err(ListingError::NotFound);
    }
    let note = Note::new(Act::DuplicateRefused).of(community).to(one.id);
    audit::note(&tx, ctx, note.with("other", pair.other.to_string())).await?;
    Ok(tx.commit().await?)
}
