//! What was proposed and what organisations hand out, in words.

use std::collections::HashMap;

use koop_domain::ctx::Actor;
use koop_domain::id::MemberId;
use koop_domain::ledger::issuing::{Budget, Proposal, ProposalKind, ProposalState};

use super::super::accounts::name;
use super::Known;
use crate::page::Page;
use crate::texts::clock;
use crate::wallet::Coin;

/// What was proposed.
pub(crate) struct Shown {
    pub id: String,
    pub what: String,
    pub amount: String,
    /// How many notes of paper of which value.
    pub notes: Option<String>,
    pub why: String,
    pub who: String,
    pub state: String,
    pub key: &'static str,
    /// Whether the reader may confirm it: somebody else does, not who proposed it.
    pub is_own: bool,
}

impl Shown {
    pub(super) fn new(page: &Page, coin: &Coin, it: &Proposal, known: &Known<'_>) -> Self {
        let called = |id: Option<MemberId>| person(page, id, &known.names);
        let date = |at| clock::date(page.language, clock::today(at));
        let account = it.account.and_then(|id| {
            known.accounts.iter().find(|it| it.held.account.id == id).map(|it| name(page, it))
        });
        let organisation = it.budget.and_then(|(id, _)| {
            let mut all = known.budgets.iter().map(|it| (it.profile, &it.name));
            let named = all.find(|(it, _)| *it == id).map(|(_, name)| name.clone());
            let others = || known.organisations.iter().find(|(it, _)| *it == id);
            named.or_else(|| others().map(|(_, name)| name.clone()))
        });
        let to = account.or(organisation).unwrap_or_else(|| page.t("coin-account-gone"));
        let month = it.budget.map(|(_, month)| clock::month(page.language, month));
        let values = [("to", to.into()), ("month", month.unwrap_or_default().into())];
        let key = match it.kind {
            ProposalKind::Issue => "issuing-what-issue",
            ProposalKind::Destroy => "issuing-what-destroy",
            ProposalKind::PaperOut => "issuing-what-paper-out",
            ProposalKind::PaperIn => "issuing-what-paper-in",
            ProposalKind::Budget => "issuing-what-budget",
        };
        let notes = it.notes.map(|it| {
            let values = [
                ("count", clock::number(page.language, it.count.unsigned_abs()).into()),
                ("value", coin.words(it.value).into()),
            ];
            page.with("issuing-notes", &values)
        });
        let amount = coin.words(it.amount);
        let amount = match it.kind {
            ProposalKind::Budget => page.with("issuing-a-month", &[("amount", amount.into())]),
            _ => amount,
        };
        let proposed = [
            ("name", called(it.proposed_by).into()),
            ("day", date(it.created_at).into()),
            ("until", date(it.expires_at).into()),
        ];
        let decided = [
            ("name", called(it.proposed_by).into()),
            ("second", called(it.decided_by).into()),
            ("day", date(it.decided_at.unwrap_or(it.expires_at)).into()),
        ];
        let (state, who) = match it.state {
            ProposalState::Waiting => {
                ("issuing-state-waiting", page.with("issuing-proposed", &proposed))
            }
            ProposalState::Confirmed => {
                ("issuing-state-confirmed", page.with("issuing-confirmed", &decided))
            }
            ProposalState::Withdrawn => {
                ("issuing-state-withdrawn", page.with("issuing-withdrawn", &decided))
            }
            ProposalState::Expired => {
                ("issuing-state-expired", page.with("issuing-expired", &decided))
            }
        };
        let is_own = matches!(known.actor, Actor::Member(me) if Some(me.member) == it.proposed_by);
        Self {
            id: it.id.to_string(),
            what: page.with(key, &values),
            amount,
            notes,
            why: it.reason.clone(),
            who,
            state: page.t(state),
            key: it.state.key(),
            is_own,
        }
    }
}

/// What an organisation hands out.
pub(crate) struct BudgetShown {
    pub name: String,
    pub words: String,
    /// How much of it is spent, of a hundred.
    pub percent: i64,
    pub versions: Vec<(String, String)>,
}

impl BudgetShown {
    pub(super) fn new(
        page: &Page,
        coin: &Coin,
        it: &Budget,
        names: &HashMap<MemberId, String>,
    ) -> Self {
        let values = [
            ("granted", coin.words(it.granted).into()),
            ("spent", coin.words(it.spent).into()),
            ("left", coin.words(it.left()).into()),
        ];
        let share = i128::from(it.spent) * 100 / i128::from(it.granted.max(1));
        let versions = it.versions.iter().map(|version| {
            let values = [
                ("month", clock::month(page.language, version.from).into()),
                ("amount", coin.words(version.amount).into()),
                ("name", person(page, version.proposed_by, names).into()),
                ("second", person(page, version.confirmed_by, names).into()),
            ];
            (page.with("issuing-budget-version", &values), version.reason.clone())
        });
        Self {
            name: it.name.clone(),
            words: page.with("issuing-budget-words", &values),
            percent: i64::try_from(share).unwrap_or(100).clamp(0, 100),
            versions: versions.collect(),
        }
    }
}

/// What somebody is called who decided.
fn person(page: &Page, id: Option<MemberId>, names: &HashMap<MemberId, String>) -> String {
    id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| page.t("coin-somebody"))
}
