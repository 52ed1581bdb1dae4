//! Posts: words, filters, order, pages, reasons, counts, upkeep.

use koop_domain::geo::Bounds;
use koop_domain::listings::search::{FacetField, Reach};
use koop_domain::page::Cursor;
use koop_domain::ports::{IndexChange, IndexError, IndexPosition, SearchIndex};
use koop_domain::posts::model::{Audience, Direction, Subject, TermKind, Topic};
use koop_domain::posts::search::{PostQuery, PostSort, PostWhy};

use crate::asking::near;
use crate::board::{
    Heard, PLACE, THERE, around, ask, board, known, post, post_id, puts, say, visitor,
};
use crate::street::{EAST, JAVA, POSITION, at, now, point};

pub(crate) async fn titles_topics_and_texts_are_found(index: &dyn SearchIndex) {
    say(index, "linzensoep").await.only(&["soep"]);
    say(index, "linzensope").await.must_have(&["soep"]);
    say(index, "boodschap").await.must_have(&["boodschappen"]);
    say(index, "supermarkt").await.must_have(&["boodschappen"]);
    say(index, "babysitter").await.must_have(&["oppas"]);
    say(index, "lekke band").await.must_have(&["band"]).must_not_have(&["boodschappen"]);
    say(index, "flat tyre").await.must_have(&["band"]);
    say(index, "korst").await.only(&["soep"]);
    say(index, "rabarber").await.only(&["brood"]);
    say(index, "boor lenen").await.must_have(&["boor"]);
    say(index, "🦀").await.only(&[]);
    assert_eq!(say(index, "  ").await.answer.total, 9);
}

pub(crate) async fn a_title_goes_before_a_topic_and_that_before_a_text(index: &dyn SearchIndex) {
    let written = now();
    let mut all = [
        post(31, "in-de-tekst", "Iets voor bij de soep", (31, Topic::Other)),
        post(32, "naar-de-soort", "Vers uit de oven", (32, Topic::Baked)),
        post(33, "in-de-titel", "Volkorenbrood en brood", (33, Topic::Other)),
    ];
    all[0].content.text = "Er is nog brood.".to_owned();
    all.iter_mut().for_each(|post| post.renewed_at = written);
    index.apply(puts(&all), IndexPosition { seq: 8, ..POSITION }).await.unwrap();
    let heard = say(index, "brood").await;
    let place = |number| heard.answer.hits.iter().position(|hit| hit.id == post_id(number));
    assert!(place(33) < place(32) && place(32) < place(31), "{:?}", heard.answer.hits);
    let scores: Vec<f32> =
        [33, 32, 31].map(|number| heard.answer.hits[place(number).unwrap()].score).into();
    assert!(scores.is_sorted_by(|one, other| one > other), "{scores:?}");
}

pub(crate) async fn filters_keep_what_has_them(index: &dyn SearchIndex) {
    let kept = async |wish: &dyn Fn(&mut PostQuery)| {
        ask(index, |q| {
            q.eyes = known();
            wish(q);
        })
        .await
    };
    kept(&|q| q.filter.direction = Some(Direction::Request))
        .await
        .only(&["oppas", "fiets", "band"]);
    let subjects = vec![Subject::Meal, Subject::Item];
    kept(&|q| q.filter.subjects = subjects.clone()).await.only(&["soep", "brood", "boor", "fiets"]);
    kept(&|q| q.filter.topics = vec![Topic::Repair, Topic::Tools]).await.only(&["band", "boor"]);
    kept(&|q| q.filter.terms = vec![TermKind::Swap, TermKind::Loan]).await.only(&["brood", "boor"]);
    kept(&|q| q.filter.languages = vec!["en".to_owned()]).await.only(&["boodschappen"]);
    kept(&|q| q.filter.area = Some(JAVA)).await.only(&["boodschappen", "soep"]);
    assert_eq!(kept(&|q| q.filter.area = Some(EAST)).await.answer.total, 9);
    kept(&|q| q.filter.community = Some(THERE)).await.only(&["fiets"]);
    kept(&|q| q.filter.listing = Some(PLACE)).await.only(&["cafe"]);
    let middle = around(600.0, 0.0).point;
    let bounds = Bounds {
        south: middle.latitude - 0.001,
        north: middle.latitude + 0.001,
        west: middle.longitude - 0.001,
        east: middle.longitude + 0.001,
    };
    kept(&|q| q.filter.bounds = Some(bounds)).await.only(&["oppas"]);
    let reach = Some(Reach::Metres(1_000));
    kept(&|q| q.near = near(0.0, 0.0, reach)).await.must_not_have(&["brood", "fiets"]);
}

/// What comes back is found in every week in which it does.
pub(crate) async fn what_takes_place_is_found_by_its_time(index: &dyn SearchIndex) {
    let between = async |from, until| {
        ask(index, |q| {
            q.eyes = known();
            q.filter.between = Some((at(from), at(until)));
        })
        .await
    };
    let heard = between("2026-11-26T00:00:00+01:00", "2026-11-27T00:00:00+01:00").await;
    heard.only(&["borrel"]);
    let heard = between("2026-11-28T00:00:00+01:00", "2026-11-29T00:00:00+01:00").await;
    heard.only(&["cafe"]);
    between("2026-11-27T00:00:00+01:00", "2026-11-28T10:00:00+01:00").await.only(&[]);
    between("2027-02-01T00:00:00+01:00", "2027-02-08T00:00:00+01:00").await.only(&["cafe"]);
}

pub(crate) async fn orders_are_kept(index: &dyn SearchIndex) {
    let sorted = async |sort| {
        ask(index, |q| {
            (q.eyes, q.sort) = (known(), sort);
            q.near = near(0.0, 0.0, None);
        })
        .await
    };
    sorted(PostSort::Nearest).await.in_order(&["soep", "oppas", "boor", "brood", "fiets"]);
    sorted(PostSort::Newest).await.in_order(&["boodschappen", "oppas", "boor", "soep", "band"]);
    sorted(PostSort::Soonest).await.in_order(&["borrel", "cafe", "boodschappen", "oppas"]);
    // Without a point there is no nearest.
    let without = ask(index, |q| q.sort = PostSort::Nearest).await;
    let best = ask(index, |_| {}).await;
    assert_eq!(without.slugs, best.slugs);
}

/// Every post once, whatever the order and the size of the page.
pub(crate) async fn pages_add_up_to_the_board(index: &dyn SearchIndex) {
    for sort in [PostSort::Best, PostSort::Nearest, PostSort::Newest, PostSort::Soonest] {
        for text in [None, Some("gratis".to_owned())] {
            for first in [1, 3] {
                let wish = |q: &mut PostQuery| {
                    (q.eyes, q.sort, q.text) = (known(), sort, text.clone());
                    q.near = near(0.0, 0.0, None);
                };
                let whole = ask(index, wish).await;
                let mut pages: Vec<String> = Vec::new();
                let mut after = None;
                loop {
                    let page = ask(index, |q| {
                        wish(q);
                        (q.first, q.after) = (first, after);
                    });
                    let Heard { slugs, answer } = page.await;
                    assert_eq!(answer.total, whole.answer.total);
                    pages.extend(slugs);
                    after = answer.hits.last().map(|hit| hit.cursor);
                    if !answer.more {
                        break;
                    }
                }
                assert_eq!(pages, whole.slugs, "{sort:?} {text:?}");
            }
        }
    }
}

pub(crate) async fn somebody_else_s_cursor_ends_the_list(index: &dyn SearchIndex) {
    let mine = ask(index, |q| (q.eyes, q.first) = (known(), 1)).await;
    let after = mine.answer.hits.last().map(|hit| hit.cursor);
    assert!(matches!(after, Some(Cursor::Offset { .. })));
    let theirs = ask(index, |q| (q.eyes, q.after) = (visitor(), after)).await;
    assert!(theirs.slugs.is_empty() && !theirs.answer.more);
}

pub(crate) async fn every_post_says_why(index: &dyn SearchIndex) {
    let heard = say(index, "boodschappen").await;
    let why = &heard.hit("boodschappen").why;
    assert_eq!(why[..1], [PostWhy::Title]);
    assert!(why.contains(&PostWhy::Fresh));
    let typo = say(index, "linzensope").await;
    assert_eq!(typo.hit("soep").why[0], PostWhy::TitleTypo);
    let topic = say(index, "babysitter").await;
    assert_eq!(topic.hit("oppas").why[0], PostWhy::Topic(Topic::Childcare));
    assert_eq!(say(index, "korst").await.hit("soep").why[0], PostWhy::Text);
    let close = ask(index, |q| q.near = near(700.0, 0.0, None)).await;
    let hit = close.hit("boodschappen");
    assert!(hit.why.contains(&PostWhy::Near(hit.distance_m.unwrap())));
    assert!(hit.why.contains(&PostWhy::WithinReach), "{:?}", hit.why);
    assert!(!close.hit("band").why.contains(&PostWhy::WithinReach));
    let all = ask(index, |_| {}).await;
    assert!(all.hit("cafe").why.contains(&PostWhy::Soon));
    assert!(all.answer.hits.iter().all(|hit| !hit.why.is_empty() && hit.score <= 1.0));
}

/// Each facet counts what its own filter leaves out, and the values of what has one sum up.
pub(crate) async fn facets_of_posts_ignore_their_own_filter(index: &dyn SearchIndex) {
    let heard = ask(index, |q| {
        q.eyes = known();
        q.filter.direction = Some(Direction::Offer);
        q.filter.subjects = vec![Subject::Meal];
    })
    .await;
    heard.only(&["soep", "brood"]);
    let facet = |field| heard.answer.facets.iter().find(|it| it.field == field).unwrap();
    let of = |field| facet(field).values.clone();
    let own = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
        pairs.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect()
    };
    let subjects = own(&[("event", 2), ("meal", 2), ("help", 1), ("item", 1)]);
    assert_eq!(of(FacetField::Subject), subjects);
    assert_eq!(of(FacetField::Direction), own(&[("offer", 2)]));
    assert_eq!(of(FacetField::Topic), own(&[("baked", 1), ("cooked", 1)]));
    assert_eq!(of(FacetField::Term), own(&[("gift", 2), ("swap", 1)]));
    let areas = own(&[(&EAST.to_string(), 2), (&JAVA.to_string(), 1)]);
    assert_eq!(of(FacetField::Area), areas);
    let all = ask(index, |q| q.eyes = known()).await;
    for field in [FacetField::Direction, FacetField::Subject, FacetField::Topic] {
        let facet = all.answer.facets.iter().find(|it| it.field == field).unwrap();
        let sum: u64 = facet.values.iter().map(|(_, count)| count).sum();
        assert_eq!(sum, all.answer.total, "{field:?}");
    }
    let languages = all.answer.facets.iter().find(|it| it.field == FacetField::Language).unwrap();
    assert_eq!(languages.values, own(&[("nl", 2), ("en", 1)]));
    assert!(ask(index, |q| q.facets = false).await.answer.facets.is_empty());
}

pub(crate) async fn a_change_of_a_post_is_visible_at_once(index: &dyn SearchIndex) {
    let to = |seq| IndexPosition { seq, ..POSITION };
    let mut soup = board().remove(3);
    soup.audience = Audience::Confirmed;
    soup.content.title = "Erwtensoep over".to_owned();
    index.apply(puts(std::slice::from_ref(&soup)), to(8)).await.unwrap();
    ask(index, |_| {}).await.must_not_have(&["soep"]);
    say(index, "erwtensoep").await.must_have(&["soep"]);
    say(index, "linzensoep").await.must_not_have(&["soep"]);
    let gone = IndexChange::RemovePost(soup.id);
    // The last news of a batch holds.
    let again = IndexChange::PutPost(Box::new(soup));
    index.apply(vec![again, gone], to(9)).await.unwrap();
    say(index, "erwtensoep").await.must_not_have(&["soep"]);
    assert_eq!(index.position().await.unwrap(), Some(to(9)));
}

pub(crate) async fn posts_answer_while_they_are_rebuilt(index: &dyn SearchIndex) {
    let head = IndexPosition { generation: 2, seq: 3 };
    index.clear(head).await.unwrap();
    let some: Vec<_> = board().into_iter().take(2).collect();
    index.apply(puts(&some), IndexPosition { seq: -1, ..head }).await.unwrap();
    ask(index, |_| {}).await.must_have(&["boodschappen", "soep"]);
    index.apply(Vec::new(), head).await.unwrap();
    ask(index, |_| {}).await.only(&["boodschappen"]);
    assert_eq!(index.position().await.unwrap(), Some(head));
}

/// Asked before anything is there; the engines of the suite are filled, so this one is begun anew
/// elsewhere.
pub(crate) async fn a_board_far_away_says_so(index: &dyn SearchIndex) {
    let far = ask(index, |q| {
        q.near = Some(koop_domain::listings::search::Near {
            point: point(400_000.0, 0.0),
            reach: Some(Reach::Metres(100)),
        });
    });
    far.await.only(&[]);
    let never = koop_search::embedded::EmbeddedIndex::in_memory().unwrap();
    let answer = never.search_posts(&PostQuery::new(now())).await;
    assert!(matches!(answer, Err(IndexError::NotReady)));
}
