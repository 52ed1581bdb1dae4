//! Posts in cala-ledger, each transaction alone, for so many seconds; answers how many there were
//! and how many seconds that took.
//!
//! Its arguments: the address of an empty database, how many accounts, how many on their way at
//! once, for how many seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use cala_ledger::account::NewAccount;
use cala_ledger::job::{JobSvcConfig, Jobs};
use cala_ledger::journal::NewJournal;
use cala_ledger::tx_template::{
    NewParamDefinition, NewTxTemplate, NewTxTemplateEntry, NewTxTemplateTransaction, ParamDataType,
    Params,
};
use cala_ledger::{
    AccountId, CalaLedger, CalaLedgerConfig, JournalId, TransactionId, TxTemplateId,
};
use sqlx::postgres::PgPoolOptions;

const TEMPLATE: &str = "PAY";

type Fault = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("the address of a database")?;
    let mut number = || arguments.next()?.parse::<u32>().ok();
    let asked = (number(), number(), number());
    let (Some(accounts), Some(in_flight), Some(seconds)) = asked else {
        return Err("accounts, how many at once, seconds".into());
    };
    let pool = PgPoolOptions::new().max_connections(in_flight).connect(&url).await?;
    let has_run: bool = sqlx::query_scalar("select to_regclass('cala_accounts') is not null")
        .fetch_one(&pool)
        .await?;
    let config = CalaLedgerConfig::builder().pool(pool.clone()).exec_migrations(!has_run);
    let mut jobs = Jobs::init(JobSvcConfig::builder().pool(pool.clone()).build()?).await?;
    let cala = CalaLedger::init(config.build()?, &mut jobs).await?;
    // A round opens accounts of its own; how many older ones stand beside changes nothing.
    let (journal, all) = open(&cala, accounts).await?;
    let (over, posted) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let (all, begin) = (Arc::new(all), Instant::now());
    let callers: Vec<_> = (0..in_flight as usize)
        .map(|nth| {
            let (cala, all) = (cala.clone(), Arc::clone(&all));
            let (over, posted) = (Arc::clone(&over), Arc::clone(&posted));
            tokio::spawn(async move {
                let mut at = nth;
                while !over.load(Ordering::Relaxed) {
                    at += in_flight as usize;
                    let (from, to) = (at * 7 % all.len(), (at * 11 + 1) % all.len());
                    if from == to {
                        continue;
                    }
                    let mut params = Params::new();
                    params.insert("journal_id", journal);
                    params.insert("sender", all[from]);
                    params.insert("recipient", all[to]);
                    let post = cala.post_transaction(TransactionId::new(), TEMPLATE, params);
                    post.await.expect("it is posted");
                    posted.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(seconds.into())).await;
    over.store(true, Ordering::Relaxed);
    for caller in callers {
        caller.await?;
    }
    println!("{} {}", posted.load(Ordering::Relaxed), begin.elapsed().as_secs_f64());
    Ok(())
}

/// A journal with accounts, and the way in which one pays another.
async fn open(cala: &CalaLedger, accounts: u32) -> Result<(JournalId, Vec<AccountId>), Fault> {
    let journal = NewJournal::builder().id(JournalId::new()).name("Books").build();
    let journal = cala.journals().create(journal).await?.id();
    let mut all = Vec::new();
    for _ in 0..accounts {
        let id = AccountId::new();
        let account = NewAccount::builder().id(id).name("Account").code(id.to_string()).build();
        all.push(cala.accounts().create(account).await?.id());
    }
    if cala.tx_templates().find_by_code(TEMPLATE).await.is_err() {
        cala.tx_templates().create(template()?).await?;
    }
    Ok((journal, all))
}

fn template() -> Result<NewTxTemplate, Fault> {
    let param =
        |name: &str| NewParamDefinition::builder().name(name).r#type(ParamDataType::Uuid).build();
    let params = vec![param("recipient")?, param("sender")?, param("journal_id")?];
    let entry = |kind: &str, account: &str, direction: &str| {
        NewTxTemplateEntry::builder()
            .entry_type(kind)
            .account_id(account)
            .layer("SETTLED")
            .direction(direction)
            .units("decimal('1')")
            .currency("'USD'")
            .build()
    };
    let entries = vec![
        entry("'PAY_DR'", "params.sender", "DEBIT")?,
        entry("'PAY_CR'", "params.recipient", "CREDIT")?,
    ];
    let transaction = NewTxTemplateTransaction::builder()
        .effective("date()")
        .journal_id("params.journal_id")
        .build()?;
    Ok(NewTxTemplate::builder()
        .id(TxTemplateId::new())
        .code(TEMPLATE)
        .params(params)
        .transaction(transaction)
        .entries(entries)
        .build())
}
