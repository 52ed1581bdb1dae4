//! Where ways and relations lie: which objects they name, and reading the file again for those.

use std::collections::{HashMap, HashSet};

use geo::Coord;
use osmpbf::{Element, RelMemberType, Relation, Way};

use super::super::geometry::{inside, join, of_line, polygons};
use super::super::place::position;
use super::super::reading::{Progress, ReadError};
use super::degrees;
use super::frames::{Frame, Frames};

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

/// What all outlines name, and what was found of it.
#[derive(Default)]
pub(super) struct Outlines {
    wanted_ways: HashSet<i64>,
    ways: HashMap<i64, Vec<i64>>,
    wanted_nodes: HashSet<i64>,
    nodes: HashMap<i64, Coord>,
    frames_of_nodes: Vec<(u64, u64)>,
    frames_of_ways: Vec<(u64, u64)>,
}

impl Outlines {
    /// A frame has nodes: it is read again when nodes are wanted.
    pub(super) fn met_nodes(&mut self, frame: &Frame) {
        remember(&mut self.frames_of_nodes, frame);
    }

    /// A frame has ways.
    pub(super) fn met_ways(&mut self, frame: &Frame) {
        remember(&mut self.frames_of_ways, frame);
    }

    /// The outline of a way, whose nodes are wanted from now on.
    pub(super) fn of_way(&mut self, way: &Way<'_>) -> Outline {
        Outline::Way(self.want_nodes_of(way))
    }

    /// The outline of a relation, whose ways and nodes are wanted from now on.
    pub(super) fn of_relation(&mut self, relation: &Relation<'_>) -> Outline {
        let (mut outer, mut inner, mut nodes) = (Vec::new(), Vec::new(), Vec::new());
        for member in relation.members() {
            let is_inner = member.role().is_ok_and(|role| role == "inner");
            match member.member_type {
                RelMemberType::Way if is_inner => inner.push(member.member_id),
                RelMemberType::Way => outer.push(member.member_id),
                RelMemberType::Node => nodes.push(member.member_id),
                RelMemberType::Relation => {}
            }
        }
        self.wanted_ways.extend(outer.iter().chain(&inner));
        self.wanted_nodes.extend(&nodes);
        Outline::Relation { outer, inner, nodes }
    }

    /// Reads the file again for the ways and then for the nodes that are wanted.
    pub(super) fn resolve(
        &mut self,
        frames: &mut Frames<'_>,
        progress: &Progress,
    ) -> Result<(), ReadError> {
        if !self.wanted_ways.is_empty() {
            let again = std::mem::take(&mut self.frames_of_ways);
            self.read_again(&again, frames, progress, |outlines, element| {
                if let Element::Way(way) = element
                    && outlines.wanted_ways.contains(&way.id())
                {
                    let nodes = outlines.want_nodes_of(&way);
                    outlines.ways.insert(way.id(), nodes);
                }
            })?;
        }
        self.wanted_nodes.retain(|id| !self.nodes.contains_key(id));
        if !self.wanted_nodes.is_empty() {
            let again = std::mem::take(&mut self.frames_of_nodes);
            self.read_again(&again, frames, progress, |outlines, element| match element {
                Element::DenseNode(node) => {
                    outlines.found(node.id(), degrees(node.nano_lat(), node.nano_lon()));
                }
                Element::Node(node) => {
                    outlines.found(node.id(), degrees(node.nano_lat(), node.nano_lon()));
                }
                Element::Way(_) | Element::Relation(_) => {}
            })?;
        }
        Ok(())
    }

    /// A point for an outline, as (latitude, longitude): inside it when it is closed, else the
    /// middle of its longest line, else its first node. Nodes that the extract lacks are left
    /// out.
    pub(super) fn point(&self, outline: &Outline) -> Option<(f64, f64)> {
        match outline {
            Outline::Way(nodes) => of_line(self.line(nodes)),
            Outline::Relation { outer, inner, nodes } => {
                let (closed, open) = self.chains(outer);
                let (holes, _) = self.chains(inner);
                let longest = || open.into_iter().max_by_key(Vec::len).and_then(of_line);
                let node = || self.line(nodes).first().map(|node| (node.y, node.x));
                inside(polygons(closed, holes)).or_else(longest).or_else(node)
            }
        }
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

    /// Some extracts carry the positions in the ways themselves.
    fn want_nodes_of(&mut self, way: &Way<'_>) -> Vec<i64> {
        let nodes: Vec<i64> = way.refs().collect();
        self.wanted_nodes.extend(&nodes);
        if way.node_locations().len() == nodes.len() {
            for (id, at) in nodes.iter().zip(way.node_locations()) {
                self.found(*id, degrees(at.nano_lat(), at.nano_lon()));
            }
        }
        nodes
    }

    fn found(&mut self, id: i64, at: (f64, f64)) {
        if self.wanted_nodes.contains(&id) && position(Some(at)).is_ok() {
            self.nodes.insert(id, Coord { x: at.1, y: at.0 });
        }
    }

    fn read_again(
        &mut self,
        again: &[(u64, u64)],
        frames: &mut Frames<'_>,
        progress: &Progress,
        mut look: impl FnMut(&mut Self, Element<'_>),
    ) -> Result<(), ReadError> {
        progress.expect(again.iter().map(|(_, length)| length).sum());
        for (at, _) in again {
            frames.seek(*at)?;
            let Some(frame) = frames.next()? else { continue };
            let Some(block) = super::block(&frame)? else { continue };
            for element in block.elements() {
                look(self, element);
            }
        }
        Ok(())
    }
}

fn remember(frames: &mut Vec<(u64, u64)>, frame: &Frame) {
    if frames.last().is_none_or(|(at, _)| *at != frame.at) {
        frames.push((frame.at, frame.len()));
    }
}
