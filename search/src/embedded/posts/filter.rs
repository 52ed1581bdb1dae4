//! Asks every filter of a post, once, and first of all whether these eyes may see it. What fails
//! one facet's filter alone still counts for that facet.

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::posts::model::{Subject, Topic};
use koop_domain::posts::search::PostQuery;
use koop_domain::posts::times;

use super::shelf::{Row, Shelf, bit};

/// Written or renewed within so many days, a post is fresh.
pub(super) const FRESH: TimeDelta = TimeDelta::days(3);
/// Taking place within so many days, it takes place soon.
pub(super) const SOON: TimeDelta = TimeDelta::days(7);

/// A facet's own filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Direction,
    Subject,
    Topic,
    Term,
    Language,
    Area,
}

/// A question, made ready to be asked of many.
pub(super) struct Asker<'a> {
    pub(super) query: &'a PostQuery,
    /// How far each cell's middle is, by its number; empty where nobody asks from anywhere.
    distances_m: Vec<f64>,
    /// Whether each cell's middle lies where it should, by its number.
    lies: Vec<bool>,
    subjects: u64,
    topics: u64,
    terms: u8,
    /// Whether each list of languages has one that is asked for.
    languages: Vec<bool>,
    /// Whether each list of areas has the one that is asked for.
    areas: Vec<bool>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(query: &'a PostQuery, shelf: &Shelf) -> Self {
        let filter = &query.filter;
        let distances_m: Vec<f64> = match query.near {
            Some(near) => shelf.spots.iter().map(|spot| near.point.distance_m(spot)).collect(),
            None => Vec::new(),
        };
        let radius_m = query.near.and_then(|near| near.radius_m());
        let in_reach = |at: usize| {
            radius_m.is_none_or(|most| distances_m.get(at).is_some_and(|metres| *metres <= most))
        };
        let in_box = |spot| filter.bounds.is_none_or(|bounds| bounds.contains(spot));
        let spots = shelf.spots.iter().enumerate();
        let lies = spots.map(|(at, spot)| in_reach(at) && in_box(spot)).collect();
        let asked = |list: &[String]| list.iter().any(|tag| filter.languages.contains(tag));
        let languages = shelf.languages.iter().map(asked).collect();
        let areas = match filter.area {
            Some(area) => shelf.areas.iter().map(|list| list.contains(&area)).collect(),
            None => Vec::new(),
        };
        Self {
            query,
            lies,
            subjects: filter.subjects.iter().fold(0, |bits, it| bits | of_subject(*it)),
            topics: filter.topics.iter().fold(0, |bits, it| bits | of_topic(*it)),
            terms: filter.terms.iter().fold(0, |bits, it| bits | bit(*it)),
            languages,
            areas,
            distances_m,
        }
    }

    /// Nothing where it is no candidate; else the one facet's filter that it fails, if any.
    #[inline]
    pub(super) fn look(&self, row: &Row) -> Option<Option<Own>> {
        if !self.may_be_seen(row) || !self.query.eyes.want(row.id) || !self.has_common(row) {
            return None;
        }
        let filter = &self.query.filter;
        let has = |list: &[bool], number: u32| list.get(number as usize) == Some(&true);
        let fails = [
            (Own::Direction, filter.direction.is_some_and(|it| it != row.direction)),
            (Own::Subject, self.subjects != 0 && self.subjects & of_subject(row.subject) == 0),
            (Own::Topic, self.topics != 0 && self.topics & of_topic(row.topic) == 0),
            (Own::Term, self.terms != 0 && self.terms & row.terms == 0),
            (Own::Language, !filter.languages.is_empty() && !has(&self.languages, row.languages)),
            (Own::Area, filter.area.is_some() && !has(&self.areas, row.areas)),
        ];
        let mut failed = fails.into_iter().filter(|(_, fails)| *fails).map(|(own, _)| own);
        let first = failed.next();
        failed.next().is_none().then_some(first)
    }

    /// The rule of [`koop_domain::posts::seeing::Eyes`], over what an index knows: that a post is
    /// open it knows by having it.
    fn may_be_seen(&self, row: &Row) -> bool {
        let eyes = &self.query.eyes;
        let is_own = eyes.member == Some(row.author);
        let is_meant =
            || !eyes.blocked.contains(&row.author) && eyes.are_meant(row.audience, row.community);
        self.query.now < row.expires_at && (is_own || is_meant())
    }

    fn has_common(&self, row: &Row) -> bool {
        let filter = &self.query.filter;
        // The audiences stand in the order of who may see more.
        filter.audience.is_none_or(|least| row.audience >= least)
            && filter.community.is_none_or(|it| it == row.community)
            && filter.listing.is_none_or(|it| row.listing == Some(it))
            && self.lies.get(row.spot as usize) == Some(&true)
            && filter.between.is_none_or(|between| {
                row.event.as_deref().is_some_and(|event| times::is_within(event, between))
            })
    }

    /// How far a post's cell is, when asked from somewhere.
    pub(super) fn distance_m(&self, row: &Row) -> Option<f64> {
        self.distances_m.get(row.spot as usize).copied()
    }

    /// When it takes place next.
    pub(super) fn next(&self, row: &Row) -> Option<DateTime<Utc>> {
        let next = times::next(row.event.as_deref()?, self.query.now)?;
        Some(next.from)
    }
}

fn of_subject(subject: Subject) -> u64 {
    1 << subject as u8
}

fn of_topic(topic: Topic) -> u64 {
    1 << topic as u8
}
