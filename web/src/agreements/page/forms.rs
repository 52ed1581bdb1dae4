//! What can be done with an agreement now, a form a move.

use chrono::{DateTime, Utc};
use koop_domain::agreements::model::AgreementState;
use koop_domain::agreements::model::{
    Moment, MoveKind, PLACE_MAX, PRIVATE_MAX, Seen, Thanks, WORDS_MAX,
};
use koop_domain::ledger::currencies::Currency;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::posts::model::{ReportReason, Subject};
use koop_domain::posts::reports::NOTE_MAX;

use super::next::is_theirs;
use super::price::{self, Fits, PaidFields, PriceFields};
use crate::form::{Field, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::Page;
use crate::texts::{self, clock};

/// How many letters a number has at most.
const NUMBER_MAX: usize = 3;
/// How many letters a day or a time has, however a browser writes it.
const MOMENT_TYPED: usize = 10;
/// How many letters an amount of money has at most.
const AMOUNT_MAX: usize = 10;

/// The moves that can be made.
pub(crate) struct Forms {
    /// The moment that waits for a yes, as it is sent.
    pub fits: Option<Fits>,
    pub agree: Option<AgreeForm>,
    pub decline: Option<Field>,
    pub withdraw: bool,
    pub cancel: Option<Field>,
    pub hand_over: bool,
    pub complete: Option<Complete>,
    pub prolong: Option<Field>,
    pub dispute: Option<Field>,
    /// A moment that is proposed in the conversation.
    pub propose: Option<[Field; 3]>,
    /// Whether that was just done, and something is wrong with it.
    pub is_proposing: bool,
}

/// Saying yes to a moment.
pub(crate) struct AgreeForm {
    /// What its button says.
    pub label: String,
    /// Whether it is what comes next.
    pub is_next: bool,
    pub is_open: bool,
    pub when: [Field; 3],
    pub more: Vec<Field>,
    pub price: Option<PriceFields>,
}

/// Saying that it was done.
pub(crate) struct Complete {
    pub label: String,
    pub returned: Option<Field>,
    pub paid: Option<PaidFields>,
}

/// Thanking the other.
pub(crate) struct ThanksForm {
    pub lead: String,
    pub words: Field,
    pub kept: Choices,
    pub private: Field,
}

/// Saying that a conversation is not right, and seeing somebody no more.
pub(crate) struct AwayForms {
    pub is_open: bool,
    pub reason: Choices,
    pub note: Field,
    pub block: String,
    pub block_button: String,
}

impl Forms {
    pub(super) fn new(
        page: &Page,
        (seen, on): (&Seen, &[Currency]),
        typed: &Typed,
        slips: &Slips,
    ) -> Self {
        let may = |kind| seen.moves.contains(&kind);
        let doing = |what: &str| typed.get("doe") == what && !slips.is_empty();
        let words = |id: &'static str, key, what: &str| {
            let typed = if doing(what) { typed.get(id) } else { "" };
            Field::line(id, page.t(key), typed, WORDS_MAX, slips)
        };
        let required = |field: Field| Field { required: true, ..field };
        let waits = waiting(seen).filter(|_| may(MoveKind::Agree));
        let is_proposed = seen.agreement.state == AgreementState::Proposed;
        let chooses = seen.is_owner && is_proposed;
        let is_priced = seen.agreement.terms.priced.price.is_some();
        let complete = || {
            let hint = page.t("agreement-returned-hint");
            let field = words("staat", "agreement-returned-words", "gelukt").hinted(hint);
            let is_back = seen.agreement.is_loan;
            let key = if is_back { "agreement-returned" } else { "agreement-complete" };
            let paid = PaidFields::new(page, seen, (typed, doing("gelukt")), slips);
            Complete { label: page.t(key), returned: is_back.then_some(field), paid }
        };
        let prolong = || {
            let day = seen.agreement.due_on.map(|day| day.to_string()).unwrap_or_default();
            let typed = if doing("langer") { typed.get("verleng").to_owned() } else { day };
            let label = page.t("agreement-prolong-words");
            required(
                Field::line("verleng", label, &typed, MOMENT_TYPED, slips).typed("date", "none"),
            )
        };
        let dispute = || {
            let hint = page.t("agreement-dispute-hint");
            required(words("mis", "agreement-dispute-words", "mis").hinted(hint))
        };
        Self {
            fits: waits.map(|(from, until)| Fits {
                from: from.to_rfc3339(),
                until: until.to_rfc3339(),
                price: price::said(page, seen),
            }),
            // Before anything is agreed only whose post it is chooses; the other one proposes,
            // where something is paid with a price.
            agree: (may(MoveKind::Agree) && (chooses || !is_proposed || is_priced))
                .then(|| AgreeForm::new(page, (seen, on), (typed, doing("afspreken")), slips)),
            decline: may(MoveKind::Decline)
                .then(|| words("nee", "agreement-decline-words", "niet")),
            withdraw: may(MoveKind::Withdraw),
            cancel: may(MoveKind::Cancel)
                .then(|| required(words("af", "agreement-cancel-words", "afzeggen"))),
            hand_over: may(MoveKind::HandOver),
            complete: may(MoveKind::Complete).then(complete),
            prolong: may(MoveKind::Prolong).then(prolong),
            dispute: may(MoveKind::Dispute).then(dispute),
            is_proposing: doing("moment"),
            propose: may(MoveKind::Agree)
                .then(|| when(page, IDS_PROPOSED, (typed, doing("moment"), None), slips)),
        }
    }
}

/// The moment that the other waits for a yes to.
fn waiting(seen: &Seen) -> Option<Moment> {
    let it = &seen.agreement;
    let waits = match it.state {
        AgreementState::Proposed => it.moment,
        _ => it.wanted,
    };
    waits.filter(|_| is_theirs(seen))
}

/// The fields of a moment: of what is agreed, and of what is proposed.
pub(super) const IDS_AGREED: [&str; 3] = ["dag", "van", "tot"];
pub(super) const IDS_PROPOSED: [&str; 3] = ["m-dag", "m-van", "m-tot"];

/// The fields of a moment, as it was typed or as it stands.
fn when(
    page: &Page,
    ids: [&'static str; 3],
    (typed, is_typed, stands): (&Typed, bool, Option<Moment>),
    slips: &Slips,
) -> [Field; 3] {
    let local = stands.map(|(from, until)| (from.with_timezone(&ZONE), until.with_timezone(&ZONE)));
    let known = match local {
        Some((from, until)) => [
            from.date_naive().to_string(),
            from.format("%H:%M").to_string(),
            until.format("%H:%M").to_string(),
        ],
        None => Default::default(),
    };
    let keys = ["agreement-day", "agreement-from", "agreement-until"];
    let kinds = ["date", "time", "time"];
    std::array::from_fn(|at| {
        let value = if is_typed { typed.get(ids[at]) } else { known[at].as_str() };
        let field = Field::line(ids[at], page.t(keys[at]), value, MOMENT_TYPED, slips);
        Field { required: true, ..field.typed(kinds[at], "none") }
    })
}

impl AgreeForm {
    fn new(
        page: &Page,
        (seen, on): (&Seen, &[Currency]),
        (typed, is_typed): (&Typed, bool),
        slips: &Slips,
    ) -> Self {
        let it = &seen.agreement;
        let chooses = it.state == AgreementState::Proposed && seen.is_owner;
        let is_next = chooses && waiting(seen).is_none();
        let key = if chooses { "agreement-agree" } else { "agreement-change" };
        let line = |id: &'static str, key, known: &str, longest| {
            let value = if is_typed { typed.get(id) } else { known };
            Field::line(id, page.t(key), value, longest, slips)
        };
        let where_hint =
            if seen.with_parent { "agreement-place-child" } else { "agreement-place-hint" };
        let place = seen.place.as_deref().unwrap_or_default();
        let place = line("waar", "agreement-place", place, PLACE_MAX);
        let mut more = vec![place.hinted(page.t(where_hint))];
        if it.is_loan {
            let due = it.due_on.map(|day| day.to_string()).unwrap_or_default();
            more.push(line("terug", "agreement-due-on", &due, MOMENT_TYPED).typed("date", "none"));
        }
        if it.quantity > 1 || !matches!(seen.subject, Subject::Help | Subject::Skill) {
            let known = it.quantity.to_string();
            let field = line("aantal", "agreement-quantity", &known, NUMBER_MAX);
            more.push(field.typed("number", "numeric"));
        }
        let expenses = it.terms.expenses.clone();
        let (amount, how) = expenses.map_or_else(Default::default, |it| (it.amount, it.how));
        let amount = line("kosten", "agreement-expenses", &amount, AMOUNT_MAX);
        let hint = page.t("agreement-expenses-hint");
        more.push(amount.typed("text", "decimal").hinted(hint));
        more.push(line("hoe", "agreement-expenses-how", &how, PLACE_MAX));
        let stands = it.wanted.or(it.moment);
        Self {
            label: page.t(key),
            is_next,
            is_open: is_typed,
            when: when(page, IDS_AGREED, (typed, is_typed, stands), slips),
            more,
            price: PriceFields::new(page, (seen, on), (typed, is_typed), slips),
        }
    }
}

impl ThanksForm {
    pub(super) fn new(page: &Page, name: &str, typed: &Typed, slips: &Slips) -> Self {
        let with = |key| page.with(key, &[("name", name.to_owned().into())]);
        let line =
            |id, label: String, longest| Field::line(id, label, typed.get(id), longest, slips);
        let kept = [
            ("ja", "agreement-thanks-kept-yes"),
            ("nee", "agreement-thanks-kept-no"),
            ("", "agreement-thanks-kept-skip"),
        ];
        let mut kept =
            Choices::of(page, ("kwam", "agreement-thanks"), &kept, typed.get("kwam"), slips);
        kept.label = with("agreement-thanks-kept");
        Self {
            lead: with("agreement-thanks-lead"),
            words: line("bedankje", page.t("agreement-thanks-words"), WORDS_MAX),
            kept,
            private: line("stil", page.t("agreement-thanks-private"), PRIVATE_MAX)
                .hinted(with("agreement-thanks-private-hint")),
        }
    }
}

impl AwayForms {
    pub(super) fn new(page: &Page, name: &str, typed: &Typed, slips: &Slips) -> Self {
        let choice = |it: &ReportReason| Choice {
            value: it.key().to_owned(),
            label: texts::posts::report_reason(page.language, *it),
            chosen: typed.get("reden") == it.key(),
        };
        let choices = ReportReason::ALL.iter().map(choice).collect();
        let groups = vec![Group { label: String::new(), choices }];
        let note = page.t("agreement-report-note");
        let with = |key| page.with(key, &[("name", name.to_owned().into())]);
        Self {
            is_open: typed.get("doe") == "meld",
            reason: Choices::grouped(page, ("reden", "agreement-report-reason"), groups, slips),
            note: Field::line("toelichting", note, typed.get("toelichting"), NOTE_MAX, slips),
            block: with("agreement-block"),
            block_button: with("agreement-block-button"),
        }
    }
}

/// What one of the two wrote to thank the other.
pub(crate) struct Written {
    pub words: Option<String>,
    pub reply: Option<String>,
    pub at: String,
}

impl Written {
    pub(super) fn of(page: &Page, it: &Thanks, now: DateTime<Utc>) -> Self {
        Self {
            words: it.words.clone(),
            reply: it.reply.clone(),
            at: clock::day(page.language, clock::today(it.at), clock::today(now)),
        }
    }
}
