//! Payments through the verb, on PostgreSQL, thirty-two on their way at once: on one account that
//! everybody pays, and among a thousand; beside the usual transfer in plpgsql (see `rival`).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use koop_domain::Domain;
use koop_domain::communities::model::{Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::db::Db;
use koop_domain::id::{AccountId, SessionId};
use koop_domain::language::Language;
use koop_domain::ledger::payments::model::{Payee, PaymentDraft};
use koop_domain::ledger::{accounts, payments};
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_search::embedded::EmbeddedIndex;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::rival::Rival;
use super::{Pace, disk, figure, in_turn, served};
use crate::region::operator;
use crate::report::Report;
use crate::setting;

/// How many payments are on their way at once, on both sides.
pub(super) const IN_FLIGHT: usize = 32;
/// How many accounts there are.
pub(super) const ACCOUNTS: usize = 1_000;
/// Rounds of each, in turn.
const ROUNDS: usize = 5;
/// How long a round lasts.
pub(super) const ROUND: Duration = Duration::from_secs(4);
const HOT_MIN: f64 = 4.0;
const SPREAD_MIN: f64 = 0.8;
const SINGLY_MIN: f64 = 4.0;
const HOT_TO_SPREAD_MIN: f64 = 0.8;

pub(super) fn measure(report: &mut Report) {
    let Some(url) = setting("KOOP_TEST_POSTGRES") else {
        report.say("PostgreSQL is not here: make bench brings it");
        return;
    };
    let runtime = Runtime::new().expect("a runtime starts");
    let town = runtime.block_on(Town::open(&url));
    let rival = runtime.block_on(Rival::open(&url));
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let mut syncs = Vec::new();
    let ask = |is_hot: bool| runtime.block_on(town.all_pay(is_hot));
    ask(true);
    ask(false);
    // What a database that has stood for a minute knows of its tables.
    runtime.block_on(town.analyze());
    runtime.block_on(rival.analyze());
    let (mut hot, mut spread, mut own, mut singly) = (vec![], vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        syncs.push(disk::sync(folder.path()));
        let turn = round % 2 == 0;
        let (ours, theirs) = in_turn(turn, || ask(true), || rival.transfers(true));
        hot.push((ours, theirs));
        let (beside, theirs) = in_turn(turn, || ask(false), || rival.transfers(false));
        spread.push((beside, theirs));
        own.push((ours, beside));
        if let Some(theirs) = rival.cala() {
            singly.push((beside, theirs));
        }
    }
    let rate = || disk::shown(disk::middle(&syncs));
    let peer = "SELECT … FOR UPDATE in plpgsql";
    report.add(figure("a payment to one account, PostgreSQL", (peer, &hot), HOT_MIN, rate()));
    let name = "a payment among 1,000 accounts, PostgreSQL";
    report.add(figure(name, (peer, &spread), SPREAD_MIN, rate()));
    if singly.is_empty() {
        report.say("cala-ledger is not here: make bench builds it");
    } else {
        report.add(figure(name, ("cala-ledger, singly", &singly), SINGLY_MIN, rate()));
    }
    let peer = "ours among 1,000 accounts";
    report.add(figure("to one account", (peer, &own), HOT_TO_SPREAD_MIN, rate()));
}

/// Members with accounts, in a database of its own.
struct Town {
    domain: Domain,
    members: Arc<Vec<(Ctx, AccountId)>>,
}

impl Town {
    async fn open(url: &str) -> Self {
        let name = format!("koop_pay_{}", Uuid::new_v4().simple());
        let server = Database::connect(ConnectOptions::new(url)).await.expect("the server answers");
        let made = server.execute_unprepared(&format!("create database {name}")).await;
        made.expect("a database");
        let url = url.rsplit_once('/').map_or(url, |(server, _)| server);
        let db = Db::open(&format!("{url}/{name}")).await.expect("the database opens");
        koop_migrations::migrate(db.migrator()).await.expect("the schema is brought up");
        let index = EmbeddedIndex::in_memory().expect("an index");
        let domain = Domain::new(db, Arc::new(index));
        let members = Arc::new(Self::populate(&domain).await);
        Self { domain, members }
    }

    async fn populate(domain: &Domain) -> Vec<(Ctx, AccountId)> {
        let house = operator();
        let languages = Language::ALL.to_vec();
        let settings = Settings { name: "Oost".to_owned(), languages, ..Settings::default() };
        let community = communities::found(&house, domain, settings).await.expect("founded").id;
        let currency = served::currency(&house, domain, community).await;
        let mut all = Vec::new();
        for at in 0..ACCOUNTS {
            let new = NewMember {
                name: format!("Lid {at}"),
                email: Email::read(&format!("lid{at}@voorbeeld.nl")).expect("an address"),
                password: None,
                language: Language::Nl,
                operator: false,
            };
            let member = members::add(&house, domain, new).await.expect("a member");
            let place = NewPlace { community, role: Role::Member };
            communities::enter(&house, domain, member, place).await.expect("they come in");
            let session = SessionId(house.ids.next());
            let signed = Signed { member, session, operator: false, under: None };
            let me = Ctx { actor: Actor::Member(signed), ..house.clone() };
            let held = accounts::open(&me, domain, currency).await.expect("an account");
            all.push((me, held.account.id));
        }
        all
    }

    /// Has the database count its tables, as it does by itself once it has stood for a minute.
    async fn analyze(&self) {
        let db = self.domain.db.reader();
        db.execute_unprepared("analyze").await.expect("it counts");
    }

    /// So many pay at once, one payment after the other each, for a round.
    async fn all_pay(&self, is_hot: bool) -> Pace {
        let (over, paid) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let begin = Instant::now();
        let callers = (0..IN_FLIGHT).map(|nth| {
            let (over, paid) = (Arc::clone(&over), Arc::clone(&paid));
            let (domain, members) = (self.domain.clone(), Arc::clone(&self.members));
            tokio::spawn(async move {
                let mut at = nth * ACCOUNTS / IN_FLIGHT;
                while !over.load(Ordering::Relaxed) {
                    at += 1;
                    // Steps that share no divisor with how many there are visit all of them.
                    let (from, to) = (1 + at * 7 % (ACCOUNTS - 1), at * 11 % ACCOUNTS);
                    let to = if is_hot || from == to { 0 } else { to };
                    let (me, from) = &members[from];
                    let draft = PaymentDraft {
                        key: Uuid::new_v4(),
                        from: *from,
                        to: Payee::Account(members[to].1),
                        amount: "0.01".to_owned(),
                        purpose: None,
                        category: None,
                    };
                    payments::pay(me, &domain, draft).await.expect("it is paid");
                    paid.fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        let callers: Vec<_> = callers.collect();
        tokio::time::sleep(ROUND).await;
        over.store(true, Ordering::Relaxed);
        for caller in callers {
            caller.await.expect("they pay to the end");
        }
        Pace { count: paid.load(Ordering::Relaxed), took: begin.elapsed() }
    }
}
