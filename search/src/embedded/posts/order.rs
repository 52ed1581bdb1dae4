//! The order of posts, and the page of them that was asked for.
//!
//! By words and by fair exposure a list goes on after a number of hits; by distance, age and time
//! it goes on after a key, so it reaches any depth. Of what lies in one cell the newest is first:
//! who looks cannot tell doors apart by the order.

use chrono::{DateTime, NaiveTime, Utc};
use koop_domain::id::{MemberId, PostId};
use koop_domain::page::{Cursor, OFFSET_MAX, PAGE_MAX};
use koop_domain::posts::ranking::{self, Candidate};
use koop_domain::posts::search::{PostQuery, PostSort};

use uuid::Uuid;

use super::super::matching::Found;
use super::super::order::centimetres;
use super::filter::Asker;
use super::shelf::Row;

/// Which order it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Best,
    Nearest,
    Newest,
    Soonest,
}

impl Order {
    fn of(query: &PostQuery) -> Self {
        match (query.sort, query.near) {
            (PostSort::Newest, _) => Self::Newest,
            (PostSort::Soonest, _) => Self::Soonest,
            (PostSort::Nearest, Some(_)) => Self::Nearest,
            (PostSort::Best | PostSort::Nearest, _) => Self::Best,
        }
    }
}

/// A post that answers.
pub(super) struct Answering<'a> {
    pub(super) row: &'a Row,
    pub(super) found: Option<Found>,
    /// How well it answers the words, of 1.
    pub(super) text: f64,
}

/// A page: its hits in order, each with the cursor behind it, and whether more follow.
pub(super) type Page<'a> = (Vec<(Answering<'a>, Cursor)>, bool);

/// Where a post stands; the smallest is the first.
type Key = (u8, u64, PostId);

/// The page that was asked for, of all that answer.
pub(super) fn page<'a>(asker: &Asker<'_>, all: Vec<Answering<'a>>) -> Page<'a> {
    let query = asker.query;
    let order = Order::of(query);
    let first = query.first.clamp(1, PAGE_MAX) as usize;
    let print = query.fingerprint();
    // After a cursor of another list, or of somebody else's, comes nothing.
    if query.after.is_some_and(|cursor| cursor.query() != print) {
        return (Vec::new(), false);
    }
    match (order, query.after) {
        (Order::Best, None) => best(asker, all, 0, first),
        (Order::Best, Some(Cursor::Offset { offset, .. })) if offset <= OFFSET_MAX => {
            best(asker, all, offset as usize, first)
        }
        (Order::Best, Some(_)) | (_, Some(Cursor::Offset { .. })) => (Vec::new(), false),
        (_, None) => keyed(asker, order, all, None, first),
        (_, Some(Cursor::Key { group, key, id, .. })) => {
            keyed(asker, order, all, Some((group, key, PostId(id))), first)
        }
    }
}

/// By words and fair exposure, as `koop_domain::posts::ranking` publishes it.
fn best<'a>(asker: &Asker<'_>, all: Vec<Answering<'a>>, skip: usize, first: usize) -> Page<'a> {
    // A visitor is not told whose a post is, and an order that hangs on it would tell which are of
    // one person: for them a cell has its turn, and not a member.
    let has_eyes = asker.query.eyes.member.is_some();
    let turn_of = |one: &Answering<'_>| match has_eyes {
        true => one.row.author,
        false => MemberId(Uuid::from_u128(one.row.spot.into())),
    };
    let candidate = |one: &Answering<'_>| Candidate {
        id: one.row.id,
        author: turn_of(one),
        distance_m: asker.distance_m(one.row),
        renewed_at: one.row.renewed_at,
        text: one.text,
    };
    let candidates: Vec<Candidate> = all.iter().map(candidate).collect();
    // One more than the page holds says whether there are more.
    let order = ranking::first(&candidates, asker.query.now, skip + first + 1);
    let more = order.len() > skip + first;
    let print = asker.query.fingerprint();
    let mut all: Vec<Option<Answering<'a>>> = all.into_iter().map(Some).collect();
    let hits = order.into_iter().enumerate().skip(skip).take(first);
    let hits = hits.filter_map(|(at, which)| {
        let offset = u32::try_from(at + 1).unwrap_or(u32::MAX);
        Some((all.get_mut(which)?.take()?, Cursor::Offset { offset, query: print }))
    });
    (hits.collect(), more)
}

/// By a key.
fn keyed<'a>(
    asker: &Asker<'_>,
    order: Order,
    all: Vec<Answering<'a>>,
    after: Option<Key>,
    first: usize,
) -> Page<'a> {
    let mut ahead: Vec<(Key, Answering<'a>)> = all
        .into_iter()
        .map(|one| (key(asker, order, one.row), one))
        .filter(|(key, _)| after.is_none_or(|after| *key > after))
        .collect();
    let more = ahead.len() > first;
    if more {
        ahead.select_nth_unstable_by_key(first, |(key, _)| *key);
        ahead.truncate(first);
    }
    ahead.sort_unstable_by_key(|(key, _)| *key);
    let print = asker.query.fingerprint();
    let hit = |((group, key, id), one): (Key, Answering<'a>)| {
        (one, Cursor::Key { group, key, id: id.0, query: print })
    };
    (ahead.into_iter().map(hit).collect(), more)
}

fn key(asker: &Asker<'_>, order: Order, row: &Row) -> Key {
    let newest = || u64::MAX - u64::try_from(told(asker, row).timestamp_micros()).unwrap_or(0);
    let (group, key) = match order {
        Order::Best | Order::Newest => (0, newest()),
        Order::Nearest => (0, nearest(asker.distance_m(row), told(asker, row))),
        Order::Soonest => match asker.next(row) {
            Some(next) => (0, u64::try_from(next.timestamp_millis()).unwrap_or(0)),
            None => (1, newest()),
        },
    };
    (group, key, row.id)
}

/// When a post was renewed, as an order may tell it: to a visitor only until which day, for what was
/// written in one second is of one person, and a cursor has the time in it.
fn told(asker: &Asker<'_>, row: &Row) -> DateTime<Utc> {
    if asker.query.eyes.member.is_some() {
        return row.renewed_at;
    }
    let next = row.renewed_at.date_naive().succ_opt().map(|day| day.and_time(NaiveTime::MIN));
    next.map_or(row.renewed_at, |it| it.and_utc())
}

/// The distance in centimetres, which takes 31 bits, and below it the newest second first.
fn nearest(distance_m: Option<f64>, renewed_at: DateTime<Utc>) -> u64 {
    let metres = distance_m.map_or(u64::from(u32::MAX), centimetres).min(u64::from(u32::MAX));
    let newest = u32::MAX - u32::try_from(renewed_at.timestamp().max(0)).unwrap_or(u32::MAX);
    metres << 32 | u64::from(newest)
}
