//! The list of what I am told, the latest first, and how I want mails of it. Opening it says
//! nothing of what was seen; that is a button.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::alerts::{self, Alert, AlertKind, Mails, PaymentAlerts, PaymentTold};
use koop_domain::id::{AccountId, AlertId, PostId};
use koop_domain::ledger::accounts;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::page::{Cursor, PAGE_DEFAULT};
use koop_domain::posts;

use super::{LIST, words};
use crate::Web;
use crate::account::Mine;
use crate::agreements;
use crate::board::saved;
use crate::desk::{BOARD, HELP};
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::{Choices, Typed};
use crate::needs;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock};
use crate::wallet;

#[derive(Template)]
#[template(path = "alerts/list/alerts.html")]
pub(crate) struct AlertsPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub rows: Vec<Row>,
    pub has_new: bool,
    pub next: Option<String>,
    pub is_later: bool,
    pub wish: Choices,
    /// How they hear that they are paid; nothing for who has no account.
    pub paid: Option<Choices>,
}

/// An alert of the list.
pub(crate) struct Row {
    pub id: String,
    pub words: String,
    /// Whose account it is, where that is not their own.
    pub holder: Option<String>,
    pub purpose: Option<String>,
    pub href: Option<String>,
    pub at: String,
    pub is_new: bool,
}

/// `GET /mijn/meldingen`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, Slips::default()).await
}

/// `POST /mijn/meldingen`: I have seen one, or all, or I say how I want mails.
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let done = match typed.get("doe") {
        "alles-gezien" => {
            alerts::see(ctx, domain, None).await?;
            "gezien"
        }
        "gezien" => {
            let id = AlertId::parse(typed.get("melding")).map_err(|_| Failure::NOT_FOUND)?;
            alerts::see(ctx, domain, Some(&[id])).await?;
            "een-gezien"
        }
        "mail" => {
            let Some(mails) = Mails::from_key(typed.get("mail")) else {
                let words = texts::text(mine.reader.language, "alert-wish-wrong");
                return show(&web, &mine, Slips::own("mail", words)).await;
            };
            alerts::wish(ctx, domain, mails).await?;
            "mail"
        }
        "betaald" => {
            let Some(wish) = PaymentAlerts::from_key(typed.get("betaald")) else {
                let words = texts::text(mine.reader.language, "alert-wish-wrong");
                return show(&web, &mine, Slips::own("betaald", words)).await;
            };
            alerts::wish_payments(ctx, domain, wish).await?;
            "mail"
        }
        _ => return Err(Failure::INVALID),
    };
    Ok(Redirect::to(&format!("{LIST}?gedaan={done}")).into_response())
}

async fn show(web: &Web, mine: &Mine, slips: Slips) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    // A cursor that cannot be read is the beginning.
    let after = reader.value("na").and_then(|it| Cursor::decode(it).ok());
    let (all, more) = alerts::mine(ctx, domain, PAGE_DEFAULT, after).await?;
    let about: Vec<PostId> =
        all.iter().filter(|it| it.agreement.is_none()).filter_map(|it| it.post).collect();
    let posts = posts::find_many(ctx, domain, &about).await?;
    let slugs = posts.into_iter().map(|(id, it)| (id, it.slug)).collect();
    let wishes = Wishes {
        mails: alerts::wishes(ctx, domain).await?,
        payments: match alerts::is_paid_at_all(ctx, domain).await? {
            true => Some(alerts::payment_wishes(ctx, domain).await?),
            false => None,
        },
    };
    // Who acts for somebody else sees no accounts, and is told of none.
    let accounts = accounts::mine(ctx, domain).await.unwrap_or_default();
    let accounts = accounts.into_iter().map(|it| it.account.id).collect();
    let mut page = Page::own(web, reader, "alert-title", "alert-lead", &slips).await;
    LIST.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "gezien" => Some(page.t("alert-done-seen")),
        "mail" => Some(page.t("alert-done-wish")),
        _ => None,
    });
    let known = (all.as_slice(), more, after.is_some());
    let page =
        AlertsPage::new(page, known, &Beside { slugs, accounts }, (wishes, ctx.now), (done, slips));
    answer_privately(page.slips.status(), &page.page, &page)
}

/// What alerts lead to.
pub(crate) struct Beside {
    pub slugs: HashMap<PostId, String>,
    /// The accounts whose pages the reader sees.
    pub accounts: HashSet<AccountId>,
}

/// How somebody wants to be told.
#[derive(Clone, Copy)]
pub(crate) struct Wishes {
    pub mails: Mails,
    /// That they are paid; nothing for who has no account.
    pub payments: Option<PaymentAlerts>,
}

impl AlertsPage {
    pub(crate) fn new(
        page: Page,
        (all, more, is_later): (&[Alert], bool, bool),
        beside: &Beside,
        (wishes, now): (Wishes, DateTime<Utc>),
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let choices: Vec<_> = Mails::ALL.iter().map(|it| (it.key(), wish_key(*it))).collect();
        let key = wishes.mails.key();
        let wish = Choices::of(&page, ("mail", "alert-wish"), &choices, key, &slips);
        let paid = wishes.payments.map(|it| {
            let all: Vec<_> =
                PaymentAlerts::ALL.iter().map(|it| (it.key(), paid_key(*it))).collect();
            let paid = Choices::of(&page, ("betaald", "alert-paid-wish"), &all, it.key(), &slips);
            paid.hinted(page.t("alert-paid-wish-hint"))
        });
        let last = all.last().filter(|_| more);
        Self {
            rows: all.iter().map(|it| Row::of(&page, it, beside, now)).collect(),
            has_new: all.iter().any(|it| it.seen_at.is_none()),
            next: last.map(|it| format!("{LIST}?na={}", it.cursor().encode())),
            wish: wish.hinted(page.t("alert-wish-hint")),
            is_later,
            paid,
            done,
            slips,
            page,
        }
    }
}

impl Row {
    fn of(page: &Page, it: &Alert, beside: &Beside, now: DateTime<Utc>) -> Self {
        let local = it.at.with_timezone(&ZONE);
        let day = clock::day(page.language, local.date_naive(), clock::today(now));
        let time = clock::hour(page.language, local.time());
        let post =
            || it.post.and_then(|id| beside.slugs.get(&id)).map(|it| format!("/prikbord/{it}"));
        let agreement = it.agreement.map(agreements::path);
        let search = || it.search.map(saved::path);
        // Who looks after a community settles at its desk, and not on the post's own page.
        let dispute = || (it.kind == AlertKind::DisputeWaits).then(|| BOARD.to_owned());
        Self {
            id: it.id.to_string(),
            words: words(page.language, it),
            holder: it.payment.as_ref().and_then(|it| it.holder.clone()),
            purpose: it.payment.as_ref().and_then(|it| it.purpose.clone()),
            href: agreement
                .or_else(dispute)
                .or_else(post)
                .or_else(search)
                .or_else(|| of_payment(it.payment.as_ref()?, beside))
                .or_else(|| of_need(it.kind).map(str::to_owned)),
            at: format!("{day}, {time}"),
            is_new: it.seen_at.is_none(),
        }
    }
}

/// The payment, or the account in which something waits, as far as the reader sees it.
fn of_payment(it: &PaymentTold, beside: &Beside) -> Option<String> {
    let account = beside.accounts.get(&it.account).copied()?;
    Some(it.transfer.map_or_else(|| wallet::account_path(account), wallet::receipt_path))
}

/// Where who is told of a need reads on: a need itself is not named in an alert.
fn of_need(kind: AlertKind) -> Option<&'static str> {
    match kind {
        AlertKind::NeedAsked | AlertKind::NeedAssigned => Some(needs::MINE),
        AlertKind::NeedAnswered => Some(HELP),
        _ => None,
    }
}

fn paid_key(it: PaymentAlerts) -> &'static str {
    match it {
        PaymentAlerts::Mailed => "alert-paid-wish-mailed",
        PaymentAlerts::House => "alert-paid-wish-house",
        PaymentAlerts::Never => "alert-paid-wish-never",
    }
}

fn wish_key(it: Mails) -> &'static str {
    match it {
        Mails::AtOnce => "alert-wish-at-once",
        Mails::Weekly => "alert-wish-weekly",
        Mails::Never => "alert-wish-never",
    }
}
