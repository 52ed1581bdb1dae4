//! People: as whom they act, who acts for whom, and what neighbours know of one another.

mod acting;
mod desk;
mod entry;
mod letters;
mod mandates;
mod profile;
mod trust;
mod vog;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use koop_domain::attestations::{Attestation, Kind};
use koop_domain::language::Language;
use koop_domain::profiles::mandates::Deed;
use koop_domain::profiles::model::{Hat, ProfileKind};

use crate::Web;
use crate::texts::{self, clock};

pub(crate) use self::vog::href as vog_href;
#[cfg(test)]
pub(crate) use self::{
    acting::{ActingPage, Offered},
    desk::{DeskPage, Known as DeskKnown},
    entry::EntryPage,
    letters::LettersPage,
    mandates::{DonePage, MandatesPage},
    profile::ProfilePage,
    trust::{Known as TrustKnown, TrustPage},
    vog::VogPage,
};

/// The pages of people.
pub(crate) fn routes() -> Router<Web> {
    let to = |path: &'static str| get(move || async move { Redirect::to(path) });
    Router::new()
        .route("/mijn/namens", get(acting::get).post(acting::post))
        .route("/mijn/namens/nieuw", to("/mijn/namens").merge(post(acting::make)))
        .route("/mijn/namens/{id}", get(profile::get).post(profile::post))
        .route("/mijn/machtigingen", get(mandates::get).post(mandates::post))
        .route("/mijn/machtigingen/{id}", get(mandates::done))
        .route("/mijn/vertrouwen", get(trust::get).post(trust::post))
        .route("/beheer/machtigingen", get(desk::get).post(desk::post))
        .route("/beheer/vog/{id}", get(vog::get).post(vog::post))
        .route("/beheer/brieven", to("/beheer/leden").merge(post(letters::post)))
        .route("/inloggen/balie", get(entry::get).post(entry::post))
}

/// As whom somebody acts, in a sentence.
pub(crate) fn hat_line(language: Language, hat: &Hat) -> String {
    let key = if hat.mandate.is_some() { "acting-for" } else { "acting-as-now" };
    texts::text_with(language, key, &[("name", hat.profile.name.clone().into())])
}

/// Somebody, and for whom: `Joke voor mevrouw De Wit`.
pub(crate) fn for_whom(language: Language, who: &str, whom: &str) -> String {
    let values = [("who", who.to_owned().into()), ("whom", whom.to_owned().into())];
    texts::text_with(language, "mandate-for", &values)
}

/// What kind of profile it is.
pub(crate) fn kind_key(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Person => "profile-person",
        ProfileKind::Household => "profile-household",
        ProfileKind::Organisation => "profile-organisation",
        ProfileKind::Merchant => "profile-merchant",
    }
}

/// What may be done for somebody.
pub(crate) fn deed_key(deed: Deed) -> &'static str {
    match deed {
        Deed::KeepPlaces => "deed-keep-places",
        Deed::TellWrong => "deed-tell-wrong",
        Deed::PostHelp => "deed-post-help",
        Deed::Agree => "deed-agree",
        Deed::Pay => "deed-pay",
    }
}

/// What was done for somebody, by the word of the log.
pub(crate) fn done_words(language: Language, what: &str) -> Option<String> {
    let key = match what {
        "added" => "acted-added",
        "edited" => "acted-edited",
        "confirmed" => "acted-confirmed",
        "claimed" => "acted-claimed",
        "showed" => "acted-showed",
        "withdrew" => "acted-withdrew",
        "reported" => "acted-reported",
        "decided" => "acted-decided",
        "photos" => "acted-photos",
        "published" => "acted-published",
        "renewed" => "acted-renewed",
        "closed" => "acted-closed",
        "replied" => "acted-replied",
        "wrote" => "acted-wrote",
        "agreed" => "acted-agreed",
        "thanked" => "acted-thanked",
        "asked_help" => "acted-asked-help",
        _ => return None,
    };
    Some(texts::text(language, key))
}

/// Something that is known of somebody.
pub(crate) struct Known {
    pub what: String,
    pub since: String,
}

impl Known {
    pub(crate) fn of(language: Language, it: &Attestation) -> Self {
        let day = clock::date(language, clock::today(it.since));
        let by = it.by.clone().filter(|by| !by.is_empty());
        let since = match (it.kind, by, it.ends_at) {
            (Kind::VogSeen, Some(by), Some(ends_at)) => {
                let until = clock::date(language, clock::today(ends_at));
                let values = [("day", day.into()), ("by", by.into()), ("until", until.into())];
                texts::text_with(language, "trust-seen-by", &values)
            }
            (_, Some(by), _) => {
                let values = [("day", day.into()), ("by", by.into())];
                texts::text_with(language, "trust-since-by", &values)
            }
            (_, None, _) => texts::text_with(language, "trust-since", &[("day", day.into())]),
        };
        Self { what: texts::text(language, known_key(it.kind)), since }
    }
}

fn known_key(kind: Kind) -> &'static str {
    match kind {
        Kind::EmailConfirmed => "attest-email",
        Kind::AddressConfirmed => "attest-address",
        Kind::KnownByNeighbours => "attest-known",
        Kind::VogSeen => "attest-vog",
    }
}
