//! Something that a member is told, and how they want to hear of it.

use chrono::{DateTime, Utc};

use serde::{Deserialize, Serialize};

use crate::id::{
    AccountId, AgreementId, AlertId, HoldId, MemberId, PaymentRequestId, PostId, SavedSearchId,
    TransferId,
};
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
        /// Somebody paid. What they are called; nothing: the community.
        Paid = "paid",
        /// Somebody paid what they were asked. What they are called.
        RequestPaid = "request_paid",
        /// One's card paid at a till. What they are called whose till it is.
        PaidByPass = "paid_by_pass",
        /// What one paid came back. What they are called whom it comes from.
        PaidBack = "paid_back",
        /// Who runs the community took back what one was paid. What they are called who had paid.
        TakenBack = "taken_back",
        /// Somebody asks to be paid. What they are called.
        PaymentAsked = "payment_asked",
        /// Somebody does not pay what they were asked. What they are called.
        PaymentDeclined = "payment_declined",
        /// Somebody set an amount apart for one. What they are called.
        SetApart = "set_apart",
        /// The euros for what one handed in will come. Nothing.
        RedemptionApproved = "redemption_approved",
        /// The euros for what one handed in were paid. Nothing.
        RedemptionPaid = "redemption_paid",
        /// What one handed in for euros was refused. Nothing.
        RedemptionRefused = "redemption_refused",
        /// A steward took away what a payment was for. What they are called whom it went to or
        /// came from.
        PurposeRemoved = "purpose_removed",
        /// An organiser gave one's account other limits. The short name of its currency.
        LimitsChanged = "limits_changed",
        /// An organiser had one's account stand still. The short name of its currency.
        AccountFrozen = "account_frozen",
        /// An organiser let one's account go on. The short name of its currency.
        AccountThawed = "account_thawed",
    }

    /// How somebody wants to hear that they were paid, got back what they paid, or paid with their
    /// card. What they are asked, and what others decide about them, they hear as everything else.
    pub enum PaymentAlerts {
        /// In the house, and by mail as they want mails.
        Mailed = "mailed",
        /// In the house alone, as who never said.
        House = "house",
        /// Not at all.
        Never = "never",
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

impl AlertKind {
    /// Whether it is for each to say whether they want to hear of it at all.
    #[must_use]
    pub fn is_of_being_paid(self) -> bool {
        matches!(self, Self::Paid | Self::RequestPaid | Self::PaidBack | Self::PaidByPass)
    }
}

/// An amount, with what it takes to write it in anybody's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// How much, in minor units.
    pub minor: i64,
    /// The short name of the currency.
    pub code: String,
    /// What is written beside amounts of it.
    pub symbol: String,
    /// How many digits its amounts have after the point.
    pub scale: u8,
    /// Whether it counts minutes.
    pub is_time: bool,
}

/// The payment, the request, or what was set apart or handed in of which an alert tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentTold {
    /// The account of the member's, or of a profile of theirs.
    pub account: AccountId,
    /// What they are called whose account it is, where that is not the member in person.
    pub holder: Option<String>,
    /// How much.
    pub sum: Sum,
    /// By which transfer.
    pub transfer: Option<TransferId>,
    /// Which request.
    pub request: Option<PaymentRequestId>,
    /// What was set apart, and until when.
    pub hold: Option<(HoldId, DateTime<Utc>)>,
    /// What was written beside it, while that is kept and not hidden. No mail says it.
    pub purpose: Option<String>,
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
    /// About which payment.
    pub payment: Option<PaymentTold>,
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
    /// Which kept question it answers.
    pub(crate) search: Option<SavedSearchId>,
    /// About which payment.
    pub(crate) payment: Option<OfPayment>,
    /// The name or title that its sentence has in it, as [`AlertKind`] says.
    pub(crate) words: String,
}

/// About which payment an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OfPayment {
    /// The account of the member's, or of a profile of theirs.
    pub(crate) account: AccountId,
    /// How much, in minor units.
    pub(crate) amount: i64,
    /// By which transfer.
    pub(crate) transfer: Option<TransferId>,
    /// Which request.
    pub(crate) request: Option<PaymentRequestId>,
    /// What was set apart.
    pub(crate) hold: Option<HoldId>,
}
