//! Writing down what somebody needs while they are on the telephone, and changing it: for whom,
//! what, how soon, when, where, in which language, and what is to be done. Never why.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::Atlas;
use koop_domain::error::Problem;
use koop_domain::geo::Point;
use koop_domain::helpdesk::error::HelpdeskError;
use koop_domain::helpdesk::{self, NAME_MAX, NOTES_MAX, Need, NeedDraft, PersonDraft, Urgency};
use koop_domain::id::{CommunityId, MemberId};
use koop_domain::language::Language;
use koop_domain::posts::model::{Subject, Topic};
use koop_domain::profiles::mandates::{self, Deed, Named, PHONE_MAX};

use super::super::{AtDesk, COMMUNITY, DeskHead};
use super::list::who;
use super::{HELP, NEW, find, of, open, opened, path};
use crate::Web;
use crate::account::Mine;
use crate::board::choosing::{self, DayRow, WHEN};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::needs;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::results::WHENCE_MAX;
use crate::texts::{self, posts as words};

/// What the domain calls the fields, and their ids in the form.
const FIELDS: &[(&str, &str)] = &[
    ("person", "voor"),
    ("firstName", "voornaam"),
    ("phone", "telefoon"),
    ("topic", "wat"),
    ("urgency", "haast"),
    ("availability", WHEN),
    ("place", "waar"),
    ("languages", choosing::LANGUAGES),
    ("notes", "notitie"),
];
/// That it is for somebody who is no member, or none for whom one may ask.
const OTHER: &str = "ander";
/// That it stays for whom it was.
const SAME: &str = "zelfde";

#[derive(Template)]
#[template(path = "desk/helpdesk/form.html")]
pub(crate) struct FormPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub heading: String,
    pub action: String,
    /// Where one goes who does not go on.
    pub back: String,
    pub is_change: bool,
    /// What travels along.
    pub kept: Vec<(String, String)>,
    /// For whom it is; none where it can be for nobody but somebody who is just named.
    pub who: Option<Choices>,
    /// First name and telephone number of somebody who is just named.
    pub named: Vec<Field>,
    pub topic: Choices,
    pub urgency: Choices,
    pub days: Vec<DayRow>,
    pub day_parts: Vec<String>,
    pub when_error: Option<String>,
    pub place: Field,
    pub languages: Choices,
    pub notes: Field,
}

/// What is shown in a form.
pub(crate) struct Shown<'a> {
    pub typed: &'a Typed,
    /// For whom the reader may ask for help.
    pub people: &'a [Named],
    /// The need that is changed, and the name of where it is.
    pub need: Option<(&'a Need, Option<String>)>,
}

/// `GET /beheer/hulp/nieuw`
pub(super) async fn new(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let desk = open(&web, &mine.reader, named(&mine.reader)).await?;
    // Most who call are no members here.
    let typed = Typed(vec![
        ("voor".to_owned(), OTHER.to_owned()),
        ("haast".to_owned(), Urgency::ThisWeek.key().to_owned()),
        (choosing::LANGUAGES.to_owned(), Language::default().code().to_owned()),
    ]);
    show(&web, &mine, (desk, None), &typed, Slips::default()).await
}

/// `POST /beheer/hulp/nieuw`
pub(super) async fn enter(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let desk = open(&web, reader, named(reader)).await?;
    let community = desk.here().map_err(|_| Failure::DENIED)?.community.id;
    let atlas = web.atlas(&reader.ctx).await?;
    let draft = match draft(reader.language, &atlas, &typed, (community, None)) {
        Ok(draft) => draft,
        Err(slips) => return show(&web, &mine, (desk, None), &typed, slips).await,
    };
    match helpdesk::enter(&reader.ctx, &web.site.domain, draft).await {
        Ok(need) => {
            Ok(Redirect::to(&format!("{}?gedaan=opgeschreven", path(need.id))).into_response())
        }
        Err(error) => {
            let slips = Slips::of_need(reader.language, error, FIELDS)?;
            show(&web, &mine, (desk, None), &typed, slips).await
        }
    }
}

/// `GET /beheer/hulp/{id}/wijzigen`
pub(super) async fn edit(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (desk, need) = find(&web, &mine.reader, &id).await?;
    let need = opened(&web, &mine.reader, &need).await?;
    let typed = typed_of(&need);
    show(&web, &mine, (desk, Some(&need)), &typed, Slips::default()).await
}

/// `POST /beheer/hulp/{id}/wijzigen`
pub(super) async fn change(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
    Form(mut typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (desk, need) = find(&web, reader, &id).await?;
    let atlas = web.atlas(&reader.ctx).await?;
    let kept = (need.community, Some(&need));
    let draft = match draft(reader.language, &atlas, &typed, kept) {
        Ok(draft) => draft,
        Err(slips) => {
            let need = opened(&web, reader, &need).await?;
            return show(&web, &mine, (desk, Some(&need)), &typed, slips).await;
        }
    };
    let revision = typed.get("revisie").parse().unwrap_or(0);
    match helpdesk::change(&reader.ctx, &web.site.domain, need.id, revision, draft).await {
        Ok(need) => {
            Ok(Redirect::to(&format!("{}?gedaan=gewijzigd", path(need.id))).into_response())
        }
        Err(error) => {
            if matches!(error, HelpdeskError::Conflict) {
                // Saved once more, it stands for what was typed here.
                typed.set("revisie", &need.revision.to_string());
            }
            let slips = Slips::of_need(reader.language, error, FIELDS)?;
            let need = opened(&web, reader, &need).await?;
            show(&web, &mine, (desk, Some(&need)), &typed, slips).await
        }
    }
}

fn named(reader: &Reader) -> Option<&str> {
    reader.value(COMMUNITY).filter(|it| !it.is_empty())
}

async fn show(
    web: &Web,
    mine: &Mine,
    (desk, need): (AtDesk, Option<&Need>),
    typed: &Typed,
    slips: Slips,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let here = desk.here().map_err(|_| Failure::DENIED)?.community.id;
    let people = people(mandates::mine_now(ctx, domain).await?, here);
    let title = if need.is_some() { "need-change-title" } else { "need-form-title" };
    let mut page = Page::own(web, reader, title, "need-form-lead", &slips).await;
    page.here = match need {
        Some(need) => format!("{}/wijzigen", path(need.id)),
        None => NEW.to_owned(),
    };
    let atlas = web.atlas(ctx).await?;
    let head = DeskHead::new(&page, ctx.actor, &desk, HELP);
    let need = need.map(|it| (it, needs::area_name(&atlas, &it.areas)));
    let shown = Shown { typed, people: &people, need };
    let page = FormPage::new(page, head, &shown, slips);
    Ok(page.slips.on(answer_privately(page.slips.status(), &page.page, &page)?))
}

/// For whom somebody may ask for help and agree on it.
fn people(held: Vec<mandates::Told>, here: CommunityId) -> Vec<Named> {
    let fits = |it: &mandates::Told| {
        let deeds = it.mandate.deeds;
        it.mandate.community == here && deeds.has(Deed::PostHelp) && deeds.has(Deed::Agree)
    };
    held.into_iter().filter(fits).map(|it| it.giver).collect()
}

/// What was typed, as a draft; or the first thing in it that is wrong.
fn draft(
    language: Language,
    atlas: &Atlas,
    typed: &Typed,
    (community, kept): (CommunityId, Option<&Need>),
) -> Result<NeedDraft, Slips> {
    let wrong = |id, key: &str| Slips::own(id, texts::text(language, key));
    let topic = Topic::from_key(typed.get("wat"))
        .filter(|it| Subject::Help.topics().contains(it))
        .ok_or_else(|| wrong("wat", "need-slip-topic"));
    Ok(NeedDraft {
        community,
        person: person(language, typed)?,
        topic: topic?,
        urgency: Urgency::from_key(typed.get("haast"))
            .ok_or_else(|| wrong("haast", "need-slip-urgency"))?,
        availability: choosing::availability(typed),
        place: place(language, atlas, typed, kept)?,
        languages: typed.all(choosing::LANGUAGES).map(str::to_owned).collect(),
        notes: typed.get("notitie").to_owned(),
    })
}

/// For whom it is. What is missing is said in the order of the form.
fn person(language: Language, typed: &Typed) -> Result<PersonDraft, Slips> {
    match typed.get("voor") {
        OTHER => {
            for (id, label) in [("voornaam", "need-first-name"), ("telefoon", "need-phone")] {
                if typed.get(id).is_empty() {
                    return Err(Slips::own(id, empty(language, label)));
                }
            }
            Ok(PersonDraft::Named {
                first_name: typed.get("voornaam").to_owned(),
                phone: typed.get("telefoon").to_owned(),
            })
        }
        SAME => Ok(PersonDraft::Same),
        id => match MemberId::parse(id) {
            Ok(id) => Ok(PersonDraft::Member(id)),
            Err(_) => Err(Slips::own("voor", texts::text(language, "need-slip-who"))),
        },
    }
}

/// That a field is empty, by the key of its label.
fn empty(language: Language, label: &str) -> String {
    texts::problem(language, &texts::text(language, label), Problem::Empty)
}

/// Where it is: the name of a place, or where it was.
fn place(
    language: Language,
    atlas: &Atlas,
    typed: &Typed,
    kept: Option<&Need>,
) -> Result<Point, Slips> {
    let Some(name) = typed.some("waar") else {
        let kept = kept.map(|it| it.around.point);
        return kept.ok_or_else(|| Slips::own("waar", empty(language, "need-where")));
    };
    match atlas.locate(&name) {
        Some(located) => Ok(located.point),
        None => {
            let values = [("words", name.into())];
            Err(Slips::own("waar", texts::text_with(language, "where-unknown", &values)))
        }
    }
}

/// What would have been typed for a need as it is.
fn typed_of(need: &Need) -> Typed {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut typed = vec![
        pair("voor", SAME.to_owned()),
        pair("revisie", need.revision.to_string()),
        pair("wat", need.topic.key().to_owned()),
        pair("haast", need.urgency.key().to_owned()),
        pair("notitie", need.notes.clone()),
    ];
    typed.extend(choosing::ticks(&need.availability));
    typed.extend(need.languages.iter().map(|it| pair(choosing::LANGUAGES, it.clone())));
    Typed(typed)
}

impl FormPage {
    pub(crate) fn new(page: Page, desk: DeskHead, shown: &Shown<'_>, slips: Slips) -> Self {
        let (typed, need) = (shown.typed, shown.need.as_ref());
        let making = Making { page: &page, typed, slips: &slips };
        let who = making.who(shown);
        let mut kept = Vec::new();
        if need.is_some() {
            kept.push(("revisie".to_owned(), typed.get("revisie").to_owned()));
        }
        if who.is_none() {
            kept.push(("voor".to_owned(), OTHER.to_owned()));
        }
        let (heading, action, back) = match need {
            Some((need, _)) => {
                ("need-change-title", format!("{}/wijzigen", path(need.id)), path(need.id))
            }
            None => ("need-form-title", of(NEW, &desk.slug), of(HELP, &desk.slug)),
        };
        Self {
            heading: page.t(heading),
            action,
            back,
            is_change: need.is_some(),
            kept,
            named: making.named(),
            topic: making.topic(),
            urgency: making.urgency(),
            days: choosing::days(page.language, typed),
            day_parts: choosing::parts(page.language),
            when_error: slips.of(WHEN).map(str::to_owned),
            place: making.place(need.and_then(|(_, name)| name.as_deref())),
            languages: choosing::languages(&page, "need-languages", typed, &slips),
            notes: making.notes(),
            who,
            desk,
            slips,
            page,
        }
    }
}

/// With what the fields are made.
struct Making<'a> {
    page: &'a Page,
    typed: &'a Typed,
    slips: &'a Slips,
}

impl Making<'_> {
    fn line(&self, id: &'static str, label: &str, longest: usize) -> Field {
        Field::line(id, self.page.t(label), self.typed.get(id), longest, self.slips)
    }

    fn choices(&self, id: &'static str, label: &str, all: Vec<(String, String)>) -> Choices {
        let chosen = self.typed.get(id);
        let choice =
            |(value, label): (String, String)| Choice { chosen: value == chosen, value, label };
        let choices = all.into_iter().map(choice).collect();
        let group = Group { label: String::new(), choices };
        Choices::grouped(self.page, (id, label), vec![group], self.slips)
    }

    /// For whom it is. Where there is nobody to choose but somebody else, nothing is asked.
    fn who(&self, shown: &Shown<'_>) -> Option<Choices> {
        let mut all = Vec::new();
        if let Some(name) = shown.need.as_ref().and_then(|(need, _)| who(need)) {
            let stays = self.page.with("need-who-stays", &[("name", name.into())]);
            all.push((SAME.to_owned(), stays));
        }
        all.extend(shown.people.iter().map(|it| (it.member.to_string(), it.name.clone())));
        if all.is_empty() {
            return None;
        }
        all.push((OTHER.to_owned(), self.page.t("need-who-other")));
        let hint = self.page.t("need-who-hint");
        Some(self.choices("voor", "need-who", all).hinted(hint))
    }

    fn named(&self) -> Vec<Field> {
        let name = self.line("voornaam", "need-first-name", NAME_MAX);
        let phone = self.line("telefoon", "need-phone", PHONE_MAX);
        vec![name, phone.typed("tel", "tel").hinted(self.page.t("need-phone-hint"))]
    }

    fn topic(&self) -> Choices {
        let name = |it: &Topic| (it.key().to_owned(), words::topic(self.page.language, *it));
        let all = Subject::Help.topics().iter().map(name).collect();
        self.choices("wat", "need-topic", all).hinted(self.page.t("need-guarded"))
    }

    fn urgency(&self) -> Choices {
        let name = |it: &Urgency| (it.key().to_owned(), texts::urgency(self.page.language, *it));
        self.choices("haast", "need-urgency", Urgency::ALL.iter().map(name).collect())
    }

    fn place(&self, stays: Option<&str>) -> Field {
        let name = stays.map(|it| [("name", it.to_owned().into())]);
        let hint = name.map(|name| self.page.with("need-where-stays", &name));
        let hint = hint.unwrap_or_else(|| self.page.t("need-where-hint"));
        self.line("waar", "need-where", WHENCE_MAX).hinted(hint)
    }

    fn notes(&self) -> Field {
        let hint = self.page.with("need-notes-hint", &[("most", NOTES_MAX.into())]);
        self.line("notitie", "need-notes", NOTES_MAX).hinted(hint)
    }
}
