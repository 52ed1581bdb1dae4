//! Provenance: where each group of facts came from, when it was last confirmed and by whom.
//!
//! "Open until 18.00" is worth what its source is worth, so facts are confirmed, imported and
//! edited in groups, and each group remembers its origin.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::model::Facts;

/// A group of facts that are confirmed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactGroup {
    /// Name, kind, categories, tags, branch number, legal form, languages, description, ownership.
    Identity,
    /// Whereabouts, address, point.
    Place,
    /// Phone, mail, website.
    Contact,
    /// Hours and exceptions.
    Hours,
    /// Whether it still exists.
    State,
    /// Delivery and take-away.
    Delivery,
    /// Repairs, second-hand, organic, fair-trade, zero-waste.
    Goods,
    /// Wheelchair.
    Accessibility,
    /// Ways to pay.
    Payment,
    /// Local currencies that it is paid with.
    Currency,
}

impl FactGroup {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Identity,
        Self::Place,
        Self::Contact,
        Self::Hours,
        Self::State,
        Self::Delivery,
        Self::Goods,
        Self::Accessibility,
        Self::Payment,
        Self::Currency,
    ];

    /// Copies this group's facts from one listing's facts to another's.
    pub fn copy(self, from: &Facts, to: &mut Facts) {
        match self {
            Self::Identity => {
                to.name.clone_from(&from.name);
                to.kind = from.kind;
                to.categories.clone_from(&from.categories);
                to.tags.clone_from(&from.tags);
                to.branch_number.clone_from(&from.branch_number);
                to.legal_form = from.legal_form;
                to.languages.clone_from(&from.languages);
                to.description.clone_from(&from.description);
                to.ownership.clone_from(&from.ownership);
            }
            Self::Place => {
                to.whereabouts = from.whereabouts;
                to.address.clone_from(&from.address);
                to.point = from.point;
            }
            Self::Contact => to.contact.clone_from(&from.contact),
            Self::Hours => {
                to.hours.clone_from(&from.hours);
                to.exceptions.clone_from(&from.exceptions);
            }
            Self::State => to.state.clone_from(&from.state),
            Self::Delivery => {
                to.delivery.clone_from(&from.delivery);
                to.takeaway = from.takeaway;
            }
            Self::Goods => {
                to.repairs.clone_from(&from.repairs);
                to.second_hand = from.second_hand;
                to.organic = from.organic;
                to.fair_trade = from.fair_trade;
                to.zero_waste = from.zero_waste;
            }
            Self::Accessibility => to.wheelchair = from.wheelchair,
            Self::Payment => to.payment.clone_from(&from.payment),
            Self::Currency => to.currencies.clone_from(&from.currencies),
        }
    }
}

/// Who brought a group of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Origin {
    /// An importer, from a data set; a later import may replace it.
    Import {
        /// The source, such as `OpenStreetMap`.
        source: String,
    },
    /// Somebody here; no import replaces it.
    Edit {
        /// Who, as it may be shown.
        editor: String,
    },
    /// Somebody here saw that it is so, and wrote nothing.
    Seen {
        /// Who, as it may be shown.
        editor: String,
        /// The source that says so; none where no source says anything.
        source: Option<String>,
    },
}

/// Who keeps a place, as it may be shown: what they saw to be right, they stand for.
pub const OWNER: &str = "owner";
/// Somebody from the neighbourhood, as it may be shown.
pub const RESIDENT: &str = "resident";
/// Whoever looks after the places of an area, as it may be shown.
pub const STEWARD: &str = "steward";
/// Whoever runs the installation, as it may be shown.
pub const OPERATOR: &str = "operator";

impl Origin {
    /// Whether people here stand for it, so that no import replaces it: whoever wrote it, and
    /// whoever keeps the place. A passer-by only looked.
    #[must_use]
    pub fn stands(&self) -> bool {
        match self {
            Self::Import { .. } => false,
            Self::Edit { .. } => true,
            Self::Seen { editor, .. } => editor == OWNER,
        }
    }

    /// The source from outside that says so, whoever saw since that it is right.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Import { source } => Some(source),
            Self::Edit { .. } => None,
            Self::Seen { source, .. } => source.as_deref(),
        }
    }

    /// The same, once somebody has seen that it is right; none where another stands for it, in
    /// whose name nobody else speaks.
    #[must_use]
    pub fn seen_by(origin: Option<&Self>, editor: &str) -> Option<Self> {
        let who = || editor.to_owned();
        match origin {
            Some(Self::Edit { editor: writer }) if editor == RESIDENT && writer != RESIDENT => None,
            Some(Self::Edit { editor: writer }) if editor == STEWARD && writer == OWNER => None,
            Some(Self::Edit { .. }) => Some(Self::Edit { editor: who() }),
            Some(seen) if seen.stands() && editor != OWNER => None,
            other => Some(Self::Seen {
                editor: who(),
                source: other.and_then(Self::source).map(str::to_owned),
            }),
        }
    }
}

/// Where a group of facts came from and when it was last confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who brought it.
    pub origin: Origin,
    /// When somebody last saw that it is right; imports often cannot say.
    pub confirmed_on: Option<NaiveDate>,
}

/// Where each group of facts came from.
pub type Provenance = BTreeMap<FactGroup, Confirmation>;

/// The outside record behind a listing, with the terms on which it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who publishes it, such as `OpenStreetMap`.
    pub name: String,
    /// Its id there, such as `node/10031660117`.
    pub id: String,
    /// Licence, as an SPDX name where there is one.
    pub licence: String,
    /// The line that must be shown.
    pub attribution: String,
    /// Where a reader can see and mend the record.
    pub url: Option<String>,
    /// When we last read it there.
    pub read_at: DateTime<Utc>,
}
