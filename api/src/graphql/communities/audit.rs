//! The log.

use async_graphql::{ID, InputObject, SimpleObject};
use koop_domain::audit::model::{Act, AuditQuery, Line};
use koop_domain::error::Problem;
use koop_domain::id::AuditId;
use koop_domain::{audit, communities::error::CommunityError};

use super::super::connection::PageInfo;
use super::super::errors::{self, Wrong};
use super::super::limits;
use super::super::scalars::Instant;
use super::super::visit::Visit;
use super::{audit_failed, community_of, failed};

/// What to look for in the log.
#[derive(Default, InputObject)]
pub(crate) struct AuditLogFilter {
    /// Only this, such as role_set.
    act: Option<String>,
    /// A part of the name of who did it or to whom or what it was done, or an id.
    text: Option<String>,
    /// From then on.
    from: Option<Instant>,
    /// Before then.
    to: Option<Instant>,
}

/// A page of the log, the latest first.
#[derive(SimpleObject)]
pub(crate) struct AuditLogConnection {
    /// Where the page stands in the list.
    page_info: PageInfo,
    /// The lines.
    edges: Vec<AuditLogEdge>,
}

/// A line in a page.
#[derive(SimpleObject)]
pub(crate) struct AuditLogEdge {
    /// Where the list goes on after it.
    cursor: String,
    /// The line.
    node: AuditLine,
}

/// Something that was done by whoever may do more than others.
#[derive(SimpleObject)]
pub(crate) struct AuditLine {
    /// Its id.
    id: ID,
    /// When.
    at: Instant,
    /// Who; null where it was the operator at the command line.
    actor_id: Option<ID>,
    /// Their name; null once they are gone.
    actor_name: Option<String>,
    /// For whom, where somebody else acted; null: for themselves.
    for_id: Option<ID>,
    /// Their name; null once they are gone.
    for_name: Option<String>,
    /// As which household, organisation or merchant; null: as themselves.
    profile_id: Option<ID>,
    /// Under which mandate.
    mandate_id: Option<ID>,
    /// What was done, such as role_set.
    act: String,
    /// To what: its id.
    subject: Option<String>,
    /// Its name; null once it is gone.
    subject_name: Option<String>,
    /// What is worth knowing of it, as JSON.
    details: String,
}

/// Reads a page.
pub(super) async fn read(
    visit: &Visit,
    community: Option<ID>,
    filter: AuditLogFilter,
    (first, after): (Option<i32>, Option<String>),
) -> async_graphql::Result<Option<AuditLogConnection>> {
    let of = match community.as_ref().map(community_of).transpose() {
        Ok(of) => of,
        Err(error @ CommunityError::NotFound) => return Err(failed(visit, &error)),
        Err(_) => return Ok(None),
    };
    let asked = query(&filter, (first, after)).map_err(|wrong| errors::wrong(visit, &wrong))?;
    let lines = audit::read(&visit.ctx, &visit.domain, of, &asked).await;
    let lines = lines.map_err(|error| audit_failed(visit, &error))?;
    let has_next_page = lines.len() >= asked.first as usize;
    let edges: Vec<AuditLogEdge> = lines.into_iter().map(edge).collect();
    let page_info = PageInfo {
        has_next_page,
        has_previous_page: asked.after.is_some(),
        start_cursor: edges.first().map(|it| it.cursor.clone()),
        end_cursor: edges.last().map(|it| it.cursor.clone()),
    };
    Ok(Some(AuditLogConnection { page_info, edges }))
}

fn query(
    filter: &AuditLogFilter,
    (first, after): (Option<i32>, Option<String>),
) -> Result<AuditQuery, Wrong> {
    let unknown = |_| Wrong::Field("after", Problem::BadCursor);
    let act = match filter.act.as_deref() {
        Some(key) => Some(Act::from_key(key).ok_or(Wrong::Field("act", Problem::Unknown))?),
        None => None,
    };
    Ok(AuditQuery {
        act,
        text: filter.text.clone(),
        from: filter.from.as_ref().map(|it| it.read("from")).transpose()?,
        to: filter.to.as_ref().map(|it| it.read("to")).transpose()?,
        under: None,
        first: limits::page_size(first),
        after: after.map(|it| AuditId::parse(&it).map_err(unknown)).transpose()?,
    })
}

fn edge(line: Line) -> AuditLogEdge {
    let id = line.id.to_string();
    let node = AuditLine {
        id: id.clone().into(),
        at: line.at.into(),
        actor_id: line.actor.map(|it| it.to_string().into()),
        actor_name: line.actor_name,
        for_id: line.behalf.map(|it| it.to_string().into()),
        for_name: line.behalf_name,
        profile_id: line.profile.map(|it| it.to_string().into()),
        mandate_id: line.mandate.map(|it| it.to_string().into()),
        act: line.act,
        subject: line.subject,
        subject_name: line.subject_name,
        details: serde_json::Value::Object(line.details).to_string(),
    };
    AuditLogEdge { cursor: id, node }
}
