//! What communities there are, and how one joins them.

use async_graphql::Enum;
use koop_domain::communities::model;

/// What kind of community it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Kind")]
pub(crate) enum CommunityKind {
    /// A town.
    Town,
    /// A part of one.
    Neighbourhood,
    /// People who share something else.
    Association,
}

/// How one joins a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Joining")]
pub(crate) enum Joining {
    /// Whoever wants to.
    Open,
    /// Whoever an organiser lets in.
    Request,
    /// Whoever was invited.
    Invitation,
}
