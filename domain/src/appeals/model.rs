//! An appeal, and what it is against.

use chrono::{DateTime, Utc};

use crate::error::Problem;
use crate::id::{AppealId, ClaimId, FreezeId, ListingId, LossId, MemberId, ReportId};
use crate::listings::claims::Claim;
use crate::listings::reports::Report;

/// So many days long one may appeal.
pub const APPEAL_DAYS: i64 = 14;
/// The longest reason of an appeal, in characters.
pub const REASON_MAX: usize = 1_000;

/// What an appeal is against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// That a place is not the claimant's.
    Claim(ClaimId),
    /// That something was not wrong.
    Report(ReportId),
    /// That somebody is kept out.
    Freeze(FreezeId),
    /// That a listing was put back by this revision.
    Revert(ListingId, i32),
    /// That a place is somebody else's.
    Loss(LossId),
}

impl Subject {
    /// The key of its kind in the database.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Claim(_) => "claim",
            Self::Report(_) => "report",
            Self::Freeze(_) => "freeze",
            Self::Revert(..) => "revert",
            Self::Loss(_) => "loss",
        }
    }

    /// It in one word, as forms and the API name it: an id, and for a revision its number behind
    /// a dot.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Claim(id) => id.to_string(),
            Self::Report(id) => id.to_string(),
            Self::Freeze(id) => id.to_string(),
            Self::Revert(id, revision) => format!("{id}.{revision}"),
            Self::Loss(id) => id.to_string(),
        }
    }

    /// The subject of a word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        if let Some((id, revision)) = word.split_once('.') {
            return Some(Self::Revert(ListingId::parse(id).ok()?, revision.parse().ok()?));
        }
        let claim = ClaimId::parse(word).map(Self::Claim);
        let report = || ReportId::parse(word).map(Self::Report);
        let freeze = || FreezeId::parse(word).map(Self::Freeze);
        let loss = || LossId::parse(word).map(Self::Loss);
        claim.or_else(|_| report()).or_else(|_| freeze()).or_else(|_| loss()).ok()
    }
}

/// How far an appeal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AppealState {
    /// It waits for a second person.
    Open,
    /// Who was refused is right after all.
    Upheld,
    /// It stays as it was.
    Refused,
}

impl AppealState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Upheld, Self::Refused];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Refused => "refused",
        }
    }
}

/// Somebody asks a second person to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// Which.
    pub id: AppealId,
    /// Against what.
    pub subject: Subject,
    /// About which place, if it is about one.
    pub listing: Option<ListingId>,
    /// Who appeals.
    pub member: MemberId,
    /// Why.
    pub reason: String,
    /// Who decided first; nobody where the house did, or whoever did has gone.
    pub first_decider: Option<MemberId>,
    /// How far it is.
    pub state: AppealState,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was decided so.
    pub answer: Option<String>,
}

/// Something that one may appeal against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    /// What.
    pub subject: Subject,
    /// About which place, if it is about one.
    pub listing: Option<ListingId>,
    /// In which community, if it is about belonging there.
    pub community: Option<String>,
    /// Why it was decided so, if that was told.
    pub reason: Option<String>,
    /// When it was decided.
    pub decided_at: DateTime<Utc>,
}

/// What was decided first, for the second person to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct First {
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why, if that was told.
    pub reason: Option<String>,
    /// The claim that was refused, or by which the place was lost.
    pub claim: Option<Claim>,
    /// The report that was refused.
    pub report: Option<Report>,
    /// The community of which somebody is kept out.
    pub community: Option<String>,
}

/// The reason of an appeal, as it is kept.
pub(super) fn tidy(reason: &str) -> Result<String, Problem> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(Problem::Empty),
        count if count > REASON_MAX => Err(Problem::TooLong),
        _ => Ok(reason.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    proptest! {
        #[test]
        fn a_subject_is_read_back(id: u128, revision in 1..i32::MAX) {
            let id = Uuid::from_u128(id);
            for it in [
                Subject::Claim(ClaimId(id)),
                Subject::Report(ReportId(id)),
                Subject::Freeze(FreezeId(id)),
                Subject::Revert(ListingId(id), revision),
                Subject::Loss(LossId(id)),
            ] {
                prop_assert_eq!(Subject::read(&it.word()), Some(it));
            }
        }

        #[test]
        fn anything_may_be_read(word in any::<String>()) {
            let _ = Subject::read(&word);
        }
    }
}
