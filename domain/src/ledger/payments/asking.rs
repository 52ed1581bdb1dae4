//! Asking to be paid: somebody, or whoever has the link.

use uuid::Uuid;

use super::error::{PaymentError, invalid};
use super::model::{Asked, CODE_LETTERS, LISTED_MAX, Moved, RequestDraft, said_amount, tidy_code};
use super::payees::{self, found};
use super::{before, digest, is_mine, mine, moved, not_there, noted, post, reading, said, store};
use crate::Domain;
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{AccountId, PaymentRequestId, TransferId};
use crate::ledger::accounts;
use crate::ledger::amount::Amount;
use crate::ledger::book::{PaymentRequestState, Posted};
use crate::ledger::command::Ask;
use crate::ledger::journal::Beside;
use crate::members::attempts::{DAY, Limit};

/// Requests of one member: enough for a till, too few to pester a town.
const REQUESTS: Limit = Limit { name: "payment-requests", tries: 1_000, minutes: DAY };
/// Requests of one member to one account.
const REQUESTS_TO: Limit = Limit { name: "payment-requests-to", tries: 20, minutes: DAY };

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
    let RequestDraft { key, from, amount, purpose, expires_at, .. } = &draft;
    let at = (to.account.id, *key);
    let amount_said = said_amount(amount, currency.scale);
    let parts = (format!("{from:?}"), amount_said, purpose, expires_at);
    let said = said(domain, "request", &parts);
    if let Some(posted) = before(domain.db.reader(), at, &said).await? {
        return at_first(ctx, domain, (&posted, from.is_some())).await;
    }
    let amount = Amount::parse(amount, currency.scale)?;
    let note = noted(ctx, purpose.as_deref(), None)?;
    if expires_at.is_some_and(|it| it <= ctx.now) {
        return Err(invalid("expiresAt", Problem::OutOfRange));
    }
    let from = match from {
        Some(who) => Some(found(ctx, domain, &currency, who, "from").await?),
        None => None,
    };
    counted(ctx, domain, from).await?;
    let id = PaymentRequestId(ctx.ids.next());
    let ask = Ask::Request { id, from, amount, expires_at: *expires_at };
    let code = Some(accounts::letters(ctx, CODE_LETTERS));
    let beside = Beside { note, code, said: Some(said), ..Beside::default() };
    let posted = post(ctx, domain, (&currency, at.0), *key, (ask, beside)).await?;
    at_first(ctx, domain, (&posted, from.is_some())).await
}

/// A request as it was when it was made, whatever has become of it: sent again, the answer is the
/// same.
async fn at_first(
    ctx: &Ctx,
    domain: &Domain,
    (posted, names_somebody): (&Posted, bool),
) -> Result<Asked, PaymentError> {
    let it = asked(ctx, domain, posted.request.ok_or(PaymentError::NotFound)?).await?;
    let from = it.from.filter(|_| names_somebody);
    Ok(Asked { from, state: PaymentRequestState::Waiting, transfer: None, ..it })
}

/// Counts that somebody asks, and whom.
async fn counted(ctx: &Ctx, domain: &Domain, from: Option<AccountId>) -> Result<(), PaymentError> {
    let me = super::signed(ctx)?.to_string();
    let tx = domain.db.write().await?;
    REQUESTS.take(&tx, ctx, &me).await?;
    if let Some(from) = from {
        REQUESTS_TO.take(&tx, ctx, &format!("{me}\n{from}")).await?;
    }
    Ok(tx.commit().await?)
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
            let seen = (Some(account), vec![row]);
            return not_there(reading::asked(ctx, db, seen).await?.pop());
        }
    }
    Err(PaymentError::NotFound)
}

/// A request by the code in its link, as it is typed. One that names somebody is for the two, and
/// so is one that waits no more.
///
/// # Errors
/// [`PaymentError::NotFound`], [`PaymentError::SignedOut`], [`PaymentError::TooMany`] after too many
/// codes that nobody has.
pub async fn asked_by_code(ctx: &Ctx, domain: &Domain, code: &str) -> Result<Asked, PaymentError> {
    let db = domain.db.reader();
    payees::guarded(ctx, domain).await?;
    let Some(row) = store::asked_by_code(db, &tidy_code(code)).await? else {
        payees::missed(ctx, domain).await?;
        return Err(PaymentError::NotFound);
    };
    let waits = row.state == PaymentRequestState::Waiting && row.expires_at > ctx.now;
    match row.payer {
        None if waits => not_there(reading::asked(ctx, db, (None, vec![row])).await?.pop()),
        _ => asked(ctx, domain, row.id).await,
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
    let rows = store::waiting(db, (of, ctx.now), LISTED_MAX).await?;
    reading::asked(ctx, db, (Some(of), rows)).await
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
    let row = not_there(store::asked(domain.db.reader(), id).await?)?;
    let from = match from.or(row.payer) {
        Some(from) => from,
        None => mine_in(ctx, domain, row.payee).await?,
    };
    let (from, currency) = mine(ctx, domain, from).await?;
    let at = (from.account.id, key);
    let said = said(domain, "accept", &id.0);
    if let Some(posted) = before(domain.db.reader(), at, &said).await? {
        return moved(domain, (at.0, &posted)).await;
    }
    if payees::are_apart(ctx, domain, row.payee).await? {
        return Err(PaymentError::NotFound);
    }
    let note = noted(ctx, row.purpose.as_deref(), None)?;
    let ask =
        Ask::Accept { id: TransferId(ctx.ids.next()), request: id, note: digest(note.as_ref()) };
    let beside = Beside { note, said: Some(said), ..Beside::default() };
    let posted = post(ctx, domain, (&currency, at.0), key, (ask, beside)).await?;
    moved(domain, (at.0, &posted)).await
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
