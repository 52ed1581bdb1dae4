//! The embedded search engine behind the domain's port, and the follower that keeps it true.
//!
//! [`embedded`] finds, in the order that `koop_domain::listings::ranking` publishes; [`follower`]
//! takes over what changed in the database.

mod card;
mod declaration;
pub mod embedded;
pub mod fallback;
pub mod follower;
pub mod meili;
pub mod shared;
