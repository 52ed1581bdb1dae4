//! A small hand-made board: each post is there to show something.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::geo;
use koop_domain::id::{CommunityId, ListingId, MemberId, PostId};
use koop_domain::page::PAGE_MAX;
use koop_domain::ports::{IndexChange, SearchIndex};
use koop_domain::posts::model::{
    Around, Audience, Content, Direction, Event, Post, PostState, Recurrence, Subject, Term,
    TermKind, Topic,
};
use koop_domain::posts::search::{PostAnswer, PostHit, PostQuery};
use koop_domain::posts::seeing::Eyes;
use koop_search::embedded::EmbeddedIndex;
use uuid::Uuid;

use crate::street::{EAST, JAVA, POSITION, at, now, point};

/// The community of the neighbourhood, and another one.
pub(crate) const HERE: CommunityId = CommunityId(Uuid::from_u128(0xc1));
pub(crate) const THERE: CommunityId = CommunityId(Uuid::from_u128(0xc2));
/// The community place that posts too.
pub(crate) const PLACE: ListingId = ListingId(Uuid::from_u128(0x11));

pub(crate) fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(0x3000 + number))
}

pub(crate) fn post_id(number: u128) -> PostId {
    PostId(Uuid::from_u128(0x5000 + number))
}

/// Who asks.
pub(crate) fn visitor() -> Eyes {
    Eyes::default()
}

pub(crate) fn stranger() -> Eyes {
    Eyes { member: Some(member(90)), ..Eyes::default() }
}

pub(crate) fn neighbour() -> Eyes {
    Eyes { communities: BTreeSet::from([HERE]), ..stranger() }
}

pub(crate) fn known() -> Eyes {
    Eyes { known: BTreeSet::from([HERE]), ..neighbour() }
}

pub(crate) fn at_the_desk() -> Eyes {
    Eyes { desks: BTreeSet::from([HERE]), ..known() }
}

/// A post that offers for nothing, close by, for everybody.
pub(crate) fn post(number: u128, slug: &str, title: &str, (by, topic): (u128, Topic)) -> Post {
    let hours = i64::try_from(number).expect("a small number");
    let written = now() - TimeDelta::days(10) - TimeDelta::hours(hours);
    Post {
        id: post_id(number),
        slug: slug.to_owned(),
        community: HERE,
        author: member(by),
        profile: None,
        listing: None,
        by: None,
        direction: Direction::Offer,
        subject: Subject::Help,
        topic,
        audience: Audience::Public,
        state: PostState::Open,
        outcome: None,
        content: Content {
            title: title.to_owned(),
            text: String::new(),
            terms: vec![term(TermKind::Gift)],
            languages: Vec::new(),
            availability: Vec::new(),
            reach_m: None,
            meal: None,
            material: None,
            event: None,
        },
        around: around(0.0, 0.0),
        areas: vec![EAST],
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

/// The cell of a door so many metres north and east of the square.
pub(crate) fn around(north_m: f64, east_m: f64) -> Around {
    let middle = geo::cell(point(north_m, east_m));
    Around { point: middle, radius_m: geo::cell_radius_m(middle) }
}

pub(crate) fn term(kind: TermKind) -> Term {
    Term { kind, days: None, words: None, amount: None, currency: None }
}

fn event(from: &str, hours: i64, recurs: Option<Recurrence>) -> Option<Event> {
    let from: DateTime<Utc> = at(from);
    Some(Event { from, until: from + TimeDelta::hours(hours), recurs, venue: None })
}

/// The board; numbers are ids, and the higher were written earlier.
pub(crate) fn board() -> Vec<Post> {
    let mut all = vec![
        post(1, "boodschappen", "Boodschappen doen in de Dapperbuurt", (1, Topic::Groceries)),
        post(2, "oppas", "Wie past er een avond op?", (2, Topic::Childcare)),
        post(3, "boor", "Boormachine te leen", (3, Topic::Tools)),
        post(4, "soep", "Linzensoep over", (1, Topic::Cooked)),
        post(5, "brood", "Zuurdesembrood", (4, Topic::Baked)),
        post(6, "fiets", "Kinderfiets gezocht", (5, Topic::Bikes)),
        post(7, "cafe", "Elke zaterdag herstellen we samen", (6, Topic::RepairCafe)),
        post(8, "borrel", "Buurtborrel op het plein", (1, Topic::Meeting)),
        post(9, "formulier", "Hulp bij een formulier", (7, Topic::Paperwork)),
        post(10, "oud", "Boodschappen van vorig jaar", (1, Topic::Groceries)),
        post(11, "band", "Mijn achterwiel is plat", (2, Topic::Repair)),
        post(12, "taal", "Oefenen bij de koffie", (5, Topic::Language)),
    ];
    for post in &mut all {
        tell(post);
    }
    all
}

fn tell(post: &mut Post) {
    let content = &mut post.content;
    match post.slug.as_str() {
        "boodschappen" => {
            content.reach_m = Some(1_500);
            content.languages = vec!["en".to_owned(), "nl".to_owned()];
            (post.areas, post.around) = (vec![JAVA, EAST], around(30.0, 30.0));
            post.renewed_at = now() - TimeDelta::hours(5);
        }
        "oppas" => {
            (post.direction, post.audience) = (Direction::Request, Audience::Confirmed);
            post.around = around(600.0, 0.0);
        }
        "boor" => {
            (post.subject, post.audience) = (Subject::Item, Audience::Community);
            (content.terms, post.around) = (vec![term(TermKind::Loan)], around(0.0, 900.0));
        }
        "soep" => {
            (post.subject, post.areas) = (Subject::Meal, vec![JAVA, EAST]);
            content.text = "Met een korst vers brood erbij.".to_owned();
            // Another door of the cell where the groceries are done.
            post.around = around(-40.0, -80.0);
        }
        "brood" => {
            (post.subject, post.around) = (Subject::Meal, around(1_500.0, 0.0));
            let swap = Term { words: Some("rabarber".to_owned()), ..term(TermKind::Swap) };
            content.terms = vec![term(TermKind::Gift), swap];
        }
        "fiets" => {
            (post.direction, post.subject) = (Direction::Request, Subject::Item);
            (post.community, post.around) = (THERE, around(-3_000.0, 0.0));
        }
        "cafe" => {
            (post.subject, post.listing) = (Subject::Event, Some(PLACE));
            content.event = event("2026-10-03T10:00:00+02:00", 6, Some(Recurrence::Weekly));
        }
        "borrel" => {
            (post.subject, post.audience) = (Subject::Event, Audience::Community);
            content.event = event("2026-11-26T17:00:00+01:00", 3, None);
        }
        "formulier" => {
            (post.direction, post.audience) = (Direction::Request, Audience::Desk);
        }
        "oud" => post.expires_at = now(),
        "band" => {
            post.direction = Direction::Request;
            content.languages = vec!["nl".to_owned()];
        }
        "taal" => {
            (post.subject, post.community) = (Subject::Skill, THERE);
            post.audience = Audience::Community;
        }
        _ => {}
    }
}

/// Puts the board into an index.
pub(crate) async fn fill(index: &dyn SearchIndex) {
    index.apply(puts(&board()), POSITION).await.unwrap();
}

pub(crate) fn puts(posts: &[Post]) -> Vec<IndexChange> {
    posts.iter().map(|post| IndexChange::PutPost(Box::new(post.clone()))).collect()
}

/// An embedded engine with these posts.
pub(crate) async fn filled(posts: &[Post]) -> EmbeddedIndex {
    let index = EmbeddedIndex::in_memory().unwrap();
    index.apply(puts(posts), POSITION).await.unwrap();
    index
}

/// An answer with the slugs of its hits, in order.
pub(crate) struct Heard {
    pub(crate) slugs: Vec<String>,
    pub(crate) answer: PostAnswer,
}

impl Heard {
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
    pub(crate) fn must_have(&self, slugs: &[&str]) -> &Self {
        for slug in slugs {
            assert!(self.slugs.iter().any(|it| it == slug), "{slug} is not in {:?}", self.slugs);
        }
        self
    }

    #[track_caller]
    pub(crate) fn must_not_have(&self, slugs: &[&str]) -> &Self {
        for slug in slugs {
            assert!(!self.slugs.iter().any(|it| it == slug), "{slug} is in {:?}", self.slugs);
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
    pub(crate) fn hit(&self, slug: &str) -> &PostHit {
        self.must_have(&[slug]);
        let place = self.slugs.iter().position(|found| found == slug).unwrap();
        &self.answer.hits[place]
    }
}

/// Asks for everything on the board, as a visitor, changed as wished.
pub(crate) async fn ask(index: &dyn SearchIndex, wish: impl FnOnce(&mut PostQuery)) -> Heard {
    let mut query = PostQuery { first: PAGE_MAX, ..PostQuery::new(now()) };
    wish(&mut query);
    let answer = index.search_posts(&query).await.unwrap();
    let board = board();
    let slug = |hit: &PostHit| {
        board.iter().find(|post| post.id == hit.id).map_or_else(String::new, |it| it.slug.clone())
    };
    Heard { slugs: answer.hits.iter().map(slug).collect(), answer }
}

/// Asks for words, with eyes that are known here.
pub(crate) async fn say(index: &dyn SearchIndex, text: &str) -> Heard {
    ask(index, |query| (query.text, query.eyes) = (Some(text.to_owned()), known())).await
}
