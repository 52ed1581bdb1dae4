//! The follower over a real database: whatever is written there is found here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::db::Db;
use koop_domain::imports::{Import, model::Record};
use koop_domain::listings::model::{Facts, LifeState};
use koop_domain::listings::search::{Answer, ListingQuery, SuggestQuery, Suggestion};
use koop_domain::ports::{Clock, Ids, IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::model::Topic;
use koop_domain::posts::search::{PostAnswer, PostQuery};
use koop_domain::{Domain, changes, listings};
use koop_search::embedded::EmbeddedIndex;
use koop_search::follower::{catch_up, follow, step};
use sea_orm::ConnectionTrait as _;
use tempfile::TempDir;
use tokio::sync::{Notify, oneshot};
use uuid::Uuid;

use crate::board;
use crate::street::now;

/// A town with nothing in it yet.
struct Town {
    domain: Domain,
    ids: Arc<Counter>,
    folder: TempDir,
}

#[derive(Default)]
struct Counter(AtomicU64);

impl Ids for Counter {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }

    fn secret(&self) -> [u8; 32] {
        let (one, other) = (self.next(), self.next());
        std::array::from_fn(
            |at| if at < 16 { one.as_bytes()[at] } else { other.as_bytes()[at - 16] },
        )
    }
}

struct Stopped(DateTime<Utc>);

impl Clock for Stopped {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

impl Town {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/koop.db?mode=rwc", folder.path().display());
        let db = Db::open(&url).await.unwrap();
        koop_migrations::migrate(db.migrator()).await.unwrap();
        let index = EmbeddedIndex::open(&folder.path().join("index")).unwrap();
        Self { domain: Domain::new(db, Arc::new(index)), ids: Arc::default(), folder }
    }

    fn ctx(&self) -> Ctx {
        Ctx::new(Actor::Operator, &Stopped(now()), self.ids.clone())
    }

    async fn import(&self, names: &[&str]) {
        let ctx = self.ctx();
        let mut import = Import::begin(&ctx, &self.domain, "street", false).await.unwrap();
        for (number, name) in names.iter().enumerate() {
            import.add(&ctx, record(number, name)).await.unwrap();
        }
        import.publish(&ctx).await.unwrap();
    }

    async fn finds(&self, text: &str) -> u64 {
        let query = ListingQuery { text: Some(text.to_owned()), ..ListingQuery::new(now()) };
        self.domain.index.search(&query).await.unwrap().total
    }
}

fn record(number: usize, name: &str) -> Record {
    Record {
        source: "osm".to_owned(),
        source_id: format!("node/{number}"),
        source_name: "OpenStreetMap".to_owned(),
        licence: "ODbL-1.0".to_owned(),
        attribution: "© OpenStreetMap contributors".to_owned(),
        url: None,
        facts: Facts { name: name.to_owned(), ..Facts::default() },
        tags: Default::default(),
        confirmed: Default::default(),
    }
}

#[tokio::test]
async fn a_new_index_is_built_and_then_follows() {
    let town = Town::new().await;
    town.import(&["Bakkerij Noor", "Spaak"]).await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("spaak").await, 1);
    town.import(&["Bakkerij Noor", "Spaak", "Klei en Kade"]).await;
    assert_eq!(town.finds("klei").await, 0);
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("klei").await, 1);
    let head = changes::head(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.domain.index.position().await.unwrap(), Some(head));
    assert!(!step(&town.ctx(), &town.domain).await.unwrap());
}

#[tokio::test]
async fn an_empty_town_has_an_index_that_is_ready() {
    let town = Town::new().await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("spaak").await, 0);
}

#[tokio::test]
async fn an_edit_is_followed_and_what_is_gone_disappears() {
    let town = Town::new().await;
    town.import(&["Spaak"]).await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    let all = changes::everything(&town.ctx(), &town.domain, None).await.unwrap();
    let spaak = listings::find_many(&town.ctx(), &town.domain, &all).await.unwrap();
    let spaak = spaak.into_values().next().unwrap();
    let facts = Facts { name: "Ketting".to_owned(), ..spaak.facts.clone() };
    let ctx = town.ctx();
    let edit = listings::edit(&ctx, &town.domain, spaak.id, spaak.revision, facts.clone());
    let spaak = edit.await.unwrap();
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!((town.finds("spaak").await, town.finds("ketting").await), (0, 1));
    let facts = Facts { state: LifeState::Gone { since: None }, ..facts };
    let edit = listings::edit(&ctx, &town.domain, spaak.id, spaak.revision, facts);
    edit.await.unwrap();
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("ketting").await, 0);
}

/// More listings than one batch, so that the rebuild takes several.
#[tokio::test]
async fn a_rebuild_that_was_asked_for_holds_everything() {
    let town = Town::new().await;
    let names: Vec<String> = (0..1_100).map(|number| format!("Winkeltje nr{number}")).collect();
    town.import(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("winkeltje").await, 1_100);
    let before = town.domain.index.position().await.unwrap().unwrap();
    changes::ask_rebuild(&town.ctx(), &town.domain).await.unwrap();
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("winkeltje").await, 1_100);
    let after = town.domain.index.position().await.unwrap().unwrap();
    assert_eq!(after.generation, before.generation + 1);
}

#[tokio::test]
async fn an_index_that_was_thrown_away_is_built_again() {
    let mut town = Town::new().await;
    town.import(&["Spaak"]).await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    town.domain.index = Arc::new(EmbeddedIndex::in_memory().unwrap());
    let folder = town.folder.path().join("index");
    std::fs::remove_dir_all(&folder).unwrap();
    town.domain.index = Arc::new(EmbeddedIndex::open(&folder).unwrap());
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds("spaak").await, 1);
}

/// Woken after a write, the loop takes it over, and ends when it is told to.
#[tokio::test]
async fn the_loop_follows_until_it_is_told_to_stop() {
    let town = Town::new().await;
    town.import(&["Spaak"]).await;
    let wake = Arc::new(Notify::new());
    let (stop, stopped) = oneshot::channel::<()>();
    let ids = town.ids.clone();
    let make_ctx = move || Ctx::new(Actor::Operator, &Stopped(now()), ids.clone());
    let shutdown = async { stopped.await.unwrap() };
    let times = Arc::new(Counter::default());
    let counted = times.clone();
    let caught_up = move || {
        counted.next();
    };
    let domain = town.domain.clone();
    let following = tokio::spawn(follow(domain, make_ctx, caught_up, wake.clone(), shutdown));
    until(&town, "spaak").await;
    town.import(&["Spaak", "Ketting"]).await;
    wake.notify_one();
    until(&town, "ketting").await;
    stop.send(()).unwrap();
    following.await.unwrap();
    assert!(times.0.load(Ordering::Relaxed) > 0, "nobody was told that it had caught up");
}

/// Asks again and again until the word is found; the test's own time limit ends it otherwise.
async fn until(town: &Town, text: &str) {
    let query = ListingQuery { text: Some(text.to_owned()), ..ListingQuery::new(now()) };
    let found = async || {
        let answer = town.domain.index.search(&query).await;
        answer.is_ok_and(|answer| answer.total > 0)
    };
    let limit = TimeDelta::seconds(30).to_std().unwrap();
    let waiting = async {
        while !found().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(limit, waiting).await.unwrap();
}

/// An index that refuses everything while its disk is full.
struct Frail {
    index: EmbeddedIndex,
    full: AtomicBool,
}

impl Frail {
    fn check(&self) -> Result<(), IndexError> {
        let full = || IndexError::Failed(Box::new(std::io::Error::other("the disk is full")));
        if self.full.load(Ordering::Relaxed) { Err(full()) } else { Ok(()) }
    }
}

#[async_trait]
impl SearchIndex for Frail {
    async fn search(&self, query: &ListingQuery) -> Result<Answer, IndexError> {
        self.index.search(query).await
    }

    async fn search_posts(&self, query: &PostQuery) -> Result<PostAnswer, IndexError> {
        self.index.search_posts(query).await
    }

    async fn suggest(&self, query: &SuggestQuery) -> Result<Vec<Suggestion>, IndexError> {
        self.index.suggest(query).await
    }

    async fn apply(&self, batch: Vec<IndexChange>, at: IndexPosition) -> Result<(), IndexError> {
        self.check()?;
        self.index.apply(batch, at).await
    }

    async fn clear(&self, until: IndexPosition) -> Result<(), IndexError> {
        self.check()?;
        self.index.clear(until).await
    }

    async fn position(&self) -> Result<Option<IndexPosition>, IndexError> {
        self.index.position().await
    }
}

#[tokio::test]
async fn an_index_that_failed_answers_as_before_and_loses_nothing() {
    let mut town = Town::new().await;
    let index = EmbeddedIndex::in_memory().unwrap();
    let frail = Arc::new(Frail { index, full: AtomicBool::new(false) });
    town.domain.index = frail.clone();
    town.import(&["Spaak"]).await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();

    frail.full.store(true, Ordering::Relaxed);
    town.import(&["Spaak", "Klei en Kade"]).await;
    catch_up(&town.ctx(), &town.domain).await.unwrap_err();
    assert_eq!((town.finds("spaak").await, town.finds("klei").await), (1, 0));

    frail.full.store(false, Ordering::Relaxed);
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!((town.finds("spaak").await, town.finds("klei").await), (1, 1));
}

impl Town {
    /// Somebody puts something on the board, or takes it off.
    async fn posts(&self, number: u128, state: &str) {
        let one = board::post(number, &format!("post-{number}"), "Soep over", (1, Topic::Cooked));
        let content = serde_json::to_string(&one.content).unwrap();
        let (written, until) = (one.created_at.to_rfc3339(), one.expires_at.to_rfc3339());
        let closed = if state == "closed" { format!("'{written}'") } else { "null".to_owned() };
        let [id, author, community] =
            [one.id.0, one.author.0, one.community.0].map(|id| id.simple().to_string());
        let sql = format!(
            "insert or ignore into members
                (id, name, language, operator, state, epoch, created_at, updated_at)
                values (x'{author}', 'Noor', 'nl', false, 'active', 1, '{written}', '{written}');
             insert or ignore into communities
                (id, slug, kind, name, about, languages, joining, terms, agreements_version, demo,
                 created_at, updated_at)
                values (x'{community}', 'oost', 'neighbourhood', 'Oost', '{{}}', '[\"nl\"]', 'open',
                 '{{}}', 0, false, '{written}', '{written}');
             insert or ignore into community_members
                (community_id, member_id, role, sets, state, since, accepted_version)
                values (x'{community}', x'{author}', 'member', '[]', 'active', '{written}', 0);
             delete from posts where id = x'{id}';
             insert into posts
                (id, slug, community_id, author_id, direction, subject, topic, audience, state,
                 title, content, latitude, longitude, radius_m, capacity, expires_at, created_at,
                 renewed_at, closed_at, revision)
                values (x'{id}', '{}', x'{community}', x'{author}', 'offer', 'meal', 'cooked',
                 'public', '{state}', 'Soep over', '{content}', 52.3635, 4.9375, 230, 1, '{until}',
                 '{written}', '{written}', {closed}, 1);
             insert into changes (seq, kind, id, at)
                select coalesce(max(seq), 0) + 1, 'post', x'{id}', '{written}' from changes;",
            one.slug
        );
        let tx = self.domain.db.write().await.unwrap();
        tx.conn().execute_unprepared(&sql).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn finds_posts(&self) -> u64 {
        let query = PostQuery { text: Some("soep".to_owned()), ..PostQuery::new(now()) };
        self.domain.index.search_posts(&query).await.unwrap().total
    }
}

#[tokio::test]
async fn posts_are_followed_and_come_down() {
    let town = Town::new().await;
    town.import(&["Spaak"]).await;
    town.posts(1, "open").await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!((town.finds_posts().await, town.finds("spaak").await), (1, 1), "a new index");
    town.posts(2, "open").await;
    assert_eq!(town.finds_posts().await, 1);
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds_posts().await, 2, "what came after");
    town.posts(1, "closed").await;
    town.posts(2, "review").await;
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!(town.finds_posts().await, 0, "what stands there no more");
    town.posts(2, "open").await;
    changes::ask_rebuild(&town.ctx(), &town.domain).await.unwrap();
    catch_up(&town.ctx(), &town.domain).await.unwrap();
    assert_eq!((town.finds_posts().await, town.finds("spaak").await), (1, 1), "built anew");
}
