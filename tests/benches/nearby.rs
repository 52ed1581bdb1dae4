//! "Open now, near here, by distance", against PostGIS: nearest neighbours by its index, each
//! with its openings as ranges.

use std::hint::black_box;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use koop_domain::geo::Point;
use koop_domain::listings::model::{Listing, Service};
use koop_domain::listings::opening_hours::{State, spans, wall_time};
use koop_domain::listings::search::{Filter, ListingQuery, Near, Open, Sort, When};
use koop_tests::still::saturday_afternoon;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tokio::runtime::Runtime;

use crate::duel::Duel;
use crate::region::Region;
use crate::report::{Figure, Report, goal, megabytes};
use crate::setting;

/// Questions in a round.
const PIECES: usize = 200;
/// Hits of a page, on both sides.
const FIRST: u32 = 20;
/// How many days of openings the peer knows.
const DAYS: i64 = 8;
/// Rows in a statement.
const CHUNK: usize = 1_000;
/// Minutes that are asked about in turn: by the time that one comes again it is forgotten.
const MINUTES: i64 = 300;
/// Something that one in some hundred listings is.
const TRADE: &str = "bicycle-repair";
const P99_MAX: Duration = Duration::from_millis(5);
const TIMES_MIN: f64 = 10.0;

pub(crate) fn measure(region: &Region, report: &mut Report) {
    let places = from_where(&region.listings);
    let size = region.listings.len();
    let question = |piece: usize| ListingQuery {
        near: Some(Near { point: places[piece], reach: None }),
        open: Some(Open { when: When::Now, service: None }),
        sort: Sort::Nearest,
        first: FIRST,
        facets: false,
        ..ListingQuery::new(saturday_afternoon())
    };
    let ask = |query: &ListingQuery| {
        black_box(region.runtime.block_on(region.domain.index.search(query)).expect("an answer"))
    };
    match region.runtime.block_on(Peer::fill(&region.listings)) {
        Some(peer) => {
            let theirs = |piece| peer.ask(&region.runtime, places[piece]);
            let ours = |piece| drop(ask(&question(piece)));
            let duel = Duel::fight(PIECES, ours, theirs);
            let (ours, (times, _)) = (duel.ours(), duel.ratios());
            let goal = goal(size, "p99 ≤ 5 ms, ≥ 10x", ours.p99 <= P99_MAX && times >= TIMES_MIN);
            let room = format!("peer {}", megabytes(region.runtime.block_on(peer.weight())));
            let peer = Some(("PostGIS, KNN and ranges", duel));
            let name = "open now, nearest 20";
            report.add(Figure { name, listings: size, ours, peer, goal, room });
        }
        None => report.say("PostGIS is not here: make bench installs it where it may"),
    }
    let mut alone = |name, mut ask: Box<dyn FnMut(usize) + '_>| {
        let ours = Duel::fight(PIECES, &mut *ask, |_| ()).ours();
        let (goal, room) = (goal(size, "p99 ≤ 5 ms", ours.p99 <= P99_MAX), String::new());
        report.add(Figure { name, listings: size, ours, peer: None, goal, room });
    };
    let counted = |piece| drop(ask(&ListingQuery { facets: true, ..question(piece) }));
    alone("open now, nearest 20, all facets", Box::new(counted));
    let mut minutes = 0;
    let anew = |piece| {
        minutes += 1;
        let now = saturday_afternoon() + TimeDelta::minutes(minutes % MINUTES);
        drop(ask(&ListingQuery { now, ..question(piece) }));
    };
    alone("the first to ask in a minute", Box::new(anew));
    let trade = Filter { categories: vec![TRADE.to_owned()], ..Filter::default() };
    let of_a_trade = |piece| drop(ask(&ListingQuery { filter: trade.clone(), ..question(piece) }));
    alone("of one trade", Box::new(of_a_trade));
    let second_page = |piece| {
        let page = ask(&question(piece));
        let after = page.hits.last().map(|hit| hit.cursor);
        drop(ask(&ListingQuery { after, ..question(piece) }));
    };
    alone("two pages of it", Box::new(second_page));
}

/// Points that people ask from: where listings are, a little aside.
fn from_where(listings: &[Listing]) -> Vec<Point> {
    let points: Vec<Point> = listings.iter().filter_map(|l| l.facts.point).collect();
    let step = (points.len() / PIECES).max(1);
    let aside = |point: &Point| Point {
        latitude: point.latitude + 0.001,
        longitude: point.longitude - 0.001,
    };
    points.iter().step_by(step).cycle().take(PIECES).map(aside).collect()
}

struct Peer(DatabaseConnection);

impl Peer {
    /// PostGIS with the same places, where there is one to be had.
    async fn fill(listings: &[Listing]) -> Option<Self> {
        let mut options = ConnectOptions::new(setting("KOOP_TEST_POSTGRES")?);
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.ok()?;
        let schema = "create extension if not exists postgis;
            drop table if exists places;
            create table places (id integer primary key, at geography(point) not null,
                open tsmultirange not null);";
        db.execute_unprepared(schema).await.ok()?;
        for (chunk, some) in listings.chunks(CHUNK).enumerate() {
            let rows = some.iter().enumerate().filter_map(|(at, listing)| {
                let point = listing.facts.point?;
                let id = chunk * CHUNK + at;
                let Point { latitude, longitude } = point;
                let open = openings(listing);
                Some(format!("({id}, 'point({longitude} {latitude})', '{{{open}}}')"))
            });
            let rows: Vec<String> = rows.collect();
            if !rows.is_empty() {
                let insert = format!("insert into places values {}", rows.join(","));
                db.execute_unprepared(&insert).await.expect("rows go in");
            }
        }
        let index = "create index on places using gist (at); analyze places;";
        db.execute_unprepared(index).await.expect("an index");
        Some(Self(db))
    }

    fn ask(&self, runtime: &Runtime, point: Point) {
        let sql = "select id from places where open @> $1::timestamp
            order by at <-> st_makepoint($2, $3)::geography limit 20";
        let now = wall_time(saturday_afternoon());
        let values = [now.into(), point.longitude.into(), point.latitude.into()];
        let backend = self.0.get_database_backend();
        let asked = Statement::from_sql_and_values(backend, sql, values);
        let rows = runtime.block_on(self.0.query_all_raw(asked)).expect("an answer");
        black_box(rows);
    }

    async fn weight(&self) -> u64 {
        let sql = "select pg_total_relation_size('places')";
        let asked = Statement::from_string(self.0.get_database_backend(), sql);
        let row = self.0.query_one_raw(asked).await.ok().flatten();
        row.and_then(|row| row.try_get_by_index::<i64>(0).ok()).unwrap_or_default().unsigned_abs()
    }
}

/// When a listing is open, as the peer's ranges.
fn openings(listing: &Listing) -> String {
    let from = wall_time(saturday_afternoon()).date().and_hms_opt(0, 0, 0).unwrap_or_default();
    let spans = spans(listing, Service::Counter, from, from + TimeDelta::days(DAYS));
    let open = spans.into_iter().filter(|span| span.state == State::Open);
    let range = |from: NaiveDateTime, to: NaiveDateTime| format!("[{from},{to})");
    open.map(|span| range(span.from, span.to)).collect::<Vec<_>>().join(",")
}
