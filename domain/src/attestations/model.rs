//! What is known of somebody: dated, never a document and never a score.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::error::Problem;
use crate::id::{CommunityId, MemberId};

/// How many neighbours it takes to be known.
pub const NEIGHBOURS_MIN: usize = 2;
/// How long it counts that somebody saw a certificate of conduct (VOG), in days from the day on
/// which they saw it: three years, as most who ask for one ask again.
pub const VOG_DAYS: i64 = 3 * 365;
/// The longest name of an organisation, of a street or of a town, in characters.
pub const LINE_MAX: usize = 80;
/// The longest house number, in characters.
pub const NUMBER_MAX: usize = 20;

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A mail to their address was answered.
    EmailConfirmed,
    /// The code of a letter to their home was given.
    AddressConfirmed,
    /// Neighbours who are known themselves say that they know them.
    KnownByNeighbours,
    /// An organisation saw their certificate of conduct.
    VogSeen,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::EmailConfirmed, Self::AddressConfirmed, Self::KnownByNeighbours, Self::VogSeen];

    /// The key in the database, and in what is taken along.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::EmailConfirmed => "email",
            Self::AddressConfirmed => "address",
            Self::KnownByNeighbours => "known",
            Self::VogSeen => "vog",
        }
    }
}

/// Something that is known of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// What.
    pub kind: Kind,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when it counts; none: for as long as it is so.
    pub ends_at: Option<DateTime<Utc>>,
    /// Who says so, where that is somebody.
    pub by: Option<String>,
    /// In which community it was written down, where it was.
    pub community: Option<CommunityId>,
}

/// That somebody is known by neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ByNeighbours {
    /// Since when enough say so.
    pub(super) since: DateTime<Utc>,
    /// Who says so, the earliest first; only those whose word counts.
    pub(super) by: Vec<MemberId>,
}

/// Somebody says that they know somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vouch {
    /// Whom.
    pub member: MemberId,
    /// Who says so.
    pub by: MemberId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where somebody lives, for a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Home {
    /// The street.
    pub street: String,
    /// The number, with what stands behind it.
    pub house_number: String,
    /// Such as `1094 HA`.
    pub postcode: String,
    /// The town.
    pub city: String,
}

impl std::fmt::Debug for Home {
    /// Addresses stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(home)")
    }
}

impl Home {
    /// An address as it was typed.
    ///
    /// # Errors
    /// The field, and the rule that it breaks.
    pub fn read(typed: &Self) -> Result<Self, (&'static str, Problem)> {
        Ok(Self {
            street: line(&typed.street, LINE_MAX).map_err(|it| ("street", it))?,
            house_number: line(&typed.house_number, NUMBER_MAX)
                .map_err(|it| ("houseNumber", it))?,
            postcode: postcode(&typed.postcode).map_err(|it| ("postcode", it))?,
            city: line(&typed.city, LINE_MAX).map_err(|it| ("city", it))?,
        })
    }
}

/// One line of words, trimmed.
///
/// # Errors
/// [`Problem::Empty`], [`Problem::TooLong`] or [`Problem::Unreadable`].
pub(super) fn line(typed: &str, most: usize) -> Result<String, Problem> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(Problem::Empty),
        count if count > most => Err(Problem::TooLong),
        _ if line.chars().any(char::is_control) => Err(Problem::Unreadable),
        _ => Ok(line),
    }
}

/// How far it is with a letter to my home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whose organisers print it.
    pub community: CommunityId,
    /// Whether it was printed.
    pub is_printed: bool,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Until when it is kept.
    pub ends_at: DateTime<Utc>,
}

/// Who is known by neighbours, since when: those of whom enough say so who are known themselves or
/// whose address is confirmed. It is the least that follows from confirmed addresses, so nobody is
/// known in a circle: take the addresses away, and nobody is. Nor does anybody whose address is
/// confirmed count as known by those whom they themselves made known. Only who is asked about is
/// answered, for that last rule takes a walk through all vouches a person. Named with it is only
/// whose word counts.
#[must_use]
pub(super) fn known(
    (vouches, confirmed): (&[Vouch], &BTreeSet<MemberId>),
    people: &BTreeSet<MemberId>,
) -> HashMap<MemberId, ByNeighbours> {
    let all = grounded(vouches, confirmed);
    let mut known = HashMap::new();
    for member in people.iter().filter(|it| all.contains_key(it)) {
        let without;
        let grounds = if confirmed.contains(member) {
            let others: Vec<Vouch> =
                vouches.iter().filter(|it| it.by != *member).copied().collect();
            without = grounded(&others, confirmed);
            &without
        } else {
            &all
        };
        let Some(since) = grounds.get(member).copied() else { continue };
        let counts = |by: &MemberId| confirmed.contains(by) || grounds.contains_key(by);
        let said = vouches.iter().filter(|it| it.member == *member && it.by != *member);
        let said: BTreeSet<_> = said.filter(|it| counts(&it.by)).map(|it| (it.at, it.by)).collect();
        let mut once = HashSet::new();
        let by = said.into_iter().map(|(_, by)| by).filter(|by| once.insert(*by)).collect();
        known.insert(*member, ByNeighbours { since, by });
    }
    known
}

/// Since when some people are known, for who is not told by whom: what [`known`] says of it. A walk
/// of their own takes only who is confirmed, says so of others, and does not stand on enough
/// confirmed neighbours as it is.
#[must_use]
pub(super) fn known_since(
    (vouches, confirmed): (&[Vouch], &BTreeSet<MemberId>),
    people: &BTreeSet<MemberId>,
) -> HashMap<MemberId, DateTime<Utc>> {
    let all = grounded(vouches, confirmed);
    let without = |member: &MemberId| {
        let others: Vec<Vouch> = vouches.iter().filter(|it| it.by != *member).copied().collect();
        grounded(&others, confirmed).get(member).copied()
    };
    let since = |member: &MemberId| {
        let since = all.get(member).copied()?;
        let of = |it: &&Vouch| it.member == *member && it.by != *member;
        let by = vouches.iter().filter(of).map(|it| it.by).filter(|by| confirmed.contains(by));
        let stands = by.collect::<HashSet<_>>().len() >= NEIGHBOURS_MIN;
        let is_alone = || vouches.iter().all(|it| it.by != *member);
        match !confirmed.contains(member) || stands || is_alone() {
            true => Some(since),
            false => without(member),
        }
    };
    people.iter().filter_map(|member| Some((*member, since(member)?))).collect()
}

/// The least fixed point of "enough who are known or confirmed say so".
fn grounded(vouches: &[Vouch], confirmed: &BTreeSet<MemberId>) -> HashMap<MemberId, DateTime<Utc>> {
    let mut of: HashMap<MemberId, Vec<Vouch>> = HashMap::new();
    for vouch in vouches.iter().filter(|it| it.by != it.member) {
        of.entry(vouch.member).or_default().push(*vouch);
    }
    let mut known: HashMap<MemberId, DateTime<Utc>> = HashMap::new();
    loop {
        let mut more = Vec::new();
        for (member, vouches) in of.iter().filter(|(member, _)| !known.contains_key(member)) {
            let mut by = HashSet::new();
            let counts = vouches
                .iter()
                .filter(|it| confirmed.contains(&it.by) || known.contains_key(&it.by))
                .filter(|it| by.insert(it.by));
            let mut at: Vec<DateTime<Utc>> = counts.map(|it| it.at).collect();
            at.sort_unstable();
            if let Some(since) = at.get(NEIGHBOURS_MIN - 1) {
                more.push((*member, *since));
            }
        }
        if more.is_empty() {
            return known;
        }
        known.extend(more);
    }
}

/// Whether what somebody says of a neighbour counts.
#[must_use]
pub(super) fn may_vouch(
    by: MemberId,
    (vouches, confirmed): (&[Vouch], &BTreeSet<MemberId>),
) -> bool {
    confirmed.contains(&by) || grounded(vouches, confirmed).contains_key(&by)
}

/// Four digits and two letters, with the gap between them.
fn postcode(typed: &str) -> Result<String, Problem> {
    let letters: String =
        typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    if letters.is_empty() {
        return Err(Problem::Empty);
    }
    let Some((digits, end)) = letters.split_at_checked(4) else { return Err(Problem::Unreadable) };
    let right = end.len() == 2
        && digits.bytes().all(|it| it.is_ascii_digit())
        && end.bytes().all(|it| it.is_ascii_uppercase());
    if right { Ok(format!("{digits} {end}")) } else { Err(Problem::Unreadable) }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
