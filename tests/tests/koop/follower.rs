//! The index follows the database, on either one.

use koop_domain::Domain;
use koop_domain::imports::Import;
use koop_domain::imports::model::Record;
use koop_domain::listings::search::ListingQuery;
use koop_search::follower::step;
use koop_seeds::demo;
use koop_tests::house::{House, On};
use koop_tests::still::saturday_afternoon;
use sea_orm::ConnectionTrait;

/// Imports the first few records of the demo as a data set of their own.
async fn import(house: &House, dataset: &str, records: &[Record]) {
    let ctx = house.operator();
    let mut import = Import::begin(&ctx, &house.domain, dataset, false).await.expect("it begins");
    for record in records {
        import.add(&ctx, record.clone()).await.expect("it is staged");
    }
    import.publish(&ctx).await.expect("it is published");
}

async fn found(domain: &Domain) -> u64 {
    let query = ListingQuery::new(saturday_afternoon());
    domain.index.search(&query).await.expect("the index answers").total
}

#[tokio::test]
async fn what_is_written_is_found_on_either_database() {
    let records = demo::records(saturday_afternoon());
    for on in [On::Sqlite, On::Postgres] {
        let Some(house) = House::on(on, saturday_afternoon()).await else { continue };
        import(&house, "street", &records[..3]).await;
        house.catch_up().await;
        assert_eq!(found(&house.domain).await, 3, "{on:?}");
        import(&house, "street", &records[1..5]).await;
        import(&house, "other", &records[5..7]).await;
        house.catch_up().await;
        assert_eq!(found(&house.domain).await, 6, "{on:?}: one is gone, four are new");
        house.close().await;
    }
}

/// On PostgreSQL a transaction that began earlier may be committed later. Whoever read past it
/// would never see it.
#[tokio::test]
async fn nothing_is_read_past_a_transaction_that_still_runs() {
    let Some(house) = House::on(On::Postgres, saturday_afternoon()).await else { return };
    let records = demo::records(saturday_afternoon());
    import(&house, "street", &records[..1]).await;
    house.catch_up().await;
    let before = house.domain.index.position().await.expect("a position");

    let slow = house.domain.db.write().await.expect("a transaction");
    slow.conn().execute_unprepared("select pg_current_xact_id()").await.expect("it has a number");
    import(&house, "other", &records[1..3]).await;
    let more = step(&house.operator(), &house.domain).await.expect("a step");
    assert!(more, "what came after it waits");
    assert_eq!(found(&house.domain).await, 1);
    assert_eq!(house.domain.index.position().await.expect("a position"), before);

    slow.commit().await.expect("it ends");
    house.catch_up().await;
    assert_eq!(found(&house.domain).await, 3);
    house.close().await;
}
