//! The first step of putting something up: whether it is offered or asked for, and what it is.

use askama::Template;
use axum::response::Response;
use koop_domain::posts::model::{Direction, Subject};
use koop_domain::posts::{self, Wanted};

use super::super::{NEW, ready};
use crate::Web;
use crate::error::Failure;
use crate::form::Slips;
use crate::home::Link;
use crate::keeping::Typed;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::texts::posts as words;

/// Whether it is offered or asked for, and what it is.
#[derive(Template)]
#[template(path = "board/form/begin.html")]
pub(crate) struct BeginPage {
    pub page: Page,
    pub offers: Vec<Link>,
    pub requests: Vec<Link>,
    pub ready: Vec<Link>,
    /// What several neighbours ask for, each with the way to offer it.
    pub wanted: Vec<Link>,
}

/// What the address chooses already.
pub(super) fn begun(reader: &Reader) -> Typed {
    let mut typed = Typed::default();
    for name in ["richting", "soort", "onderwerp"] {
        typed.set(name, reader.value(name).unwrap_or_default());
    }
    let sentence = reader.value("zin").and_then(|it| ready::beginning(reader.language, it));
    typed.set("titel", &sentence.unwrap_or_default());
    typed.set("op", "gift");
    typed
}

pub(super) async fn begin(web: &Web, reader: &Reader) -> Result<Response, Failure> {
    let slips = Slips::default();
    let page = Page::own(web, reader, "board-new-title", "board-new-lead", &slips).await;
    let wanted = posts::wanted(&reader.ctx, &web.site.domain).await?;
    let page = BeginPage::new(page, &wanted);
    answer(&page.page, &page)
}

impl BeginPage {
    pub(crate) fn new(page: Page, wanted: &[Wanted]) -> Self {
        let link = |direction: Direction, subject: Subject| Link {
            href: format!("{NEW}?richting={}&soort={}", direction.key(), subject.key()),
            label: words::subject(page.language, subject),
        };
        let offer = |it: &Wanted| {
            let topic = words::topic(page.language, it.topic);
            let values = [("topic", topic.into()), ("count", it.count.into())];
            Link {
                href: format!(
                    "{NEW}?richting=offer&soort={}&onderwerp={}",
                    it.subject.key(),
                    it.topic.key()
                ),
                label: page.with("board-wanted-topic", &values),
            }
        };
        let all = Subject::ALL.iter().copied();
        Self {
            offers: all.clone().map(|it| link(Direction::Offer, it)).collect(),
            // Whoever wants something to take place organises it, or asks for a hand.
            requests: all
                .filter(|it| *it != Subject::Event)
                .map(|it| link(Direction::Request, it))
                .collect(),
            ready: ready::beginnings(&page, None),
            wanted: wanted.iter().map(offer).collect(),
            page,
        }
    }
}
