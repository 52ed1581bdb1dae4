//! The agenda, a day after another.

use chrono::{DateTime, NaiveDate, Utc};
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::posts::model::Post;
use koop_domain::posts::times::{self, Occurrence};

use super::cards::PostCard;
use super::state::start_of;
use crate::texts::{clock, posts as words};

/// How often one event stands in a stretch of days at most.
const TIMES_MAX: usize = 32;

/// A day on which something takes place.
pub(crate) struct Day {
    /// `zaterdag 28 november`
    pub label: String,
    pub cards: Vec<PostCard>,
}

/// Every time that something takes place in a stretch of days and is not over yet, by day.
pub(super) fn by_day<'a>(
    language: Language,
    (first, end): (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
    found: impl Iterator<Item = (&'a Post, PostCard)>,
) -> Vec<Day> {
    let from = now.max(start_of(first));
    let end = start_of(end);
    let mut all: Vec<(Occurrence, PostCard)> = Vec::new();
    for (post, card) in found {
        let Some(event) = &post.content.event else { continue };
        let until = end.min(post.expires_at);
        let within = times::occurrences(event, from).take_while(|it| it.from < until);
        for time in within.take(TIMES_MAX) {
            let (from, to) = (time.from.with_timezone(&ZONE), time.until.with_timezone(&ZONE));
            let mut said = clock::stretch(language, from.time(), to.time());
            if let Some(recurs) = event.recurs {
                said = format!("{said} ({})", words::recurrence(language, recurs));
            }
            all.push((time, PostCard { when: Some(said), ..card.clone() }));
        }
    }
    all.sort_by_key(|(time, _)| (time.from, time.until));
    let today = clock::today(now);
    let mut days: Vec<(NaiveDate, Day)> = Vec::new();
    for (time, card) in all {
        // What began on another day and goes on stands under the first day that is shown.
        let date = clock::today(time.from.max(from));
        match days.last_mut().filter(|(last, _)| *last == date) {
            Some((_, day)) => day.cards.push(card),
            None => {
                let label = clock::day(language, date, today);
                days.push((date, Day { label, cards: vec![card] }));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}
