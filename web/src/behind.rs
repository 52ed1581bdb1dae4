//! "De vraag achter deze pagina": the query that an app would use for the same answer. Every
//! page's footer opens it in the explorer.

use chrono::SecondsFormat;
use koop_domain::geo::Point;
use koop_domain::geo::TravelMode;
use koop_domain::listings::model::Service;
use koop_domain::listings::opening_hours::ZONE;
use koop_domain::listings::search::{DeliverTo, ListingQuery, Open, Reach, Sort, When};
use koop_domain::posts::search::{PostQuery, PostSort};
use serde_json::{Map, Value, json};

const FIND: &str = "\
query Find($text: String, $near: NearInput, $open: OpenInput, $filter: ListingFilter, $sort: ListingSort, $first: Int, $after: String) {
  listings(text: $text, near: $near, open: $open, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    facets { field values { value label count } }
    pageInfo { hasNextPage endCursor }
    edges {
      distanceM
      minutes
      why { text }
      node { slug name categories { label } address { street city } status { state certainty until text } source { attribution } }
    }
  }
}";
const ONE: &str = "\
query One($slug: String!) {
  listing(slug: $slug) {
    id
    name
    address { street houseNumber postcode city }
    hours { service raw status { state certainty until text } week { date label intervals { from to } } }
    source { name licence attribution confirmedAt }
  }
}";
const TREE: &str = "query Tree { categories { key label children { key label } } }";

const AREAS: &str = "\
query Areas($text: String) {
  areas(text: $text, first: 50) { edges { node { id name kind parent { name } listingCount } } }
}";
const DIRECTORY: &str =
    "query Directory { directory { listings demo sources { licence attribution listings } } }";
const COMMUNITIES: &str = "\
query Communities {
  communities { slug name kind about joining memberCount area { name slug } }
}";
const COMMUNITY: &str = "\
query Community($slug: String!) {
  community(slug: $slug) { name kind about joining memberCount agreementsVersion agreements(first: 1) { version text } }
}";
const WHY: &str = "\
query Why($text: String) {
  listings(text: $text, first: 10) { edges { why { code text } node { name } } }
}";
const TYPING: &str = "\
query Typing($text: String!) {
  suggest(text: $text, first: 8) { text kind listing { slug } category { key } }
}";
const BOARD: &str = "\
query Board($text: String, $near: NearInput, $filter: PostFilter, $sort: PostSort, $first: Int, $after: String) {
  posts(text: $text, near: $near, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount
    facets { field values { value label count } }
    pageInfo { hasNextPage endCursor }
    edges {
      distanceM
      why { code text }
      node { id slug title direction subject terms { kind } around { latitude longitude radiusM } expiresOn }
    }
  }
}";
const POST: &str = "\
query Post($slug: String!) {
  post(slug: $slug) {
    id
    title
    text
    direction
    subject
    audience
    terms { kind }
    around { latitude longitude radiusM }
    postedBy { name reliability { repliesWithin keptAppointments } }
    expiresOn
  }
}";
/// A question whose answer shows how the order comes about.
const EXAMPLE: &str = "fietsenmaker";

/// A query and its variables.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Behind {
    query: &'static str,
    variables: Value,
}

impl Behind {
    /// Behind a list of listings.
    pub(crate) fn list(query: &ListingQuery) -> Self {
        Self { query: FIND, variables: Value::Object(variables(query)) }
    }

    /// Behind a list of the board.
    pub(crate) fn board(query: &PostQuery) -> Self {
        Self { query: BOARD, variables: Value::Object(board_variables(query)) }
    }

    /// Behind a post.
    pub(crate) fn post(slug: &str) -> Self {
        Self { query: POST, variables: json!({ "slug": slug }) }
    }

    /// Behind a place.
    pub(crate) fn place(slug: &str) -> Self {
        Self { query: ONE, variables: json!({ "slug": slug }) }
    }

    /// Behind the page about the data.
    pub(crate) fn census() -> Self {
        Self { query: DIRECTORY, variables: json!({}) }
    }

    /// Behind the list of communities.
    pub(crate) fn communities() -> Self {
        Self { query: COMMUNITIES, variables: json!({}) }
    }

    /// Behind a community.
    pub(crate) fn community(slug: &str) -> Self {
        Self { query: COMMUNITY, variables: json!({ "slug": slug }) }
    }

    /// Behind the page about the order.
    pub(crate) fn why() -> Self {
        Self { query: WHY, variables: json!({ "text": EXAMPLE }) }
    }

    /// Behind the list of areas.
    pub(crate) fn areas(text: &str) -> Self {
        Self { query: AREAS, variables: json!({ "text": text }) }
    }

    /// Behind a page that was not found: what its address may have meant.
    pub(crate) fn typing(text: &str) -> Self {
        Self { query: TYPING, variables: json!({ "text": text }) }
    }

    /// Behind a page that asks nothing of its own: what there is to ask for.
    pub(crate) fn tree() -> Self {
        Self { query: TREE, variables: json!({}) }
    }

    /// Where the explorer shows it.
    pub(crate) fn href(&self) -> String {
        let variables = self.variables.to_string();
        let mut pairs = vec![("query", self.query)];
        if self.variables.as_object().is_some_and(|it| !it.is_empty()) {
            pairs.push(("variables", &variables));
        }
        format!("/graphql?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

/// A question of the domain in the words of the API.
fn variables(query: &ListingQuery) -> Map<String, Value> {
    let mut all = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        all.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("text", query.text.as_ref().map(|text| json!(text)));
    put(
        "near",
        query.near.map(|near| {
            let mut value = point(near.point);
            match near.reach {
                Some(Reach::Metres(metres)) => value["radiusM"] = json!(metres),
                Some(Reach::Minutes(minutes, mode)) => {
                    value["minutes"] = json!(minutes);
                    value["by"] = json!(match mode {
                        TravelMode::Walk => "WALK",
                        TravelMode::Bike => "BIKE",
                    });
                }
                None => {}
            }
            value
        }),
    );
    put("open", query.open.map(open));
    let filter = filter(query);
    put("filter", (!filter.is_empty()).then_some(Value::Object(filter)));
    put(
        "sort",
        (query.sort != Sort::Best).then(|| {
            json!(match query.sort {
                Sort::Best => "BEST",
                Sort::Nearest => "NEAREST",
                Sort::OpenFirst => "OPEN_FIRST",
                Sort::Newest => "NEWEST",
            })
        }),
    );
    put("first", Some(json!(query.first)));
    put("after", query.after.map(|after| json!(after.encode())));
    all
}

/// A question to the board in the words of the API.
fn board_variables(query: &PostQuery) -> Map<String, Value> {
    let mut all = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        all.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("text", query.text.as_ref().map(|text| json!(text)));
    put(
        "near",
        query.near.map(|near| {
            let mut value = point(near.point);
            if let Some(Reach::Metres(metres)) = near.reach {
                value["radiusM"] = json!(metres);
            }
            value
        }),
    );
    let asked = &query.filter;
    let key = |key: &str| key.to_uppercase();
    let mut filter = Map::new();
    if let Some(direction) = asked.direction {
        filter.insert("direction".to_owned(), json!(key(direction.key())));
    }
    let subjects: Vec<String> = asked.subjects.iter().map(|it| key(it.key())).collect();
    let topics: Vec<&str> = asked.topics.iter().map(|it| it.key()).collect();
    let terms: Vec<String> = asked.terms.iter().map(|it| key(it.key())).collect();
    for (name, is_empty, value) in [
        ("subjects", subjects.is_empty(), json!(subjects)),
        ("categories", topics.is_empty(), json!(topics)),
        ("terms", terms.is_empty(), json!(terms)),
        ("languages", asked.languages.is_empty(), json!(asked.languages)),
    ] {
        if !is_empty {
            filter.insert(name.to_owned(), value);
        }
    }
    if let Some(area) = asked.area {
        filter.insert("areaId".to_owned(), json!(area.to_string()));
    }
    put("filter", (!filter.is_empty()).then_some(Value::Object(filter)));
    let sort = match query.sort {
        PostSort::Best => None,
        PostSort::Nearest => Some("NEAREST"),
        PostSort::Newest => Some("NEWEST"),
        PostSort::Soonest => Some("SOONEST"),
    };
    put("sort", sort.map(|it| json!(it)));
    put("first", Some(json!(query.first)));
    put("after", query.after.map(|after| json!(after.encode())));
    all
}

fn open(open: Open) -> Value {
    let instant = |at: chrono::DateTime<chrono::Utc>| {
        at.with_timezone(&ZONE).to_rfc3339_opts(SecondsFormat::Secs, false)
    };
    let mut value = match open.when {
        When::Now => json!({ "now": true }),
        When::At(at) => json!({ "at": instant(at) }),
        When::Between(from, to) => {
            json!({ "between": { "from": instant(from), "to": instant(to) } })
        }
    };
    if let Some(service) = open.service {
        value["service"] = json!(match service {
            Service::Counter => "COUNTER",
            Service::Pickup => "PICKUP",
            Service::Delivery => "DELIVERY",
            Service::Kitchen => "KITCHEN",
        });
    }
    value
}

fn filter(query: &ListingQuery) -> Map<String, Value> {
    let asked = &query.filter;
    let mut all = Map::new();
    let mut put = |name: &str, wanted: bool, value: Value| {
        if wanted {
            all.insert(name.to_owned(), value);
        }
    };
    let kinds: Vec<String> = asked.kinds.iter().map(|it| it.key().to_uppercase()).collect();
    put("kinds", !kinds.is_empty(), json!(kinds));
    put("categories", !asked.categories.is_empty(), json!(asked.categories));
    put("takeaway", asked.takeaway, json!(true));
    put("wheelchair", asked.wheelchair, json!(true));
    put("secondHand", asked.second_hand, json!(true));
    put("repair", asked.repair, json!(true));
    put("organic", asked.organic, json!(true));
    put("independent", asked.independent, json!(true));
    put("acceptsCurrency", !asked.currencies.is_empty(), json!(asked.currencies));
    if let Some(place) = &asked.delivers_to {
        let place = match place {
            DeliverTo { postcode: Some(digits), .. } => json!({ "postcode": digits }),
            DeliverTo { point: at, .. } => json!({ "point": at.map(point) }),
        };
        all.insert("deliversTo".to_owned(), place);
    }
    if let Some(area) = asked.area {
        all.insert("areaId".to_owned(), json!(area.to_string()));
    }
    if let Some(frame) = asked.bounds {
        let value = json!({
            "south": frame.south, "west": frame.west, "north": frame.north, "east": frame.east
        });
        all.insert("bounds".to_owned(), value);
    }
    all
}

fn point(point: Point) -> Value {
    json!({ "latitude": point.latitude, "longitude": point.longitude })
}
