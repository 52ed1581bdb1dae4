//! By which proofs a place can be shown to be somebody's, and why not by the others: what the
//! page tells before anybody tries.

use super::super::claims::Proof;
use super::super::model::{LifeState, Listing, Ownership};
use super::super::provenance::FactGroup;

/// Why a proof is not possible for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhyNot {
    /// The place is no more.
    Gone,
    /// There is no whole address to send a letter to.
    NoAddress,
    /// Somebody here wrote the address, and it may be the claimant's own.
    AddressOfOurs,
    /// There is no site of its own whose mailbox could be written to.
    NoSite,
    /// Somebody here wrote the site, and it may be the claimant's own.
    SiteOfOurs,
    /// It is the site of a whole chain.
    SiteOfChain,
}

/// Each proof, and why it is not possible.
#[must_use]
pub fn proofs(listing: &Listing) -> [(Proof, Option<WhyNot>); 3] {
    Proof::ALL.map(|proof| (proof, why_not(listing, proof)))
}

/// The domain to whose mailbox a code would be mailed: that of a site of its own. A site with a path
/// may be one of many on a host where others have mailboxes too.
#[must_use]
pub fn mail_host(listing: &Listing) -> Option<String> {
    let site = listing.facts.contact.website.as_deref()?;
    let rest = site.split_once("://").map_or(site, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let plain = host.chars().all(|c| c.is_alphanumeric() || "-.".contains(c));
    (path.is_empty() && host.contains('.') && plain).then_some(host)
}

/// Why a place cannot be shown to be somebody's by a proof. What somebody here wrote is none, for it
/// may be the claimant's own.
pub(crate) fn why_not(listing: &Listing, proof: Proof) -> Option<WhyNot> {
    let facts = &listing.facts;
    let is_imported = |group: FactGroup| {
        let known = listing.provenance.get(&group);
        known.is_some_and(|it| it.origin.source().is_some())
    };
    if matches!(facts.state, LifeState::Gone { .. }) {
        return Some(WhyNot::Gone);
    }
    match proof {
        Proof::CounterCode => None,
        Proof::Letter => {
            let address = facts.shown_address();
            let whole = address.is_some_and(|it| it.street.is_some() && it.city.is_some());
            match (whole, is_imported(FactGroup::Place)) {
                (false, _) => Some(WhyNot::NoAddress),
                (true, false) => Some(WhyNot::AddressOfOurs),
                (true, true) => None,
            }
        }
        Proof::DomainEmail => {
            if mail_host(listing).is_none() {
                Some(WhyNot::NoSite)
            } else if matches!(facts.ownership, Ownership::Chain { .. }) {
                Some(WhyNot::SiteOfChain)
            } else if is_imported(FactGroup::Contact) {
                None
            } else {
                Some(WhyNot::SiteOfOurs)
            }
        }
    }
}
