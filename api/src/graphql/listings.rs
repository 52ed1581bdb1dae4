//! A listing as clients see it.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use chrono::{DateTime, Utc};
use koop_domain::id::ListingId;
use koop_domain::listings::{self, merging, model};

use super::areas::{self, Area};
use super::categories::{self, Category};
use super::claiming::{self, ClaimChance};
use super::errors::failed;
use super::facts::{
    Address, Confirmation, Contact, Delivery, GeoPoint, LocalText, Ownership, PaymentMethod,
    Source, StateOfLife,
};
use super::history::{self, ListingHistory};
use super::hours::{self, HolidayAsked, HoursException, Status, WeeklyHours};
use super::inviting::{self, CoworkerInvitation};
use super::launch::{self, ListingWeek};
use super::ledger::taken::{self, ListingCurrency};
use super::limits;
use super::photos::{self, Photo};
use super::reports::{self, Report};
use super::scalars::Instant;
use super::sharing::{self, Coworker};
use super::terms::{LegalForm, ListingKind, Offered, Service, Wheelchair, Whereabouts};
use super::visit::Visit;

/// As many as one listing was made of, in nearly every case, for what asking for them costs.
const MERGED: i32 = 5;
/// As many as keep one listing at most, for what asking for them costs.
const KEEPERS: Option<i32> = Some(30);

/// The instant and the service that statuses are about when a field does not say.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) at: DateTime<Utc>,
    pub(crate) service: model::Service,
}

impl Asked {
    /// Now, at the counter.
    pub(crate) fn now(visit: &Visit) -> Self {
        Self { at: visit.ctx.now, service: model::Service::Counter }
    }
}

/// A place or business in the directory.
#[derive(Clone, Description)]
pub(crate) struct Listing {
    row: Arc<model::Listing>,
    asked: Asked,
}

impl Listing {
    /// A listing, asked about an instant and a service.
    pub(crate) fn new(row: Arc<model::Listing>, asked: Asked) -> Self {
        Self { row, asked }
    }
}

#[Object(use_type_description)]
impl Listing {
    /// Its id, for ever.
    pub(crate) async fn id(&self) -> ID {
        self.row.id.to_string().into()
    }

    /// Its name in the address bar, unique and lasting.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// The address of its page.
    async fn url(&self, ctx: &Context<'_>) -> String {
        format!("{}/plek/{}", Visit::of(ctx).base_url, self.row.slug)
    }

    /// The name on the board.
    async fn name(&self) -> &str {
        &self.row.facts.name
    }

    /// What kind of place it is.
    async fn kind(&self) -> ListingKind {
        self.row.facts.kind.into()
    }

    /// Its categories in the curated tree, the most telling first.
    async fn categories(&self) -> Vec<Category> {
        self.row.facts.categories.iter().filter_map(|key| categories::by_key(key)).collect()
    }

    /// Free words, for what the tree does not know.
    async fn tags(&self) -> &[String] {
        &self.row.facts.tags
    }

    /// KvK's number of this branch (vestigingsnummer), where it is known.
    async fn branch_number(&self) -> Option<&str> {
        self.row.facts.shown_branch_number()
    }

    /// The legal form, where it is known.
    async fn legal_form(&self) -> Option<LegalForm> {
        self.row.facts.legal_form.map(Into::into)
    }

    /// Languages spoken, as BCP 47 codes.
    async fn languages(&self) -> &[String] {
        &self.row.facts.languages
    }

    /// What it is, in the reader's language or else in any.
    async fn description(&self, ctx: &Context<'_>) -> Option<LocalText> {
        let (language, text) = self.row.facts.description(Visit::of(ctx).language)?;
        Some(LocalText::of(language, text))
    }

    /// What it is, in every language in which it is told.
    async fn descriptions(&self) -> Vec<LocalText> {
        let all = &self.row.facts.description;
        all.iter().map(|(language, text)| LocalText::of(language, text)).collect()
    }

    /// Whether there is a door to go to.
    async fn whereabouts(&self) -> Whereabouts {
        self.row.facts.whereabouts.into()
    }

    /// The address, if there is one; of somebody's home only the neighbourhood.
    async fn address(&self) -> Option<Address> {
        self.row.facts.shown_address().map(Address)
    }

    /// Where it is on the map; never somebody's home.
    async fn location(&self) -> Option<GeoPoint> {
        self.row.facts.shown_point().map(GeoPoint::from)
    }

    /// The smallest area it lies in: its neighbourhood, where the map has those.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        let smallest = self.row.areas.get(..1).unwrap_or_default();
        Ok(areas::around(Visit::of(ctx), smallest).await?.pop())
    }

    /// All areas it lies in, the smallest first, each inside the next.
    #[graphql(complexity = "4 * child_complexity")]
    async fn areas(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Area>> {
        areas::around(Visit::of(ctx), &self.row.areas).await
    }

    /// How to reach it.
    async fn contact(&self) -> Contact {
        Contact(self.row.facts.contact.clone())
    }

    /// What it is at an instant, in a word and in a sentence.
    #[graphql(complexity = "limits::SCHEDULE + child_complexity")]
    async fn status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "When; the instant asked for by `open`, else now.")] at: Option<Instant>,
        #[graphql(desc = "For which service; the one that the search was about, else COUNTER.")]
        service: Option<Service>,
    ) -> async_graphql::Result<Status> {
        let visit = Visit::of(ctx);
        let service = service.map_or(self.asked.service, Into::into);
        Ok(Status::of(visit, &self.row, service, visit.at(at, self.asked.at)?))
    }

    /// Its hours per service: the counter's always, the others where they are kept apart.
    #[graphql(complexity = "2 * child_complexity")]
    async fn hours(
        &self,
        #[graphql(desc = "Only this service.")] service: Option<Service>,
    ) -> Vec<WeeklyHours> {
        WeeklyHours::all(&self.row, self.asked.at, service.map(Into::into))
    }

    /// Days that differ; they override the weekly hours.
    async fn exceptions(&self) -> Vec<HoursException> {
        self.row.facts.exceptions.iter().cloned().map(HoursException).collect()
    }

    /// Its photos, the first of which stands for it. One is added by sending it to `/media`: see
    /// `Photo`.
    #[graphql(complexity = "4 * child_complexity")]
    async fn photos(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Photo>> {
        photos::of(Visit::of(ctx), self.row.id).await
    }

    /// Whether it still exists.
    async fn state(&self) -> StateOfLife {
        StateOfLife(self.row.facts.state.clone())
    }

    /// How it delivers, if it does.
    async fn delivery(&self) -> Option<Delivery> {
        self.row.facts.delivery.clone().map(Delivery)
    }

    /// Whether food or goods can be taken away.
    async fn takeaway(&self) -> Option<Offered> {
        self.row.facts.takeaway.map(Into::into)
    }

    /// What is repaired here, by stable English keys such as bicycle or phone.
    async fn repairs(&self) -> &[String] {
        &self.row.facts.repairs
    }

    /// Second-hand goods.
    async fn second_hand(&self) -> Option<Offered> {
        self.row.facts.second_hand.map(Into::into)
    }

    /// Organic goods.
    async fn organic(&self) -> Option<Offered> {
        self.row.facts.organic.map(Into::into)
    }

    /// Fair-trade goods.
    async fn fair_trade(&self) -> Option<Offered> {
        self.row.facts.fair_trade.map(Into::into)
    }

    /// Without packaging.
    async fn zero_waste(&self) -> Option<Offered> {
        self.row.facts.zero_waste.map(Into::into)
    }

    /// Access with a wheelchair.
    async fn wheelchair(&self) -> Option<Wheelchair> {
        self.row.facts.wheelchair.map(Into::into)
    }

    /// Ways to pay that are known to be taken or not.
    async fn payment(&self) -> Vec<PaymentMethod> {
        let known = &self.row.facts.payment;
        known.iter().map(|(method, accepted)| PaymentMethod::of(method, *accepted)).collect()
    }

    /// Local currencies that it is paid with, those that are paid with at all.
    #[graphql(complexity = "limits::page(Some(2), child_complexity)")]
    async fn currencies(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ListingCurrency>> {
        taken::of_listing(ctx, &self.row.facts.currencies).await
    }

    /// Whose hands it is in.
    async fn ownership(&self) -> Ownership {
        Ownership(self.row.facts.ownership.clone())
    }

    /// Where each group of facts came from, and when it was last confirmed.
    async fn confirmations(&self) -> Vec<Confirmation> {
        let known = &self.row.provenance;
        known.iter().map(|(group, told)| Confirmation::of(*group, told)).collect()
    }

    /// The outside record it came from, with the terms on which it may be shown.
    async fn source(&self) -> Option<Source> {
        self.row.shown_source().map(|source| Source::of(source, &self.row.provenance))
    }

    /// The listings that were made one with it; their sources are its sources too, and their
    /// histories are kept.
    #[graphql(complexity = "limits::page(Some(MERGED), child_complexity)")]
    async fn merged_from(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Listing>> {
        let visit = Visit::of(ctx);
        let found = merging::absorbed(&visit.ctx, &visit.domain, self.row.id).await;
        let found = found.map_err(|error| failed(visit, &error))?;
        Ok(found.into_iter().map(|row| Listing::new(row.into(), self.asked)).collect())
    }

    /// What became of it, the latest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many revisions at most, 1 to 100; 20 if nothing is said.")]
        first: Option<i32>,
        #[graphql(desc = "Only before this revision.")] before: Option<i32>,
    ) -> async_graphql::Result<ListingHistory> {
        history::of(Visit::of(ctx), &self.row, (before, first)).await
    }

    /// What people say is wrong with it, for who decides about that: what waits first. Null to
    /// anybody else.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn reports(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Report>>> {
        reports::of_listing(Visit::of(ctx), self.row.id).await
    }

    /// Whether enough neighbours say that it is gone to tell everybody; only of a place that nobody
    /// keeps, and that is thought to be there.
    #[graphql(complexity = "limits::ROW")]
    async fn said_gone(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        reports::is_said_gone(Visit::of(ctx), &self.row).await
    }

    /// By which proofs the viewer can show that it is theirs, and why not by the others; null to a
    /// visitor.
    #[graphql(complexity = "3 * child_complexity")]
    async fn claim_proofs(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<Vec<ClaimChance>>> {
        claiming::possible(Visit::of(ctx), &self.row)
    }

    /// The public holidays that come of which its hours do not say what happens on them: what who
    /// keeps it is asked; nothing of a place that is gone. Null to anybody else.
    #[graphql(complexity = "4 * limits::SEARCH + 4 * child_complexity")]
    async fn holidays_asked(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<Vec<HolidayAsked>>> {
        hours::holidays_asked(Visit::of(ctx), &self.row).await
    }

    /// Who keeps it, its owner first; null to who does not keep it.
    #[graphql(complexity = "limits::page(KEEPERS, child_complexity)")]
    async fn coworkers(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<Coworker>>> {
        sharing::of_listing(Visit::of(ctx), self.row.id).await
    }

    /// Whom its owner asked by mail to keep it along and who has not come yet, the latest first;
    /// null to who is not its owner.
    #[graphql(complexity = "limits::page(KEEPERS, child_complexity)")]
    async fn coworker_invitations(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<Vec<CoworkerInvitation>>> {
        inviting::of_listing(Visit::of(ctx), self.row.id).await
    }

    /// How often it was looked at, rung and walked to in the last eight weeks, the running one
    /// last; null to who does not keep it.
    #[graphql(complexity = "limits::ROW + 8 * child_complexity")]
    async fn numbers(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<ListingWeek>>> {
        launch::numbers_of(Visit::of(ctx), self.row.id).await
    }

    /// Whether it is invented, for the demo.
    async fn demo(&self) -> bool {
        self.row.demo
    }

    /// How often it has changed, from 1.
    async fn revision(&self) -> i32 {
        self.row.revision
    }

    /// When it entered the directory.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// When it last changed.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }
}

/// The listing with this slug.
pub(crate) async fn by_slug(visit: &Visit, slug: &str) -> async_graphql::Result<Option<Listing>> {
    let found = listings::by_slug(&visit.ctx, &visit.domain, slug).await;
    let found = found.map_err(|error| failed(visit, &error))?;
    Ok(found.map(|row| Listing::new(row.into(), Asked::now(visit))))
}

/// The listing with this id.
pub(crate) async fn by_id(visit: &Visit, id: ListingId) -> async_graphql::Result<Option<Listing>> {
    let found = visit.listings.load_one(id).await;
    let found = found.map_err(|error| failed(visit, &error))?;
    Ok(found.map(|row| Listing::new(row, Asked::now(visit))))
}

/// The listings that came last.
pub(crate) async fn newest(visit: &Visit, first: u32) -> async_graphql::Result<Vec<Listing>> {
    let found = listings::newest(&visit.ctx, &visit.domain, first).await;
    let found = found.map_err(|error| failed(visit, &error))?;
    Ok(found.into_iter().map(|row| Listing::new(row.into(), Asked::now(visit))).collect())
}
