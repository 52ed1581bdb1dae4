//! Local currencies that places are paid with, numbered: after the last category, so that they
//! stand in the lists that every listing has anyhow.

use koop_domain::listings::categories::tree;

use super::bytes::{Bytes, Out};

/// The short names, each at its place. None goes until the next rebuild.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Currencies(Vec<String>);

/// The place of the first of them.
fn first() -> usize {
    tree().all().len()
}

impl Currencies {
    /// The place of a currency; a new one gets a new place. None once there is none left, which no
    /// house has so many of.
    pub(super) fn place(&mut self, code: &str) -> Option<u16> {
        if let Some(place) = self.find(code) {
            return Some(place);
        }
        let place = u16::try_from(first() + self.0.len()).ok()?;
        self.0.push(code.to_owned());
        Some(place)
    }

    /// The place of a currency that somebody is paid with.
    pub(super) fn find(&self, code: &str) -> Option<u16> {
        let at = self.0.iter().position(|known| known == code)?;
        u16::try_from(first() + at).ok()
    }

    /// The currency at a place; none at a category's.
    pub(super) fn code(&self, place: u16) -> Option<&str> {
        let at = usize::from(place).checked_sub(first())?;
        self.0.get(at).map(String::as_str)
    }

    /// Whether something stands at a place, be it a category.
    pub(super) fn knows(&self, place: u16) -> bool {
        usize::from(place) < first() + self.0.len()
    }

    /// The categories of a list, which stand before its currencies.
    pub(super) fn before(list: &[u16]) -> &[u16] {
        let end = list.iter().position(|place| usize::from(*place) >= first());
        &list[..end.unwrap_or(list.len())]
    }

    pub(super) fn write(&self, out: &mut Out) {
        out.put_block(self.0.join(" ").as_bytes());
    }

    pub(super) fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let text = std::str::from_utf8(bytes.block()?).ok()?;
        Some(Self(text.split_whitespace().map(str::to_owned).collect()))
    }
}
