//! Words that have somebody look at a post before others see it. They forbid nothing: whoever
//! looks knows the neighbourhood, and most of what waits is let through.

use crate::text::fold;

/// Folded words and phrases, of all languages at once: who writes Dutch borrows English.
const LISTED: &[&str] = &[
    // What may hurt somebody, or is sold unlawfully.
    "cocaine",
    "coke",
    "xtc",
    "mdma",
    "speed",
    "ketamine",
    "ghb",
    "heroine",
    "heroin",
    "wiet",
    "weed",
    "hasj",
    "hash",
    "drugs",
    "lachgas",
    "nitrous oxide",
    "fentanyl",
    "pistool",
    "pistol",
    "vuurwapen",
    "wapen",
    "wapens",
    "firearm",
    "gun",
    "munitie",
    "ammunition",
    "taser",
    "pepperspray",
    "vuurwerk",
    "fireworks",
    "cobra vuurwerk",
    // Medicine that only a doctor gives.
    "oxycodon",
    "oxycodone",
    "tramadol",
    "diazepam",
    "valium",
    "ritalin",
    "methylfenidaat",
    "viagra",
    "ozempic",
    "antibiotica",
    "antibiotics",
    "slaappillen",
    "sleeping pills",
    "medicijnen te koop",
    "abortuspil",
    // Sex, and what leads to it.
    "erotische massage",
    "erotic massage",
    "seks",
    "sex",
    "escort",
    "happy end",
    "naaktfoto",
    "sugardaddy",
    "sugar daddy",
    // Money that is never seen again.
    "bitcoin",
    "crypto",
    "cryptomunten",
    "forex",
    "snel rijk",
    "passief inkomen",
    "passive income",
    "lening zonder bkr",
    "geldezel",
    "money mule",
    "bankpas",
    "pincode",
    "western union",
    "paysafecard",
    "cadeaukaartcode",
    "gokken",
    "casino",
    // Papers.
    "rijbewijs te koop",
    "paspoort te koop",
    "vals paspoort",
    "fake passport",
    "bsn kopie",
    // Threats.
    "ik maak je dood",
    "ik weet waar je woont",
    "kill you",
    "doodmaken",
    // Animals and people are not for sale.
    "pups te koop",
    "puppies for sale",
    "kittens te koop",
    "huwelijk te koop",
];

/// Whether a text has one of the listed words, whole.
#[must_use]
pub fn names(text: &str) -> bool {
    let words = fold(text).replace(|it: char| !it.is_alphanumeric(), " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let padded = format!(" {} ", words.join(" "));
    LISTED.iter().any(|it| padded.contains(&format!(" {it} ")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_words_only_and_however_they_are_written() {
        for text in ["Te koop: XTC", "Lekkere wíet!", "lening  zonder-BKR", "A gun."] {
            assert!(names(text), "{text}");
        }
        for text in ["Gunst van de buren", "begunstigd", "Speedboot te leen", "Wietske helpt"] {
            assert!(!names(text), "{text}");
        }
    }

    #[test]
    fn the_list_is_folded_and_says_nothing_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for word in LISTED {
            assert_eq!(fold(word), *word);
            assert!(seen.insert(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_around_it(before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
            let text = format!("{before} vuurwapen, {after}");
            prop_assert!(names(&text));
        }

        #[test]
        fn anything_at_all_can_be_asked(text in any::<String>()) {
            let _ = names(&text);
        }
    }
}
