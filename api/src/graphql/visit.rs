//! One request to the API: who asks, when, in which language, and the house that answers.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache};
use chrono::{DateTime, Utc};
use koop_domain::Domain;
use koop_domain::ctx::Ctx;
use koop_domain::id::AreaId;
use koop_domain::language::Language;
use koop_domain::profiles::model::Hat;
use tokio::sync::OnceCell;

use super::bearer::Client;
use super::board::Board;
use super::errors::wrong;
use super::ledger::Books;
use super::loaders::{ListingLoader, PhotoLoader, SaidGoneLoader};
use super::scalars::Instant;
use crate::app::Parts;

/// What every resolver finds in its context.
pub(crate) struct Visit {
    /// Who asks, and when; as whom the header says.
    pub(crate) ctx: Ctx,
    /// The same as themselves, whatever the header says.
    pub(crate) own: Ctx,
    /// As whom the header says, where that is not themselves.
    pub(crate) hat: Option<Hat>,
    /// The house.
    pub(crate) domain: Domain,
    /// The reader's language.
    pub(crate) language: Language,
    /// The address under which the site is known.
    pub(crate) base_url: Arc<str>,
    /// What else the doors have.
    pub(crate) parts: Parts,
    /// The program that asks.
    pub(crate) client: Client,
    /// Rows, each read once a request. It answers only what this actor may see, so it must not
    /// outlive the request.
    pub(crate) listings: DataLoader<ListingLoader, HashMapCache>,
    /// Photos of listings, read together as well.
    pub(crate) photos: DataLoader<PhotoLoader, HashMapCache>,
    /// Of which listings neighbours say that they are gone, asked together as well.
    pub(crate) said_gone: DataLoader<SaidGoneLoader, HashMapCache>,
    /// How many listings each area has, counted once a request.
    pub(crate) area_counts: OnceCell<HashMap<AreaId, u64>>,
    /// What is read of the board.
    pub(crate) board: Board,
    /// What is read of the currencies.
    pub(crate) books: Books,
}

impl Visit {
    /// A visit begins.
    pub(crate) fn new(
        (ctx, own, hat): (Ctx, Ctx, Option<Hat>),
        parts: Parts,
        language: Language,
        client: Client,
    ) -> Self {
        let (domain, base_url) = (parts.domain.clone(), Arc::clone(&parts.base_url));
        let loader = ListingLoader::new(ctx.clone(), domain.clone());
        let listings = DataLoader::with_cache(loader, tokio::spawn, HashMapCache::default());
        let loader = PhotoLoader::new(ctx.clone(), domain.clone());
        let photos = DataLoader::with_cache(loader, tokio::spawn, HashMapCache::default());
        let loader = SaidGoneLoader::new(ctx.clone(), domain.clone());
        let said_gone = DataLoader::with_cache(loader, tokio::spawn, HashMapCache::default());
        let area_counts = OnceCell::new();
        let board = Board::new(&ctx, &domain);
        let books = Books::new(&ctx, &domain);
        Self {
            ctx,
            own,
            hat,
            domain,
            language,
            base_url,
            parts,
            client,
            listings,
            photos,
            said_gone,
            area_counts,
            board,
            books,
        }
    }

    /// The visit of a resolver. [`super::http`] puts one into every request.
    pub(crate) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// The instant of an argument `at`, or another when it was not given.
    pub(crate) fn at(
        &self,
        at: Option<Instant>,
        otherwise: DateTime<Utc>,
    ) -> async_graphql::Result<DateTime<Utc>> {
        let Some(at) = at else { return Ok(otherwise) };
        at.read("at").map_err(|error| wrong(self, &error))
    }
}
