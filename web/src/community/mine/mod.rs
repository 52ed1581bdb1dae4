//! My communities: what I am where, and what I accepted when.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use koop_domain::communities::model::{Community, Decision};
use koop_domain::communities::{self, Seen};
use koop_domain::policy::{self, Action};

use super::page::{is_kept_out, kind_key, named, standing};
use super::{MINE, Why};
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
    /// Where I do not belong, and something was decided about me.
    pub outside: Vec<Outside>,
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
    pub why: Option<Why>,
    /// Whom I can ask about that.
    pub whom: Option<String>,
}

/// A community that I am nothing to, and what was decided.
pub(crate) struct Outside {
    pub slug: String,
    pub name: String,
    pub why: Why,
}

/// What is known about me and a community.
pub(crate) struct Known {
    pub seen: Seen,
    pub accepted: Vec<(i32, DateTime<Utc>)>,
    pub has_desk: bool,
    pub decision: Option<Decision>,
    /// The first names of who runs it.
    pub organisers: Vec<String>,
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
    let mut decisions = communities::my_decisions(ctx, domain).await?;
    let mine = communities::mine(ctx, domain).await?;
    let mut accepted = communities::my_acceptances(ctx, domain).await?;
    let out_of = decisions.iter().filter(|(_, it)| is_kept_out(Some(it))).map(|(it, _)| it.id);
    let out_of: Vec<_> =
        out_of.filter(|id| mine.iter().any(|seen| seen.community.id == *id)).collect();
    let mut organisers = communities::organisers_of(ctx, domain, &out_of).await?;
    let mut all = Vec::new();
    for seen in mine {
        let about = decisions.iter().position(|(it, _)| it.id == seen.community.id);
        let decision = about.map(|at| decisions.remove(at).1);
        let organisers = organisers.remove(&seen.community.id).unwrap_or_default();
        let accepted = accepted.remove(&seen.community.id).unwrap_or_default();
        let has_desk = policy::allows_on(ctx.actor, Action::SeeDesk, seen.standing());
        all.push(Known { seen, accepted, has_desk, decision, organisers });
    }
    let others = communities::all(ctx, domain).await?;
    let slips = Slips::default();
    let title = ["my-communities-title", "my-communities-lead"];
    let mut page = Page::own(&web, reader, title[0], title[1], &slips).await;
    MINE.clone_into(&mut page.here);
    let page = MyCommunities::new(page, &all, &decisions, &others);
    answer_privately(slips.status(), &page.page, &page)
}

impl MyCommunities {
    pub(crate) fn new(
        page: Page,
        mine: &[Known],
        decided: &[(Community, Decision)],
        others: &[Seen],
    ) -> Self {
        let accepted = |(version, at): &(i32, DateTime<Utc>)| {
            let day = clock::date(page.language, clock::today(*at));
            page.with("community-accepted", &[("version", (*version).into()), ("day", day.into())])
        };
        let belongs =
            |Known { seen, accepted: all, has_desk, decision, organisers }: &Known| Belongs {
                slug: seen.community.slug.clone(),
                name: seen.community.settings.name.clone(),
                standing: standing(page.language, seen).unwrap_or_default(),
                accepted: all.iter().map(accepted).collect(),
                must_accept: seen.must_accept(),
                has_desk: *has_desk,
                why: decision.as_ref().map(|it| Why::new(page.language, it)),
                whom: named(&page, "town-ask", organisers),
            };
        let outside = |(community, decision): &(Community, Decision)| Outside {
            slug: community.slug.clone(),
            name: community.settings.name.clone(),
            why: Why::new(page.language, decision),
        };
        let other = |seen: &Seen| Other {
            slug: seen.community.slug.clone(),
            name: seen.community.settings.name.clone(),
            kind: page.t(kind_key(seen.community.settings.kind)),
        };
        Self {
            mine: mine.iter().map(belongs).collect(),
            outside: decided.iter().map(outside).collect(),
            others: others.iter().filter(|it| it.membership.is_none()).map(other).collect(),
            page,
        }
    }
}
