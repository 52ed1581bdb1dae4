//! Private numbers, on both databases.

use chrono::TimeDelta;
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::ListingId;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::numbers::model::{Figure, KEPT_DAYS, WEEKS, What};
use koop_domain::listings::numbers::{Tally, count, flush, tidy, weeks};

use crate::communities::PIET;
use crate::harness::{House, killed_after, on_both_databases};
use crate::imports::{by_slug, import, record};
use crate::members::HANNEKE;
use crate::reports::{owner_of, person};

on_both_databases! {
    counts_are_sums_of_a_week;
    nodes_add_up;
    nothing_is_lost_by_being_cut_off;
    only_keepers_see_them;
    what_is_a_year_old_is_thrown_away;
}

async fn noor(house: &House) -> ListingId {
    import(house, "oost", vec![record("1", "Noor")]).await;
    by_slug(house, "noor").await.id
}

/// So often, each time by somebody else.
fn times(ctx: &Ctx, domain: &Domain, (id, what): (ListingId, What), times: u32) {
    for number in 0..times {
        count(ctx, domain, id, (what, &format!("192.0.2.{number}"))).unwrap();
    }
}

async fn counts_are_sums_of_a_week(house: &House) {
    let (id, domain) = (noor(house).await, &house.domain);
    let owner = owner_of(house, id, PIET).await;
    let visitor = house.visitor();
    let before = domain.db.statements();
    times(&visitor, domain, (id, What::Seen), 7);
    times(&visitor, domain, (id, What::Called), 1);
    assert_eq!(domain.db.statements(), before, "who looks waits for no database");
    assert_eq!(flush(&house.operator(), domain).await.unwrap(), 1);
    times(&visitor, domain, (id, What::Seen), 2);
    // What went away meanwhile is counted no more, and keeps the others from nothing.
    times(&visitor, domain, (ListingId(uuid::Uuid::nil()), What::Seen), 3);
    flush(&house.operator(), domain).await.unwrap();
    assert_eq!(flush(&house.operator(), domain).await.unwrap(), 0);
    let seen = weeks(&owner, domain, id).await.unwrap();
    assert_eq!((seen.len(), seen[WEEKS - 1].monday.to_string().as_str()), (WEEKS, "2026-04-20"));
    let last = seen[WEEKS - 1];
    assert_eq!(last.seen, Figure::Count(9));
    assert_eq!((last.called, last.routed), (Figure::Few, Figure::None));
    assert!(seen[..WEEKS - 1].iter().all(|it| it.seen == Figure::None));
    // Nothing that is kept says who.
    let row = house.text("select week || '|' || seen || '|' || called from listing_numbers").await;
    assert_eq!(row, "2026-04-20|9|1");
    house.clock.advance(TimeDelta::days(7));
    times(&house.visitor(), domain, (id, What::Routed), 6);
    flush(&house.operator(), domain).await.unwrap();
    let next = Ctx { now: owner.now + TimeDelta::days(7), ..owner.clone() };
    let seen = weeks(&next, domain, id).await.unwrap();
    assert_eq!((seen[WEEKS - 2].seen, seen[WEEKS - 1].routed), (last.seen, Figure::Count(6)));
    house.run("delete from listings").await;
    assert_eq!(house.count("listing_numbers").await, 0);
}

async fn nodes_add_up(house: &House) {
    let (id, here) = (noor(house).await, &house.domain);
    let there = Domain { tally: Tally::default(), ..here.clone() };
    times(&house.visitor(), here, (id, What::Seen), 6);
    times(&house.visitor(), &there, (id, What::Seen), 5);
    let ctx = house.operator();
    let (one, other) = tokio::join!(flush(&ctx, here), flush(&ctx, &there));
    assert_eq!((one.unwrap(), other.unwrap()), (1, 1));
    assert_eq!(house.text("select seen || '' from listing_numbers").await, "11");
}

/// What is cut off while it is written is written the next time, and once.
async fn nothing_is_lost_by_being_cut_off(house: &House) {
    let (id, domain) = (noor(house).await, &house.domain);
    let operator = house.operator();
    for steps in 0..8 {
        times(&house.visitor(), domain, (id, What::Seen), 1);
        house.clock.advance(TimeDelta::minutes(2));
        killed_after(steps, flush(&operator, domain)).await;
    }
    flush(&operator, domain).await.unwrap();
    assert_eq!(house.text("select sum(seen) || '' from listing_numbers").await, "8");
}

async fn only_keepers_see_them(house: &House) {
    let (id, domain) = (noor(house).await, &house.domain);
    let owner = owner_of(house, id, PIET).await;
    let other = person(house, HANNEKE).await;
    assert!(weeks(&owner, domain, id).await.is_ok());
    for ctx in [&other, &house.visitor(), &house.operator()] {
        let denied = weeks(ctx, domain, id).await;
        assert!(matches!(denied, Err(ListingError::Denied(_))), "{denied:?}");
    }
    assert!(matches!(flush(&owner, domain).await, Err(ListingError::Denied(_))));
}

async fn what_is_a_year_old_is_thrown_away(house: &House) {
    let (id, domain) = (noor(house).await, &house.domain);
    times(&house.visitor(), domain, (id, What::Seen), 6);
    flush(&house.operator(), domain).await.unwrap();
    house.clock.advance(TimeDelta::days(KEPT_DAYS - 7));
    assert_eq!(tidy(&house.operator(), domain).await.unwrap(), 0);
    house.clock.advance(TimeDelta::days(8));
    assert_eq!(tidy(&house.operator(), domain).await.unwrap(), 1);
    assert_eq!(house.count("listing_numbers").await, 0);
}
