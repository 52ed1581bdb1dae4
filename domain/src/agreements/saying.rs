//! Prices and payouts as they are typed, in the smallest unit of their currency.

use sea_orm::ConnectionTrait;

use super::error::{AgreementError, invalid};
use super::machine::Party;
use super::model::Agreement;
use super::price::{Payout, PayoutDraft, Price, PriceDraft, Side};
use super::{side, store};
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::error::Problem;
use crate::id::{AgreementId, CommunityId, PostId};
use crate::ledger::agreed;
use crate::ledger::amount::Amount;
use crate::ledger::currencies::model::Currency;
use crate::ledger::rejected::Rejected;
use crate::policy::{self, Action};
use crate::posts::model::{Direction, Post, Term, TermKind};
use crate::{Domain, communities, posts};

/// A price as it is typed; nought, or nothing, is for nothing. Whether it is one of the community
/// of an agreement is asked when it is said.
///
/// # Errors
/// [`AgreementError::Invalid`] for `price.currency`, [`AgreementError::Amount`].
pub async fn price_of(
    _: &Ctx,
    domain: &Domain,
    draft: &PriceDraft,
) -> Result<Price, AgreementError> {
    let code = draft.currency.trim().to_ascii_uppercase();
    let known = agreed::currency(domain.db.reader(), &code).await?;
    let known = known.ok_or_else(|| invalid("price.currency")(Problem::Unknown))?;
    let amount = typed("price.amount", draft.amount.as_deref(), known.scale)?.unwrap_or_default();
    let deposit =
        typed("price.deposit", draft.deposit.as_deref(), known.scale)?.unwrap_or_default();
    Ok(priced(&known, amount, deposit))
}

fn priced(it: &Currency, amount: i64, deposit: i64) -> Price {
    Price { currency: it.id, code: it.code.clone(), scale: it.scale, amount, deposit }
}

/// What shall be paid of the price of an agreement, as it is typed by one of the two or by a
/// steward of its community; nothing where nothing is typed.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::Invalid`] for `payout` where there is no price,
/// [`AgreementError::Amount`], [`AgreementError::SignedOut`].
pub async fn payout(
    ctx: &Ctx,
    domain: &Domain,
    id: AgreementId,
    draft: &PayoutDraft,
) -> Result<Option<Payout>, AgreementError> {
    let Actor::Member(me) = ctx.actor else { return Err(AgreementError::SignedOut) };
    if *draft == PayoutDraft::default() {
        return Ok(None);
    }
    let db = domain.db.reader();
    let it = store::by_id(db, id).await?.ok_or(AgreementError::NotFound)?.agreement;
    let party = side(&it, me.member);
    if party.is_none() {
        let there = communities::standing_in(ctx, db, it.community).await?;
        if !policy::allows_on(ctx.actor, Action::SettleAgreement, there) {
            return Err(AgreementError::NotFound);
        }
    }
    let price = it.terms.priced.price.as_ref();
    let price = price.ok_or_else(|| invalid("payout")(Problem::Unknown))?;
    let amount = typed("payout.amount", draft.amount.as_deref(), price.scale)?;
    let deposit = typed("payout.deposit", draft.deposit.as_deref(), price.scale)?;
    let unsaid = if party.is_some() { price.amount } else { 0 };
    Ok(Some(Payout { amount: amount.unwrap_or(unsaid), deposit: deposit.unwrap_or_default() }))
}

/// An amount that may be nothing, in the smallest unit; none where nothing is typed.
fn typed(
    field: &'static str,
    text: Option<&str>,
    scale: u8,
) -> Result<Option<i64>, AgreementError> {
    let text = text.map(str::trim).filter(|it| !it.is_empty());
    let Some(text) = text else { return Ok(None) };
    match Amount::parse(text, scale) {
        Ok(amount) => Ok(Some(amount.minor())),
        Err(Rejected::AmountNotPositive) if !text.starts_with('-') => Ok(Some(0)),
        Err(why) => Err(AgreementError::Amount { field, why }),
    }
}

/// What a post asks of who replies to it for so many, in a currency that is paid with; nothing
/// where it is to be had otherwise too, or at several prices: then one of them says.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::Db`].
pub async fn asked_price(
    ctx: &Ctx,
    domain: &Domain,
    post: PostId,
    quantity: u32,
) -> Result<Option<Price>, AgreementError> {
    let post = posts::by_id(ctx, domain, post).await?.ok_or(AgreementError::NotFound)?;
    Ok(asked(domain.db.reader(), &post, quantity).await?)
}

/// The same of a post that is at hand.
pub(super) async fn asked(
    db: &impl ConnectionTrait,
    post: &Post,
    quantity: u32,
) -> Result<Option<Price>, DbError> {
    let terms: &[Term] = &post.content.terms;
    let mut paid = terms.iter().filter(|it| it.kind != TermKind::Loan);
    let (Some(only), None) = (paid.next(), paid.next()) else { return Ok(None) };
    let (Some(code), Some(amount)) = (&only.currency, &only.amount) else { return Ok(None) };
    let known = agreed::currency(db, code).await?;
    let Some(known) = known.filter(|it| it.community == post.community) else { return Ok(None) };
    let each = Amount::parse(amount, known.scale).ok();
    let all = each.and_then(|it| it.minor().checked_mul(quantity.into()));
    let all = all.and_then(|it| Amount::new(it).ok());
    Ok(all.map(|it| priced(&known, it.minor(), 0)))
}

/// Whether a price that is said can be one of a community.
pub(super) async fn is_of(
    db: &impl ConnectionTrait,
    said: &Price,
    community: CommunityId,
) -> Result<(), AgreementError> {
    if agreed::is_of(db, said.currency, community).await? {
        return Ok(());
    }
    Err(invalid("price.currency")(Problem::Unknown))
}

impl Agreement {
    /// Who of the two pays, by who gives and who gets.
    #[must_use]
    pub fn payer(&self, direction: Direction) -> Party {
        match Side::that_pays(direction) {
            Side::Owner => Party::Owner,
            Side::Replier => Party::Replier,
        }
    }
}
