//! What somebody needs who told it to the desk for help, and whom it asked.

use chrono::{DateTime, TimeDelta, Utc};

use super::machine::Step;
use super::suggesting::Reason;
use crate::error::Problem;
use crate::geo::Point;
use crate::id::{AgreementId, AreaId, CommunityId, MemberId, NeedId, PostId};
use crate::keyed::keyed;
use crate::page::{BadCursor, Cursor, fingerprint};
use crate::posts::kinds::{Subject, Topic};
use crate::posts::model::{Around, Availability, Day, DayPart, LANGUAGES_MAX};
use crate::profiles::mandates::Named;
use crate::text::without_nul;

/// The longest notes, in characters: what is to be done fits, a history does not.
pub const NOTES_MAX: usize = 300;
/// The longest first name, in characters.
pub const NAME_MAX: usize = 40;
/// How many neighbours are asked at once at most: they are people, and no mailing list.
pub const ASK_MAX: usize = 5;
/// After how many days a need to which nobody said yes counts as unanswered.
pub const UNANSWERED_DAYS: i64 = 3;
/// For how many days after its end a name and a telephone number are kept.
pub const CONTACT_DAYS: i64 = 7;
/// For how many days after they were chosen whoever does it can read how somebody is reached.
pub const TOLD_DAYS: i64 = 30;
/// After how many days in which nobody did anything about it a need is dropped: what nobody ended
/// would be kept for ever.
pub const SILENT_DAYS: i64 = 60;
/// For how many days after its end a need is kept.
pub const KEPT_DAYS: i64 = 30;

keyed! {
    /// How it stands with a need.
    pub enum NeedState {
        /// Nobody was asked yet.
        Open = "open",
        /// Neighbours were asked.
        Suggested = "suggested",
        /// Somebody does it.
        Assigned = "assigned",
        /// It was done.
        Done = "done",
        /// It is not needed any more, or nobody was found.
        Dropped = "dropped",
    }

    /// How soon something is needed.
    pub enum Urgency {
        /// Within a week.
        ThisWeek = "this_week",
        /// Some time.
        NoHurry = "no_hurry",
    }

    /// How a need ends.
    pub enum Ended {
        /// It was done.
        Done = "done",
        /// It is not needed any more, or nobody was found.
        Dropped = "dropped",
    }
}

impl NeedState {
    /// Whether it ends a need.
    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// Who needs it, as whoever coordinates help reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// A member.
    Member(Named),
    /// Somebody who was just named.
    Named {
        /// Their first name; none once it is forgotten.
        first_name: Option<String>,
    },
}

/// Who needs it, as it is typed.
#[derive(Clone, PartialEq, Eq)]
pub enum PersonDraft {
    /// A member who gave the coordinator a mandate to ask for help and to agree for them.
    Member(MemberId),
    /// Somebody who is just named.
    Named {
        /// Their first name.
        first_name: String,
        /// Their telephone number.
        phone: String,
    },
    /// Who it was: of a change alone.
    Same,
}

impl std::fmt::Debug for PersonDraft {
    /// Names and numbers stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(id) => f.debug_tuple("Member").field(id).finish(),
            Self::Named { .. } => f.write_str("Named"),
            Self::Same => f.write_str("Same"),
        }
    }
}

/// A need, as whoever coordinates help in its community reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// Which.
    pub id: NeedId,
    /// In which community.
    pub community: CommunityId,
    /// What it is about: one of the topics of help.
    pub topic: Topic,
    /// When it suits.
    pub availability: Vec<Availability>,
    /// In which languages, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Where, as far as anybody is told.
    pub around: Around,
    /// The areas that contain that, the smallest first.
    pub areas: Vec<AreaId>,
    /// How soon.
    pub urgency: Urgency,
    /// What is to be done, in words.
    pub notes: String,
    /// How it stands.
    pub state: NeedState,
    /// Who needs it.
    pub person: Person,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// Who entered it, unless they are gone.
    pub entered_by: Option<Named>,
    /// How many were asked.
    pub asked: u32,
    /// How many of them said yes.
    pub said_yes: u32,
    /// Who does it.
    pub assigned_to: Option<Named>,
    /// What the two agree on, where who needs it is a member.
    pub agreement: Option<AgreementId>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often it was changed.
    pub revision: i32,
    /// What the desk can do with it now.
    pub steps: Vec<Step>,
    /// Whether a name and a telephone number can be read of it now.
    pub has_contact: bool,
}

impl Need {
    /// Whether nobody said yes to it for [`UNANSWERED_DAYS`].
    #[must_use]
    pub fn is_unanswered(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state, NeedState::Open | NeedState::Suggested)
            && self.said_yes == 0
            && self.entered_at <= now - TimeDelta::days(UNANSWERED_DAYS)
    }

    /// Where a list goes on after it.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        let key = self.entered_at.timestamp_micros().cast_unsigned();
        let group = group(self.state, self.said_yes);
        Cursor::Key { group, key, id: self.id.0, query: fingerprint(LIST) }
    }
}

/// The name of the list of needs.
const LIST: &str = "needs";

/// In which part of the list a need stands: those to which nobody said yes come first, then those
/// of which somebody is to be chosen, then those that somebody does, then the rest.
pub(super) fn group(state: NeedState, said_yes: u32) -> u8 {
    match state {
        NeedState::Open | NeedState::Suggested if said_yes == 0 => 0,
        NeedState::Open | NeedState::Suggested => 1,
        NeedState::Assigned => 2,
        NeedState::Done | NeedState::Dropped => 3,
    }
}

/// The place in the list behind a cursor: the part, the time and the id.
pub(super) fn read_cursor(cursor: &Cursor) -> Result<(u8, DateTime<Utc>, uuid::Uuid), BadCursor> {
    match *cursor {
        Cursor::Key { group, key, id, query } if query == fingerprint(LIST) => {
            let at = DateTime::from_timestamp_micros(key.cast_signed()).ok_or(BadCursor)?;
            Ok((group, at, id))
        }
        Cursor::Key { .. } | Cursor::Offset { .. } => Err(BadCursor),
    }
}

/// What is typed of a need.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedDraft {
    /// In which community; of a change it stays where it was.
    pub community: CommunityId,
    /// Who needs it.
    pub person: PersonDraft,
    /// What it is about.
    pub topic: Topic,
    /// When it suits; nothing: any time.
    pub availability: Vec<Availability>,
    /// In which languages, as BCP 47 tags; nothing: any.
    pub languages: Vec<String>,
    /// Where, as somebody pointed at the map; only its cell is kept.
    pub place: Point,
    /// How soon.
    pub urgency: Urgency,
    /// What is to be done, in words: no reason, no name and no number.
    pub notes: String,
}

/// How somebody is reached. It stands nowhere in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// What they are called.
    pub name: String,
    /// Their telephone number; none where a member gave none.
    pub phone: Option<String>,
}

impl std::fmt::Debug for Contact {
    /// Names and numbers stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact")
    }
}

/// What a neighbour offers on the board, by which they were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which post.
    pub post: PostId,
    /// What it is called.
    pub title: String,
    /// Its name in the address bar.
    pub slug: String,
}

/// A neighbour who might do it, or who was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Who.
    pub member: Named,
    /// What they offer; none where that stands on the board no more.
    pub offer: Option<Offer>,
    /// Why they are suggested; nothing of who was asked and would not be any more.
    pub why: Vec<Reason>,
    /// Whether they were asked.
    pub asked: bool,
    /// What they said.
    pub answer: Option<bool>,
}

/// What the desk asks of me.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Which need.
    pub need: NeedId,
    /// In which community.
    pub community: CommunityId,
    /// What it is about.
    pub topic: Topic,
    /// When it suits.
    pub availability: Vec<Availability>,
    /// In which languages, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Where, as far as anybody is told.
    pub around: Around,
    /// The areas that contain that, the smallest first.
    pub areas: Vec<AreaId>,
    /// How soon.
    pub urgency: Urgency,
    /// What is to be done, in words.
    pub notes: String,
    /// How it stands.
    pub state: NeedState,
    /// When I was asked.
    pub asked_at: DateTime<Utc>,
    /// What I said.
    pub answer: Option<bool>,
    /// Whether it is I who does it.
    pub is_assigned: bool,
    /// What I agree on with who needs it, where they are a member: its steps decide.
    pub agreement: Option<AgreementId>,
    /// Whether I can read now how somebody is reached.
    pub has_contact: bool,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
}

/// What the desk keeps of what I need myself, to take along.
#[derive(Clone, Debug, PartialEq)]
pub struct AboutMe {
    /// Which need.
    pub need: NeedId,
    /// In which community.
    pub community: CommunityId,
    /// What it is about.
    pub topic: Topic,
    /// When it suits.
    pub availability: Vec<Availability>,
    /// In which languages, as BCP 47 tags.
    pub languages: Vec<String>,
    /// Where, as far as anybody is told.
    pub around: Around,
    /// How soon.
    pub urgency: Urgency,
    /// What is to be done, in words.
    pub notes: String,
    /// How it stands.
    pub state: NeedState,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A field, and the rule that it breaks.
pub(super) type Broken = (&'static str, Problem);

/// The notes as they are kept.
pub(super) fn tidy_notes(typed: &str) -> Result<String, Broken> {
    let notes = without_nul(typed).trim().to_owned();
    let is_long = notes.chars().count() > NOTES_MAX;
    if is_long { Err(("notes", Problem::TooLong)) } else { Ok(notes) }
}

/// A first name as it is kept.
pub(super) fn tidy_first_name(typed: &str) -> Result<String, Broken> {
    let name = without_nul(typed).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_odd = |it: char| it.is_control() || it.is_ascii_digit() || it == '@';
    match name.chars().count() {
        0 => Err(("firstName", Problem::Empty)),
        count if count > NAME_MAX => Err(("firstName", Problem::TooLong)),
        _ if name.contains(is_odd) => Err(("firstName", Problem::Unreadable)),
        _ => Ok(name),
    }
}

/// Languages as they are kept: each once, as the board writes them.
pub(super) fn tidy_languages(mut languages: Vec<String>) -> Result<Vec<String>, Broken> {
    languages.sort_unstable();
    languages.dedup();
    if languages.len() > LANGUAGES_MAX {
        return Err(("languages", Problem::TooLong));
    }
    if !languages.iter().all(|it| crate::posts::is_tag(it)) {
        return Err(("languages", Problem::Unknown));
    }
    Ok(languages)
}

/// Times as they are kept: each day and part once, and nothing that says nothing.
pub(super) fn tidy_availability(all: Vec<Availability>) -> Result<Vec<Availability>, Broken> {
    let mut tidy: Vec<Availability> = Vec::with_capacity(all.len().min(AVAILABILITY_MAX));
    for Availability { days, parts } in all {
        let days = Day::ALL.iter().copied().filter(|it| days.contains(it)).collect();
        let parts = DayPart::ALL.iter().copied().filter(|it| parts.contains(it)).collect();
        let it = Availability { days, parts };
        let says_nothing = it.days.is_empty() && it.parts.is_empty();
        if !says_nothing && !tidy.contains(&it) {
            tidy.push(it);
        }
    }
    let is_long = tidy.len() > AVAILABILITY_MAX;
    if is_long { Err(("availability", Problem::TooLong)) } else { Ok(tidy) }
}

/// How many lines of days and parts a need has at most: one for each day.
const AVAILABILITY_MAX: usize = 7;

/// Help has topics; the desk knows no others.
pub(super) fn check_topic(topic: Topic) -> Result<(), Broken> {
    let is_help = Subject::Help.topics().contains(&topic);
    if is_help { Ok(()) } else { Err(("topic", Problem::Unknown)) }
}
