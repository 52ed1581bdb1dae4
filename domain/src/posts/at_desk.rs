//! What stands at the desk for help for two people who agree on it: in no index, feed or count, and
//! shown to nobody but the two and whoever coordinates help in its community.

use chrono::TimeDelta;

use super::error::PostError;
use super::kinds::{Audience, Direction, Outcome, PostState, Subject, TermKind, Topic};
use super::model::{Around, Availability, Content, Post, STANDS_DAYS, Term};
use super::publishing::free_slug;
use super::{me, store, topic_words};
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::id::{CommunityId, PostId};
use crate::language::Language;

/// For how many days after they are done with it whoever did it reads it still.
pub(super) const READ_DAYS: i64 = 7;

/// What somebody needs, whose words the desk wrote down.
#[derive(Clone, Debug)]
pub(crate) struct AtDesk {
    /// In which community.
    pub(crate) community: CommunityId,
    /// In which language it is called what it is about.
    pub(crate) language: Option<Language>,
    /// What it is about.
    pub(crate) topic: Topic,
    /// What is to be done, in words.
    pub(crate) text: String,
    /// When it suits.
    pub(crate) availability: Vec<Availability>,
    /// In which languages.
    pub(crate) languages: Vec<String>,
    /// Where.
    pub(crate) around: Around,
}

/// Puts it up for the member as whom the actor acts, in the transaction that chose who does it. Who
/// may was asked there.
pub(crate) async fn put_up(tx: &WriteTx, ctx: &Ctx, it: AtDesk) -> Result<Post, PostError> {
    let me = me(ctx)?;
    let gift = Term { kind: TermKind::Gift, days: None, words: None, amount: None, currency: None };
    let name = topic_words::name(it.topic, it.language.unwrap_or(Language::Nl));
    let content = Content {
        title: name.to_owned(),
        text: it.text,
        terms: vec![gift],
        languages: it.languages,
        availability: it.availability,
        reach_m: None,
        meal: None,
        material: None,
        event: None,
    };
    let id = PostId(ctx.ids.next());
    let post = Post {
        id,
        slug: free_slug(tx, id, &content.title).await?,
        community: it.community,
        author: me.member,
        profile: None,
        listing: None,
        by: ctx.actor.hands(),
        direction: Direction::Request,
        subject: Subject::Help,
        topic: it.topic,
        audience: Audience::Desk,
        state: PostState::Open,
        outcome: None,
        content,
        around: it.around,
        areas: Vec::new(),
        capacity: 1,
        expires_at: ctx.now + TimeDelta::days(STANDS_DAYS),
        replies_until: None,
        created_at: ctx.now,
        renewed_at: ctx.now,
        closed_at: None,
        revision: 1,
        demo: false,
    };
    store::insert(tx, ctx, &post).await?;
    Ok(post)
}

/// Holds it until the transaction ends.
pub(crate) async fn hold(tx: &WriteTx, id: PostId) -> Result<(), PostError> {
    store::lock(tx, id).await?;
    Ok(())
}

/// Forgets what is to be done, in words; what it is about and when stays with what the two agreed.
pub(crate) async fn forget_words(tx: &WriteTx, ctx: &Ctx, id: PostId) -> Result<(), PostError> {
    let Some(row) = store::lock(tx, id).await? else { return Ok(()) };
    let mut post = row.post;
    if post.audience == Audience::Desk && !post.content.text.is_empty() {
        post.content.text.clear();
        post.revision += 1;
        store::save(tx, ctx, &post).await?;
    }
    Ok(())
}

/// Takes it down again, in the transaction in which it ends.
pub(crate) async fn take_down(
    tx: &WriteTx,
    ctx: &Ctx,
    id: PostId,
    outcome: Outcome,
) -> Result<(), PostError> {
    let Some(row) = store::lock(tx, id).await? else { return Ok(()) };
    let mut post = row.post;
    if matches!(post.state, PostState::Open | PostState::Review) {
        (post.state, post.outcome) = (PostState::Closed, Some(outcome));
        post.closed_at = Some(ctx.now);
        post.revision += 1;
        store::save(tx, ctx, &post).await?;
    }
    Ok(())
}
