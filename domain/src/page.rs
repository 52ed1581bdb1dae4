//! Pages of a list: how many at once, and where the next one starts.

use std::hash::Hasher;

use uuid::Uuid;

/// How many entries a page has when nobody says.
pub const PAGE_DEFAULT: u32 = 20;
/// The most entries on a page.
pub const PAGE_MAX: u32 = 100;
/// How deep a list by relevance goes; beyond it, refining finds more than paging.
pub const OFFSET_MAX: u32 = 1_000;

/// Where a page starts. Opaque outside: it travels as a short string.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cursor {
    /// After so many entries of a list ordered by relevance; the hash names the query, so that
    /// a cursor of another query is refused.
    Offset {
        /// Entries before the page.
        offset: u32,
        /// Hash of the query.
        query: u64,
    },
    /// After this entry of a list whose order is a key.
    Key {
        /// The group of certainty the entry stood in, where the order has groups.
        group: u8,
        /// The key, such as the distance in centimetres.
        key: u64,
        /// Breaks ties.
        id: Uuid,
        /// Hash of the query.
        query: u64,
    },
}

/// This is not a cursor of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor does not belong to this list")]
pub struct BadCursor;

impl Cursor {
    /// The string that travels.
    #[must_use]
    pub fn encode(&self) -> String {
        match self {
            Self::Offset { offset, query } => format!("o{offset:x}.{query:x}"),
            Self::Key { group, key, id, query } => {
                format!("k{group:x}.{key:x}.{}.{query:x}", id.simple())
            }
        }
    }

    /// Reads the string back.
    ///
    /// # Errors
    /// [`BadCursor`] for anything that [`Cursor::encode`] did not write.
    pub fn decode(text: &str) -> Result<Self, BadCursor> {
        let hex = |s: &str| u64::from_str_radix(s, 16).map_err(|_| BadCursor);
        let (kind, rest) = text.split_at_checked(1).ok_or(BadCursor)?;
        let parts: Vec<&str> = rest.split('.').collect();
        let cursor = match (kind, parts.as_slice()) {
            ("o", [offset, query]) => Self::Offset {
                offset: u32::try_from(hex(offset)?).map_err(|_| BadCursor)?,
                query: hex(query)?,
            },
            ("k", [group, key, id, query]) => Self::Key {
                group: u8::try_from(hex(group)?).map_err(|_| BadCursor)?,
                key: hex(key)?,
                id: Uuid::try_parse(id).map_err(|_| BadCursor)?,
                query: hex(query)?,
            },
            _ => return Err(BadCursor),
        };
        // One spelling each, or `+1` and `01` would be cursors too.
        if cursor.encode() == text { Ok(cursor) } else { Err(BadCursor) }
    }

    /// The hash of the query this cursor belongs to.
    #[must_use]
    pub fn query(&self) -> u64 {
        match self {
            Self::Offset { query, .. } | Self::Key { query, .. } => *query,
        }
    }
}

/// Names a list by the question behind it, so that a cursor of another list is known as such.
#[must_use]
pub fn fingerprint(question: &str) -> u64 {
    let mut print = Print::default();
    print.write(question.as_bytes());
    print.finish()
}

/// The same of a question that is no text: every node of one version makes the same of it
/// (FNV-1a; nothing secret hangs on it).
pub(crate) struct Print(u64);

impl Default for Print {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Print {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cursor() -> impl Strategy<Value = Cursor> {
        prop_oneof![
            any::<(u32, u64)>().prop_map(|(offset, query)| Cursor::Offset { offset, query }),
            any::<(u8, u64, u128, u64)>().prop_map(|(group, key, id, query)| Cursor::Key {
                group,
                key,
                id: Uuid::from_u128(id),
                query,
            }),
        ]
    }

    proptest! {
        #[test]
        fn what_travels_comes_back(cursor in cursor()) {
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
        }

        #[test]
        fn anything_at_all_can_be_decoded(text in any::<String>()) {
            let _ = Cursor::decode(&text);
        }

        #[test]
        fn each_cursor_has_one_spelling(text in "[ok][0-9a-fA-F+.-]{0,60}") {
            if let Ok(cursor) = Cursor::decode(&text) {
                prop_assert_eq!(cursor.encode(), text);
            }
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in ["", "o", "o1", "o01.2", "o+1.2", "o1.2.3", "oA.2", "o1ffffffff.2", "é1.2"] {
            assert_eq!(Cursor::decode(text), Err(BadCursor), "{text:?}");
        }
    }
}
