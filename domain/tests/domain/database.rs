//! The database itself: its settings, its one way to write, its refusals.

use koop_domain::db::{Backend, Db, DbError};
use koop_domain::listings::entity::listing;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};

use crate::harness::{House, on_both_databases};

on_both_databases! {
    readers_cannot_write;
    an_uncommitted_write_did_not_happen;
    a_dropped_write_does_not_block_the_next;
}

async fn readers_cannot_write(house: &House) {
    let delete = "delete from listings";
    house.domain.db.reader().execute_unprepared(delete).await.unwrap_err();
    house.run(delete).await;
}

async fn an_uncommitted_write_did_not_happen(house: &House) {
    let tx = house.domain.db.write().await.unwrap();
    tx.conn().execute_unprepared("update index_state set generation = -1").await.unwrap();
    drop(tx);
    assert_eq!(house.count("index_state where generation = -1").await, 0);
    let tx = house.domain.db.write().await.unwrap();
    tx.conn().execute_unprepared("update index_state set generation = -1").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(house.count("index_state where generation = -1").await, 1);
}

async fn a_dropped_write_does_not_block_the_next(house: &House) {
    for _ in 0..20 {
        drop(house.domain.db.write().await.unwrap());
    }
    let tx = house.domain.db.write().await.unwrap();
    assert_eq!(listing::Entity::find().count(tx.conn()).await.unwrap(), 0);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn other_addresses_are_refused() {
    for url in ["", "mysql://localhost/koop", "koop.db", "sqlite:koop.db"] {
        let refused = Db::open(url).await.unwrap_err();
        assert!(matches!(refused, DbError::Address), "{url}: {refused:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_missing_is_made_only_when_the_address_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a/b/koop lokaal.db");
    let address = format!("sqlite://{}", file.display().to_string().replace(' ', "%20"));
    Db::open(&address).await.unwrap_err();
    assert!(!file.parent().unwrap().exists());
    let db = Db::open(&format!("{address}?mode=rwc")).await.unwrap();
    assert!(file.exists());
    db.close().await.unwrap();
    Db::open(&address).await.unwrap();
}

/// Without a file there is no WAL, so what was answered could be lost.
#[tokio::test]
async fn a_database_in_memory_is_refused() {
    let refused = Db::open("sqlite://koop?mode=memory").await.unwrap_err();
    let setting = matches!(refused, DbError::Setting { setting: "journal_mode" });
    assert!(setting, "{refused:?}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let url = format!("sqlite://{}/file/data/koop.db?mode=rwc", folder.path().display());
    let refused = Db::open(&url).await.unwrap_err();
    assert!(matches!(refused, DbError::Folder { .. }), "{refused:?}");
}

/// Two writers on one SQLite file queue, even from two processes: none fails, none is lost.
#[tokio::test]
async fn two_processes_queue_for_the_writer() {
    let house = House::sqlite().await;
    assert_eq!(house.domain.db.backend(), Backend::Sqlite);
    house.run("update index_state set generation = 0").await;
    let other = house.another_process().await;
    let bump = async |db: &Db| {
        for _ in 0..20 {
            let tx = db.write().await.unwrap();
            let sql = "update index_state set generation = generation + 1";
            tx.conn().execute_unprepared(sql).await.unwrap();
            tx.commit().await.unwrap();
        }
    };
    tokio::join!(bump(&house.domain.db), bump(&other.db), bump(&house.domain.db));
    assert_eq!(house.count("index_state where generation = 60").await, 1);
}
