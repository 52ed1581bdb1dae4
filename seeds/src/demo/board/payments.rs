//! The payments of `payments.txt`, and the currencies that they are in.
//!
//! ```text
//! when | who pays | who is paid | how much | what for
//! ```
//!
//! When is a moment that has been (see `when.rs`), or `each 14 -150 -4 16:10`: every fourteen days
//! from a hundred and fifty days ago until four days ago. Who is a first name, or `@` and the slug
//! of a place that somebody keeps. `12.50 LAT` is paid; `12.50 LAT?` is asked for, and waits.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::ctx::Ctx;
use koop_domain::id::{AccountId, CommunityId, CurrencyId, ProfileId};
use koop_domain::language::Language;
use koop_domain::ledger::account::Limits;
use koop_domain::ledger::accounts;
use koop_domain::ledger::book::CurrencyKind;
use koop_domain::ledger::currencies::{self, CurrencyDraft};
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Payee, PaymentDraft, RequestDraft};
use koop_domain::{Domain, listings};

use super::super::moment::Moment;
use super::BoardError;
use super::neighbours::People;
use super::when;

/// Who makes the currencies, and how many days ago.
const MAKER: (&str, i64) = ("Hanneke", 300);

/// One line, at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payment {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Who pays.
    pub(super) from: &'static str,
    /// Who is paid.
    pub(super) to: &'static str,
    /// How much, as a decimal.
    pub(super) amount: &'static str,
    /// Of which currency.
    pub(super) code: &'static str,
    /// Whether it is but asked for.
    pub(super) is_asked: bool,
    /// What for.
    pub(super) purpose: &'static str,
}

/// Lines that say something.
fn lines() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("payments.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// All of them; lines that cannot be read are left out, and a test counts.
pub(super) fn all(moment: &Moment) -> Vec<Payment> {
    lines().filter_map(|line| read(line, moment)).flatten().collect()
}

/// How many lines cannot be read.
#[cfg(test)]
pub(super) fn unreadable(moment: &Moment) -> Vec<&'static str> {
    lines().filter(|line| read(line, moment).is_none()).collect()
}

fn read(line: &'static str, moment: &Moment) -> Option<Vec<Payment>> {
    let parts: Vec<&str> = line.split(" | ").collect();
    let &[at, from, to, amount, purpose] = parts.as_slice() else { return None };
    let (amount, code) = amount.split_once(' ')?;
    let (code, is_asked) = code.strip_suffix('?').map_or((code, false), |code| (code, true));
    let paid = |at| Payment { at, from, to, amount, code, is_asked, purpose };
    Some(times(at, purpose, moment)?.into_iter().map(paid).collect())
}

/// The moments of a line: one, or every so many days.
pub(super) fn times(at: &str, about: &str, moment: &Moment) -> Option<Vec<DateTime<Utc>>> {
    match at.strip_prefix("each ") {
        Some(each) => every(each, moment),
        None => Some(vec![when::past(at, about, moment)?]),
    }
}

/// `14 -150 -4 16:10`.
fn every(text: &str, moment: &Moment) -> Option<Vec<DateTime<Utc>>> {
    let parts: Vec<&str> = text.split(' ').collect();
    let &[step, first, last, clock] = parts.as_slice() else { return None };
    let (first, last): (i64, i64) = (first.parse().ok()?, last.parse().ok()?);
    let days = (first..=last).step_by(step.parse().ok()?);
    days.map(|day| when::past(&format!("{day} {clock}"), "", moment)).collect()
}

/// What is paid with, and who has an account.
pub(super) struct Till<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) domain: &'a Domain,
    pub(super) people: &'a People,
    pub(super) currencies: HashMap<&'static str, CurrencyId>,
    accounts: HashMap<(&'static str, &'static str), AccountId>,
    /// Who keeps which place, and for which organisation.
    pub(super) keepers: HashMap<&'static str, (&'static str, Option<ProfileId>)>,
}

impl<'a> Till<'a> {
    /// Makes the currencies of the community, and switches them on.
    pub(super) async fn open(
        ctx: &'a Ctx,
        domain: &'a Domain,
        (community, people): (CommunityId, &'a People),
    ) -> Result<Self, BoardError> {
        let (maker, days) = MAKER;
        let maker = people.ctx(maker, ctx)?;
        let maker = Ctx { now: ctx.now - TimeDelta::days(days), ..maker };
        let mut made = HashMap::new();
        for (code, draft) in drafts(community) {
            let it = currencies::create(&maker, domain, draft).await?;
            currencies::switch(&maker, domain, (it.id, it.revision), true).await?;
            made.insert(code, it.id);
        }
        let (accounts, keepers) = (HashMap::new(), HashMap::new());
        Ok(Self { ctx, domain, people, currencies: made, accounts, keepers })
    }

    /// Who keeps a place, in person or for an organisation.
    pub(super) fn keep(&mut self, slug: &'static str, keeper: (&'static str, Option<ProfileId>)) {
        self.keepers.insert(slug, keeper);
    }

    /// Pays, or asks to be paid.
    pub(super) async fn go(&mut self, it: &Payment) -> Result<(), BoardError> {
        let failed = |error| BoardError::Payment(it.purpose, error);
        let key = self.ctx.ids.next();
        let (amount, purpose) = (it.amount.to_owned(), Some(it.purpose.to_owned()));
        if it.is_asked {
            let (me, to) = self.account(it.at, it.to, it.code).await?;
            let (_, from) = self.account(it.at, it.from, it.code).await?;
            let from = Some(Payee::Account(from));
            let draft = RequestDraft { key, from, to, amount, purpose, expires_at: None };
            payments::request(&me, self.domain, draft).await.map_err(failed)?;
            return Ok(());
        }
        let (me, from) = self.account(it.at, it.from, it.code).await?;
        let to = Payee::Account(self.account(it.at, it.to, it.code).await?.1);
        let draft = PaymentDraft { key, from, to, amount, purpose, category: None };
        payments::pay(&me, self.domain, draft).await.map_err(failed)?;
        Ok(())
    }

    /// The account of somebody or of a place, opened where there is none, and who acts on it.
    pub(super) async fn account(
        &mut self,
        at: DateTime<Utc>,
        who: &'static str,
        code: &'static str,
    ) -> Result<(Ctx, AccountId), BoardError> {
        let nobody = || BoardError::Nobody(who.to_owned());
        let slug = who.strip_prefix('@');
        let (name, profile) = match slug {
            Some(slug) => *self.keepers.get(slug).ok_or_else(nobody)?,
            None => (who, None),
        };
        let me = Ctx { now: at, acting_as: profile, ..self.people.ctx(name, self.ctx)? };
        if let Some(id) = self.accounts.get(&(who, code)) {
            return Ok((me, *id));
        }
        let currency = *self.currencies.get(code).ok_or_else(nobody)?;
        let held = match slug.filter(|_| profile.is_none()) {
            Some(slug) => {
                let place = listings::by_slug(&me, self.domain, slug).await?;
                let place = place.ok_or_else(nobody)?.id;
                accounts::open_for_listing(&me, self.domain, (currency, place)).await?
            }
            None => accounts::open(&me, self.domain, currency).await?,
        };
        self.accounts.insert((who, code), held.account.id);
        Ok((me, held.account.id))
    }
}

/// The currencies of words: on the slate, earned by helping, and time.
fn drafts(community: CommunityId) -> [(&'static str, CurrencyDraft); 3] {
    let text = |nl: &str, en: &str| {
        [(Language::Nl, nl.trim().to_owned()), (Language::En, en.trim().to_owned())].into()
    };
    let between = |min, max| Limits { min: Some(min), max: Some(max) };
    let lat = || CurrencyDraft {
        community,
        code: "LAT".to_owned(),
        names: text("Op de Lat", "On the Slate"),
        advice: text(include_str!("currencies/lat.nl.txt"), include_str!("currencies/lat.en.txt")),
        symbol: "lat".to_owned(),
        scale: 2,
        kind: CurrencyKind::MutualCredit,
        euro_cents: Some(100),
        step: 1,
        levy_bp: 0,
        limits: between(-10_000, 50_000),
        soft: between(-8_000, 40_000),
        reason: "Afgesproken op de buurtavond: niemand staat diep in het krijt.".to_owned(),
    };
    let dapper = CurrencyDraft {
        code: "DAPPER".to_owned(),
        names: text("Dappertje", "Dappertje"),
        advice: text(
            include_str!("currencies/dapper.nl.txt"),
            include_str!("currencies/dapper.en.txt"),
        ),
        symbol: "D".to_owned(),
        kind: CurrencyKind::Issued,
        euro_cents: Some(250),
        step: 50,
        limits: between(0, 20_000),
        soft: between(0, 15_000),
        reason: "Eén Dappertje is één uur, en halve bestaan ook.".to_owned(),
        ..lat()
    };
    let uur = CurrencyDraft {
        code: "UUR".to_owned(),
        names: text("Uurtje", "Hour"),
        advice: text(include_str!("currencies/uur.nl.txt"), include_str!("currencies/uur.en.txt")),
        symbol: "u".to_owned(),
        scale: 0,
        kind: CurrencyKind::Time,
        euro_cents: None,
        step: 5,
        limits: between(-1_200, 3_000),
        soft: between(-900, 2_400),
        reason: "Twintig uur is genoeg om in te halen.".to_owned(),
        ..lat()
    };
    [("LAT", lat()), ("DAPPER", dapper), ("UUR", uur)]
}
