//! Payments through GraphQL over HTTP, SQLite below: beside the same program whose disk waits for
//! nothing, and at half the rate that it reaches, when callers do not wait for each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use koop_domain::Domain;
use koop_domain::communities::model::{Role, Settings};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{CommunityId, CurrencyId, SessionId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::model::CurrencyDraft;
use koop_domain::ledger::{accounts, currencies};
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};
use sea_orm::{ConnectionTrait as _, Statement};
use tempfile::TempDir;

use super::caller::Caller;
use super::{Pace, disk, figure, in_turn, waits};
use crate::duel::Spread;
use crate::house::Server;
use crate::region::{open, operator, program};
use crate::report::Report;

/// How many pay at once.
const CALLERS: usize = 64;
/// As how many members: two connections each.
const MEMBERS: usize = 32;
/// Rounds of each, in turn.
const ROUNDS: usize = 5;
/// How long a round lasts.
const ROUND: Duration = Duration::from_secs(4);
/// How much of the throughput without a disk is to be reached.
const SHARE_MIN: f64 = 0.8;
/// How many payments one commit is to carry.
const TOGETHER_MIN: f64 = 16.0;
const P99_BASE: Duration = Duration::from_millis(10);
const PASSWORD: &str = "fiets lantaarn peper";
/// The library that lets `fdatasync` do nothing.
const FORGETFUL: &str = "libeatmydata.so";

pub(super) fn measure(report: &mut Report) {
    let Some(library) = library() else {
        report.say("libeatmydata is not here: make bench installs it where it may");
        return;
    };
    let folder = || tempfile::tempdir().expect("a folder for the bench");
    let (ours, forgetful) = (Town::open(folder(), None), Town::open(folder(), Some(&library)));
    ours.all_pay();
    forgetful.all_pay();
    let (mut rounds, mut syncs) = (Vec::new(), Vec::new());
    let (before, mut paid) = (ours.commits(), 0);
    for round in 0..ROUNDS {
        syncs.push(disk::sync(ours.folder.path()));
        let pair = in_turn(round % 2 == 0, || ours.all_pay(), || forgetful.all_pay());
        paid += pair.0.count;
        rounds.push(pair);
    }
    let together = f64::from(paid) / f64::from(ours.commits().saturating_sub(before).max(1));
    let room = format!("{}; {together:.0} payments a commit", disk::shown(disk::middle(&syncs)));
    let peer = "the same, fdatasync left out";
    let mut share = figure("a payment, GraphQL, 64 callers", (peer, &rounds), SHARE_MIN, room);
    share.goal = share.goal.map(|(words, reached)| {
        (format!("{words}; ≥ {TOGETHER_MIN} a commit"), reached && together >= TOGETHER_MIN)
    });
    let apart = share.ours.median * 2;
    report.add(share);
    let sync = disk::sync(ours.folder.path());
    let waited = ours.at_a_rate(apart);
    let most = P99_BASE + sync * 4;
    report.add(waits("the same at half that rate", waited, most, disk::shown(sync)));
}

/// Where the library is, if it is.
fn library() -> Option<PathBuf> {
    let places = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|it| it.path());
    places.map(|it| it.join(FORGETFUL)).find(|it| it.exists())
}

/// Somebody's connection and account.
struct Payer {
    caller: Caller,
    account: String,
}

/// A house that serves, and who pays in it.
struct Town {
    server: Server,
    folder: TempDir,
    payers: Mutex<Vec<Payer>>,
    accounts: Vec<String>,
}

impl Town {
    fn open(folder: TempDir, preload: Option<&Path>) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        let migrated = program(folder.path()).arg("migrate").status().expect("the program runs");
        assert!(migrated.success(), "the schema is brought up");
        let accounts = runtime.block_on(async {
            let domain = open(folder.path()).await;
            populate(&domain).await
        });
        runtime.shutdown_timeout(Duration::from_secs(10));
        let server = Server::start_with(folder.path(), |program| {
            program.env("KOOP_BENCH_AS_PROGRAM", "now");
            if let Some(library) = preload {
                program.env("LD_PRELOAD", library);
            }
        });
        let begin = Instant::now();
        while !server.answers("/readyz") {
            assert!(begin.elapsed() < Duration::from_secs(60), "the house gets ready");
        }
        let address = server.address();
        let token = |at: usize| Caller::new(address).sign_in(&email(at), PASSWORD);
        let tokens: Vec<String> = (0..MEMBERS).map(token).collect();
        let payer = |at: usize| Payer {
            caller: Caller::new(address).with(&tokens[at % MEMBERS]),
            account: accounts[at % MEMBERS].clone(),
        };
        let payers = Mutex::new((0..CALLERS).map(payer).collect());
        Self { server, folder, payers, accounts }
    }

    /// All pay, one payment after the other each, for a round.
    #[expect(clippy::disallowed_methods, reason = "a round lasts a while")]
    fn all_pay(&self) -> Pace {
        let (over, paid) = (AtomicBool::new(false), AtomicU32::new(0));
        let mut payers = self.payers.lock().expect("nobody else pays");
        let begin = Instant::now();
        thread::scope(|scope| {
            for (nth, payer) in payers.iter_mut().enumerate() {
                let (over, paid) = (&over, &paid);
                scope.spawn(move || {
                    let mut at = nth;
                    while !over.load(Ordering::Relaxed) {
                        at += 1;
                        payer.caller.pay(&payer.account, self.other(nth, at));
                        paid.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            thread::sleep(ROUND);
            over.store(true, Ordering::Relaxed);
        });
        Pace { count: paid.into_inner(), took: begin.elapsed() }
    }

    /// Payments begin at set moments, one after the other from all callers; how long each took
    /// counts from the moment at which it should have begun.
    #[expect(clippy::disallowed_methods, reason = "payments begin at set moments")]
    fn at_a_rate(&self, apart: Duration) -> Spread {
        let mut payers = self.payers.lock().expect("nobody else pays");
        let (begin, every) = (Instant::now(), u32::try_from(CALLERS).unwrap_or(u32::MAX));
        let took = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for (nth, payer) in payers.iter_mut().enumerate() {
                let took = &took;
                scope.spawn(move || {
                    let mut own = Vec::new();
                    for round in 0_u32.. {
                        let slot = round * every + u32::try_from(nth).unwrap_or(0);
                        let due = begin + apart * slot;
                        if due > begin + ROUND * 2 {
                            break;
                        }
                        thread::sleep(due.saturating_duration_since(Instant::now()));
                        let at = nth + usize::try_from(round).unwrap_or(0);
                        payer.caller.pay(&payer.account, self.other(nth, at));
                        own.push(due.elapsed());
                    }
                    took.lock().expect("a list").extend(own);
                });
            }
        });
        Spread::of(took.into_inner().expect("a list"))
    }

    /// Whom a payer pays next: somebody else.
    fn other(&self, nth: usize, at: usize) -> &str {
        &self.accounts[(nth + 1 + at % (MEMBERS - 1)) % MEMBERS]
    }

    /// How many commits there were: what one transaction answered has one moment.
    fn commits(&self) -> u32 {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        runtime.block_on(async {
            let domain = open_beside(self.folder.path()).await;
            let text = "select count(distinct at) from ledger_answers";
            let db = domain.get_database_backend();
            let row = domain.query_one_raw(Statement::from_string(db, text)).await;
            let count: i64 =
                row.expect("it reads").expect("a row").try_get_by_index(0).expect("a number");
            u32::try_from(count).unwrap_or(u32::MAX)
        })
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        self.server.stop();
    }
}

async fn open_beside(folder: &Path) -> sea_orm::DatabaseConnection {
    let url = format!("sqlite://{}/koop.db?mode=ro", folder.display());
    sea_orm::Database::connect(url).await.expect("the database opens")
}

/// A community with a currency, and members with accounts in it.
async fn populate(domain: &Domain) -> Vec<String> {
    let house = operator();
    let languages = Language::ALL.to_vec();
    let settings = Settings { name: "Oost".to_owned(), languages, ..Settings::default() };
    let community = communities::found(&house, domain, settings).await.expect("it is founded").id;
    let currency = currency(&house, domain, community).await;
    let mut all = Vec::new();
    for at in 0..MEMBERS {
        let new = NewMember {
            name: format!("Lid {at}"),
            email: Email::read(&email(at)).expect("an address"),
            password: Some(Secret::new(PASSWORD)),
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
        all.push(held.account.id.to_string());
    }
    all
}

/// A currency in which nobody comes to an end.
pub(super) async fn currency(house: &Ctx, domain: &Domain, community: CommunityId) -> CurrencyId {
    let draft = CurrencyDraft {
        community,
        code: "LAT".to_owned(),
        names: Language::ALL.into_iter().map(|it| (it, "Op de Lat".to_owned())).collect(),
        advice: BTreeMap::new(),
        symbol: "L".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: None,
        step: 1,
        levy_bp: 0,
        limits: Limits { min: Some(-1_000_000_000), max: None },
        soft: Limits { min: None, max: None },
        reason: "Voor de meting".to_owned(),
    };
    let made = currencies::create(house, domain, draft).await.expect("a currency");
    let on = currencies::switch(house, domain, (made.id, made.revision), true).await;
    on.expect("it is on").id
}

fn email(at: usize) -> String {
    format!("lid{at}@voorbeeld.nl")
}
