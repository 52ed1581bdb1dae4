//! The desk for help of a community: what somebody needs who told it by phone, for whoever
//! coordinates help there and for the neighbours whom they ask. Null to anybody else.

use async_graphql::{Context, Description, Enum, ID, Object, SimpleObject};
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, machine};
use koop_domain::id::{AreaId, CommunityId, NeedId};
use koop_domain::profiles::mandates::Named;
use koop_web::texts;

use super::super::areas::{self, Area};
use super::super::connection::{PageInfo, Why};
use super::super::errors::{self, Wrong};
use super::super::limits;
use super::super::scalars::Instant;
use super::super::user_errors::{Settled, UserError, UserErrorCode};
use super::super::visit::Visit;
use super::agreement::read_cursor;
use super::details::{Around, Availability};
use super::errors::{is_nobody, signed_out};
use super::post::{self, Post};

/// How it stands with a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "helpdesk::NeedState")]
pub(crate) enum NeedState {
    /// Nobody was asked yet.
    Open,
    /// Neighbours were asked.
    Suggested,
    /// Somebody does it.
    Assigned,
    /// It was done.
    Done,
    /// It is not needed any more, or nobody was found.
    Dropped,
}

/// How soon something is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "helpdesk::Urgency")]
pub(crate) enum NeedUrgency {
    /// Within a week.
    ThisWeek,
    /// Some time.
    NoHurry,
}

/// How a need ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "helpdesk::Ended")]
pub(crate) enum NeedEnded {
    /// It was done.
    Done,
    /// It is not needed any more, or nobody was found.
    Dropped,
}

/// What can be done with a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "machine::Step")]
pub(crate) enum NeedAction {
    /// Write down what is different: `changeNeed`.
    Change,
    /// Ask neighbours: `askForNeed`.
    Ask,
    /// Say yes or no: `answerNeed`.
    Answer,
    /// Choose somebody who said yes: `assignNeed`.
    Assign,
    /// It is open again: `giveBackNeed`.
    GiveBack,
    /// It was done: `closeNeed`, or `finishNeed` by who did it.
    Finish,
    /// It is not needed any more: `closeNeed`.
    Drop,
}

/// What somebody needs, for whoever coordinates help in its community.
#[derive(Clone, Description)]
pub(crate) struct Need(pub(super) Box<helpdesk::Need>);

/// Somebody whom the desk knows.
#[derive(SimpleObject)]
pub(crate) struct NeedPerson {
    /// Their id, where they are a member.
    member_id: Option<ID>,
    /// The id of their profile, where they are a member.
    profile_id: Option<ID>,
    /// Their name; of who is no member a first name, which only `need` tells, and null once it is
    /// forgotten.
    name: Option<String>,
}

/// A neighbour who might do it, or who was asked.
#[derive(Description)]
pub(crate) struct NeedSuggestion(helpdesk::Suggestion);

/// Needs of a community: those to which nobody said yes first, those that ended last.
#[derive(SimpleObject)]
pub(crate) struct NeedConnection {
    /// To how many nobody said yes for three days.
    unanswered: u64,
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The needs.
    edges: Vec<NeedEdge>,
}

/// A need in a list.
#[derive(SimpleObject)]
pub(crate) struct NeedEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The need.
    node: Need,
}

#[Object(use_type_description)]
impl Need {
    /// Its id.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// The id of its community.
    async fn community_id(&self) -> ID {
        self.0.community.to_string().into()
    }

    /// What it is about: a key such as groceries or tech.
    async fn category(&self) -> &str {
        self.0.topic.key()
    }

    /// When it suits; nothing: any time.
    async fn availability(&self) -> Vec<Availability> {
        self.0.availability.iter().map(Into::into).collect()
    }

    /// In which languages, as BCP 47 codes; nothing: any.
    async fn languages(&self) -> &[String] {
        &self.0.languages
    }

    /// Where, as far as anybody is told.
    async fn around(&self) -> Around {
        self.0.around.into()
    }

    /// The smallest area it lies in.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        smallest(Visit::of(ctx), &self.0.areas).await
    }

    /// How soon.
    async fn urgency(&self) -> NeedUrgency {
        self.0.urgency.into()
    }

    /// What is to be done, in words.
    async fn notes(&self) -> &str {
        &self.0.notes
    }

    /// How it stands.
    async fn state(&self) -> NeedState {
        self.0.state.into()
    }

    /// What the desk can do with it now.
    async fn actions(&self) -> Vec<NeedAction> {
        self.0.steps.iter().map(|it| (*it).into()).collect()
    }

    /// Who needs it.
    async fn person(&self) -> NeedPerson {
        match &self.0.person {
            helpdesk::Person::Member(it) => it.into(),
            helpdesk::Person::Named { first_name } => {
                NeedPerson { member_id: None, profile_id: None, name: first_name.clone() }
            }
        }
    }

    /// When it was entered.
    async fn entered_at(&self) -> Instant {
        self.0.entered_at.into()
    }

    /// Who entered it, unless they are gone.
    async fn entered_by(&self) -> Option<NeedPerson> {
        self.0.entered_by.as_ref().map(Into::into)
    }

    /// How many were asked.
    async fn asked(&self) -> u32 {
        self.0.asked
    }

    /// How many of them said yes.
    async fn said_yes(&self) -> u32 {
        self.0.said_yes
    }

    /// Whether nobody said yes to it for three days.
    async fn is_unanswered(&self, ctx: &Context<'_>) -> bool {
        self.0.is_unanswered(Visit::of(ctx).ctx.now)
    }

    /// Who does it.
    async fn assigned_to(&self) -> Option<NeedPerson> {
        self.0.assigned_to.as_ref().map(Into::into)
    }

    /// The id of what the two agree on, where who needs it is a member.
    async fn agreement_id(&self) -> Option<ID> {
        self.0.agreement.map(|id| id.to_string().into())
    }

    /// When it ended.
    async fn closed_at(&self) -> Option<Instant> {
        self.0.closed_at.map(Into::into)
    }

    /// How often it was changed, to change it.
    async fn revision(&self) -> i32 {
        self.0.revision
    }

    /// Whether `readNeedContact` tells how its person is reached.
    async fn has_contact(&self) -> bool {
        self.0.has_contact
    }

    /// Who was asked, and then whom one might ask, the best first.
    #[graphql(complexity = "limits::CENSUS + 25 * child_complexity")]
    async fn suggestions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<NeedSuggestion>> {
        let visit = Visit::of(ctx);
        let all = helpdesk::suggestions(&visit.ctx, &visit.domain, self.0.id).await;
        let all = all.map_err(|error| failed(visit, &error))?;
        Ok(all.into_iter().map(NeedSuggestion).collect())
    }
}

#[Object(use_type_description)]
impl NeedSuggestion {
    /// Who.
    async fn person(&self) -> NeedPerson {
        (&self.0.member).into()
    }

    /// What they offer, while that stands on the board for the viewer.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn post(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Post>> {
        let Some(offer) = &self.0.offer else { return Ok(None) };
        post::by_id(Visit::of(ctx), offer.post).await
    }

    /// What that is called.
    async fn offer(&self) -> Option<&str> {
        self.0.offer.as_ref().map(|it| it.title.as_str())
    }

    /// Why they are suggested.
    async fn why(&self, ctx: &Context<'_>) -> Vec<Why> {
        let language = Visit::of(ctx).language;
        let why = |it: &helpdesk::Reason| Why {
            code: reason_code(it),
            text: texts::need_reason(language, it),
        };
        self.0.why.iter().map(why).collect()
    }

    /// Whether they were asked.
    async fn asked(&self) -> bool {
        self.0.asked
    }

    /// What they said; null: nothing yet.
    async fn answer(&self) -> Option<bool> {
        self.0.answer
    }
}

impl From<&Named> for NeedPerson {
    fn from(it: &Named) -> Self {
        Self {
            member_id: Some(it.member.to_string().into()),
            profile_id: Some(it.profile.to_string().into()),
            name: Some(it.name.clone()),
        }
    }
}

fn reason_code(it: &helpdesk::Reason) -> &'static str {
    use helpdesk::Reason as R;
    match it {
        R::SameTopic => "SAME_TOPIC",
        R::RelatedTopic => "RELATED_TOPIC",
        R::Distance { .. } => "DISTANCE",
        R::Language(_) => "LANGUAGE",
        R::Times { .. } => "TIMES",
        R::Load { .. } => "LOAD",
        R::Vog => "VOG",
        R::Organisation => "ORGANISATION",
    }
}

pub(super) async fn smallest(visit: &Visit, all: &[AreaId]) -> async_graphql::Result<Option<Area>> {
    let smallest = all.get(..1).unwrap_or_default();
    Ok(areas::around(visit, smallest).await?.pop())
}

/// A need that is opened, for whoever coordinates help in its community.
pub(crate) async fn by_id(visit: &Visit, id: NeedId) -> async_graphql::Result<Option<Need>> {
    let found = helpdesk::open(&visit.ctx, &visit.domain, id).await;
    Ok(found.map_err(|error| failed(visit, &error))?.map(|it| Need(it.into())))
}

/// The needs of a community; nothing to who does not coordinate help there.
pub(crate) async fn of_community(
    visit: &Visit,
    of: CommunityId,
    (first, after): (Option<i32>, Option<String>),
) -> async_graphql::Result<Option<NeedConnection>> {
    let later = after.is_some();
    let after = read_cursor(visit, after.as_deref())?;
    let (ctx, domain) = (&visit.ctx, &visit.domain);
    let found = helpdesk::list(ctx, domain, of, limits::page_size(first), after).await;
    let (found, more) = match found {
        Ok(found) => found,
        Err(HelpdeskError::NotFound | HelpdeskError::SignedOut) => return Ok(None),
        Err(error) => return Err(failed(visit, &error)),
    };
    let unanswered = helpdesk::unanswered(ctx, domain, of).await;
    let edge =
        |it: helpdesk::Need| NeedEdge { cursor: it.cursor().encode(), node: Need(it.into()) };
    let edges: Vec<NeedEdge> = found.into_iter().map(edge).collect();
    Ok(Some(NeedConnection {
        unanswered: unanswered.map_err(|error| failed(visit, &error))?,
        page_info: PageInfo {
            has_next_page: more,
            has_previous_page: later,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        },
        edges,
    }))
}

/// A failure of a question to the desk.
pub(super) fn failed(visit: &Visit, error: &HelpdeskError) -> async_graphql::Error {
    match error {
        HelpdeskError::SignedOut => signed_out(visit),
        HelpdeskError::Invalid { field, problem } => {
            errors::wrong(visit, &Wrong::Field(field, *problem))
        }
        error if is_nobody(visit, error.kind()) => signed_out(visit),
        error => errors::of_kind(visit, error.kind(), error),
    }
}

/// What a verb made of a need, or what the person can mend.
pub(super) fn settle<T>(
    visit: &Visit,
    done: Result<T, HelpdeskError>,
) -> async_graphql::Result<Settled<T>> {
    use HelpdeskError as E;
    use UserErrorCode as Code;
    let error = match done {
        Ok(made) => return Ok(Ok(made)),
        Err(error) => error,
    };
    let (field, code) = match &error {
        E::NotFound => (None, Code::NotFound),
        E::Invalid { field: "topic", .. } => (Some("category"), Code::Invalid),
        E::Invalid { field: "members", .. } => (Some("memberIds"), Code::Invalid),
        E::Invalid { field: "member", .. } => (Some("memberId"), Code::Invalid),
        E::Invalid { field, .. } => (Some(*field), Code::Invalid),
        E::Contacts { fields } => (fields.first().copied(), Code::ContactInText),
        E::NoMandate => (Some("person"), Code::Denied),
        E::Full => (Some("memberIds"), Code::Full),
        E::NotNow => (None, Code::NotNow),
        E::Conflict => (Some("expectedRevision"), Code::Conflict),
        E::TooMany { .. } => (None, Code::TooManyAttempts),
        E::Denied(_) | E::SignedOut | E::Sealed | E::Db(_) => return Err(failed(visit, &error)),
    };
    let message = texts::need_error(visit.language, &error);
    let message = message.unwrap_or_else(|| errors::sentence(visit.language, error.kind()));
    Ok(Err(vec![UserError::new(field, code, message)]))
}
