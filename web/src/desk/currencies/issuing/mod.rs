//! What comes into the world of a currency and goes out of it, and what organisations hand out in
//! a month: one organiser proposes, another confirms.

mod form;
mod told;

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::ctx::Actor;
use koop_domain::id::{AccountId, MemberId, ProposalId};
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::issuing::{self, Budget, Proposal, ProposalKind, ProposalState};
use koop_domain::ledger::overview::{self, Listed};
use koop_domain::policy::Action;

pub(crate) use self::form::ProposalForm;
pub(crate) use self::told::{BudgetShown, Shown};
use super::{AtCoin, CoinHead, ISSUING, issuing_key, path};
use crate::Web;
use crate::account::Mine;
use crate::desk::DeskHead;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::wallet::Coin;

#[derive(Template)]
#[template(path = "desk/currencies/issuing/issuing.html")]
pub(crate) struct IssuingPage {
    pub page: Page,
    pub desk: DeskHead,
    pub coin: CoinHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub lead: String,
    pub action: String,
    /// What waits for a second person, and what was decided.
    pub waiting: Vec<Shown>,
    pub decided: Vec<Shown>,
    pub budgets: Vec<BudgetShown>,
    /// What can be proposed.
    pub forms: Vec<ProposalForm>,
}

/// What is known.
pub(crate) struct Known<'a> {
    pub of: &'a Currency,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    pub proposals: Vec<Proposal>,
    pub budgets: Vec<Budget>,
    /// The accounts that something can go to.
    pub accounts: Vec<Listed>,
    /// What those are called who proposed and decided.
    pub names: HashMap<MemberId, String>,
    /// The organisations that can have a budget: their profiles and names.
    pub organisations: Vec<(koop_domain::id::ProfileId, String)>,
}

/// `GET /beheer/munten/{code}/uitgeven`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let at = AtCoin::open(&web, &mine.reader, &code, Action::IssueCurrency).await?;
    show(&web, &mine.reader, &at, (&Typed::default(), Slips::default())).await
}

/// `POST /beheer/munten/{code}/uitgeven`: proposes, confirms or takes back.
pub(super) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Path(code): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let at = AtCoin::open(&web, reader, &code, Action::IssueCurrency).await?;
    match act(&web, reader, &at, &typed).await? {
        Ok(done) => {
            let to = format!("{}?gedaan={done}#inhoud", path(&code, ISSUING));
            Ok(Redirect::to(&to).into_response())
        }
        Err(slips) => show(&web, reader, &at, (&typed, slips)).await,
    }
}

async fn act(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    typed: &Typed,
) -> Result<Result<&'static str, Slips>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let id = || ProposalId::parse(typed.get("voorstel")).map_err(|_| Failure::NOT_FOUND);
    let (done, result) = match typed.get("daad") {
        "bevestig" => ("bevestigd", issuing::confirm(ctx, domain, id()?).await),
        "intrekken" => ("ingetrokken", issuing::withdraw(ctx, domain, id()?).await),
        key => {
            let kind = ProposalKind::from_key(key).ok_or(Failure::INVALID)?;
            let draft = match form::draft(reader.language, &at.coin, (kind, typed)) {
                Ok(draft) => draft,
                Err(slips) => return Ok(Err(slips)),
            };
            ("voorgesteld", issuing::propose(ctx, domain, draft).await)
        }
    };
    match result {
        Ok(_) => Ok(Ok(done)),
        Err(error) => {
            let fields = ProposalKind::from_key(typed.get("daad")).map_or(&[][..], form::fields);
            Ok(Err(Slips::of_issuing(reader.language, error, fields)?))
        }
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    at: &AtCoin,
    (typed, slips): (&Typed, Slips),
) -> Result<Response, Failure> {
    let (ctx, domain, of) = (&reader.ctx, &web.site.domain, at.coin.id);
    let proposals = issuing::proposals(ctx, domain, of).await?;
    let budgets = issuing::budgets(ctx, domain, of).await?;
    let who: BTreeSet<MemberId> = proposals
        .iter()
        .flat_map(|it| [it.proposed_by, it.decided_by])
        .chain(
            budgets
                .iter()
                .flat_map(|it| &it.versions)
                .flat_map(|it| [it.proposed_by, it.confirmed_by]),
        )
        .flatten()
        .collect();
    let about: BTreeSet<AccountId> = proposals.iter().filter_map(|it| it.account).collect();
    let mut accounts = overview::giveable(ctx, domain, of).await?;
    let known: BTreeSet<AccountId> = accounts.iter().map(|it| it.held.account.id).collect();
    let others: BTreeSet<AccountId> = about.difference(&known).copied().collect();
    let named_only = overview::named(ctx, domain, of, &others).await?;
    accounts.extend(named_only);
    let known = Known {
        of: &at.coin,
        actor: ctx.actor,
        now: ctx.now,
        names: overview::deciders(ctx, domain, of, &who).await?,
        organisations: overview::organisations(ctx, domain, of).await?,
        proposals,
        budgets,
        accounts,
    };
    let mut page = Page::own(web, reader, issuing_key(at.coin.kind), "coin-lead", &slips).await;
    page.here = path(&at.coin.code, ISSUING);
    let heads = at.heads(&page, ctx.actor, ISSUING);
    let mut page = IssuingPage::new(page, heads, &known, (typed, slips));
    page.done = reader.value("gedaan").and_then(|what| match what {
        "voorgesteld" => Some(page.page.t("issuing-done-proposed")),
        "bevestigd" => Some(page.page.t("issuing-done-confirmed")),
        "ingetrokken" => Some(page.page.t("issuing-done-withdrawn")),
        _ => None,
    });
    answer_privately(page.slips.status(), &page.page, &page)
}

impl IssuingPage {
    pub(crate) fn new(
        page: Page,
        (desk, coin): (DeskHead, CoinHead),
        known: &Known<'_>,
        (typed, slips): (&Typed, Slips),
    ) -> Self {
        let written = Coin::of(page.language, known.of);
        let shown = |it: &&Proposal| Shown::new(&page, &written, it, known);
        let (waiting, decided): (Vec<_>, Vec<_>) =
            known.proposals.iter().partition(|it| it.state == ProposalState::Waiting);
        let budget = |it: &Budget| BudgetShown::new(&page, &written, it, &known.names);
        let is_issued = known.of.kind == CurrencyKind::Issued;
        let kinds = ProposalKind::ALL.iter().copied();
        let kinds = kinds.filter(|it| is_issued || *it == ProposalKind::Budget);
        let forms = kinds.map(|it| ProposalForm::new(&page, it, known, (typed, &slips)));
        Self {
            lead: page.t(if is_issued { "issuing-lead" } else { "issuing-budgets-lead" }),
            action: path(&known.of.code, ISSUING),
            waiting: waiting.iter().map(shown).collect(),
            decided: decided.iter().map(shown).collect(),
            budgets: known.budgets.iter().map(budget).collect(),
            forms: forms.collect(),
            done: None,
            slips,
            coin,
            desk,
            page,
        }
    }
}
