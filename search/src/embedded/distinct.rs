//! Lists that many listings share (their categories, their areas), each kept once and numbered.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::bytes::{Bytes, Out};

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

    /// Writes all lists down in the order of their numbers.
    pub(super) fn write(&self, out: &mut Out, put: impl Fn(&mut Out, &T)) {
        out.put_len(self.lists.len());
        for list in self.iter() {
            out.put_len(list.len());
            list.iter().for_each(|one| put(out, one));
        }
    }

    /// As they were written; none where a list stands twice.
    pub(super) fn read(
        bytes: &mut Bytes<'_>,
        one: impl Fn(&mut Bytes<'_>) -> Option<T>,
    ) -> Option<Self> {
        let mut lists = Self::default();
        for number in 0..bytes.len()? {
            let length = bytes.len()?;
            let list = bytes.many(length, &one)?;
            if lists.number(&list) as usize != number {
                return None;
            }
        }
        Some(lists)
    }

    /// About how many bytes of memory they take.
    pub(super) fn bytes(&self) -> usize {
        // An Arc keeps two counts before its list; a hash map a byte beside each place.
        let list = |list: &Arc<[T]>| 2 * size_of::<usize>() + size_of_val(&**list);
        self.lists.iter().map(list).sum::<usize>()
            + self.lists.capacity() * size_of::<Arc<[T]>>()
            + self.numbers.capacity() * (size_of::<(Arc<[T]>, u32)>() + 1) * 8 / 7
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
