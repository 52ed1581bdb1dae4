//! As whom I take part: myself, a household, an organisation or a merchant that I belong to, or
//! somebody whose mandate I have; and to what I may belong, once I say yes.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::ProfileId;
use koop_domain::profiles;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::mandates::{self, Deed, Told};
use koop_domain::profiles::model::{Hat, Offer, Part, Profile, ProfileKind};

use super::{deed_key, kind_key};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::keeping::{Choices, Typed};
use crate::page::{Page, answer_privately};
use crate::texts::clock;

const FIELDS: &[Named] = &[("name", "naam", "profile-name"), ("kind", "soort", "profile-kind")];
/// The kinds that people make, and their words.
const KINDS: [(&str, &str); 3] = [
    ("merchant", "profile-merchant-new"),
    ("organisation", "profile-organisation-new"),
    ("household", "profile-household-new"),
];
const PATH: &str = "/mijn/namens";

#[derive(Template)]
#[template(path = "people/acting/acting.html")]
pub(crate) struct ActingPage {
    pub page: Page,
    pub slips: Slips,
    pub done: Option<String>,
    /// To what one may belong.
    pub offers: Vec<Offered>,
    pub all: Vec<Chosen>,
    pub name: Field,
    pub kind: Choices,
}

/// As whom one may act.
pub(crate) struct Chosen {
    /// The profile's id; empty: oneself.
    pub id: String,
    pub name: String,
    pub aside: String,
    /// Whether one acts so now.
    pub now: bool,
    /// Where its people are, where it has any.
    pub people: Option<String>,
}

/// To what one may belong, once one says yes.
pub(crate) struct Offered {
    pub name: String,
    pub href: String,
    pub words: String,
    pub part: String,
}

/// `GET /mijn/namens`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, &Typed::default(), Slips::default()).await
}

/// `POST /mijn/namens`: acts as somebody from now on.
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let id = match typed.get("wie") {
        "" => None,
        id => Some(ProfileId::parse(id).map_err(|_| Failure::NOT_FOUND)?),
    };
    match profiles::choose(&mine.reader.ctx, &web.site.domain, id).await {
        Ok(None) => Ok(Redirect::to("/mijn/namens?gedaan=zelf").into_response()),
        // Whoever may not keep places goes on where everybody is.
        Ok(Some(Hat { mandate: Some((_, deeds)), .. })) if !deeds.has(Deed::KeepPlaces) => {
            Ok(Redirect::to("/").into_response())
        }
        Ok(Some(_)) => Ok(Redirect::to("/mijn/plekken").into_response()),
        Err(error @ ProfileError::Ended) => {
            let slips = Slips::of_profile(mine.reader.language, error, FIELDS)?;
            show(&web, &mine, &typed, slips).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /mijn/namens/nieuw`
pub(crate) async fn make(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    // Nothing chosen is no kind that is made.
    let kind = ProfileKind::from_key(typed.get("soort")).unwrap_or(ProfileKind::Person);
    let wish = (kind, typed.get("naam"));
    match profiles::make(&mine.reader.ctx, &web.site.domain, wish).await {
        Ok(it) => Ok(Redirect::to(&format!("{PATH}/{}?gedaan=nieuw", it.id)).into_response()),
        Err(error) => {
            let slips = Slips::of_profile(mine.reader.language, error, FIELDS)?;
            show(&web, &mine, &typed, slips).await
        }
    }
}

async fn show(web: &Web, mine: &Mine, typed: &Typed, slips: Slips) -> Result<Response, Failure> {
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let own = profiles::mine(&reader.ctx, domain).await?;
    let held = mandates::mine_now(&reader.ctx, domain).await?;
    let mut page = Page::own(web, reader, "acting-title", "acting-lead", &slips).await;
    PATH.clone_into(&mut page.here);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "zelf" => Some(page.t("acting-done-self")),
        "voorbij" => Some(page.t("acting-lapsed")),
        "weg" => Some(page.t("acting-done-gone")),
        "erbij" => Some(page.t("acting-done-joined")),
        _ => None,
    });
    let offers = profiles::offers(&reader.ctx, domain).await?;
    let status = slips.status();
    let mut page = ActingPage::new(
        page,
        (&own, &held, (reader.hat(), reader.has_lapsed())),
        typed,
        (done, slips),
    );
    page.offers = offers.iter().map(|it| Offered::of(&page.page, it)).collect();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// As whom the reader acts now, and whether that has ended.
type Worn<'a> = (Option<&'a Hat>, bool);

impl ActingPage {
    pub(crate) fn new(
        page: Page,
        (own, held, (hat, has_lapsed)): (&[(Profile, Part)], &[Told], Worn<'_>),
        typed: &Typed,
        (done, slips): (Option<String>, Slips),
    ) -> Self {
        let now = |it: ProfileId| hat.is_some_and(|hat| hat.profile.id == it);
        let mine = own.iter().map(|(it, _)| {
            let person = it.kind == ProfileKind::Person;
            Chosen {
                id: if person { String::new() } else { it.id.to_string() },
                name: it.name.clone(),
                aside: page.t(kind_key(it.kind)),
                now: if person { hat.is_none() && !has_lapsed } else { now(it.id) },
                people: (!person).then(|| format!("{PATH}/{}", it.id)),
            }
        });
        let for_them = held.iter().map(|it| {
            let day = clock::date(page.language, clock::last_day(it.mandate.ends_at));
            let deeds = it.mandate.deeds.iter().map(|deed| page.t(deed_key(deed)));
            let deeds = deeds.collect::<Vec<_>>().join(", ");
            let values = [("deeds", deeds.into()), ("day", day.into())];
            Chosen {
                id: it.giver.profile.to_string(),
                name: it.giver.name.clone(),
                aside: page.with("acting-under", &values),
                now: now(it.giver.profile),
                people: None,
            }
        });
        Self {
            offers: Vec::new(),
            all: mine.chain(for_them).collect(),
            name: Field::fact(page.language, ("naam", "profile-name"), typed.get("naam"), &slips)
                .hinted(page.t("profile-name-hint")),
            kind: Choices::of(&page, ("soort", "profile-kind"), &KINDS, typed.get("soort"), &slips),
            done,
            slips,
            page,
        }
    }
}

impl Offered {
    pub(crate) fn of(page: &Page, it: &Offer) -> Self {
        let day = clock::date(page.language, clock::today(it.at));
        let kind = page.t(kind_key(it.profile.kind));
        let words = match &it.by {
            Some(by) => {
                let values =
                    [("kind", kind.into()), ("by", by.clone().into()), ("day", day.into())];
                page.with("offer-by", &values)
            }
            None => page.with("offer-since", &[("kind", kind.into()), ("day", day.into())]),
        };
        let part = match it.part {
            Part::Owner => "offer-owner",
            Part::Member | Part::Nobody => "offer-member",
        };
        Self {
            name: it.profile.name.clone(),
            href: format!("{PATH}/{}", it.profile.id),
            words,
            part: page.t(part),
        }
    }
}
