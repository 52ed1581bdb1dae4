//! What many pages show and nobody needs to the second: how large the directory is and which
//! houses stand in a street. Asked again after a few seconds, so a busy minute counts once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use koop_domain::areas;
use koop_domain::areas::atlas::Atlas;
use koop_domain::ctx::Ctx;
use koop_domain::id::{AreaId, ListingId};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::{Kind, Listing, Whereabouts};
use koop_domain::listings::search::{FacetField, Filter, ListingQuery};
use koop_domain::listings::{self, Census, SearchPage};
use koop_domain::page::PAGE_MAX;

use crate::Web;
use crate::area::AreaCounts;
use crate::card::{pick, richness};
use crate::street::HOUSES_MAX;

/// How long a count is shown before it is taken again.
const FRESH: Duration = Duration::from_secs(5);
/// How long the same houses stand in the street.
const STREET_FRESH: Duration = Duration::from_secs(60);
/// Of so many areas the street is remembered; more are asked for by crawlers only.
const STREETS_MAX: usize = 500;

/// The last counts.
#[derive(Default)]
pub(crate) struct Pulse {
    census: Kept<Census>,
    counts: Kept<Counts>,
    /// Of the whole directory, and by area.
    streets: Mutex<HashMap<Option<AreaId>, Arc<Kept<Street>>>>,
}

impl Pulse {
    fn street_of(&self, area: Option<AreaId>) -> Arc<Kept<Street>> {
        let mut streets = self.streets.lock().unwrap_or_else(PoisonError::into_inner);
        if streets.len() >= STREETS_MAX && !streets.contains_key(&area) {
            streets.clear();
        }
        streets.entry(area).or_default().clone()
    }
}

/// Which houses stand in the street, in a directory of this size.
struct Street {
    listings: u64,
    houses: Vec<ListingId>,
}

/// How many listings there are of what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// All that can be found.
    pub total: u64,
    /// Per kind, by its key.
    pub kinds: Vec<(String, u64)>,
    /// Per category, by its key, ancestors included.
    pub categories: Vec<(String, u64)>,
    /// Per area, those inside it included.
    pub areas: AreaCounts,
    /// Whether these are estimates.
    pub approximate: bool,
}

impl Counts {
    /// How many listings a category has, those below it included.
    pub(crate) fn of_category(&self, key: &str) -> u64 {
        self.categories.iter().find(|(it, _)| it == key).map_or(0, |(_, count)| *count)
    }

    fn of_kind(&self, kind: Kind) -> u64 {
        self.kinds.iter().find(|(it, _)| it == kind.key()).map_or(0, |(_, count)| *count)
    }

    /// The counts of a page of results.
    pub(crate) fn of(page: &SearchPage) -> Self {
        let values = |field| facet(page, field).to_vec();
        Self {
            total: page.total,
            kinds: values(FacetField::Kind),
            categories: values(FacetField::Category),
            areas: AreaCounts::of_facet(facet(page, FacetField::Area)),
            approximate: page.approximate,
        }
    }
}

impl Web {
    /// How large the directory is.
    pub(crate) async fn census(&self, ctx: &Ctx) -> Result<Arc<Census>, ListingError> {
        let take = || listings::census(ctx, &self.site.domain);
        self.pulse.census.within(FRESH, take).await
    }

    /// Whether the neighbourhood is invented. When nobody can say, a page must not fail for it,
    /// and crawlers are kept away.
    pub(crate) async fn is_demo(&self, ctx: &Ctx) -> bool {
        self.census(ctx).await.is_ok_and(|census| census.demo > 0)
    }

    /// How many listings there are of what.
    pub(crate) async fn counts(&self, ctx: &Ctx) -> Result<Arc<Counts>, ListingError> {
        let take = || async {
            let query = ListingQuery { first: 1, ..ListingQuery::new(ctx.now) };
            Ok(Counts::of(&listings::search(ctx, &self.site.domain, query).await?))
        };
        self.pulse.counts.within(FRESH, take).await
    }

    /// The map of areas.
    pub(crate) async fn atlas(&self, ctx: &Ctx) -> Result<Arc<Atlas>, ListingError> {
        areas::atlas(ctx, &self.site.domain).await
    }

    /// Whether places can be named in words. When nobody can say, a page must not fail for it.
    pub(crate) async fn knows_areas(&self, ctx: &Ctx) -> bool {
        self.atlas(ctx).await.is_ok_and(|atlas| !atlas.is_empty())
    }

    /// The houses of the street, of an area or of the whole: the same at every hour, so that the switch shows how their
    /// lights go on and off; of every kind, and those first of which most is known. Which they
    /// are is remembered a while; what they are is read now.
    pub(crate) async fn street(
        &self,
        ctx: &Ctx,
        area: Option<AreaId>,
        counts: &Counts,
    ) -> Result<Vec<Listing>, ListingError> {
        let take = || self.choose_street(ctx, area, counts);
        // After an import there are others to choose from.
        let same = |it: &Street| it.listings == counts.total;
        let kept = self.pulse.street_of(area);
        let street = kept.within_if(STREET_FRESH, same, take).await?;
        let mut rows = listings::find_many(ctx, &self.site.domain, &street.houses).await?;
        Ok(street.houses.iter().filter_map(|id| rows.remove(id)).collect())
    }

    async fn choose_street(
        &self,
        ctx: &Ctx,
        area: Option<AreaId>,
        counts: &Counts,
    ) -> Result<Street, ListingError> {
        let mut pool = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| counts.of_kind(*kind) > 0) {
            let filter = Filter { kinds: vec![kind], area, ..Filter::default() };
            let first = PAGE_MAX;
            let query = ListingQuery { filter, first, facets: false, ..ListingQuery::new(ctx.now) };
            let page = listings::search(ctx, &self.site.domain, query).await?;
            let with_door = |it: &Listing| it.facts.whereabouts == Whereabouts::Fixed;
            pool.extend(page.found.into_iter().map(|(it, _)| it).filter(with_door));
        }
        let chosen = pick(pool, HOUSES_MAX, |it| it, richness);
        Ok(Street { listings: counts.total, houses: chosen.iter().map(|it| it.id).collect() })
    }
}

/// The counts of one field.
pub(crate) fn facet(page: &SearchPage, field: FacetField) -> &[(String, u64)] {
    page.facets.iter().find(|facet| facet.field == field).map_or(&[], |facet| &facet.values)
}

/// A value and when it was taken.
struct Kept<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// The value, taken anew when it is older than that.
    async fn within<F, E>(&self, age: Duration, take: impl FnOnce() -> F) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        self.within_if(age, |_| true, take).await
    }

    /// The value, taken anew when it is older than that or no longer fits. Two requests at once
    /// may both take it: that costs less than making one wait for the other.
    async fn within_if<F, E>(
        &self,
        age: Duration,
        fits: impl Fn(&T) -> bool,
        take: impl FnOnce() -> F,
    ) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((taken, value)) = kept
            && taken.elapsed() < age
            && fits(&value)
        {
            return Ok(value);
        }
        let value = Arc::new(take().await?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), value.clone()));
        Ok(value)
    }
}
