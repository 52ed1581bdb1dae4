//! Something that a member is told, and how they want to hear of it.

use chrono::{DateTime, Utc};

use crate::id::{AgreementId, AlertId, MemberId, PostId, SavedSearchId};
use crate::keyed::keyed;
use crate::page::Cursor;

/// The longest name or title in an alert, in characters.
pub const ABOUT_MAX: usize = 200;
/// How long alerts are kept, in days.
pub const KEPT_DAYS: i64 = 90;
/// How many alerts one mail tells of at most.
pub const MAIL_MAX: usize = 20;

keyed! {
    /// What an alert tells. What its `about` is stands with each: the first name of who did it, or
    /// the title of the post.
    pub enum AlertKind {
        /// Somebody replied to a post. A first name.
        Replied = "replied",
        /// Somebody wrote. A first name.
        Message = "message",
        /// Somebody said yes. A first name.
        Agreed = "agreed",
        /// Somebody proposes a moment. A first name.
        MomentProposed = "moment_proposed",
        /// Somebody keeps to the moment that stands. A first name.
        MomentKept = "moment_kept",
        /// Somebody said no. A first name.
        Declined = "declined",
        /// Somebody took their reply back. A first name.
        Withdrawn = "withdrawn",
        /// Somebody called it off. A first name.
        Cancelled = "cancelled",
        /// Somebody says that they handed it over. A first name.
        HandedOver = "handed_over",
        /// Somebody lends it for longer. A first name.
        Prolonged = "prolonged",
        /// What was lent should be back. A title.
        Due = "due",
        /// Somebody says that it was done. A first name.
        Done = "done",
        /// Somebody thanks. A first name.
        Thanked = "thanked",
        /// Somebody replied to thanks. A first name.
        ThanksAnswered = "thanks_answered",
        /// Somebody differs about it. A first name.
        Disputed = "disputed",
        /// A steward settled it. A title.
        Settled = "settled",
        /// It is soon. A title.
        Reminder = "reminder",
        /// Did it work? A title.
        HowWasIt = "how_was_it",
        /// Does a post still stand? A title.
        PostEnding = "post_ending",
        /// The last of what a post offers was agreed. A title.
        AllTaken = "all_taken",
        /// A post was looked at, and stands on the board. A title.
        PostAccepted = "post_accepted",
        /// A post was looked at, and does not come on the board. A title.
        PostRefused = "post_refused",
        /// A post was taken off the board. A title.
        PostRemoved = "post_removed",
        /// It was decided about what one reported. A title.
        ReportDecided = "report_decided",
        /// Something on the board answers a question that one keeps. What one calls the question.
        Found = "found",
        /// To who looks after a community: two of it differ about something. A title.
        DisputeWaits = "dispute_waits",
        /// The desk for help asks whether one can do something. The key of a topic.
        NeedAsked = "need_asked",
        /// Somebody answered what the desk asked. The key of a topic.
        NeedAnswered = "need_answered",
        /// The desk chose one to do it. The key of a topic.
        NeedAssigned = "need_assigned",
    }

    /// How somebody wants mails of what they are told; who never said wants them at once.
    pub enum Mails {
        /// At once, at most one an hour.
        AtOnce = "at_once",
        /// Once a week.
        Weekly = "weekly",
        /// Not at all.
        Never = "never",
    }
}

/// Something that a member is told. `web` has the sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Which.
    pub id: AlertId,
    /// Whom it is told.
    pub member: MemberId,
    /// What.
    pub kind: AlertKind,
    /// About which post.
    pub post: Option<PostId>,
    /// About which agreement.
    pub agreement: Option<AgreementId>,
    /// Which kept question it answers.
    pub search: Option<SavedSearchId>,
    /// The name or title that its sentence has in it, as [`AlertKind`] says.
    pub about: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When they saw it.
    pub seen_at: Option<DateTime<Utc>>,
}

impl Alert {
    /// Where a list goes on after it.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        crate::agreements::model::after_key(self.at, self.id.0, LIST)
    }
}

/// The name of the list of somebody's alerts.
pub(super) const LIST: &str = "alerts";

/// What an alert is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    /// About which post.
    pub(crate) post: Option<PostId>,
    /// About which agreement.
    pub(crate) agreement: Option<AgreementId>,
    /// The name or title that its sentence has in it, as [`AlertKind`] says.
    pub(crate) words: String,
}
