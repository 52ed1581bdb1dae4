//! Keeping the question of a list: the button that lists have, and the page on which whoever signed
//! in for it goes on.

use askama::Template;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::areas::atlas::Atlas;
use koop_domain::posts::saved::model::{Question, SAVED_NAME_MAX, SavedSearch};
use koop_domain::posts::saved::{self, error::SavedError};
use koop_domain::posts::search::{PostFilter, PostQuery};

use super::super::state::{Board, State};
use super::NEW;
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::{Field, Slips};
use crate::page::{Page, answer_privately};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// The field that says of which list a question is.
const BOARD: &str = "bord";
/// The field with the name of a question.
pub(super) const NAME: &str = "naam";

/// The button that keeps the question of a list.
pub(crate) struct Offer {
    /// Where it leads: a visitor signs in first, and comes back to the question.
    pub action: &'static str,
    pub method: &'static str,
    /// The question.
    pub kept: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "board/saved/saving.html")]
pub(crate) struct SavingPage {
    pub page: Page,
    pub slips: Slips,
    /// What is asked, in words.
    pub said: Vec<String>,
    pub name: Field,
    pub kept: Vec<(&'static str, String)>,
    /// The list itself.
    pub back: String,
}

impl Offer {
    /// Of a list as it was asked.
    pub(crate) fn of(page: &Page, asked: &State) -> Self {
        let kept = fields(asked);
        match page.member {
            Some(_) => Self { action: super::LIST, method: "post", kept },
            None => Self { action: NEW, method: "get", kept },
        }
    }
}

/// The fields of a question: the address of its list, without its page, its order and its day.
fn fields(asked: &State) -> Vec<(&'static str, String)> {
    let passing = ["na", "volgorde", "vanaf"];
    let pairs = asked.pairs().into_iter().filter(|(name, _)| !passing.contains(name));
    std::iter::once((BOARD, board_name(asked.board).to_owned())).chain(pairs).collect()
}

/// What a list is called in a field.
fn board_name(board: Board) -> &'static str {
    board.path().trim_start_matches('/')
}

/// The list whose question some fields are; none where they name no list.
pub(super) fn read(
    reader: &Reader,
    atlas: &Atlas,
    pairs: &[(String, String)],
) -> Option<Result<State, String>> {
    let named = pairs.iter().find(|(name, _)| name == BOARD)?.1.as_str();
    let board = [Board::Help, Board::Share, Board::Agenda];
    let board = board.into_iter().find(|it| board_name(*it) == named)?;
    let (mut state, mut misread) = State::read(board, pairs);
    let asked = state.href();
    misread.extend(state.settle(atlas, clock::today(reader.ctx.now)));
    // The list says what of it cannot be read.
    Some(if misread.is_empty() { Ok(state) } else { Err(asked) })
}

/// The question of a list, to be kept: what takes place is asked for all days to come.
pub(super) fn query(reader: &Reader, state: &State) -> PostQuery {
    let query = state.query(reader.language, reader.ctx.now);
    PostQuery { after: None, filter: PostFilter { between: None, ..query.filter }, ..query }
}

/// A name for the question of a list.
fn made_name(reader: &Reader, atlas: &Atlas, state: &State) -> String {
    texts::saved::name(reader.language, atlas, &Question::from(query(reader, state)))
}

/// Keeps the question of a list, under a name that was typed or else made.
pub(super) async fn keep(
    web: &Web,
    reader: &Reader,
    atlas: &Atlas,
    (state, name): (&State, Option<String>),
) -> Result<(SavedSearch, bool), SavedError> {
    let name = name.unwrap_or_else(|| made_name(reader, atlas, state));
    saved::save(&reader.ctx, &web.site.domain, &name, query(reader, state)).await
}

/// Where whoever is signed in goes on with a question.
pub(super) fn go_on_href(pairs: &[(String, String)]) -> String {
    let said = pairs.iter().filter(|(name, value)| name != "doe" && !value.is_empty());
    let query = serde_urlencoded::to_string(said.collect::<Vec<_>>()).unwrap_or_default();
    format!("{NEW}?{query}")
}

/// `GET /mijn/zoekvragen/nieuw`
pub(super) async fn get(
    Shared(web): Shared<Web>,
    Mine { reader, .. }: Mine,
) -> Result<Response, Failure> {
    let atlas = web.atlas(&reader.ctx).await?;
    let state = match read(&reader, &atlas, &reader.pairs) {
        Some(Ok(state)) => state,
        Some(Err(list)) => return Ok(Redirect::to(&list).into_response()),
        None => return Ok(Redirect::to(super::LIST).into_response()),
    };
    show(&web, &reader, &atlas, (&state, None), Slips::default()).await
}

/// The page on which a question gets its name.
pub(super) async fn show(
    web: &Web,
    reader: &Reader,
    atlas: &Atlas,
    (state, typed): (&State, Option<String>),
    slips: Slips,
) -> Result<Response, Failure> {
    let mut page = Page::own(web, reader, "saved-new-title", "saved-new-lead", &slips).await;
    let pairs = fields(state).into_iter().map(|(name, value)| (name.to_owned(), value));
    page.here = go_on_href(&pairs.collect::<Vec<_>>());
    let name = typed.unwrap_or_else(|| made_name(reader, atlas, state));
    let said = texts::saved::parts(reader.language, atlas, &Question::from(query(reader, state)));
    let page = SavingPage::new(page, state, (said, &name), slips);
    let status = page.slips.status();
    Ok(page.slips.on(answer_privately(status, &page.page, &page)?))
}

impl SavingPage {
    pub(crate) fn new(
        page: Page,
        state: &State,
        (said, name): (Vec<String>, &str),
        slips: Slips,
    ) -> Self {
        let label = page.t("saved-name");
        let name = Field {
            hint: Some(page.t("saved-name-hint")),
            required: true,
            ..Field::line(NAME, label, name, SAVED_NAME_MAX, &slips)
        };
        Self { said, name, kept: fields(state), back: state.href(), slips, page }
    }
}
