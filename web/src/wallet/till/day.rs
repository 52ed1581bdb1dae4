//! What came in today.

use koop_domain::id::TillId;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::tills::model::{Day, Taken, Where};
use koop_domain::listings::opening_hours::ZONE;

use super::{Seat, refund_path};
use crate::page::Page;
use crate::reader::Reader;
use crate::texts::{self, clock};
use crate::wallet::{Coin, receipt_path};

/// How many of them are listed.
const LISTED_MAX: usize = 20;
/// The parameter that names a device, and what says that it is this one.
const ON: &str = "apparaat";

/// What came in today, the latest first.
pub(crate) struct Today {
    pub total: String,
    pub count: String,
    pub lines: Vec<Line>,
    /// What is said under it, where there is something to say.
    pub foot: Vec<String>,
    /// The devices whose payments can be shown alone: address, name, and whether they are.
    pub chips: Vec<(String, String, bool)>,
}

/// A payment.
pub(crate) struct Line {
    /// Where it can be seen, or given back.
    pub href: Option<String>,
    /// What the link does, where that is not to look.
    pub does: Option<String>,
    pub time: String,
    pub name: String,
    pub amount: String,
    pub purpose: Option<String>,
    /// On which device, where there are several.
    pub till: Option<String>,
    pub is_back: bool,
}

/// Which payments were asked for.
pub(super) fn asked_for(reader: &Reader) -> Where {
    match reader.value(ON).and_then(|it| TillId::parse(it).ok()) {
        Some(id) => Where::On(id),
        None => Where::Anywhere,
    }
}

impl Today {
    pub(crate) fn of(page: &Page, seat: &Seat, (day, on): (&Day, Where)) -> Self {
        let (coin, path) = (seat.coin(page), seat.path());
        let name =
            |id: TillId| day.tills.iter().find(|(it, _)| *it == id).map(|(_, name)| name.clone());
        let lines = day.taken.iter().take(LISTED_MAX);
        let line = |it: &Taken| {
            let till = it.till.filter(|_| on == Where::Anywhere).and_then(name);
            Line::of(page, (seat, &coin), it, till)
        };
        let lines: Vec<Line> = lines.map(line).collect();
        let mut foot = Vec::new();
        if seat.is_holder() && !lines.is_empty() {
            foot.push(page.t("till-refund"));
        }
        if !seat.is_holder() && !lines.is_empty() && lines.iter().all(|it| it.href.is_none()) {
            foot.push(page.t("till-refund-owner"));
        }
        if day.taken.len() > LISTED_MAX {
            foot.push(page.t(if seat.is_holder() { "till-more" } else { "till-last" }));
        }
        let chip = |(id, name): &(TillId, String)| {
            (format!("{path}?{ON}={id}#kassa-dag"), name.clone(), on == Where::On(*id))
        };
        let mut chips: Vec<_> = day.tills.iter().map(chip).collect();
        // A shop with one device has nothing to choose there.
        if seat.is_device() && chips.len() < 2 {
            chips.clear();
        }
        if !chips.is_empty() {
            let all = page.t("till-all-devices");
            chips.insert(0, (format!("{path}#kassa-dag"), all, on == Where::Anywhere));
        }
        Self {
            total: coin.words(day.total),
            count: page.with("till-count", &[("count", day.count.into())]),
            lines,
            foot,
            chips,
        }
    }
}

impl Line {
    fn of(page: &Page, (seat, coin): (&Seat, &Coin), it: &Taken, till: Option<String>) -> Self {
        let refund = it.may_refund.then(|| refund_path(it.id));
        Self {
            does: refund.is_some().then(|| page.t("till-give-back")),
            href: if seat.is_holder() { Some(receipt_path(it.id)) } else { refund },
            time: clock::hour(page.language, it.at.with_timezone(&ZONE).time()),
            name: payer(page, it),
            amount: coin.moved(false, it.amount),
            purpose: it.purpose.clone(),
            is_back: it.is_back,
            till,
        }
    }
}

/// What who paid is called.
pub(super) fn payer(page: &Page, it: &Taken) -> String {
    let other = || match it.kind {
        AccountKind::Fund => "wallet-fund",
        AccountKind::Issuer => "wallet-issuer",
        _ => "wallet-gone",
    };
    it.name.clone().unwrap_or_else(|| texts::text(page.language, other()))
}
