//! Who would be paid, told before anybody pays. Nothing is opened for it.

mod store;

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait;

use self::store::Named;
use super::error::{PaymentError, invalid};
use super::model::{Asked, FOUND_MAX, Facing, FacingPlace, Payee};
use super::payees::{self, Meant};
use super::{mine, reading, signed};
use crate::Domain;
use crate::agreements::names::initialled;
use crate::communities;
use crate::ctx::Ctx;
use crate::error::Problem;
use crate::id::{AccountId, CurrencyId, ListingId, MemberId, ProfileId};
use crate::ledger::accounts::model::{Held, Holder, kind_of};
use crate::ledger::currencies;
use crate::ledger::currencies::model::Currency;
use crate::listings::model::{LifeState, Listing};
use crate::listings::search::{Filter, ListingQuery, TEXT_MAX};
use crate::listings::{self, store as places};
use crate::profiles::model::ProfileKind;
use crate::profiles::people::tidy_handle;
use crate::text::fold;

/// With how few letters nobody is looked for by name yet.
const LETTERS_MIN: usize = 2;
/// Among how many places of that name those are looked for that somebody has shown to be theirs.
const PLACES_MAX: u32 = 50;

/// Somebody of whom the actor is told.
struct Shown {
    to: Payee,
    holder: Holder,
    account: Option<Held>,
    listing: Option<ListingId>,
}

/// Who would be paid. It opens no account.
///
/// # Errors
/// [`PaymentError::Invalid`] for `to` where nobody is, or where they cannot be paid by the actor,
/// [`PaymentError::SignedOut`], [`PaymentError::TooMany`] after too many codes that nobody has.
pub async fn facing(
    ctx: &Ctx,
    domain: &Domain,
    who: &Payee,
    currency: Option<CurrencyId>,
) -> Result<Facing, PaymentError> {
    let meant = payees::meant(ctx, domain, who, "to").await?;
    faced(ctx, domain, who, currency, meant).await
}

/// What a code leads to, also for somebody who has not signed in, whose tries are counted by the
/// network that they come from: who is paid by it, and what they ask.
///
/// # Errors
/// As [`facing`], but for [`PaymentError::SignedOut`].
pub async fn at_code(
    ctx: &Ctx,
    domain: &Domain,
    code: &str,
    net: &str,
) -> Result<(Facing, Option<Asked>), PaymentError> {
    let who = Payee::Code(code.to_owned());
    let meant = payees::at_code(ctx, domain, code, net).await?;
    let request = meant.request.clone().into_iter().collect();
    let asked = reading::asked(ctx, domain.db.reader(), (None, request)).await?.pop();
    Ok((faced(ctx, domain, &who, None, meant).await?, asked))
}

/// Somebody who was found, as they are told.
async fn faced(
    ctx: &Ctx,
    domain: &Domain,
    who: &Payee,
    currency: Option<CurrencyId>,
    meant: Meant,
) -> Result<Facing, PaymentError> {
    let db = domain.db.reader();
    let unknown = || invalid("to", Problem::Unknown);
    let currency = meant.account.as_ref().map(|it| it.account.currency).or(currency);
    let known = match currency {
        Some(id) => Some(currencies::store::by_id(db, id).await?.ok_or_else(unknown)?),
        None => None,
    };
    let account = there(db, known.as_ref(), &meant).await?;
    let Meant { holder, listing, request, .. } = meant;
    let Some(holder) = holder else {
        let account = account.ok_or_else(unknown)?;
        return Ok(of_house(who, &account));
    };
    let shown = Shown { to: who.clone(), holder, account, listing };
    let opens = match &known {
        Some(it) => currencies::sees_balances(ctx, db, it).await?,
        None => false,
    };
    let all = told(db, (currency, opens), vec![shown]).await?;
    let it = all.into_iter().next().ok_or_else(unknown)?;
    let is_its = it.place.as_ref().is_some_and(|it| it.is_claimed);
    let namesake = match it.name.as_deref().filter(|_| !is_its) {
        Some(name) => store::is_namesake(db, holder.profile, name).await?,
        None => false,
    };
    Ok(Facing { request: request.map(|it| it.id), namesake, ..it })
}

/// The account of who is meant; one who has none yet belongs to the community.
async fn there(
    db: &impl ConnectionTrait,
    currency: Option<&Currency>,
    meant: &Meant,
) -> Result<Option<Held>, PaymentError> {
    let Some(currency) = currency else { return Ok(None) };
    let found = payees::there(db, currency.id, meant).await?;
    match (found, meant.holder) {
        (Some(id), _) => Ok(crate::ledger::accounts::store::by_id(db, id).await?),
        (None, Some(holder))
            if super::store::belongs(db, currency.community, holder.profile).await? =>
        {
            Ok(None)
        }
        (None, _) => Err(invalid("to", Problem::Unknown)),
    }
}

/// The community's own account: who asks knows it by the currency.
fn of_house(who: &Payee, held: &Held) -> Facing {
    Facing {
        to: who.clone(),
        account: Some(held.account.id),
        kind: held.account.kind,
        name: None,
        profile: None,
        listing: None,
        place: None,
        currency: Some(held.account.currency),
        request: None,
        balance: None,
        namesake: false,
    }
}

/// Who could be meant by a name, to be paid from an account of the actor's: claimed places of the
/// community by name, organisations and merchants by name or short name, and people with whom this
/// account had to do before, or by their exact short name. At most [`FOUND_MAX`].
///
/// # Errors
/// [`PaymentError::NotFound`] for an account that is not the actor's.
pub async fn find(
    ctx: &Ctx,
    domain: &Domain,
    from: AccountId,
    words: &str,
) -> Result<Vec<Facing>, PaymentError> {
    let (held, currency) = mine(ctx, domain, from).await?;
    let (db, me) = (domain.db.reader(), signed(ctx)?);
    let folded = fold(words);
    let mut all = Vec::new();
    if let Some(profile) = super::store::of_handle(db, &tidy_handle(words)).await? {
        let to = Payee::Handle(tidy_handle(words));
        all.push(shown(to, Holder { profile, listing: None }));
    }
    if folded.chars().count() >= LETTERS_MIN {
        for (account, holder, name) in store::paid_before(db, from).await? {
            if has_words(&name, &folded) {
                all.push(shown(Payee::Account(account), holder));
            }
        }
        all.extend(claimed(domain, ctx, &currency, words).await?);
        for (profile, name, handle) in store::houses(db, currency.community).await? {
            if has_words(&name, &folded) || handle.starts_with(&tidy_handle(words)) {
                all.push(shown(Payee::Handle(handle), Holder { profile, listing: None }));
            }
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|it| held.holder != Some(it.holder) && seen.insert(it.holder));
    payable(db, me, &currency, &mut all).await?;
    all.truncate(FOUND_MAX);
    let opens = currencies::sees_balances(ctx, db, &currency).await?;
    told(db, (Some(currency.id), opens), all).await
}

fn shown(to: Payee, holder: Holder) -> Shown {
    Shown { to, holder, account: None, listing: holder.listing }
}

/// Whether each of the words begins one of a name's.
fn has_words(name: &str, folded: &str) -> bool {
    let name = fold(name);
    folded.split(' ').all(|word| name.split(' ').any(|it| it.starts_with(word)))
}

/// Places of the community's area with such a name that somebody has shown to be theirs.
async fn claimed(
    domain: &Domain,
    ctx: &Ctx,
    currency: &Currency,
    words: &str,
) -> Result<Vec<Shown>, PaymentError> {
    let db = domain.db.reader();
    let community = communities::store::by_id(db, currency.community).await?;
    let Some(area) = community.and_then(|it| it.settings.area) else { return Ok(Vec::new()) };
    let text: String = words.chars().take(TEXT_MAX).collect();
    let query = ListingQuery {
        text: Some(text),
        filter: Filter { area: Some(area), ..Filter::default() },
        first: PLACES_MAX,
        facets: false,
        ..ListingQuery::new(ctx.now)
    };
    // Whoever is not found by name now is found by code.
    let Ok(page) = listings::search(ctx, domain, query).await else { return Ok(Vec::new()) };
    let ids: Vec<ListingId> = page.found.iter().map(|(it, _)| it.id).collect();
    let mut owners = store::owners(db, &ids).await?;
    let place = |id: &ListingId| {
        let holder = owners.remove(id)?;
        Some(Shown { listing: Some(*id), ..shown(Payee::Listing(*id), holder) })
    };
    Ok(ids.iter().filter_map(place).collect())
}

/// Leaves out whom the actor keeps away from, and who neither has an account nor may get one;
/// fills in the accounts of the others.
async fn payable(
    db: &impl ConnectionTrait,
    me: MemberId,
    currency: &Currency,
    all: &mut Vec<Shown>,
) -> Result<(), PaymentError> {
    let profiles: Vec<ProfileId> = all.iter().map(|it| it.holder.profile).collect();
    let away = store::kept_away(db, me, &profiles).await?;
    let belong = store::belonging(db, currency.community, &profiles).await?;
    let mut accounts = store::accounts(db, currency.id, &profiles).await?;
    for it in all.iter_mut() {
        let at = accounts.iter().position(|held| held.holder == Some(it.holder));
        it.account = at.map(|at| accounts.swap_remove(at));
    }
    all.retain(|it| {
        let (profile, at_home) = (it.holder.profile, it.holder.listing.is_none());
        let may = it.account.is_some() || belong.contains(&profile);
        may && !(at_home && away.contains(&profile))
    });
    Ok(())
}

/// What the actor is told of somebody. A place is named only while it is kept for who is paid: who
/// had it before, or gave it up, is a person.
async fn told(
    db: &impl ConnectionTrait,
    (currency, opens): (Option<CurrencyId>, bool),
    all: Vec<Shown>,
) -> Result<Vec<Facing>, PaymentError> {
    let profiles: Vec<ProfileId> = all.iter().map(|it| it.holder.profile).collect();
    let names = store::names(db, &profiles).await?;
    // A shop that is paid by its name is shown by its one place.
    let theirs = store::only_places(db, &profiles).await?;
    let place = |it: &Shown| it.listing.or_else(|| theirs.get(&it.holder.profile).copied());
    let named: Vec<ListingId> = all.iter().filter_map(place).collect();
    let owners = store::owners(db, &named).await?;
    let place = |it: &Shown| place(it).filter(|id| owners.get(id) == Some(&it.holder));
    let listings = places::by_ids(db, named).await?;
    let facing = |it: Shown| {
        let of = names.get(&it.holder.profile)?;
        let listing = place(&it).and_then(|id| listings.get(&id));
        let is_named = it.listing.is_some();
        let is_elsewhere = listing.is_none() && it.holder.listing.is_some();
        let kind = it.account.as_ref().map(|it| it.account.kind).filter(|_| !is_elsewhere);
        let balance = it.account.as_ref().filter(|_| opens).map(|it| it.account.balance().minor());
        Some(Facing {
            account: it.account.map(|it| it.account.id),
            kind: kind
                .unwrap_or_else(|| kind_of(of.kind, it.holder.listing.is_some() && !is_elsewhere)),
            name: Some(called(of, listing.filter(|_| is_named))),
            profile: Some(it.holder.profile),
            listing: listing.map(|it| it.id),
            place: listing.map(placed),
            to: it.to,
            currency,
            request: None,
            balance,
            namesake: false,
        })
    };
    Ok(all.into_iter().filter_map(facing).collect())
}

/// What somebody is called to who pays them.
fn called(of: &Named, place: Option<&Listing>) -> String {
    match place {
        Some(place) => place.facts.name.clone(),
        None if of.kind == ProfileKind::Person => initialled(&of.name),
        None => of.name.clone(),
    }
}

/// Where a place is. That it is here says that somebody has shown that it is theirs.
fn placed(listing: &Listing) -> FacingPlace {
    let address = listing.facts.shown_address().unwrap_or_default();
    let street = address.street.map(|street| match address.house_number {
        Some(number) => format!("{street} {number}"),
        None => street,
    });
    let is_claimed = listing.facts.state == LifeState::Running;
    FacingPlace { slug: listing.slug.clone(), street, town: address.city, is_claimed }
}
