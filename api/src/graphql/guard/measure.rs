//! How large a document is with all fragments written out, without writing them out.

use std::collections::HashMap;

use async_graphql_parser::types::{ExecutableDocument, Field, Selection, SelectionSet};

use super::{ALIASES_MAX, DIRECTIVES_MAX, PAYING, REPEATS_MAX, Refusal, SELECTIONS_MAX, WEIGHTY};

/// What is counted. Sums saturate: a bomb's true size has more digits than a machine word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) selections: usize,
    pub(super) aliases: usize,
    pub(super) directives: usize,
    pub(super) weighty: usize,
}

/// Refuses a document that is too large, repeats itself too often, or has a fragment in itself.
pub(super) fn measure(document: &ExecutableDocument) -> Result<Size, Refusal> {
    let mut measured = Measured { document, fragments: HashMap::new() };
    let mut all = Size::default();
    for (_, operation) in document.operations.iter() {
        let directives = operation.node.directives.len();
        let content = measured.selections(&operation.node.selection_set.node)?;
        all = all.and(content).and(Size { directives, ..Size::default() });
    }
    all.within()?;
    // Validation also walks through fragments that no operation uses.
    for name in document.fragments.keys() {
        measured.fragment(name)?.within()?;
    }
    Ok(all)
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            weighty: self.weighty.saturating_add(other.weighty),
        }
    }

    fn within(self) -> Result<(), Refusal> {
        if self.selections > SELECTIONS_MAX {
            return Err(Refusal::Selections);
        }
        if self.aliases > ALIASES_MAX {
            return Err(Refusal::Aliases);
        }
        if self.directives > DIRECTIVES_MAX {
            return Err(Refusal::Directives);
        }
        if self.weighty > 1 { Err(Refusal::Weighty) } else { Ok(()) }
    }
}

/// The sizes of the fragments that were measured already; `None` while one is being measured,
/// so that meeting it again is a cycle.
struct Measured<'a> {
    document: &'a ExecutableDocument,
    fragments: HashMap<&'a str, Option<Size>>,
}

impl<'a> Measured<'a> {
    /// The size of a fragment's content. The scan bounds how deep this recurses: every level,
    /// nested or by way of a fragment, needs brackets of its own.
    fn fragment(&mut self, name: &'a str) -> Result<Size, Refusal> {
        match self.fragments.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(Refusal::Cycle(name.to_owned())),
            None => {}
        }
        // An unknown fragment is validation's to refuse.
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Size::default()) };
        self.fragments.insert(name, None);
        let directives = fragment.node.directives.len();
        let content = self.selections(&fragment.node.selection_set.node)?;
        let size = content.and(Size { directives, ..Size::default() });
        self.fragments.insert(name, Some(size));
        Ok(size)
    }

    fn selections(&mut self, set: &'a SelectionSet) -> Result<Size, Refusal> {
        refuse_repeats(set)?;
        let mut all = Size::default();
        for selection in &set.items {
            let directives = selection.node.directives().len();
            let (alias, weighty) = match &selection.node {
                Selection::Field(field) => (field.node.alias.is_some(), is_weighty(&field.node)),
                _ => (false, false),
            };
            let (aliases, weighty) = (alias.into(), weighty.into());
            let itself = Size { selections: 1, aliases, directives, weighty };
            let inside = match &selection.node {
                Selection::Field(field) => self.selections(&field.node.selection_set.node)?,
                Selection::InlineFragment(inline) => {
                    self.selections(&inline.node.selection_set.node)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node)?
                }
            };
            all = all.and(itself).and(inside);
        }
        Ok(all)
    }
}

/// Whether it is of what may be asked once a request.
fn is_weighty(field: &Field) -> bool {
    let name = field.name.node.as_str();
    WEIGHTY.contains(&name) || (PAYING.contains(&name) && !field.arguments.is_empty())
}

/// The same answer may be asked for twice, and the two are merged; each is executed, though.
fn refuse_repeats(set: &SelectionSet) -> Result<(), Refusal> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for selection in &set.items {
        let Selection::Field(field) = &selection.node else { continue };
        let name = field.node.response_key().node.as_str();
        let times = seen.entry(name).or_default();
        *times += 1;
        if *times > REPEATS_MAX {
            return Err(Refusal::Repeats(name.to_owned()));
        }
    }
    Ok(())
}
