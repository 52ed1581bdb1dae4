//! What of `issuing.txt` is issued, handed out and handed in.
//!
//! ```text
//! when | who | what | how much | about what
//! ```
//!
//! When is as in `payments.txt`. What:
//!
//! - `budget Fatima`: proposes what the organisation of somebody may hand out in a month, and lets
//!   them hand it out; `let Joke`: lets another of its people do so;
//!   `fund`: proposes to bring an amount into the fund; `confirm`: what was proposed last;
//! - `hand out Joke`: hands out to somebody;
//! - `hand in`: asks euros, as the keeper of a place; `approve` and `paid`: what was handed in last
//!   about the same.

use chrono::{DateTime, Utc};
use koop_domain::communities;
use koop_domain::communities::model::{PermissionSet, Sets};
use koop_domain::ctx::Ctx;
use koop_domain::id::{CommunityId, CurrencyId};
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::issuing::error::IssuingError;
use koop_domain::ledger::issuing::{self, HandoutDraft, Plan, ProposalDraft, RedemptionDraft};
use koop_domain::ledger::overview;
use koop_domain::ledger::payments::model::Payee;

use super::super::moment::Moment;
use super::BoardError;
use super::payments::{Till, times};

/// Why somebody may hand out.
const WHY: &str = "Fatima deelt uit aan wie helpt in de Buurtkamer.";

/// One line, at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Issue {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Who.
    pub(super) who: &'static str,
    /// What.
    pub(super) deed: Deed,
    /// How much, as a decimal.
    amount: &'static str,
    /// Of which currency.
    code: &'static str,
    /// About what.
    about: &'static str,
}

/// What somebody does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    /// Proposes a budget of the organisation of somebody.
    Budget(&'static str),
    /// Lets somebody hand out for the organisation to which they belong.
    Let(&'static str),
    /// Proposes to bring an amount into the fund.
    Fund,
    /// Confirms what was proposed last.
    Confirm,
    /// Hands out to somebody.
    HandOut(&'static str),
    /// Asks euros.
    HandIn,
    /// Says that they will be paid.
    Approve,
    /// Writes down that they were.
    Paid,
}

/// Lines that say something.
fn lines() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("issuing.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// All of them; lines that cannot be read are left out, and a test counts.
pub(super) fn all(moment: &Moment) -> Vec<Issue> {
    lines().filter_map(|line| read(line, moment)).flatten().collect()
}

/// How many lines cannot be read.
#[cfg(test)]
pub(super) fn unreadable(moment: &Moment) -> Vec<&'static str> {
    lines().filter(|line| read(line, moment).is_none()).collect()
}

fn read(line: &'static str, moment: &Moment) -> Option<Vec<Issue>> {
    let parts: Vec<&str> = line.split(" | ").collect();
    let &[at, who, what, amount, about] = parts.as_slice() else { return None };
    let (amount, code) = amount.split_once(' ')?;
    let deed = match what {
        "fund" => Deed::Fund,
        "confirm" => Deed::Confirm,
        "hand in" => Deed::HandIn,
        "approve" => Deed::Approve,
        "paid" => Deed::Paid,
        _ => match what.strip_prefix("budget ") {
            Some(whose) => Deed::Budget(whose),
            None => match what.strip_prefix("let ") {
                Some(whom) => Deed::Let(whom),
                None => Deed::HandOut(what.strip_prefix("hand out ")?),
            },
        },
    };
    let issued = |at| Issue { at, who, deed, amount, code, about };
    Some(times(at, about, moment)?.into_iter().map(issued).collect())
}

impl Till<'_> {
    /// Does what a line says.
    pub(super) async fn issue(&mut self, it: Issue) -> Result<(), BoardError> {
        let currency = self.currencies.get(it.code).copied();
        let currency = currency.ok_or(BoardError::Unreadable(it.about))?;
        let me = match it.who.starts_with('@') {
            true => self.account(it.at, it.who, it.code).await?.0,
            false => Ctx { now: it.at, ..self.people.ctx(it.who, self.ctx)? },
        };
        let done = match it.deed {
            Deed::Budget(whose) => {
                self.let_hand_out(&me, (whose, WHY), currency).await?;
                self.propose_budget(&me, (&it, currency), whose).await?
            }
            Deed::Let(whom) => {
                self.let_hand_out(&me, (whom, it.about), currency).await?;
                Ok(())
            }
            Deed::Fund => self.propose_fund(&me, (&it, currency)).await?,
            Deed::Confirm => self.confirm(&me, currency).await,
            Deed::HandOut(whom) => {
                let to = self.account(it.at, whom, it.code).await?.1;
                self.hand_out(&me, &it, Payee::Account(to)).await
            }
            Deed::HandIn => {
                let account = self.account(it.at, it.who, it.code).await?.1;
                let (key, amount) = (self.ctx.ids.next(), it.amount.to_owned());
                let draft = RedemptionDraft { key, account, amount };
                issuing::redeem(&me, self.domain, draft).await.map(|_| ())
            }
            Deed::Approve | Deed::Paid => self.decide(&me, (&it, currency)).await,
        };
        done.map_err(|error| BoardError::Issue(it.about, error))
    }

    /// Lets somebody hand out, as an organiser, who says why.
    async fn let_hand_out(
        &self,
        me: &Ctx,
        (whom, why): (&str, &str),
        currency: CurrencyId,
    ) -> Result<(), BoardError> {
        let of = koop_domain::ledger::currencies::by_id(me, self.domain, currency).await?;
        let community: CommunityId = of.community;
        let sets: Sets = [PermissionSet::CurrencyIssuer].into_iter().collect();
        let who = (community, self.people.id(whom)?);
        communities::set_sets(me, self.domain, who, (sets, why)).await?;
        Ok(())
    }

    async fn propose_budget(
        &self,
        me: &Ctx,
        (it, currency): (&Issue, CurrencyId),
        whose: &str,
    ) -> Result<Result<(), IssuingError>, BoardError> {
        let keeper = self.keepers.values().find(|(name, _)| *name == whose);
        let profile = keeper.and_then(|(_, profile)| *profile);
        let profile = profile.ok_or_else(|| BoardError::Nobody(whose.to_owned()))?;
        let plan = Plan::Budget { profile, from: it.at.date_naive() };
        Ok(self.propose(me, (it, currency), plan).await)
    }

    async fn propose_fund(
        &self,
        me: &Ctx,
        (it, currency): (&Issue, CurrencyId),
    ) -> Result<Result<(), IssuingError>, BoardError> {
        let all = overview::giveable(me, self.domain, currency).await?;
        let fund = all.into_iter().find(|it| it.held.account.kind == AccountKind::Fund);
        let to = fund.ok_or(BoardError::Unreadable(it.about))?.held.account.id;
        Ok(self.propose(me, (it, currency), Plan::Issue { to }).await)
    }

    async fn propose(
        &self,
        me: &Ctx,
        (it, currency): (&Issue, CurrencyId),
        plan: Plan,
    ) -> Result<(), IssuingError> {
        let (amount, reason) = (it.amount.to_owned(), it.about.to_owned());
        let draft = ProposalDraft { currency, plan, amount, reason };
        issuing::propose(me, self.domain, draft).await.map(|_| ())
    }

    async fn confirm(&self, me: &Ctx, currency: CurrencyId) -> Result<(), IssuingError> {
        let all = issuing::proposals(me, self.domain, currency).await?;
        let last = all.first().ok_or(IssuingError::NotFound)?;
        issuing::confirm(me, self.domain, last.id).await.map(|_| ())
    }

    async fn hand_out(&self, me: &Ctx, it: &Issue, to: Payee) -> Result<(), IssuingError> {
        let mine = issuing::my_budgets(me, self.domain).await?;
        let budget = mine.iter().find(|budget| budget.unit.code == it.code);
        let budget = budget.ok_or(IssuingError::NotFound)?.id;
        let (key, amount) = (self.ctx.ids.next(), it.amount.to_owned());
        let purpose = Some(it.about.to_owned());
        let draft = HandoutDraft { key, budget, to, amount, purpose };
        issuing::hand_out(me, self.domain, draft).await.map(|_| ())
    }

    /// Approves or pays the oldest that waits for it.
    async fn decide(
        &self,
        me: &Ctx,
        (it, currency): (&Issue, CurrencyId),
    ) -> Result<(), IssuingError> {
        let is_paid = matches!(it.deed, Deed::Paid);
        let waits = if is_paid {
            issuing::RedemptionState::Approved
        } else {
            issuing::RedemptionState::Asked
        };
        let all = issuing::redemptions(me, self.domain, currency).await?;
        let of = all.iter().find(|it| it.state == waits).ok_or(IssuingError::NotFound)?;
        if is_paid {
            issuing::paid(me, self.domain, of.id).await.map(|_| ())
        } else {
            issuing::approve(me, self.domain, of.id).await.map(|_| ())
        }
    }
}
