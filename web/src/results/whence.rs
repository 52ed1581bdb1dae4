//! Places named in words, for who does not share where they are: from a postcode or a
//! neighbourhood, in an area. What the words mean, the map of areas says.

use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::Located;
use koop_domain::geo::Point;
use koop_domain::id::AreaId;
use koop_domain::listings::error::Problem;
use koop_domain::listings::search::DeliverTo;

use super::spot::DeliverWhere;
use super::state::{Misread, State, shown};

/// The longest name of a place that is looked up, in characters.
pub(crate) const WHENCE_MAX: usize = 80;
/// A postcode's digits.
const DIGITS: usize = 4;

/// A postcode or a neighbourhood from which is searched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Whence {
    /// As it was typed; once it is found, as short as finds it again.
    pub words: String,
    /// What it is, once the map was asked.
    pub located: Option<Located>,
}

/// An area in which is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Within {
    /// Its name in the address bar.
    pub slug: String,
    /// What it is, once the map was asked.
    pub area: Option<Named>,
}

/// An area and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub id: AreaId,
    pub name: String,
}

impl Whence {
    pub(crate) fn read(value: &str) -> Option<Self> {
        let words = shown(value, WHENCE_MAX);
        (!words.is_empty()).then_some(Self { words, located: None })
    }

    /// The same as the map knows it, in words that find it again; none, where it does not.
    pub(crate) fn settled(self, atlas: &Atlas) -> Option<Self> {
        let located = atlas.locate(&self.words)?;
        let words = lasting_words(atlas, &located).unwrap_or(self.words);
        Some(Self { words, located: Some(located) })
    }
}

impl State {
    /// Asks the map what words for places mean. What it does not know is left out and told.
    #[must_use]
    pub(crate) fn settle(&mut self, atlas: &Atlas) -> Vec<Misread> {
        let mut misread = Vec::new();
        let mut unknown = |name| misread.push(Misread { name, problem: Problem::Unknown });
        if let Some(within) = self.within.take() {
            match atlas.by_slug(&within.slug) {
                Some(area) => {
                    let named = Named { id: area.id, name: area.name.clone() };
                    self.within = Some(Within { area: Some(named), ..within });
                }
                None => unknown("buurt"),
            }
        }
        if let Some(whence) = self.whence.take() {
            self.whence = whence.settled(atlas);
            if self.whence.is_some() {
                // Who types another place than where they are wants to search there.
                self.spot = None;
            } else {
                unknown("waar");
            }
        }
        misread
    }

    /// From where is searched, if anybody said so.
    #[must_use]
    pub(crate) fn origin(&self) -> Option<Point> {
        let named = self.located().map(|it| it.point);
        named.or_else(|| self.spot.map(super::spot::Spot::point))
    }

    /// The place named in words from which is searched.
    #[must_use]
    pub(crate) fn located(&self) -> Option<&Located> {
        self.whence.as_ref()?.located.as_ref()
    }

    /// Where it must be delivered, if that is asked and known.
    pub(super) fn delivers_to(&self) -> Option<DeliverTo> {
        match self.deliver.as_ref()? {
            DeliverWhere::Postcode(digits) => Some(DeliverTo::postcode(digits.clone())),
            DeliverWhere::Here => {
                let point = Some(self.origin()?);
                let digits = self.located().and_then(postcode_of);
                Some(DeliverTo { point, postcode: digits.map(str::to_owned) })
            }
        }
    }

    /// The address that carries from where is searched, and nothing else.
    #[must_use]
    pub(crate) fn whence_only(&self) -> Self {
        let (whence, spot, reach) = (self.whence.clone(), self.spot, self.reach);
        let reach = reach.filter(|_| self.origin().is_some());
        Self { whence, spot, reach, ..Self::default() }
    }
}

/// The four digits, where a place is a postcode. Its letters, which name a street, are not kept.
fn postcode_of(located: &Located) -> Option<&str> {
    let digits = located.name.get(..DIGITS)?;
    (located.area.is_none() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// The shortest words that find the place again; none where it has only those that were typed.
fn lasting_words(atlas: &Atlas, located: &Located) -> Option<String> {
    match located.area {
        Some(area) => atlas.words_for(area).filter(|it| it.chars().count() <= WHENCE_MAX),
        None => Some(postcode_of(located).unwrap_or(&located.name).to_owned()),
    }
}
