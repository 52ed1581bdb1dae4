//! Notes on the door: which of several holds on a day, and what is taken away from others so that
//! a new one does.
//!
//! A shorter note goes before a longer one, so "closed on Tuesday" stands inside "summer hours".
//! For the same reason a note about some weeks is not enough to close them: a shorter one among
//! them would keep the door open. Whoever says that they are away has said it of every day, and
//! whoever opens after all has said it of today: what stands against that loses those days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use crate::listings::model::{HoursException, Service};

/// A stretch of days, both ends included.
type Days = (NaiveDate, NaiveDate);

/// Whether a note is about what begins on a date.
pub(super) fn holds(note: &HoursException, date: NaiveDate) -> bool {
    is_in(date, (note.from, note.to))
}

/// In which turn a note speaks about a service, the least first: one of the service itself goes
/// before one of the service whose hours it borrows, and that before one of all; then the shorter
/// before the longer.
pub(super) fn turn(note: &HoursException, service: Service) -> (u8, TimeDelta) {
    let concern = match note.service {
        Some(named) if named == service => 0,
        Some(_) => 1,
        None => 2,
    };
    (concern, length(note))
}

/// The notes with a new one: closed from a day until the day on which it is open again.
///
/// Notes that would open it lose those days. One that closes it on the first of them, or still on
/// the day that it is to be open again, is what this takes the place of, and hands on its words.
pub(crate) fn closed_until(
    notes: &[HoursException],
    first: NaiveDate,
    open_on: NaiveDate,
) -> Vec<HoursException> {
    let last = open_on.pred_opt().unwrap_or(first).max(first);
    let away = |it: &HoursException| {
        let meant = holds(it, first) || (touches(it, (first, last)) && holds(it, open_on));
        it.spans.is_none() && it.service.is_none() && meant
    };
    let words = notes.iter().filter(|it| away(it)).find_map(|it| it.note.clone());
    let closed = closed((first, last), words);
    // What contradicted one that goes is parted with it, and a part may be short.
    let parted: BTreeSet<TimeDelta> = notes.iter().filter(|it| away(it)).map(length).collect();
    let opens = |it: &HoursException| {
        let contradicted = it.spans.is_some() && parted.contains(&length(it));
        opens_within(it, &closed) || (contradicted && touches(it, (first, last)))
    };
    let mut all = without(notes, |it| {
        if away(it) { Some((first, NaiveDate::MAX)) } else { opens(it).then_some((first, last)) }
    });
    all.push(closed);
    in_order(all)
}

/// The notes with one that closes a day, whatever else closes it or would open it.
pub(crate) fn closed_on(notes: &[HoursException], day: NaiveDate) -> Vec<HoursException> {
    let closed = closed((day, day), None);
    let mut all = without(notes, |it| opens_within(it, &closed).then_some((day, day)));
    let of_all = || all.iter().filter(|it| it.service.is_none() && holds(it, day));
    let least = of_all().map(length).min();
    let opens = |it: &HoursException| Some(length(it)) == least && it.spans.is_some();
    if least.is_none() || of_all().any(opens) {
        all.push(closed);
    }
    in_order(all)
}

/// The notes without those that close this day alone, or one service on it. What closes it for
/// longer stays, and gives way to a note of the day itself.
pub(crate) fn opened_on(notes: &[HoursException], day: NaiveDate) -> Vec<HoursException> {
    without(notes, |it| {
        let of_the_day = it.service.is_some() || (it.from, it.to) == (day, day);
        (it.spans.is_none() && holds(it, day) && of_the_day).then_some((day, day))
    })
}

/// The notes without some of their days; on every other day they say together what they said.
///
/// A note that loses days is shorter, and would go before others where it did not. So it stays for
/// the days only on which it spoke; and where two of a length contradict each other, both are cut
/// in the same places, so that neither wins.
fn without(
    notes: &[HoursException],
    lost: impl Fn(&HoursException) -> Option<Days>,
) -> Vec<HoursException> {
    let lost: Vec<Option<Days>> = notes.iter().map(lost).collect();
    let spoken = Spoken::of(notes, &lost);
    let mut cut: BTreeSet<usize> = (0..notes.len()).filter(|at| lost[*at].is_some()).collect();
    loop {
        let equals = cut.iter().flat_map(|at| spoken.by(*at)).flat_map(|(_, equals)| equals);
        let grown: BTreeSet<usize> = equals.chain(cut.iter().copied()).collect();
        if grown == cut {
            break;
        }
        cut = grown;
    }
    let whole = (0..notes.len()).filter(|at| !cut.contains(at)).map(|at| notes[at].clone());
    let pieces = cut.iter().flat_map(|at| {
        let of = |(from, to)| HoursException { from, to, ..notes[*at].clone() };
        spoken.stretches_of(*at).into_iter().map(of)
    });
    in_order(whole.chain(pieces).collect())
}

/// Which notes speak when: of each service the shortest, and all of those of one length.
struct Spoken<'a> {
    notes: &'a [HoursException],
    /// All days, parted wherever a note begins, ends, or loses days, with who speaks on them, in
    /// order.
    days: Vec<(Days, Vec<usize>)>,
}

impl<'a> Spoken<'a> {
    fn of(notes: &'a [HoursException], lost: &[Option<Days>]) -> Self {
        let all = notes.iter().map(|it| (it.from, it.to)).chain(lost.iter().flatten().copied());
        let begins: BTreeSet<NaiveDate> =
            all.flat_map(|(from, to)| [Some(from), to.succ_opt()]).flatten().collect();
        let ends = begins.iter().skip(1).map(|next| next.pred_opt().unwrap_or(*next));
        let days = begins.iter().copied().zip(ends.chain([NaiveDate::MAX]));
        let speaking = |day: NaiveDate| {
            let left = |at: &usize| lost[*at].is_none_or(|days| !is_in(day, days));
            let on = (0..notes.len()).filter(|at| holds(&notes[*at], day)).filter(left);
            let mut least: BTreeMap<Option<Service>, TimeDelta> = BTreeMap::new();
            for note in on.clone().map(|at| &notes[at]) {
                let shortest = least.entry(note.service).or_insert_with(|| length(note));
                *shortest = length(note).min(*shortest);
            }
            on.filter(|at| least[&notes[*at].service] == length(&notes[*at])).collect()
        };
        Self { notes, days: days.map(|days| (days, speaking(days.0))).collect() }
    }

    /// The days on which a note speaks, with itself and its equals of the same service.
    fn by(&self, at: usize) -> impl Iterator<Item = (Days, Vec<usize>)> {
        let is_same = move |it: &usize| self.notes[*it].service == self.notes[at].service;
        let on = self.days.iter().filter(move |(_, all)| all.binary_search(&at).is_ok());
        on.map(move |(days, all)| (*days, all.iter().copied().filter(is_same).collect()))
    }

    /// The same as few stretches, each with the same equals from its first day to its last.
    fn stretches_of(&self, at: usize) -> Vec<Days> {
        let mut joined: Vec<(Days, Vec<usize>)> = Vec::new();
        for ((from, to), equals) in self.by(at) {
            match joined.last_mut() {
                Some(((_, end), same)) if end.succ_opt() == Some(from) && *same == equals => {
                    *end = to;
                }
                _ => joined.push(((from, to), equals)),
            }
        }
        joined.into_iter().map(|(days, _)| days).collect()
    }
}

/// Whether a note opens some of the days that another is to close, and would go before it.
fn opens_within(note: &HoursException, closed: &HoursException) -> bool {
    let goes_before = note.service.is_some() || length(note) <= length(closed);
    note.spans.is_some() && touches(note, (closed.from, closed.to)) && goes_before
}

fn touches(note: &HoursException, (from, to): Days) -> bool {
    note.from <= to && from <= note.to
}

fn is_in(date: NaiveDate, (from, to): Days) -> bool {
    (from..=to).contains(&date)
}

fn length(note: &HoursException) -> TimeDelta {
    note.to.signed_duration_since(note.from)
}

fn closed((from, to): Days, note: Option<String>) -> HoursException {
    HoursException { from, to, service: None, spans: None, note }
}

fn in_order(mut notes: Vec<HoursException>) -> Vec<HoursException> {
    notes.sort_by_key(|it| (it.from, it.to));
    notes
}
