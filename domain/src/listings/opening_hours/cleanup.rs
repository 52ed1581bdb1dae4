//! Makes of what people write the `opening_hours` text that they mean; the raw text is kept.
//!
//! Everything goes through here, correct text too, because two traps are correct OSM text that
//! the parser reads otherwise than people mean it: `We, Sa 08:00-13:00` (open all Wednesday)
//! and a remark without a state (`"op afspraak"`, open day and night).

use super::lexer::tokens;
use super::pieces::pieces;
use super::printer::print;
use super::words::{Meaning, is_appointment, meaning};

/// Longer texts are not read. OSM allows 255 characters.
pub(super) const MAX_TEXT_CHARS: usize = 1_024;

/// The text to parse, or `None` where nothing sensible can be made of it.
pub(super) fn clean(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() || raw.chars().count() > MAX_TEXT_CHARS {
        return None;
    }
    rules(raw).or_else(|| remark(raw)).or_else(|| rules_and_remark(raw))
}

fn rules(text: &str) -> Option<String> {
    print(&pieces(&tokens(text)?)?).filter(|printed| !printed.is_empty())
}

/// "Op afspraak" without quotes. Where digits stand there may be times, and nobody guesses.
fn remark(text: &str) -> Option<String> {
    let plain = text.replace('"', "'");
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let is_remark = is_appointment(plain) && !plain.contains(|c: char| c.is_ascii_digit());
    is_remark.then(|| format!("unknown \"{plain}\""))
}

/// "8 tot 12 uur, of op afspraak": rules, then such a remark for all other times.
fn rules_and_remark(text: &str) -> Option<String> {
    text.match_indices(' ').find_map(|(at, _)| {
        let remark = remark(without_noise(&text[at..]))?;
        Some(format!("{} || {remark}", rules(&text[..at])?))
    })
}

/// Without words at the beginning that belong to the times before: "uur, of op afspraak".
fn without_noise(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    match text.find(|c: char| !c.is_alphabetic()) {
        Some(end) if meaning(&text[..end]) == Some(Meaning::Noise) => without_noise(&text[end..]),
        _ => text,
    }
}
