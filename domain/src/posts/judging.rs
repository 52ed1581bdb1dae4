//! Whether what somebody wants to put on the board may stand there.

use chrono::{DateTime, TimeDelta, Utc};

use super::contacts;
use super::error::{PostError, invalid};
use super::kinds::{Audience, Direction};
use super::model::{
    CAPACITY_MAX, Content, Draft, Post, REPLIES_MAX_DAYS, STANDS_DAYS, default_audience, end_of,
};
use crate::ctx::Ctx;
use crate::error::Problem;

/// The furthest ahead that something takes place, in days.
const EVENT_MAX_DAYS: i64 = 366;

/// What a draft says, once all of it holds.
pub(super) struct Said {
    pub(super) content: Content,
    pub(super) audience: Audience,
    pub(super) capacity: u32,
    pub(super) expires_at: DateTime<Utc>,
}

/// A draft against every rule that needs nothing but itself and what stood there before.
pub(super) fn judge(ctx: &Ctx, draft: &Draft, was: Option<&Post>) -> Result<Said, PostError> {
    let broken = |(field, problem)| invalid(field, problem);
    if !draft.subject.topics().contains(&draft.topic) {
        return Err(invalid("category", Problem::Unknown));
    }
    let audience = draft.audience.unwrap_or(match was {
        Some(was) => was.audience,
        None => default_audience(draft.direction, draft.subject),
    });
    if audience == Audience::Desk {
        return Err(invalid("audience", Problem::Unknown));
    }
    if !(1..=CAPACITY_MAX).contains(&draft.capacity) {
        return Err(invalid("capacity", Problem::OutOfRange));
    }
    let mut content = draft.content.clone().tidy(draft.subject, ctx.now).map_err(broken)?;
    mask(&mut content, draft.mask_contacts)?;
    let expires_at = expiry(ctx, draft, &content, was)?;
    if let Some(until) = draft.replies_until {
        let latest = ctx.now + TimeDelta::days(REPLIES_MAX_DAYS);
        let is_kept = was.is_some_and(|it| it.replies_until == Some(until));
        if !is_kept && (until <= ctx.now || until > latest || until > expires_at) {
            return Err(invalid("repliesUntil", Problem::OutOfRange));
        }
    }
    // Of a meal there is as much as was cooked.
    let portions = content.meal.as_ref().and_then(|it| it.portions);
    let portions = portions.filter(|_| draft.direction == Direction::Offer);
    let capacity = portions.unwrap_or(draft.capacity);
    Ok(Said { content, audience, capacity, expires_at })
}

/// Until when it stands: as its author says, else until it is over, else for [`STANDS_DAYS`].
fn expiry(
    ctx: &Ctx,
    draft: &Draft,
    content: &Content,
    was: Option<&Post>,
) -> Result<DateTime<Utc>, PostError> {
    let over = match (&content.event, content.meal.as_ref().and_then(|it| it.pickup)) {
        (Some(event), _) => {
            if event.from > ctx.now + TimeDelta::days(EVENT_MAX_DAYS) {
                return Err(invalid("event.from", Problem::OutOfRange));
            }
            event.recurs.is_none().then_some(event.until)
        }
        (None, Some((_, until))) if until <= ctx.now => {
            return Err(invalid("meal.pickup", Problem::OutOfRange));
        }
        (None, pickup) => pickup.map(|(_, until)| until),
    };
    match (draft.expires_on, over, was) {
        (Some(day), ..) => end_of(day, ctx.now).map_err(|problem| invalid("expiresOn", problem)),
        (None, Some(over), _) => Ok(over),
        (None, None, Some(was)) => Ok(was.expires_at),
        (None, None, None) => Ok(ctx.now + TimeDelta::days(STANDS_DAYS)),
    }
}

/// What everybody of the audience reads, with the field it stands in.
pub(super) fn words_of(content: &Content) -> Vec<(&'static str, &str)> {
    let mut all = vec![("title", content.title.as_str()), ("text", content.text.as_str())];
    all.extend(content.terms.iter().filter_map(|it| Some(("terms", it.words.as_deref()?))));
    if let Some(it) = &content.material {
        for (field, line) in [
            ("material.quantity", &it.quantity),
            ("material.size", &it.size),
            ("material.origin", &it.origin),
        ] {
            all.extend(line.as_deref().map(|line| (field, line)));
        }
    }
    let venue = content.event.as_ref().and_then(|it| it.venue.as_deref());
    all.extend(venue.map(|venue| ("event.venue", venue)));
    all
}

/// Asks before contact details in public words are masked, and masks them once that was answered.
/// Of an event the door may be told.
fn mask(content: &mut Content, may: bool) -> Result<(), PostError> {
    let found = words_of(content).into_iter().filter(|(field, text)| match *field {
        "event.venue" => !contacts::found_at_venue(text).is_empty(),
        _ => !contacts::found(text).is_empty(),
    });
    let mut fields: Vec<&'static str> = found.map(|(field, _)| field).collect();
    fields.dedup();
    if fields.is_empty() {
        return Ok(());
    }
    if !may {
        return Err(PostError::Contacts { fields });
    }
    content.title = contacts::masked(&content.title);
    content.text = contacts::masked(&content.text);
    if let Some(venue) = content.event.as_mut().and_then(|it| it.venue.as_mut()) {
        *venue = contacts::masked_at_venue(venue);
    }
    let lines = content.terms.iter_mut().filter_map(|it| it.words.as_mut());
    let material = content.material.iter_mut().flat_map(|it| {
        [&mut it.quantity, &mut it.size, &mut it.origin].into_iter().filter_map(Option::as_mut)
    });
    for line in lines.chain(material) {
        *line = contacts::masked(line);
    }
    Ok(())
}
