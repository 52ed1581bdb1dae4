//! What waits: what others ask of me, what I asked, and what is set apart.

use chrono::{DateTime, Utc};
use koop_domain::id::AccountId;
use koop_domain::ledger::payments::model::{Asked, SetApart};

use super::super::face::called;
use super::super::{Coin, account_path, code_path};
use crate::agreements;
use crate::page::Page;
use crate::texts::clock;

/// What waits of an account.
pub(crate) struct Waiting {
    pub to_me: Vec<Request>,
    pub mine: Vec<Request>,
    pub apart: Vec<Hold>,
}

/// A request that waits.
pub(crate) struct Request {
    pub id: String,
    pub words: String,
    pub amount: String,
    pub purpose: Option<String>,
    pub until: String,
    /// Where it is paid, or handed on.
    pub href: String,
    /// Under which it is ended once.
    pub key: String,
}

/// An amount that is set apart.
pub(crate) struct Hold {
    pub words: String,
    pub amount: String,
    pub until: String,
    /// The agreement that it is of.
    pub agreement: Option<String>,
}

impl Waiting {
    pub(super) fn of(
        page: &Page,
        coin: &Coin,
        (me, asked, apart): (AccountId, &[Asked], &[SetApart]),
        (now, key): (DateTime<Utc>, String),
    ) -> Self {
        let is_mine = |it: &&Asked| it.to.account == me;
        let request = |it: &Asked| Request::of(page, coin, it, (me, now, &key));
        Self {
            to_me: asked.iter().filter(|it| !is_mine(it)).map(request).collect(),
            mine: asked.iter().filter(is_mine).map(request).collect(),
            apart: apart.iter().map(|it| Hold::of(page, coin, it, (me, now))).collect(),
        }
    }

    /// Whether nothing does.
    pub(crate) fn is_empty(&self) -> bool {
        self.to_me.is_empty() && self.mine.is_empty() && self.apart.is_empty()
    }
}

impl Request {
    fn of(
        page: &Page,
        coin: &Coin,
        it: &Asked,
        (me, now, key): (AccountId, DateTime<Utc>, &str),
    ) -> Self {
        let with = |key, name: String| page.with(key, &[("name", name.into())]);
        let is_mine = it.to.account == me;
        let words = match (is_mine, &it.from) {
            (false, _) => with("wallet-asks", called(page.language, &it.to)),
            (true, Some(from)) => with("wallet-asked", called(page.language, from)),
            (true, None) => page.t("wallet-asked-link"),
        };
        let until = clock::moment(page.language, it.expires_at, clock::today(now));
        Self {
            id: it.id.to_string(),
            words,
            amount: coin.words(it.amount),
            purpose: it.purpose.clone(),
            until: page.with("wallet-until", &[("when", until.into())]),
            href: match is_mine {
                true => format!("{}/vragen/{}", account_path(me), it.id),
                false => code_path(&it.code),
            },
            key: key.to_owned(),
        }
    }
}

impl Hold {
    fn of(page: &Page, coin: &Coin, it: &SetApart, (me, now): (AccountId, DateTime<Utc>)) -> Self {
        let is_mine = it.from.account == me;
        let (key, other) = match (is_mine, it.disputed) {
            (true, false) => ("wallet-hold-mine", &it.to),
            (false, false) => ("wallet-hold-theirs", &it.from),
            (true, true) => ("wallet-hold-mine-disputed", &it.to),
            (false, true) => ("wallet-hold-theirs-disputed", &it.from),
        };
        let until = clock::moment(page.language, it.expires_at, clock::today(now));
        Self {
            words: page.with(key, &[("name", called(page.language, other).into())]),
            amount: coin.words(it.amount - it.captured),
            until: page.with("wallet-until", &[("when", until.into())]),
            agreement: it.agreement.map(agreements::path),
        }
    }
}
