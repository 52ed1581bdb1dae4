//! A month of an account, printed at the desk for who pays with a card and has no telephone to
//! read it on. What a payment was for is not in it: that is between the two.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::id::AccountId;
use koop_domain::ledger::passes;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::Purse;

use super::passes_path;
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::texts::clock;
use crate::wallet::account::{months, read_month};
use crate::wallet::face::called;
use crate::wallet::statement::{LINES_MAX, Statement, StatementPage};

/// How many months are offered: this one, and those that somebody still asks about.
const OFFERED: usize = 3;

/// `GET /mijn/saldo/{account}/passen/afschrift/{yyyy-mm}`
pub(in crate::wallet) async fn get(
    State(web): State<Web>,
    Path((account, month)): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let id = AccountId::parse(&account).map_err(|_| Failure::NOT_FOUND)?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    // Who runs the community reads it of those alone who have a card.
    if passes::of_account(ctx, domain, id).await?.is_empty() {
        return Err(Failure::NOT_FOUND);
    }
    let purse = payments::purse(ctx, domain, id).await?;
    let first = read_month(&month).ok_or(Failure::NOT_FOUND)?;
    if !months(purse.held.opened_at, ctx.now).contains(&first) {
        return Err(Failure::NOT_FOUND);
    }
    let statement = Statement::of(&web, reader, (&purse, first), LINES_MAX).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "statement-title", "pass-lead", &slips).await;
    page.here = format!("{}/afschrift/{month}", passes_path(id));
    let name = called(page.language, &purse.holder);
    let note = page.with("pass-statement-note", &[("name", name.into())]);
    let trail = vec![Link { href: passes_path(id), label: page.t("pass-title") }];
    let page = StatementPage::new(page, (trail, &purse), &statement, ctx.now).for_holder(note);
    answer_privately(slips.status(), &page.page, &page)
}

/// The months that can be printed, the latest first.
pub(super) fn months_of(page: &Page, purse: &Purse, now: DateTime<Utc>) -> Vec<Link> {
    let of = |month: NaiveDate| Link {
        href: format!("{}/afschrift/{}", passes_path(purse.held.account.id), month.format("%Y-%m")),
        label: clock::month(page.language, month),
    };
    months(purse.held.opened_at, now).into_iter().take(OFFERED).map(of).collect()
}
