//! What was paid, set apart and asked, as somebody takes it along.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;

use super::error::PaymentError;
use super::model::{Asked, Moved, SetApart};
use super::{reading, store};
use crate::ctx::Ctx;
use crate::id::AccountId;

/// How many are read at once.
const AT_ONCE: u64 = 500;

/// What was paid from an account and to it, what was set apart of it and for it, and what was asked
/// by it and of it, the latest first: all that is kept. Whose it is was asked before.
pub(in crate::ledger) async fn taken_along(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    of: AccountId,
) -> Result<(Vec<Moved>, Vec<SetApart>, Vec<Asked>), PaymentError> {
    let (mut moved, mut before) = (Vec::new(), i64::MAX);
    loop {
        let filters = (None, None, None);
        let rows = store::of_account(db, (of, before), filters, AT_ONCE).await?;
        let Some(last) = rows.last() else { break };
        before = i64::try_from(last.transfer.number).unwrap_or_default();
        // What its holder hides from themselves is theirs all the same.
        let words: BTreeMap<_, _> =
            rows.iter().map(|it| (it.transfer.id, it.purpose.clone())).collect();
        let mut told = reading::told(db, of, rows).await?;
        for it in told.iter_mut().filter(|it| it.is_hidden) {
            it.purpose = words.get(&it.transfer.id).cloned().flatten();
        }
        moved.extend(told);
    }
    let apart = reading::set_apart(db, store::all_holds(db, of).await?).await?;
    let rows = store::all_requests(db, of).await?;
    let words: BTreeMap<_, _> = rows.iter().map(|it| (it.id, it.purpose.clone())).collect();
    let mut asked = reading::asked(ctx, db, (Some(of), rows)).await?;
    for it in asked.iter_mut().filter(|it| it.is_hidden) {
        it.purpose = words.get(&it.id).cloned().flatten();
    }
    Ok((moved, apart, asked))
}
