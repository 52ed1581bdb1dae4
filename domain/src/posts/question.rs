//! Which questions can be asked of the board: limits are clamped where that is harmless, and
//! refused by name where it would answer something else than was asked.

use super::content::LANGUAGES_MAX;
use super::error::{PostError, invalid};
use super::kinds::{Subject, TermKind, Topic};
use super::search::PostQuery;
use crate::error::Problem;
use crate::listings::question;
use crate::page::PAGE_MAX;

/// The longest stretch of time in which one looks for what takes place, in days.
const BETWEEN_MAX_DAYS: i64 = 366;

/// A question that can be asked, or the field that cannot.
pub(super) fn tidy(mut query: PostQuery) -> Result<PostQuery, PostError> {
    query.text = query.text.as_deref().and_then(question::cut);
    query.first = query.first.clamp(1, PAGE_MAX);
    if let Some(near) = &query.near {
        question::check_near(near)?;
    }
    let filter = &query.filter;
    for (field, count, most) in [
        ("filter.subjects", filter.subjects.len(), Subject::ALL.len()),
        ("filter.topics", filter.topics.len(), Topic::ALL.len()),
        ("filter.terms", filter.terms.len(), TermKind::ALL.len()),
        ("filter.languages", filter.languages.len(), LANGUAGES_MAX),
    ] {
        if count > most {
            return Err(invalid(field, Problem::TooLong));
        }
    }
    if let Some(bounds) = &filter.bounds {
        question::check_bounds(bounds)?;
    }
    if let Some((from, until)) = filter.between {
        if until <= from {
            return Err(invalid("filter.between", Problem::EndsBeforeStart));
        }
        if until - from > chrono::TimeDelta::days(BETWEEN_MAX_DAYS) {
            return Err(invalid("filter.between", Problem::OutOfRange));
        }
    }
    if let Some(after) = &query.after {
        question::check_cursor(after, query.fingerprint())?;
    }
    Ok(query)
}
