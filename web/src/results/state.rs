//! The address bar is the state: everything that a result page shows stands in its address, so
//! it can be kept, sent and gone back to. Where you search from stands there rounded to three
//! decimals, some hundred metres.
//!
//! What cannot be read is left out and told; the rest of the address keeps its meaning.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use koop_domain::geo::{Bounds, Point, TravelMode};
use koop_domain::listings::categories::tree;
use koop_domain::listings::error::Problem;
use koop_domain::listings::model::{Kind, Service};
use koop_domain::listings::search::{MINUTES_MAX, Sort, TEXT_MAX};
use koop_domain::page::Cursor;

use super::names::{mode_name, mode_of, service_name, service_of, sort_name, sort_of};

/// Everything that a result page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    /// The words.
    pub text: Option<String>,
    /// Open when.
    pub open: Option<OpenWhen>,
    /// Open for what.
    pub service: Option<Service>,
    /// From where.
    pub spot: Option<Spot>,
    /// About how many minutes away at most, and how one travels.
    pub reach: Option<(u32, TravelMode)>,
    /// Where it must be delivered.
    pub deliver: Option<DeliverWhere>,
    /// The frame of the map.
    pub frame: Option<Frame>,
    /// Kinds of place, any of them.
    pub kinds: BTreeSet<Kind>,
    /// Categories, any of them.
    pub categories: BTreeSet<String>,
    /// What else must hold.
    pub traits: BTreeSet<Trait>,
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

/// A place on the map in thousandths of a degree, no finer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Thousandths of a degree north.
    pub north: i32,
    /// Thousandths of a degree east.
    pub east: i32,
}

/// Where it must be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DeliverWhere {
    /// To [`State::spot`]; without one, the page asks.
    Here,
    /// In this four-digit postcode.
    Postcode(String),
}

/// The frame of the map: its south-western and north-eastern corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// South and west.
    pub low: Spot,
    /// North and east.
    pub high: Spot,
}

/// Something that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trait {
    /// It can be taken away.
    Takeaway,
    /// With a wheelchair.
    Wheelchair,
    /// Second-hand.
    SecondHand,
    /// It repairs things.
    Repair,
    /// Organic.
    Organic,
    /// Independent.
    Independent,
}

/// A parameter that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    /// The parameter, as it stands in the address.
    pub name: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

impl Trait {
    /// All of them, in the order of the address bar.
    pub(crate) const ALL: [Self; 6] = [
        Self::Takeaway,
        Self::Wheelchair,
        Self::SecondHand,
        Self::Repair,
        Self::Organic,
        Self::Independent,
    ];

    /// Its name in the address bar.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Takeaway => "meenemen",
            Self::Wheelchair => "rolstoel",
            Self::SecondHand => "tweedehands",
            Self::Repair => "repareren",
            Self::Organic => "biologisch",
            Self::Independent => "zelfstandig",
        }
    }

    /// Its value in the facet of traits.
    #[must_use]
    pub(crate) fn facet(self) -> &'static str {
        match self {
            Self::Takeaway => "takeaway",
            Self::Wheelchair => "wheelchair",
            Self::SecondHand => "second_hand",
            Self::Repair => "repair",
            Self::Organic => "organic",
            Self::Independent => "independent",
        }
    }
}

impl Spot {
    /// The spot of a point: the nearest thousandth.
    #[must_use]
    pub(crate) fn of(point: Point) -> Self {
        Self { north: thousandths(point.latitude), east: thousandths(point.longitude) }
    }

    /// The point.
    #[must_use]
    pub(crate) fn point(self) -> Point {
        Point { latitude: f64::from(self.north) / 1000.0, longitude: f64::from(self.east) / 1000.0 }
    }

    fn write(self) -> String {
        format!("{:.3},{:.3}", self.point().latitude, self.point().longitude)
    }
}

impl Frame {
    /// The box on the map.
    #[must_use]
    pub(crate) fn bounds(self) -> Bounds {
        let (low, high) = (self.low.point(), self.high.point());
        Bounds {
            south: low.latitude,
            west: low.longitude,
            north: high.latitude,
            east: high.longitude,
        }
    }
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
        put("plek", self.spot.map(Spot::write));
        put("minuten", self.reach.map(|(minutes, _)| minutes.to_string()));
        put("met", self.reach.map(|(_, mode)| mode_name(mode).to_owned()));
        put("bezorgt", self.deliver.as_ref().map(DeliverWhere::write));
        put("kader", self.frame.map(|it| format!("{},{}", it.low.write(), it.high.write())));
        self.kinds.iter().for_each(|it| put("soort", Some(it.key().to_owned())));
        self.categories.iter().for_each(|it| put("categorie", Some(it.clone())));
        self.traits.iter().for_each(|it| put(it.name(), Some(YES.to_owned())));
        put("volgorde", (self.sort != Sort::Best).then(|| sort_name(self.sort).to_owned()));
        put("na", self.after.map(|it| it.encode()));
        pairs
    }

    /// The address of this page.
    #[must_use]
    pub(crate) fn href(&self) -> String {
        let query = serde_urlencoded::to_string(self.pairs()).unwrap_or_default();
        if query.is_empty() { "/zoeken".to_owned() } else { format!("/zoeken?{query}") }
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
                // No page can show a control character; a pasted line break is a space.
                let visible = value.split(char::is_control).collect::<Vec<_>>().join(" ");
                let text: String = visible.trim().chars().take(TEXT_MAX).collect();
                self.text = Some(text.trim_end().to_owned());
            }
            "open" => self.open = Some(OpenWhen::read(value).ok_or(unreadable("open"))?),
            "dienst" => self.service = Some(service_of(value).ok_or(unknown("dienst"))?),
            "plek" => self.spot = Some(read_spot(value).map_err(|it| misread("plek", it))?),
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
            "kader" => self.frame = Some(read_frame(value).map_err(|it| misread("kader", it))?),
            "soort" => {
                self.kinds.insert(Kind::from_key(value).ok_or(unknown("soort"))?);
            }
            "categorie" => {
                tree().get(value).ok_or(unknown("categorie"))?;
                self.categories.insert(value.to_owned());
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
        let Some(it) = Trait::ALL.into_iter().find(|it| it.name() == name) else { return Ok(()) };
        match value {
            YES => self.traits.insert(it),
            NO => self.traits.remove(&it),
            _ => return Err(Misread { name: it.name(), problem: Problem::Unknown }),
        };
        Ok(())
    }

    fn mode_or_bike(&self) -> TravelMode {
        self.reach.map_or(TravelMode::Bike, |(_, mode)| mode)
    }
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

impl DeliverWhere {
    /// `hier`, or a postcode: `1093`, `1093 AB`.
    fn read(value: &str) -> Option<Self> {
        if value == "hier" {
            return Some(Self::Here);
        }
        let (digits, letters) = value.split_at_checked(4)?;
        let letters = letters.trim();
        let right = digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0')
            && (letters.is_empty()
                || (letters.len() == 2 && letters.bytes().all(|b| b.is_ascii_alphabetic())));
        right.then(|| Self::Postcode(digits.to_owned()))
    }

    fn write(&self) -> String {
        match self {
            Self::Here => "hier".to_owned(),
            Self::Postcode(digits) => digits.clone(),
        }
    }
}

fn read_spot(value: &str) -> Result<Spot, Problem> {
    let mut numbers = value.split(',').map(|it| it.trim().parse::<f64>());
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(Ok(north)), Some(Ok(east)), None) => {
            Point::new(north, east).map(Spot::of).map_err(|_| Problem::OutOfRange)
        }
        _ => Err(Problem::Unreadable),
    }
}

fn read_frame(value: &str) -> Result<Frame, Problem> {
    let parts: Vec<&str> = value.split(',').collect();
    let [south, west, north, east] = parts[..] else { return Err(Problem::Unreadable) };
    let low = read_spot(&format!("{south},{west}"))?;
    let high = read_spot(&format!("{north},{east}"))?;
    if low.north > high.north {
        return Err(Problem::EndsBeforeStart);
    }
    Ok(Frame { low, high })
}

fn thousandths(degrees: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "degrees on earth are at most 180")]
    let rounded = (degrees * 1000.0).round() as i32;
    rounded
}
