//! One pass over the bytes of a query, before the parser sees it.

use super::{BRACKETS_MAX, QUERY_MAX_BYTES, Refusal, TOKENS_MAX};

/// Counts bytes, tokens and nested brackets outside strings and comments.
///
/// It reads strings and comments exactly as the parser does. Where it cannot, at a string that
/// does not end, it refuses: what the two read differently could hide brackets from this pass.
pub(super) fn scan(query: &str) -> Result<(), Refusal> {
    if query.len() > QUERY_MAX_BYTES {
        return Err(Refusal::Bytes);
    }
    let bytes = query.as_bytes();
    let (mut at, mut tokens, mut depth) = (0, 0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b',' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += bytes[at..].iter().take_while(|b| !is_line_end(**b)).count();
                continue;
            }
            b'{' | b'[' | b'(' => depth += 1,
            // A bracket that closes nothing is the parser's to refuse, where it stands.
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > BRACKETS_MAX {
            return Err(Refusal::Brackets);
        }
        tokens += 1;
        if tokens > TOKENS_MAX {
            return Err(Refusal::Tokens);
        }
        at += token_length(&bytes[at..])?;
    }
    Ok(())
}

/// The length of the token that begins here, at least one.
fn token_length(rest: &[u8]) -> Result<usize, Refusal> {
    let run = |is_part: fn(u8) -> bool| rest.iter().take_while(|b| is_part(**b)).count();
    match rest {
        [b'"', b'"', b'"', ..] => block_string_length(rest).ok_or(Refusal::OpenString),
        [b'"', ..] => string_length(rest).ok_or(Refusal::OpenString),
        [b'.', ..] => Ok(run(|b| b == b'.').min(3)),
        [b, ..] if is_word(*b) || *b == b'-' => {
            Ok(run(|b| is_word(b) || matches!(b, b'-' | b'+' | b'.')))
        }
        _ => Ok(1),
    }
}

/// `"…"` on one line; a backslash takes the next sign with it.
fn string_length(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match rest.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            byte if is_line_end(*byte) => return None,
            _ => at += 1,
        }
    }
}

/// `"""…"""`, in which `\"""` does not end it.
fn block_string_length(rest: &[u8]) -> Option<usize> {
    let mut at = 3;
    loop {
        match rest.get(at..)? {
            [b'\\', b'"', b'"', b'"', ..] => at += 4,
            [b'"', b'"', b'"', ..] => return Some(at + 3),
            [] => return None,
            _ => at += 1,
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let hidden = "[".repeat(BRACKETS_MAX + 1);
        assert_eq!(scan(&format!("{{ a(b: \"{hidden}\") }} # {hidden}")), Ok(()));
        assert_eq!(scan(&format!("{{ a(b: \"\"\"\n{hidden} \\\"\"\" {hidden}\"\"\") }}")), Ok(()));
        assert_eq!(scan(&format!("{{ a(b: \"\\\"{hidden}\") }}")), Ok(()));
        assert_eq!(scan(&format!("# comment\n{hidden}")), Err(Refusal::Brackets));
        assert_eq!(scan(&format!("\"\" {hidden}")), Err(Refusal::Brackets));
    }

    #[test]
    fn what_the_parser_might_read_differently_is_refused() {
        // The parser would take the first two quotes for an empty string and go on to the lists.
        assert_eq!(scan("{ a(b: [\"\"\"c\"[[[[ ]) }"), Err(Refusal::OpenString));
        assert_eq!(scan("{ a(b: \"c\nd\") }"), Err(Refusal::OpenString));
        assert_eq!(scan("\"\\"), Err(Refusal::OpenString));
    }

    #[test]
    fn tokens_are_counted_as_the_language_has_them() {
        let names = "a ".repeat(TOKENS_MAX);
        assert_eq!(scan(&names), Ok(()));
        assert_eq!(scan(&format!("{names}...")), Err(Refusal::Tokens));
        assert_eq!(scan(&"\"a b\" ".repeat(TOKENS_MAX)), Ok(()));
        assert_eq!(scan(&",".repeat(QUERY_MAX_BYTES)), Ok(()));
        assert_eq!(scan(&",".repeat(QUERY_MAX_BYTES + 1)), Err(Refusal::Bytes));
    }
}
