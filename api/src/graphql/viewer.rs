//! Who is signed in, and what is theirs.

use async_graphql::{Context, Description, Enum, ID, Object, SimpleObject};
use koop_domain::communities;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::language;
use koop_domain::members::{self, model, sessions};

use super::board::agreement::{self, AgreementConnection, Neighbour};
use super::board::alerts::{self, AlertConnection};
use super::board::helpdesk_asked::{self, AskedNeed};
use super::board::post::Post;
use super::board::saved::{self, SavedSearch};
use super::board::viewer::{self as board, AlertMails, PaymentAlerts};
use super::claiming::{self, Claim};
use super::communities::{Community, Membership};
use super::errors::{member_failed, of_kind, of_logged};
use super::inviting::{self, CoworkerInvitation};
use super::keeping::{self, KeptListingConnection};
use super::ledger::account::{self as purse, Account};
use super::ledger::issuing::{self, HandoutBudget};
use super::limits;
use super::people::{self, ActingAs, Attestation, HomeLetterState, Mandate, ProfileOffer};
use super::reports::{self, ReportEdge};
use super::scalars::{Instant, Json};
use super::visit::Visit;

/// A language that the house speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "language::Language")]
pub(crate) enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// As whom somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ProfileKind")]
pub(crate) enum ProfileKind {
    /// The member in person.
    Person,
    /// A household together.
    Household,
    /// An association or institution.
    Organisation,
    /// Somebody who keeps a business.
    Merchant,
}

/// A profile as which somebody may act.
#[derive(SimpleObject)]
pub(crate) struct Profile {
    /// Its id.
    id: ID,
    /// Of what kind it is.
    kind: ProfileKind,
    /// Its name, as others see it.
    name: String,
    /// Its short name, which it keeps.
    handle: String,
}

/// A device that is signed in.
#[derive(SimpleObject)]
pub(crate) struct Session {
    /// Its id, by which it can be ended.
    id: ID,
    /// What the device calls itself.
    device: String,
    /// Since when.
    created_at: Instant,
    /// When it was last used, give or take some minutes.
    last_seen_at: Instant,
    /// Whether it is the one that asks.
    current: bool,
}

/// The member who is signed in.
#[derive(Description)]
pub(crate) struct Viewer {
    ctx: Ctx,
    /// As whom the request acts.
    acting: Ctx,
    member: model::Member,
}

impl Viewer {
    /// A member, and the requests that they make.
    pub(crate) fn new(ctx: Ctx, member: model::Member) -> Self {
        Self { acting: ctx.clone(), ctx, member }
    }

    async fn own_profiles(&self, visit: &Visit) -> async_graphql::Result<Vec<model::Profile>> {
        let viewer = members::viewer(&self.ctx, &visit.domain).await;
        viewer.map(|(_, profiles)| profiles).map_err(|error| member_failed(visit, &error))
    }
}

#[Object(use_type_description)]
impl Viewer {
    /// Their id.
    async fn id(&self) -> ID {
        self.member.id.to_string().into()
    }

    /// Their name, as others see it.
    async fn name(&self) -> &str {
        &self.member.name
    }

    /// Their mail address; some members have none.
    async fn email(&self) -> Option<&str> {
        self.member.email.as_ref().map(model::Email::as_typed)
    }

    /// The short name of their own profile.
    async fn handle(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let profiles = self.own_profiles(Visit::of(ctx)).await?.into_iter();
        let mut person = profiles.filter(|it| it.kind == model::ProfileKind::Person);
        Ok(person.next().map(|it| it.handle))
    }

    /// In which language they are written to.
    async fn language(&self) -> Language {
        self.member.language.into()
    }

    /// Whether signing in with a password is possible.
    async fn has_password(&self) -> bool {
        self.member.has_password
    }

    /// Since when they are a member.
    async fn created_at(&self) -> Instant {
        self.member.created_at.into()
    }

    /// As whom they may act, their own first.
    async fn profiles(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Profile>> {
        let profiles = self.own_profiles(Visit::of(ctx)).await?;
        Ok(profiles.into_iter().map(Profile::from).collect())
    }

    /// To what they may belong once they say yes, the latest first.
    async fn profile_offers(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ProfileOffer>> {
        people::offers_to(Visit::of(ctx), &self.ctx).await
    }

    /// As whom this request acts, by the header `Koop-Acting-As`; null: as themselves.
    async fn acting_as(&self, ctx: &Context<'_>) -> Option<ActingAs> {
        Visit::of(ctx).hat.as_ref().map(ActingAs::from)
    }

    /// What is known of them: dated, never a document and never a score.
    async fn attestations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Attestation>> {
        people::attestations_of(Visit::of(ctx), &self.ctx).await
    }

    /// How far it is with the letter to their home; null: they asked for none.
    async fn address_letter(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<HomeLetterState>> {
        people::letter_of(Visit::of(ctx), &self.ctx).await
    }

    /// The mandates that name them, the latest first.
    #[graphql(complexity = "limits::page(first.or(people::WHOLE), child_complexity)")]
    async fn mandates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most; 100 where nothing is said.")] first: Option<i32>,
        #[graphql(desc = "After which, by its id: those that were given before it.")] after: Option<
            ID,
        >,
    ) -> async_graphql::Result<Vec<Mandate>> {
        let page = (limits::page_size(first.or(people::WHOLE)), after);
        people::mandates_of(Visit::of(ctx), &self.ctx, page).await
    }

    /// The listings that they keep, or that whom they act for keeps.
    async fn listings(&self, ctx: &Context<'_>) -> async_graphql::Result<KeptListingConnection> {
        keeping::kept(Visit::of(ctx), &self.acting).await
    }

    /// The letters by which they asked somebody to keep a listing along, and those by which they
    /// were asked, the latest first.
    async fn coworker_invitations(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<CoworkerInvitation>> {
        inviting::mine(Visit::of(ctx), &self.ctx).await
    }

    /// What they said is wrong with listings in the last year, the latest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<ReportEdge>> {
        reports::mine(Visit::of(ctx), &self.ctx, limits::page_size(first)).await
    }

    /// Everything that is kept about them, a noun a key, as the page of their data gives it along.
    #[graphql(complexity = "10 * limits::CENSUS")]
    async fn data(&self, ctx: &Context<'_>) -> async_graphql::Result<Json> {
        let visit = Visit::of(ctx);
        let all = koop_web::my_data(&self.ctx, &visit.domain).await;
        all.map(Json).map_err(|kind| of_logged(visit, kind))
    }

    /// What they said is theirs, or whom they act for, the latest first.
    async fn claims(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Claim>> {
        claiming::mine(Visit::of(ctx), &self.acting).await
    }

    /// The communities that they are something to, the oldest first.
    async fn memberships(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Membership>> {
        let visit = Visit::of(ctx);
        let mine = communities::mine(&self.ctx, &visit.domain).await;
        let mine = mine.map_err(|error| of_kind(visit, error.kind(), &error))?;
        let membership = |seen: communities::Seen| {
            let it = seen.membership.clone()?;
            Some(Membership::new(&it, Community(seen)))
        };
        Ok(mine.into_iter().filter_map(membership).collect())
    }

    /// Their posts, or those of whom they act for, in every state, the newest first.
    #[graphql(complexity = "limits::page(Some(50), child_complexity)")]
    async fn posts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Post>> {
        board::posts(Visit::of(ctx), &self.acting).await
    }

    /// Their agreements, or those of whom they act for, what changed last first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<AgreementConnection> {
        agreement::mine(Visit::of(ctx), &self.acting, (first, after)).await
    }

    /// Their accounts, or those of whom they act for; those of their places after their own.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn accounts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Account>> {
        purse::mine(Visit::of(ctx), &self.acting).await
    }

    /// Out of which budgets they may hand out a currency, for organisations of theirs.
    #[graphql(complexity = "limits::page(Some(5), child_complexity)")]
    async fn handout_budgets(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<HandoutBudget>> {
        issuing::my_budgets(Visit::of(ctx)).await
    }

    /// What they are told, the latest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn alerts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<AlertConnection> {
        alerts::mine(Visit::of(ctx), &self.ctx, (first, after)).await
    }

    /// The questions to the board that they keep, the latest first.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn saved_searches(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SavedSearch>> {
        saved::mine(Visit::of(ctx), &self.ctx).await
    }

    /// How many messages to them, or to whom they act for, they have not read.
    #[graphql(complexity = "limits::ROW")]
    async fn unread_messages(&self, ctx: &Context<'_>) -> async_graphql::Result<u64> {
        board::unread(Visit::of(ctx), &self.acting).await
    }

    /// How much of what they are told they have not seen.
    #[graphql(complexity = "limits::ROW")]
    async fn unseen_alerts(&self, ctx: &Context<'_>) -> async_graphql::Result<u64> {
        board::unseen(Visit::of(ctx), &self.ctx).await
    }

    /// What the desks for help ask of them, and what they do for them, the latest first.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn asked_needs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AskedNeed>> {
        helpdesk_asked::asked_of(Visit::of(ctx), &self.ctx).await
    }

    /// Whom they do not want to see.
    #[graphql(complexity = "limits::page(Some(20), child_complexity)")]
    async fn blocked(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Neighbour>> {
        board::blocked(Visit::of(ctx), &self.ctx).await
    }

    /// How they want mails of what they are told.
    #[graphql(complexity = "limits::ROW")]
    async fn alert_mails(&self, ctx: &Context<'_>) -> async_graphql::Result<AlertMails> {
        board::mails(Visit::of(ctx), &self.ctx).await
    }

    /// How they want to hear that they were paid.
    #[graphql(complexity = "limits::ROW")]
    async fn payment_alerts(&self, ctx: &Context<'_>) -> async_graphql::Result<PaymentAlerts> {
        board::payment_alerts(Visit::of(ctx), &self.ctx).await
    }

    /// Whether they run the installation.
    async fn is_operator(&self) -> bool {
        self.member.operator
    }

    /// Their devices that are signed in, the last used first.
    async fn sessions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Session>> {
        let visit = Visit::of(ctx);
        let sessions = sessions::mine(&self.ctx, &visit.domain).await;
        let sessions = sessions.map_err(|error| member_failed(visit, &error))?;
        Ok(sessions.into_iter().map(|it| Session::of(it, self.ctx.actor)).collect())
    }
}

impl From<model::Profile> for Profile {
    fn from(it: model::Profile) -> Self {
        Self {
            id: it.id.to_string().into(),
            kind: it.kind.into(),
            name: it.name,
            handle: it.handle,
        }
    }
}

impl Session {
    fn of(it: model::Session, actor: Actor) -> Self {
        Self {
            id: it.id.to_string().into(),
            device: it.device,
            created_at: it.created_at.into(),
            last_seen_at: it.last_seen_at.into(),
            current: matches!(actor, Actor::Member(me) if me.session == it.id),
        }
    }
}

/// Who is signed in; nobody, to a visitor.
pub(crate) async fn viewer(visit: &Visit) -> async_graphql::Result<Option<Viewer>> {
    let Actor::Member(_) = visit.ctx.actor else { return Ok(None) };
    let viewer = members::viewer(&visit.own, &visit.domain).await;
    let (member, _) = viewer.map_err(|error| member_failed(visit, &error))?;
    Ok(Some(Viewer { ctx: visit.own.clone(), acting: visit.ctx.clone(), member }))
}
