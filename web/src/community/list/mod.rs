//! All communities, for who looks for one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use koop_domain::areas::atlas::Atlas;
use koop_domain::communities::{self, Seen};
use koop_domain::id::CommunityId;
use std::collections::HashMap;

use super::page::{how_key, kind_key, standing};
use super::paragraphs;
use crate::Web;
use crate::behind::Behind;
use crate::error::Failure;
use crate::home::Link;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::texts;

/// The address of the list.
pub(crate) const LIST: &str = "/gemeenschappen";

#[derive(Template)]
#[template(path = "community/list/list.html")]
pub(crate) struct CommunityList {
    pub page: Page,
    pub all: Vec<Item>,
}

/// A community of the list.
pub(crate) struct Item {
    pub slug: String,
    pub name: String,
    pub kind: String,
    /// How it begins to tell what it is.
    pub about: Option<String>,
    pub area: Option<Link>,
    pub members: String,
    pub how: String,
    /// What the reader is to it.
    pub standing: Option<String>,
}

/// `GET /gemeenschappen`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let all = communities::all(ctx, domain).await?;
    let counts = communities::member_counts(ctx, domain).await?;
    let atlas = web.atlas(ctx).await?;
    let [title, lead] =
        ["town-list-title", "town-list-lead"].map(|key| texts::text(reader.language, key));
    // A page without anything on it is nothing to keep.
    let lasting = (!all.is_empty()).then_some(LIST);
    let mut page = Page::new(&web, &reader, title, lead, lasting, &Behind::communities()).await;
    LIST.clone_into(&mut page.here);
    let page = CommunityList::new(page, &all, &counts, &atlas);
    answer(&page.page, &page)
}

impl CommunityList {
    pub(crate) fn new(
        page: Page,
        all: &[Seen],
        counts: &HashMap<CommunityId, u64>,
        atlas: &Atlas,
    ) -> Self {
        let language = page.language;
        let item = |seen: &Seen| {
            let it = &seen.community;
            let count = counts.get(&it.id).copied().unwrap_or_default();
            let about = paragraphs(it.text(&it.settings.about, language)).into_iter().next();
            let area = it.settings.area.and_then(|id| atlas.get(id));
            Item {
                slug: it.slug.clone(),
                name: it.settings.name.clone(),
                kind: page.t(kind_key(it.settings.kind)),
                about: about.map(|lines| lines.join(" ")),
                area: area.map(|area| Link {
                    label: area.name.clone(),
                    href: format!("/buurt/{}", area.slug),
                }),
                members: page.with("community-members", &[("count", count.into())]),
                how: page.t(how_key(it.settings.joining)),
                standing: standing(language, seen),
            }
        };
        Self { all: all.iter().map(item).collect(), page }
    }
}
