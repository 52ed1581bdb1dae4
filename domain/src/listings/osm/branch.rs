//! KvK's number of a branch, which OpenStreetMap has no settled key for.

use super::super::rules::BRANCH_NUMBER_DIGITS;
use super::{Tags, first};

/// The keys under which it is written, the one that is written back first.
pub const KEYS: [&str; 4] = [
    "ref:vestigingsnummer",
    "ref:NL:vestigingsnummer",
    "ref:kvk:vestigingsnummer",
    "ref:NL:kvk:vestigingsnummer",
];

/// The number, if it is one: twelve digits, which people group with spaces and dots. KvK's
/// eight-digit number of the whole business is another number, and many branches share it.
pub(super) fn read(tags: &Tags) -> Option<String> {
    let written = first(tags, &KEYS)?;
    let number: String =
        written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    let is_number = number.len() == BRANCH_NUMBER_DIGITS
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && number.bytes().any(|byte| byte != b'0');
    is_number.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(key: &str, value: &str) -> Option<String> {
        read(&[(key.to_owned(), value.to_owned())].into())
    }

    #[test]
    fn a_branch_number_has_twelve_digits_however_it_is_grouped() {
        for key in KEYS {
            assert_eq!(number(key, "000012345678").as_deref(), Some("000012345678"));
        }
        for grouped in [" 0000 1234 5678 ", "0000.1234.5678", "0000-12345678"] {
            assert_eq!(number(KEYS[0], grouped).as_deref(), Some("000012345678"), "{grouped}");
        }
        for wrong in
            ["", "12345678", "0000123456789", "00001234567a", "000000000000", "٠٠٠٠١٢٣٤٥٦٧٨"]
        {
            assert_eq!(number(KEYS[0], wrong), None, "{wrong}");
        }
        assert_eq!(number("ref:kvk", "000012345678"), None, "that is the business");
    }
}
