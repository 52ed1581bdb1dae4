//! What an address, a name and a code must be.

use proptest::prelude::*;

use super::*;

#[test]
fn an_address_is_mailed_as_typed_and_compared_in_small_letters() {
    let email = Email::read("  Hanneke.de.Wit+koop@Voorbeeld.NL ").unwrap();
    assert_eq!(email.as_typed(), "Hanneke.de.Wit+koop@Voorbeeld.NL");
    assert_eq!(email.key(), "hanneke.de.wit+koop@voorbeeld.nl");
    assert_eq!(email.masked(), "H…@Voorbeeld.NL");
    assert_eq!(format!("{email:?}"), "(address)");
}

#[test]
fn what_cannot_be_an_address_is_refused() {
    let none = [
        "hanneke",
        "@voorbeeld.nl",
        "hanneke@",
        "hanneke@voorbeeld",
        "han neke@voorbeeld.nl",
        "a@b@voorbeeld.nl",
        "hanneke@-voorbeeld.nl",
        "hanneke@voorbeeld..nl",
        ".h@voorbeeld.nl",
        "h..a@voorbeeld.nl",
        "hanneke@voorbeeld.nl\r\nBcc: all@voorbeeld.nl",
        "<h@voorbeeld.nl>",
    ];
    for typed in none {
        assert_eq!(Email::read(typed), Err(Problem::Unreadable), "{typed}");
    }
    assert_eq!(Email::read("  "), Err(Problem::Empty));
    let long = format!("{}@voorbeeld.nl", "h".repeat(EMAIL_MAX));
    assert_eq!(Email::read(&long), Err(Problem::TooLong));
}

#[test]
fn names_are_of_people_and_not_of_places_to_click() {
    assert_eq!(tidy_name("  Mevrouw   De Wit "), Ok("Mevrouw De Wit".to_owned()));
    assert_eq!(tidy_name(" \u{a0} "), Err(Problem::Empty));
    assert_eq!(tidy_name(&"n".repeat(NAME_MAX + 1)), Err(Problem::TooLong));
    for odd in ["https://evil.example", "mail@evil.example", "a\u{7}b"] {
        assert_eq!(tidy_name(odd), Err(Problem::Unreadable), "{odd}");
    }
}

#[test]
fn a_code_is_six_digits_however_it_is_typed() {
    for typed in ["123456", " 123 456", "123-456", "12 34 56 "] {
        assert_eq!(tidy_code(typed), Ok("123456".to_owned()));
    }
    for typed in ["12345", "1234567", "12345a", "１２３４５６"] {
        assert_eq!(tidy_code(typed), Err(Problem::Unreadable), "{typed}");
    }
}

proptest! {
    #[test]
    fn no_text_harms_reading(text in "\\PC{0,300}") {
        if let Ok(email) = Email::read(&text) {
            prop_assert!(!email.as_typed().contains(['\r', '\n', ' ']));
            prop_assert_eq!(Email::read(email.key()).map(|it| it.key), Ok(email.key));
        }
        if let Ok(name) = tidy_name(&text) {
            prop_assert_eq!(tidy_name(&name), Ok(name));
        }
        prop_assert!(tidy_device(&text).chars().count() <= DEVICE_MAX);
    }
}
