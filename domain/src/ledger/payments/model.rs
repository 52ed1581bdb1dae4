//! A payment, as who pays and who is paid see it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::Problem;
use crate::id::{
    AccountId, AgreementId, CurrencyId, HoldId, ListingId, MemberId, PaymentRequestId, ProfileId,
    TransferId,
};
use crate::ledger::account::AccountKind;
use crate::ledger::accounts::model::Held;
use crate::ledger::amount::Amount;
use crate::ledger::book::{HoldState, PaymentRequestState, Transfer};
use crate::ledger::currencies::model::Currency;
use crate::ledger::journal::Note;
pub use crate::ledger::model::REQUEST_DAYS;
use crate::text::without_nul;

/// The longest purpose, in characters.
pub const PURPOSE_MAX: usize = 140;
/// The longest category, in characters.
pub const CATEGORY_MAX: usize = 40;
/// How many requests that wait, and how many holds that stand, are listed of an account.
pub const LISTED_MAX: u32 = 100;
/// How many characters the code in the link of a request has.
pub const CODE_LETTERS: usize = 8;
/// How many are found by a name at most.
pub const FOUND_MAX: usize = 10;

/// Who is paid, or is asked to pay. Never a mail address: who has one is nobody's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payee {
    /// An account.
    Account(AccountId),
    /// A place, or rather who keeps it.
    Listing(ListingId),
    /// A member in person.
    Member(MemberId),
    /// A person, household, organisation or merchant by their short name.
    Handle(String),
    /// Whoever asked by this code, or whose account has it.
    Code(String),
}

impl Payee {
    /// The account, where it was that which was named.
    pub(super) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(id) => Some(*id),
            Self::Listing(_) | Self::Member(_) | Self::Handle(_) | Self::Code(_) => None,
        }
    }
}

/// What shall be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentDraft {
    /// The id that the client made: sent again, it is paid once.
    pub key: Uuid,
    /// From which account of the actor's.
    pub from: AccountId,
    /// To whom.
    pub to: Payee,
    /// How much, as a decimal with a point or a comma.
    pub amount: String,
    /// What for, in words.
    pub purpose: Option<String>,
    /// For which kind of thing.
    pub category: Option<String>,
}

/// What somebody asks to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestDraft {
    /// The id that the client made.
    pub key: Uuid,
    /// By whom; nobody in particular: by whoever has the link.
    pub from: Option<Payee>,
    /// To which account of the actor's.
    pub to: AccountId,
    /// How much, as a decimal.
    pub amount: String,
    /// What for, in words.
    pub purpose: Option<String>,
    /// Until when; none: for [`REQUEST_DAYS`].
    pub expires_at: Option<DateTime<Utc>>,
}

/// What shall be set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldDraft {
    /// The id that the client made.
    pub key: Uuid,
    /// From which account of the actor's.
    pub from: AccountId,
    /// For whom.
    pub to: Payee,
    /// How much, as a decimal.
    pub amount: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// How amounts of a currency are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Of which.
    pub currency: CurrencyId,
    /// Its short name.
    pub code: String,
    /// How many digits its amounts have after the point.
    pub scale: u8,
}

/// The other of two, as the actor is told of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterparty {
    /// Their account.
    pub account: AccountId,
    /// Of what kind it is.
    pub kind: AccountKind,
    /// Whose it is; nobody's: the community's own, or that of somebody who has gone.
    pub profile: Option<ProfileId>,
    /// For which place of theirs.
    pub listing: Option<ListingId>,
    /// What they are called: a place by its name, a person by a first name and an initial.
    pub name: Option<String>,
    /// In which currency the account is.
    pub unit: Unit,
}

/// An account with whose it is and the currency in whose books it stands, which is told to who
/// sees the account, also while it is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse {
    /// The account.
    pub held: Held,
    /// Whose it is.
    pub holder: Counterparty,
    /// Its currency.
    pub currency: Currency,
}

/// Where a place is that would be paid: what its sign says, so that a swapped sticker shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacingPlace {
    /// Its name in the address bar.
    pub slug: String,
    /// Its street and number, while they are known.
    pub street: Option<String>,
    /// In which town it is.
    pub town: Option<String>,
    /// Whether somebody has shown that it is theirs.
    pub is_claimed: bool,
}

/// Who would be paid, as the actor is told of them before they pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facing {
    /// By what they are paid.
    pub to: Payee,
    /// Their account in the currency; none while they have none: being paid opens it.
    pub account: Option<AccountId>,
    /// Of what kind it is, or would be.
    pub kind: AccountKind,
    /// What they are called: a place by its name, a person by a first name and an initial.
    pub name: Option<String>,
    /// Whose it is; nobody's: the community's own.
    pub profile: Option<ProfileId>,
    /// For which place of theirs.
    pub listing: Option<ListingId>,
    /// Where that place is.
    pub place: Option<FacingPlace>,
    /// In which currency: that which was named, or that of the account or request; none where
    /// neither says one.
    pub currency: Option<CurrencyId>,
    /// What they ask for, where it was the code of a request.
    pub request: Option<PaymentRequestId>,
    /// What the account holds, in minor units, where the community decided that members see so.
    pub balance: Option<i64>,
    /// Whether they are called as a place that somebody else has shown to be theirs: whoever means
    /// that place has the wrong one before them.
    pub namesake: bool,
}

/// A transfer, as one of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// As it stands in the books.
    pub transfer: Transfer,
    /// Whether it goes out of the account from which it is seen.
    pub is_out: bool,
    /// What that account held or owed after it.
    pub balance_after: i64,
    /// The other.
    pub other: Counterparty,
    /// What was written beside it, while that is kept and not hidden.
    pub purpose: Option<String>,
    /// Whether something is written there, and the account from which it is seen hides it.
    pub is_hidden: bool,
    /// For which kind of thing it was.
    pub category: Option<String>,
    /// Which transfer took it back.
    pub reversed_by: Option<TransferId>,
}

impl Moved {
    /// What was paid just now, as who paid it sees it.
    pub(super) fn out(transfer: Transfer, other: Counterparty, note: Option<Note>) -> Self {
        let (purpose, category) = note.map(|it| (it.purpose, it.category)).unwrap_or_default();
        Self {
            is_out: true,
            balance_after: transfer.debit_after,
            other,
            purpose: Some(purpose).filter(|it| !it.is_empty()),
            is_hidden: false,
            category,
            reversed_by: None,
            transfer,
        }
    }
}

/// A request, as one of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: PaymentRequestId,
    /// The code in its link.
    pub code: String,
    /// Who asks.
    pub to: Counterparty,
    /// Who is asked, or has paid; none: whoever has the link.
    pub from: Option<Counterparty>,
    /// How much, in minor units.
    pub amount: i64,
    /// What for, while that is kept and not hidden.
    pub purpose: Option<String>,
    /// Whether something is written there, and the account from which it is seen, which is asked,
    /// hides it.
    pub is_hidden: bool,
    /// What has become of it.
    pub state: PaymentRequestState,
    /// Until when it can be paid.
    pub expires_at: DateTime<Utc>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// By which transfer it was paid.
    pub transfer: Option<TransferId>,
}

/// A hold, as one of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetApart {
    /// Its id.
    pub id: HoldId,
    /// Whose it is.
    pub from: Counterparty,
    /// For whom.
    pub to: Counterparty,
    /// Of which agreement it is.
    pub agreement: Option<AgreementId>,
    /// How much was set apart, in minor units.
    pub amount: i64,
    /// How much of it was paid.
    pub captured: i64,
    /// What has become of it.
    pub state: HoldState,
    /// Whether two disagree about it.
    pub disputed: bool,
    /// When what is left of it is let go.
    pub expires_at: DateTime<Utc>,
}

/// Words beside a payment, in order; none where there are none.
pub(super) fn tidy(words: Option<&str>, most: usize) -> Result<Option<String>, Problem> {
    let words = without_nul(words.unwrap_or_default());
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    if words.chars().count() > most {
        return Err(Problem::TooLong);
    }
    Ok((!words.is_empty()).then_some(words))
}

/// An amount as it is typed, the same however it is written; what is no amount, as it stands.
pub(in crate::ledger) fn said_amount(typed: &str, scale: u8) -> Result<i64, String> {
    Amount::parse(typed, scale).map(Amount::minor).map_err(|_| typed.to_owned())
}

/// A code as it is typed: without what separates it, in capitals, and what looks like a digit as
/// one.
#[must_use]
pub fn tidy_code(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    let alike = |letter: char| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    letters.map(alike).take(2 * CODE_LETTERS).collect()
}
