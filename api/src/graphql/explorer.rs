//! The explorer at `/graphql` for a browser: what is asked in the address is answered as a
//! program would get it, on a page of our own.

use std::sync::{Arc, LazyLock};

use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use koop_domain::areas;
use koop_domain::ctx::{Actor, Ctx};
use koop_domain::id::RequestId;
use koop_domain::listings;
use koop_web::explorer::{Example, Explorer, Type};

use super::PATH;
use super::guard::Transport;
use super::http::{Door, Wire};
use super::params::{AddressParams, Params};
use super::reference;

/// What the form shows before anything was asked: all that a search can tell.
const FIND: &str = include_str!("examples/find.graphql");
const DELIVER: &str = include_str!("examples/deliver.graphql");
const AREAS: &str = include_str!("examples/areas.graphql");
const IN_AREA: &str = include_str!("examples/in-area.graphql");
const ONE: &str = include_str!("examples/one.graphql");
const TYPING: &str = include_str!("examples/typing.graphql");
const TREE: &str = include_str!("examples/tree.graphql");
const ANY: &str = include_str!("examples/any.graphql");
const ME: &str = include_str!("examples/me.graphql");
const DIRECTORY: &str = include_str!("examples/directory.graphql");

/// Dapperplein, in the middle of the demo.
const FIND_VARIABLES: &str = r#"{
  "text": "lek band",
  "near": { "latitude": 52.36, "longitude": 4.927, "radiusM": 1500 },
  "open": { "now": true },
  "sort": "NEAREST",
  "first": 5
}"#;

/// Shows the page, with the answer when something was asked.
pub(crate) async fn page(
    door: &Door,
    id: RequestId,
    uri: &Uri,
    headers: &HeaderMap,
    address: AddressParams,
) -> Response {
    let language = door.frame().language(uri, headers);
    let asked = address.query.as_deref().is_some_and(|query| !query.trim().is_empty());
    let explorer = Explorer {
        query: if asked { address.query.clone().unwrap_or_default() } else { FIND.to_owned() },
        variables: match &address.variables {
            Some(variables) => variables.clone(),
            None if asked => String::new(),
            None => FIND_VARIABLES.to_owned(),
        },
        answer: match asked.then(|| Params::from_address(address)) {
            None => None,
            Some(Err(error)) => Some(error.to_string()),
            Some(Ok(params)) => {
                let answer = door.ask(params, Transport::Get, door.visitor(language, id)).await;
                serde_json::to_string_pretty(&Wire::of(&answer)).ok()
            }
        },
        examples: examples(door).await,
        types: types().to_vec(),
    };
    door.frame().page(uri, headers, &explorer).await
}

/// The schema in words, read once.
fn types() -> &'static [Type] {
    static TYPES: LazyLock<Arc<[Type]>> = LazyLock::new(|| reference::read(&super::sdl()).into());
    &TYPES
}

/// Queries to begin with, about a place that exists.
async fn examples(door: &Door) -> Vec<Example> {
    let parts = door.parts();
    let ctx = Ctx::new(Actor::Visitor, parts.clock.as_ref(), parts.ids.clone());
    let newest = listings::newest(&ctx, &parts.domain, 1).await.unwrap_or_default();
    let (slug, id) = match newest.first() {
        Some(place) => (place.slug.as_str(), place.id.to_string()),
        None => ("spaak-en-zoon", String::new()),
    };
    let slug = serde_json::json!({ "slug": slug }).to_string();
    let atlas = areas::atlas(&ctx, &parts.domain).await.unwrap_or_default();
    let area = atlas.areas().last().map(|smallest| smallest.id.to_string());
    let area = serde_json::json!({ "area": area.unwrap_or_default(), "open": { "now": true } });
    let any = serde_json::json!({ "id": id }).to_string();
    vec![
        example("explorer-example-find", FIND, FIND_VARIABLES),
        example("explorer-example-deliver", DELIVER, ""),
        example("explorer-example-areas", AREAS, ""),
        example("explorer-example-in-area", IN_AREA, &area.to_string()),
        example("explorer-example-one", ONE, &slug),
        example("explorer-example-typing", TYPING, ""),
        example("explorer-example-tree", TREE, ""),
        example("explorer-example-any", ANY, &any),
        example("explorer-example-directory", DIRECTORY, ""),
        example("explorer-example-me", ME, ""),
    ]
}

fn example(title: &'static str, query: &str, variables: &str) -> Example {
    let pairs = [("query", query), ("variables", variables)];
    let filled = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    let pairs = serde_urlencoded::to_string(filled.collect::<Vec<_>>()).unwrap_or_default();
    Example { title, query: query.to_owned(), href: format!("{PATH}?{pairs}") }
}
