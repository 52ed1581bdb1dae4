//! Whom the desk might ask: a pure rule, so that anybody can say why somebody is suggested.
//!
//! Whoever offers just that comes before whoever offers something like it; of those, whoever was
//! asked less of late comes first, and then whoever lives nearer. So the work is shared, and the
//! one neighbour who never says no is not asked for everything.

use std::collections::BTreeMap;

use crate::geo::Point;
use crate::id::{MemberId, PostId};
use crate::posts::kinds::{Day, DayPart, Subject, Topic};
use crate::posts::model::Availability;

/// How far somebody goes who did not say, in metres: half an hour on foot.
pub const REACH_M: u32 = 2_000;
/// For how many days it counts that somebody was asked.
pub const LOAD_DAYS: i64 = 30;
/// How many are suggested at most: more than are asked at once, and few enough to read.
pub const SUGGESTED_MAX: usize = 20;

/// Topics that are so much alike that whoever offers the one might do the other.
const RELATED: [(Topic, Topic); 9] = [
    (Topic::Groceries, Topic::Transport),
    (Topic::Groceries, Topic::OddJobs),
    (Topic::Company, Topic::Language),
    (Topic::Company, Topic::Pets),
    (Topic::Company, Topic::Transport),
    (Topic::Tech, Topic::Paperwork),
    (Topic::Tech, Topic::Repair),
    (Topic::Garden, Topic::OddJobs),
    (Topic::Repair, Topic::OddJobs),
];

/// Why somebody is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// They offer just this.
    SameTopic,
    /// They offer something like it.
    RelatedTopic,
    /// From the middle of the one cell to the middle of the other, in metres.
    Distance {
        /// So far.
        m: u32,
    },
    /// They speak a language that suits, as a BCP 47 tag.
    Language(String),
    /// They can at a time that suits; none of either: on any.
    Times {
        /// On this day.
        day: Option<Day>,
        /// In this part of it.
        part: Option<DayPart>,
    },
    /// So often they were asked, or chosen, in the last thirty days.
    Load {
        /// So often.
        asked_in_30_days: u32,
    },
    /// An organisation of the community saw their certificate of conduct.
    Vog,
    /// They offer it as an organisation.
    Organisation,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What it is about.
    pub topic: Topic,
    /// The middle of its cell.
    pub point: Point,
    /// In which languages; nothing: any.
    pub languages: Vec<String>,
    /// When; nothing: any time.
    pub availability: Vec<Availability>,
}

/// Somebody who offers something on the board of the community.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Who.
    pub member: MemberId,
    /// What they offer.
    pub post: PostId,
    /// What that is about.
    pub subject: Subject,
    /// More precisely.
    pub topic: Topic,
    /// The middle of its cell.
    pub point: Point,
    /// How far they go, in metres.
    pub reach_m: Option<u32>,
    /// In which languages; nothing: they did not say.
    pub languages: Vec<String>,
    /// When; nothing: they did not say.
    pub availability: Vec<Availability>,
    /// How often they were asked or chosen in the last [`LOAD_DAYS`].
    pub load: u32,
    /// Whether an organisation of the community saw their certificate of conduct.
    pub has_vog: bool,
    /// Whether they offer it as an organisation.
    pub is_organisation: bool,
    /// Whether they belong to the community, and are kept out of neither it nor the house.
    pub is_here: bool,
    /// Whether it is not to be asked of them: it is they who need it or who coordinate it, or one
    /// of them does not want to see the other.
    pub is_apart: bool,
}

impl Candidate {
    /// Whether somebody can be left at their mercy who needs what puts them there: an organisation
    /// offers just that. Anybody may call themselves one; what one offers on such a topic a steward
    /// looked at first. A certificate of conduct alone opens no door.
    fn is_trusted_with(&self, wanted: Topic) -> bool {
        let looked_at = self.subject == Subject::Help && self.topic.is_guarded();
        self.topic == wanted && self.is_organisation && looked_at
    }
}

/// A candidate who suits, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Suited {
    /// Who.
    pub member: MemberId,
    /// By what they offer.
    pub post: PostId,
    /// Why.
    pub why: Vec<Reason>,
}

/// The topics of offers that may suit a need: its own, and those that are like it.
#[must_use]
pub fn topics(wanted: Topic) -> Vec<Topic> {
    let like = RELATED.iter().filter_map(|(one, other)| match wanted {
        it if it == *one => Some(*other),
        it if it == *other => Some(*one),
        _ => None,
    });
    std::iter::once(wanted).chain(like).collect()
}

/// Whom to ask, each once, the best first; at most [`SUGGESTED_MAX`].
#[must_use]
pub fn suggest(wanted: &Wanted, candidates: &[Candidate]) -> Vec<Suited> {
    let mut all = suited(wanted, candidates);
    all.truncate(SUGGESTED_MAX);
    all
}

/// All who suit, in the same order.
#[must_use]
pub fn suited(wanted: &Wanted, candidates: &[Candidate]) -> Vec<Suited> {
    let mut best: BTreeMap<MemberId, (Place, Suited)> = BTreeMap::new();
    for candidate in candidates {
        let Some((place, it)) = judge(wanted, candidate) else { continue };
        let is_better = best.get(&it.member).is_none_or(|(was, _)| place < *was);
        if is_better {
            best.insert(it.member, (place, it));
        }
    }
    let mut all: Vec<(Place, Suited)> = best.into_values().collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, it)| it).collect()
}

/// Where somebody stands among those who suit: total, for no two have one id.
type Place = (bool, u32, u32, MemberId, PostId);

fn judge(wanted: &Wanted, it: &Candidate) -> Option<(Place, Suited)> {
    let is_asked_for = matches!(it.subject, Subject::Help | Subject::Skill);
    if !it.is_here || it.is_apart || !is_asked_for || !topics(wanted.topic).contains(&it.topic) {
        return None;
    }
    if wanted.topic.is_guarded() && !it.is_trusted_with(wanted.topic) {
        return None;
    }
    let distance = wanted.point.distance_m(it.point);
    if distance > f64::from(it.reach_m.unwrap_or(REACH_M)) {
        return None;
    }
    let language = shared_language(&wanted.languages, &it.languages).ok()?;
    let times = shared_time(&wanted.availability, &it.availability).ok()?;
    // Up to the longest reach it is exact to the metre.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a reach")]
    let m = distance.round() as u32;
    let is_related = it.topic != wanted.topic;
    let mut why = vec![if is_related { Reason::RelatedTopic } else { Reason::SameTopic }];
    why.push(Reason::Distance { m });
    why.extend(language.map(Reason::Language));
    why.extend(times);
    why.push(Reason::Load { asked_in_30_days: it.load });
    why.extend(it.has_vog.then_some(Reason::Vog));
    why.extend(it.is_organisation.then_some(Reason::Organisation));
    let place = (is_related, it.load, m, it.member, it.post);
    Some((place, Suited { member: it.member, post: it.post, why }))
}

/// What two have nothing of in common.
struct Apart;

/// A language of both; nothing where one of them did not say, which speaks against nobody.
fn shared_language(wanted: &[String], theirs: &[String]) -> Result<Option<String>, Apart> {
    if wanted.is_empty() || theirs.is_empty() {
        return Ok(None);
    }
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let is_theirs = |tag: &&String| theirs.iter().any(|it| base(it) == base(tag));
    wanted.iter().find(is_theirs).map(|tag| Some(base(tag))).ok_or(Apart)
}

/// A time that suits both; nothing where one of them did not say.
fn shared_time(wanted: &[Availability], theirs: &[Availability]) -> Result<Option<Reason>, Apart> {
    if wanted.is_empty() || theirs.is_empty() {
        return Ok(None);
    }
    let pairs = wanted.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
    let mut shared = pairs.filter_map(|(one, other)| {
        let day = both(&one.days, &other.days).ok()?;
        Some(Reason::Times { day, part: both(&one.parts, &other.parts).ok()? })
    });
    shared.next().map(Some).ok_or(Apart)
}

/// The first that is in both; an empty list has all.
fn both<T: Copy + PartialEq>(one: &[T], other: &[T]) -> Result<Option<T>, Apart> {
    match (one, other) {
        ([], []) => Ok(None),
        ([], some) | (some, []) => Ok(some.first().copied()),
        (one, other) => one.iter().copied().find(|it| other.contains(it)).map(Some).ok_or(Apart),
    }
}

#[cfg(test)]
#[path = "suggesting_tests.rs"]
mod tests;
