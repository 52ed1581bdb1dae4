//! What merchants hand in for euros: asked, approved, paid; or refused with a reason.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::model::REASON_MAX;
use koop_domain::id::RedemptionId;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::issuing::{self, Redemption, RedemptionState};
use koop_domain::policy::Action;

use super::{ACCOUNTS, AtCoin, CoinHead, REDEEMING, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::wallet::Coin;

/// What the domain calls the field, its id in the form, and the key of its label.
const FIELDS: &[Named] = &[("reason", "waarom", "coin-field-reason")];

#[derive(Template)]
#[template(path = "desk/currencies/redeeming/redeeming.html")]
pub(crate) struct RedeemingPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub action: String,
    /// What the reader does next, and what is over.
    pub waiting: Vec<Shown>,
    pub over: Vec<Shown>,
    /// Why one is refused, of which there is one on the page.
    pub refused: Option<(String, Field)>,
    /// Whether the community says what one is worth in euros.
    pub has_euros: bool,
}

/// What a merchant hands in.
pub(crate) struct Shown {
    pub id: String,
    pub name: String,
    pub account: String,
    pub amount: String,
    pub euros: String,
    pub state: String,
    pub when: String,
    pub why: Option<String>,
    /// What comes next: the deed and the words of its button.
    pub next: Option<(&'static str, String)>,
    pub refuse: String,
}

/// `GET /beheer/munten/{code}/inleveren`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::IssueCurrency).await?;
    let refused = reader.value("weiger").unwrap_or_default().to_owned();
    show(&web, reader, &at, (&refused, Slips::default())).await
}

/// `POST /beheer/munten/{code}/inleveren`
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::IssueCurrency).await?;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let id = RedemptionId::parse(typed.get("inlevering")).map_err(|_| Failure::NOT_FOUND)?;
    let (done, result) = match typed.get("daad") {
        "goed" => ("goed", issuing::approve(ctx, domain, id).await),
        "betaald" => ("betaald", issuing::paid(ctx, domain, id).await),
        "weiger" => ("geweigerd", issuing::refuse(ctx, domain, id, typed.get("waarom")).await),
        _ => return Err(Failure::INVALID),
    };
    match result {
        Ok(_) => {
            let to = format!("{}?gedaan={done}#inhoud", path(&code, REDEEMING));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_issuing(reader.language, error, FIELDS)?;
            show(&web, reader, &at, (typed.get("inlevering"), slips)).await
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    (refused, slips): (&str, Slips),
) -> Result<Response, Failure> {
    let all = issuing::redemptions(&reader.ctx, &web.site.domain, at.coin.id).await?;
    let mut page = Page::own(web, reader, "coin-way-redeeming", "coin-lead", &slips).await;
    page.here = path(&at.coin.code, REDEEMING);
    let heads = at.heads(&page, reader.ctx.actor, REDEEMING);
    let mut page = RedeemingPage::new(page, heads, (&at.coin, &all), (refused, slips));
    page.done = reader.value("gedaan").and_then(|what| match what {
        "goed" => Some(page.page.t("redeem-done-approved")),
        "betaald" => Some(page.page.t("redeem-done-paid")),
        "geweigerd" => Some(page.page.t("redeem-done-refused")),
        _ => None,
    });
    answer_privately(page.slips.status(), &page.page, &page)
}

impl RedeemingPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        (of, all): (&Currency, &[Redemption]),
        (refused, slips): (&str, Slips),
    ) -> Self {
        let (waiting, over): (Vec<_>, Vec<_>) = all.iter().partition(|it| is_open(it.state));
        let told = |it: &&Redemption| shown(&page, of, it);
        let is_there = waiting.iter().any(|it| it.id.to_string() == refused);
        let field = is_there.then(|| {
            let label = page.t("coin-field-reason");
            let field = Field::line("waarom", label, "", REASON_MAX, &slips);
            (refused.to_owned(), field.hinted(page.t("redeem-refuse-hint")))
        });
        Self {
            action: path(&of.code, REDEEMING),
            waiting: waiting.iter().map(told).collect(),
            over: over.iter().map(told).collect(),
            refused: field,
            has_euros: of.euro_cents.is_some(),
            done: None,
            slips,
            coin,
            desk,
            page,
        }
    }

    /// Why it is refused, where it is this one.
    pub(crate) fn refusing(&self, id: &str) -> Option<&Field> {
        self.refused.as_ref().filter(|(it, _)| it == id).map(|(_, field)| field)
    }
}

fn is_open(state: RedemptionState) -> bool {
    matches!(state, RedemptionState::Asked | RedemptionState::Approved)
}

fn shown(page: &Page, of: &Currency, it: &Redemption) -> Shown {
    let date = |at| clock::date(page.language, clock::today(at));
    let (state, next) = match it.state {
        RedemptionState::Asked => ("redeem-asked", Some(("goed", page.t("redeem-approve")))),
        RedemptionState::Approved => {
            ("redeem-approved", Some(("betaald", page.t("redeem-paid-button"))))
        }
        RedemptionState::Paid => ("redeem-paid", None),
        RedemptionState::Refused => ("redeem-refused", None),
        RedemptionState::Withdrawn => ("redeem-withdrawn", None),
        RedemptionState::Expired => ("redeem-expired", None),
    };
    let at = path(&of.code, REDEEMING);
    Shown {
        id: it.id.to_string(),
        name: it.name.clone().unwrap_or_else(|| page.t("coin-account-gone")),
        account: format!("{}/{}", path(&of.code, ACCOUNTS), it.account),
        amount: Coin::of(page.language, of).words(it.amount),
        euros: clock::euros(page.language, it.euro_cents),
        state: page.t(state),
        when: match it.paid_at {
            Some(paid) => page.with("redeem-paid-on", &[("day", date(paid).into())]),
            None => page.with("redeem-asked-on", &[("day", date(it.asked_at).into())]),
        },
        why: it.reason.clone(),
        next,
        refuse: format!("{at}?weiger={}#{}", it.id, it.id),
    }
}
