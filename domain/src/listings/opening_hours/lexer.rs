//! Cuts opening hours into words, numbers, remarks and signs, whatever dashes, quotes and
//! spaces somebody's keyboard made of them.

/// The smallest things that hours are written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters.
    Word(String),
    /// Digits.
    Number(String),
    /// What stood between quotes or round brackets.
    Remark(String),
    /// What stood between square brackets, without spaces.
    Nth(String),
    /// A time by the sun with an offset, such as `(sunset-01:00)`.
    SunOffset(String),
    /// Anything else that is not a space.
    Sign(char),
}

/// Cuts a text into tokens; a bracket or quote that is not closed makes it unreadable.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.chars().map(plain).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let (token, next) = match c {
            ' ' => {
                at += 1;
                continue;
            }
            // Before a digit they stand inside a time; elsewhere they end an abbreviation or a
            // list of days, and say nothing.
            ':' | '.' if !chars.get(at + 1).is_some_and(char::is_ascii_digit) => {
                at += 1;
                continue;
            }
            '"' => {
                let (inner, next) = enclosed(&chars, at, '"')?;
                (Token::Remark(inner.trim().to_owned()), next)
            }
            '(' => {
                let (inner, next) = enclosed(&chars, at, ')')?;
                (bracketed(inner.trim()), next)
            }
            '[' => {
                let (inner, next) = enclosed(&chars, at, ']')?;
                (Token::Nth(inner.chars().filter(|c| *c != ' ').collect()), next)
            }
            c if c.is_ascii_digit() => {
                let (digits, next) = run(&chars, at, |c| c.is_ascii_digit());
                (Token::Number(digits), next)
            }
            't' if chars[at..].starts_with(&['t', '/', 'm']) => (Token::Word("t/m".into()), at + 3),
            c if c.is_alphabetic() => {
                let (letters, next) = run(&chars, at, char::is_alphabetic);
                (Token::Word(letters), next)
            }
            c => (Token::Sign(c), at + 1),
        };
        tokens.push(token);
        at = next;
    }
    Some(tokens)
}

/// The plain sign for a typographic one.
fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '“' | '”' | '„' | '«' | '»' => '"',
        '：' => ':',
        '；' => ';',
        '，' => ',',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// What stands between the sign at `at` and the next `close`, and where it goes on.
fn enclosed(chars: &[char], at: usize, close: char) -> Option<(String, usize)> {
    let inner = &chars[at + 1..];
    let length = inner.iter().position(|c| *c == close)?;
    Some((inner[..length].iter().collect(), at + length + 2))
}

/// The longest run from `at` of characters of one sort, and where it goes on.
fn run(chars: &[char], at: usize, of_sort: impl Fn(char) -> bool) -> (String, usize) {
    let length = chars[at..].iter().take_while(|c| of_sort(**c)).count();
    (chars[at..at + length].iter().collect(), at + length)
}

/// Round brackets hold a time by the sun in OSM's grammar, and a remark in people's.
fn bracketed(inner: &str) -> Token {
    let compact: String = inner.chars().filter(|c| *c != ' ').collect();
    let by_the_sun =
        ["dawn", "sunrise", "sunset", "dusk"].iter().any(|event| compact.starts_with(event));
    if by_the_sun { Token::SunOffset(compact) } else { Token::Remark(inner.to_owned()) }
}
