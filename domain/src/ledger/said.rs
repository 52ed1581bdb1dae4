//! What was asked of the books as somebody typed it: enough to tell other content apart, and nothing
//! that anybody reads words out of once they are gone.

use crate::db::TriesKey;
use crate::members::attempts::keyed;

/// With how many digits a digest begins that say under which key it was made.
const KEY_DIGITS: usize = 8;
/// How long a digest is with them.
const LENGTH: usize = 64;

/// The digest of what is asked, under the secret of the house.
pub(super) fn digest(key: &TriesKey, what: &str, parts: &str) -> String {
    let mut said = keyed(key, "ledger-said-key", "");
    said.truncate(KEY_DIGITS);
    said.push_str(&keyed(key, "ledger-said", &format!("{what}\n{parts}")));
    said.truncate(LENGTH);
    said
}

/// Whether the same was asked; none where the two were made under different secrets, so that nobody
/// knows.
pub(super) fn is_same(was: &str, is: &str) -> Option<bool> {
    (was.get(..KEY_DIGITS) == is.get(..KEY_DIGITS)).then(|| was == is)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_asked_is_told_apart_under_one_secret_and_not_under_two(
            (one, other) in ("[a-c]{0,2}", "[a-c]{0,2}"), (key, another) in (0_u8..3, 0_u8..3),
        ) {
            let said = |key, parts| digest(&TriesKey([key; 64]), "pay", parts);
            let (was, is) = (said(key, &one), said(another, &other));
            prop_assert_eq!(was.len(), LENGTH);
            let expected = (key == another).then_some(one == other);
            prop_assert_eq!(is_same(&was, &is), expected);
        }
    }
}
