//! What each deed leaves in the log, or why it leaves nothing.

use std::collections::BTreeSet;

use koop_domain::audit::model::Act;
use koop_domain::ctx::{Actor, Signed};
use koop_domain::id::{MemberId, SessionId};
use koop_domain::policy::{Action, allows};

/// What a deed leaves in the log, or why it leaves nothing.
enum Leaves {
    Lines(&'static [Act]),
    /// Anybody may do it.
    Everybodys,
    /// Any member may, for themselves.
    EveryMembers,
    Nothing(&'static str),
}

/// What is done at the desk for help.
const OF_NEEDS: [Act; 6] = [
    Act::NeedEntered,
    Act::NeedChanged,
    Act::NeedAsked,
    Act::NeedAssigned,
    Act::NeedClosed,
    Act::NeedRead,
];

/// What is decided about currencies.
const OF_CURRENCIES: [Act; 6] = [
    Act::CurrencyMade,
    Act::CurrencyEdited,
    Act::CurrencySwitchedOn,
    Act::CurrencySwitchedOff,
    Act::RulesChanged,
    Act::RulesWithdrawn,
];

/// What is decided about accounts.
const OF_ACCOUNTS: [Act; 11] = [
    Act::LimitsSet,
    Act::GroupLimitsSet,
    Act::AccountFrozen,
    Act::AccountThawed,
    Act::AccountClosed,
    Act::TransferReversed,
    Act::PassMade,
    Act::PassBlocked,
    Act::PassUnblocked,
    Act::PassPinAllowed,
    Act::PassEnded,
];

/// What comes into the world of a currency and goes out of it.
const OF_ISSUING: [Act; 6] = [
    Act::IssueProposed,
    Act::IssueConfirmed,
    Act::IssueWithdrawn,
    Act::RedemptionApproved,
    Act::RedemptionRefused,
    Act::RedemptionPaid,
];

const OF_TILLS: [Act; 4] = [Act::TillOffered, Act::TillPaired, Act::TillChanged, Act::TillUnpaired];
const OF_REGISTERED: [Act; 3] = [Act::MemberRegistered, Act::EntryCodeGiven, Act::MemberForgotten];

/// A new action does not compile until somebody says which.
fn leaves(action: Action) -> Leaves {
    use Action as A;
    use Leaves::{EveryMembers, Everybodys, Lines, Nothing};
    match action {
        A::ReadDirectory | A::SignIn | A::ReportListing | A::AnswerLetter | A::ReadBoard => {
            Everybodys
        }
        A::AddListing
        | A::ClaimListing
        | A::KeepAccount
        | A::WalkStreets
        | A::KeepProfiles
        | A::SeeKept
        | A::Attest
        | A::Appeal
        | A::TurnAway
        | A::Reply
        | A::ReadAlerts => EveryMembers,
        A::PublishPost | A::KeepPost | A::KeepAgreement => Nothing("it is their own"),
        A::HoldAccount => Nothing("it is their own, and the books themselves say what moved"),
        A::KeepCurrency => Lines(&OF_CURRENCIES),
        A::ManageAccounts => Lines(&OF_ACCOUNTS),
        A::IssueCurrency => Lines(&OF_ISSUING),
        A::HandOut => Lines(&[Act::HandedOut]),
        A::KeepTills => Lines(&OF_TILLS),
        A::WorkTill => Nothing("the books themselves say what moved"),
        A::DecidePosts => Lines(&[Act::PostReviewed, Act::PostReportDecided]),
        A::SettleAgreement => Lines(&[Act::AgreementSettled]),
        A::KeepNeeds => Lines(&OF_NEEDS),
        // A neighbour who does it reads how somebody is reached, as the desk does.
        A::AnswerNeed => Lines(&[Act::NeedRead]),
        A::KeepProfile => Nothing("it is their own household or shop"),
        // Whatever is done under it has a line as well.
        A::GiveMandate => Lines(&[Act::MandateGiven, Act::MandateEnded, Act::ActedFor]),
        A::RegisterMember => Lines(&OF_REGISTERED),
        A::PrintHomeLetters => Lines(&[Act::LettersPrinted]),
        A::NoteVog => Lines(&[Act::VogNoted, Act::VogWithdrawn]),
        // Whoever was more than a member and leaves is missed.
        A::JoinCommunity => Lines(&[Act::RoleGivenUp]),
        A::ShareListing => Nothing("it is the owner's own place"),
        A::SeeNumbers
        | A::SeeProfile
        | A::SeeDesk
        | A::SeeOrganisers
        | A::SeeMembers
        | A::SeeAccounts
        | A::ReadAudit => Nothing("it only reads"),
        A::SeekDuplicates => Nothing("it only asks, and people answer"),
        A::RebuildIndex => Nothing("it changes no fact: the index says again what is there"),
        A::BeginHouse => Lines(&[Act::HouseBegun]),
        A::EditListing => Lines(&[Act::ListingEdited, Act::PhotosChanged, Act::ListingConfirmed]),
        A::DecideReports => Lines(&[Act::ReportDecided, Act::DifferenceDecided]),
        A::DecideAppeals => Lines(&[Act::AppealDecided]),
        A::MergeListings => Lines(&[Act::ListingsMerged, Act::MergeUndone, Act::DuplicateRefused]),
        A::FreezeAccount => Lines(&[Act::MemberFrozen, Act::MemberUnfrozen]),
        A::DecideClaims => Lines(&[Act::ClaimDecided, Act::LettersPrinted]),
        A::SeeCounterCode => Lines(&[Act::ClaimDecided]),
        A::ImportListings => Lines(&[Act::ListingsImported, Act::ImportUndone]),
        A::ImportAreas => Lines(&[Act::MapPublished]),
        A::KeepDemo => Lines(&[Act::DemoSeeded, Act::DemoRemoved, Act::MapRemoved]),
        A::AddMember => Lines(&[Act::MemberEntered]),
        A::FoundCommunity => Lines(&[Act::CommunityFounded]),
        A::InviteMember => Lines(&[Act::MemberInvited, Act::InvitationWithdrawn]),
        A::ManageMembers => Lines(&[
            Act::MemberAdmitted,
            Act::MemberRefused,
            Act::RoleSet,
            Act::SetsSet,
            Act::MemberFrozen,
            Act::MemberUnfrozen,
        ]),
        A::KeepCommunity => Lines(&[Act::CommunityEdited, Act::AgreementsPublished]),
        // The rest of what the house does by itself takes away what has ended, and sends mail.
        A::KeepHouse => Lines(&[Act::KeyRotated]),
    }
}

#[test]
fn every_act_is_somebodys_and_every_silence_has_a_reason() {
    let plain = Actor::Member(Signed {
        member: MemberId(uuid::Uuid::nil()),
        session: SessionId(uuid::Uuid::nil()),
        operator: false,
        under: None,
    });
    let mut told = BTreeSet::new();
    for action in Action::ALL {
        match leaves(action) {
            Leaves::Lines(acts) => {
                assert!(!acts.is_empty(), "{action:?}");
                told.extend(acts.iter().map(|act| act.key()));
            }
            Leaves::Everybodys => assert!(allows(Actor::Visitor, action), "{action:?}"),
            Leaves::EveryMembers => assert!(allows(plain, action), "{action:?}"),
            Leaves::Nothing(why) => assert!(!why.is_empty(), "{action:?}"),
        }
    }
    let all: BTreeSet<&str> = Act::ALL.iter().map(|act| act.key()).collect();
    assert_eq!(told, all, "an act belongs to an action");
}
