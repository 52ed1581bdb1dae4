//! A mandate: somebody lets somebody else do something for them, for a while.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::children::NewChild;
use crate::error::Problem;
use crate::id::{CommunityId, MandateId, MemberId, ProfileId};

/// How long a mandate lasts at most, in days.
pub const MANDATE_DAYS_MAX: i64 = 365;
/// How long ago a signature on paper may be, in days: what was signed longer ago is asked again.
pub const SIGNED_DAYS_MAX: i64 = 90;
/// The longest telephone number, in characters.
pub const PHONE_MAX: usize = 40;
/// The longest note on how somebody is reached, in characters.
pub const NOTE_MAX: usize = 200;

/// What may be done for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Bring in places, say that they are theirs, and keep them.
    KeepPlaces,
    /// Say that something of a place is wrong.
    TellWrong,
    /// Ask for help and offer it.
    PostHelp,
    /// Agree with neighbours about it.
    Agree,
    /// Pay, and be paid.
    Pay,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::KeepPlaces, Self::TellWrong, Self::PostHelp, Self::Agree, Self::Pay];

    /// The key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::KeepPlaces => "keep_places",
            Self::TellWrong => "tell_wrong",
            Self::PostHelp => "post_help",
            Self::Agree => "agree",
            Self::Pay => "pay",
        }
    }

    /// The deed of a key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.key() == key)
    }

    /// Whether there is anything of it to do yet; else nobody can be let do it.
    #[must_use]
    pub fn is_there(self) -> bool {
        self != Self::Pay
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// Several deeds.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Deeds(u8);

impl Deeds {
    /// Whether a deed is among them.
    #[must_use]
    pub fn has(self, deed: Deed) -> bool {
        self.0 & deed.bit() != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Deed> {
        Deed::ALL.into_iter().filter(move |deed| self.has(*deed))
    }
}

impl FromIterator<Deed> for Deeds {
    fn from_iter<T: IntoIterator<Item = Deed>>(deeds: T) -> Self {
        Self(deeds.into_iter().fold(0, |all, deed| all | deed.bit()))
    }
}

impl std::fmt::Debug for Deeds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Under which mandate an actor is somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Under {
    /// Which mandate.
    pub mandate: MandateId,
    /// Who acts.
    pub agent: MemberId,
    /// Whose organisers see to it.
    pub community: CommunityId,
    /// What they may.
    pub deeds: Deeds,
}

/// A mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Which.
    pub id: MandateId,
    /// Whose organisers see to it.
    pub community: CommunityId,
    /// For whom somebody acts.
    pub giver: MemberId,
    /// Who acts.
    pub agent: MemberId,
    /// What they may.
    pub deeds: Deeds,
    /// The day on a signature on paper; none where the giver gave it here.
    pub signed_on: Option<NaiveDate>,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// Until when it counts.
    pub ends_at: DateTime<Utc>,
    /// When somebody ended it.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Mandate {
    /// Whether it counts at an instant.
    #[must_use]
    pub fn counts(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.ends_at
    }
}

/// Somebody whom a mandate names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub member: MemberId,
    /// Their own profile, as which a holder of their mandate acts.
    pub profile: ProfileId,
    /// Their name, as others see it.
    pub name: String,
    /// Their short name.
    pub handle: String,
}

/// A mandate, and whom it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The mandate.
    pub mandate: Mandate,
    /// For whom.
    pub giver: Named,
    /// Who acts.
    pub agent: Named,
}

/// What a mandate shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish<'a> {
    /// The short name of who acts.
    pub handle: &'a str,
    /// What they may.
    pub deeds: Deeds,
    /// The last day on which it counts.
    pub until: NaiveDate,
}

/// Somebody to register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRegistered<'a> {
    /// Their name, as others see it.
    pub name: &'a str,
    /// Their telephone number, where it helps.
    pub phone: &'a str,
    /// How else they are reached.
    pub note: &'a str,
    /// When they signed on paper; of a child the parent did.
    pub signed_on: NaiveDate,
    /// Where they are younger than sixteen, until when, and who acts for them.
    pub child: Option<NewChild<'a>>,
}

/// Somebody who was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Who.
    pub who: Named,
    /// Their telephone number.
    pub phone: Option<String>,
    /// How else they are reached.
    pub note: Option<String>,
    /// When they signed on paper.
    pub signed_on: NaiveDate,
    /// When they were registered.
    pub at: DateTime<Utc>,
    /// Where they are younger than sixteen: the day on which they become that.
    pub sixteen_on: Option<NaiveDate>,
}

impl Wish<'_> {
    /// Whether it can be given today: something that there is, until a day that comes within a
    /// year.
    ///
    /// # Errors
    /// The field, and the rule that it breaks.
    pub fn check(&self, today: NaiveDate) -> Result<(), (&'static str, Problem)> {
        if self.deeds == Deeds::default() {
            return Err(("deeds", Problem::Empty));
        }
        if !self.deeds.iter().all(Deed::is_there) {
            return Err(("deeds", Problem::Unknown));
        }
        match (self.until - today).num_days() {
            0..=MANDATE_DAYS_MAX => Ok(()),
            _ => Err(("until", Problem::OutOfRange)),
        }
    }
}

/// A signature on paper is of a day that was, and not of long ago.
///
/// # Errors
/// [`Problem::OutOfRange`].
pub(super) fn check_signed(on: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    let is_fresh = (0..=SIGNED_DAYS_MAX).contains(&(today - on).num_days());
    if is_fresh { Ok(()) } else { Err(Problem::OutOfRange) }
}

/// A telephone number as it is kept, if there is one.
///
/// # Errors
/// [`Problem::TooLong`] or [`Problem::Unreadable`].
pub(crate) fn tidy_phone(typed: &str) -> Result<Option<String>, Problem> {
    let phone = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let odd = |c: char| !(c.is_ascii_digit() || " +-()".contains(c));
    match phone.len() {
        0 => Ok(None),
        length if length > PHONE_MAX => Err(Problem::TooLong),
        _ if phone.contains(odd) || !phone.contains(|c: char| c.is_ascii_digit()) => {
            Err(Problem::Unreadable)
        }
        _ => Ok(Some(phone)),
    }
}

/// A note on how somebody is reached, if there is one. It holds no address: where somebody lives
/// is nobody's here.
///
/// # Errors
/// [`Problem::TooLong`], [`Problem::Unreadable`] where there is an address in it.
pub(super) fn tidy_note(typed: &str) -> Result<Option<String>, Problem> {
    let note = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match note.chars().count() {
        0 => Ok(None),
        count if count > NOTE_MAX => Err(Problem::TooLong),
        _ if note.chars().any(char::is_control) || note.contains('@') || has_postcode(&note) => {
            Err(Problem::Unreadable)
        }
        _ => Ok(Some(note)),
    }
}

/// Four digits and two letters, with or without a gap.
fn has_postcode(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.windows(6).any(|six| {
        six[..4].iter().all(char::is_ascii_digit) && six[4..].iter().all(char::is_ascii_uppercase)
    })
}

/// The last day on which a mandate that is given today may count.
#[must_use]
pub fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_signed(chrono::TimeDelta::days(MANDATE_DAYS_MAX)).unwrap_or(today)
}

/// A day that somebody chose, as forms and programs write it.
#[must_use]
pub fn read_day(typed: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").ok()?;
    (1900..=2200).contains(&day.year()).then_some(day)
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
