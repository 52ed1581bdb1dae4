//! The usual transfer: both accounts locked in the order of their ids, checked, written; a
//! function of plpgsql that pgbench calls, each call a transaction. And cala-ledger, a Rust crate
//! on PostgreSQL, built in the peers' own workspace.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};
use tempfile::TempDir;
use uuid::Uuid;

use super::Pace;
use super::posted::{ACCOUNTS, IN_FLIGHT, ROUND};
use crate::setting;

const SCHEMA: &str = "
create table rival_accounts (
    id integer primary key, balance bigint not null default 0, least bigint not null
);
create table rival_transfers (
    id bigint generated always as identity primary key,
    debit integer not null references rival_accounts (id),
    credit integer not null references rival_accounts (id),
    amount bigint not null check (amount > 0),
    posted_at timestamptz not null default clock_timestamp()
);
create index rival_debit on rival_transfers (debit, id);
create index rival_credit on rival_transfers (credit, id);
create function rival_pay(payer integer, payee integer, much bigint) returns bigint
language plpgsql as $$
declare
    have rival_accounts;
    number bigint;
begin
    perform 1 from rival_accounts where id in (payer, payee) order by id for update;
    select * into have from rival_accounts where id = payer;
    if have.balance - much < have.least then
        raise exception 'too much';
    end if;
    insert into rival_transfers (debit, credit, amount) values (payer, payee, much)
        returning id into number;
    update rival_accounts set balance = balance - much where id = payer;
    update rival_accounts set balance = balance + much where id = payee;
    return number;
end $$;
";
const HOT: &str = "\\set payer random(2, :many)\nselect rival_pay(:payer, 1, 1);\n";
const SPREAD: &str = "\\set payer random(1, :many)\n\\set step random(1, :many - 1)\n\
    \\set payee (:payer - 1 + :step) % :many + 1\nselect rival_pay(:payer, :payee, 1);\n";

pub(super) struct Rival {
    url: String,
    folder: TempDir,
    /// Where cala-ledger's poster is, if it was built.
    cala: Option<(PathBuf, String)>,
}

impl Rival {
    pub(super) async fn open(url: &str) -> Self {
        let server = Database::connect(ConnectOptions::new(url)).await.expect("the server answers");
        let root = url.rsplit_once('/').map_or(url, |(server, _)| server);
        let mut urls = Vec::new();
        for what in ["rival", "cala"] {
            let name = format!("koop_{what}_{}", Uuid::new_v4().simple());
            let made = server.execute_unprepared(&format!("create database {name}")).await;
            made.expect("a database");
            urls.push(format!("{root}/{name}"));
        }
        let (url, beside) = (urls.remove(0), urls.remove(0));
        let db = Database::connect(ConnectOptions::new(&url)).await.expect("it answers");
        db.execute_unprepared(SCHEMA).await.expect("its schema");
        let fill = format!(
            "insert into rival_accounts (id, least) \
             select it, -1000000000 from generate_series(1, {ACCOUNTS}) it"
        );
        db.execute_unprepared(&fill).await.expect("its accounts");
        let folder = tempfile::tempdir().expect("a folder for the bench");
        for (name, script) in [("hot", HOT), ("spread", SPREAD)] {
            std::fs::write(folder.path().join(name), script).expect("a script");
        }
        let cala = setting("KOOP_BENCH_CALA").map(|it| (PathBuf::from(it), beside));
        Self { url, folder, cala }
    }

    /// Has the database count its tables, as it does by itself once it has stood for a minute.
    pub(super) async fn analyze(&self) {
        let db = Database::connect(ConnectOptions::new(&self.url)).await.expect("it answers");
        db.execute_unprepared("analyze").await.expect("it counts");
    }

    /// As many as pgbench makes in a round.
    pub(super) fn transfers(&self, is_hot: bool) -> Pace {
        let script = self.folder.path().join(if is_hot { "hot" } else { "spread" });
        let clients = IN_FLIGHT.to_string();
        let told = Command::new(pgbench())
            .args(["-n", "-M", "prepared", "-j", "2", "-c", &clients])
            .args(["-D", &format!("many={ACCOUNTS}"), "-T", &ROUND.as_secs().to_string(), "-f"])
            .arg(script)
            .arg(&self.url)
            .output()
            .expect("pgbench runs");
        let told = String::from_utf8_lossy(&told.stdout);
        let line = |what: &str| told.lines().find_map(|line| line.trim().strip_prefix(what));
        let made = line("number of transactions actually processed: ");
        let count = made.and_then(|it| it.trim().parse().ok());
        let rate = line("tps = ").and_then(|it| it.split(' ').next()?.parse::<f64>().ok());
        let (count, rate): (u32, f64) =
            count.zip(rate).unwrap_or_else(|| panic!("pgbench counts: {told}"));
        Pace { count, took: Duration::from_secs_f64(f64::from(count) / rate) }
    }

    /// As many as cala-ledger posts in a round, each alone; none where it was not built.
    pub(super) fn cala(&self) -> Option<Pace> {
        let (program, url) = self.cala.as_ref()?;
        let told = Command::new(program)
            .args([url.as_str(), &ACCOUNTS.to_string(), &IN_FLIGHT.to_string()])
            .arg(ROUND.as_secs().to_string())
            .output()
            .expect("it runs");
        let words = String::from_utf8_lossy(&told.stdout);
        let mut words = words.split_whitespace();
        let count = words.next()?.parse().ok()?;
        Some(Pace { count, took: Duration::from_secs_f64(words.next()?.parse().ok()?) })
    }
}

/// pgbench, which stands beside the server's other programs.
fn pgbench() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        versions.map(|it| it.path().join("bin/pgbench")).filter(|it| it.exists()).collect();
    found.sort();
    found.pop().unwrap_or_else(|| Path::new("pgbench").to_owned())
}
