//! Slugs: a listing's name in the address bar, given once and kept for ever.
//!
//! A slug is plain ASCII, because it is read aloud, typed over and printed on a poster. What a
//! name has in other scripts is left out; a name with nothing else gets its kind instead.

use super::model::Facts;
use crate::text::fold;

/// The longest slug, in characters.
pub const SLUG_MAX: usize = 80;
/// How many hexadecimal digits tell namesakes apart when words do not.
const PIECE_DIGITS: usize = 8;

/// The slugs that a listing would take, the nicest first: the name, with its street, with its
/// place, with a short piece of a number that is its own, and with all of that number.
#[must_use]
pub fn candidates(facts: &Facts, own_number: u128) -> Vec<String> {
    let name = Some(words(&facts.name)).filter(|name| !name.is_empty());
    let number = format!("{own_number:032x}");
    let address = facts.address.as_ref();
    let street = address.and_then(|a| a.street.as_deref()).map(words);
    let city = address.and_then(|a| a.city.as_deref()).map(words);
    let base = name.clone().unwrap_or_else(|| words(facts.kind.key()));
    let mut candidates = Vec::with_capacity(5);
    if name.is_some() {
        candidates.push(cut(&base, SLUG_MAX).to_owned());
        let places = [street, city].into_iter().flatten().filter(|place| !place.is_empty());
        candidates.extend(places.map(|place| join(&base, &place)));
    }
    candidates.push(join(&base, &number[..PIECE_DIGITS]));
    candidates.push(join(&base, &number));
    candidates
}

/// Folded words of ASCII letters and digits, joined with hyphens.
fn words(text: &str) -> String {
    let ascii = fold(text).replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    ascii.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Both, the first cut so that the second is whole when there is room for both.
fn join(base: &str, suffix: &str) -> String {
    let suffix = cut(suffix, SLUG_MAX / 2);
    format!("{}-{suffix}", cut(base, SLUG_MAX - 1 - suffix.len()))
}

/// At most so many characters, and no hyphen at the end. Slugs are ASCII: bytes are characters.
fn cut(slug: &str, most: usize) -> &str {
    slug.get(..most).unwrap_or(slug).trim_end_matches('-')
}
