//! Asking an index in few words, and reading what it answers by slug.

use koop_domain::listings::search::{
    Answer, DeliverTo, FacetField, Hit, ListingQuery, Near, Open, Reach, When,
};
use koop_domain::page::PAGE_MAX;
use koop_domain::ports::SearchIndex;

use crate::street::{now, point, street};

/// An answer with the slugs of its hits, in order.
pub(crate) struct Heard {
    pub(crate) slugs: Vec<String>,
    pub(crate) answer: Answer,
}

impl Heard {
    pub(crate) fn has(&self, slug: &str) -> bool {
        self.slugs.iter().any(|found| found == slug)
    }

    #[track_caller]
    pub(crate) fn must_have(&self, slugs: &[&str]) -> &Self {
        for slug in slugs {
            assert!(self.has(slug), "{slug} is missing from {:?}", self.slugs);
        }
        self
    }

    #[track_caller]
    pub(crate) fn must_not_have(&self, slugs: &[&str]) -> &Self {
        for slug in slugs {
            assert!(!self.has(slug), "{slug} is in {:?}", self.slugs);
        }
        self
    }

    /// Each stands before the next.
    #[track_caller]
    pub(crate) fn in_order(&self, slugs: &[&str]) -> &Self {
        self.must_have(slugs);
        let place = |slug: &str| self.slugs.iter().position(|found| found == slug);
        for pair in slugs.windows(2) {
            assert!(place(pair[0]) < place(pair[1]), "{pair:?} in {:?}", self.slugs);
        }
        self
    }

    #[track_caller]
    pub(crate) fn only(&self, slugs: &[&str]) -> &Self {
        let mut found: Vec<&str> = self.slugs.iter().map(String::as_str).collect();
        let mut expected = slugs.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
        self
    }

    #[track_caller]
    pub(crate) fn hit(&self, slug: &str) -> &Hit {
        self.must_have(&[slug]);
        let place = self.slugs.iter().position(|found| found == slug).unwrap();
        &self.answer.hits[place]
    }

    pub(crate) fn count(&self, field: FacetField, value: &str) -> u64 {
        let facet = self.answer.facets.iter().find(|facet| facet.field == field).unwrap();
        facet.values.iter().find(|(key, _)| key == value).map_or(0, |(_, count)| *count)
    }
}

/// Asks for everything on the street, changed as wished.
pub(crate) async fn ask(index: &dyn SearchIndex, wish: impl FnOnce(&mut ListingQuery)) -> Heard {
    let mut query = ListingQuery { first: PAGE_MAX, ..ListingQuery::new(now()) };
    wish(&mut query);
    let answer = index.search(&query).await.unwrap();
    let street = street();
    let slug = |hit: &Hit| {
        street.iter().find(|l| l.id == hit.id).map_or_else(String::new, |l| l.slug.clone())
    };
    Heard { slugs: answer.hits.iter().map(slug).collect(), answer }
}

/// Asks for words.
pub(crate) async fn say(index: &dyn SearchIndex, text: &str) -> Heard {
    ask(index, |query| query.text = Some(text.to_owned())).await
}

pub(crate) fn near(north_m: f64, east_m: f64, reach: Option<Reach>) -> Option<Near> {
    Some(Near { point: point(north_m, east_m), reach })
}

pub(crate) fn open(when: When) -> Option<Open> {
    Some(Open { when, service: None })
}

pub(crate) fn bring_to(north_m: f64, east_m: f64) -> Option<DeliverTo> {
    Some(DeliverTo::point(point(north_m, east_m)))
}
