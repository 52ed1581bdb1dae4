//! Two neighbours and what they agree on.

use chrono::{DateTime, NaiveDate, Utc};

pub use super::kinds::{AgreementState, MoveKind};
use super::price::{HeldPart, Payout};
pub use super::terms::{Details, Expenses, Terms, WantedTerms};
use crate::id::{AgreementId, CommunityId, MemberId, MessageId, PostId};
use crate::ledger::currencies::model::Currency;
use crate::media::Attached;
use crate::page::{BadCursor, Cursor, fingerprint};
use crate::posts::model::{Direction, Subject};
use crate::profiles::mandates::Named;

/// The longest message, in characters.
pub const MESSAGE_MAX: usize = 2_000;
/// The longest words about where two meet, or on expenses, in characters.
pub const PLACE_MAX: usize = 200;
/// The longest reason, or words of thanks, in characters.
pub const WORDS_MAX: usize = 500;
/// The longest words that only stewards read, in characters.
pub const PRIVATE_MAX: usize = 1_000;
/// How far ahead something can be agreed, in days.
pub const AHEAD_DAYS_MAX: i64 = 366;

/// From when until when.
pub type Moment = (DateTime<Utc>, DateTime<Utc>);

/// What somebody does with an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Say yes to a moment.
    Agree {
        /// From when.
        from: DateTime<Utc>,
        /// Until when.
        until: DateTime<Utc>,
        /// What goes with it.
        details: Details,
    },
    /// Say no to a reply.
    Decline {
        /// Why, in words.
        reason: Option<String>,
    },
    /// Take one's reply back.
    Withdraw,
    /// Call off what was agreed.
    Cancel {
        /// Why, in words.
        reason: String,
    },
    /// Hand over what is lent.
    HandOver,
    /// Say that it was done, or that what was lent is back.
    Complete {
        /// In which state it came back, in words.
        returned: Option<String>,
        /// What is paid of the price and of the deposit; none: the price, and the deposit goes
        /// back.
        payout: Option<Payout>,
    },
    /// Let somebody have something for longer.
    Prolong {
        /// Until this day.
        due_on: NaiveDate,
    },
    /// Say that one differs about it.
    Dispute {
        /// About what, in words.
        reason: String,
    },
    /// Settle about what two differ.
    Settle {
        /// How, in words.
        reason: String,
        /// What is paid of the price and of the deposit; none: nothing.
        payout: Option<Payout>,
    },
}

impl Move {
    /// Which move it is.
    #[must_use]
    pub fn kind(&self) -> MoveKind {
        match self {
            Self::Agree { .. } => MoveKind::Agree,
            Self::Decline { .. } => MoveKind::Decline,
            Self::Withdraw => MoveKind::Withdraw,
            Self::Cancel { .. } => MoveKind::Cancel,
            Self::HandOver => MoveKind::HandOver,
            Self::Complete { .. } => MoveKind::Complete,
            Self::Prolong { .. } => MoveKind::Prolong,
            Self::Dispute { .. } => MoveKind::Dispute,
            Self::Settle { .. } => MoveKind::Settle,
        }
    }
}

/// An agreement between whose post it is and who replied. Where they meet is no part of it: that
/// is sealed, and stands in [`Seen`] for the two of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Which.
    pub id: AgreementId,
    /// About which post.
    pub post: PostId,
    /// In which community.
    pub community: CommunityId,
    /// Whose post it is.
    pub owner: MemberId,
    /// Who replied.
    pub replier: MemberId,
    /// Whose hands replied.
    pub by: Option<MemberId>,
    /// How it stands.
    pub state: AgreementState,
    /// Whether something is lent in it.
    pub is_loan: bool,
    /// The moment that is agreed; before that the one that is proposed.
    pub moment: Option<Moment>,
    /// Who proposed what waits for the other.
    pub proposed_by: Option<MemberId>,
    /// The moment that one of the two would like instead.
    pub wanted: Option<Moment>,
    /// How many.
    pub quantity: u32,
    /// On what terms.
    pub terms: Terms,
    /// On which day what is lent comes back.
    pub due_on: Option<NaiveDate>,
    /// In which state it came back, in words.
    pub returned: Option<String>,
    /// When the owner said that it was done.
    pub owner_done_at: Option<DateTime<Utc>>,
    /// When who replied said so.
    pub replier_done_at: Option<DateTime<Utc>>,
    /// When the owner answered first.
    pub answered_at: Option<DateTime<Utc>>,
    /// Since when it is there.
    pub created_at: DateTime<Utc>,
    /// When something of it changed last, a message included.
    pub changed_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was declined, cancelled or disputed, or how it was settled.
    pub reason: Option<String>,
    /// Who of the two differs.
    pub disputed_by: Option<MemberId>,
    /// Who settled it.
    pub settled_by: Option<MemberId>,
    /// How often it was changed.
    pub revision: i32,
}

impl Agreement {
    /// Where a list goes on after it.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        after_key(self.changed_at, self.id.0, LIST)
    }
}

/// The name of the list of somebody's agreements.
const LIST: &str = "agreements";

/// A place in a list of which the latest comes first.
pub(crate) fn after_key(at: DateTime<Utc>, id: uuid::Uuid, list: &str) -> Cursor {
    let key = at.timestamp_micros().cast_unsigned();
    Cursor::Key { group: 0, key, id, query: fingerprint(list) }
}

/// The time and id behind a place in a list.
pub(crate) fn read_key(
    cursor: &Cursor,
    list: &str,
) -> Result<(DateTime<Utc>, uuid::Uuid), BadCursor> {
    match *cursor {
        Cursor::Key { group: 0, key, id, query } if query == fingerprint(list) => {
            let at = DateTime::from_timestamp_micros(key.cast_signed()).ok_or(BadCursor)?;
            Ok((at, id))
        }
        Cursor::Key { .. } | Cursor::Offset { .. } => Err(BadCursor),
    }
}

/// The time and id behind a place in the list of somebody's agreements.
pub(super) fn read_cursor(cursor: &Cursor) -> Result<(DateTime<Utc>, uuid::Uuid), BadCursor> {
    read_key(cursor, LIST)
}

/// An agreement as one of the two sees it. Stewards see one about which the two differ, with
/// nothing in it but who, about which post and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The agreement.
    pub agreement: Agreement,
    /// What the post is called.
    pub post_title: String,
    /// Its name in the address bar.
    pub post_slug: String,
    /// Who gives and who gets.
    pub direction: Direction,
    /// What it is about.
    pub subject: Subject,
    /// Whose post it is. Somebody who is not known to the actor is a first name and an initial,
    /// without a short name.
    pub owner: Named,
    /// Who replied.
    pub replier: Named,
    /// The other of the two; for a steward who replied.
    pub other: Named,
    /// Whether it is the actor's post.
    pub is_owner: bool,
    /// Where they meet, while that matters.
    pub place: Option<String>,
    /// What is set apart for it in the books of a currency.
    pub held: Vec<HeldPart>,
    /// The currencies of the price that stands and of the one that is wanted, whether or not they
    /// are paid with any more.
    pub currencies: Vec<Currency>,
    /// What the actor can do with it now.
    pub moves: Vec<MoveKind>,
    /// How many messages of it the actor has not read.
    pub unread: u64,
    /// What the two wrote of each other once it was done.
    pub thanks: Vec<Thanks>,
    /// Whether one of the two is younger than sixteen, for whom a parent or guardian acts: the two
    /// meet at nobody's home. Told to the two of it only.
    pub with_parent: bool,
    /// Whether it is the first agreement that the actor ever had: they read how to stay safe.
    pub is_first: bool,
}

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// In words.
    Text(String),
    /// A moment that they propose.
    Moment {
        /// From when.
        from: DateTime<Utc>,
        /// Until when.
        until: DateTime<Utc>,
    },
}

/// A message between the two of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// In which agreement.
    pub agreement: AgreementId,
    /// Who wrote it.
    pub author: MemberId,
    /// Whose hands wrote it.
    pub by: Option<MemberId>,
    /// Whether the actor wrote it.
    pub is_mine: bool,
    /// What it says.
    pub words: Words,
    /// The photo that goes with it.
    pub photo: Option<Attached>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What somebody wants to write of the other once it was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThankYou {
    /// In words that others read.
    pub words: Option<String>,
    /// Whether the other kept what was agreed.
    pub kept: Option<bool>,
    /// What only stewards read.
    pub private: Option<String>,
}

/// What one of the two wrote of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thanks {
    /// About which agreement.
    pub agreement: AgreementId,
    /// Who thanks.
    pub by: Named,
    /// Whom.
    pub to: MemberId,
    /// In words.
    pub words: Option<String>,
    /// Whether the other kept what was agreed; told to nobody but who said so.
    pub kept: Option<bool>,
    /// The one reply to it.
    pub reply: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What somebody told the stewards of an agreement that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Private {
    /// About which agreement.
    pub agreement: AgreementId,
    /// Who says so.
    pub by: Named,
    /// Of whom.
    pub to: Named,
    /// Whether what was agreed was kept.
    pub kept: Option<bool>,
    /// What only stewards read.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How somebody is to agree with, computed from what was. Never a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reliability {
    /// Within how many hours they mostly answer: 1, 2, 4, 8, 24, 48 or 72; none where that is not
    /// known, or takes longer.
    pub replies_within_hours: Option<u32>,
    /// How many agreements they kept, of those that were done.
    pub kept: u32,
    /// How many were done.
    pub finished: u32,
}
