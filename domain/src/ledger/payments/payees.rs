//! Who is meant, by whatever they were named. Nobody is told why somebody cannot be paid.

use sea_orm::ConnectionTrait;

use super::error::{PaymentError, invalid};
use super::knowing::Known;
use super::model::{CODE_LETTERS, Payee, tidy_code};
use super::store::{self, Request};
use super::{is_mine, not_there, signed};
use crate::Domain;
use crate::ctx::{Actor, Ctx};
use crate::error::Problem;
use crate::id::{AccountId, CurrencyId, ListingId};
use crate::ledger::account::AccountState;
use crate::ledger::accounts::model::{Held, Holder};
use crate::ledger::accounts::{
    self, CODE_LETTERS as ACCOUNT_LETTERS, ensure, holder_of_listing, holder_of_member,
};
use crate::ledger::book::PaymentRequestState;
use crate::ledger::currencies::model::Currency;
use crate::members::attempts::{DAY, Limit};
use crate::profiles;

/// Codes of requests and accounts that a member typed and nobody has: far too few to come upon one
/// of a thousand million.
const WRONG_CODES: Limit = Limit { name: "payment-codes", tries: 50, minutes: DAY };

/// The same from one network by who has not signed in, which many people may share.
const WRONG_CODES_FROM: Limit = Limit { name: "payment-codes-from", tries: 100, minutes: DAY };

/// Who is meant.
pub(super) struct Meant {
    /// The account, where it was that which was named.
    pub(super) account: Option<Held>,
    /// Whose it is; nobody's: the community's own.
    pub(super) holder: Option<Holder>,
    /// The place, where it was that which was named.
    pub(super) listing: Option<ListingId>,
    /// What they ask for, where it was the code of a request.
    pub(super) request: Option<Request>,
}

/// Who is meant. Somebody who was blocked by the actor, or blocked them, is nobody.
pub(super) async fn meant(
    ctx: &Ctx,
    domain: &Domain,
    who: &Payee,
    field: &'static str,
) -> Result<Meant, PaymentError> {
    let db = domain.db.reader();
    let me = signed(ctx)?;
    let unknown = || invalid(field, Problem::Unknown);
    let of = |holder: Option<Holder>| {
        let holder = Some(holder.ok_or_else(unknown)?);
        Ok::<Meant, PaymentError>(Meant { account: None, holder, listing: None, request: None })
    };
    let it = match who {
        Payee::Account(id) => of_account(domain, *id, None).await?.ok_or_else(unknown)?,
        Payee::Listing(id) => {
            Meant { listing: Some(*id), ..of(holder_of_listing(db, *id).await?)? }
        }
        Payee::Member(id) => of(holder_of_member(db, *id).await?)?,
        Payee::Handle(handle) => {
            let profile = store::of_handle(db, &profiles::people::tidy_handle(handle)).await?;
            of(profile.map(|profile| Holder { profile, listing: None }))?
        }
        Payee::Code(code) => by_code(ctx, domain, code).await?.ok_or_else(unknown)?,
    };
    match it.holder {
        Some(holder) if store::keeps_away(&domain.db, me, holder).await? => Err(unknown()),
        _ => Ok(it),
    }
}

async fn of_account(
    domain: &Domain,
    id: AccountId,
    request: Option<Request>,
) -> Result<Option<Meant>, PaymentError> {
    let held = accounts::store::by_id(domain.db.reader(), id).await?;
    Ok(held.map(|held| Meant::of(held, request)))
}

impl Meant {
    fn of(held: Held, request: Option<Request>) -> Self {
        let listing = held.holder.and_then(|it| it.listing);
        Self { holder: held.holder, account: Some(held), listing, request }
    }
}

/// Who is meant by an account that was looked up already.
pub(super) fn known(it: &mut Known, field: &'static str) -> Result<Meant, PaymentError> {
    let is_apart = it.found.is_apart;
    let held = it.to.take().filter(|_| !is_apart);
    held.map(|held| Meant::of(held, None)).ok_or_else(|| invalid(field, Problem::Unknown))
}

/// Who asked by a code and still waits, or whose account has it. A code that nobody has is
/// counted, so that nobody finds one by trying.
async fn by_code(ctx: &Ctx, domain: &Domain, typed: &str) -> Result<Option<Meant>, PaymentError> {
    guarded(ctx, domain).await?;
    let found = looked_up(ctx, domain, &tidy_code(typed)).await?;
    if found.is_none() {
        missed(ctx, domain).await?;
    }
    Ok(found)
}

/// The same for somebody who has not signed in: a request that names nobody, or an account.
pub(super) async fn at_code(
    ctx: &Ctx,
    domain: &Domain,
    typed: &str,
    net: &str,
) -> Result<Meant, PaymentError> {
    WRONG_CODES_FROM.spent(&domain.db, ctx, net).await?;
    if let Some(found) = looked_up(ctx, domain, &tidy_code(typed)).await? {
        return Ok(found);
    }
    let tx = domain.db.write().await?;
    WRONG_CODES_FROM.take(&tx, ctx, net).await?;
    tx.commit().await?;
    Err(invalid("to", Problem::Unknown))
}

async fn looked_up(ctx: &Ctx, domain: &Domain, code: &str) -> Result<Option<Meant>, PaymentError> {
    let db = domain.db.reader();
    Ok(match code.len() {
        ACCOUNT_LETTERS => match accounts::by_code(db, code).await? {
            Some(id) => of_account(domain, id, None).await?,
            None => None,
        },
        CODE_LETTERS => match waiting(ctx, domain, code).await? {
            Some(request) => of_account(domain, request.payee, Some(request)).await?,
            None => None,
        },
        _ => None,
    })
}

/// The request with a code, while it waits, for who may pay it.
async fn waiting(ctx: &Ctx, domain: &Domain, code: &str) -> Result<Option<Request>, PaymentError> {
    let db = domain.db.reader();
    let found = store::asked_by_code(db, code).await?;
    let waits = |it: &Request| it.state == PaymentRequestState::Waiting && it.expires_at > ctx.now;
    let Some(it) = found.filter(waits) else { return Ok(None) };
    let is_for_me = match it.payer {
        Some(_) if !matches!(ctx.actor, Actor::Member(_)) => false,
        Some(payer) => is_mine(ctx, db, payer).await? || is_mine(ctx, db, it.payee).await?,
        None => true,
    };
    Ok(is_for_me.then_some(it))
}

/// Refuses who typed too many codes that nobody has.
pub(super) async fn guarded(ctx: &Ctx, domain: &Domain) -> Result<(), PaymentError> {
    Ok(WRONG_CODES.spent(&domain.db, ctx, &signed(ctx)?.to_string()).await?)
}

/// Counts a code that nobody has.
pub(super) async fn missed(ctx: &Ctx, domain: &Domain) -> Result<(), PaymentError> {
    let tx = domain.db.write().await?;
    WRONG_CODES.take(&tx, ctx, &signed(ctx)?.to_string()).await?;
    Ok(tx.commit().await?)
}

/// Whether the actor and whoever holds an account keep away from each other.
pub(super) async fn are_apart(
    ctx: &Ctx,
    domain: &Domain,
    other: AccountId,
) -> Result<bool, PaymentError> {
    let db = domain.db.reader();
    let holder = accounts::store::by_id(db, other).await?.and_then(|it| it.holder);
    match holder {
        Some(holder) => Ok(store::keeps_away(&domain.db, signed(ctx)?, holder).await?),
        None => Ok(false),
    }
}

/// The account of who is paid, or asked to pay: opened where there is none.
pub(in crate::ledger) async fn found(
    ctx: &Ctx,
    domain: &Domain,
    currency: &Currency,
    who: &Payee,
    field: &'static str,
) -> Result<AccountId, PaymentError> {
    settled(ctx, domain, currency, &meant(ctx, domain, who, field).await?, field).await
}

/// The account of who was found already: opened where there is none.
pub(super) async fn settled(
    ctx: &Ctx,
    domain: &Domain,
    currency: &Currency,
    meant: &Meant,
    field: &'static str,
) -> Result<AccountId, PaymentError> {
    let db = domain.db.reader();
    if let Some(id) = there(db, currency.id, meant).await? {
        return Ok(id);
    }
    let holder = not_there(meant.holder)?;
    // Being paid is a way to get an account, for who belongs to the community.
    if !store::belongs(db, currency.community, holder.profile).await? {
        return Err(invalid(field, Problem::Unknown));
    }
    let tx = domain.db.write().await?;
    let id = ensure(&tx, ctx, currency.id, holder).await?;
    tx.commit().await?;
    Ok(id)
}

/// The account that there is of somebody in a currency. What is of another currency the books
/// refuse. Who closed an account and has another is paid to that; a place that went has none but
/// its own.
pub(super) async fn there(
    db: &impl ConnectionTrait,
    currency: CurrencyId,
    meant: &Meant,
) -> Result<Option<AccountId>, PaymentError> {
    let named = meant.account.as_ref();
    if let Some(held) = named {
        let goes_on = held.account.state == AccountState::Closed && !held.is_of_gone_place();
        if held.account.currency != currency || !goes_on {
            return Ok(Some(held.account.id));
        }
    }
    let Some(holder) = meant.holder else { return Ok(named.map(|it| it.account.id)) };
    Ok(accounts::store::of_holder(db, currency, holder).await?.map(|it| it.account.id))
}
