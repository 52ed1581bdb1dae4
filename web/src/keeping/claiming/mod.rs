//! "Is dit jouw zaak?": the proofs that are possible for a place and why the others are not, and
//! how far a claim is.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use koop_domain::id::ClaimId;
use koop_domain::language::Language;
use koop_domain::listings;
use koop_domain::listings::claims::{self, Claim, ClaimState, MAILBOXES, OPEN_MAX, Proof, Wish};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::proofs::{WhyNot, mail_host, proofs};
use koop_domain::listings::keepers::{self, Keeper};
use koop_domain::listings::model::Listing;

use super::parts::Typed;
use super::places::claim_state_key;
use crate::Web;
use crate::account::LAPSED;
use crate::entering::sign_in_href;
use crate::error::Failure;
use crate::form::{Field, Named, Slips};
use crate::page::{Page, answer_privately};
use crate::place::place_line;
use crate::reader::Reader;
use crate::texts::{self, clock};

/// How many letters of a code people type, with what they put between them.
const CODE_TYPED_MAX: usize = 20;
const FIELDS: &[Named] = &[("code", "code", "claim-code"), ("mailbox", "postbus", "claim-mailbox")];

#[derive(Template)]
#[template(path = "keeping/claiming/claiming.html")]
pub(crate) struct ClaimPage {
    pub page: Page,
    pub slips: Slips,
    pub slug: String,
    pub name: String,
    pub place_line: String,
    pub href: String,
    pub done: Option<String>,
    pub stand: Stand,
    pub ways: Vec<Way>,
    /// The mailboxes that can be written to, where one can.
    pub mailboxes: Vec<String>,
    pub code: Field,
}

/// Where somebody stands with a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Not signed in; where one does.
    Visitor(String),
    /// It is theirs.
    Owner,
    /// They may show that it is.
    Free {
        /// Whether somebody else keeps it.
        taken: bool,
        /// Why it was refused before.
        refused: Option<String>,
    },
    /// They have said that it is.
    Waiting {
        id: String,
        state: String,
        /// What happens next.
        next: String,
        /// Whether a code that arrived is typed here.
        asks_code: bool,
        /// The code to show at the counter, told once.
        shown_code: Option<String>,
    },
}

/// A proof, and why it is not possible.
pub(crate) struct Way {
    /// Its name in the form.
    pub key: &'static str,
    pub title: String,
    pub how: String,
    pub button: String,
    pub why_not: Option<String>,
}

/// `GET /plek/{slug}/dit-is-mijn-zaak`
pub(crate) async fn get(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    show(&web, &reader, &slug, Slips::default(), None).await
}

/// `POST /plek/{slug}/dit-is-mijn-zaak`
pub(crate) async fn post(
    State(web): State<Web>,
    Path(slug): Path<String>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let href = format!("/plek/{slug}/dit-is-mijn-zaak");
    if reader.member().is_none() {
        return Ok(Redirect::to(&sign_in_href(&href)).into_response());
    }
    if reader.has_lapsed() {
        return Ok(Redirect::to(LAPSED).into_response());
    }
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let listing = listings::by_slug(ctx, domain, &slug).await?.ok_or(Failure::NOT_FOUND)?;
    let wish = match typed.get("doe") {
        "mail" => Wish::DomainEmail(typed.get("postbus").to_owned()),
        "brief" => Wish::Letter,
        "balie" => Wish::CounterCode,
        "code" => return confirm(&web, &reader, &slug, &typed).await,
        "intrekken" => {
            claims::withdraw(ctx, domain, claim_id(&typed)?).await?;
            return Ok(Redirect::to("/mijn/plekken?gedaan=ingetrokken").into_response());
        }
        _ => return Err(Failure::INVALID),
    };
    match claims::claim(ctx, domain, listing.id, (wish, reader.language)).await {
        // A code that is told once cannot wait behind another address.
        Ok((_, Some(code))) => {
            show(&web, &reader, &slug, Slips::default(), Some(code.reveal().to_owned())).await
        }
        Ok((_, None)) => Ok(Redirect::to(&format!("{href}?gedaan=gevraagd")).into_response()),
        Err(error) => {
            let language = reader.language;
            let words = match &error {
                ListingError::Invalid { field: "proof", .. } => {
                    Some(texts::text(language, "claim-not-so"))
                }
                ListingError::TooMany { .. } => {
                    let most = [("count", OPEN_MAX.into())];
                    Some(texts::text_with(language, "claim-too-many", &most))
                }
                _ => None,
            };
            let slips = Slips::of_listing(language, error, FIELDS)?;
            let slips = match words {
                Some(words) => slips.saying(words),
                None => slips,
            };
            show(&web, &reader, &slug, slips, None).await
        }
    }
}

async fn confirm(
    web: &Web,
    reader: &Reader,
    slug: &str,
    typed: &Typed,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    match claims::confirm(ctx, domain, claim_id(typed)?, typed.get("code")).await {
        Ok(claim) if claim.state == ClaimState::Confirmed => {
            let to = format!("/plek/{slug}/dit-is-mijn-zaak?gedaan=bewezen");
            Ok(Redirect::to(&to).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/plek/{slug}/dit-is-mijn-zaak")).into_response()),
        Err(ListingError::Invalid { field: "code", .. }) => {
            let words = texts::text(reader.language, "claim-code-wrong");
            show(web, reader, slug, Slips::own("code", words), None).await
        }
        Err(error) => Err(error.into()),
    }
}

fn claim_id(typed: &Typed) -> Result<ClaimId, Failure> {
    ClaimId::parse(typed.get("claim")).map_err(|_| Failure::NOT_FOUND)
}

async fn show(
    web: &Web,
    reader: &Reader,
    slug: &str,
    slips: Slips,
    shown_code: Option<String>,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let listing = listings::by_slug(ctx, domain, slug).await?.ok_or(Failure::NOT_FOUND)?;
    let mut page = Page::own(web, reader, "claim-title", "claim-lead", &slips).await;
    page.here = format!("/plek/{slug}/dit-is-mijn-zaak");
    let stand = if reader.member().is_none() {
        Stand::Visitor(sign_in_href(&page.here))
    } else {
        let mine = claims::mine(ctx, domain).await?;
        let keeper = keepers::of(ctx, domain, listing.id).await?;
        let taken = keepers::is_owned(ctx, domain, listing.id).await?;
        Stand::of(&page, (&listing, keeper, taken), mine, shown_code, ctx.now)
    };
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(|what| match what {
        "gevraagd" => Some(page.t("claim-done-asked")),
        "bewezen" => Some(page.t("claim-done-shown")),
        _ => None,
    });
    let status = slips.status();
    let page = ClaimPage::new(page, &listing, stand, done, slips);
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl ClaimPage {
    pub(crate) fn new(
        page: Page,
        listing: &Listing,
        stand: Stand,
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let language = page.language;
        let can_mail = proofs(listing).contains(&(Proof::DomainEmail, None));
        let host = mail_host(listing).filter(|_| can_mail);
        let mailbox = |host: &String| MAILBOXES.map(|name| format!("{name}@{host}")).into();
        let mut code = Field::fact(language, ("code", "claim-code"), "", &slips)
            .hinted(page.t("claim-code-hint"));
        code.longest = CODE_TYPED_MAX;
        code.autocomplete = "one-time-code";
        Self {
            slug: listing.slug.clone(),
            name: listing.facts.name.clone(),
            place_line: place_line(language, &listing.facts),
            href: format!("/plek/{}/dit-is-mijn-zaak", listing.slug),
            ways: proofs(listing).map(|(proof, why)| Way::of(&page, proof, why)).into(),
            mailboxes: host.as_ref().map(mailbox).unwrap_or_default(),
            done,
            stand,
            code,
            slips,
            page,
        }
    }
}

impl Stand {
    fn of(
        page: &Page,
        (listing, keeper, taken): (&Listing, Keeper, bool),
        mine: Vec<Claim>,
        shown_code: Option<String>,
        now: DateTime<Utc>,
    ) -> Self {
        if keeper == Keeper::Owner {
            return Self::Owner;
        }
        let mut here = mine.into_iter().filter(|claim| claim.listing == listing.id);
        let last = here.next();
        match last {
            Some(claim) if claim.state.is_waiting() => {
                let until = clock::date(page.language, clock::today(claim.ends_at));
                let asks = claim.state == ClaimState::Open && claim.proof != Proof::CounterCode;
                let next = match (claim.state, claim.proof) {
                    (ClaimState::Disputed, _) => "claim-next-disputed",
                    _ if claim.ends_at <= now => "claim-next-late",
                    (_, Proof::DomainEmail) => "claim-next-mail",
                    (_, Proof::Letter) => "claim-next-letter",
                    (_, Proof::CounterCode) => "claim-next-counter",
                };
                Self::Waiting {
                    id: claim.id.to_string(),
                    state: page.t(claim_state_key(claim.state)),
                    next: page.with(next, &[("date", until.into())]),
                    asks_code: asks && claim.ends_at > now,
                    shown_code,
                }
            }
            Some(Claim { state: ClaimState::Refused, reason, .. }) => {
                Self::Free { taken, refused: Some(reason.unwrap_or_default()) }
            }
            _ => Self::Free { taken, refused: None },
        }
    }
}

impl Way {
    fn of(page: &Page, proof: Proof, why_not: Option<WhyNot>) -> Self {
        let (key, title, how, button) = match proof {
            Proof::DomainEmail => {
                ("mail", "claim-by-mail", "claim-by-mail-how", "claim-by-mail-button")
            }
            Proof::Letter => {
                ("brief", "claim-by-letter", "claim-by-letter-how", "claim-by-letter-button")
            }
            Proof::CounterCode => {
                ("balie", "claim-at-counter", "claim-at-counter-how", "claim-at-counter-button")
            }
        };
        Self {
            key,
            title: page.t(title),
            how: page.t(how),
            button: page.t(button),
            why_not: why_not.map(|it| self::why_not(page, it)),
        }
    }
}

/// Why a place cannot be shown to be somebody's by a proof, in words.
pub(crate) fn why_not(page: &Page, why: WhyNot) -> String {
    why_not_words(page.language, why)
}

/// The same in a language.
#[must_use]
pub fn why_not_words(language: Language, why: WhyNot) -> String {
    let key = match why {
        WhyNot::Gone => "claim-not-gone",
        WhyNot::NoAddress => "claim-not-no-address",
        WhyNot::AddressOfOurs => "claim-not-our-address",
        WhyNot::NoSite => "claim-not-no-site",
        WhyNot::SiteOfOurs => "claim-not-our-site",
        WhyNot::SiteOfChain => "claim-not-chain",
    };
    texts::text(language, key)
}
