//! The desk for members without a mail address: registering them, writing down who acts for them,
//! and giving them a code once they have an address.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::attestations;
use koop_domain::id::{CommunityId, MandateId, MemberId};
use koop_domain::members::model::NAME_MAX;
use koop_domain::policy::Action;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{
    self, ENTRY_CODE_DAYS, NOTE_MAX, NewChild, NewRegistered, PHONE_MAX, Registered, Told, read_day,
};

use super::Known as Fact;
use super::mandates::{FIELDS as WISH_FIELDS, Row, SHOWN, WishForm, cut};
use crate::Web;
use crate::account::Mine;
use crate::desk::{AtDesk, COMMUNITY, DeskHead};
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;

const FIELDS: &[Named] = &[
    ("name", "naam", "mandate-name"),
    ("phone", "telefoon", "mandate-phone"),
    ("note", "hoe", "mandate-note"),
    ("signedOn", "op", "mandate-signed"),
    ("child.sixteenOn", "zestien", "mandate-sixteen"),
    ("child.parent", "ouder", "mandate-parent"),
];
const PATH: &str = "/beheer/machtigingen";
/// The parameters that say after whom and which a page of the lists begins.
const AFTER: [&str; 2] = ["na-lid", "na"];

#[derive(Template)]
#[template(path = "people/desk/desk.html")]
pub(crate) struct DeskPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub done: Option<String>,
    /// A code that was just made, and whose: it is shown once.
    pub code: Option<(String, String)>,
    pub people: Vec<Person>,
    pub mandates: Vec<Row>,
    /// Where more people and more mandates are, if there are.
    pub more: [Option<String>; 2],
    /// Where forms are sent, so that who was on the page is still on it.
    pub action: String,
    pub register: RegisterForm,
    /// For whom somebody acts; none where nobody is registered.
    pub whom: Option<Choices>,
    pub wish: WishForm,
    pub signed: Field,
}

/// Somebody without a mail address.
pub(crate) struct Person {
    pub id: String,
    pub name: String,
    pub handle: String,
    pub phone: Option<String>,
    pub note: Option<String>,
    pub since: String,
    /// Until when they are younger than sixteen.
    pub child: Option<String>,
}

/// The fields of who is registered.
pub(crate) struct RegisterForm {
    pub name: Field,
    pub phone: Field,
    pub note: Field,
    pub signed: Field,
    /// Of who is younger than sixteen.
    pub sixteen: Field,
    pub parent: Field,
    pub is_child: bool,
}

/// What is known at the desk.
pub(crate) struct Known {
    pub people: Vec<Registered>,
    pub mandates: Vec<Told>,
    /// What is known of whom the mandates name, in the order of the mandates.
    pub facts: Vec<Vec<String>>,
    pub now: DateTime<Utc>,
}

/// `GET /beheer/machtigingen`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let named = mine.reader.value(COMMUNITY).map(str::to_owned);
    show(&web, &mine.reader, named.as_deref(), &Typed::default(), (None, Slips::default())).await
}

/// `POST /beheer/machtigingen`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let slug = Some(typed.get(COMMUNITY));
    let desk = AtDesk::open(&web, reader, Action::RegisterMember, slug).await?;
    let of = desk.here()?.community.id;
    if typed.get("doe") == "code" {
        let member = member(&typed)?;
        let about = (of, member);
        let code = mandates::give_entry_code(&reader.ctx, &web.site.domain, about).await?;
        let shown = Some((code.reveal().to_owned(), member));
        return show(&web, reader, slug, &typed, (shown, Slips::default())).await;
    }
    match act(&web, reader, of, &typed).await? {
        Ok(done) => {
            let to = format!("{PATH}?{COMMUNITY}={}&gedaan={done}", desk.here()?.community.slug);
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let fields = if typed.get("doe") == "inschrijven" { FIELDS } else { WISH_FIELDS };
            let slips = match error {
                ProfileError::NotFound | ProfileError::Denied(_) => return Err(error.into()),
                error => Slips::of_profile(reader.language, error, fields)?,
            };
            show(&web, reader, slug, &typed, (None, slips)).await
        }
    }
}

async fn act(
    web: &Web,
    reader: &Reader,
    of: CommunityId,
    typed: &Typed,
) -> Result<Result<&'static str, ProfileError>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    Ok(match typed.get("doe") {
        "inschrijven" => {
            let new = NewRegistered {
                name: typed.get("naam"),
                phone: typed.get("telefoon"),
                note: typed.get("hoe"),
                // A day that cannot be read is one of long ago.
                signed_on: read_day(typed.get("op")).unwrap_or_default(),
                child: is_child(typed).then(|| NewChild {
                    sixteen_on: read_day(typed.get("zestien")).unwrap_or_default(),
                    parent: typed.get("ouder"),
                }),
            };
            mandates::register(ctx, domain, of, &new).await.map(|_| "ingeschreven")
        }
        "machtig" => {
            let wish = WishForm::read(typed);
            let signed = read_day(typed.get("getekend")).unwrap_or_default();
            let giver = (of, member(typed)?);
            mandates::write_down(ctx, domain, giver, (&wish, signed)).await.map(|_| "gemachtigd")
        }
        "stop" => {
            let id = MandateId::parse(typed.get("welke")).map_err(|_| Failure::NOT_FOUND)?;
            match mandates::end(ctx, domain, id).await {
                // Who ends what has ended sees that it has.
                Ok(()) | Err(ProfileError::NotFound) => Ok("gestopt"),
                Err(error) => Err(error),
            }
        }
        "vergeet" if typed.get("zeker").is_empty() => Ok("zeker"),
        "vergeet" => {
            let about = (of, member(typed)?);
            mandates::forget_registered(ctx, domain, about).await.map(|()| "vergeten")
        }
        _ => return Err(Failure::INVALID),
    })
}

/// Whether one of the fields was filled in that are of who is younger than sixteen.
fn is_child(typed: &Typed) -> bool {
    ["zestien", "ouder"].iter().any(|field| !typed.get(field).trim().is_empty())
}

fn member(typed: &Typed) -> Result<MemberId, Failure> {
    MemberId::parse(typed.get("lid")).map_err(|_| Failure::NOT_FOUND)
}

async fn show(
    web: &Web,
    reader: &Reader,
    named: Option<&str>,
    typed: &Typed,
    (code, slips): (Option<(String, MemberId)>, Slips),
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(web, reader, Action::RegisterMember, named).await?;
    let of = desk.here()?.community.id;
    let slug = desk.here()?.community.slug.clone();
    let [after_lid, after] = AFTER.map(|name| reader.value(name).unwrap_or_default());
    // Where a page begins after who is there no more, the list begins anew.
    let asked = (SHOWN + 1, MemberId::parse(after_lid).ok());
    let mut people = match mandates::registered(ctx, domain, of, asked).await {
        Err(ProfileError::Invalid { .. }) => {
            mandates::registered(ctx, domain, of, (SHOWN + 1, None)).await?
        }
        people => people?,
    };
    let asked = (SHOWN + 1, MandateId::parse(after).ok());
    let mut mandates = match mandates::of_community(ctx, domain, of, asked).await {
        Err(ProfileError::Invalid { .. }) => {
            mandates::of_community(ctx, domain, of, (SHOWN + 1, None)).await?
        }
        mandates => mandates?,
    };
    let next_lid = cut(&mut people).map(|it| it.who.member.to_string());
    let next = cut(&mut mandates).map(|it| it.mandate.id.to_string());
    let more = [
        next_lid.map(|it| page_href(&slug, [&it, after])),
        next.map(|it| page_href(&slug, [after_lid, &it])),
    ];
    let agents: Vec<MemberId> = mandates.iter().map(|it| it.agent.member).collect();
    let known = attestations::of_people(ctx, domain, of, &agents).await?;
    let facts = agents.iter().map(|agent| {
        let facts = known.get(agent).into_iter().flatten();
        facts
            .map(|it| Fact::of(reader.language, it))
            .map(|it| format!("{} {}", it.what, it.since))
            .collect()
    });
    let known = Known { people, facts: facts.collect(), mandates, now: ctx.now };
    let mut page = Page::own(web, reader, "mandate-desk", "mandate-desk-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, PATH);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "ingeschreven" => Some(page.t("mandate-done-registered")),
        "gemachtigd" => Some(page.t("mandate-done-given")),
        "gestopt" => Some(page.t("mandate-done-ended")),
        "vergeten" => Some(page.t("mandate-done-forgotten")),
        "zeker" => Some(page.t("crew-sure-needed")),
        _ => None,
    });
    let status = slips.status();
    let page = DeskPage::new(page, head, &known, (typed, code), (done, slips));
    let page = DeskPage { more, action: page_href(&slug, [after_lid, after]), ..page };
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// The address of a page of both lists.
fn page_href(slug: &str, after: [&str; 2]) -> String {
    let pairs = [(COMMUNITY, slug), (AFTER[0], after[0]), (AFTER[1], after[1])];
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("{PATH}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

impl DeskPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        known: &Known,
        (typed, code): (&Typed, Option<(String, MemberId)>),
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let row = |(it, facts): (&Told, &Vec<String>)| Row {
            known: facts.clone(),
            ..Row::of(&page, it, known.now)
        };
        let choice = |it: &Registered| Choice {
            value: it.who.member.to_string(),
            label: format!("{} (@{})", it.who.name, it.who.handle),
            chosen: typed.get("lid") == it.who.member.to_string(),
        };
        let choices = known.people.iter().map(choice).collect();
        let groups = vec![Group { label: String::new(), choices }];
        let name_of = |member| {
            let person = known.people.iter().find(|it| it.who.member == member);
            person.map(|it| it.who.name.clone()).unwrap_or_default()
        };
        Self {
            code: code.map(|(code, member)| (code, name_of(member))),
            people: known.people.iter().map(|it| Person::of(&page, it)).collect(),
            mandates: known.mandates.iter().zip(&known.facts).map(row).collect(),
            more: [None, None],
            action: PATH.to_owned(),
            register: RegisterForm::new(&page, typed, &slips),
            whom: (!known.people.is_empty())
                .then(|| Choices::grouped(&page, ("lid", "mandate-whom"), groups, &slips)),
            wish: WishForm::new(&page, typed, known.now, &slips),
            signed: Field::fact(
                page.language,
                ("getekend", "mandate-signed"),
                typed.get("getekend"),
                &slips,
            )
            .hinted(page.t("mandate-signed-hint"))
            .typed("date", "text"),
            desk,
            done,
            slips,
            page,
        }
    }
}

impl RegisterForm {
    fn new(page: &Page, typed: &Typed, slips: &Slips) -> Self {
        let line =
            |id, key: &str, longest| Field::line(id, page.t(key), typed.get(id), longest, slips);
        Self {
            name: line("naam", "mandate-name", NAME_MAX).hinted(page.t("mandate-name-hint")),
            phone: line("telefoon", "mandate-phone", PHONE_MAX).typed("tel", "tel"),
            note: line("hoe", "mandate-note", NOTE_MAX).hinted(page.t("mandate-note-hint")),
            signed: line("op", "mandate-signed-register", NOTE_MAX)
                .hinted(page.t("mandate-signed-register-hint"))
                .typed("date", "text"),
            sixteen: line("zestien", "mandate-sixteen", NOTE_MAX)
                .hinted(page.t("mandate-sixteen-hint"))
                .typed("date", "text"),
            parent: line("ouder", "mandate-parent", NAME_MAX).hinted(page.t("mandate-parent-hint")),
            is_child: is_child(typed),
        }
    }
}

impl Person {
    fn of(page: &Page, it: &Registered) -> Self {
        let day = clock::date(page.language, clock::today(it.at));
        Self {
            id: it.who.member.to_string(),
            name: it.who.name.clone(),
            handle: it.who.handle.clone(),
            phone: it.phone.clone(),
            note: it.note.clone(),
            since: page.with("mandate-registered-on", &[("day", day.into())]),
            child: it.sixteen_on.map(|on| {
                let day = clock::date(page.language, on);
                page.with("mandate-child-until", &[("day", day.into())])
            }),
        }
    }
}

impl DeskPage {
    /// How long a code holds, in a sentence.
    pub(crate) fn code_days(&self) -> String {
        self.page.with("mandate-code-days", &[("count", ENTRY_CODE_DAYS.into())])
    }
}
