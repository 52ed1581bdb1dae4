//! A currency at a glance: whether it is on, what goes round, what the community holds itself, and
//! who has no part in it yet.

mod chart;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::MemberId;
use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::currencies::model::METER_MAX_CENTS;
use koop_domain::ledger::currencies::{self, Currency, Figures, Meter, Ruling};
use koop_domain::ledger::overview::{self, House, Month, Quiet};
use koop_domain::policy::{self, Action};

use super::{AtCoin, CoinHead, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::{COMMUNITY, DeskHead, PEOPLE};
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};
use crate::wallet::Coin;

/// How many digits a velocity in hundredths has after the point.
const VELOCITY_SCALE: u8 = 2;

#[derive(Template)]
#[template(path = "desk/currencies/overview/overview.html")]
pub(crate) struct OverviewPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub action: String,
    pub revision: i32,
    /// By which rules it goes, as residents read them.
    pub rules: String,
    /// What its books say, in words.
    pub facts: Vec<(String, String)>,
    /// Whether it all adds up to nothing.
    pub balances: bool,
    /// What was paid in twelve months beside what a limited network may.
    pub meter: Option<MeterShown>,
    pub chart: String,
    pub months: Vec<MonthRow>,
    /// Who has no part yet; none for who does not see the accounts.
    pub quiet: Vec<QuietShown>,
}

/// What was paid, beside what may be.
pub(crate) struct MeterShown {
    pub words: String,
    pub warning: Option<String>,
    /// Of a hundred.
    pub percent: i64,
}

/// A month, in words.
pub(crate) struct MonthRow {
    pub month: String,
    pub payments: String,
    pub paid: String,
    pub brought_in: String,
    pub taken_back: String,
}

/// Who has no part yet.
pub(crate) struct QuietShown {
    pub id: &'static str,
    pub heading: String,
    pub words: String,
    pub people: Vec<(String, String)>,
}

/// What is known of a currency.
pub(crate) struct Known<'a> {
    pub coin: &'a Currency,
    pub ruling: Option<&'a Ruling>,
    pub figures: Figures,
    pub house: House,
    pub months: Vec<Month>,
    pub quiet: Option<(Quiet, Quiet)>,
}

/// `GET /beheer/munten/{code}`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let at = AtCoin::open(&web, &mine.reader, &code, Action::KeepCurrency).await?;
    show(&web, &mine.reader, &at, Slips::default()).await
}

/// `POST /beheer/munten/{code}`: switches it on or off.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::KeepCurrency).await?;
    let revision = typed.get("revisie").parse().unwrap_or(0);
    let is_on = typed.get("daad") == "aan";
    let of = (at.coin.id, revision);
    match currencies::switch(&reader.ctx, &web.site.domain, of, is_on).await {
        Ok(_) => {
            let done = if is_on { "aan" } else { "uit" };
            let to = format!("{}?gedaan={done}#inhoud", path(&code, ""));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_currency(reader.language, error, &[])?;
            show(&web, reader, &at, slips).await
        }
    }
}

async fn show(web: &Web, reader: &Reader, at: &AtCoin, slips: Slips) -> Result<Response, Failure> {
    let (ctx, domain, id) = (&reader.ctx, &web.site.domain, at.coin.id);
    let rulings = currencies::rulings(ctx, domain, id).await?;
    let sees = policy::allows_on(ctx.actor, Action::SeeAccounts, at.desk.here()?.standing());
    let quiet = if sees { Some(overview::quiet(ctx, domain, id).await?) } else { None };
    let known = Known {
        coin: &at.coin,
        ruling: rulings.iter().find(|it| it.effective_at <= ctx.now),
        figures: currencies::figures(ctx, domain, id).await?,
        house: overview::house(ctx, domain, id).await?,
        months: overview::months(ctx, domain, id).await?,
        quiet,
    };
    let mut page = Page::own(web, reader, "coin-title", "coin-lead", &slips).await;
    page.here = path(&at.coin.code, "");
    let heads = at.heads(&page, ctx.actor, "");
    let done = reader.value("gedaan").and_then(|what| match what {
        "gemaakt" => Some(page.t("coin-done-made")),
        "aan" => Some(page.t("coin-done-on")),
        "uit" => Some(page.t("coin-done-off")),
        _ => None,
    });
    let page = OverviewPage::new(page, heads, known, (done, slips));
    answer_privately(page.slips.status(), &page.page, &page)
}

impl OverviewPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        known: Known<'_>,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let Known { coin: of, ruling, figures, house, months, quiet } = known;
        let written = Coin::of(page.language, of);
        let quiet = quiet.map(|both| quiets(&page, &desk.slug, both)).unwrap_or_default();
        Self {
            action: path(&of.code, ""),
            revision: of.revision,
            rules: texts::currency_rules(page.language, of, ruling),
            facts: facts(&page, &written, (&figures, &house)),
            balances: figures.sum == 0,
            meter: figures.meter.map(|it| meter(&page, it)),
            chart: chart::draw(&months),
            months: months.iter().rev().map(|it| row(page.language, &written, it)).collect(),
            quiet,
            done,
            slips,
            coin,
            desk,
            page,
        }
    }
}

/// What the books say.
fn facts(page: &Page, coin: &Coin, (figures, house): (&Figures, &House)) -> Vec<(String, String)> {
    let amount = |key: &str, minor| (page.t(key), coin.words(minor));
    let number = |key: &str, count| (page.t(key), clock::number(page.language, count));
    let mut facts = vec![
        amount("coin-fact-supply", figures.supply),
        number("coin-fact-accounts", figures.accounts),
        number("coin-fact-payments", figures.transfers),
        amount("coin-fact-volume", figures.volume),
    ];
    if let Some(velocity) = figures.velocity_hundredths() {
        let times = decimal(velocity, VELOCITY_SCALE);
        let times = match page.language {
            Language::Nl => times.replace('.', ","),
            Language::En => times,
        };
        let times = page.with("coin-fact-velocity-times", &[("times", times.into())]);
        facts.push((page.t("coin-fact-velocity"), times));
    }
    facts.push(amount("coin-fact-fund", house.fund));
    if let Some(issued) = house.issued {
        facts.push(amount("coin-fact-issued", issued));
        facts.push(amount("coin-fact-paper", house.paper));
    }
    facts
}

fn meter(page: &Page, it: Meter) -> MeterShown {
    let values = [
        ("paid", clock::euros(page.language, it.cents).into()),
        ("most", clock::euros(page.language, METER_MAX_CENTS).into()),
        ("percent", it.percent.into()),
    ];
    MeterShown {
        words: page.with("coin-meter", &values),
        warning: it.warns.then(|| page.t("coin-meter-warns")),
        percent: it.percent.clamp(0, 100),
    }
}

fn row(language: Language, coin: &Coin, it: &Month) -> MonthRow {
    MonthRow {
        month: clock::month(language, it.first),
        payments: clock::number(language, it.payments),
        paid: coin.words(it.paid),
        brought_in: coin.words(it.brought_in),
        taken_back: coin.words(it.taken_back),
    }
}

fn quiets(page: &Page, slug: &str, (unpaid, unposted): (Quiet, Quiet)) -> Vec<QuietShown> {
    let shown = |id, [key, count]: [&str; 2], it: Quiet| {
        let more = it.count.saturating_sub(it.named.len() as u64);
        let values = [("count", it.count.into()), ("more", more.into())];
        let person = |(member, name): (MemberId, String)| {
            (format!("{PEOPLE}/{member}?{COMMUNITY}={slug}"), name)
        };
        QuietShown {
            id,
            heading: page.t(key),
            words: page.with(count, &values),
            people: it.named.into_iter().map(person).collect(),
        }
    };
    vec![
        shown("zonder-betaling", ["coin-unpaid", "coin-unpaid-count"], unpaid),
        shown("zonder-bericht", ["coin-unposted", "coin-unposted-count"], unposted),
    ]
}
