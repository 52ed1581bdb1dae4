//! Places that are not a node, until their position is known.

use osmpbf::{Element, RelMemberType, Relation, Way};

use super::super::outline::{Member, Outline, Outlines};
use super::super::reading::{Progress, ReadError};
use super::super::{Tags, place};
use super::degrees;
use super::frames::{Frame, Frames};

/// Places that are not a node, and the frames that can say where they lie.
#[derive(Default)]
pub(super) struct Shaped {
    pub(super) places: Vec<ShapedPlace>,
    outlines: Outlines,
    frames_of_nodes: Vec<u64>,
    frames_of_ways: Vec<u64>,
}

/// A place that is not a node.
pub(super) struct ShapedPlace {
    pub(super) id: String,
    pub(super) tags: Tags,
    pub(super) outline: Outline,
}

impl Shaped {
    /// A frame has nodes: it is read again when nodes are wanted.
    pub(super) fn met_nodes(&mut self, frame: &Frame) {
        remember(&mut self.frames_of_nodes, frame);
    }

    /// A frame has ways.
    pub(super) fn met_ways(&mut self, frame: &Frame) {
        remember(&mut self.frames_of_ways, frame);
    }

    /// Keeps a way that is a place.
    pub(super) fn keep_way(&mut self, id: String, tags: Tags, way: &Way<'_>) {
        let outline = self.outlines.of_way(way.refs().collect());
        self.locate(way);
        self.places.push(ShapedPlace { id, tags, outline });
    }

    /// Keeps a relation that is a place.
    pub(super) fn keep_relation(&mut self, id: String, tags: Tags, relation: &Relation<'_>) {
        let members = relation.members().filter_map(|member| match member.member_type {
            RelMemberType::Way if member.role().is_ok_and(|role| role == "inner") => {
                Some(Member::Inner(member.member_id))
            }
            RelMemberType::Way => Some(Member::Outer(member.member_id)),
            RelMemberType::Node => Some(Member::Node(member.member_id)),
            RelMemberType::Relation => None,
        });
        let outline = self.outlines.of_relation(members);
        self.places.push(ShapedPlace { id, tags, outline });
    }

    /// Reads the file again for the ways and then for the nodes that are wanted.
    pub(super) fn resolve(
        &mut self,
        frames: &mut Frames<'_>,
        progress: &Progress,
    ) -> Result<(), ReadError> {
        if self.outlines.lacks_ways() {
            let again = std::mem::take(&mut self.frames_of_ways);
            self.read_again(&again, frames, progress, |shaped, element| {
                if let Element::Way(way) = element
                    && shaped.outlines.meet_way(way.id(), || way.refs().collect())
                {
                    shaped.locate(&way);
                }
            })?;
        }
        if self.outlines.lacks_nodes() {
            let again = std::mem::take(&mut self.frames_of_nodes);
            self.read_again(&again, frames, progress, |shaped, element| match element {
                Element::DenseNode(node) => {
                    let at = degrees(node.nano_lat(), node.nano_lon());
                    shaped.outlines.meet_node(node.id(), at);
                }
                Element::Node(node) => {
                    let at = degrees(node.nano_lat(), node.nano_lon());
                    shaped.outlines.meet_node(node.id(), at);
                }
                Element::Way(_) | Element::Relation(_) => {}
            })?;
        }
        Ok(())
    }

    /// A point for an outline, as (latitude, longitude).
    pub(super) fn point(&self, outline: &Outline) -> Result<koop_domain::geo::Point, &'static str> {
        place::position(self.outlines.point(outline))
    }

    /// Some extracts carry the positions in the ways themselves.
    fn locate(&mut self, way: &Way<'_>) {
        let places = way.node_locations();
        if places.len() == way.refs().len() {
            for (id, at) in way.refs().zip(places) {
                self.outlines.meet_node(id, degrees(at.nano_lat(), at.nano_lon()));
            }
        }
    }

    fn read_again(
        &mut self,
        again: &[u64],
        frames: &mut Frames<'_>,
        progress: &Progress,
        mut look: impl FnMut(&mut Self, Element<'_>),
    ) -> Result<(), ReadError> {
        for at in again {
            progress.at(*at);
            frames.go_to(*at)?;
            let Some(frame) = frames.next()? else { continue };
            let Some(block) = super::block(&frame)? else { continue };
            for element in block.elements() {
                look(self, element);
            }
        }
        Ok(())
    }
}

fn remember(frames: &mut Vec<u64>, frame: &Frame) {
    if frames.last() != Some(&frame.at) {
        frames.push(frame.at);
    }
}
