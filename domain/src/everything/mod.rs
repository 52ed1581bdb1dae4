//! One question to the directory and the board together.
//!
//! Two lists, each in its own order, are laid into one: whatever answers the words better comes
//! first, and where both answer as well the two kinds take turns. A page goes on in each list
//! where it stopped in that one, so nothing is told twice and nothing is passed over.

pub mod error;

use std::collections::VecDeque;

pub use self::error::SearchError;
use crate::ctx::Ctx;
use crate::ledger::currencies::Currency;
use crate::listings::facets::{Facet, FacetField};
use crate::listings::search::{Hit, ListingQuery, Why};
use crate::listings::{self, SearchPage, model::Listing};
use crate::page::{BadCursor, Cursor, PAGE_MAX};
use crate::posts::model::Post;
use crate::posts::search::{PostHit, PostQuery, PostWhy};
use crate::{Domain, posts};

/// A question to both.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked of the directory; its page and its cursor do not count.
    pub listings: ListingQuery,
    /// What is asked of the board; neither do its.
    pub posts: PostQuery,
    /// How many hits at most, 1 to [`PAGE_MAX`].
    pub first: u32,
    /// After which hit.
    pub after: Option<Place>,
    /// Only this kind; each is counted all the same.
    pub only: Option<Which>,
}

/// A kind of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// A place or business.
    Listing,
    /// Something on the board.
    Post,
}

impl Which {
    /// The stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Listing => "listing",
            Self::Post => "post",
        }
    }
}

/// Where a page starts: so far in the one list, so far in the other, and which of the two was last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    listings: Option<Cursor>,
    posts: Option<Cursor>,
    last: Which,
}

/// What begins the string of a place.
const PLACE: char = 'b';

impl Place {
    /// The string that travels.
    #[must_use]
    pub fn encode(&self) -> String {
        let part = |cursor: Option<Cursor>| cursor.map(|it| it.encode()).unwrap_or_default();
        let last = match self.last {
            Which::Listing => 'l',
            Which::Post => 'p',
        };
        format!("{PLACE}{last}_{}_{}", part(self.listings), part(self.posts))
    }

    /// Reads the string back.
    ///
    /// # Errors
    /// [`BadCursor`] for anything that [`Place::encode`] did not write.
    pub fn decode(text: &str) -> Result<Self, BadCursor> {
        let rest = text.strip_prefix(PLACE).ok_or(BadCursor)?;
        let parts: Vec<&str> = rest.split('_').collect();
        let [last, listings, posts] = parts.as_slice() else { return Err(BadCursor) };
        let part = |text: &str| match text {
            "" => Ok(None),
            text => Cursor::decode(text).map(Some),
        };
        let last = match *last {
            "l" => Which::Listing,
            "p" => Which::Post,
            _ => return Err(BadCursor),
        };
        let (listings, posts) = (part(listings)?, part(posts)?);
        // Whoever was last was told.
        let told = match last {
            Which::Listing => listings,
            Which::Post => posts,
        };
        told.map(|_| Self { listings, posts, last }).ok_or(BadCursor)
    }

    /// The place after one more hit.
    fn after(before: Option<Self>, which: Which, cursor: Cursor) -> Self {
        let mut place = before.unwrap_or(Self { listings: None, posts: None, last: which });
        match which {
            Which::Listing => place.listings = Some(cursor),
            Which::Post => place.posts = Some(cursor),
        }
        Self { last: which, ..place }
    }
}

/// Something that was found.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A place or business.
    Listing(Box<Listing>, Box<Hit>),
    /// Something on the board.
    Post(Box<Post>, Box<PostHit>),
}

/// A page of both.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// How many listings there are.
    pub listings: u64,
    /// How many posts there are that the actor sees.
    pub posts: u64,
    /// Whether the counts are estimates.
    pub approximate: bool,
    /// Whether a spare engine answered because the one that should is gone or slow.
    pub degraded: bool,
    /// What was found, in order, each with where the list goes on after it.
    pub found: Vec<(Thing, Place)>,
    /// Whether there is more after these.
    pub more: bool,
    /// Counts per value, of listings and of posts; areas count both.
    pub facets: Vec<Facet>,
    /// The local currencies that are paid with, where the page has to do with any.
    pub currencies: Vec<Currency>,
}

/// Finds listings and posts. Each list is answered by its own verb, with what that one lets the
/// actor see.
///
/// # Errors
/// [`SearchError`], of whichever of the two verbs.
pub async fn search(ctx: &Ctx, domain: &Domain, asked: Question) -> Result<Page, SearchError> {
    let first = asked.first.clamp(1, PAGE_MAX);
    let wanted = |which| asked.only.is_none_or(|only| only == which);
    // Of what is only counted, one is enough.
    let many = |which| if wanted(which) { first } else { 1 };
    let (after_listings, after_posts) =
        asked.after.map_or((None, None), |it| (it.listings, it.posts));
    let query =
        ListingQuery { first: many(Which::Listing), after: after_listings, ..asked.listings };
    let found = listings::search(ctx, domain, query).await?;
    let query = PostQuery { first: many(Which::Post), after: after_posts, ..asked.posts };
    let posts::Found { answer, posts: mut rows, .. } = posts::search(ctx, domain, query).await?;

    let SearchPage { total, approximate, degraded, found, more, facets, currencies } = found;
    let mut page = Page {
        listings: total,
        posts: answer.total,
        approximate: approximate || answer.approximate,
        degraded: degraded || answer.degraded,
        found: Vec::new(),
        more: (more && wanted(Which::Listing)) || (answer.more && wanted(Which::Post)),
        facets: together(facets, answer.facets),
        currencies,
    };
    let found = found.into_iter().filter(|_| wanted(Which::Listing));
    let answered = answer.hits.into_iter().filter(|_| wanted(Which::Post));
    let answered = answered.filter_map(|hit| Some((rows.remove(&hit.id)?, hit)));
    let mut lists = Lists { listings: found.collect(), posts: answered.collect() };
    let mut place = asked.after;
    while page.found.len() < first as usize {
        let Some(which) = lists.next(place.map(|it| it.last)) else { break };
        let Some((thing, cursor)) = lists.take(which) else { break };
        let here = Place::after(place, which, cursor);
        page.found.push((thing, here));
        place = Some(here);
    }
    page.more |= !lists.listings.is_empty() || !lists.posts.is_empty();
    Ok(page)
}

/// What of both lists was not told yet.
struct Lists {
    listings: VecDeque<(Listing, Hit)>,
    posts: VecDeque<(Post, PostHit)>,
}

impl Lists {
    /// Whose turn it is.
    fn next(&self, last: Option<Which>) -> Option<Which> {
        let listing = self.listings.front().map(|(_, hit)| of_listing(hit));
        let post = self.posts.front().map(|(_, hit)| of_post(hit));
        turn(listing, post, last)
    }

    fn take(&mut self, which: Which) -> Option<(Thing, Cursor)> {
        Some(match which {
            Which::Listing => {
                let (row, hit) = self.listings.pop_front()?;
                let cursor = hit.cursor;
                (Thing::Listing(Box::new(row), Box::new(hit)), cursor)
            }
            Which::Post => {
                let (row, hit) = self.posts.pop_front()?;
                let cursor = hit.cursor;
                (Thing::Post(Box::new(row), Box::new(hit)), cursor)
            }
        })
    }
}

/// How well something answers the words, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answers {
    /// By what it is called.
    ByName,
    /// By what it is about.
    ByTopic,
    /// Almost by what it is called.
    ByTypo,
    /// Somewhere in its text.
    ByText,
    /// There were no words.
    Anyhow,
}

/// Whose turn it is, by how well the first of each list answers: where both do as well, the kind
/// that was not told last, and at first a listing.
fn turn(listing: Option<Answers>, post: Option<Answers>, last: Option<Which>) -> Option<Which> {
    match (listing, post) {
        (None, None) => None,
        (Some(_), None) => Some(Which::Listing),
        (None, Some(_)) => Some(Which::Post),
        (Some(listing), Some(post)) if listing < post => Some(Which::Listing),
        (Some(listing), Some(post)) if listing > post => Some(Which::Post),
        (Some(_), Some(_)) => match last {
            Some(Which::Listing) => Some(Which::Post),
            Some(Which::Post) | None => Some(Which::Listing),
        },
    }
}

fn of_listing(hit: &Hit) -> Answers {
    let answers = |why: &Why| match why {
        Why::NameExact | Why::Name => Answers::ByName,
        Why::Category(_) | Why::Tag(_) | Why::Repairs(_) => Answers::ByTopic,
        Why::NameTypo => Answers::ByTypo,
        Why::Text => Answers::ByText,
        _ => Answers::Anyhow,
    };
    hit.why.iter().map(answers).min().unwrap_or(Answers::Anyhow)
}

fn of_post(hit: &PostHit) -> Answers {
    let answers = |why: &PostWhy| match why {
        PostWhy::Title => Answers::ByName,
        PostWhy::Topic(_) => Answers::ByTopic,
        PostWhy::TitleTypo => Answers::ByTypo,
        PostWhy::Text => Answers::ByText,
        _ => Answers::Anyhow,
    };
    hit.why.iter().map(answers).min().unwrap_or(Answers::Anyhow)
}

/// The counts of both; of a field that both have, the sums.
fn together(mut facets: Vec<Facet>, more: Vec<Facet>) -> Vec<Facet> {
    for other in more {
        let same = |it: &&mut Facet| it.field == other.field && it.field == FacetField::Area;
        match facets.iter_mut().find(same) {
            Some(facet) => add(&mut facet.values, other.values),
            None => facets.push(other),
        }
    }
    facets
}

fn add(values: &mut Vec<(String, u64)>, more: Vec<(String, u64)>) {
    for (value, count) in more {
        match values.iter_mut().find(|(it, _)| *it == value) {
            Some((_, sum)) => *sum += count,
            None => values.push((value, count)),
        }
    }
    values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cursor() -> impl Strategy<Value = Cursor> {
        any::<(u32, u64)>().prop_map(|(offset, query)| Cursor::Offset { offset, query })
    }

    fn place() -> impl Strategy<Value = Place> {
        let which = prop_oneof![Just(Which::Listing), Just(Which::Post)];
        (which, cursor(), proptest::option::of(cursor())).prop_map(|(last, told, other)| match last
        {
            Which::Listing => Place { listings: Some(told), posts: other, last },
            Which::Post => Place { listings: other, posts: Some(told), last },
        })
    }

    fn answers() -> impl Strategy<Value = Answers> {
        prop_oneof![Just(Answers::ByName), Just(Answers::ByTopic), Just(Answers::Anyhow)]
    }

    proptest! {
        #[test]
        fn what_travels_comes_back(place in place()) {
            prop_assert_eq!(Place::decode(&place.encode()), Ok(place));
        }

        #[test]
        fn each_place_has_one_spelling(text in "b[lp]_[ok0-9a-f.]{0,8}_[ok0-9a-f.]{0,8}") {
            if let Ok(place) = Place::decode(&text) {
                prop_assert_eq!(place.encode(), text);
            }
        }

        /// Laid into one list, both keep their order, and nothing is lost.
        #[test]
        fn turns_tell_all_of_both(
            listings in proptest::collection::vec(answers(), 0..12),
            posts in proptest::collection::vec(answers(), 0..12),
        ) {
            let (mut one, mut other, mut last) = (0, 0, None);
            while let Some(which) = turn(listings.get(one).copied(), posts.get(other).copied(), last)
            {
                match which {
                    Which::Listing => one += 1,
                    Which::Post => other += 1,
                }
                last = Some(which);
            }
            prop_assert_eq!((one, other), (listings.len(), posts.len()));
        }
    }

    #[test]
    fn whoever_answers_better_comes_first_and_else_they_take_turns() {
        let (name, text) = (Some(Answers::ByName), Some(Answers::ByText));
        assert_eq!(turn(text, name, None), Some(Which::Post));
        assert_eq!(turn(name, text, Some(Which::Listing)), Some(Which::Listing));
        assert_eq!(turn(name, name, None), Some(Which::Listing));
        assert_eq!(turn(name, name, Some(Which::Listing)), Some(Which::Post));
    }

    #[test]
    fn areas_count_both_and_other_fields_stay_apart() {
        let facet =
            |field, value: &str, count| Facet { field, values: vec![(value.into(), count)] };
        let all = together(
            vec![facet(FacetField::Area, "oost", 2), facet(FacetField::Kind, "shop", 2)],
            vec![facet(FacetField::Area, "oost", 3), facet(FacetField::Subject, "help", 3)],
        );
        assert_eq!(all[0].values, [("oost".to_owned(), 5)]);
        assert_eq!(all.len(), 3);
    }
}
