//! Who asks, when, and under which request: the first argument of every verb.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

use crate::id::{MemberId, ProfileId, RequestId, SessionId};
use crate::ports::{Clock, Ids};
use crate::profiles::mandates::Under;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Anybody, not signed in.
    Visitor,
    /// A member who has signed in.
    Member(Signed),
    /// Whoever runs the installation, at its command line, and the house itself.
    Operator,
}

/// A member who has signed in, on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Signed {
    /// Who.
    pub member: MemberId,
    /// On which device.
    pub session: SessionId,
    /// Whether they run the installation.
    pub operator: bool,
    /// Under which mandate of theirs somebody else acts for them; none: they do so themselves. It
    /// stands with the actor, so that nobody can ask what they may without it.
    pub under: Option<Under>,
}

impl Actor {
    /// The name that stands in revisions: of whoever did it, for whom ever.
    #[must_use]
    pub fn name(self) -> String {
        match (self, self.hands()) {
            (_, Some(member)) => member.to_string(),
            (Self::Operator, None) => "operator".to_owned(),
            (_, None) => "visitor".to_owned(),
        }
    }

    /// Whose hands did it: the member's, or those of who acts for them.
    #[must_use]
    pub fn hands(self) -> Option<MemberId> {
        match self {
            Self::Member(signed) => Some(signed.under.map_or(signed.member, |under| under.agent)),
            Self::Visitor | Self::Operator => None,
        }
    }

    /// Under which mandate it is done.
    #[must_use]
    pub fn under(self) -> Option<Under> {
        match self {
            Self::Member(signed) => signed.under,
            Self::Visitor | Self::Operator => None,
        }
    }
}

/// The circumstances of one request. All rows of one operation carry its `now`.
#[derive(Clone)]
pub struct Ctx {
    /// Who asks.
    pub actor: Actor,
    /// As which household, organisation or merchant they act; none: as themselves. It is settled
    /// at the door, once.
    pub acting_as: Option<ProfileId>,
    /// The time of the request, cut to microseconds as PostgreSQL stores it.
    pub now: DateTime<Utc>,
    /// Where new ids come from.
    pub ids: Arc<dyn Ids>,
    /// The request, as it stands in the log.
    pub request_id: RequestId,
}

impl Ctx {
    /// Reads the clock once for a new request.
    pub fn new(actor: Actor, clock: &dyn Clock, ids: Arc<dyn Ids>) -> Self {
        let request_id = RequestId(ids.next());
        Self { actor, acting_as: None, now: clock.now().trunc_subsecs(6), ids, request_id }
    }
}
