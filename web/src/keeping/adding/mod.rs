//! A place that is missing: what it is, where it is, how it is reached, and a look at the whole.
//! Nothing is shown to anybody before the last button. What was typed travels in the form itself; it
//! waits while somebody signs in, and a member finds it again who left half way.

mod draft;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use koop_domain::drafts::{self, error::DraftError};
use koop_domain::id::ListingId;
use koop_domain::language::Language;
use koop_domain::listings::categories::tree;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::{self, ADDED_A_DAY_MAX, Added};
use koop_domain::listings::model::{Facts, Kind, Listing};

use self::draft::{
    BEGUN, Begun, FIELDS, LAST, OVER, STEPS, at_its_door, facts, going_on, in_the_way,
    worth_keeping,
};
pub(super) use self::draft::{read_point, tidy_postcode, whereabouts_of, with_scheme};
use super::parts::{Choice, Choices, Group, Preview, Typed};
use crate::Web;
use crate::account::LAPSED;
use crate::card::{Card, Cards};
use crate::drafts::{EARLIER, GO_ON, WHOSE, Waiting, whose};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts;

/// The address of the form.
const FORM: &str = "/plek-toevoegen";
pub(super) const WHEREABOUTS: [(&str, &str); 4] = [
    ("deur", "adding-where-door"),
    ("thuis", "adding-where-home"),
    ("rond", "adding-where-around"),
    ("bij-jou", "adding-where-comes"),
];

#[derive(Template)]
#[template(path = "keeping/adding/adding.html")]
pub(crate) struct AddingPage {
    pub page: Page,
    pub slips: Slips,
    /// From 1.
    pub step: usize,
    pub steps: usize,
    pub step_words: String,
    pub heading: String,
    /// What the other steps said.
    pub kept: Vec<(String, String)>,
    pub fields: Fields,
    pub preview: Option<Preview>,
    /// What looks like it and is there already.
    pub alike: Vec<Card>,
    pub signed_in: bool,
    /// Whether it stands on the map only roughly.
    pub is_rough: bool,
    /// What the reader left half way.
    pub begun: Option<Begun>,
}

/// The fields of a step.
pub(crate) struct Fields {
    pub lines: Vec<Field>,
    pub selects: Vec<Choices>,
    pub radios: Option<Choices>,
    /// What few need, behind a word.
    pub more: Vec<Field>,
}

/// `GET /plek-toevoegen`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let waiting = Waiting::of(&web.site, &headers);
    let found = match reader.value(GO_ON) {
        Some(EARLIER) => Waiting::none().find(&web, &reader).await?,
        _ => waiting.asked(&web, &reader).await?,
    };
    let typed = match found {
        Some(mut typed) => {
            // What was typed before anybody signed in is theirs from now on, on every device.
            if reader.member().is_some() {
                if let Some(slips) = in_the_way(&web, &reader, &typed).await? {
                    typed.set(OVER, "ja");
                    return show(&web, &reader, &typed, 1, Shown { slips, ..Shown::default() })
                        .await;
                }
                waiting.done(&web, &reader).await?;
                keep(&web, &reader, &typed).await?;
                typed = going_on(typed);
            }
            typed
        }
        None => {
            let begun = waiting.find(&web, &reader).await?;
            let mut typed = Typed::default();
            typed.set("naam", reader.value("naam").unwrap_or_default());
            let begun = begun.map(|it| Begun::of(&reader, &it));
            return show(&web, &reader, &typed, 1, Shown { begun, ..Shown::default() }).await;
        }
    };
    let step = typed.get("naar").parse().unwrap_or(1).clamp(1, LAST);
    go_to(&web, &reader, &typed, step).await
}

/// `POST /plek-toevoegen`
pub(crate) async fn post(
    State(web): State<Web>,
    reader: Reader,
    headers: HeaderMap,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let waiting = Waiting::of(&web.site, &headers);
    if typed.get("naar") == "weg" {
        waiting.forget(&web, &reader).await?;
        return Ok(Redirect::to(FORM).into_response());
    }
    let from = typed.get("stap").parse().unwrap_or(1);
    if reader.member().is_none() {
        let atlas = web.atlas(&reader.ctx).await?;
        if let Err((wrong, slips)) = facts(reader.language, &typed, &atlas, from.min(LAST - 1)) {
            let shown = Shown { slips, ..Shown::default() };
            return show(&web, &reader, &typed, wrong, shown).await;
        }
        let left = (worth_keeping(&typed), whose(&web, typed.get(WHOSE)));
        return match waiting.try_leave(&web, &reader, left).await? {
            Ok(led) => Ok(led),
            Err(slips) => {
                let shown = Shown { slips, ..Shown::default() };
                show(&web, &reader, &typed, from.clamp(1, LAST), shown).await
            }
        };
    }
    if let Some(slips) = in_the_way(&web, &reader, &typed).await? {
        typed.set(OVER, "ja");
        let shown = Shown { slips, ..Shown::default() };
        return show(&web, &reader, &typed, from.clamp(1, LAST), shown).await;
    }
    waiting.done(&web, &reader).await?;
    keep(&web, &reader, &typed).await?;
    let typed = going_on(typed);
    match typed.get("naar").parse::<usize>() {
        // Going back asks nothing.
        Ok(to) if to < from => show(&web, &reader, &typed, to.max(1), Shown::default()).await,
        Ok(to) => go_to(&web, &reader, &typed, to.clamp(1, LAST)).await,
        Err(_) => save(&web, &reader, &typed, &waiting).await,
    }
}

/// Keeps how far a member came. More than can be kept is no place that can be brought in either.
async fn keep(web: &Web, reader: &Reader, typed: &Typed) -> Result<(), Failure> {
    if typed.get("naam").is_empty() {
        return Ok(());
    }
    let kept = worth_keeping(typed).0;
    let reader = reader.clone().oneself();
    match drafts::keep(&reader.ctx, &web.site.domain, (FORM, kept)).await {
        Ok(()) | Err(DraftError::TooLong) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Shows a step, or the first before it at which something is wrong.
async fn go_to(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    step: usize,
) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    match facts(reader.language, typed, &atlas, step - 1) {
        Ok(facts) if step == LAST => {
            let (facts, is_rough) = at_its_door(web, reader, typed, facts).await?;
            let shown = Shown { facts: Some(facts), is_rough, ..Shown::default() };
            show(web, reader, typed, step, shown).await
        }
        Ok(_) => show(web, reader, typed, step, Shown::default()).await,
        Err((wrong, slips)) => {
            show(web, reader, typed, wrong, Shown { slips, ..Shown::default() }).await
        }
    }
}

async fn save(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    waiting: &Waiting,
) -> Result<Response, Failure> {
    if reader.has_lapsed() {
        return Ok(Redirect::to(LAPSED).into_response());
    }
    let atlas = web.atlas(&reader.ctx).await?;
    let facts = match facts(reader.language, typed, &atlas, LAST - 1) {
        Ok(facts) => facts,
        Err((step, slips)) => {
            return show(web, reader, typed, step, Shown { slips, ..Shown::default() }).await;
        }
    };
    let (facts, _) = at_its_door(web, reader, typed, facts).await?;
    let is_other = typed.get("naar") == "een-andere";
    match keepers::add(&reader.ctx, &web.site.domain, facts.clone(), is_other).await {
        Ok(Added::New(listing)) => {
            let to = format!("/plek/{}?gedaan=toegevoegd", listing.slug);
            waiting.forget(web, reader).await?;
            Ok(Redirect::to(&to).into_response())
        }
        Ok(Added::Known(alike)) => {
            let shown = Shown { facts: Some(facts), alike, ..Shown::default() };
            show(web, reader, typed, LAST, shown).await
        }
        Err(error @ (ListingError::Invalid { .. } | ListingError::TooMany { .. })) => {
            let too_many = matches!(error, ListingError::TooMany { .. });
            let mut slips = Slips::of_listing(reader.language, error, FIELDS)?;
            if too_many {
                let most = [("count", ADDED_A_DAY_MAX.into())];
                slips = slips.saying(texts::text_with(reader.language, "adding-too-many", &most));
            }
            let shown = Shown { facts: Some(facts), slips, ..Shown::default() };
            show(web, reader, typed, LAST, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What a step shows beside its fields.
#[derive(Default)]
struct Shown {
    facts: Option<Facts>,
    alike: Vec<Listing>,
    slips: Slips,
    begun: Option<Begun>,
    is_rough: bool,
}

async fn show(
    web: &Web,
    reader: &Reader,
    typed: &Typed,
    step: usize,
    shown: Shown,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "adding-title", "adding-lead", &shown.slips).await;
    FORM.clone_into(&mut page.here);
    let status = shown.slips.status();
    let preview = shown.facts.map(|facts| {
        let id = ListingId(reader.ctx.ids.next());
        let listing = Listing::new(id, String::new(), facts, reader.ctx.now);
        Preview::of(&page, &listing, reader.ctx.now)
    });
    let cards = Cards::now(reader.language, reader.ctx.now);
    let alike = shown.alike.iter().map(|it| cards.plain(it)).collect();
    let signed_in = reader.member().is_some();
    let page = AddingPage::new(page, (typed, step), preview, alike, (shown.slips, signed_in));
    let mut page = AddingPage { begun: shown.begun, is_rough: shown.is_rough, ..page };
    page.kept.extend(typed.only(&[BEGUN, OVER]).0);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl AddingPage {
    pub(crate) fn new(
        page: Page,
        (typed, step): (&Typed, usize),
        preview: Option<Preview>,
        alike: Vec<Card>,
        (slips, signed_in): (Slips, bool),
    ) -> Self {
        let heading = match step {
            1 => "adding-what",
            2 => "adding-where",
            3 => "adding-reach",
            _ if alike.is_empty() => "adding-look",
            _ => "adding-alike",
        };
        let other = STEPS.iter().enumerate().filter(|(at, _)| at + 1 != step);
        let other: Vec<&str> = other.flat_map(|(_, fields)| fields.iter().copied()).collect();
        let steps = [("step", step.into()), ("steps", LAST.into())];
        Self {
            step_words: page.with("adding-step", &steps),
            heading: page.t(heading),
            kept: typed.only(&other).0,
            fields: fields(&page, typed, step, &slips),
            steps: LAST,
            step,
            preview,
            alike,
            signed_in,
            begun: None,
            is_rough: false,
            slips,
            page,
        }
    }
}

fn fields(page: &Page, typed: &Typed, step: usize, slips: &Slips) -> Fields {
    let line = |id: &'static str, label: &str| {
        Field::fact(page.language, (id, label), typed.get(id), slips)
    };
    let mut all = Fields { lines: Vec::new(), selects: Vec::new(), radios: None, more: Vec::new() };
    match step {
        1 => {
            all.lines.push(line("naam", "adding-name").hinted(page.t("adding-name-hint")));
            let category = |id, label: &str| {
                Choices::grouped(page, (id, label), categories(page.language, typed.get(id)), slips)
            };
            all.selects = vec![
                category("categorie", "adding-category"),
                category("categorie2", "adding-category-more"),
                Choices::grouped(
                    page,
                    ("soort", "adding-kind"),
                    kinds(page.language, typed.get("soort")),
                    slips,
                )
                .hinted(page.t("adding-kind-hint")),
            ];
        }
        2 => {
            let chosen = if typed.get("waar").is_empty() { "deur" } else { typed.get("waar") };
            let radios =
                Choices::of(page, ("waar", "adding-whereabouts"), &WHEREABOUTS, chosen, slips);
            all.radios = Some(radios.hinted(page.t("adding-whereabouts-hint")));
            all.lines = vec![
                line("straat", "adding-street"),
                line("nummer", "adding-number"),
                line("postcode", "adding-postcode"),
                line("plaats", "adding-city"),
                line("buurt", "adding-area").hinted(page.t("adding-area-hint")),
            ];
            let point = line("punt", "adding-point").hinted(page.t("adding-point-hint"));
            all.more = vec![point];
        }
        3 => {
            all.lines = vec![
                line("tijden", "adding-hours").hinted(page.t("adding-hours-hint")),
                line("telefoon", "adding-phone").typed("tel", "tel"),
                line("mail", "adding-email").typed("email", "email"),
                line("site", "adding-site").typed("text", "url"),
            ];
        }
        _ => {}
    }
    all
}

/// The tree of categories, each branch under its own name.
pub(super) fn categories(language: Language, chosen: &str) -> Vec<Group> {
    let none = Choice {
        value: String::new(),
        label: texts::text(language, "adding-category-none"),
        chosen: chosen.is_empty(),
    };
    let mut groups = vec![Group { label: String::new(), choices: vec![none] }];
    for root in tree().roots() {
        let within = |key: &str| tree().lineage(key).last().is_some_and(|it| it.key == root.key);
        let choices = tree().all().iter().filter(|it| within(it.key)).map(|it| Choice {
            value: it.key.to_owned(),
            label: it.name(language).to_owned(),
            chosen: it.key == chosen,
        });
        groups.push(Group { label: root.name(language).to_owned(), choices: choices.collect() });
    }
    groups
}

/// The kinds of places, with none first.
pub(super) fn kinds(language: Language, chosen: &str) -> Vec<Group> {
    let none = Choice {
        value: String::new(),
        label: texts::text(language, "adding-kind-none"),
        chosen: chosen.is_empty(),
    };
    let kinds = Kind::ALL.into_iter().map(|it| Choice {
        value: it.key().to_owned(),
        label: texts::kind(language, it),
        chosen: it.key() == chosen,
    });
    vec![Group { label: String::new(), choices: std::iter::once(none).chain(kinds).collect() }]
}
