//! The moment of an agreement for somebody's calendar (RFC 5545). Where they meet is not in it: a
//! calendar is often shared, and lies with others.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use super::error::AgreementError;
use super::kinds::AgreementState;
use super::model::Agreement;
use super::reading::by_id;
use super::store;
use crate::Domain;
use crate::ctx::Ctx;
use crate::db::DbError;
use crate::id::AgreementId;

/// A line has so many bytes at most, its end apart (RFC 5545, 3.1).
const LINE_MAX: usize = 75;
/// How many moments go along with one mail at most.
const CALENDARS_MAX: usize = 5;

/// The moment of one of my agreements, once it is agreed; without where we meet.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn calendar(
    ctx: &Ctx,
    domain: &Domain,
    id: AgreementId,
) -> Result<Option<String>, AgreementError> {
    let seen = by_id(ctx, domain, id).await?;
    Ok(seen.and_then(|it| written(&it.agreement, &it.post_title)))
}

/// The moments of agreements that one of the two is mailed about, as they stand now.
pub(crate) async fn calendars(
    db: &impl ConnectionTrait,
    ids: BTreeSet<AgreementId>,
) -> Result<HashMap<AgreementId, String>, DbError> {
    let mut all = HashMap::new();
    for id in ids.into_iter().take(CALENDARS_MAX) {
        let kept = store::by_id(db, id).await?;
        let text = kept.and_then(|it| written(&it.agreement, &it.about.title));
        all.extend(text.map(|text| (id, text)));
    }
    Ok(all)
}

fn written(agreement: &Agreement, title: &str) -> Option<String> {
    let is_agreed = agreement.state.is_in_force() || agreement.state == AgreementState::Done;
    let is_off = agreement.state == AgreementState::Cancelled;
    let (from, until) = agreement.moment.filter(|_| is_agreed || is_off)?;
    let mut text = String::new();
    for line in [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Koop Lokaal//NL".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", agreement.id),
        format!("SEQUENCE:{}", agreement.revision),
        format!("DTSTAMP:{}", instant(agreement.changed_at)),
        format!("DTSTART:{}", instant(from)),
        format!("DTEND:{}", instant(until)),
        format!("SUMMARY:{}", escaped(title)),
        format!("STATUS:{}", if is_off { "CANCELLED" } else { "CONFIRMED" }),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ] {
        fold(&mut text, &line);
    }
    Some(text)
}

/// A time in UTC.
fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Words as a text value: what separates is marked, and nothing begins another line (3.3.11).
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => text.push(letter),
        }
    }
    text
}

/// A line, cut between letters into lines that are short enough; those that go on begin with a
/// space.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE_MAX {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Puts the lines together again that were cut.
    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    /// Reads a text value back.
    fn unescape(text: &str) -> String {
        let (mut words, mut marked) = (String::new(), false);
        for letter in text.chars() {
            match (marked, letter) {
                (false, '\\') => marked = true,
                (true, 'n') => (words, marked) = (words + "\n", false),
                (_, letter) => {
                    words.push(letter);
                    marked = false;
                }
            }
        }
        words
    }

    proptest! {
        #[test]
        fn a_title_comes_back_and_lines_are_short(title in "[^\\x00-\\x09\\x0b-\\x1f\\x7f-\\u{9f}]{0,200}") {
            let mut text = String::new();
            fold(&mut text, &format!("SUMMARY:{}", escaped(&title)));
            prop_assert!(text.ends_with("\r\n"));
            for line in text.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= LINE_MAX);
            }
            let line = unfold(&text);
            let line = line.trim_end_matches("\r\n");
            prop_assert!(!line.contains(['\r', '\n']), "one title is one line");
            let value = line.strip_prefix("SUMMARY:").unwrap_or_default();
            prop_assert_eq!(unescape(value), title);
        }
    }
}
