//! Who may do what: the whole table, and nothing outside it.

use crate::ctx::{Actor, Ctx};

/// A deed that is allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Search and read the public directory.
    ReadDirectory,
    /// Change a listing's facts.
    EditListing,
    /// Bring in a file of listings.
    ImportListings,
    /// Fill in or remove the demo neighbourhood.
    KeepDemo,
    /// Have the index built anew.
    RebuildIndex,
}

impl Action {
    /// All of them, in the order of the printed table.
    pub const ALL: [Self; 5] = [
        Self::ReadDirectory,
        Self::EditListing,
        Self::ImportListings,
        Self::KeepDemo,
        Self::RebuildIndex,
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
    match (actor, action) {
        (Actor::Operator, _) => true,
        (Actor::Visitor, Action::ReadDirectory) => true,
        (Actor::Visitor, _) => false,
    }
}

/// Asks the table.
///
/// # Errors
/// [`Denied`] with the action.
pub fn check(ctx: &Ctx, action: Action) -> Result<(), Denied> {
    if allows(ctx.actor, action) { Ok(()) } else { Err(Denied { action }) }
}
