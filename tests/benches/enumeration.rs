//! Whether the time of an answer tells that an address is known: the same question about members
//! and about nobody, in turn.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

use koop_domain::Domain;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::language::Language;
use koop_domain::members::model::{Email, Secret, SessionKind};
use koop_domain::members::sessions::Origin;
use koop_domain::members::{self, NewMember};
use koop_tests::still::{CountingIds, StillClock, saturday_afternoon};

use crate::duel::Duel;
use crate::region::{open, program};
use crate::report::{Figure, Report};

/// As many as are asked about, each fewer times than it takes to be told to wait.
const MEMBERS: usize = 100;
/// Passwords tried in a round.
const PASSWORDS: usize = 5;
/// Codes asked for in a round.
const CODES: usize = 25;
/// By how much the median round may differ: less than the rounds of either differ among
/// themselves.
const APART_MAX: f64 = 0.1;
const PASSWORD: &str = "fiets lantaarn peper";

pub(crate) fn measure(report: &mut Report) {
    let folder = tempfile::tempdir().expect("a folder for the bench");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime starts");
    let asker = runtime.block_on(Asker::new(folder.path()));
    let duel = Duel::fight(
        PASSWORDS,
        |_| runtime.block_on(asker.wrong_password("lid")),
        |_| runtime.block_on(asker.wrong_password("niemand")),
    );
    report.add(figure("a wrong password of a member", "of nobody", duel));
    let duel = Duel::fight(
        CODES,
        |_| runtime.block_on(asker.code("lid")),
        |_| runtime.block_on(asker.code("niemand")),
    );
    report.add(figure("a code for a member", "for nobody", duel));
}

fn figure(name: &'static str, peer: &'static str, duel: Duel) -> Figure {
    let (median, _) = duel.ratios();
    let goal = Some(("0.9x to 1.1x".to_owned(), (median - 1.0).abs() <= APART_MAX));
    let (ours, room) = (duel.ours(), String::new());
    Figure { name, listings: 0, ours, peer: Some((peer, duel)), goal, room }
}

/// Somebody who would like to know, from ever other networks.
struct Asker {
    domain: Domain,
    ids: Arc<CountingIds>,
    asked: Cell<usize>,
}

impl Asker {
    async fn new(folder: &Path) -> Self {
        let migrated = program(folder).arg("migrate").status().expect("the program runs");
        assert!(migrated.success(), "the schema is brought up");
        let domain = open(folder).await;
        let asker = Self { domain, ids: Arc::default(), asked: Cell::new(0) };
        let operator = asker.ctx(Actor::Operator);
        for at in 0..MEMBERS {
            let new = NewMember {
                name: "Lid".to_owned(),
                email: Email::read(&address("lid", at)).expect("an address"),
                password: Some(Secret::new(PASSWORD)),
                language: Language::Nl,
                operator: false,
            };
            members::add(&operator, &asker.domain, new).await.expect("a member");
        }
        asker
    }

    fn ctx(&self, actor: Actor) -> Ctx {
        Ctx::new(actor, &StillClock(saturday_afternoon()), Arc::clone(&self.ids) as _)
    }

    /// The next address and network.
    fn next(&self, who: &str) -> (String, String) {
        let at = self.asked.replace(self.asked.get() + 1);
        (address(who, at % MEMBERS), format!("2001:db8:{at:x}::"))
    }

    async fn wrong_password(&self, who: &str) {
        let (email, net) = self.next(who);
        let from = Origin { kind: SessionKind::Page, device: String::new(), net };
        let wrong = Secret::new("geen lantaarn peper");
        let ctx = self.ctx(Actor::Visitor);
        members::sign_in(&ctx, &self.domain, (&email, &wrong), &from)
            .await
            .expect_err("it is wrong");
    }

    async fn code(&self, who: &str) {
        let (email, net) = self.next(who);
        let ctx = self.ctx(Actor::Visitor);
        let asked = members::ask_code(&ctx, &self.domain, &email, Language::Nl, &net).await;
        asked.expect("a code is mailed");
    }
}

fn address(who: &str, at: usize) -> String {
    format!("{who}{at}@voorbeeld.nl")
}
