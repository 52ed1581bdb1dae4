//! The prices that a post asks, as the books of its community can hold them.

use super::content::Broken;
use super::error::{PostError, invalid};
use super::model::{Content, Term, TermKind};
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::CommunityId;
use crate::ledger::agreed;
use crate::ledger::amount::{Amount, decimal};
use crate::ledger::rejected::Rejected;

/// Reads the prices of a post by their currencies, which are paid with in its community, and
/// writes them as these do. One that stood already stays: its currency may have been switched off
/// since.
pub(super) async fn settle(
    tx: &WriteTx,
    ctx: &Ctx,
    (community, was): (CommunityId, Option<&Content>),
    content: &mut Content,
) -> Result<(), PostError> {
    let stood = |it: &Term| was.is_some_and(|was| was.terms.contains(it));
    let priced = content.terms.iter_mut().filter(|it| it.kind == TermKind::Price && !stood(it));
    for term in priced {
        let code = term.currency.as_deref().unwrap_or_default();
        let known = agreed::currency(tx.conn(), code).await?;
        let known = known.filter(|it| it.community == community);
        let known = known.ok_or_else(|| invalid("terms.currency", Problem::Unknown))?;
        let step = agreed::step(tx.conn(), known.id, ctx.now).await?;
        let asked = term.amount.as_deref().unwrap_or_default();
        let minor = read(asked, known.scale, step);
        let minor = minor.map_err(|(field, problem)| invalid(field, problem))?;
        term.amount = Some(decimal(minor, known.scale));
    }
    Ok(())
}

/// An amount in whole steps, in the smallest unit.
fn read(asked: &str, scale: u8, step: i64) -> Result<i64, Broken> {
    let wrong = |why| match why {
        Rejected::AmountMalformed => ("terms.amount", Problem::Unreadable),
        _ => ("terms.amount", Problem::OutOfRange),
    };
    let minor = Amount::parse(asked, scale).map_err(wrong)?.minor();
    if minor % step.max(1) == 0 { Ok(minor) } else { Err(("terms.amount", Problem::OutOfRange)) }
}
