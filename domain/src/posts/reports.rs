//! What was said of posts and conversations, and what waits for whoever decides about it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Post, ReportReason};
use crate::id::{
    AgreementId, CommunityId, MemberId, MessageId, PaymentRequestId, PostId, PostReportId,
    TransferId,
};

/// The longest note to a report, in characters.
pub const NOTE_MAX: usize = 1_000;
/// The longest reason of a decision, in characters.
pub const REASON_MAX: usize = 500;
/// The most of either kind that are answered at once as waiting.
pub const WAITING_MAX: u64 = 100;

/// What somebody says something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// A post.
    Post(PostId),
    /// What the other one wrote in an agreement.
    Conversation(AgreementId),
    /// What a payment was for.
    Purpose(TransferId),
    /// What somebody asks to be paid for.
    RequestPurpose(PaymentRequestId),
}

/// Words as they stood when somebody said something of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The title of the post; of a payment what the other is called.
    pub title: String,
    /// The lines: of a post what else it says, of a conversation what was written, the first
    /// first.
    pub lines: Vec<Line>,
}

/// A line of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Whether it is of whom it is about; else it is of who said something.
    pub is_theirs: bool,
    /// The words.
    pub text: String,
    /// When they were written.
    pub at: DateTime<Utc>,
    /// The message whose photo goes with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<MessageId>,
}

/// That somebody said something, for whoever decides. Who said it is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostReport {
    /// Which.
    pub id: PostReportId,
    /// In which community.
    pub community: CommunityId,
    /// Of which post, or of a conversation about which post.
    pub post: Option<PostId>,
    /// Of what which payment was for; then it is of no post.
    pub transfer: Option<TransferId>,
    /// Of what somebody asks to be paid for by which request; then it is of no post either.
    pub request: Option<PaymentRequestId>,
    /// Whose words they are; of a payment the other of the two.
    pub about: Option<MemberId>,
    /// Whether it is of a conversation; else of the post.
    pub is_conversation: bool,
    /// The words as they stood.
    pub words: Words,
    /// Why.
    pub reason: ReportReason,
    /// More words to it.
    pub note: Option<String>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

impl PostReport {
    /// Whether it is of what is paid for, or asked to be.
    #[must_use]
    pub fn is_purpose(&self) -> bool {
        self.transfer.is_some() || self.request.is_some()
    }
}

/// What waits in a community for somebody to look at it, the oldest first; none of it is by or
/// about whoever asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waiting {
    /// Posts that nobody but their author sees before.
    pub reviews: Vec<Post>,
    /// What was said of posts and conversations.
    pub reports: Vec<PostReport>,
}
