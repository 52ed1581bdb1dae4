//! A search with filter and order, against SQLite's FTS5 over the same texts.

use std::hint::black_box;

use koop_domain::geo::Point;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::{ListingQuery, Near, Reach, Sort};
use koop_domain::ports::{IndexChange, IndexPosition, SearchIndex};
use koop_search::embedded::EmbeddedIndex;
use koop_seeds::demo;
use koop_tests::still::saturday_afternoon;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, Value};
use tokio::runtime::Runtime;

use crate::Duel;
use crate::hours::listing;

/// How often the demo is repeated, a little further on each time: 20,000 listings.
const COPIES: usize = 50;
/// Searches in a round.
const TURNS: usize = 50;
const HERE: Point = Point { latitude: 52.3600, longitude: 4.9270 };
const RADIUS_M: u32 = 1_500;

pub(crate) fn duels() -> Vec<Duel> {
    let runtime = Runtime::new().expect("a runtime");
    let listings = region();
    let index = runtime.block_on(indexed(&listings));
    let peer = runtime.block_on(fts5(&listings));
    let query = ListingQuery {
        text: Some("fietsenmaker".to_owned()),
        near: Some(Near { point: HERE, reach: Some(Reach::Metres(RADIUS_M)) }),
        sort: Sort::Nearest,
        ..ListingQuery::new(saturday_afternoon())
    };
    let ours = || {
        for _ in 0..TURNS {
            black_box(runtime.block_on(index.search(&query)).expect("an answer"));
        }
    };
    let theirs = || {
        for _ in 0..TURNS {
            black_box(runtime.block_on(ask(&peer)));
        }
    };
    vec![Duel::fight(
        "20,000 listings: words near here, with facets",
        "SQLite FTS5, without facets or typos",
        ours,
        theirs,
    )]
}

fn region() -> Vec<Listing> {
    let records = demo::records(saturday_afternoon());
    let mut listings = Vec::with_capacity(records.len() * COPIES);
    for copy in 0..COPIES {
        for record in &records {
            let mut facts = record.facts.clone();
            let shift = f64::from(u32::try_from(copy).expect("few copies")) * 0.002;
            if let Some(point) = &mut facts.point {
                point.longitude += shift;
            }
            listings.push(listing(listings.len(), facts));
        }
    }
    listings
}

async fn indexed(listings: &[Listing]) -> EmbeddedIndex {
    let index = EmbeddedIndex::in_memory().expect("an index in memory");
    let changes = listings.iter().cloned().map(|l| IndexChange::Put(Box::new(l))).collect();
    index.apply(changes, IndexPosition::default()).await.expect("they go in");
    index
}

async fn fts5(listings: &[Listing]) -> DatabaseConnection {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("SQLite in memory");
    let schema = "create virtual table words using fts5(name, text, content='');
        create table places (id integer primary key, latitude real, longitude real);
        create index places_latitude on places (latitude, longitude);";
    db.execute_unprepared(schema).await.expect("FTS5 is built in");
    for (at, listing) in listings.iter().enumerate() {
        let id = Value::from(i64::try_from(at).expect("few listings"));
        let facts = &listing.facts;
        let text = facts.description.values().cloned().collect::<Vec<_>>().join(" ");
        let words = [facts.categories.join(" "), text].join(" ");
        let insert = "insert into words (rowid, name, text) values (?, ?, ?)";
        run(&db, insert, vec![id.clone(), facts.name.clone().into(), words.into()]).await;
        let point = facts.point.unwrap_or(HERE);
        let insert = "insert into places values (?, ?, ?)";
        run(&db, insert, vec![id, point.latitude.into(), point.longitude.into()]).await;
    }
    db
}

async fn run(db: &DatabaseConnection, sql: &str, values: Vec<Value>) {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await.expect("the statement runs");
}

/// The usual way: words, a box, and the distance on the flat.
async fn ask(db: &DatabaseConnection) -> usize {
    let sql = "select p.id, (p.latitude - 52.36) * (p.latitude - 52.36) * 12391
            + (p.longitude - 4.927) * (p.longitude - 4.927) * 4620 as far
        from words join places p on p.id = words.rowid
        where words match 'fietsenmaker OR \"bicycle repair\" OR fiets*'
          and p.latitude between 52.3465 and 52.3735 and p.longitude between 4.905 and 4.949
        order by far limit 20";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(statement).await.expect("an answer").len()
}
