//! The words of the books: kinds and states, and the closed list of why they refuse.

use async_graphql::Enum;
use koop_domain::ledger::{account, book, passes, rejected};

/// What kind of currency it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "book::CurrencyKind")]
pub(crate) enum CurrencyKind {
    /// Members owe each other; all of it adds up to nothing.
    MutualCredit,
    /// The same in minutes.
    Time,
    /// It comes from an issuer and goes back to it.
    Issued,
}

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "account::AccountKind")]
pub(crate) enum AccountKind {
    /// A person's.
    Member,
    /// A household's.
    Household,
    /// An association's or institution's.
    Organisation,
    /// A shop's or a business's.
    Merchant,
    /// The community's own, that levies go to.
    Fund,
    /// What an issued currency comes from and goes back to. It alone owes without a limit.
    Issuer,
}

/// What can be done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "account::AccountState")]
pub(crate) enum AccountState {
    /// Everything.
    Open,
    /// Nothing, until somebody lets it go on.
    Frozen,
    /// Nothing any more.
    Closed,
}

/// Whether a card can be paid with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "passes::model::PassState")]
pub(crate) enum PassState {
    /// It can.
    Active,
    /// It cannot, until who runs the community says so.
    Blocked,
    /// Never again.
    Ended,
}

/// What a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "book::TransferKind")]
pub(crate) enum TransferKind {
    /// Somebody pays somebody.
    Payment,
    /// The community's part of a payment.
    Levy,
    /// A transfer taken back.
    Reversal,
    /// An issuer brings it into the world.
    Issue,
    /// It goes back to the issuer.
    Destroy,
    /// An organisation hands it out for help that was given.
    Handout,
    /// A merchant hands it in for euros.
    Redemption,
    /// Notes of paper become an account's.
    PaperIn,
    /// An account's becomes notes of paper.
    PaperOut,
    /// Who leaves settles with the fund.
    Settlement,
}

/// How a transfer stands. It never changes; another one may take it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum TransferState {
    /// It stands.
    Posted,
    /// It was taken back by another.
    Reversed,
}

/// Which way a transfer goes, from where the viewer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum TransferDirection {
    /// It was received.
    In,
    /// It was paid.
    Out,
}

/// What has become of what was set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "book::HoldState")]
pub(crate) enum HoldState {
    /// It stands.
    Standing,
    /// All of it was paid.
    Captured,
    /// What was left was let go.
    Released,
    /// Its time was over, and what was left was let go.
    Expired,
}

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "book::PaymentRequestState")]
pub(crate) enum PaymentRequestState {
    /// It waits.
    Waiting,
    /// It was paid.
    Accepted,
    /// Who was asked said no.
    Declined,
    /// Who asked took it back.
    TakenBack,
    /// Its time was over.
    Expired,
}

/// Why the books refuse, in order of precedence: the first that holds is the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "rejected::Rejected")]
pub(crate) enum LedgerRejection {
    /// The same id was sent before with other content.
    ExistsWithDifferentContent,
    /// No number at all.
    AmountMalformed,
    /// Zero, or less.
    AmountNotPositive,
    /// Finer than the currency's smallest step.
    AmountTooFine,
    /// More than the books can hold.
    AmountTooLarge,
    /// No such currency, or it is not switched on.
    CurrencyUnknown,
    /// The accounts are of two currencies.
    CurrencyDiffers,
    /// No such account of who pays.
    PayerUnknown,
    /// No such account of who is paid.
    PayeeUnknown,
    /// From an account to itself.
    SameAccount,
    /// Who pays has closed the account.
    PayerClosed,
    /// Who is paid has closed the account.
    PayeeClosed,
    /// The account of who pays stands still.
    PayerFrozen,
    /// The account of who is paid stands still.
    PayeeFrozen,
    /// No such hold.
    HoldUnknown,
    /// It was captured whole, released or expired.
    HoldEnded,
    /// Its end lies in the past, or too far ahead.
    HoldTerm,
    /// More than is left of it.
    HoldExceeded,
    /// Two disagree about it, and somebody decides first.
    HoldDisputed,
    /// No such request.
    RequestUnknown,
    /// It was accepted, declined, taken back, or is over.
    RequestEnded,
    /// No such transfer.
    TransferUnknown,
    /// It was taken back before.
    AlreadyReversed,
    /// What takes something back is not taken back itself.
    IsReversal,
    /// It is none that one alone takes back: what is issued, destroyed, handed in, changed into
    /// paper or settled is undone by two.
    NotReversible,
    /// Who pays would owe more than they may, or pay what is set apart.
    PayerLimit,
    /// Who is paid would hold more than they may.
    PayeeLimit,
    /// The limits do not have zero between them, or cut into what is set apart.
    LimitsInvalid,
    /// It holds or owes something, or something is set apart.
    AccountNotEmpty,
}
