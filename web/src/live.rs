//! What members are told the moment it is there: one task of a node reads it, and whoever has a
//! page or a subscription open listens here. Nobody asks the database for themselves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{Stream, stream};
use koop_domain::alerts::model::Alert;
use koop_domain::id::MemberId;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// How many ears of one member a node has at once: a few pages and a program.
pub const MEMBER_MAX: usize = 8;
/// How many ears a node has in all, which leaves connections for who only reads.
pub const ALL_MAX: usize = 384;
/// How many alerts may wait for a slow ear; it misses the oldest beyond that, and reads them where
/// alerts are read.
const WAITING_MAX: usize = 256;

/// Where alerts are told to who listens. Clones are the same.
#[derive(Clone, Debug)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Nothing once the house closes.
    sender: Mutex<Option<broadcast::Sender<Arc<Alert>>>>,
    ears: Mutex<HashMap<MemberId, usize>>,
}

impl Default for Live {
    fn default() -> Self {
        let (sender, _) = broadcast::channel(WAITING_MAX);
        Self(Arc::new(Inner { sender: Mutex::new(Some(sender)), ears: Mutex::default() }))
    }
}

impl Live {
    /// Tells an alert to whoever of its member listens.
    pub fn tell(&self, alert: Arc<Alert>) {
        let sender = self.0.sender.lock().unwrap_or_else(PoisonError::into_inner);
        // Where nobody listens, nobody is told.
        let _unheard = sender.as_ref().map(|sender| sender.send(alert));
    }

    /// Listens to what a member is told from now on; nothing when they have [`MEMBER_MAX`] ears
    /// already, when the node has [`ALL_MAX`], or when it closes.
    #[must_use]
    pub fn listen(&self, member: MemberId) -> Option<Listening> {
        let sender = self.0.sender.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = sender.as_ref()?.subscribe();
        let mut ears = self.0.ears.lock().unwrap_or_else(PoisonError::into_inner);
        if ears.values().sum::<usize>() >= ALL_MAX {
            return None;
        }
        let own = ears.entry(member).or_default();
        if *own >= MEMBER_MAX {
            return None;
        }
        *own += 1;
        Some(Listening { receiver, place: Place { inner: Arc::clone(&self.0), member } })
    }

    /// Who listens.
    #[must_use]
    pub fn listening(&self) -> Vec<MemberId> {
        let ears = self.0.ears.lock().unwrap_or_else(PoisonError::into_inner);
        ears.keys().copied().collect()
    }

    /// Ends every ear, for the house closes.
    pub fn close(&self) {
        self.0.sender.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// An ear of a member. Dropping it gives its place back.
#[derive(Debug)]
pub struct Listening {
    receiver: broadcast::Receiver<Arc<Alert>>,
    place: Place,
}

impl Listening {
    /// The next alert; nothing once the house closes.
    pub async fn next(&mut self) -> Option<Arc<Alert>> {
        loop {
            match self.receiver.recv().await {
                Ok(alert) if alert.member == self.place.member => return Some(alert),
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// The alerts, as they come.
    pub fn into_stream(self) -> impl Stream<Item = Arc<Alert>> + Send + 'static {
        stream::unfold(self, async |mut ear| Some((ear.next().await?, ear)))
    }
}

/// A place among the ears, which is given back.
#[derive(Debug)]
struct Place {
    inner: Arc<Inner>,
    member: MemberId,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut ears = self.inner.ears.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = ears.get_mut(&self.member) {
            *own -= 1;
            if *own == 0 {
                ears.remove(&self.member);
            }
        }
    }
}
