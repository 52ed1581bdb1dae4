//! A claim, and the code by which it is shown.

use chrono::{DateTime, Utc};

use crate::ctx::Ctx;
use crate::id::{ClaimId, ListingId, MemberId, ProfileId};
use crate::members::model::Secret;

/// Letters and digits that nobody takes for one another, read aloud or printed.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// How many of them a code has: forty bits, tried five times.
const CODE_LETTERS: usize = 8;

/// How it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proof {
    /// By a mail to the place's own domain.
    DomainEmail,
    /// By a letter to its door.
    Letter,
    /// By a code shown at its counter.
    CounterCode,
}

impl Proof {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DomainEmail, Self::Letter, Self::CounterCode];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::DomainEmail => "domain_email",
            Self::Letter => "letter",
            Self::CounterCode => "counter_code",
        }
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimState {
    /// Not shown yet.
    Open,
    /// Shown, but the place is somebody else's: somebody decides.
    Disputed,
    /// The place is the claimant's.
    Confirmed,
    /// It is not.
    Refused,
    /// Taken back, or not shown in time.
    Withdrawn,
}

impl ClaimState {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Disputed, Self::Confirmed, Self::Refused, Self::Withdrawn];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Disputed => "disputed",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether something is still to be done.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        matches!(self, Self::Open | Self::Disputed)
    }
}

/// Somebody says that a place is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which claim.
    pub id: ClaimId,
    /// Which place.
    pub listing: ListingId,
    /// Who says so.
    pub member: MemberId,
    /// For which household, organisation or merchant; none: for themselves.
    pub profile: Option<ProfileId>,
    /// How it is shown.
    pub proof: Proof,
    /// How far it is.
    pub state: ClaimState,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Until when its code holds.
    pub ends_at: DateTime<Utc>,
    /// Why it was decided so.
    pub reason: Option<String>,
}

/// A code, such as `K7PM-3XQA`.
pub(crate) fn draw_code(ctx: &Ctx) -> Secret {
    let letters = ctx.ids.secret().map(|byte| ALPHABET[usize::from(byte % 32)]);
    let letters: String = letters[..CODE_LETTERS].iter().map(|it| char::from(*it)).collect();
    let (one, other) = letters.split_at(CODE_LETTERS / 2);
    Secret::new(format!("{one}-{other}"))
}

/// A code as somebody typed it.
pub(crate) fn tidy_code(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.take(2 * CODE_LETTERS).map(|c| c.to_ascii_uppercase()).collect()
}
