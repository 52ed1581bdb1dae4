//! How much stands on the board.

use std::collections::BTreeMap;

use super::error::PostError;
use super::model::{Direction, Subject};
use super::store;
use crate::ctx::Ctx;
use crate::id::AreaId;
use crate::policy::{self, Action};
use crate::{Domain, areas};

/// Fewer posts than these are not counted on their own: the area around them is.
pub const COUNT_MIN: u64 = 5;

/// How many posts of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Offered, or asked for.
    pub direction: Direction,
    /// What they are about.
    pub subject: Subject,
    /// How many.
    pub count: u64,
}

/// How many there are, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountsOf {
    /// In which area; none: everywhere.
    pub area: Option<AreaId>,
    /// How many of each kind of which there are any.
    pub counts: Vec<Count>,
}

/// How much stands on the board in an area, whoever may see it: everybody is told the same. A kind
/// of which there are fewer than [`COUNT_MIN`] is not told; an area without any other answers for
/// the one around it, and the outermost for everywhere.
///
/// # Errors
/// [`PostError::Db`].
pub async fn counts(
    ctx: &Ctx,
    domain: &Domain,
    area: Option<AreaId>,
) -> Result<CountsOf, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    let atlas = areas::atlas(ctx, domain).await?;
    let groups = store::counts(domain.db.reader(), ctx.now).await?;
    let placed: Vec<_> = groups
        .into_iter()
        .map(|(point, direction, subject, count)| {
            (atlas.around(point), Count { direction, subject, count })
        })
        .collect();
    let within = area.into_iter().flat_map(|area| atlas.lineage(area).map(|it| Some(it.id)));
    for area in within.chain([None]) {
        let here = placed.iter().filter(|(areas, _)| area.is_none_or(|area| areas.contains(&area)));
        let mut sums: BTreeMap<(Direction, Subject), u64> = BTreeMap::new();
        for (_, it) in here {
            *sums.entry((it.direction, it.subject)).or_default() += it.count;
        }
        if area.is_some() {
            // Of each kind apart: four offers would not hide the one neighbour who asks for help.
            sums.retain(|_, count| *count >= COUNT_MIN);
            if sums.is_empty() {
                continue;
            }
        }
        let count = |((direction, subject), count)| Count { direction, subject, count };
        return Ok(CountsOf { area, counts: sums.into_iter().map(count).collect() });
    }
    Ok(CountsOf::default())
}
