//! A post on the board.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};

pub use super::content::{
    Availability, Broken, Content, Event, LANGUAGES_MAX, LINE_MAX, Material, Meal, REACH_MAX_M,
    TEXT_MAX, TITLE_MAX, TITLE_MIN, Term,
};
pub use super::kinds::{
    Allergen, Audience, Day, DayPart, Direction, Outcome, PostState, Recurrence, ReportReason,
    Subject, TermKind, Topic,
};
use crate::error::Problem;
use crate::geo::Point;
use crate::id::{AreaId, CommunityId, ListingId, MemberId, PostId, ProfileId};
use crate::listings::opening_hours::ZONE;

/// How many can take it at most.
pub const CAPACITY_MAX: u32 = 100;
/// How many days a post stands at most; then it is renewed with one tap, or it goes.
pub const STANDS_MAX_DAYS: i64 = 180;
/// How many days a post stands when nobody says.
pub const STANDS_DAYS: i64 = 60;
/// How many days replies may be collected at most.
pub const REPLIES_MAX_DAYS: i64 = 14;
/// How many posts of one member stand on the board at once.
pub const POSTS_MAX: u64 = 50;

/// Where something is, as far as anybody is told: the middle of a cell, and how far from it the
/// door may be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Around {
    /// The middle of the cell.
    pub point: Point,
    /// How far from it the furthest corner is, in metres.
    pub radius_m: u32,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Which.
    pub id: PostId,
    /// Its name in the address bar, for ever.
    pub slug: String,
    /// In which community.
    pub community: CommunityId,
    /// Whose it is.
    pub author: MemberId,
    /// As which household, organisation or merchant.
    pub profile: Option<ProfileId>,
    /// For which listing.
    pub listing: Option<ListingId>,
    /// Whose hands wrote it.
    pub by: Option<MemberId>,
    /// Who gives and who gets.
    pub direction: Direction,
    /// What it is about.
    pub subject: Subject,
    /// More precisely.
    pub topic: Topic,
    /// Who may see it.
    pub audience: Audience,
    /// How it stands with it.
    pub state: PostState,
    /// What became of it, once it is closed.
    pub outcome: Option<Outcome>,
    /// What it says.
    pub content: Content,
    /// Where it is, as far as anybody is told.
    pub around: Around,
    /// The areas that contain that, the smallest first; from the map, not from the row.
    #[serde(default)]
    pub areas: Vec<AreaId>,
    /// How many can take it.
    pub capacity: u32,
    /// Until when it stands.
    pub expires_at: DateTime<Utc>,
    /// Until when replies are collected before somebody is chosen.
    pub replies_until: Option<DateTime<Utc>>,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was renewed last; first: when it was written.
    pub renewed_at: DateTime<Utc>,
    /// When it was closed or taken off.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often it was changed.
    pub revision: i32,
    /// Whether it belongs to the invented neighbourhood.
    pub demo: bool,
}

impl Post {
    /// Whether it stands on the board at a time.
    #[must_use]
    pub fn stands_at(&self, now: DateTime<Utc>) -> bool {
        self.state == PostState::Open && now < self.expires_at
    }
}

/// What somebody wants to put on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who gives and who gets.
    pub direction: Direction,
    /// What it is about.
    pub subject: Subject,
    /// More precisely.
    pub topic: Topic,
    /// Who may see it; none: as [`default_audience`] has it.
    pub audience: Option<Audience>,
    /// What it says.
    pub content: Content,
    /// Where, as somebody pointed at the map; only its cell is kept.
    pub place: Point,
    /// In which community; none: the smallest of the author's whose area contains the place.
    pub community: Option<CommunityId>,
    /// For which listing that the author keeps.
    pub listing: Option<ListingId>,
    /// How many can take it.
    pub capacity: u32,
    /// Until which day it stands, included; none: [`STANDS_DAYS`].
    pub expires_on: Option<NaiveDate>,
    /// Until when replies are collected before somebody is chosen.
    pub replies_until: Option<DateTime<Utc>>,
    /// Whether what looks like a phone number or an address in it may be masked; asked first.
    pub mask_contacts: bool,
}

/// Who may see a post when nobody says: who needs help tells it to fewer.
#[must_use]
pub fn default_audience(direction: Direction, subject: Subject) -> Audience {
    match (direction, subject) {
        (Direction::Request, Subject::Help) => Audience::Confirmed,
        _ => Audience::Community,
    }
}

/// When something was written, as it is told to who does not know whose it is: the day in the
/// installation's zone, for what was written in one second is of one person.
#[must_use]
pub fn told_at(at: DateTime<Utc>, is_known: bool) -> DateTime<Utc> {
    if is_known {
        return at;
    }
    let day = at.with_timezone(&ZONE).date_naive().and_time(NaiveTime::MIN);
    ZONE.from_local_datetime(&day).earliest().map_or(at, |it| it.with_timezone(&Utc))
}

/// The last moment of a day in the installation's zone.
///
/// # Errors
/// [`Problem::OutOfRange`] when the day is past, or further away than [`STANDS_MAX_DAYS`].
pub fn end_of(day: NaiveDate, now: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    let next = day.succ_opt().ok_or(Problem::OutOfRange)?.and_time(NaiveTime::MIN);
    // Midnight exists on every day here: the clock is changed at night, but never then.
    let end = ZONE.from_local_datetime(&next).earliest().ok_or(Problem::OutOfRange)?;
    let end = end.with_timezone(&Utc);
    let within = end > now && end <= now + TimeDelta::days(STANDS_MAX_DAYS + 1);
    if within { Ok(end) } else { Err(Problem::OutOfRange) }
}
