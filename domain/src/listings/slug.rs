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

/// The slugs that a listing would take, the nicest first: the name, with its street, unless
/// that is somebody's home, with its place, with a short piece of a number that is its own, and with all of that number.
#[must_use]
pub fn candidates(facts: &Facts, own_number: u128) -> Vec<String> {
    let name = Some(words(&facts.name)).filter(|name| !name.is_empty());
    let number = format!("{own_number:032x}");
    let address = facts.shown_address().unwrap_or_default();
    let street = address.street.as_deref().map(words);
    let city = address.city.as_deref().map(words);
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
pub(crate) fn words(text: &str) -> String {
    let ascii = fold(text).replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    ascii.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Both, the first cut so that the second is whole when there is room for both.
pub(crate) fn join(base: &str, suffix: &str) -> String {
    let suffix = cut(suffix, SLUG_MAX / 2);
    format!("{}-{suffix}", cut(base, SLUG_MAX - 1 - suffix.len()))
}

/// At most so many characters, and no hyphen at the end. Slugs are ASCII: bytes are characters.
pub(crate) fn cut(slug: &str, most: usize) -> &str {
    slug.get(..most).unwrap_or(slug).trim_end_matches('-')
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::listings::model::{Address, Kind, Whereabouts};

    fn facts(name: &str, street: Option<&str>, city: Option<&str>) -> Facts {
        let address = Address {
            street: street.map(str::to_owned),
            city: city.map(str::to_owned),
            ..Address::default()
        };
        Facts {
            name: name.to_owned(),
            kind: Kind::Food,
            address: Some(address),
            ..Facts::default()
        }
    }

    proptest! {
        #[test]
        fn slugs_are_short_plain_and_never_empty(
            name in any::<String>(),
            street in any::<Option<String>>(),
            long in "[a-z ]{0,200}",
            number in any::<u128>(),
        ) {
            for name in [name, long] {
                for slug in candidates(&facts(&name, street.as_deref(), Some(&name)), number) {
                    prop_assert!((1..=SLUG_MAX).contains(&slug.len()), "{slug}");
                    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                    prop_assert!(slug.chars().all(plain), "{slug}");
                    prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'), "{slug}");
                    prop_assert!(!slug.contains("--"), "{slug}");
                }
            }
        }

        #[test]
        fn the_last_candidate_is_nobody_elses(name in any::<String>(), one: u128, other: u128) {
            prop_assume!(one != other);
            let last = |number| candidates(&facts(&name, None, None), number).pop();
            prop_assert_ne!(last(one), last(other));
        }
    }

    #[test]
    fn the_nicest_comes_first() {
        let noor = facts("Bakkerij Noor", Some("Javastraat"), Some("Amsterdam"));
        let slugs = candidates(&noor, 0xabcd_ef01 << 96);
        assert_eq!(
            slugs[..3],
            ["bakkerij-noor", "bakkerij-noor-javastraat", "bakkerij-noor-amsterdam"]
        );
        assert_eq!(slugs[3], "bakkerij-noor-abcdef01");
        let all: HashSet<&String> = slugs.iter().collect();
        assert_eq!(all.len(), slugs.len());
    }

    #[test]
    fn a_home_is_not_named_by_its_street() {
        let home = Facts {
            whereabouts: Whereabouts::AtHome,
            ..facts("Naaiatelier", Some("Balistraat"), Some("Amsterdam"))
        };
        let slugs = candidates(&home, 0);
        assert_eq!(slugs[..2], ["naaiatelier", "naaiatelier-amsterdam"]);
        assert!(slugs.iter().all(|slug| !slug.contains("balistraat")), "{slugs:?}");
    }

    #[test]
    fn other_scripts_give_way_to_the_kind() {
        let slugs = candidates(&facts("北京饭店", Some("Zeedijk"), None), 0);
        assert_eq!(slugs[0], "food-00000000");
        let mixed = candidates(&facts("Nam Kee 南记", None, None), 0);
        assert_eq!(mixed[0], "nam-kee");
    }
}
