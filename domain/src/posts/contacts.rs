//! Phone numbers, mail addresses, accounts and doors in words that many read: found, so that
//! their author can be asked, and masked once they say so.
//!
//! What looks like one and is not (a price, a time, a year, `12 m²`, the digits of a postcode) is
//! left alone; where it is in doubt the author is asked, and loses nothing by it.

use std::ops::Range;

/// What stands in the place of what is masked.
pub const MASK: &str = "•••";
/// The fewest digits of a phone number.
const PHONE_DIGITS_MIN: usize = 9;
/// The most digits of one, with its country.
const PHONE_DIGITS_MAX: usize = 15;
/// Words that end the name of a street, in Dutch.
const STREETS: &[&str] = &[
    "straat",
    "laan",
    "weg",
    "plein",
    "kade",
    "gracht",
    "steeg",
    "dijk",
    "singel",
    "hof",
    "pad",
    "plantsoen",
    "park",
    "dreef",
    "wal",
    "dwarsstraat",
    "markt",
    "street",
    "road",
    "avenue",
];

/// Those of them that are names of streets in lower case too, with something before them.
const PLAIN_STREETS: &[&str] =
    &["straat", "laan", "plein", "kade", "gracht", "steeg", "singel", "plantsoen"];
/// What stands behind four digits and is no end of a postcode.
const UNITS: &[&str] = &[
    "kg", "mg", "gr", "mm", "cm", "km", "ml", "cl", "dl", "gb", "mb", "kb", "tb", "kw", "mw", "hz",
    "ah", "wh", "va", "db", "st", "th", "nd", "rd", "er", "en", "ct",
];

/// Where contact details stand in a text, in bytes, in order and apart from each other.
#[must_use]
pub fn found(text: &str) -> Vec<Range<usize>> {
    let mut all = ways(text);
    all.extend(doors(text));
    all.extend(postcodes(text));
    apart(all)
}

/// The same where a door may be told, as of an event: phones, mails and accounts alone.
#[must_use]
pub fn found_at_venue(text: &str) -> Vec<Range<usize>> {
    apart(ways(text))
}

/// What leads to somebody, and is no door.
fn ways(text: &str) -> Vec<Range<usize>> {
    let mut all = phones(text);
    let pages = words_of(text).filter(|(_, word)| is_mail_or_page(word));
    all.extend(pages.map(|(at, word)| at..at + word.len()));
    all.extend(accounts(text));
    all
}

/// The ranges in order, those that touch as one.
fn apart(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_unstable_by_key(|it| (it.start, it.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for it in all {
        match apart.last_mut() {
            Some(last) if it.start <= last.end => last.end = last.end.max(it.end),
            _ => apart.push(it),
        }
    }
    apart
}

/// The text without them.
#[must_use]
pub fn masked(text: &str) -> String {
    without(text, found(text))
}

/// The same where a door may be told.
#[must_use]
pub fn masked_at_venue(text: &str) -> String {
    without(text, found_at_venue(text))
}

fn without(text: &str, found: Vec<Range<usize>>) -> String {
    let mut rest = 0;
    let mut masked = String::with_capacity(text.len());
    for it in found {
        masked.push_str(&text[rest..it.start]);
        masked.push_str(MASK);
        rest = it.end;
    }
    masked.push_str(&text[rest..]);
    masked
}

/// The words between spaces, without what closes a sentence, and where each begins.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = word.trim_start_matches(['(', '"', '\'', '<', '[', ',']);
        let at = at + word.len() - trimmed.len();
        (at, trimmed.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '>', ']']))
    })
}

/// Digits with what people put between them, that begin as phone numbers here do.
fn phones(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let is_begin = bytes[at] == b'+' || bytes[at] == b'0';
        let is_inside = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'.');
        if !is_begin || is_inside {
            at += 1;
            continue;
        }
        let (end, digits) = run_of_digits(bytes, at);
        if (PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&digits) {
            all.push(at..end);
        }
        at = end.max(at + 1);
    }
    all
}

/// Where a run of digits ends, parted by one or two of what stands between them, and how many
/// they are.
fn run_of_digits(bytes: &[u8], from: usize) -> (usize, usize) {
    let (mut end, mut digits, mut gap) = (from, 0, 0);
    let mut at = if bytes[from] == b'+' { from + 1 } else { from };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => (digits, gap, end) = (digits + 1, 0, at + 1),
            b' ' | b'-' | b'(' | b')' | b'.' | b'/' if gap < 3 && digits > 0 => gap += 1,
            b'(' if digits == 0 => {}
            _ => break,
        }
        at += 1;
    }
    (end.max(from + 1), digits)
}

fn is_mail_or_page(word: &str) -> bool {
    let lower = word.to_lowercase();
    if let Some((name, host)) = lower.split_once('@') {
        // `@naam` is a handle elsewhere, which leads to somebody as well.
        let is_handle = name.is_empty() && host.chars().count() >= 3;
        return is_handle || (!name.is_empty() && host.contains('.') && !host.starts_with('.'));
    }
    ["wa.me/", "t.me/", "facebook.com/", "instagram.com/", "linkedin.com/in/"]
        .iter()
        .any(|it| lower.contains(it))
}

/// Bank accounts as IBAN writes them: two letters, two digits, then letters and digits.
fn accounts(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(usize, &str)> = words_of(text).collect();
    let mut all = Vec::new();
    for (nth, (at, first)) in words.iter().enumerate() {
        let head = first.as_bytes();
        let is_head = head.len() >= 4
            && head[..2].iter().all(u8::is_ascii_uppercase)
            && head[2..4].iter().all(u8::is_ascii_digit);
        if !is_head {
            continue;
        }
        let (mut letters, mut end) = (0, *at);
        for (at, word) in &words[nth..] {
            if letters >= 34
                || !word.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase())
            {
                break;
            }
            letters += word.len();
            end = at + word.len();
        }
        if (15..=34).contains(&letters) {
            all.push(*at..end);
        }
    }
    all
}

/// The name of a street with a number behind it.
fn doors(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(usize, &str)> = words_of(text).collect();
    let pairs = words.windows(2).filter_map(|pair| {
        let [(at, street), (number_at, number)] = pair else { return None };
        let lower = street.to_lowercase();
        let has_capital = street.chars().next().is_some_and(char::is_uppercase);
        // `van de weg 3 meter` has no capital, and no street is called that.
        let is_plain = |it: &&str| lower.len() > it.len() && lower.ends_with(*it);
        let is_street = match has_capital {
            true => STREETS.iter().any(|it| lower.ends_with(it)),
            false => PLAIN_STREETS.iter().any(is_plain),
        };
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &number[digits..];
        let is_number = (1..=4).contains(&digits)
            && (rest.is_empty()
                || rest.starts_with('-')
                || (rest.len() <= 3 && rest.bytes().all(|it| it.is_ascii_alphabetic())));
        // A comma between them parts them: `Javastraat, 3 porties`.
        let is_next = text[*at + street.len()..*number_at].trim().is_empty();
        (is_street && is_number && is_next).then(|| *at..number_at + number.len())
    });
    pairs.collect()
}

/// Four digits and two capitals, or joined to them two letters that are no unit; the digits alone name a neighbourhood, and may stand.
fn postcodes(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(usize, &str)> = words_of(text).collect();
    let is_digits =
        |it: &str| it.len() == 4 && it.bytes().all(|b| b.is_ascii_digit()) && !it.starts_with('0');
    let is_letters = |it: &str| it.len() == 2 && it.bytes().all(|b| b.is_ascii_uppercase());
    let is_joined = |it: &str| {
        let is_small = it.bytes().all(|b| b.is_ascii_lowercase());
        is_letters(it) || (is_small && !UNITS.contains(&it))
    };
    let joined = words.iter().filter(|(_, it)| {
        it.len() == 6 && it.is_ascii() && is_digits(&it[..4]) && is_joined(&it[4..])
    });
    let parted = words.windows(2).filter_map(|pair| {
        let [(at, digits), (letters_at, letters)] = pair else { return None };
        (is_digits(digits) && is_letters(letters)).then(|| *at..letters_at + letters.len())
    });
    joined.map(|(at, it)| *at..at + it.len()).chain(parted).collect()
}

#[cfg(test)]
#[path = "contacts_tests.rs"]
mod tests;
