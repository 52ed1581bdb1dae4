//! The weeks before the seeding, played in the order in which they were.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::agreements::model::{Move, ThankYou, Words};
use koop_domain::agreements::{self, messages};
use koop_domain::ctx::Ctx;
use koop_domain::id::{AgreementId, CommunityId, PostId, ProfileId};
use koop_domain::language::Language;
use koop_domain::ledger::telling;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::{Draft, PostState};
use koop_domain::posts::reports::About;
use koop_domain::{Domain, alerts, listings, posts};

use super::super::moment::Moment;
use super::super::people::{SHOP, SHOPKEEPER};
use super::BoardError;
use super::block::{self, Block, Said};
use super::issuing::{self, Issue};
use super::needs::{self, Desk, Need};
use super::neighbours::{self, People};
use super::organisations::{belong, organisation_of};
use super::payments::{self, Payment, Till};
use super::talk::{self, Deed, Step, Talk, Who};

/// Time passes so often, in hours, from so many days ago.
const PASSES: (i64, i64) = (24, 30);
/// What was told longer ago than so many hours has been seen.
const SEEN_HOURS: i64 = 20;
/// What was written in a conversation that has rested for so many hours was read by both.
const READ_HOURS: i64 = 30;

/// Who keeps which place, and for which organisation.
const KEEPERS: [(&str, &str, Option<&str>); 8] = [
    ("Wim", "gereedschapsbieb-oost", None),
    ("Loes", "repaircafe-het-losse-schroefje", None),
    ("Fatima", "buurtkamer-de-ringdijk", Some("Buurtkamer De Ringdijk")),
    ("Selam", "eethuis-adulis", None),
    ("Yonas", "moestuin-de-natte-laars", None),
    ("Daan", "trap-op", None),
    ("Agnieszka", "de-brinkwinkel", None),
    ("Ineke", "kringloop-de-tweede-ronde", None),
];
/// Who does something for the organisation of whom.
const COMPANIONS: [(&str, &str); 1] = [("Fatima", "Joke")];
/// Who decides about what is reported.
const STEWARD: &str = "Joke";

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum What<'a> {
    Publish(&'a Block),
    Report(&'a Block),
    TakeDown(&'a Block),
    Close(&'a Block),
    Go(usize, &'a Step),
    Help(usize, needs::Step),
    Pay(Payment),
    Issue(Issue),
    /// Time passes.
    Pass,
    /// Everybody looks at what they were told.
    See,
}

struct Play<'a> {
    ctx: &'a Ctx,
    domain: &'a Domain,
    moment: Moment,
    community: CommunityId,
    people: &'a People,
    organisations: HashMap<&'static str, ProfileId>,
    blocks: HashMap<&'static str, &'a Block>,
    posts: HashMap<&'static str, PostId>,
    talks: &'a [Talk],
    agreements: HashMap<usize, AgreementId>,
    /// Whether where two meet can be kept: only where there is a secret to seal it with.
    seals: bool,
    desk: Desk<'a>,
    till: Till<'a>,
}

/// Plays them all. Answers how many posts were put up.
pub(super) async fn play(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
    people: &People,
) -> Result<usize, BoardError> {
    let moment = Moment::new(ctx.now);
    let (blocks, talks, needs) = (block::all(), talk::all(&moment), needs::all(&moment));
    let seals = domain.seal.close("demo", "demo", ctx.ids.secret()).is_ok();
    let mut play = Play {
        ctx,
        domain,
        moment,
        community,
        people,
        organisations: HashMap::new(),
        blocks: blocks.iter().map(|it| (it.title, it)).collect(),
        posts: HashMap::new(),
        talks: &talks,
        agreements: HashMap::new(),
        seals,
        desk: Desk::open(ctx, domain, (community, people), &needs).await?,
        till: Till::open(ctx, domain, (community, people)).await?,
    };
    play.give_places().await?;
    for (at, what) in timeline(&blocks, (&talks, &needs), &moment)? {
        play.happen(at, what).await?;
    }
    play.read_old().await?;
    posts::mark_demo(ctx, domain).await?;
    // What was played is no news.
    telling::pass_over_demo(ctx, domain).await?;
    Ok(play.posts.len())
}

/// Everything in the order in which it was; what was at once, in the order of the files.
fn timeline<'a>(
    blocks: &'a [Block],
    (talks, needs): (&'a [Talk], &[Need]),
    moment: &Moment,
) -> Result<Vec<(DateTime<Utc>, What<'a>)>, BoardError> {
    let mut all = Vec::new();
    for it in blocks {
        let at = it.published(moment).ok_or(BoardError::Unreadable(it.title))?;
        all.push((at, What::Publish(it)));
        all.extend(it.said("reported", moment).map(|said| (said.at, What::Report(it))));
        all.extend(it.said("removed", moment).map(|said| (said.at, What::TakeDown(it))));
        all.extend(it.closed(moment).map(|(at, _)| (at, What::Close(it))));
    }
    for (nth, talk) in talks.iter().enumerate() {
        all.extend(talk.steps.iter().map(|step| (step.at, What::Go(nth, step))));
    }
    for (nth, need) in needs.iter().enumerate() {
        all.extend(need.steps.iter().map(|step| (step.at, What::Help(nth, *step))));
    }
    all.extend(payments::all(moment).into_iter().map(|it| (it.at, What::Pay(it))));
    all.extend(issuing::all(moment).into_iter().map(|it| (it.at, What::Issue(it))));
    let (hours, days) = PASSES;
    for passed in 0..days * 24 / hours {
        all.push((moment.now - TimeDelta::hours(passed * hours), What::Pass));
    }
    all.push((moment.now - TimeDelta::hours(SEEN_HOURS), What::See));
    all.sort_by_key(|(at, _)| *at);
    Ok(all)
}

impl Play<'_> {
    /// Somebody at a time.
    fn at(&self, who: &str, at: DateTime<Utc>) -> Result<Ctx, BoardError> {
        let ctx = self.people.ctx(who, self.ctx)?;
        Ok(Ctx { now: at, ..ctx })
    }

    async fn happen(&mut self, at: DateTime<Utc>, what: What<'_>) -> Result<(), BoardError> {
        match what {
            What::Publish(block) => self.publish(at, block).await,
            What::Report(block) => self.report(at, block, "reported").await,
            What::TakeDown(block) => self.report(at, block, "removed").await,
            What::Close(block) => self.close(at, block).await,
            What::Go(nth, step) => self.go(nth, step).await,
            What::Help(nth, step) => self.desk.go(nth, step).await,
            What::Pay(it) => self.till.go(&it).await,
            What::Issue(it) => self.till.issue(it).await,
            What::Pass => {
                let house = Ctx { now: at, ..self.ctx.clone() };
                agreements::wait(&house, self.domain).await?;
                posts::tidy(&house, self.domain).await?;
                Ok(())
            }
            What::See => {
                for who in self.people.names() {
                    alerts::see(&self.at(who, at)?, self.domain, None).await?;
                }
                Ok(())
            }
        }
    }

    /// Gives places to who keeps them here, who show a code at the counter as anybody would.
    async fn give_places(&mut self) -> Result<(), BoardError> {
        for (who, slug, organisation) in KEEPERS {
            let mut me = self.at(who, self.ctx.now)?;
            if let Some(name) = organisation {
                let id = organisation_of(&me, self.domain, name).await?;
                self.organisations.insert(who, id);
                me.acting_as = Some(id);
            }
            let Some(place) = listings::by_slug(&me, self.domain, slug).await? else { continue };
            let wish = (Wish::CounterCode, Language::Nl);
            let code = match claims::claim(&me, self.domain, place.id, wish).await {
                Ok((_, code)) => code,
                // It is theirs since the board was put up before.
                Err(ListingError::Duplicate) => None,
                Err(error) => return Err(error.into()),
            };
            if let Some(code) = code {
                claims::at_counter(self.ctx, self.domain, place.id, code.reveal()).await?;
            }
            self.till.keep(slug, (who, me.acting_as));
        }
        self.till.keep(SHOP, (SHOPKEEPER, None));
        for (owner, who) in COMPANIONS {
            let id = self.organisations.get(owner).copied();
            let id = id.ok_or_else(|| BoardError::Nobody(owner.to_owned()))?;
            let (owner, me) = (self.at(owner, self.ctx.now)?, self.at(who, self.ctx.now)?);
            belong(self.domain, (&owner, &me), id).await?;
        }
        Ok(())
    }

    async fn publish(&mut self, at: DateTime<Utc>, block: &Block) -> Result<(), BoardError> {
        let unreadable = || BoardError::Unreadable(block.title);
        let mut me = self.at(block.who, at)?;
        if block.has("org") {
            me.acting_as = self.organisations.get(block.who).copied();
        }
        let content = block.content(&self.moment).ok_or_else(unreadable)?;
        let lives = || {
            let all = neighbours::all();
            all.into_iter().find(|it| it.first() == block.who).map(|it| it.street)
        };
        let street = block.value("at").or_else(lives).and_then(neighbours::street);
        let listing = match block.value("listing") {
            Some(slug) => listings::by_slug(&me, self.domain, slug).await?.map(|it| it.id),
            None => None,
        };
        let draft = Draft {
            direction: block.direction,
            subject: block.subject,
            topic: block.topic,
            audience: Some(block.audience),
            expires_on: block.expires_on(&content, at),
            content,
            place: street.ok_or_else(unreadable)?.somewhere(block.title),
            community: Some(self.community),
            listing,
            capacity: block.capacity().ok_or_else(unreadable)?,
            replies_until: None,
            mask_contacts: false,
        };
        let post = posts::publish(&me, self.domain, draft).await;
        let failed = |error: PostError| BoardError::Post(block.title, error);
        let post = post.map_err(failed)?;
        self.posts.insert(block.title, post.id);
        // What puts somebody at another's mercy a steward looks at first, and knows who offers it.
        if post.state == PostState::Review && post.topic.is_guarded() {
            let (steward, accepted) = (self.at(STEWARD, at)?, (true, ""));
            posts::decide_review(&steward, self.domain, post.id, accepted).await.map_err(failed)?;
        }
        Ok(())
    }

    fn post(&self, title: &'static str) -> Result<PostId, BoardError> {
        self.posts.get(title).copied().ok_or(BoardError::Unreadable(title))
    }

    /// Somebody says that a post is not right; where it was taken off, the steward agrees.
    async fn report(&self, at: DateTime<Utc>, block: &Block, word: &str) -> Result<(), BoardError> {
        let failed = |error: PostError| BoardError::Post(block.title, error);
        let said = block.said(word, &self.moment);
        let Said { who, reason, words, .. } = said.ok_or(BoardError::Unreadable(block.title))?;
        let (about, me) = (About::Post(self.post(block.title)?), self.at(who, at)?);
        let note = (word == "reported").then_some(words);
        let report = posts::report(&me, self.domain, about, reason, note).await.map_err(failed)?;
        if word == "removed" {
            let steward = self.at(STEWARD, at + TimeDelta::minutes(40))?;
            let upheld = (true, words);
            posts::decide_report(&steward, self.domain, report, upheld).await.map_err(failed)?;
        }
        Ok(())
    }

    async fn close(&self, at: DateTime<Utc>, block: &Block) -> Result<(), BoardError> {
        let closed = block.closed(&self.moment);
        let (_, outcome) = closed.ok_or(BoardError::Unreadable(block.title))?;
        let me = self.at(block.who, at)?;
        let closed = posts::close(&me, self.domain, self.post(block.title)?, outcome).await;
        closed.map_err(|error| BoardError::Post(block.title, error))?;
        Ok(())
    }

    fn name(&self, talk: &Talk, who: Who) -> Result<&'static str, BoardError> {
        match who {
            Who::Replier => Ok(talk.replier),
            Who::Steward(name) => Ok(name),
            Who::Owner => {
                let block = self.blocks.get(talk.title);
                Ok(block.ok_or(BoardError::Unreadable(talk.title))?.who)
            }
        }
    }

    async fn go(&mut self, nth: usize, step: &Step) -> Result<(), BoardError> {
        let Some(talk) = self.talks.get(nth) else { return Ok(()) };
        let me = self.at(self.name(talk, step.who)?, step.at)?;
        let failed = |error| BoardError::Agreement(talk.title, talk.replier, error);
        if let Deed::Reply(words) = &step.deed {
            let (post, quantity) = (self.post(talk.title)?, talk.quantity());
            let opened = agreements::reply(&me, self.domain, post, words, quantity).await;
            self.agreements.insert(nth, opened.map_err(failed)?.id);
            return Ok(());
        }
        let id = *self.agreements.get(&nth).ok_or(BoardError::Unreadable(talk.title))?;
        let domain = self.domain;
        if !matches!(step.who, Who::Steward(_)) {
            messages::read(&me, domain, id).await.map_err(failed)?;
        }
        match &step.deed {
            Deed::Reply(_) => (),
            Deed::Say(words) => {
                let words = Words::Text((*words).to_owned());
                messages::send(&me, domain, id, words).await.map_err(failed)?;
            }
            Deed::Propose((from, until)) => {
                let words = Words::Moment { from: *from, until: *until };
                messages::send(&me, domain, id, words).await.map_err(failed)?;
            }
            Deed::Act(it) => {
                let mut it = self.kept(it);
                if let (Move::Agree { details, .. }, Some(price)) = (&mut it, &step.price) {
                    let price = agreements::price_of(&me, domain, price).await.map_err(failed)?;
                    details.price = Some(price);
                }
                agreements::act(&me, domain, id, it).await.map_err(failed)?;
            }
            Deed::Thank(words) => {
                let words = Some((*words).to_owned());
                let it = ThankYou { words, kept: Some(true), private: None };
                agreements::thank(&me, domain, id, it).await.map_err(failed)?;
            }
            Deed::Answer(words) => {
                agreements::answer_thanks(&me, domain, id, words).await.map_err(failed)?;
            }
        }
        Ok(())
    }

    /// A move without where they meet, where that cannot be kept.
    fn kept(&self, it: &Move) -> Move {
        let mut it = it.clone();
        if let Move::Agree { details, .. } = &mut it
            && !self.seals
        {
            details.place = None;
        }
        it
    }

    /// Both have read what was written a while ago.
    async fn read_old(&self) -> Result<(), BoardError> {
        let before = self.ctx.now - TimeDelta::hours(READ_HOURS);
        for (nth, talk) in self.talks.iter().enumerate() {
            let last = talk.steps.last().map(|it| it.at);
            let Some((at, id)) = last.filter(|it| *it < before).zip(self.agreements.get(&nth))
            else {
                continue;
            };
            for who in [Who::Owner, Who::Replier] {
                let me = self.at(self.name(talk, who)?, at + TimeDelta::hours(1))?;
                let read = messages::read(&me, self.domain, *id).await;
                read.map_err(|error| BoardError::Agreement(talk.title, talk.replier, error))?;
            }
        }
        Ok(())
    }
}
