//! Who may do what: the whole table, and nothing outside it.

use crate::ctx::{Actor, Ctx, Signed};
use crate::listings::keepers::Keeper;

/// A deed that is allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Search and read the public directory.
    ReadDirectory,
    /// Bring a place into the directory.
    AddListing,
    /// Change a listing's facts.
    EditListing,
    /// Let others keep a listing, hand it over or give it up.
    ShareListing,
    /// Say that something of a listing is wrong.
    ReportListing,
    /// Decide what is done with that.
    DecideReports,
    /// Answer a letter by its link, without signing in.
    AnswerLetter,
    /// Go through a street and say which places are still there.
    WalkStreets,
    /// Say that a place is one's own.
    ClaimListing,
    /// Print letters to places, and decide whose they are.
    DecideClaims,
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
    /// Enter a member without a mail to them.
    AddMember,
    /// Send mail, rotate keys, tidy away: what the house does by itself.
    KeepHouse,
}

impl Action {
    /// All of them, in the order of the printed table.
    pub const ALL: [Self; 19] = [
        Self::ReadDirectory,
        Self::AddListing,
        Self::EditListing,
        Self::ShareListing,
        Self::ReportListing,
        Self::DecideReports,
        Self::AnswerLetter,
        Self::WalkStreets,
        Self::ClaimListing,
        Self::DecideClaims,
        Self::ImportListings,
        Self::ImportAreas,
        Self::KeepDemo,
        Self::RebuildIndex,
        Self::SeekDuplicates,
        Self::SignIn,
        Self::KeepAccount,
        Self::AddMember,
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
    allows_on(actor, action, Keeper::Nobody)
}

/// Whether the table allows it on a listing that the actor is something to.
#[must_use]
pub fn allows_on(actor: Actor, action: Action, keeper: Keeper) -> bool {
    use Action as A;
    match (actor, action) {
        // An account and a business are a person's; the house has none.
        (Actor::Operator, A::KeepAccount | A::ClaimListing | A::WalkStreets) => false,
        (Actor::Operator, _) => true,
        (_, A::ReadDirectory | A::SignIn | A::ReportListing | A::AnswerLetter) => true,
        (Actor::Member(_), A::KeepAccount | A::AddListing | A::ClaimListing | A::WalkStreets) => {
            true
        }
        (Actor::Member(_), A::EditListing) if keeper >= Keeper::Finder => true,
        (Actor::Member(_), A::ShareListing) if keeper == Keeper::Owner => true,
        (Actor::Member(_), A::DecideReports) if keeper >= Keeper::Editor => true,
        (
            Actor::Member(Signed { operator: true, .. }),
            A::EditListing | A::DecideReports | A::DecideClaims | A::SeekDuplicates | A::AddMember,
        ) => true,
        (Actor::Visitor | Actor::Member(_), _) => false,
    }
}

/// Asks the table.
///
/// # Errors
/// [`Denied`] with the action.
pub fn check(ctx: &Ctx, action: Action) -> Result<(), Denied> {
    check_on(ctx, action, Keeper::Nobody)
}

/// Asks the table about a listing that the actor is something to.
///
/// # Errors
/// [`Denied`] with the action.
pub fn check_on(ctx: &Ctx, action: Action, keeper: Keeper) -> Result<(), Denied> {
    if allows_on(ctx.actor, action, keeper) { Ok(()) } else { Err(Denied { action }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{MemberId, SessionId};

    /// The table as it is printed: a new row is a decision, and is read as one.
    #[test]
    fn the_whole_table() {
        let id = uuid::Uuid::nil;
        let signed = |operator| {
            Actor::Member(Signed { member: MemberId(id()), session: SessionId(id()), operator })
        };
        let actors = [
            ("Visitor", Actor::Visitor),
            ("Member", signed(false)),
            ("Operator", signed(true)),
            ("House", Actor::Operator),
        ];
        let row = |action: Action| {
            let cells = actors.map(|(_, it)| if allows(it, action) { "yes" } else { "no" });
            line(&format!("{action:?}"), cells)
        };
        let head = line("", actors.map(|(name, _)| name));
        let table: Vec<String> = std::iter::once(head).chain(Action::ALL.map(row)).collect();
        insta::assert_snapshot!(table.join("\n"), @r"
                        Visitor  Member   Operator House
        ReadDirectory   yes      yes      yes      yes
        AddListing      no       yes      yes      yes
        EditListing     no       no       yes      yes
        ShareListing    no       no       no       yes
        ReportListing   yes      yes      yes      yes
        DecideReports   no       no       yes      yes
        AnswerLetter    yes      yes      yes      yes
        WalkStreets     no       yes      yes      no
        ClaimListing    no       yes      yes      no
        DecideClaims    no       no       yes      yes
        ImportListings  no       no       no       yes
        ImportAreas     no       no       no       yes
        KeepDemo        no       no       no       yes
        RebuildIndex    no       no       no       yes
        SeekDuplicates  no       no       yes      yes
        SignIn          yes      yes      yes      yes
        KeepAccount     no       yes      yes      no
        AddMember       no       no       yes      yes
        KeepHouse       no       no       no       yes
        ");
    }

    /// What more a member may with a listing, by what they are to it.
    #[test]
    fn what_keepers_may() {
        let id = uuid::Uuid::nil;
        let member = Signed { member: MemberId(id()), session: SessionId(id()), operator: false };
        let may = |keeper| {
            let more = |action: &Action| {
                let actor = Actor::Member(member);
                allows_on(actor, *action, keeper) && !allows(actor, *action)
            };
            let more: Vec<Action> = Action::ALL.into_iter().filter(more).collect();
            format!("{keeper:?}: {more:?}")
        };
        insta::assert_snapshot!(Keeper::ALL.map(may).join("\n"), @r"
        Nobody: []
        Till: []
        Finder: [EditListing]
        Editor: [EditListing, DecideReports]
        Owner: [EditListing, ShareListing, DecideReports]
        ");
        for keeper in Keeper::ALL {
            assert!(Action::ALL.into_iter().all(|action| {
                allows_on(Actor::Visitor, action, keeper) == allows(Actor::Visitor, action)
            }));
        }
    }

    fn line(name: &str, cells: [&str; 4]) -> String {
        let cells = cells.map(|cell| format!(" {cell:<8}")).concat();
        format!("{name:<15}{cells}").trim_end().to_owned()
    }
}
