//! How many slips a word may have, and how many two words are apart.

pub(super) use crate::declaration::{ONE_SLIP_LETTERS, TWO_SLIPS_LETTERS};

/// The fewest letters of an unfinished word with a slip.
pub(super) const BEGIN_SLIP_LETTERS: usize = 5;

/// The most slips that are read over in a word: letters added, lost, changed or swapped.
/// Numbers are never mistyped ones: 1093 is not 1094.
pub(super) fn allowed(word: &str) -> u8 {
    let letters = word.chars().count();
    match () {
        () if word.chars().any(|c| c.is_ascii_digit()) => 0,
        () if letters >= TWO_SLIPS_LETTERS => 2,
        () if letters >= ONE_SLIP_LETTERS => 1,
        () => 0,
    }
}

/// The slips between two words (optimal string alignment), or none when there are more than
/// `most`.
pub(super) fn between(a: &str, b: &str, most: u8) -> Option<u8> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let most = usize::from(most);
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|slips| *slips > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    u8::try_from(above[b.len()]).ok().filter(|slips| usize::from(*slips) <= most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_are_counted() {
        assert_eq!(between("fietsnmaker", "fietsenmaker", 2), Some(1));
        assert_eq!(between("fietsenmkaer", "fietsenmaker", 2), Some(1));
        assert_eq!(between("bakker", "bakker", 0), Some(0));
        assert_eq!(between("tram", "brood", 2), None);
    }

    #[test]
    fn short_words_and_numbers_are_taken_as_written() {
        assert_eq!(allowed("ali"), 0);
        assert_eq!(allowed("noor"), 1);
        assert_eq!(allowed("schoenmaker"), 2);
        assert_eq!(allowed("1093"), 0);
    }

    proptest! {
        #[test]
        fn distance_is_the_same_both_ways(a in "[a-e]{0,7}", b in "[a-e]{0,7}") {
            prop_assert_eq!(between(&a, &b, 9), between(&b, &a, 9));
            prop_assert_eq!(between(&a, &b, 9) == Some(0), a == b);
        }

        #[test]
        fn a_limit_only_hides(a in "[a-e]{0,7}", b in "[a-e]{0,7}", most in 0_u8..4) {
            prop_assert_eq!(between(&a, &b, most), between(&a, &b, 9).filter(|d| *d <= most));
        }
    }
}
