//! The people of the demo: the community "Oost", and four who sign in to it.
//!
//! Everybody knows their passwords, so the house lets them in only where nobody but its own
//! machine can ask.

use koop_domain::areas::model::AreaKind;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{Joining, Kind, Role, Settings, Texts};
use koop_domain::communities::{self, NewPlace};
use koop_domain::ctx::{Actor, Ctx, Signed};
use koop_domain::id::{CommunityId, MemberId, SessionId};
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::members::error::MemberError;
use koop_domain::members::model::{Email, Secret};
use koop_domain::members::{self, NewMember};
use koop_domain::{Domain, areas, listings};

/// The place that the merchant of the demo keeps.
pub(super) const SHOP: &str = "spaak-zoon";
/// What the merchant is called.
pub(super) const SHOPKEEPER: &str = "Milan";
/// The password of them all.
const PASSWORD: &str = "dapper fietsbel pompoensoep";

/// Why the people of the demo cannot be put in.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Their community.
    #[error("the demo's community cannot be made")]
    Community(#[from] CommunityError),
    /// One of them.
    #[error("somebody of the demo cannot be entered")]
    Member(#[from] MemberError),
    /// The merchant's place.
    #[error("the demo's merchant gets no place")]
    Listing(#[from] ListingError),
}

/// How somebody of the demo signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// What they are here, for whoever chooses among them.
    pub what: &'static str,
    /// Their name.
    pub name: &'static str,
    /// Their address.
    pub email: &'static str,
    /// Their password.
    pub password: &'static str,
    role: Role,
}

const fn person(what: &'static str, name: &'static str, email: &'static str, role: Role) -> SignIn {
    SignIn { what, name, email, password: PASSWORD, role }
}

/// How the people of the demo sign in.
pub const SIGN_INS: [SignIn; 4] = [
    person("resident", "Samira", "bewoner@oost.example", Role::Member),
    person("merchant", SHOPKEEPER, "winkel@oost.example", Role::Member),
    person("volunteer", "Joke", "vrijwilliger@oost.example", Role::Steward),
    person("organiser", "Hanneke", "organisator@oost.example", Role::Organiser),
];

/// Whether the people of the demo are there.
///
/// # Errors
/// [`PeopleError`].
pub async fn are_settled(ctx: &Ctx, domain: &Domain) -> Result<bool, PeopleError> {
    let all = communities::all(ctx, domain).await?;
    Ok(all.iter().any(|it| it.community.demo))
}

/// Puts the people of the demo in, with their community; the map and the listings are there.
///
/// # Errors
/// [`PeopleError`].
pub async fn settle(ctx: &Ctx, domain: &Domain) -> Result<(), PeopleError> {
    let community = found(ctx, domain).await?;
    let mut people = Vec::new();
    for sign_in in SIGN_INS {
        let id = enter(ctx, domain, community, sign_in).await?;
        if sign_in.what == "merchant" {
            give_shop(ctx, domain, id).await?;
        }
        people.push(id);
    }
    communities::mark_demo(ctx, domain, community, &people).await?;
    Ok(())
}

async fn found(ctx: &Ctx, domain: &Domain) -> Result<CommunityId, PeopleError> {
    let atlas = areas::atlas(ctx, domain).await?;
    let area = atlas.areas().find(|it| it.kind == AreaKind::District && it.name == "Oost");
    let settings = Settings {
        name: "Oost".to_owned(),
        kind: Kind::Neighbourhood,
        about: texts(include_str!("people/about.nl.txt"), include_str!("people/about.en.txt")),
        area: area.map(|area| area.id),
        languages: Language::ALL.to_vec(),
        colours: None,
        joining: Joining::Open,
        terms: std::collections::BTreeMap::new(),
    };
    let community = communities::found(ctx, domain, settings).await?.id;
    let agreed = texts(include_str!("people/agreed.nl.txt"), include_str!("people/agreed.en.txt"));
    communities::publish_agreements(ctx, domain, community, &agreed).await?;
    Ok(community)
}

async fn enter(
    ctx: &Ctx,
    domain: &Domain,
    community: CommunityId,
    SignIn { name, email, password, role, .. }: SignIn,
) -> Result<MemberId, PeopleError> {
    let unreadable = |problem| MemberError::Invalid { field: "email", problem };
    let new = NewMember {
        name: name.to_owned(),
        email: Email::read(email).map_err(unreadable)?,
        password: Some(Secret::new(password)),
        language: Language::Nl,
        operator: false,
    };
    let id = members::add(ctx, domain, new).await?;
    communities::enter(ctx, domain, id, NewPlace { community, role }).await?;
    Ok(id)
}

/// The merchant shows a code at the counter, as any other would.
async fn give_shop(ctx: &Ctx, domain: &Domain, member: MemberId) -> Result<(), PeopleError> {
    let Some(shop) = listings::by_slug(ctx, domain, SHOP).await? else { return Ok(()) };
    let signed =
        Signed { member, session: SessionId(ctx.ids.next()), operator: false, under: None };
    let merchant = Ctx { actor: Actor::Member(signed), ..ctx.clone() };
    let wish = (Wish::CounterCode, Language::Nl);
    let (_, code) = claims::claim(&merchant, domain, shop.id, wish).await?;
    if let Some(code) = code {
        claims::at_counter(ctx, domain, shop.id, code.reveal()).await?;
    }
    Ok(())
}

fn texts(nl: &str, en: &str) -> Texts {
    [(Language::Nl, nl.trim().to_owned()), (Language::En, en.trim().to_owned())].into()
}
