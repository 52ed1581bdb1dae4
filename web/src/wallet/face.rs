//! Who is paid, as one sees them before paying: a name, a picture, and of a place its street and
//! whether somebody has shown that it is theirs. A swapped sticker shows by it.

use koop_domain::language::Language;
use koop_domain::ledger::account::AccountKind;
use koop_domain::ledger::currencies;
use koop_domain::ledger::payments;
use koop_domain::ledger::payments::model::{Counterparty, Facing, Payee};
use koop_domain::listings;
use koop_domain::media::{self, PhotoSize};

use super::Coin;
use crate::Web;
use crate::art;
use crate::card::{CardPhoto, Cards};
use crate::error::Failure;
use crate::photos::path;
use crate::reader::Reader;
use crate::texts;

/// Somebody who is paid or who pays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Face {
    pub name: String,
    /// Where the place is, or what kind of account it is.
    pub line: String,
    /// Whether somebody has shown that the place is theirs.
    pub is_claimed: bool,
    /// The page of the place.
    pub href: Option<String>,
    /// A photo of the place.
    pub photo: Option<CardPhoto>,
    /// Its façade, drawn, where it has no photo.
    pub art: Option<String>,
    /// What they have, where the community decided that its members see so.
    pub balance: Option<String>,
    /// Whether a place that is somebody else's goes by this name.
    pub namesake: bool,
    /// What stands in the round where there is neither.
    pub initial: String,
}

impl Face {
    /// Who would be paid.
    pub(crate) async fn of(web: &Web, reader: &Reader, it: &Facing) -> Result<Self, Failure> {
        let page = reader.language;
        let name = name_of(page, it.name.as_deref(), it.kind);
        let mut face = Self { initial: initial(&name), name, ..Self::default() };
        face.namesake = it.namesake;
        face.balance = told_balance(web, reader, it).await?;
        let Some(place) = &it.place else {
            face.line = texts::text(page, kind_key(it.kind));
            return Ok(face);
        };
        let parts = [place.street.clone(), place.town.clone()];
        face.line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        face.is_claimed = place.is_claimed;
        face.href = Some(format!("/plek/{}", place.slug));
        let (ctx, domain) = (&reader.ctx, &web.site.domain);
        let Some(listing) = listings::by_slug(ctx, domain, &place.slug).await? else {
            return Ok(face);
        };
        let photos = media::first_of(ctx, domain, &[listing.id]).await?;
        face.photo = photos.get(&listing.id).map(|photo| {
            let small = photo.picture(PhotoSize::Small);
            CardPhoto { src: path(small), width: small.width, height: small.height }
        });
        if face.photo.is_none() {
            let status = Cards::now(page, ctx.now).status(&listing);
            face.art = Some(art::facade(&listing, &status, ctx.now));
        }
        Ok(face)
    }

    /// The other of a payment that was made. Who is gone, or keeps away, is a name alone.
    pub(crate) async fn of_other(
        web: &Web,
        reader: &Reader,
        it: &Counterparty,
    ) -> Result<Self, Failure> {
        let who = Payee::Account(it.account);
        let ctx = &reader.ctx;
        let known = payments::facing(ctx, &web.site.domain, &who, Some(it.unit.currency)).await;
        if let Ok(known) = known {
            return Self::of(web, reader, &known).await;
        }
        let name = called(reader.language, it);
        let line = texts::text(reader.language, kind_key(it.kind));
        Ok(Self { initial: initial(&name), name, line, ..Self::default() })
    }
}

/// What somebody has, where the actor sees it.
async fn told_balance(web: &Web, reader: &Reader, it: &Facing) -> Result<Option<String>, Failure> {
    let (Some(balance), Some(currency)) = (it.balance, it.currency) else { return Ok(None) };
    let currency = currencies::by_id(&reader.ctx, &web.site.domain, currency).await?;
    let amount = Coin::of(reader.language, &currency).words(balance);
    Ok(Some(texts::text_with(reader.language, "face-balance", &[("amount", amount.into())])))
}

/// What who would be paid is called.
pub(crate) fn facing_name(language: Language, it: &Facing) -> String {
    name_of(language, it.name.as_deref(), it.kind)
}

/// What somebody is called in a list.
pub(crate) fn called(language: Language, it: &Counterparty) -> String {
    name_of(language, it.name.as_deref(), it.kind)
}

fn name_of(language: Language, name: Option<&str>, kind: AccountKind) -> String {
    match (name, kind) {
        (Some(name), _) => name.to_owned(),
        (None, AccountKind::Fund) => texts::text(language, "wallet-fund"),
        (None, AccountKind::Issuer) => texts::text(language, "wallet-issuer"),
        (None, _) => texts::text(language, "wallet-gone"),
    }
}

/// The key of what kind of account it is.
fn kind_key(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Member => "wallet-kind-member",
        AccountKind::Household => "wallet-kind-household",
        AccountKind::Organisation => "wallet-kind-organisation",
        AccountKind::Merchant => "wallet-kind-merchant",
        AccountKind::Fund => "wallet-kind-fund",
        AccountKind::Issuer => "wallet-kind-issuer",
    }
}

/// What stands in a round for a name.
pub(super) fn initial(name: &str) -> String {
    name.chars().find(|it| it.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect()
}
