//! Mandates, and members without a mail address.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use koop_domain::audit::model::Line;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::{AuditId, CommunityId, MandateId, MemberId};
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{self, Deeds, Told, Wish};

use super::super::errors::{self, Wrong};
use super::super::scalars::{Date, Instant};
use super::super::signing_in::DonePayload;
use super::super::user_errors::{UserError, settle_profile};
use super::super::visit::Visit;
use super::{done, for_some};

/// What is wrong with an id that none of the list has.
pub(super) const BAD_CURSOR: Wrong = Wrong::Field("after", Problem::BadCursor);

/// What may be done for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "mandates::Deed")]
pub(crate) enum Deed {
    /// Bring in places, say that they are theirs, and keep them.
    KeepPlaces,
    /// Say that something of a place is wrong.
    TellWrong,
    /// Put something on the board for them.
    PostHelp,
    /// Agree with neighbours about it for them.
    Agree,
    /// Pay, and be paid; not there yet.
    Pay,
}

/// Somebody who was registered.
#[derive(InputObject)]
pub(crate) struct RegisteredInput {
    /// In which community.
    community_id: ID,
    /// Who.
    member_id: ID,
}

/// A code from the desk.
#[derive(InputObject)]
pub(crate) struct UseEntryCodeInput {
    /// The mail address that they read.
    email: String,
    /// Such as `K7PM-3XQA`.
    code: String,
}

/// A mandate to give.
#[derive(InputObject)]
pub(crate) struct GiveMandateInput {
    /// The short name of who acts.
    handle: String,
    /// What they may.
    deeds: Vec<Deed>,
    /// The last day on which it counts, within a year.
    until: Date,
    /// For whom, where that is somebody who was registered: who, where, and when they signed.
    on_paper: Option<OnPaperInput>,
}

/// What somebody who was registered signed.
#[derive(InputObject)]
pub(crate) struct OnPaperInput {
    /// In which community.
    community_id: ID,
    /// Who signed.
    member_id: ID,
    /// When.
    signed_on: Date,
}

/// A mandate to end.
#[derive(InputObject)]
pub(crate) struct MandateInput {
    /// Which.
    mandate_id: ID,
}

/// Somebody whom a mandate names.
#[derive(SimpleObject)]
pub(crate) struct MandatePerson {
    /// Who.
    member_id: ID,
    /// Their own profile: whoever has their mandate acts as it.
    profile_id: ID,
    /// Their name, as others see it.
    name: String,
    /// Their short name.
    handle: String,
}

/// Somebody may act for somebody else.
#[derive(SimpleObject)]
pub(crate) struct Mandate {
    /// Its id.
    id: ID,
    /// For whom.
    giver: MandatePerson,
    /// Who acts.
    agent: MandatePerson,
    /// What they may.
    deeds: Vec<Deed>,
    /// The day on a signature on paper; null where the giver gave it here.
    signed_on: Option<Date>,
    /// When it was given.
    given_at: Instant,
    /// Until when it counts.
    ends_at: Instant,
    /// When somebody ended it.
    ended_at: Option<Instant>,
    /// Whether it counts now.
    counts: bool,
}

/// Something that was done under a mandate.
#[derive(SimpleObject)]
pub(crate) struct MandateDone {
    /// Its id in the log, after which a page begins.
    id: ID,
    /// When.
    at: Instant,
    /// Who did it, by name; null once they are gone.
    agent: Option<String>,
    /// For whom, by name.
    giver: Option<String>,
    /// What, such as edited.
    what: Option<String>,
    /// To what: its id.
    subject: Option<String>,
    /// Its name; null once it is gone.
    subject_name: Option<String>,
}

/// What giving a code came to.
#[derive(Default, SimpleObject)]
pub(crate) struct EntryCodePayload {
    /// The code. It is told once.
    code: Option<String>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What giving a mandate came to.
#[derive(Default, SimpleObject)]
pub(crate) struct MandatePayload {
    /// The mandate.
    mandate: Option<Mandate>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl From<mandates::Named> for MandatePerson {
    fn from(it: mandates::Named) -> Self {
        let (member_id, profile_id) = (it.member.to_string().into(), it.profile.to_string().into());
        Self { member_id, profile_id, name: it.name, handle: it.handle }
    }
}

impl Mandate {
    fn of(visit: &Visit, Told { mandate, giver, agent }: Told) -> Self {
        Self {
            id: mandate.id.to_string().into(),
            giver: giver.into(),
            agent: agent.into(),
            deeds: mandate.deeds.iter().map(Deed::from).collect(),
            signed_on: mandate.signed_on.map(Date),
            given_at: mandate.given_at.into(),
            ends_at: mandate.ends_at.into(),
            ended_at: mandate.ended_at.map(Instant::from),
            counts: mandate.counts(visit.ctx.now),
        }
    }
}

impl From<Line> for MandateDone {
    fn from(it: Line) -> Self {
        let what = it.details.get("what").and_then(|what| what.as_str());
        Self {
            id: it.id.to_string().into(),
            at: it.at.into(),
            what: what.map(str::to_owned),
            agent: it.actor_name,
            giver: it.behalf_name,
            subject: it.subject,
            subject_name: it.subject_name,
        }
    }
}

pub(super) async fn forget(
    visit: &Visit,
    input: RegisteredInput,
) -> async_graphql::Result<DonePayload> {
    let gone = match about(&input.community_id, &input.member_id) {
        Ok(who) => mandates::forget_registered(&visit.ctx, &visit.domain, who).await,
        Err(error) => Err(error),
    };
    done(visit, gone)
}

pub(super) async fn issue_code(
    visit: &Visit,
    input: RegisteredInput,
) -> async_graphql::Result<EntryCodePayload> {
    let code = match about(&input.community_id, &input.member_id) {
        Ok(who) => mandates::give_entry_code(&visit.ctx, &visit.domain, who).await,
        Err(error) => Err(error),
    };
    Ok(match settle_profile(visit, code)? {
        Ok(it) => EntryCodePayload { code: Some(it.reveal().to_owned()), ..Default::default() },
        Err(user_errors) => EntryCodePayload { user_errors, ..Default::default() },
    })
}

pub(super) async fn use_code(
    visit: &Visit,
    input: UseEntryCodeInput,
) -> async_graphql::Result<DonePayload> {
    let typed = (input.email.as_str(), input.code.as_str());
    let from = (visit.language, visit.client.net.as_str());
    let asked = mandates::come_in(&visit.ctx, &visit.domain, typed, from).await;
    visit.parts.bell.ring();
    done(visit, asked.map(|_| ()))
}

pub(super) async fn give(
    visit: &Visit,
    input: GiveMandateInput,
) -> async_graphql::Result<MandatePayload> {
    let deeds: Deeds = input.deeds.into_iter().map(Into::into).collect();
    let wish = Wish { handle: &input.handle, deeds, until: input.until.0 };
    let (ctx, domain) = (&visit.ctx, &visit.domain);
    let given = match input.on_paper {
        None => mandates::give(ctx, domain, &wish).await,
        Some(paper) => match about(&paper.community_id, &paper.member_id) {
            Ok(who) => mandates::write_down(ctx, domain, who, (&wish, paper.signed_on.0)).await,
            Err(error) => Err(error),
        },
    };
    Ok(match settle_profile(visit, given)? {
        Ok(it) => MandatePayload { mandate: Some(Mandate::of(visit, it)), ..Default::default() },
        Err(user_errors) => MandatePayload { user_errors, ..Default::default() },
    })
}

pub(super) async fn end(visit: &Visit, input: MandateInput) -> async_graphql::Result<DonePayload> {
    let ended = match mandate_of(&input.mandate_id) {
        Ok(id) => mandates::end(&visit.ctx, &visit.domain, id).await,
        Err(error) => Err(error),
    };
    done(visit, ended)
}

/// The mandates that name the viewer.
pub(crate) async fn mine(
    visit: &Visit,
    own: &Ctx,
    (first, after): (u32, Option<ID>),
) -> async_graphql::Result<Vec<Mandate>> {
    let after = after.map(|it| MandateId::parse(&it)).transpose();
    let after = after.map_err(|_| errors::wrong(visit, &BAD_CURSOR))?;
    let mine = match mandates::mine(own, &visit.domain, (first, after)).await {
        Err(ProfileError::Invalid { .. }) => return Err(errors::wrong(visit, &BAD_CURSOR)),
        mine => mine.map_err(|error| errors::of_kind(visit, error.kind(), &error))?,
    };
    Ok(mine.into_iter().map(|it| Mandate::of(visit, it)).collect())
}

pub(super) async fn of_community(
    visit: &Visit,
    id: &ID,
    (first, after): (u32, Option<ID>),
) -> async_graphql::Result<Option<Vec<Mandate>>> {
    let after = after.map(|it| MandateId::parse(&it)).transpose();
    let after = after.map_err(|_| errors::wrong(visit, &BAD_CURSOR))?;
    let found = match community_of(id) {
        Ok(id) => mandates::of_community(&visit.ctx, &visit.domain, id, (first, after)).await,
        Err(error) => Err(error),
    };
    let told = for_some(visit, found)?;
    Ok(told.map(|all| all.into_iter().map(|it| Mandate::of(visit, it)).collect()))
}

pub(super) async fn log(
    visit: &Visit,
    id: &ID,
    (first, after): (u32, Option<ID>),
) -> async_graphql::Result<Option<Vec<MandateDone>>> {
    let after = after.map(|it| AuditId::parse(&it)).transpose();
    let after = after.map_err(|_| errors::wrong(visit, &BAD_CURSOR))?;
    let found = match mandate_of(id) {
        Ok(id) => mandates::done(&visit.ctx, &visit.domain, id, (first, after)).await,
        Err(error) => Err(error),
    };
    let told = for_some(visit, found)?;
    Ok(told.map(|(_, lines)| lines.into_iter().map(MandateDone::from).collect()))
}

/// An id that cannot be read is that of nothing.
pub(super) fn community_of(id: &ID) -> Result<CommunityId, ProfileError> {
    CommunityId::parse(id).map_err(|_| ProfileError::NotFound)
}

/// Ids that cannot be read are those of nobody.
pub(super) fn about(community: &ID, member: &ID) -> Result<(CommunityId, MemberId), ProfileError> {
    let member = MemberId::parse(member).map_err(|_| ProfileError::NotFound)?;
    Ok((community_of(community)?, member))
}

fn mandate_of(id: &ID) -> Result<MandateId, ProfileError> {
    MandateId::parse(id).map_err(|_| ProfileError::NotFound)
}
