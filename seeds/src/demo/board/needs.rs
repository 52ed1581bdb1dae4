//! What is asked at the help desk of the demo, as it stands in `needs.txt`, and who was asked.
//!
//! Who calls has a first name and a number that nobody has; or it is somebody who was registered
//! without a mail address, and whose mandate the organiser holds. Steps: `enter`, `ask` somebody,
//! `yes` and `no` of somebody, `assign` somebody, `done` by somebody, `drop`.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, Ended, NeedDraft, PersonDraft, Urgency};
use koop_domain::id::{CommunityId, MemberId, NeedId};
use koop_domain::page::PAGE_MAX;
use koop_domain::posts::model::{Availability, Topic};
use koop_domain::profiles::mandates::{self, Deed, NewRegistered, Wish};
use koop_domain::{Domain, communities, profiles};

use super::super::moment::Moment;
use super::BoardError;
use super::block::{availability, blocks};
use super::neighbours::{self, People};
use super::when;

/// Who coordinates help.
const COORDINATOR: &str = "Hanneke";
/// Who was registered without a mail address, and how she is reached.
const REGISTERED: (&str, &str, &str) = ("Mevrouw De Wit", "020 555 01 71", "Bel na tienen.");
/// She signed so many days before the seeding, and the mandate counts for so many after it.
const SIGNED_DAYS: (i64, i64) = (20, 300);

/// A block.
#[derive(Clone, Debug)]
pub(super) struct Need {
    /// Who calls, and their number; of a member none.
    pub(super) who: &'static str,
    pub(super) phone: &'static str,
    topic: Topic,
    urgency: Urgency,
    availability: Availability,
    pub(super) street: &'static str,
    languages: Vec<String>,
    /// What is to be done.
    pub(super) notes: &'static str,
    /// What was done about it, in order.
    pub(super) steps: Vec<Step>,
}

/// One thing that was done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// What.
    pub(super) deed: Done,
}

/// What was done, and by whom or with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Enter,
    Ask(&'static str),
    Answer(&'static str, bool),
    Assign(&'static str),
    Finish(&'static str),
    Drop,
}

/// All of them; those that cannot be read are left out, and a test counts.
pub(super) fn all(moment: &Moment) -> Vec<Need> {
    blocks(NEEDS).filter_map(|lines| read(&lines, moment)).collect()
}

/// How many there are, readable or not.
#[cfg(test)]
pub(super) fn count() -> usize {
    blocks(NEEDS).count()
}

const NEEDS: &str = include_str!("needs.txt");

fn read(lines: &[&'static str], moment: &Moment) -> Option<Need> {
    let [head, facts, notes, steps @ ..] = lines else { return None };
    let at = head.find(|c: char| c.is_ascii_digit()).unwrap_or(head.len());
    let (who, phone) = head.split_at(at);
    let mut facts = facts.split("; ");
    let (topic, urgency) = facts.next()?.split_once(' ')?;
    let (when, street, languages) = (facts.next()?, facts.next()?, facts.next()?);
    Some(Need {
        who: who.trim(),
        phone,
        topic: Topic::from_key(topic)?,
        urgency: Urgency::from_key(urgency)?,
        availability: availability(when)?,
        street,
        languages: languages.split(' ').map(str::to_owned).collect(),
        notes,
        steps: steps.iter().map(|line| step(line, moment)).collect::<Option<_>>()?,
    })
}

fn step(line: &'static str, moment: &Moment) -> Option<Step> {
    let (at, deed) = line.split_once(" | ")?;
    let (deed, name) = deed.split_once(' ').unwrap_or((deed, ""));
    let deed = match deed {
        "enter" => Done::Enter,
        "ask" => Done::Ask(name),
        "yes" => Done::Answer(name, true),
        "no" => Done::Answer(name, false),
        "assign" => Done::Assign(name),
        "done" => Done::Finish(name),
        "drop" => Done::Drop,
        _ => return None,
    };
    Some(Step { at: when::past(at, line, moment)?, deed })
}

/// The desk, as it goes on.
pub(super) struct Desk<'a> {
    ctx: &'a Ctx,
    domain: &'a Domain,
    community: CommunityId,
    people: &'a People,
    needs: &'a [Need],
    registered: Option<MemberId>,
    entered: HashMap<usize, NeedId>,
}

impl<'a> Desk<'a> {
    /// Opens it: what stood there from an earlier board is closed, and who has no mail address is
    /// registered.
    pub(super) async fn open(
        ctx: &'a Ctx,
        domain: &'a Domain,
        (community, people): (CommunityId, &'a People),
        needs: &'a [Need],
    ) -> Result<Self, BoardError> {
        let me = people.ctx(COORDINATOR, ctx)?;
        let (old, _) = helpdesk::list(&me, domain, community, PAGE_MAX, None).await?;
        for need in old.iter().filter(|it| !it.state.is_end()) {
            helpdesk::close(&me, domain, need.id, Ended::Dropped).await?;
        }
        let registered = Some(register(ctx, domain, (community, people)).await?);
        let entered = HashMap::new();
        Ok(Self { ctx, domain, community, people, needs, registered, entered })
    }

    fn at(&self, who: &str, at: DateTime<Utc>) -> Result<Ctx, BoardError> {
        Ok(Ctx { now: at, ..self.people.ctx(who, self.ctx)? })
    }

    /// One step of one of them.
    pub(super) async fn go(&mut self, nth: usize, step: Step) -> Result<(), BoardError> {
        let Some(need) = self.needs.get(nth) else { return Ok(()) };
        let (domain, desk) = (self.domain, self.at(COORDINATOR, step.at)?);
        if step.deed == Done::Enter {
            let entered = helpdesk::enter(&desk, domain, self.draft(need)?).await;
            match entered {
                Ok(it) => drop(self.entered.insert(nth, it.id)),
                // Where there is no secret to seal a name with, nobody is just named.
                Err(HelpdeskError::Sealed) => (),
                Err(error) => return Err(BoardError::Need(need.who, error)),
            }
            return Ok(());
        }
        let Some(id) = self.entered.get(&nth).copied() else { return Ok(()) };
        let done = match step.deed {
            Done::Enter => Ok(()),
            Done::Ask(name) => {
                let some = [member(&self.at(name, step.at)?)?];
                helpdesk::ask(&desk, domain, id, &some).await.map(drop)
            }
            Done::Answer(name, yes) => {
                helpdesk::answer(&self.at(name, step.at)?, domain, id, yes).await.map(drop)
            }
            Done::Assign(name) => {
                let helper = member(&self.at(name, step.at)?)?;
                helpdesk::assign(&desk, domain, id, helper).await.map(drop)
            }
            Done::Finish(name) => {
                helpdesk::finish(&self.at(name, step.at)?, domain, id).await.map(drop)
            }
            Done::Drop => helpdesk::close(&desk, domain, id, Ended::Dropped).await.map(drop),
        };
        done.map_err(|error| BoardError::Need(need.who, error))
    }

    fn draft(&self, need: &Need) -> Result<NeedDraft, BoardError> {
        let unreadable = || BoardError::Unreadable(need.who);
        let street = neighbours::street(need.street).ok_or_else(unreadable)?;
        let person = match (need.phone, self.registered) {
            ("", Some(member)) => PersonDraft::Member(member),
            (phone, _) => {
                PersonDraft::Named { first_name: need.who.to_owned(), phone: phone.to_owned() }
            }
        };
        Ok(NeedDraft {
            community: self.community,
            person,
            topic: need.topic,
            availability: vec![need.availability.clone()],
            languages: need.languages.clone(),
            place: street.somewhere(need.who),
            urgency: need.urgency,
            notes: need.notes.to_owned(),
        })
    }
}

/// Somebody who acts, as a member.
fn member(ctx: &Ctx) -> Result<MemberId, BoardError> {
    match ctx.actor {
        Actor::Member(Signed { member, .. }) => Ok(member),
        _ => Err(BoardError::Nobody(String::new())),
    }
}

/// Registers who has no mail address, with the mandate that she signed; who is there stays.
async fn register(
    ctx: &Ctx,
    domain: &Domain,
    (community, people): (CommunityId, &People),
) -> Result<MemberId, BoardError> {
    let (name, phone, note) = REGISTERED;
    let there = mandates::registered(ctx, domain, community, (PAGE_MAX, None)).await?;
    if let Some(it) = there.iter().find(|it| it.who.name == name) {
        return Ok(it.who.member);
    }
    let (ago, on) = SIGNED_DAYS;
    let today = Moment::new(ctx.now).today;
    let signed_on = today - TimeDelta::days(ago);
    let new = NewRegistered { name, phone, note, signed_on, child: None };
    let who = mandates::register(ctx, domain, community, &new).await?.who.member;
    communities::mark_demo(ctx, domain, community, &[who]).await?;
    let mine = profiles::mine(&people.ctx(COORDINATOR, ctx)?, domain).await?;
    let Some((own, _)) = mine.first() else { return Ok(who) };
    let wish = Wish {
        handle: &own.handle,
        deeds: [Deed::PostHelp, Deed::Agree].into_iter().collect(),
        until: today + TimeDelta::days(on),
    };
    mandates::write_down(ctx, domain, (community, who), (&wish, signed_on)).await?;
    Ok(who)
}
