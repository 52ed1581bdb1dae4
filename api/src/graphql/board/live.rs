//! What is told the moment it is there, as subscriptions.
//!
//! A subscription is executed once when it is opened, which only says what it is about, and then
//! anew for each alert of the member: with the rights that they have at that moment, and with rows
//! as they are then. No execution outlives what it answers.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Context, Description, ID, Subscription};
use chrono::{DateTime, Utc};
use futures_util::stream::{self, Stream};
use koop_domain::agreements::error::AgreementError;
use koop_domain::agreements::{messages, model};
use koop_domain::alerts;
use koop_domain::ctx::Actor;
use koop_domain::id::{AgreementId, MessageId};
use koop_domain::members::error::MemberError;

use super::super::errors;
use super::super::visit::Visit;
use super::agreement::Message;
use super::alerts::Alert;
use super::errors::agreement_failed;

/// How many messages that came between two looks are told at most; the rest is read where messages
/// are read.
const MESSAGES_MAX: u32 = 20;

/// What the two of an agreement are told live.
#[derive(Description)]
pub struct Live;

/// Why a subscription is executed.
pub(crate) enum Feed {
    /// It is opened.
    Opening(Arc<Following>),
    /// Its member is told something.
    Told(Arc<alerts::Alert>, Arc<Following>),
}

/// What a subscription that was opened goes on with.
#[derive(Debug, Default)]
pub(crate) struct Following {
    is_open: AtomicBool,
    /// Up to which message each conversation was told.
    marks: Mutex<HashMap<AgreementId, Mark>>,
}

/// A place in a conversation.
type Mark = (DateTime<Utc>, Option<MessageId>);

impl Following {
    /// Whether there is anything to wait for.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open.load(Ordering::Relaxed)
    }

    fn open(&self) {
        self.is_open.store(true, Ordering::Relaxed);
    }

    fn begin(&self, of: AgreementId, mark: Mark) {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).insert(of, mark);
        self.open();
    }

    /// What of the last messages was not told yet; it counts as told from now on.
    fn news(&self, of: AgreementId, last: Vec<model::Message>) -> Vec<model::Message> {
        let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mark) = marks.get_mut(&of) else { return Vec::new() };
        let told = *mark;
        if let Some(it) = last.last() {
            *mark = told.max((it.at, Some(it.id)));
        }
        last.into_iter().filter(|it| !it.is_mine && (it.at, Some(it.id)) > told).collect()
    }
}

type Stopped<T> = async_graphql::Result<stream::Iter<std::vec::IntoIter<T>>>;

fn all<T>(told: Vec<T>) -> Stopped<T> {
    Ok(stream::iter(told))
}

#[Subscription(use_type_description, name = "Subscription")]
impl Live {
    /// What the viewer is told, the moment it is there.
    #[graphql(complexity = "child_complexity")]
    async fn alerts(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<impl Stream<Item = Alert> + use<>> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        match feed(ctx)? {
            Feed::Opening(following) => {
                following.open();
                all(Vec::new())
            }
            Feed::Told(alert, _) => all(vec![Alert(alerts::Alert::clone(alert))]),
        }
    }

    /// What the other one of an agreement writes, the moment it is there.
    #[graphql(complexity = "child_complexity")]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which agreement.")] agreement_id: ID,
    ) -> async_graphql::Result<impl Stream<Item = Message> + use<>> {
        let visit = Visit::of(ctx);
        signed_in(visit)?;
        let unknown = || agreement_failed(visit, &AgreementError::NotFound);
        let id = AgreementId::parse(&agreement_id).map_err(|_| unknown())?;
        let feed = feed(ctx)?;
        if matches!(feed, Feed::Told(alert, _) if alert.agreement != Some(id)) {
            return all(Vec::new());
        }
        let last = messages::list(&visit.ctx, &visit.domain, id, MESSAGES_MAX, None).await;
        let (last, _) = last.map_err(|error| agreement_failed(visit, &error))?;
        match feed {
            Feed::Opening(following) => {
                let mark = last.last().map_or((visit.ctx.now, None), |it| (it.at, Some(it.id)));
                following.begin(id, mark);
                all(Vec::new())
            }
            Feed::Told(_, following) => {
                all(following.news(id, last).into_iter().map(Message::from).collect())
            }
        }
    }
}

fn signed_in(visit: &Visit) -> async_graphql::Result<()> {
    match visit.own.actor {
        Actor::Member(_) => Ok(()),
        _ => Err(errors::member_failed(visit, &MemberError::SignedOut)),
    }
}

/// Why it is executed; a transport that carries no subscriptions gives no reason.
fn feed<'a>(ctx: &Context<'a>) -> async_graphql::Result<&'a Feed> {
    ctx.data::<Feed>()
}
