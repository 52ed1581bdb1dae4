//! What stands beside currencies and accounts, each read once a request.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::{AccountId, CurrencyId};
use koop_domain::ledger::accounts::error::AccountError;
use koop_domain::ledger::accounts::{self, Decided};
use koop_domain::ledger::currencies::error::CurrencyError;
use koop_domain::ledger::currencies::{self, Currency as Known, Figures, Ruling};
use koop_domain::listings::{self, error::ListingError};

/// What one request reads of the currencies. It answers only what its actor may see, so it must
/// not outlive the request.
pub(crate) struct Books {
    pub(super) figures: DataLoader<FiguresLoader, HashMapCache>,
    pub(super) rulings: DataLoader<RulingsLoader, HashMapCache>,
    pub(super) on: DataLoader<CodesLoader, HashMapCache>,
    pub(super) decided: DataLoader<DecidedLoader, HashMapCache>,
}

impl Books {
    /// For one request.
    pub(crate) fn new(ctx: &Ctx, domain: &Domain) -> Self {
        let asking = || (ctx.clone(), domain.clone());
        Self {
            figures: with_cache(FiguresLoader(asking())),
            rulings: with_cache(RulingsLoader(asking())),
            on: with_cache(CodesLoader(domain.clone())),
            decided: with_cache(DecidedLoader(asking())),
        }
    }
}

fn with_cache<L>(loader: L) -> DataLoader<L, HashMapCache> {
    DataLoader::with_cache(loader, tokio::spawn, HashMapCache::default())
}

/// Loads what currencies do. A community has but few.
pub(super) struct FiguresLoader((Ctx, Domain));

impl Loader<CurrencyId> for FiguresLoader {
    type Value = Figures;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<CurrencyError>;

    async fn load(&self, ids: &[CurrencyId]) -> Result<HashMap<CurrencyId, Figures>, Self::Error> {
        let (ctx, domain) = &self.0;
        let mut found = HashMap::new();
        for id in ids {
            match currencies::figures(ctx, domain, *id).await {
                Ok(figures) => _ = found.insert(*id, figures),
                Err(CurrencyError::NotFound) => (),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(found)
    }
}

/// Loads the versions of the rules of currencies, the latest first.
pub(super) struct RulingsLoader((Ctx, Domain));

impl Loader<CurrencyId> for RulingsLoader {
    type Value = Arc<[Ruling]>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<CurrencyError>;

    async fn load(
        &self,
        ids: &[CurrencyId],
    ) -> Result<HashMap<CurrencyId, Self::Value>, Self::Error> {
        let (ctx, domain) = &self.0;
        let mut found = HashMap::new();
        for id in ids {
            match currencies::rulings(ctx, domain, *id).await {
                Ok(rulings) => _ = found.insert(*id, rulings.into()),
                Err(CurrencyError::NotFound) => (),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(found)
    }
}

/// Loads what was decided about accounts, for whoever may know it.
pub(super) struct DecidedLoader((Ctx, Domain));

impl Loader<AccountId> for DecidedLoader {
    type Value = Arc<Decided>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<AccountError>;

    async fn load(
        &self,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, Self::Value>, Self::Error> {
        let (ctx, domain) = &self.0;
        let found = accounts::decided(ctx, domain, ids).await?;
        Ok(found.into_iter().map(|(id, it)| (id, Arc::new(it))).collect())
    }
}

/// Loads the currencies that are paid with, by their codes: whoever sees a place may know with
/// which it is paid.
pub(super) struct CodesLoader(Domain);

impl Loader<String> for CodesLoader {
    type Value = Arc<Known>;
    /// Shared, for every waiting resolver gets the same failure.
    type Error = Arc<ListingError>;

    async fn load(&self, codes: &[String]) -> Result<HashMap<String, Arc<Known>>, Self::Error> {
        let on = listings::currencies::on(&self.0).await?;
        let asked = on.into_iter().filter(|it| codes.contains(&it.code));
        Ok(asked.map(|it| (it.code.clone(), Arc::new(it))).collect())
    }
}
