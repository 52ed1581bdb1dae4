//! Saying yes to a moment and to what goes with it: the two steps of [`super::machine`] in which
//! something is agreed, or is proposed anew.

use chrono::{DateTime, Utc};

use super::kinds::AgreementState;
use super::machine::{Facts, Party, enter, member};
use super::model::{Agreement, Details, Moment, WantedTerms};
use super::price;

pub(super) fn agree(
    it: &mut Agreement,
    (facts, party): (&Facts, Party),
    (moment, details): (Moment, &Details),
    now: DateTime<Utc>,
) {
    let other = member(it, if party == Party::Owner { Party::Replier } else { Party::Owner });
    let theirs = it.proposed_by == Some(other);
    if it.state == AgreementState::Agreed {
        return agree_anew(it, (party, theirs), (moment, details));
    }
    let is_open = facts.choosing_from.is_none_or(|from| from <= now);
    let is_same = theirs && it.moment == Some(moment) && !changes(it, details);
    let is_priced = price::say(it, party, details);
    apply(it, &wanted_of(details));
    it.moment = Some(moment);
    if is_priced && (party == Party::Owner || (is_same && is_open)) {
        enter(it, AgreementState::Agreed, now);
    } else {
        it.proposed_by = Some(member(it, party));
    }
}

/// Something is agreed already: either they say yes to what the other would like instead, or they
/// keep to what stands, or they would like something else themselves.
fn agree_anew(
    it: &mut Agreement,
    (party, theirs): (Party, bool),
    (moment, details): (Moment, &Details),
) {
    let wish = it.terms.wanted.clone().unwrap_or_default();
    let mut says = wanted_of(details);
    // Who names the price that stands anyway says nothing new of it.
    says.price = says.price.filter(|said| it.terms.priced.differs(said));
    let is_that = (says == WantedTerms::default() && wish.price.is_none()) || says.within(&wish);
    if theirs && it.wanted == Some(moment) && is_that {
        apply(it, &wish);
        it.moment = Some(moment);
    } else if it.moment != Some(moment) || changes(it, details) {
        it.wanted = Some(moment);
        it.terms.wanted = Some(says).filter(|it| *it != WantedTerms::default());
        it.proposed_by = Some(member(it, party));
        return;
    }
    it.wanted = None;
    it.terms.wanted = None;
    it.proposed_by = None;
}

fn wanted_of(details: &Details) -> WantedTerms {
    let Details { quantity, expenses, due_on, price, .. } = details;
    let (expenses, price) = (expenses.clone(), price.clone());
    WantedTerms { quantity: *quantity, expenses, due_on: *due_on, price }
}

/// Whether details would change the terms that stand.
fn changes(it: &Agreement, details: &Details) -> bool {
    details.quantity.is_some_and(|so_many| so_many != it.quantity)
        || (details.expenses.is_some() && details.expenses != it.terms.expenses)
        || (details.due_on.is_some() && details.due_on != it.due_on)
        || details.price.as_ref().is_some_and(|said| it.terms.priced.differs(said))
}

fn apply(it: &mut Agreement, wish: &WantedTerms) {
    it.quantity = wish.quantity.unwrap_or(it.quantity);
    if wish.expenses.is_some() {
        it.terms.expenses.clone_from(&wish.expenses);
    }
    if let Some(price) = &wish.price {
        it.terms.priced.price = price.some();
    }
    if wish.due_on.is_some() {
        it.due_on = wish.due_on;
        // What has a day on which it comes back is lent.
        it.is_loan = it.is_loan || it.terms.may_be_lent();
    }
}
