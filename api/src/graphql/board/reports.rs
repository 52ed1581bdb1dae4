//! What of the board waits for a steward.

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::id::CommunityId;
use koop_domain::media::PhotoSize;
use koop_domain::posts::error::PostError;
use koop_domain::posts::{self, reports};
use koop_web::photos::message_path;

use super::super::limits;
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::agreeing;
use super::agreement::PostAgreement;
use super::errors::post_failed;
use super::post::{self, Post};
use super::terms::PostReportReason;

/// What waits in a community for somebody to look at it, the oldest first. None of it is by or
/// about the viewer.
#[derive(SimpleObject)]
pub(crate) struct BoardQueue {
    /// Posts that nobody but their author sees before.
    reviews: Vec<Post>,
    /// What was said of posts and conversations.
    reports: Vec<PostReport>,
    /// Agreements about which two neighbours differ: who, about which post and why.
    disputes: Vec<PostAgreement>,
}

/// Somebody says that something is wrong. Who said it is not told.
#[derive(Description)]
pub(crate) struct PostReport(reports::PostReport);

/// A line of what was said something of, as it stood then.
#[derive(SimpleObject)]
pub(crate) struct ReportedLine {
    /// Whether it is of whom it is about; else it is of who said something.
    is_theirs: bool,
    /// The words.
    text: String,
    /// When they were written.
    at: Instant,
    /// The address of the photo that went with them, for who decides about it, until they have.
    photo_url: Option<String>,
}

#[Object(use_type_description)]
impl PostReport {
    /// Its id, by which it is decided.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Why.
    async fn reason(&self) -> PostReportReason {
        self.0.reason.into()
    }

    /// More words to it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Whether it is of what a payment was for, or was asked for, between the one who said it and another; then it is
    /// of no post.
    async fn is_purpose(&self) -> bool {
        self.0.is_purpose()
    }

    /// Whether it is of a conversation; else of the post.
    async fn is_conversation(&self) -> bool {
        self.0.is_conversation
    }

    /// Of which post, or of a conversation about which post, while the viewer sees that.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn post(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Post>> {
        let Some(id) = self.0.post else { return Ok(None) };
        post::by_id(Visit::of(ctx), id).await
    }

    /// The title of the post, as it was then; of a payment what the other is called.
    async fn title(&self) -> &str {
        &self.0.words.title
    }

    /// The words, as they were then.
    async fn lines(&self, ctx: &Context<'_>) -> Vec<ReportedLine> {
        let base = &Visit::of(ctx).base_url;
        let url = |id| format!("{base}{}", message_path(id, PhotoSize::Medium));
        let line = |it: &reports::Line| ReportedLine {
            is_theirs: it.is_theirs,
            text: it.text.clone(),
            at: it.at.into(),
            photo_url: it.photo.map(url),
        };
        self.0.words.lines.iter().map(line).collect()
    }

    /// Since when it waits.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }
}

/// What waits in a community; nothing to who does not decide there.
pub(super) async fn queue(visit: &Visit, id: &ID) -> async_graphql::Result<Option<BoardQueue>> {
    let Ok(id) = CommunityId::parse(id) else { return Ok(None) };
    let waiting = match posts::waiting(&visit.ctx, &visit.domain, id).await {
        Ok(waiting) => waiting,
        Err(PostError::NotFound | PostError::Denied(_) | PostError::SignedOut) => return Ok(None),
        Err(error) => return Err(post_failed(visit, &error)),
    };
    Ok(Some(BoardQueue {
        reviews: waiting.reviews.into_iter().map(|it| Post(it.into())).collect(),
        reports: waiting.reports.into_iter().map(PostReport).collect(),
        disputes: agreeing::disputes(visit, id).await?,
    }))
}
