//! The desk for claims: what waits, deciding with a reason, codes seen at a counter, and letters
//! to print. Volunteers who only see codes find those here, and decide nothing.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::{ClaimId, ListingId};
use koop_domain::language::Language;
use koop_domain::listings::claims::{self, AtDesk as Waiting, ClaimState, PrintedLetter, Proof};
use koop_domain::listings::error::ListingError;
use koop_domain::policy::{self, Action};

use super::parts::Typed;
use crate::Web;
use crate::account::Mine;
use crate::desk::{AtDesk, COMMUNITY, DeskHead, known_words};
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::place::place_line;
use crate::reader::Reader;
use crate::texts::{self, clock};

const DESK: &str = "/beheer/claims";

#[derive(Template)]
#[template(path = "keeping/desk/desk.html")]
pub(crate) struct DeskPage {
    pub page: Page,
    pub desk: DeskHead,
    /// What its forms keep in their address: which community was chosen.
    pub chosen: String,
    pub slips: Slips,
    pub done: Option<String>,
    pub waiting: Vec<Case>,
    /// Letters that were not printed yet may be among them.
    pub letters: bool,
    /// Reasons that are often given, to choose from.
    pub reasons: Vec<String>,
}

/// A claim that waits.
pub(crate) struct Case {
    pub id: String,
    pub listing: String,
    pub slug: String,
    pub name: String,
    pub place_line: String,
    pub state: String,
    pub since: String,
    pub proof: String,
    /// Who says so, and what is known of them, for who decides about it.
    pub claimant: Option<String>,
    pub known: Option<String>,
    /// Whether it is the reader's own case: another decides it.
    pub is_own: bool,
    /// Whether the reader decides about it, and not only sees codes.
    pub decides: bool,
    /// What is shown, and somebody has to decide.
    pub disputed: bool,
    pub at_counter: bool,
}

/// Letters, one a sheet.
#[derive(Template)]
#[template(path = "keeping/desk/letters.html")]
pub(crate) struct LettersPage {
    pub page: Page,
    pub letters: Vec<Sheet>,
}

/// A letter.
pub(crate) struct Sheet {
    pub name: String,
    pub lines: Vec<String>,
    pub intro: String,
    pub why: String,
    pub how: String,
    pub not_asked: String,
    pub code: String,
    pub site: String,
}

/// `GET /beheer/claims`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine, Slips::default()).await
}

/// `POST /beheer/claims`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let (reader, domain) = (&mine.reader, &web.site.domain);
    let decided = match typed.get("doe") {
        "code" => {
            let id = ListingId::parse(typed.get("plek")).map_err(|_| Failure::NOT_FOUND)?;
            claims::at_counter(&reader.ctx, domain, id, typed.get("code")).await
        }
        deed @ ("ja" | "nee") => {
            let id = ClaimId::parse(typed.get("claim")).map_err(|_| Failure::NOT_FOUND)?;
            let decision = (deed == "ja", typed.get("reden"));
            claims::decide(&reader.ctx, domain, id, decision).await
        }
        _ => return Err(Failure::INVALID),
    };
    match decided {
        Ok(claim) => {
            // A code that was seen decides nothing where the place is somebody else's.
            let is_disputed = claim.state == ClaimState::Disputed;
            let done = if is_disputed { "gezien" } else { "besloten" };
            Ok(Redirect::to(&desk_of(reader, &[("gedaan", done)])).into_response())
        }
        // Its claimant took it back meanwhile, or a colleague was first.
        Err(ListingError::NotFound) => Ok(Redirect::to(&desk_of(reader, &[])).into_response()),
        Err(ListingError::Invalid { field: "code", .. }) => {
            let words = texts::text(reader.language, "claim-code-wrong");
            show(&web, &mine, Slips::in_all(words)).await
        }
        Err(ListingError::Invalid { .. }) => {
            let words = texts::text(reader.language, "whose-reason-needed");
            show(&web, &mine, Slips::in_all(words)).await
        }
        // Nobody decides a case of their own; who may not decide at all sees no desk.
        Err(ListingError::Denied(_)) => {
            let words = texts::text(reader.language, "whose-own-case");
            show(&web, &mine, Slips::in_all(words)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /beheer/claims/brieven`: each letter gets its code here, and stands nowhere else.
pub(crate) async fn letters(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let letters = claims::print_letters(&reader.ctx, &web.site.domain).await?;
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "letters-title", "letters-lead", &slips).await;
    page.here = desk_of(reader, &[]);
    let page = LettersPage::new(page, letters);
    answer_privately(slips.status(), &page.page, &page)
}

async fn show(web: &Web, mine: &Mine, slips: Slips) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let waiting = claims::at_desk(ctx, domain, true).await?;
    let at_desk = AtDesk::open(web, reader, Action::SeeDesk, reader.value(COMMUNITY)).await?;
    let mut page = Page::own(web, reader, "whose-title", "whose-lead", &slips).await;
    page.here = desk_of(reader, &[]);
    let chosen = page.here.trim_start_matches(DESK).to_owned();
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "besloten" => Some(page.t("whose-done")),
        "gezien" => Some(page.t("whose-seen")),
        _ => None,
    });
    let status = slips.status();
    let head = DeskHead::new(&page, ctx.actor, &at_desk, DESK);
    let page = DeskPage::new((page, head), (&waiting, chosen), done, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

/// The address of the desk with the community that was chosen, and with more.
fn desk_of(reader: &Reader, more: &[(&str, &str)]) -> String {
    let chosen = reader.value(COMMUNITY).map(|slug| (COMMUNITY, slug));
    let pairs: Vec<&(&str, &str)> = chosen.iter().chain(more).collect();
    if pairs.is_empty() {
        return DESK.to_owned();
    }
    format!("{DESK}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// Whether somebody sees the desk.
pub(super) fn is_open_to(mine: &Mine) -> bool {
    policy::allows(mine.reader.ctx.actor, Action::DecideClaims)
}

impl DeskPage {
    pub(crate) fn new(
        (page, desk): (Page, DeskHead),
        (waiting, chosen): (&[Waiting], String),
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let is_letter =
            |it: &Waiting| it.claim.state == ClaimState::Open && it.claim.proof == Proof::Letter;
        // Nobody prints a code of their own.
        let to_print = |it: &Waiting| is_letter(it) && it.decides && !it.is_own;
        Self {
            letters: waiting.iter().any(to_print),
            waiting: waiting.iter().map(|it| Case::of(&page, it)).collect(),
            reasons: ["whose-reason-visited", "whose-reason-register", "whose-reason-not-there"]
                .map(|key| page.t(key))
                .into(),
            desk,
            chosen,
            done,
            slips,
            page,
        }
    }
}

impl Case {
    fn of(page: &Page, it: &Waiting) -> Self {
        let (claim, listing) = (&it.claim, &it.listing);
        let proof = match claim.proof {
            Proof::DomainEmail => "claim-by-mail",
            Proof::Letter => "claim-by-letter",
            Proof::CounterCode => "claim-at-counter",
        };
        let disputed = claim.state == ClaimState::Disputed;
        let since = clock::date(page.language, clock::today(claim.created_at));
        Self {
            id: claim.id.to_string(),
            listing: listing.id.to_string(),
            slug: listing.slug.clone(),
            name: listing.facts.name.clone(),
            place_line: place_line(page.language, &listing.facts),
            state: page.t(if disputed { "whose-disputed" } else { "whose-open" }),
            since: page.with("whose-since", &[("date", since.into())]),
            proof: page.t(proof),
            claimant: it.claimant.clone(),
            known: it.known.as_deref().map(|known| known_words(page, known)),
            is_own: it.is_own,
            decides: it.decides,
            disputed,
            at_counter: claim.state == ClaimState::Open && claim.proof == Proof::CounterCode,
        }
    }
}

impl LettersPage {
    pub(crate) fn new(page: Page, letters: Vec<PrintedLetter>) -> Self {
        let letters = letters.into_iter().map(|it| Sheet::of(&page, it)).collect();
        Self { letters, page }
    }
}

impl Sheet {
    fn of(page: &Page, letter: PrintedLetter) -> Self {
        let words = |parts: [Option<String>; 2]| {
            let said: Vec<String> = parts.into_iter().flatten().collect();
            said.join(" ")
        };
        let address = letter.address;
        let lines = vec![
            words([address.street, address.house_number]),
            words([address.postcode, address.city]),
        ];
        // A letter to a door is Dutch, whoever prints it.
        let language = Language::Nl;
        let name = [("name", letter.name.clone().into())];
        Self {
            intro: texts::text_with(language, "letter-intro", &name),
            why: texts::text(language, "letter-why"),
            how: texts::text(language, "letter-how"),
            not_asked: texts::text(language, "letter-not-asked"),
            name: letter.name,
            lines: lines.into_iter().filter(|it| !it.is_empty()).collect(),
            code: letter.code.reveal().to_owned(),
            site: format!("{}/mijn/plekken", page.base_url),
        }
    }
}
