//! What the help desk asks of me (`/mijn/hulpvragen`): what is needed, when and roughly where, to
//! say yes or no to; and once it is I who helps, whom to call. Nobody stands there by name before
//! that, and who reads a name and a number leaves a trace.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use chrono::{DateTime, Utc};
use koop_domain::areas::atlas::Atlas;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, Asked, Contact, Need, Urgency};
use koop_domain::id::{AreaId, NeedId};
use koop_domain::language::Language;
use koop_domain::posts::model::Availability;

use crate::Web;
use crate::account::Mine;
use crate::agreements;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock, posts as words};

/// Where it is.
pub(crate) const MINE: &str = "/mijn/hulpvragen";

#[derive(Template)]
#[template(path = "needs/needs.html")]
pub(crate) struct NeedsPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    /// What is asked: the id of a part, its heading, what is in it.
    pub groups: Vec<(&'static str, String, Vec<Ask>)>,
}

/// Something that is asked.
pub(crate) struct Ask {
    pub id: String,
    pub title: String,
    pub facts: Vec<Fact>,
    pub hint: Option<String>,
    pub contact: Option<Shown>,
    /// The page of what the two agree on.
    pub agreement: Option<String>,
    pub ways: Vec<Way>,
}

/// A button: what it sends and says.
pub(crate) struct Way {
    pub value: &'static str,
    pub label: String,
    pub is_main: bool,
}

/// A label, and what is said of it, a line each.
pub(crate) type Fact = (String, Vec<String>);

/// How somebody is reached, as it is shown once.
pub(crate) struct Shown {
    pub name: String,
    pub phone: String,
    /// The link that dials, and what it says.
    pub call: Option<(String, String)>,
}

/// What is told of a need to whoever is asked.
pub(crate) struct Told<'a> {
    pub urgency: Urgency,
    pub availability: &'a [Availability],
    pub areas: &'a [AreaId],
    pub languages: &'a [String],
    pub notes: &'a str,
}

/// The pages of who is asked for help.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route(MINE, get(show_all).post(post))
}

async fn show_all(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, None, Slips::default()).await
}

/// `POST /mijn/hulpvragen`: yes, no, it was done, it cannot be; or whom it is about.
async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let id = NeedId::parse(typed.get("vraag")).map_err(|_| Failure::NOT_FOUND)?;
    let done = match typed.get("doe") {
        "ja" => helpdesk::answer(ctx, domain, id, true).await.map(|_| "ja"),
        "nee" => helpdesk::answer(ctx, domain, id, false).await.map(|_| "nee"),
        "gelukt" => helpdesk::finish(ctx, domain, id).await.map(|()| "gelukt"),
        "lukt-niet" => helpdesk::give_back(ctx, domain, id).await.map(|()| "terug"),
        "toon" => match helpdesk::contact(ctx, domain, id).await {
            Ok(contact) => return show(&web, &mine, Some((id, contact)), Slips::default()).await,
            Err(error) => Err(error),
        },
        _ => return Err(Failure::INVALID),
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("{MINE}?gedaan={done}")).into_response()),
        // Somebody else does it by now, or nobody needs it any more.
        Err(HelpdeskError::NotFound) => {
            let slips = Slips::in_all(texts::text(mine.reader.language, "need-wrong-now"));
            show(&web, &mine, None, slips).await
        }
        Err(error) => {
            let slips = Slips::of_need(mine.reader.language, error, &[])?;
            show(&web, &mine, None, slips).await
        }
    }
}

async fn show(
    web: &Web,
    mine: &Mine,
    contact: Option<(NeedId, Contact)>,
    slips: Slips,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let all = helpdesk::asked_of_me(&reader.ctx, &web.site.domain).await?;
    let mut page = Page::own(web, reader, "need-mine-title", "need-mine-lead", &slips).await;
    MINE.clone_into(&mut page.here);
    let atlas = web.atlas(&reader.ctx).await?;
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "ja" => Some(page.t("need-mine-done-yes")),
        "nee" => Some(page.t("need-mine-done-no")),
        "gelukt" => Some(page.t("need-mine-done-done")),
        "terug" => Some(page.t("need-mine-done-back")),
        _ => None,
    });
    let known = (all.as_slice(), contact.as_ref());
    let page = NeedsPage::new(page, &atlas, known, (done, slips));
    Ok(page.slips.on(answer_privately(page.slips.status(), &page.page, &page)?))
}

impl NeedsPage {
    pub(crate) fn new(
        page: Page,
        atlas: &Atlas,
        (all, contact): (&[Asked], Option<&(NeedId, Contact)>),
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let shown = |it: &Asked| {
            let (_, contact) = contact.filter(|(id, _)| *id == it.need)?;
            Some(Shown::new(&page, contact))
        };
        let part = |id, key, of: &dyn Fn(&&Asked) -> bool| {
            let asks: Vec<Ask> = all
                .iter()
                .filter(|it| of(it))
                .map(|it| Ask::of(&page, atlas, it, shown(it)))
                .collect();
            (id, page.t(key), asks)
        };
        let open = |it: &Asked| !it.state.is_end() && !it.is_assigned;
        let parts = [
            part("help", "need-mine-helping", &|it| it.is_assigned && !it.state.is_end()),
            part("vragen", "need-mine-asked", &|it| open(it) && it.answer.is_none()),
            part("ja", "need-mine-waits", &|it| open(it) && it.answer == Some(true)),
            part("nee", "need-mine-said-no", &|it| open(it) && it.answer == Some(false)),
            part("klaar", "need-mine-over", &|it| it.is_assigned && it.state.is_end()),
        ];
        let groups = parts.into_iter().filter(|(_, _, asks)| !asks.is_empty()).collect();
        Self { groups, done, slips, page }
    }
}

impl Ask {
    fn of(page: &Page, atlas: &Atlas, it: &Asked, contact: Option<Shown>) -> Self {
        let way = |value, key, is_main| Way { value, label: page.t(key), is_main };
        let mut ways = Vec::new();
        let may_show = it.is_assigned && it.has_contact && contact.is_none();
        if may_show {
            ways.push(way("toon", "need-contact-show", true));
        }
        // Where the two agree on it, their agreement has the next steps.
        if it.is_assigned && it.agreement.is_none() && !it.state.is_end() {
            ways.push(way("gelukt", "need-mine-done", !may_show));
            ways.push(way("lukt-niet", "need-mine-give-back", false));
        }
        if !it.is_assigned {
            if it.answer != Some(true) {
                ways.push(way("ja", "need-mine-yes", it.answer.is_none()));
            }
            if it.answer != Some(false) {
                ways.push(way("nee", "need-mine-no", false));
            }
        }
        let hint = match it.answer {
            _ if may_show => Some(page.t("need-contact-logged")),
            Some(true) if !it.is_assigned => Some(page.t("need-mine-waits-hint")),
            _ => None,
        };
        let agreement = it.agreement.filter(|_| it.is_assigned);
        Self {
            id: it.need.to_string(),
            title: words::topic(page.language, it.topic),
            facts: facts(page, atlas, &Told::from(it)),
            agreement: agreement.map(agreements::path),
            hint,
            contact,
            ways,
        }
    }
}

impl Shown {
    /// Shows how somebody is reached; a number is dialled by pressing it.
    pub(crate) fn new(page: &Page, it: &Contact) -> Self {
        let dial = |phone: &String| {
            let digits: String =
                phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            let name = [("name", it.name.clone().into())];
            (format!("tel:{digits}"), page.with("need-contact-call", &name))
        };
        Self {
            name: it.name.clone(),
            phone: it.phone.clone().unwrap_or_default(),
            call: it.phone.as_ref().map(dial),
        }
    }
}

impl<'a> From<&'a Asked> for Told<'a> {
    fn from(it: &'a Asked) -> Self {
        Self {
            urgency: it.urgency,
            availability: &it.availability,
            areas: &it.areas,
            languages: &it.languages,
            notes: &it.notes,
        }
    }
}

impl<'a> From<&'a Need> for Told<'a> {
    fn from(it: &'a Need) -> Self {
        Self {
            urgency: it.urgency,
            availability: &it.availability,
            areas: &it.areas,
            languages: &it.languages,
            notes: &it.notes,
        }
    }
}

/// What is needed, when and where, in words.
pub(crate) fn facts(page: &Page, atlas: &Atlas, it: &Told<'_>) -> Vec<Fact> {
    let language = page.language;
    let mut when = vec![texts::urgency(language, it.urgency)];
    let times = words::availability(language, it.availability);
    if times.is_empty() {
        when.push(page.t("need-fact-any"));
    }
    when.extend(times);
    let mut facts = Vec::new();
    if !it.notes.is_empty() {
        facts.push((page.t("need-fact-notes"), it.notes.lines().map(str::to_owned).collect()));
    }
    facts.push((page.t("need-fact-when"), when));
    if let Some(area) = area_name(atlas, it.areas) {
        facts.push((page.t("need-fact-where"), vec![area]));
    }
    if !it.languages.is_empty() {
        let spoken: Vec<String> =
            it.languages.iter().map(|tag| texts::spoken(language, tag)).collect();
        facts.push((page.t("need-fact-languages"), vec![spoken.join(", ")]));
    }
    facts
}

/// The name of the smallest area around it.
pub(crate) fn area_name(atlas: &Atlas, areas: &[AreaId]) -> Option<String> {
    areas.iter().find_map(|id| atlas.get(*id)).map(|it| it.name.clone())
}

/// Since when something waits, in days of the calendar.
pub(crate) fn waits(language: Language, since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let days = (clock::today(now) - clock::today(since)).num_days().max(0);
    texts::text_with(language, "need-waits", &[("count", days.into())])
}
