//! What is done at the desk for help, and by the neighbours whom it asks.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, NeedDraft, PersonDraft};
use koop_domain::id::{CommunityId, MemberId, NeedId};
use koop_domain::posts::model::Topic;

use super::super::inputs::PointInput;
use super::super::signing_in::DonePayload;
use super::super::user_errors::{Settled, UserError};
use super::super::visit::Visit;
use super::helpdesk::{Need, NeedEnded, NeedUrgency, settle};
use super::helpdesk_asked::AskedNeed;
use super::input::AvailabilityInput;

/// Who needs it: a member who gave the viewer a mandate to ask for help and to agree for them, or
/// somebody who is just named.
#[derive(InputObject)]
pub(crate) struct NeedPersonInput {
    /// A member.
    member_id: Option<ID>,
    /// Else their first name.
    first_name: Option<String>,
    /// And their telephone number.
    phone: Option<String>,
}

/// What somebody needs.
#[derive(InputObject)]
pub(crate) struct EnterNeedInput {
    /// At the desk of which community.
    community_id: ID,
    /// Who needs it.
    person: NeedPersonInput,
    /// What it is about.
    need: NeedInput,
}

/// What is different about a need.
#[derive(InputObject)]
pub(crate) struct ChangeNeedInput {
    /// Which.
    need_id: ID,
    /// The revision that was read: CONFLICT when it was changed since.
    expected_revision: i32,
    /// Who needs it; left out: who it was.
    person: Option<NeedPersonInput>,
    /// All of it, as it is to be.
    need: NeedInput,
}

/// What is needed.
#[derive(InputObject)]
pub(crate) struct NeedInput {
    /// What it is about: a key of help such as groceries or tech.
    category: String,
    /// When it suits; nothing: any time.
    #[graphql(default)]
    availability: Vec<AvailabilityInput>,
    /// In which languages, as BCP 47 codes; nothing: any.
    #[graphql(default)]
    languages: Vec<String>,
    /// Where. Only the middle of the cell around it is kept.
    place: PointInput,
    /// How soon.
    urgency: NeedUrgency,
    /// What is to be done, in words: not why, and no name or number; whoever is asked reads it.
    #[graphql(default)]
    notes: String,
}

/// Neighbours to ask.
#[derive(InputObject)]
pub(crate) struct AskForNeedInput {
    /// For which need.
    need_id: ID,
    /// Whom, of those who are suggested; at most five at once.
    member_ids: Vec<ID>,
}

/// A yes or a no.
#[derive(InputObject)]
pub(crate) struct AnswerNeedInput {
    /// To which need.
    need_id: ID,
    /// Whether one does it.
    yes: bool,
}

/// Who does it.
#[derive(InputObject)]
pub(crate) struct AssignNeedInput {
    /// Which need.
    need_id: ID,
    /// Who, of those who said yes.
    member_id: ID,
}

/// A need that ends.
#[derive(InputObject)]
pub(crate) struct CloseNeedInput {
    /// Which.
    need_id: ID,
    /// How.
    ended: NeedEnded,
}

/// A need.
#[derive(InputObject)]
pub(crate) struct NeedIdInput {
    /// Which.
    need_id: ID,
}

/// What doing something with a need came to.
#[derive(Default, SimpleObject)]
pub(crate) struct NeedPayload {
    /// The need as it is now.
    need: Option<Need>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What an answer came to.
#[derive(Default, SimpleObject)]
pub(crate) struct AnswerNeedPayload {
    /// What is asked, as it is now.
    asked: Option<AskedNeed>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// How somebody is reached.
#[derive(SimpleObject)]
pub(crate) struct NeedContact {
    /// What they are called.
    name: String,
    /// Their telephone number; null where a member gave none.
    phone: Option<String>,
}

/// What reading how somebody is reached came to.
#[derive(Default, SimpleObject)]
pub(crate) struct NeedContactPayload {
    /// How they are reached.
    contact: Option<NeedContact>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What is done at the desk for help.
#[derive(Description)]
pub(crate) struct Helping;

#[Object(use_type_description)]
impl Helping {
    /// Writes down what somebody needs. For whoever coordinates help in the community.
    async fn enter_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who needs what.")] input: EnterNeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        let visit = Visit::of(ctx);
        let done = match input.read() {
            Ok(draft) => helpdesk::enter(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        need_payload(visit, done)
    }

    /// Changes what was written down, while nobody does it. Whoever said yes is asked again.
    async fn change_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and how it is to be.")] input: ChangeNeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        let visit = Visit::of(ctx);
        let revision = input.expected_revision;
        let done = match input.read() {
            Ok((id, draft)) => {
                helpdesk::change(&visit.ctx, &visit.domain, id, revision, draft).await
            }
            Err(error) => Err(error),
        };
        need_payload(visit, done)
    }

    /// Asks some of the neighbours who are suggested whether they can do it.
    async fn ask_for_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For which, and whom.")] input: AskForNeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        let visit = Visit::of(ctx);
        // An id that cannot be read is that of nobody who is suggested.
        let nobody = |_| MemberId(uuid::Uuid::nil());
        let read = |id: &ID| MemberId::parse(id).unwrap_or_else(nobody);
        let members: Vec<MemberId> = input.member_ids.iter().map(read).collect();
        let done = match need_id(&input.need_id) {
            Ok(id) => helpdesk::ask(&visit.ctx, &visit.domain, id, &members).await,
            Err(error) => Err(error),
        };
        need_payload(visit, done)
    }

    /// Says yes or no to what the desk asks of the viewer.
    async fn answer_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To which, and what.")] input: AnswerNeedInput,
    ) -> async_graphql::Result<AnswerNeedPayload> {
        let visit = Visit::of(ctx);
        let done = match need_id(&input.need_id) {
            Ok(id) => helpdesk::answer(&visit.own, &visit.domain, id, input.yes).await,
            Err(error) => Err(error),
        };
        Ok(match settle(visit, done)? {
            Ok(it) => AnswerNeedPayload { asked: Some(AskedNeed(it.into())), ..Default::default() },
            Err(user_errors) => AnswerNeedPayload { user_errors, ..Default::default() },
        })
    }

    /// Chooses who does it among those who said yes.
    async fn assign_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and who.")] input: AssignNeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        let visit = Visit::of(ctx);
        let nobody = |_| HelpdeskError::Invalid { field: "member", problem: Problem::Unknown };
        let read = || {
            let member = MemberId::parse(&input.member_id).map_err(nobody)?;
            Ok((need_id(&input.need_id)?, member))
        };
        let done = match read() {
            Ok((id, member)) => helpdesk::assign(&visit.ctx, &visit.domain, id, member).await,
            Err(error) => Err(error),
        };
        need_payload(visit, done)
    }

    /// Closes a need, however it stands. For whoever coordinates help in its community.
    async fn close_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and how.")] input: CloseNeedInput,
    ) -> async_graphql::Result<NeedPayload> {
        let visit = Visit::of(ctx);
        let ended = input.ended.into();
        let done = match need_id(&input.need_id) {
            Ok(id) => helpdesk::close(&visit.ctx, &visit.domain, id, ended).await,
            Err(error) => Err(error),
        };
        need_payload(visit, done)
    }

    /// Says that the viewer did it. Where there is an agreement its actions decide.
    async fn finish_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: NeedIdInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match need_id(&input.need_id) {
            Ok(id) => helpdesk::finish(&visit.own, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        Ok(DonePayload { user_errors: settle(visit, done)?.err().unwrap_or_default() })
    }

    /// Says that who would do it cannot after all: it is open again. Where there is an agreement
    /// its actions decide.
    async fn give_back_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: NeedIdInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match need_id(&input.need_id) {
            Ok(id) => helpdesk::give_back(&visit.own, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        Ok(DonePayload { user_errors: settle(visit, done)?.err().unwrap_or_default() })
    }

    /// Tells how whoever needs it is reached. Each time it is read stands in the log, so it is no
    /// question.
    async fn read_need_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: NeedIdInput,
    ) -> async_graphql::Result<NeedContactPayload> {
        let visit = Visit::of(ctx);
        let done = match need_id(&input.need_id) {
            Ok(id) => helpdesk::contact(&visit.own, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        Ok(match settle(visit, done)? {
            Ok(it) => NeedContactPayload {
                contact: Some(NeedContact { name: it.name, phone: it.phone }),
                ..Default::default()
            },
            Err(user_errors) => NeedContactPayload { user_errors, ..Default::default() },
        })
    }
}

impl NeedPersonInput {
    fn read(self) -> Result<PersonDraft, HelpdeskError> {
        let wrong = |problem| HelpdeskError::Invalid { field: "person", problem };
        match (self.member_id, self.first_name, self.phone) {
            (Some(id), None, None) => {
                let id = MemberId::parse(&id).map_err(|_| wrong(Problem::Unknown))?;
                Ok(PersonDraft::Member(id))
            }
            (None, None, None) => Err(wrong(Problem::Empty)),
            (Some(_), ..) => Err(wrong(Problem::Twice)),
            (None, first_name, phone) => Ok(PersonDraft::Named {
                first_name: first_name.unwrap_or_default(),
                phone: phone.unwrap_or_default(),
            }),
        }
    }
}

impl NeedInput {
    fn read(self, community: CommunityId, person: PersonDraft) -> Result<NeedDraft, HelpdeskError> {
        let invalid = |field, problem| HelpdeskError::Invalid { field, problem };
        let topic = Topic::from_key(&self.category);
        let place = Point::new(self.place.latitude, self.place.longitude);
        Ok(NeedDraft {
            community,
            person,
            topic: topic.ok_or_else(|| invalid("topic", Problem::Unknown))?,
            availability: self.availability.into_iter().map(Into::into).collect(),
            languages: self.languages,
            place: place.map_err(|_| invalid("place", Problem::OutOfRange))?,
            urgency: self.urgency.into(),
            notes: self.notes,
        })
    }
}

impl EnterNeedInput {
    fn read(self) -> Result<NeedDraft, HelpdeskError> {
        let community = CommunityId::parse(&self.community_id);
        let community = community.map_err(|_| HelpdeskError::NotFound)?;
        self.need.read(community, self.person.read()?)
    }
}

impl ChangeNeedInput {
    fn read(self) -> Result<(NeedId, NeedDraft), HelpdeskError> {
        let id = need_id(&self.need_id)?;
        let person = self.person.map_or(Ok(PersonDraft::Same), NeedPersonInput::read)?;
        // Where it was entered it stays.
        let somewhere = CommunityId(uuid::Uuid::nil());
        Ok((id, self.need.read(somewhere, person)?))
    }
}

fn need_id(id: &ID) -> Result<NeedId, HelpdeskError> {
    NeedId::parse(id).map_err(|_| HelpdeskError::NotFound)
}

fn need_payload(
    visit: &Visit,
    done: Result<helpdesk::Need, HelpdeskError>,
) -> async_graphql::Result<NeedPayload> {
    let done: Settled<helpdesk::Need> = settle(visit, done)?;
    Ok(match done {
        Ok(it) => NeedPayload { need: Some(Need(it.into())), ..Default::default() },
        Err(user_errors) => NeedPayload { user_errors, ..Default::default() },
    })
}
