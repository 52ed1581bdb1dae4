//! The address bar of the board's lists: everything that a list shows stands in its address.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::id::AreaId;
use koop_domain::language::Language;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::search::{Near, Reach, TEXT_MAX};
use koop_domain::page::{Cursor, PAGE_DEFAULT, PAGE_MAX};
use koop_domain::posts::model::{Direction, Subject, TermKind, Topic};
use koop_domain::posts::search::{PostFilter, PostQuery, PostSort};

use crate::results::{Named, Spot, Whence, Within, shown};
use crate::texts::clock;

/// How far away may be chosen, in metres.
pub(super) const DISTANCES_M: [u32; 5] = [500, 1_000, 2_000, 5_000, 10_000];
/// How many days the agenda shows at once.
pub(super) const AGENDA_DAYS: u64 = 28;
/// The furthest day with which it may begin, counted from today.
const AGENDA_AHEAD_DAYS: i64 = 366;
/// The most languages that are asked for at once.
const LANGUAGES_MAX: usize = 8;

/// The lists of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Board {
    /// Hands.
    Help,
    /// Things, meals, material and lessons.
    Share,
    /// What takes place.
    Agenda,
}

impl Board {
    /// Its address.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Help => "/burenhulp",
            Self::Share => "/delen",
            Self::Agenda => "/agenda",
        }
    }

    /// What stands in it.
    pub(crate) fn subjects(self) -> &'static [Subject] {
        match self {
            Self::Help => &[Subject::Help],
            Self::Share => &[Subject::Item, Subject::Meal, Subject::Material, Subject::Skill],
            Self::Agenda => &[Subject::Event],
        }
    }

    /// The list in which something stands.
    pub(crate) fn of(subject: Subject) -> Self {
        match subject {
            Subject::Help => Self::Help,
            Subject::Event => Self::Agenda,
            Subject::Item | Subject::Meal | Subject::Material | Subject::Skill => Self::Share,
        }
    }

    /// The key of its name.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Help => "board-help-title",
            Self::Share => "board-share-title",
            Self::Agenda => "board-agenda-title",
        }
    }
}

/// Everything that a list shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// Which list.
    pub board: Board,
    /// The words.
    pub text: Option<String>,
    /// Offered, or asked for.
    pub direction: Option<Direction>,
    /// One subject of several.
    pub subject: Option<Subject>,
    /// One of these topics.
    pub topics: BTreeSet<Topic>,
    /// On one of these terms.
    pub terms: BTreeSet<TermKind>,
    /// In one of these languages.
    pub languages: BTreeSet<String>,
    /// From a postcode or a neighbourhood.
    pub whence: Option<Whence>,
    /// From where, as the reader's own telephone knows it.
    pub spot: Option<Spot>,
    /// How far away at most, in metres.
    pub distance_m: Option<u32>,
    /// In which area.
    pub within: Option<Within>,
    /// From which day on.
    pub from: Option<NaiveDate>,
    /// In which order.
    pub sort: PostSort,
    /// After which hit.
    pub after: Option<Cursor>,
}

/// A parameter that could not be read: the key of its name, and what is wrong.
pub(crate) type Misread = (&'static str, Problem);

impl State {
    /// A list without a choice.
    pub(crate) fn new(board: Board) -> Self {
        Self {
            board,
            text: None,
            direction: None,
            subject: None,
            topics: BTreeSet::new(),
            terms: BTreeSet::new(),
            languages: BTreeSet::new(),
            whence: None,
            spot: None,
            distance_m: None,
            within: None,
            from: None,
            sort: PostSort::Best,
            after: None,
        }
    }

    /// Reads the decoded pairs of an address; what cannot be read is left out and told.
    pub(crate) fn read(board: Board, pairs: &[(String, String)]) -> (Self, Vec<Misread>) {
        let mut state = Self::new(board);
        let mut misread = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            // Forms send every field; an empty one says nothing.
            if !value.is_empty()
                && let Err(wrong) = state.take(name, value)
            {
                misread.push(wrong);
            }
        }
        (state, misread)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Misread> {
        let unknown = |key| (key, Problem::Unknown);
        match name {
            "q" => self.text = Some(shown(value, TEXT_MAX)).filter(|it| !it.is_empty()),
            "richting" => {
                let it = Direction::from_key(value).ok_or(unknown("board-direction"))?;
                self.direction = Some(it);
            }
            "soort" => {
                let it = Subject::from_key(value).filter(|it| self.board.subjects().contains(it));
                self.subject = Some(it.ok_or(unknown("board-subject"))?);
            }
            "onderwerp" => {
                self.topics.insert(Topic::from_key(value).ok_or(unknown("board-field-topic"))?);
            }
            "op" => {
                let it = TermKind::from_key(value).ok_or(unknown("board-field-terms"))?;
                self.terms.insert(it);
            }
            "spreekt" => {
                let is_tag = value.len() <= 12
                    && value.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
                if !is_tag || self.languages.len() >= LANGUAGES_MAX {
                    return Err(unknown("board-field-languages"));
                }
                self.languages.insert(value.to_owned());
            }
            "waar" => self.whence = Whence::read(value),
            "plek" => self.spot = Some(Spot::read(value).map_err(|it| ("field-place", it))?),
            "afstand" => {
                let metres = value.parse().map_err(|_| ("board-distance", Problem::Unreadable))?;
                if !DISTANCES_M.contains(&metres) {
                    return Err(("board-distance", Problem::OutOfRange));
                }
                self.distance_m = Some(metres);
            }
            "buurt" => self.within = Some(Within { slug: value.to_owned(), area: None }),
            "vanaf" if self.board == Board::Agenda => {
                let day = value.parse().map_err(|_| ("board-from", Problem::Unreadable))?;
                self.from = Some(day);
            }
            "volgorde" => self.sort = sort_of(value).ok_or(unknown("field-sort"))?,
            "na" => {
                let bad = |_| ("field-page", Problem::BadCursor);
                self.after = Some(Cursor::decode(value).map_err(bad)?);
            }
            // Names that are nobody's are not ours to judge.
            _ => {}
        }
        Ok(())
    }

    /// Asks the map what words for places mean, and the calendar whether a day makes sense. What
    /// makes none is left out and told.
    pub(crate) fn settle(&mut self, atlas: &Atlas, today: NaiveDate) -> Vec<Misread> {
        let mut misread = Vec::new();
        if let Some(within) = self.within.take() {
            match atlas.by_slug(&within.slug) {
                Some(area) => {
                    let named = Named { id: area.id, name: area.name.clone() };
                    self.within = Some(Within { area: Some(named), ..within });
                }
                None => misread.push(("field-area", Problem::Unknown)),
            }
        }
        if let Some(whence) = self.whence.take() {
            self.whence = whence.settled(atlas);
            match self.whence {
                // Who types another place than where they are wants to search there.
                Some(_) => self.spot = None,
                None => misread.push(("where-label", Problem::Unknown)),
            }
        }
        let too_far = |day: NaiveDate| (day - today).num_days() > AGENDA_AHEAD_DAYS;
        if self.from.is_some_and(|day| day <= today || too_far(day)) {
            if self.from.is_some_and(too_far) {
                misread.push(("board-from", Problem::OutOfRange));
            }
            self.from = None;
        }
        if self.origin().is_none() {
            self.distance_m = None;
            if self.sort == PostSort::Nearest {
                self.sort = PostSort::Best;
            }
        }
        misread
    }

    /// The pairs of the address, in one order.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name, value: Option<String>| pairs.extend(value.map(|it| (name, it)));
        put("q", self.text.clone());
        put("richting", self.direction.map(|it| it.key().to_owned()));
        put("soort", self.subject.map(|it| it.key().to_owned()));
        self.topics.iter().for_each(|it| put("onderwerp", Some(it.key().to_owned())));
        self.terms.iter().for_each(|it| put("op", Some(it.key().to_owned())));
        self.languages.iter().for_each(|it| put("spreekt", Some(it.clone())));
        put("waar", self.whence.as_ref().map(|it| it.words.clone()));
        put("plek", self.spot.map(Spot::write));
        put("afstand", self.distance_m.map(|it| it.to_string()));
        put("buurt", self.within.as_ref().map(|it| it.slug.clone()));
        put("vanaf", self.from.map(|it| it.to_string()));
        put("volgorde", sort_name(self.sort).map(str::to_owned));
        put("na", self.after.map(|it| it.encode()));
        pairs
    }

    /// The address of this list.
    pub(crate) fn href(&self) -> String {
        let query = serde_urlencoded::to_string(self.pairs()).unwrap_or_default();
        let joint = if query.is_empty() { "" } else { "?" };
        format!("{}{joint}{query}", self.board.path())
    }

    /// The same with a change, from the first page on.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut other = Self { after: None, ..self.clone() };
        change(&mut other);
        other
    }

    /// From where is searched, if anybody said so.
    pub(crate) fn origin(&self) -> Option<Point> {
        let named = self.whence.as_ref().and_then(|it| it.located.as_ref()).map(|it| it.point);
        named.or_else(|| self.spot.map(Spot::point))
    }

    /// The area in which is searched.
    pub(crate) fn area(&self) -> Option<AreaId> {
        self.within.as_ref()?.area.as_ref().map(|it| it.id)
    }

    /// The name of that area.
    pub(crate) fn area_name(&self) -> Option<&str> {
        self.within.as_ref()?.area.as_ref().map(|it| it.name.as_str())
    }

    /// Whether anything is asked for at all.
    pub(crate) fn is_plain(&self) -> bool {
        Self { after: None, ..self.clone() } == Self::new(self.board)
    }

    /// The stretch of days that the agenda shows.
    pub(crate) fn stretch(&self, now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
        let from = self.from.unwrap_or_else(|| clock::today(now));
        (from, from + Days::new(AGENDA_DAYS))
    }

    /// The question.
    pub(crate) fn query(&self, language: Language, now: DateTime<Utc>) -> PostQuery {
        let is_agenda = self.board == Board::Agenda;
        let subjects = match self.subject {
            Some(only) => vec![only],
            None => self.board.subjects().to_vec(),
        };
        let (first_day, last_day) = self.stretch(now);
        PostQuery {
            text: self.text.clone(),
            language,
            near: self
                .origin()
                .map(|point| Near { point, reach: self.distance_m.map(Reach::Metres) }),
            filter: PostFilter {
                direction: self.direction,
                subjects,
                topics: self.topics.iter().copied().collect(),
                terms: self.terms.iter().copied().collect(),
                languages: self.languages.iter().cloned().collect(),
                area: self.area(),
                // From midnight on, so that the pages of one list are pages of one question.
                between: is_agenda.then(|| (start_of(first_day), start_of(last_day))),
                ..PostFilter::default()
            },
            // Days come one after the other, whatever was asked.
            sort: if is_agenda { PostSort::Soonest } else { self.sort },
            first: if is_agenda { PAGE_MAX } else { PAGE_DEFAULT },
            after: self.after,
            ..PostQuery::new(now)
        }
    }

    /// The orders that make sense here.
    pub(crate) fn sorts(&self) -> Vec<PostSort> {
        let all = [PostSort::Best, PostSort::Nearest, PostSort::Newest];
        let near = self.origin().is_some();
        all.into_iter().filter(|it| near || *it != PostSort::Nearest).collect()
    }
}

/// The first instant of a day here.
pub(super) fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // Midnight exists on every day here: the clock is changed at night, but never then.
    let local = ZONE.from_local_datetime(&midnight).earliest();
    local.map_or_else(|| midnight.and_utc(), |at| at.to_utc())
}

/// The name of an order in the address bar; that of the usual one stands nowhere.
fn sort_name(sort: PostSort) -> Option<&'static str> {
    match sort {
        PostSort::Best | PostSort::Soonest => None,
        PostSort::Nearest => Some("dichtbij"),
        PostSort::Newest => Some("nieuwste"),
    }
}

fn sort_of(name: &str) -> Option<PostSort> {
    [PostSort::Best, PostSort::Nearest, PostSort::Newest]
        .into_iter()
        .find(|it| sort_name(*it).unwrap_or("beste") == name)
}
