//! Reading agreements: each as the one of the two who asks sees it.

use std::collections::{BTreeSet, HashMap};

use sea_orm::ConnectionTrait;

use super::error::{AgreementError, invalid};
use super::kinds::AgreementState;
use super::machine::{self, Held, Party};
use super::model::{Agreement, Seen, Terms, ThankYou, Thanks, read_cursor};
use super::names::shown;
use super::price::{HeldPart, Price};
use super::store::{Kept, KeptThanks};
use super::{facts, me, other, side, store};
use crate::Domain;
use crate::communities;
use crate::ctx::{Actor, Ctx};
use crate::error::Problem;
use crate::id::{AgreementId, CommunityId, CurrencyId, MemberId, PostId};
use crate::ledger::agreed;
use crate::ledger::currencies::model::Currency;
use crate::page::{Cursor, PAGE_MAX};
use crate::policy::{self, Action};
use crate::posts::seeing::Eyes;
use crate::profiles::mandates::{Named, children_among};
use crate::{posts, profiles};

/// The most agreements that somebody takes along at once.
const EXPORT_MAX: u64 = 10_000;

/// One of my agreements.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn by_id(
    ctx: &Ctx,
    domain: &Domain,
    id: AgreementId,
) -> Result<Option<Seen>, AgreementError> {
    let me = me(ctx)?.member;
    let kept = store::by_id(domain.db.reader(), id).await?;
    let mine = kept.filter(|it| side(&it.agreement, me).is_some());
    Ok(seen(ctx, domain, mine.into_iter().collect()).await?.pop())
}

/// My agreements, what changed last first, and whether there are more. A list goes on after
/// [`Agreement::cursor`].
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`], [`AgreementError::Invalid`] for
/// `after`.
pub async fn mine(
    ctx: &Ctx,
    domain: &Domain,
    first: u32,
    after: Option<Cursor>,
) -> Result<(Vec<Seen>, bool), AgreementError> {
    let me = me(ctx)?.member;
    let after = after.as_ref().map(read_cursor).transpose();
    let after = after.map_err(|_| invalid("after")(Problem::BadCursor))?;
    let first = first.clamp(1, PAGE_MAX) as usize;
    let db = domain.db.reader();
    let mut kept = store::of_member(db, me, (first as u64 + 1, after)).await?;
    let more = kept.len() > first;
    kept.truncate(first);
    Ok((seen(ctx, domain, kept).await?, more))
}

/// The agreements about a post of mine, the earliest first.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn of_post(
    ctx: &Ctx,
    domain: &Domain,
    post: PostId,
) -> Result<Vec<Seen>, AgreementError> {
    let me = me(ctx)?.member;
    let kept = store::of_post(domain.db.reader(), (post, me), PAGE_MAX.into()).await?;
    seen(ctx, domain, kept).await
}

/// All my agreements, to take along, the latest first, with where we met while that is kept.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn of_member(ctx: &Ctx, domain: &Domain) -> Result<Vec<Seen>, AgreementError> {
    policy::check(ctx, Action::KeepAccount)?;
    let me = me(ctx)?.member;
    let kept = store::of_member(domain.db.reader(), me, (EXPORT_MAX, None)).await?;
    let mut all = Vec::with_capacity(kept.len());
    for some in kept.chunks(PAGE_MAX as usize) {
        all.extend(seen(ctx, domain, some.to_vec()).await?);
    }
    Ok(all)
}

/// The agreements of a community about which two differ, for its stewards, the earliest first:
/// who, about which post and why, and nothing else of them. One's own are not among them.
///
/// # Errors
/// [`AgreementError::SignedOut`], [`AgreementError::Denied`].
pub async fn disputes(
    ctx: &Ctx,
    domain: &Domain,
    of: CommunityId,
) -> Result<Vec<Seen>, AgreementError> {
    let Actor::Member(me) = ctx.actor else { return Err(AgreementError::SignedOut) };
    let db = domain.db.reader();
    let standing = communities::standing_in(ctx, db, of).await?;
    policy::check_on(ctx, Action::SettleAgreement, standing)?;
    let kept = store::disputes(db, of, PAGE_MAX.into()).await?;
    let others = kept.into_iter().filter(|it| side(&it.agreement, me.member).is_none());
    disputed(ctx, domain, (me.member, others.collect())).await
}

/// One of them, to settle it.
///
/// # Errors
/// [`AgreementError::NotFound`], [`AgreementError::Own`], [`AgreementError::SignedOut`].
pub async fn to_settle(
    ctx: &Ctx,
    domain: &Domain,
    id: AgreementId,
) -> Result<Seen, AgreementError> {
    let Actor::Member(me) = ctx.actor else { return Err(AgreementError::SignedOut) };
    let db = domain.db.reader();
    let kept = store::by_id(db, id).await?.ok_or(AgreementError::NotFound)?;
    if side(&kept.agreement, me.member).is_some() {
        return Err(AgreementError::Own);
    }
    let standing = communities::standing_in(ctx, db, kept.agreement.community).await?;
    if !policy::allows_on(ctx.actor, Action::SettleAgreement, standing) {
        return Err(AgreementError::NotFound);
    }
    let seen = disputed(ctx, domain, (me.member, vec![kept])).await?.pop();
    seen.ok_or(AgreementError::NotFound)
}

/// Agreements as a steward sees them, who is none of the two.
async fn disputed(
    ctx: &Ctx,
    domain: &Domain,
    (me, others): (MemberId, Vec<Kept>),
) -> Result<Vec<Seen>, AgreementError> {
    let db = domain.db.reader();
    let ids: Vec<AgreementId> = others.iter().map(|it| it.agreement.id).collect();
    let (names, mut held) = (names(db, &others).await?, held_in(db, &ids).await?);
    let coins = currencies(db, &others).await?;
    let eyes = posts::eyes(ctx, domain).await?;
    let seen = |it: Kept| {
        let (owner, replier) = both(&eyes, &it.agreement, &names)?;
        let facts = facts(&it, false);
        let moves = machine::moves(&it.agreement, &facts, Party::Steward(me), ctx.now);
        Some(Seen {
            post_title: it.about.title,
            post_slug: it.about.slug,
            direction: it.about.direction,
            subject: it.about.subject,
            other: replier.clone(),
            owner,
            replier,
            is_owner: false,
            place: None,
            held: held.remove(&it.agreement.id).unwrap_or_default(),
            currencies: of_prices(&it.agreement, &coins),
            moves,
            unread: 0,
            thanks: Vec::new(),
            with_parent: false,
            is_first: false,
            agreement: bare(it.agreement),
        })
    };
    Ok(others.into_iter().filter_map(seen).collect())
}

/// A disputed agreement without what is between the two of it.
fn bare(it: Agreement) -> Agreement {
    Agreement {
        by: None,
        moment: None,
        proposed_by: None,
        wanted: None,
        // What is set apart a steward decides about.
        terms: Terms { priced: it.terms.priced, ..Terms::default() },
        due_on: None,
        returned: None,
        ..it
    }
}

/// What is set apart for some agreements.
async fn held_in(
    db: &impl ConnectionTrait,
    ids: &[AgreementId],
) -> Result<HashMap<AgreementId, Vec<HeldPart>>, AgreementError> {
    let mut all: HashMap<AgreementId, Vec<HeldPart>> = HashMap::new();
    for (of, part) in agreed::held_of(db, ids).await? {
        all.entry(of).or_default().push(part);
    }
    Ok(all)
}

/// The currencies in which some agreements have a price.
async fn currencies(
    db: &impl ConnectionTrait,
    some: &[Kept],
) -> Result<Vec<Currency>, AgreementError> {
    let named = some.iter().flat_map(|it| prices(&it.agreement)).map(|it| it.currency);
    let named: BTreeSet<CurrencyId> = named.collect();
    Ok(agreed::currencies(db, &Vec::from_iter(named)).await?)
}

/// The price that stands, and the one that is wanted.
fn prices(it: &Agreement) -> impl Iterator<Item = &Price> {
    let wanted = it.terms.wanted.as_ref().and_then(|it| it.price.as_ref());
    it.terms.priced.price.iter().chain(wanted)
}

fn of_prices(it: &Agreement, known: &[Currency]) -> Vec<Currency> {
    let named = |known: &&Currency| prices(it).any(|price| price.currency == known.id);
    known.iter().filter(named).cloned().collect()
}

async fn names(
    db: &impl ConnectionTrait,
    some: &[Kept],
) -> Result<HashMap<MemberId, Named>, AgreementError> {
    let people = some.iter().flat_map(|it| [it.agreement.owner, it.agreement.replier]);
    Ok(profiles::named(db, people).await?)
}

/// The two of an agreement, as an actor is told of them: oneself in full, and the other once it is
/// agreed or where they are known.
fn both(eyes: &Eyes, it: &Agreement, names: &HashMap<MemberId, Named>) -> Option<(Named, Named)> {
    let is_party = eyes.member.is_some_and(|me| side(it, me).is_some());
    let is_known = eyes.know(it.community) || (is_party && was_agreed(it.state));
    let named = |who: MemberId| {
        names.get(&who).map(|named| shown(named, is_known || eyes.member == Some(who)))
    };
    Some((named(it.owner)?, named(it.replier)?))
}

fn was_agreed(state: AgreementState) -> bool {
    use AgreementState as S;
    state.is_in_force() || matches!(state, S::Done | S::Cancelled | S::Disputed | S::Settled)
}

/// Agreements of the actor's, as they see them: in a few statements, however many there are.
async fn seen(ctx: &Ctx, domain: &Domain, some: Vec<Kept>) -> Result<Vec<Seen>, AgreementError> {
    let me = me(ctx)?.member;
    if some.is_empty() {
        return Ok(Vec::new());
    }
    let db = domain.db.reader();
    let ids: Vec<AgreementId> = some.iter().map(|it| it.agreement.id).collect();
    let names = names(db, &some).await?;
    let both_of = some.iter().flat_map(|it| [it.agreement.owner, it.agreement.replier]);
    let children = children_among(db, ctx, both_of).await?;
    let eyes = posts::eyes(ctx, domain).await?;
    let unread = store::unread(db, me, &ids).await?;
    let first = store::first_of(db, me).await?;
    let said = store::thanks_in(db, &ids).await?;
    let mut held = held_in(db, &ids).await?;
    let coins = currencies(db, &some).await?;
    let one = |it: Kept| {
        let (owner, replier) = both(&eyes, &it.agreement, &names)?;
        let party = side(&it.agreement, me)?;
        let facts = facts(&it, eyes.blocked.contains(&other(&it.agreement, me)));
        let id = it.agreement.id;
        // Whom one of the two blocked is not told where the other one is.
        let is_told_where = it.agreement.state.is_in_force() && facts.held != Some(Held::Blocked);
        let place = it.place.as_ref().filter(|_| is_told_where);
        let is_owner = party == Party::Owner;
        let by_name = |who: MemberId| if who == owner.member { &owner } else { &replier };
        let thanks = said.iter().filter(|it| it.agreement == id && (it.by == me || is_told(it)));
        let thanks = thanks.map(|it| told(it, by_name(it.by).clone(), me)).collect();
        Some(Seen {
            post_title: it.about.title.clone(),
            post_slug: it.about.slug.clone(),
            direction: it.about.direction,
            subject: it.about.subject,
            other: if is_owner { replier.clone() } else { owner.clone() },
            is_owner,
            held: held.remove(&id).unwrap_or_default(),
            currencies: of_prices(&it.agreement, &coins),
            place: place.and_then(|it| domain.seal.open(&id.to_string(), it).ok()),
            moves: machine::moves(&it.agreement, &facts, party, ctx.now),
            unread: unread.get(&id).copied().unwrap_or_default(),
            thanks,
            with_parent: [owner.member, replier.member].iter().any(|it| children.contains(it)),
            is_first: first == Some(id),
            owner,
            replier,
            agreement: it.agreement,
        })
    };
    Ok(some.into_iter().filter_map(one).collect())
}

/// Whether there is something in thanks for others to read.
fn is_told(it: &KeptThanks) -> bool {
    it.said.words.is_some()
}

/// Thanks as a member reads them: whether somebody kept it is theirs who said so.
pub(super) fn told(it: &KeptThanks, by: Named, me: MemberId) -> Thanks {
    let ThankYou { words, kept, .. } = it.said.clone();
    Thanks {
        agreement: it.agreement,
        by,
        to: it.to,
        words,
        kept: kept.filter(|_| it.by == me),
        reply: it.reply.clone(),
        at: it.at,
    }
}
