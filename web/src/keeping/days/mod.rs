//! Days that differ: closed today, later today, back on a date, a holiday at a time. Whatever a
//! shopkeeper stands at the door for with a telephone in hand.

mod deeds;
mod usual;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Days, NaiveDate, Utc, Weekday};
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::model::{HoursException, Listing, Service};
use koop_domain::listings::opening_hours::{self, ZONE};
use koop_domain::listings::rules::{LINE_MAX, TEXT_MAX};

use self::deeds::Deed;
use self::usual::{coming_holidays, first_and_last, usual};
pub(super) use self::usual::{is_closed_all_of, today_words};
use super::kept;
use super::parts::{Choices, Typed, clock_value, trail};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::card::{Cards, StatusLine};
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
    pub closed_today: bool,
    pub from: Field,
    pub to: Field,
    pub back_on: Field,
    pub days: Vec<DayRow>,
    pub holidays: Vec<HolidayAsked>,
    pub templates: Vec<Link>,
    pub first: Field,
    pub last: Field,
    pub how: Choices,
    pub period_from: Field,
    pub period_to: Field,
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

/// A holiday that nobody has said anything about.
pub(crate) struct HolidayAsked {
    pub date: String,
    pub question: String,
    /// What residents read now.
    pub now: String,
    /// Open as on any such day, with its times, where there are any.
    pub usual: Option<String>,
    pub from_id: String,
    pub to_id: String,
    pub from: String,
    pub to: String,
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
    let template = mine.reader.value("sjabloon").unwrap_or_default();
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
    match deed.perform(&reader.ctx, &web.site.domain, listing.id).await {
        // What somebody took back already is gone, as was wanted.
        Ok(_) | Err(ListingError::NotFound) => {
            let to = match typed.get("terug") {
                "plekken" => format!("/mijn/plekken?gedaan={done}"),
                _ => format!("/mijn/plekken/{}/dagen?gedaan={done}", listing.id),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_listing(reader.language, error, fields)?;
            show(&web, &mine, &listing, &typed, slips).await
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
    let page = DaysPage::new(page, listing, typed, done, slips, reader.ctx.now);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
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
    match template {
        "zomer" => typed.set("noot", &texts::text(language, "days-summer")),
        "ramadan" => {
            typed.set("noot", &texts::text(language, "days-ramadan"));
            typed.set("hoe", "tijden");
        }
        "koopavond" => {
            typed.set("noot", &texts::text(language, "days-evening"));
            typed.set("hoe", "tijden");
            let thursday = today.week(Weekday::Thu).last_day() - Days::new(6);
            let thursday = if thursday < today { thursday + Days::new(7) } else { thursday };
            typed.set("eerste", &thursday.to_string());
            typed.set("laatste", &thursday.to_string());
            let opens = usual(listing, thursday).and_then(|spans| first_and_last(&spans));
            typed.set("pvan", &opens.map(|(from, _)| clock_value(from)).unwrap_or_default());
            typed.set("ptot", SHOPPING_EVENING_ENDS);
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
        let hours = first_and_last(&opening_hours::week(listing, Service::Counter, now)[0].spans);
        let begin = |name: &str, of: Option<String>| typed.some(name).or(of).unwrap_or_default();
        let from = begin("van", hours.map(|(from, _)| clock_value(from)));
        let to = begin("tot", hours.map(|(_, to)| clock_value(to)));
        let mut note = field("noot", "days-note", "text", typed.get("noot"));
        note.longest = LINE_MAX.min(TEXT_MAX);
        let template = |(key, label): (&str, &str)| Link {
            href: format!("{href}?sjabloon={key}#periode"),
            label: page.t(label),
        };
        let coming = listing.facts.exceptions.iter().filter(|it| it.to >= today);
        Self {
            trail: trail(language),
            name: listing.facts.name.clone(),
            slug: listing.slug.clone(),
            status: cards.line(listing, &cards.status(listing)),
            today: today_words(language, listing, now),
            closed_today: is_closed_all_of(listing, today),
            from: field("van", "hours-from", "time", &from),
            to: field("tot", "hours-to", "time", &to),
            back_on: field("weer", "days-back-on", "date", typed.get("weer")),
            days: coming.map(|it| DayRow::of(&page, it)).collect(),
            holidays: coming_holidays(listing, today)
                .into_iter()
                .map(|date| HolidayAsked::of(&page, listing, date))
                .collect(),
            templates: [
                ("zomer", "days-summer"),
                ("ramadan", "days-ramadan"),
                ("koopavond", "days-evening"),
            ]
            .map(template)
            .into(),
            first: field("eerste", "days-first", "date", typed.get("eerste")),
            last: field("laatste", "days-last", "date", typed.get("laatste")),
            how: Choices::of(&page, ("hoe", "days-how"), &HOW, typed.get("hoe"), &slips),
            period_from: field("pvan", "hours-from", "time", typed.get("pvan")),
            period_to: field("ptot", "hours-to", "time", typed.get("ptot")),
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

impl HolidayAsked {
    fn of(page: &Page, listing: &Listing, date: NaiveDate) -> Self {
        let language = page.language;
        let day =
            format!("{} {}", clock::weekday(language, date), clock::day_month(language, date));
        let name = opening_hours::holiday(date).map(|it| texts::status::holiday(language, it));
        let values = [("name", name.unwrap_or_default().into()), ("day", day.into())];
        let now = usual::words_on(language, listing, date);
        let spans = usual(listing, date);
        let times = spans.as_deref().and_then(first_and_last);
        Self {
            date: date.to_string(),
            question: page.with("days-holiday", &values),
            now: page.with("days-holiday-now", &[("times", now.into())]),
            usual: spans.map(|spans| {
                let times = usual::words(language, &spans);
                page.with("days-holiday-open", &[("times", times.into())])
            }),
            from_id: format!("van-{date}"),
            to_id: format!("tot-{date}"),
            from: times.map(|(from, _)| clock_value(from)).unwrap_or_default(),
            to: times.map(|(_, to)| clock_value(to)).unwrap_or_default(),
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

/// The instant of a time of the clock, today or, when that is past, tomorrow.
fn coming(time: chrono::NaiveTime, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = clock::today(now);
    let at = |date: NaiveDate| {
        let local = date.and_time(time).and_local_timezone(ZONE).earliest()?;
        Some(local.to_utc()).filter(|it| *it > now)
    };
    at(today).or_else(|| at(today.succ_opt()?))
}
