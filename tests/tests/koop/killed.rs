//! The program is killed in the middle of payments, again and again: whatever was answered is in
//! the books once, and the books are whole.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use koop_domain::communities;
use koop_domain::communities::model::Settings;
use koop_domain::id::{AccountId, CurrencyId, TransferId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::book::{CurrencyKind, TransferKind};
use koop_domain::ledger::currencies::model::CurrencyDraft;
use koop_domain::ledger::history::lines::{Line, Moved};
use koop_domain::ledger::writer::Writer;
use koop_domain::ledger::{currencies, history};
use koop_tests::house::{House, On};
use koop_tests::paying::{payment, spoken};
use koop_tests::still::saturday_afternoon;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

/// How often it is killed; the torture asks for more.
const KILLS: u64 = 5;
/// How many answers are read before it is.
const ANSWERS: usize = 150;
const ACCOUNTS: u64 = 5;

#[tokio::test]
async fn whatever_was_answered_is_in_the_books_once_sqlite() {
    killed_again_and_again(On::Sqlite).await;
}

#[tokio::test]
async fn whatever_was_answered_is_in_the_books_once_postgres() {
    killed_again_and_again(On::Postgres).await;
}

async fn killed_again_and_again(on: On) {
    let Some(house) = House::on(on, saturday_afternoon()).await else { return };
    let (currency, accounts) = books(&house).await;
    let mut answered: BTreeMap<Uuid, (u64, String)> = BTreeMap::new();
    for round in 0..kills() {
        // Each round counts on from where no other did.
        let from = round * 1_000_000;
        for line in until_killed(&house, currency, &accounts, from) {
            let (key, _) = line.split_once(' ').expect("a key and an answer");
            let key: Uuid = key.parse().expect("a key");
            let nth = key.as_u64_pair().1 - 1;
            assert!(answered.insert(key, (nth, line)).is_none(), "answered once");
        }
    }
    assert!(answered.len() >= ANSWERS * usize::try_from(kills()).expect("few"));
    let found = history::verify(&house.operator(), &house.domain).await.expect("it reads");
    assert!(found.iter().all(|it| it.found.is_ok()), "{found:?}");
    let rows = number(&house, "select count(*) from transfers").await;
    // Asked again under its id, everything is answered as it was, and nothing is done twice.
    let writer = Writer::default();
    for (nth, line) in answered.values() {
        let entry = payment(currency, &accounts, *nth, saturday_afternoon());
        let said = writer.post(&house.domain.db, entry.clone()).await.expect("it answers");
        assert_eq!(&spoken(&entry, &said.outcome), line);
    }
    assert_eq!(number(&house, "select count(*) from transfers").await, rows);
    house.close().await;
}

/// How often: `KOOP_TORTURE` asks for more.
#[expect(clippy::disallowed_methods, reason = "says how long to torture, in tests alone")]
fn kills() -> u64 {
    std::env::var("KOOP_TORTURE").ok().and_then(|it| it.parse().ok()).unwrap_or(KILLS)
}

/// What the payer was answered before it was killed.
fn until_killed(
    house: &House,
    currency: CurrencyId,
    accounts: &[AccountId],
    from: u64,
) -> Vec<String> {
    let all: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    let mut payer = Command::new(env!("CARGO_BIN_EXE_koop-payer"))
        .args([house.url(), &currency.to_string(), &all.join(","), &from.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut lines = Vec::new();
    let mut out = BufReader::new(payer.stdout.take().expect("it speaks"));
    let mut line = String::new();
    while lines.len() < ANSWERS && out.read_line(&mut line).expect("it is heard") > 0 {
        lines.push(std::mem::take(&mut line).trim_end().to_owned());
    }
    // SIGKILL: nothing is tidied away.
    payer.kill().expect("it is killed");
    // What it said before is still in the pipe; the last of it may be cut off.
    while out.read_line(&mut line).expect("it is heard") > 0 {
        if line.ends_with('\n') {
            lines.push(line.trim_end().to_owned());
        }
        line.clear();
    }
    payer.wait().expect("it is gone");
    lines
}

/// A currency with a few accounts, between which everybody pays at once.
async fn books(house: &House) -> (CurrencyId, Vec<AccountId>) {
    let (ctx, domain) = (house.operator(), &house.domain);
    let languages = vec![Language::Nl];
    let settings = Settings { name: "Oost".to_owned(), languages, ..Settings::default() };
    let oost = communities::found(&ctx, domain, settings).await.expect("it is founded");
    let draft = CurrencyDraft {
        community: oost.id,
        code: "LAT".to_owned(),
        names: Language::ALL.into_iter().map(|it| (it, "Op de Lat".to_owned())).collect(),
        advice: BTreeMap::new(),
        symbol: "L".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: None,
        step: 1,
        levy_bp: 0,
        limits: Limits { min: Some(-10_000), max: Some(50_000) },
        soft: Limits::NONE,
        reason: "Zo begonnen".to_owned(),
    };
    let currency = currencies::create(&ctx, domain, draft).await.expect("it is made");
    let seen = (currency.id, currency.revision);
    currencies::switch(&ctx, domain, seen, true).await.expect("it is switched on");
    let accounts: Vec<AccountId> =
        (0..ACCOUNTS).map(|n| AccountId(Uuid::from_u128(100 + u128::from(n)))).collect();
    let first = |nth: usize| Moved {
        number: None,
        id: TransferId(Uuid::from_u128(500 + nth as u128)),
        debit: accounts[nth],
        credit: accounts[(nth + 1) % accounts.len()],
        amount: 1,
        kind: TransferKind::Payment,
        reverses: None,
        levy_of: None,
        hold: None,
        posted_at: ctx.now,
        note: None,
        hash: None,
    };
    let lines: Vec<Line> = (0..accounts.len()).map(|nth| Line::Transfer(first(nth))).collect();
    history::replay_into(&ctx, domain, "LAT", &lines).await.expect("they are opened");
    (currency.id, accounts)
}

async fn number(house: &House, question: &str) -> i64 {
    let db = house.domain.db.reader();
    let statement = Statement::from_string(db.get_database_backend(), question);
    let row = db.query_one_raw(statement).await.expect("it answers").expect("a row");
    row.try_get_by_index(0).expect("a number")
}
