//! An agreement that a desk for help opens: between whoever needs it and the neighbour who said yes
//! to the desk. It goes on as any other does.

use super::error::AgreementError;
use super::model::Agreement;
use super::opening::opened;
use super::store;
use crate::audit;
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::id::{AgreementId, MemberId};
use crate::posts::model::Post;

/// Opens it, in the transaction in which the neighbour was chosen; who may was asked there. The
/// actor is whoever needs it, under their mandate.
///
/// # Errors
/// [`AgreementError::Blocked`], [`AgreementError::Own`], [`AgreementError::Db`].
pub(crate) async fn assigned(
    tx: &WriteTx,
    ctx: &Ctx,
    post: &Post,
    neighbour: MemberId,
) -> Result<AgreementId, AgreementError> {
    let hands = ctx.actor.hands();
    if neighbour == post.author || hands == Some(neighbour) {
        return Err(AgreementError::Own);
    }
    if store::is_blocked(tx.conn(), (post.author, neighbour)).await? {
        return Err(AgreementError::Blocked);
    }
    // Saying yes to the desk was the neighbour's own reply.
    let it = Agreement { replier: neighbour, by: Some(neighbour), ..opened(ctx, post, 1) };
    store::insert(tx, &it).await?;
    store::note_step(tx, (None, &it), ("assign", hands), ctx.now).await?;
    audit::acted(tx, ctx, "agreed", it.id).await?;
    Ok(it.id)
}
