//! One need: what is to be done, for whom, whom the desk asked and what they said, who might be
//! asked, and how it ends. A name and a number are shown once, by a button that says that it
//! leaves a trace.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::helpdesk::{self, ASK_MAX, Contact, Need, Person, Step, Suggestion};
use koop_domain::profiles::mandates::{self, Deed};

use super::super::{AtDesk, DeskHead};
use super::list::{waits, who};
use super::{HELP, find, of, opened, path};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::needs::{self, Fact, Told};
use crate::page::{Page, answer_privately};
use crate::texts::{self, posts as words};

#[derive(Template)]
#[template(path = "desk/helpdesk/need.html")]
pub(crate) struct NeedPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub title: String,
    pub state: String,
    /// By which the look of its state is chosen.
    pub key: &'static str,
    pub waits: String,
    pub facts: Vec<Fact>,
    /// How whoever needs it is reached, once that was asked.
    pub contact: Option<needs::Shown>,
    pub has_contact: bool,
    /// What a button to what the two agree on says, for who may act for whom it is.
    pub agreement: Option<String>,
    /// Where that stands, for who may not.
    pub agreement_hint: Option<String>,
    pub action: String,
    pub change: String,
    pub back: String,
    pub asked: Vec<Neighbour>,
    /// Whether somebody can be chosen, and reads a name and a number then that others do not.
    pub has_secret: bool,
    pub suggestions: Vec<Neighbour>,
    pub ask_error: Option<String>,
    pub ask_hint: String,
    /// How many more can be asked.
    pub can_ask: usize,
    /// What a button says by which somebody else can be looked for.
    pub give_back: Option<String>,
    pub may: May,
    pub is_over: bool,
}

/// What the desk can do with it now.
pub(crate) struct May {
    pub change: bool,
    pub ask: bool,
    pub assign: bool,
    pub give_back: bool,
    pub finish: bool,
    pub drop: bool,
}

/// A neighbour who was asked, or might be.
pub(crate) struct Neighbour {
    pub id: String,
    pub name: String,
    /// What they offer, and its page.
    pub offer: Option<(String, String)>,
    pub why: Vec<String>,
    pub answer: String,
    /// By which the look of the answer is chosen.
    pub key: &'static str,
    /// What a button says by which they are chosen.
    pub assign: Option<String>,
    pub chosen: bool,
}

/// What is known of a need.
pub(crate) struct Known<'a> {
    pub need: &'a Need,
    pub suggestions: &'a [Suggestion],
    pub contact: Option<&'a Contact>,
    /// Whether the reader may act for whoever needs it.
    pub acts: bool,
    pub atlas: &'a Atlas,
    pub now: DateTime<Utc>,
}

/// What stands around it: what was typed, and what was done or went wrong.
#[derive(Default)]
pub(crate) struct Put {
    pub typed: Typed,
    pub slips: Slips,
    pub contact: Option<Contact>,
}

/// `GET /beheer/hulp/{id}`
pub(super) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let found = find(&web, &mine.reader, &id).await?;
    show(&web, &mine, found, Put::default()).await
}

pub(super) async fn show(
    web: &Web,
    mine: &Mine,
    (desk, need): (AtDesk, Need),
    put: Put,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let need = match (&put.contact, &need.person) {
        // It was just told, and that stands in the log.
        (Some(contact), Person::Named { .. }) => {
            let first_name = Some(contact.name.clone());
            Need { person: Person::Named { first_name }, ..need }
        }
        (Some(_), Person::Member(_)) => need,
        (None, _) => opened(web, reader, &need).await?,
    };
    let suggestions = match need.state.is_end() {
        true => Vec::new(),
        false => helpdesk::suggestions(ctx, domain, need.id).await?,
    };
    let acts = match (&need.person, need.agreement) {
        (Person::Member(it), Some(_)) => {
            let held = mandates::mine_now(ctx, domain).await?;
            held.iter()
                .any(|held| held.giver.member == it.member && held.mandate.deeds.has(Deed::Agree))
        }
        _ => false,
    };
    let slips = &put.slips;
    let mut page = Page::own(web, reader, "need-desk-title", "need-lead", slips).await;
    let title = words::topic(page.language, need.topic);
    page.title = format!("{} · Koop Lokaal", slips.title(page.language, title));
    page.here = path(need.id);
    let head = DeskHead::new(&page, ctx.actor, &desk, HELP);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "opgeschreven" => Some(page.t("need-done-entered")),
        "gewijzigd" => Some(page.t("need-done-changed")),
        "gevraagd" => Some(page.t("need-done-asked")),
        "gekozen" => Some(page.t("need-done-assigned")),
        "terug" => Some(page.t("need-done-back")),
        _ => None,
    });
    let atlas = web.atlas(ctx).await?;
    let known = Known {
        need: &need,
        suggestions: &suggestions,
        contact: put.contact.as_ref(),
        acts,
        atlas: &atlas,
        now: ctx.now,
    };
    let page = NeedPage::new(page, head, &known, &put.typed, (done, put.slips));
    Ok(page.slips.on(answer_privately(page.slips.status(), &page.page, &page)?))
}

impl NeedPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        known: &Known<'_>,
        typed: &Typed,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let Known { need, now, .. } = *known;
        let may = May::of(need);
        let stands = known.suggestions.iter().filter(|it| it.asked && it.answer != Some(false));
        let can_ask = ASK_MAX.saturating_sub(stands.count());
        let neighbours = |asked: bool| {
            let some = known.suggestions.iter().filter(|it| it.asked == asked);
            some.map(|it| Neighbour::of(&page, it, (may.assign, typed))).collect::<Vec<_>>()
        };
        let name = || vec![("name", who(need).unwrap_or_default().into())];
        let agreed = |acts: bool| need.agreement.filter(|_| known.acts == acts);
        Self {
            title: words::topic(page.language, need.topic),
            state: texts::need_state(page.language, need.state),
            key: need.state.key(),
            waits: waits(&page, need, now),
            facts: facts(&page, known),
            contact: known.contact.map(|it| needs::Shown::new(&page, it)),
            has_contact: need.has_contact,
            agreement: agreed(true).map(|_| page.with("need-agreement", &name())),
            agreement_hint: agreed(false).map(|_| page.with("need-agreement-hint", &name())),
            action: path(need.id),
            change: format!("{}/wijzigen", path(need.id)),
            back: of(HELP, &desk.slug),
            asked: neighbours(true),
            has_secret: may.assign
                && need.said_yes > 0
                && matches!(need.person, Person::Named { .. }),
            suggestions: if may.ask { neighbours(false) } else { Vec::new() },
            ask_error: slips.of("vraag").map(str::to_owned),
            ask_hint: page.with("need-ask-hint", &[("most", can_ask.into())]),
            can_ask,
            is_over: need.state.is_end(),
            give_back: need
                .assigned_to
                .as_ref()
                .filter(|_| may.give_back)
                .map(|it| page.with("need-give-back", &[("name", it.name.clone().into())])),
            may,
            done,
            desk,
            slips,
            page,
        }
    }
}

impl May {
    fn of(need: &Need) -> Self {
        let has = |step| need.steps.contains(&step);
        Self {
            change: has(Step::Change),
            ask: has(Step::Ask),
            assign: has(Step::Assign),
            give_back: has(Step::GiveBack),
            finish: has(Step::Finish),
            drop: has(Step::Drop),
        }
    }
}

impl Neighbour {
    fn of(page: &Page, it: &Suggestion, (may_assign, typed): (bool, &Typed)) -> Self {
        let name = it.member.name.clone();
        let id = it.member.member.to_string();
        let (answer, key) = match it.answer {
            None => ("need-answer-waits", "suggested"),
            Some(true) => ("need-answer-yes", "agreed"),
            Some(false) => ("need-answer-no", "dropped"),
        };
        let offer = it.offer.as_ref().map(|it| {
            let title = [("title", it.title.clone().into())];
            (format!("/prikbord/{}", it.slug), page.with("need-offers", &title))
        });
        let assign = || page.with("need-assign", &[("name", name.clone().into())]);
        Self {
            assign: (may_assign && it.answer == Some(true)).then(assign),
            why: it.why.iter().map(|why| texts::need_reason(page.language, why)).collect(),
            answer: page.t(answer),
            chosen: typed.all("vraag").any(|ticked| ticked == id),
            offer,
            key,
            name,
            id,
        }
    }
}

/// What is needed, for whom, and who helps.
fn facts(page: &Page, known: &Known<'_>) -> Vec<Fact> {
    let need = known.need;
    let mut facts = Vec::new();
    if let Some(name) = who(need) {
        let words = match &need.person {
            Person::Member(_) => page.with("need-who-member", &[("name", name.into())]),
            Person::Named { .. } => name,
        };
        facts.push((page.t("need-fact-who"), vec![words]));
    }
    facts.extend(needs::facts(page, known.atlas, &Told::from(need)));
    if let Some(it) = &need.assigned_to {
        facts.push((page.t("need-fact-helper"), vec![it.name.clone()]));
    }
    facts
}
