//! Who belongs to a community: the list of them, who waits to be let in, and inviting people.

mod filter;
mod person;

use std::collections::HashSet;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::attestations;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{Invitation, MembershipState, PermissionSet, Person, Role};
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Actor;
use koop_domain::id::{InvitationId, MemberId};
use koop_domain::members::freezing;
use koop_domain::policy::{self, Action};
use serde::Deserialize;

pub(crate) use self::filter::Filter;
#[cfg(test)]
pub(crate) use self::person::{Change, MemberKnown, MemberPage};
pub(super) use self::person::{change, get as person};
use super::{AtDesk, COMMUNITY, DeskHead, PEOPLE};
use crate::account::Mine;
use crate::community::{role_word, set_key};
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::clock;
use crate::{Web, people, texts};

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
    /// Whom the reader asks for, and what there is to choose from: key, words, whether it is
    /// chosen.
    pub filter: Filter,
    pub of_roles: Vec<(&'static str, String, bool)>,
    pub of_states: Vec<(&'static str, String, bool)>,
    /// Whether only invitations are asked for.
    pub is_only_invited: bool,
    /// Those who wait to be let in, then all others.
    pub asking: Vec<Row>,
    pub people: Vec<Row>,
    pub next: Option<String>,
    pub invitations: Vec<Invited>,
    /// For who may invite.
    pub email: Option<Field>,
    /// The roles to which one may be invited: key, word, whether it is chosen.
    pub roles: Vec<(&'static str, String, bool)>,
    /// Whether the reader says what people are.
    pub manages: bool,
    /// How many letters to people's homes wait to be printed, in words and whether there are any;
    /// none for who prints none.
    pub letters: Option<(String, bool)>,
    pub done: Option<String>,
}

/// Somebody of the list.
pub(crate) struct Row {
    pub id: String,
    pub href: String,
    pub name: String,
    pub role: String,
    /// Whether they are more than a member.
    pub is_more: bool,
    pub state: Option<String>,
    /// Whether they are kept out, so that nothing that they are counts.
    pub is_out: bool,
    /// Whether it is the reader.
    pub own: bool,
    pub since: String,
    /// What more they may.
    pub sets: Vec<String>,
    /// What is known of them.
    pub known: Vec<people::Known>,
    /// Where it is noted that their certificate of conduct was seen, for who may.
    pub vog: Option<String>,
}

/// An invitation that nobody has answered yet.
pub(crate) struct Invited {
    pub id: String,
    pub email: String,
    pub words: String,
}

/// Whom to invite.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Invite {
    pub gemeenschap: String,
    pub email: String,
    pub rol: String,
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
    show(&web, &mine.reader, named.as_deref(), &Invite::default(), Slips::default()).await
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
            show(&web, reader, slug, &typed, slips).await
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
    Redirect::to(&format!("{PEOPLE}?{COMMUNITY}={slug}&gedaan={done}")).into_response()
}

async fn show(
    web: &Web,
    reader: &Reader,
    named: Option<&str>,
    typed: &Invite,
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let desk = AtDesk::open(web, reader, Action::SeeMembers, named).await?;
    let here = desk.here()?;
    let of = here.community.id;
    let filter = Filter::of(reader);
    let offset = reader.value("na").and_then(|it| it.parse::<u32>().ok()).unwrap_or(0);
    let people = match filter.is_only_invited() {
        true => Vec::new(),
        false => communities::people(ctx, domain, of, &filter.query(offset)).await?,
    };
    let may = |action| policy::allows_on(ctx.actor, action, here.standing());
    let invitations = if may(Action::InviteMember) {
        communities::invitations(ctx, domain, of).await?
    } else {
        Vec::new()
    };
    let ids: Vec<MemberId> = people.iter().map(|it| it.membership.member).collect();
    let attested = attestations::of_people(ctx, domain, of, &ids).await?;
    let letters = match may(Action::PrintHomeLetters) {
        true => Some(attestations::letters_waiting(ctx, domain, of).await?),
        false => None,
    };
    let mut page = Page::own(web, reader, "desk-people", "desk-people-lead", &slips).await;
    PEOPLE.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, PEOPLE);
    let done = reader.value("gedaan").and_then(|what| done(&page, what));
    let status = slips.status();
    let known = Known { here, actor: ctx.actor, people, invitations, filter, offset };
    let mut page = PeoplePage::new(page, head, known, (typed, done), slips);
    page.letters = letters
        .map(|count| (page.page.with("trust-letters-wait", &[("count", count.into())]), count > 0));
    for row in page.asking.iter_mut().chain(&mut page.people) {
        let known = MemberId::parse(&row.id).ok().and_then(|id| attested.get(&id));
        let known = known.into_iter().flatten();
        row.known = known.map(|it| people::Known::of(reader.language, it)).collect();
    }
    if policy::allows(ctx.actor, Action::FreezeAccount) {
        let out = freezing::frozen_among(ctx, domain, &ids).await?;
        let out: HashSet<String> = out.iter().map(ToString::to_string).collect();
        for row in page.asking.iter_mut().chain(&mut page.people) {
            if out.contains(&row.id) {
                row.state = Some(page.page.t("desk-state-house"));
                row.is_out = true;
            }
        }
    }
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// What has just been done, in a sentence.
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
        "vog" => "trust-done-vog",
        _ => return None,
    };
    Some(page.t(key))
}

/// What is known about who belongs to a community.
pub(crate) struct Known<'a> {
    pub here: &'a Seen,
    pub actor: Actor,
    pub people: Vec<Person>,
    pub invitations: Vec<Invitation>,
    pub filter: Filter,
    pub offset: u32,
}

impl PeoplePage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        known: Known<'_>,
        (typed, done): (&Invite, Option<String>),
        slips: Slips,
    ) -> Self {
        let Known { here, actor, mut people, mut invitations, filter, offset } = known;
        invitations.retain(|it| filter.takes(it));
        let may = |action| policy::allows_on(actor, action, here.standing());
        let more = people.len() > SHOWN as usize;
        people.truncate(SHOWN as usize);
        let next = more.then(|| {
            let mut pairs = vec![(COMMUNITY, desk.slug.clone())];
            pairs.extend(filter.pairs());
            pairs.push(("na", offset.saturating_add(SHOWN).to_string()));
            format!("{PEOPLE}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
        });
        let given = Role::GIVEN
            .into_iter()
            .filter(|role| *role == Role::Member || may(Action::ManageMembers));
        let chosen = Role::from_key(&typed.rol).unwrap_or(Role::Member);
        let word = |role| role_word(page.language, Some(&here.community), role);
        let email = may(Action::InviteMember).then(|| {
            let label = page.t("desk-invite-email");
            Field {
                label,
                autocomplete: "off",
                ..Field::email(page.language, &typed.email, &slips)
            }
        });
        let (asking, people): (Vec<_>, Vec<_>) =
            people.iter().partition(|it| it.membership.state == MembershipState::Asked);
        let rows = |all: Vec<&Person>| -> Vec<Row> {
            all.into_iter().map(|it| row(&page, here, actor, it)).collect()
        };
        Self {
            asking: rows(asking),
            people: rows(people),
            invitations: invitations.iter().map(|it| invited(&page, here, it)).collect(),
            roles: given.map(|role| (role.key(), word(role), role == chosen)).collect(),
            manages: may(Action::ManageMembers),
            letters: None,
            email,
            next,
            of_roles: Role::GIVEN
                .map(|role| (role.key(), word(role), filter.role == Some(role)))
                .into(),
            of_states: filter.stages(&page),
            is_only_invited: filter.is_only_invited(),
            filter,
            desk,
            done,
            slips,
            page,
        }
    }
}

fn row(page: &Page, here: &Seen, actor: Actor, it: &Person) -> Row {
    let Person { name, membership } = it;
    let day = clock::date(page.language, clock::today(membership.since));
    let own = matches!(actor, Actor::Member(me) if me.member == membership.member);
    let notes = policy::allows_on(actor, Action::NoteVog, here.standing());
    let sets = PermissionSet::ALL.into_iter().filter(|set| membership.sets.has(*set));
    Row {
        id: membership.member.to_string(),
        href: format!("{PEOPLE}/{}?{COMMUNITY}={}", membership.member, here.community.slug),
        name: name.clone(),
        role: role_word(page.language, Some(&here.community), membership.role),
        is_more: membership.role > Role::Member,
        state: state(page, here, it),
        is_out: membership.state == MembershipState::Frozen,
        own,
        since: page.with("desk-since", &[("day", day.into())]),
        sets: sets.map(|set| page.t(set_key(set))).collect(),
        known: Vec::new(),
        vog: (!own && notes).then(|| people::vog_href(&here.community.slug, membership.member)),
    }
}

/// What there is to know of how far somebody is.
fn state(page: &Page, here: &Seen, it: &Person) -> Option<String> {
    let pending = it.membership.accepted_version < here.community.agreements_version;
    match it.membership.state {
        MembershipState::Asked => Some(page.t("desk-state-asked")),
        MembershipState::Frozen => Some(page.t("desk-state-frozen")),
        MembershipState::Active if pending => Some(page.t("desk-state-pending")),
        MembershipState::Active => None,
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
