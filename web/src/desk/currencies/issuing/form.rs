//! What can be proposed: each kind a form of its own.

use chrono::NaiveDate;
use koop_domain::communities::model::REASON_MAX;
use koop_domain::error::Problem;
use koop_domain::id::{AccountId, ProfileId};
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::ledger::issuing::model::BUDGET_AHEAD_MONTHS;
use koop_domain::ledger::issuing::{Notes, Plan, ProposalDraft, ProposalKind};
use koop_domain::ledger::overview::month_of;

use super::super::accounts::name;
use super::super::ruling::minor;
use super::Known;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::texts::clock;
use crate::wallet::Coin;

/// The longest number that is typed.
const NUMBER_MAX: usize = 24;

/// A form.
pub(crate) struct ProposalForm {
    pub key: &'static str,
    pub heading: String,
    pub lead: String,
    /// To which account, or of which organisation, and from which month on.
    pub choices: Vec<Choices>,
    pub fields: Vec<Field>,
    pub reason: Field,
    pub is_open: bool,
    /// Why there is nothing to fill in.
    pub none: Option<String>,
}

/// The ids of the fields of a kind of proposal. No two forms of one page share any.
struct Ids {
    to: &'static str,
    from: &'static str,
    amount: &'static str,
    notes: &'static str,
    value: &'static str,
    reason: &'static str,
}

fn ids(kind: ProposalKind) -> Ids {
    macro_rules! of {
        ($name:literal) => {
            Ids {
                to: concat!($name, "-aan"),
                from: concat!($name, "-maand"),
                amount: concat!($name, "-bedrag"),
                notes: concat!($name, "-aantal"),
                value: concat!($name, "-waarde"),
                reason: concat!($name, "-reden"),
            }
        };
    }
    match kind {
        ProposalKind::Issue => of!("uitgeven"),
        ProposalKind::Destroy => of!("innemen"),
        ProposalKind::PaperOut => of!("papier-uit"),
        ProposalKind::PaperIn => of!("papier-in"),
        ProposalKind::Budget => of!("budget"),
    }
}

/// What the domain calls the fields of a kind of proposal, their ids, and the keys of their labels.
pub(super) fn fields(kind: ProposalKind) -> &'static [Named] {
    macro_rules! of {
        ($name:literal) => {
            &[
                ("account", concat!($name, "-aan"), "issuing-field-account"),
                ("profile", concat!($name, "-aan"), "issuing-field-organisation"),
                ("from", concat!($name, "-maand"), "issuing-field-month"),
                ("amount", concat!($name, "-bedrag"), "issuing-field-amount"),
                ("notes", concat!($name, "-aantal"), "issuing-field-notes"),
                ("noteValue", concat!($name, "-waarde"), "issuing-field-value"),
                ("reason", concat!($name, "-reden"), "coin-field-reason"),
            ]
        };
    }
    match kind {
        ProposalKind::Issue => of!("uitgeven"),
        ProposalKind::Destroy => of!("innemen"),
        ProposalKind::PaperOut => of!("papier-uit"),
        ProposalKind::PaperIn => of!("papier-in"),
        ProposalKind::Budget => of!("budget"),
    }
}

/// What was typed, as a draft.
pub(super) fn draft(
    language: Language,
    of: &Currency,
    (kind, typed): (ProposalKind, &Typed),
) -> Result<ProposalDraft, Slips> {
    let (ids, coin) = (ids(kind), Coin::of(language, of));
    let wrong = |field, problem| Slips::wrong(language, (field, problem), fields(kind));
    let account =
        || AccountId::parse(typed.get(ids.to)).map_err(|_| wrong("account", Problem::Unknown));
    let notes = || -> Result<Notes, Slips> {
        let count =
            typed.get(ids.notes).parse().map_err(|_| wrong("notes", Problem::Unreadable))?;
        let value = minor(&coin.read(typed.get(ids.value)), coin.scale());
        let value = value.map_err(|it| wrong("noteValue", it))?;
        Ok(Notes { count, value: value.ok_or_else(|| wrong("noteValue", Problem::Empty))? })
    };
    let plan = match kind {
        ProposalKind::Issue => Plan::Issue { to: account()? },
        ProposalKind::Destroy => Plan::Destroy,
        ProposalKind::PaperOut => Plan::PaperOut { notes: notes()? },
        ProposalKind::PaperIn => Plan::PaperIn { to: account()?, notes: notes()? },
        ProposalKind::Budget => {
            let profile = ProfileId::parse(typed.get(ids.to));
            let from: Result<NaiveDate, _> = typed.get(ids.from).parse();
            Plan::Budget {
                profile: profile.map_err(|_| wrong("profile", Problem::Unknown))?,
                from: from.map_err(|_| wrong("from", Problem::Unreadable))?,
            }
        }
    };
    let amount = coin.read(typed.get(ids.amount));
    Ok(ProposalDraft { currency: of.id, plan, amount, reason: typed.get(ids.reason).to_owned() })
}

impl ProposalForm {
    pub(super) fn new(
        page: &Page,
        kind: ProposalKind,
        known: &Known<'_>,
        (typed, slips): (&Typed, &Slips),
    ) -> Self {
        let making = Making { page, typed, slips, known };
        let ids = ids(kind);
        let line =
            |id, label: &str| Field::line(id, page.t(label), typed.get(id), NUMBER_MAX, slips);
        let mut choices = Vec::new();
        let mut numbers = vec![line(ids.amount, "issuing-field-amount").typed("text", "decimal")];
        match kind {
            ProposalKind::Issue | ProposalKind::PaperIn => {
                choices.push(making.accounts(&ids, kind));
            }
            ProposalKind::Budget => {
                choices.extend([making.organisations(&ids), making.months(&ids)]);
                let hint = page.t("issuing-field-budget-hint");
                numbers = vec![
                    line(ids.amount, "issuing-field-budget").typed("text", "decimal").hinted(hint),
                ];
            }
            ProposalKind::Destroy | ProposalKind::PaperOut => (),
        }
        if matches!(kind, ProposalKind::PaperIn | ProposalKind::PaperOut) {
            numbers.extend([
                line(ids.notes, "issuing-field-notes").typed("text", "decimal"),
                line(ids.value, "issuing-field-value").typed("text", "decimal"),
            ]);
        }
        let [heading, lead] = words(kind);
        let is_none = kind == ProposalKind::Budget && known.organisations.is_empty();
        let why = page.t("coin-field-reason");
        Self {
            key: kind.key(),
            heading: page.t(heading),
            lead: page.t(lead),
            choices,
            fields: numbers,
            reason: Field::line(ids.reason, why, typed.get(ids.reason), REASON_MAX, slips),
            is_open: typed.get("daad") == kind.key(),
            none: is_none.then(|| page.t("issuing-no-organisations")),
        }
    }
}

/// What a kind of proposal is called, and what it does.
fn words(kind: ProposalKind) -> [&'static str; 2] {
    match kind {
        ProposalKind::Issue => ["issuing-form-issue", "issuing-form-issue-lead"],
        ProposalKind::Destroy => ["issuing-form-destroy", "issuing-form-destroy-lead"],
        ProposalKind::PaperOut => ["issuing-form-paper-out", "issuing-form-paper-out-lead"],
        ProposalKind::PaperIn => ["issuing-form-paper-in", "issuing-form-paper-in-lead"],
        ProposalKind::Budget => ["issuing-form-budget", "issuing-form-budget-lead"],
    }
}

/// With what the fields are made.
struct Making<'a> {
    page: &'a Page,
    typed: &'a Typed,
    slips: &'a Slips,
    known: &'a Known<'a>,
}

impl Making<'_> {
    fn select(&self, id: &'static str, label: &str, all: Vec<(String, String)>) -> Choices {
        let chosen = self.typed.get(id);
        let choice =
            |(value, label): (String, String)| Choice { chosen: value == chosen, value, label };
        let group = Group { label: String::new(), choices: all.into_iter().map(choice).collect() };
        Choices::grouped(self.page, (id, label), vec![group], self.slips)
    }

    fn accounts(&self, ids: &Ids, kind: ProposalKind) -> Choices {
        let fits = self.known.accounts.iter().filter(|it| kind.fits(it.held.account.kind));
        let all = fits.map(|it| (it.held.account.id.to_string(), name(self.page, it)));
        self.select(ids.to, "issuing-field-account", all.collect())
    }

    fn organisations(&self, ids: &Ids) -> Choices {
        let all = self.known.organisations.iter().map(|(id, name)| (id.to_string(), name.clone()));
        self.select(ids.to, "issuing-field-organisation", all.collect())
    }

    fn months(&self, ids: &Ids) -> Choices {
        let this = month_of(self.known.now);
        let month = |nth| this.checked_add_months(chrono::Months::new(nth));
        let all = (0..=BUDGET_AHEAD_MONTHS).filter_map(month);
        let all = all.map(|it| (it.to_string(), clock::month(self.page.language, it)));
        self.select(ids.from, "issuing-field-month", all.collect())
    }
}
