//! Making a community, what it is, and what is agreed there.

use super::error::CommunityError;
use super::model::{Agreement, Community, SLUG_MAX, Settings, Texts, tidy_agreement};
use super::{Seen, standing_in, store};
use crate::Domain;
use crate::areas;
use crate::audit;
use crate::audit::model::{Act, Note};
use crate::ctx::{Actor, Ctx};
use crate::db::WriteTx;
use crate::error::Problem;
use crate::id::{CommunityId, MemberId};
use crate::ledger::{accounts, currencies};
use crate::listings::slug::{cut, words};
use crate::members;
use crate::page::PAGE_MAX;
use crate::policy::{self, Action};

/// The most communities of a house: more are never shown together.
pub const COMMUNITIES_MAX: u64 = PAGE_MAX as u64;

/// Makes a community.
///
/// # Errors
/// [`CommunityError::Invalid`] or [`CommunityError::LowContrast`] with the field,
/// [`CommunityError::TooMany`], [`CommunityError::Denied`].
pub async fn found(
    ctx: &Ctx,
    domain: &Domain,
    settings: Settings,
) -> Result<Community, CommunityError> {
    policy::check(ctx, Action::FoundCommunity)?;
    let tx = domain.db.write().await?;
    let community = found_in(&tx, ctx, domain, settings).await?;
    tx.commit().await?;
    Ok(community)
}

/// Makes a community in a transaction that does more.
pub(crate) async fn found_in(
    tx: &WriteTx,
    ctx: &Ctx,
    domain: &Domain,
    settings: Settings,
) -> Result<Community, CommunityError> {
    let settings = tidied(tx, domain, settings).await?;
    if store::all(tx.conn(), COMMUNITIES_MAX).await?.len() as u64 >= COMMUNITIES_MAX {
        return Err(CommunityError::TooMany { wait_s: 0 });
    }
    let name = words(&settings.name);
    // Room for a number where the name is taken.
    let begin = if name.is_empty() { "gemeenschap" } else { cut(&name, SLUG_MAX - 4) };
    let taken = store::slugs_like(tx.conn(), begin).await?;
    let numbered = (2_u32..).map(|number| format!("{begin}-{number}"));
    let mut all = std::iter::once(begin.to_owned()).chain(numbered).take(taken.len() + 1);
    let slug = all.find(|it| !taken.contains(it)).unwrap_or_default();
    let community = Community {
        id: CommunityId(ctx.ids.next()),
        slug,
        settings,
        agreements_version: 0,
        demo: false,
        created_at: ctx.now,
    };
    store::insert(tx, &community).await?;
    let note = Note::new(Act::CommunityFounded).of(community.id).to(community.id);
    audit::note(tx, ctx, note).await?;
    Ok(community)
}

/// Changes what a community is. Its slug stays, and so does its area, but for whoever may found
/// one there: the area says whose places it looks after.
///
/// # Errors
/// [`CommunityError::Invalid`] or [`CommunityError::LowContrast`] with the field,
/// [`CommunityError::NotFound`], [`CommunityError::Denied`].
pub async fn edit(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    settings: Settings,
) -> Result<Community, CommunityError> {
    let tx = domain.db.write().await?;
    let was = kept(&tx, ctx, id).await?;
    let settings = tidied(&tx, domain, settings).await?;
    if settings.area != was.settings.area {
        policy::check(ctx, Action::FoundCommunity)?;
    }
    let changed = changed(&was.settings, &settings);
    let community = Community { settings, ..was };
    if changed.is_empty() {
        return Ok(community);
    }
    store::update(&tx, &community, ctx.now).await?;
    let note = Note::new(Act::CommunityEdited).of(id).to(id).with("fields", changed);
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(community)
}

/// Publishes a version of what is agreed. Everybody is asked to accept it; who publishes it has.
///
/// # Errors
/// [`CommunityError::Invalid`] for `text`, [`CommunityError::NotFound`],
/// [`CommunityError::Duplicate`] when nothing is different, [`CommunityError::Denied`].
pub async fn publish_agreements(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    text: &Texts,
) -> Result<Agreement, CommunityError> {
    let tx = domain.db.write().await?;
    let was = kept(&tx, ctx, id).await?;
    let first = was.settings.languages.first().copied().unwrap_or_default();
    let text = tidy_agreement(text, first)?;
    let newest = store::agreements(tx.conn(), id, 1).await?.pop();
    if newest.is_some_and(|it| it.text == text) {
        return Err(CommunityError::Duplicate);
    }
    let version = was.agreements_version + 1;
    let agreement = Agreement { version, text, published_at: ctx.now };
    store::insert_agreement(&tx, id, &agreement).await?;
    store::update(&tx, &Community { agreements_version: version, ..was }, ctx.now).await?;
    if let Actor::Member(me) = ctx.actor
        && store::membership(tx.conn(), id, me.member).await?.is_some()
    {
        store::accept(&tx, (id, me.member), version, ctx.now).await?;
    }
    let note = Note::new(Act::AgreementsPublished).of(id).to(id).with("version", version);
    audit::note(&tx, ctx, note).await?;
    tx.commit().await?;
    Ok(agreement)
}

/// The versions of what is agreed, the newest first.
///
/// # Errors
/// [`CommunityError::Db`].
pub async fn agreements(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    most: u32,
) -> Result<Vec<Agreement>, CommunityError> {
    policy::check(ctx, Action::ReadDirectory)?;
    let most = most.clamp(1, PAGE_MAX);
    Ok(store::agreements(domain.db.reader(), id, most.into()).await?)
}

/// Marks a community and its people as invented, so that they go with the rest of the demo.
///
/// # Errors
/// [`CommunityError::Denied`], [`CommunityError::NotFound`].
pub async fn mark_demo(
    ctx: &Ctx,
    domain: &Domain,
    id: CommunityId,
    people: &[MemberId],
) -> Result<(), CommunityError> {
    policy::check(ctx, Action::KeepDemo)?;
    let tx = domain.db.write().await?;
    let was = store::lock(&tx, id).await?.ok_or(CommunityError::NotFound)?;
    store::update(&tx, &Community { demo: true, ..was }, ctx.now).await?;
    currencies::mark_demo_in(&tx, id).await?;
    members::store::mark_demo(&tx, people).await?;
    audit::note(&tx, ctx, Note::new(Act::DemoSeeded).of(id).to(id)).await?;
    Ok(tx.commit().await?)
}

/// Takes the invented communities and people away. Answers how many communities.
///
/// # Errors
/// [`CommunityError::Denied`].
pub async fn remove_demo(ctx: &Ctx, domain: &Domain) -> Result<u64, CommunityError> {
    policy::check(ctx, Action::KeepDemo)?;
    let tx = domain.db.write().await?;
    currencies::remove_demo_in(&tx).await?;
    let gone = store::delete_demo(&tx).await?;
    let leaving = members::store::demo_members(tx.conn()).await?;
    accounts::settle_in(&tx, ctx, &leaving).await?;
    members::store::delete_demo(&tx).await?;
    audit::note(&tx, ctx, Note::new(Act::DemoRemoved).with("communities", gone)).await?;
    tx.commit().await?;
    Ok(gone)
}

impl Seen {
    /// Whether the actor may keep it.
    #[must_use]
    pub fn is_kept_by(&self, ctx: &Ctx) -> bool {
        policy::allows_on(ctx.actor, Action::KeepCommunity, self.standing())
    }
}

/// A community that the actor keeps, as it is until the transaction ends.
async fn kept(tx: &WriteTx, ctx: &Ctx, id: CommunityId) -> Result<Community, CommunityError> {
    let community = store::lock(tx, id).await?.ok_or(CommunityError::NotFound)?;
    policy::check_on(ctx, Action::KeepCommunity, standing_in(ctx, tx.conn(), id).await?)?;
    Ok(community)
}

/// Settings by the rules, about an area that is known.
async fn tidied(
    tx: &WriteTx,
    domain: &Domain,
    settings: Settings,
) -> Result<Settings, CommunityError> {
    let settings = settings.tidy()?;
    if let Some(area) = settings.area {
        let atlas = areas::atlas_in(tx, domain).await?;
        if atlas.get(area).is_none() {
            let problem = Problem::Unknown;
            return Err(CommunityError::Invalid { field: "area", problem });
        }
    }
    Ok(settings)
}

/// The names of the settings that differ.
fn changed(was: &Settings, is: &Settings) -> Vec<&'static str> {
    let differs = [
        ("name", was.name != is.name),
        ("kind", was.kind != is.kind),
        ("about", was.about != is.about),
        ("area", was.area != is.area),
        ("languages", was.languages != is.languages),
        ("colours", was.colours != is.colours),
        ("joining", was.joining != is.joining),
        ("terms", was.terms != is.terms),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
