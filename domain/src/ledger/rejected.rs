//! Why the books refuse: one list, the first that holds is the answer.

use crate::keyed::keyed;

keyed! {
    /// Why the books refuse, in order of precedence.
    pub enum Rejected {
        /// The same id was sent before with other content.
        ExistsWithDifferentContent = "exists_with_different_content",
        /// No number at all.
        AmountMalformed = "amount_malformed",
        /// Zero, or less.
        AmountNotPositive = "amount_not_positive",
        /// Finer than the currency's smallest step.
        AmountTooFine = "amount_too_fine",
        /// More than the books can hold.
        AmountTooLarge = "amount_too_large",
        /// No such currency, or it is not switched on.
        CurrencyUnknown = "currency_unknown",
        /// The accounts are of two currencies.
        CurrencyDiffers = "currency_differs",
        /// No such account of who pays.
        PayerUnknown = "payer_unknown",
        /// No such account of who is paid.
        PayeeUnknown = "payee_unknown",
        /// From an account to itself.
        SameAccount = "same_account",
        /// Who pays has closed the account.
        PayerClosed = "payer_closed",
        /// Who is paid has closed the account.
        PayeeClosed = "payee_closed",
        /// The account of who pays stands still.
        PayerFrozen = "payer_frozen",
        /// The account of who is paid stands still.
        PayeeFrozen = "payee_frozen",
        /// No such hold.
        HoldUnknown = "hold_unknown",
        /// It was captured whole, released or expired.
        HoldEnded = "hold_ended",
        /// Its end lies in the past, or too far ahead.
        HoldTerm = "hold_term",
        /// More than is left of it.
        HoldExceeded = "hold_exceeded",
        /// Two disagree about it, and somebody decides first.
        HoldDisputed = "hold_disputed",
        /// No such request.
        RequestUnknown = "request_unknown",
        /// It was accepted, declined, taken back, or is over.
        RequestEnded = "request_ended",
        /// No such transfer.
        TransferUnknown = "transfer_unknown",
        /// It was taken back before.
        AlreadyReversed = "already_reversed",
        /// What takes something back is not taken back itself.
        IsReversal = "is_reversal",
        /// It is none that one alone takes back: what is issued, destroyed, handed in, changed into
        /// paper or settled is undone by two.
        NotReversible = "not_reversible",
        /// Who pays would owe more than they may, or pay what is set apart.
        PayerLimit = "payer_limit",
        /// Who is paid would hold more than they may.
        PayeeLimit = "payee_limit",
        /// The limits do not have zero between them, or cut into what is set apart.
        LimitsInvalid = "limits_invalid",
        /// It holds or owes something, or something is set apart.
        AccountNotEmpty = "account_not_empty",
    }
}
