//! How a page of a place is kept true: what neighbours say, the way to say that something is
//! wrong, and for who keeps the place what they do here.

use koop_domain::ctx::Ctx;
use koop_domain::listings::error::ListingError;
use koop_domain::listings::keepers::Keeper;
use koop_domain::listings::model::{LifeState, Listing};
use koop_domain::listings::reports;
use koop_domain::policy::{Action, Standing, allows_on};

use super::{mend_url, web_href};
use crate::Web;
use crate::page::Page;
use crate::reader::Reader;

/// What there is to mend, before it is put in words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    /// Whether enough neighbours say that it is gone.
    pub is_said_gone: bool,
    /// Whether the reader may edit it.
    pub may_edit: bool,
    /// Whether they keep it themselves, or run the directory.
    pub keeps: bool,
    /// How many reports wait for them; none where others decide.
    pub reports: Option<u64>,
    /// Whether they just said that it is right.
    pub is_done: bool,
}

/// What stands on the page.
pub(crate) struct Mending {
    pub gone: bool,
    pub say: String,
    pub history: String,
    pub tools: Option<Tools>,
    pub done: bool,
}

/// What who keeps it does here.
pub(crate) struct Tools {
    pub heading: String,
    /// Where one says that it is all right still; none where it is gone.
    pub confirm: Option<String>,
    pub reports: Option<(String, String)>,
    pub poster: String,
}

impl Known {
    pub(super) async fn of(
        web: &Web,
        reader: &Reader,
        listing: &Listing,
        standing: Standing,
    ) -> Result<Self, ListingError> {
        let (ctx, domain): (&Ctx, _) = (&reader.ctx, &web.site.domain);
        let is_said_gone = reports::is_said_gone(ctx, domain, listing).await?;
        let decides = allows_on(ctx.actor, Action::DecideReports, standing);
        let waiting = match decides {
            true => Some(reports::waiting(ctx, domain, listing).await?),
            false => None,
        };
        Ok(Self {
            is_said_gone,
            may_edit: allows_on(ctx.actor, Action::EditListing, standing),
            keeps: standing.keeper > Keeper::Nobody,
            reports: waiting,
            is_done: reader.value("gedaan") == Some("klopt"),
        })
    }

    pub(super) fn told(&self, page: &Page, listing: &Listing) -> Mending {
        let at = |what: &str| format!("/plek/{}/{what}", listing.slug);
        let heading = if self.keeps { "mending-keep" } else { "mending-keep-operator" };
        let runs = listing.facts.state == LifeState::Running;
        let reports = self.reports.map(|count| {
            let href = format!("/mijn/plekken/{}/meldingen", listing.id);
            (href, page.with("mending-reports", &[("count", count.into())]))
        });
        let tools = self.may_edit.then(|| Tools {
            heading: page.t(heading),
            confirm: runs.then(|| at("klopt-nog")),
            reports,
            poster: at("poster"),
        });
        Mending {
            gone: self.is_said_gone,
            say: at("klopt-niet"),
            history: at("geschiedenis"),
            tools,
            done: self.is_done && self.may_edit,
        }
    }
}

/// How a reader can mend it at the source, where there is one.
pub(super) fn words(page: &Page, listing: &Listing) -> String {
    let source = listing.shown_source().filter(|it| it.url.and_then(web_href).is_some());
    match source.filter(|_| mend_url(listing).is_some()) {
        Some(source) => {
            page.with("place-mend-source", &[("source", source.name.to_owned().into())])
        }
        None => page.t("place-mend-here"),
    }
}
