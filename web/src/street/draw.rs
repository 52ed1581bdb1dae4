//! The draughtsman's tools: chance that repeats itself, text that cannot break out, widths.

/// Chance from an id: the same id draws the same numbers for ever.
pub(super) struct Draws(u64);

impl Draws {
    /// Mixes all bits of the id, because ids made together differ in a few bits only.
    pub(super) fn of(id: u128) -> Self {
        let bytes = id.to_le_bytes();
        let seed = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(seed)
    }

    /// A number from 0 up to, not including, `end` (SplitMix64).
    pub(super) fn below(&mut self, end: u8) -> i32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let drawn = (bits ^ (bits >> 31)) % u64::from(end.max(1));
        i32::try_from(drawn).unwrap_or_default()
    }

    /// True once in `of` times.
    pub(super) fn once_in(&mut self, of: u8) -> bool {
        self.below(of) == 0
    }
}

/// Text for an XML attribute or element: escaped, without what XML does not know.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// How wide a line of bold capitals is, in tenths of a unit at type size 9: an estimate, for
/// which a board leaves room.
pub(super) fn capitals_width_tenths(text: &str) -> i32 {
    text.chars()
        .map(|c| match c {
            'I' | '.' | ',' | '\'' | '|' | '!' | ':' => 34,
            ' ' => 28,
            'M' | 'W' | '&' | 'Æ' | 'Œ' => 80,
            'A'..='Z' | '0'..='9' => 64,
            c if c.is_ascii() => 56,
            // Wide scripts fill their square; the rest is close to Latin capitals.
            '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' => 95,
            _ => 70,
        })
        .sum()
}
