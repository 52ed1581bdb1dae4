//! A month of an account: what it began with, every payment with what was left, and what it ended
//! with; to print, and as a file for a bookkeeper.

mod csv;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use koop_domain::language::Language;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::book::TransferKind;
use koop_domain::ledger::payments::model::{Moved, Purse};
use koop_domain::ledger::payments::{self, HistoryQuery};
use koop_domain::page::PAGE_MAX;

use super::account::{bounds, kind_key, months, read_month};
use super::face::called;
use super::{Coin, Wallet, account_path, receipt_path};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// How many payments the page of a statement has at most: a shop with one every four minutes, day
/// and night. More of them are in its file.
pub(super) const LINES_MAX: usize = 10_000;
/// How many its file has.
const FILE_LINES_MAX: usize = 100_000;
/// How the address of the file ends.
const CSV: &str = ".csv";

#[derive(Template)]
#[template(path = "wallet/statement/statement.html")]
pub(crate) struct StatementPage {
    pub page: Page,
    pub trail: Vec<Link>,
    pub heading: String,
    pub whose: String,
    pub opening: String,
    pub closing: String,
    /// What came in, went out, and went to the fund, with a word before each.
    pub totals: Vec<(String, String)>,
    pub lines: Vec<Line>,
    /// Why there are no lines, where there are too many.
    pub long: Option<String>,
    /// The same as a file, for who holds the account.
    pub file: Option<String>,
    /// Why a column of the file is empty, for a shop.
    pub vat: Option<String>,
    /// That it is printed for somebody else, at the desk.
    pub note: Option<String>,
    pub earlier: Option<Link>,
    pub later: Option<Link>,
}

/// A line of it.
pub(crate) struct Line {
    pub day: String,
    /// The payment, for who holds the account.
    pub href: Option<String>,
    pub name: String,
    pub about: String,
    pub amount: String,
    pub is_out: bool,
    pub after: String,
}

/// What was paid in a month.
pub(crate) struct Statement {
    pub month: NaiveDate,
    pub opening: i64,
    pub closing: i64,
    /// From the first to the last.
    pub all: Vec<Moved>,
    /// Whether there were too many, and none of them stand here.
    pub is_long: bool,
}

/// `GET /mijn/saldo/{account}/afschrift/{yyyy-mm}`, and `….csv`
pub(super) async fn get(
    State(web): State<Web>,
    Path((account, name)): Path<(String, String)>,
    Acting(mine): Acting,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let wallet = Wallet::of(&web, reader).await?;
    let purse = wallet.purse(&account)?;
    let month = read_month(name.strip_suffix(CSV).unwrap_or(&name)).ok_or(Failure::NOT_FOUND)?;
    if month > clock::today(reader.ctx.now) {
        return Err(Failure::NOT_FOUND);
    }
    if name.ends_with(CSV) {
        let statement = Statement::of(&web, reader, (purse, month), FILE_LINES_MAX).await?;
        if statement.is_long {
            return Err(Failure::INVALID.told(texts::text(reader.language, "statement-too-long")));
        }
        return Ok(file(reader, purse, &statement));
    }
    let statement = Statement::of(&web, reader, (purse, month), LINES_MAX).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "statement-title", "wallet-lead", &slips).await;
    page.here = format!("{}/afschrift/{name}", account_path(purse.held.account.id));
    let trail = wallet.trail(&page, Some(purse));
    let page = StatementPage::new(page, (trail, purse), &statement, reader.ctx.now);
    answer_privately(slips.status(), &page.page, &page)
}

/// The file, which nobody keeps on the way.
fn file(reader: &Reader, purse: &Purse, it: &Statement) -> Response {
    let month = it.month.format("%Y-%m");
    let name = format!("attachment; filename=\"{}-{month}.csv\"", purse.currency.code);
    let name = HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment"));
    let text = it.file(reader.language, purse);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, text).into_response()
}

impl Statement {
    pub(super) async fn of(
        web: &Web,
        reader: &Reader,
        (purse, month): (&Purse, NaiveDate),
        most: usize,
    ) -> Result<Self, Failure> {
        let (ctx, domain, id) = (&reader.ctx, &web.site.domain, purse.held.account.id);
        let (from, to) = bounds(month).ok_or(Failure::NOT_FOUND)?;
        let at = async |until| {
            let last = HistoryQuery { until: Some(until), first: 1, ..HistoryQuery::default() };
            let last = payments::history(ctx, domain, id, &last).await?;
            Ok::<_, Failure>(last.first().map_or(0, |it| it.balance_after))
        };
        let opening = at(from).await?;
        let mut query = HistoryQuery {
            since: Some(from),
            until: Some(to),
            first: PAGE_MAX,
            ..HistoryQuery::default()
        };
        let mut all: Vec<Moved> = Vec::new();
        loop {
            let found = payments::history(ctx, domain, id, &query).await?;
            let is_last = found.len() < PAGE_MAX as usize;
            query.before = found.last().map(|it| it.transfer.number);
            all.extend(found);
            if is_last {
                break;
            }
            if all.len() >= most {
                let closing = at(to).await?;
                return Ok(Self { month, opening, closing, all: Vec::new(), is_long: true });
            }
        }
        all.reverse();
        let closing = all.last().map_or(opening, |it| it.balance_after);
        Ok(Self { month, opening, closing, all, is_long: false })
    }

    /// The same as a file.
    pub(crate) fn file(&self, language: Language, purse: &Purse) -> String {
        csv::write(language, purse, self)
    }

    /// What came in, what went out, and what of that went to the fund.
    fn sums(&self) -> (i64, i64, i64) {
        let sum = |is: &dyn Fn(&Moved) -> bool| {
            let amounts = self.all.iter().filter(|it| is(it)).map(|it| it.transfer.amount.minor());
            amounts.fold(0_i64, i64::saturating_add)
        };
        let is_levy = |it: &Moved| it.transfer.kind == TransferKind::Levy;
        let inward = sum(&|it| !it.is_out);
        let outward = sum(&|it| it.is_out && !is_levy(it));
        (inward, outward, sum(&|it| it.is_out && is_levy(it)))
    }
}

impl StatementPage {
    pub(crate) fn new(
        mut page: Page,
        (trail, purse): (Vec<Link>, &Purse),
        it: &Statement,
        now: DateTime<Utc>,
    ) -> Self {
        let coin = Coin::of(page.language, &purse.currency);
        let path = account_path(purse.held.account.id);
        let at = |month: NaiveDate| Link {
            href: format!("{path}/afschrift/{}", month.format("%Y-%m")),
            label: clock::month(page.language, month),
        };
        let (inward, outward, levies) = it.sums();
        let mut totals = vec![
            (page.t("statement-in"), coin.words(inward)),
            (page.t("statement-out"), coin.words(outward)),
        ];
        if it.is_long {
            totals.clear();
        }
        if levies > 0 {
            totals.push((page.t("statement-levies"), coin.words(levies)));
        }
        let all = months(purse.held.opened_at, now);
        let month = clock::month(page.language, it.month);
        let heading = page.with("statement-of", &[("month", month.into())]);
        let near = |months: Option<NaiveDate>| months.filter(|it| all.contains(it)).map(at);
        let (earlier, later) = (
            near(it.month.checked_sub_months(Months::new(1))),
            near(it.month.checked_add_months(Months::new(1))),
        );
        let lines = it.all.iter().map(|moved| Line::of(&page, &coin, moved)).collect();
        let whose = whose(&page, purse);
        page.title = format!("{heading} · Koop Lokaal");
        Self {
            trail,
            whose,
            opening: coin.words(it.opening),
            closing: coin.words(it.closing),
            totals,
            lines,
            long: it.is_long.then(|| page.t("statement-long")),
            vat: is_shop(purse).then(|| page.t("statement-vat")),
            file: Some(format!("{path}/afschrift/{}{CSV}", it.month.format("%Y-%m"))),
            note: None,
            earlier,
            later,
            heading,
            page,
        }
    }
}

impl StatementPage {
    /// The same for somebody else, who asked for it: it leads nowhere and is no file.
    pub(super) fn for_holder(mut self, note: String) -> Self {
        for line in &mut self.lines {
            line.href = None;
        }
        (self.file, self.earlier, self.later) = (None, None, None);
        self.vat = None;
        self.note = Some(note);
        self
    }
}

/// Whether it is of a shop, whose file has a column for VAT.
fn is_shop(purse: &Purse) -> bool {
    purse.held.account.kind == AccountKind::Merchant
}

/// Whose account it is, and in which currency.
fn whose(page: &Page, purse: &Purse) -> String {
    let name = called(page.language, &purse.holder);
    format!("{name} · {} ({})", purse.currency.name(page.language), purse.currency.code)
}

impl Line {
    fn of(page: &Page, coin: &Coin, it: &Moved) -> Self {
        let day = clock::today(it.transfer.posted_at);
        let values = [("day", day.day().into()), ("month", day.month().into())];
        Self {
            day: page.with("statement-date", &values),
            href: Some(receipt_path(it.transfer.id)),
            name: called(page.language, &it.other),
            about: about(page.language, it),
            amount: coin.short(it.is_out, it.transfer.amount.minor()),
            is_out: it.is_out,
            after: coin.bare(it.balance_after),
        }
    }
}

/// What a payment was, and what it was for.
fn about(language: Language, it: &Moved) -> String {
    let kind = kind_key(it.transfer.kind).map(|key| texts::text(language, key));
    let back = it.reversed_by.map(|_| texts::text(language, "wallet-is-back"));
    let parts = [kind, it.purpose.clone(), it.category.clone(), back];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
