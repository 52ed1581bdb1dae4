//! Lists that many listings share (their categories, their areas), each kept once and numbered.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Distinct lists of values. A list that nobody has any more stays until the next rebuild: there
/// are few, and numbers must not change.
pub(super) struct Distinct<T> {
    lists: Vec<Arc<[T]>>,
    numbers: HashMap<Arc<[T]>, u32>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self { lists: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    /// The number of a list.
    pub(super) fn number(&mut self, list: &[T]) -> u32 {
        if let Some(number) = self.numbers.get(list) {
            return *number;
        }
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        let list: Arc<[T]> = list.into();
        self.lists.push(Arc::clone(&list));
        self.numbers.insert(list, number);
        number
    }

    /// The list with a number.
    pub(super) fn get(&self, number: u32) -> &[T] {
        self.lists.get(number as usize).map_or(&[], |list| list)
    }

    /// All lists in the order of their numbers.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> {
        self.lists.iter().map(|list| &**list)
    }
}
