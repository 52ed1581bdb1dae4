//! What was handed out and came back: its month has room for it again.

use crate::db::rows::ids;
use crate::db::{DbError, WriteTx};
use crate::ledger::book::{Book, Transfer, TransferKind};

/// Gives the months of budgets room again for what was handed out in them and is taken back.
pub(super) async fn save_room(tx: &WriteTx, book: &Book, new: &[&Transfer]) -> Result<(), DbError> {
    let back = new.iter().filter_map(|it| book.transfers.get(&it.reverses?));
    let back = back.filter(|it| it.kind == TransferKind::Handout).map(|it| it.id.0);
    let text = format!(
        "update issue_budget_months set spent = issue_budget_months.spent - b.amount \
         from (select h.budget_id, h.month, cast(sum(t.amount) as bigint) as amount \
             from issue_handouts h join transfers t on t.id = h.transfer_id \
             where t.id in {} group by h.budget_id, h.month) b \
         where issue_budget_months.budget_id = b.budget_id \
         and issue_budget_months.month = b.month",
        super::loading::these(tx)
    );
    ids(back).run(tx, &text).await
}
