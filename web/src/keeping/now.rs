//! A place as it is today, with what its keeper does about today in one tap.

use chrono::{DateTime, Utc};
use koop_domain::listings::keepers::Keeper;
use koop_domain::listings::model::Listing;

use super::days::{Press, today_words};
use crate::card::{Cards, StatusLine};
use crate::page::Page;

/// A place today.
pub(crate) struct Now {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub status: StatusLine,
    /// What today's hours are, in words.
    pub today: String,
    /// The one button about today.
    pub press: Option<Press>,
    pub may_edit: bool,
}

impl Now {
    /// A listing as one of its keepers finds it.
    pub(crate) fn of(page: &Page, keeper: Keeper, listing: &Listing, now: DateTime<Utc>) -> Self {
        let cards = Cards::now(page.language, now);
        Self {
            id: listing.id.to_string(),
            slug: listing.slug.clone(),
            name: listing.facts.name.clone(),
            status: cards.line(listing, &cards.status(listing)),
            today: today_words(page.language, listing, now),
            press: Press::of(page, listing, now),
            may_edit: keeper >= Keeper::Finder,
        }
    }
}
