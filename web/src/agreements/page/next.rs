//! What happens next, in one sentence to the one who reads it, and how far it is.

use chrono::{DateTime, Utc};
use koop_domain::agreements::model::{Agreement, AgreementState, Seen};

use crate::agreements::moment_words;
use crate::page::Page;
use crate::texts::{self, Value, clock};

/// A step of the way.
pub(crate) struct Step {
    pub words: String,
    pub is_past: bool,
    pub is_now: bool,
}

/// The way of an agreement, as far as it is known: what was, what is, what comes.
pub(super) fn steps(page: &Page, it: &Agreement) -> Vec<Step> {
    use AgreementState as S;
    let middle = match (it.is_loan, it.state) {
        (true, S::Due) => S::Due,
        (true, _) => S::Out,
        (false, _) => S::UnderWay,
    };
    let way = match it.state {
        S::Proposed | S::Agreed | S::UnderWay | S::Out | S::Due | S::Done => {
            vec![S::Proposed, S::Agreed, middle, S::Done]
        }
        S::Declined | S::Withdrawn | S::Expired => vec![S::Proposed, it.state],
        S::Cancelled => vec![S::Proposed, S::Agreed, S::Cancelled],
        S::Disputed | S::Settled => vec![S::Proposed, S::Agreed, S::Disputed, S::Settled],
    };
    let now = way.iter().position(|state| *state == it.state).unwrap_or_default();
    let step = |(at, state): (usize, &S)| Step {
        words: texts::agreement_state(page.language, *state),
        is_past: at < now,
        is_now: at == now,
    };
    way.iter().enumerate().map(step).collect()
}

/// What happens next.
pub(super) fn next(page: &Page, seen: &Seen, now: DateTime<Utc>) -> String {
    use AgreementState as S;
    let it = &seen.agreement;
    let name = || -> (&'static str, Value) { ("name", seen.other.name.clone().into()) };
    let day = || it.due_on.map(|day| clock::near_day(page.language, day, clock::today(now)));
    match it.state {
        S::Proposed => proposed(page, seen, now),
        S::Agreed | S::UnderWay | S::Out | S::Due if is_done_by(seen, true) => {
            page.with("agreement-next-done-mine", &[name()])
        }
        S::Agreed | S::UnderWay | S::Out | S::Due if is_done_by(seen, false) => {
            page.with("agreement-next-done-theirs", &[name()])
        }
        S::Agreed => agreed(page, seen, now),
        S::UnderWay if it.moment.is_some_and(|(_, until)| until <= now) => {
            page.t("agreement-next-over")
        }
        S::UnderWay => page.t("agreement-next-under-way"),
        S::Out => match day() {
            Some(day) => page.with("agreement-next-out", &[("day", day.into())]),
            None => page.t("agreement-next-out-open"),
        },
        S::Due => page.with("agreement-next-due", &[("day", day().unwrap_or_default().into())]),
        S::Done => page.t("agreement-next-done"),
        S::Declined => page.t("agreement-next-declined"),
        S::Withdrawn => page.t("agreement-next-withdrawn"),
        S::Expired => page.t("agreement-next-expired"),
        S::Cancelled => page.t("agreement-next-cancelled"),
        S::Disputed => page.t("agreement-next-disputed"),
        S::Settled => page.t("agreement-next-settled"),
    }
}

/// Whether what waits for a yes was proposed by the other.
pub(super) fn is_theirs(seen: &Seen) -> bool {
    seen.agreement.proposed_by.is_some_and(|by| by == other_id(seen))
}

/// The one of the two who does not read this.
fn other_id(seen: &Seen) -> koop_domain::id::MemberId {
    if seen.is_owner { seen.agreement.replier } else { seen.agreement.owner }
}

fn is_done_by(seen: &Seen, me: bool) -> bool {
    let it = &seen.agreement;
    let at = if seen.is_owner == me { it.owner_done_at } else { it.replier_done_at };
    at.is_some()
}

fn proposed(page: &Page, seen: &Seen, now: DateTime<Utc>) -> String {
    let name: (&'static str, Value) = ("name", seen.other.name.clone().into());
    let Some(moment) = seen.agreement.moment else {
        let key = if seen.is_owner { "agreement-next-choose" } else { "agreement-next-wait" };
        return page.with(key, &[name]);
    };
    let key = if is_theirs(seen) { "agreement-next-theirs" } else { "agreement-next-mine" };
    let when = moment_words(page.language, moment, now);
    page.with(key, &[name, ("when", when.into())])
}

fn agreed(page: &Page, seen: &Seen, now: DateTime<Utc>) -> String {
    let it = &seen.agreement;
    let Some(moment) = it.moment else { return page.t("agreement-next-under-way") };
    let when = moment_words(page.language, moment, now);
    if let Some(wanted) = it.wanted {
        let key = match is_theirs(seen) {
            true => "agreement-next-wanted-theirs",
            false => "agreement-next-wanted-mine",
        };
        let wanted = moment_words(page.language, wanted, now);
        let name = seen.other.name.clone();
        let values = [("name", name.into()), ("when", wanted.into()), ("old", when.into())];
        return page.with(key, &values);
    }
    if moment.1 <= now && !it.is_loan {
        return page.t("agreement-next-over");
    }
    let key = if it.is_loan { "agreement-next-hand-over" } else { "agreement-next-meet" };
    page.with(key, &[("when", when.into())])
}
