//! A line of the log.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::id::{AuditId, CommunityId, MandateId, MemberId, ProfileId, RequestId};

/// The longest text that is looked for, in characters.
pub const TEXT_MAX: usize = 80;

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)*) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act {
            $($(#[$doc])* $name,)*
        }

        impl Act {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The key in the database, and in the API.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

acts! {
    /// A house that had nothing in it was begun.
    HouseBegun = "house_begun";
    /// A community was made.
    CommunityFounded = "community_founded";
    /// What a community is was changed.
    CommunityEdited = "community_edited";
    /// A version of what is agreed was published.
    AgreementsPublished = "agreements_published";
    /// A member was entered without a mail to them.
    MemberEntered = "member_entered";
    /// Somebody was invited.
    MemberInvited = "member_invited";
    /// An invitation was taken back.
    InvitationWithdrawn = "invitation_withdrawn";
    /// Somebody who asked was let in.
    MemberAdmitted = "member_admitted";
    /// Somebody who asked was not let in.
    MemberRefused = "member_refused";
    /// Somebody became something else.
    RoleSet = "role_set";
    /// Somebody who was more than a member left.
    RoleGivenUp = "role_given_up";
    /// What more somebody may was changed.
    SetsSet = "sets_set";
    /// Somebody is kept out for a while.
    MemberFrozen = "member_frozen";
    /// Somebody is let in again.
    MemberUnfrozen = "member_unfrozen";
    /// Facts of a place were changed by who looks after it.
    ListingEdited = "listing_edited";
    /// Photos of a place were added, changed or taken away by who looks after it.
    PhotosChanged = "photos_changed";
    /// It was decided whose a place is.
    ClaimDecided = "claim_decided";
    /// Letters to places or to people's homes were printed.
    LettersPrinted = "letters_printed";
    /// Somebody without a mail address was registered.
    MemberRegistered = "member_registered";
    /// Somebody who was registered got a code, to say where they read mail.
    EntryCodeGiven = "entry_code_given";
    /// Somebody who was registered was forgotten, as they asked.
    MemberForgotten = "member_forgotten";
    /// Somebody may act for somebody else.
    MandateGiven = "mandate_given";
    /// They may no more.
    MandateEnded = "mandate_ended";
    /// Somebody did something for somebody else.
    ActedFor = "acted_for";
    /// An organisation saw somebody's certificate of conduct.
    VogNoted = "vog_noted";
    /// That was taken back.
    VogWithdrawn = "vog_withdrawn";
    /// It was decided about what somebody said is wrong with a place.
    ReportDecided = "report_decided";
    /// A file of places went in.
    ListingsImported = "listings_imported";
    /// It was taken out again.
    ImportUndone = "import_undone";
    /// Another edition of areas or postcodes was put on the map.
    MapPublished = "map_published";
    /// The areas and postcodes of the demo were taken off the map.
    MapRemoved = "map_removed";
    /// The demo was put in.
    DemoSeeded = "demo_seeded";
    /// The demo was taken away.
    DemoRemoved = "demo_removed";
    /// Another key signs from now on.
    KeyRotated = "key_rotated";
    /// A second person decided.
    AppealDecided = "appeal_decided";
    /// It was decided whether a source is right.
    DifferenceDecided = "difference_decided";
    /// Two listings were made one.
    ListingsMerged = "listings_merged";
    /// They were made two again.
    MergeUndone = "merge_undone";
    /// Two listings are two places.
    DuplicateRefused = "duplicate_refused";
    /// Somebody who looks after a place saw that it is right.
    ListingConfirmed = "listing_confirmed";
    /// It was decided whether a post comes on the board.
    PostReviewed = "post_reviewed";
    /// It was decided about what somebody said of a post or a conversation.
    PostReportDecided = "post_report_decided";
    /// An agreement about which two neighbours differ was settled.
    AgreementSettled = "agreement_settled";
    /// What somebody needs was written down at the desk for help.
    NeedEntered = "need_entered";
    /// That was changed.
    NeedChanged = "need_changed";
    /// Neighbours were asked for it.
    NeedAsked = "need_asked";
    /// It was decided who does it.
    NeedAssigned = "need_assigned";
    /// It was closed.
    NeedClosed = "need_closed";
    /// Somebody read how whoever needs it is reached.
    NeedRead = "need_read";
    /// A currency was made.
    CurrencyMade = "currency_made";
    /// What a currency is called was changed.
    CurrencyEdited = "currency_edited";
    /// A currency is paid with from then on.
    CurrencySwitchedOn = "currency_switched_on";
    /// It is not any more.
    CurrencySwitchedOff = "currency_switched_off";
    /// The rules of a currency were decided from a day on.
    RulesChanged = "rules_changed";
    /// Rules that were still to take effect were taken back.
    RulesWithdrawn = "rules_withdrawn";
    /// An account was given other limits.
    LimitsSet = "limits_set";
    /// Who runs a community took back what was paid.
    TransferReversed = "transfer_reversed";
    /// An account stands still.
    AccountFrozen = "account_frozen";
    /// It goes on.
    AccountThawed = "account_thawed";
    /// It was closed.
    AccountClosed = "account_closed";
    /// Somebody got a card to pay with at a till.
    PassMade = "pass_made";
    /// A card was blocked.
    PassBlocked = "pass_blocked";
    /// It can be paid with again.
    PassUnblocked = "pass_unblocked";
    /// Its PIN, which was wrong too often, can be tried again.
    PassPinAllowed = "pass_pin_allowed";
    /// It ended.
    PassEnded = "pass_ended";
    /// Somebody offered to make a device a till of theirs.
    TillOffered = "till_offered";
    /// A device became that till.
    TillPaired = "till_paired";
    /// What a till is called, or what it gives back, was changed.
    TillChanged = "till_changed";
    /// A device is no till any more.
    TillUnpaired = "till_unpaired";
    /// All accounts of a kind were given other limits.
    GroupLimitsSet = "group_limits_set";
    /// An organiser proposed what comes into the world of a currency or goes out of it, or what an
    /// organisation may hand out.
    IssueProposed = "issue_proposed";
    /// Another organiser confirmed it.
    IssueConfirmed = "issue_confirmed";
    /// It was taken back.
    IssueWithdrawn = "issue_withdrawn";
    /// An organisation handed out a currency.
    HandedOut = "handed_out";
    /// Euros will be paid for what a merchant hands in.
    RedemptionApproved = "redemption_approved";
    /// They will not.
    RedemptionRefused = "redemption_refused";
    /// They were paid.
    RedemptionPaid = "redemption_paid";
}

impl Act {
    /// The act of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.key() == key)
    }
}

/// What is written down.
#[derive(Clone, Debug)]
pub struct Note {
    pub(crate) act: Act,
    pub(crate) community: Option<CommunityId>,
    pub(crate) subject: Option<String>,
    pub(crate) details: Map<String, Value>,
}

impl Note {
    /// That something was done.
    #[must_use]
    pub fn new(act: Act) -> Self {
        Self { act, community: None, subject: None, details: Map::new() }
    }

    /// In a community.
    #[must_use]
    pub fn of(self, community: impl Into<Option<CommunityId>>) -> Self {
        Self { community: community.into(), ..self }
    }

    /// To something that has an id.
    #[must_use]
    pub fn to(self, subject: impl Display) -> Self {
        Self { subject: Some(subject.to_string()), ..self }
    }

    /// With something worth knowing: no name and no address.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }
}

/// What is asked of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only this.
    pub act: Option<Act>,
    /// Only what was done by or to people and places of whose name this is a part; or whose id it
    /// is.
    pub text: Option<String>,
    /// From then on.
    pub from: Option<DateTime<Utc>>,
    /// Before then.
    pub to: Option<DateTime<Utc>>,
    /// Only what was done under this mandate.
    pub under: Option<MandateId>,
    /// How many at most.
    pub first: u32,
    /// After this line, so earlier.
    pub after: Option<AuditId>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; nobody where it was the operator at the command line.
    pub actor: Option<MemberId>,
    /// Their name, unless they are gone.
    pub actor_name: Option<String>,
    /// For whom, where it was for somebody else.
    pub behalf: Option<MemberId>,
    /// Their name, unless they are gone.
    pub behalf_name: Option<String>,
    /// As which household, organisation or merchant.
    pub profile: Option<ProfileId>,
    /// Under which mandate.
    pub mandate: Option<MandateId>,
    /// In which community.
    pub community: Option<CommunityId>,
    /// What was done, by key: an older program may not know a newer one's.
    pub act: String,
    /// To what, as its id.
    pub subject: Option<String>,
    /// Its name, unless it is gone.
    pub subject_name: Option<String>,
    /// What is worth knowing.
    pub details: Map<String, Value>,
    /// In which request.
    pub request: RequestId,
}
