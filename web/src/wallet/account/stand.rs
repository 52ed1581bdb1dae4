//! How an account stands, told to a page that is open: a word that changes with it, and what is
//! said aloud when it has. Without a script a link looks again.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use koop_domain::id::AccountId;
use koop_domain::ledger::book::{PaymentRequestState, TransferKind};
use koop_domain::ledger::payments::model::{Asked, Purse};
use koop_domain::ledger::payments::{self, HistoryQuery};
use serde_json::json;

use super::super::face::called;
use super::super::{Coin, account_path};
use super::not_mine;
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::reader::Reader;
use crate::texts;

/// What parts the halves of a mark: what came in stands before it.
const PART: char = '.';

/// Where a page asks whether something came or went, and how it stood when it was written.
pub(crate) struct Stand {
    pub look: String,
    pub mark: String,
}

impl Stand {
    /// Of an account, with what is asked of it.
    pub(crate) fn of(purse: &Purse, asked: &[Asked]) -> Self {
        let it = &purse.held.account;
        let waits = asked.iter().filter(|it| it.state == PaymentRequestState::Waiting);
        let newest = asked.first().map(|it| it.id.0.simple().to_string()).unwrap_or_default();
        let parts = [it.received, it.paid, it.reserved, it.expected].map(|it| it.to_string());
        let mark = format!("{}.{}.{}.{newest}", parts.join("."), it.state.key(), waits.count());
        Self { look: format!("{}/stand", account_path(it.id)), mark }
    }
}

/// `GET /mijn/saldo/{account}/stand?was=…`: nothing, while it stands as it was.
pub(in crate::wallet) async fn get(
    State(web): State<Web>,
    Path(account): Path<String>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let id = AccountId::parse(&account).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let asked = not_mine(payments::requests(ctx, domain, id).await)?;
    let purse = payments::purse(ctx, domain, id).await?;
    let stand = Stand::of(&purse, &asked);
    let was = reader.value("was").unwrap_or_default();
    let headers = [(CACHE_CONTROL, "no-store")];
    if was == stand.mark {
        return Ok((StatusCode::NO_CONTENT, headers).into_response());
    }
    let said = said(&web, reader, &purse, was).await?;
    Ok((headers, Json(json!({ "mark": stand.mark, "said": said }))).into_response())
}

/// What came in, where something did, and what there is now.
async fn said(web: &Web, reader: &Reader, purse: &Purse, was: &str) -> Result<String, Failure> {
    let (ctx, domain, account) = (&reader.ctx, &web.site.domain, &purse.held.account);
    let coin = Coin::of(reader.language, &purse.currency);
    let balance = || coin.words(account.balance().minor());
    let received = was.split(PART).next().and_then(|it| it.parse::<i64>().ok());
    if received.is_some_and(|it| it < account.received) {
        let query = HistoryQuery { is_out: Some(false), first: 1, ..HistoryQuery::default() };
        let newest = payments::history(ctx, domain, account.id, &query).await?.pop();
        if let Some(it) = newest.filter(|it| it.transfer.kind == TransferKind::Payment) {
            let values = [
                ("amount", coin.words(it.transfer.amount.minor()).into()),
                ("name", called(reader.language, &it.other).into()),
                ("balance", balance().into()),
            ];
            return Ok(texts::text_with(reader.language, "wallet-came", &values));
        }
    }
    let values = [("balance", balance().into())];
    Ok(texts::text_with(reader.language, "wallet-now", &values))
}
