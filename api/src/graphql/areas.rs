//! Areas: municipalities, districts, quarters and neighbourhoods, each inside the next.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use koop_domain::areas::atlas::Atlas;
use koop_domain::areas::{self, model};
use koop_domain::id::AreaId;
use koop_domain::page::{Cursor, OFFSET_MAX};

use super::connection::PageInfo;
use super::errors::failed;
use super::facts::GeoPoint;
use super::limits;
use super::terms::AreaKind;
use super::visit::Visit;

/// A municipality, district, quarter or neighbourhood.
#[derive(Clone, Description)]
pub(crate) struct Area {
    atlas: Arc<Atlas>,
    area: Arc<model::Area>,
}

/// A page of areas, best first.
#[derive(SimpleObject)]
pub(crate) struct AreaConnection {
    /// How many there are in all.
    total_count: u64,
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The areas.
    edges: Vec<AreaEdge>,
}

/// An area in a list.
#[derive(SimpleObject)]
pub(crate) struct AreaEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The area.
    node: Area,
}

#[Object(use_type_description)]
impl Area {
    /// Its id, the same after every import of the map.
    pub(crate) async fn id(&self) -> ID {
        self.area.id.to_string().into()
    }

    /// Its name in the address bar.
    async fn slug(&self) -> &str {
        &self.area.slug
    }

    /// The address of its page.
    async fn url(&self, ctx: &Context<'_>) -> String {
        format!("{}/buurt/{}", Visit::of(ctx).base_url, self.area.slug)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.area.name
    }

    /// What kind of area it is.
    async fn kind(&self) -> AreaKind {
        self.area.kind.into()
    }

    /// The area around it, if one is known.
    async fn parent(&self) -> Option<Area> {
        Self::of(&self.atlas, self.area.parent?)
    }

    /// The areas right inside it, by name.
    #[graphql(complexity = "INSIDE * child_complexity")]
    async fn inside(&self) -> Vec<Area> {
        let inside = self.atlas.inside(Some(self.area.id));
        inside.filter_map(|area| Self::of(&self.atlas, area.id)).collect()
    }

    /// Its middle.
    async fn middle(&self) -> Option<GeoPoint> {
        self.atlas.middle(self.area.id).map(GeoPoint::from)
    }

    /// How many people live there, if the map's publisher says so.
    async fn inhabitants(&self) -> Option<u32> {
        self.area.inhabitants
    }

    /// How many listings lie in it.
    #[graphql(complexity = "limits::CENSUS")]
    async fn listing_count(&self, ctx: &Context<'_>) -> async_graphql::Result<u64> {
        let visit = Visit::of(ctx);
        let counted = visit.area_counts.get_or_try_init(|| count(visit)).await?;
        Ok(counted.get(&self.area.id).copied().unwrap_or_default())
    }
}

/// What listing the areas inside one costs: a municipality has some dozens.
const INSIDE: usize = 20;

impl Area {
    pub(crate) fn of(atlas: &Arc<Atlas>, id: AreaId) -> Option<Self> {
        Some(Self { atlas: Arc::clone(atlas), area: atlas.shared(id)? })
    }
}

/// The areas with these ids, in their order.
pub(crate) async fn around(visit: &Visit, ids: &[AreaId]) -> async_graphql::Result<Vec<Area>> {
    let atlas = atlas(visit).await?;
    Ok(ids.iter().filter_map(|id| Area::of(&atlas, *id)).collect())
}

/// The map of areas.
pub(crate) async fn atlas(visit: &Visit) -> async_graphql::Result<Arc<Atlas>> {
    areas::atlas(&visit.ctx, &visit.domain).await.map_err(|error| failed(visit, &error))
}

/// The area with this slug.
pub(crate) async fn by_slug(visit: &Visit, slug: &str) -> async_graphql::Result<Option<Area>> {
    let atlas = atlas(visit).await?;
    Ok(atlas.by_slug(slug).and_then(|area| Area::of(&atlas, area.id)))
}

/// The area with this id.
pub(crate) async fn by_id(visit: &Visit, id: AreaId) -> async_graphql::Result<Option<Area>> {
    Ok(Area::of(&atlas(visit).await?, id))
}

/// Areas by name. A cursor of another list finds nothing: after it, nothing comes.
pub(crate) async fn find(
    visit: &Visit,
    text: &str,
    kind: Option<AreaKind>,
    first: u32,
    after: Option<&str>,
) -> async_graphql::Result<AreaConnection> {
    let atlas = atlas(visit).await?;
    let kind = kind.map(Into::into);
    let list = fingerprint(text, kind);
    let skip = match after.map(Cursor::decode) {
        None => Some(0),
        Some(Ok(Cursor::Offset { offset, query })) if query == list => {
            Some(offset).filter(|offset| *offset <= OFFSET_MAX)
        }
        Some(_) => None,
    };
    let found: Vec<&model::Area> = atlas.named(text, kind).collect();
    let total_count = found.len() as u64;
    let Some(skip) = skip else { return Ok(AreaConnection::empty()) };
    let page = (skip + 1..).zip(found.iter().skip(skip as usize).take(first as usize));
    let edge = |(offset, area): (u32, &&model::Area)| {
        let cursor = Cursor::Offset { offset, query: list }.encode();
        Some(AreaEdge { cursor, node: Area::of(&atlas, area.id)? })
    };
    let edges: Vec<AreaEdge> = page.filter_map(edge).collect();
    Ok(AreaConnection {
        total_count,
        page_info: PageInfo {
            has_next_page: u64::from(skip) + (edges.len() as u64) < total_count,
            has_previous_page: skip > 0,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        },
        edges,
    })
}

impl AreaConnection {
    fn empty() -> Self {
        Self { total_count: 0, page_info: PageInfo::default(), edges: Vec::new() }
    }
}

/// Names a list, so that a cursor of another one is known as such.
fn fingerprint(text: &str, kind: Option<model::AreaKind>) -> u64 {
    koop_domain::page::fingerprint(&format!("areas {kind:?} {}", koop_domain::text::fold(text)))
}

async fn count(visit: &Visit) -> async_graphql::Result<HashMap<AreaId, u64>> {
    areas::counts(&visit.ctx, &visit.domain).await.map_err(|error| failed(visit, &error))
}
