//! The directory as a whole: how much is in it, and whose work it is.

use async_graphql::SimpleObject;
use koop_domain::listings;

use super::errors::failed;
use super::visit::Visit;

/// What is in the directory.
#[derive(SimpleObject)]
pub(crate) struct Directory {
    /// How many listings that still exist.
    listings: u64,
    /// How many of these are invented, for the demo.
    demo: u64,
    /// Whose data it is, and on which terms.
    sources: Vec<SourceCount>,
}

/// How many listings come from a source.
#[derive(SimpleObject)]
pub(crate) struct SourceCount {
    /// The licence, as an SPDX name where there is one.
    licence: String,
    /// The line that must be shown with the data.
    attribution: String,
    /// How many listings.
    listings: u64,
}

/// Counts the directory.
pub(crate) async fn count(visit: &Visit) -> async_graphql::Result<Directory> {
    let census = listings::census(&visit.ctx, &visit.domain).await;
    let census = census.map_err(|error| failed(visit, &error))?;
    let source = |(licence, attribution, listings)| SourceCount { licence, attribution, listings };
    Ok(Directory {
        listings: census.listings,
        demo: census.demo,
        sources: census.sources.into_iter().map(source).collect(),
    })
}
