//! What waits at the desk, and what is asked of it.

use crate::attestations::Attestation;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::appeals::{Appeal, First};
use crate::id::{AreaId, ClaimId, ListingId, MemberId};
use crate::listings::claims::Claim;
use crate::listings::differences::Pending;
use crate::listings::duplicates::Pair;
use crate::listings::model::Listing;
use crate::listings::reports::Report;
use crate::page::{BadCursor, Cursor, fingerprint};

/// A kind of thing that waits to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseKind {
    /// Somebody asks a second person.
    Appeal,
    /// Somebody says that a place is theirs.
    Claim,
    /// Somebody says that something is wrong.
    Report,
    /// Somebody says what it should be.
    Suggestion,
    /// A source says something else than people here wrote.
    Difference,
    /// Two places look like one.
    Duplicate,
}

impl CaseKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Appeal,
        Self::Claim,
        Self::Report,
        Self::Suggestion,
        Self::Difference,
        Self::Duplicate,
    ];

    /// The key in the address bar.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Appeal => "appeal",
            Self::Claim => "claim",
            Self::Report => "report",
            Self::Suggestion => "suggestion",
            Self::Difference => "difference",
            Self::Duplicate => "duplicate",
        }
    }

    /// The kind of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Which of what waits is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueueQuery {
    /// Only of this kind.
    pub kind: Option<CaseKind>,
    /// Only about places in this area.
    pub area: Option<AreaId>,
    /// Only what has waited for so many days.
    pub days: Option<u32>,
    /// How many at most.
    pub first: u32,
    /// After which.
    pub after: Option<Cursor>,
    /// Whether to tell what is known of who says that places are theirs, too.
    pub with_known: bool,
}

/// What waits, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// How many of each kind wait, whichever kind is asked for.
    pub counts: Vec<(CaseKind, u64)>,
    /// A page of them.
    pub cases: Vec<Case>,
    /// Whether there are more after these.
    pub more: bool,
}

/// Something that waits to be decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Since when.
    pub since: DateTime<Utc>,
    /// Whether it is the actor's own, or one that they decided first: another decides.
    pub is_own: bool,
    /// Whether the place has an owner, who was asked first and does not answer.
    pub is_silent: bool,
    /// What it is about.
    pub matter: Matter,
    /// What is known of whoever says that the place is theirs, for who decides whether it is. None
    /// where it is about no claim, is the actor's own, or was not asked.
    pub known: Option<Vec<Attestation>>,
    /// Where the queue goes on after it.
    pub cursor: Cursor,
}

/// What a case is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A report or a suggestion, and its place.
    Report(Box<(Report, Listing)>),
    /// A claim, the claimant's name, and the place.
    Claim(Box<(Claim, String, Listing)>),
    /// What a source says since, and of which place.
    Difference(Box<(Pending, Listing)>),
    /// A pair that looks like one place, the older one first.
    Duplicate(Box<(Pair, [Listing; 2])>),
    /// An appeal, who appeals, the place, if it is about one, and what was decided first.
    Appeal(Box<(Appeal, String, Option<Listing>, First)>),
}

impl Matter {
    /// The places that it is about.
    pub(super) fn places(&self) -> Vec<ListingId> {
        match self {
            Self::Report(it) => vec![it.1.id],
            Self::Claim(it) => vec![it.2.id],
            Self::Difference(it) => vec![it.1.id],
            Self::Duplicate(it) => it.1.iter().map(|it| it.id).collect(),
            Self::Appeal(it) => it.2.iter().map(|it| it.id).collect(),
        }
    }

    /// The claim that it is about, or that was decided first.
    pub(super) fn claim(&self) -> Option<ClaimId> {
        match self {
            Self::Claim(it) => Some(it.0.id),
            Self::Appeal(it) => it.3.claim.as_ref().map(|it| it.id),
            _ => None,
        }
    }

    /// The report that it is about, or that was decided first.
    pub(super) fn report(&self) -> Option<&Report> {
        match self {
            Self::Report(it) => Some(&it.0),
            Self::Appeal(it) => it.3.report.as_ref(),
            _ => None,
        }
    }

    /// Who asks a second person.
    pub(super) fn appellant(&self) -> Option<MemberId> {
        match self {
            Self::Appeal(it) => Some(it.0.member),
            _ => None,
        }
    }
}

/// The order of the queue: what waits longest, then by id.
pub(super) type Place = (DateTime<Utc>, Uuid);

impl QueueQuery {
    /// The queue that a cursor belongs to.
    fn print(&self) -> u64 {
        fingerprint(&format!("queue {:?} {:?} {:?}", self.kind, self.area, self.days))
    }

    /// The cursor of a place in this queue.
    pub(super) fn cursor(&self, (at, id): Place) -> Cursor {
        let key = at.timestamp_micros().unsigned_abs();
        Cursor::Key { group: 0, key, id, query: self.print() }
    }

    /// After which place the page begins.
    pub(super) fn place(&self) -> Result<Option<Place>, BadCursor> {
        let Some(cursor) = self.after else { return Ok(None) };
        match cursor {
            Cursor::Key { key, id, query, .. } if query == self.print() => {
                let micros = i64::try_from(key).map_err(|_| BadCursor)?;
                let at = DateTime::from_timestamp_micros(micros).ok_or(BadCursor)?;
                Ok(Some((at, id)))
            }
            Cursor::Key { .. } | Cursor::Offset { .. } => Err(BadCursor),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_is_a_place_of_its_own_queue(micros in 0_i64..4_000_000_000_000_000, id: u128, days in 0_u32..9) {
            let place = (DateTime::from_timestamp_micros(micros).unwrap(), Uuid::from_u128(id));
            let mut query = QueueQuery { days: Some(days), ..QueueQuery::default() };
            query.after = Some(query.cursor(place));
            prop_assert_eq!(query.place(), Ok(Some(place)));
            query.days = Some(days + 1);
            prop_assert_eq!(query.place(), Err(BadCursor));
        }
    }
}
