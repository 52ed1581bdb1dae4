//! The neighbours of `people.tsv`: forty who cannot sign in, beside the four who can.
//!
//! Each comes in as at the command line, and what is known of them comes about as it does for
//! anybody: a letter with a code to an invented door, or two neighbours who say so.

use std::collections::HashMap;

use chrono::TimeDelta;
use koop_domain::alerts::{self, Mails};
use koop_domain::attestations::{self, Home, Kind};
use koop_domain::communities::model::Role;
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::Email;
use koop_domain::members::{self, NewMember};
use koop_domain::profiles::error::ProfileError;
use koop_domain::text::fold;
use koop_domain::{Domain, profiles};

use super::super::people::SIGN_INS;
use super::super::streets::{self, Street};
use super::BoardError;

/// How many days after they came somebody asks for a letter, and answers it.
const LETTER_DAYS: (i64, i64) = (2, 5);
/// How many days after they came their neighbours say that they know them.
const KNOWN_DAYS: i64 = 4;
/// Who looks after the community beside the organiser who signs in: nobody issues a currency alone.
const SECOND_ORGANISER: &str = "Tineke";
/// The town of every invented door.
const CITY: &str = "Amsterdam";

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Neighbour {
    /// The whole name; of the four who sign in only the first.
    pub(super) name: &'static str,
    /// In which language the house speaks to them.
    pub(super) language: Language,
    /// On which street they live.
    pub(super) street: &'static str,
    /// So many days ago they came.
    pub(super) days: i64,
    /// What is known of them.
    pub(super) known: Known,
}

/// What is known of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing yet.
    Nothing,
    /// A letter came to their door.
    Address,
    /// These neighbours know them.
    By(Vec<&'static str>),
}

/// Everybody, in the order of the file.
pub(super) fn all() -> Vec<Neighbour> {
    let lines = include_str!("people.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| read(&line.split('\t').collect::<Vec<_>>())).collect()
}

fn read(line: &[&'static str]) -> Option<Neighbour> {
    let &[name, language, street, days, known] = line else { return None };
    let known = match known.split_once(' ').unwrap_or((known, "")) {
        ("-", _) => Known::Nothing,
        ("address", _) => Known::Address,
        ("neighbours", names) => Known::By(names.split(' ').collect()),
        _ => return None,
    };
    let days = days.parse().ok()?;
    Some(Neighbour { name, language: Language::from_tag(language)?, street, days, known })
}

impl Neighbour {
    /// What the other files call them.
    pub(super) fn first(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }

    /// Their address; nobody reads what goes to it.
    pub(super) fn email(&self) -> String {
        match SIGN_INS.iter().find(|it| it.name == self.name) {
            Some(it) => it.email.to_owned(),
            None => format!("{}@oost.example", fold(self.name).replace(' ', ".")),
        }
    }

    fn signs_in(&self) -> bool {
        SIGN_INS.iter().any(|it| it.name == self.name)
    }
}

/// The people of the demo by their first names, as they act.
pub(super) struct People(HashMap<&'static str, Signed>);

impl People {
    /// The circumstances in which somebody does something at a time.
    pub(super) fn ctx(&self, who: &str, ctx: &Ctx) -> Result<Ctx, BoardError> {
        let signed = self.0.get(who).ok_or_else(|| BoardError::Nobody(who.to_owned()))?;
        Ok(Ctx { actor: Actor::Member(*signed), acting_as: None, ..ctx.clone() })
    }

    /// The id of somebody.
    pub(super) fn id(&self, who: &str) -> Result<MemberId, BoardError> {
        let signed = self.0.get(who).ok_or_else(|| BoardError::Nobody(who.to_owned()))?;
        Ok(signed.member)
    }

    /// The first names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.keys().copied()
    }
}

/// Lets everybody in, as long ago as their line says; who is there already stays as they are.
pub(super) async fn settle(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
) -> Result<People, BoardError> {
    let all = all();
    let mut people = People(HashMap::new());
    for it in &all {
        let member = enter(ctx, domain, community, it).await?;
        let session = SessionId(ctx.ids.next());
        people.0.insert(it.first(), Signed { member, session, operator: false, under: None });
    }
    let ids: Vec<MemberId> = people.0.values().map(|it| it.member).collect();
    communities::mark_demo(ctx, domain, community, &ids).await?;
    for (nth, it) in all.iter().enumerate() {
        let at = Ctx { now: ctx.now - TimeDelta::days(it.days), ..ctx.clone() };
        match &it.known {
            Known::Nothing => (),
            Known::Address => confirm(&at, domain, (community, &people), (nth, it)).await?,
            Known::By(names) => vouch(&at, domain, &people, (it, names)).await?,
        }
        // Nobody reads what would be mailed to them.
        if !it.signs_in() {
            alerts::wish(&people.ctx(it.first(), &at)?, domain, Mails::Never).await?;
        }
    }
    Ok(people)
}

async fn enter(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
    it: &Neighbour,
) -> Result<MemberId, BoardError> {
    let ctx = Ctx { now: ctx.now - TimeDelta::days(it.days), ..ctx.clone() };
    let unreadable = |problem| MemberError::Invalid { field: "email", problem };
    let new = NewMember {
        name: it.name.to_owned(),
        email: Email::read(&it.email()).map_err(unreadable)?,
        password: None,
        language: it.language,
        operator: false,
    };
    let id = members::add(&ctx, domain, new).await?;
    if !it.signs_in() {
        let is_second = it.first() == SECOND_ORGANISER;
        let role = if is_second { Role::Organiser } else { Role::Member };
        let place = NewPlace { community, role };
        communities::enter(&ctx, domain, id, place).await?;
    }
    Ok(id)
}

/// A letter to their door, printed by whoever runs the house, and its code.
async fn confirm(
    came: &Ctx,
    domain: &Domain,
    (community, people): (CommunityId, &People),
    (nth, it): (usize, &Neighbour),
) -> Result<(), BoardError> {
    let me = people.ctx(it.first(), came)?;
    let known = attestations::mine(&me, domain).await?;
    if known.iter().any(|it| it.kind == Kind::AddressConfirmed) {
        return Ok(());
    }
    let Some(street) = street(it.street) else { return Ok(()) };
    let home = Home {
        street: street.name.to_owned(),
        // Beyond the last real door, and beyond those of the businesses.
        house_number: (street.first_number + 100 + nth).to_string(),
        postcode: street.postcode.to_owned(),
        city: CITY.to_owned(),
    };
    let later = |days: i64, of: &Ctx| Ctx { now: came.now + TimeDelta::days(days), ..of.clone() };
    let asked = later(LETTER_DAYS.0, &me);
    attestations::ask_letter(&asked, domain, (community, &home)).await?;
    let Actor::Member(Signed { member, .. }) = me.actor else { return Ok(()) };
    let printed = later(LETTER_DAYS.0, came);
    let letter = attestations::print_again(&printed, domain, (community, member)).await?;
    let answered = later(LETTER_DAYS.1, &me);
    Ok(attestations::confirm_address(&answered, domain, letter.code.reveal()).await?)
}

async fn vouch(
    came: &Ctx,
    domain: &Domain,
    people: &People,
    (it, names): (&Neighbour, &[&'static str]),
) -> Result<(), BoardError> {
    let mine = profiles::mine(&people.ctx(it.first(), came)?, domain).await?;
    let Some(handle) = mine.first().map(|(it, _)| it.handle.clone()) else { return Ok(()) };
    let at = Ctx { now: came.now + TimeDelta::days(KNOWN_DAYS), ..came.clone() };
    for name in names {
        match attestations::vouch(&people.ctx(name, &at)?, domain, &handle).await {
            Ok(()) | Err(ProfileError::Duplicate) => (),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// A street by its name.
pub(super) fn street(name: &str) -> Option<Street> {
    streets::all().into_iter().find(|it| it.name == name)
}
