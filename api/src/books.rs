//! The books of local currencies, from the command line: looked through, written out, played again.

use std::io::Write;

use koop_domain::ledger::account::Limits;
use koop_domain::ledger::history::lines::hex;
use koop_domain::ledger::history::playing::{Played, Player, Policy};
use koop_domain::ledger::history::{self, Checked};

use crate::commands::{CommandError, House, say, tell};
use crate::config::{LedgerCommand, ReplayArgs};
use crate::export::Target;

/// Does what was asked about the books.
pub(crate) async fn run(house: House, command: LedgerCommand) -> Result<(), CommandError> {
    match command {
        LedgerCommand::Verify => verify(house).await,
        LedgerCommand::Export { code, file } => {
            let (ctx, domain) = house;
            let mut target = Target::open(file.as_deref())?;
            let many = history::export(&ctx, &domain, &code, &mut target).await?;
            target.flush()?;
            target.finish()?;
            tell(&format!("{code}: {many} transfers"))
        }
        LedgerCommand::Replay(args) => replay(house, args).await,
    }
}

async fn verify((ctx, domain): House) -> Result<(), CommandError> {
    let all = history::verify(&ctx, &domain).await?;
    let mut faults = 0;
    for Checked { code, found } in &all {
        match found {
            Ok(many) => say(&format!("{code}: {many} transfers, and all rows agree"))?,
            Err(fault) => {
                faults += 1;
                let (table, row, about) = (fault.table, &fault.row, fault.about.key());
                say(&format!("{code}: {row} in {table} is the first that disagrees: {about}"))?;
            }
        }
    }
    if all.is_empty() {
        say("there is no currency")?;
    }
    if faults == 0 { Ok(()) } else { Err(CommandError::Disagrees { faults }) }
}

async fn replay((ctx, domain): House, args: ReplayArgs) -> Result<(), CommandError> {
    let lines = koop_seeds::books::lines(&args.file)?;
    if let Some(code) = &args.into {
        return told(&history::replay_into(&ctx, &domain, code, &lines).await?);
    }
    let limits = (args.min.is_some() || args.max.is_some())
        .then_some(Limits { min: args.min, max: args.max });
    let mut player = Player::new(Policy { limits, levy_bp: args.levy_bp, step: args.step });
    for line in &lines {
        player.play(line);
    }
    told(player.played())?;
    let book = player.book();
    say(&format!("on paper: {} transfers, the last {}", book.last_number, hex(&book.last_hash)))
}

fn told(played: &Played) -> Result<(), CommandError> {
    let refused: u64 = played.refused.values().sum();
    say(&format!("accepted {}, refused {refused}", played.accepted))?;
    for (why, many) in &played.refused {
        say(&format!("  {}: {many}", why.key()))?;
    }
    Ok(())
}
