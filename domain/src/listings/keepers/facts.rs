//! The other facts of a listing: what it is called, where it is, how it is reached, what it
//! offers. Each is changed or left alone.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::currencies::TakenCurrency;
use super::super::delivery::Delivery;
use super::super::edit::{Deed, change};
use super::super::error::{ListingError, Problem};
use super::super::model::{
    Address, Facts, Kind, LifeState, Listing, Offered, Wheelchair, Whereabouts,
};
use crate::Domain;
use crate::ctx::Ctx;
use crate::geo::Point;
use crate::id::ListingId;
use crate::ledger::currencies;

/// The longest that deliveries are paused, in days: whoever delivers no more has no delivery.
pub const PAUSE_DAYS_MAX: i64 = 366;

/// What is to be changed of a listing; none leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactsEdit {
    /// The name on the board.
    pub name: Option<String>,
    /// What kind of place it is.
    pub kind: Option<Kind>,
    /// Keys of categories, the most telling first.
    pub categories: Option<Vec<String>>,
    /// Free words.
    pub tags: Option<Vec<String>>,
    /// Languages spoken, as BCP 47 codes.
    pub languages: Option<Vec<String>>,
    /// Descriptions per language code; an empty one takes that language's away.
    pub description: Option<BTreeMap<String, String>>,
    /// Whether there is a door to go to.
    pub whereabouts: Option<Whereabouts>,
    /// The address, or none any more.
    pub address: Option<Option<Address>>,
    /// Where it is on the map, or nowhere any more.
    pub point: Option<Option<Point>>,
    /// Its telephone number, or none any more.
    pub phone: Option<Option<String>>,
    /// Its mail address, or none any more.
    pub email: Option<Option<String>>,
    /// Its site, or none any more.
    pub website: Option<Option<String>>,
    /// Its pages elsewhere.
    pub social: Option<Vec<String>>,
    /// How it delivers, or not at all. How busy it is stays as it is.
    pub delivery: Option<Option<Delivery>>,
    /// Whether things can be taken away.
    pub takeaway: Option<Option<Offered>>,
    /// Second-hand goods.
    pub second_hand: Option<Option<Offered>>,
    /// Organic goods.
    pub organic: Option<Option<Offered>>,
    /// Fair-trade goods.
    pub fair_trade: Option<Option<Offered>>,
    /// Without packaging.
    pub zero_waste: Option<Option<Offered>>,
    /// Access with a wheelchair.
    pub wheelchair: Option<Option<Wheelchair>>,
    /// Ways to pay that are or are not taken, by OSM's names; others stay as they are.
    pub payment: BTreeMap<String, Option<bool>>,
    /// Local currencies that it is paid with.
    pub currencies: Option<Vec<TakenCurrency>>,
    /// Whether it still exists.
    pub state: Option<LifeState>,
}

impl FactsEdit {
    /// Facts as they are after it.
    pub fn apply(self, facts: &mut Facts) {
        put(&mut facts.name, self.name.map(|name| name.trim().to_owned()));
        put(&mut facts.kind, self.kind);
        put(&mut facts.categories, self.categories);
        put(&mut facts.tags, self.tags);
        put(&mut facts.languages, self.languages);
        for (language, text) in self.description.into_iter().flatten() {
            if text.trim().is_empty() {
                facts.description.remove(&language);
            } else {
                facts.description.insert(language, text.trim().to_owned());
            }
        }
        put(&mut facts.whereabouts, self.whereabouts);
        put(&mut facts.address, self.address);
        put(&mut facts.point, self.point);
        put(&mut facts.contact.phone, self.phone);
        put(&mut facts.contact.email, self.email);
        put(&mut facts.contact.website, self.website);
        put(&mut facts.contact.social, self.social);
        if let Some(delivery) = self.delivery {
            let pace = facts.delivery.take().map(|it| (it.paused_until, it.busy_minutes));
            let (paused_until, busy_minutes) = pace.unwrap_or_default();
            facts.delivery = delivery.map(|it| Delivery { paused_until, busy_minutes, ..it });
        }
        put(&mut facts.takeaway, self.takeaway);
        put(&mut facts.second_hand, self.second_hand);
        put(&mut facts.organic, self.organic);
        put(&mut facts.fair_trade, self.fair_trade);
        put(&mut facts.zero_waste, self.zero_waste);
        put(&mut facts.wheelchair, self.wheelchair);
        for (way, taken) in self.payment {
            match taken {
                Some(taken) => facts.payment.insert(way, taken),
                None => facts.payment.remove(&way),
            };
        }
        let currencies = self.currencies.map(|all| all.into_iter().map(TakenCurrency::tidied));
        put(&mut facts.currencies, currencies.map(Iterator::collect));
        put(&mut facts.state, self.state);
    }
}

/// Changes what a listing is, apart from its hours.
///
/// # Errors
/// [`ListingError::Invalid`] naming the field, [`ListingError::Conflict`],
/// [`ListingError::NotFound`], [`ListingError::Denied`].
pub async fn edit_facts(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    expected_revision: Option<i32>,
    edit: FactsEdit,
) -> Result<Listing, ListingError> {
    // One that is paid with, or that stood there before it was switched off.
    let on = match &edit.currencies {
        Some(_) => currencies::on(domain).await?,
        None => Vec::new(),
    };
    let deed: Deed<'_> = Box::new(move |facts| {
        let was = facts.currencies.clone();
        edit.apply(facts);
        let known =
            |it: &TakenCurrency| was.contains(it) || on.iter().any(|known| known.code == it.code);
        if facts.currencies.iter().all(known) {
            return Ok(());
        }
        Err(ListingError::Invalid { field: "currencies", problem: Problem::Unknown })
    });
    change(ctx, domain, id, expected_revision, deed).await
}

/// Says how deliveries go just now: so many minutes longer, and none until a time. None of both:
/// as always.
///
/// # Errors
/// [`ListingError::Invalid`] for `delivery` where nothing is delivered, for `busyMinutes`, or for
/// `pausedUntil` when that is past or further than [`PAUSE_DAYS_MAX`].
pub async fn set_pace(
    ctx: &Ctx,
    domain: &Domain,
    id: ListingId,
    (busy_minutes, paused_until): (Option<u32>, Option<DateTime<Utc>>),
) -> Result<Listing, ListingError> {
    let far = ctx.now + TimeDelta::days(PAUSE_DAYS_MAX);
    if paused_until.is_some_and(|until| until <= ctx.now || until > far) {
        return Err(ListingError::Invalid { field: "pausedUntil", problem: Problem::OutOfRange });
    }
    let deed: Deed<'_> = Box::new(move |facts| {
        let none = ListingError::Invalid { field: "delivery", problem: Problem::Empty };
        let delivery = facts.delivery.as_mut().ok_or(none)?;
        delivery.busy_minutes = busy_minutes.filter(|minutes| *minutes > 0);
        delivery.paused_until = paused_until;
        Ok(())
    });
    change(ctx, domain, id, None, deed).await
}

fn put<T>(to: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *to = value;
    }
}
