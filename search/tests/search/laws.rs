//! Laws over drawn listings and drawn questions: the index agrees with asking each listing, its
//! pages are one list, its order of work does not matter, and no text harms it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{NaiveDate, TimeDelta};
use koop_domain::areas::ways::Water;
use koop_domain::geo::{Bounds, TravelMode};
use koop_domain::id::AreaId;
use koop_domain::listings::currencies::TakenCurrency;
use koop_domain::listings::delivery::{Delivery, DeliveryArea};
use koop_domain::listings::model::{
    Facts, HoursException, Kind, LifeState, Listing, Offered, Service, Wheelchair,
};
use koop_domain::listings::provenance::FactGroup;
use koop_domain::listings::search::{
    Answer, FacetField, ListingQuery, Near, Open, Openness, Reach, Sort, SuggestQuery, When,
};
use koop_domain::page::PAGE_MAX;
use koop_domain::ports::{IndexChange, IndexPosition, SearchIndex};
use koop_search::embedded::EmbeddedIndex;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tokio::runtime::Runtime;

use crate::oracle::{self, But};
use crate::street::{POSITION, delivers, fill, id, listing, now, paid_with, point};

const HOURS: &[&str] = &[
    "Mo-Fr 09:00-17:30",
    "Mo-Su 00:00-24:00",
    "Tu-Sa 10:00-12:30,13:15-18:00; PH off",
    "Mo-Su 18:00-02:00",
    "Fr,Sa 22:00-05:00",
    "Sa[2] 13:00-16:00",
    "\"op afspraak\"",
    "Mo-Sa 17:00+",
    "Mo-Vr 8.30-17.00",
    "what is this",
    "off",
];
const NAMES: &[&str] =
    &["Bakkerij Noor", "De Vroege Vogel", "Fietsenmaker Oost", "Café Élan", "Kringloop", "東京"];
const CATEGORIES: &[&str] = &["bakery", "bicycle-repair", "repair", "pub", "thrift-shop", "books"];

/// Areas as they lie in each other.
const LINEAGES: &[&[u128]] = &[&[], &[10, 1], &[11, 1], &[12, 2], &[2]];

fn block_on<T>(work: impl Future<Output = T>) -> T {
    Runtime::new().unwrap().block_on(work)
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..20_i64).prop_map(|days| now().date_naive() + TimeDelta::days(days))
}

fn exceptions() -> impl Strategy<Value = Vec<HoursException>> {
    let one = (days(), 0..4_i64, prop::option::of(select(&Service::ALL[..])), any::<bool>());
    let one = one.prop_map(|(from, length, service, closed)| HoursException {
        from,
        to: from + TimeDelta::days(length),
        service,
        spans: (!closed).then(|| "11:00-15:00".to_owned()),
        note: None,
    });
    prop::collection::vec(one, 0..2)
}

fn hours() -> impl Strategy<Value = BTreeMap<Service, String>> {
    let text = select(HOURS).prop_map(str::to_owned);
    prop::collection::btree_map(select(&Service::ALL[..]), text, 0..3)
}

fn facts() -> impl Strategy<Value = Facts> {
    let what = (select(NAMES), select(&Kind::ALL[..]), subsequence(CATEGORIES, 0..3));
    let when = (hours(), exceptions());
    let spot = prop::option::weighted(0.9, (-3_000.0..3_000.0, -3_000.0..3_000.0));
    let offered = || prop::option::of(select(&[Offered::Yes, Offered::No, Offered::Only][..]));
    let wheelchair = select(&[Wheelchair::Yes, Wheelchair::Limited, Wheelchair::Designated][..]);
    // Delivering, and for some paused until a while around now.
    let delivering = prop::option::of(prop::option::of(-3_000..30_000_i64));
    let more = (offered(), offered(), prop::option::of(wheelchair), delivering, 0..12_u8);
    (what, when, spot, more).prop_map(|((name, kind, categories), when, spot, more)| {
        let (takeaway, organic, wheelchair, delivering, state) = more;
        Facts {
            name: name.to_owned(),
            kind,
            categories: categories.into_iter().map(str::to_owned).collect(),
            hours: when.0,
            exceptions: when.1,
            point: spot.map(|(north_m, east_m)| point(north_m, east_m)),
            takeaway,
            organic,
            second_hand: takeaway.filter(|_| state % 2 == 0),
            wheelchair,
            currencies: taken(state),
            delivery: delivering.map(|paused| Delivery {
                paused_until: paused.map(|minutes| now() + TimeDelta::minutes(minutes)),
                ..delivers(DeliveryArea::Radius { radius_m: 1_000 })
            }),
            state: match state {
                0 => LifeState::Gone { since: None },
                1 => LifeState::Moved { to: "elders".to_owned() },
                _ => LifeState::Running,
            },
            ..Facts::default()
        }
    })
}

/// The local currencies of some.
fn taken(state: u8) -> Vec<TakenCurrency> {
    paid_with(match state {
        2 | 3 => &["LAT"],
        4 => &["DAPPER", "LAT"],
        5 => &["DAPPER"],
        _ => &[],
    })
}

/// Listings with hours confirmed between four years ago and today, or never.
fn listings() -> impl Strategy<Value = Vec<Listing>> {
    let confirmed = prop::option::of(0..1_500_i64);
    let more = (confirmed, select(LINEAGES), 0..9_i64);
    prop::collection::vec((facts(), more), 1..25).prop_map(|all| {
        type More = (Option<i64>, &'static [u128], i64);
        let one = |(number, (facts, (confirmed, areas, days))): (u128, (Facts, More))| {
            let mut one = listing(number, &format!("plek-{number}"), facts);
            one.areas = areas.iter().map(|area| AreaId(id(*area).0)).collect();
            one.created_at = now() - TimeDelta::days(days);
            let ago = |days| now().date_naive() - TimeDelta::days(days);
            one.provenance.get_mut(&FactGroup::Hours).unwrap().confirmed_on = confirmed.map(ago);
            one
        };
        (1..).zip(all).map(one).collect()
    })
}

/// Questions without words, at instants in and outside the days that lie ready.
fn questions() -> impl Strategy<Value = ListingQuery> {
    // Around now, and around the nights in which the clock is changed.
    let minutes = || {
        prop_oneof![
            3 => -20_000..60_000_i64,
            1 => -44_200..-43_500_i64,
            1 => 177_500..178_200_i64,
        ]
    };
    let when = prop_oneof![
        Just(When::Now),
        minutes().prop_map(|m| When::At(now() + TimeDelta::minutes(m))),
        (minutes(), 1..600_i64).prop_map(|(m, length)| {
            let from = now() + TimeDelta::minutes(m);
            When::Between(from, from + TimeDelta::minutes(length))
        }),
    ];
    let service = prop::option::of(select(&Service::ALL[..]));
    let open = prop::option::of((when, service).prop_map(|(when, service)| Open { when, service }));
    let reach = prop_oneof![
        (1..4_000_u32).prop_map(Reach::Metres),
        (1..20_u32).prop_map(|m| Reach::Minutes(m, TravelMode::Walk)),
        (1..20_u32).prop_map(|m| Reach::Minutes(m, TravelMode::Bike)),
    ];
    let near = prop::option::of(((-1_000.0..1_000.0), prop::option::of(reach)));
    let near = near.prop_map(|near: Option<(f64, _)>| {
        near.map(|(north_m, reach)| Near { point: point(north_m, 0.0), reach })
    });
    let kinds = subsequence(&Kind::ALL[..], 0..4);
    let filter =
        (kinds, subsequence(CATEGORIES, 0..2), prop::array::uniform5(prop::bool::weighted(0.15)));
    let sort = select(&[Sort::Best, Sort::Nearest, Sort::OpenFirst, Sort::Newest][..]);
    let area = prop::option::weighted(0.2, select(&[1_u128, 2, 10, 11, 99][..]));
    let paid = subsequence(&["LAT", "DAPPER", "UUR"][..], 0..2);
    let place = (any::<bool>(), area, any::<bool>(), paid);
    (open, near, filter, sort, place).prop_map(|(open, near, filter, sort, place)| {
        let (boxed, area, canal, paid) = place;
        let mut query = ListingQuery { open, near, sort, ..ListingQuery::new(now()) };
        query.first = PAGE_MAX;
        let (kinds, categories, facts) = filter;
        query.filter.kinds = kinds;
        query.filter.categories = categories.into_iter().map(str::to_owned).collect();
        let [takeaway, organic, wheelchair, second_hand, repair] = facts;
        query.filter.takeaway = takeaway;
        query.filter.organic = organic;
        query.filter.wheelchair = wheelchair;
        query.filter.second_hand = second_hand;
        query.filter.repair = repair;
        query.filter.currencies = paid.into_iter().map(str::to_owned).collect();
        query.filter.area = area.map(|area| AreaId(id(area).0));
        let water = Water::new(canal.then(|| vec![point(-2_500.0, 300.0), point(900.0, 300.0)]));
        query.ways = near.and_then(|near| water.ways_from(near.point));
        let (low, high) = (point(-2_000.0, -2_000.0), point(2_000.0, 500.0));
        query.filter.bounds = boxed.then_some(Bounds {
            south: low.latitude,
            west: low.longitude,
            north: high.latitude,
            east: high.longitude,
        });
        query
    })
}

fn puts(listings: &[Listing]) -> Vec<IndexChange> {
    listings.iter().map(|one| IndexChange::Put(Box::new(one.clone()))).collect()
}

async fn filled(listings: &[Listing]) -> EmbeddedIndex {
    let index = EmbeddedIndex::in_memory().unwrap();
    index.apply(puts(listings), POSITION).await.unwrap();
    index
}

/// Counts as the slow way counts them.
fn recount(listings: &[Listing], query: &ListingQuery, field: FacetField) -> BTreeMap<String, u64> {
    let but = match field {
        FacetField::Kind => But::Kinds,
        FacetField::Category => But::Categories,
        FacetField::Open => But::Open,
        FacetField::Area => But::Area,
        FacetField::Currency => But::Currency,
        // The others are of posts.
        _ => But::Nothing,
    };
    let mut counts = BTreeMap::new();
    for one in listings.iter().filter(|one| oracle::answers(one, query, but)) {
        let keys = match field {
            FacetField::Kind => vec![one.facts.kind.key()],
            FacetField::Category => oracle::categories(one),
            FacetField::Open => match oracle::openness(one, query) {
                Openness::Certain => vec!["open"],
                Openness::Probable => vec!["likely"],
                Openness::Maybe => vec!["maybe"],
                Openness::Closed => vec![],
            },
            FacetField::Trait => oracle::traits(one),
            FacetField::Currency => {
                one.facts.currencies.iter().map(|it| it.code.as_str()).collect()
            }
            _ => vec![],
        };
        let areas = one.areas.iter().filter(|_| field == FacetField::Area);
        let keys = keys.into_iter().map(str::to_owned).chain(areas.map(AreaId::to_string));
        for key in keys {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    counts
}

fn ids(answer: &Answer) -> Vec<koop_domain::id::ListingId> {
    answer.hits.iter().map(|hit| hit.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_index_answers_as_if_every_listing_were_asked(
        all in listings(),
        queries in prop::collection::vec(questions(), 8),
    ) {
        block_on(async {
            let index = filled(&all).await;
            for query in &queries {
                let answer = index.search(query).await.unwrap();
                let mut found = ids(&answer);
                found.sort_unstable();
                let expected: Vec<_> = all
                    .iter()
                    .filter(|one| oracle::answers(one, query, But::Nothing))
                    .map(|one| one.id)
                    .collect();
                prop_assert_eq!(found, expected, "{:?}", query);
                prop_assert_eq!(answer.total, answer.hits.len() as u64);
                for facet in &answer.facets {
                    let counts: BTreeMap<_, _> = facet.values.iter().cloned().collect();
                    prop_assert_eq!(counts, recount(&all, query, facet.field), "{:?}", query);
                }
                // Asked again it is answered from counts that were kept.
                prop_assert_eq!(&index.search(query).await.unwrap(), &answer);
                for hit in &answer.hits {
                    let listing = all.iter().find(|one| one.id == hit.id).unwrap();
                    prop_assert_eq!(hit.minutes, oracle::minutes(listing, query), "{:?}", query);
                    prop_assert!(!hit.why.is_empty());
                    let reach = query.near.and_then(|near| near.radius_m());
                    let in_reach = reach.is_none_or(|m| f64::from(hit.distance_m.unwrap()) <= m);
                    prop_assert!(in_reach);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn groups_and_distances_are_in_order(all in listings(), query in questions()) {
        block_on(async {
            let answer = filled(&all).await.search(&query).await.unwrap();
            let key = |hit: &koop_domain::listings::search::Hit| {
                let one = all.iter().find(|one| one.id == hit.id).unwrap();
                let moved = matches!(one.facts.state, LifeState::Moved { .. });
                let distance = hit.distance_m.unwrap_or(u32::MAX);
                let inside = match query.sort {
                    Sort::Newest => i64::MAX - one.created_at.timestamp(),
                    Sort::Best | Sort::Nearest if query.near.is_some() => i64::from(distance),
                    _ => 0,
                };
                (moved, hit.openness, inside)
            };
            let keys: Vec<_> = answer.hits.iter().map(key).collect();
            prop_assert!(keys.is_sorted(), "{:?}", keys);
            Ok(())
        })?;
    }

    #[test]
    fn pages_are_one_list_cut(
        all in listings(),
        query in questions(),
        text in prop::option::of(select(&["bakkerij", "fiets", "de", "repair", "elan"][..])),
        first in 1..6_u32,
    ) {
        let query = ListingQuery { text: text.map(str::to_owned), ..query };
        block_on(async {
            let index = filled(&all).await;
            let whole = ids(&index.search(&query).await.unwrap());
            let mut cut = Vec::new();
            let mut page = ListingQuery { first, ..query.clone() };
            loop {
                let answer = index.search(&page).await.unwrap();
                cut.extend(ids(&answer));
                page.after = answer.hits.last().map(|hit| hit.cursor);
                prop_assert_eq!(answer.more, cut.len() < whole.len());
                if !answer.more {
                    break;
                }
            }
            prop_assert_eq!(cut, whole);
            Ok(())
        })?;
    }

    #[test]
    fn the_order_of_work_does_not_matter(
        all in listings(),
        query in questions(),
        text in prop::option::of(select(&["bakkerij", "fietsenmaker", "de kringloop"][..])),
        (cut, twice) in (0..25_usize, any::<bool>()),
    ) {
        let query = ListingQuery { text: text.map(str::to_owned), ..query };
        block_on(async {
            let expected = filled(&all).await.search(&query).await.unwrap();
            let index = EmbeddedIndex::in_memory().unwrap();
            // Old names first, then everything in two batches, last half first, perhaps again.
            let old = all.iter().cloned().map(|mut one| {
                one.facts.name = "Oud".to_owned();
                one.facts.state = LifeState::Running;
                one
            });
            index.apply(puts(&old.collect::<Vec<_>>()), POSITION).await.unwrap();
            index.search(&query).await.unwrap();
            let (front, back) = all.split_at(cut.min(all.len()));
            for round in 0..=i64::from(twice) {
                let at = |seq| IndexPosition { seq, ..POSITION };
                index.apply(puts(back), at(round)).await.unwrap();
                index.apply(puts(front), at(round + 1)).await.unwrap();
            }
            prop_assert_eq!(index.search(&query).await.unwrap(), expected);
            Ok(())
        })?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_harms_it(text in "\\PC{0,60}|[a-z éëï'-]{0,40}") {
        static STREET: LazyLock<(Runtime, EmbeddedIndex)> = LazyLock::new(|| {
            let runtime = Runtime::new().unwrap();
            let index = EmbeddedIndex::in_memory().unwrap();
            runtime.block_on(fill(&index));
            (runtime, index)
        });
        let (runtime, index) = &*STREET;
        runtime.block_on(async {
            let query = ListingQuery { text: Some(text.clone()), ..ListingQuery::new(now()) };
            let answer = index.search(&query).await.unwrap();
            prop_assert!(answer.hits.iter().all(|hit| !hit.why.is_empty()));
            let language = query.language;
            let suggested = index.suggest(&SuggestQuery { text, language, first: 5 }).await;
            prop_assert!(suggested.unwrap().len() <= 5);
            Ok(())
        })?;
    }
}
