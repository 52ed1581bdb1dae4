//! What a reader may do about a place: keep it, or show that it is theirs; and the thanks for
//! bringing it in.

use koop_domain::listings::claims;
use koop_domain::listings::currencies;
use koop_domain::listings::keepers::Keeper;
use koop_domain::listings::model::{LifeState, Listing};
use koop_domain::policy::{Action, Standing, allows_on};
use koop_domain::profiles::{self, model::Profile};

use crate::Web;
use crate::error::Failure;
use crate::home::Link;
use crate::keeping::numbers_path;
use crate::reader::Reader;
use crate::texts;

/// What a reader may do about a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keeping {
    /// Whether the reader keeps it in any way.
    pub keeps: bool,
    /// The thanks for bringing it in.
    pub thanks: Option<String>,
    /// Where whoever may keep it does so.
    pub ways: Vec<Link>,
    /// Where somebody shows that it is theirs, while it is nobody's or not the reader's.
    pub claim: Option<String>,
    /// Which organisation or merchant keeps it, in a sentence.
    pub kept_by: Option<String>,
    /// That somebody else says that it is theirs, for whose it is.
    pub disputed: Option<String>,
}

impl Keeping {
    pub(super) async fn of(
        web: &Web,
        reader: &Reader,
        listing: &Listing,
        standing: Standing,
    ) -> Result<Self, Failure> {
        let (ctx, domain) = (&reader.ctx, &web.site.domain);
        let kept_by = profiles::keeper_of(ctx, domain, listing.id).await?;
        let is_disputed = standing.keeper == Keeper::Owner
            && !claims::disputes(ctx, domain, &[listing.id]).await?.is_empty();
        let mut keeping = Self::known(reader, listing, standing, (kept_by, is_disputed));
        if !keeping.ways.is_empty() && !currencies::on(domain).await?.is_empty() {
            keeping.ways.push(Link {
                href: format!("{}/munten", numbers_path(listing.id)),
                label: texts::text(reader.language, "worth-title"),
            });
        }
        Ok(keeping)
    }

    fn known(
        reader: &Reader,
        listing: &Listing,
        standing: Standing,
        (kept_by, is_disputed): (Option<Profile>, bool),
    ) -> Self {
        let keeper = standing.keeper;
        let may_edit = allows_on(reader.ctx.actor, Action::EditListing, standing);
        let language = reader.language;
        let link = |path: &str, key: &str| Link {
            href: format!("/mijn/plekken/{}/{path}", listing.id),
            label: texts::text(language, key),
        };
        let ways = [
            link("dagen", "place-keep-days"),
            link("openingstijden", "place-keep-hours"),
            link("wijzigen", "place-keep-facts"),
            Link {
                href: numbers_path(listing.id),
                label: texts::text(language, "place-keep-numbers"),
            },
        ];
        let name = [("name", listing.facts.name.clone().into())];
        let is_new = reader.value("gedaan") == Some("toegevoegd") && keeper == Keeper::Finder;
        let is_gone = matches!(listing.facts.state, LifeState::Gone { .. });
        let claim = format!("/plek/{}/dit-is-mijn-zaak", listing.slug);
        Self {
            keeps: keeper > Keeper::Nobody,
            thanks: is_new.then(|| texts::text_with(language, "thanks-added", &name)),
            ways: if may_edit { ways.into() } else { Vec::new() },
            claim: (keeper != Keeper::Owner && !is_gone).then_some(claim),
            kept_by: kept_by
                .map(|it| texts::text_with(language, "profile-keeps", &[("name", it.name.into())])),
            disputed: is_disputed.then(|| texts::text(language, "places-disputed")),
        }
    }
}
