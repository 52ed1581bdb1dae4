//! Asking to be paid: somebody, or whoever has the link.

use chrono::TimeDelta;
use uuid::Uuid;

use super::error::{PaymentError, invalid};
use super::model::{Asked, CODE_LETTERS, LISTED_MAX, Moved, REQUEST_DAYS, RequestDraft, tidy_code};
use super::{digest, found, is_mine, mine, moved, not_there, noted, post, reading, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{AccountId, PaymentRequestId, TransferId};
use crate::ledger::accounts;
use crate::ledger::amount::Amount;
use crate::ledger::command::Ask;
use crate::ledger::journal::Beside;
use crate::members::attempts::{DAY, Limit};

/// Requests of one member: enough for a till, too few to pester a town.
const REQUESTS: Limit = Limit { name: "payment-requests", tries: 1_000, minutes: DAY };
/// Crockford's alphabet: no I, L, O or U, so that a code survives being read aloud.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Asks to be paid.
///
/// # Errors
/// [`PaymentError::NotFound`] for an account that is not the actor's, [`PaymentError::Invalid`] for
/// `from`, `purpose` or `expiresAt`, [`PaymentError::Rejected`].
pub async fn request(
    ctx: &Ctx,
    domain: &Domain,
    draft: RequestDraft,
) -> Result<Asked, PaymentError> {
    let (to, currency) = mine(ctx, domain, draft.to).await?;
    let amount = Amount::parse(&draft.amount, currency.scale)?;
    let note = noted(ctx, draft.purpose.as_deref(), None)?;
    let from = match &draft.from {
        Some(who) => Some(found(ctx, domain, &currency, who, "from").await?),
        None => None,
    };
    let expires_at = draft.expires_at.unwrap_or(ctx.now + TimeDelta::days(REQUEST_DAYS));
    if expires_at <= ctx.now {
        return Err(invalid("expiresAt", Problem::OutOfRange));
    }
    let tx = domain.db.write().await?;
    REQUESTS.take(&tx, ctx, &super::signed(ctx)?.to_string()).await?;
    tx.commit().await?;
    let id = PaymentRequestId(ctx.ids.next());
    let ask = Ask::Request { id, from, amount, expires_at };
    let beside = Beside { note, code: Some(drawn(ctx)), agreement: None };
    let posted = post(ctx, domain, (&currency, to.account.id), draft.key, (ask, beside)).await?;
    asked(ctx, domain, posted.request.ok_or(PaymentError::NotFound)?).await
}

/// A code that nobody guesses: forty bits.
fn drawn(ctx: &Ctx) -> String {
    let letters = ctx.ids.secret().into_iter().take(CODE_LETTERS);
    letters.map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// A request, for the two whom it is between; one that names nobody is for whoever asks.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn asked(
    ctx: &Ctx,
    domain: &Domain,
    id: PaymentRequestId,
) -> Result<Asked, PaymentError> {
    let db = domain.db.reader();
    let row = not_there(store::asked(db, id).await?)?;
    for account in [row.payer, Some(row.payee)].into_iter().flatten() {
        if is_mine(ctx, db, account).await? {
            return not_there(reading::asked(ctx, db, vec![row]).await?.pop());
        }
    }
    Err(PaymentError::NotFound)
}

/// A request by the code in its link, as it is typed. One that names somebody is for the two.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn asked_by_code(ctx: &Ctx, domain: &Domain, code: &str) -> Result<Asked, PaymentError> {
    let db = domain.db.reader();
    let row = not_there(store::asked_by_code(db, &tidy_code(code)).await?)?;
    match row.payer {
        None => not_there(reading::asked(ctx, db, vec![row]).await?.pop()),
        Some(_) => asked(ctx, domain, row.id).await,
    }
}

/// What an account of the actor's asks for, and is asked for, and waits: at most [`LISTED_MAX`],
/// the latest first.
///
/// # Errors
/// [`PaymentError::NotFound`].
pub async fn requests(
    ctx: &Ctx,
    domain: &Domain,
    of: AccountId,
) -> Result<Vec<Asked>, PaymentError> {
    let db = domain.db.reader();
    accounts::held_by_me(ctx, db, of).await?;
    reading::asked(ctx, db, store::waiting(db, (of, ctx.now), LISTED_MAX).await?).await
}

/// Pays what was asked, from the account that was asked, or, where nobody was named, from one of
/// the actor's; that in the currency is opened where they name none.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::Rejected`].
pub async fn accept(
    ctx: &Ctx,
    domain: &Domain,
    key: Uuid,
    (id, from): (PaymentRequestId, Option<AccountId>),
) -> Result<Moved, PaymentError> {
    let db = domain.db.reader();
    let row = not_there(store::asked(db, id).await?)?;
    let payee = accounts::store::by_id(db, row.payee).await?.and_then(|it| it.holder);
    if let Some(payee) = payee
        && store::keeps_away(db, super::signed(ctx)?, payee).await?
    {
        return Err(PaymentError::NotFound);
    }
    let from = match from.or(row.payer) {
        Some(from) => from,
        None => mine_in(ctx, domain, row.payee).await?,
    };
    let (from, currency) = mine(ctx, domain, from).await?;
    let note = noted(ctx, row.purpose.as_deref(), None)?;
    let ask =
        Ask::Accept { id: TransferId(ctx.ids.next()), request: id, note: digest(note.as_ref()) };
    let beside = Beside { note, ..Beside::default() };
    let posted = post(ctx, domain, (&currency, from.account.id), key, (ask, beside)).await?;
    moved(ctx, domain, (from.account.id, &posted)).await
}

/// The account of the profile as which the actor acts, in the currency of another; opened where
/// there is none.
async fn mine_in(ctx: &Ctx, domain: &Domain, other: AccountId) -> Result<AccountId, PaymentError> {
    let other = not_there(accounts::store::by_id(domain.db.reader(), other).await?)?;
    Ok(accounts::open(ctx, domain, other.account.currency).await?.account.id)
}

/// Says no to what was asked; who asked takes it back.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::Rejected`].
pub async fn decline(
    ctx: &Ctx,
    domain: &Domain,
    key: Uuid,
    id: PaymentRequestId,
) -> Result<Asked, PaymentError> {
    let db = domain.db.reader();
    let row = not_there(store::asked(db, id).await?)?;
    let by = match row.payer {
        Some(payer) if is_mine(ctx, db, payer).await? => payer,
        _ => row.payee,
    };
    let (account, currency) = mine(ctx, domain, by).await?;
    let ask = Ask::Decline { request: id };
    let at = (&currency, account.account.id);
    post(ctx, domain, at, key, (ask, Beside::default())).await?;
    asked(ctx, domain, id).await
}
