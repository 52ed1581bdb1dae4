//! The demo in a directory.

use std::collections::BTreeSet;

use koop_domain::ctx::Ctx;
use koop_domain::id::ListingId;
use koop_domain::imports::{remove_demo, seed_demo};
use koop_domain::listings;
use koop_seeds::demo;

use super::harness::Town;

async fn ids(town: &Town) -> BTreeSet<(ListingId, String)> {
    let first = demo::records(town.ctx().now).len().try_into().unwrap();
    let all = listings::newest(&town.ctx(), &town.domain, first).await.unwrap();
    all.into_iter().map(|listing| (listing.id, listing.slug)).collect()
}

async fn seed(town: &Town, ctx: &Ctx) {
    seed_demo(ctx, &town.domain, demo::records(ctx.now)).await.unwrap();
}

#[tokio::test]
async fn every_house_draws_the_same_street() {
    let (one, other) = (Town::new().await, Town::new().await);
    // The ids of the second house count on from elsewhere.
    for _ in 0..7 {
        other.ctx().ids.next();
    }
    seed(&one, &one.ctx()).await;
    seed(&other, &other.ctx()).await;
    let drawn = ids(&one).await;
    assert!(drawn.len() > 50, "{}", drawn.len());
    assert_eq!(drawn, ids(&other).await);

    remove_demo(&one.ctx(), &one.domain).await.unwrap();
    assert!(ids(&one).await.is_empty());
    seed(&one, &one.ctx()).await;
    assert_eq!(ids(&one).await, drawn, "sown again");
}
