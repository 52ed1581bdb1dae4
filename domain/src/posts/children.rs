//! What is done on the board for who is younger than sixteen: a parent or guardian does it under
//! their mandate, nothing that puts a child at another's mercy is offered or asked, and no visit at
//! a home is arranged. Where things are fetched is words between the two, who are told.

use sea_orm::ConnectionTrait;

use super::kinds::{Subject, Topic};
use crate::ctx::{Ctx, Signed};
use crate::db::DbError;
use crate::id::ListingId;
use crate::listings;
use crate::listings::model::Whereabouts;
use crate::profiles::mandates::is_child;

/// Whether a post of a child, or a reply for one, may be about this. Things, material and what
/// takes place among others always; a hand, a lesson or a meal only where it is of a place that
/// anybody walks into. What puts somebody at another's mercy never.
#[must_use]
pub fn may_as_child(subject: Subject, topic: Topic, is_in_public: bool) -> bool {
    if topic.is_guarded() {
        return false;
    }
    match subject {
        Subject::Event | Subject::Item | Subject::Material => true,
        Subject::Skill | Subject::Help | Subject::Meal => is_in_public,
    }
}

/// What a post is about, and of which place it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Of {
    pub(crate) subject: Subject,
    pub(crate) topic: Topic,
    pub(crate) listing: Option<ListingId>,
}

/// Whether the member may post or reply so: who is sixteen or older as far as this goes, and for
/// who is younger only a parent with a mandate, within [`may_as_child`].
pub(crate) async fn may(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    me: Signed,
    of: Of,
) -> Result<bool, DbError> {
    if !is_child(db, ctx, me.member).await? {
        return Ok(true);
    }
    // Only an organiser writes down a mandate for a child: whoever holds one is a parent.
    Ok(me.under.is_some() && may_as_child(of.subject, of.topic, is_in_public(db, of).await?))
}

/// Whether the hands may say yes for the member: their own, or a parent's for a child.
pub(crate) async fn may_say_yes(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    me: Signed,
) -> Result<bool, DbError> {
    Ok(me.under.is_some() || !is_child(db, ctx, me.member).await?)
}

/// Whether a post is of a place that anybody walks into, and nobody's home. That somebody calls
/// themselves an organisation says nothing: anybody can.
pub(crate) async fn is_in_public(db: &impl ConnectionTrait, of: Of) -> Result<bool, DbError> {
    let Some(id) = of.listing else { return Ok(false) };
    let listing = listings::store::by_ids(db, [id]).await?.remove(&id);
    let is_walked_into =
        |it: Whereabouts| matches!(it, Whereabouts::Fixed | Whereabouts::Itinerant);
    Ok(listing.is_some_and(|it| is_walked_into(it.facts.whereabouts)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_what_is_done_for_a_child() {
        use Subject as S;
        for (subject, anywhere, in_public) in [
            (S::Event, true, true),
            (S::Item, true, true),
            (S::Material, true, true),
            (S::Skill, false, true),
            (S::Help, false, true),
            (S::Meal, false, true),
        ] {
            for topic in subject.topics().iter().copied() {
                let is_free = !topic.is_guarded();
                let told = |is_in_public| may_as_child(subject, topic, is_in_public);
                assert_eq!(told(false), anywhere && is_free, "{subject:?} {topic:?} anywhere");
                assert_eq!(told(true), in_public && is_free, "{subject:?} {topic:?} in public");
            }
        }
    }

    #[test]
    fn what_puts_a_child_at_anothers_mercy_is_never_allowed() {
        for subject in Subject::ALL.iter().copied() {
            for topic in Topic::ALL.iter().copied().filter(|it| it.is_guarded()) {
                assert!(!may_as_child(subject, topic, true), "{subject:?} {topic:?}");
            }
        }
    }
}
