//! Pages, orders, reasons and counts.

use koop_domain::listings::model::Kind;
use koop_domain::listings::search::{FacetField, ListingQuery, Sort, When, Why};
use koop_domain::page::Cursor;
use koop_domain::ports::SearchIndex;

use crate::asking::{ask, near, open, say};
use crate::street::now;

type Wish = Box<dyn Fn(&mut ListingQuery)>;

pub(crate) async fn pages_add_up_to_the_list(index: &dyn SearchIndex) {
    let wishes: [Wish; 6] = [
        Box::new(|_| {}),
        Box::new(|q| q.near = near(0.0, 0.0, None)),
        Box::new(|q| q.text = Some("bakker".to_owned())),
        Box::new(|q| {
            q.open = open(When::Now);
            q.near = near(0.0, 0.0, None);
            q.sort = Sort::Nearest;
        }),
        Box::new(|q| q.sort = Sort::OpenFirst),
        Box::new(|q| q.sort = Sort::Newest),
    ];
    for wish in wishes {
        let whole = ask(index, &wish).await;
        for first in [1, 3, 7] {
            let mut found = Vec::new();
            let mut after = None;
            loop {
                let page = ask(index, |q| {
                    wish(q);
                    q.first = first;
                    q.after = after;
                });
                let page = page.await;
                assert_eq!(page.answer.total, whole.answer.total);
                assert_eq!(page.answer.facets, whole.answer.facets);
                after = page.answer.hits.last().map(|hit| hit.cursor);
                found.extend(page.slugs);
                assert_eq!(page.answer.more, found.len() < whole.slugs.len());
                if !page.answer.more {
                    break;
                }
            }
            assert_eq!(found, whole.slugs);
        }
    }
}

pub(crate) async fn a_cursor_of_another_list_ends_it(index: &dyn SearchIndex) {
    let bakers = say(index, "bakker").await;
    let cursor = bakers.answer.hits[0].cursor;
    let foreign = ask(index, |q| {
        q.text = Some("fietsenmaker".to_owned());
        q.after = Some(cursor);
    });
    let foreign = foreign.await;
    assert!(foreign.slugs.is_empty() && !foreign.answer.more);
    let mut query = ListingQuery::new(now());
    query.near = near(0.0, 0.0, None);
    query.after = Some(Cursor::Offset { offset: 1, query: query.fingerprint() });
    assert!(index.search(&query).await.unwrap().hits.is_empty());
}

pub(crate) async fn nearest_first_and_names_else(index: &dyn SearchIndex) {
    let nearest = ask(index, |q| q.near = near(0.0, 0.0, None)).await;
    nearest.in_order(&["creperie", "vogel", "spaak", "noor", "kade", "kees", "moved"]);
    let named = ask(index, |_| {}).await;
    named.in_order(&["vogel", "noor", "bord", "creperie", "tram", "kees", "spaak", "moved"]);
    let words = ask(index, |q| {
        q.text = Some("bakker".to_owned());
        q.near = near(0.0, 600.0, None);
        q.sort = Sort::Nearest;
    });
    words.await.in_order(&["noor", "vogel"]);
}

pub(crate) async fn newest_first(index: &dyn SearchIndex) {
    let newest = |text: &'static str| {
        ask(index, move |q| {
            q.text = Some(text.to_owned()).filter(|text| !text.is_empty());
            q.near = near(0.0, 0.0, None);
            q.sort = Sort::Newest;
        })
    };
    let all = newest("").await;
    all.in_order(&["kade", "tineke", "kees", "broodje", "super", "vogel", "ali", "spaak", "moved"]);
    assert_eq!(all.slugs.last().map(String::as_str), Some("moved"));
    newest("bakker").await.in_order(&["noor", "vogel"]);
}

pub(crate) async fn counts_come_only_where_they_are_wanted(index: &dyn SearchIndex) {
    for text in [None, Some("bakker".to_owned())] {
        for first in [1, 20] {
            let counted = ask(index, |q| (q.text, q.first) = (text.clone(), first)).await.answer;
            let bare = ask(index, |q| {
                (q.text, q.first, q.facets) = (text.clone(), first, false);
            });
            let bare = bare.await.answer;
            assert!(bare.facets.is_empty() && !counted.facets.is_empty());
            assert_eq!(
                (bare.total, &bare.hits, bare.more),
                (counted.total, &counted.hits, counted.more)
            );
        }
    }
}

pub(crate) async fn every_hit_says_why_weightiest_first(index: &dyn SearchIndex) {
    let first = |heard: crate::asking::Heard, slug: &str| heard.hit(slug).why[0].clone();
    let category = |key: &str| Why::Category(key.to_owned());
    assert_eq!(first(say(index, "spaak & zoon").await, "spaak"), Why::NameExact);
    assert_eq!(first(say(index, "spaak").await, "spaak"), Why::Name);
    assert_eq!(first(say(index, "zoon").await, "spaak"), Why::Name);
    assert_eq!(first(say(index, "aduls").await, "adulis"), Why::NameTypo);
    assert_eq!(first(say(index, "lekke band").await, "spaak"), category("bicycle-repair"));
    let tag = Why::Tag("keramiek".to_owned());
    assert_eq!(first(say(index, "keramiek").await, "kade"), tag);
    let repairs = Why::Repairs("appliance".to_owned());
    assert_eq!(first(say(index, "koffiezetapparaat").await, "schroefje"), repairs);
    assert_eq!(first(say(index, "krentenwegge").await, "vogel"), Why::Text);
    let heard = ask(index, |q| {
        q.text = Some("fietsenmaker javastraat".to_owned());
        q.open = open(When::Now);
        q.near = near(0.0, 0.0, None);
    });
    let heard = heard.await;
    let expected = [category("bicycle-repair"), Why::Text, Why::Open];
    assert_eq!(heard.hit("spaak").why[..3], expected);
    assert!(matches!(heard.hit("spaak").why[3], Why::Near(95..=100)));
    assert_eq!(heard.hit("spaak").why[4..], [Why::Independent]);
    let all = ask(index, |_| {}).await;
    assert!(all.answer.hits.iter().all(|hit| !hit.why.is_empty()));
    assert_eq!(all.hit("noor").why, [category("bakery")]);
}

pub(crate) async fn facets_ignore_their_own_filter(index: &dyn SearchIndex) {
    let all = ask(index, |_| {}).await;
    let food = ask(index, |q| q.filter.kinds = vec![Kind::Food]).await;
    assert_eq!(food.answer.total, 6);
    assert_eq!(food.count(FacetField::Kind, "repair"), all.count(FacetField::Kind, "repair"));
    assert_eq!(food.count(FacetField::Category, "bakery"), 0);
    assert_eq!(food.count(FacetField::Category, "restaurant"), 4);
    assert_eq!(food.count(FacetField::Category, "eating"), 6);
    let bakers = ask(index, |q| q.filter.categories = vec!["bakery".to_owned()]).await;
    assert_eq!(
        bakers.count(FacetField::Category, "restaurant"),
        all.count(FacetField::Category, "restaurant")
    );
    assert_eq!(bakers.count(FacetField::Kind, "food"), 0);
    assert_eq!(food.count(FacetField::Trait, "takeaway"), 1);
    assert_eq!(food.count(FacetField::Trait, "delivery"), 4);
    for facet in &all.answer.facets {
        assert!(facet.values.iter().all(|(_, count)| *count > 0));
        assert!(facet.values.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    }
}
