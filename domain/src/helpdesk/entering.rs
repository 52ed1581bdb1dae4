//! Writing down what somebody needs, while they are on the phone.

use super::error::{HelpdeskError, invalid};
use super::machine::{self, Party, Step};
use super::model::{
    self, Need, NeedDraft, NeedState, PersonDraft, tidy_availability, tidy_first_name,
    tidy_languages, tidy_notes,
};
use super::store::{self, Kept};
use super::{about, acting_for, committed, coordinator, hold, me};
use crate::alerts::{self, AlertKind};
use crate::areas::atlas::Atlas;
use crate::audit::model::{Act, Note};
use crate::ctx::Ctx;
use crate::db::WriteTx;
use crate::error::Problem;
use crate::geo::Point;
use crate::id::NeedId;
use crate::members::attempts::{DAY, Limit};
use crate::posts::contacts;
use crate::profiles::mandates;
use crate::{Domain, areas, audit, posts};

/// Needs that one member enters.
const ENTERED: Limit = Limit { name: "needs", tries: 100, minutes: DAY };
/// Changes of one member.
const CHANGED: Limit = Limit { name: "need-changes", tries: 300, minutes: DAY };

/// Writes down what somebody needs: a member who gave the actor a mandate to ask for help and to
/// agree for them, or somebody who is just named.
///
/// # Errors
/// [`HelpdeskError::NotFound`] for who does not coordinate help there, [`HelpdeskError::SignedOut`],
/// [`HelpdeskError::Invalid`] for `person`, `firstName`, `phone`, `topic`, `availability`,
/// `languages`, `place` or `notes`, [`HelpdeskError::Contacts`], [`HelpdeskError::NoMandate`],
/// [`HelpdeskError::TooMany`], [`HelpdeskError::Sealed`].
pub async fn enter(ctx: &Ctx, domain: &Domain, draft: NeedDraft) -> Result<Need, HelpdeskError> {
    me(ctx)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let me = coordinator(ctx, tx.conn(), draft.community).await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    ENTERED.take(&tx, ctx, &me.to_string()).await?;
    let said = Said::of(&draft, &atlas)?;
    let blank = Kept {
        id: NeedId(ctx.ids.next()),
        community: draft.community,
        person: None,
        first_name: None,
        phone: None,
        topic: draft.topic,
        availability: Vec::new(),
        languages: Vec::new(),
        around: said.around,
        urgency: draft.urgency,
        notes: String::new(),
        state: NeedState::Open,
        entered_at: ctx.now,
        entered_by: Some(me),
        assigned_to: None,
        assigned_at: None,
        post: None,
        agreement: None,
        closed_at: None,
        revision: 1,
        asked: 0,
        said_yes: 0,
    };
    let kept = said.into_need(blank);
    let kept = put_person((&tx, ctx, domain), kept, &draft.person).await?;
    store::insert(&tx, &kept).await?;
    let note = Note::new(Act::NeedEntered).of(kept.community).to(kept.id);
    audit::note(&tx, ctx, note).await?;
    committed(tx, (ctx, domain), kept).await
}

/// Changes a need while nobody does it. Whoever said yes said so to something else, and is asked
/// again.
///
/// # Errors
/// As [`enter`], and [`HelpdeskError::Conflict`] when it is not at the revision that was changed,
/// [`HelpdeskError::NotNow`].
pub async fn change(
    ctx: &Ctx,
    domain: &Domain,
    id: NeedId,
    expected_revision: i32,
    draft: NeedDraft,
) -> Result<Need, HelpdeskError> {
    me(ctx)?;
    areas::refresh(domain).await?;
    let tx = domain.db.write().await?;
    let atlas = areas::atlas_in(&tx, domain).await?;
    let (was, me) = hold(&tx, ctx, id).await?;
    CHANGED.take(&tx, ctx, &me.to_string()).await?;
    let state = machine::next(was.state, Step::Change, Party::Desk).ok_or(HelpdeskError::NotNow)?;
    if was.revision != expected_revision {
        return Err(HelpdeskError::Conflict);
    }
    let said = Said::of(&draft, &atlas)?;
    let kept = said.into_need(Kept { state, revision: was.revision + 1, ..was.clone() });
    let kept = put_person((&tx, ctx, domain), kept, &draft.person).await?;
    store::save(&tx, &kept).await?;
    if what_is_told(&was) != what_is_told(&kept) {
        ask_again(&tx, ctx, &kept).await?;
    }
    let note = Note::new(Act::NeedChanged).of(kept.community).to(id);
    audit::note(&tx, ctx, note).await?;
    committed(tx, (ctx, domain), kept).await
}

/// What whoever is asked reads of it.
fn what_is_told(it: &Kept) -> impl PartialEq {
    let words = (it.availability.clone(), it.languages.clone(), it.notes.clone());
    (it.topic, it.urgency, it.around, words)
}

async fn ask_again(tx: &WriteTx, ctx: &Ctx, kept: &Kept) -> Result<(), HelpdeskError> {
    let asked = store::asked(tx.conn(), kept.id).await?;
    store::ask_again(tx, kept.id).await?;
    for it in asked.into_iter().filter(|it| it.answer == Some(true)) {
        alerts::tell(tx, ctx, it.member, AlertKind::NeedAsked, about(kept)).await?;
    }
    Ok(())
}

/// What a draft says, once all of it holds.
struct Said {
    topic: posts::kinds::Topic,
    availability: Vec<posts::model::Availability>,
    languages: Vec<String>,
    around: posts::model::Around,
    urgency: model::Urgency,
    notes: String,
}

impl Said {
    fn of(draft: &NeedDraft, atlas: &Atlas) -> Result<Self, HelpdeskError> {
        model::check_topic(draft.topic).map_err(invalid)?;
        let Point { latitude, longitude } = draft.place;
        if Point::new(latitude, longitude).is_err() {
            return Err(invalid(("place", Problem::OutOfRange)));
        }
        let notes = tidy_notes(&draft.notes).map_err(invalid)?;
        if !contacts::found(&notes).is_empty() {
            return Err(HelpdeskError::Contacts { fields: vec!["notes"] });
        }
        Ok(Self {
            topic: draft.topic,
            availability: tidy_availability(draft.availability.clone()).map_err(invalid)?,
            languages: tidy_languages(draft.languages.clone()).map_err(invalid)?,
            around: posts::around(atlas, draft.place),
            urgency: draft.urgency,
            notes,
        })
    }

    fn into_need(self, it: Kept) -> Kept {
        let Self { topic, availability, languages, around, urgency, notes } = self;
        Kept { topic, availability, languages, around, urgency, notes, ..it }
    }
}

/// A need of somebody: of a member only under their mandate, of anybody else with what is sealed.
async fn put_person(
    (tx, ctx, domain): (&WriteTx, &Ctx, &Domain),
    it: Kept,
    person: &PersonDraft,
) -> Result<Kept, HelpdeskError> {
    match person {
        PersonDraft::Same if it.person.is_none() && it.phone.is_none() => {
            Err(invalid(("person", Problem::Empty)))
        }
        PersonDraft::Same => Ok(it),
        PersonDraft::Member(id) => {
            let theirs = acting_for(ctx, tx.conn(), (it.community, *id)).await?;
            // Which need is theirs goes with the need; the log stays.
            audit::acted(tx, &theirs, "asked_help", id).await?;
            Ok(Kept { person: Some(*id), first_name: None, phone: None, ..it })
        }
        PersonDraft::Named { first_name, phone } => {
            let first_name = tidy_first_name(first_name).map_err(invalid)?;
            let phone = mandates::tidy_phone(phone);
            let phone = phone.and_then(|it| it.ok_or(Problem::Empty));
            let phone = phone.map_err(|problem| invalid(("phone", problem)))?;
            let seal = |field: &str, words: &str| {
                let sealed = domain.seal.close(&of(it.id, field), words, ctx.ids.secret());
                sealed.map_err(|_| HelpdeskError::Sealed)
            };
            let first_name = Some(seal(FIRST_NAME, &first_name)?);
            let phone = Some(seal(PHONE, &phone)?);
            Ok(Kept { person: None, first_name, phone, ..it })
        }
    }
}

/// What a sealed first name belongs to, beside the need.
pub(super) const FIRST_NAME: &str = "first_name";
/// What a sealed telephone number belongs to, beside the need.
pub(super) const PHONE: &str = "phone";

/// What something sealed belongs to: nothing of one need opens as something else, or of another.
pub(super) fn of(need: NeedId, field: &str) -> String {
    format!("{need}/{field}")
}
