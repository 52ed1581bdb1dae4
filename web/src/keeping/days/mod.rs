//! Days that differ: closed today, later today, back on a date, a holiday at a time. Whatever a
//! shopkeeper stands at the door for with a telephone in hand.

mod deeds;
mod holidays;
mod times;
mod usual;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::{HoursException, Listing, Service};
use koop_domain::listings::opening_hours::{ZONE, ramadan, usual};
use koop_domain::listings::rules::{LINE_MAX, TEXT_MAX};

use self::deeds::Deed;
use self::holidays::HolidayAsked;
use self::times::{PERIOD, TODAY, Times};
use self::usual::today_or_usual;
pub(super) use self::usual::{Press, today_words};
use super::kept;
use super::parts::{Choices, Typed, trail};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::card::{Cards, StatusLine};
use crate::entering::HOME;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::place::announce;
use crate::results::{service_label, service_name};
use crate::texts::{self, clock};

/// How much longer deliveries take, to choose from, in minutes.
const BUSY_MINUTES: [u32; 4] = [15, 30, 45, 60];
/// Until when a shopping evening lasts, mostly.
const SHOPPING_EVENING_ENDS: &str = "21:00";
/// The field of the address bar that says with what a period begins.
const TEMPLATE: &str = "sjabloon";
const HOW: [(&str, &str); 2] = [("dicht", "days-how-closed"), ("tijden", "days-how-times")];

#[derive(Template)]
#[template(path = "keeping/days/days.html")]
pub(crate) struct DaysPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub name: String,
    pub href: String,
    pub slug: String,
    pub done: Option<String>,
    pub status: StatusLine,
    pub today: String,
    /// What was said before of days among those that were just saved, and still holds.
    pub still: Vec<String>,
    pub press: Option<Press>,
    pub times: Times,
    pub back_on: Field,
    pub days: Vec<DayRow>,
    pub holidays: Vec<HolidayAsked>,
    pub templates: Vec<Link>,
    /// What there is to know about the template that was chosen.
    pub template_hint: Option<String>,
    /// Where what is so every week is said, where it was taken for one evening.
    pub weekly: Option<Link>,
    pub first: Field,
    pub last: Field,
    pub how: Choices,
    pub period: Times,
    pub note: Field,
    /// How deliveries go, where there are any.
    pub pace: Option<Pace>,
}

/// A day that differs, and what takes it back.
pub(crate) struct DayRow {
    pub words: String,
    pub from: String,
    pub to: String,
    pub service: &'static str,
}

/// How deliveries go.
pub(crate) struct Pace {
    pub now: Option<String>,
    pub is_usual: bool,
    /// How much longer, to choose from: the minutes and their words.
    pub minutes: Vec<(u32, String)>,
    pub until: Field,
}

/// `GET /mijn/plekken/{id}/dagen`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let today = clock::today(mine.reader.ctx.now);
    let template = mine.reader.value(TEMPLATE).unwrap_or_default();
    let typed = filled_in(mine.reader.language, &listing, template, today);
    show(&web, &mine, &listing, &typed, Slips::default()).await
}

/// `POST /mijn/plekken/{id}/dagen`
pub(crate) async fn post(
    State(web): State<Web>,
    Acting(mine): Acting,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let reader = &mine.reader;
    let deed = match Deed::read(reader.language, &typed, &listing, reader.ctx.now) {
        Ok(deed) => deed,
        Err(slips) => return show(&web, &mine, &listing, &typed, slips).await,
    };
    let (done, fields) = (deed.done(), deed.fields());
    let only_takes_away = deed.only_takes_away();
    match deed.perform(&reader.ctx, &web.site.domain, listing.id).await {
        Err(ListingError::Invalid { field: "hours", .. }) => {
            let slips = Slips::in_all(texts::text(reader.language, "days-no-usual"));
            show(&web, &mine, &listing, &typed, slips).await
        }
        Err(error) if !(only_takes_away && matches!(error, ListingError::NotFound)) => {
            let slips = Slips::of_listing(reader.language, error, fields)?;
            show(&web, &mine, &listing, &typed, slips).await
        }
        _ => {
            let to = match typed.get("terug") {
                "mijn" => format!("{HOME}?gedaan={done}"),
                "plekken" => format!("/mijn/plekken?gedaan={done}"),
                _ => format!("/mijn/plekken/{}/dagen?gedaan={done}", listing.id),
            };
            Ok(Redirect::to(&to).into_response())
        }
    }
}

async fn show(
    web: &Web,
    mine: &Mine,
    listing: &Listing,
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let done = reader.value("gedaan").filter(|_| slips.is_empty());
    let done = done.and_then(|what| told(reader.language, what));
    let mut page = Page::own(web, reader, "days-title", "days-lead", &slips).await;
    page.here = format!("/mijn/plekken/{}/dagen", listing.id);
    let status = slips.status();
    let mut page = DaysPage::new(page, listing, typed, done, slips, reader.ctx.now);
    let saved = |name| reader.value(name).and_then(|day| day.parse().ok());
    if let Some(days) = saved("van").zip(saved("tot")).filter(|_| page.done.is_some()) {
        page.still = still(&page.page, listing, days);
    }
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// What goes before some days that were just saved: what was said of fewer among them, or of one
/// service.
fn still(page: &Page, listing: &Listing, (from, to): (NaiveDate, NaiveDate)) -> Vec<String> {
    let notes = &listing.facts.exceptions;
    let saved = notes.iter().find(|it| (it.from, it.to, it.service) == (from, to, None));
    let Some(saved) = saved else { return Vec::new() };
    let goes_before = |it: &&HoursException| {
        let touches = it.from <= to && from <= it.to;
        let narrower = it.service.is_some() || it.to - it.from <= to - from;
        touches && narrower && it.spans != saved.spans
    };
    notes.iter().filter(goes_before).map(|it| DayRow::of(page, it).words).collect()
}

/// What has just been done, in a sentence.
fn told(language: Language, what: &str) -> Option<String> {
    let key = match what {
        "dicht" => "places-done-closed",
        "open" => "places-done-open",
        "weg" => "days-done-removed",
        "bewaard" => "days-done",
        "tempo" => "days-done-pace",
        _ => return None,
    };
    Some(texts::text(language, key))
}

/// What the form of a period begins with.
fn filled_in(language: Language, listing: &Listing, template: &str, today: NaiveDate) -> Typed {
    let mut typed = Typed::default();
    typed.set("hoe", "dicht");
    typed.set(TEMPLATE, template);
    match template {
        "zomer" => typed.set("noot", &texts::text(language, "days-summer")),
        "ramadan" => {
            typed.set("noot", &texts::text(language, "days-ramadan"));
            typed.set("hoe", "tijden");
            if let Some((first, last)) = ramadan(today) {
                // Who thinks of it when it has begun says it from today on.
                typed.set("eerste", &first.max(today).to_string());
                typed.set("laatste", &last.to_string());
            }
        }
        "koopavond" => {
            typed.set("noot", &texts::text(language, "days-evening"));
            typed.set("hoe", "tijden");
            let thursday = today.week(Weekday::Thu).last_day() - Days::new(6);
            let thursday = if thursday < today { thursday + Days::new(7) } else { thursday };
            typed.set("eerste", &thursday.to_string());
            typed.set("laatste", &thursday.to_string());
            let usual = usual(&listing.facts, Service::Counter, thursday);
            times::begin(&mut typed, PERIOD, &usual);
            times::close_at(&mut typed, PERIOD, SHOPPING_EVENING_ENDS);
        }
        _ => {}
    }
    typed
}

impl DaysPage {
    pub(crate) fn new(
        page: Page,
        listing: &Listing,
        typed: &Typed,
        done: Option<String>,
        slips: Slips,
        now: DateTime<Utc>,
    ) -> Self {
        let (language, today) = (page.language, clock::today(now));
        let cards = Cards::now(language, now);
        let href = format!("/mijn/plekken/{}/dagen", listing.id);
        let field = |id, label: &str, kind, value: &str| {
            Field::fact(language, (id, label), value, &slips).typed(kind, "text")
        };
        let begun = today_or_usual(listing, today);
        let back = typed.some("weer").or_else(|| back_on(listing, today)).unwrap_or_default();
        let mut note = field("noot", "days-note", "text", typed.get("noot"));
        note.longest = LINE_MAX.min(TEXT_MAX);
        let template = |(key, label): (&str, &str)| Link {
            href: format!("{href}?{TEMPLATE}={key}#periode"),
            label: page.t(label),
        };
        let coming = listing.facts.exceptions.iter().filter(|it| it.to >= today);
        Self {
            trail: trail(language),
            name: listing.facts.name.clone(),
            slug: listing.slug.clone(),
            status: cards.line(listing, &cards.status(listing)),
            today: today_words(language, listing, now),
            still: Vec::new(),
            press: Press::of(&page, listing, now),
            times: Times::of(&page, TODAY, (typed, &begun), &slips),
            back_on: field("weer", "days-back-on", "date", &back),
            days: coming.map(|it| DayRow::of(&page, it)).collect(),
            holidays: holidays::asked(&page, listing, (today, typed), &slips),
            templates: [
                ("zomer", "days-summer"),
                ("ramadan", "days-ramadan"),
                ("koopavond", "days-evening-once"),
            ]
            .map(template)
            .into(),
            first: field("eerste", "days-first", "date", typed.get("eerste")),
            last: field("laatste", "days-last", "date", typed.get("laatste")),
            template_hint: match typed.get(TEMPLATE) {
                "ramadan" => Some(page.t("days-ramadan-when")),
                "koopavond" => Some(page.t("days-evening-when")),
                _ => None,
            },
            weekly: (typed.get(TEMPLATE) == "koopavond").then(|| Link {
                href: format!("/mijn/plekken/{}/openingstijden", listing.id),
                label: page.t("days-evening-week"),
            }),
            how: Choices::of(&page, ("hoe", "days-how"), &HOW, typed.get("hoe"), &slips),
            period: Times::of(&page, PERIOD, (typed, &[]), &slips),
            note: note.hinted(page.t("days-note-hint")),
            pace: Pace::of(&page, listing, typed, &slips, now),
            href,
            done,
            slips,
            page,
        }
    }
}

impl DayRow {
    fn of(page: &Page, exception: &HoursException) -> Self {
        let words = announce(page, exception);
        let words = match exception.service {
            Some(service) => format!("{}: {words}", service_label(page.language, service)),
            None => words,
        };
        Self {
            words,
            from: exception.from.to_string(),
            to: exception.to.to_string(),
            service: exception.service.map_or("", service_name),
        }
    }
}

impl Pace {
    fn of(
        page: &Page,
        listing: &Listing,
        typed: &Typed,
        slips: &Slips,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let delivery = listing.facts.delivery.as_ref()?;
        let paused = delivery.paused_until.filter(|until| *until > now);
        let busy = delivery.busy_minutes.filter(|it| *it > 0);
        let told = match (paused, busy) {
            (Some(until), _) => {
                let until = clock::moment(page.language, until, clock::today(now));
                Some(page.with("days-paused", &[("until", until.into())]))
            }
            (None, Some(minutes)) => Some(page.with("status-busy", &[("minutes", minutes.into())])),
            (None, None) => None,
        };
        let longer = |it: u32| page.with("days-busy-minutes", &[("minutes", it.into())]);
        let until =
            Field::fact(page.language, ("pauze", "days-pause-until"), typed.get("pauze"), slips);
        Some(Self {
            is_usual: told.is_none(),
            now: told,
            minutes: BUSY_MINUTES.map(|it| (it, longer(it))).into(),
            until: until.typed("time", "text"),
        })
    }
}

/// The day on which somebody who is away now is back, as the form writes it.
fn back_on(listing: &Listing, today: NaiveDate) -> Option<String> {
    let is_away = |it: &&HoursException| {
        it.spans.is_none() && it.service.is_none() && it.from <= today && it.to > today
    };
    let last = listing.facts.exceptions.iter().find(is_away)?.to;
    last.succ_opt().map(|day| day.to_string())
}

/// The instant of a time of the clock, today or, when that is past, tomorrow.
fn coming(time: chrono::NaiveTime, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = clock::today(now);
    let at = |date: NaiveDate| {
        let local = date.and_time(time).and_local_timezone(ZONE).earliest()?;
        Some(local.to_utc()).filter(|it| *it > now)
    };
    at(today).or_else(|| at(today.succ_opt()?))
}
