//! What somebody says is wrong with a listing, and what becomes of that.

use chrono::{DateTime, Utc};

use super::super::error::{ListingError, Problem};
use super::super::model::{Facts, LifeState, Service};
use super::super::opening_hours::Schedule;
use super::super::rules;
use crate::id::{ListingId, MemberId, ReportId};

/// The longest note, in characters.
pub const NOTE_MAX: usize = 500;
/// The longest proposal, in characters.
pub const PROPOSED_MAX: usize = 1_000;
/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// When the counter is open.
    Hours,
    /// Where it is.
    Address,
    /// Its telephone number.
    Phone,
    /// Its site.
    Website,
    /// What it is called.
    Name,
    /// It no longer exists.
    Gone,
    /// Something else.
    Otherwise,
}

impl About {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Hours,
        Self::Gone,
        Self::Phone,
        Self::Website,
        Self::Name,
        Self::Address,
        Self::Otherwise,
    ];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Website => "website",
            Self::Name => "name",
            Self::Gone => "gone",
            Self::Otherwise => "otherwise",
        }
    }

    /// What a key stands for.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.key() == key)
    }

    /// Whether what it should be can be applied as it stands.
    #[must_use]
    pub fn has_value(self) -> bool {
        matches!(self, Self::Hours | Self::Phone | Self::Website | Self::Name)
    }

    /// What the listing says of it now, where that is one value.
    #[must_use]
    pub fn now(self, facts: &Facts) -> Option<&str> {
        match self {
            Self::Hours => facts.hours.get(&Service::Counter).map(String::as_str),
            Self::Phone => facts.contact.phone.as_deref(),
            Self::Website => facts.contact.website.as_deref(),
            Self::Name => Some(&facts.name),
            Self::Address | Self::Gone | Self::Otherwise => None,
        }
    }

    /// Whether accepting a report changes the listing by itself.
    #[must_use]
    pub fn applies(self, proposed: Option<&str>) -> bool {
        self == Self::Gone || proposed.is_some()
    }

    /// Makes the facts say what was proposed. What proposes nothing changes nothing.
    pub(super) fn apply(self, proposed: Option<&str>, facts: &mut Facts) {
        let value = || proposed.map(str::to_owned);
        match self {
            Self::Hours => {
                if let Some(raw) = value() {
                    facts.hours.insert(Service::Counter, raw);
                }
            }
            Self::Phone if proposed.is_some() => facts.contact.phone = value(),
            Self::Website if proposed.is_some() => facts.contact.website = value(),
            Self::Name => facts.name = value().unwrap_or_else(|| std::mem::take(&mut facts.name)),
            // Nobody says since when.
            Self::Gone => facts.state = LifeState::Gone { since: None },
            Self::Phone | Self::Website | Self::Address | Self::Otherwise => {}
        }
    }
}

/// How far a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportState {
    /// It waits.
    Open,
    /// It was right.
    Accepted,
    /// It was not.
    Refused,
}

impl ReportState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Accepted, Self::Refused];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }
}

/// Somebody says that something of a listing is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which report.
    pub id: ReportId,
    /// Of which listing.
    pub listing: ListingId,
    /// What is wrong.
    pub about: About,
    /// What it should be.
    pub proposed: Option<String>,
    /// What more was said.
    pub note: Option<String>,
    /// Who says so, if they were signed in; shown to nobody.
    pub member: Option<MemberId>,
    /// Whose hands sent it: theirs, or those of who acted for them.
    pub by: Option<MemberId>,
    /// Whether they had been a member for thirty days.
    pub is_seasoned: bool,
    /// How far it is.
    pub state: ReportState,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was decided so.
    pub reason: Option<String>,
}

/// What somebody sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What is wrong.
    pub about: About,
    /// What it should be; empty where nobody knows.
    pub proposed: String,
    /// What more is to be said.
    pub note: String,
}

impl Said {
    /// What is kept of it: the proposal and the note.
    pub(super) fn tidy(
        &self,
        facts: &Facts,
    ) -> Result<(Option<String>, Option<String>), ListingError> {
        let invalid = |field, problem| Err(ListingError::Invalid { field, problem });
        let [proposed, note] = [&self.proposed, &self.note].map(|it| it.trim());
        if proposed.chars().count() > PROPOSED_MAX {
            return invalid("proposed", Problem::TooLong);
        }
        if note.chars().count() > NOTE_MAX {
            return invalid("note", Problem::TooLong);
        }
        let has_proposal = self.about.has_value() && !proposed.is_empty();
        if self.about != About::Gone && !has_proposal && note.is_empty() {
            let field = if self.about.has_value() { "proposed" } else { "note" };
            return invalid(field, Problem::Empty);
        }
        if has_proposal {
            let unreadable = self.about == About::Hours && !Schedule::parse(proposed).is_readable();
            if unreadable || proposed.chars().any(char::is_control) {
                return invalid("proposed", Problem::Unreadable);
            }
            let mut facts = facts.clone();
            self.about.apply(Some(proposed), &mut facts);
            if let Err(broken) = rules::check(&facts) {
                return invalid("proposed", broken.problem);
            }
        }
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok((some(proposed).filter(|_| has_proposal), some(note)))
    }
}
