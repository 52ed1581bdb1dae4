//! The address bar is the state: everything that a result page shows stands in its address, so
//! it can be kept, sent and gone back to. Where you search from stands there rounded to three
//! decimals, some hundred metres.
//!
//! What cannot be read is left out and told; the rest of the address keeps its meaning.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use koop_domain::geo::TravelMode;
use koop_domain::ledger::currencies::model::{CODE_MAX, CODE_MIN};
use koop_domain::listings::categories::tree;
use koop_domain::listings::error::Problem;
use koop_domain::listings::model::{Kind, Service};
use koop_domain::listings::phrases::without_open_now;
use koop_domain::listings::question::CURRENCIES_MAX;
use koop_domain::listings::search::{MINUTES_MAX, Sort, TEXT_MAX, Trait};
use koop_domain::page::Cursor;

use super::names::{TRAITS, mode_name, mode_of, service_name, service_of, sort_name, sort_of};
use super::spot::{DeliverWhere, Frame, Spot};
use super::whence::{Whence, Within};

/// Everything that a result page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    /// The words.
    pub text: Option<String>,
    /// Open when.
    pub open: Option<OpenWhen>,
    /// Open for what.
    pub service: Option<Service>,
    /// From a postcode or a neighbourhood; it goes before [`State::spot`].
    pub whence: Option<Whence>,
    /// From where, as the reader's own telephone knows it.
    pub spot: Option<Spot>,
    /// About how many minutes away at most, and how one travels.
    pub reach: Option<(u32, TravelMode)>,
    /// Where it must be delivered.
    pub deliver: Option<DeliverWhere>,
    /// In which area.
    pub within: Option<Within>,
    /// The frame of the map.
    pub frame: Option<Frame>,
    /// Kinds of place, any of them.
    pub kinds: BTreeSet<Kind>,
    /// Categories, any of them.
    pub categories: BTreeSet<String>,
    /// What else must hold.
    pub traits: BTreeSet<Trait>,
    /// Local currencies that it is paid with, any of them, by their short names.
    pub currencies: BTreeSet<String>,
    /// In which order.
    pub sort: Sort,
    /// After which hit.
    pub after: Option<Cursor>,
}

/// Open when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenWhen {
    /// Now.
    Now,
    /// At this local time, to the minute.
    At(NaiveDateTime),
}

/// A parameter that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    /// The parameter, as it stands in the address.
    pub name: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

impl State {
    /// Reads the decoded pairs of an address; what cannot be read is left out and told.
    #[must_use]
    pub(crate) fn read(pairs: &[(String, String)]) -> (Self, Vec<Misread>) {
        let mut state = Self::default();
        let mut misread = Vec::new();
        // How one travels belongs to the minutes, wherever it stands.
        let (modes, others): (Vec<_>, Vec<_>) = pairs.iter().partition(|(name, _)| name == "met");
        for (name, value) in others.into_iter().chain(modes) {
            let value = value.trim();
            // Forms send every field; an empty one says nothing.
            if value.is_empty() {
                continue;
            }
            if let Err(wrong) = state.take(name, value) {
                misread.push(wrong);
            }
        }
        state.take_open_now();
        (state, misread)
    }

    /// The pairs of the address, in one order.
    #[must_use]
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|it| (name, it)));
        put("q", self.text.clone());
        put("open", self.open.map(OpenWhen::write));
        put("dienst", self.service.map(|it| service_name(it).to_owned()));
        put("waar", self.whence.as_ref().map(|it| it.words.clone()));
        put("plek", self.spot.map(Spot::write));
        put("minuten", self.reach.map(|(minutes, _)| minutes.to_string()));
        put("met", self.reach.map(|(_, mode)| mode_name(mode).to_owned()));
        put("bezorgt", self.deliver.as_ref().map(DeliverWhere::write));
        put("buurt", self.within.as_ref().map(|it| it.slug.clone()));
        put("kader", self.frame.map(Frame::write));
        self.kinds.iter().for_each(|it| put("soort", Some(it.key().to_owned())));
        self.categories.iter().for_each(|it| put("categorie", Some(it.clone())));
        let named = TRAITS.iter().filter(|(it, _)| self.traits.contains(it));
        named.for_each(|(_, name)| put(name, Some(YES.to_owned())));
        self.currencies.iter().for_each(|it| put("munt", Some(it.clone())));
        put("volgorde", (self.sort != Sort::Best).then(|| sort_name(self.sort).to_owned()));
        put("na", self.after.map(|it| it.encode()));
        pairs
    }

    /// The address of this page.
    #[must_use]
    pub(crate) fn href(&self) -> String {
        format!("/zoeken{}", self.query_string())
    }

    /// What stands behind the path of an address, its question mark included.
    #[must_use]
    pub(crate) fn query_string(&self) -> String {
        let query = serde_urlencoded::to_string(self.pairs()).unwrap_or_default();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// The list whose news is told: when places are open is no matter of news, nor is it where
    /// somebody stands who looks at all of them.
    #[must_use]
    pub(crate) fn as_news(&self) -> Self {
        self.with(|it| {
            it.open = None;
            it.sort = Sort::Best;
            if it.reach.is_none() && it.deliver.is_none() {
                it.spot = None;
                it.whence = None;
            }
        })
    }

    /// The feed of what is new in this list.
    #[must_use]
    pub(crate) fn feed_href(&self) -> String {
        format!("/zoeken.atom{}", self.as_news().query_string())
    }

    /// The same with a change, from the first page on.
    #[must_use]
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = Self { after: None, ..self.clone() };
        change(&mut other);
        other
    }

    /// Whether anything is asked for, words aside.
    #[must_use]
    pub(crate) fn is_filtered(&self) -> bool {
        let words_only = Self { text: self.text.clone(), ..Self::default() };
        *self != words_only
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Misread> {
        let misread = |name, problem| Misread { name, problem };
        let unknown = |name| misread(name, Problem::Unknown);
        let unreadable = |name| misread(name, Problem::Unreadable);
        match name {
            "q" => {
                // What lies beyond the limit is ignored by the search as well.
                self.text = Some(shown(value, TEXT_MAX));
            }
            "open" => self.open = Some(OpenWhen::read(value).ok_or(unreadable("open"))?),
            "dienst" => self.service = Some(service_of(value).ok_or(unknown("dienst"))?),
            "waar" => self.whence = Whence::read(value),
            "plek" => self.spot = Some(Spot::read(value).map_err(|it| misread("plek", it))?),
            "minuten" => {
                let minutes: u32 = value.parse().map_err(|_| unreadable("minuten"))?;
                if !(1..=MINUTES_MAX).contains(&minutes) {
                    return Err(misread("minuten", Problem::OutOfRange));
                }
                self.reach = Some((minutes, self.mode_or_bike()));
            }
            "met" => {
                let mode = mode_of(value).ok_or(unknown("met"))?;
                // Without minutes, how one travels changes nothing.
                self.reach = self.reach.map(|(minutes, _)| (minutes, mode));
            }
            "bezorgt" => {
                let place = DeliverWhere::read(value).ok_or(unreadable("bezorgt"))?;
                self.deliver = Some(place);
            }
            "buurt" => self.within = Some(Within { slug: value.to_owned(), area: None }),
            "kader" => self.frame = Some(Frame::read(value).map_err(|it| misread("kader", it))?),
            "soort" => {
                self.kinds.insert(Kind::from_key(value).ok_or(unknown("soort"))?);
            }
            "categorie" => {
                tree().get(value).ok_or(unknown("categorie"))?;
                self.categories.insert(value.to_owned());
            }
            "munt" => {
                let code = code_of(value).ok_or(unknown("munt"))?;
                if self.currencies.len() < CURRENCIES_MAX {
                    self.currencies.insert(code);
                }
            }
            "volgorde" => self.sort = sort_of(value).ok_or(unknown("volgorde"))?,
            "na" => {
                let after = Cursor::decode(value).map_err(|_| misread("na", Problem::BadCursor))?;
                self.after = Some(after);
            }
            other => return self.take_trait(other, value),
        }
        Ok(())
    }

    /// Names that are nobody's are not ours to judge: a link may carry its sender's marks.
    fn take_trait(&mut self, name: &str, value: &str) -> Result<(), Misread> {
        let Some((it, name)) = TRAITS.into_iter().find(|(_, known)| *known == name) else {
            return Ok(());
        };
        match value {
            YES => self.traits.insert(it),
            NO => self.traits.remove(&it),
            _ => return Err(Misread { name, problem: Problem::Unknown }),
        };
        Ok(())
    }

    /// "Kapper nu open" is a word and a filter.
    fn take_open_now(&mut self) {
        let Some(rest) = self.text.as_deref().and_then(without_open_now) else { return };
        self.text = Some(rest).filter(|it| !it.is_empty());
        self.open = self.open.or(Some(OpenWhen::Now));
    }

    fn mode_or_bike(&self) -> TravelMode {
        self.reach.map_or(TravelMode::Bike, |(_, mode)| mode)
    }
}

/// The short name of a currency, as it may be; which there are is the directory's to know.
fn code_of(value: &str) -> Option<String> {
    let code = value.to_ascii_uppercase();
    let known = (CODE_MIN..=CODE_MAX).contains(&code.len());
    (known && code.bytes().all(|it| it.is_ascii_alphanumeric())).then_some(code)
}

/// How a filter that is on is written.
const YES: &str = "ja";
/// How one that is off may be.
const NO: &str = "nee";
/// A local time, as a browser's field for it writes.
const WALL: &str = "%Y-%m-%dT%H:%M";

impl OpenWhen {
    fn read(value: &str) -> Option<Self> {
        if value == "nu" {
            return Some(Self::Now);
        }
        let at = NaiveDateTime::parse_from_str(value, WALL).ok()?;
        // One spelling each, and no year that a calendar cannot show.
        (at.format(WALL).to_string() == value).then_some(Self::At(at))
    }

    fn write(self) -> String {
        match self {
            Self::Now => "nu".to_owned(),
            Self::At(at) => at.format(WALL).to_string(),
        }
    }
}

/// Text as a page can show it, no longer than that: no page shows a control character, and a
/// pasted line break is a space.
pub(crate) fn shown(value: &str, most: usize) -> String {
    let visible = value.split(char::is_control).collect::<Vec<_>>().join(" ");
    let text: String = visible.trim().chars().take(most).collect();
    text.trim_end().to_owned()
}
