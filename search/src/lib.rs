//! The embedded search engine behind the domain's port, and the follower that keeps it true.

pub mod embedded;
pub mod follower;
