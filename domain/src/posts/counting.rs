//! How much stands on the board.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};

use super::error::PostError;
use super::model::{Direction, Subject, Topic};
use super::store;
use crate::areas::atlas::Atlas;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::AreaId;
use crate::policy::{self, Action};
use crate::{Domain, areas};

/// Fewer posts than these are not counted on their own: the area around them is.
pub const COUNT_MIN: u64 = 5;
/// For how many seconds what was counted is told without counting anew.
pub const COUNTED_S: i64 = 60;

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

/// How many topics are told of that neighbours look for.
pub const WANTED_MAX: usize = 6;

/// What several neighbours look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is about.
    pub subject: Subject,
    /// More precisely.
    pub topic: Topic,
    /// How many neighbours ask for it, each counted once.
    pub count: u64,
}

/// What was counted.
struct Sums {
    /// By area; none: everywhere.
    kinds: HashMap<Option<AreaId>, BTreeMap<(Direction, Subject), u64>>,
    /// What is asked for most, everywhere.
    wanted: Vec<Wanted>,
}

/// What was counted last, and when; clones share it.
#[derive(Clone, Default)]
pub struct Counted(Arc<RwLock<Option<Kept>>>);

#[derive(Clone)]
struct Kept {
    sums: Arc<Sums>,
    /// On which version of the map.
    version: i64,
    at: DateTime<Utc>,
}

impl Counted {
    /// What was counted less than [`COUNTED_S`] ago on a map. Who comes first after that counts
    /// anew; meanwhile the others are told what was.
    fn fresh(&self, version: i64, now: DateTime<Utc>) -> Option<Arc<Sums>> {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let it = kept.as_mut().filter(|it| it.version == version && it.at <= now)?;
        if now - it.at < TimeDelta::seconds(COUNTED_S) {
            return Some(Arc::clone(&it.sums));
        }
        it.at = now;
        None
    }

    fn keep(&self, sums: Arc<Sums>, version: i64, at: DateTime<Utc>) {
        let kept = Kept { sums, version, at };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }

    /// Something was put on the board here, or taken off it: it is counted anew.
    pub(super) fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// How much stands on the board in an area, whoever may see it: everybody is told the same. A kind
/// of which there are fewer than [`COUNT_MIN`] is not told; an area without any other answers for
/// the one around it, and the outermost for everywhere. What another node took off is counted for
/// up to [`COUNTED_S`] longer.
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
    let sums = sums(ctx, domain, &atlas).await?;
    let within = area.into_iter().flat_map(|area| atlas.lineage(area).map(|it| Some(it.id)));
    for area in within.chain([None]) {
        let here = sums.kinds.get(&area).into_iter().flatten();
        let count = |(&(direction, subject), &count): (&(Direction, Subject), &u64)| Count {
            direction,
            subject,
            count,
        };
        // Of each kind apart: four offers would not hide the one neighbour who asks for help.
        let counts = here.map(count).filter(|it| area.is_none() || it.count >= COUNT_MIN);
        let counts: Vec<Count> = counts.collect();
        if area.is_none() || !counts.is_empty() {
            return Ok(CountsOf { area, counts });
        }
    }
    Ok(CountsOf::default())
}

/// What neighbours ask for most, the most first, at most [`WANTED_MAX`]: everybody is told the
/// same, and nothing of which there are fewer than [`COUNT_MIN`].
///
/// # Errors
/// [`PostError::Db`].
pub async fn wanted(ctx: &Ctx, domain: &Domain) -> Result<Vec<Wanted>, PostError> {
    policy::check(ctx, Action::ReadBoard)?;
    let atlas = areas::atlas(ctx, domain).await?;
    Ok(sums(ctx, domain, &atlas).await?.wanted.clone())
}

async fn sums(ctx: &Ctx, domain: &Domain, atlas: &Atlas) -> Result<Arc<Sums>, PostError> {
    match domain.counted.fresh(atlas.version(), ctx.now) {
        Some(sums) => Ok(sums),
        None => count(ctx, domain, atlas).await,
    }
}

/// Counts the whole board once, for each of the areas.
async fn count(ctx: &Ctx, domain: &Domain, atlas: &Atlas) -> Result<Arc<Sums>, PostError> {
    let db = domain.db.reader();
    let read = async {
        let wanted = store::wanted(db, ctx.now, (COUNT_MIN, WANTED_MAX)).await?;
        Ok::<_, DbError>((store::counts(db, ctx.now).await?, wanted))
    };
    let (groups, wanted) = match read.await {
        Ok(read) => read,
        Err(error) => {
            // What is not known is asked again by the next one.
            domain.counted.forget();
            return Err(error.into());
        }
    };
    let mut kinds: HashMap<_, BTreeMap<_, u64>> = HashMap::new();
    for (point, direction, subject, count) in groups {
        let areas = atlas.around(point).into_iter().map(Some);
        for area in areas.chain([None]) {
            *kinds.entry(area).or_default().entry((direction, subject)).or_default() += count;
        }
    }
    let sums = Arc::new(Sums { kinds, wanted });
    domain.counted.keep(Arc::clone(&sums), atlas.version(), ctx.now);
    Ok(sums)
}
