//! Who may do what: the whole table, and nothing outside it.
//!
//! The table is asked with what the actor is to the thing that it is about: the keeper of a
//! listing, a role in the community that looks after it, and what more they may there.

use crate::communities::model::{PermissionSet, Role, Sets};
use crate::ctx::{Actor, Ctx, Signed};
use crate::listings::keepers::Keeper;
use crate::profiles::mandates::{Deed, Deeds};
use crate::profiles::model::Part;
pub use crate::standing::Standing;

/// A deed that is allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Search and read the public directory.
    ReadDirectory,
    /// Bring a place into the directory.
    AddListing,
    /// Change a listing's facts.
    EditListing,
    /// See how often a listing is looked at, rung and walked to.
    SeeNumbers,
    /// Let others keep a listing, hand it over or give it up.
    ShareListing,
    /// Say that something of a listing is wrong.
    ReportListing,
    /// Decide what is done with that.
    DecideReports,
    /// Ask a second person about what was decided against oneself.
    Appeal,
    /// Be that second person.
    DecideAppeals,
    /// Make two listings of one place one, or say that they are two.
    MergeListings,
    /// Answer a letter by its link, without signing in.
    AnswerLetter,
    /// Go through a street and say which places are still there.
    WalkStreets,
    /// Say that a place is one's own.
    ClaimListing,
    /// Print letters to places, and decide whose they are.
    DecideClaims,
    /// Say that a code was seen at the counter of a place.
    SeeCounterCode,
    /// Bring in a file of listings.
    ImportListings,
    /// Bring in areas, water or postcodes.
    ImportAreas,
    /// Fill in or remove the demo neighbourhood.
    KeepDemo,
    /// Have the index built anew.
    RebuildIndex,
    /// Look for places that stand in the directory twice.
    SeekDuplicates,
    /// Sign in, or become a member.
    SignIn,
    /// Look after one's own account and devices.
    KeepAccount,
    /// Make profiles, and act as them.
    KeepProfiles,
    /// See who belongs to a profile.
    SeeProfile,
    /// Say who belongs to a profile, and end it.
    KeepProfile,
    /// See which places one keeps.
    SeeKept,
    /// Let somebody act for oneself.
    GiveMandate,
    /// Ask for a letter to one's home, and say whom one knows.
    Attest,
    /// Register somebody without a mail address, and write down who acts for them.
    RegisterMember,
    /// Print letters to people's homes.
    PrintHomeLetters,
    /// Write down that an organisation saw a certificate of conduct.
    NoteVog,
    /// Enter a member without a mail to them.
    AddMember,
    /// Keep somebody out of the whole house for a while.
    FreezeAccount,
    /// Begin a house that has nothing in it; the code that was shown at its start is needed too.
    BeginHouse,
    /// Make a community.
    FoundCommunity,
    /// Join a community or leave it, and accept what is agreed there.
    JoinCommunity,
    /// See what waits in a community.
    SeeDesk,
    /// See who runs a community, by their first names.
    SeeOrganisers,
    /// See who belongs to a community.
    SeeMembers,
    /// Invite somebody to a community, as a member.
    InviteMember,
    /// Let people in, keep them out, and say what they are.
    ManageMembers,
    /// Change what a community is, and what is agreed there.
    KeepCommunity,
    /// Read the log of what was done by whoever may do more than others.
    ReadAudit,
    /// Read what stands on the board for oneself.
    ReadBoard,
    /// Put something on the board.
    PublishPost,
    /// Change, renew and close a post.
    KeepPost,
    /// Look away from a post or from somebody, and say that something is not right.
    TurnAway,
    /// Answer a post.
    Reply,
    /// See and keep an agreement, and write in it.
    KeepAgreement,
    /// Settle an agreement about which two neighbours differ.
    SettleAgreement,
    /// Decide about what waits for somebody to look at it before others see it, and about what
    /// was said of posts and conversations.
    DecidePosts,
    /// Write down what somebody needs who told it to the desk for help, and ask neighbours.
    KeepNeeds,
    /// Answer what the desk for help asks, and do it.
    AnswerNeed,
    /// Say what a community pays with, and by which rules.
    KeepCurrency,
    /// See the accounts of others.
    SeeAccounts,
    /// Give accounts other limits, let them stand still, and close them.
    ManageAccounts,
    /// Bring a currency into the world and take it out, with a second person; say what
    /// organisations hand out of it, and decide what merchants hand in.
    IssueCurrency,
    /// Hand out a currency for an organisation.
    HandOut,
    /// Have an account, and pay from it.
    HoldAccount,
    /// Make devices the tills of an account, and end that.
    KeepTills,
    /// Ask to be paid at the till of an account, and see what came in there today.
    WorkTill,
    /// Read what one is told, and say how.
    ReadAlerts,
    /// Send mail, rotate keys, tidy away: what the house does by itself.
    KeepHouse,
}

impl Action {
    /// All of them, in the order of the printed table.
    pub const ALL: [Self; 63] = [
        Self::ReadDirectory,
        Self::AddListing,
        Self::EditListing,
        Self::SeeNumbers,
        Self::ShareListing,
        Self::ReportListing,
        Self::DecideReports,
        Self::Appeal,
        Self::DecideAppeals,
        Self::MergeListings,
        Self::AnswerLetter,
        Self::WalkStreets,
        Self::ClaimListing,
        Self::DecideClaims,
        Self::SeeCounterCode,
        Self::ImportListings,
        Self::ImportAreas,
        Self::KeepDemo,
        Self::RebuildIndex,
        Self::SeekDuplicates,
        Self::SignIn,
        Self::KeepAccount,
        Self::KeepProfiles,
        Self::SeeProfile,
        Self::KeepProfile,
        Self::SeeKept,
        Self::GiveMandate,
        Self::Attest,
        Self::RegisterMember,
        Self::PrintHomeLetters,
        Self::NoteVog,
        Self::AddMember,
        Self::FreezeAccount,
        Self::BeginHouse,
        Self::FoundCommunity,
        Self::JoinCommunity,
        Self::SeeDesk,
        Self::SeeOrganisers,
        Self::SeeMembers,
        Self::InviteMember,
        Self::ManageMembers,
        Self::KeepCommunity,
        Self::ReadAudit,
        Self::ReadBoard,
        Self::PublishPost,
        Self::KeepPost,
        Self::TurnAway,
        Self::Reply,
        Self::KeepAgreement,
        Self::SettleAgreement,
        Self::DecidePosts,
        Self::KeepNeeds,
        Self::AnswerNeed,
        Self::KeepCurrency,
        Self::SeeAccounts,
        Self::ManageAccounts,
        Self::IssueCurrency,
        Self::HandOut,
        Self::HoldAccount,
        Self::KeepTills,
        Self::WorkTill,
        Self::ReadAlerts,
        Self::KeepHouse,
    ];
}

/// The actor may not do this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not allowed: {action:?}")]
pub struct Denied {
    /// What was tried.
    pub action: Action,
}

/// Whether the table allows it; whatever it does not name is denied.
#[must_use]
pub fn allows(actor: Actor, action: Action) -> bool {
    allows_on(actor, action, Standing::NONE)
}

/// Whether the table allows it to an actor who is something to what it is about.
#[must_use]
pub fn allows_on(actor: Actor, action: Action, standing: impl Into<Standing>) -> bool {
    use Action as A;
    let (mut actor, mut standing): (Actor, Standing) = (actor, standing.into());
    if let Actor::Member(signed @ Signed { under: Some(under), .. }) = actor {
        if !covers(under.deeds, action) {
            return false;
        }
        // What somebody is trusted with in a community or a profile nobody does for them.
        actor = Actor::Member(Signed { operator: false, ..signed });
        let (is_party, role) = (standing.is_party, standing.role.min(Role::Member));
        standing = Standing { keeper: standing.keeper, is_party, role, ..Standing::NONE };
    }
    match (actor, action) {
        // An account, a business and belonging somewhere are a person's; the house has none.
        (
            Actor::Operator,
            A::KeepAccount
            | A::ClaimListing
            | A::JoinCommunity
            | A::WalkStreets
            | A::KeepProfiles
            | A::SeeProfile
            | A::KeepProfile
            | A::SeeKept
            | A::GiveMandate
            | A::Attest
            | A::PublishPost
            | A::TurnAway
            | A::Reply
            | A::KeepAgreement
            | A::SettleAgreement
            | A::KeepNeeds
            | A::AnswerNeed
            | A::HoldAccount
            | A::KeepTills
            | A::WorkTill
            | A::ReadAlerts,
        ) => false,
        // What somebody holds or owes is for who runs their community to look after.
        (Actor::Operator, A::SeeAccounts | A::ManageAccounts) => false,
        (Actor::Operator, A::IssueCurrency | A::HandOut) => false,
        // What keepers see of their place is theirs, and nobody else's to look at.
        (Actor::Operator, A::SeeNumbers) => false,
        // A second person is a person.
        (Actor::Operator, A::Appeal | A::DecideAppeals) => false,
        (Actor::Operator, _) => true,
        (_, A::ReadDirectory | A::SignIn | A::BeginHouse | A::ReportListing | A::AnswerLetter) => {
            true
        }
        (_, A::ReadBoard) => true,
        (Actor::Member(_), A::KeepAccount | A::AddListing | A::ClaimListing | A::Appeal) => true,
        (Actor::Member(_), A::TurnAway | A::Reply | A::ReadAlerts) => true,
        (Actor::Member(_), A::JoinCommunity | A::WalkStreets) => true,
        (Actor::Member(_), A::KeepProfiles | A::SeeKept | A::GiveMandate | A::Attest) => true,
        (Actor::Member(signed), action) => {
            keeper_may(standing.keeper, action) || member_may(signed, action, standing)
        }
        (Actor::Visitor, _) => false,
    }
}

/// What the keeper of a listing may with it.
fn keeper_may(keeper: Keeper, action: Action) -> bool {
    use Action as A;
    match action {
        A::EditListing => keeper >= Keeper::Finder,
        A::SeeNumbers | A::DecideReports => keeper >= Keeper::Editor,
        A::ShareListing => keeper == Keeper::Owner,
        // Who brought it in has not shown that it is theirs.
        A::WorkTill => matches!(keeper, Keeper::Till | Keeper::Editor | Keeper::Owner),
        _ => false,
    }
}

/// What a member may by what they are in a community or a profile, and to a post or an agreement.
fn member_may(Signed { operator, .. }: Signed, action: Action, standing: Standing) -> bool {
    use Action as A;
    use PermissionSet as P;
    let Standing { role, sets, part, is_party, .. } = standing;
    match action {
        A::SeeProfile => part >= Part::Member,
        A::KeepProfile => part == Part::Owner,
        A::SeekDuplicates | A::AddMember | A::FoundCommunity | A::FreezeAccount => operator,
        A::EditListing | A::DecideClaims | A::DecideReports => operator || role >= Role::Steward,
        A::DecideAppeals | A::MergeListings => operator || role >= Role::Steward,
        A::ManageMembers | A::KeepCommunity | A::PrintHomeLetters | A::ImportListings => {
            operator || role >= Role::Organiser
        }
        A::RegisterMember | A::NoteVog | A::InviteMember => {
            operator || role >= Role::Organiser || sets.has(P::HelpCoordinator)
        }
        // Whoever goes round to see people, and decides nothing.
        A::SeeCounterCode => operator || role >= Role::Steward || sets.has(P::HelpCoordinator),
        A::ReadAudit => operator || role >= Role::Organiser || sets.has(P::Auditor),
        A::SeeOrganisers => operator || role >= Role::Member,
        A::SeeMembers => operator || role >= Role::Organiser || sets != Sets::NONE,
        A::SeeDesk => operator || role >= Role::Steward || sets != Sets::NONE,
        A::PublishPost => role >= Role::Member,
        // Who runs the house reads nobody's conversations, and neither does a steward.
        A::KeepPost | A::KeepAgreement => is_party,
        A::SettleAgreement => role >= Role::Steward && !is_party,
        A::DecidePosts => (operator || role >= Role::Steward) && !is_party,
        // What somebody told on the phone is no business of who runs the house.
        A::KeepNeeds => role >= Role::Organiser || sets.has(P::HelpCoordinator),
        A::AnswerNeed => is_party && role >= Role::Member,
        A::KeepCurrency => operator || role >= Role::Organiser,
        A::SeeAccounts | A::ManageAccounts | A::IssueCurrency => role >= Role::Organiser,
        A::HandOut => is_party && role >= Role::Member && sets.has(P::CurrencyIssuer),
        // An account stays its holder's when they have left the community.
        A::HoldAccount => is_party || role >= Role::Member,
        A::KeepTills | A::WorkTill => is_party,
        _ => false,
    }
}

/// What a mandate covers: what anybody may, and what its deeds name. Giving a place away is not
/// among them, nor is anything about the account.
fn covers(deeds: Deeds, action: Action) -> bool {
    use Action as A;
    match action {
        A::ReadDirectory | A::SignIn | A::AnswerLetter => true,
        A::SeeKept | A::AddListing | A::EditListing | A::ClaimListing | A::DecideReports => {
            deeds.has(Deed::KeepPlaces)
        }
        A::ReportListing => deeds.has(Deed::TellWrong),
        A::ReadBoard => true,
        A::PublishPost | A::KeepPost => deeds.has(Deed::PostHelp),
        // Who agrees for somebody reads what that somebody is told of it.
        A::Reply | A::KeepAgreement | A::ReadAlerts => deeds.has(Deed::Agree),
        _ => false,
    }
}

/// Whether the table allows it to a device that was paired as a till, by its secret alone: to be
/// that till, whatever else there is or comes to be. It is no actor, and whatever it asks outside
/// [`crate::ledger::tills`] it asks as a visitor.
#[must_use]
pub fn till_may(action: Action) -> bool {
    action == Action::WorkTill
}

/// Asks the table.
///
/// # Errors
/// [`Denied`] with the action.
pub fn check(ctx: &Ctx, action: Action) -> Result<(), Denied> {
    check_on(ctx, action, Standing::NONE)
}

/// Asks the table about something that the actor is something to.
///
/// # Errors
/// [`Denied`] with the action.
pub fn check_on(ctx: &Ctx, action: Action, standing: impl Into<Standing>) -> Result<(), Denied> {
    if allows_on(ctx.actor, action, standing) { Ok(()) } else { Err(Denied { action }) }
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
