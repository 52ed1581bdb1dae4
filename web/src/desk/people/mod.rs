//! Who belongs to a community: inviting, letting in, saying what people are, keeping them out.

use std::collections::HashSet;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Invitation, MembershipState, PeopleQuery, PermissionSet, Person, Role,
};
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Actor;
use koop_domain::id::{CommunityId, InvitationId, MemberId};
use koop_domain::members::freezing;
use koop_domain::page::PAGE_MAX;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

use super::{AtDesk, COMMUNITY, DeskHead};
use crate::account::Mine;
use crate::community::role_word;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::{Web, texts};

/// How many stand on a page.
const SHOWN: u32 = 50;
/// The longest part of a name that is looked for.
const TEXT_MAX: usize = 80;

#[derive(Template)]
#[template(path = "desk/people/people.html")]
pub(crate) struct PeoplePage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub text: String,
    pub people: Vec<Row>,
    pub next: Option<String>,
    pub invitations: Vec<Invited>,
    /// For who may invite.
    pub email: Option<Field>,
    /// The roles that can be given: key and word.
    pub roles: Vec<(&'static str, String)>,
    /// Whether the reader says what people are.
    pub manages: bool,
    pub done: Option<String>,
}

/// Somebody of the list.
pub(crate) struct Row {
    pub id: String,
    pub name: String,
    pub role: String,
    pub role_key: &'static str,
    pub state: Option<String>,
    pub asked: bool,
    pub frozen: bool,
    /// For who runs the installation: whether they are kept out of the whole house.
    pub house: Option<bool>,
    /// Whether it is the reader.
    pub own: bool,
    pub since: String,
    /// What more they may: key, word, whether they may.
    pub sets: Vec<(&'static str, String, bool)>,
}

/// An invitation that nobody has answered yet.
pub(crate) struct Invited {
    pub id: String,
    pub email: String,
    pub words: String,
}

/// What was sent about somebody.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Change {
    gemeenschap: String,
    lid: String,
    daad: String,
    rol: String,
    reden: String,
    /// The sets that were ticked, each under its own name.
    help_coordinator: String,
    auditor: String,
    currency_issuer: String,
}

/// Whom to invite.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Invite {
    gemeenschap: String,
    email: String,
    rol: String,
}

/// Which invitation is taken back.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Withdraw {
    gemeenschap: String,
    uitnodiging: String,
}

/// `GET /beheer/leden`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let named = mine.reader.value(COMMUNITY).map(str::to_owned);
    show(&web, &mine.reader, named.as_deref(), "", Slips::default()).await
}

/// `POST /beheer/leden`: does something with somebody.
pub(crate) async fn change(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Change>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let slug = Some(typed.gemeenschap.as_str());
    let desk = AtDesk::open(&web, reader, Action::ManageMembers, slug).await?;
    let of = desk.here()?.community.id;
    match act(&web, reader, of, &typed).await? {
        Ok(done) => Ok(back(&typed.gemeenschap, done)),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?.above();
            show(&web, reader, slug, "", slips).await
        }
    }
}

async fn act(
    web: &Web,
    reader: &Reader,
    of: CommunityId,
    typed: &Change,
) -> Result<Result<&'static str, CommunityError>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let member = MemberId::parse(&typed.lid).map_err(|_| Failure::NOT_FOUND)?;
    let about = (of, member);
    Ok(match typed.daad.as_str() {
        "toelaten" => communities::admit(ctx, domain, about, true).await.map(|()| "toegelaten"),
        "weigeren" => communities::admit(ctx, domain, about, false).await.map(|()| "geweigerd"),
        "vastzetten" => communities::freeze(ctx, domain, about, true).await.map(|_| "vastgezet"),
        "losmaken" => communities::freeze(ctx, domain, about, false).await.map(|_| "los"),
        "overal-vast" => freezing::set_frozen(ctx, domain, member, (true, &typed.reden))
            .await
            .map(|()| "overal-vast")
            .map_err(CommunityError::from),
        "overal-los" => freezing::set_frozen(ctx, domain, member, (false, ""))
            .await
            .map(|()| "overal-los")
            .map_err(CommunityError::from),
        "rol" => {
            let role = Role::from_key(&typed.rol).unwrap_or_default();
            communities::set_role(ctx, domain, about, role).await.map(|_| "rol")
        }
        "taken" => {
            let ticked = [&typed.help_coordinator, &typed.auditor, &typed.currency_issuer];
            let all = PermissionSet::ALL.into_iter().zip(ticked);
            let sets = all.filter(|(_, it)| !it.is_empty()).map(|(set, _)| set).collect();
            communities::set_sets(ctx, domain, about, sets).await.map(|_| "taken")
        }
        _ => return Err(Failure::INVALID),
    })
}

/// `POST /beheer/leden/uitnodigen`
pub(crate) async fn invite(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Invite>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let slug = Some(typed.gemeenschap.as_str());
    let desk = AtDesk::open(&web, reader, Action::InviteMember, slug).await?;
    let here = &desk.here()?.community;
    let role = Role::from_key(&typed.rol).unwrap_or(Role::Member);
    let language = here.settings.languages.first().copied().unwrap_or(reader.language);
    let wish = (typed.email.as_str(), role, language);
    match communities::invite(&reader.ctx, &web.site.domain, here.id, wish).await {
        Ok(_) => Ok(back(&typed.gemeenschap, "uitgenodigd")),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, slug, &typed.email, slips).await
        }
    }
}

/// `POST /beheer/leden/uitnodiging-weg`
pub(crate) async fn withdraw(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Withdraw>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let slug = Some(typed.gemeenschap.as_str());
    let desk = AtDesk::open(&web, reader, Action::InviteMember, slug).await?;
    let of = desk.here()?.community.id;
    let id = InvitationId::parse(&typed.uitnodiging).map_err(|_| Failure::NOT_FOUND)?;
    match communities::withdraw_invitation(&reader.ctx, &web.site.domain, of, id).await {
        // Whoever takes back what was answered already sees that it is gone.
        Ok(()) | Err(CommunityError::NotFound) => Ok(back(&typed.gemeenschap, "ingetrokken")),
        Err(error) => Err(error.into()),
    }
}

fn back(slug: &str, done: &str) -> Response {
    // A slug that was read from the database's own answers; nothing in it needs escaping.
    Redirect::to(&format!("/beheer/leden?{COMMUNITY}={slug}&gedaan={done}")).into_response()
}

async fn show(
    web: &Web,
    reader: &Reader,
    named: Option<&str>,
    typed: &str,
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(web, reader, Action::SeeMembers, named).await?;
    let here = desk.here()?;
    let of = here.community.id;
    let text: String = reader.value("zoek").unwrap_or_default().chars().take(TEXT_MAX).collect();
    let offset = reader.value("na").and_then(|it| it.parse::<u32>().ok()).unwrap_or(0);
    let query = PeopleQuery {
        text: Some(text.clone()),
        first: SHOWN.min(PAGE_MAX - 1) + 1,
        offset,
        ..PeopleQuery::default()
    };
    let people = communities::people(ctx, domain, of, &query).await?;
    let may = |action| policy::allows_on(ctx.actor, action, here.standing());
    let invitations = if may(Action::InviteMember) {
        communities::invitations(ctx, domain, of).await?
    } else {
        Vec::new()
    };
    let house = if policy::allows(ctx.actor, Action::FreezeAccount) {
        let ids: Vec<MemberId> = people.iter().map(|it| it.membership.member).collect();
        Some(freezing::frozen_among(ctx, domain, &ids).await?)
    } else {
        None
    };
    let mut page = Page::own(web, reader, "desk-people", "desk-people-lead", &slips).await;
    "/beheer/leden".clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, "/beheer/leden");
    let done = reader.value("gedaan").and_then(|what| done(&page, what));
    let status = slips.status();
    let known = Known { here, actor: ctx.actor, people, house, invitations, text, offset };
    let page = PeoplePage::new(page, head, known, (typed, done), slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

fn done(page: &Page, what: &str) -> Option<String> {
    let key = match what {
        "toegelaten" => "desk-done-admitted",
        "geweigerd" => "desk-done-refused",
        "vastgezet" => "desk-done-frozen",
        "los" => "desk-done-unfrozen",
        "overal-vast" => "desk-done-house",
        "overal-los" => "desk-done-house-free",
        "rol" => "desk-done-role",
        "taken" => "desk-done-sets",
        "uitgenodigd" => "desk-done-invited",
        "ingetrokken" => "desk-done-withdrawn",
        _ => return None,
    };
    Some(page.t(key))
}

/// What is known about who belongs to a community.
pub(crate) struct Known<'a> {
    pub here: &'a Seen,
    pub actor: Actor,
    pub people: Vec<Person>,
    /// For who runs the installation: who is kept out of the whole house.
    pub house: Option<HashSet<MemberId>>,
    pub invitations: Vec<Invitation>,
    pub text: String,
    pub offset: u32,
}

impl PeoplePage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        known: Known<'_>,
        (typed, done): (&str, Option<String>),
        slips: Slips,
    ) -> Self {
        let Known { here, actor, mut people, house, invitations, text, offset } = known;
        let may = |action| policy::allows_on(actor, action, here.standing());
        let more = people.len() > SHOWN as usize;
        people.truncate(SHOWN as usize);
        let next = more.then(|| {
            let pairs = [
                (COMMUNITY, desk.slug.clone()),
                ("zoek", text.clone()),
                ("na", (offset + SHOWN).to_string()),
            ];
            format!("/beheer/leden?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
        });
        let word = |role| role_word(page.language, Some(&here.community), role);
        let given = Role::GIVEN
            .into_iter()
            .filter(|role| *role == Role::Member || may(Action::ManageMembers));
        let email = may(Action::InviteMember).then(|| {
            let label = page.t("desk-invite-email");
            Field { label, autocomplete: "off", ..Field::email(page.language, typed, &slips) }
        });
        Self {
            people: people.iter().map(|it| row(&page, here, (actor, house.as_ref()), it)).collect(),
            invitations: invitations.iter().map(|it| invited(&page, here, it)).collect(),
            roles: given.map(|role| (role.key(), word(role))).collect(),
            manages: may(Action::ManageMembers),
            email,
            next,
            text,
            desk,
            done,
            slips,
            page,
        }
    }
}

fn row(
    page: &Page,
    here: &Seen,
    (actor, house): (Actor, Option<&HashSet<MemberId>>),
    it: &Person,
) -> Row {
    let house = house.map(|frozen| frozen.contains(&it.membership.member));
    let (asked, frozen) = match it.membership.state {
        MembershipState::Asked => (true, false),
        MembershipState::Active => (false, false),
        MembershipState::Frozen => (false, true),
    };
    let pending = it.membership.accepted_version < here.community.agreements_version;
    let state = match (asked, frozen, pending) {
        _ if house == Some(true) => Some(page.t("desk-state-house")),
        (true, ..) => Some(page.t("desk-state-asked")),
        (_, true, _) => Some(page.t("desk-state-frozen")),
        (_, _, true) => Some(page.t("desk-state-pending")),
        _ => None,
    };
    let day = clock::date(page.language, clock::today(it.membership.since));
    let set = |set: PermissionSet| (set.key(), page.t(set_key(set)), it.membership.sets.has(set));
    Row {
        id: it.membership.member.to_string(),
        name: it.name.clone(),
        role: role_word(page.language, Some(&here.community), it.membership.role),
        role_key: it.membership.role.key(),
        state,
        asked,
        frozen,
        house,
        own: matches!(actor, Actor::Member(me) if me.member == it.membership.member),
        since: page.with("desk-since", &[("day", day.into())]),
        sets: PermissionSet::ALL.map(set).into(),
    }
}

fn invited(page: &Page, here: &Seen, it: &Invitation) -> Invited {
    let day = clock::date(page.language, clock::today(it.ends_at));
    let role = role_word(page.language, Some(&here.community), it.role);
    let values = [("role", role.into()), ("day", texts::Value::from(day))];
    Invited {
        id: it.id.to_string(),
        email: it.email.clone(),
        words: page.with("desk-invitation", &values),
    }
}

/// The key of what more somebody may.
pub(super) fn set_key(set: PermissionSet) -> &'static str {
    match set {
        PermissionSet::HelpCoordinator => "set-help-coordinator",
        PermissionSet::Auditor => "set-auditor",
        PermissionSet::CurrencyIssuer => "set-currency-issuer",
    }
}
