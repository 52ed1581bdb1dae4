//! The board of a region: words near a place, with counts, as a neighbour asks it, against tantivy
//! alone, which finds the same words and knows neither places, eyes nor counts.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::geo::{self, Point};
use koop_domain::id::{AreaId, CommunityId, MemberId, PostId};
use koop_domain::listings::search::{Near, Reach};
use koop_domain::ports::{IndexChange, IndexPosition, SearchIndex};
use koop_domain::posts::model::{
    Around, Audience, Content, Direction, Post, PostState, Subject, Term, TermKind, Topic,
};
use koop_domain::posts::search::PostQuery;
use koop_domain::posts::seeing::Eyes;
use koop_search::embedded::EmbeddedIndex;
use koop_tests::still::saturday_afternoon;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::duel::Duel;
use crate::machine;
use crate::report::{Figure, Report, megabytes};
use crate::text::Peer;

/// How many posts stand on the board of a region.
const SIZE: u32 = 100_000;
/// How many neighbours wrote them, in how many communities.
const MEMBERS: u32 = 40_000;
const COMMUNITIES: u32 = 60;
/// Questions in a round.
const PIECES: usize = 100;
/// Posts in a batch.
const BATCH: usize = 500;
const P99_MAX: Duration = Duration::from_millis(10);

/// What neighbours write about.
const THINGS: [&str; 24] = [
    "boodschappen",
    "boormachine",
    "kinderfiets",
    "linzensoep",
    "zuurdesembrood",
    "oppas",
    "gitaarles",
    "wandelen",
    "tuinieren",
    "formulieren",
    "laptop",
    "verhuisdozen",
    "stekjes",
    "speelgoed",
    "bijles",
    "naaimachine",
    "ladder",
    "hond",
    "koffie",
    "winterjas",
    "boeken",
    "partytent",
    "aanhanger",
    "wasmachine",
];
const HOW: [&str; 10] = [
    "te leen",
    "gezocht",
    "over voor de buurt",
    "gratis af te halen",
    "wie helpt er mee",
    "samen op zaterdag",
    "in ruil voor iets lekkers",
    "voor een avond",
    "elke week",
    "dringend",
];

pub(crate) fn measure(report: &mut Report) {
    let runtime = Runtime::new().expect("a runtime");
    let before = machine::resident(std::process::id());
    let index = runtime.block_on(filled());
    let room = machine::resident(std::process::id()).saturating_sub(before);
    let peer = Peer::of((0..SIZE).map(|number| {
        let post = post(number);
        let none = String::new;
        (post.id.to_string(), [post.content.title, none(), none(), post.content.text])
    }));
    let ask = |query: &PostQuery| {
        black_box(runtime.block_on(index.search_posts(query)).expect("an answer"));
    };
    let near = |piece: usize| question(piece, Some(words(piece)));
    let with_slips = |piece: usize| {
        black_box(peer.ask(&words(piece), true));
    };
    let duel = Duel::fight(PIECES, |piece| ask(&near(piece)), with_slips);
    let ours = duel.ours();
    report.add(Figure {
        name: "posts with words near a place, counted",
        listings: SIZE as usize,
        ours,
        peer: Some(("tantivy alone, words only", duel)),
        goal: Some(("p99 ≤ 10 ms".to_owned(), ours.p99 <= P99_MAX)),
        room: format!("ours {}", megabytes(room)),
    });
    let all = Duel::fight(PIECES, |piece| ask(&question(piece, None)), with_slips);
    report.add(Figure {
        name: "all posts around, by fair exposure, counted",
        listings: SIZE as usize,
        ours: all.ours(),
        peer: None,
        goal: None,
        room: String::new(),
    });
}

async fn filled() -> EmbeddedIndex {
    let index = EmbeddedIndex::in_memory().expect("an index");
    let head = IndexPosition { generation: 1, seq: 1 };
    index.clear(head).await.expect("a rebuild");
    let all: Vec<u32> = (0..SIZE).collect();
    for batch in all.chunks(BATCH) {
        let puts = batch.iter().map(|number| IndexChange::PutPost(Box::new(post(*number))));
        let under_way = IndexPosition { seq: -1, ..head };
        index.apply(puts.collect(), under_way).await.expect("a batch goes in");
    }
    index.apply(Vec::new(), head).await.expect("the rebuild ends");
    index
}

/// What a neighbour with a confirmed address asks.
fn question(piece: usize, text: Option<String>) -> PostQuery {
    let number = u32::try_from(piece).unwrap_or(0);
    let community = CommunityId(id(2, number % COMMUNITIES));
    let eyes = Eyes {
        member: Some(MemberId(id(1, number))),
        communities: BTreeSet::from([community]),
        known: BTreeSet::from([community]),
        desks: BTreeSet::new(),
        blocked: BTreeSet::from([MemberId(id(1, number + 1))]),
        dismissed: BTreeSet::new(),
    };
    let reach = text.is_some().then_some(Reach::Metres(5_000));
    let near = Some(Near { point: door(number * 977), reach });
    PostQuery { text, near, eyes, ..PostQuery::new(now()) }
}

/// Words as they stand, as a beginning, and with a slip.
fn words(piece: usize) -> String {
    let thing = THINGS[piece % THINGS.len()];
    match piece % 4 {
        0 => thing.to_owned(),
        1 => thing.chars().take(4).collect(),
        2 => {
            let mut letters: Vec<char> = thing.chars().collect();
            if letters.len() > 4 {
                letters.swap(2, 3);
            }
            letters.into_iter().collect()
        }
        _ => format!("{thing} {}", HOW[piece % HOW.len()]),
    }
}

fn post(number: u32) -> Post {
    let pick = |salt: u32, of: usize| usize::try_from(mixed(number, salt) % of as u64).unwrap_or(0);
    let written = now() - TimeDelta::hours(i64::from(number % 1_400));
    let (thing, other) = (THINGS[pick(1, THINGS.len())], THINGS[pick(2, THINGS.len())]);
    let term = |kind| Term { kind, days: None, words: None, amount: None, currency: None };
    let middle = geo::cell(door(number));
    Post {
        id: PostId(id(3, number)),
        slug: String::new(),
        community: CommunityId(id(2, number % COMMUNITIES)),
        author: MemberId(id(1, number % MEMBERS)),
        profile: None,
        listing: None,
        by: None,
        direction: Direction::ALL[pick(3, 2)],
        subject: Subject::ALL[pick(4, Subject::ALL.len() - 1)],
        topic: Topic::ALL[pick(5, Topic::ALL.len())],
        audience: Audience::ALL[1 + pick(6, 3)],
        state: PostState::Open,
        outcome: None,
        content: Content {
            title: format!("{thing} {}", HOW[pick(7, HOW.len())]),
            text: format!("Neem gerust contact op, ook over {other}. Nummer {number}."),
            terms: vec![term(TermKind::ALL[pick(8, 3)])],
            languages: vec!["nl".to_owned()],
            availability: Vec::new(),
            reach_m: Some(2_000),
            meal: None,
            material: None,
            event: None,
        },
        around: Around { point: middle, radius_m: geo::cell_radius_m(middle) },
        areas: vec![AreaId(id(4, number % 600)), AreaId(id(4, 600 + number % 40))],
        capacity: 1,
        expires_at: now() + TimeDelta::days(30),
        replies_until: None,
        created_at: written,
        renewed_at: written,
        closed_at: None,
        revision: 1,
        demo: false,
    }
}

/// Somebody's door, somewhere in forty kilometres around Amsterdam.
fn door(number: u32) -> Point {
    let part = |salt: u32| f64::from(u32::try_from(mixed(number, salt) % 10_000).unwrap_or(0));
    Point { latitude: 52.2 + part(11) * 0.000_036, longitude: 4.6 + part(12) * 0.000_059 }
}

fn now() -> DateTime<Utc> {
    saturday_afternoon()
}

fn id(kind: u64, number: u32) -> Uuid {
    Uuid::from_u64_pair(kind, mixed(number, 99) | 1)
}

/// The same number without a pattern (SplitMix64).
fn mixed(number: u32, salt: u32) -> u64 {
    let mut it = (u64::from(number) << 32 | u64::from(salt)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}
