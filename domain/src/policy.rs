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
    /// Bring in areas, water or postcodes.
    ImportAreas,
    /// Fill in or remove the demo neighbourhood.
    KeepDemo,
    /// Have the index built anew.
    RebuildIndex,
    /// Look for places that stand in the directory twice.
    SeekDuplicates,
}

impl Action {
    /// All of them, in the order of the printed table.
    pub const ALL: [Self; 7] = [
        Self::ReadDirectory,
        Self::EditListing,
        Self::ImportListings,
        Self::ImportAreas,
        Self::KeepDemo,
        Self::RebuildIndex,
        Self::SeekDuplicates,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as it is printed: a new row is a decision, and is read as one.
    #[test]
    fn the_whole_table() {
        let actors = [Actor::Visitor, Actor::Operator];
        let row = |action: Action| {
            let cells = actors.map(|actor| if allows(actor, action) { "yes" } else { "no" });
            format!("{:<15} {:<8} {:<8}", format!("{action:?}"), cells[0], cells[1])
        };
        let head = format!("{:<15} {:<8} {:<8}", "", "Visitor", "Operator");
        let table: Vec<String> = std::iter::once(head)
            .chain(Action::ALL.map(row))
            .map(|line| line.trim_end().to_owned())
            .collect();
        insta::assert_snapshot!(table.join("\n"), @r"
                        Visitor  Operator
        ReadDirectory   yes      yes
        EditListing     no       yes
        ImportListings  no       yes
        ImportAreas     no       yes
        KeepDemo        no       yes
        RebuildIndex    no       yes
        SeekDuplicates  no       yes
        ");
    }
}
