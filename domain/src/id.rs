//! Ids: newtypes over UUIDv7, shown as `lst_01J…`, the same string everywhere.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Crockford's alphabet: no I, L, O or U, so that an id survives being read aloud.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 128 bits in groups of five.
const DIGITS: usize = 26;

/// Why a string is not the id that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The id names another kind of thing.
    #[error("this id names a {got}, not a {expected}")]
    WrongKind {
        /// The prefix that stands in the id.
        got: String,
        /// The prefix that was asked for.
        expected: &'static str,
    },
    /// The string is no id at all.
    #[error("this is not an id")]
    Malformed,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// What stands before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Reads `prefix_…`; the UUID version is not checked.
            ///
            /// # Errors
            /// [`IdError::WrongKind`] for another known prefix, else [`IdError::Malformed`].
            pub fn parse(text: &str) -> Result<Self, IdError> {
                decode(text, Self::PREFIX).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::PREFIX, encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*
    /// Every prefix there is.
    const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

ids! {
    /// An account in the books of a currency.
    AccountId = "acc";
    /// Two neighbours and what they agree on.
    AgreementId = "agr";
    /// Something that a member is told.
    AlertId = "alr";
    /// Somebody asks a second person to decide.
    AppealId = "app";
    /// A municipality, district or neighbourhood.
    AreaId = "are";
    /// A line of the log of what was done by whoever may do more than others.
    AuditId = "aud";
    /// One run of an importer over one file.
    BatchId = "bat";
    /// What an organisation may hand out of a currency in a month.
    BudgetId = "bdg";
    /// Somebody says that a place is theirs.
    ClaimId = "clm";
    /// A town, a neighbourhood or an association that people belong to.
    CommunityId = "com";
    /// A local currency.
    CurrencyId = "cur";
    /// Something that a source says since of what people here wrote.
    DifferenceId = "dif";
    /// Somebody is kept out for a while.
    FreezeId = "frz";
    /// An amount that is set apart.
    HoldId = "hld";
    /// Somebody was asked by mail to join a community, or to keep a place along.
    InvitationId = "inv";
    /// A place was somebody's, and is another's.
    LossId = "los";
    /// A place or business in the directory.
    ListingId = "lst";
    /// Somebody may act for somebody else.
    MandateId = "man";
    /// A member: a person.
    MemberId = "mem";
    /// Two listings that were made one.
    MergeId = "mrg";
    /// A message between two neighbours.
    MessageId = "msg";
    /// What somebody needs who told it to the desk for help.
    NeedId = "ned";
    /// Two listings that look like one place.
    PairId = "pai";
    /// A photo of a place.
    PhotoId = "pho";
    /// Somebody says that something of a post is wrong.
    PostReportId = "ppt";
    /// As whom somebody acts.
    ProfileId = "prf";
    /// What two organisers decide about a currency.
    ProposalId = "prp";
    /// Somebody asks to be paid.
    PaymentRequestId = "prq";
    /// A card with which somebody pays who has no telephone.
    PassId = "pss";
    /// Something on the board.
    PostId = "pst";
    /// A merchant hands in a currency for euros.
    RedemptionId = "rdm";
    /// Somebody says that something of a listing is wrong.
    ReportId = "rep";
    /// One request, as it stands in the log.
    RequestId = "req";
    /// A device that is signed in.
    SessionId = "ses";
    /// A question to the board that somebody keeps.
    SavedSearchId = "svs";
    /// A table that somebody brought and did not publish yet.
    TableId = "tbl";
    /// A device at a counter that asks to be paid.
    TillId = "til";
    /// An amount that went from one account to another.
    TransferId = "trf";
}

/// The prefix of an id string, when it is a known one.
#[must_use]
pub fn prefix(text: &str) -> Option<&str> {
    let (prefix, _) = text.split_once('_')?;
    PREFIXES.contains(&prefix).then_some(prefix)
}

fn encode(uuid: Uuid) -> String {
    let mut bits = uuid.as_u128();
    let mut digits = [b'0'; DIGITS];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(bits & 31) as usize];
        bits >>= 5;
    }
    digits.iter().map(|d| char::from(*d)).collect()
}

fn decode(text: &str, expected: &'static str) -> Result<Uuid, IdError> {
    let (got, digits) = text.split_once('_').ok_or(IdError::Malformed)?;
    if got != expected {
        return Err(match prefix(text) {
            Some(got) => IdError::WrongKind { got: got.to_owned(), expected },
            None => IdError::Malformed,
        });
    }
    if digits.len() != DIGITS {
        return Err(IdError::Malformed);
    }
    let mut bits: u128 = 0;
    for (place, digit) in digits.bytes().enumerate() {
        let value = ALPHABET
            .iter()
            .position(|d| *d == digit.to_ascii_uppercase())
            .ok_or(IdError::Malformed)? as u128;
        // 26 digits hold 130 bits: the first may use only three of its five.
        if place == 0 && value > 7 {
            return Err(IdError::Malformed);
        }
        bits = bits << 5 | value;
    }
    Ok(Uuid::from_u128(bits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_shown_reads_back(bits in any::<u128>()) {
            let id = ListingId(Uuid::from_u128(bits));
            let shown = id.to_string();
            prop_assert_eq!(ListingId::parse(&shown), Ok(id));
            prop_assert_eq!(ListingId::parse(&format!("lst_{}", shown[4..].to_lowercase())), Ok(id));
            prop_assert_eq!(prefix(&shown), Some(ListingId::PREFIX));
        }

        #[test]
        fn ids_sort_as_they_are_shown(one in any::<u128>(), other in any::<u128>()) {
            let (one, other) = (BatchId(Uuid::from_u128(one)), BatchId(Uuid::from_u128(other)));
            prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        }

        #[test]
        fn reading_never_panics_and_accepts_one_spelling(text in "(lst_)?[0-9A-Za-zé_]{0,30}") {
            if let Ok(id) = ListingId::parse(&text) {
                prop_assert!(id.to_string().eq_ignore_ascii_case(&text), "{text}");
            }
        }

        #[test]
        fn anything_at_all_can_be_asked(text in any::<String>()) {
            let _ = ListingId::parse(&text);
            let _ = prefix(&text);
        }
    }

    #[test]
    fn a_wrong_kind_is_named() {
        let batch = BatchId(Uuid::nil()).to_string();
        let expected = IdError::WrongKind { got: "bat".to_owned(), expected: "lst" };
        assert_eq!(ListingId::parse(&batch), Err(expected));
    }

    #[test]
    fn more_than_128_bits_are_no_id() {
        assert_eq!(ListingId::parse("lst_8ZZZZZZZZZZZZZZZZZZZZZZZZZ"), Err(IdError::Malformed));
        let last = ListingId(Uuid::from_u128(u128::MAX));
        assert_eq!(last.to_string(), "lst_7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    }

    #[test]
    fn prefixes_are_sorted_and_unlike() {
        assert!(PREFIXES.is_sorted_by(|one, next| one < next));
    }
}
