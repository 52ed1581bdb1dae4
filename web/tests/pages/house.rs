//! The pages over a database of their own, with one place in it and an engine that finds it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use geo::{LineString, MultiPolygon, Polygon};
use http::header::HOST;
use http::{HeaderMap, Request, StatusCode};
use koop_domain::Domain;
use koop_domain::alerts;
use koop_domain::areas;
use koop_domain::areas::model::{AreaKind, Postcode, Survey, Surveyed};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::db::Db;
use koop_domain::geo::Point;
use koop_domain::id::{PostId, SessionId};
use koop_domain::imports::Import;
use koop_domain::imports::model::Record;
use koop_domain::jobs::{self, Mail};
use koop_domain::language::Language;
use koop_domain::listings;
use koop_domain::listings::keepers::{self, Added};
use koop_domain::listings::model::{Facts, Kind, Listing, Service};
use koop_domain::listings::search::{
    Answer, Facet, FacetField, Hit, ListingQuery, SuggestQuery, Suggestion,
};
use koop_domain::media::FileName;
use koop_domain::members::model::Email;
use koop_domain::members::passwords::Passwords;
use koop_domain::members::{self, NewMember};
use koop_domain::page::Cursor;
use koop_domain::ports::{
    Clock, Files, FilesError, Ids, IndexChange, IndexError, IndexPosition, Seal, Sealed,
    SearchIndex,
};
use koop_domain::posts::search::{PostAnswer, PostHit, PostQuery};
use koop_web::live::Live;
use koop_web::{Help, Site};
use tower::ServiceExt;
use uuid::Uuid;

/// Saturday, half past two in the afternoon.
const NOW: &str = "2026-11-21T13:30:00Z";
/// Where the site is known.
pub(crate) const BASE: &str = "https://koop.example";
/// A clock that stands still until somebody moves it on, by so many minutes.
#[derive(Default)]
struct ByHand(AtomicI64);

impl Clock for ByHand {
    fn now(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = NOW.parse().unwrap();
        start + TimeDelta::minutes(self.0.load(Ordering::Relaxed))
    }
}

#[derive(Default)]
struct Counter(AtomicU64);

impl Ids for Counter {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(0x0190_0000_0000_7000, 1 + self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        // Every secret is another one in each of its parts.
        let number = 1 + self.0.fetch_add(1, Ordering::Relaxed);
        let part = |at: u64| (number * 4 + at).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
        std::array::from_fn(|at| part(at as u64 / 8)[at % 8])
    }
}

/// Stands in for an engine: it finds the same place whatever is asked, unless it is broken or
/// asked for what is not there.
struct Shelf(Option<Listing>, Pins);

/// The posts that it finds, whatever is asked.
type Pins = Arc<Mutex<Vec<PostId>>>;

/// What the engine finds nothing for.
pub(crate) const NOTHING: &str = "niets";
/// How many minutes away it says the place is.
const MINUTES: u32 = 200;
/// What a spare engine answers instead.
pub(crate) const SPARE: &str = "reserve";

#[async_trait]
impl SearchIndex for Shelf {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        let Listing { id, areas, .. } = self.0.as_ref().ok_or(IndexError::NotReady)?;
        let text = query.text.as_deref();
        if text == Some(NOTHING) {
            return Ok(Answer::default());
        }
        let cursor = Cursor::Offset { offset: 1, query: query.fingerprint() };
        let minutes = query.near.map(|_| MINUTES);
        let hit = Hit { id: *id, openness: None, distance_m: None, minutes, why: vec![], cursor };
        let degraded = text == Some(SPARE);
        let approximate = degraded;
        let facet = |field, value: &str| Facet { field, values: vec![(value.to_owned(), 1)] };
        let values = areas.iter().map(|area| (area.to_string(), 1)).collect();
        let areas = Facet { field: FacetField::Area, values };
        let (kind, open) = (facet(FacetField::Kind, "repair"), facet(FacetField::Open, "likely"));
        let facets = vec![kind, open, areas];
        Ok(Answer { total: 1, hits: vec![hit], degraded, approximate, facets, ..Answer::default() })
    }

    /// On the board of this engine there is what was pinned there.
    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        self.0.as_ref().ok_or(IndexError::NotReady)?;
        let cursor = Cursor::Offset { offset: 1, query: query.fingerprint() };
        let hit = |id| PostHit { id, distance_m: None, why: vec![], score: 1.0, cursor };
        let hits: Vec<PostHit> = self.1.lock().unwrap().iter().copied().map(hit).collect();
        Ok(PostAnswer { total: hits.len() as u64, hits, ..PostAnswer::default() })
    }

    async fn suggest(&self, _: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        self.0.as_ref().ok_or(IndexError::NotReady)?;
        Ok(vec![Suggestion::Category { key: "bicycle-repair".into(), text: "lek band".into() }])
    }

    async fn apply(&self, _: Vec<IndexChange>, _: IndexPosition) -> Result<(), IndexError> {
        Ok(())
    }

    async fn clear(&self, _: IndexPosition) -> Result<(), IndexError> {
        Ok(())
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        Ok(None)
    }
}

/// Photos in memory.
#[derive(Default)]
struct Shoebox(Mutex<BTreeMap<FileName, Vec<u8>>>);

#[async_trait]
impl Files for Shoebox {
    async fn put(&self, name: FileName, bytes: Vec<u8>) -> Result<(), FilesError> {
        self.0.lock().unwrap().insert(name, bytes);
        Ok(())
    }

    async fn get(&self, name: FileName) -> Result<Option<Vec<u8>>, FilesError> {
        Ok(self.0.lock().unwrap().get(&name).cloned())
    }

    async fn delete(&self, _: FileName, _: DateTime<Utc>) -> Result<(), FilesError> {
        Err(FilesError::Nowhere)
    }

    async fn put_before(&self, _: u8, _: DateTime<Utc>) -> Result<Vec<FileName>, FilesError> {
        Err(FilesError::Nowhere)
    }
}

/// Closes words so that they are not read as they stand: the bytes the other way round.
struct Wax;

impl Seal for Wax {
    fn close(&self, _: &str, words: &str, _: [u8; 32]) -> Result<Vec<u8>, Sealed> {
        Ok(words.bytes().rev().collect())
    }

    fn open(&self, _: &str, sealed: &[u8]) -> Result<String, Sealed> {
        String::from_utf8(sealed.iter().rev().copied().collect()).map_err(|_| Sealed)
    }
}

/// The pages over a database of their own with one place in it.
pub(crate) struct House {
    router: Router,
    domain: Domain,
    ids: Arc<dyn Ids>,
    clock: Arc<ByHand>,
    live: Live,
    pins: Pins,
    _folder: tempfile::TempDir,
}

/// What came back.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl House {
    /// With everything in order.
    pub(crate) async fn new() -> Self {
        Self::with(true).await
    }

    /// With an engine that answers, or one that does not.
    pub(crate) async fn with(engine: bool) -> Self {
        Self::build(engine, false).await
    }

    /// With a map of areas.
    pub(crate) async fn with_areas() -> Self {
        Self::build(true, true).await
    }

    async fn build(engine: bool, areas: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/koop.db?mode=rwc", folder.path().display());
        let db = Db::open(&url).await.unwrap();
        koop_migrations::migrate(db.migrator()).await.unwrap();
        let ids: Arc<dyn Ids> = Arc::new(Counter::default());
        let clock = Arc::new(ByHand::default());
        let ctx = Ctx::new(Actor::Operator, clock.as_ref(), ids.clone());
        let empty = Domain::new(db.clone(), Arc::new(Shelf(None, Pins::default())));
        if areas {
            areas::publish(&ctx, &empty, "map", survey(), false).await.unwrap();
            areas::publish_postcodes(&ctx, &empty, "codes", postcodes(), false).await.unwrap();
        }
        let mut import = Import::begin(&ctx, &empty, "test", false).await.unwrap();
        import.add(&ctx, record()).await.unwrap();
        import.publish(&ctx).await.unwrap();
        let place = listings::by_slug(&ctx, &empty, "spaak-zoon").await.unwrap().unwrap();
        let pins = Pins::default();
        let mut domain = Domain::new(db, Arc::new(Shelf(engine.then_some(place), pins.clone())));
        domain.passwords = Passwords::cheap();
        domain.files = Arc::new(Shoebox::default());
        domain.seal = Arc::new(Wax);
        let (house, house_ids) = (domain.clone(), ids.clone());
        let site = Site {
            domain,
            clock: clock.clone(),
            ids,
            base_url: BASE.into(),
            tiles: None,
            help: Help::read("020 000 00 00"),
            live: Live::default(),
        };
        let live = site.live.clone();
        let router = koop_web::router(site);
        Self { router, domain: house, ids: house_ids, clock, live, pins, _folder: folder }
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes, Ordering::Relaxed);
    }

    /// A place that somebody brought in.
    pub(crate) async fn place_of(&self, email: &str) -> Listing {
        let mut ctx = Ctx::new(Actor::Operator, self.clock.as_ref(), self.ids.clone());
        let new = NewMember {
            name: "Iemand".into(),
            email: Email::read(email).unwrap(),
            password: None,
            language: Language::Nl,
            operator: false,
        };
        let member = members::add(&ctx, &self.domain, new).await.unwrap();
        let session = SessionId(ctx.ids.next());
        ctx.actor = Actor::Member(Signed { member, session, operator: false, under: None });
        let facts =
            Facts { name: "Van Dalen's werkplaats".into(), kind: Kind::Maker, ..Facts::default() };
        match keepers::add(&ctx, &self.domain, facts, true).await.unwrap() {
            Added::New(listing) => *listing,
            Added::Known(_) => unreachable!("it is saved whatever it looks like"),
        }
    }

    /// A request of the operator's, now, and the house behind the pages.
    pub(crate) fn keys(&self) -> (Ctx, &Domain) {
        (Ctx::new(Actor::Operator, self.clock.as_ref(), self.ids.clone()), &self.domain)
    }

    /// Has the engine find these posts.
    pub(crate) fn pin(&self, posts: impl IntoIterator<Item = PostId>) {
        self.pins.lock().unwrap().extend(posts);
    }

    /// The letters that were written since the last time.
    pub(crate) async fn letters(&self) -> Vec<Mail> {
        let ctx = Ctx::new(Actor::Operator, self.clock.as_ref(), self.ids.clone());
        let taken = jobs::take(&ctx, &self.domain).await.unwrap();
        taken.into_iter().map(|job| job.mail).collect()
    }

    /// Somebody who came by saw a code at the counter of the one place.
    pub(crate) async fn seen_at_counter(&self, code: &str) {
        let ctx = Ctx::new(Actor::Operator, self.clock.as_ref(), self.ids.clone());
        let place = listings::by_slug(&ctx, &self.domain, "spaak-zoon").await.unwrap().unwrap();
        listings::claims::at_counter(&ctx, &self.domain, place.id, code).await.unwrap();
    }

    pub(crate) async fn get(&self, path: &str) -> Answered {
        self.ask(Request::get(path)).await
    }

    pub(crate) async fn ask(&self, request: http::request::Builder) -> Answered {
        self.send(request.header(HOST, "koop.example").body(Body::empty()).unwrap()).await
    }

    /// An answer whose body nobody has read yet.
    pub(crate) async fn unread(&self, path: &str) -> Response {
        let request = Request::get(path).header(HOST, "koop.example").body(Body::empty()).unwrap();
        self.answer(request).await
    }

    /// The same, to a request.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Tells open pages what members were told in the last minute, as the house does.
    pub(crate) async fn tell_what_is_new(&self) {
        let (ctx, domain) = self.keys();
        let since = ctx.now - TimeDelta::minutes(1);
        for alert in alerts::newest(&ctx, domain, &self.live.listening(), since).await.unwrap() {
            self.live.tell(Arc::new(alert));
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
        // A picture is no text, and nobody reads one here.
        Answered { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Answered {
    pub(crate) fn header(&self, name: impl http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A town, a district that only its neighbourhoods draw, and two of those.
fn survey() -> Survey {
    let area = |kind, code: &str, name: &str, parent: Option<&str>, west: Option<f64>| {
        let ring = west.map(|west| {
            let (east, south, north) = (west + 0.02, 52.35, 52.37);
            let ring = [(west, south), (east, south), (east, north), (west, north)];
            Polygon::new(LineString::from(ring.to_vec()), Vec::new())
        });
        let outline = MultiPolygon(ring.into_iter().collect());
        Surveyed { outline, ..Surveyed::named(kind, code, name, parent) }
    };
    let areas = vec![
        area(AreaKind::Municipality, "GM1", "Amsterdam", None, None),
        area(AreaKind::District, "SD1", "Oost", Some("GM1"), None),
        area(AreaKind::Neighbourhood, "BU1", "Dapperbuurt", Some("SD1"), Some(4.92)),
        area(AreaKind::Neighbourhood, "BU2", "Betondorp", Some("SD1"), Some(4.95)),
    ];
    Survey { areas, water: Vec::new(), attribution: Some("© Kaartenmakers".into()) }
}

fn postcodes() -> Vec<Postcode> {
    let point = Point { latitude: 52.362, longitude: 4.941 };
    vec![Postcode { code: "1094".into(), place: "Amsterdam".into(), point }]
}

fn record() -> Record {
    let facts = Facts {
        name: "Spaak & Zoon".into(),
        kind: Kind::Repair,
        categories: vec!["bicycle-repair".into()],
        point: Some(Point { latitude: 52.361, longitude: 4.928 }),
        hours: [(Service::Counter, "Mo-Sa 09:00-18:00; PH off".to_owned())].into(),
        ..Facts::default()
    };
    Record {
        source: "osm".into(),
        source_id: "node/1".into(),
        source_name: "OpenStreetMap".into(),
        licence: "ODbL-1.0".into(),
        attribution: "© OpenStreetMap".into(),
        url: Some("https://www.openstreetmap.org/node/1".into()),
        facts,
        tags: [].into(),
        confirmed: [].into(),
    }
}
