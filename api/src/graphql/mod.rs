//! The API for programs: everything that the pages know, in one GraphQL schema.
//!
//! A request comes in by `http`, which speaks GraphQL over HTTP to the letter; [`guard`]
//! measures it before anything is validated; the resolvers, one file per noun, read arguments,
//! call a verb of the domain and wrap what it answers. Each type here holds a value of the
//! domain and shows it by hand, so that a table can change without the schema changing.

mod accept;
mod account;
mod areas;
mod bearer;
mod board;
mod categories;
mod claiming;
mod communities;
mod connection;
mod days;
mod desk;
mod directory;
mod editing;
mod errors;
mod explorer;
mod facts;
pub mod guard;
mod history;
mod hours;
mod http;
mod inputs;
mod inviting;
mod keeping;
mod launch;
mod ledger;
mod limits;
mod listings;
mod live;
mod loaders;
mod mutation;
mod node;
mod params;
mod people;
mod photos;
mod reference;
mod reports;
mod rounds;
mod scalars;
mod sharing;
mod signing_in;
mod socket;
mod suggest;
mod tables;
mod terms;
mod user_errors;
mod viewer;
mod visit;

use async_graphql::{Context, Description, ID, MergedObject, Object, Schema};

use self::areas::{Area, AreaConnection};
pub(crate) use self::bearer::{acting, actor, has_token};
use self::board::{Agreeing, Alerting, Helping, Picturing, Publishing, Saving};
pub use self::board::{BoardQuery, Live};
use self::categories::Category;
use self::claiming::PendingClaim;
pub use self::communities::CommunityQuery;
use self::communities::{Belonging, Managing};
use self::connection::ListingConnection;
use self::desk::Deciding;
pub use self::desk::DeskQuery;
use self::directory::Directory;
pub(crate) use self::errors::{code, sentence};
pub(crate) use self::http::{CHALLENGE, fault, router};
use self::inputs::{ListingFilter, ListingSort, NearInput, OpenInput};
use self::inviting::Inviting;
use self::launch::Launching;
pub use self::ledger::LedgerQuery;
use self::ledger::{Issuing, Passes, Paying, Purposes, Tills};
use self::listings::Listing;
use self::mutation::Mutation;
use self::node::Node;
pub use self::people::PeopleQuery;
use self::people::Together;
use self::reports::{ReportAbout, ReportEdge};
use self::rounds::{Street, StreetRound};
use self::suggest::Suggestion;
use self::tables::Bringing;
pub use self::tables::TableQuery;
use self::terms::AreaKind;
pub(crate) use self::user_errors::{photo_error, sent_table_error};
use self::viewer::Viewer;
use self::visit::Visit;

/// Where the API is.
pub const PATH: &str = "/graphql";

/// The schema.
pub type Api = Schema<Everything, AllMutations, Live>;

/// Everything that can be asked. Nothing here needs signing in; what is somebody's own is null to
/// who is not.
#[derive(MergedObject)]
#[graphql(name = "Query")]
pub struct Everything(
    Query,
    CommunityQuery,
    PeopleQuery,
    TableQuery,
    DeskQuery,
    BoardQuery,
    LedgerQuery,
);

/// Everything that can be changed. Whatever shows a secret, sends a mail or moves money may be asked
/// once a request.
#[derive(MergedObject)]
#[graphql(name = "Mutation")]
pub struct AllMutations(
    Mutation,
    days::Mutation,
    Belonging,
    Managing,
    Together,
    Bringing,
    Launching,
    Deciding,
    Inviting,
    OnBoard,
);

/// What neighbours change between them. It stands by itself, for each object in such a list is
/// asked through all before it, and that takes room on the stack.
#[derive(MergedObject)]
pub struct OnBoard(
    Publishing,
    Picturing,
    Agreeing,
    Alerting,
    Saving,
    Helping,
    Paying,
    Passes,
    Tills,
    Purposes,
    Issuing,
);

/// Builds the schema with its limits. What belongs to one request comes with the request.
#[must_use]
pub fn schema() -> Api {
    let asked = Everything(
        Query,
        CommunityQuery,
        PeopleQuery,
        TableQuery,
        DeskQuery,
        BoardQuery,
        LedgerQuery,
    );
    let changed = AllMutations(
        Mutation,
        days::Mutation,
        Belonging,
        Managing,
        Together,
        Bringing,
        Launching,
        Deciding,
        Inviting,
        OnBoard(
            Publishing, Picturing, Agreeing, Alerting, Saving, Helping, Paying, Passes, Tills,
            Purposes, Issuing,
        ),
    );
    Schema::build(asked, changed, Live)
        .limit_depth(limits::DEPTH_MAX)
        .limit_recursive_depth(limits::RECURSION_MAX)
        .limit_complexity(limits::COMPLEXITY_MAX)
        .limit_directives(limits::DIRECTIVES_A_FIELD_MAX)
        .disable_suggestions()
        .extension(guard::Guard)
        .finish()
}

/// The schema in GraphQL's own words, as it is checked in.
#[must_use]
pub fn sdl() -> String {
    let options = async_graphql::SDLExportOptions::new()
        .include_specified_by()
        .prefer_single_line_descriptions()
        .use_space_ident();
    schema().sdl_with_options(options)
}

/// What can be asked about the directory, and about oneself.
#[derive(Description)]
pub struct Query;

#[Object(use_type_description, name = "DirectoryQuery")]
impl Query {
    /// Finds listings by words, place, opening hours and what they offer. Each hit says why it
    /// is there.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the query")]
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn listings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words, with typos and all; at most 200 characters count.")] text: Option<
            String,
        >,
        #[graphql(desc = "From where, and how far.")] near: Option<NearInput>,
        #[graphql(desc = "Open when. It is also the instant that statuses are about.")]
        open: Option<OpenInput>,
        #[graphql(desc = "What else must hold.")] filter: Option<ListingFilter>,
        #[graphql(desc = "In which order; BEST if nothing is said.")] sort: Option<ListingSort>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<ListingConnection> {
        let visit = Visit::of(ctx);
        let asked = inputs::Asked { text, near, open, filter, sort, first, after };
        let atlas = areas::atlas(visit).await?;
        let query = asked.read(visit, &atlas).map_err(|error| errors::wrong(visit, &error))?;
        let Some(mut query) = query else { return Ok(ListingConnection::empty()) };
        query.facets = ctx.look_ahead().field("facets").exists();
        connection::find(visit, query).await
    }

    /// The listing with this slug, the name in its address.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn listing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as spaak-en-zoon.")] slug: String,
    ) -> async_graphql::Result<Option<Listing>> {
        listings::by_slug(Visit::of(ctx), &slug).await
    }

    /// The listings that entered the directory last, newest first.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn newest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<Listing>> {
        listings::newest(Visit::of(ctx), limits::page_size(first)).await
    }

    /// Completes what somebody is typing, from two letters.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn suggest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The letters so far.")] text: String,
        #[graphql(desc = "How many at most, 1 to 20; 8 if nothing is said.")] first: Option<i32>,
    ) -> async_graphql::Result<Vec<Suggestion>> {
        suggest::complete(Visit::of(ctx), text, first).await
    }

    /// The tree of categories, from its roots.
    async fn categories(&self) -> Vec<Category> {
        categories::roots()
    }

    /// The category of a key.
    async fn category(
        &self,
        #[graphql(desc = "Such as bicycle-repair.")] key: String,
    ) -> Option<Category> {
        categories::by_key(&key)
    }

    /// Areas by name, best first; all of them, the largest kinds first, when no text is given.
    #[graphql(complexity = "limits::page(first, child_complexity)")]
    async fn areas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The beginning of a name, or of a word in it.")] text: Option<String>,
        #[graphql(desc = "Only of this kind.")] kind: Option<AreaKind>,
        #[graphql(desc = "How many at most, 1 to 100; 20 if nothing is said.")] first: Option<i32>,
        #[graphql(desc = "The cursor of the edge after which to go on.")] after: Option<String>,
    ) -> async_graphql::Result<AreaConnection> {
        let (text, first) = (text.unwrap_or_default(), limits::page_size(first));
        areas::find(Visit::of(ctx), &text, kind, first, after.as_deref()).await
    }

    /// The area with this slug, the name in its address.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as dapperbuurt.")] slug: String,
    ) -> async_graphql::Result<Option<Area>> {
        areas::by_slug(Visit::of(ctx), &slug).await
    }

    /// Anything that has an id. An id that is unknown or cannot be read answers null.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Such as lst_01J… or are_01J….")] id: ID,
    ) -> async_graphql::Result<Option<Node>> {
        node::by_id(Visit::of(ctx), &id).await
    }

    /// Who is signed in; null for a visitor.
    #[graphql(complexity = "limits::ROW + child_complexity")]
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Viewer>> {
        viewer::viewer(Visit::of(ctx)).await
    }

    /// The claims that wait: those that the viewer decides about, then those whose code they may
    /// see at a counter; of each the oldest first. Empty to anybody else.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn pending_claims(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PendingClaim>> {
        let with_known = ctx.look_ahead().field("claimantAttestations").exists();
        claiming::pending(Visit::of(ctx), with_known).await
    }

    /// What people say is wrong with places that are nobody's, for who looks after the directory:
    /// the oldest that wait, or the latest that were decided. Null to anybody else.
    #[graphql(complexity = "limits::page(Some(100), child_complexity)")]
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only about this.")] about: Option<ReportAbout>,
        #[graphql(desc = "Those that were decided.", default)] decided: bool,
    ) -> async_graphql::Result<Option<Vec<ReportEdge>>> {
        reports::desk(Visit::of(ctx), about, decided).await
    }

    /// Streets to walk, by name, each with how far it is. Null for a visitor.
    #[graphql(complexity = "limits::CENSUS + 100 * child_complexity")]
    async fn streets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this name.")] street: Option<String>,
        #[graphql(desc = "Only in this area, such as dapperbuurt.")] area: Option<String>,
    ) -> async_graphql::Result<Option<Vec<Street>>> {
        rounds::streets(Visit::of(ctx), street, area).await
    }

    /// A street, door by door. Null for a visitor.
    #[graphql(complexity = "limits::CENSUS + 100 * child_complexity")]
    async fn street_round(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its name.")] street: String,
        #[graphql(desc = "Only in this area, such as dapperbuurt.")] area: Option<String>,
    ) -> async_graphql::Result<Option<StreetRound>> {
        rounds::round(Visit::of(ctx), street, area).await
    }

    /// What is in the directory, and from which sources.
    #[graphql(complexity = "limits::CENSUS + child_complexity")]
    async fn directory(&self, ctx: &Context<'_>) -> async_graphql::Result<Directory> {
        directory::count(Visit::of(ctx)).await
    }
}
