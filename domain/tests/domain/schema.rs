//! What the database itself refuses, whoever asks, and that the schema's steps can be repeated.

use koop_domain::db::{Backend, Db};
use sea_orm::ConnectionTrait;

use crate::harness::{House, on_both_databases};
use crate::imports::{import, record};

on_both_databases! {
    the_steps_can_be_repeated;
    untrue_listings_are_refused;
    one_record_has_one_listing;
    one_import_of_a_data_set_runs_at_once;
    nothing_hangs_in_the_air;
}

async fn the_steps_can_be_repeated(house: &House) {
    let db = house.domain.db.migrator();
    assert!(koop_migrations::is_current(db).await.unwrap());
    import(house, "oost", vec![record("1", "Noor")]).await;
    koop_migrations::migrate(db).await.unwrap();
    assert_eq!(house.count("listings").await, 1);
}

#[tokio::test]
async fn a_new_database_is_not_current() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/koop.db?mode=rwc", folder.path().display());
    let db = Db::open(&url).await.unwrap();
    assert!(!koop_migrations::is_current(db.reader()).await.unwrap(), "and asking writes nothing");
    koop_migrations::migrate(db.migrator()).await.unwrap();
    assert!(koop_migrations::is_current(db.reader()).await.unwrap());
}

/// Deleting a row asks every table that refers to it: without an index, row by row. One that leaves
/// out rows that refer to nothing will do.
#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let house = House::sqlite().await;
    let keys = "select m.name || '.' || k.\"from\" as detail from sqlite_master m \
        join pragma_foreign_key_list(m.name) k where m.type = 'table' and k.seq = 0 \
        and not exists (select 1 from pragma_index_list(m.name) i join pragma_index_info(i.name) c \
        join sqlite_master s on s.name = i.name and s.type = 'index' \
        where (i.partial = 0 or s.sql like '%where ' || k.\"from\" || ' is not null') \
        and c.seqno = 0 and c.name = k.\"from\") order by 1";
    let bare = house.lines(keys).await;
    assert!(bare.is_empty(), "these have no index: {bare:#?}");
}

/// Whoever goes is named by nothing: no row that names a member may hold them back, or outlive them
/// with their number.
#[tokio::test]
async fn nothing_holds_a_member_back() {
    let house = House::sqlite().await;
    let keys = "select m.name || '.' || k.\"from\" || ': ' || k.on_delete as detail \
        from sqlite_master m join pragma_foreign_key_list(m.name) k where m.type = 'table' \
        and k.\"table\" = 'members' and k.on_delete not in ('CASCADE', 'SET NULL')";
    let held = house.lines(keys).await;
    assert!(held.is_empty(), "{held:#?}");
}

#[tokio::test]
async fn the_desk_is_read_in_the_order_of_an_index() {
    let house = House::sqlite().await;
    for (table, (at, id)) in
        [("mandates", ("given_at", "id")), ("registered_members", ("registered_at", "member_id"))]
    {
        let plan = house
            .plan(&format!(
                "select * from {table} where community_id = x'00' and ({at}, {id}) < (1, x'00') \
                    order by {at} desc, {id} desc limit 2"
            ))
            .await;
        assert!(plan.contains(&format!("{table}_of")) && !plan.contains("TEMP"), "{plan}");
    }
}

async fn untrue_listings_are_refused(house: &House) {
    import(house, "oost", vec![record("1", "Noor"), record("2", "Spaak")]).await;
    for untrue in [
        "latitude = 90.5",
        "longitude = -180.5",
        "latitude = null",
        "longitude = null",
        "kind = 'palace'",
        "state = 'asleep'",
        "revision = 0",
        "slug = ''",
        "slug = 'spaak'",
        "facts = null",
    ] {
        let sql = format!("update listings set {untrue} where slug = 'noor'");
        refuses(house, &sql).await;
    }
    house.run("update listings set latitude = null, longitude = null where slug = 'noor'").await;
}

async fn one_record_has_one_listing(house: &House) {
    import(house, "oost", vec![record("1", "Noor"), record("2", "Spaak")]).await;
    refuses(house, "update source_records set source_id = 'node/1'").await;
}

async fn one_import_of_a_data_set_runs_at_once(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    import(house, "oost", vec![]).await;
    refuses(house, "update import_batches set state = 'staged'").await;
    refuses(house, "update import_batches set state = 'asleep'").await;
}

async fn nothing_hangs_in_the_air(house: &House) {
    import(house, "oost", vec![record("1", "Noor")]).await;
    let id = match house.domain.db.backend() {
        Backend::Sqlite => "zeroblob(16)",
        Backend::Postgres => "'00000000-0000-0000-0000-000000000000'",
    };
    refuses(house, &format!("update listing_revisions set listing_id = {id}")).await;
    refuses(house, &format!("update source_records set listing_id = {id}")).await;
    refuses(house, &format!("update dataset_records set record_key = {id}")).await;
    house.run("delete from listings").await;
    for table in ["listing_revisions", "source_records", "dataset_records"] {
        assert_eq!(house.count(table).await, 0, "{table} goes with the listing");
    }
}

pub(crate) async fn refuses(house: &House, sql: &str) {
    let answer = house.domain.db.migrator().execute_unprepared(sql).await;
    assert!(answer.is_err(), "the database accepts: {sql}");
}
