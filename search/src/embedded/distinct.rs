//! Lists that many listings share (their categories, their areas), each kept once and numbered.

use std::hash::{BuildHasher as _, Hash};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::bytes::{Bytes, Out};

/// Distinct lists of values. A list that nobody has any more stays until the next rebuild: there
/// are few, and numbers must not change.
pub(super) struct Distinct<T> {
    /// All lists, one after the other.
    values: Vec<T>,
    /// Where each list ends.
    ends: Vec<u32>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        let (numbers, hasher) = (HashTable::new(), DefaultHashBuilder::default());
        Self { values: Vec::new(), ends: Vec::new(), numbers, hasher }
    }
}

impl<T: Clone + Eq + Hash> Distinct<T> {
    /// The number of a list.
    pub(super) fn number(&mut self, list: &[T]) -> u32 {
        let hash = self.hasher.hash_one(list);
        if let Some(number) = self.numbers.find(hash, |number| self.get(*number) == list) {
            return *number;
        }
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.values.extend_from_slice(list);
        self.ends.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        let Self { values, ends, numbers, hasher } = self;
        numbers.insert_unique(hash, number, |number| hasher.hash_one(cut(values, ends, *number)));
        number
    }

    /// Writes all lists down in the order of their numbers.
    pub(super) fn write(&self, out: &mut Out, put: impl Fn(&mut Out, &T)) {
        out.put_len(self.ends.len());
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

    /// How many bytes of memory they take.
    pub(super) fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>()
            + self.ends.capacity() * size_of::<u32>()
            + self.numbers.allocation_size()
    }

    /// The list with a number.
    pub(super) fn get(&self, number: u32) -> &[T] {
        cut(&self.values, &self.ends, number)
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All lists in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        let mut begin = 0;
        self.ends.iter().map(move |end| {
            let list = begin..*end as usize;
            begin = list.end;
            &self.values[list]
        })
    }
}

fn cut<'a, T>(values: &'a [T], ends: &[u32], number: u32) -> &'a [T] {
    let at = number as usize;
    let begin = at.checked_sub(1).map_or(0, |before| ends.get(before).copied().unwrap_or(0));
    let end = ends.get(at).copied().unwrap_or(begin);
    &values[begin as usize..end as usize]
}
