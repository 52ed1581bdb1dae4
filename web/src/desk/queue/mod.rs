//! The queue (`/beheer/wachtrij`): everything that waits, the oldest first, a form each. A reason
//! may be chosen and then changed; what was typed is kept.

mod acts;
mod items;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::model::AreaKind;
use koop_domain::desk::{self, CaseKind, Queue, QueueQuery};
use koop_domain::listings::reports::REASON_MAX;
use koop_domain::page::Cursor;
use koop_domain::policy::Action;

pub(crate) use self::acts::again;
use self::items::Item;
pub(crate) use self::items::{known_words, subject_key};
use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

/// Where it is.
pub(crate) const QUEUE: &str = "/beheer/wachtrij";
/// How many stand on a page.
const SHOWN: u32 = 20;
/// The most neighbourhoods to choose from: more are no list to choose from.
const AREAS_MAX: usize = 200;
/// How long things may have waited, in days, to choose from.
const DAYS: [u32; 3] = [3, 7, 30];

#[derive(Template)]
#[template(path = "desk/queue/queue.html")]
pub(crate) struct QueuePage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub done: Option<String>,
    /// Where its forms go, with what was chosen.
    pub action: String,
    /// The kinds: address, words, how many, whether it is chosen.
    pub kinds: Vec<(String, String, u64, bool)>,
    pub areas: Vec<Choice>,
    pub days: Vec<Choice>,
    pub kind: &'static str,
    pub items: Vec<Item>,
    pub next: Option<String>,
    pub reason_max: usize,
}

/// Something to choose.
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// What was chosen to be shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    pub kind: Option<CaseKind>,
    /// The slug of a neighbourhood.
    pub area: String,
    pub days: Option<u32>,
    pub after: Option<String>,
}

/// `GET /beheer/wachtrij`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /beheer/wachtrij`: decides something.
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    acts::decide(&web, &mine, typed).await
}

async fn show(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let atlas = web.atlas(ctx).await?;
    let chosen = Chosen::of(reader);
    let queue = desk::queue(ctx, domain, &chosen.query(&atlas)).await?;
    let named = reader.value(COMMUNITY);
    let desk = AtDesk::open(web, reader, Action::SeeDesk, named).await?;
    let mut page = Page::own(web, reader, "queue-title", "queue-lead", &slips).await;
    QUEUE.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, QUEUE);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(acts::done_key);
    let done = done.map(|key| page.t(key));
    let known = (chosen, queue, atlas.as_ref());
    let page = QueuePage::new(page, head, known, (typed, done), slips);
    Ok(page.slips.on(answer_privately(page.slips.status(), &page.page, &page)?))
}

impl Chosen {
    fn of(reader: &Reader) -> Self {
        let days = reader.value("dagen").and_then(|it| it.parse().ok());
        Self {
            kind: reader.value("soort").and_then(CaseKind::from_key),
            area: reader.value("buurt").unwrap_or_default().to_owned(),
            days: days.filter(|days| DAYS.contains(days)),
            after: reader.value("na").map(str::to_owned),
        }
    }

    fn query(&self, atlas: &Atlas) -> QueueQuery {
        QueueQuery {
            kind: self.kind,
            area: atlas.by_slug(&self.area).map(|area| area.id),
            days: self.days,
            first: SHOWN,
            // A cursor that cannot be read is the beginning.
            after: self.after.as_deref().and_then(|it| Cursor::decode(it).ok()),
            with_known: true,
        }
    }

    /// The address of the queue so chosen.
    pub(crate) fn href(&self, more: &[(&str, &str)]) -> String {
        let days = self.days.map(|days| days.to_string()).unwrap_or_default();
        let pairs = [
            ("soort", self.kind.map_or("", CaseKind::key)),
            ("buurt", self.area.as_str()),
            ("dagen", days.as_str()),
            ("na", self.after.as_deref().unwrap_or_default()),
        ];
        let pairs: Vec<_> =
            pairs.iter().chain(more).filter(|(_, value)| !value.is_empty()).collect();
        if pairs.is_empty() {
            return QUEUE.to_owned();
        }
        format!("{QUEUE}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

impl QueuePage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (chosen, queue, atlas): (Chosen, Queue, &Atlas),
        (typed, done): (&Typed, Option<String>),
        slips: Slips,
    ) -> Self {
        let of_kind = |kind: Option<CaseKind>| Chosen { kind, after: None, ..chosen.clone() };
        let all: u64 = queue.counts.iter().map(|(_, count)| count).sum();
        let whole = (of_kind(None).href(&[]), page.t("queue-all"), all, chosen.kind.is_none());
        let kinds = queue.counts.iter().map(|(kind, count)| {
            let is_chosen = chosen.kind == Some(*kind);
            (of_kind(Some(*kind)).href(&[]), page.t(items::kinds_key(*kind)), *count, is_chosen)
        });
        let last = queue.cases.last().filter(|_| queue.more);
        let next =
            last.map(|it| Chosen { after: Some(it.cursor.encode()), ..chosen.clone() }.href(&[]));
        let days = DAYS.into_iter().map(|days| Choice {
            value: days.to_string(),
            label: page.with("queue-days", &[("count", days.into())]),
            is_chosen: chosen.days == Some(days),
        });
        Self {
            kinds: std::iter::once(whole).chain(kinds).collect(),
            areas: neighbourhoods(atlas, &chosen.area),
            days: days.collect(),
            kind: chosen.kind.map_or("", CaseKind::key),
            items: queue.cases.iter().map(|it| Item::of(&page, it, typed, &slips)).collect(),
            action: chosen.href(&[]),
            reason_max: REASON_MAX,
            next,
            desk,
            done,
            slips,
            page,
        }
    }
}

/// The smallest kind of area of which there are few enough to choose from, by name.
fn neighbourhoods(atlas: &Atlas, chosen: &str) -> Vec<Choice> {
    let of_kind = |kind: AreaKind| -> Vec<Choice> {
        let all = atlas.areas().filter(|it| it.kind == kind);
        let choice = all.map(|it| Choice {
            value: it.slug.clone(),
            label: it.name.clone(),
            is_chosen: it.slug == chosen,
        });
        choice.collect()
    };
    let fits = |all: &Vec<Choice>| (2..=AREAS_MAX).contains(&all.len());
    let mut areas = AreaKind::ALL.into_iter().rev().map(of_kind).find(fits).unwrap_or_default();
    areas.sort_by(|one, other| one.label.cmp(&other.label));
    areas
}
