//! Which questions can be asked: limits are clamped where that is harmless, and refused by
//! name where it would answer something else than was asked.

use chrono::{DateTime, TimeDelta, Utc};

use super::error::{ListingError, Problem};
use super::search::{
    DeliverTo, Filter, ListingQuery, MINUTES_MAX, Near, Open, RADIUS_MAX_M, Reach,
    SUGGEST_LETTERS_MIN, SUGGEST_MAX, SuggestQuery, TEXT_MAX, When,
};
use super::{area_words, categories, phrases};
use crate::areas::atlas::Atlas;
use crate::geo::{Bounds, Point};
use crate::page::{Cursor, OFFSET_MAX, PAGE_MAX};

/// How far from now "open then" can be asked, in days: nobody's hours are known further.
pub const OPEN_WITHIN_DAYS: i64 = 366;
/// The longest span that can be asked to be open all through, in days.
pub const OPEN_BETWEEN_MAX_DAYS: i64 = 7;
/// The most currencies in one question.
pub const CURRENCIES_MAX: usize = 20;
/// The most categories in one question.
pub const CATEGORIES_MAX: usize = 50;

/// A question that can be asked, or the field that cannot.
///
/// The map of areas completes what was asked: the postcode of a point and the point of a
/// postcode, the ways around the water, and the areas that the words name.
pub(super) fn tidy(mut query: ListingQuery, atlas: &Atlas) -> Result<ListingQuery, ListingError> {
    query.text = query.text.as_deref().and_then(cut);
    if let Some(rest) = query.text.as_deref().and_then(phrases::without_open_now) {
        query.text = cut(&rest);
        query.open = query.open.or(Some(Open { when: When::Now, service: None }));
    }
    query.area_words = query.text.as_deref().map_or_else(Vec::new, |t| area_words::named(t, atlas));
    query.first = query.first.clamp(1, PAGE_MAX);
    if let Some(near) = &query.near {
        check_near(near)?;
    }
    if let Some(open) = &query.open {
        check_when(open.when, query.now)?;
    }
    check_filter(&query.filter)?;
    if let Some(to) = query.filter.delivers_to.take() {
        query.filter.delivers_to = Some(completed(to, atlas));
    }
    query.ways = query.near.and_then(|near| atlas.ways_from(near.point));
    if let Some(after) = &query.after {
        check_cursor(after, query.fingerprint())?;
    }
    Ok(query)
}

/// The letters to complete, or `None` when there are too few.
pub(super) fn tidy_suggest(mut query: SuggestQuery) -> Option<SuggestQuery> {
    query.text = cut(&query.text)?;
    query.first = query.first.clamp(1, SUGGEST_MAX);
    let letters = query.text.chars().filter(|c| c.is_alphanumeric()).count();
    (letters >= SUGGEST_LETTERS_MIN).then_some(query)
}

/// The first [`TEXT_MAX`] characters without the space around them, if any.
pub(crate) fn cut(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(TEXT_MAX).collect();
    Some(text).filter(|text| !text.is_empty())
}

pub(crate) fn check_near(near: &Near) -> Result<(), ListingError> {
    on_earth("near", near.point)?;
    match near.reach {
        Some(Reach::Metres(metres)) => within("near.radiusM", (1..=RADIUS_MAX_M).contains(&metres)),
        Some(Reach::Minutes(minutes, _)) => {
            within("near.minutes", (1..=MINUTES_MAX).contains(&minutes))
        }
        None => Ok(()),
    }
}

fn check_when(when: When, now: DateTime<Utc>) -> Result<(), ListingError> {
    let close = |at: DateTime<Utc>| (at - now).abs() <= TimeDelta::days(OPEN_WITHIN_DAYS);
    match when {
        When::Now => Ok(()),
        When::At(at) => within("open.at", close(at)),
        When::Between(from, to) if from >= to => invalid("open.between", Problem::EndsBeforeStart),
        When::Between(from, to) => {
            let short = to - from <= TimeDelta::days(OPEN_BETWEEN_MAX_DAYS);
            within("open.between", short && close(from))
        }
    }
}

fn check_filter(filter: &Filter) -> Result<(), ListingError> {
    if filter.categories.len() > CATEGORIES_MAX {
        return invalid("filter.categories", Problem::TooLong);
    }
    if filter.categories.iter().any(|key| categories::tree().get(key).is_none()) {
        return invalid("filter.categories", Problem::Unknown);
    }
    if filter.currencies.len() > CURRENCIES_MAX {
        return invalid("filter.acceptsCurrency", Problem::TooLong);
    }
    if let Some(DeliverTo { point, postcode }) = &filter.delivers_to {
        const FIELD: &str = "filter.deliversTo";
        point.map_or(Ok(()), |point| on_earth(FIELD, point))?;
        let digits = |code: &String| code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
        if !postcode.as_ref().is_none_or(digits) || (point.is_none() && postcode.is_none()) {
            return invalid(FIELD, Problem::Unreadable);
        }
    }
    filter.bounds.map_or(Ok(()), |bounds| check_bounds(&bounds))
}

/// Both halves of where it must be brought, as far as they are known.
fn completed(to: DeliverTo, atlas: &Atlas) -> DeliverTo {
    let DeliverTo { point, postcode } = to;
    let known = postcode.as_deref().and_then(|code| atlas.postcode(code));
    let nearest = point.and_then(|point| atlas.postcode_at(point));
    DeliverTo {
        point: point.or(known.map(|known| known.point)),
        postcode: postcode.or(nearest.map(|nearest| nearest.code.clone())),
    }
}

pub(crate) fn check_bounds(bounds: &Bounds) -> Result<(), ListingError> {
    const FIELD: &str = "filter.bounds";
    on_earth(FIELD, Point { latitude: bounds.south, longitude: bounds.west })?;
    on_earth(FIELD, Point { latitude: bounds.north, longitude: bounds.east })?;
    within(FIELD, bounds.south <= bounds.north)
}

pub(crate) fn check_cursor(cursor: &Cursor, question: u64) -> Result<(), ListingError> {
    if cursor.query() != question {
        return invalid("after", Problem::BadCursor);
    }
    match cursor {
        Cursor::Offset { offset, .. } if *offset > OFFSET_MAX => invalid("after", Problem::TooDeep),
        _ => Ok(()),
    }
}

fn on_earth(field: &'static str, point: Point) -> Result<(), ListingError> {
    within(field, Point::new(point.latitude, point.longitude).is_ok())
}

fn within(field: &'static str, holds: bool) -> Result<(), ListingError> {
    if holds { Ok(()) } else { invalid(field, Problem::OutOfRange) }
}

fn invalid(field: &'static str, problem: Problem) -> Result<(), ListingError> {
    Err(ListingError::Invalid { field, problem })
}
