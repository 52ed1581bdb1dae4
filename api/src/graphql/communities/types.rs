//! A community, and what somebody is to it.

use async_graphql::{Context, Description, Enum, ID, Object, SimpleObject};
use koop_domain::communities::model::{self, PeopleQuery, Person};
use koop_domain::communities::{self, Seen};
use koop_domain::language::Language as Spoken;

use super::super::areas::{self, Area};
use super::super::board::helpdesk::{self, NeedConnection};
use super::super::launch::{self, Launch};
use super::super::limits;
use super::super::scalars::Instant;
use super::super::tables::{self, ImportBatch};
use super::super::viewer::Language;
use super::super::visit::Visit;
use super::failed;
pub(crate) use super::kinds::{CommunityKind, Joining};

/// What somebody is to a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Role")]
pub(crate) enum Role {
    /// Somebody from outside.
    Visitor,
    /// Belongs to it.
    Member,
    /// Looks after what stands in its area.
    Steward,
    /// Runs it.
    Organiser,
    /// Runs the installation; no community gives this role.
    Operator,
}

/// What somebody may beside their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::PermissionSet")]
pub(crate) enum PermissionSet {
    /// Finds people who help: sees who belongs to the community, invites others, and registers who
    /// has no mail. Writes down mandates on paper, and that a certificate of conduct (VOG) was seen.
    /// Confirms by the code at a counter whose a place is, and decides nothing else.
    HelpCoordinator,
    /// Reads the log of what was done and who belongs to it, and changes nothing.
    Auditor,
    /// Hands out a currency, so sees to whom.
    CurrencyIssuer,
}

/// How far it is between somebody and a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::MembershipState")]
pub(crate) enum MembershipState {
    /// They asked to belong to it.
    Asked,
    /// They do.
    Active,
    /// They are kept from it for a while.
    Frozen,
}

/// What was decided about somebody in a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Decided")]
pub(crate) enum CommunityVerdict {
    /// They asked to belong to it, and do.
    Admitted,
    /// They asked to belong to it, and do not.
    Refused,
    /// They are something else now.
    Role,
    /// What more they may is different.
    Sets,
    /// They are kept from it for a while.
    Frozen,
    /// They take part again.
    Unfrozen,
}

/// A town, a neighbourhood or an association that people belong to.
#[derive(Clone, Description)]
pub(crate) struct Community(pub(crate) Seen);

/// The three colours that a community may choose.
#[derive(SimpleObject)]
pub(crate) struct CommunityColours {
    /// Buttons, such as `#a63a28`.
    brick: String,
    /// The page.
    paper: String,
    /// What is steady, such as a header.
    door: String,
}

/// A version of what is agreed in a community.
#[derive(SimpleObject)]
pub(crate) struct Agreement {
    /// Which version, from 1.
    version: i32,
    /// What is agreed, in the reader's language where there is one.
    text: String,
    /// Since when.
    published_at: Instant,
}

/// The last that was decided about somebody in a community, by an organiser.
#[derive(SimpleObject)]
pub(crate) struct CommunityDecision {
    /// What.
    what: CommunityVerdict,
    /// Why; null where it was decided before reasons were asked for.
    reason: Option<String>,
    /// When.
    decided_at: Instant,
}

/// What somebody is to a community.
#[derive(Clone, SimpleObject)]
pub(crate) struct Membership {
    /// The community.
    pub(crate) community: Community,
    /// Who.
    pub(crate) member_id: ID,
    /// As what.
    role: Role,
    /// What more they may.
    permission_sets: Vec<PermissionSet>,
    /// How far it is.
    state: MembershipState,
    /// Since when.
    since: Instant,
    /// The newest version of what is agreed that they accepted; nought where there was none.
    accepted_version: i32,
    /// Whether they count: they are let in, and accepted the newest version.
    in_force: bool,
}

/// Somebody who belongs to a community, or asked to.
#[derive(SimpleObject)]
pub(crate) struct CommunityMember {
    /// Their name, as others see it.
    name: String,
    /// What they are.
    membership: Membership,
}

/// Somebody was asked by mail to join.
#[derive(Clone, SimpleObject)]
pub(crate) struct Invitation {
    /// Its id, by which it can be taken back.
    id: ID,
    /// Where it was mailed.
    email: String,
    /// As what.
    role: Role,
    /// When it was mailed.
    created_at: Instant,
    /// Until when it holds.
    ends_at: Instant,
}

impl From<&model::Invitation> for Invitation {
    fn from(it: &model::Invitation) -> Self {
        Self {
            id: it.id.to_string().into(),
            email: it.email.clone(),
            role: it.role.into(),
            created_at: it.created_at.into(),
            ends_at: it.ends_at.into(),
        }
    }
}

impl Membership {
    /// What somebody is to a community.
    pub(crate) fn new(it: &model::Membership, community: Community) -> Self {
        let in_force = it.in_force(community.0.community.agreements_version).0;
        Self {
            member_id: it.member.to_string().into(),
            role: it.role.into(),
            permission_sets: it.sets.iter().map(PermissionSet::from).collect(),
            state: it.state.into(),
            since: it.since.into(),
            accepted_version: it.accepted_version,
            in_force: in_force != model::Role::Visitor,
            community,
        }
    }
}

#[Object(use_type_description)]
impl Community {
    /// Its id.
    pub(crate) async fn id(&self) -> ID {
        self.0.community.id.to_string().into()
    }

    /// Its name in the address bar, for ever.
    async fn slug(&self) -> &str {
        &self.0.community.slug
    }

    /// The address of its page.
    async fn url(&self, ctx: &Context<'_>) -> String {
        format!("{}/gemeenschap/{}", Visit::of(ctx).base_url, self.0.community.slug)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.community.settings.name
    }

    /// Of what kind it is.
    async fn kind(&self) -> CommunityKind {
        self.0.community.settings.kind.into()
    }

    /// What it is, in the reader's language where there is one.
    async fn about(&self, ctx: &Context<'_>) -> Option<String> {
        let it = &self.0.community;
        it.text(&it.settings.about, Visit::of(ctx).language).map(str::to_owned)
    }

    /// The area that it looks after.
    async fn area(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Area>> {
        match self.0.community.settings.area {
            Some(id) => areas::by_id(Visit::of(ctx), id).await,
            None => Ok(None),
        }
    }

    /// In which languages it is, its first language first.
    async fn languages(&self) -> Vec<Language> {
        self.0.community.settings.languages.iter().map(|it| Language::from(*it)).collect()
    }

    /// Its colours; null: those of the house.
    async fn colours(&self) -> Option<CommunityColours> {
        self.0.community.settings.colours.map(|it| CommunityColours {
            brick: it.brick.to_string(),
            paper: it.paper.to_string(),
            door: it.door.to_string(),
        })
    }

    /// How one joins.
    async fn joining(&self) -> Joining {
        self.0.community.settings.joining.into()
    }

    /// Its own word for a role, where it has one.
    async fn term(&self, #[graphql(desc = "For which role.")] role: Role) -> Option<String> {
        self.0.community.settings.terms.get(&role.into()).cloned()
    }

    /// The newest version of what is agreed; nought while nothing is.
    async fn agreements_version(&self) -> i32 {
        self.0.community.agreements_version
    }

    /// The versions of what is agreed, the newest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<Agreement>> {
        let (visit, it) = (Visit::of(ctx), &self.0.community);
        let most = limits::page_size(first);
        let all = communities::agreements(&visit.ctx, &visit.domain, it.id, most).await;
        let all = all.map_err(|error| failed(visit, &error))?;
        Ok(all.iter().map(|agreement| shown(it, agreement, visit.language)).collect())
    }

    /// How many belong to it.
    #[graphql(complexity = "limits::ROW")]
    async fn member_count(&self, ctx: &Context<'_>) -> async_graphql::Result<u64> {
        let visit = Visit::of(ctx);
        let count = communities::member_count(&visit.ctx, &visit.domain, self.0.community.id).await;
        count.map_err(|error| failed(visit, &error))
    }

    /// What the viewer is to it; null to a visitor and to who is nothing to it.
    async fn viewer_membership(&self) -> Option<Membership> {
        self.0.membership.as_ref().map(|it| Membership::new(it, self.clone()))
    }

    /// What was last decided about the viewer here, which they were mailed too; null where nothing
    /// was, or it is over a year ago.
    #[graphql(complexity = "limits::ROW")]
    async fn viewer_decision(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<CommunityDecision>> {
        let visit = Visit::of(ctx);
        let mine = communities::my_decision(&visit.ctx, &visit.domain, self.0.community.id).await;
        let mine = mine.map_err(|error| failed(visit, &error))?;
        Ok(mine.map(|it| CommunityDecision {
            what: it.what.into(),
            reason: it.reason,
            decided_at: it.at.into(),
        }))
    }

    /// The first names of its organisers. For who belongs to it, or is kept from it for a while.
    #[graphql(complexity = "limits::ROW")]
    async fn organisers(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<String>>> {
        let visit = Visit::of(ctx);
        let names = communities::organisers(&visit.ctx, &visit.domain, self.0.community.id).await;
        names.map(Some).map_err(|error| failed(visit, &error))
    }

    /// Who belongs to it or asked to: those who wait first, then by name. For who may see it.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A part of the name.")] text: Option<String>,
        #[graphql(desc = "Only those in this state.")] state: Option<MembershipState>,
        #[graphql(desc = "Only those with this role.")] role: Option<Role>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "After so many.")] offset: Option<i32>,
    ) -> async_graphql::Result<Option<Vec<CommunityMember>>> {
        let visit = Visit::of(ctx);
        let query = PeopleQuery {
            text,
            state: state.map(Into::into),
            role: role.map(Into::into),
            first: limits::page_size(first),
            offset: offset.map_or(0, |it| u32::try_from(it).unwrap_or(0)),
        };
        let id = self.0.community.id;
        let people = communities::people(&visit.ctx, &visit.domain, id, &query).await;
        let people = people.map_err(|error| failed(visit, &error))?;
        let member = |it: Person| CommunityMember {
            membership: Membership::new(&it.membership, self.clone()),
            name: it.name,
        };
        Ok(Some(people.into_iter().map(member).collect()))
    }

    /// The invitations that hold, the latest first. For who may invite.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn invitations(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<Vec<Invitation>>> {
        let visit = Visit::of(ctx);
        let id = self.0.community.id;
        let all = communities::invitations(&visit.ctx, &visit.domain, id).await;
        let all = all.map_err(|error| failed(visit, &error))?;
        Ok(Some(all.iter().map(Invitation::from).collect()))
    }

    /// The first thirty days: what has to be done, and how far it is. Null to who does not see its
    /// desk.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn launch(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Launch>> {
        launch::of_community(Visit::of(ctx), self.0.community.id).await
    }

    /// What is asked of its desk for help: those to which nobody said yes first, those that ended
    /// last. Null to who does not coordinate help here.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<Option<NeedConnection>> {
        helpdesk::of_community(Visit::of(ctx), self.0.community.id, (first, after)).await
    }

    /// What was brought in for it, the latest first. For who may bring in tables.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn imports(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<ImportBatch>>> {
        tables::batches(Visit::of(ctx), self.0.community.id).await.map(Some)
    }
}

/// A version as the reader sees it.
pub(super) fn shown(of: &model::Community, it: &model::Agreement, language: Spoken) -> Agreement {
    Agreement {
        version: it.version,
        text: of.text(&it.text, language).unwrap_or_default().to_owned(),
        published_at: it.published_at.into(),
    }
}
