//! Who stands at a till, as its page shows it.

use axum::response::Response;
use koop_domain::error::chain;
use koop_domain::id::AccountId;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::payments::model::Counterparty;
use koop_domain::ledger::tills::error::TillError;
use koop_domain::ledger::tills::model::UNUSED_DAYS;
use koop_domain::ledger::tills::{self, By, Counter};
use koop_domain::members::model::Secret;

use super::DEVICE;
use crate::Web;
use crate::cookies::TILL;
use crate::error::Failure;
use crate::page::Page;
use crate::reader::Reader;
use crate::wallet::Coin;
use crate::wallet::face::called;

/// A day, in seconds.
const DAY_S: i64 = 24 * 60 * 60;

/// A till with who stands at it.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    pub account: AccountId,
    pub currency: Currency,
    /// Whose till it is.
    pub holder: Counterparty,
    pub stands: Stands,
}

/// Who stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Whoever may pay from the account too.
    Holder,
    /// Somebody who works there.
    Coworker,
    /// A device, by its name.
    Device(String),
}

impl Seat {
    pub(crate) fn of(counter: &Counter) -> Self {
        Self {
            account: counter.account(),
            currency: counter.currency().clone(),
            holder: counter.holder().clone(),
            stands: match counter.by() {
                By::Device(till) => Stands::Device(till.name.clone()),
                By::Member { is_holder: true, .. } => Stands::Holder,
                By::Member { .. } => Stands::Coworker,
            },
        }
    }

    /// The address of its page.
    pub(crate) fn path(&self) -> String {
        match self.stands {
            Stands::Device(_) => DEVICE.to_owned(),
            Stands::Holder | Stands::Coworker => super::till_path(self.account),
        }
    }

    pub(crate) fn is_holder(&self) -> bool {
        self.stands == Stands::Holder
    }

    pub(crate) fn is_device(&self) -> bool {
        matches!(self.stands, Stands::Device(_))
    }

    pub(crate) fn coin(&self, page: &Page) -> Coin {
        Coin::of(page.language, &self.currency)
    }

    pub(crate) fn name(&self, page: &Page) -> String {
        called(page.language, &self.holder)
    }

    /// A page of a device has no way to anything but its till.
    pub(crate) fn frame(&self, page: &mut Page) {
        if let Stands::Device(name) = &self.stands {
            page.till = Some(name.clone());
        }
    }
}

/// The till that the device is, by what it keeps; none where it keeps nothing, or nothing that
/// holds.
pub(crate) async fn of_device(web: &Web, reader: &Reader) -> Result<Option<Counter>, Failure> {
    let Some(secret) = &reader.till else { return Ok(None) };
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let found = tills::of_cookie(ctx, domain, secret).await?;
    if let Some(till) = found.as_ref().and_then(Counter::device)
        && tills::is_due(till, ctx.now)
    {
        let (ctx, domain, id) = (ctx.clone(), domain.clone(), till.id);
        tokio::spawn(async move {
            if let Err(error) = tills::used(&ctx, &domain, id).await {
                tracing::warn!(error = chain(&error), "the use of a till could not be noted");
            }
        });
    }
    Ok(found)
}

/// The till of an account, for somebody signed in.
pub(crate) async fn of_member(
    web: &Web,
    reader: &Reader,
    account: &str,
) -> Result<Counter, TillError> {
    let id = AccountId::parse(account).map_err(|_| TillError::NotFound)?;
    tills::at(&reader.ctx, &web.site.domain, id).await
}

/// Has the device stay the till for as long as it may go unused.
pub(crate) fn keep(web: &Web, secret: &Secret, answer: &mut Response) {
    TILL.keep(&web.site, secret.reveal(), UNUSED_DAYS * DAY_S, answer.headers_mut());
}
