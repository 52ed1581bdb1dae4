//! The directory that is asked, and what it answers.

use std::sync::Arc;

use koop_domain::areas::atlas::Atlas;
use koop_domain::imports::Import;
use koop_domain::language::Language;
use koop_domain::listings::model::Listing;
use koop_domain::listings::search::ListingQuery;
use koop_domain::page::PAGE_MAX;
use koop_domain::{areas, listings};
use koop_seeds::region;

use super::Query;
use crate::house::House;

/// How many listings the region has, beside the demo's.
const LISTINGS: usize = 12_000;
/// The seed of the region that the set's names are from.
const SEED: u64 = 1;
/// Among so many answers the first right one is looked for.
const DEEP: u32 = 10;

/// The demo and a generated region in one directory.
pub struct Region {
    house: House,
    atlas: Arc<Atlas>,
}

/// What a question was answered.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The question.
    pub query: Query,
    /// The place of the first right answer, from 1, if there is one among the first ten.
    pub place: Option<usize>,
    /// The first answers, each as a line (name, categories, place) and whether it is right.
    pub answers: Vec<(String, bool)>,
}

impl Region {
    /// Fills a directory.
    ///
    /// # Panics
    /// When it cannot.
    pub async fn fill() -> Self {
        let house = House::with_demo().await;
        let (ctx, domain) = (house.operator(), &house.domain);
        areas::publish(&ctx, domain, "region", region::survey(), false).await.expect("a map");
        let postcodes = region::postcodes();
        areas::publish_postcodes(&ctx, domain, "region", postcodes, false).await.expect("codes");
        let mut import = Import::begin(&ctx, domain, "region", false).await.expect("it begins");
        for record in region::records(LISTINGS, SEED) {
            import.add(&ctx, record).await.expect("it takes every record");
        }
        import.publish(&ctx).await.expect("it is published");
        house.catch_up().await;
        let atlas = areas::atlas(&ctx, domain).await.expect("the map is read");
        Self { house, atlas }
    }

    /// Asks a question and judges the answers.
    ///
    /// # Panics
    /// When the directory does not answer.
    pub async fn ask(&self, query: Query) -> Outcome {
        let ctx = self.house.visitor();
        let language = if query.language == "en" { Language::En } else { Language::Nl };
        let text = Some(query.text.to_owned());
        let asked = ListingQuery {
            text,
            language,
            first: DEEP,
            facets: false,
            ..ListingQuery::new(ctx.now)
        };
        let page = listings::search(&ctx, &self.house.domain, asked).await.expect("an answer");
        let is_right = |listing: &Listing| query.rule.holds(listing, &self.atlas, ctx.now);
        let place = page.found.iter().position(|(listing, _)| is_right(listing)).map(|at| at + 1);
        let shown = |listing: &Listing| (self.line(listing), is_right(listing));
        let answers = page.found.iter().take(3).map(|(listing, _)| shown(listing)).collect();
        Outcome { query, place, answers }
    }

    /// How many listings of the directory answer a question rightly: a question that nothing can
    /// answer says nothing about the answers.
    ///
    /// # Panics
    /// When the directory cannot be read.
    pub async fn right_answers(&self, queries: &[Query]) -> Vec<usize> {
        let now = self.house.visitor().now;
        let all = self.everything().await;
        let count = |query: &Query| {
            all.iter().filter(|listing| query.rule.holds(listing, &self.atlas, now)).count()
        };
        queries.iter().map(count).collect()
    }

    async fn everything(&self) -> Vec<Listing> {
        let ctx = self.house.visitor();
        let by_name = ListingQuery { first: PAGE_MAX, facets: false, ..ListingQuery::new(ctx.now) };
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let query = ListingQuery { after, ..by_name.clone() };
            let page = listings::search(&ctx, &self.house.domain, query).await.expect("a page");
            after = page.found.last().map(|(_, hit)| hit.cursor);
            all.extend(page.found.into_iter().map(|(listing, _)| listing));
            if !page.more {
                return all;
            }
        }
    }

    fn line(&self, listing: &Listing) -> String {
        let facts = &listing.facts;
        let area = listing.areas.first().and_then(|id| self.atlas.get(*id));
        let city = facts.address.as_ref().and_then(|address| address.city.as_deref());
        let place = area.map(|area| area.name.as_str()).or(city).unwrap_or("?");
        format!("{} ({}; {place})", facts.name, facts.categories.join(", "))
    }
}
