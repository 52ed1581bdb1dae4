//! "Hoe wij rangschikken": the formula, with the very numbers that the engines use.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use koop_domain::geo::TravelMode;
use koop_domain::listings::ranking::{
    Evidence, INDEPENDENT, NAME_BEGINS, NAME_EXACT, NEAR, NEAR_HALF_M, OPEN,
};
use koop_domain::posts::ranking::{CLOSE_M, CLOSENESS_HALVES_M, FRESHNESS_HALVES_DAYS, OF_ONE_MAX};

use crate::Web;
use crate::behind::Behind;
use crate::error::Failure;
use crate::page::{Page, answer};
use crate::reader::Reader;
use crate::texts::{self, clock};

/// The distance by which the page explains how minutes are estimated.
const EXAMPLE_M: f64 = 1_000.0;

#[derive(Template)]
#[template(path = "ranking/ranking.html")]
pub(crate) struct Ranking {
    pub page: Page,
    pub weights: Vec<Weight>,
    pub ties: Vec<Weight>,
    pub distance_words: String,
    /// The order of the notice board, in sentences.
    pub board: Vec<String>,
    pub minutes_words: String,
}

/// Something that counts, and how much.
pub(crate) struct Weight {
    pub label: String,
    pub weight: u32,
}

/// `GET /hoe-wij-rangschikken`
pub(crate) async fn get(State(web): State<Web>, reader: Reader) -> Result<Response, Failure> {
    let t = |key: &str| texts::text(reader.language, key);
    let (title, description) = (t("ranking-heading"), t("ranking-description"));
    let lasting = Some("/hoe-wij-rangschikken");
    let page = Page::new(&web, &reader, title, description, lasting, &Behind::why()).await;
    let ranking = Ranking::new(page);
    answer(&ranking.page, &ranking)
}

impl Ranking {
    pub(crate) fn new(page: Page) -> Self {
        let row = |key: &str, weight: u32| Weight { label: page.t(key), weight };
        let names = [
            row("evidence-name-exact", NAME_EXACT),
            row("evidence-name-begins-whole", NAME_BEGINS),
        ];
        let evidence = Evidence::ALL.into_iter().rev().filter(|it| it.points() > 0);
        let weights = names
            .into_iter()
            .chain(evidence.map(|it| row(evidence_key(it), it.points())))
            .collect();
        let ties = vec![
            row("tie-open", OPEN[0]),
            row("tie-open-likely", OPEN[1]),
            row("tie-open-maybe", OPEN[2]),
            row("tie-near", NEAR),
            row("tie-independent", INDEPENDENT),
        ];
        let half = clock::distance(page.language, whole(NEAR_HALF_M));
        let example = clock::distance(page.language, whole(EXAMPLE_M));
        let minutes = [
            ("distance", example.into()),
            ("walk", TravelMode::Walk.minutes(EXAMPLE_M).into()),
            ("bike", TravelMode::Bike.minutes(EXAMPLE_M).into()),
        ];
        Self {
            board: board(&page),
            weights,
            ties,
            distance_words: page.with("ranking-distance-1", &[("distance", half.into())]),
            minutes_words: page.with("ranking-minutes-1", &minutes),
            page,
        }
    }
}

/// By what the notice board is in its order.
fn board(page: &Page) -> Vec<String> {
    let distance = |it: f64| clock::distance(page.language, whole(it));
    let close =
        [("close", distance(CLOSE_M).into()), ("halves", distance(CLOSENESS_HALVES_M).into())];
    vec![
        page.t("ranking-board-1"),
        page.with("ranking-board-close", &close),
        page.with("ranking-board-fresh", &[("days", whole(FRESHNESS_HALVES_DAYS).into())]),
        page.with("ranking-board-one", &[("most", OF_ONE_MAX.into())]),
    ]
}

fn evidence_key(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Nothing => "evidence-nothing",
        Evidence::PlaceTypo => "evidence-place-typo",
        Evidence::TextBegins => "evidence-text-begins",
        Evidence::TextRoot => "evidence-text-root",
        Evidence::Text => "evidence-text",
        Evidence::PlaceBegins => "evidence-place-begins",
        Evidence::Place => "evidence-place",
        Evidence::TagTypo => "evidence-tag-typo",
        Evidence::CategoryTypo => "evidence-category-typo",
        Evidence::NameTypo => "evidence-name-typo",
        Evidence::TagBegins => "evidence-tag-begins",
        Evidence::TagRoot => "evidence-tag-root",
        Evidence::Tag => "evidence-tag",
        Evidence::CategoryBegins => "evidence-category-begins",
        Evidence::CategoryForeign => "evidence-category-foreign",
        Evidence::CategoryRoot => "evidence-category-root",
        Evidence::Category => "evidence-category",
        Evidence::NameBegins => "evidence-name-begins",
        Evidence::NameOnly => "evidence-name-only",
        Evidence::Area => "evidence-area",
        Evidence::NameRoot => "evidence-name-root",
        Evidence::Name => "evidence-name",
    }
}

fn whole(number: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a published constant of some thousands"
    )]
    let whole = number.max(0.0) as u32;
    whole
}
