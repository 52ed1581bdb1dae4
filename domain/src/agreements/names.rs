//! What two neighbours are called to each other.

use crate::communities::model::first_name;
use crate::profiles::mandates::Named;

/// Somebody as an actor is told of them: in full where they know them, else a first name and an
/// initial, and nothing by which they are found elsewhere.
pub(crate) fn shown(it: &Named, is_known: bool) -> Named {
    if is_known {
        return it.clone();
    }
    Named { name: initialled(&it.name), handle: String::new(), ..it.clone() }
}

/// A first name, and the initial of the last.
pub(crate) fn initialled(name: &str) -> String {
    let first = first_name(name);
    let last = name.split_whitespace().skip(1).last().and_then(|it| it.chars().next());
    match last {
        Some(initial) => format!("{first} {}.", initial.to_uppercase()),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_known_is_a_first_name_and_an_initial() {
        for (name, short) in [
            ("Hanneke de Wit", "Hanneke W."),
            ("Piet", "Piet"),
            (" Fatma  Yılmaz ", "Fatma Y."),
            ("", ""),
        ] {
            assert_eq!(initialled(name), short);
        }
    }
}
