//! What filters ask of posts, in memory. Nothing of what they say is here, and of where they are
//! only the middle of a cell, each kept once: every door in it has the same.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use koop_domain::geo::Point;
use koop_domain::id::{AreaId, CommunityId, ListingId, MemberId, PostId};
use koop_domain::posts::model::{Audience, Direction, Event, Post, Subject, TermKind, Topic};

use super::super::distinct::Distinct;

/// A post on the shelf.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: PostId,
    pub(super) author: MemberId,
    pub(super) community: CommunityId,
    pub(super) listing: Option<ListingId>,
    pub(super) audience: Audience,
    pub(super) direction: Direction,
    pub(super) subject: Subject,
    pub(super) topic: Topic,
    /// A bit per kind of term.
    pub(super) terms: u8,
    /// The number of its list of languages.
    pub(super) languages: u32,
    /// The number of its list of areas.
    pub(super) areas: u32,
    /// The number of its cell's middle.
    pub(super) spot: u32,
    pub(super) reach_m: Option<u32>,
    pub(super) renewed_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) event: Option<Box<Event>>,
}

/// All posts that stand on the board.
#[derive(Default)]
pub(super) struct Shelf {
    rows: Vec<Option<Row>>,
    by_id: HashMap<PostId, u32>,
    free: Vec<u32>,
    pub(super) languages: Distinct<String>,
    pub(super) areas: Distinct<AreaId>,
    pub(super) spots: Spots,
}

/// Middles of cells, each once.
#[derive(Default)]
pub(super) struct Spots {
    points: Vec<Point>,
    numbers: HashMap<[u64; 2], u32>,
}

impl Shelf {
    /// The post in a row.
    pub(super) fn get(&self, at: u32) -> Option<&Row> {
        self.rows.get(at as usize)?.as_ref()
    }

    /// All posts.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().flatten()
    }

    /// Whether the index may have a document of it.
    pub(super) fn knows(&self, id: PostId) -> bool {
        self.by_id.contains_key(&id)
    }

    /// The row of a post, empty as long as it is new.
    pub(super) fn reserve(&mut self, id: PostId) -> u32 {
        if let Some(at) = self.by_id.get(&id) {
            return *at;
        }
        let at = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
        });
        self.by_id.insert(id, at);
        at
    }

    /// Puts a post on the shelf, in place of what it was before.
    pub(super) fn put(&mut self, post: &Post) {
        let at = self.reserve(post.id) as usize;
        let row = self.row(post);
        if let Some(place) = self.rows.get_mut(at) {
            *place = Some(row);
        }
    }

    /// Puts a post into the row that the index knows it by, when the shelf is filled again.
    pub(super) fn put_at(&mut self, at: u32, post: &Post) {
        let length = self.rows.len().max(at as usize + 1);
        self.rows.resize_with(length, || None);
        self.by_id.insert(post.id, at);
        self.put(post);
    }

    /// Makes the rows that are empty free for others.
    pub(super) fn collect_free(&mut self) {
        let empty = (0..).zip(&self.rows).filter(|(_, row)| row.is_none());
        self.free = empty.map(|(at, _)| at).collect();
    }

    /// Takes a post off the shelf.
    pub(super) fn remove(&mut self, id: PostId) {
        let Some(at) = self.by_id.remove(&id) else { return };
        if let Some(place) = self.rows.get_mut(at as usize) {
            *place = None;
            self.free.push(at);
        }
    }

    fn row(&mut self, post: &Post) -> Row {
        let content = &post.content;
        Row {
            id: post.id,
            author: post.author,
            community: post.community,
            listing: post.listing,
            audience: post.audience,
            direction: post.direction,
            subject: post.subject,
            topic: post.topic,
            terms: content.terms.iter().fold(0, |bits, term| bits | bit(term.kind)),
            languages: self.languages.number(&content.languages),
            areas: self.areas.number(&post.areas),
            spot: self.spots.number(post.around.point),
            reach_m: content.reach_m,
            renewed_at: post.renewed_at,
            expires_at: post.expires_at,
            event: content.event.clone().map(Box::new),
        }
    }
}

impl Spots {
    /// All middles in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = Point> {
        self.points.iter().copied()
    }

    fn number(&mut self, point: Point) -> u32 {
        let key = [point.latitude.to_bits(), point.longitude.to_bits()];
        *self.numbers.entry(key).or_insert_with(|| {
            self.points.push(point);
            u32::try_from(self.points.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// The bit of a kind of term.
pub(super) fn bit(term: TermKind) -> u8 {
    1 << term as u8
}
