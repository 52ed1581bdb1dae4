//! Who asks, when, and under which request: the first argument of every verb.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};

use crate::id::{MemberId, RequestId, SessionId};
use crate::ports::{Clock, Ids};

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
}

impl Actor {
    /// The name that stands in revisions.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Visitor => "visitor".to_owned(),
            Self::Member(signed) => signed.member.to_string(),
            Self::Operator => "operator".to_owned(),
        }
    }
}

/// The circumstances of one request. All rows of one operation carry its `now`.
#[derive(Clone)]
pub struct Ctx {
    /// Who asks.
    pub actor: Actor,
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
        Self { actor, now: clock.now().trunc_subsecs(6), ids, request_id }
    }
}
