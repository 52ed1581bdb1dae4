//! What waits about the board (`/beheer/prikbord`): posts that nobody sees before somebody looked
//! at them, what was reported, and agreements about which two differ. Of a conversation stands
//! here what was reported, as it was then, and nothing else.

mod photos;
mod reported;
mod settling;

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::agreements::model::{Private, Seen};
use koop_domain::communities::Seen as Community;
use koop_domain::ctx::Ctx;
use koop_domain::error::Problem;
use koop_domain::id::{AgreementId, CommunityId, PostId, PostReportId, prefix};
use koop_domain::language::Language;
use koop_domain::ledger::currencies::Currency;
use koop_domain::media::Attached;
use koop_domain::policy::{self, Action};
use koop_domain::posts::error::PostError;
use koop_domain::posts::model::Post;
use koop_domain::posts::reports::REASON_MAX;
use koop_domain::posts::{self, Author, Waiting};
use koop_domain::{Domain, agreements};

pub(crate) use self::settling::Pays;
use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::board::coins;
use crate::community::paragraphs;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::texts::{self, clock};

/// Where it is.
pub(crate) const BOARD: &str = "/beheer/prikbord";

#[derive(Template)]
#[template(path = "desk/board/board.html")]
pub(crate) struct BoardPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub done: Option<String>,
    /// Where its forms go, with the community.
    pub action: String,
    /// What waits, a part a kind: its id, its heading, its cases.
    pub parts: Vec<(&'static str, String, Vec<Case>)>,
    /// What neighbours told the stewards: a lead and their words.
    pub told: Vec<(String, String)>,
    pub reason_max: usize,
}

/// Something to decide.
pub(crate) struct Case {
    pub id: String,
    pub title: String,
    /// What it is and since when.
    pub about: String,
    /// What is said of it: label and words.
    pub facts: Vec<(String, String)>,
    /// The words that it is about: of whom, and what.
    pub words: Vec<(String, Vec<Vec<String>>)>,
    /// The photos that go with them: an address, and what is to be seen.
    pub photos: Vec<(String, String)>,
    pub yes: String,
    /// What the other button says, where there is a choice.
    pub no: Option<String>,
    pub hint: String,
    pub reason: String,
    pub error: Option<String>,
    /// What is set apart between two who differ, of which a steward says what is paid.
    pub pays: Option<Pays>,
}

/// What is known.
pub(crate) struct Known<'a> {
    pub waiting: &'a Waiting,
    pub authors: &'a HashMap<PostId, Author>,
    pub photos: &'a HashMap<PostId, Vec<Attached>>,
    pub disputes: &'a [Seen],
    pub told: &'a [Private],
    /// In which currencies something is asked.
    pub coins: &'a [Currency],
    pub now: DateTime<Utc>,
}

/// `GET /beheer/prikbord`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /beheer/prikbord`: decides something.
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let back = |done: &str| {
        let slug = reader.value(COMMUNITY).unwrap_or_default();
        Redirect::to(&format!("{}&gedaan={done}", href(slug))).into_response()
    };
    let key = match decide((&reader.ctx, &web.site.domain), reader.language, &typed).await? {
        Ok(()) => return Ok(back("besloten")),
        // Somebody else was faster.
        Err(Refused::Late) => return Ok(back("laat")),
        Err(Refused::Own) => {
            let slips = Slips::in_all(texts::text(reader.language, "desk-board-own"));
            return show(&web, &mine, &typed, slips).await;
        }
        Err(Refused::Reason(Problem::TooLong)) => {
            let most = [("count", REASON_MAX.into())];
            let words = texts::text_with(reader.language, "reports-slip-long", &most);
            return show(&web, &mine, &typed, Slips::own("reden", words)).await;
        }
        Err(Refused::Payout(slips)) => return show(&web, &mine, &typed, slips).await,
        Err(Refused::Reason(_)) => "desk-board-reason-empty",
    };
    let slips = Slips::own("reden", texts::text(reader.language, key));
    show(&web, &mine, &typed, slips).await
}

/// Why something was not decided, where who decides can mend it.
enum Refused {
    Late,
    Own,
    /// What shall be paid cannot be, as the books say.
    Payout(Slips),
    Reason(Problem),
}

async fn decide(
    (ctx, domain): (&Ctx, &Domain),
    language: Language,
    typed: &Typed,
) -> Result<Result<(), Refused>, Failure> {
    let (id, reason) = (typed.get("zaak"), typed.get("reden"));
    let no = |_| Failure::NOT_FOUND;
    let verdict = match typed.get("besluit") {
        "ja" => (true, reason),
        "nee" => (false, reason),
        _ => return Err(Failure::INVALID),
    };
    let done = match prefix(id) {
        Some(PostId::PREFIX) => {
            let id = PostId::parse(id).map_err(no)?;
            posts::decide_review(ctx, domain, id, verdict).await.map(drop)
        }
        Some(PostReportId::PREFIX) => {
            let id = PostReportId::parse(id).map_err(no)?;
            posts::decide_report(ctx, domain, id, verdict).await
        }
        Some(AgreementId::PREFIX) => {
            let id = AgreementId::parse(id).map_err(no)?;
            return settling::settle((ctx, domain), (id, language), typed).await;
        }
        _ => return Err(Failure::NOT_FOUND),
    };
    match done {
        Ok(()) => Ok(Ok(())),
        Err(PostError::NotFound) => Ok(Err(Refused::Late)),
        Err(PostError::Denied(_)) => Ok(Err(Refused::Own)),
        Err(PostError::Invalid { field: "reason", problem }) => Ok(Err(Refused::Reason(problem))),
        Err(error) => Err(error.into()),
    }
}

/// How much waits in a community, for who may decide about it.
pub(super) async fn count(
    ctx: &Ctx,
    domain: &Domain,
    here: &Community,
) -> Result<Option<u64>, Failure> {
    if !policy::allows_on(ctx.actor, Action::DecidePosts, here.standing()) {
        return Ok(None);
    }
    let waiting = posts::waiting(ctx, domain, here.community.id).await?;
    let disputes = disputes(ctx, domain, here).await?;
    Ok(Some((waiting.reviews.len() + waiting.reports.len() + disputes.len()) as u64))
}

/// The agreements to settle; none for who runs the house, who settles nothing between neighbours.
async fn disputes(ctx: &Ctx, domain: &Domain, here: &Community) -> Result<Vec<Seen>, Failure> {
    if !may_settle(ctx, here) {
        return Ok(Vec::new());
    }
    Ok(agreements::disputes(ctx, domain, here.community.id).await?)
}

fn may_settle(ctx: &Ctx, here: &Community) -> bool {
    policy::allows_on(ctx.actor, Action::SettleAgreement, here.standing())
}

/// What neighbours told the stewards; nothing for who runs the house.
async fn told(
    ctx: &Ctx,
    domain: &Domain,
    (here, of): (&Community, CommunityId),
) -> Result<Vec<Private>, Failure> {
    if !may_settle(ctx, here) {
        return Ok(Vec::new());
    }
    Ok(agreements::for_stewards(ctx, domain, of).await?)
}

async fn show(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let named = reader.value(COMMUNITY).filter(|it| !it.is_empty());
    let mut desk = AtDesk::open(web, reader, Action::DecidePosts, named).await?;
    let here = desk.here().map_err(|_| Failure::DENIED)?;
    let of = here.community.id;
    let waiting = posts::waiting(ctx, domain, of).await?;
    let disputes = disputes(ctx, domain, here).await?;
    let told = told(ctx, domain, (here, of)).await?;
    let authors = posts::authors(ctx, domain, &waiting.reviews).await?;
    let photos = photos::of(ctx, domain, &waiting).await?;
    let coins = coins(web, &waiting.reviews).await?;
    let count = waiting.reviews.len() + waiting.reports.len() + disputes.len();
    desk.waits.push((BOARD, count as u64));
    let mut page = Page::own(web, reader, "desk-board-title", "desk-board-lead", &slips).await;
    BOARD.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, BOARD);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "besloten" => Some(page.t("desk-board-done")),
        "laat" => Some(page.t("queue-done-late")),
        _ => None,
    });
    let known = Known {
        waiting: &waiting,
        authors: &authors,
        photos: &photos,
        disputes: &disputes,
        told: &told,
        coins: &coins,
        now: ctx.now,
    };
    let page = BoardPage::new(page, head, &known, (typed, done), slips);
    Ok(page.slips.on(answer_privately(page.slips.status(), &page.page, &page)?))
}

fn href(slug: &str) -> String {
    format!("{BOARD}?{COMMUNITY}={slug}")
}

impl BoardPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        known: &Known<'_>,
        (typed, done): (&Typed, Option<String>),
        slips: Slips,
    ) -> Self {
        let Known { waiting, now, .. } = *known;
        let reviews = waiting.reviews.iter().map(|it| {
            let author = known.authors.get(&it.id);
            let case = Case::review(&page, it, (author, known.coins), now);
            Case { photos: photos::of_post(known.photos, it.id), ..case }
        });
        let reports = waiting.reports.iter().map(|it| {
            let photos = photos::of_report(&page, known.photos, it);
            Case { photos, ..Case::report(&page, it, now) }
        });
        let disputes = known.disputes.iter().map(|it| Case::dispute(&page, it, now));
        let mut parts = vec![
            ("reports", page.t("desk-board-reports"), reports.collect::<Vec<_>>()),
            ("reviews", page.t("desk-board-reviews"), reviews.collect()),
            ("disputes", page.t("desk-board-disputes"), disputes.collect()),
        ];
        for case in parts.iter_mut().flat_map(|(_, _, cases)| cases) {
            if case.id == typed.get("zaak") {
                typed.get("reden").clone_into(&mut case.reason);
                case.error = slips.of("reden").map(str::to_owned);
                if let Some(pays) = &mut case.pays {
                    pays.again(typed, &slips);
                }
            }
        }
        parts.retain(|(_, _, cases)| !cases.is_empty());
        let told = |it: &Private| {
            let day = clock::day(page.language, clock::today(it.at), clock::today(now));
            let values = [
                ("who", it.by.name.clone().into()),
                ("whom", it.to.name.clone().into()),
                ("day", day.into()),
            ];
            (page.with("desk-board-told-line", &values), it.words.clone())
        };
        Self {
            action: href(&desk.slug),
            told: known.told.iter().map(told).collect(),
            reason_max: REASON_MAX,
            parts,
            desk,
            done,
            slips,
            page,
        }
    }
}

impl Case {
    fn new(
        page: &Page,
        id: String,
        (title, kind): (&str, &str),
        (at, now): (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        let day = clock::day(page.language, clock::today(at), clock::today(now));
        let since = page.with("queue-since", &[("date", day.into())]);
        Self {
            id,
            title: title.to_owned(),
            about: format!("{kind} · {since}"),
            facts: Vec::new(),
            words: Vec::new(),
            photos: Vec::new(),
            yes: String::new(),
            no: None,
            hint: page.t("desk-board-reason-hint"),
            reason: String::new(),
            error: None,
            pays: None,
        }
    }

    fn review(
        page: &Page,
        it: &Post,
        (author, coins): (Option<&Author>, &[Currency]),
        now: DateTime<Utc>,
    ) -> Self {
        let language = page.language;
        let kind = format!(
            "{}: {}",
            texts::posts::direction(language, it.direction),
            texts::posts::topic(language, it.topic)
        );
        let times = (it.created_at, now);
        let mut case = Self::new(page, it.id.to_string(), (&it.content.title, &kind), times);
        if let Some(author) = author {
            case.facts.push((page.t("desk-board-by"), author.name.clone()));
        }
        let terms = texts::posts::terms(language, &it.content.terms, coins);
        if !terms.is_empty() {
            case.facts.push((page.t("agreement-fact-terms"), terms));
        }
        let audience = texts::posts::audience(language, it.audience);
        case.facts.push((page.t("desk-board-audience"), audience));
        let text = paragraphs(Some(&it.content.text));
        if !text.is_empty() {
            case.words.push((page.t("desk-board-text"), text));
        }
        case.yes = page.t("desk-board-accept");
        case.no = Some(page.t("desk-board-refuse"));
        case
    }

    fn dispute(page: &Page, it: &Seen, now: DateTime<Utc>) -> Self {
        let agreement = &it.agreement;
        let kind = page.t("agreement-disputed");
        let times = (agreement.changed_at, now);
        let mut case = Self::new(page, agreement.id.to_string(), (&it.post_title, &kind), times);
        case.facts = vec![
            (page.t("desk-board-owner"), it.owner.name.clone()),
            (page.t("desk-board-replier"), it.replier.name.clone()),
        ];
        if let Some(by) = agreement.disputed_by {
            let is_owner = by == agreement.owner;
            let who = if is_owner { &it.owner } else { &it.replier };
            case.facts.push((page.t("desk-board-differs"), who.name.clone()));
        }
        let reason = paragraphs(agreement.reason.as_deref());
        case.words = vec![(page.t("desk-board-what"), reason)];
        case.pays = Pays::of(page, it);
        case.yes = page.t("desk-board-settle");
        case.hint = page.t("desk-board-settle-hint");
        case
    }
}
