//! The page of a community: what it is, what is agreed there, and the way in and out.

mod json_ld;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::Atlas;
use koop_domain::communities::error::CommunityError;
use koop_domain::communities::model::{
    Agreement, Decided, Decision, Joining, Kind, MembershipState,
};
use koop_domain::communities::{self, Joined, Seen};
use koop_domain::language::Language;
use serde::Deserialize;

use super::leaving::{Leaving, SURE, lost};
use super::why::Why;
use super::{paragraphs, role_word};
use crate::account::Mine;
use crate::behind::Behind;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::page::{Page, answer_as, answer_privately};
use crate::reader::Reader;
use crate::texts::{Value, clock};
use crate::{Web, texts};

#[derive(Template)]
#[template(path = "community/page/community.html")]
pub(crate) struct CommunityPage {
    pub page: Page,
    pub slips: Slips,
    pub slug: String,
    pub name: String,
    pub kind: String,
    pub about: Vec<Vec<String>>,
    pub area: Option<Link>,
    pub members: String,
    pub how: String,
    /// Who runs it, for who belongs to it.
    pub organisers: Option<String>,
    /// What the reader is to it, in a sentence.
    pub standing: Option<String>,
    /// Whether the reader is kept out.
    pub is_out: bool,
    /// What was last decided about them here.
    pub why: Option<Why>,
    /// Whom they can ask about that.
    pub whom: Option<String>,
    pub way: Way,
    pub leaving: Option<Leaving>,
    /// The newest version of what is agreed: its number, since when, what it says.
    pub agreed: Option<Agreed>,
    pub has_colours: bool,
    pub json_ld: String,
    pub done: Option<String>,
}

/// What the reader can do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Sign in, to join.
    SignIn,
    /// Join, or ask to.
    Join,
    /// Accept a newer version of what is agreed.
    Accept,
    /// Nothing: they are in, or one is invited.
    Nothing,
}

/// What is agreed.
#[derive(Clone, Debug)]
pub(crate) struct Agreed {
    pub version: i32,
    pub since: String,
    pub text: Vec<Vec<String>>,
}

impl Agreed {
    pub(crate) fn new(language: Language, seen: &Seen, it: &Agreement) -> Self {
        let day = clock::date(language, clock::today(it.published_at));
        let values = [("version", it.version.into()), ("day", Value::from(day))];
        Self {
            version: it.version,
            since: texts::text_with(language, "community-agreed-since", &values),
            text: paragraphs(seen.community.text(&it.text, language)),
        }
    }
}

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    /// The version that was read and accepted.
    versie: Option<i32>,
    akkoord: String,
}

/// `GET /gemeenschap/{slug}`
pub(crate) async fn get(
    State(web): State<Web>,
    reader: Reader,
    Path(slug): Path<String>,
) -> Result<Response, Failure> {
    show(&web, &reader, &slug, Slips::default()).await
}

/// `POST /gemeenschap/{slug}`: joins it, or accepts what is agreed.
pub(crate) async fn join(
    State(web): State<Web>,
    mine: Mine,
    Path(slug): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let seen = communities::by_slug(ctx, domain, &slug).await?.ok_or(Failure::NOT_FOUND)?;
    let id = seen.community.id;
    if seen.community.agreements_version > 0 && typed.akkoord.is_empty() {
        let words = texts::text(reader.language, "community-say-yes");
        return show(&web, reader, &slug, Slips::own("akkoord", words)).await;
    }
    let done = match (seen.must_accept(), typed.versie) {
        (true, Some(version)) => {
            communities::accept_agreements(ctx, domain, id, version).await.map(|()| "akkoord")
        }
        (_, version) => communities::join(ctx, domain, id, version).await.map(joined),
    };
    match done {
        Ok(done) => Ok(Redirect::to(&format!("/gemeenschap/{slug}?gedaan={done}")).into_response()),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, &slug, slips).await
        }
    }
}

/// What joining came to, as it stands in the address bar.
pub(crate) fn joined(what: Joined) -> &'static str {
    match what {
        Joined::In => "lid",
        Joined::Asked => "gevraagd",
        Joined::KeptOut => "stil",
    }
}

/// The box that was ticked to leave.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sure {
    zeker: String,
}

/// `POST /gemeenschap/{slug}/weg`: leaves it.
pub(crate) async fn leave(
    State(web): State<Web>,
    mine: Mine,
    Path(slug): Path<String>,
    Form(typed): Form<Sure>,
) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let seen = communities::by_slug(ctx, domain, &slug).await?.ok_or(Failure::NOT_FOUND)?;
    if typed.zeker.is_empty() && !lost(reader.language, &seen).is_empty() {
        let words = texts::text(reader.language, "town-leave-unsure");
        return show(&web, reader, &slug, Slips::own(SURE, words)).await;
    }
    match communities::leave(ctx, domain, seen.community.id).await {
        Ok(()) => Ok(Redirect::to(&format!("/gemeenschap/{slug}?gedaan=weg")).into_response()),
        Err(error) => {
            let slips = Slips::of_community(reader.language, error)?;
            show(&web, reader, &slug, slips).await
        }
    }
}

async fn show(web: &Web, reader: &Reader, slug: &str, slips: Slips) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let seen = communities::by_slug(ctx, domain, slug).await?.ok_or(Failure::NOT_FOUND)?;
    let id = seen.community.id;
    let agreed = communities::agreements(ctx, domain, id, 1).await?.pop();
    let members = communities::member_count(ctx, domain, id).await?;
    let atlas = web.atlas(ctx).await?;
    let name = seen.community.settings.name.clone();
    let lasting = format!("/gemeenschap/{slug}");
    let lead =
        texts::text_with(reader.language, "community-lead", &[("name", name.clone().into())]);
    let title = slips.title(reader.language, name);
    let lasts = slips.is_empty().then_some(lasting.as_str());
    let behind = Behind::community(slug);
    let mut page = Page::new(web, reader, title, lead, lasts, &behind).await;
    page.here.clone_from(&lasting);
    let done = reader.value("gedaan").and_then(|what| done(reader.language, what));
    let status = slips.status();
    let signed_in = reader.member().is_some();
    let decision = communities::my_decision(ctx, domain, id).await?;
    let organisers = match communities::organisers(ctx, domain, id).await {
        Ok(names) => names,
        Err(CommunityError::Denied(_)) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let known = Known {
        seen: &seen,
        agreed: agreed.as_ref(),
        members,
        atlas: &atlas,
        signed_in,
        decision: decision.as_ref(),
        organisers: &organisers,
    };
    let page = CommunityPage::new(page, &known, done, slips);
    if signed_in {
        answer_privately(status, &page.page, &page)
    } else {
        answer_as(status, &page.page, &page)
    }
}

fn done(language: Language, what: &str) -> Option<String> {
    let key = match what {
        "lid" => "community-done-joined",
        "gevraagd" => "community-done-asked",
        "stil" => "town-done-kept-out",
        "akkoord" => "community-done-accepted",
        "weg" => "community-done-left",
        _ => return None,
    };
    Some(texts::text(language, key))
}

/// What is known about a community and its reader.
pub(crate) struct Known<'a> {
    pub seen: &'a Seen,
    pub agreed: Option<&'a Agreement>,
    pub members: u64,
    pub atlas: &'a Atlas,
    pub signed_in: bool,
    pub decision: Option<&'a Decision>,
    /// The first names of who runs it, where the reader may know them.
    pub organisers: &'a [String],
}

impl CommunityPage {
    pub(crate) fn new(page: Page, known: &Known<'_>, done: Option<String>, slips: Slips) -> Self {
        let Known { seen, agreed, members, atlas, signed_in, decision, organisers } = known;
        let (language, it) = (page.language, &seen.community);
        let area = it.settings.area.and_then(|id| atlas.get(id));
        Self {
            slug: it.slug.clone(),
            name: it.settings.name.clone(),
            kind: page.t(kind_key(it.settings.kind)),
            about: paragraphs(it.text(&it.settings.about, language)),
            area: area.map(|area| Link {
                label: area.name.clone(),
                href: format!("/buurt/{}", area.slug),
            }),
            members: page.with("community-members", &[("count", (*members).into())]),
            how: page.t(how_key(it.settings.joining)),
            organisers: named(&page, "town-organisers", organisers)
                .filter(|_| !is_kept_out(*decision)),
            standing: standing(language, seen),
            is_out: seen.membership.as_ref().is_some_and(|it| it.state == MembershipState::Frozen),
            why: decision.map(|it| Why::new(language, it)),
            whom: named(&page, "town-ask", organisers).filter(|_| is_kept_out(*decision)),
            way: way(seen, *signed_in),
            leaving: Leaving::new(language, seen, &slips),
            json_ld: json_ld::script(language, it, area, &page.base_url),
            agreed: agreed.map(|agreed| Agreed::new(language, seen, agreed)),
            has_colours: it.settings.colours.is_some(),
            done,
            slips,
            page,
        }
    }
}

/// The key of what kind a community is.
pub(crate) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Town => "community-kind-town",
        Kind::Neighbourhood => "community-kind-neighbourhood",
        Kind::Association => "community-kind-association",
    }
}

/// The key of how one joins.
pub(super) fn how_key(joining: Joining) -> &'static str {
    match joining {
        Joining::Open => "community-how-open",
        Joining::Request => "community-how-request",
        Joining::Invitation => "community-how-invitation",
    }
}

/// A sentence with names in it, if there are any.
pub(super) fn named(page: &Page, key: &str, names: &[String]) -> Option<String> {
    let values = [("count", names.len().into()), ("names", names.join(", ").into())];
    (!names.is_empty()).then(|| page.with(key, &values))
}

/// Whether somebody is kept out, or left while they were.
pub(super) fn is_kept_out(decision: Option<&Decision>) -> bool {
    decision.is_some_and(|it| it.what == Decided::Frozen)
}

/// What the reader is to a community, in a sentence.
pub(crate) fn standing(language: Language, seen: &Seen) -> Option<String> {
    let it = seen.membership.as_ref()?;
    let key = match it.state {
        MembershipState::Asked => "community-you-asked",
        MembershipState::Frozen => "community-you-frozen",
        MembershipState::Active => "community-you-are",
    };
    let role = role_word(language, Some(&seen.community), it.role);
    Some(texts::text_with(language, key, &[("role", role.into())]))
}

fn way(seen: &Seen, signed_in: bool) -> Way {
    let by_invitation = seen.community.settings.joining == Joining::Invitation;
    match seen.membership.as_ref().map(|it| it.state) {
        None if by_invitation => Way::Nothing,
        None if signed_in => Way::Join,
        None => Way::SignIn,
        Some(_) if seen.must_accept() => Way::Accept,
        Some(_) => Way::Nothing,
    }
}
