//! My communities: what I am where, and what I accepted when.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::communities::{self, Seen};
use koop_domain::policy::{self, Action};

use super::page::{kind_key, standing};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::page::{Page, answer_privately};
use crate::texts::clock;

#[derive(Template)]
#[template(path = "community/mine/mine.html")]
pub(crate) struct MyCommunities {
    pub page: Page,
    pub mine: Vec<Belongs>,
    pub others: Vec<Other>,
}

/// A community that I am something to.
pub(crate) struct Belongs {
    pub slug: String,
    pub name: String,
    pub standing: String,
    pub accepted: Vec<String>,
    pub must_accept: bool,
    pub has_desk: bool,
}

/// What is known about me and a community.
pub(crate) struct Known {
    pub seen: Seen,
    pub accepted: Vec<(i32, DateTime<Utc>)>,
    pub has_desk: bool,
}

/// A community that I am nothing to.
pub(crate) struct Other {
    pub slug: String,
    pub name: String,
    pub kind: String,
}

/// `GET /mijn/gemeenschappen`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    let Mine { reader, .. } = &mine;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let mut all = Vec::new();
    for seen in communities::mine(ctx, domain).await? {
        let accepted = communities::my_acceptances(ctx, domain, seen.community.id).await?;
        let has_desk = policy::allows_on(ctx.actor, Action::SeeDesk, seen.standing());
        all.push(Known { seen, accepted, has_desk });
    }
    let others = communities::all(ctx, domain).await?;
    let slips = Slips::default();
    let title = ["my-communities-title", "my-communities-lead"];
    let mut page = Page::own(&web, reader, title[0], title[1], &slips).await;
    "/mijn/gemeenschappen".clone_into(&mut page.here);
    let page = MyCommunities::new(page, &all, &others);
    answer_privately(slips.status(), &page.page, &page)
}

impl MyCommunities {
    pub(crate) fn new(page: Page, mine: &[Known], others: &[Seen]) -> Self {
        let accepted = |(version, at): &(i32, DateTime<Utc>)| {
            let day = clock::date(page.language, clock::today(*at));
            page.with("community-accepted", &[("version", (*version).into()), ("day", day.into())])
        };
        let belongs = |Known { seen, accepted: all, has_desk }: &Known| Belongs {
            slug: seen.community.slug.clone(),
            name: seen.community.settings.name.clone(),
            standing: standing(page.language, seen).unwrap_or_default(),
            accepted: all.iter().map(accepted).collect(),
            must_accept: seen.must_accept(),
            has_desk: *has_desk,
        };
        let other = |seen: &Seen| Other {
            slug: seen.community.slug.clone(),
            name: seen.community.settings.name.clone(),
            kind: page.t(kind_key(seen.community.settings.kind)),
        };
        Self {
            mine: mine.iter().map(belongs).collect(),
            others: others.iter().filter(|it| it.membership.is_none()).map(other).collect(),
            page,
        }
    }
}
