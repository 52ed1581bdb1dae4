//! What is done with posts, and with what one does not want to see.

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use koop_domain::id::{AgreementId, PostId, PostReportId, ProfileId};
use koop_domain::posts::error::PostError;
use koop_domain::posts::{self, About, model};

use super::super::signing_in::DonePayload;
use super::super::user_errors::UserError;
use super::super::visit::Visit;
use super::errors::settle_post;
use super::input::PublishPostInput;
use super::post::Post;
use super::terms::{PostOutcome, PostReportReason};

/// Other words for a post.
#[derive(InputObject)]
pub(crate) struct EditPostInput {
    /// Which.
    post_id: ID,
    /// The revision that was read: CONFLICT when it was changed since.
    expected_revision: i32,
    /// All of it, as it is to be.
    post: PublishPostInput,
}

/// A post.
#[derive(InputObject)]
pub(crate) struct PostInput {
    /// Which.
    post_id: ID,
}

/// A post that is closed.
#[derive(InputObject)]
pub(crate) struct ClosePostInput {
    /// Which.
    post_id: ID,
    /// What became of it.
    outcome: PostOutcome,
}

/// Somebody whom one does not want to see.
#[derive(InputObject)]
pub(crate) struct BlockMemberInput {
    /// The id of their profile, as posts and agreements have it.
    profile_id: ID,
}

/// Something is wrong with a post.
#[derive(InputObject)]
pub(crate) struct ReportPostInput {
    /// Which.
    post_id: ID,
    /// Why.
    reason: PostReportReason,
    /// More words to it.
    note: Option<String>,
}

/// Something is wrong with what the other wrote.
#[derive(InputObject)]
pub(crate) struct ReportConversationInput {
    /// In which agreement.
    agreement_id: ID,
    /// Why.
    reason: PostReportReason,
    /// More words to it.
    note: Option<String>,
}

/// What becomes of a post that waits.
#[derive(InputObject)]
pub(crate) struct DecidePostInput {
    /// Which.
    post_id: ID,
    /// Whether it comes on the board.
    accept: bool,
    /// Why, in words for whose it is.
    reason: String,
}

/// What becomes of a report.
#[derive(InputObject)]
pub(crate) struct DecidePostReportInput {
    /// Which.
    report_id: ID,
    /// Whether it is right: a post is then taken off the board.
    accept: bool,
    /// Why, in words for those whom it is about.
    reason: String,
}

/// What doing something with a post came to.
#[derive(Default, SimpleObject)]
pub(crate) struct PostPayload {
    /// The post as it is now.
    post: Option<Post>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

impl PostPayload {
    /// It was done.
    pub(super) fn done(post: Option<Post>) -> Self {
        Self { post, user_errors: Vec::new() }
    }

    /// Something has to be mended.
    pub(super) fn refused(user_errors: Vec<UserError>) -> Self {
        Self { post: None, user_errors }
    }
}

/// What saying that something is wrong came to.
#[derive(Default, SimpleObject)]
pub(crate) struct PostReportPayload {
    /// The id of the report.
    report_id: Option<ID>,
    /// What has to be mended; empty when it is done.
    user_errors: Vec<UserError>,
}

/// What is done with posts.
#[derive(Description)]
pub(crate) struct Publishing;

#[Object(use_type_description)]
impl Publishing {
    /// Puts something on the board. Some words have somebody look at it first: its state is then
    /// REVIEW.
    async fn publish_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What.")] input: PublishPostInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let done = match input.read() {
            Ok(draft) => posts::publish(&visit.ctx, &visit.domain, draft).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Changes a post of the viewer's.
    async fn edit_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what it is to say.")] input: EditPostInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let done = match (post_of(&input.post_id), input.post.read()) {
            (Ok(id), Ok(draft)) => {
                let expected = input.expected_revision;
                posts::edit(&visit.ctx, &visit.domain, id, expected, draft).await
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        changed(visit, done)
    }

    /// Has a post of the viewer's stand for longer: as long as one that is new.
    async fn renew_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: PostInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let done = match post_of(&input.post_id) {
            Ok(id) => posts::renew(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Takes a post of the viewer's off the board, and says what became of it.
    async fn close_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what became of it.")] input: ClosePostInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let done = match post_of(&input.post_id) {
            Ok(id) => posts::close(&visit.ctx, &visit.domain, id, input.outcome.into()).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Says that a post is not for the viewer: it is not shown to them again.
    async fn dismiss_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: PostInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match post_of(&input.post_id) {
            Ok(id) => posts::dismiss(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        finished(visit, done)
    }

    /// Neither sees the other's posts any more, and nobody writes to the other.
    async fn block_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: BlockMemberInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match profile_of(&input.profile_id) {
            Ok(id) => posts::block(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        finished(visit, done)
    }

    /// Takes that back.
    async fn unblock_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: BlockMemberInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let done = match profile_of(&input.profile_id) {
            Ok(id) => posts::unblock(&visit.ctx, &visit.domain, id).await,
            Err(error) => Err(error),
        };
        finished(visit, done)
    }

    /// Says that something is wrong with a post. Whoever decides reads it as it stands now.
    async fn report_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With which, and what.")] input: ReportPostInput,
    ) -> async_graphql::Result<PostReportPayload> {
        let about = post_of(&input.post_id).map(About::Post);
        report(Visit::of(ctx), about, input.reason, input.note).await
    }

    /// Says that something is wrong with what the other wrote in an agreement. Whoever decides
    /// reads that conversation as it stands now, and no other.
    async fn report_conversation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With which, and what.")] input: ReportConversationInput,
    ) -> async_graphql::Result<PostReportPayload> {
        let about = AgreementId::parse(&input.agreement_id).map_err(|_| PostError::NotFound);
        report(Visit::of(ctx), about.map(About::Conversation), input.reason, input.note).await
    }

    /// Decides whether a post that waits comes on the board.
    async fn decide_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and whether it does.")] input: DecidePostInput,
    ) -> async_graphql::Result<PostPayload> {
        let visit = Visit::of(ctx);
        let decided = (input.accept, input.reason.as_str());
        let done = match post_of(&input.post_id) {
            Ok(id) => posts::decide_review(&visit.ctx, &visit.domain, id, decided).await,
            Err(error) => Err(error),
        };
        changed(visit, done)
    }

    /// Decides about what was said of a post or a conversation.
    async fn decide_post_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and whether it is right.")] input: DecidePostReportInput,
    ) -> async_graphql::Result<DonePayload> {
        let visit = Visit::of(ctx);
        let decided = (input.accept, input.reason.as_str());
        let done = match PostReportId::parse(&input.report_id) {
            Ok(id) => posts::decide_report(&visit.ctx, &visit.domain, id, decided).await,
            Err(_) => Err(PostError::NotFound),
        };
        finished(visit, done)
    }
}

/// Says that something is not right.
pub(crate) async fn report(
    visit: &Visit,
    about: Result<About, PostError>,
    reason: PostReportReason,
    note: Option<String>,
) -> async_graphql::Result<PostReportPayload> {
    let note = note.filter(|it| !it.trim().is_empty());
    let done = match about {
        Ok(about) => {
            let (ctx, domain) = (&visit.ctx, &visit.domain);
            posts::report(ctx, domain, about, reason.into(), note.as_deref()).await
        }
        Err(error) => Err(error),
    };
    visit.parts.bell.ring();
    Ok(match settle_post(visit, done)? {
        Ok(id) => {
            PostReportPayload { report_id: Some(id.to_string().into()), ..Default::default() }
        }
        Err(user_errors) => PostReportPayload { user_errors, ..Default::default() },
    })
}

fn changed(
    visit: &Visit,
    done: Result<model::Post, PostError>,
) -> async_graphql::Result<PostPayload> {
    visit.parts.bell.ring();
    Ok(match settle_post(visit, done)? {
        Ok(post) => PostPayload { post: Some(Post(post.into())), ..Default::default() },
        Err(user_errors) => PostPayload { user_errors, ..Default::default() },
    })
}

fn finished(visit: &Visit, done: Result<(), PostError>) -> async_graphql::Result<DonePayload> {
    visit.parts.bell.ring();
    Ok(DonePayload { user_errors: settle_post(visit, done)?.err().unwrap_or_default() })
}

/// An id that cannot be read is that of nothing.
pub(super) fn post_of(id: &ID) -> Result<PostId, PostError> {
    PostId::parse(id).map_err(|_| PostError::NotFound)
}

fn profile_of(id: &ID) -> Result<ProfileId, PostError> {
    ProfileId::parse(id).map_err(|_| PostError::NotFound)
}
