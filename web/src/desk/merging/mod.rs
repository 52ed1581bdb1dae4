//! Making two listings of one place one (`/beheer/samenvoegen`): side by side, field by field, and
//! having them back.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use koop_domain::id::{ListingId, MergeId};
use koop_domain::listings::error::ListingError;
use koop_domain::listings::history::Field;
use koop_domain::listings::merging::{self, Comparison, Made, Merges};
use koop_domain::listings::{self, duplicates};
use koop_domain::page::Cursor;
use koop_domain::policy::{self, Action};

use super::{AtDesk, COMMUNITY, DeskHead};
use crate::Web;
use crate::account::Mine;
use crate::error::Failure;
use crate::form::Slips;
use crate::keeping::Typed;
use crate::mending::{fact_label, fact_words};
use crate::page::{Page, answer_privately};
use crate::place::place_line;
use crate::reader::Reader;
use crate::texts::{self, clock};

/// Where it is.
pub(crate) const MERGING: &str = "/beheer/samenvoegen";
/// How many merges stand on a page.
const SHOWN: u32 = 20;

#[derive(Template)]
#[template(path = "desk/merging/merging.html")]
pub(crate) struct MergingPage {
    pub page: Page,
    pub desk: DeskHead,
    pub slips: Slips,
    pub done: Option<String>,
    pub pair: Option<Pair>,
    pub merges: Vec<Row>,
    /// Where the list of them goes on.
    pub next: Option<String>,
    /// Whether the reader has the whole directory looked through.
    pub seeks: bool,
    /// What was typed to find two.
    pub one: String,
    pub other: String,
}

/// Two places side by side.
pub(crate) struct Pair {
    pub survivor: Side,
    pub lost: Side,
    pub fields: Vec<Choice>,
    /// The address of the same with the other one going on.
    pub swap: String,
}

/// One of the two.
pub(crate) struct Side {
    pub id: String,
    pub name: String,
    pub href: String,
    pub line: String,
    pub owned: bool,
}

/// A field in which they differ.
pub(crate) struct Choice {
    pub key: &'static str,
    pub label: String,
    pub ours: String,
    pub theirs: String,
    pub take_theirs: bool,
}

/// A merge that was made.
pub(crate) struct Row {
    pub id: String,
    pub name: String,
    pub href: String,
    pub words: String,
    pub undoable: bool,
}

/// `GET /beheer/samenvoegen`
pub(crate) async fn get(State(web): State<Web>, mine: Mine) -> Result<Response, Failure> {
    show(&web, &mine.reader, None, Slips::default()).await
}

/// `POST /beheer/samenvoegen`
pub(crate) async fn post(
    State(web): State<Web>,
    mine: Mine,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let reader = &mine.reader;
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let listing = |name| ListingId::parse(typed.get(name)).map_err(|_| Failure::NOT_FOUND);
    let done = match typed.get("doe") {
        "samen" => {
            let pair = (listing("blijft")?, listing("gaat")?);
            let theirs = |field: &Field| typed.get(field.key()) == "gaat";
            let fields: Vec<Field> = Field::ALL.into_iter().filter(theirs).collect();
            let made = merging::merge(ctx, domain, pair, Some(&fields)).await;
            made.map(|_| "samen")
        }
        "terug" => {
            let id = MergeId::parse(typed.get("samenvoeging")).map_err(|_| Failure::NOT_FOUND)?;
            merging::undo(ctx, domain, id).await.map(|_| "terug")
        }
        "zoek" => duplicates::seek(ctx, domain).await.map(|_| "gezocht"),
        _ => return Err(Failure::INVALID),
    };
    let error = match done {
        Ok(done) => return Ok(Redirect::to(&format!("{MERGING}?gedaan={done}")).into_response()),
        Err(error) => error,
    };
    let key = match &error {
        ListingError::Invalid { field: "owner", .. } => "merging-slip-owners",
        ListingError::Invalid { .. } => "merging-slip-cannot",
        ListingError::Duplicate => "merging-slip-merged",
        ListingError::Conflict { .. } => "merging-slip-changed",
        ListingError::NotFound => "merging-slip-late",
        ListingError::Denied(_) => "queue-own",
        _ => return Err(error.into()),
    };
    let slips = Slips::in_all(texts::text(reader.language, key));
    show(&web, reader, Some(&typed), slips).await
}

async fn show(
    web: &Web,
    reader: &Reader,
    typed: Option<&Typed>,
    slips: Slips,
) -> Result<Response, Failure> {
    let (ctx, domain) = (&reader.ctx, &web.site.domain);
    let named = reader.value(COMMUNITY);
    let desk = AtDesk::open(web, reader, Action::MergeListings, named).await?;
    let words = |name: &str| reader.value(name).unwrap_or_default().trim().to_owned();
    let (mut one, mut other) = (words("een"), words("ander"));
    let in_order = reader.value("zo").is_some() || typed.is_some();
    if let Some(typed) = typed {
        typed.get("blijft").clone_into(&mut one);
        typed.get("gaat").clone_into(&mut other);
    }
    let mut slips = slips;
    let mut compared = None;
    if !one.is_empty() && !other.is_empty() {
        let found = (found(web, reader, &one).await?, found(web, reader, &other).await?);
        compared = match found {
            (Some(one), Some(other)) if one != other => {
                match merging::compare(ctx, domain, (one, other), in_order).await {
                    Ok(compared) => Some(compared),
                    Err(ListingError::Denied(_)) => {
                        slips =
                            Slips::in_all(texts::text(reader.language, "merging-slip-not-yours"));
                        None
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            _ => {
                slips = Slips::in_all(texts::text(reader.language, "merging-slip-unknown"));
                None
            }
        };
    }
    let after = reader.value("na").and_then(|it| Cursor::decode(it).ok());
    let merges = match merging::latest(ctx, domain, (SHOWN, after)).await {
        // A cursor that is none of this list is its beginning.
        Err(ListingError::Invalid { .. }) => merging::latest(ctx, domain, (SHOWN, None)).await?,
        other => other?,
    };
    let mut page = Page::own(web, reader, "merging-title", "merging-lead", &slips).await;
    MERGING.clone_into(&mut page.here);
    let head = DeskHead::new(&page, ctx.actor, &desk, MERGING);
    let done = reader.value("gedaan").filter(|_| slips.is_empty()).and_then(done_key);
    let done = done.map(|key| page.t(key));
    let seeks = policy::allows(ctx.actor, Action::SeekDuplicates);
    let known = (compared, merges, seeks, [one, other]);
    let page = MergingPage::new(page, head, known, done, slips);
    answer_privately(page.slips.status(), &page.page, &page)
}

/// A place by its id, its address or the last part of that.
async fn found(web: &Web, reader: &Reader, typed: &str) -> Result<Option<ListingId>, Failure> {
    if let Ok(id) = ListingId::parse(typed) {
        let found = listings::find_many(&reader.ctx, &web.site.domain, &[id]).await?;
        return Ok(found.contains_key(&id).then_some(id));
    }
    let slug = typed.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let found = listings::by_slug(&reader.ctx, &web.site.domain, slug).await?;
    Ok(found.map(|it| it.id))
}

fn done_key(what: &str) -> Option<&'static str> {
    match what {
        "samen" => Some("merging-done"),
        "terug" => Some("merging-undone"),
        "gezocht" => Some("merging-sought"),
        _ => None,
    }
}

type Known = (Option<Comparison>, Merges, bool, [String; 2]);

impl MergingPage {
    pub(crate) fn new(
        page: Page,
        desk: DeskHead,
        (compared, merges, seeks, [one, other]): Known,
        done: Option<String>,
        slips: Slips,
    ) -> Self {
        let last = merges.made.last().filter(|_| merges.more);
        Self {
            pair: compared.as_ref().map(|it| Pair::of(&page, it)),
            merges: merges.made.iter().map(|it| Row::of(&page, it)).collect(),
            next: last.map(|it| format!("{MERGING}?na={}", it.cursor.encode())),
            seeks,
            one,
            other,
            desk,
            done,
            slips,
            page,
        }
    }
}

impl Pair {
    fn of(page: &Page, it: &Comparison) -> Self {
        let side = |nth: usize| {
            let listing = &it.pair[nth];
            Side {
                id: listing.id.to_string(),
                name: listing.facts.name.clone(),
                href: format!("/plek/{}", listing.slug),
                line: place_line(page.language, &listing.facts),
                owned: it.owned[nth],
            }
        };
        let words = |field: Field, nth: usize| {
            let words = fact_words(page.language, field, &it.pair[nth].facts);
            if words.is_empty() { page.t("reports-nothing") } else { words }
        };
        let choice = |field: &Field| Choice {
            key: field.key(),
            label: fact_label(page.language, *field),
            ours: words(*field, 0),
            theirs: words(*field, 1),
            take_theirs: it.better.contains(field),
        };
        let [one, other] = [&it.pair[0].id, &it.pair[1].id];
        Self {
            survivor: side(0),
            lost: side(1),
            fields: it.fields.iter().map(choice).collect(),
            swap: format!("{MERGING}?een={other}&ander={one}&zo=ja"),
        }
    }
}

impl Row {
    fn of(page: &Page, it: &Made) -> Self {
        let (merge, [survivor, lost]) = (&it.merge, &it.pair);
        let date = clock::date(page.language, clock::today(merge.at));
        let values = [("date", date.into()), ("name", lost.facts.name.clone().into())];
        let key = if merge.undone_at.is_some() { "merging-was-undone" } else { "merging-was-made" };
        Self {
            id: merge.id.to_string(),
            name: survivor.facts.name.clone(),
            href: format!("/plek/{}", survivor.slug),
            words: page.with(key, &values),
            undoable: it.is_undoable,
        }
    }
}
