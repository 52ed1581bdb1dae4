//! Paying what a code leads to.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::PaymentRequestId;
use koop_domain::ledger::accounts;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::error::PaymentError;
use koop_domain::ledger::payments::model::{Moved, PaymentDraft, tidy_code};
use koop_domain::ledger::rejected::Rejected;
use koop_domain::posts::About;

use super::{Led, Trouble, chosen, find, show, unknown};
use crate::Web;
use crate::account::Mine;
use crate::drafts::Sent;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::reader::Reader;
use crate::wallet::pay::{AMOUNT, CATEGORY, FIELDS, KEY, PURPOSE, over};
use crate::wallet::receipt::{hidden_done, hides, told};
use crate::wallet::{Coin, LIST, Wallet, account_path, code_path, key, read_key, receipt_path};

/// `POST /betaal/{code}`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(code): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let Sent { mine: Mine { reader, .. }, mut typed, waiting } = sent;
    let doe = typed.get("doe").to_owned();
    if !["betaal", "weiger", "meld", "verberg", "toon"].contains(&doe.as_str()) {
        return show(&web, &reader, &code, (typed, Slips::default())).await;
    }
    let led = match find(&web, &reader, &code).await {
        Ok(Some(led)) => led,
        Ok(None) => return unknown(&web, &reader, &code, PaymentError::NotFound).await,
        Err(Trouble::Page(failure)) => return Err(failure),
        // Sent twice: what was paid by this very form is shown once more.
        Err(Trouble::Code(error)) => {
            return match again(&web, &reader, &code, &typed).await? {
                Some(paid) => {
                    waiting.done(&web, &reader).await?;
                    Ok(paid_href(&paid))
                }
                None => unknown(&web, &reader, &code, error).await,
            };
        }
    };
    if let ("meld", Some(asked)) = (doe.as_str(), &led.asked) {
        let about = About::RequestPurpose(asked.id);
        return match told(&web, &reader, about, &typed).await? {
            None => {
                let path = code_path(&tidy_code(&code));
                Ok(Redirect::to(&format!("{path}?gedaan=gemeld")).into_response())
            }
            Some(slips) => show(&web, &reader, &code, (typed, slips)).await,
        };
    }
    if let (Some(hidden), Some(asked)) = (hides(&doe), &led.asked) {
        payments::hide_request_purpose(&reader.ctx, &web.site.domain, asked.id, hidden).await?;
        let (path, done) = (code_path(&tidy_code(&code)), hidden_done(hidden));
        return Ok(Redirect::to(&format!("{path}?gedaan={done}")).into_response());
    }
    if let ("weiger", Some(asked)) = (doe.as_str(), &led.asked) {
        return decline(&web, &reader, (&code, asked.id), typed).await;
    }
    // Nothing is asked here: there is nothing to decline, to report or to hide, and nobody said to
    // pay.
    if doe != "betaal" {
        return show(&web, &reader, &code, (typed, Slips::default())).await;
    }
    let wallet = Wallet::find(&web, &reader).await?;
    let error = match pay(&web, &reader, (&wallet, &led), &typed).await? {
        Ok(paid) => {
            waiting.done(&web, &reader).await?;
            return Ok(paid_href(&paid));
        }
        Err(error) => error,
    };
    if let PaymentError::Rejected(_) = error {
        typed.set(KEY, &key(&reader));
    }
    let is_over = matches!(error, PaymentError::Rejected(Rejected::PayerLimit));
    // How much is asked by a request stands in no field.
    let fields: &[_] = if led.asked.is_some() { &[] } else { &FIELDS };
    let mut slips = Slips::of_payment(reader.language, error, fields)?;
    if let (true, Some(purse)) = (is_over, chosen(&wallet, &led, &typed)) {
        slips = slips.saying(over(reader.language, purse));
    }
    show(&web, &reader, &code, (typed, slips)).await
}

/// Says no to what is asked, and tells so where the account stands that was asked.
async fn decline(
    web: &Web,
    reader: &Reader,
    (code, request): (&str, PaymentRequestId),
    mut typed: Typed,
) -> Result<Response, Failure> {
    let once = read_key(typed.get(KEY))?;
    match payments::decline(&reader.ctx, &web.site.domain, once, request).await {
        Ok(ended) => {
            let path = ended.from.map_or_else(|| LIST.to_owned(), |it| account_path(it.account));
            Ok(Redirect::to(&format!("{path}?gedaan=geweigerd")).into_response())
        }
        Err(error) => {
            // A refusal is kept under its id: what is asked next is something else.
            if let PaymentError::Rejected(_) = error {
                typed.set(KEY, &key(reader));
            }
            let slips = Slips::of_payment(reader.language, error, &[])?;
            show(web, reader, code, (typed, slips)).await
        }
    }
}

fn paid_href(paid: &Moved) -> Response {
    let href = format!("{}?gedaan=betaald", receipt_path(paid.transfer.id));
    Redirect::to(&href).into_response()
}

/// What was answered to the same form before, where a request has been paid by it meanwhile.
async fn again(
    web: &Web,
    reader: &Reader,
    code: &str,
    typed: &Typed,
) -> Result<Option<Moved>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let Ok(asked) = payments::asked_by_code(ctx, domain, code).await else { return Ok(None) };
    let key = read_key(typed.get(KEY))?;
    let from = asked.from.as_ref().map(|it| it.account);
    Ok(payments::accept(ctx, domain, key, (asked.id, from)).await.ok())
}

/// Pays from the account that was chosen, or from one that is opened for it.
async fn pay(
    web: &Web,
    reader: &Reader,
    (wallet, led): (&Wallet, &Led),
    typed: &Typed,
) -> Result<Result<Moved, PaymentError>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let key = read_key(typed.get(KEY))?;
    let purse = chosen(wallet, led, typed).map(|it| it.held.account.id);
    if let Some(asked) = &led.asked {
        return Ok(payments::accept(ctx, domain, key, (asked.id, purse)).await);
    }
    let from = match purse {
        Some(from) => from,
        None => accounts::open(ctx, domain, led.currency.id).await?.account.id,
    };
    let coin = Coin::of(reader.language, &led.currency);
    let draft = PaymentDraft {
        key,
        from,
        to: led.facing.to.clone(),
        amount: coin.read(typed.get(AMOUNT)),
        purpose: typed.some(PURPOSE),
        category: typed.some(CATEGORY),
    };
    Ok(payments::pay(ctx, domain, draft).await)
}
