//! What was cut off is finished while the server serves, by one node at a time.

use koop_domain::ctx::{Actor, Ctx};
use koop_domain::imports::Import;
use koop_domain::imports::model::{CHUNK_MAX, Record};
use koop_domain::{areas, listings};
use koop_seeds::demo;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::harness::App;

const ONE: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

fn operator(app: &App) -> Ctx {
    Ctx::new(Actor::Operator, app.parts.clock.as_ref(), app.parts.ids.clone())
}

async fn run(app: &App, statement: &str) {
    let tx = app.parts.domain.db.write().await.expect("a transaction");
    tx.conn().execute_unprepared(statement).await.expect(statement);
    tx.commit().await.expect("it is committed");
}

/// Leaves the database as an import does that dies right after its flip.
async fn stage_and_flip(app: &App) {
    let ctx = operator(app);
    let domain = &app.parts.domain;
    let mut import = Import::begin(&ctx, domain, "oost", false).await.expect("it begins");
    let record = demo::records(ctx.now).swap_remove(0);
    for number in 0..CHUNK_MAX {
        let record = Record { source_id: number.to_string(), ..record.clone() };
        import.add(&ctx, record).await.expect("it is staged");
    }
    drop(import);
    run(app, "update import_batches set state = 'publishing'").await;
}

async fn count(app: &App) -> u64 {
    listings::census(&operator(app), &app.parts.domain).await.expect("a census").listings
}

#[tokio::test]
async fn an_import_that_died_is_finished_by_whose_turn_it_is() {
    let app = App::empty().await;
    assert!(app.parts.finish_interrupted(ONE).await.unwrap(), "nothing to do is no trouble");
    stage_and_flip(&app).await;
    assert!(!app.parts.finish_interrupted(OTHER).await.unwrap());
    assert_eq!(count(&app).await, 0, "it was not its turn");
    assert!(app.parts.finish_interrupted(ONE).await.unwrap());
    assert_eq!(count(&app).await, CHUNK_MAX as u64);
}

#[tokio::test]
async fn listings_that_a_new_map_did_not_reach_are_placed() {
    let app = App::with_demo().await;
    let counts = async || areas::counts(&operator(&app), &app.parts.domain).await.unwrap();
    let placed = counts().await;
    assert!(!placed.is_empty());
    run(&app, "update listings set area_id = null, areas = '[]'").await;
    run(&app, "update atlas set assigned = version - 1").await;
    assert!(counts().await.is_empty());
    assert!(app.parts.finish_interrupted(ONE).await.unwrap());
    assert_eq!(counts().await, placed);
}
