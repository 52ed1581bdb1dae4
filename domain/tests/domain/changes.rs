//! The log of changes: nothing is missed, nothing is jumped over, and a stranger rebuilds.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use koop_domain::changes::{self, CHANGES_KEPT_DAYS, CHANGES_MAX};
use koop_domain::error::Kind;
use koop_domain::id::ListingId;
use koop_domain::imports;
use koop_domain::ports::IndexPosition;
use sea_orm::ConnectionTrait;

use crate::harness::{House, on_both_databases};
use crate::imports::{import, record};

on_both_databases! {
    a_follower_hears_of_every_write;
    a_rebuild_reads_everything_once;
    a_position_of_another_filling_starts_anew;
    what_is_too_old_is_tidied_away;
    a_big_transaction_is_read_whole;
}

async fn a_follower_hears_of_every_write(house: &House) {
    let ctx = house.operator();
    let start = changes::head(&ctx, &house.domain).await.unwrap();
    import(house, "oost", vec![record("1", "Noor"), record("2", "Spaak")]).await;
    let (created, position) = read_to_the_end(house, start).await;
    assert_eq!(created.len(), 2);
    import(house, "oost", vec![record("1", "Noor & Co")]).await;
    let (changed, position) = read_to_the_end(house, position).await;
    assert_eq!(changed, created, "one changed, one is gone");
    let (none, same) = read_to_the_end(house, position).await;
    assert!(none.is_empty());
    assert_eq!(same, position);
}

async fn a_rebuild_reads_everything_once(house: &House) {
    let count = CHANGES_MAX as usize + 7;
    let records = (0..count).map(|n| record(&n.to_string(), &format!("Zaak {n}"))).collect();
    import(house, "oost", records).await;
    let ctx = house.operator();
    let mut all = Vec::new();
    loop {
        let page = changes::everything(&ctx, &house.domain, all.last().copied()).await.unwrap();
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= CHANGES_MAX as usize);
        all.extend(page);
    }
    assert_eq!(all.len(), count);
    assert!(all.is_sorted());
}

async fn a_position_of_another_filling_starts_anew(house: &House) {
    let ctx = house.operator();
    let head = changes::head(&ctx, &house.domain).await.unwrap();
    let stranger = IndexPosition { generation: head.generation + 1, ..head };
    assert_eq!(changes::after(&ctx, &house.domain, stranger).await.unwrap(), None);
    let future = IndexPosition { seq: i64::MAX, ..head };
    assert_eq!(changes::after(&ctx, &house.domain, future).await.unwrap(), None);
    let refused = changes::ask_rebuild(&house.visitor(), &house.domain).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::Denied);
    assert!(changes::after(&ctx, &house.domain, head).await.unwrap().is_some());
    changes::ask_rebuild(&ctx, &house.domain).await.unwrap();
    assert_eq!(changes::after(&ctx, &house.domain, head).await.unwrap(), None);
    let again = changes::head(&ctx, &house.domain).await.unwrap();
    assert!(changes::after(&ctx, &house.domain, again).await.unwrap().is_some());
}

async fn what_is_too_old_is_tidied_away(house: &House) {
    let ctx = house.operator();
    import(house, "oost", vec![record("1", "Noor")]).await;
    let start = IndexPosition { seq: 0, ..changes::head(&ctx, &house.domain).await.unwrap() };
    let (_, idle) = read_to_the_end(house, start).await;
    house.clock.advance(TimeDelta::days(CHANGES_KEPT_DAYS + 1));
    import(house, "oost", vec![record("1", "Noor & Co")]).await;
    assert_eq!(house.count("changes").await, 1, "the old one went when a new one came");
    let ctx = house.operator();
    assert_eq!(changes::after(&ctx, &house.domain, start).await.unwrap(), None);
    let (news, _) = read_to_the_end(house, idle).await;
    assert_eq!(news.len(), 1, "who had read all of it misses nothing");
}

async fn a_big_transaction_is_read_whole(house: &House) {
    let ctx = house.operator();
    let start = changes::head(&ctx, &house.domain).await.unwrap();
    let seq = start.seq + 1;
    let big = 2 * CHANGES_MAX + 3;
    let values = |seq: i64, n: u32| format!("({seq}, 'listing', {}, '2026-04-20')", uuid(house, n));
    let rows: Vec<String> = (0..big).map(|n| values(seq, n)).collect();
    house.run(&format!("insert into changes values {}", rows.join(","))).await;
    house.run("create table filler (n integer)").await;
    let (news, position) = read_to_the_end(house, start).await;
    assert_eq!(news.len(), big as usize);
    assert_eq!(position.seq, seq);
}

/// An id as a literal of the database.
fn uuid(house: &House, n: u32) -> String {
    match house.domain.db.backend() {
        koop_domain::db::Backend::Sqlite => format!("x'{n:032x}'"),
        koop_domain::db::Backend::Postgres => {
            format!("'00000000-0000-0000-0000-{n:012x}'")
        }
    }
}

/// The order in which two transactions commit makes no difference to a follower: it waits below
/// the one that still runs.
#[tokio::test]
async fn a_follower_waits_for_running_transactions() {
    let Some(house) = House::postgres().await else { return };
    let ctx = house.operator();
    let start = changes::head(&ctx, &house.domain).await.unwrap();
    let (early, late) =
        (house.domain.db.write().await.unwrap(), house.domain.db.write().await.unwrap());
    for (tx, n) in [(&early, 1), (&late, 2)] {
        let sql = format!(
            "insert into changes
            values (pg_current_xact_id()::text::bigint, 'listing', {}, '2026-04-20')",
            uuid(&house, n),
        );
        tx.conn().execute_unprepared(&sql).await.unwrap();
    }
    late.commit().await.unwrap();
    let news = changes::after(&ctx, &house.domain, start).await.unwrap().unwrap();
    assert!(news.listings.is_empty(), "it does not jump over the one that runs");
    assert!(news.more, "it knows that more is coming");
    early.commit().await.unwrap();
    let (both, _) = read_to_the_end(&house, news.position).await;
    assert_eq!(both.len(), 2);
}

/// Commands in another process write while the server follows: each batch is heard of once the
/// import has ended.
#[tokio::test]
async fn a_second_process_is_heard() {
    let house = House::sqlite().await;
    let ctx = house.operator();
    let start = changes::head(&ctx, &house.domain).await.unwrap();
    let other = house.another_process().await;
    imports::seed_demo(&ctx, &other, vec![record("1", "Noor")]).await.unwrap();
    assert_eq!(read_on(&house, start).await.len(), 1);
}

/// Every listing that changed after a position.
pub(crate) async fn read_on(house: &House, position: IndexPosition) -> BTreeSet<ListingId> {
    read_to_the_end(house, position).await.0
}

/// Where the feed stands once so many listings were heard of. On PostgreSQL whoever writes beside,
/// in another database too, holds it back for as long.
pub(crate) async fn heard_of(house: &House, many: usize) -> IndexPosition {
    let head = changes::head(&house.operator(), &house.domain).await.unwrap();
    let start = IndexPosition { seq: 0, ..head };
    loop {
        let (heard, position) = read_to_the_end(house, start).await;
        if heard.len() >= many {
            return position;
        }
        tokio::task::yield_now().await;
    }
}

async fn read_to_the_end(
    house: &House,
    mut position: IndexPosition,
) -> (BTreeSet<ListingId>, IndexPosition) {
    let ctx = house.operator();
    let mut heard = BTreeSet::new();
    loop {
        let news = changes::after(&ctx, &house.domain, position).await.unwrap().unwrap();
        assert!(news.listings.is_sorted(), "each stands once");
        heard.extend(news.listings);
        position = news.position;
        if !news.more {
            return (heard, position);
        }
    }
}
