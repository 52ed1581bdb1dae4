//! How an agreement can stand, and what can be done with it: closed lists, each value with its key.

use crate::keyed::keyed;

keyed! {
    /// How it stands with an agreement.
    pub enum AgreementState {
        /// Somebody replied, and waits for the owner of the post.
        Proposed = "proposed",
        /// They agreed on a moment.
        Agreed = "agreed",
        /// The moment has begun.
        UnderWay = "under_way",
        /// What is lent was handed over.
        Out = "out",
        /// What is lent should be back.
        Due = "due",
        /// It was done.
        Done = "done",
        /// The owner of the post said no.
        Declined = "declined",
        /// Who replied took it back.
        Withdrawn = "withdrawn",
        /// Nothing came of it.
        Expired = "expired",
        /// One of them called it off.
        Cancelled = "cancelled",
        /// They differ about it.
        Disputed = "disputed",
        /// A steward settled about what they differed.
        Settled = "settled",
    }

    /// What can be done with an agreement.
    pub enum MoveKind {
        /// Say yes to a moment.
        Agree = "agree",
        /// Say no to a reply.
        Decline = "decline",
        /// Take one's reply back.
        Withdraw = "withdraw",
        /// Call off what was agreed.
        Cancel = "cancel",
        /// Hand over what is lent.
        HandOver = "hand_over",
        /// Say that it was done, or that what was lent is back.
        Complete = "complete",
        /// Let somebody have something for longer.
        Prolong = "prolong",
        /// Say that one differs about it.
        Dispute = "dispute",
        /// Settle about what two differ.
        Settle = "settle",
    }
}

impl AgreementState {
    /// Whether it ends an agreement.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(
            self,
            Self::Done
                | Self::Declined
                | Self::Withdrawn
                | Self::Expired
                | Self::Cancelled
                | Self::Settled
        )
    }

    /// Whether something is agreed that both still keep to.
    #[must_use]
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Agreed | Self::UnderWay | Self::Out | Self::Due)
    }
}
