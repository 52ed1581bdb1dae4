//! Who sees what: the one rule for search, pages, feeds, counts, `node` and exports.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use super::model::{Audience, Post, PostState};
use crate::id::{CommunityId, MemberId, PostId};

/// How many of the posts that somebody said are nothing for them are kept out of their lists, the
/// newest of them: a question to an engine names each.
pub const DISMISSED_MAX: u64 = 300;

/// What an actor is, as far as it decides what they see of the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eyes {
    /// Who; none: a visitor.
    pub member: Option<MemberId>,
    /// The communities that they belong to, in force.
    pub communities: BTreeSet<CommunityId>,
    /// Those in which they are known: a confirmed address, or neighbours who know them.
    pub known: BTreeSet<CommunityId>,
    /// Those whose desk for help they see.
    pub desks: BTreeSet<CommunityId>,
    /// Whom they blocked, and who blocked them: neither sees the other.
    pub blocked: BTreeSet<MemberId>,
    /// What they said is nothing for them: it stands in no list of theirs, and has its page still.
    /// The last [`DISMISSED_MAX`] of them.
    pub dismissed: BTreeSet<PostId>,
}

impl Hash for Eyes {
    /// Without what they dismissed: a list goes on where it was when something is taken out of it.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { member, communities, known, desks, blocked, dismissed: _ } = self;
        (member, communities, known, desks, blocked).hash(state);
    }
}

impl Eyes {
    /// Whether a post stands in lists of theirs, if they see it.
    #[must_use]
    pub fn want(&self, post: PostId) -> bool {
        !self.dismissed.contains(&post)
    }

    /// Whether they see a post that stands on the board.
    #[must_use]
    pub fn see(&self, post: &Post) -> bool {
        if self.is_own(post) {
            return post.state != PostState::Removed;
        }
        if post.state != PostState::Open || self.blocked.contains(&post.author) {
            return false;
        }
        self.are_meant(post.audience, post.community)
    }

    /// Whether an audience is theirs.
    #[must_use]
    pub fn are_meant(&self, audience: Audience, community: CommunityId) -> bool {
        match audience {
            Audience::Public => true,
            Audience::Community => self.communities.contains(&community),
            Audience::Confirmed => self.known.contains(&community),
            Audience::Desk => self.desks.contains(&community),
        }
    }

    /// Whether it is theirs.
    #[must_use]
    pub fn is_own(&self, post: &Post) -> bool {
        self.member == Some(post.author)
    }

    /// Whether they read more of its author than a first name and an initial.
    #[must_use]
    pub fn know(&self, community: CommunityId) -> bool {
        self.known.contains(&community)
    }
}
