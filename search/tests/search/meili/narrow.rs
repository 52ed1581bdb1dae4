//! A region's questions concern more listings than are read for one answer. Here so few are read
//! that the street is a region.

use koop_domain::listings::search::{FacetField, ListingQuery, Sort, When};
use koop_domain::ports::SearchIndex;
use koop_domain::posts::model::{Audience, Topic};
use koop_domain::posts::search::{PostHit, PostQuery, PostSort};
use koop_search::embedded::EmbeddedIndex;

use super::{Imitated, of_street};
use crate::asking::{ask, near, open};
use crate::{board, street};

/// How many are read.
const FEW: usize = 12;

/// All pages of a list, by slug.
async fn walked(index: &dyn SearchIndex, wish: impl Fn(&mut ListingQuery)) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = ask(index, |query| {
            wish(query);
            query.first = 3;
            query.facets = false;
            query.after = after;
        });
        let page = page.await;
        after = page.answer.hits.last().map(|hit| hit.cursor);
        found.extend(page.slugs);
        if !page.answer.more || after.is_none() {
            return found;
        }
    }
}

async fn embedded() -> EmbeddedIndex {
    let index = EmbeddedIndex::in_memory().unwrap();
    street::fill(&index).await;
    index
}

/// Orders that go on after a key come out whole and as they are in the embedded engine.
#[tokio::test]
async fn pages_by_distance_name_and_age_add_up() {
    let narrow = of_street("narrow_pages", FEW).await;
    let own = embedded().await;
    let wishes: [fn(&mut ListingQuery); 3] =
        [|query| query.near = near(0.0, 0.0, None), |_| {}, |query| query.sort = Sort::Newest];
    for wish in wishes {
        let mut expected = ask(&own, wish).await.slugs;
        let mut found = walked(&narrow, wish).await;
        // What moved away or is nowhere stands behind a list that is not read to its end.
        let is_placed = |slug: &String| slug != "moved" && slug != "kees";
        expected.retain(is_placed);
        found.retain(is_placed);
        assert_eq!(found, expected);
    }
}

/// With groups, too, no listing comes twice, the surest come first and nothing is closed.
#[tokio::test]
async fn what_is_certainly_open_comes_first() {
    let narrow = of_street("narrow_open", FEW).await;
    let wish = |query: &mut ListingQuery| {
        query.near = near(0.0, 0.0, None);
        query.open = open(When::Now);
    };
    let own = embedded().await;
    let expected = ask(&own, wish).await.slugs;
    let found = walked(&narrow, wish).await;
    assert_eq!(found[..6], expected[..6]);
    let mut once = found.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), found.len(), "{found:?}");
    assert!(found.iter().all(|slug| expected.contains(slug)), "{found:?}");
}

/// Counts are Meilisearch's own, and say so.
#[tokio::test]
async fn counts_are_called_approximate() {
    let narrow = of_street("narrow_counts", FEW).await;
    let (own, food) = (embedded().await, koop_domain::listings::model::Kind::Food);
    let wish = |query: &mut ListingQuery| {
        query.filter.kinds = vec![food];
        query.first = 2;
    };
    let (exact, estimated) = (ask(&own, wish).await, ask(&narrow, wish).await);
    assert!(!exact.answer.approximate && estimated.answer.approximate);
    assert_eq!(estimated.answer.total, exact.answer.total);
    for (field, value) in [
        (FacetField::Kind, "repair"),
        (FacetField::Kind, "food"),
        (FacetField::Category, "restaurant"),
        (FacetField::Trait, "delivery"),
        (FacetField::Open, "open"),
    ] {
        assert_eq!(estimated.count(field, value), exact.count(field, value), "{value}");
    }
    let all = ask(&narrow, |query| query.first = 2).await;
    assert_eq!(all.answer.total, ask(&own, |_| {}).await.answer.total);
    assert!(all.answer.approximate && all.answer.more);
}

/// Where more stands on a board than is read, the newest, the nearest and the best come first as
/// they do in the embedded engine, and nobody is shown what is not for them.
#[tokio::test]
async fn first_pages_of_a_large_board_are_the_same() {
    let narrow = Imitated::reading_at_most(FEW, "narrow_board").await;
    let own = EmbeddedIndex::in_memory().unwrap();
    let all: Vec<_> = (1..80_u32)
        .map(|number| {
            let (title, far) = ("Soep over", f64::from(number * 37 % 80) * 100.0);
            let mut one = board::post(number.into(), "soep", title, (number.into(), Topic::Cooked));
            one.around = board::around(far, 0.0);
            let hidden = number % 4 == 0;
            one.audience = if hidden { Audience::Community } else { Audience::Public };
            one
        })
        .collect();
    for index in [&narrow as &dyn SearchIndex, &own] {
        index.clear(street::POSITION).await.unwrap();
        index.apply(board::puts(&all), street::POSITION).await.unwrap();
    }
    let is_hidden = |id| all.iter().any(|it| it.id == id && it.audience == Audience::Community);
    for (sort, text) in [
        (PostSort::Newest, None),
        (PostSort::Nearest, None),
        (PostSort::Newest, Some("soep")),
        (PostSort::Nearest, Some("soep")),
    ] {
        let mut query = PostQuery { first: 5, sort, ..PostQuery::new(street::now()) };
        (query.text, query.near) = (text.map(str::to_owned), near(0.0, 0.0, None));
        let [exact, found] =
            [&own as &dyn SearchIndex, &narrow].map(|index| index.search_posts(&query));
        let (exact, found) = (exact.await.unwrap(), found.await.unwrap());
        assert!(found.approximate && found.more);
        assert_eq!(found.total, exact.total);
        let ids = |hits: &[PostHit]| hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
        assert_eq!(ids(&found.hits), ids(&exact.hits), "{sort:?} {text:?}");
        assert!(found.hits.iter().all(|hit| !is_hidden(hit.id)));
        assert_eq!(found.facets, exact.facets);
    }
}
