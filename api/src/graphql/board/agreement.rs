//! An agreement as the two whom it is about see it, and what they wrote to each other.

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::model::{self, Seen};
use koop_domain::agreements::{self, messages};
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::Problem;
use koop_domain::id::{AgreementId, MemberId, MessageId};
use koop_domain::page::Cursor;
use koop_domain::profiles::mandates::Named;

use super::super::connection::PageInfo;
use super::super::errors::{Wrong, wrong};
use super::super::limits;
use super::super::scalars::{Date, Instant};
use super::super::visit::Visit;
use super::details::Term;
use super::errors::agreement_failed;
use super::photos::BoardPhoto;
use super::post::{self, Post, Reliability, reliability_of};
use super::pricing::AgreementMoney;
use super::terms::{AgreementAction, AgreementState, PostDirection, PostSubject};

/// An agreement between whose post it is and who replied to it. Nobody else sees it.
#[derive(Clone, Description)]
pub(crate) struct PostAgreement(pub(super) Box<Seen>);

/// The other one of an agreement, or somebody whom the viewer does not want to see.
#[derive(Description)]
pub(crate) struct Neighbour(pub(super) Named);

/// What is paid back of what somebody spent.
#[derive(SimpleObject)]
pub(crate) struct Expenses {
    /// How much, such as 4.50.
    amount: String,
    /// How, in words.
    how: String,
}

/// What one wrote to the other.
#[derive(Clone, SimpleObject)]
pub(crate) struct Message {
    /// Its id.
    id: ID,
    /// Whether the viewer wrote it.
    is_mine: bool,
    /// Its words; null where it proposes a moment.
    text: Option<String>,
    /// From when is proposed.
    from: Option<Instant>,
    /// Until when is proposed.
    until: Option<Instant>,
    /// The photo that goes with it.
    photo: Option<BoardPhoto>,
    /// When it was written.
    at: Instant,
}

/// What one wrote of the other once it was done.
#[derive(SimpleObject)]
pub(crate) struct Thanks {
    /// The first name of who thanks.
    by: String,
    /// Whether the viewer wrote it.
    is_mine: bool,
    /// In words.
    words: Option<String>,
    /// Whether the other kept what was agreed.
    kept: Option<bool>,
    /// The one reply to it.
    reply: Option<String>,
    /// When.
    at: Instant,
}

/// A page of the viewer's agreements, what changed last first.
#[derive(SimpleObject)]
pub(crate) struct AgreementConnection {
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The agreements.
    edges: Vec<AgreementEdge>,
}

/// An agreement in a list.
#[derive(SimpleObject)]
pub(crate) struct AgreementEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The agreement.
    node: PostAgreement,
}

#[Object(use_type_description)]
impl PostAgreement {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.0.agreement.id.to_string().into()
    }

    /// How it stands.
    async fn state(&self) -> AgreementState {
        self.0.agreement.state.into()
    }

    /// What the viewer can do with it now.
    async fn actions(&self) -> Vec<AgreementAction> {
        self.0.moves.iter().map(|it| (*it).into()).collect()
    }

    /// From when is agreed; before that, from when is proposed.
    async fn from(&self) -> Option<Instant> {
        self.0.agreement.moment.map(|(from, _)| from.into())
    }

    /// Until when is agreed; before that, until when is proposed.
    async fn until(&self) -> Option<Instant> {
        self.0.agreement.moment.map(|(_, until)| until.into())
    }

    /// From when one of the two would like instead.
    async fn wanted_from(&self) -> Option<Instant> {
        self.0.agreement.wanted.map(|(from, _)| from.into())
    }

    /// Until when one of the two would like instead.
    async fn wanted_until(&self) -> Option<Instant> {
        self.0.agreement.wanted.map(|(_, until)| until.into())
    }

    /// Whether what is proposed waits for the viewer to say yes.
    async fn awaits_me(&self, ctx: &Context<'_>) -> bool {
        let me = member(Visit::of(ctx));
        self.0.agreement.proposed_by.is_some_and(|by| Some(by) != me)
    }

    /// Where the two meet, in their words, while that matters; it is forgotten a week after the
    /// end.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// How many.
    async fn quantity(&self) -> u32 {
        self.0.agreement.quantity
    }

    /// On what terms, as they were when somebody replied.
    async fn terms(&self) -> Vec<Term> {
        self.0.agreement.terms.terms.iter().cloned().map(Into::into).collect()
    }

    /// What is paid for it, and what is set apart.
    #[graphql(flatten)]
    async fn money(&self) -> AgreementMoney<'_> {
        AgreementMoney(&self.0)
    }

    /// What is paid back of what somebody spent.
    async fn expenses(&self) -> Option<Expenses> {
        let it = self.0.agreement.terms.expenses.clone()?;
        Some(Expenses { amount: it.amount, how: it.how })
    }

    /// On which day what is lent comes back.
    async fn due_on(&self) -> Option<Date> {
        self.0.agreement.due_on.map(Date)
    }

    /// In which state it came back, in words.
    async fn returned(&self) -> Option<&str> {
        self.0.agreement.returned.as_deref()
    }

    /// Why it was declined, cancelled or disputed, or how it was settled, in words.
    async fn reason(&self) -> Option<&str> {
        self.0.agreement.reason.as_deref()
    }

    /// Whether the viewer said that it was done.
    async fn i_am_done(&self) -> bool {
        let it = &self.0.agreement;
        if self.0.is_owner { it.owner_done_at.is_some() } else { it.replier_done_at.is_some() }
    }

    /// Whether the other said so.
    async fn other_is_done(&self) -> bool {
        let it = &self.0.agreement;
        if self.0.is_owner { it.replier_done_at.is_some() } else { it.owner_done_at.is_some() }
    }

    /// Whether something is lent in it.
    async fn is_loan(&self) -> bool {
        self.0.agreement.is_loan
    }

    /// Whether it is the viewer's post.
    async fn is_owner(&self) -> bool {
        self.0.is_owner
    }

    /// About which post; null once the viewer sees it no more.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn post(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Post>> {
        post::by_id(Visit::of(ctx), self.0.agreement.post).await
    }

    /// What the post is called.
    async fn post_title(&self) -> &str {
        &self.0.post_title
    }

    /// Who gives and who gets.
    async fn direction(&self) -> PostDirection {
        self.0.direction.into()
    }

    /// What it is about.
    async fn subject(&self) -> PostSubject {
        self.0.subject.into()
    }

    /// The other one.
    async fn other(&self) -> Neighbour {
        Neighbour(self.0.other.clone())
    }

    /// The last messages, the earliest of them first. Reading them here marks nothing as read.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "Those that came before this one, by its id.")] before: Option<ID>,
    ) -> async_graphql::Result<Vec<Message>> {
        let visit = Visit::of(ctx);
        let Ok(before) = before.map(|id| MessageId::parse(&id)).transpose() else {
            return Ok(Vec::new());
        };
        let (id, first) = (self.0.agreement.id, limits::page_size(first));
        match messages::list(&visit.ctx, &visit.domain, id, first, before).await {
            Ok((all, _)) => Ok(all.into_iter().map(Into::into).collect()),
            // A steward who settles reads who and why, and not the conversation.
            Err(AgreementError::NotFound) => Ok(Vec::new()),
            Err(error) => Err(agreement_failed(visit, &error)),
        }
    }

    /// How many messages of it the viewer has not read.
    async fn unread(&self) -> u64 {
        self.0.unread
    }

    /// What the two wrote of each other once it was done.
    async fn thanks(&self, ctx: &Context<'_>) -> Vec<Thanks> {
        let me = member(Visit::of(ctx));
        self.0.thanks.iter().map(|it| Thanks::of(it, me)).collect()
    }

    /// The moment for a calendar (iCalendar), without where the two meet; null before it is
    /// agreed.
    #[graphql(complexity = "limits::SEARCH")]
    async fn calendar(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let visit = Visit::of(ctx);
        let found = agreements::calendar(&visit.ctx, &visit.domain, self.0.agreement.id).await;
        found.map_err(|error| agreement_failed(visit, &error))
    }

    /// Whether one of the two is younger than sixteen: a parent or guardian acts for them, and the
    /// two meet at nobody's home.
    async fn with_parent(&self) -> bool {
        self.0.with_parent
    }

    /// Since when it is there.
    async fn created_at(&self) -> Instant {
        self.0.agreement.created_at.into()
    }

    /// When something of it changed last, a message included.
    async fn changed_at(&self) -> Instant {
        self.0.agreement.changed_at.into()
    }

    /// How often it was changed, from 1.
    async fn revision(&self) -> i32 {
        self.0.agreement.revision
    }
}

#[Object(use_type_description)]
impl Neighbour {
    /// The id of their profile.
    async fn id(&self) -> ID {
        self.0.profile.to_string().into()
    }

    /// What they are called: a first name and an initial, unless the two know each other.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How they are to agree with.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn reliability(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Reliability>> {
        reliability_of(Visit::of(ctx), self.0.member).await
    }
}

impl From<model::Message> for Message {
    fn from(it: model::Message) -> Self {
        let (text, moment) = match it.words {
            model::Words::Text(text) => (Some(text), None),
            model::Words::Moment { from, until } => (None, Some((from, until))),
        };
        Self {
            photo: it.photo.map(|photo| BoardPhoto::of_message(it.id, photo)),
            id: it.id.to_string().into(),
            is_mine: it.is_mine,
            text,
            from: moment.map(|(from, _)| from.into()),
            until: moment.map(|(_, until)| until.into()),
            at: it.at.into(),
        }
    }
}

impl Thanks {
    fn of(it: &model::Thanks, me: Option<MemberId>) -> Self {
        Self {
            by: it.by.name.clone(),
            is_mine: Some(it.by.member) == me,
            words: it.words.clone(),
            kept: it.kept,
            reply: it.reply.clone(),
            at: it.at.into(),
        }
    }
}

fn member(visit: &Visit) -> Option<MemberId> {
    match visit.ctx.actor {
        Actor::Member(me) => Some(me.member),
        Actor::Visitor | Actor::Operator => None,
    }
}

/// The agreement with this id; nothing to whom it is not about.
pub(crate) async fn by_id(
    visit: &Visit,
    id: AgreementId,
) -> async_graphql::Result<Option<PostAgreement>> {
    match agreements::by_id(&visit.ctx, &visit.domain, id).await {
        Ok(found) => Ok(found.map(|it| PostAgreement(Box::new(it)))),
        Err(AgreementError::NotFound | AgreementError::SignedOut | AgreementError::Denied(_)) => {
            Ok(None)
        }
        Err(error) => Err(agreement_failed(visit, &error)),
    }
}

/// A member's agreements.
pub(crate) async fn mine(
    visit: &Visit,
    ctx: &Ctx,
    (first, after): (Option<i32>, Option<String>),
) -> async_graphql::Result<AgreementConnection> {
    let later = after.is_some();
    let after = read_cursor(visit, after.as_deref())?;
    let found = agreements::mine(ctx, &visit.domain, limits::page_size(first), after).await;
    let (found, more) = found.map_err(|error| agreement_failed(visit, &error))?;
    let edge = |it: Seen| {
        let cursor = it.agreement.cursor().encode();
        AgreementEdge { cursor, node: PostAgreement(Box::new(it)) }
    };
    let edges: Vec<AgreementEdge> = found.into_iter().map(edge).collect();
    Ok(AgreementConnection {
        page_info: PageInfo {
            has_next_page: more,
            has_previous_page: later,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        },
        edges,
    })
}

/// The cursor of an argument `after`.
pub(super) fn read_cursor(
    visit: &Visit,
    after: Option<&str>,
) -> async_graphql::Result<Option<Cursor>> {
    let after = after.map(Cursor::decode).transpose();
    after.map_err(|_| wrong(visit, &Wrong::Field("after", Problem::BadCursor)))
}
