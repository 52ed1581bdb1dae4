//! Somebody of a community, and what is decided about them: letting them in, what they are, what
//! more they may, keeping them out. Each has its reason, which they read.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::attestations;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Decision, MembershipState, PermissionSet, Person, REASON_MAX, Role,
};
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Actor;
use koop_domain::id::{CommunityId, MemberId};
use koop_domain::members::error::MemberError;
use koop_domain::members::freezing;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

use super::{Row, done, row};
use crate::Web;
use crate::account::Mine;
use crate::community::{Why, role_word, set_key};
use crate::desk::{AtDesk, COMMUNITY, DeskHead, PEOPLE};
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::reader::Reader;

#[derive(Template)]
#[template(path = "desk/people/person.html")]
pub(crate) struct MemberPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub it: Row,
    /// What was last decided about them here.
    pub why: Option<Why>,
    /// What can be decided about them, none of it by who may not or about oneself.
    pub deeds: Vec<Deed>,
    /// Whether a letter to their home was printed, and the reader may print it once more.
    pub has_letter: bool,
    pub done: Option<String>,
}

/// Something that can be decided about somebody.
pub(crate) struct Deed {
    /// What the form calls it.
    pub key: &'static str,
    pub heading: String,
    pub hint: Option<String>,
    pub button: String,
    /// One of these, or some of them.
    pub choices: Vec<Choice>,
    pub one_of: bool,
    /// Why, as it was typed; none where nobody is asked why.
    pub reason: Option<String>,
    pub error: Option<String>,
    pub reason_max: usize,
}

/// A role or what more somebody may.
pub(crate) struct Choice {
    pub name: &'static str,
    pub value: &'static str,
    pub word: String,
    pub chosen: bool,
}

/// What was sent.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Change {
    pub gemeenschap: String,
    pub daad: String,
    pub rol: String,
    /// The sets that were ticked, each under its own name.
    pub help_coordinator: String,
    pub auditor: String,
    pub currency_issuer: String,
    pub waarom: String,
}

impl Change {
    /// The sets that were ticked.
    fn sets(&self) -> impl Iterator<Item = PermissionSet> {
        let ticked = [&self.help_coordinator, &self.auditor, &self.currency_issuer];
        let ticked = ticked.map(|it| !it.is_empty());
        PermissionSet::ALL.into_iter().zip(ticked).filter(|(_, it)| *it).map(|(set, _)| set)
    }
}

/// `GET /beheer/leden/{id}`
pub(crate) async fn get(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = MemberId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let named = mine.reader.value(COMMUNITY).unwrap_or_default();
    let typed = Change { gemeenschap: named.to_owned(), ..Change::default() };
    show(&web, &mine.reader, id, &typed, Slips::default()).await
}

/// `POST /beheer/leden/{id}`: decides something about somebody.
pub(crate) async fn change(
    State(web): State<Web>,
    mine: Mine,
    Path(id): Path<String>,
    Form(typed): Form<Change>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let id = MemberId::parse(&id).map_err(|_| Failure::NOT_FOUND)?;
    let slug = typed.gemeenschap.as_str();
    let desk = AtDesk::open(&web, reader, Action::ManageMembers, Some(slug)).await?;
    match act(&web, reader, (desk.here()?.community.id, id), &typed).await? {
        Ok(done) => {
            // Who is let in or not is left for who waits next.
            let is_asked = matches!(done, "toegelaten" | "geweigerd");
            let path = if is_asked { PEOPLE.to_owned() } else { format!("{PEOPLE}/{id}") };
            // To the head of the page, which says so, and not to where the button was.
            let to = format!("{path}?{COMMUNITY}={slug}&gedaan={done}#inhoud");
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, id, &typed, slips).await
        }
    }
}

async fn act(
    web: &Web,
    reader: &Reader,
    who: (CommunityId, MemberId),
    typed: &Change,
) -> Result<Result<&'static str, CommunityError>, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let why = typed.waarom.as_str();
    Ok(match typed.daad.as_str() {
        "toelaten" => communities::admit(ctx, domain, who, (true, "")).await.map(|()| "toegelaten"),
        "weigeren" => {
            communities::admit(ctx, domain, who, (false, why)).await.map(|()| "geweigerd")
        }
        "vastzetten" => {
            communities::freeze(ctx, domain, who, (true, why)).await.map(|_| "vastgezet")
        }
        "losmaken" => communities::freeze(ctx, domain, who, (false, why)).await.map(|_| "los"),
        "overal-vast" => freezing::set_frozen(ctx, domain, who.1, (true, why))
            .await
            .map(|()| "overal-vast")
            .map_err(of_member),
        "overal-los" => freezing::set_frozen(ctx, domain, who.1, (false, ""))
            .await
            .map(|()| "overal-los")
            .map_err(of_member),
        "rol" => {
            let role = Role::from_key(&typed.rol).unwrap_or_default();
            communities::set_role(ctx, domain, who, (role, why)).await.map(|_| "rol")
        }
        "taken" => {
            let sets = typed.sets().collect();
            communities::set_sets(ctx, domain, who, (sets, why)).await.map(|_| "taken")
        }
        _ => return Err(Failure::INVALID),
    })
}

/// The form calls a field the same, whoever says what is wrong with it.
fn of_member(error: MemberError) -> CommunityError {
    match error {
        MemberError::Invalid { field, problem } => CommunityError::Invalid { field, problem },
        other => other.into(),
    }
}

async fn show(
    web: &Web,
    reader: &Reader,
    id: MemberId,
    typed: &Change,
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let named = Some(typed.gemeenschap.as_str()).filter(|it| !it.is_empty());
    let desk = AtDesk::open(web, reader, Action::SeeMembers, named).await?;
    let here = desk.here()?;
    let (person, decision) = communities::person(ctx, domain, (here.community.id, id)).await?;
    let mut page = Page::own(web, reader, "desk-people", "desk-people-lead", &slips).await;
    page.here = format!("{PEOPLE}/{id}?{COMMUNITY}={}", here.community.slug);
    let head = DeskHead::new(&page, ctx.actor, &desk, PEOPLE);
    let done = reader.value("gedaan").and_then(|what| done(&page, what));
    let status = slips.status();
    let house = match policy::allows(ctx.actor, Action::FreezeAccount) {
        true => Some(!freezing::frozen_among(ctx, domain, &[id]).await?.is_empty()),
        false => None,
    };
    let has_letter = match policy::allows_on(ctx.actor, Action::PrintHomeLetters, here.standing()) {
        true => attestations::is_underway(ctx, domain, (here.community.id, id)).await?,
        false => false,
    };
    let actor = ctx.actor;
    let known = MemberKnown { here, actor, person: &person, decision, house, has_letter };
    let page = MemberPage::new(page, head, &known, (typed, done), slips);
    answer_privately(status, &page.page, &page)
}

/// What is known about somebody of a community.
pub(crate) struct MemberKnown<'a> {
    pub here: &'a Seen,
    pub actor: Actor,
    pub person: &'a Person,
    pub decision: Option<Decision>,
    /// For who runs the installation: whether they are kept out of the whole house.
    pub house: Option<bool>,
    /// Whether a letter to their home can be printed once more by the reader.
    pub has_letter: bool,
}

impl MemberPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        known: &MemberKnown<'_>,
        (typed, done): (&Change, Option<String>),
        slips: Slips,
    ) -> Self {
        let MemberKnown { here, actor, person, decision, house, has_letter } = known;
        let mut it = row(&page, here, *actor, person);
        if *house == Some(true) {
            it.state = Some(page.t("desk-state-house"));
            it.is_out = true;
        }
        let manages = policy::allows_on(*actor, Action::ManageMembers, here.standing());
        let deeds = match manages && !it.own {
            true => deeds(&page, known, (typed, &slips)),
            false => Vec::new(),
        };
        let why = decision.as_ref().map(|decision| Why {
            // Its own heading speaks to whom it is about.
            heading: page.with("desk-told", &[("name", it.name.clone().into())]),
            ..Why::new(page.language, decision)
        });
        Self { it, why, deeds, desk, has_letter: *has_letter, done, slips, page }
    }
}

/// What can be decided about somebody, by how far they are.
fn deeds(
    page: &Page,
    MemberKnown { here, person, house, .. }: &MemberKnown<'_>,
    (typed, slips): (&Change, &Slips),
) -> Vec<Deed> {
    let membership = &person.membership;
    let deed = |key: &'static str, words: [&str; 2], hint: Option<&str>| {
        let is_this = typed.daad == key;
        let reason = if is_this { typed.waarom.clone() } else { String::new() };
        Deed {
            key,
            heading: page.t(words[0]),
            hint: hint.map(|key| page.t(key)),
            button: page.t(words[1]),
            choices: Vec::new(),
            one_of: false,
            reason: Some(reason),
            error: slips.of("waarom").filter(|_| is_this).map(str::to_owned),
            reason_max: REASON_MAX,
        }
    };
    let house = house.map(|is_out| match is_out {
        true => Deed {
            reason: None,
            ..deed("overal-los", ["desk-house", "desk-house-unfreeze"], Some("desk-house-hint"))
        },
        false => deed("overal-vast", ["desk-house", "desk-house-freeze"], Some("desk-house-hint")),
    });
    if membership.state == MembershipState::Asked {
        let admit = deed("toelaten", ["desk-admit-heading", "desk-admit"], None);
        let refuse = deed("weigeren", ["desk-refuse-heading", "desk-refuse"], None);
        return [Deed { reason: None, ..admit }, refuse].into_iter().chain(house).collect();
    }
    let role = if typed.daad == "rol" { Role::from_key(&typed.rol) } else { None };
    let role = role.unwrap_or(membership.role);
    let of_role = |it: Role| Choice {
        name: "rol",
        value: it.key(),
        word: role_word(page.language, Some(&here.community), it),
        chosen: it == role,
    };
    let sets = match typed.daad.as_str() {
        "taken" => typed.sets().collect(),
        _ => membership.sets,
    };
    let of_set = |it: PermissionSet| Choice {
        name: it.key(),
        value: "ja",
        word: page.t(set_key(it)),
        chosen: sets.has(it),
    };
    let roles = Deed {
        choices: Role::GIVEN.map(of_role).into(),
        one_of: true,
        ..deed("rol", ["desk-role", "desk-role-save"], None)
    };
    let tasks = Deed {
        choices: PermissionSet::ALL.map(of_set).into(),
        ..deed("taken", ["desk-sets", "desk-sets-save"], Some("desk-sets-hint"))
    };
    let frozen = match membership.state {
        MembershipState::Frozen => deed("losmaken", ["desk-unfreeze", "desk-unfreeze"], None),
        _ => deed("vastzetten", ["desk-freeze", "desk-freeze"], Some("desk-freeze-hint")),
    };
    let deeds = match membership.state {
        MembershipState::Frozen => [frozen, roles, tasks],
        _ => [roles, tasks, frozen],
    };
    deeds.into_iter().chain(house).collect()
}
