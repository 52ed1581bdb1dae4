//! Letters to people's homes, one a sheet: each code stands on its sheet and nowhere else.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use koop_domain::attestations::{self, HomeLetter, LETTER_DAYS};
use koop_domain::id::MemberId;
use koop_domain::language::Language;
use koop_domain::policy::Action;

use crate::Web;
use crate::account::Mine;
use crate::desk::{AtDesk, COMMUNITY};
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::page::{Page, answer_privately};
use crate::texts;

#[derive(Template)]
#[template(path = "people/letters/letters.html")]
pub(crate) struct LettersPage {
    pub page: Page,
    /// Where the desk is.
    pub back: String,
    pub letters: Vec<Sheet>,
}

/// A letter.
pub(crate) struct Sheet {
    pub name: String,
    pub lines: [String; 2],
    pub intro: String,
    pub how: String,
    pub until: String,
    pub not_asked: String,
    pub code: String,
    pub site: String,
}

/// What the form calls whose letter is printed once more.
const WHOSE: &str = "lid";

/// `POST /beheer/brieven`: each letter that was not printed yet gets its code here; or, where
/// somebody is named, the one to them another code.
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let slug = Some(typed.get(COMMUNITY));
    let desk = AtDesk::open(&web, reader, Action::PrintHomeLetters, slug).await?;
    let here = &desk.here()?.community;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let letters = match typed.get(WHOSE) {
        "" => attestations::print_letters(ctx, domain, here.id).await?,
        whose => {
            let member = MemberId::parse(whose).map_err(|_| Failure::NOT_FOUND)?;
            vec![attestations::print_again(ctx, domain, (here.id, member)).await?]
        }
    };
    let slips = Slips::default();
    let mut page = Page::own(&web, reader, "letters-title", "letters-lead", &slips).await;
    "/beheer/leden".clone_into(&mut page.here);
    let page = LettersPage::new(page, (&here.slug, &here.settings.name), letters);
    answer_privately(slips.status(), &page.page, &page)
}

impl LettersPage {
    pub(crate) fn new(page: Page, (slug, name): (&str, &str), letters: Vec<HomeLetter>) -> Self {
        Self {
            back: format!("/beheer/leden?{COMMUNITY}={slug}"),
            letters: letters.into_iter().map(|it| Sheet::of(&page, name, it)).collect(),
            page,
        }
    }
}

impl Sheet {
    fn of(page: &Page, community: &str, letter: HomeLetter) -> Self {
        // A letter to a door is Dutch, whoever prints it.
        let language = Language::Nl;
        let home = letter.home;
        let said =
            [("name", letter.name.clone().into()), ("community", community.to_owned().into())];
        let days = [("count", LETTER_DAYS.into())];
        Self {
            lines: [
                format!("{} {}", home.street, home.house_number),
                format!("{} {}", home.postcode, home.city),
            ],
            intro: texts::text_with(language, "letter-home-intro", &said),
            how: texts::text(language, "letter-home-how"),
            until: texts::text_with(language, "letter-home-until", &days),
            not_asked: texts::text(language, "letter-home-not-asked"),
            name: letter.name,
            code: letter.code.reveal().to_owned(),
            site: format!("{}/mijn/vertrouwen", page.base_url),
        }
    }
}
