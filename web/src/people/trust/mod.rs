//! What is known of me, and how to get the next: a letter to my home, neighbours who know me.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::attestations::{
    self, Attestation, Home, Kind, LETTER_DAYS, LINE_MAX, Letter, NUMBER_MAX, Neighbour,
};
use koop_domain::communities::model::MembershipState;
use koop_domain::communities::{self, Seen};
use koop_domain::id::CommunityId;

use super::Known as Fact;
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choice, Choices, Group, Typed};
use crate::page::{Page, answer_privately};
use crate::texts::clock;

const FIELDS: &[Named] = &[
    ("street", "straat", "trust-street"),
    ("houseNumber", "nummer", "trust-number"),
    ("postcode", "postcode", "trust-postcode"),
    ("city", "plaats", "trust-city"),
    ("code", "code", "trust-code"),
    ("handle", "wie", "trust-who"),
];
const PATH: &str = "/mijn/vertrouwen";
/// The longest postcode, as people type it.
const POSTCODE_TYPED: usize = 8;

#[derive(Template)]
#[template(path = "people/trust/trust.html")]
pub(crate) struct TrustPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    pub known: Vec<Fact>,
    /// Whether my address is confirmed.
    pub lives_here: bool,
    /// How far it is with the letter, and where it goes.
    pub letter: Option<(String, String)>,
    pub code: Option<Field>,
    /// Where a letter can go, from which community; none where I belong to none.
    pub home: Option<HomeForm>,
    pub neighbours: Vec<NeighbourRow>,
    pub who: Field,
}

/// Where a letter goes.
pub(crate) struct HomeForm {
    pub community: Choices,
    pub lines: Vec<Field>,
}

/// Somebody whom I know, or who knows me.
pub(crate) struct NeighbourRow {
    pub words: String,
    /// Their short name, where I can take back what I said.
    pub mine: Option<String>,
}

/// What is known.
pub(crate) struct Known<'a> {
    pub attested: &'a [Attestation],
    pub letter: Option<(Letter, Home)>,
    pub neighbours: &'a [Neighbour],
    pub communities: &'a [Seen],
}

/// `GET /mijn/vertrouwen`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/vertrouwen`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&mine.reader.ctx, &web.site.domain);
    let (done, what) = match typed.get("doe") {
        "brief" => {
            let community = CommunityId::parse(typed.get("van")).map_err(|_| Failure::NOT_FOUND)?;
            let home = Home {
                street: typed.get("straat").to_owned(),
                house_number: typed.get("nummer").to_owned(),
                postcode: typed.get("postcode").to_owned(),
                city: typed.get("plaats").to_owned(),
            };
            let asked = attestations::ask_letter(ctx, domain, (community, &home)).await;
            (asked.map(|_| ()), "brief")
        }
        "geen-brief" => (attestations::take_letter_back(ctx, domain).await, "geen-brief"),
        "code" => {
            (attestations::confirm_address(ctx, domain, typed.get("code")).await, "bevestigd")
        }
        "verhuisd" => (attestations::moved(ctx, domain).await, "verhuisd"),
        "ken" => (attestations::vouch(ctx, domain, typed.get("wie")).await, "ken"),
        "ken-niet" => (attestations::unvouch(ctx, domain, typed.get("wie")).await, "ken-niet"),
        _ => return Err(Failure::INVALID),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}?gedaan={what}")).into_response()),
        Err(error) => {
            let slips = Slips::of_profile(mine.reader.language, error, FIELDS)?;
            show(&web, &mine, &typed, slips).await
        }
    }
}

async fn show(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let attested = attestations::mine(&reader.ctx, domain).await?;
    let neighbours = attestations::my_neighbours(&reader.ctx, domain).await?;
    let letter = attestations::my_letter(&reader.ctx, domain).await?;
    let mut communities = communities::mine(&reader.ctx, domain).await?;
    communities
        .retain(|it| it.membership.as_ref().is_some_and(|it| it.state == MembershipState::Active));
    let known =
        Known { attested: &attested, letter, neighbours: &neighbours, communities: &communities };
    let mut page = Page::own(web, reader, "trust-title", "trust-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "brief" => Some(page.t("trust-done-asked")),
        "geen-brief" => Some(page.t("trust-done-not-asked")),
        "bevestigd" => Some(page.t("trust-done-confirmed")),
        "verhuisd" => Some(page.t("trust-done-moved")),
        "ken" => Some(page.t("trust-done-vouched")),
        "ken-niet" => Some(page.t("trust-done-unvouched")),
        _ => None,
    });
    let status = slips.status();
    let page = TrustPage::new(page, &known, typed, (done, slips));
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl TrustPage {
    pub(crate) fn new(
        page: Page,
        known: &Known<'_>,
        typed: &Typed,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let language = page.language;
        let lives_here = known.attested.iter().any(|it| it.kind == Kind::AddressConfirmed);
        let printed = known.letter.as_ref().is_some_and(|(it, _)| it.is_printed);
        let letter = known.letter.as_ref().map(|(it, home)| {
            let day = |at| clock::date(language, clock::today(at));
            let key = if it.is_printed { "trust-letter-printed" } else { "trust-letter-asked" };
            let values = [("day", day(it.asked_at).into()), ("until", day(it.ends_at).into())];
            let Home { street, house_number, postcode, city } = home;
            (page.with(key, &values), format!("{street} {house_number}, {postcode} {city}"))
        });
        let code = printed.then(|| {
            Field::fact(language, ("code", "trust-code"), typed.get("code"), &slips)
                .hinted(page.t("trust-code-hint"))
        });
        let typed_who = if typed.get("doe") == "ken" { typed.get("wie") } else { "" };
        Self {
            known: known.attested.iter().map(|it| Fact::of(language, it)).collect(),
            lives_here,
            letter,
            code,
            home: (!known.communities.is_empty())
                .then(|| HomeForm::new(&page, known.communities, typed, &slips)),
            neighbours: known.neighbours.iter().map(|it| NeighbourRow::of(&page, it)).collect(),
            who: Field::fact(language, ("wie", "trust-who"), typed_who, &slips)
                .hinted(page.t("trust-who-hint")),
            done,
            slips,
            page,
        }
    }

    /// How long the address of a letter is kept, in a sentence.
    pub(crate) fn letter_days(&self) -> String {
        self.page.with("trust-letter-days", &[("count", LETTER_DAYS.into())])
    }
}

impl HomeForm {
    fn new(page: &Page, communities: &[Seen], typed: &Typed, slips: &Slips) -> Self {
        let choice = |(at, it): (usize, &Seen)| {
            let value = it.community.id.to_string();
            let chosen = typed.get("van") == value || (typed.get("van").is_empty() && at == 0);
            Choice { chosen, value, label: it.community.settings.name.clone() }
        };
        let choices = communities.iter().enumerate().map(choice).collect();
        let groups = vec![Group { label: String::new(), choices }];
        let line =
            |id, key: &str, longest| Field::line(id, page.t(key), typed.get(id), longest, slips);
        Self {
            community: Choices::grouped(page, ("van", "trust-from"), groups, slips),
            lines: vec![
                line("straat", "trust-street", LINE_MAX),
                line("nummer", "trust-number", NUMBER_MAX),
                line("postcode", "trust-postcode", POSTCODE_TYPED),
                line("plaats", "trust-city", LINE_MAX),
            ],
        }
    }
}

impl NeighbourRow {
    fn of(page: &Page, it: &Neighbour) -> Self {
        let day = clock::date(page.language, clock::today(it.at));
        let key = if it.is_mine { "trust-i-know" } else { "trust-knows-me" };
        let values = [("name", it.who.name.clone().into()), ("day", day.into())];
        Self { words: page.with(key, &values), mine: it.is_mine.then(|| it.who.handle.clone()) }
    }
}
