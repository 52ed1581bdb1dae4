//! Mandates of mine: who acts for me and for whom I act, giving one, ending one, and what was done
//! under it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::audit::model::Line;
use koop_domain::id::{AuditId, MandateId, MemberId};
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{self, Deed, Deeds, Mandate, Told, Wish, last_day, read_day};

use super::{deed_key, done_words, for_whom};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::{Page, answer_privately};
use crate::texts::clock;

/// The fields of a mandate, as every form about one names them.
pub(super) const FIELDS: &[Named] = &[
    ("handle", "wie", "mandate-who"),
    ("deeds", "wat", "mandate-what"),
    ("until", "tot", "mandate-until"),
    ("signedOn", "getekend", "mandate-signed"),
];
const PATH: &str = "/mijn/machtigingen";
/// How many mandates, or lines of what was done, stand on a page.
pub(super) const SHOWN: u32 = 50;
/// The parameter that says after which a page begins.
const AFTER: &str = "na";

#[derive(Template)]
#[template(path = "people/mandates/mandates.html")]
pub(crate) struct MandatesPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    /// Who acts for me.
    pub given: Vec<Row>,
    /// For whom I act.
    pub held: Vec<Row>,
    /// Where there are more of both.
    pub next: Option<String>,
    /// My short name.
    pub handle: String,
    pub form: WishForm,
}

/// What was done under a mandate.
#[derive(Template)]
#[template(path = "people/mandates/done.html")]
pub(crate) struct DonePage {
    pub page: Page,
    pub row: Row,
    pub lines: Vec<DoneLine>,
    /// Where there are more.
    pub next: Option<String>,
}

/// A mandate.
pub(crate) struct Row {
    pub id: String,
    /// `Joke voor mevrouw De Wit`.
    pub words: String,
    pub deeds: String,
    /// Until when, or that it is over.
    pub until: String,
    pub given: String,
    pub counts: bool,
    pub href: String,
    /// What is known of both, where that is shown.
    pub known: Vec<String>,
}

/// Something that was done.
pub(crate) struct DoneLine {
    pub instant: String,
    pub at: String,
    pub who: String,
    pub what: String,
    pub about: Option<String>,
}

/// The fields of a mandate.
pub(crate) struct WishForm {
    pub handle: Field,
    pub deeds: Choices,
    pub until: Field,
}

impl WishForm {
    pub(super) fn new(page: &Page, typed: &Typed, now: DateTime<Utc>, slips: &Slips) -> Self {
        let deed = |deed: Deed| Choice {
            value: deed.key().to_owned(),
            label: page.t(deed_key(deed)),
            chosen: typed.all("wat").any(|it| it == deed.key()),
        };
        let there = Deed::ALL.into_iter().filter(|it| it.is_there()).map(deed).collect();
        let until = match typed.get("tot") {
            "" => last_day(now.with_timezone(&ZONE).date_naive()).to_string(),
            typed => typed.to_owned(),
        };
        let groups = vec![Group { label: String::new(), choices: there }];
        Self {
            handle: Field::fact(page.language, ("wie", "mandate-who"), typed.get("wie"), slips)
                .hinted(page.t("mandate-who-hint")),
            deeds: Choices::grouped(page, ("wat", "mandate-what"), groups, slips)
                .hinted(page.t("mandate-what-hint")),
            until: Field::fact(page.language, ("tot", "mandate-until"), &until, slips)
                .hinted(page.t("mandate-until-hint"))
                .typed("date", "text"),
        }
    }

    /// What was typed. A day that cannot be read is one that does not come.
    pub(super) fn read(typed: &Typed) -> Wish<'_> {
        let deeds: Deeds = typed.all("wat").filter_map(Deed::from_key).collect();
        let until = read_day(typed.get("tot")).unwrap_or_default();
        Wish { handle: typed.get("wie"), deeds, until }
    }
}

/// `GET /mijn/machtigingen`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/machtigingen`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let done = match typed.get("doe") {
        "geef" => {
            let given = mandates::give(ctx, domain, &WishForm::read(&typed)).await;
            given.map(|_| "gegeven")
        }
        "stop" => {
            let id = MandateId::parse(typed.get("welke")).map_err(|_| Failure::NOT_FOUND)?;
            match mandates::end(ctx, domain, id).await {
                // Who ends what has ended sees that it has.
                Ok(()) | Err(ProfileError::NotFound) => Ok("gestopt"),
                Err(error) => Err(error),
            }
        }
        _ => return Err(Failure::INVALID),
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("{PATH}?gedaan={done}")).into_response()),
        Err(error) => {
            let slips = Slips::of_profile(mine.reader.language, error, FIELDS)?;
            show(&web, &mine, &typed, slips).await
        }
    }
}

/// `GET /mijn/machtigingen/{id}`: what was done under it, for both and the organisers.
pub(crate) async fn done(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = MandateId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let reader = &mine.reader;
    let after = reader.value(AFTER).and_then(|it| AuditId::parse(it).ok());
    let asked = (SHOWN + 1, after);
    let (told, mut lines) = mandates::done(&reader.ctx, &web.site.domain, id, asked).await?;
    let next = cut(&mut lines).map(|last| format!("{PATH}/{id}?{AFTER}={}", last.id));
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "mandate-log", "mandate-log-lead", &slips).await;
    page.here = format!("{PATH}/{id}");
    let page = DonePage { next, ..DonePage::new(page, &told, &lines, reader.ctx.now) };
    answer_privately(slips.status(), &page.page, &page)
}

async fn show(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let after = reader.value(AFTER).and_then(|it| MandateId::parse(it).ok());
    let mut all = match mandates::mine(&reader.ctx, domain, (SHOWN + 1, after)).await {
        // Where a page begins after one that is none of mine, the list begins anew.
        Err(ProfileError::Invalid { .. }) => {
            mandates::mine(&reader.ctx, domain, (SHOWN + 1, None)).await?
        }
        all => all?,
    };
    let next = cut(&mut all).map(|last| format!("{PATH}?{AFTER}={}", last.mandate.id));
    let mut page = Page::own(web, reader, "mandate-title", "mandate-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "gegeven" => Some(page.t("mandate-done-given")),
        "gestopt" => Some(page.t("mandate-done-ended")),
        _ => None,
    });
    let own = koop_domain::profiles::mine(&reader.ctx, domain).await?;
    let handle = own.first().map(|(it, _)| it.handle.clone()).unwrap_or_default();
    let status = slips.status();
    let me = (mine.known.member.id, handle.as_str());
    let page = MandatesPage::new(page, (&all, me), (typed, reader.ctx.now), (done, slips));
    let page = MandatesPage { next, ..page };
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// Cuts a list to what is shown, and answers the last of it where there is more.
pub(super) fn cut<T>(all: &mut Vec<T>) -> Option<&T> {
    let is_more = all.len() > SHOWN as usize;
    all.truncate(SHOWN as usize);
    all.last().filter(|_| is_more)
}

impl MandatesPage {
    pub(crate) fn new(
        page: Page,
        (all, (me, handle)): (&[Told], (MemberId, &str)),
        (typed, now): (&Typed, DateTime<Utc>),
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let rows = |mine: fn(&Mandate) -> MemberId| {
            let rows = all.iter().filter(|it| mine(&it.mandate) == me);
            rows.map(|it| Row::of(&page, it, now)).collect()
        };
        Self {
            given: rows(|it| it.giver),
            held: rows(|it| it.agent),
            next: None,
            handle: page.with("places-handle", &[("handle", handle.to_owned().into())]),
            form: WishForm::new(&page, typed, now, &slips),
            done,
            slips,
            page,
        }
    }
}

impl DonePage {
    pub(crate) fn new(page: Page, told: &Told, lines: &[Line], now: DateTime<Utc>) -> Self {
        let line = |it: &Line| {
            let local = it.at.with_timezone(&ZONE);
            let day = clock::date(page.language, local.date_naive());
            let gone = || page.t("audit-gone");
            let who = it.actor_name.clone().unwrap_or_else(gone);
            let whom = it.behalf_name.clone().unwrap_or_else(gone);
            let what = it.details.get("what").and_then(|what| what.as_str());
            let what = what.and_then(|what| done_words(page.language, what));
            DoneLine {
                instant: it.at.to_rfc3339(),
                at: format!("{day}, {}", clock::hour(page.language, local.time())),
                who: for_whom(page.language, &who, &whom),
                what: what.unwrap_or_else(|| it.act.clone()),
                about: it.subject_name.clone(),
            }
        };
        let lines = lines.iter().map(line).collect();
        Self { row: Row::of(&page, told, now), lines, next: None, page }
    }
}

impl Row {
    pub(super) fn of(page: &Page, told: &Told, now: DateTime<Utc>) -> Self {
        let it = &told.mandate;
        let day = |at| clock::date(page.language, clock::today(at));
        let until = match it.ended_at {
            Some(at) => page.with("mandate-ended-on", &[("day", day(at).into())]),
            None => {
                let last = clock::date(page.language, clock::last_day(it.ends_at));
                let key = if it.counts(now) { "mandate-runs-until" } else { "mandate-ran-until" };
                page.with(key, &[("day", last.into())])
            }
        };
        let given = match it.signed_on {
            Some(on) => {
                let on = clock::date(page.language, on);
                page.with("mandate-signed-on", &[("day", on.into())])
            }
            None => page.with("mandate-given-on", &[("day", day(it.given_at).into())]),
        };
        let deeds = it.deeds.iter().map(|deed| page.t(deed_key(deed)));
        Self {
            id: it.id.to_string(),
            words: for_whom(page.language, &told.agent.name, &told.giver.name),
            deeds: deeds.collect::<Vec<_>>().join(", "),
            until,
            given,
            counts: it.counts(now),
            href: format!("{PATH}/{}", it.id),
            known: Vec::new(),
        }
    }
}
