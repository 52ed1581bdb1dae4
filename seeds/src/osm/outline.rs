//! Where ways and relations lie: which other objects they name, and what was found of those.
//!
//! A way names nodes and a relation names ways, and what they name may stand anywhere in the
//! file. So readers keep the few places that have a shape, want here what those name, and read
//! the file again for what is still lacking at its end.

use std::collections::{HashMap, HashSet};

use geo::Coord;

use super::geometry::{join, of_chains, of_line};
use super::place::position;

/// What a place names as its shape.
pub(super) enum Outline {
    /// Nodes in order.
    Way(Vec<i64>),
    /// Ways, and nodes when there are none.
    Relation {
        /// Ways around it.
        outer: Vec<i64>,
        /// Ways around holes in it.
        inner: Vec<i64>,
        /// Nodes of it.
        nodes: Vec<i64>,
    },
}

/// A member of a relation that can have a part in its shape.
pub(super) enum Member {
    /// A way around it.
    Outer(i64),
    /// A way around a hole.
    Inner(i64),
    /// A node.
    Node(i64),
}

/// What all outlines name, and what was found of it.
#[derive(Default)]
pub(super) struct Outlines {
    lacking_ways: HashSet<i64>,
    ways: HashMap<i64, Vec<i64>>,
    lacking_nodes: HashSet<i64>,
    nodes: HashMap<i64, Coord>,
}

impl Outlines {
    /// The outline of a way, whose nodes are wanted from now on.
    pub(super) fn of_way(&mut self, nodes: Vec<i64>) -> Outline {
        self.want_nodes(&nodes);
        Outline::Way(nodes)
    }

    /// The outline of a relation, whose ways and nodes are wanted from now on.
    pub(super) fn of_relation(&mut self, members: impl Iterator<Item = Member>) -> Outline {
        let (mut outer, mut inner, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
        for member in members {
            match member {
                Member::Outer(way) => outer.push(way),
                Member::Inner(way) => inner.push(way),
                Member::Node(node) => nodes.push(node),
            }
        }
        let ways = outer.iter().chain(&inner).filter(|way| !self.ways.contains_key(way));
        self.lacking_ways.extend(ways);
        self.want_nodes(&nodes);
        Outline::Relation { outer, inner, nodes }
    }

    /// Keeps a way that is wanted, and wants its nodes. Answers whether it did.
    pub(super) fn meet_way(&mut self, id: i64, nodes: impl FnOnce() -> Vec<i64>) -> bool {
        let wanted = self.lacking_ways.remove(&id);
        if wanted {
            let nodes = nodes();
            self.want_nodes(&nodes);
            self.ways.insert(id, nodes);
        }
        wanted
    }

    /// Keeps where a node lies that is wanted, as (latitude, longitude).
    pub(super) fn meet_node(&mut self, id: i64, at: (f64, f64)) {
        if self.lacking_nodes.contains(&id) && position(Some(at)).is_ok() {
            self.lacking_nodes.remove(&id);
            self.nodes.insert(id, Coord { x: at.1, y: at.0 });
        }
    }

    /// Whether ways are wanted that were not met.
    pub(super) fn lacks_ways(&self) -> bool {
        !self.lacking_ways.is_empty()
    }

    /// Whether nodes are wanted that were not met.
    pub(super) fn lacks_nodes(&self) -> bool {
        !self.lacking_nodes.is_empty()
    }

    /// A point for an outline, as (latitude, longitude): inside it when it is closed, else the
    /// middle of its longest line, else its first node. Nodes that the file lacks are left out.
    pub(super) fn point(&self, outline: &Outline) -> Option<(f64, f64)> {
        match outline {
            Outline::Way(nodes) => of_line(self.line(nodes)),
            Outline::Relation { outer, inner, nodes } => {
                let (closed, open) = self.chains(outer);
                let (holes, _) = self.chains(inner);
                of_chains(closed, open, holes, &self.line(nodes))
            }
        }
    }

    fn want_nodes(&mut self, nodes: &[i64]) {
        self.lacking_nodes.extend(nodes.iter().filter(|node| !self.nodes.contains_key(node)));
    }

    fn chains(&self, ways: &[i64]) -> (Vec<Vec<Coord>>, Vec<Vec<Coord>>) {
        let pieces = ways.iter().filter_map(|id| self.ways.get(id).cloned()).collect();
        let (closed, open) = join(pieces);
        let lines = |chains: Vec<Vec<i64>>| chains.iter().map(|chain| self.line(chain)).collect();
        (lines(closed), lines(open))
    }

    fn line(&self, nodes: &[i64]) -> Vec<Coord> {
        nodes.iter().filter_map(|id| self.nodes.get(id).copied()).collect()
    }
}
