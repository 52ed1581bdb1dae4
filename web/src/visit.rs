//! Who visits: what the cookie of a session tells, asked at most once a request.

use std::sync::Arc;

use axum::response::Response;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::error::chain;
use koop_domain::id::ProfileId;
use koop_domain::members::model::{Member, Secret, Session};
use koop_domain::members::sessions;
use koop_domain::profiles;
use koop_domain::profiles::error::ProfileError;
use koop_domain::profiles::model::Hat;
use tokio::sync::OnceCell;

use crate::Web;
use crate::cookies::SESSION;

/// Who reads, as far as the cookie tells.
#[derive(Clone, Debug, Default)]
pub(crate) enum Who {
    /// Anybody: there is no cookie.
    #[default]
    Visitor,
    /// Anybody, whose cookie holds no more.
    Gone,
    /// A member who is signed in.
    Member(Arc<Known>),
    /// The house cannot say just now.
    Unsure,
}

/// A member and the session they are signed in by.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub session: Session,
    pub member: Member,
    /// As whom they act.
    pub acting: Acting,
}

/// As whom somebody acts.
#[derive(Clone, Debug, Default)]
pub(crate) enum Acting {
    /// As themselves.
    #[default]
    Oneself,
    /// As somebody else, by what a request is made of then.
    As(Box<Worn>),
    /// As whom they chose to, and may no more: the mandate has ended, or the profile is gone.
    Lapsed,
}

/// A hat that somebody wears, and what a request is made of then.
#[derive(Clone, Debug)]
pub(crate) struct Worn {
    pub hat: Hat,
    pub actor: Actor,
    pub acting_as: Option<ProfileId>,
}

/// What one request finds out about who visits: whoever asks first asks the house.
#[derive(Clone, Default)]
pub(crate) struct Visit(Arc<OnceCell<Who>>);

impl Visit {
    /// Who visits.
    pub(crate) async fn who(&self, web: &Web, ctx: &Ctx, secret: Option<&Secret>) -> Who {
        let Some(secret) = secret else { return Who::Visitor };
        let ask = || async {
            match sessions::of_cookie(ctx, &web.site.domain, secret).await {
                Ok(Some((session, member))) => match acting(web, ctx, &session, &member).await {
                    Ok(acting) => Who::Member(Arc::new(Known { session, member, acting })),
                    Err(error) => {
                        tracing::error!(error = chain(&error), "nobody could say as whom");
                        Who::Unsure
                    }
                },
                Ok(None) => Who::Gone,
                Err(error) => {
                    tracing::error!(error = chain(&error), "nobody could say who visits");
                    Who::Unsure
                }
            }
        };
        self.0.get_or_init(ask).await.clone()
    }

    /// What follows a visit: a cookie that holds no more is taken away, and a session that was
    /// used is noted, beside the answer.
    pub(crate) fn end(&self, web: &Web, ctx: &Ctx, answer: &mut Response) {
        match self.0.get() {
            Some(Who::Gone) if !SESSION.is_in(&web.site, answer.headers()) => {
                SESSION.forget(&web.site, answer.headers_mut());
            }
            Some(Who::Member(known)) if sessions::is_due(&known.session, ctx.now) => {
                let (ctx, domain) = (ctx.clone(), web.site.domain.clone());
                let session = known.session.id;
                tokio::spawn(async move {
                    if let Err(error) = sessions::seen(&ctx, &domain, session).await {
                        tracing::warn!(error = chain(&error), "a session could not be noted");
                    }
                });
            }
            _ => {}
        }
    }
}

/// As whom the pages of a session act.
async fn acting(
    web: &Web,
    ctx: &Ctx,
    session: &Session,
    member: &Member,
) -> Result<Acting, ProfileError> {
    let Some(id) = session.acting_as else { return Ok(Acting::Oneself) };
    let own = Ctx { actor: sessions::actor(member, session.id), ..ctx.clone() };
    match profiles::act_as(&own, &web.site.domain, id).await {
        Ok((Ctx { actor, acting_as, .. }, Some(hat))) => {
            Ok(Acting::As(Box::new(Worn { hat, actor, acting_as })))
        }
        Ok((_, None)) => Ok(Acting::Oneself),
        Err(ProfileError::NotFound | ProfileError::Ended) => Ok(Acting::Lapsed),
        Err(error) => Err(error),
    }
}
