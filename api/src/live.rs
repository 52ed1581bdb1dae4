//! What members are told the moment it is there: one task of a node looks every second at what those
//! who listen on this node were told of late, and tells it to them. That the alert was written by
//! another node makes no difference, and however many listen, the question is asked once. Another
//! task writes alerts of what was paid, so that nobody who pays waits for it.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use koop_domain::alerts::error::AlertError;
use koop_domain::alerts::{self, Alert};
use koop_domain::error::chain;
use koop_domain::id::{AlertId, MemberId};
use koop_domain::ledger::telling;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use crate::app::Parts;
use crate::connections::told;
use crate::follow::housekeeping;

/// How often is looked.
const INTERVAL: Duration = Duration::from_secs(1);
/// How far back is looked each time: as long as a transaction may take to end, and clocks of nodes
/// may lie apart.
const BACK: TimeDelta = TimeDelta::seconds(10);

/// How long what was paid waits at most to be told: as much as comes in meanwhile is told together.
const TOGETHER: Duration = Duration::from_millis(200);
/// How long nobody looks whether something was paid, where this node heard of nothing.
const UNHEARD: Duration = Duration::from_secs(10);

/// Writes alerts of what was paid until told to stop; what is cut off then goes on elsewhere.
pub(crate) async fn tell_paid(parts: Parts, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = keep_telling_paid(&parts) => {}
        () = told(&mut stop) => {}
    }
}

async fn keep_telling_paid(parts: &Parts) {
    let mut is_well = true;
    loop {
        let _heard = timeout(UNHEARD, parts.domain.db.posted()).await;
        sleep(TOGETHER).await;
        match telling::tell(&housekeeping(parts), &parts.domain).await {
            Ok(_) => is_well = true,
            Err(error) if std::mem::take(&mut is_well) => {
                tracing::warn!(why = chain(&error), "nobody is told what was paid");
            }
            Err(_) => {}
        }
    }
}

/// Tells until told to stop, and then ends every ear.
pub(crate) async fn deliver(parts: Parts, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = keep_telling(&parts) => {}
        () = told(&mut stop) => {}
    }
    parts.live.close();
}

async fn keep_telling(parts: &Parts) {
    let (mut heard, mut is_well) = (Heard::from(housekeeping(parts).now), true);
    loop {
        sleep(INTERVAL).await;
        match parts.tell_alerts(&mut heard).await {
            Ok(_) => is_well = true,
            // Once: a database that is away may be away for hours.
            Err(error) if std::mem::take(&mut is_well) => {
                tracing::warn!(why = chain(&error), "alerts cannot be told at once");
            }
            Err(_) => {}
        }
    }
}

/// What was told already, as far back as is looked, and who listened when it was looked last.
#[derive(Clone, Debug)]
pub struct Heard {
    since: DateTime<Utc>,
    looked: DateTime<Utc>,
    told: HashSet<(AlertId, DateTime<Utc>)>,
    listened: HashSet<MemberId>,
}

impl Heard {
    /// Nothing yet; what was before then is told no more.
    #[must_use]
    pub fn from(since: DateTime<Utc>) -> Self {
        Self { since, looked: since, told: HashSet::new(), listened: HashSet::new() }
    }

    /// What of these is news to those who listen now. One that is told again, as of later, is news
    /// again; what was told before somebody listened stood on their page when it opened.
    fn news(
        &mut self,
        alerts: Vec<Alert>,
        (listening, now): (Vec<MemberId>, DateTime<Utc>),
    ) -> Vec<Alert> {
        let key = |it: &Alert| (it.id, it.at);
        let seen: Vec<_> = alerts.iter().map(key).collect();
        let is_old = |it: &Alert| it.at < self.looked && !self.listened.contains(&it.member);
        let is_news = |it: &Alert| !self.told.contains(&key(it)) && !is_old(it);
        let news = alerts.into_iter().filter(is_news).collect();
        self.told.retain(|(_, at)| *at >= now - BACK);
        self.told.extend(seen);
        (self.listened, self.looked) = (listening.into_iter().collect(), now);
        news
    }
}

impl Parts {
    /// Tells whoever listens on this node what was told since the last time; answers how much.
    ///
    /// # Errors
    /// [`AlertError`]; trying again tells it then.
    pub async fn tell_alerts(&self, heard: &mut Heard) -> Result<usize, AlertError> {
        let ctx = housekeeping(self);
        let since = heard.since.max(ctx.now - BACK);
        let listening = self.live.listening();
        let alerts = alerts::newest(&ctx, &self.domain, &listening, since).await?;
        let news = heard.news(alerts, (listening, ctx.now));
        let count = news.len();
        for alert in news {
            self.live.tell(Arc::new(alert));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::alerts::AlertKind;

    use super::*;

    const ONE: MemberId = MemberId(uuid::Uuid::from_u128(1));

    fn alert(id: u128, at: DateTime<Utc>) -> Alert {
        Alert {
            id: AlertId(uuid::Uuid::from_u128(id)),
            member: ONE,
            kind: AlertKind::Replied,
            post: None,
            agreement: None,
            search: None,
            payment: None,
            about: "Joke".to_owned(),
            at,
            seen_at: None,
        }
    }

    #[test]
    fn each_is_told_once_and_again_when_it_is_told_anew() {
        let (one, two) = (DateTime::from_timestamp_nanos(1), DateTime::from_timestamp_nanos(2));
        let mut heard = Heard::from(one);
        let mut news = |alerts| heard.news(alerts, (vec![ONE], one)).len();
        assert_eq!(news(vec![alert(1, one)]), 1);
        assert_eq!(news(vec![alert(1, one), alert(2, one)]), 1);
        assert_eq!(news(vec![alert(1, two), alert(2, one)]), 1);
        assert_eq!(news(vec![alert(1, two)]), 0);
    }

    #[test]
    fn who_begins_to_listen_is_told_what_comes_then() {
        let [one, two, three] = [1, 2, 3].map(DateTime::from_timestamp_nanos);
        let mut heard = Heard::from(one);
        assert!(heard.news(Vec::new(), (Vec::new(), two)).is_empty());
        let told = heard.news(vec![alert(1, one), alert(2, two)], (vec![ONE], three));
        assert_eq!(told.iter().map(|it| it.id.0.as_u128()).collect::<Vec<_>>(), [2]);
        // They listened meanwhile, so what was written late is news.
        assert_eq!(heard.news(vec![alert(3, one)], (vec![ONE], three)).len(), 1);
    }
}
