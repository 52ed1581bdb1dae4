//! The week of a place: seven days at a glance, or the text itself for who writes more than fits
//! in them. A text that no week can say stands as it is until somebody asks for an empty week.

mod form;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use http::HeaderMap;
use koop_domain::error::Problem;
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers;
use koop_domain::listings::model::{Kind, Listing, Service};
use koop_domain::listings::opening_hours::Schedule;
use koop_domain::listings::opening_hours::grid::WeekGrid;
use koop_domain::listings::rules::TEXT_MAX;

use self::form::{DAYS, DayFields, HOLIDAY_CHOICE, HOLIDAYS, WeekForm, model_of, words};
use super::kept;
use super::parts::{Choices, Preview, Typed, service_of, trail};
use crate::Web;
use crate::account::{Acting, Mine};
use crate::drafts::{Sent, Waiting};
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::home::Link;
use crate::page::{Page, answer_privately};
use crate::place::Week;
use crate::results::{service_label, service_name};
use crate::texts;

const FIELDS: &[Named] = &[("raw", "tekst", "hours-text"), ("hours", "tekst", "hours-text")];
const HOLIDAY_CHOICES: [(&str, &str); 3] = [
    ("week", "hours-holidays-week"),
    ("dicht", "hours-holidays-closed"),
    ("tijden", "hours-holidays-own"),
];

#[derive(Template)]
#[template(path = "keeping/hours/hours.html")]
pub(crate) struct HoursPage {
    pub page: Page,
    pub slips: Slips,
    pub trail: Vec<Link>,
    pub name: String,
    pub href: String,
    pub slug: String,
    pub done: Option<String>,
    pub revision: i32,
    pub service: &'static str,
    /// The services to choose from: the name, the words, and whether it is this one.
    pub services: Vec<(String, String, bool)>,
    /// The week; none where the text says more than a week can.
    pub days: Option<Vec<DayFields>>,
    /// Whether saving the week replaces a text that says more.
    pub replaces: bool,
    pub holidays: Choices,
    pub text: Field,
    pub text_open: bool,
    pub preview: Option<Look>,
    /// What somebody else wrote meanwhile.
    pub theirs: Option<Look>,
}

/// Hours as residents see them.
#[derive(Clone)]
pub(crate) struct Look {
    /// Days and times in words, where a week can say them.
    pub words: Vec<(String, String)>,
    /// The coming week, where none can.
    pub week: Option<Week>,
}

/// What the page is made of.
pub(super) struct Shown {
    listing: Listing,
    service: Service,
    week: Option<WeekForm>,
    replaces: bool,
    text: String,
    preview: bool,
    theirs: bool,
    /// The revision that what was typed is about, unless both are shown side by side.
    revision: Option<i32>,
    /// Whether what was typed had waited.
    waited: bool,
    slips: Slips,
}

/// `GET /mijn/plekken/{id}/openingstijden`
pub(crate) async fn get(
    State(web): State<Web>,
    Acting(mine): Acting,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    if let Some(typed) = Waiting::of(&web.site, &headers).asked(&web, &mine.reader).await? {
        let shown = Shown { waited: true, ..Shown::typed(listing, &typed) };
        return show(&web, &mine, shown).await;
    }
    let service = service_of(mine.reader.value("dienst").unwrap_or_default());
    show(&web, &mine, Shown::stored(listing, service)).await
}

/// `POST /mijn/plekken/{id}/openingstijden`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { mine, typed, waiting }: Sent,
) -> Result<Response, Failure> {
    let (_, listing) = kept(&web, &mine, &id).await?;
    let mut shown = Shown::typed(listing, &typed);
    let deed = typed.get("doe").to_owned();
    let raw = match shown.step(&mine, &deed) {
        Some(raw) => raw,
        None => return show(&web, &mine, shown).await,
    };
    let id = shown.listing.id;
    let (revision, ctx, domain) = (shown.revision, &mine.reader.ctx, &web.site.domain);
    match keepers::set_hours(ctx, domain, id, revision, (shown.service, &raw)).await {
        Ok(_) => {
            waiting.done(&web, &mine.reader).await?;
            Ok(Redirect::to(&saved(id, shown.service)).into_response())
        }
        Err(ListingError::Conflict { current }) => {
            let error = ListingError::Conflict { current: current.clone() };
            shown.slips = Slips::of_listing(mine.reader.language, error, FIELDS)?;
            (shown.theirs, shown.preview, shown.revision) = (true, true, None);
            shown.listing = *current;
            show(&web, &mine, shown).await
        }
        Err(error) => {
            shown.slips = Slips::of_listing(mine.reader.language, error, FIELDS)?;
            show(&web, &mine, shown).await
        }
    }
}

fn saved(id: ListingId, service: Service) -> String {
    format!("/mijn/plekken/{id}/openingstijden?dienst={}&gedaan=bewaard", service_name(service))
}

impl Shown {
    /// What the house has.
    pub(super) fn stored(listing: Listing, service: Service) -> Self {
        let raw = listing.facts.hours.get(&service).cloned().unwrap_or_default();
        let grid = if raw.is_empty() { Some(WeekGrid::default()) } else { WeekGrid::read(&raw) };
        Self {
            week: grid.as_ref().map(WeekForm::of),
            text: raw,
            listing,
            service,
            replaces: false,
            preview: false,
            theirs: false,
            revision: None,
            waited: false,
            slips: Slips::default(),
        }
    }

    /// What was typed.
    pub(super) fn typed(listing: Listing, typed: &Typed) -> Self {
        let stored = Self::stored(listing, service_of(typed.get("dienst")));
        let replaces = !typed.get("vervangt").is_empty();
        let was_shown = !typed.get("week").is_empty();
        Self {
            week: was_shown.then(|| WeekForm::typed(typed)),
            replaces,
            text: typed.get("tekst").to_owned(),
            revision: typed.get("revisie").parse().ok(),
            ..stored
        }
    }

    /// Does what was asked; answers the text to save, if that is what was asked.
    fn step(&mut self, mine: &Mine, deed: &str) -> Option<String> {
        let language = mine.reader.language;
        if let Some(week) = &mut self.week
            && let Some((what, day)) = deed.split_once('-')
            && let Some(day) = DAYS.iter().position(|it| *it == day)
        {
            match (what, model_of(day)) {
                ("als", Some(model)) => week.copy(model, [day]),
                ("dicht", _) => week.clear(day),
                _ => {}
            }
            return None;
        }
        match (deed, &mut self.week) {
            ("werkdagen", Some(week)) => week.copy(0, 1..5),
            ("alle", Some(week)) => week.copy(0, 1..HOLIDAYS),
            ("leeg", _) => {
                (self.week, self.replaces) = (Some(WeekForm::of(&WeekGrid::default())), true);
            }
            ("weg", _) => return Some(String::new()),
            ("tekst-bewaar", _) => return Some(self.text.clone()),
            ("tekst-bekijk", _) => self.look_at_text(language),
            ("bewaar", Some(week)) => match week.read(language) {
                Ok(grid) if self.replaces || self.fits() => return Some(grid.raw()),
                Ok(_) => self.slips = Slips::in_all(texts::text(language, "hours-no-fit")),
                Err(slips) => self.slips = slips,
            },
            (_, Some(week)) => match week.read(language) {
                Ok(grid) => (self.text, self.preview) = (grid.raw(), true),
                Err(slips) => self.slips = slips,
            },
            _ => {}
        }
        None
    }

    /// Whether a week says all that the house has now, so that saving one loses nothing.
    fn fits(&self) -> bool {
        let raw = self.listing.facts.hours.get(&self.service);
        raw.is_none_or(|raw| WeekGrid::read(raw).is_some())
    }

    fn look_at_text(&mut self, language: Language) {
        if self.text.is_empty() || Schedule::parse(&self.text).is_readable() {
            self.preview = true;
            self.week = WeekGrid::read(&self.text).as_ref().map(WeekForm::of);
            return;
        }
        let label = texts::text(language, "hours-text");
        let words = texts::problem(language, &label, Problem::Unreadable);
        self.slips = Slips::own("tekst", words);
    }
}

async fn show(web: &Web, mine: &Mine, shown: Shown) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let done = reader.value("gedaan").is_some() && shown.slips.is_empty();
    let mut page = Page::own(web, reader, "hours-title", "hours-lead", &shown.slips).await;
    page.here = format!(
        "/mijn/plekken/{}/openingstijden?dienst={}",
        shown.listing.id,
        service_name(shown.service)
    );
    let status = shown.slips.status();
    let page = HoursPage::new(page, shown, done, reader.ctx.now);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl HoursPage {
    pub(super) fn new(page: Page, shown: Shown, done: bool, now: DateTime<Utc>) -> Self {
        let language = page.language;
        let Shown { listing, service, week, slips, .. } = shown;
        let look = |raw: &str| Look::of(&page, &listing, service, raw, now);
        let stored = listing.facts.hours.get(&service).cloned().unwrap_or_default();
        let chosen = week.as_ref().map_or("week", |week| week.holidays.as_str());
        let holidays = Choices::of(
            &page,
            (HOLIDAY_CHOICE, "hours-holidays"),
            &HOLIDAY_CHOICES,
            chosen,
            &slips,
        );
        let mut text = Field::fact(language, ("tekst", "hours-text"), &shown.text, &slips)
            .hinted(page.t("hours-text-hint"));
        text.longest = TEXT_MAX;
        Self {
            trail: trail(language),
            name: listing.facts.name.clone(),
            href: format!("/mijn/plekken/{}/openingstijden", listing.id),
            slug: listing.slug.clone(),
            done: match (shown.waited, done) {
                (true, _) => Some(page.t("draft-back")),
                (false, true) => Some(page.t("hours-done")),
                (false, false) => None,
            },
            revision: shown.revision.unwrap_or(listing.revision),
            service: service_name(service),
            services: services(&page, &listing, service),
            text_open: week.is_none() || slips.of("tekst").is_some(),
            days: week.map(|week| week.fields(language, &slips)),
            replaces: shown.replaces,
            holidays,
            preview: shown.preview.then(|| look(&shown.text)),
            theirs: shown.theirs.then(|| look(&stored)),
            text,
            slips,
            page,
        }
    }
}

impl Look {
    fn of(page: &Page, listing: &Listing, service: Service, raw: &str, now: DateTime<Utc>) -> Self {
        let grid = WeekGrid::read(raw);
        let mut listing = listing.clone();
        listing.facts.hours = [(service, raw.to_owned())].into();
        let week = grid.is_none().then(|| Preview::of(page, &listing, now).weeks.pop()).flatten();
        let words = grid.map(|grid| words(page.language, &grid)).unwrap_or_default();
        Self { words, week }
    }
}

/// The services that have hours, or could have: what is delivered, and what a kitchen cooks.
fn services(page: &Page, listing: &Listing, chosen: Service) -> Vec<(String, String, bool)> {
    let facts = &listing.facts;
    let could_have = |service: Service| match service {
        Service::Counter => true,
        Service::Kitchen | Service::Pickup => facts.kind == Kind::Food,
        Service::Delivery => facts.delivery.is_some(),
    };
    let offered = |it: &Service| facts.hours.contains_key(it) || could_have(*it) || *it == chosen;
    let all: Vec<Service> = Service::ALL.into_iter().filter(offered).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let row =
        |it: Service| (service_name(it).to_owned(), service_label(page.language, it), it == chosen);
    all.into_iter().map(row).collect()
}
