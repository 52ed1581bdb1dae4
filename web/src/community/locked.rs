//! Who looks after a community and has not said yes to what was agreed there since is a visitor
//! at its desk. They are not sent away but asked first, and come back to where they were.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{Method, StatusCode};
use koop_domain::communities::{self, Seen};
use koop_domain::ctx::Ctx;
use koop_domain::error::chain;
use koop_domain::policy::{self, Action};

use super::accept_href;
use crate::Web;
use crate::reader::Reader;
use crate::visit::Visit;

/// Where it counts what somebody is to a community: their paths begin so, and where they go who
/// sent something there, for that is not sent again.
const LOCKS: [(&str, &str); 2] = [("/beheer", "/beheer"), ("/mijn/plekken/", "/mijn/plekken")];

/// Asks who may not yet, because a version of what is agreed waits for their word.
pub(crate) async fn ask_first(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(desk) = lock(request.uri().path()) else { return next.run(request).await };
    let is_read = request.method() == Method::GET;
    let mut reader = Reader::of(&web, request.uri(), request.headers(), request.extensions());
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    if response.status() != StatusCode::FORBIDDEN {
        return response;
    }
    reader.recognise(&web, &visit).await;
    if !waits(&web, &reader.ctx).await {
        return response;
    }
    let back = if is_read { reader.here() } else { desk.to_owned() };
    Redirect::to(&accept_href(&back)).into_response()
}

/// Whether a page is one of those from which one is sent to what is agreed: whoever does not
/// agree now would only be sent again.
pub(super) fn is_locked(path: &str) -> bool {
    lock(path).is_some()
}

fn lock(path: &str) -> Option<&'static str> {
    LOCKS.into_iter().find(|(begin, _)| path.starts_with(begin)).map(|(_, desk)| desk)
}

/// Whether saying yes would give them a desk.
async fn waits(web: &Web, ctx: &Ctx) -> bool {
    match communities::mine(ctx, &web.site.domain).await {
        Ok(mine) => mine.iter().any(|it| it.must_accept() && has_desk(ctx, it)),
        // Nobody is signed in.
        Err(error) if error.kind() == koop_domain::error::Kind::Denied => false,
        Err(error) => {
            tracing::warn!(error = chain(&error), "nobody could say what is to be accepted");
            false
        }
    }
}

fn has_desk(ctx: &Ctx, seen: &Seen) -> bool {
    let once = seen.membership.as_ref().map(|it| (it.role, it.sets));
    once.is_some_and(|it| policy::allows_on(ctx.actor, Action::SeeDesk, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_a_role_counts_one_is_asked_first() {
        assert_eq!(lock("/beheer/leden"), Some("/beheer"));
        assert_eq!(lock("/mijn/plekken/lst_1/wijzigen"), Some("/mijn/plekken"));
        for path in ["/", "/mijn/plekken", "/mijn/gemeenschappen/akkoord", "/plek/beheer"] {
            assert!(!is_locked(path), "{path}");
        }
    }
}
