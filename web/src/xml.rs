//! XML by hand: little enough that a library would be longer.

use std::fmt::Write as _;

/// Text inside an element or an attribute. What XML 1.0 cannot hold at all is left out.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Written out, or a reader of attributes makes spaces of them.
            '\t' | '\n' | '\r' => {
                let _ = write!(safe, "&#{};", u32::from(c));
            }
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => safe.push(c),
        }
    }
    safe
}

/// An element with text in it.
pub(crate) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape;

    /// Reads it as an XML parser would.
    fn read(text: &str) -> String {
        text.replace("&#9;", "\t")
            .replace("&#10;", "\n")
            .replace("&#13;", "\r")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn words_come_back_and_open_nothing(text in any::<String>()) {
            let safe = escape(&text);
            prop_assert!(!safe.contains(['<', '>', '"']));
            let shows = |c: char| !c.is_ascii_control() || c == '\u{7f}';
            prop_assert!(safe.chars().all(shows));
            let can_stand = |c: &char| {
                !matches!(c, '\u{fffe}' | '\u{ffff}') && (*c >= ' ' || "\t\n\r".contains(*c))
            };
            prop_assert_eq!(read(&safe), text.chars().filter(can_stand).collect::<String>());
        }
    }
}
