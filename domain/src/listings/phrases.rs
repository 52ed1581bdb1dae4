//! Words of a question that are no words to look for: who types "kapper nu open" does not mean
//! a hairdresser of that name.

use crate::text::fold;

/// What people type when they mean places that are open now, folded.
const OPEN_NOW: [&str; 4] = ["nu open", "open nu", "open now", "now open"];

/// The text without "nu open" at its beginning or end; none when it says no such thing there.
/// What is left may be empty.
#[must_use]
pub fn without_open_now(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut rest = &words[..];
    while let Some(less) = shorter(rest) {
        rest = less;
    }
    (rest.len() < words.len()).then(|| rest.join(" "))
}

fn shorter<'a, 'w>(words: &'a [&'w str]) -> Option<&'a [&'w str]> {
    let is_phrase = |words: &[&str]| OPEN_NOW.contains(&fold(&words.join(" ")).as_str());
    let (before, end) = words.split_at_checked(words.len().checked_sub(2)?)?;
    let (beginning, after) = words.split_at_checked(2)?;
    is_phrase(end).then_some(before).or_else(|| is_phrase(beginning).then_some(after))
}

#[cfg(test)]
mod tests {
    use super::without_open_now;

    #[test]
    fn open_now_is_a_filter_and_no_word() {
        let cases = [
            ("kapper nu open", Some("kapper")),
            ("Nu open: bakker", Some("bakker")),
            ("open nu", Some("")),
            ("bike shop  open now?", Some("bike shop")),
            ("nu open kapper open nu", Some("kapper")),
            ("open", None),
            ("", None),
            ("nu", None),
            ("wat is er nu open hier", None),
            ("openluchtmuseum nu", None),
            ("bakker openen nu", None),
        ];
        for (text, expected) in cases {
            assert_eq!(without_open_now(text).as_deref(), expected, "{text:?}");
        }
    }
}
