//! Places that stand in the directory twice.
//!
//! A pair is reported with its reasons, for somebody to look at; nothing is ever merged by
//! itself. `rule` is the whole rule and pure; `name` and `website` say what it compares;
//! `place` is what it needs of a listing, small enough to hold a region; `near` finds those
//! that lie close together without comparing all with all.
//!
//! How good the rule is, is measured on pairs labelled by hand: see `docs/decisions`.

pub mod name;
mod near;
mod pairs;
mod place;
pub mod rule;
pub(crate) mod store;
mod website;
mod words;

use std::collections::{BTreeSet, HashMap, HashSet};

pub use self::pairs::{PAIRS_KEPT_MAX, Pair, seek, unlike};
pub use self::place::Place;
pub use self::rule::Reason;

use self::near::Near;
use self::website::Hosts;
use super::error::ListingError;
use super::model::Listing;
use super::store as listings_store;
use crate::Domain;
use crate::ctx::Ctx;
use crate::id::{AreaId, ListingId};
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};

/// How many listings are read at once.
const CHUNK: u64 = 1_000;
/// The most pairs that are reported: a file that came in twice in a region would fill the memory.
pub const PAIRS_MAX: usize = 100_000;

/// Which pairs are wanted; both of a pair are always looked for in the whole directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Among {
    /// One of the two lies in this area.
    pub area: Option<AreaId>,
    /// One of the two came with this data set.
    pub dataset: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// How many listings were compared.
    pub compared: u64,
    /// The pairs, the surest first.
    pub pairs: Vec<Duplicate>,
    /// Whether there were more than [`PAIRS_MAX`].
    pub more: bool,
    /// How many of those that were wanted stand in a pair.
    pub double: u64,
}

/// Two listings that look like one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// The older one.
    pub one: Named,
    /// The newer one.
    pub other: Named,
    /// Why, the weightiest first; never empty.
    pub reasons: Vec<Reason>,
    /// How far apart, where both have a point.
    pub metres: Option<f64>,
}

/// A listing by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: ListingId,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Looks for listings that stand in the directory twice.
///
/// # Errors
/// [`ListingError::Denied`], [`ListingError::Db`].
pub async fn duplicates(ctx: &Ctx, domain: &Domain, among: &Among) -> Result<Report, ListingError> {
    policy::check(ctx, Action::SeekDuplicates)?;
    let db = domain.db.reader();
    let held = match &among.dataset {
        Some(dataset) => Some(store::listings_in(db, dataset).await?),
        None => None,
    };
    let (mut places, mut wanted) = (Vec::new(), HashSet::new());
    let mut after = None;
    loop {
        let chunk = listings_store::after(db, after, CHUNK).await?;
        let Some(last) = chunk.last() else { break };
        after = Some(last.id);
        for listing in &chunk {
            let in_area = among.area.is_none_or(|area| listing.areas.contains(&area));
            if in_area && held.as_ref().is_none_or(|held| held.contains(&listing.id)) {
                wanted.insert(listing.id);
            }
            places.push(Place::of(listing));
        }
    }
    let found = pairs_among(&places, |place| wanted.contains(&place.id));
    let double: HashSet<ListingId> = found
        .pairs
        .iter()
        .flat_map(|pair| [places[pair.one].id, places[pair.other].id])
        .filter(|id| wanted.contains(id))
        .collect();
    let mut report = Report {
        compared: places.len() as u64,
        pairs: Vec::new(),
        more: found.more,
        double: double.len() as u64,
    };
    report.pairs = named(ctx, domain, &places, found.pairs).await?;
    Ok(report)
}

/// Which of some listings look like the same place as another, the surest first.
#[must_use]
pub fn alike(listing: &Listing, others: Vec<Listing>) -> Vec<Listing> {
    let mut places = vec![Place::of(listing)];
    places.extend(others.iter().map(Place::of));
    let found = pairs_among(&places, |place| place.id == listing.id);
    let mut others: Vec<Option<Listing>> = others.into_iter().map(Some).collect();
    let other = |pair: Likeness| others.get_mut(pair.other.checked_sub(1)?)?.take();
    found.pairs.into_iter().filter_map(other).collect()
}

/// A pair by the places' numbers.
struct Likeness {
    one: usize,
    other: usize,
    reasons: Vec<Reason>,
    metres: Option<f64>,
}

struct Found {
    pairs: Vec<Likeness>,
    more: bool,
}

/// The pairs among places of which at least one is wanted, the surest first.
fn pairs_among(places: &[Place], wanted: impl Fn(&Place) -> bool) -> Found {
    let hosts = Hosts::count(places.iter().filter_map(|place| place.site.as_ref()));
    let mut found = Found { pairs: Vec::new(), more: false };
    let mut judge = |one: usize, other: usize, metres: Option<f64>| {
        let (one, other) = (one.min(other), one.max(other));
        let (a, b) = (&places[one], &places[other]);
        if a.demo != b.demo || !(wanted(a) || wanted(b)) {
            return;
        }
        let reasons = rule::reasons(&a.beside(b, metres, &hosts));
        if reasons.is_empty() {
            return;
        }
        found.more |= found.pairs.len() >= PAIRS_MAX;
        if found.pairs.len() < PAIRS_MAX {
            found.pairs.push(Likeness { one, other, reasons, metres });
        }
    };
    // What is certain is so at any distance, and without one; it comes first, so that no number
    // of likenesses takes its place.
    let certain = certain(places);
    for (one, other) in &certain {
        judge(*one, *other, places[*one].metres_to(&places[*other]));
    }
    Near::of(places).each(rule::NEAR_MAX_M, |one, other, metres| {
        if !certain.contains(&(one.min(other), one.max(other))) {
            judge(one, other, Some(metres));
        }
    });
    found.pairs.sort_by(|a, b| {
        let distance = |pair: &Likeness| pair.metres.unwrap_or(f64::INFINITY);
        (a.reasons[0].cmp(&b.reasons[0]))
            .then(distance(a).total_cmp(&distance(b)))
            .then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    found
}

/// Neighbours in the lists of those that share a record or a branch number.
fn certain(places: &[Place]) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for key in [Place::record_key, Place::branch_key] {
        let mut last: HashMap<u64, usize> = HashMap::new();
        for (at, place) in places.iter().enumerate() {
            let Some(key) = key(place) else { continue };
            pairs.extend(last.insert(key, at).map(|before| (before, at)));
        }
    }
    pairs
}

/// Reads the names of the pairs; a listing that went away meanwhile takes its pair with it.
async fn named(
    ctx: &Ctx,
    domain: &Domain,
    places: &[Place],
    pairs: Vec<Likeness>,
) -> Result<Vec<Duplicate>, ListingError> {
    let mut duplicates = Vec::with_capacity(pairs.len());
    for chunk in pairs.chunks(PAGE_MAX as usize) {
        let ids = chunk.iter().flat_map(|pair| [places[pair.one].id, places[pair.other].id]);
        let rows = super::find_many(ctx, domain, &ids.collect::<Vec<_>>()).await?;
        let name = |at: usize| {
            let listing = rows.get(&places[at].id)?;
            let (slug, name) = (listing.slug.clone(), listing.facts.name.clone());
            Some(Named { id: listing.id, slug, name })
        };
        duplicates.extend(chunk.iter().filter_map(|pair| {
            Some(Duplicate {
                one: name(pair.one)?,
                other: name(pair.other)?,
                reasons: pair.reasons.clone(),
                metres: pair.metres,
            })
        }));
    }
    Ok(duplicates)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::geo::Point;
    use crate::listings::model::{Facts, Listing};
    use crate::listings::provenance::Provenance;

    fn place(number: u128, name: &str, latitude: f64, branch: Option<&str>) -> Place {
        let epoch = DateTime::<Utc>::UNIX_EPOCH;
        Place::of(&Listing {
            id: ListingId(Uuid::from_u128(number)),
            slug: number.to_string(),
            revision: 1,
            facts: Facts {
                name: name.to_owned(),
                point: Some(Point { latitude, longitude: 4.9 }),
                branch_number: branch.map(str::to_owned),
                ..Facts::default()
            },
            provenance: Provenance::new(),
            source: None,
            areas: Vec::new(),
            demo: false,
            created_at: epoch,
            updated_at: epoch,
        })
    }

    #[test]
    fn what_is_certain_is_reported_however_many_look_alike() {
        let crowd = 448;
        assert!(crowd * (crowd - 1) / 2 > PAIRS_MAX as u128);
        let mut places: Vec<Place> = (0..crowd).map(|n| place(n, "Bakker", 52.3, None)).collect();
        let branch = Some("000012345678");
        places.push(place(crowd, "Spaak", 52.3, branch));
        places.push(place(crowd + 1, "Zoon", 52.9, branch));
        let found = pairs_among(&places, |_| true);
        assert!(found.more && found.pairs.len() == PAIRS_MAX);
        assert_eq!(found.pairs[0].reasons, [Reason::Branch]);
        assert_eq!(found.pairs[1].reasons, [Reason::Name]);
    }

    #[test]
    fn a_pair_is_reported_once() {
        let branch = Some("000012345678");
        let places = [2, 1, 0].map(|n| place(n, "Bakker", 52.3, branch));
        let found = pairs_among(&places, |_| true);
        let mut pairs: Vec<_> = found.pairs.iter().map(|pair| (pair.one, pair.other)).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (0, 2), (1, 2)]);
        assert!(found.pairs.iter().all(|pair| pair.reasons == [Reason::Branch, Reason::Name]));
    }
}
