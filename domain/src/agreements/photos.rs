//! Photos in a conversation: one goes with a message. The two of the agreement see it, and a
//! steward only where the message was reported, until that is decided.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::error::AgreementError;
use super::messages::{check_open, say};
use super::model::{Agreement, Message, Words};
use super::{me, side, store};
use crate::Domain;
use crate::communities;
use crate::ctx::{Actor, Ctx};
use crate::db::DbError;
use crate::desk::people;
use crate::id::{AgreementId, MessageId};
use crate::media::attached::{self, MESSAGES};
use crate::media::error::MediaError;
use crate::media::{Alt, NewPhoto, PhotoFile, PhotoSize};
use crate::policy::{self, Action};
use crate::posts::photos::is_in_report;

/// What a message says that is nothing but a photo of which there is nothing to tell.
const PHOTO: &str = "Foto";

/// Writes to the other with a photo. Without words the message says what is to be seen on it.
///
/// # Errors
/// As [`super::messages::send`], and [`AgreementError::Photo`].
pub async fn send(
    ctx: &Ctx,
    domain: &Domain,
    of: AgreementId,
    text: &str,
    new: NewPhoto,
) -> Result<Message, AgreementError> {
    let me = me(ctx)?.member;
    // What can be known beforehand costs nobody the work.
    let kept = store::by_id(domain.db.reader(), of).await?.ok_or(AgreementError::NotFound)?;
    side(&kept.agreement, me).ok_or(AgreementError::NotFound)?;
    check_open(domain.db.reader(), &kept.agreement, ctx).await?;
    let alt = Alt::read(&new.alt, new.decorative).map_err(MediaError::Alt)?;
    let words = match (text.trim(), &alt) {
        ("", Alt::Words(words)) => words.clone(),
        ("", Alt::Decorative) => PHOTO.to_owned(),
        (text, _) => text.to_owned(),
    };
    let words = super::tidying::tidy_words(Words::Text(words), ctx.now);
    let words = words.map_err(|(field, problem)| super::error::invalid(field)(problem))?;
    let photo = attached::receive(ctx, domain, new).await?;
    say(ctx, domain, of, words, Some(photo)).await
}

/// What is in the file of the photo of a message in a size, where the actor is one of the two who
/// wrote to each other, or decides about what was said of just this message.
///
/// # Errors
/// [`AgreementError::Photo`], [`AgreementError::Db`].
pub async fn file(
    ctx: &Ctx,
    domain: &Domain,
    id: MessageId,
    size: PhotoSize,
) -> Result<Option<PhotoFile>, AgreementError> {
    let Actor::Member(_) = ctx.actor else { return Ok(None) };
    let db = domain.db.reader();
    let Some(of) = store::agreement_of(db, id).await? else { return Ok(None) };
    let Some(kept) = store::by_id(db, of).await? else { return Ok(None) };
    let is_party = me(ctx).is_ok_and(|me| side(&kept.agreement, me.member).is_some());
    if !is_party && !judges(ctx, domain, &kept.agreement, id).await? {
        return Ok(None);
    }
    let found = attached::of(db, MESSAGES, [id.0]).await?.pop();
    let Some((_, photo)) = found else { return Ok(None) };
    Ok(attached::file(domain, &photo, (size, false)).await?)
}

/// Puts the photos of some messages to them, in one statement.
pub(super) async fn put_to(
    db: &impl ConnectionTrait,
    messages: &mut [Message],
) -> Result<(), DbError> {
    if messages.is_empty() {
        return Ok(());
    }
    let found = attached::of(db, MESSAGES, messages.iter().map(|it| it.id.0)).await?;
    let mut found: HashMap<_, _> = found.into_iter().collect();
    for it in messages {
        it.photo = found.remove(&it.id.0);
    }
    Ok(())
}

/// Whether the actor decides about what somebody said of this message, which is neither by nor
/// about them.
async fn judges(
    ctx: &Ctx,
    domain: &Domain,
    of: &Agreement,
    id: MessageId,
) -> Result<bool, AgreementError> {
    let db = domain.db.reader();
    let people = people(ctx);
    if [of.owner, of.replier].iter().any(|it| people.contains(it)) {
        return Ok(false);
    }
    let standing = communities::standing_in(ctx, db, of.community).await?;
    if policy::check_on(ctx, Action::DecidePosts, standing).is_err() {
        return Ok(false);
    }
    Ok(is_in_report(db, of.post, &people, id).await?)
}
