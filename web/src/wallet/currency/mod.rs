//! A currency: by which rules it goes, in plain words, what it does, who runs it, and what there is
//! to know of benefits and taxes. What anybody holds stands nowhere here.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::communities;
use koop_domain::communities::model::Community;
use koop_domain::ctx::Actor;
use koop_domain::language::Language;
use koop_domain::ledger::amount::decimal;
use koop_domain::ledger::currencies::model::METER_MAX_CENTS;
use koop_domain::ledger::currencies::{self, Currency, Figures, Meter, Ruling};
use koop_domain::policy::{Action, allows_on};

use super::{Coin, currency_path};
use crate::Web;
use crate::behind::Behind;
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::texts::clock;
use crate::texts::money::in_figures;
use crate::texts::rules::{kind_words, ruled};

/// How many digits a levy in hundredths of a percent, and a velocity in hundredths, have after the
/// point.
const HUNDREDTHS: u8 = 2;

#[derive(Template)]
#[template(path = "wallet/currency/currency.html")]
pub(crate) struct CurrencyPage {
    pub page: Page,
    pub name: String,
    /// What kind of currency it is, in one sentence.
    pub lead: String,
    /// That nobody pays with it now.
    pub off: Option<String>,
    /// The rules, a sentence each.
    pub rules: Vec<String>,
    /// Rules that are to come.
    pub coming: Option<String>,
    pub earlier: Vec<(String, String)>,
    /// What it does: a word, a figure, and what that means.
    pub figures: Vec<Figure>,
    pub meter: Option<MeterLine>,
    /// What the community wrote of benefits and taxes, a paragraph each.
    pub advice: Vec<String>,
    /// In which language it is, where that is not the reader's.
    pub advice_in: Option<&'static str>,
    pub community: Link,
    pub organisers: String,
    pub mine: bool,
    /// Whether nobody sees what another has.
    pub private: bool,
}

/// A figure with what it means.
pub(crate) struct Figure {
    pub label: String,
    pub value: String,
    pub words: String,
}

/// How much was paid beside what may be.
pub(crate) struct MeterLine {
    pub words: String,
    pub percent: i64,
    pub warns: bool,
}

/// `GET /munt/{code}`
pub(super) async fn get(
    State(web): State<Web>,
    Path(code): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let currency = currencies::by_code(ctx, domain, &code).await?;
    let rulings = currencies::rulings(ctx, domain, currency.id).await?;
    let figures = currencies::figures(ctx, domain, currency.id).await?;
    let seen = communities::by_id(ctx, domain, currency.community).await?;
    let seen = seen.ok_or(Failure::NOT_FOUND)?;
    let is_organiser = allows_on(ctx.actor, Action::SeeAccounts, seen.standing());
    let name = currency.name(reader.language).to_owned();
    let path = currency_path(&currency.code);
    let lead = kind_words(reader.language, currency.kind);
    let lasting = currency.is_on.then_some(path.as_str());
    let page = Page::new(&web, &reader, name, lead, lasting, &Behind::tree()).await;
    let page = CurrencyPage::new(
        page,
        (&currency, &seen.community),
        (&rulings, &figures),
        (is_organiser, matches!(ctx.actor, Actor::Member(_)), ctx.now),
    );
    answer(&page.page, &page)
}

impl CurrencyPage {
    pub(crate) fn new(
        page: Page,
        (currency, community): (&Currency, &Community),
        (rulings, figures): (&[Ruling], &Figures),
        (is_organiser, is_member, now): (bool, bool, DateTime<Utc>),
    ) -> Self {
        let coin = Coin::of(page.language, currency);
        let day = |at| clock::date(page.language, clock::today(at));
        let in_force = rulings.iter().find(|it| it.effective_at <= now);
        let coming = rulings.iter().rev().find(|it| it.effective_at > now);
        let coming = coming.map(|it| {
            let rules = ruled(&coin, it).join(" ");
            let values = [("day", day(it.effective_at).into()), ("rules", rules.into())];
            page.with("currency-coming", &values)
        });
        let version = |it: &Ruling| (day(it.effective_at), it.reason.clone());
        let told = currency.advice.get_key_value(&page.language);
        let told = told.or_else(|| currency.advice.iter().next());
        let advice = told.map_or("", |(_, words)| words.as_str());
        let advice_in = told.map(|(it, _)| *it).filter(|it| *it != page.language);
        let organisers = [("community", community.settings.name.clone().into())];
        let paragraphs = advice.split("\n\n").map(str::trim).filter(|it| !it.is_empty());
        Self {
            name: coin.name.clone(),
            lead: kind_words(page.language, currency.kind),
            off: (!currency.is_on).then(|| page.t("currency-off")),
            rules: in_force.map(|it| ruled(&coin, it)).unwrap_or_default(),
            coming,
            earlier: rulings.iter().filter(|it| it.effective_at <= now).map(version).collect(),
            figures: all_figures(&page, &coin, figures),
            meter: figures.meter.filter(|_| is_organiser).map(|it| MeterLine::of(&page, it)),
            advice: paragraphs.map(str::to_owned).collect(),
            advice_in: advice_in.map(Language::code),
            community: Link {
                href: format!("/gemeenschap/{}", community.slug),
                label: community.settings.name.clone(),
            },
            organisers: page.with("currency-organisers", &organisers),
            mine: is_member && currency.is_on,
            private: !in_force.is_some_and(|it| it.open_balances),
            page,
        }
    }
}

fn all_figures(page: &Page, coin: &Coin, it: &Figures) -> Vec<Figure> {
    let figure = |label: &str, value: String, words: &str| Figure {
        label: page.t(label),
        value,
        words: page.t(words),
    };
    let count = |count| clock::number(page.language, count);
    let velocity = it.velocity_hundredths().map(|it| {
        let times = in_figures(page.language, &decimal(it, HUNDREDTHS));
        page.with("currency-velocity-times", &[("times", times.into())])
    });
    let mut all = vec![
        figure("currency-accounts", count(it.accounts), "currency-accounts-words"),
        figure("currency-transfers", count(it.transfers), "currency-transfers-words"),
        figure("currency-supply", coin.words(it.supply), "currency-supply-words"),
    ];
    all.extend(velocity.map(|it| figure("currency-velocity", it, "currency-velocity-words")));
    all.push(figure("currency-sum", coin.words(it.sum), "currency-sum-words"));
    all
}

impl MeterLine {
    fn of(page: &Page, it: Meter) -> Self {
        let key = if it.warns { "currency-meter-near" } else { "currency-meter" };
        let values = [
            ("paid", clock::euros(page.language, it.cents).into()),
            ("most", clock::euros(page.language, METER_MAX_CENTS).into()),
            ("percent", it.percent.into()),
        ];
        Self { words: page.with(key, &values), percent: it.percent.min(100), warns: it.warns }
    }
}
