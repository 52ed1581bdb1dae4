//! Two listings beside one another, before they are made one.

use async_graphql::{ID, SimpleObject};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::Field;
use koop_domain::listings::merging::{self, Comparison};
use koop_web::fact_label;

use super::super::errors::failed;
use super::super::keeping::{listing_of, shown};
use super::super::listings::Listing;
use super::super::visit::Visit;
use super::types::words;

/// Two listings beside one another.
#[derive(SimpleObject)]
pub(crate) struct ListingComparison {
    /// The one that would go on.
    survivor: Listing,
    /// The one whose address would lead there.
    lost: Listing,
    /// Whether the first has an owner.
    survivor_owned: bool,
    /// Whether the other has one. Two that each have another owner stay two.
    lost_owned: bool,
    /// In what they differ.
    fields: Vec<MergeChoice>,
}

/// A field in which two listings differ.
#[derive(SimpleObject)]
pub(crate) struct MergeChoice {
    /// Which, by key; as `mergeListings` takes it.
    field: &'static str,
    /// The same in the viewer's language.
    label: String,
    /// What the one that would go on says, in words; null where nothing.
    survivor: Option<String>,
    /// What the other says.
    lost: Option<String>,
    /// Whether the other tells it better: what is taken from it where nothing is said.
    from_lost: bool,
}

/// Two listings, where the viewer may make them one; null to who may not, and of what is not there.
pub(super) async fn compare(
    visit: &Visit,
    (one, other): (&ID, &ID),
    in_order: bool,
) -> async_graphql::Result<Option<ListingComparison>> {
    let compared = match (listing_of(one), listing_of(other)) {
        (Ok(one), Ok(other)) if one != other => {
            merging::compare(&visit.ctx, &visit.domain, (one, other), in_order).await
        }
        _ => return Ok(None),
    };
    match compared {
        Ok(it) => Ok(Some(ListingComparison::of(visit, it))),
        Err(ListingError::Denied(_) | ListingError::NotFound) => Ok(None),
        Err(error) => Err(failed(visit, &error)),
    }
}

impl ListingComparison {
    fn of(visit: &Visit, it: Comparison) -> Self {
        let choice = |field: &Field| MergeChoice {
            field: field.key(),
            label: fact_label(visit.language, *field),
            survivor: words(visit, *field, &it.pair[0].facts),
            lost: words(visit, *field, &it.pair[1].facts),
            from_lost: it.better.contains(field),
        };
        let fields = it.fields.iter().map(choice).collect();
        let [survivor_owned, lost_owned] = it.owned;
        let [survivor, lost] = it.pair.map(|it| shown(visit, it));
        Self { survivor, lost, survivor_owned, lost_owned, fields }
    }
}
