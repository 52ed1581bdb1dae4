//! Notes on the door. What a keeper wrote is shown as it was written; what they chose from our
//! own words is shown in the words of who reads it.

use koop_domain::language::Language;

use super::text;

/// The notes that a keeper can choose.
pub(crate) const CHOSEN: [&str; 3] = ["days-summer", "days-ramadan", "days-evening"];

/// A note in the reader's language, where it is one of our own; else as it stands.
#[must_use]
pub fn note(language: Language, note: &str) -> String {
    let is_ours = |key: &&str| Language::ALL.into_iter().any(|it| text(it, key) == note);
    let ours = CHOSEN.into_iter().find(is_ours);
    ours.map_or_else(|| note.to_owned(), |key| text(language, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_notes_are_read_in_any_language() {
        assert_eq!(note(Language::En, "Koopavond"), "Shopping evening");
        assert_eq!(note(Language::Nl, "Shopping evening"), "Koopavond");
        assert_eq!(note(Language::En, "Even naar oma"), "Even naar oma");
    }
}
